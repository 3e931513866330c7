//! Least squares with unit and period effects and a column for each cell, with cluster-robust
//! errors by unit.
//!
//! The units' own levels are absorbed: everything is taken as the deviation from the unit's mean.
//! This leaves coefficients, residuals and the CR2 adjustment what they are in the regression with a
//! column for each unit, because such a column is zero outside one cluster and the fit is
//! unweighted (Pustejovsky and Tipton 2018, theorem 2, in the case its corrigendum keeps). Periods
//! are not absorbed: their columns cross clusters and belong into the leverage.

use std::collections::{BTreeMap, HashMap};

use nalgebra::{Cholesky, DMatrix, DVector, Dyn, SymmetricEigen};

use super::MIN_SEEN;
use crate::least_squares;

/// Eigenvalues of I − H below this are zero: the residual is zero there, whatever the readings.
const NO_RESIDUAL: f64 = 1e-8;

/// Where a reading stands in the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub period: usize,
    /// Which cell of effects the reading belongs to.
    pub cell: Option<usize>,
}

/// The design, decomposed once for any number of readings with the same gaps.
#[derive(Clone, Debug)]
pub struct Regression {
    /// Units that have readings in the same periods and cells share one.
    patterns: Vec<Pattern>,
    /// Pattern of each unit.
    units: Vec<usize>,
    rows: usize,
    period_columns: usize,
    cholesky: Cholesky<f64, Dyn>,
    inverse: DMatrix<f64>,
}

#[derive(Clone, Debug)]
struct Pattern {
    /// Columns in which a row is one: its period's (none for the first period) and its cell's.
    rows: Vec<[Option<usize>; 2]>,
    units: usize,
}

/// A weighted sum of cells, with what its error needs.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// Weight of each reading in the estimate, by pattern.
    influence: Vec<DVector<f64>>,
    /// The same after the CR2 adjustment.
    adjusted: Vec<DVector<f64>>,
    /// Satterthwaite's, under errors that are independent and alike (Bell and McCaffrey 2002).
    pub degrees_of_freedom: f64,
    /// What share of the estimate's variance its CR2 estimate expects to find, under the same errors:
    /// all of it, unless some unit is fitted exactly and its residuals show nothing.
    pub seen: f64,
}

/// The regression of one set of readings.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Coefficient of each cell.
    pub cells: Vec<f64>,
    /// By unit, in the order of its rows.
    pub residuals: Vec<DVector<f64>>,
    /// By unit: readings as deviations from the unit's mean.
    centred: Vec<DVector<f64>>,
    /// Size of the largest reading.
    pub magnitude: f64,
}

/// A contrast of a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// Stata's small-sample factor: G/(G−1) · (n−1)/(n−k), with a column for each unit in k.
    pub error_cr1: f64,
    /// Made larger by what is not seen, down to [`MIN_SEEN`].
    pub error_cr2: f64,
}

impl Regression {
    /// `units[u]` are the rows of unit u; cells are numbered from 0 without holes. `None` when the
    /// columns are not independent.
    pub fn new(units: &[Vec<Row>]) -> Option<Regression> {
        let rows = units.iter().map(Vec::len).sum();
        let column_of = period_columns(units);
        let period_columns = column_of.values().flatten().count();
        let cells = units.iter().flatten().filter_map(|row| row.cell);
        let columns = period_columns + cells.max().map_or(0, |last| last + 1);
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut known: HashMap<&[Row], usize> = HashMap::new();
        let mut pattern_of = Vec::with_capacity(units.len());
        for unit in units {
            let pattern = *known.entry(unit).or_insert_with(|| {
                let columns = |row: &Row| {
                    let cell = row.cell.map(|cell| period_columns + cell);
                    [column_of[&row.period], cell]
                };
                let rows = unit.iter().map(columns).collect();
                patterns.push(Pattern { rows, units: 0 });
                patterns.len() - 1
            });
            patterns[pattern].units += 1;
            pattern_of.push(pattern);
        }
        let cholesky = least_squares::decompose(gram(&patterns, columns))?;
        let inverse = cholesky.inverse();
        Some(Regression {
            patterns,
            units: pattern_of,
            rows,
            period_columns,
            cholesky,
            inverse,
        })
    }

