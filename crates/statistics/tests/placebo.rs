//! The rank of two to four adopters among placebo choices.

use fastrand::Rng;
use statistics::effect::Panel;
use statistics::placebo::{Choices, Placebo, Refusal, placebo};

const PERIODS: usize = 10;

fn rank(starts: &[Option<usize>], readings: &[Option<f64>]) -> Result<Placebo, Refusal> {
    let mut random = Rng::with_seed(1);
    let panel = Panel {
        periods: PERIODS,
        starts,
        readings,
    };
    placebo(&panel, &mut |below| random.usize(..below))
}

/// Units with a level each, all moving alike, and each `changes[unit]` higher from period 6 on.
fn moving(changes: &[f64]) -> Vec<Option<f64>> {
    let value = |unit: usize, period: usize| {
        let change = if period < 6 { 0.0 } else { changes[unit] };
        Some(unit as f64 * 3.0 + (period as f64).sin() + change)
    };
    let units = 0..changes.len();
    units
        .flat_map(|unit| (0..PERIODS).map(move |period| value(unit, period)))
        .collect()
}

fn adopting(units: usize, of: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut starts = vec![None; units];
    for (unit, start) in of {
        starts[*unit] = Some(*start);
    }
    starts
}

#[test]
fn the_adopters_change_is_ranked_among_all_choices() {
    let starts = adopting(6, &[(1, 6), (4, 6)]);
    let first = rank(&starts, &moving(&[0.1, 5.0, 0.3, 0.4, 4.0, 0.2])).unwrap();
    assert_eq!(first.choices, Choices::All(15));
    assert_eq!((first.as_high, first.as_low), (1, 15));
    assert!((first.change - (4.5 - 0.25)).abs() < 1e-12);
    // Only (1, 2) is higher.
    let second = rank(&starts, &moving(&[0.1, 5.0, 4.5, 0.4, 4.0, 0.2])).unwrap();
    assert_eq!((second.as_high, second.as_low), (2, 14));
    // (1, 2) is as high.
    let shared = rank(&starts, &moving(&[0.1, 5.0, 4.0, 0.4, 4.0, 0.2])).unwrap();
    assert_eq!((shared.as_high, shared.as_low), (2, 15));
    let last = rank(&starts, &moving(&[0.1, -5.0, 4.0, 0.4, -4.0, 0.2])).unwrap();
    assert_eq!((last.as_high, last.as_low), (15, 1));
}

#[test]
fn starts_may_differ_and_gaps_do_not_look_like_changes() {
    let starts = adopting(6, &[(1, 6), (4, 5), (5, 6)]);
    let mut readings = moving(&[0.0, 5.0, 0.0, 0.0, 5.0, 5.0]);
    readings[4 * PERIODS + 5] = readings[4 * PERIODS + 5].map(|reading| reading + 5.0);
    let whole = rank(&starts, &readings).unwrap();
    // Six choices for the early start, and two of the other five for the later.
    assert_eq!(whole.choices, Choices::All(60));
    assert_eq!(whole.as_high, 1);
    // A high level is missing before, a low one afterwards.
    readings[5 * PERIODS + 2] = None;
    readings[8] = None;
    let mut still = moving(&[0.0; 6]);
    still[5 * PERIODS + 2] = None;
    still[8] = None;
    assert_eq!(rank(&starts, &readings).unwrap().as_high, 1);
    let still = rank(&starts, &still).unwrap();
    assert!(still.change.abs() < 1e-9);
    assert_eq!((still.as_high, still.as_low), (60, 60));
}

#[test]
fn of_too_many_choices_a_sample_is_drawn_and_said_so() {
    let mut random = Rng::with_seed(3);
    let starts = adopting(60, &[(7, 6), (8, 6), (20, 6), (21, 6)]);
    let changes: Vec<f64> = (0..60)
        .map(|unit| f64::from(random.u8(..)) + unit as f64 / 9.0)
        .collect();
    let ranked = rank(&starts, &moving(&changes)).unwrap();
    assert_eq!(ranked.choices, Choices::Sample(20_001));
    let mut higher = 0_u64;
    let true_sum = changes[7] + changes[8] + changes[20] + changes[21];
    let mut all = 0_u64;
    for a in 0..60 {
        for b in 0..a {
            for c in 0..b {
                for d in 0..c {
                    all += 1;
                    let sum = changes[a] + changes[b] + changes[c] + changes[d];
                    higher += u64::from(sum >= true_sum - 1e-9);
                }
            }
        }
    }
    let (share, sampled) = (higher as f64 / all as f64, ranked.as_high as f64 / 20_001.0);
    // Three standard errors of a share of 20,000 are at most 1.1 percentage points.
    assert!((share - sampled).abs() < 0.011, "{share} {sampled}");
    assert!(0.1 < share && share < 0.9, "{share}");
}

#[test]
fn without_an_effect_every_rank_is_as_likely() {
    let starts = adopting(6, &[(0, 6), (1, 6)]);
    let mut random = Rng::with_seed(5);
    let mut first_three = 0;
    for _ in 0..1_000 {
        let readings: Vec<Option<f64>> = (0..60).map(|_| Some(random.f64())).collect();
        first_three += usize::from(rank(&starts, &readings).unwrap().as_high <= 3);
    }
    // A fifth; three standard errors are 38.
    assert!((162..=238).contains(&first_three), "{first_three}");
}

#[test]
fn what_cannot_be_ranked_is_refused() {
    let readings = moving(&[1.0, 2.0, 0.5, 0.1, 0.7, 0.3]);
    let refused = |of: &[(usize, usize)]| rank(&adopting(6, of), &readings).unwrap_err();
    assert_eq!(refused(&[]), Refusal::Adopters { found: 0 });
    assert_eq!(refused(&[(1, 6), (2, 10)]), Refusal::Adopters { found: 1 });
    let five = [(0, 6), (1, 6), (2, 6), (3, 6), (4, 6)];
    assert_eq!(refused(&five), Refusal::Adopters { found: 5 });
    let unread = Refusal::AdopterWithoutReadings { unit: 1 };
    assert_eq!(refused(&[(1, 0), (2, 0)]), unread);
    assert!(rank(&adopting(6, &five[..4]), &readings).is_ok());
    let everybody = [(0, 6), (1, 6), (2, 6)];
    let three = rank(&adopting(3, &everybody), &readings[..30]);
    assert_eq!(three, Err(Refusal::NobodyElse));
    let shape = rank(&adopting(3, &everybody), &readings);
    assert_eq!(
        shape,
        Err(Refusal::Shape {
            expected: 30,
            found: 60
        })
    );
    assert_eq!(rank(&[], &[]), Err(Refusal::Adopters { found: 0 }));

    for odd in [f64::NAN, f64::INFINITY, f64::MAX] {
        let mut readings = readings.clone();
        readings[7] = Some(odd);
        readings[8] = Some(odd);
        let odd = rank(&adopting(6, &[(0, 6), (1, 6)]), &readings);
        assert_eq!(odd, Err(Refusal::NotFinite));
    }
    // Half of the units are read in even periods, the others in odd ones.
    let mut apart = readings.clone();
    for (n, reading) in apart.iter_mut().enumerate() {
        if (n / PERIODS) % 2 == n % 2 {
            *reading = None;
        }
    }
    let apart = rank(&adopting(6, &[(0, 6), (1, 6)]), &apart);
    assert_eq!(apart, Err(Refusal::NotIdentified));
}
