//! What a feed costs when the network grows, and when nothing happens in one's communities.

use anyhow::Result;

use super::home;
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::bench::keys::MEDIAN;
use crate::bench::size::Size;
use crate::progress::Stage;

const PATH: &str = "/";
const MOST_KEYS: usize = 200;
const ROUNDS: usize = 3;

pub fn of_the_network(ground: &mut Ground) -> Result<Vec<Figure>> {
    let goal = Goal::Ratio(Bound::AtMost(1.3), "of S");
    let name = format!("CPU of a feed on {}, beside S", ground.size.name());
    if ground.size == Size::S {
        return Ok(vec![Figure::absent(
            "CPU of a feed on L, beside S",
            goal,
            "this is S; run it with --size L",
        )]);
    }
    ground.serve()?;
    let stage = Stage::begin(1, 1, "The small network beside it");
    let small = ground.beside(Size::S, &stage)?;
    stage.finish("serves");
    let (mut here, mut there) = (crate::bench::drive::Driven::default(), Default::default());
    for _ in 0..ROUNDS {
        for (ground, driven) in [(&*ground, &mut here), (&small, &mut there)] {
            let keys = ground.keys.of(MEDIAN).unwrap_or(ground.keys.all());
            let keys = &keys[..keys.len().min(MOST_KEYS)];
            ground.warm(keys, PATH)?;
            driven.then(&ground.read(ground.readers(keys, PATH))?);
        }
    }
    Ok(vec![
        Figure::new(name, goal, here.cpu_us(), "µs")
            .load(&here)
            .ratio(here.cpu_us() / there.cpu_us())
            .note(format!(
                "typical people; on S {} µs for {} KB, here {} KB",
                number(there.cpu_us()),
                number(there.mean_bytes() as f64 / 1000.0),
                number(here.mean_bytes() as f64 / 1000.0)
            )),
    ])
}

pub fn of_silence(ground: &mut Ground) -> Result<Vec<Figure>> {
    let name = "CPU of a feed of silent communities";
    let goal = Goal::Ratio(Bound::AtMost(1.5), "of the median viewer");
    ground.serve()?;
    let (Some(silent), Some(median)) = (ground.keys.of("silent"), ground.keys.of(MEDIAN)) else {
        return Ok(vec![Figure::absent(
            name,
            goal,
            "no such person has a session",
        )]);
    };
    let median = home::of_class(ground, median, PATH)?;
    let silent = home::of_class(ground, silent, PATH)?;
    Ok(vec![
        Figure::new(name, goal, silent.cpu_us(), "µs")
            .load(&silent)
            .ratio(silent.cpu_us() / median.cpu_us())
            .note(format!("typical people {} µs", number(median.cpu_us()))),
    ])
}