    /// Sums of cells, each given as cell and weight.
    pub fn contrasts(&self, sums: &[Vec<(usize, f64)>]) -> Vec<Contrast> {
        let columns = self.inverse.ncols();
        let directions: Vec<DVector<f64>> = sums
            .iter()
            .map(|sum| {
                let mut direction = DVector::zeros(columns);
                for (cell, weight) in sum {
                    direction.axpy(
                        *weight,
                        &self.inverse.column(self.period_columns + cell),
                        1.0,
                    );
                }
                direction
            })
            .collect();
        let nothing = Contrast {
            influence: Vec::with_capacity(self.patterns.len()),
            adjusted: Vec::with_capacity(self.patterns.len()),
            degrees_of_freedom: 0.0,
            seen: 0.0,
        };
        let mut contrasts = vec![nothing; sums.len()];
        for pattern in &self.patterns {
            let adjustment = pattern.adjustment(&self.inverse);
            for (contrast, direction) in contrasts.iter_mut().zip(&directions) {
                let influence = pattern.times(direction);
                contrast.adjusted.push(&adjustment * &influence);
                contrast.influence.push(influence);
            }
        }
        for contrast in &mut contrasts {
            let (trace, degrees_of_freedom) = self.variance_moments(&contrast.adjusted);
            let influences = self.patterns.iter().zip(&contrast.influence);
            let variance: f64 = influences
                .map(|(pattern, influence)| pattern.units as f64 * influence.norm_squared())
                .sum();
            contrast.degrees_of_freedom = degrees_of_freedom;
            contrast.seen = if variance > 0.0 {
                trace / variance
            } else {
                0.0
            };
        }
        contrasts
    }

    /// `readings[u]` belong to the rows of unit u, in their order.
    pub fn fit(&self, readings: &[Vec<f64>]) -> Fit {
        let mut moments = DVector::zeros(self.inverse.ncols());
        let mut centred = Vec::with_capacity(readings.len());
        for (own, pattern) in readings.iter().zip(self.patterns()) {
            let own = centre(DVector::from_column_slice(own));
            pattern.add_transposed_times(&own, &mut moments);
            centred.push(own);
        }
        let coefficients = self.cholesky.solve(&moments);
        let residuals = centred
            .iter()
            .zip(self.patterns())
            .map(|(own, pattern)| own - pattern.times(&coefficients))
            .collect();
        let cells = coefficients.rows_range(self.period_columns..);
        Fit {
            cells: cells.iter().copied().collect(),
            residuals,
            centred,
            magnitude: (readings.iter().flatten()).fold(0.0, |largest, own| own.abs().max(largest)),
        }
    }

    pub fn estimate(&self, contrast: &Contrast, fit: &Fit) -> Estimate {
        let (mut value, mut plain, mut adjusted) = (0.0, 0.0, 0.0);
        for (unit, pattern) in self.units.iter().enumerate() {
            let residuals = &fit.residuals[unit];
            value += contrast.influence[*pattern].dot(&fit.centred[unit]);
            plain += contrast.influence[*pattern].dot(residuals).powi(2);
            adjusted += contrast.adjusted[*pattern].dot(residuals).powi(2);
        }
        let (units, rows) = (self.units.len() as f64, self.rows as f64);
        let left = rows - units - self.inverse.ncols() as f64;
        let small_sample = units / (units - 1.0) * (rows - 1.0) / left;
        Estimate {
            value,
            error_cr1: (plain * small_sample).sqrt(),
            error_cr2: (adjusted / contrast.seen.max(MIN_SEEN)).sqrt(),
        }
    }

    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.units.iter().map(|pattern| &self.patterns[*pattern])
    }

    /// The variance estimate is a sum of squares over units with the Gram matrix
    /// P = diag(g'g) − Z'(X'X)⁻¹Z, where the columns of Z are X'g; its degrees of freedom are
    /// tr(P)² / tr(P²), or 0 when no unit has a residual, and tr(P) is what it expects. With W = L⁻¹Z the traces need W'W's diagonal and WW', which is small.
    fn variance_moments(&self, adjusted: &[DVector<f64>]) -> (f64, f64) {
        let columns = self.inverse.ncols();
        let (mut trace, mut square) = (0.0, 0.0);
        let mut outer = DMatrix::zeros(columns, columns);
        let mut moments = DVector::zeros(columns);
        for (pattern, adjusted) in self.patterns.iter().zip(adjusted) {
            moments.fill(0.0);
            pattern.add_transposed_times(adjusted, &mut moments);
            self.cholesky
                .l_dirty()
                .solve_lower_triangular_mut(&mut moments);
            let units = pattern.units as f64;
            let (own, shared) = (adjusted.norm_squared(), moments.norm_squared());
            trace += units * (own - shared);
            square += units * own * (own - 2.0 * shared);
            outer.syger(units, &moments, &moments, 1.0);
        }
        outer.fill_upper_triangle_with_lower_triangle();
        square += outer.norm_squared();
        let degrees_of_freedom = if square > 0.0 {
            trace * trace / square
        } else {
            0.0
        };
        (trace, degrees_of_freedom)
    }
}

