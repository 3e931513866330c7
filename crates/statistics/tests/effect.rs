//! The effect of an initiative: its arithmetic against references, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use serde_json::Value;
use statistics::effect::{Effect, MIN_SEEN, Panel, Refusal, Shortfall, estimate, event_study};

const CLOSE: f64 = 1e-6;

fn assert_close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    let off = (found - expected).abs() / expected.abs().max(1.0);
    assert!(off < CLOSE, "{what}: {found} instead of {expected}");
}

fn optional<T>(list: &Value, read: impl Fn(&Value) -> Option<T>) -> Vec<Option<T>> {
    list.as_array().unwrap().iter().map(read).collect()
}

#[test]
fn coefficients_errors_and_degrees_of_freedom_equal_the_references() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("reference/effect.json")).unwrap();
    assert_eq!(cases.len(), 4);
    for case in &cases {
        let starts = optional(&case["starts"], |start| Some(start.as_u64()? as usize));
        let readings = optional(&case["readings"], Value::as_f64);
        let panel = Panel {
            periods: case["periods"].as_u64().unwrap() as usize,
            starts: &starts,
            readings: &readings,
        };
        let name = case["name"].as_str().unwrap();
        let effect = estimate(&panel).unwrap();
        let expected = &case["effect"];
        assert_close(effect.value, &expected["value"], name);
        assert_close(effect.error_cr1, &expected["error_cr1"], name);
        let error_cr2 = effect.error * effect.seen.sqrt();
        assert_close(error_cr2, &expected["error_cr2"], name);
        assert_close(effect.seen, &expected["seen"], name);
        let degrees_of_freedom = &expected["degrees_of_freedom"];
        assert_close(effect.degrees_of_freedom, degrees_of_freedom, name);

        let cells = case["cells"].as_array().unwrap();
        assert_eq!(effect.cells.len(), cells.len());
        for (cell, expected) in effect.cells.iter().zip(cells) {
            assert_eq!(cell.start as u64, expected[0].as_u64().unwrap());
            assert_eq!(cell.period as u64, expected[1].as_u64().unwrap());
            assert_close(cell.value, &expected[2], name);
        }

        let study = event_study(&panel).unwrap();
        let expected = case["since"].as_array().unwrap();
        assert_eq!(study.len(), expected.len());
        for (since, expected) in study.iter().zip(expected) {
            assert_eq!(since.periods, expected["periods"].as_i64().unwrap());
            assert_eq!(
                since.readings as u64,
                expected["readings"].as_u64().unwrap()
            );
            assert_close(since.value, &expected["value"], name);
            let error_cr2 = since.error * since.seen.max(MIN_SEEN).sqrt();
            assert_close(error_cr2, &expected["error_cr2"], name);
            assert_close(since.seen, &expected["seen"], name);
            let degrees_of_freedom = &expected["degrees_of_freedom"];
            assert_close(since.degrees_of_freedom, degrees_of_freedom, name);
            let enough = since.degrees_of_freedom >= 2.5 && since.seen >= MIN_SEEN;
            assert_eq!(since.interval.is_some(), enough);
        }
    }
}

/// Values without a pattern, but the same each time.
fn some(n: usize) -> f64 {
    ((n * n + 3 * n) % 101) as f64 / 10.0
}

fn full(starts: &[Option<usize>], periods: usize) -> Vec<Option<f64>> {
    (0..starts.len() * periods).map(|n| Some(some(n))).collect()
}

fn on(
    periods: usize,
    starts: &[Option<usize>],
    readings: &[Option<f64>],
) -> Result<Effect, Refusal> {
    estimate(&Panel {
        periods,
        starts,
        readings,
    })
}

/// As many as wanted of each start.
fn starts(of: &[(usize, Option<usize>)]) -> Vec<Option<usize>> {
    let own = of.iter().map(|(units, start)| vec![*start; *units]);
    own.collect::<Vec<_>>().concat()
}

#[test]
fn with_one_start_it_is_plain_difference_in_differences() {
    let starts = starts(&[(5, Some(8)), (7, None)]);
    let readings = full(&starts, 13);
    let effect = on(13, &starts, &readings).unwrap();
    let mean = |units: std::ops::Range<usize>, periods: std::ops::Range<usize>| {
        let count = (units.len() * periods.len()) as f64;
        let own =
            units.flat_map(|unit| periods.clone().map(move |period| some(unit * 13 + period)));
        own.sum::<f64>() / count
    };
    let change = |units: std::ops::Range<usize>| mean(units.clone(), 8..13) - mean(units, 0..8);
    let plain = change(0..5) - change(5..12);
    assert!((effect.value - plain).abs() < 1e-12);
    assert_eq!(effect.sample.adopting(), 5);
    assert_eq!(effect.sample.not_adopting(), 7);
    assert_eq!(effect.readings, 12 * 13);
}

