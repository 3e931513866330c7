//! What pulls apart, read whole: both sides, why we think so, what was settled, where it stands.

use jiff::civil::Date;
use kernel::{Error, Result, Time};
use network::Viewer;
use store::Db;

use super::compare;
use super::compare::queries::Compared;
use super::conflict::{ConflictId, Ground, Manner, Party, Pulled, Reason, Settlement, Side, State};
use super::goal::Goal;
use super::queries;
use crate::indicators::{self, Direction, IndicatorId};

/// Fewer are not counted out: their number could point at somebody.
pub const PEOPLE_MIN: i64 = 10;

pub struct Standing {
    pub pulled: Pulled,
    pub first: Party,
    pub second: Party,
    /// Where the two stand, as far as it is known.
    pub now: Vec<(IndicatorId, f64)>,
    /// What holds now.
    pub reasons: Vec<Reason>,
    pub compared: Option<Compared>,
    /// The newest that both agreed to.
    pub settled: Option<Settlement>,
    /// A newer one that waits for the other owner.
    pub proposed: Option<Settlement>,
    /// All of them, the newest first.
    pub history: Vec<Settlement>,
    /// Sides whose owner said that both are built from the same count.
    pub same_count: Vec<IndicatorId>,
    pub state: State,
    /// Since which day both were asked for; `None` when one is not.
    pub asked_since: Option<String>,
    /// The viewer is asked for both.
    pub asks_viewer: bool,
}

/// How many are asked for both, as far as it may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Nobody has counted yet.
    Unknown,
    Nobody,
    FewerThanTen,
    Counted(i64),
}

impl Standing {
    pub fn people(&self) -> People {
        match self.pulled.people {
            None => People::Unknown,
            Some(0) => People::Nobody,
            Some(few) if few < PEOPLE_MIN => People::FewerThanTen,
            Some(people) => People::Counted(people),
        }
    }

    /// The mean of the units of one of the two lately.
    pub fn now_of(&self, indicator: IndicatorId) -> Option<f64> {
        let known = self.now.iter().find(|(id, _)| *id == indicator);
        known.map(|(_, mean)| *mean)
    }

    /// One indicator that is asked to go both ways.
    pub fn is_one_indicator(&self) -> bool {
        self.pulled.first_id == self.pulled.second_id
    }

    /// Somebody who may has said that it is a conflict; a measurement alone says no such thing.
    pub fn is_called_conflict(&self) -> bool {
        let said = |of: &Option<Settlement>| {
            of.as_ref()
                .is_some_and(|settlement| settlement.manner != Manner::None)
        };
        said(&self.settled)
            || said(&self.proposed)
            || self.reasons.iter().any(|of| of.ground != Ground::Measured)
    }

    pub fn is_decided_by(&self, viewer: &Viewer) -> bool {
        self.first.is_decided_by(viewer) || self.second.is_decided_by(viewer)
    }

    /// Whether the viewer is the other one, whose yes is missing.
    pub fn waits_for(&self, viewer: &Viewer) -> bool {
        let said_for = self.proposed.as_ref().map(|proposed| proposed.said_for);
        let other = match said_for {
            Some(Some(Side::First)) => &self.second,
            Some(Some(Side::Second)) => &self.first,
            _ => return false,
        };
        other.is_decided_by(viewer)
    }

    /// The whole days it has been open.
    pub fn open_days(&self, now: Time) -> i64 {
        let since = match (self.state, &self.settled) {
            (State::Due, Some(settled)) => {
                let review_on = super::goal::day(&settled.review_on);
                let since = review_on.and_then(|day| indicators::day(now).since(day).ok());
                return since.map_or(0, |span| i64::from(span.get_days()));
            }
            _ => self.pulled.found_at,
        };
        now.since_us(since) / Time::DAY_US
    }

    /// Which way a goal of the indicator pulls to be on this side; any where the two are different.
    pub fn way(&self, side: Side) -> Option<Direction> {
        match (self.is_one_indicator(), side) {
            (false, _) => None,
            (true, Side::First) => Some(Direction::More),
            (true, Side::Second) => Some(Direction::Less),
        }
    }

    /// Whether the goal is one of those on this side.
    pub fn holds(&self, side: Side, goal: &Goal) -> bool {
        let party = match side {
            Side::First => &self.first,
            Side::Second => &self.second,
        };
        goal.indicator_id == party.id && self.way(side).is_none_or(|way| way == goal.direction)
    }
}

/// The indicators they are about, each once.
pub fn sides(standings: &[Standing]) -> Vec<IndicatorId> {
    let both = |of: &Standing| [of.first.id, of.second.id];
    let mut sides: Vec<IndicatorId> = standings.iter().flat_map(both).collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}

