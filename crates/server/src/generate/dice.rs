//! Chance with a seed: the same for the same seed, stage and number, in whatever order it is asked.
//!
//! Nothing of a person is kept: what they are called, when they joined, whether they are still there is
//! thrown again from their number whenever it is wanted. No secret comes from here.

use fastrand::Rng;

/// What is thrown for; each has dice of its own, so that a change in one leaves the others as they were.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    Sites,
    Person,
    Title,
    Standing,
    Activity,
    Belonging,
    Communities,
    Regulars,
    Joining,
    Talk,
    Reading,
    Following,
    Archive,
}

pub struct Dice(Rng);

impl Dice {
    pub fn of(seed: u64, stage: Stage, number: u64) -> Dice {
        Dice(Rng::with_seed(mix(seed, stage, number)))
    }

    /// In `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        self.0.f64()
    }

    /// In `0..bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0.usize(..bound)
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// At least 1, mostly near it, seldom very large: Pareto's, cut off at `most`.
    pub fn tail(&mut self, exponent: f64, most: f64) -> f64 {
        (1.0 - self.unit()).powf(-1.0 / exponent).min(most)
    }

    /// Around `median`, by factors: log-normal (Box and Muller's way to a normal number).
    pub fn around(&mut self, median: f64, sigma: f64) -> f64 {
        let (u, v) = (1.0 - self.unit(), self.unit());
        let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
        median * (sigma * normal).exp()
    }
}

/// A number in `[0, 1)` that stays with what it was thrown for.
pub fn lot(seed: u64, stage: Stage, number: u64) -> f64 {
    (mix(seed, stage, number) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The finisher of SplitMix64 over all three.
fn mix(seed: u64, stage: Stage, number: u64) -> u64 {
    let mut z = seed
        .wrapping_mul(0xD1B5_4A32_D192_ED03)
        .wrapping_add((stage as u64 + 1).wrapping_mul(0xABC9_8388_FB8F_AC03))
        .wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    for factor in [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB] {
        z = (z ^ (z >> 30)).wrapping_mul(factor);
    }
    z ^ (z >> 31)
}

/// Indexes as often as their weights say.
pub struct Weighted {
    /// Sums up to each index.
    sums: Vec<f64>,
}

impl Weighted {
    pub fn new(weights: impl Iterator<Item = f64>) -> Weighted {
        let mut sum = 0.0;
        let sums = weights.map(|weight| {
            sum += weight;
            sum
        });
        Weighted {
            sums: sums.collect(),
        }
    }

    /// `None` when nothing weighs anything.
    pub fn pick(&self, dice: &mut Dice) -> Option<usize> {
        let total = *self.sums.last().filter(|total| **total > 0.0)?;
        let thrown = dice.unit() * total;
        Some(self.sums.partition_point(|sum| *sum <= thrown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_weighs_nothing_is_never_picked() {
        let weighted = Weighted::new([0.0, 3.0, 0.0, 1.0, 0.0].into_iter());
        let mut dice = Dice::of(1, Stage::Talk, 0);
        let mut picked = [0; 5];
        for _ in 0..4_000 {
            picked[weighted.pick(&mut dice).unwrap()] += 1;
        }
        assert_eq!((picked[0], picked[2], picked[4]), (0, 0, 0));
        assert!((2_700..3_300).contains(&picked[1]), "{picked:?}");
        assert!(Weighted::new([0.0].into_iter()).pick(&mut dice).is_none());
    }

    #[test]
    fn a_lot_stays_and_lots_are_even() {
        let lots: Vec<f64> = (0..10_000).map(|n| lot(7, Stage::Activity, n)).collect();
        assert_eq!(lots[3], lot(7, Stage::Activity, 3));
        let mean = lots.iter().sum::<f64>() / 10_000.0;
        assert!((0.48..0.52).contains(&mean), "{mean}");
    }
}
