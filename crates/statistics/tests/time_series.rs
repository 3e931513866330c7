//! The interrupted time series: its arithmetic against references, and what is refused.

use serde_json::Value;
use statistics::time_series::{Moved, Refusal, Series, moved};

#[test]
fn the_correlation_and_the_effect_equal_the_references() {
    const CLOSE: f64 = 1e-6;
    let cases = include_str!("reference/time_series.json");
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    assert_eq!(cases.len(), 5);
    for case in &cases {
        let readings = case["readings"].as_array().unwrap();
        let readings: Vec<Option<f64>> = readings.iter().map(Value::as_f64).collect();
        let series = Series {
            readings: &readings,
            start: case["start"].as_u64().unwrap() as usize,
            season_periods: case["season_periods"].as_f64().unwrap(),
        };
        let moved = moved(&series).unwrap();
        assert_eq!(moved.seasonal, readings.len() >= 104);
        for (found, what) in [
            (moved.correlation, "correlation"),
            (moved.value, "value"),
            (moved.error, "error"),
            (moved.degrees_of_freedom, "degrees_of_freedom"),
            (moved.interval.low, "low"),
            (moved.interval.high, "high"),
            (moved.step, "step"),
            (moved.slope, "slope"),
        ] {
            let expected = case[what].as_f64().unwrap();
            let name = &case["name"];
            assert!(
                (found - expected).abs() < CLOSE * expected.abs().max(1.0),
                "{name}, {what}: {found} instead of {expected}"
            );
        }
    }
}

fn on(readings: &[Option<f64>], start: usize) -> Result<Moved, Refusal> {
    moved(&Series {
        readings,
        start,
        season_periods: 52.18,
    })
}

/// Values without a pattern, but the same each time.
fn some(n: usize) -> Option<f64> {
    Some(((n * n + 3 * n) % 101) as f64 / 10.0)
}

#[test]
fn twenty_four_before_and_twelve_after_are_needed() {
    let readings: Vec<Option<f64>> = (0..36).map(some).collect();
    assert!(on(&readings, 24).is_ok());
    let few = |before, after| Err(Refusal::TooFew { before, after });
    assert_eq!(on(&readings, 23), few(1, 0));
    assert_eq!(on(&readings[..35], 24), few(0, 1));
    let mut gap = readings.clone();
    gap[3] = None;
    assert_eq!(on(&gap, 24), few(1, 0));
    assert_eq!(on(&readings, 0), few(24, 0));
    assert_eq!(on(&readings, usize::MAX), few(0, 12));
    assert_eq!(on(&[], 0), few(24, 12));
}

#[test]
fn a_season_is_fitted_from_104_periods() {
    let readings: Vec<Option<f64>> = (0..104).map(some).collect();
    assert!(on(&readings, 60).unwrap().seasonal);
    assert!(!on(&readings[1..], 60).unwrap().seasonal);
    let without = |season_periods| {
        let series = Series {
            readings: &readings,
            start: 60,
            season_periods,
        };
        !moved(&series).unwrap().seasonal
    };
    assert!([0.0, 2.0, -7.0, f64::NAN].into_iter().all(without));
}

#[test]
fn no_input_makes_it_panic() {
    let readings: Vec<Option<f64>> = (0..40).map(some).collect();
    for odd in [f64::NAN, f64::INFINITY, 1e308] {
        let mut readings = readings.clone();
        readings[7] = Some(odd);
        readings[8] = Some(odd);
        assert_eq!(on(&readings, 26), Err(Refusal::NotFinite), "{odd}");
    }
    let equal = vec![Some(1e9 / 3.0); 40];
    assert_eq!(on(&equal, 26), Err(Refusal::NoVariation));
    let line: Vec<Option<f64>> = (0..40).map(|n| Some(n as f64 * 0.1 + 7.0)).collect();
    assert_eq!(on(&line, 26), Err(Refusal::NoVariation));
    // A wandering level has a correlation near one.
    let mut level = 0.0;
    let wandering = (0..40).map(|n| {
        level += (n as f64 * 1.7).sin();
        Some(level)
    });
    let wandering: Vec<Option<f64>> = wandering.collect();
    assert!(on(&wandering, 26).unwrap().correlation < 1.0);
    // A season as long as the series in which it cannot be told from a slope.
    let long: Vec<Option<f64>> = (0..120).map(some).collect();
    let endless = moved(&Series {
        readings: &long,
        start: 60,
        season_periods: 1e12,
    });
    assert_eq!(endless, Err(Refusal::NotIdentified));
}
