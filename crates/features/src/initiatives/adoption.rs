//! Who started an initiative and when: the record that its effect is estimated by.
//!
//! A unit that started counts as a starter for good, also when it drops the practice later (intention to
//! treat): otherwise those for whom it did not work would leave, and what remains would look like success.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;
use kernel::text::fold::fold;
use kernel::text::one_line;
use kernel::{Problem, Problems, Result, Time};
use network::PersonId;

use super::initiative::EVIDENCE_MAX_CHARS;
use crate::indicators::UnitId;
use crate::indicators::table::{self, wrong};

/// A start that was recorded by mistake can be corrected so long.
const MISTAKE: Duration = Duration::from_secs(24 * 60 * 60);
const MISTAKE_OF_TEAM: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// Starts that may be said at once: every unit of the largest organisation.
pub const STARTS_MAX: usize = 20_000;
/// Problems of one table that are named.
const PROBLEMS_MAX: usize = 20;
const UNIT_MAX_CHARS: usize = 200;

store::row! {
    pub struct Adoption {
        pub unit_id: UnitId,
        pub unit: String,
        /// A day, as 2026-05-04.
        pub started: String,
        /// There were readings of the time since the start already when the start was said.
        pub afterwards: bool,
        /// A day; empty while it goes on.
        pub dropped: String,
        pub dropped_why: String,
        pub by_id: PersonId,
        pub at: Time,
        /// The team said so itself, not who answers for the initiative.
        pub told: bool,
    }
}

impl Adoption {
    pub fn day(&self) -> Option<Date> {
        self.started.parse().ok()
    }

    pub fn goes_on(&self) -> bool {
        self.dropped.is_empty()
    }

    /// Whether those who answer for the initiative may still say that it was a mistake: of what a team
    /// told they have to hear first.
    pub fn may_be_corrected(&self, now: Time) -> bool {
        let within = match self.told {
            true => MISTAKE_OF_TEAM,
            false => MISTAKE,
        };
        self.at.plus(within) >= now
    }
}

/// A start that is to be recorded; the unit by the name it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Started {
    /// Where it stood: a line of a table, the place in a list. From 1.
    pub at: usize,
    pub unit: String,
    pub day: Date,
}

/// A start as it was typed; what is wrong names the place.
pub fn started(at: usize, unit: &str, day: &str) -> Result<Started> {
    let mut problems = Vec::new();
    let unit = one_line(unit);
    if unit.is_empty() {
        problems.push(wrong(at, "unit", "blank"));
    } else if unit.chars().count() > UNIT_MAX_CHARS {
        problems.push(wrong(at, "unit", "too_long"));
    }
    let day = day.trim().parse::<Date>();
    if day.is_err() {
        problems.push(wrong(at, "start", "date"));
    }
    match day {
        Ok(day) if problems.is_empty() => Ok(Started { at, unit, day }),
        _ => Err(Problems(problems).into()),
    }
}

/// Starts from a table with the columns unit and start. All of them or none.
pub fn from_csv(text: &str) -> Result<Vec<Started>> {
    const UNIT: &[&str] = &[
        "unit",
        "site",
        "department",
        "team",
        "einheit",
        "standort",
        "abteilung",
    ];
    const START: &[&str] = &["start", "started", "date", "day", "beginn", "datum", "tag"];
    let mut starts = Vec::new();
    let mut problems = Vec::new();
    for line in table::lines("starts", text, &[UNIT, START], STARTS_MAX)? {
        let [unit, day] = &line.cells[..] else {
            continue;
        };
        match started(line.at, unit, day) {
            Ok(start) => starts.push(start),
            Err(error) => problems.extend(error.problems),
        }
        if problems.len() >= PROBLEMS_MAX {
            break;
        }
    }
    if starts.is_empty() && problems.is_empty() {
        problems.push(wrong(2, "unit", "blank"));
    }
    problems.truncate(PROBLEMS_MAX);
    problems.extend(twice(&starts));
    Problems(problems).or(starts)
}

/// The first unit that is named two times.
pub fn twice(starts: &[Started]) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    starts
        .iter()
        .find(|start| !seen.insert(fold(&start.unit)))
        .map(|start| wrong(start.at, "unit", "unit_twice"))
}

/// That a unit no longer does it: the day and the reason, which must be said.
#[derive(Clone, Debug)]
pub struct Dropped {
    pub day: Date,
    pub why: String,
}

impl Dropped {
    pub fn check(day: &str, why: &str) -> Result<Dropped> {
        let mut problems = Problems::default();
        let day = day.trim().parse::<Date>();
        if day.is_err() {
            problems.add("day", "date");
        }
        if why.chars().count() > EVIDENCE_MAX_CHARS {
            problems.add_limit("why", "too_long", EVIDENCE_MAX_CHARS as i64);
        } else if kernel::text::is_blank(why) {
            problems.add("why", "blank");
        }
        let day = problems.or(day)?;
        Ok(Dropped {
            day: day.unwrap_or_default(),
            why: one_line(why),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_come_from_tables_whole_or_not_at_all() {
        let starts = from_csv("start;site\n2026-05-04;Leeds\n2026-06-01; York \n").unwrap();
        let plain: Vec<_> = starts
            .iter()
            .map(|start| (start.at, start.unit.as_str(), start.day.to_string()))
            .collect();
        let wanted = [
            (2, "Leeds", "2026-05-04".to_owned()),
            (3, "York", "2026-06-01".to_owned()),
        ];
        assert_eq!(plain, wanted);
        let text = "unit,start\nLeeds,soon\n,2026-05-04\nYork,2026-05-04\nyork,2026-06-01";
        let error = from_csv(text).unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        let wanted = [
            ("2/start", "date"),
            ("3/unit", "blank"),
            ("5/unit", "unit_twice"),
        ];
        assert_eq!(found, wanted);
        assert_eq!(from_csv("unit,start\n").unwrap_err().code(), "blank");
        assert_eq!(from_csv("hello").unwrap_err().code(), "csv_header");
    }

    #[test]
    fn who_drops_it_says_when_and_why() {
        assert!(Dropped::check("2026-09-01", "No tablet").is_ok());
        let error = Dropped::check("soon", " ").unwrap_err();
        assert_eq!(error.problems.len(), 2);
    }
}
