//! How likely those who have not adopted are to do so in a period, and how to fit and draw that.

use rand_distr::{Beta, Binomial, ChiSquared, Distribution};

use crate::random::Generator;

/// The chance in a period of each who has not adopted: `p + q · (share who have)` (Bass 1969).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hazard {
    /// Of those who need nobody's example, per period.
    pub p: f64,
    /// What the example of all the others adds, per period.
    pub q: f64,
    /// How alike people are within a period (a holiday, a campaign): the correlation between two of
    /// them, in `0..1`. 0 is a binomial count.
    pub overdispersion: f64,
}

/// What happened in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Period {
    /// The share of all eligible who had adopted before it.
    pub share: f64,
    /// Who had not.
    pub left: f64,
    /// Who did.
    pub new: f64,
}

/// Chances are kept this far from 0 and 1, where a likelihood has no slope.
const EDGE: f64 = 1e-9;
const MOST_OVERDISPERSION: f64 = 0.9;

impl Hazard {
    pub(super) fn chance(&self, share: f64) -> f64 {
        (self.p + self.q * share).clamp(EDGE, 1.0 - EDGE)
    }

    /// p and q at the maximum of the likelihood of binomial counts, weighted for the overdispersion;
    /// and the overdispersion at which they scatter as much as they did; in turns (Williams 1982).
    pub(super) fn fit(periods: &[Period]) -> Hazard {
        let expected = freedom(periods);
        let mut hazard = Hazard::start(periods).climb(periods);
        for _ in 0..TURNS {
            let overdispersion = hazard.overdispersion_at(expected, periods);
            if (overdispersion - hazard.overdispersion).abs() < 1e-9 {
                break;
            }
            hazard.overdispersion = overdispersion;
            hazard = hazard.climb(periods);
        }
        hazard
    }

    /// What might as well have been fitted: to counts drawn anew for the same periods, with an
    /// overdispersion that itself is only as sure as its χ² allows. Counts drawn for other periods,
    /// each following from the one drawn before, would tell of curves that had come to another point.
    pub(super) fn fitted_again(&self, periods: &[Period], rng: &mut Generator) -> Hazard {
        let pearson = ChiSquared::new(freedom(periods)).map_or(0.0, |of| of.sample(rng));
        let truth = Hazard {
            overdispersion: self.overdispersion_at(pearson, periods),
            ..*self
        };
        let mut drawn = periods.to_vec();
        for of in &mut drawn {
            of.new = truth.draw(of.share, of.left as u32, rng).into();
        }
        truth.climb(&drawn)
    }

