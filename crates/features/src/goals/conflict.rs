//! Two indicators that pull apart: why we think so, what was settled, where it stands.
//!
//! What was only measured is nowhere called a conflict: that word is for those who own the indicators.

use jiff::civil::Date;
use kernel::{Id, Problems, Result, Time};
use network::{PersonId, Viewer};

use super::goal::{TEXT_MAX_CHARS, day, text};
use crate::indicators::{Direction, IndicatorId};

pub type ConflictId = Id<Pulled>;
pub type SettlementId = Id<Settlement>;

/// A settlement is looked at again within so many days.
const REVIEW_WITHIN_DAYS: i32 = 2 * 366;

store::text_enum! {
    /// Why we think that two indicators pull apart.
    pub enum Ground {
        /// One indicator is asked to go up and to go down.
        Opposite = "opposite",
        /// A colleague says so.
        Declared = "declared",
        /// Their readings have moved against each other.
        Measured = "measured",
    }

    pub enum Manner {
        Align = "align",
        Prioritise = "prioritise",
        Accept = "accept",
        /// It is no conflict.
        None = "none",
    }

    /// One of the two sides; where both are one indicator, the first is the way up.
    pub enum Side { First = "first", Second = "second" }
}

store::row! {
    /// Two indicators that somebody or something says pull apart.
    pub struct Pulled {
        pub id: ConflictId,
        pub first_id: IndicatorId,
        pub second_id: IndicatorId,
        pub found_at: Time,
        pub people: Option<i64>,
    }

    pub struct Reason {
        pub conflict_id: ConflictId,
        pub ground: Ground,
        pub since: Time,
        pub said: String,
        /// Who declared it.
        pub by: Option<String>,
    }

    pub struct Settlement {
        pub id: SettlementId,
        pub conflict_id: ConflictId,
        pub manner: Manner,
        pub winner: Option<Side>,
        pub reason: String,
        pub review_on: String,
        pub by_id: PersonId,
        pub by: String,
        /// The side it was said for; `None` for both.
        pub said_for: Option<Side>,
        pub at: Time,
        pub agreed_by: Option<String>,
        pub agreed_at: Option<Time>,
    }

    /// One of the two indicators.
    pub struct Party {
        pub id: IndicatorId,
        pub name: String,
        pub unit: String,
        pub direction: Direction,
        pub target: f64,
        pub owner_id: PersonId,
        pub owner: String,
        /// The account was ended.
        pub owner_left: bool,
        pub flaw: String,
    }
}

impl Party {
    /// Owners decide; an administrator does in place of an owner who has left.
    pub fn is_decided_by(&self, viewer: &Viewer) -> bool {
        self.owner_id == viewer.id || (self.owner_left && viewer.is_administrator())
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    /// One owner has said how, the other has not agreed yet.
    Proposed,
    /// Its review date has passed, so it is open again.
    Due,
    Settled,
    /// Nothing says so any more, and nobody settled it.
    Gone,
}

impl State {
    /// `settled` is the newest that both agreed to, `proposed` a newer one that waits.
    pub fn of(
        holds: bool,
        settled: Option<&Settlement>,
        proposed: Option<&Settlement>,
        today: Date,
    ) -> State {
        let in_force = |settled: &Settlement| {
            day(&settled.review_on).is_some_and(|review_on| review_on >= today)
        };
        match (settled, proposed) {
            (Some(settled), _) if in_force(settled) => State::Settled,
            _ if !holds => State::Gone,
            (_, Some(_)) => State::Proposed,
            (Some(_), None) => State::Due,
            (None, None) => State::Open,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Proposed => "proposed",
            State::Due => "due",
            State::Settled => "settled",
            State::Gone => "gone",
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, State::Open | State::Proposed | State::Due)
    }
}

/// How somebody wants to settle it, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub manner: Manner,
    pub winner: Option<Side>,
    pub reason: String,
    pub review_on: String,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewSettlement(pub(super) Draft);

impl Draft {
    pub fn check(self, today: Date) -> Result<NewSettlement> {
        let mut problems = Problems::default();
        text(&mut problems, "reason", &self.reason, TEXT_MAX_CHARS);
        let days = |until: Date| today.until(until).map_or(0, |span| span.get_days());
        match day(&self.review_on).map(days) {
            None => problems.add("review_on", "date"),
            Some(days) if days <= 0 => problems.add("review_on", "goal_review_past"),
            Some(days) if days > REVIEW_WITHIN_DAYS => problems.add("review_on", "goal_review_far"),
            Some(_) => {}
        }
        if self.manner == Manner::Prioritise && self.winner.is_none() {
            problems.add("winner", "goal_winner");
        }
        problems.or(NewSettlement(Draft {
            winner: self.winner.filter(|_| self.manner == Manner::Prioritise),
            reason: self.reason.trim().to_owned(),
            review_on: self.review_on.trim().to_owned(),
            ..self
        }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 19);

    #[test]
    fn a_settlement_needs_a_reason_and_a_day_to_look_again() {
        let draft = Draft {
            manner: Manner::Prioritise,
            winner: Some(Side::First),
            reason: "A lost week costs more.".into(),
            review_on: "2027-01-31".into(),
        };
        assert!(draft.clone().check(TODAY).is_ok());
        for (review_on, code) in [
            ("soon", "date"),
            ("2026-11-19", "goal_review_past"),
            ("2030-01-01", "goal_review_far"),
        ] {
            let draft = Draft {
                review_on: review_on.into(),
                ..draft.clone()
            };
            assert_eq!(draft.check(TODAY).unwrap_err().code(), code, "{review_on}");
        }
        let undecided = Draft {
            winner: None,
            ..draft.clone()
        };
        assert_eq!(undecided.check(TODAY).unwrap_err().code(), "goal_winner");
        let accepted = Draft {
            manner: Manner::Accept,
            ..draft
        };
        assert_eq!(accepted.check(TODAY).unwrap().0.winner, None);
    }

    #[test]
    fn it_is_open_again_when_its_review_has_passed() {
        let settled = Settlement {
            id: Id::from_raw(1),
            conflict_id: Id::from_raw(1),
            manner: Manner::Accept,
            winner: None,
            reason: String::new(),
            review_on: "2026-11-19".into(),
            by_id: Id::from_raw(1),
            by: String::new(),
            said_for: None,
            at: Time(0),
            agreed_by: None,
            agreed_at: Some(Time(0)),
        };
        let some = Some(&settled);
        assert_eq!(State::of(true, None, None, TODAY), State::Open);
        assert_eq!(State::of(true, some, None, TODAY), State::Settled);
        assert_eq!(State::of(false, some, some, TODAY), State::Settled);
        let later = date(2026, 11, 20);
        assert_eq!(State::of(true, some, None, later), State::Due);
        assert_eq!(State::of(true, some, some, later), State::Proposed);
        assert_eq!(State::of(false, some, None, later), State::Gone);
    }
}
