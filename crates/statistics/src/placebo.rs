//! Two to four adopters are too few for an interval. What can be said is how unusual their change
//! is: its rank among the changes that any other choice of as many units would have shown with the
//! same starts (a permutation test; for comparative case studies Abadie, Diamond and Hainmueller
//! 2010). A rank is not an estimate, and with few units even the first of all is no proof.

use std::collections::BTreeSet;

use crate::effect::{Panel, Regression, Row};

/// Below it there is nothing to rank; above it [`crate::effect`] may state an interval.
pub const MIN_ADOPTERS: usize = 2;
pub const MAX_ADOPTERS: usize = 4;
/// Up to so many choices are all looked at; of more a sample is.
pub const MAX_CHOICES: u64 = 100_000;
/// Choices drawn when there are more, beside the true one.
pub const SAMPLED_CHOICES: u64 = 20_000;

/// Below this share of the largest reading two changes are equal but for rounding.
const ROUNDING: f64 = 1e-12;

#[derive(Clone, Debug, PartialEq)]
pub struct Placebo {
    /// The adopters' mean change from before to after their start, less the others' change over the
    /// same periods; in the indicator's unit.
    pub change: f64,
    /// Choices with at least as high a change, the true one among them: its rank from above.
    pub as_high: u64,
    /// Choices with at least as low a change: its rank from below.
    pub as_low: u64,
    pub choices: Choices,
    /// Units that could be chosen: those with readings before the first start and from the last on.
    pub units: usize,
}

/// What the rank is among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    All(u64),
    /// The true choice and others drawn by chance, which may come twice; to be said with the rank.
    Sample(u64),
}

/// Why there is no rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Shape {
        expected: usize,
        found: usize,
    },
    /// A reading is infinite, not a number, or too large to be computed with.
    NotFinite,
    /// Not from [`MIN_ADOPTERS`] to [`MAX_ADOPTERS`].
    Adopters {
        found: usize,
    },
    /// An adopter has no reading before the first start, or none from the last start on.
    AdopterWithoutReadings {
        unit: usize,
    },
    /// Nobody else has such readings.
    NobodyElse,
    /// The gaps lie so that units' and periods' levels cannot be told apart.
    NotIdentified,
}

/// Ranks the adopters' change. `below(n)` draws a number in 0..n and is used for a sample only.
pub fn placebo(panel: &Panel, below: &mut dyn FnMut(usize) -> usize) -> Result<Placebo, Refusal> {
    let candidates = Candidates::new(panel)?;
    let changes = Changes::new(panel, &candidates)?;
    let change = changes.of(&candidates.adopters);
    let units = candidates.units.len();
    let mut placebo = Placebo {
        change,
        as_high: 0,
        as_low: 0,
        choices: Choices::All(0),
        units,
    };
    let equal = ROUNDING * changes.magnitude;
    let mut count = |chosen: &[usize]| {
        let other = changes.of(chosen);
        placebo.as_high += u64::from(other >= change - equal);
        placebo.as_low += u64::from(other <= change + equal);
    };
    let all = candidates.choices();
    placebo.choices = if all <= MAX_CHOICES {
        each(&candidates.starts, units, &mut Vec::new(), &mut count);
        Choices::All(all)
    } else {
        count(&candidates.adopters);
        let mut pool: Vec<usize> = (0..units).collect();
        for _ in 0..SAMPLED_CHOICES {
            for place in 0..candidates.adopters.len() {
                let left = units - place;
                pool.swap(place, place + below(left) % left);
            }
            count(&pool[..candidates.adopters.len()]);
        }
        Choices::Sample(SAMPLED_CHOICES + 1)
    };
    Ok(placebo)
}

/// Units that can be chosen, and the true choice among them.
struct Candidates {
    /// Which of the panel.
    units: Vec<usize>,
    /// Places in `units`, in order of start.
    adopters: Vec<usize>,
    /// Their starts.
    starts: Vec<usize>,
    /// Periods with a reading, by candidate.
    present: Vec<Vec<usize>>,
}

