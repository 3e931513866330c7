//! What changed when everybody started at once: an interrupted time series.
//!
//! Segmented regression (Wagner et al. 2002; Bernal, Cummins and Gasparrini 2017): a level and a
//! slope, and from the start on another level and another slope; with a season, when the series is
//! long enough, as sines and cosines. The effect is the mean, over the readings from the start on, of
//! what the series shows above the line of before drawn on: level and slope together. It depends on
//! how many periods there are afterwards, so it is judged at a date declared beforehand.
//!
//! Errors follow a first-order autoregression. Its correlation is the maximum of the restricted
//! likelihood (REML; Cheang and Reinsel 2000 for regressions in time); maximum likelihood and Durbin
//! and Watson's put it too low. The rest is generalised least squares and Student's t, with
//! Satterthwaite's degrees of freedom: as many as there are residuals would leave out that the
//! correlation is estimated, and a short series says little about it.
//!
//! Nothing here separates the initiative from whatever else changed in that period.

mod likelihood;

use std::f64::consts::TAU;

use likelihood::Products;
use nalgebra::{DMatrix, DVector};

use crate::interval::Interval;
use crate::least_squares;

/// Readings before the start.
pub const MIN_BEFORE: usize = 24;
/// Readings from the start on.
pub const MIN_AFTER: usize = 12;
/// Periods from the first reading to the last from which on seasonal terms are fitted.
pub const SEASONAL_FROM_PERIODS: usize = 104;

/// Waves in a season: one and its first overtone.
const WAVES: [f64; 2] = [1.0, 2.0];
/// Columns: a level, a slope, and the changes of both.
const SEGMENTS: usize = 4;
const EFFECT: usize = 2;
const SLOPE: usize = 3;
/// Below this share of the largest reading what is left is rounding, not variation.
const ROUNDING: f64 = 1e-12;

/// Readings of one indicator for everybody together.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// One value for each period, in the indicator's unit; `None` is a gap.
    pub readings: &'a [Option<f64>],
    /// The first period in which everybody has adopted, counted from 0.
    pub start: usize,
    /// Periods in which a season comes round: 52.18 for weeks, 12 for months.
    pub season_periods: f64,
}

/// "Moved at that time."
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// Mean over the readings from the start on, above the line of before; in the indicator's unit.
    pub value: f64,
    pub error: f64,
    /// Of the error: Satterthwaite's.
    pub degrees_of_freedom: f64,
    /// From `error` and `degrees_of_freedom`, at [`crate::interval::LEVEL`].
    pub interval: Interval,
    /// The step at the start, in the indicator's unit.
    pub step: f64,
    /// What the slope became steeper by, in the indicator's unit per period.
    pub slope: f64,
    /// Of the errors of neighbouring periods.
    pub correlation: f64,
    /// Whether seasonal terms were fitted.
    pub seasonal: bool,
    /// Readings before the start, and from it on.
    pub before: usize,
    pub after: usize,
}

/// Why nothing is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// So many readings more are needed; zero where enough are there.
    TooFew { before: usize, after: usize },
    /// A reading is infinite, not a number, or too large to be computed with.
    NotFinite,
    /// The gaps lie so that the terms cannot be told apart.
    NotIdentified,
    /// The readings lie on the fitted line, so there is no error to state.
    NoVariation,
}

/// How the series moved when everybody started, or what is missing to state it.
pub fn moved(series: &Series) -> Result<Moved, Refusal> {
    let regression = Segmented::new(series)?;
    let rest = regression.rest()?;
    let products = Products::new(&regression.columns, &rest.readings, &regression.periods);
    let correlation = products.correlation().ok_or(Refusal::NotIdentified)?;
    let fit = products.fit(correlation).ok_or(Refusal::NotIdentified)?;
    let coefficients = fit.coefficients().ok_or(Refusal::NotIdentified)?;
    let coefficient = |n: usize| rest.coefficients[n] + rest.scale * coefficients[n];
    let (value, slope) = (coefficient(EFFECT), coefficient(SLOPE));
    let error = rest.scale * fit.error(EFFECT).ok_or(Refusal::NotIdentified)?;
    let (rows, columns) = regression.columns.shape();
    let degrees_of_freedom = products
        .degrees_of_freedom(correlation, EFFECT)
        .ok_or(Refusal::NotIdentified)?;
    Ok(Moved {
        value,
        error,
        degrees_of_freedom,
        interval: Interval::student(value, error, degrees_of_freedom).ok_or(Refusal::NotFinite)?,
        step: value - slope * regression.mean_since,
        slope,
        correlation,
        seasonal: columns > SEGMENTS,
        before: regression.before,
        after: rows - regression.before,
    })
}

