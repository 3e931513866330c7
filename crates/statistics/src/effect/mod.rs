//! What an initiative changed: adopters against not-yet and never adopters.
//!
//! Extended two-way fixed effects (Wooldridge 2021): least squares with a level for each unit and
//! each period and one coefficient for each cohort (the units that start together) and period from
//! its start on. The effect is the mean of these coefficients weighted by the adopters' readings in
//! them. It stays right when sites start at different times and the effect grows or differs between
//! cohorts, where one coefficient for "has started" does not. With one start date and no gaps it is
//! plain difference-in-differences.
//!
//! Standard errors are clustered by unit: CR2 with Satterthwaite degrees of freedom (Bell and
//! McCaffrey 2002; Pustejovsky and Tipton 2018), made larger where units are fitted exactly
//! ([`MIN_SEEN`]). CR1 is kept beside them for comparison only.
//!
//! Who counts as an adopter is decided by the recorded start, for good. Nothing here says whether
//! adopters and others would have moved alike without the initiative: no regression can.

mod event_study;
mod refusal;
mod regression;
mod sample;

pub use event_study::{Since, event_study};
pub use refusal::{Refusal, Shortfall};
pub use sample::{Sample, Unit};

use std::collections::BTreeMap;

use crate::interval::Interval;
use regression::{Contrast, Estimate};
pub(crate) use regression::{Regression, Row};

/// Units that adopt and have readings on both sides of their start.
pub const MIN_ADOPTING: usize = 5;
/// Units that do not adopt in the periods looked at.
pub const MIN_NOT_ADOPTING: usize = 5;
/// Periods before the start that [`MIN_ADOPTING`] adopters must have.
pub const MIN_PERIODS_BEFORE: usize = 6;
/// Periods from the start on that [`MIN_ADOPTING`] adopters must have.
pub const MIN_PERIODS_AFTER: usize = 4;
/// Readings present, of all units and periods looked at.
pub const MIN_PRESENT_PERCENT: usize = 80;
/// Below it the variance estimate rests on too few units to state an interval.
pub const MIN_DEGREES_OF_FREEDOM: f64 = 2.5;

/// The share of the estimate's variance that residuals must be able to show. A unit that is alone in
/// its cohort is fitted exactly from its start on: how much such units vary is not seen but assumed
/// to be what the others do, and where every adopter started alone, errors would be less than half
/// of what they are.
pub const MIN_SEEN: f64 = 0.5;

/// Below this share of the largest reading an error is rounding, not variation.
const ROUNDING: f64 = 1e-12;

/// Readings of one indicator.
#[derive(Clone, Copy, Debug)]
pub struct Panel<'a> {
    pub periods: usize,
    /// First period in which each unit has adopted, counted from 0. `None` or at least `periods`:
    /// not in these periods.
    pub starts: &'a [Option<usize>],
    /// Unit after unit, each with `periods` values in the indicator's unit; `None` is a gap.
    pub readings: &'a [Option<f64>],
}

/// An estimate that may be stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Mean change of the adopters' readings that the others did not make, in the indicator's unit.
    pub value: f64,
    /// CR2, divided by the root of `seen`.
    pub error: f64,
    pub error_cr1: f64,
    pub degrees_of_freedom: f64,
    /// See [`MIN_SEEN`]; 1 when no cohort consists of one unit.
    pub seen: f64,
    /// From `error` and `degrees_of_freedom`, at [`crate::interval::LEVEL`].
    pub interval: Interval,
    /// In order of start and period.
    pub cells: Vec<Cell>,
    /// Readings that entered.
    pub readings: usize,
    pub sample: Sample,
}

/// The units that started in one period, in one period since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    pub start: usize,
    pub period: usize,
    /// The cell's weight in the effect: its adopters with a reading.
    pub readings: usize,
    /// The coefficient, in the indicator's unit.
    pub value: f64,
}

/// Effect of the initiative on the adopters, or what is missing to state it.
pub fn estimate(panel: &Panel) -> Result<Effect, Refusal> {
    let present: Vec<bool> = panel.readings.iter().map(Option::is_some).collect();
    Design::new(panel.periods, panel.starts, &present)?.estimate(panel.readings)
}

/// Everything that does not depend on the readings' values: it serves all panels with the same
/// starts and gaps.
#[derive(Clone, Debug)]
pub struct Design {
    sample: Sample,
    cells: Vec<Cell>,
    regression: Regression,
    effect: Contrast,
    present: Vec<bool>,
    periods: usize,
}