impl Candidates {
    fn new(panel: &Panel) -> Result<Candidates, Refusal> {
        let expected = panel.starts.len().saturating_mul(panel.periods);
        if panel.readings.len() != expected {
            let found = panel.readings.len();
            return Err(Refusal::Shape { expected, found });
        }
        let start = |unit: usize| panel.starts[unit].filter(|start| *start < panel.periods);
        let adopting = (0..panel.starts.len()).filter_map(|unit| Some((start(unit)?, unit)));
        let adopting: BTreeSet<(usize, usize)> = adopting.collect();
        let found = adopting.len();
        let (Some((first, _)), Some((last, _))) = (adopting.first(), adopting.last()) else {
            return Err(Refusal::Adopters { found });
        };
        if !(MIN_ADOPTERS..=MAX_ADOPTERS).contains(&found) {
            return Err(Refusal::Adopters { found });
        }
        let mut units = Vec::new();
        let mut present = Vec::new();
        for unit in 0..panel.starts.len() {
            let own = &panel.readings[unit * panel.periods..][..panel.periods];
            let read: Vec<usize> = (0..panel.periods).filter(|p| own[*p].is_some()).collect();
            let comparable = read.first().is_some_and(|period| period < first)
                && read.last().is_some_and(|period| period >= last);
            if comparable {
                units.push(unit);
                present.push(read);
            } else if start(unit).is_some() {
                return Err(Refusal::AdopterWithoutReadings { unit });
            }
        }
        if units.len() == found {
            return Err(Refusal::NobodyElse);
        }
        let place = |unit: &usize| units.binary_search(unit).ok();
        Ok(Candidates {
            adopters: adopting
                .iter()
                .filter_map(|(_, unit)| place(unit))
                .collect(),
            starts: adopting.iter().map(|(start, _)| *start).collect(),
            units,
            present,
        })
    }
    /// Ways to choose units for the starts; those with the same start have no order.
    fn choices(&self) -> u64 {
        let (mut choices, mut alike): (u64, u64) = (1, 1);
        for (place, start) in self.starts.iter().enumerate() {
            choices = choices.saturating_mul((self.units.len() - place) as u64);
            alike *= 1 + self.starts[..place].iter().filter(|s| *s == start).count() as u64;
        }
        choices / alike
    }
}

/// Visits each choice of units for the starts, which are ascending, once.
fn each(starts: &[usize], units: usize, chosen: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize])) {
    let place = chosen.len();
    if place == starts.len() {
        return visit(chosen);
    }
    let first = match chosen.last() {
        Some(last) if starts[place] == starts[place - 1] => last + 1,
        _ => 0,
    };
    for unit in first..units {
        if !chosen.contains(&unit) {
            chosen.push(unit);
            each(starts, units, chosen, visit);
            chosen.pop();
        }
    }
}

/// What each candidate would contribute to a choice.
struct Changes {
    /// By place in the choice, then by candidate: mean from the start on less mean before, after
    /// units' and periods' own levels are taken out, so that gaps do not look like changes.
    by_place: Vec<Vec<f64>>,
    /// Sums of these.
    totals: Vec<f64>,
    /// Size of the largest reading.
    magnitude: f64,
}

impl Changes {
    fn new(panel: &Panel, candidates: &Candidates) -> Result<Changes, Refusal> {
        let row = |period: &usize| Row {
            period: *period,
            cell: None,
        };
        let rows: Vec<Vec<Row>> = candidates
            .present
            .iter()
            .map(|own| own.iter().map(row).collect())
            .collect();
        let readings: Vec<Vec<f64>> = candidates
            .units
            .iter()
            .map(|unit| &panel.readings[unit * panel.periods..][..panel.periods])
            .map(|own| own.iter().copied().flatten().collect())
            .collect();
        let fit = Regression::new(&rows)
            .ok_or(Refusal::NotIdentified)?
            .fit(&readings);
        let change = |candidate: usize, start: usize| {
            let before = candidates.present[candidate].partition_point(|period| *period < start);
            let residuals = &fit.residuals[candidate];
            residuals.rows_range(before..).mean() - residuals.rows_range(..before).mean()
        };
        let by_place: Vec<Vec<f64>> = candidates
            .starts
            .iter()
            .map(|start| (0..rows.len()).map(|c| change(c, *start)).collect())
            .collect();
        let totals: Vec<f64> = by_place.iter().map(|own| own.iter().sum()).collect();
        if !totals.iter().all(|total| total.is_finite()) {
            return Err(Refusal::NotFinite);
        }
        Ok(Changes {
            by_place,
            totals,
            magnitude: fit.magnitude,
        })
    }

    /// Of those chosen, by place, less that of the others.
    fn of(&self, chosen: &[usize]) -> f64 {
        let mut change = 0.0;
        for (place, unit) in chosen.iter().enumerate() {
            let own = &self.by_place[place];
            let of_chosen: f64 = chosen.iter().map(|unit| own[*unit]).sum();
            let others = (own.len() - chosen.len()) as f64;
            change += own[*unit] - (self.totals[place] - of_chosen) / others;
        }
        change / chosen.len() as f64
    }
}