/// All that the viewer may see: what still holds first, of that the newest.
pub fn all(db: &Db, viewer: &Viewer, now: Time) -> Result<Vec<Standing>> {
    let pulled = queries::visible_conflicts(db, viewer)?;
    read(db, viewer, pulled, indicators::day(now))
}

/// Those of one indicator, which the viewer may see.
pub fn of_indicator(
    db: &Db,
    viewer: &Viewer,
    indicator: IndicatorId,
    now: Time,
) -> Result<Vec<Standing>> {
    let pulled = queries::conflicts_of(db, indicator)?;
    read(db, viewer, pulled, indicators::day(now))
}

pub fn one(db: &Db, viewer: &Viewer, id: ConflictId, now: Time) -> Result<Standing> {
    let pulled = queries::visible_conflict(db, viewer, id)?;
    let pulled = pulled.ok_or_else(Error::not_found)?;
    let mut read = read(db, viewer, vec![pulled], indicators::day(now))?;
    read.pop().ok_or_else(Error::not_found)
}

fn read(db: &Db, viewer: &Viewer, pulled: Vec<Pulled>, day: Date) -> Result<Vec<Standing>> {
    if pulled.is_empty() {
        return Ok(Vec::new());
    }
    let written = day.to_string();
    let ids: Vec<ConflictId> = pulled.iter().map(|of| of.id).collect();
    let mut indicators: Vec<IndicatorId> = pulled
        .iter()
        .flat_map(|of| [of.first_id, of.second_id])
        .collect();
    indicators.sort_unstable();
    indicators.dedup();
    let parties = queries::parties(db, &indicators)?;
    let means = indicators::queries::newest_means(db, &indicators)?;
    let reasons = queries::reasons(db, &ids, &written)?;
    let settlements = queries::settlements(db, &ids)?;
    let compared = compare::queries::compared(db, &ids)?;
    let same_counts = compare::queries::sides_said(db, &ids)?;
    let asked_since = queries::asked_since(db, &indicators, &written)?;
    let asked_of_viewer = queries::asked_of_viewer(db, viewer, &written)?;
    let party = |id: IndicatorId| parties.iter().find(|party| party.id == id).cloned();
    let mut standings = Vec::with_capacity(pulled.len());
    for pulled in pulled {
        let (Some(first), Some(second)) = (party(pulled.first_id), party(pulled.second_id)) else {
            continue;
        };
        let of_this = |of: &&Settlement| of.conflict_id == pulled.id;
        let history: Vec<Settlement> = settlements.iter().filter(of_this).cloned().collect();
        let settled = history.iter().find(|of| of.agreed_at.is_some()).cloned();
        let proposed = history.first().filter(|of| of.agreed_at.is_none()).cloned();
        let reasons: Vec<Reason> = reasons
            .iter()
            .filter(|of| of.conflict_id == pulled.id)
            .cloned()
            .collect();
        let state = State::of(
            !reasons.is_empty(),
            settled.as_ref(),
            proposed.as_ref(),
            day,
        );
        let mut standing = Standing {
            compared: compared
                .iter()
                .find(|of| (of.first_id, of.second_id) == (pulled.first_id, pulled.second_id))
                .cloned(),
            same_count: same_counts
                .iter()
                .filter(|(id, _)| *id == pulled.id)
                .map(|(_, side)| *side)
                .collect(),
            now: means
                .iter()
                .filter(|(id, _)| [pulled.first_id, pulled.second_id].contains(id))
                .copied()
                .collect(),
            pulled,
            first,
            second,
            reasons,
            settled,
            proposed,
            history,
            state,
            asked_since: None,
            asks_viewer: false,
        };
        let goes = |side: Side, id: IndicatorId, direction: Direction| {
            let party = match side {
                Side::First => &standing.first,
                Side::Second => &standing.second,
            };
            party.id == id && standing.way(side).is_none_or(|way| way == direction)
        };
        let since = |side: Side| {
            let days = asked_since
                .iter()
                .filter(|(id, direction, _)| goes(side, *id, *direction))
                .map(|(_, _, day)| day.clone());
            days.min()
        };
        let asks = |side: Side| {
            asked_of_viewer
                .iter()
                .any(|(id, direction)| goes(side, *id, *direction))
        };
        let both = since(Side::First).zip(since(Side::Second));
        let asks_viewer = asks(Side::First) && asks(Side::Second);
        standing.asked_since = both.map(|(first, second)| first.max(second));
        standing.asks_viewer = asks_viewer;
        standings.push(standing);
    }
    Ok(standings)
}
