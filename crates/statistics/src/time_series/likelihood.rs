//! The restricted likelihood of a regression whose errors follow a first-order autoregression.
//!
//! Each reading is compared with what the one before it lets expect, which makes the errors
//! independent; a gap makes the one before it further away. All sums this needs are made once, so
//! that a correlation costs the same for a short series and for a long one.

use std::collections::BTreeMap;

use nalgebra::{Cholesky, DMatrix, DMatrixView, DVector, Dyn};

/// Nearer to one, a correlation cannot be told from a level that wanders without end; nearer to minus
/// one, from a level that leaps to and fro.
const MAX_CORRELATION: f64 = 0.99;

/// Sums of products of the rows: the columns of the regression, and the readings as the last.
pub struct Products {
    rows: usize,
    /// Of the first row, which has none before it.
    first: DMatrix<f64>,
    /// By periods between a row and the one before it.
    lags: BTreeMap<usize, Lag>,
}

struct Lag {
    pairs: usize,
    /// Of the later rows with themselves, with the earlier (both ways round), and of these.
    later: DMatrix<f64>,
    across: DMatrix<f64>,
    earlier: DMatrix<f64>,
}

/// Generalised least squares at one correlation.
pub struct Fit {
    /// Root of the last sums: that of the columns, their products with the readings, and the root of
    /// the squares that are left.
    cholesky: Cholesky<f64, Dyn>,
    columns: usize,
    rows: usize,
    /// Sum of the logarithms of the variances of what is not expected.
    spread: f64,
}

impl Products {
    /// `periods` ascend, one for each row of `columns` and `readings`.
    pub fn new(columns: &DMatrix<f64>, readings: &DVector<f64>, periods: &[usize]) -> Products {
        let width = columns.ncols() + 1;
        let row = |n: usize| {
            let own = columns.row(n);
            let own = own.iter().copied().chain([readings[n]]);
            DVector::from_iterator(width, own)
        };
        let rows: Vec<DVector<f64>> = (0..periods.len()).map(row).collect();
        let mut first = DMatrix::zeros(width, width);
        if let Some(row) = rows.first() {
            first.syger(1.0, row, row, 1.0);
        }
        let mut lags = BTreeMap::new();
        for (periods, rows) in periods.windows(2).zip(rows.windows(2)) {
            let lag = lags.entry(periods[1] - periods[0]).or_insert_with(|| Lag {
                pairs: 0,
                later: DMatrix::zeros(width, width),
                across: DMatrix::zeros(width, width),
                earlier: DMatrix::zeros(width, width),
            });
            lag.pairs += 1;
            lag.later.syger(1.0, &rows[1], &rows[1], 1.0);
            lag.across.syger(1.0, &rows[0], &rows[1], 1.0);
            lag.across.syger(1.0, &rows[1], &rows[0], 1.0);
            lag.earlier.syger(1.0, &rows[0], &rows[0], 1.0);
        }
        Products {
            rows: periods.len(),
            first,
            lags,
        }
    }

    /// The most likely correlation: by steps over all of them, then by golden section about the best.
    pub fn correlation(&self) -> Option<f64> {
        const STEPS: i32 = 33;
        const NARROW: f64 = 1e-9;
        let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
        let step = MAX_CORRELATION / f64::from(STEPS);
        let deviance = |correlation: f64| Some(self.fit(correlation)?.deviance());
        let mut best = (0.0, deviance(0.0)?);
        for n in -STEPS..=STEPS {
            let correlation = f64::from(n) * step;
            let deviance = deviance(correlation)?;
            if deviance < best.1 {
                best = (correlation, deviance);
            }
        }
        let mut low = (best.0 - step).max(-MAX_CORRELATION);
        let mut high = (best.0 + step).min(MAX_CORRELATION);
        while high - low > NARROW {
            let reach = golden * (high - low);
            if deviance(high - reach)? <= deviance(low + reach)? {
                high = low + reach;
            } else {
                low = high - reach;
            }
        }
        Some((low + high) / 2.0)
    }

