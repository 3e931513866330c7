//! What a story is, and the pure rules about what may be entered of one.

use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::PersonId;
use network::people::{SiteId, SiteKind};

use super::evidence::Given;
use crate::indicators::IndicatorId;
use crate::initiatives::InitiativeId;
use crate::posts::PostId;
use crate::use_cases::{UseCaseId, WorkRole, steps};

pub type StoryId = Id<Story>;

pub const TITLE_MAX_CHARS: usize = 120;
pub const LINE_MAX_CHARS: usize = 120;
pub const TEXT_MAX_CHARS: usize = 4_000;
pub const STEPS_MAX: usize = 12;
pub const STEP_MAX_CHARS: usize = 300;
pub const PEOPLE_MAX: usize = 20;
pub const TEAM_MAX: i64 = 100_000;
pub const CLAIM_MAX: f64 = 1e12;

store::text_enum! {
    /// What somebody says to being named.
    pub enum Consent { Asked = "asked", Agreed = "agreed", Declined = "declined" }

    /// What the owner of an indicator says of the readings of a story.
    pub enum Verdict { Confirmed = "confirmed", NotConfirmed = "not_confirmed" }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Told,
    Withdrawn,
}

store::row! {
    pub struct Story {
        pub id: StoryId,
        pub teller_id: PersonId,
        pub teller: String,
        pub teller_photo: Option<String>,
        pub use_case_id: Option<UseCaseId>,
        pub use_case: Option<String>,
        pub title: String,
        pub why: String,
        /// What they had before.
        pub had: String,
        /// One step a line.
        pub did: String,
        pub changed: String,
        pub industry: String,
        pub role: WorkRole,
        pub site_id: Option<SiteId>,
        pub site: Option<String>,
        pub site_kind: Option<SiteKind>,
        pub team_size: Option<i64>,
        pub claimed: Option<f64>,
        pub claimed_unit: String,
        pub claimed_how: String,
        pub post_id: Option<PostId>,
        pub changed_at: Time,
        pub published_at: Option<Time>,
        pub withdrawn_at: Option<Time>,
        /// Of its evidence.
        pub indicator_id: Option<IndicatorId>,
        pub indicator: Option<String>,
        pub indicator_owner_id: Option<PersonId>,
        pub verdict: Option<Verdict>,
    }

    /// Somebody the teller wants to name.
    pub struct Credit {
        pub story_id: StoryId,
        pub person_id: PersonId,
        pub name: String,
        pub photo: Option<String>,
        pub part: String,
        pub answer: Consent,
    }

    /// What was said of the readings, and by whom.
    pub struct Check {
        pub verdict: Verdict,
        pub why: String,
        /// Whose estimate speaks for the story.
        pub initiative_id: Option<InitiativeId>,
        pub by_id: PersonId,
        pub by: String,
        pub at: Time,
    }
}

impl Story {
    pub fn state(&self) -> State {
        match (self.published_at, self.withdrawn_at) {
            (None, _) => State::Draft,
            (Some(_), None) => State::Told,
            (Some(_), Some(_)) => State::Withdrawn,
        }
    }

    /// The fields without which it is not told.
    pub fn missing(&self) -> Vec<&'static str> {
        let fields = [
            ("had", &self.had),
            ("did", &self.did),
            ("changed", &self.changed),
        ];
        let blank = fields.into_iter().filter(|(_, text)| is_blank(text));
        blank.map(|(field, _)| field).collect()
    }
}

/// What the teller says it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// `NaN` for what is no number.
    pub value: f64,
    pub unit: String,
    /// How it was reckoned.
    pub how: String,
}

/// Somebody as they were typed: a full name, a mail address or an employee number; and what they did.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub person: String,
    pub part: String,
}

/// What someone entered of a story, unchecked. Sites, people and units come by their names.
#[derive(Clone, Debug)]
pub struct Draft {
    pub title: String,
    pub use_case: Option<UseCaseId>,
    pub why: String,
    pub had: String,
    pub did: String,
    pub changed: String,
    pub industry: String,
    pub role: WorkRole,
    pub site: String,
    /// −1 for what is no number.
    pub team_size: Option<i64>,
    pub claim: Option<Claim>,
    pub evidence: Option<Given>,
    /// The address of a post, or its number.
    pub thread: String,
    pub people: Vec<Named>,
}

/// Checked as far as that needs no tables: only this can be kept.
#[derive(Clone, Debug)]
pub struct NewStory {
    pub(super) draft: Draft,
    pub(super) post: Option<PostId>,
}

