//! A restart with 5,000 open streams: how long until feeds are quick again and all are back.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::bench::drive::{Connection, Latency};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::bench::streams::Crowd;

const STREAMS: usize = 5_000;
const PATIENCE: Duration = Duration::from_secs(60);
const QUICK: Duration = Duration::from_secs(1);

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve_anew()?;
    let goal = Goal::Measured(Bound::AtMost(30.0), "s");
    let mut crowd = Crowd::start(ground, 2, &ground.keys.writers())?;
    let open = crowd.open(STREAMS)?.open;
    crowd.come_back()?;
    ground.stop();
    let began = Instant::now();
    ground.serve()?;

    let mut latency = Latency::default();
    let (mut slow_until, mut back_after) = (Duration::ZERO, None);
    let mut turn = 0;
    while began.elapsed() < PATIENCE {
        let asked = Instant::now();
        feed(ground, turn)?;
        turn += 1;
        latency.note(asked.elapsed());
        if asked.elapsed() >= QUICK {
            slow_until = began.elapsed();
        }
        if turn.is_multiple_of(10) && crowd.count()?.open >= open {
            back_after = Some(began.elapsed());
            break;
        }
        sleep(Duration::from_millis(20));
    }
    let count = crowd.count()?;
    let Some(back) = back_after else {
        let why = format!(
            "only {} of {open} streams came back within a minute",
            count.open
        );
        return Ok(vec![Figure::absent("Reconnect storm of 5,000", goal, why)]);
    };
    let settled = slow_until.max(back).as_secs_f64();
    let mut figure = Figure::new("Reconnect storm of 5,000", goal, settled, "s").note(format!(
        "{open} streams back; slowest feed meanwhile {} ms",
        latency.most_ms().map_or("-".into(), number)
    ));
    figure.p50_ms = latency.quantile_ms(0.5);
    figure.p99_ms = latency.quantile_ms(0.99);
    Ok(vec![figure])
}

/// Whoever opens the page anew has no connection yet.
fn feed(ground: &Ground, turn: usize) -> Result<()> {
    let keys = ground.keys.all();
    let request = crate::bench::drive::get(ground.address(), &keys[turn % keys.len()], "/");
    let answer = ground
        .runtime
        .block_on(async { Connection::new(ground.address(), turn).ask(&request).await })?;
    anyhow::ensure!(answer.status == 200, "home answered {}", answer.status);
    Ok(())
}
