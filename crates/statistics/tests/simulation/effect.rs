//! Panels of one start and of three cohorts. Those of both correlations, with and without an effect,
//! share their gaps, so that a design is decomposed once for four of them.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fastrand::Rng;
use statistics::effect::{Design, Refusal};
use statistics::interval::Interval;

use super::{REPEATS, SEED, correlated, normal, percent};

const PERIODS: usize = 20;
/// Correlation of neighbouring errors.
const CORRELATIONS: [f64; 2] = [0.0, 0.6];
const ONE_START: [usize; 1] = [10];
const THREE_COHORTS: [usize; 3] = [8, 10, 12];
const TWO_ALONE: [usize; 6] = [8, 8, 10, 10, 12, 14];
const SIZES: [(usize, usize); 3] = [(30, 8), (20, 5), (10, 5)];

/// What is varied apart from the correlation of the errors.
#[derive(Clone, Copy, Debug)]
struct Setting {
    units: usize,
    adopters: usize,
    /// Starts of the cohorts; the adopters go round.
    cohorts: &'static [usize],
    /// Of the readings, each by itself.
    missing: f64,
}

impl Setting {
    fn starts(&self) -> Vec<Option<usize>> {
        let adopting = (0..self.adopters).map(|n| Some(self.cohorts[n % self.cohorts.len()]));
        let never = vec![None; self.units - self.adopters];
        adopting.chain(never).collect()
    }

    /// Grows with the time since the start, and faster in earlier cohorts: the keen come first.
    fn effect(&self, start: usize, period: usize) -> f64 {
        if period < start {
            return 0.0;
        }
        let cohort = self.cohorts.iter().position(|own| *own == start).unwrap();
        0.1 * (1 + period - start) as f64 * (self.cohorts.len() - cohort) as f64
    }

    fn readings(
        &self,
        starts: &[Option<usize>],
        present: &[bool],
        correlation: f64,
        random: &mut Rng,
    ) -> Vec<Option<f64>> {
        let common: Vec<f64> = (0..PERIODS).map(|_| normal(random)).collect();
        let mut readings = Vec::with_capacity(present.len());
        for unit in 0..starts.len() {
            let level = 40.0 + 3.0 * normal(random);
            let errors = correlated(PERIODS, correlation, random);
            for (period, error) in errors.iter().enumerate() {
                let value = level + common[period] + error;
                readings.push(present[unit * PERIODS + period].then_some(value));
            }
        }
        readings
    }

    /// Adds the effect, and returns its mean over the adopters' readings.
    fn adopt(&self, starts: &[Option<usize>], readings: &mut [Option<f64>]) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for (start, own) in starts.iter().zip(readings.chunks_mut(PERIODS)) {
            let Some(start) = start else { continue };
            for (period, reading) in own.iter_mut().enumerate().skip(*start) {
                if let Some(reading) = reading {
                    let effect = self.effect(*start, period);
                    *reading += effect;
                    sum += effect;
                    count += 1.0;
                }
            }
        }
        sum / count
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    stated: usize,
    false_alarms: usize,
    held: usize,
}

/// By correlation.
fn simulate(setting: &Setting) -> [Tally; 2] {
    let starts = setting.starts();
    let mut random = Rng::with_seed(SEED);
    let mut design: Option<Result<Design, Refusal>> = None;
    let mut present = vec![true; setting.units * PERIODS];
    let mut tallies = [Tally::default(); 2];
    for _ in 0..REPEATS {
        if setting.missing > 0.0 {
            present.fill_with(|| random.f64() >= setting.missing);
            design = None;
        }
        let design = design.get_or_insert_with(|| Design::new(PERIODS, &starts, &present));
        // Fewer than 2.5 degrees of freedom: nothing is stated.
        let Ok(design) = design else { continue };
        for (tally, correlation) in tallies.iter_mut().zip(CORRELATIONS) {
            let readings = setting.readings(&starts, &present, correlation, &mut random);
            let nothing = design.estimate(&readings).unwrap();
            let mut readings = setting.readings(&starts, &present, correlation, &mut random);
            let truth = setting.adopt(&starts, &mut readings);
            let something = design.estimate(&readings).unwrap();
            tally.stated += 1;
            tally.false_alarms += usize::from(!nothing.interval.holds(0.0));
            tally.held += usize::from(something.interval.holds(truth));
        }
    }
    tallies
}

/// Units and adopters, with and without gaps; the largest first.
fn settings(sizes: &[(usize, usize)], cohorts: &'static [usize]) -> Vec<Setting> {
    let setting = |(units, adopters), missing| Setting {
        units,
        adopters,
        cohorts,
        missing,
    };
    let sizes = sizes.iter().copied();
    sizes
        .flat_map(|size| [0.1, 0.0].map(|missing| setting(size, missing)))
        .collect()
}

