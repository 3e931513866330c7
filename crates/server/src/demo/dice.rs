//! Chance with a seed: the same company for the same seed, stage by stage.
//!
//! Every stage throws dice of its own, so that a change in one leaves the others as they were.

use kernel::Random;

pub struct Dice(Random);

impl Dice {
    pub fn new(seed: u64, stage: &str) -> Dice {
        // Fowler, Noll and Vo's FNV-1a.
        let mixed = stage
            .bytes()
            .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Dice(Random::seeded(mixed))
    }

    /// In `[0, 1)`.
    pub fn unit(&self) -> f64 {
        self.0.unit()
    }

    /// In `0..bound`; 0 when the bound is 0.
    pub fn below(&self, bound: usize) -> usize {
        self.0.below(bound as u64) as usize
    }

    pub fn between(&self, low: i64, high: i64) -> i64 {
        low + self.0.below((high - low + 1).max(1) as u64) as i64
    }

    pub fn chance(&self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<'a, T>(&self, items: &'a [T]) -> &'a T {
        self.0.pick(items).expect("there is something to pick from")
    }

    /// An index, as often as its weight says; the first one when there is no weight at all.
    pub fn weighted(&self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut rest = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (index, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = index;
            rest -= weight;
            if rest < 0.0 {
                break;
            }
        }
        last
    }

    pub fn shuffle<T>(&self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Shares `total` out by weight, in whole numbers that add up to it: largest remainders first.
pub fn apportion(total: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights
        .iter()
        .map(|weight| total as f64 * weight / sum)
        .collect();
    let mut shares: Vec<usize> = exact.iter().map(|share| *share as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |index: usize| exact[index].fract();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    let given: usize = shares.iter().sum();
    for index in order.into_iter().take(total.saturating_sub(given)) {
        shares[index] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_follow_the_weights() {
        assert_eq!(apportion(10, &[1.0, 1.0, 2.0]), [3, 2, 5]);
        assert_eq!(apportion(0, &[1.0, 2.0]), [0, 0]);
    }

    #[test]
    fn a_stage_has_the_same_dice_each_time_and_not_those_of_another() {
        let throw = |seed, stage| {
            (0..5)
                .map(|_| Dice::new(seed, stage).below(1_000))
                .collect::<Vec<_>>()
        };
        assert_eq!(throw(1, "people"), throw(1, "people"));
        let first = |seed, stage: &str| Dice::new(seed, stage).unit();
        assert!(
            first(1, "people") != first(2, "people") && first(1, "people") != first(1, "posts")
        );
        let weights = [0.0, 3.0, 0.0];
        assert_eq!(Dice::new(1, "any").weighted(weights.into_iter()), 1);
    }
}