#[test]
fn what_is_missing_is_said_exactly() {
    let missing = |periods, of: &[(usize, Option<usize>)]| {
        let starts = starts(of);
        match on(periods, &starts, &full(&starts, periods)) {
            Err(Refusal::TooFew(shortfall)) => Some(shortfall),
            other => {
                assert!(other.is_ok(), "{other:?}");
                None
            }
        }
    };
    let none = Shortfall::default();
    assert_eq!(missing(10, &[(5, Some(6)), (5, None)]), None);
    let adopting = |adopting| Some(Shortfall { adopting, ..none });
    assert_eq!(missing(10, &[(4, Some(6)), (9, None)]), adopting(1));
    assert_eq!(missing(10, &[(9, None)]), adopting(5));
    let not_adopting = Some(Shortfall {
        not_adopting: 2,
        ..none
    });
    assert_eq!(missing(10, &[(9, Some(6)), (3, None)]), not_adopting);
    let periods_before = Some(Shortfall {
        periods_before: 1,
        ..none
    });
    assert_eq!(missing(10, &[(5, Some(5)), (5, None)]), periods_before);
    let periods_after = Some(Shortfall {
        periods_after: 1,
        ..none
    });
    assert_eq!(missing(9, &[(5, Some(6)), (5, None)]), periods_after);
    let everything = missing(3, &[(1, Some(1)), (1, None)]).unwrap();
    let expected = Shortfall {
        adopting: 4,
        not_adopting: 4,
        periods_before: 5,
        periods_after: 2,
        readings: 0,
    };
    assert_eq!(everything, expected);
    // A pioneer and a straggler beside five who have enough.
    let mixed = [(1, Some(2)), (5, Some(7)), (1, Some(11)), (5, None)];
    assert_eq!(missing(12, &mixed), None);
}

#[test]
fn a_fifth_of_the_readings_may_be_missing_and_no_more() {
    let starts = starts(&[(5, Some(6)), (5, None)]);
    let mut readings = full(&starts, 10);
    for unit in 0..10 {
        readings[unit * 10 + unit] = None;
        readings[unit * 10 + (unit + 3) % 10] = None;
    }
    assert!(on(10, &starts, &readings).is_ok());
    readings[5] = None;
    let shortfall = Shortfall {
        readings: 1,
        ..Shortfall::default()
    };
    assert_eq!(on(10, &starts, &readings), Err(Refusal::TooFew(shortfall)));
}

#[test]
fn when_nobody_is_left_the_last_cohort_is_compared_with() {
    let last = starts(&[(5, Some(6)), (5, Some(11))]);
    let never = starts(&[(5, Some(6)), (5, None)]);
    let readings = full(&last, 14);
    let until: Vec<Option<f64>> = readings
        .chunks(14)
        .flat_map(|own| own[..11].to_vec())
        .collect();
    let effect = on(14, &last, &readings).unwrap();
    let expected = on(11, &never, &until).unwrap();
    assert_eq!(effect.sample.last_cohort, Some(11));
    assert_eq!(effect.sample.periods, 11);
    assert_eq!(
        (effect.value, effect.interval),
        (expected.value, expected.interval)
    );
    assert!(effect.cells.iter().all(|cell| cell.start == 6));

    let at_once = starts(&[(10, Some(6))]);
    let refusal = on(14, &at_once, &full(&at_once, 14));
    assert_eq!(refusal, Err(Refusal::AllAtOnce { start: 6 }));
}

#[test]
fn adopters_that_each_start_alone_are_refused() {
    let never = [None; 15];
    let on = |adopting: &[usize]| {
        let adopting = adopting.iter().map(|start| Some(*start));
        let starts: Vec<Option<usize>> = adopting.chain(never).collect();
        on(20, &starts, &full(&starts, 20))
    };
    let refusal = on(&[6, 8, 10, 12, 14]);
    assert_eq!(refusal, Err(Refusal::TooLittleSeen { alone: 5 }));
    let some = on(&[8, 8, 10, 10, 12]).unwrap();
    assert!(0.5 < some.seen && some.seen < 0.95, "{}", some.seen);
    let together = on(&[8, 8, 10, 10, 10]).unwrap();
    assert!((together.seen - 1.0).abs() < 1e-9, "{}", together.seen);
}

