//! Medians that count open cases as still waiting equal those of a library others trust.

use serde_json::Value;
use statistics::survival::{Case, Median, Refusal, State, median, still_waiting};

fn case(waited: f64, state: State) -> Case {
    Case { waited, state }
}

#[test]
fn curves_and_medians_equal_the_reference() {
    let samples: Value = serde_json::from_str(include_str!("reference/survival.json")).unwrap();
    for of in samples.as_array().unwrap() {
        let numbers = |key: &str| -> Vec<f64> {
            let all = of[key].as_array().unwrap().iter();
            all.map(|number| number.as_f64().unwrap()).collect()
        };
        let state = |done: f64| if done > 0.0 { State::Done } else { State::Open };
        let cases: Vec<Case> = numbers("waited")
            .into_iter()
            .zip(numbers("done"))
            .map(|(waited, done)| case(waited, state(done)))
            .collect();
        let steps = still_waiting(&cases).unwrap();
        let times: Vec<f64> = steps.iter().map(|step| step.waited).collect();
        assert_eq!(times, numbers("times"), "{}", of["name"]);
        for (step, theirs) in steps.iter().zip(numbers("waiting")) {
            assert!((step.waiting - theirs).abs() < 1e-9, "{}", of["name"]);
        }
        match (median(&cases).unwrap(), of["median"].as_f64()) {
            (Median::At(ours), Some(theirs)) => assert_eq!(ours, theirs, "{}", of["name"]),
            (Median::Above(_), None) => {}
            (ours, theirs) => panic!("{}: {ours:?} is not {theirs:?}", of["name"]),
        }
    }
}

#[test]
fn who_still_waits_makes_the_median_longer() {
    let done = [1.0, 2.0, 3.0].map(|waited| case(waited, State::Done));
    assert_eq!(median(&done), Ok(Median::At(2.0)));
    let mut waiting = done.to_vec();
    waiting.extend([case(2.5, State::Open); 2]);
    assert_eq!(median(&waiting), Ok(Median::At(3.0)));
    waiting.extend([case(9.0, State::Open); 9]);
    assert_eq!(median(&waiting), Ok(Median::Above(9.0)));
}

#[test]
fn half_is_half_whatever_the_rounding() {
    // A product of shares like 13/14 · 12/13 · … is not exactly one half after seven of fourteen.
    for pairs in 1..200 {
        let cases: Vec<Case> = (1..=2 * pairs)
            .map(|waited| case(f64::from(waited), State::Done))
            .collect();
        assert_eq!(median(&cases), Ok(Median::At(f64::from(pairs))));
    }
}

#[test]
fn what_cannot_be_counted_is_refused() {
    assert_eq!(median(&[]), Err(Refusal::Empty));
    for waited in [f64::NAN, f64::INFINITY, -1.0] {
        let cases = [case(1.0, State::Done), case(waited, State::Open)];
        assert_eq!(median(&cases), Err(Refusal::NoTime { case: 1 }));
    }
    assert_eq!(median(&[case(3.0, State::Open)]), Ok(Median::Above(3.0)));
    assert_eq!(median(&[case(0.0, State::Done)]), Ok(Median::At(0.0)));
}
