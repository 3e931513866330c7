//! The fan of a forecast holds what comes as often as it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use rand_distr::{Beta, Binomial, Distribution, LogNormal, Uniform};
use serde_json::Value;
use statistics::adoption::{Adoption, Forecast, Refusal, forecast};
use statistics::random::{Generator, SeedableRng};

/// How weeks differ beyond what a binomial count does.
#[derive(Clone, Copy, Debug)]
enum Weeks {
    /// As the forecast assumes: the largest correlation between two people in a week.
    Correlated(f64),
    /// As it does not: each week multiplies the chance by a number whose logarithm scatters so much.
    Shocks(f64),
}

/// Where curves are drawn from; everything uniform between its bounds, the eligible by logarithm.
#[derive(Clone, Copy, Debug)]
struct Units {
    eligible: (f64, f64),
    p: (f64, f64),
    q: (f64, f64),
    weeks: Weeks,
    /// So many weeks at most after a forecast first may be made.
    later: u32,
}

const ALL_KINDS: Units = Units {
    eligible: (100.0, 10_000.0),
    p: (0.002, 0.02),
    q: (0.02, 0.3),
    weeks: Weeks::Correlated(0.03),
    later: 8,
};

fn between((low, high): (f64, f64), rng: &mut Generator) -> f64 {
    Uniform::new_inclusive(low, high).unwrap().sample(rng)
}

/// Where one curve stands against its forecast for twelve weeks ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Below,
    Within,
    Above,
}

impl Units {
    fn outcome(&self, seed: u64) -> Outcome {
        let rng = &mut Generator::seed_from_u64(seed);
        let eligible = between((self.eligible.0.ln(), self.eligible.1.ln()), rng).exp() as u32;
        let (p, q) = (between(self.p, rng), between(self.q, rng));
        let scatter = match self.weeks {
            Weeks::Correlated(most) => Weeks::Correlated(between((0.0, most), rng)),
            shocks => shocks,
        };
        let week = |now: u32, rng: &mut Generator| -> u32 {
            let mut chance = p + q * f64::from(now) / f64::from(eligible);
            match scatter {
                Weeks::Correlated(alike) => {
                    let size = 1.0 / alike - 1.0;
                    let beta = Beta::new(chance * size, (1.0 - chance) * size).unwrap();
                    chance = beta.sample(rng);
                }
                Weeks::Shocks(scatter) => {
                    let shock = LogNormal::new(-scatter * scatter / 2.0, scatter).unwrap();
                    chance = (chance * shock.sample(rng)).min(1.0);
                }
            }
            let left = u64::from(eligible - now);
            now + Binomial::new(left, chance).unwrap().sample(rng) as u32
        };
        let mut wait = between((0.0, f64::from(self.later) + 0.999), rng) as u32;
        let (mut now, mut new) = (0, Vec::new());
        let forecast = loop {
            let next = week(now, rng);
            new.push(next - now);
            now = next;
            // One period is enough to ask whether a forecast may be made.
            let ahead = if wait == 0 { 12 } else { 0 };
            let adoption = Adoption {
                eligible,
                before: 0,
                new: &new,
            };
            match forecast(&adoption, ahead, rng) {
                Ok(forecast) if wait == 0 => break forecast,
                Ok(_) => wait -= 1,
                Err(Refusal::Complete) => return Outcome::Within,
                Err(_) => {}
            }
        };
        for _ in 0..12 {
            now = week(now, rng);
        }
        match forecast.fan[11] {
            band if now < band.low => Outcome::Below,
            band if now > band.high => Outcome::Above,
            _ => Outcome::Within,
        }
    }

    /// Over 500 curves: the shares below and above the band.
    fn missed(&self) -> (f64, f64) {
        let half = |seeds: std::ops::Range<u64>| -> Vec<Outcome> {
            seeds.map(|seed| self.outcome(seed)).collect()
        };
        let outcomes = std::thread::scope(|threads| {
            let first = threads.spawn(|| half(0..250));
            let mut outcomes = half(250..500);
            outcomes.extend(first.join().unwrap());
            outcomes
        });
        let share = |of: Outcome| {
            let count = outcomes.iter().filter(|outcome| **outcome == of).count();
            count as f64 / outcomes.len() as f64
        };
        let missed = (share(Outcome::Below), share(Outcome::Above));
        println!("{self:?}: {:.3} below, {:.3} above", missed.0, missed.1);
        missed
    }
}

