//! What the readings of a place say before and after its start. Whether the one made the other is not said
//! here: that is estimated over all places, in the initiative.
//!
//! Before: the mean of the last four periods before the start, as they were on that day. Fewer than three
//! readings are not compared with anything. First result: the first whole period since the start whose
//! reading is better than the best of those before, if it is over within 26 weeks: of very many periods one
//! is better in the end, whatever is done. Now: the mean of the newest four periods after the start. Of one
//! that was stopped only what was over before the stop counts. Readings of two definitions are never
//! compared.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::Result;
use store::Db;

use super::replication::Replication;
use crate::indicators::{self, Direction, Indicator, Reading, UnitId};

const PERIODS: i64 = 4;
/// To the end of the period of a first result.
const RESULT_DAYS: i64 = 26 * 7;
/// Of all replications that are looked at together.
const READINGS_MAX: i64 = 50_000;

/// The readings of a unit in the last periods before a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Before {
    pub last_period: i64,
    pub readings: i64,
    pub mean: Option<f64>,
    pub best: Option<f64>,
}

impl Before {
    pub fn read(
        db: &Db,
        indicator: &Indicator,
        unit: Option<UnitId>,
        start: Date,
    ) -> Result<Before> {
        let last_period = indicator.cadence.of(start) - 1;
        let none = Before {
            last_period,
            ..Before::default()
        };
        let Some(unit) = unit else {
            return Ok(none);
        };
        let definitions = indicators::queries::definitions_of(db, &[indicator.id])?;
        let counted = definitions.iter().map(|(_, from)| *from);
        let since = counted.filter(|from| *from <= last_period + 1).max();
        let from = since.unwrap_or(0).max(last_period + 1 - PERIODS);
        let mut readings =
            indicators::queries::readings_of(db, indicator.id, &[unit], from, PERIODS)?;
        readings.retain(|reading| reading.period <= last_period);
        let values: Vec<f64> = readings.iter().map(|reading| reading.value).collect();
        Ok(Before {
            last_period,
            readings: values.len() as i64,
            mean: mean(&values),
            best: best(&values, indicator.direction),
        })
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn best(values: &[f64], direction: Direction) -> Option<f64> {
    let better = |one: f64, other: f64| match direction {
        Direction::More => one.max(other),
        Direction::Less => one.min(other),
    };
    values.iter().copied().reduce(better)
}

/// What came after a start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct After {
    /// Of the newest periods, and how many have a reading.
    pub mean: Option<f64>,
    pub readings: usize,
    /// Days from the start to the end of the first period that was better than before.
    pub first_result_days: Option<i64>,
}

/// What came after the starts of some replications of one indicator, by their ids.
pub fn after(db: &Db, indicator: &Indicator, some: &[Replication]) -> Result<HashMap<i64, After>> {
    let begun = some
        .iter()
        .filter_map(|it| Some((it, it.unit_id?, it.last_period?)));
    let begun: Vec<(&Replication, UnitId, i64)> = begun.collect();
    let units: Vec<UnitId> = begun.iter().map(|(_, unit, _)| *unit).collect();
    let Some(first) = begun.iter().map(|(.., last)| *last).min() else {
        return Ok(HashMap::new());
    };
    let mut readings =
        indicators::queries::readings_of(db, indicator.id, &units, first, READINGS_MAX)?;
    if readings.len() as i64 == READINGS_MAX {
        // Of the last one some may be missing: nothing is said of it.
        let last = readings.last().map(|reading| reading.unit_id);
        readings.retain(|reading| Some(reading.unit_id) != last);
    }
    let definitions = indicators::queries::definitions_of(db, &[indicator.id])?;
    let next = |last: i64| {
        let later = definitions.iter().map(|(_, from)| *from);
        later.filter(|from| *from > last).min().unwrap_or(i64::MAX)
    };
    let mut found = HashMap::new();
    for (it, unit, last) in begun {
        let (from, to) = (first_whole(indicator, it.start()), next(last));
        let stopped = it.stopped.as_ref().and_then(|day| day.parse().ok());
        let to = stopped.map_or(to, |day: Date| indicator.cadence.of(day).min(to));
        let own = readings.iter().filter(|reading| reading.unit_id == unit);
        let own: Vec<&Reading> = own
            .filter(|reading| (from..to).contains(&reading.period))
            .collect();
        found.insert(it.id.raw(), of(indicator, it, &own));
    }
    Ok(found)
}

/// The first period with no day before the start.
fn first_whole(indicator: &Indicator, start: Date) -> i64 {
    let period = indicator.cadence.of(start);
    match indicator.cadence.begin(period) < start {
        true => period + 1,
        false => period,
    }
}

fn of(indicator: &Indicator, it: &Replication, own: &[&Reading]) -> After {
    let newest = &own[own.len().saturating_sub(PERIODS as usize)..];
    let values: Vec<f64> = newest.iter().map(|reading| reading.value).collect();
    let better = |reading: &&&Reading| {
        let before = it.before();
        before.is_some_and(|(_, best)| indicator.is_better(reading.value - best))
    };
    let first = own.iter().find(better);
    let days = first.and_then(|reading| {
        let end = indicator.cadence.begin(reading.period + 1);
        let span = end.since(it.start()).ok()?;
        Some(i64::from(span.get_days())).filter(|days| *days <= RESULT_DAYS)
    });
    After {
        mean: mean(&values),
        readings: values.len(),
        first_result_days: days,
    }
}