impl Design {
    /// `present[unit * periods + period]` says whether there is a reading.
    pub fn new(
        periods: usize,
        starts: &[Option<usize>],
        present: &[bool],
    ) -> Result<Design, Refusal> {
        let untreated = |unit: &Unit, period| !unit.is_treated(period);
        let sample = Sample::new(periods, starts, present)?.comparable(untreated);
        let (rows, cells) = cells(&sample, Unit::is_treated);
        let regression = Regression::new(&rows).ok_or(Refusal::NotIdentified)?;
        let readings: usize = cells.iter().map(|cell| cell.readings).sum();
        let share = |cell: &Cell| cell.readings as f64 / readings as f64;
        let mean = cells.iter().map(share).enumerate().collect();
        let effect = regression.contrasts(&[mean]).swap_remove(0);
        let found = effect.degrees_of_freedom;
        if found < MIN_DEGREES_OF_FREEDOM {
            return Err(Refusal::TooFewDegreesOfFreedom { found });
        }
        if effect.seen < MIN_SEEN {
            let alone = sample.alone();
            return Err(Refusal::TooLittleSeen { alone });
        }
        Ok(Design {
            sample,
            cells,
            regression,
            effect,
            present: present.to_vec(),
            periods,
        })
    }

    /// `readings` must have the design's gaps.
    pub fn estimate(&self, readings: &[Option<f64>]) -> Result<Effect, Refusal> {
        if !readings
            .iter()
            .map(Option::is_some)
            .eq(self.present.iter().copied())
        {
            let (expected, found) = (self.present.len(), readings.len());
            return Err(Refusal::Shape { expected, found });
        }
        let own = values(&self.sample, self.periods, readings)?;
        let fit = self.regression.fit(&own);
        let estimate = self.regression.estimate(&self.effect, &fit);
        let degrees_of_freedom = self.effect.degrees_of_freedom;
        let interval = stated(&estimate, degrees_of_freedom, fit.magnitude)?;
        let cells = self.cells.iter().zip(&fit.cells);
        Ok(Effect {
            value: estimate.value,
            error: estimate.error_cr2,
            error_cr1: estimate.error_cr1,
            degrees_of_freedom,
            seen: self.effect.seen,
            interval,
            cells: cells
                .map(|(cell, value)| Cell {
                    value: *value,
                    ..*cell
                })
                .collect(),
            readings: own.iter().map(Vec::len).sum(),
            sample: self.sample.clone(),
        })
    }
}

fn stated(
    estimate: &Estimate,
    degrees_of_freedom: f64,
    magnitude: f64,
) -> Result<Interval, Refusal> {
    let Estimate {
        value, error_cr2, ..
    } = *estimate;
    if !value.is_finite() || !error_cr2.is_finite() {
        return Err(Refusal::NotFinite);
    }
    if error_cr2 <= ROUNDING * magnitude {
        return Err(Refusal::NoVariation);
    }
    Interval::student(value, error_cr2, degrees_of_freedom).ok_or(Refusal::NotFinite)
}

/// Rows of each unit, and the cells of cohort and period that `counted` picks among the adopters'
/// readings, without their values.
fn cells(sample: &Sample, counted: impl Fn(&Unit, usize) -> bool) -> (Vec<Vec<Row>>, Vec<Cell>) {
    let cell_of = |unit: &Unit, period: usize| {
        let start = unit.start.filter(|_| counted(unit, period));
        start.map(|start| (start, period))
    };
    let mut readings: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for unit in &sample.units {
        for cell in unit
            .present
            .iter()
            .filter_map(|period| cell_of(unit, *period))
        {
            *readings.entry(cell).or_default() += 1;
        }
    }
    let cells: Vec<Cell> = readings
        .into_iter()
        .map(|((start, period), readings)| Cell {
            start,
            period,
            readings,
            value: 0.0,
        })
        .collect();
    let number = |cell: (usize, usize)| {
        cells
            .binary_search_by_key(&cell, |cell| (cell.start, cell.period))
            .ok()
    };
    let row = |unit: &Unit, period: usize| Row {
        period,
        cell: cell_of(unit, period).and_then(number),
    };
    let rows = sample
        .units
        .iter()
        .map(|unit| {
            unit.present
                .iter()
                .map(|period| row(unit, *period))
                .collect()
        })
        .collect();
    (rows, cells)
}

/// By unit of the sample.
fn values(
    sample: &Sample,
    periods: usize,
    readings: &[Option<f64>],
) -> Result<Vec<Vec<f64>>, Refusal> {
    let value = |unit: &Unit, period: &usize| {
        let reading = readings
            .get(unit.index * periods + period)
            .copied()
            .flatten();
        reading.filter(|reading| reading.is_finite())
    };
    sample
        .units
        .iter()
        .map(|unit| {
            unit.present
                .iter()
                .map(|period| value(unit, period))
                .collect()
        })
        .collect::<Option<Vec<Vec<f64>>>>()
        .ok_or(Refusal::NotFinite)
}