impl Draft {
    /// Everything that is wrong with it. A draft needs no more than a title.
    pub fn check(self) -> Result<NewStory> {
        let mut problems = Problems::default();
        for (field, text, most) in [
            ("title", &self.title, TITLE_MAX_CHARS),
            ("why", &self.why, TEXT_MAX_CHARS),
            ("had", &self.had, TEXT_MAX_CHARS),
            ("changed", &self.changed, TEXT_MAX_CHARS),
            ("industry", &self.industry, LINE_MAX_CHARS),
        ] {
            if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            }
        }
        if is_blank(&self.title) {
            problems.add("title", "blank");
        }
        steps::check(&mut problems, "did", &self.did, STEPS_MAX, STEP_MAX_CHARS);
        if let Some(size) = self.team_size
            && !(1..=TEAM_MAX).contains(&size)
        {
            problems.add("team_size", "team_size");
        }
        if let Some(claim) = &self.claim {
            check_claim(&mut problems, claim);
        }
        let post = match self.thread.trim() {
            "" => None,
            typed => {
                let post = post_of(typed);
                if post.is_none() {
                    problems.add("thread", "unknown_thread");
                }
                post
            }
        };
        let people: Vec<Named> = self
            .people
            .iter()
            .map(|named| Named {
                person: one_line(&named.person),
                part: one_line(&named.part),
            })
            .collect();
        for (at, named) in people.iter().enumerate() {
            if named.part.chars().count() > LINE_MAX_CHARS {
                problems.add_limit(
                    &format!("people/{at}/part"),
                    "too_long",
                    LINE_MAX_CHARS as i64,
                );
            }
            if named.person.is_empty() && !named.part.is_empty() {
                problems.add(&format!("people/{at}/person"), "blank");
            }
        }
        if people
            .iter()
            .filter(|named| !named.person.is_empty())
            .count()
            > PEOPLE_MAX
        {
            problems.add_limit("people", "too_many_named", PEOPLE_MAX as i64);
        }
        problems.or(NewStory {
            post,
            draft: Draft {
                title: one_line(&self.title),
                why: self.why.trim().to_owned(),
                had: self.had.trim().to_owned(),
                did: steps::lines(&self.did).join("\n"),
                changed: self.changed.trim().to_owned(),
                industry: one_line(&self.industry),
                site: one_line(&self.site),
                claim: self.claim.map(|claim| Claim {
                    unit: one_line(&claim.unit),
                    how: claim.how.trim().to_owned(),
                    ..claim
                }),
                people,
                ..self
            },
        })
    }
}

fn check_claim(problems: &mut Problems, claim: &Claim) {
    if !(claim.value.is_finite() && claim.value.abs() <= CLAIM_MAX) {
        problems.add("claimed", "number");
    }
    for (field, text, most) in [
        ("claimed_unit", &claim.unit, LINE_MAX_CHARS),
        ("claimed_how", &claim.how, TEXT_MAX_CHARS),
    ] {
        if is_blank(text) {
            problems.add(field, "blank");
        } else if text.chars().count() > most {
            problems.add_limit(field, "too_long", most as i64);
        }
    }
}

/// The post of an address such as https://moot.example/posts/1234#reply-5, or of its number.
fn post_of(typed: &str) -> Option<PostId> {
    let number = match typed.rsplit_once("/posts/") {
        Some((_, rest)) => rest,
        None => typed,
    };
    let digits = number.split(['#', '?', '/']).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            title: "One shelf".into(),
            use_case: None,
            why: String::new(),
            had: String::new(),
            did: "Moved it.\nSorted it.".into(),
            changed: String::new(),
            industry: "Retail".into(),
            role: WorkRole::Frontline,
            site: String::new(),
            team_size: Some(12),
            claim: None,
            evidence: None,
            thread: String::new(),
            people: vec![],
        }
    }

    #[test]
    fn a_draft_is_checked_whole() {
        assert!(draft().check().is_ok());
        let wrong = Draft {
            title: " ".into(),
            why: "w".repeat(4_001),
            did: "s".repeat(301),
            team_size: Some(0),
            claim: Some(Claim {
                value: f64::NAN,
                unit: "£".into(),
                how: "\u{200b}".into(),
            }),
            thread: "that one".into(),
            people: vec![Named {
                person: String::new(),
                part: "had the idea".into(),
            }],
            ..draft()
        };
        let error = wrong.check().unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        assert_eq!(
            found,
            [
                ("why", "too_long"),
                ("title", "blank"),
                ("did", "line_too_long"),
                ("team_size", "team_size"),
                ("claimed", "number"),
                ("claimed_how", "blank"),
                ("thread", "unknown_thread"),
                ("people/0/person", "blank"),
            ]
        );
    }

    #[test]
    fn a_thread_is_named_by_its_address() {
        for (typed, number) in [
            ("1234", Some(1234)),
            ("/posts/1234", Some(1234)),
            ("https://moot.example/posts/1234#reply-5", Some(1234)),
            ("https://moot.example/posts/1234?a=b", Some(1234)),
            ("https://moot.example/people/12", None),
            ("/posts/", None),
            ("-4", None),
        ] {
            assert_eq!(post_of(typed).map(|id| id.raw()), number, "{typed}");
        }
    }
}
