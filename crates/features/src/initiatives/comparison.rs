//! The readings of an indicator as estimates need them: units by periods, complete periods only, all of
//! them counted alike.

use std::collections::BTreeMap;

use statistics::effect::Panel;

use crate::indicators::{Reading, UnitId};

/// Four years of weeks.
pub const PERIODS_MAX: i64 = 208;
/// A period is complete when so many of the units have a reading.
const COMPLETE_PERCENT: usize = 80;

/// Units by periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The number of the first period, as the indicator's cadence counts.
    pub first: i64,
    /// The present period, of which not all is known.
    pub now: i64,
    pub periods: usize,
    pub units: Vec<UnitId>,
    /// Unit after unit, each with `periods` values.
    pub readings: Vec<Option<f64>>,
    /// Of each period, how many were changed after they had been given.
    pub changed: Vec<usize>,
}

impl Comparison {
    /// Of readings in order of units and periods. It begins where the way to count did (`since`) and ends
    /// with the last complete period before the present one (`now`). `None` when there is none.
    pub fn of(readings: &[Reading], since: i64, now: i64) -> Option<Comparison> {
        let since = since.max(now - PERIODS_MAX);
        let wanted = || {
            readings
                .iter()
                .filter(|reading| (since..now).contains(&reading.period))
        };
        let mut units: Vec<UnitId> = wanted().map(|reading| reading.unit_id).collect();
        units.dedup();
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for reading in wanted() {
            *counts.entry(reading.period).or_default() += 1;
        }
        let is_complete = |count: usize| count * 100 >= units.len() * COMPLETE_PERCENT;
        let last = counts.iter().rev().find(|(_, count)| is_complete(**count));
        let (first, last) = (*counts.first_key_value()?.0, *last?.0);
        let periods = (last - first + 1) as usize;
        let mut values = vec![None; units.len() * periods];
        let mut changed = vec![0; periods];
        let of_units = readings.chunk_by(|a, b| a.unit_id == b.unit_id);
        let kept = |reading: &&Reading| (first..=last).contains(&reading.period);
        let mut row = 0;
        for own in of_units {
            if units.get(row) != Some(&own[0].unit_id) {
                continue;
            }
            for reading in own.iter().filter(kept) {
                let at = (reading.period - first) as usize;
                values[row * periods + at] = Some(reading.value);
                changed[at] += usize::from(reading.revision > 1);
            }
            row += 1;
        }
        Some(Comparison {
            first,
            now,
            periods,
            units,
            readings: values,
            changed,
        })
    }

    /// The number of the last period.
    pub fn last(&self) -> i64 {
        self.first + self.periods as i64 - 1
    }

    /// Its first periods only.
    pub fn up_to(&self, periods: usize) -> Comparison {
        let periods = periods.min(self.periods);
        Comparison {
            periods,
            changed: self.changed[..periods].to_vec(),
            readings: match self.periods {
                0 => Vec::new(),
                all => self
                    .readings
                    .chunks(all)
                    .flat_map(|own| own[..periods].iter().copied())
                    .collect(),
            },
            ..self.clone()
        }
    }

    /// In which of the periods each unit started; the earliest where it is named several times. What
    /// started before all readings started in the first period.
    pub fn starts(&self, started: impl Iterator<Item = (UnitId, i64)>) -> Vec<Option<usize>> {
        let mut starts = vec![None; self.units.len()];
        for (unit, period) in started {
            if let Ok(at) = self
                .units
                .binary_search_by_key(&unit.raw(), |unit| unit.raw())
            {
                let own = (period - self.first).max(0) as usize;
                starts[at] = Some(starts[at].map_or(own, |known: usize| known.min(own)));
            }
        }
        starts
    }

    pub fn panel<'a>(&'a self, starts: &'a [Option<usize>]) -> Panel<'a> {
        Panel {
            periods: self.periods,
            starts,
            readings: &self.readings,
        }
    }

