//! What an initiative is, and the pure rules about what may be entered of one.

use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::{PersonId, Viewer};

use crate::indicators::{Indicator, IndicatorId};

pub type InitiativeId = Id<Initiative>;

pub const NAME_MAX_CHARS: usize = 120;
pub const TEXT_MAX_CHARS: usize = 2_000;
pub const EVIDENCE_MAX_CHARS: usize = 500;
/// Periods after the median start at which it is judged: four, the least an estimate needs, to four years
/// of weeks.
pub const JUDGED_AFTER: std::ops::RangeInclusive<i64> = 4..=208;

store::text_enum! {
    /// What can be changed so that people work differently.
    pub enum Lever {
        Leadership = "leadership",
        Organisation = "organisation",
        Skills = "skills",
        Jobs = "jobs",
        Technology = "technology",
    }

    pub enum LeverState { Planned = "planned", Agreed = "agreed", InPlace = "in_place" }
}

impl Lever {
    pub fn icon(self) -> &'static str {
        match self {
            Lever::Leadership => "users",
            Lever::Organisation => "network",
            Lever::Skills => "graduation-cap",
            Lever::Jobs => "briefcase",
            Lever::Technology => "laptop",
        }
    }
}

store::row! {
    pub struct Initiative {
        pub id: InitiativeId,
        pub indicator_id: IndicatorId,
        pub name: String,
        pub what: String,
        pub owner_id: PersonId,
        pub owner: String,
        /// Periods that the median adopter has had when it is judged.
        pub judged_after: i64,
        pub created_at: Time,
    }

    /// A lever of an initiative, as it is kept.
    pub struct KeptLever {
        pub initiative_id: InitiativeId,
        pub lever: Lever,
        pub what: String,
        pub state: LeverState,
        pub evidence: String,
    }
}

/// What is changed of one lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulled {
    pub lever: Lever,
    pub what: String,
    pub state: LeverState,
    /// Where one can see it; may be empty.
    pub evidence: String,
}

impl From<KeptLever> for Pulled {
    fn from(kept: KeptLever) -> Pulled {
        Pulled {
            lever: kept.lever,
            what: kept.what,
            state: kept.state,
            evidence: kept.evidence,
        }
    }
}

impl Initiative {
    /// Its owner, the indicator's owner and administrators change it and say who started.
    pub fn may_be_changed_by(&self, viewer: &Viewer, indicator: &Indicator) -> bool {
        self.owner_id == viewer.id || indicator.may_be_changed_by(viewer)
    }
}

/// What someone entered about an initiative, unchecked.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub name: String,
    pub what: String,
    pub judged_after: i64,
    /// Those without words are left out.
    pub levers: Vec<Pulled>,
}

/// Checked: only this can be kept.
#[derive(Clone, Debug)]
pub struct NewInitiative(pub(super) Draft);

impl Draft {
    /// Everything that is wrong with it. Fields of a lever are called `skills` and `skills-evidence`.
    pub fn check(self) -> Result<NewInitiative> {
        let mut problems = Problems::default();
        for (field, text, most) in [
            ("name", &self.name, NAME_MAX_CHARS),
            ("what", &self.what, TEXT_MAX_CHARS),
        ] {
            if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            } else if is_blank(text) {
                problems.add(field, "blank");
            }
        }
        if !JUDGED_AFTER.contains(&self.judged_after) {
            problems.add("judged_after", "judged_after");
        }
        for pulled in &self.levers {
            if pulled.what.chars().count() > TEXT_MAX_CHARS {
                let most = TEXT_MAX_CHARS as i64;
                problems.add_limit(pulled.lever.as_str(), "too_long", most);
            }
            if pulled.evidence.chars().count() > EVIDENCE_MAX_CHARS {
                let field = format!("{}-evidence", pulled.lever);
                problems.add_limit(&field, "too_long", EVIDENCE_MAX_CHARS as i64);
            }
        }
        let levers = self.levers.into_iter().map(|pulled| Pulled {
            what: pulled.what.trim().to_owned(),
            evidence: one_line(&pulled.evidence),
            ..pulled
        });
        problems.or(NewInitiative(Draft {
            name: one_line(&self.name),
            what: self.what.trim().to_owned(),
            judged_after: self.judged_after,
            levers: levers.filter(|pulled| !is_blank(&pulled.what)).collect(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            name: " Bay  board ".into(),
            what: "Each parcel has its bay on a board at the counter.".into(),
            judged_after: 12,
            levers: vec![
                Pulled {
                    lever: Lever::Skills,
                    what: " ".into(),
                    state: LeverState::Planned,
                    evidence: String::new(),
                },
                Pulled {
                    lever: Lever::Technology,
                    what: "Tablet at the counter".into(),
                    state: LeverState::InPlace,
                    evidence: "Seen at Leeds".into(),
                },
            ],
        }
    }

    #[test]
    fn a_draft_is_checked_whole() {
        let NewInitiative(kept) = draft().check().unwrap();
        assert_eq!(kept.name, "Bay board");
        assert_eq!(kept.levers.len(), 1, "a lever without words is none");
        let mut wrong = draft();
        wrong.name = " ".into();
        wrong.judged_after = 3;
        wrong.levers[1].evidence = "x".repeat(EVIDENCE_MAX_CHARS + 1);
        let error = wrong.check().unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        let wanted = [
            ("name", "blank"),
            ("judged_after", "judged_after"),
            ("technology-evidence", "too_long"),
        ];
        assert_eq!(found, wanted);
    }
}
