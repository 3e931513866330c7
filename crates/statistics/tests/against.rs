//! Indicators that have nothing to do with each other are not said to have moved against each other,
//! and those that have are found.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use statistics::against::{Indicator, Misshapen, Pair, Untested, adjusted, against, is_against};

/// A network as we meet it: units of different size and level, trends of their own, shocks that all
/// feel and some feel more, noise that lasts, and gaps.
struct World {
    units: usize,
    periods: usize,
    indicators: usize,
    /// Of the unit's own part of the changes of the first two indicators; the rest are unrelated.
    correlation: f64,
    gaps: f64,
    /// How many times as much as the quietest unit the loudest scatters.
    scatter: f64,
}

const WEEKLY: World = World {
    units: 25,
    periods: 26,
    indicators: 8,
    correlation: 0.0,
    gaps: 0.1,
    scatter: 6.0,
};

/// As few as are compared at all.
const LEAST: World = World {
    units: 15,
    periods: 9,
    indicators: 3,
    correlation: 0.0,
    gaps: 0.0,
    scatter: 6.0,
};

/// Depots and kiosks together.
const UNEVEN: World = World {
    scatter: 20.0,
    ..WEEKLY
};

fn normal(rng: &mut fastrand::Rng) -> f64 {
    let (a, b) = (1.0 - rng.f64(), rng.f64());
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

impl World {
    /// Readings of each indicator, unit after unit.
    fn readings(&self, rng: &mut fastrand::Rng) -> Vec<Vec<f64>> {
        // One business cycle, seasons and single shocks, which every indicator follows its own way.
        let mut cycle = 0.0;
        let common: Vec<f64> = (0..self.periods)
            .map(|t| {
                cycle = 0.8 * cycle + normal(rng);
                let season = (t as f64 / 6.0).sin();
                let shock = if rng.u32(..10) == 0 { 3.0 } else { 0.0 };
                cycle + season + shock
            })
            .collect();
        let follows: Vec<f64> = (0..self.indicators).map(|_| 2.0 * normal(rng)).collect();
        let trends: Vec<f64> = (0..self.indicators).map(|_| 0.3 * normal(rng)).collect();
        let mut readings = vec![Vec::new(); self.indicators];
        for _ in 0..self.units {
            // Small units scatter more than large ones.
            let scatter = 0.5 * self.scatter.powf(rng.f64());
            let mut noise = vec![0.0; self.indicators];
            let own: Vec<[f64; 3]> = (0..self.indicators)
                .map(|_| [10.0 * normal(rng), 0.1 * normal(rng), 0.3 * normal(rng)])
                .collect();
            for (t, common) in common.iter().enumerate() {
                let mut fresh: Vec<f64> = (0..self.indicators).map(|_| normal(rng)).collect();
                let apart = (1.0 - self.correlation * self.correlation).sqrt();
                fresh[1] = self.correlation * fresh[0] + apart * fresh[1];
                for (of, readings) in readings.iter_mut().enumerate() {
                    let [level, trend, feels] = own[of];
                    noise[of] = 0.4 * noise[of] + scatter * fresh[of];
                    let all = trends[of] * t as f64 + follows[of] * common;
                    let reading = level + all + trend * t as f64 + feels * common + noise[of];
                    let gap = rng.f64() < self.gaps;
                    readings.push(if gap { f64::NAN } else { reading });
                }
            }
        }
        readings
    }

    fn pairs(&self, rng: &mut fastrand::Rng) -> Vec<Pair> {
        let readings = self.readings(rng);
        let indicators: Vec<Indicator> = readings
            .iter()
            .map(|readings| Indicator {
                readings,
                sources: &[],
            })
            .collect();
        against(&indicators, self.units, self.periods).unwrap()
    }
}

/// The share of 500 networks, each with its own seed, for which something holds.
fn share(holds: impl Fn(&mut fastrand::Rng) -> bool) -> f64 {
    let count = (0..500)
        .filter(|seed| holds(&mut fastrand::Rng::with_seed(*seed)))
        .count();
    count as f64 / 500.0
}

fn found(pair: &Pair) -> bool {
    pair.comparison.is_ok_and(|comparison| comparison.against)
}

#[test]
fn unrelated_indicators_of_500_networks_have_moved_against_each_other_in_at_most_5_percent() {
    for (name, world) in [("weekly", WEEKLY), ("uneven", UNEVEN), ("least", LEAST)] {
        let false_finding = share(|rng| world.pairs(rng).iter().any(found));
        println!("{name}: something found in {false_finding} of networks");
        assert!(false_finding <= 0.05, "{name}: {false_finding}");
        // One pair by itself is found wrongly about as often as its p says.
        let first_alone = share(|rng| {
            let comparison = world.pairs(rng)[0].comparison.unwrap();
            comparison.p <= 0.05
        });
        println!("{name}: p of one pair at most 0.05 in {first_alone} of networks");
        assert!(
            (0.01..=0.08).contains(&first_alone),
            "{name}: {first_alone}"
        );
    }
}

#[test]
fn four_fifths_are_found_at_a_correlation_of_minus_0_4_in_500_networks() {
    let related = |world| World {
        correlation: -0.4,
        ..world
    };
    for (name, world) in [("weekly", related(WEEKLY)), ("least", related(LEAST))] {
        let power = share(|rng| found(&world.pairs(rng)[0]));
        let others = share(|rng| world.pairs(rng)[1..].iter().any(found));
        println!("{name}: found in {power} of networks, another one in {others}");
        if name == "weekly" {
            assert!(power >= 0.8, "{name}: {power}");
        }
        assert!(others <= 0.05, "{name}: {others}");
    }
}

/// What must not be done: one correlation over all readings of all units.
fn pooled(readings: &[Vec<f64>]) -> bool {
    (1..readings.len()).any(|second| {
        (0..second).any(|first| {
            let both: Vec<(f64, f64)> = std::iter::zip(&readings[first], &readings[second])
                .map(|(a, b)| (*a, *b))
                .filter(|(a, b)| a.is_finite() && b.is_finite())
                .collect();
            let n = both.len() as f64;
            let mean = |of: fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>() / n;
            let (a, b) = (mean(|of| of.0), mean(|of| of.1));
            let product = |of: &(f64, f64)| (of.0 - a) * (of.1 - b);
            let square_a = |of: &(f64, f64)| (of.0 - a).powi(2);
            let square_b = |of: &(f64, f64)| (of.1 - b).powi(2);
            let squares =
                both.iter().map(square_a).sum::<f64>() * both.iter().map(square_b).sum::<f64>();
            let r = both.iter().map(product).sum::<f64>() / squares.sqrt();
            let t = r * ((n - 2.0) / (1.0 - r * r)).sqrt();
            // Bonferroni over 28 pairs, which is stricter than what is used.
            r <= -0.2 && t < -3.2
        })
    })
}

#[test]
fn pooled_correlation_would_find_something_in_most_networks() {
    let levels = share(|rng| pooled(&WEEKLY.readings(rng)));
    // Changes instead of levels do not mend it: the shocks that all feel remain.
    let changes = share(|rng| {
        let change = |of: &Vec<f64>| -> Vec<f64> {
            let units = of.chunks_exact(WEEKLY.periods);
            let change = |two: &[f64]| two[1] - two[0];
            units.flat_map(|unit| unit.windows(2).map(change)).collect()
        };
        let readings = WEEKLY.readings(rng);
        pooled(&readings.iter().map(change).collect::<Vec<_>>())
    });
    println!("pooled levels {levels}, pooled changes {changes}");
    assert!(levels > 0.5, "{levels}");
    assert!(changes > 0.5, "{changes}");
}

fn alone<'a>(readings: &'a [f64], sources: &'a [u64]) -> Indicator<'a> {
    Indicator { readings, sources }
}

#[test]
fn a_pair_that_shares_a_source_is_not_compared_and_the_same_pair_without_is() {
    let mut rng = fastrand::Rng::with_seed(1);
    let readings: Vec<f64> = (0..20 * 12).map(|_| normal(&mut rng)).collect();
    let opposite: Vec<f64> = readings.iter().map(|reading| -reading).collect();
    let of = |sources: &[u64]| {
        let indicators = [alone(&readings, &[1, 2]), alone(&opposite, sources)];
        against(&indicators, 20, 12).unwrap()[0].comparison
    };
    assert_eq!(of(&[3, 2]), Err(Untested::SharedSource));
    let apart = of(&[3, 4]).unwrap();
    assert!(apart.against && apart.p < 1e-9, "{apart:?}");
    assert!((apart.correlation + 1.0).abs() < 1e-12, "{apart:?}");
    assert_eq!((apart.units, apart.changes), (20, 220));
    // What moves together is as sure and is not against.
    let together = [alone(&readings, &[]), alone(&readings, &[])];
    let together = against(&together, 20, 12).unwrap()[0].comparison.unwrap();
    assert!(together.p < 1e-9 && !together.against, "{together:?}");
}

#[test]
fn a_weak_opposite_movement_is_not_found_however_sure_it_is() {
    let of = |correlation| World {
        units: 400,
        periods: 52,
        indicators: 2,
        correlation,
        gaps: 0.0,
        scatter: 1.0,
    };
    let mut rng = fastrand::Rng::with_seed(3);
    for (correlation, against) in [(-0.1, false), (-0.5, true)] {
        let comparison = of(correlation).pairs(&mut rng)[0].comparison.unwrap();
        assert!(comparison.p < 1e-6, "{comparison:?}");
        assert_eq!(comparison.against, against, "{comparison:?}");
    }
}

#[test]
fn a_period_in_which_hardly_anybody_reads_is_left_out() {
    let mut rng = fastrand::Rng::with_seed(4);
    let (units, periods) = (20, 12);
    let mut draw = || -> Vec<f64> { (0..units * periods).map(|_| normal(&mut rng)).collect() };
    let (mut first, second) = (draw(), draw());
    let changes = |first: &[f64]| {
        let indicators = [alone(first, &[]), alone(&second, &[])];
        let comparison = against(&indicators, units, periods).unwrap()[0].comparison;
        comparison.unwrap().changes
    };
    for unit in 0..units - 5 {
        first[unit * periods] = f64::NAN;
    }
    assert_eq!(changes(&first), units * 11 - 15);
    first[(units - 5) * periods] = f64::NAN;
    assert_eq!(changes(&first), units * 10);
}

#[test]
fn too_little_in_common_is_refused() {
    let mut rng = fastrand::Rng::with_seed(2);
    let (units, periods) = (16, 9);
    let draw = |rng: &mut fastrand::Rng| -> Vec<f64> {
        (0..units * periods).map(|_| normal(rng)).collect()
    };
    let (first, mut second) = (draw(&mut rng), draw(&mut rng));
    let compare = |second: &[f64]| {
        let indicators = [alone(&first, &[]), alone(second, &[])];
        against(&indicators, units, periods).unwrap()[0].comparison
    };
    assert_eq!(compare(&second).unwrap().units, 16);
    // A gap takes one change at the end of a unit, and the unit with it: 7 are left of the 8 needed.
    second[periods - 1] = f64::NAN;
    assert_eq!(compare(&second).unwrap().units, 15);
    second[2 * periods - 1] = f64::INFINITY;
    assert_eq!(compare(&second), Err(Untested::TooFewUnits { units: 14 }));
    let alike: Vec<f64> = (0..units * periods)
        .map(|at| (at % periods) as f64)
        .collect();
    assert_eq!(compare(&alike), Err(Untested::NoDifference));
    let with_level = |at: usize| (at / periods) as f64 * 0.7 + (at % periods) as f64 * 0.1;
    let rounded: Vec<f64> = (0..units * periods).map(with_level).collect();
    assert_eq!(compare(&rounded), Err(Untested::NoDifference));
    assert_eq!(
        compare(&vec![7.0; units * periods]),
        Err(Untested::NoDifference)
    );
    let none = vec![f64::NAN; units * periods];
    assert_eq!(compare(&none), Err(Untested::TooFewUnits { units: 0 }));
    let huge: Vec<f64> = second.iter().map(|reading| reading * f64::MAX).collect();
    assert!(compare(&huge).is_err());
}

#[test]
fn any_shape_gets_an_answer() {
    assert_eq!(against(&[], 0, 0), Ok(vec![]));
    for (units, periods) in [(0, 0), (0, 5), (5, 0), (5, 1), (1, 5)] {
        let readings = vec![1.0; units * periods];
        let two = [alone(&readings, &[]); 2];
        let comparison = against(&two, units, periods).unwrap()[0].comparison;
        assert_eq!(comparison, Err(Untested::TooFewUnits { units: 0 }));
    }
    let short = Misshapen {
        indicator: 1,
        readings: 1,
        needed: 4,
    };
    let two = [alone(&[1.0; 4], &[]), alone(&[1.0], &[])];
    assert_eq!(against(&two, 2, 2), Err(short));
}

#[test]
fn the_adjusted_p_is_that_of_benjamini_and_yekutieli() {
    let harmonic = 1.0 + 1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0;
    let wanted = [0.04 * 4.0 / 3.0 * harmonic, 0.001 * 4.0 * harmonic, 1.0];
    let found = adjusted(&[0.04, 0.001, 0.5, 0.04]);
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    }
    // The second smallest takes what the third has, which is less than its own 0.04 · 4 / 2.
    assert_eq!(found[0], found[3]);
    assert_eq!(adjusted(&[]), Vec::<f64>::new());
    assert!(is_against(-0.2, 0.05));
    assert!(!is_against(-0.19, 0.01) && !is_against(-0.9, 0.06) && !is_against(0.9, 0.01));
}

#[test]
fn it_is_told_in_how_many_units_they_moved_against_each_other() {
    let mut rng = fastrand::Rng::with_seed(5);
    let (units, periods) = (20, 12);
    let first: Vec<f64> = (0..units * periods).map(|_| normal(&mut rng)).collect();
    let mirror: Vec<f64> = first.iter().map(|reading| -reading).collect();
    let opposed = |second: &[f64]| {
        let pairs = against(&[alone(&first, &[]), alone(second, &[])], units, periods);
        pairs.unwrap()[0].comparison.unwrap().opposed
    };
    assert_eq!(opposed(&mirror), units);
    assert_eq!(opposed(&first), 0);
}