    /// How the same units moved together, and how many they are: those that report in four fifths of the
    /// periods, each by its distance from its own mean, around the mean of all. Whoever reports in some
    /// periods only would move a plain mean by coming and going.
    pub fn movement(&self) -> (Vec<Option<f64>>, usize) {
        let periods = self.periods.max(1);
        let own_mean = |own: &[Option<f64>]| {
            let values: Vec<f64> = own.iter().flatten().copied().collect();
            let enough = !values.is_empty() && values.len() * 100 >= periods * COMPLETE_PERCENT;
            enough.then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        let rows = self.readings.chunks(periods);
        let steady: Vec<(&[Option<f64>], f64)> =
            rows.filter_map(|own| Some((own, own_mean(own)?))).collect();
        let middle = steady.iter().map(|(_, mean)| mean).sum::<f64>() / steady.len().max(1) as f64;
        let at = |period: usize| {
            let away = steady
                .iter()
                .filter_map(|(own, mean)| Some(own[period]? - mean));
            let (count, sum) =
                away.fold((0_usize, 0.0), |(count, sum), away| (count + 1, sum + away));
            (count > 0).then(|| middle + sum / count as f64)
        };
        ((0..self.periods).map(at).collect(), steady.len())
    }

    /// How many of those that started report in fewer than four fifths of the periods since, but for those
    /// that are `left_out`. Whoever stops where it does not help takes the bad news along.
    pub fn silent(&self, starts: &[Option<usize>], left_out: &[usize]) -> usize {
        let rows = self.readings.chunks(self.periods.max(1)).zip(starts);
        let is_silent = |own: &[Option<f64>], start: usize| {
            let since = own.get(start..).unwrap_or_default();
            since.iter().flatten().count() * 100 < since.len() * COMPLETE_PERCENT
        };
        rows.enumerate()
            .filter(|(unit, _)| !left_out.contains(unit))
            .filter(|(_, (own, start))| start.is_some_and(|start| is_silent(own, start)))
            .count()
    }

    /// The mean of some units in each period; `None` where none of them has a reading.
    pub fn means(&self, wanted: impl Fn(usize) -> bool) -> Vec<Option<f64>> {
        let rows: Vec<&[Option<f64>]> = self
            .readings
            .chunks(self.periods.max(1))
            .enumerate()
            .filter(|(unit, _)| wanted(*unit))
            .map(|(_, own)| own)
            .collect();
        let mean = |period: usize| {
            let values = rows.iter().filter_map(|own| own[period]);
            let (count, sum) = values.fold((0_usize, 0.0), |(count, sum), value| {
                (count + 1, sum + value)
            });
            (count > 0).then(|| sum / count as f64)
        };
        (0..self.periods).map(mean).collect()
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, Time};

    use super::*;

    fn reading(unit: i64, period: i64, value: f64) -> Reading {
        Reading {
            unit_id: Id::from_raw(unit),
            period,
            value,
            revision: 1,
            at: Time(0),
        }
    }

    #[test]
    fn only_complete_periods_that_are_counted_alike_enter() {
        let mut readings = vec![];
        for unit in 1..=5 {
            readings.extend((10..20).map(|period| reading(unit, period, unit as f64)));
        }
        // Of the present period, and one unit's reading of a period that the others lack.
        readings.insert(10, reading(1, 21, 9.0));
        readings.insert(10, reading(1, 20, 9.0));
        let all = Comparison::of(&readings, 0, 21).unwrap();
        assert_eq!((all.first, all.periods, all.last()), (10, 10, 19));
        assert_eq!(all.units.len(), 5);
        let counted_anew = Comparison::of(&readings, 14, 21).unwrap();
        assert_eq!((counted_anew.first, counted_anew.periods), (14, 6));
        assert_eq!(Comparison::of(&readings, 30, 41), None);
        assert_eq!(Comparison::of(&[], 0, 41), None);

        assert_eq!(all.now, 21, "as late as it was asked");
        let short = all.up_to(3);
        assert_eq!((short.periods, short.readings.len()), (3, 15));
        assert_eq!(short.readings[3], Some(2.0), "the second unit's first");
        assert_eq!(all.means(|unit| unit < 2), [Some(1.5); 10]);
        assert_eq!(all.means(|_| false), [None; 10]);
    }

    #[test]
    fn who_comes_late_does_not_move_the_others() {
        let mut readings: Vec<Reading> = (0..10).map(|at| reading(1, at, 10.0)).collect();
        // Reports now and then, and from another height.
        readings.extend((0..10).filter(|at| *at != 4).map(|at| reading(2, at, 20.0)));
        // Comes in the end.
        readings.extend((7..10).map(|at| reading(3, at, 90.0)));
        let all = Comparison::of(&readings, 0, 10).unwrap();
        assert_eq!(all.movement(), (vec![Some(15.0); 10], 2));
        assert_ne!(all.means(|_| true), vec![Some(15.0); 10]);
    }

    #[test]
    fn who_started_and_reports_no_longer_is_counted() {
        let mut readings: Vec<Reading> = (0..10).map(|at| reading(1, at, 1.0)).collect();
        readings.extend((0..10).filter(|at| *at < 6).map(|at| reading(2, at, 1.0)));
        readings.extend((0..10).filter(|at| *at != 9).map(|at| reading(3, at, 1.0)));
        readings.extend((0..10).filter(|at| *at < 3).map(|at| reading(4, at, 1.0)));
        for unit in 5..=20 {
            readings.extend((0..10).map(|at| reading(unit, at, 1.0)));
        }
        let all = Comparison::of(&readings, 0, 10).unwrap();
        let mut starts = vec![None; 20];
        starts[..4].fill(Some(5));
        assert_eq!(all.silent(&starts, &[3]), 1, "one in five may be missing");
        assert_eq!(all.silent(&starts, &[]), 2);
        assert_eq!(all.silent(&[None; 20], &[]), 0);
    }

    #[test]
    fn units_without_readings_are_not_taken_for_others() {
        let readings = [
            reading(1, 3, 1.0),
            reading(2, 10, 2.0),
            reading(2, 11, 2.0),
            reading(3, 10, 3.0),
            reading(3, 11, 3.0),
        ];
        let found = Comparison::of(&readings, 10, 12).unwrap();
        assert_eq!(found.units, [Id::from_raw(2), Id::from_raw(3)]);
        assert_eq!(found.readings, [2.0, 2.0, 3.0, 3.0].map(Some));
        let started = [(3, 11), (3, 14), (1, 10), (2, 5)];
        let started = started.map(|(unit, period)| (Id::from_raw(unit), period));
        assert_eq!(found.starts(started.into_iter()), [Some(0), Some(1)]);
    }
}
