//! One thing that somebody wants to try after a course, or why it is not for them. It is read by the
//! person, by those they named, and by the owner of the course.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::text::{is_blank, one_line};
use kernel::{Problems, Result, Time};
use network::PersonId;

use super::course::CourseId;

pub const SAID_MAX_CHARS: usize = 300;
pub const COMPANIONS_MAX: usize = 5;
/// A promise for later is none.
const AHEAD_MAX_DAYS: i64 = 366;
/// The question how it went stands for so long, then it goes away by itself.
const ASKED_DAYS: i64 = 28;

store::text_enum! {
    pub enum Kind { Try = "try", NotForMe = "not_for_me" }

    /// How it went.
    pub enum Outcome {
        Done = "done",
        Partly = "partly",
        NotDone = "not_done",
        /// They would rather not say.
        Unsaid = "unsaid",
    }
}

store::row! {
    pub struct Commitment {
        pub course_id: CourseId,
        pub course: String,
        pub person_id: PersonId,
        pub person: String,
        pub photo: Option<String>,
        pub kind: Kind,
        pub said: String,
        pub due: Option<String>,
        pub made_at: Time,
        pub outcome: Option<Outcome>,
        pub outcome_note: String,
    }
}

impl Commitment {
    /// Whether the day is over and nothing is said yet.
    pub fn is_asked(&self, today: Date) -> bool {
        let due = self.due.as_deref().and_then(|due| due.parse::<Date>().ok());
        due.is_some_and(|due| due < today && asked_from(today) <= due) && self.outcome.is_none()
    }
}

/// Of days before this one nobody is asked any more.
pub fn asked_from(today: Date) -> Date {
    today.saturating_sub(ASKED_DAYS.days())
}

/// What someone entered, unchecked. Companions come by their names, with commas between them.
#[derive(Clone, Debug)]
pub struct Draft {
    pub kind: Kind,
    pub said: String,
    pub due: String,
    pub with: String,
}

/// Checked; who the companions are is not known yet.
#[derive(Clone, Debug)]
pub struct NewCommitment {
    pub(super) kind: Kind,
    pub(super) said: String,
    pub(super) due: Option<Date>,
    pub(super) with: Vec<String>,
}

impl NewCommitment {
    /// For a program.
    pub fn to_try(said: &str, due: Date) -> NewCommitment {
        NewCommitment {
            kind: Kind::Try,
            said: said.to_owned(),
            due: Some(due),
            with: Vec::new(),
        }
    }
}

impl Draft {
    pub fn check(self, today: Date) -> Result<NewCommitment> {
        let mut problems = Problems::default();
        if is_blank(&self.said) {
            problems.add("said", "blank");
        } else if self.said.chars().count() > SAID_MAX_CHARS {
            problems.add_limit("said", "too_long", SAID_MAX_CHARS as i64);
        }
        if self.kind == Kind::NotForMe {
            return problems.or(NewCommitment {
                kind: self.kind,
                said: one_line(&self.said),
                due: None,
                with: Vec::new(),
            });
        }
        let due = self.due.trim().parse::<Date>().ok();
        match due {
            None => problems.add("due", "date"),
            Some(due) if due < today => problems.add("due", "course_past"),
            Some(due) if due > today.saturating_add(AHEAD_MAX_DAYS.days()) => {
                problems.add("due", "course_far");
            }
            Some(_) => {}
        }
        let names = self.with.split(',').map(one_line);
        let with: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        if with.len() > COMPANIONS_MAX {
            problems.add_limit("with", "course_companions", COMPANIONS_MAX as i64);
        }
        problems.or(NewCommitment {
            kind: self.kind,
            said: one_line(&self.said),
            due,
            with,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 19);

    fn draft() -> Draft {
        Draft {
            kind: Kind::Try,
            said: "Mark the zones".into(),
            due: "2026-11-30".into(),
            with: "Mia, , Otto".into(),
        }
    }

    #[test]
    fn a_promise_has_a_day_that_can_be_kept() {
        let new = draft().check(TODAY).unwrap();
        assert_eq!(new.with, ["Mia", "Otto"]);
        for (due, code) in [
            ("2026-11-18", "course_past"),
            ("2028-01-01", "course_far"),
            ("2026-02-30", "date"),
            ("", "date"),
            ("99999-01-01", "date"),
        ] {
            let wrong = Draft {
                due: due.into(),
                ..draft()
            };
            let error = wrong.check(TODAY).unwrap_err();
            assert_eq!(error.code(), code, "{due}");
        }
        let not = Draft {
            kind: Kind::NotForMe,
            due: String::new(),
            ..draft()
        };
        let not = not.check(TODAY).unwrap();
        assert_eq!((not.due, not.with.len()), (None, 0));
    }

    #[test]
    fn it_is_asked_for_after_the_day_and_not_for_ever() {
        let made = |due: &str| Commitment {
            course_id: CourseId::from_raw(1),
            course: String::new(),
            person_id: PersonId::from_raw(1),
            person: String::new(),
            photo: None,
            kind: Kind::Try,
            said: String::new(),
            due: Some(due.to_owned()),
            made_at: Time(0),
            outcome: None,
            outcome_note: String::new(),
        };
        assert!(!made("2026-11-19").is_asked(TODAY));
        assert!(made("2026-11-18").is_asked(TODAY));
        assert!(made("2026-10-22").is_asked(TODAY));
        assert!(!made("2026-10-21").is_asked(TODAY));
        let said = Commitment {
            outcome: Some(Outcome::Unsaid),
            ..made("2026-11-18")
        };
        assert!(!said.is_asked(TODAY));
    }
}
