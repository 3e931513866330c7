//! Thousands of panels and series with a known truth: does the stated interval hold it as often as it
//! says? Every case begins with the same seed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod effect;
mod time_series;

use fastrand::Rng;

/// Of each case.
const REPEATS: usize = 2_000;
const SEED: u64 = 20_260_601;

/// Box and Muller 1958.
fn normal(random: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.f64()).cos()
}

/// Of variance 1, each with the same correlation to the one before it.
fn correlated(count: usize, correlation: f64, random: &mut Rng) -> Vec<f64> {
    let fresh = (1.0 - correlation * correlation).sqrt();
    let mut error = normal(random);
    let next = |_| {
        let now = error;
        error = correlation * error + fresh * normal(random);
        now
    };
    (0..count).map(next).collect()
}

/// Of intervals stated.
fn percent(count: usize, of: usize) -> f64 {
    100.0 * count as f64 / of as f64
}