impl Pattern {
    /// The unit's centred columns times `coefficients`.
    fn times(&self, coefficients: &DVector<f64>) -> DVector<f64> {
        let row = |row: &[Option<usize>; 2]| {
            let ones = row.iter().flatten();
            ones.map(|column| coefficients[*column]).sum::<f64>()
        };
        centre(DVector::from_iterator(
            self.rows.len(),
            self.rows.iter().map(row),
        ))
    }

    /// Adds the unit's columns, transposed, times `vector`, which is centred.
    fn add_transposed_times(&self, vector: &DVector<f64>, sum: &mut DVector<f64>) {
        for (row, value) in self.rows.iter().zip(vector) {
            for column in row.iter().flatten() {
                sum[*column] += value;
            }
        }
    }

    /// (I − H)^(−1/2) for the unit's block of the leverage matrix H, by Moore and Penrose where the
    /// unit is fitted exactly.
    fn adjustment(&self, inverse: &DMatrix<f64>) -> DMatrix<f64> {
        let rows = self.rows.len();
        let mut leverage = DMatrix::from_fn(rows, rows, |a, b| {
            let mut sum = 0.0;
            for i in self.rows[a].iter().flatten() {
                for j in self.rows[b].iter().flatten() {
                    sum += inverse[(*i, *j)];
                }
            }
            sum
        });
        for _ in 0..2 {
            for mut column in leverage.column_iter_mut() {
                let mean = column.mean();
                column.add_scalar_mut(-mean);
            }
            leverage.transpose_mut();
        }
        let left = DMatrix::identity(rows, rows) - leverage;
        let eigen = SymmetricEigen::new(left);
        let mut scaled = eigen.eigenvectors.clone();
        for (mut column, value) in scaled.column_iter_mut().zip(eigen.eigenvalues.iter()) {
            column *= if *value > NO_RESIDUAL {
                value.sqrt().recip()
            } else {
                0.0
            };
        }
        scaled * eigen.eigenvectors.transpose()
    }
}

/// Column of each period; the first has none, because all of them together are the units' levels.
fn period_columns(units: &[Vec<Row>]) -> BTreeMap<usize, Option<usize>> {
    let mut column_of: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for row in units.iter().flatten() {
        column_of.insert(row.period, None);
    }
    for (column, of) in column_of.values_mut().skip(1).enumerate() {
        *of = Some(column);
    }
    column_of
}

/// Products of the centred columns.
fn gram(patterns: &[Pattern], columns: usize) -> DMatrix<f64> {
    let mut gram = DMatrix::zeros(columns, columns);
    for pattern in patterns {
        let units = pattern.units as f64;
        let shared = units / pattern.rows.len() as f64;
        for (a, row) in pattern.rows.iter().enumerate() {
            for (b, other) in pattern.rows.iter().enumerate() {
                let product = if a == b { units - shared } else { -shared };
                for i in row.iter().flatten() {
                    for j in other.iter().flatten() {
                        gram[(*i, *j)] += product;
                    }
                }
            }
        }
    }
    gram
}

fn centre(mut vector: DVector<f64>) -> DVector<f64> {
    // `mean` of an empty vector is zero.
    let mean = vector.mean();
    vector.add_scalar_mut(-mean);
    vector
}
