//! The interval that is stated with an estimate, from Student's t distribution.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

/// The share of intervals that hold the truth, when their assumptions hold.
pub const LEVEL: f64 = 0.95;

/// Both ends belong to it; in the unit of the estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// `value` plus and minus the quantile of t times `error`, at [`LEVEL`]. `None` when something is
    /// not a finite number, or the error or the degrees of freedom are not above zero.
    pub fn student(value: f64, error: f64, degrees_of_freedom: f64) -> Option<Interval> {
        let reach = quantile(degrees_of_freedom)? * error;
        let interval = Interval {
            low: value - reach,
            high: value + reach,
        };
        let stated = error > 0.0 && interval.low.is_finite() && interval.high.is_finite();
        stated.then_some(interval)
    }

    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// How many standard errors an interval of [`LEVEL`] reaches to each side.
///
/// By Newton's steps from the normal quantile: the distribution function is concave above zero, so
/// they climb to the root and cannot pass it. The library's own inverse is good to six digits only
/// at many degrees of freedom, and does not come to an end at 10⁹.
fn quantile(degrees_of_freedom: f64) -> Option<f64> {
    const NORMAL: f64 = 1.959_963_984_540_054;
    /// Beyond it the library's functions lose themselves.
    const NEARLY_NORMAL: f64 = 1e9;
    const STEPS: usize = 50;
    let above_zero = degrees_of_freedom.is_finite() && degrees_of_freedom > 0.0;
    let degrees_of_freedom = above_zero.then_some(degrees_of_freedom.min(NEARLY_NORMAL))?;
    let t = StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()?;
    let step = |at: f64| at + (t.sf(at) - (0.5 - LEVEL / 2.0)) / t.pdf(at);
    let mut reach = NORMAL;
    for _ in 0..STEPS {
        let next = step(reach);
        if next <= reach {
            break;
        }
        reach = next;
    }
    Some(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_scipy() {
        // scipy.stats.t.ppf(0.975, df)
        let known = [
            (2.5, 3.574_654_842_003_681_7),
            (4.0, 2.776_445_105_197_792),
            (8.0, 2.306_004_135_204_166),
            (23.7, 2.065_281_963_314_983),
            (240.0, 1.969_897_635_076_691_7),
            (50_000.0, 1.960_011_431_093_679_8),
            (1e6, 1.959_966_356_814_107),
        ];
        for (degrees_of_freedom, expected) in known {
            let found = quantile(degrees_of_freedom).unwrap();
            assert!(
                (found - expected).abs() < 1e-8,
                "{degrees_of_freedom}: {found}"
            );
        }
        for many in [1e9, f64::MAX] {
            let found = quantile(many).unwrap();
            assert!((found - 1.959_964).abs() < 1e-5, "{many}: {found}");
        }
    }

    #[test]
    fn an_interval_is_stated_only_with_an_error() {
        let interval = Interval::student(1.0, 2.0, 8.0).unwrap();
        assert!(interval.holds(interval.low) && interval.holds(1.0) && !interval.holds(5.7));
        for (error, degrees) in [(0.0, 8.0), (-1.0, 8.0), (f64::NAN, 8.0), (1.0, 0.0)] {
            assert_eq!(Interval::student(1.0, error, degrees), None);
        }
        assert_eq!(Interval::student(1.0, 1.0, f64::NAN), None);
        assert_eq!(Interval::student(f64::INFINITY, 1.0, 8.0), None);
    }
}