fn prove(settings: &[Setting], coverage: RangeInclusive<f64>) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut proved = Vec::new();
        while let Some(setting) = settings.get(next.fetch_add(1, Ordering::Relaxed)) {
            proved.push((*setting, simulate(setting)));
        }
        proved
    };
    let proved = thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut proved = work();
        proved.extend(other.join().unwrap());
        proved
    });
    let mut wrong = Vec::new();
    for (setting, tallies) in proved {
        for (tally, correlation) in tallies.iter().zip(CORRELATIONS) {
            let alarms = percent(tally.false_alarms, tally.stated);
            let held = percent(tally.held, tally.stated);
            let case = format!("{setting:?}, {correlation}: {alarms:.2} {held:.2} {tally:?}");
            println!("{case}");
            if alarms > 6.0 || !coverage.contains(&held) || tally.stated < REPEATS * 9 / 10 {
                wrong.push(case);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn intervals_hold_in_thousands_of_panels_with_one_start() {
    prove(&settings(&SIZES, &ONE_START), 93.5..=97.5);
}

#[test]
fn intervals_hold_in_thousands_of_panels_with_three_cohorts() {
    prove(&settings(&SIZES, &THREE_COHORTS), 93.5..=99.5);
}

/// They are fitted exactly from their start on, and their own variation does not show.
#[test]
fn intervals_hold_in_thousands_of_panels_in_which_some_started_alone() {
    let sizes = [(20, 6), (12, 6)];
    prove(&settings(&sizes, &TWO_ALONE), 93.5..=99.5);
}

/// The control: one coefficient for "has started", with levels of units and periods and errors
/// clustered by unit, as it is usually done (Goodman-Bacon 2021 says why it is wrong). On panels on
/// which the estimate above holds, it must be seen to fail.
fn naive(setting: &Setting, starts: &[Option<usize>], readings: &[Option<f64>]) -> Interval {
    let started = |n: usize| starts[n / PERIODS].is_some_and(|start| start <= n % PERIODS);
    let treated: Vec<f64> = (0..readings.len()).map(|n| f64::from(started(n))).collect();
    let treated = without_levels(setting.units, &treated);
    let readings: Vec<f64> = readings.iter().map(|reading| reading.unwrap()).collect();
    let readings = without_levels(setting.units, &readings);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let square = product(&treated, &treated);
    let value = product(&treated, &readings) / square;
    let rest = treated.iter().zip(&readings).map(|(d, y)| y - value * d);
    let rest: Vec<f64> = rest.collect();
    let by_unit = treated.chunks(PERIODS).zip(rest.chunks(PERIODS));
    let meat: f64 = by_unit.map(|(d, e)| product(d, e).powi(2)).sum();
    let units = setting.units as f64;
    let error = (meat * units / (units - 1.0)).sqrt() / square;
    Interval::student(value, error, units - 1.0).unwrap()
}

/// Of a panel without gaps.
fn without_levels(units: usize, panel: &[f64]) -> Vec<f64> {
    let of_unit = |u: usize| panel[u * PERIODS..][..PERIODS].iter().sum::<f64>() / PERIODS as f64;
    let of_period = |t: usize| panel.iter().skip(t).step_by(PERIODS).sum::<f64>() / units as f64;
    let by_unit: Vec<f64> = (0..units).map(of_unit).collect();
    let by_period: Vec<f64> = (0..PERIODS).map(of_period).collect();
    let mean = by_unit.iter().sum::<f64>() / units as f64;
    let cells = panel.iter().enumerate();
    cells
        .map(|(n, value)| value - by_unit[n / PERIODS] - by_period[n % PERIODS] + mean)
        .collect()
}

#[test]
fn the_naive_two_way_estimate_is_seen_to_fail_where_effects_differ_and_grow() {
    // Its bias does not go away with more adopters, as its error does.
    let setting = Setting {
        units: 30,
        adopters: 21,
        cohorts: &THREE_COHORTS,
        missing: 0.0,
    };
    let starts = setting.starts();
    let present = vec![true; setting.units * PERIODS];
    let design = Design::new(PERIODS, &starts, &present).unwrap();
    for correlation in CORRELATIONS {
        let mut random = Rng::with_seed(SEED);
        let (mut held, mut held_by_naive) = (0, 0);
        for _ in 0..REPEATS {
            let mut readings = setting.readings(&starts, &present, correlation, &mut random);
            let truth = setting.adopt(&starts, &mut readings);
            let effect = design.estimate(&readings).unwrap();
            held += usize::from(effect.interval.holds(truth));
            let naive = naive(&setting, &starts, &readings);
            held_by_naive += usize::from(naive.holds(truth));
        }
        let (held, naive) = (percent(held, REPEATS), percent(held_by_naive, REPEATS));
        println!("{correlation}: held {held:.2}, naive {naive:.2}");
        assert!((93.5..=99.5).contains(&held), "{held}");
        assert!(naive < 93.5, "{naive}");
    }
}