    /// The overdispersion at which Pearson's statistic of the periods has this value; 0 when it is
    /// less without any.
    fn overdispersion_at(&self, pearson: f64, periods: &[Period]) -> f64 {
        let square = |of: &Period| {
            let chance = self.chance(of.share);
            let off = of.new - of.left * chance;
            (off * off / (of.left * chance * (1.0 - chance)), of.left)
        };
        let squares: Vec<(f64, f64)> = open(periods).map(square).collect();
        let statistic = |overdispersion: f64| -> f64 {
            let scaled = |(square, left): &(f64, f64)| square / inflation(*left, overdispersion);
            squares.iter().map(scaled).sum()
        };
        if statistic(0.0) <= pearson {
            return 0.0;
        }
        let (mut low, mut high) = (0.0, MOST_OVERDISPERSION);
        for _ in 0..30 {
            let middle = (low + high) / 2.0;
            if statistic(middle) > pearson {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// How many of those left adopt in a period.
    pub(super) fn draw(&self, share: f64, left: u32, rng: &mut Generator) -> u32 {
        let mut chance = self.chance(share);
        if self.overdispersion > 0.0 {
            let size = 1.0 / self.overdispersion - 1.0;
            // Both are above zero: the chance is neither 0 nor 1, the overdispersion below 1.
            if let Ok(beta) = Beta::new(chance * size, (1.0 - chance) * size) {
                chance = beta.sample(rng).clamp(0.0, 1.0);
            }
        }
        Binomial::new(left.into(), chance).map_or(0, |of| of.sample(rng) as u32)
    }
}

const TURNS: usize = 30;
/// p and q.
const PARAMETERS: f64 = 2.0;

fn open(periods: &[Period]) -> impl Iterator<Item = &Period> {
    periods.iter().filter(|of| of.left > 0.0)
}

/// What Pearson's statistic is on average.
fn freedom(periods: &[Period]) -> f64 {
    open(periods).count() as f64 - PARAMETERS
}

/// How many times its binomial variance a count of this many has.
fn inflation(left: f64, overdispersion: f64) -> f64 {
    1.0 + (left - 1.0).max(0.0) * overdispersion
}

impl Hazard {
    fn start(periods: &[Period]) -> Hazard {
        let new: f64 = periods.iter().map(|of| of.new).sum();
        let left: f64 = periods.iter().map(|of| of.left).sum();
        let chance = (new / left.max(1.0)).clamp(EDGE, 0.5);
        Hazard {
            p: chance / 2.0,
            q: chance,
            overdispersion: 0.0,
        }
    }

    /// From here to the maximum, the overdispersion held: Newton's method on a concave function of
    /// two numbers that must not be negative.
    fn climb(self, periods: &[Period]) -> Hazard {
        let mut best = self;
        let mut height = best.likelihood(periods);
        for _ in 0..40 {
            let (slope, curve) = best.slope(periods);
            let (step_p, step_q) = best.newton_step(slope, curve);
            let step = |length: f64| Hazard {
                p: (best.p + length * step_p).max(0.0),
                q: (best.q + length * step_q).max(0.0),
                ..best
            };
            let lengths = (0..20).map(|halved| 0.5f64.powi(halved));
            let mut tried = lengths.map(|length| (step(length), step(length).likelihood(periods)));
            let Some((next, reached)) = tried.find(|(_, reached)| *reached > height) else {
                break;
            };
            let gained = reached - height;
            (best, height) = (next, reached);
            if gained < 1e-9 {
                break;
            }
        }
        best
    }

    /// The logarithm of the likelihood, weighted; without what does not depend on p and q.
    fn likelihood(&self, periods: &[Period]) -> f64 {
        let of = |of: &Period| {
            let chance = self.chance(of.share);
            let stayed = (of.left - of.new) * (-chance).ln_1p();
            (of.new * chance.ln() + stayed) / inflation(of.left, self.overdispersion)
        };
        periods.iter().map(of).sum()
    }

    /// Its first and second derivatives: by p, by q; by p twice, by both, by q twice.
    fn slope(&self, periods: &[Period]) -> ([f64; 2], [f64; 3]) {
        let mut slope = [0.0; 2];
        let mut curve = [0.0; 3];
        for of in periods {
            let chance = self.chance(of.share);
            let (adopt, stay) = (of.new / chance, (of.left - of.new) / (1.0 - chance));
            let inflation = inflation(of.left, self.overdispersion);
            let first = (adopt - stay) / inflation;
            let second = -(adopt / chance + stay / (1.0 - chance)) / inflation;
            slope[0] += first;
            slope[1] += first * of.share;
            curve[0] += second;
            curve[1] += second * of.share;
            curve[2] += second * of.share * of.share;
        }
        (slope, curve)
    }

    /// A number that is 0 and would fall stays where it is.
    fn newton_step(&self, slope: [f64; 2], curve: [f64; 3]) -> (f64, f64) {
        let held_p = self.p <= 0.0 && slope[0] <= 0.0;
        let held_q = self.q <= 0.0 && slope[1] <= 0.0;
        let alone = |slope: f64, curve: f64| if curve < 0.0 { -slope / curve } else { 0.0 };
        let determinant = curve[0] * curve[2] - curve[1] * curve[1];
        match (held_p, held_q) {
            (true, true) => (0.0, 0.0),
            (true, false) => (0.0, alone(slope[1], curve[2])),
            (false, true) => (alone(slope[0], curve[0]), 0.0),
            // With one share alone in all periods, p and q cannot be told apart.
            (false, false) if determinant <= 1e-12 * curve[0] * curve[2] => {
                (alone(slope[0], curve[0]), 0.0)
            }
            (false, false) => (
                -(curve[2] * slope[0] - curve[1] * slope[1]) / determinant,
                -(curve[0] * slope[1] - curve[1] * slope[0]) / determinant,
            ),
        }
    }
}