/// The regression before the correlation is known.
struct Segmented {
    readings: DVector<f64>,
    /// Level, slope, effect, change of slope, season.
    columns: DMatrix<f64>,
    /// Of each reading.
    periods: Vec<usize>,
    before: usize,
    /// Mean of the periods since the start over the readings from it on.
    mean_since: f64,
}

impl Segmented {
    fn new(series: &Series) -> Result<Segmented, Refusal> {
        let read = series.readings.iter().enumerate();
        let read = read.filter_map(|(period, reading)| Some((period, (*reading)?)));
        let (periods, readings): (Vec<usize>, Vec<f64>) = read.unzip();
        let before = periods.partition_point(|period| *period < series.start);
        let after = periods.len() - before;
        if before < MIN_BEFORE || after < MIN_AFTER {
            return Err(Refusal::TooFew {
                before: MIN_BEFORE.saturating_sub(before),
                after: MIN_AFTER.saturating_sub(after),
            });
        }
        if readings.iter().any(|reading| !reading.is_finite()) {
            return Err(Refusal::NotFinite);
        }
        let since = |period: usize| period as f64 - series.start as f64;
        let mean_since = periods[before..].iter().map(|p| since(*p)).sum::<f64>() / after as f64;
        let long = periods[periods.len() - 1] - periods[0] + 1 >= SEASONAL_FROM_PERIODS;
        // A wave of less than two periods looks like a longer one.
        let fits = |wave: &&f64| long && 2.0 * **wave < series.season_periods;
        let waves: Vec<f64> = WAVES.iter().filter(fits).copied().collect();
        let columns = DMatrix::from_fn(periods.len(), SEGMENTS + 2 * waves.len(), |row, column| {
            let since = since(periods[row]);
            match column {
                0 => 1.0,
                1 => since,
                EFFECT => f64::from(row >= before),
                SLOPE if row >= before => since - mean_since,
                SLOPE => 0.0,
                _ => {
                    let wave = waves[(column - SEGMENTS) / 2] / series.season_periods;
                    let angle = TAU * wave * since;
                    if column % 2 == 0 {
                        angle.sin()
                    } else {
                        angle.cos()
                    }
                }
            }
        });
        Ok(Segmented {
            readings: DVector::from_vec(readings),
            columns,
            periods,
            before,
            mean_since,
        })
    }

    /// Ordinary least squares. What it takes out changes nothing of what follows, but sums of squares
    /// lose fewer digits without it.
    fn rest(&self) -> Result<Rest, Refusal> {
        let decomposed = least_squares::decompose(self.columns.tr_mul(&self.columns));
        let cholesky = decomposed.ok_or(Refusal::NotIdentified)?;
        let coefficients = cholesky.solve(&self.columns.tr_mul(&self.readings));
        let readings = &self.readings - &self.columns * &coefficients;
        if !readings.iter().all(|rest| rest.is_finite()) {
            return Err(Refusal::NotFinite);
        }
        let scale = readings.amax();
        if scale <= ROUNDING * self.readings.amax() {
            return Err(Refusal::NoVariation);
        }
        Ok(Rest {
            readings: readings / scale,
            scale,
            coefficients,
        })
    }
}

/// What ordinary least squares leaves of the readings.
struct Rest {
    /// The largest is 1.
    readings: DVector<f64>,
    /// What 1 is, in the unit of the readings.
    scale: f64,
    coefficients: DVector<f64>,
}