#[test]
fn the_80_percent_band_at_12_weeks_holds_75_to_85_percent_of_500_curves() {
    let (below, above) = ALL_KINDS.missed();
    let within = 1.0 - below - above;
    assert!((0.75..=0.85).contains(&within), "{within}");
}

#[test]
fn the_band_is_not_far_off_for_any_kind_of_unit_500_curves_each() {
    for units in [
        // As early as a forecast may be made.
        Units {
            later: 0,
            ..ALL_KINDS
        },
        Units {
            eligible: (40.0, 150.0),
            ..ALL_KINDS
        },
        Units {
            eligible: (1e4, 1e6),
            ..ALL_KINDS
        },
        Units {
            q: (0.0, 0.02),
            p: (0.005, 0.03),
            ..ALL_KINDS
        },
        Units {
            weeks: Weeks::Shocks(0.3),
            ..ALL_KINDS
        },
    ] {
        let (below, above) = units.missed();
        let within = 1.0 - below - above;
        assert!((0.7..=0.92).contains(&within), "{units:?}: {within}");
    }
}

fn with_seed(adoption: Adoption, seed: u64) -> Result<Forecast, Refusal> {
    forecast(&adoption, 12, &mut Generator::seed_from_u64(seed))
}

#[test]
fn p_q_and_overdispersion_equal_the_reference() {
    let curves: Value = serde_json::from_str(include_str!("reference/adoption.json")).unwrap();
    for curve in curves.as_array().unwrap() {
        let new = curve["new"].as_array().unwrap().iter();
        let new: Vec<u32> = new.map(|new| new.as_u64().unwrap() as u32).collect();
        let eligible = curve["eligible"].as_u64().unwrap() as u32;
        let forecast = with_seed(
            Adoption {
                eligible,
                before: 0,
                new: &new,
            },
            1,
        )
        .unwrap();
        for (key, ours) in [
            ("p", forecast.hazard.p),
            ("q", forecast.hazard.q),
            ("overdispersion", forecast.hazard.overdispersion),
        ] {
            let theirs = curve[key].as_f64().unwrap();
            assert!(
                (ours - theirs).abs() < 1e-6,
                "{key} of {eligible}: {ours} is not {theirs}"
            );
        }
    }
}

#[test]
fn there_is_no_forecast_before_8_periods_and_15_percent_or_30_adopters() {
    let of = |eligible, new: &[u32]| {
        let before = 0;
        let adoption = Adoption {
            eligible,
            before,
            new,
        };
        with_seed(adoption, 1).map(|_| ())
    };
    // 15 % of 100, and 30 of many.
    assert_eq!(of(100, &[2, 2, 2, 2, 2, 2, 2, 1]), Ok(()));
    assert_eq!(of(4000, &[4, 4, 4, 4, 4, 4, 4, 2]), Ok(()));
    let (adopters, needed) = (14, 15);
    let few = Err(Refusal::TooFewAdopters { adopters, needed });
    assert_eq!(of(100, &[2, 2, 2, 2, 2, 2, 2, 0]), few);
    let (adopters, needed) = (29, 30);
    let few = Err(Refusal::TooFewAdopters { adopters, needed });
    assert_eq!(of(4000, &[4, 4, 4, 4, 4, 4, 4, 1]), few);
    // 15 % of 101 people are not 15 of them.
    let (adopters, needed) = (15, 16);
    let few = Err(Refusal::TooFewAdopters { adopters, needed });
    assert_eq!(of(101, &[2, 2, 2, 2, 2, 2, 2, 1]), few);
    // However many there are, seven weeks are too short.
    let short = Err(Refusal::TooFewPeriods { periods: 7 });
    assert_eq!(of(100, &[9; 7]), short);
    assert_eq!(of(100, &[]), Err(Refusal::TooFewPeriods { periods: 0 }));
    let too_many = Err(Refusal::MoreThanEligible { adopters: 101 });
    assert_eq!(of(100, &[101]), too_many);
    let beyond = u64::from(u32::MAX) * 8;
    let too_many = Err(Refusal::MoreThanEligible { adopters: beyond });
    assert_eq!(of(u32::MAX, &[u32::MAX; 8]), too_many);
    assert_eq!(of(80, &[10; 8]), Err(Refusal::Complete));
    let (adopters, needed) = (0, 1);
    let nobody = Err(Refusal::TooFewAdopters { adopters, needed });
    assert_eq!(of(0, &[0; 8]), nobody);
}