#[test]
fn too_few_degrees_of_freedom_are_refused() {
    // Two early adopters decide nearly everything.
    let starts = starts(&[(2, Some(6)), (3, Some(16)), (15, None)]);
    let refusal = on(20, &starts, &full(&starts, 20));
    let Err(Refusal::TooFewDegreesOfFreedom { found }) = refusal else {
        panic!("{refusal:?}");
    };
    // As reference/effect.py computes them.
    assert!((found - 1.789_962_888_9).abs() < 1e-6, "{found}");
}

#[test]
fn units_that_say_nothing_are_left_out() {
    let mut starts = starts(&[(5, Some(6)), (5, None)]);
    let mut readings = full(&starts, 12);
    let alone = on(12, &starts, &readings).unwrap();
    // Adopted before the first reading; never read; read once; read only before the start.
    starts.extend([Some(0), Some(7), None, Some(8)]);
    readings.extend((0..12).map(|n| Some(some(n))));
    readings.extend([None; 12]);
    readings.extend((0..12).map(|n| (n == 4).then_some(1.0)));
    readings.extend((0..12).map(|n| (n < 8).then(|| some(n))));
    let effect = on(12, &starts, &readings).unwrap();
    assert_eq!(effect.sample.left_out, [10, 11, 12, 13]);
    assert!((effect.value - alone.value).abs() < 1e-12);
    assert_eq!(effect.readings, alone.readings);
}

#[test]
fn no_input_makes_it_panic() {
    assert!(matches!(on(0, &[], &[]), Err(Refusal::TooFew(_))));
    assert!(matches!(on(5, &[], &[]), Err(Refusal::TooFew(_))));
    assert!(matches!(
        on(0, &[None, Some(3)], &[]),
        Err(Refusal::TooFew(_))
    ));
    assert!(matches!(
        on(1, &[Some(0)], &[None]),
        Err(Refusal::AllAtOnce { .. })
    ));
    assert!(matches!(
        on(usize::MAX, &[None; 2], &[]),
        Err(Refusal::Shape { .. })
    ));
    let short = on(12, &[None], &[Some(1.0)]);
    assert_eq!(
        short,
        Err(Refusal::Shape {
            expected: 12,
            found: 1
        })
    );

    let starts = starts(&[(5, Some(6)), (5, None)]);
    let readings = full(&starts, 12);
    for odd in [f64::NAN, f64::INFINITY, 1e308] {
        let mut readings = readings.clone();
        readings[7] = Some(odd);
        readings[8] = Some(-odd);
        assert_eq!(on(12, &starts, &readings), Err(Refusal::NotFinite), "{odd}");
    }
    let equal = vec![Some(1e9 / 3.0); 120];
    assert_eq!(on(12, &starts, &equal), Err(Refusal::NoVariation));
    let exact: Vec<Option<f64>> = (0..120)
        .map(|n| (n / 12, n % 12))
        .map(|(unit, period)| Some(unit as f64 * 0.3 + (period as f64).sin()))
        .collect();
    assert_eq!(on(12, &starts, &exact), Err(Refusal::NoVariation));
    assert_eq!(
        event_study(&Panel {
            periods: 12,
            starts: &starts,
            readings: &equal
        }),
        Err(Refusal::NoVariation)
    );
}

#[test]
fn gaps_that_cut_the_panel_in_two_are_refused() {
    // No adopter's reading before the start shares a period with another unit's: whether the units
    // differ or the periods do cannot be told.
    let starts = starts(&[(5, Some(6)), (5, None)]);
    let mut readings = full(&starts, 16);
    for own in readings.chunks_mut(16).skip(5) {
        own[..6].fill(None);
    }
    assert_eq!(on(16, &starts, &readings), Err(Refusal::NotIdentified));
    // One reading connects them, and then everything hangs on it.
    readings[5 * 16 + 5] = Some(1.0);
    let hangs = on(16, &starts, &readings);
    assert_eq!(hangs, Err(Refusal::TooLittleSeen { alone: 0 }));
    for unit in 5..10 {
        readings[unit * 16 + 4] = Some(1.0 + unit as f64);
        readings[unit * 16 + 5] = Some(2.0);
    }
    assert!(on(16, &starts, &readings).is_ok());
}
