//! Two indicators put side by side: the same units, the same periods, up is better.

use std::collections::HashMap;

use statistics::against::{Comparison, Indicator, Untested, against};

use crate::indicators::Direction;

/// The readings of one indicator.
pub struct Series {
    pub direction: Direction,
    /// The id of each unit and the name by which units of two indicators are the same.
    pub units: Vec<(i64, String)>,
    /// Unit, period, value.
    pub readings: Vec<(i64, i64, f64)>,
}

/// What came of it, and the periods looked at.
pub struct Seen {
    pub comparison: Result<Comparison, Untested>,
    pub from_period: i64,
    pub to_period: i64,
}

/// Compares the units that both have, from a period on, or from the first that both have.
pub fn compare(first: &Series, second: &Series, from_period: i64) -> Seen {
    let of_second: HashMap<&str, i64> = second
        .units
        .iter()
        .map(|(id, key)| (key.as_str(), *id))
        .collect();
    let both: Vec<(i64, i64)> = first
        .units
        .iter()
        .filter_map(|(id, key)| Some((*id, *of_second.get(key.as_str())?)))
        .collect();
    let span = |series: &Series| {
        let periods = series.readings.iter().map(|(_, period, _)| *period);
        Some((periods.clone().min()?, periods.max()?))
    };
    let (from_period, to_period) = match (span(first), span(second)) {
        (Some(a), Some(b)) => (from_period.max(a.0).max(b.0), a.1.min(b.1)),
        _ => (from_period, from_period - 1),
    };
    let periods = usize::try_from(to_period + 1 - from_period).unwrap_or(0);
    let place = |side: fn(&(i64, i64)) -> i64| -> HashMap<i64, usize> {
        both.iter()
            .enumerate()
            .map(|(at, pair)| (side(pair), at))
            .collect()
    };
    let first = grid(first, &place(|pair| pair.0), from_period, periods);
    let second = grid(second, &place(|pair| pair.1), from_period, periods);
    let indicator = |readings| Indicator {
        readings,
        sources: &[],
    };
    let compared = against(
        &[indicator(&first), indicator(&second)],
        both.len(),
        periods,
    );
    let comparison = match compared.as_deref() {
        Ok([pair]) => pair.comparison,
        _ => Err(Untested::TooFewUnits { units: 0 }),
    };
    Seen {
        comparison,
        from_period,
        to_period,
    }
}

/// Unit after unit, each with all periods; NaN is a gap.
fn grid(series: &Series, place: &HashMap<i64, usize>, from: i64, periods: usize) -> Vec<f64> {
    let mut grid = vec![f64::NAN; place.len() * periods];
    for (unit, period, value) in &series.readings {
        let at = usize::try_from(period - from).ok();
        if let (Some(unit), Some(at)) = (place.get(unit), at.filter(|at| *at < periods)) {
            grid[unit * periods + at] = match series.direction {
                Direction::More => *value,
                Direction::Less => -value,
            };
        }
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units 0 to 19 with ten periods from 100, named alike whatever their ids.
    fn series(direction: Direction, ids_from: i64, value: impl Fn(i64, i64) -> f64) -> Series {
        let units = (0..20).map(|unit| (ids_from + unit, format!("unit {unit:02}")));
        let readings = (0..20)
            .flat_map(|unit| (100..110).map(move |period| (unit, period)))
            .map(|(unit, period)| (ids_from + unit, period, value(unit, period)));
        Series {
            direction,
            units: units.collect(),
            readings: readings.collect(),
        }
    }

    /// Something that is different for each unit and period.
    fn shake(unit: i64, period: i64) -> f64 {
        ((unit * 37 + period * 101) % 17) as f64
    }

    #[test]
    fn what_gets_worse_where_the_other_gets_better_has_moved_against_it() {
        let wait = series(Direction::Less, 0, |unit, period| {
            50.0 - shake(unit, period)
        });
        let advice = series(Direction::More, 500, |unit, period| -shake(unit, period));
        let seen = compare(&wait, &advice, 100);
        let comparison = seen.comparison.unwrap();
        assert_eq!((comparison.units, comparison.opposed), (20, 20));
        assert!(comparison.correlation < -0.99, "{comparison:?}");
        assert_eq!((seen.from_period, seen.to_period), (100, 109));
        // The same numbers where more of the first is better are the same movement.
        let more = Series {
            direction: Direction::More,
            ..wait
        };
        assert!(compare(&more, &advice, 100).comparison.unwrap().correlation > 0.99);
    }

    #[test]
    fn only_units_of_both_and_periods_since_the_definition_count() {
        let wait = series(Direction::Less, 0, |unit, period| {
            50.0 - shake(unit, period)
        });
        let mut advice = series(Direction::More, 500, |unit, period| -shake(unit, period));
        let changes = |advice: &Series, from| compare(&wait, advice, from).comparison;
        assert_eq!(changes(&advice, 101).unwrap().changes, 20 * 8);
        assert_eq!(
            changes(&advice, 102),
            Err(Untested::TooFewUnits { units: 0 })
        );
        advice.units[0].1 = "elsewhere".into();
        assert_eq!(changes(&advice, 100).unwrap().units, 19);
        advice.readings.clear();
        assert_eq!(
            changes(&advice, 100),
            Err(Untested::TooFewUnits { units: 0 })
        );
    }
}