    /// Satterthwaite's degrees of freedom for the variance of a coefficient, which is less certain than
    /// residuals alone would make it, because the correlation is estimated too (Giesbrecht and Burns
    /// 1985). At most those of the residuals.
    pub fn degrees_of_freedom(&self, correlation: f64, column: usize) -> Option<f64> {
        const STEP: f64 = 3e-4;
        let below = self.fit(correlation - STEP)?;
        let here = self.fit(correlation)?;
        let above = self.fit(correlation + STEP)?;
        let slope = |below: f64, above: f64| (above - below) / (2.0 * STEP);
        let bend = |below: f64, here: f64, above: f64| (above - 2.0 * here + below) / (STEP * STEP);
        let (less, squares, more) = (below.squares(), here.squares(), above.squares());
        let variance = squares / here.freedom();
        let logarithms = bend(below.logarithms(), here.logarithms(), above.logarithms());
        let leverages = (below.leverage(column)?.ln(), above.leverage(column)?.ln());

        // Information about the logarithm of the errors' variance and about the correlation.
        let of_variance = here.freedom() / 2.0;
        let of_both = -slope(less, more) / variance / 2.0;
        let of_correlation = (bend(less, squares, more) / variance + logarithms) / 2.0;
        let left = of_correlation - of_both * of_both / of_variance;
        if left <= 0.0 {
            return Some(here.freedom());
        }
        let path = slope(leverages.0, leverages.1) - of_both / of_variance;
        Some(2.0 / (1.0 / of_variance + path * path / left))
    }

    /// `None` when the columns cannot be told apart.
    pub fn fit(&self, correlation: f64) -> Option<Fit> {
        let mut sums = self.first.clone();
        let mut spread = 0.0;
        for (apart, lag) in &self.lags {
            let expected = correlation.powf(*apart as f64);
            let left = 1.0 - expected * expected;
            let sums = sums.as_mut_slice().iter_mut();
            let (later, across) = (lag.later.as_slice(), lag.across.as_slice());
            let products = later.iter().zip(across).zip(lag.earlier.as_slice());
            for (sum, ((later, across), earlier)) in sums.zip(products) {
                *sum += (later - expected * (across - expected * earlier)) / left;
            }
            spread += lag.pairs as f64 * left.ln();
        }
        Some(Fit {
            columns: sums.ncols() - 1,
            cholesky: Cholesky::new(sums)?,
            rows: self.rows,
            spread,
        })
    }
}

impl Fit {
    pub fn coefficients(&self) -> Option<DVector<f64>> {
        let products = self.cholesky.l_dirty().row(self.columns);
        let products = products.columns(0, self.columns).transpose();
        self.root().tr_solve_lower_triangular(&products)
    }

    /// Standard error of a coefficient.
    pub fn error(&self, column: usize) -> Option<f64> {
        Some((self.squares() / self.freedom() * self.leverage(column)?).sqrt())
    }

    /// Minus twice the logarithm of the restricted likelihood, without constants, at the variance
    /// that makes it most likely.
    fn deviance(&self) -> f64 {
        self.freedom() * self.squares().ln() + self.logarithms()
    }

    /// Of the residuals.
    fn freedom(&self) -> f64 {
        (self.rows - self.columns) as f64
    }

    /// Of what the columns leave of the readings.
    fn squares(&self) -> f64 {
        self.cholesky.l_dirty()[(self.columns, self.columns)].powi(2)
    }

    /// What of the deviance does not depend on the readings.
    fn logarithms(&self) -> f64 {
        self.spread + 2.0 * self.root().diagonal().map(f64::ln).sum()
    }

    /// Variance of a coefficient, for errors of variance one.
    fn leverage(&self, column: usize) -> Option<f64> {
        let mut unit = DVector::zeros(self.columns);
        unit[column] = 1.0;
        Some(self.root().solve_lower_triangular(&unit)?.norm_squared())
    }

    fn root(&self) -> DMatrixView<'_, f64> {
        let sums = self.cholesky.l_dirty();
        sums.view((0, 0), (self.columns, self.columns))
    }
}
