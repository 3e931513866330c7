//! How indicators have moved against each other, found in the background as readings come.
//!
//! An indicator with new readings is compared with each other one that is read of the same kind of unit
//! and equally often, a few at a time; the job goes on where it was when it is interrupted. What counts
//! as found depends on all pairs together, so it is decided anew at the end. The arithmetic is
//! `statistics::against`; nothing here says "conflict".

pub mod queries;
mod series;

use kernel::{Error, Result};
use network::App;
use network::feature::JobKind;
use network::follow_ups::FollowUp;
use statistics::against::{FALSE_DISCOVERY_RATE, Untested, adjusted, is_against};
use store::{Db, NewJob, Tx};

use self::queries::Counted;
use self::series::{Seen, Series};
use super::conflict::Ground;
use super::{actions, people, queries as goals};
use crate::indicators::{self, IndicatorId};

pub const READINGS_CAME: FollowUp = FollowUp {
    of: indicators::actions::READINGS,
    run: |app, id| from(app, IndicatorId::from_raw(id), IndicatorId::from_raw(0)),
};

pub const COMPARE: JobKind = JobKind {
    name: "goal_comparisons",
    run: go_on,
};

/// Others that one job compares an indicator with; some seconds each at the largest.
const AT_ONCE: i64 = 20;
/// Periods looked at: four years of weeks.
const PERIODS: i64 = 208;
const MOST_UNITS: i64 = 100_000;
const MOST_READINGS: i64 = 4_000_000;
/// All pairs of 500 indicators.
const MOST_PAIRS: i64 = 125_000;

store::text_enum! {
    /// What came of comparing two indicators.
    pub enum Outcome {
        Compared = "compared",
        /// They are built from the same count, so they move together or apart by arithmetic.
        SameCount = "same_count",
        FewUnits = "few_units",
        /// One of them moves alike everywhere.
        Alike = "alike",
    }
}

/// The payload is the indicator, and the other one after which to go on.
fn go_on(app: &App, payload: &str) -> Result<()> {
    let read = |text: &str| Some(IndicatorId::from_raw(text.parse().ok()?));
    let (id, after) = payload
        .split_once(' ')
        .and_then(|(id, after)| read(id).zip(read(after)))
        .ok_or_else(|| Error::internal(format!("{payload} is no indicator to compare")))?;
    from(app, id, after)
}

fn from(app: &App, id: IndicatorId, after: IndicatorId) -> Result<()> {
    let store = &app.store;
    let Some(own) = store.read_blocking(move |db| queries::counted(db, id))? else {
        return Ok(());
    };
    let others = store.read_blocking({
        let own = own.clone();
        move |db| queries::peers(db, own.id, own.observed, own.cadence, after, AT_ONCE)
    })?;
    for other in &others {
        let (a, b) = match own.id < other.id {
            true => (own.clone(), other.clone()),
            false => (other.clone(), own.clone()),
        };
        let seen = store.read_blocking(move |db| pair(db, &a, &b))?;
        let (first, second) = in_order(own.id, other.id);
        store.write_background_blocking(move |tx| keep(tx, first, second, &seen))?;
    }
    match others.last() {
        Some(last) if others.len() as i64 == AT_ONCE => {
            let after = last.id;
            store.write_background_blocking(move |tx| enqueue(tx, id, after))?;
        }
        _ => store.write_background_blocking(decide)?,
    }
    people::count_of(app, id)
}

/// Two indicators, the smaller id first.
pub fn in_order(a: IndicatorId, b: IndicatorId) -> (IndicatorId, IndicatorId) {
    if a <= b { (a, b) } else { (b, a) }
}

fn pair(db: &Db, first: &Counted, second: &Counted) -> Result<Option<Seen>> {
    if queries::count_sides(db, first.id, second.id)?.0 == 2 {
        return Ok(None);
    }
    let newest = |id| Ok::<_, Error>(queries::newest(db, id)?.unwrap_or(0));
    let newest = newest(first.id)?.min(newest(second.id)?);
    let definition = first.from_period.max(second.from_period);
    let from = definition.max(newest + 1 - PERIODS);
    let series = |of: &Counted| {
        Ok::<_, Error>(Series {
            direction: of.direction,
            units: queries::units(db, of.id, MOST_UNITS)?,
            readings: queries::readings(db, of.id, from, MOST_READINGS)?,
        })
    };
    let (first, second) = (series(first)?, series(second)?);
    Ok(Some(series::compare(&first, &second, from)))
}

fn keep(tx: &Tx, first: IndicatorId, second: IndicatorId, seen: &Option<Seen>) -> Result<()> {
    let Some(seen) = seen else {
        let outcome = Outcome::SameCount;
        queries::put(
            tx,
            first,
            second,
            outcome,
            0,
            0,
            0,
            0,
            0,
            None,
            None,
            tx.now(),
        )?;
        return Ok(());
    };
    let (from, to) = (seen.from_period, seen.to_period);
    let (outcome, units, opposed, changes, correlation, p) = match seen.comparison {
        Ok(of) => {
            let [units, opposed, changes] = [of.units, of.opposed, of.changes].map(|n| n as i64);
            let (correlation, p) = (Some(of.correlation), Some(of.p));
            (Outcome::Compared, units, opposed, changes, correlation, p)
        }
        Err(Untested::SharedSource) => (Outcome::SameCount, 0, 0, 0, None, None),
        Err(Untested::TooFewUnits { units }) => (Outcome::FewUnits, units as i64, 0, 0, None, None),
        Err(Untested::NoDifference) => (Outcome::Alike, 0, 0, 0, None, None),
    };
    let now = tx.now();
    queries::put(
        tx,
        first,
        second,
        outcome,
        units,
        opposed,
        changes,
        from,
        to,
        correlation,
        p,
        now,
    )?;
    Ok(())
}

/// Says which of all pairs have moved against each other, and which no longer.
fn decide(tx: &Tx) -> Result<()> {
    let tested = queries::tested(tx, MOST_PAIRS)?;
    let p: Vec<f64> = tested.iter().map(|pair| pair.p).collect();
    let mut found = Vec::new();
    for (pair, q) in tested.iter().zip(adjusted(&p)) {
        // What is not small alone is not found among many.
        let kept = Some(q).filter(|_| pair.p <= FALSE_DISCOVERY_RATE);
        if kept != pair.q {
            queries::set_q(tx, pair.first_id, pair.second_id, kept)?;
        }
        if is_against(pair.correlation, q) {
            found.push((pair.first_id, pair.second_id));
        }
    }
    queries::forget_untested(tx)?;
    for pair in queries::found_before(tx, MOST_PAIRS)? {
        if !found.contains(&pair)
            && let Some(conflict) = goals::conflict_between(tx, pair.0, pair.1)?
        {
            goals::ground_is_gone(tx, conflict, Ground::Measured, tx.now())?;
        }
    }
    for (first, second) in found {
        actions::found(tx, first, second, Ground::Measured)?;
    }
    Ok(())
}

/// Compares an indicator with all others again, because something about it is another than before.
pub fn again(tx: &Tx, indicator: IndicatorId) -> Result<()> {
    enqueue(tx, indicator, IndicatorId::from_raw(0))
}

fn enqueue(tx: &Tx, indicator: IndicatorId, after: IndicatorId) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COMPARE.name,
        payload: format!("{indicator} {after}"),
        run_at: tx.now(),
    })
}
