//! What a goal is: who is asked to move which indicator, which way, how far, from when to when.

use jiff::civil::Date;
use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result};
use network::PersonId;

use crate::indicators::{Direction, IndicatorId};

pub type GoalId = Id<Goal>;

pub const TEXT_MAX_CHARS: usize = 1_000;
const NAME_MAX_CHARS: usize = 200;
/// Beyond it a number is a slip of the finger.
const VALUE_MAX: f64 = 1e12;
const LAST_YEAR: i16 = 2077;

store::text_enum! {
    /// Who is asked.
    pub enum Holder {
        /// Everyone with a job title.
        Role = "role",
        Site = "site",
        Department = "department",
        Person = "person",
    }
}

store::row! {
    pub struct Goal {
        pub id: GoalId,
        pub indicator_id: IndicatorId,
        pub indicator: String,
        /// Of the indicator, as it is said after a number.
        pub unit: String,
        pub direction: Direction,
        pub target: f64,
        /// Days, as 2027-06-30.
        pub from_day: String,
        pub to_day: String,
        pub weight_percent: i64,
        pub said: String,
        pub holder: Holder,
        /// The job title, site, department or person.
        pub held_by: String,
        pub set_by: PersonId,
        pub set_by_name: String,
        /// Of the indicator.
        pub owner_id: PersonId,
        /// The viewer is among those who are asked.
        pub mine: bool,
    }
}

/// What someone entered about a goal, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub indicator: IndicatorId,
    pub direction: Direction,
    pub target: f64,
    pub from_day: String,
    pub to_day: String,
    pub weight_percent: i64,
    pub said: String,
    pub holder: Holder,
    /// Who, by name; empty with [`Holder::Person`] is whoever sets it.
    pub held_by: String,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewGoal(pub(super) Draft);

impl Draft {
    pub fn check(self) -> Result<NewGoal> {
        let mut problems = Problems::default();
        if !self.target.is_finite() || self.target.abs() > VALUE_MAX {
            problems.add("target", "number");
        }
        let from = day(&self.from_day);
        let to = day(&self.to_day);
        for (field, day) in [("from_day", from), ("to_day", to)] {
            if day.is_none() {
                problems.add(field, "date");
            }
        }
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            problems.add("to_day", "goal_ends_before");
        }
        if !(1..=100).contains(&self.weight_percent) {
            problems.add("weight_percent", "goal_weight");
        }
        text(&mut problems, "said", &self.said, TEXT_MAX_CHARS);
        if self.holder != Holder::Person || !self.held_by.trim().is_empty() {
            text(&mut problems, "held_by", &self.held_by, NAME_MAX_CHARS);
        }
        let written = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        problems.or(NewGoal(Draft {
            from_day: written(from),
            to_day: written(to),
            said: self.said.trim().to_owned(),
            held_by: one_line(&self.held_by),
            ..self
        }))
    }
}

/// A day as it is written, 1990-01-01 to 2077-12-31.
pub fn day(text: &str) -> Option<Date> {
    let day: Date = text.trim().parse().ok()?;
    (1990..=LAST_YEAR).contains(&day.year()).then_some(day)
}

/// Adds what is wrong with a text that must not be empty.
pub fn text(problems: &mut Problems, field: &str, text: &str, most_chars: usize) {
    if is_blank(text) {
        problems.add(field, "blank");
    } else if text.chars().count() > most_chars {
        problems.add_limit(field, "too_long", most_chars as i64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_checked_whole() {
        let draft = Draft {
            indicator: Id::from_raw(1),
            direction: Direction::Less,
            target: 8.0,
            from_day: " 2026-10-01".into(),
            to_day: "2026-12-31".into(),
            weight_percent: 30,
            said: "One host at the counter.".into(),
            holder: Holder::Role,
            held_by: " Store  Manager ".into(),
        };
        let checked = draft.clone().check().unwrap().0;
        assert_eq!(
            (checked.held_by.as_str(), checked.from_day.as_str()),
            ("Store Manager", "2026-10-01")
        );
        let own = Draft {
            holder: Holder::Person,
            held_by: String::new(),
            ..draft.clone()
        };
        assert!(own.check().is_ok(), "one's own needs no name");
        let wrong = Draft {
            target: f64::INFINITY,
            from_day: "2026-13-01".into(),
            to_day: "9999-01-01".into(),
            weight_percent: 0,
            said: "\u{200b}".into(),
            held_by: String::new(),
            ..draft.clone()
        };
        let error = wrong.check().unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        let wanted = [
            ("target", "number"),
            ("from_day", "date"),
            ("to_day", "date"),
            ("weight_percent", "goal_weight"),
            ("said", "blank"),
            ("held_by", "blank"),
        ];
        assert_eq!(found, wanted);
        let backwards = Draft {
            to_day: "2026-09-30".into(),
            ..draft
        };
        assert_eq!(backwards.check().unwrap_err().code(), "goal_ends_before");
    }
}
