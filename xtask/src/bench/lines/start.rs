//! From the start of the program to its first feed. The system's file cache is as it happens to be.

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal};
use crate::bench::ground::Ground;
use crate::process::Child;

const TIMES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(60);

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.stop();
    let goal = Goal::Measured(Bound::AtMost(2.0), "s");
    let mut took = Vec::new();
    for turn in 0..TIMES {
        let began = Instant::now();
        let mut command = ground.serve_command();
        let _serving = Child::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let key = &ground.keys.all()[turn % ground.keys.all().len()];
        loop {
            match ground.get(key, "/") {
                Ok(answer) if answer.status == 200 => break,
                _ => sleep(Duration::from_millis(2)),
            }
            ensure!(began.elapsed() < PATIENCE, "no feed within {PATIENCE:?}");
        }
        took.push(began.elapsed().as_secs_f64());
    }
    let slowest = took.iter().copied().fold(0.0, f64::max);
    Ok(vec![
        Figure::new("Start to first feed", goal, slowest, "s")
            .note(format!("the slowest of {TIMES} starts")),
    ])
}
