//! How long an estimate of an effect takes: `cargo run --release -p statistics --example large_panel`.
//! Arguments: units, periods, cohorts, percent of readings that are missing.

use std::time::Instant;

use statistics::effect::{self, Panel};

fn main() {
    let mut given = std::env::args().skip(1).map(|word| word.parse::<usize>());
    let mut next = |usual: usize| given.next().and_then(Result::ok).unwrap_or(usual);
    let (units, periods) = (next(1_000), next(104));
    let (cohorts, missing) = (next(20).max(1), next(5));
    let mut rng = fastrand::Rng::with_seed(1);
    let first = periods / 3;
    let starts: Vec<Option<usize>> = (0..units)
        .map(|unit| (unit % 2 == 0).then_some(first + unit / 2 % cohorts))
        .collect();
    let mut readings = Vec::with_capacity(units * periods);
    for start in &starts {
        let level = rng.f64() * 10.0;
        for period in 0..periods {
            let effect = if start.is_some_and(|start| start <= period) {
                1.0
            } else {
                0.0
            };
            let reading = level + rng.f64() + effect;
            readings.push((rng.usize(..100) >= missing).then_some(reading));
        }
    }
    let panel = Panel {
        periods,
        starts: &starts,
        readings: &readings,
    };
    let begun = Instant::now();
    match effect::estimate(&panel) {
        Ok(effect) => println!(
            "{units} units, {periods} periods, {cohorts} cohorts, {missing} % missing: {:.3} ({:.3} to {:.3}) in {:.1} s",
            effect.value,
            effect.interval.low,
            effect.interval.high,
            begun.elapsed().as_secs_f64()
        ),
        Err(refusal) => println!("{refusal:?}"),
    }
}