#[test]
fn a_fan_is_the_same_for_the_same_seed_rises_and_stays_among_the_eligible() {
    for new in [
        vec![3, 5, 4, 8, 9, 14, 15, 21],
        vec![0, 0, 0, 0, 0, 0, 0, 90],
        vec![90, 0, 0, 0, 0, 0, 0, 0],
        vec![0, 0, 119, 0, 0, 0, 0, 0],
        vec![15, 15, 15, 15, 15, 15, 15, 14],
    ] {
        let adoption = Adoption {
            eligible: 120,
            before: 0,
            new: &new,
        };
        let forecast = with_seed(adoption, 7).unwrap();
        assert_eq!(Ok(forecast.clone()), with_seed(adoption, 7));
        assert_eq!(forecast.fan.len(), 12);
        let adopters: u32 = new.iter().sum();
        for pair in forecast.fan.windows(2) {
            assert!(adopters <= pair[0].low && pair[0].low <= pair[0].median);
            assert!(pair[0].median <= pair[0].high && pair[0].high <= 120);
            assert!(pair[0].low <= pair[1].low && pair[0].high <= pair[1].high);
        }
        let hazard = forecast.hazard;
        assert!(hazard.p >= 0.0 && hazard.q >= 0.0, "{hazard:?}");
        assert!((0.0..1.0).contains(&hazard.overdispersion), "{hazard:?}");
    }
}

#[test]
fn who_had_adopted_before_is_neither_won_again_nor_forgotten() {
    let early = [3, 5, 4, 8];
    let late = [9, 14, 15, 21, 24, 20, 18, 22, 12, 9];
    let all: Vec<u32> = early.into_iter().chain(late).collect();
    let of = |before, new| {
        let eligible = 400;
        let adoption = Adoption {
            eligible,
            before,
            new,
        };
        with_seed(adoption, 7).unwrap()
    };
    let (known, unknown) = (of(0, &all), of(early.iter().sum(), &late));
    let (last, other) = (known.fan[11], unknown.fan[11]);
    assert!(all.iter().sum::<u32>() <= other.low && other.high <= 400);
    assert!(
        last.median.abs_diff(other.median) < 40,
        "{last:?}, {other:?}"
    );
    assert!(of(0, &late).fan[11].high < other.high, "they are forgotten");
}

#[test]
fn any_curve_gets_an_answer() {
    let rng = &mut Generator::seed_from_u64(3);
    let (mut forecasts, mut refusals) = (0, 0);
    for _ in 0..400 {
        let eligible = between((0.0, 14.0), rng).exp() as u32;
        let weeks = between((6.0, 30.0), rng) as u32;
        let (mut left, mut new) = (eligible, Vec::new());
        for _ in 0..weeks {
            // Mostly nothing, now and then nearly all who are left.
            let share = between((0.0, 1.0), rng).powi(12);
            let some = (share * f64::from(left)) as u32;
            new.push(some);
            left -= some;
        }
        let adoption = Adoption {
            eligible,
            before: 0,
            new: &new,
        };
        match with_seed(adoption, 1) {
            Ok(forecast) => {
                forecasts += 1;
                let last = forecast.fan[11];
                assert!(
                    last.low <= last.median && last.median <= last.high,
                    "{new:?}"
                );
                assert!(
                    eligible - left <= last.low && last.high <= eligible,
                    "{new:?}"
                );
            }
            Err(_) => refusals += 1,
        }
    }
    assert!(forecasts > 100 && refusals > 10, "{forecasts}, {refusals}");
}
