//! Series in which everybody starts at once.

use std::thread;

use fastrand::Rng;
use statistics::time_series::{Series, moved};

use super::{REPEATS, SEED, correlated, percent};

const WEEKS_OF_YEAR: f64 = 52.18;

/// Periods before and after, and the share of readings missing.
const SHAPES: [(usize, usize, f64); 5] = [
    (24, 12, 0.0),
    (52, 26, 0.0),
    (52, 26, 0.1),
    (104, 26, 0.0),
    (104, 52, 0.1),
];
const CORRELATIONS: [f64; 5] = [-0.3, 0.0, 0.3, 0.6, 0.9];

/// A slope, a season, a step of 1 and a slope that changes. Also what the truth then is.
fn series(
    (before, after, missing): (usize, usize, f64),
    correlation: f64,
    random: &mut Rng,
) -> (Vec<Option<f64>>, f64) {
    let periods = before + after;
    let seasonal = periods >= 104;
    let errors = correlated(periods, correlation, random);
    let (mut sum, mut count) = (0.0, 0.0);
    let readings = errors.iter().enumerate().map(|(period, error)| {
        let angle = std::f64::consts::TAU * period as f64 / WEEKS_OF_YEAR;
        let season = if seasonal {
            2.0 * (angle + 1.0).sin()
        } else {
            0.0
        };
        let since = period as f64 - before as f64;
        let change = if since < 0.0 { 0.0 } else { 1.0 + 0.05 * since };
        let value = 40.0 - 0.02 * period as f64 + season + change + error;
        let present = random.f64() >= missing;
        if present && since >= 0.0 {
            sum += change;
            count += 1.0;
        }
        present.then_some(value)
    });
    let readings = readings.collect();
    (readings, sum / count)
}

/// How many are stated, how many hold the truth.
fn simulate(shape: (usize, usize, f64), correlation: f64) -> (usize, usize) {
    let mut random = Rng::with_seed(SEED);
    let (mut stated, mut held) = (0, 0);
    for _ in 0..REPEATS {
        let (readings, truth) = series(shape, correlation, &mut random);
        let series = Series {
            readings: &readings,
            start: shape.0,
            season_periods: WEEKS_OF_YEAR,
        };
        if let Ok(moved) = moved(&series) {
            stated += 1;
            held += usize::from(moved.interval.holds(truth));
        }
    }
    (stated, held)
}

#[test]
fn intervals_hold_in_thousands_of_series() {
    let mut wrong = Vec::new();
    thread::scope(|scope| {
        let half = |first: usize| {
            let shapes = SHAPES.iter().skip(first).step_by(2);
            let cases = shapes.flat_map(|shape| CORRELATIONS.map(|of| (*shape, of)));
            let proved = cases.map(|(shape, of)| (shape, of, simulate(shape, of)));
            proved.collect::<Vec<_>>()
        };
        let other = scope.spawn(move || half(0));
        let mut proved = half(1);
        proved.extend(other.join().unwrap());
        for (shape, correlation, (stated, held)) in proved {
            let held = percent(held, stated);
            let case = format!("{shape:?}, {correlation}: {held:.2} of {stated}");
            println!("{case}");
            if !(90.0..=97.0).contains(&held) || stated < REPEATS * 9 / 10 {
                wrong.push(case);
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
