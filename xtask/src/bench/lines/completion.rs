//! The names offered behind an "@".

use std::sync::Arc;

use anyhow::Result;

use crate::bench::drive;
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal};
use crate::bench::ground::{Ground, READERS_AT_ONCE};

/// Beginnings that many names have, that few have, of two words, and that none has.
const TYPED: [&str; 10] = [
    "a", "an", "ma", "jo", "sch", "m%C3%BC", "an%20ko", "ma%20s", "pri", "zzzz",
];
const READERS: usize = 50;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve()?;
    let goal = Goal::Measured(Bound::AtMost(1000.0), "µs of CPU");
    let keys: Arc<[drive::Key]> = ground.keys.all().iter().take(READERS).cloned().collect();
    let to = ground.address();
    let driven = ground.read(Arc::new(move |client, turn| {
        let number = turn as usize * READERS_AT_ONCE + client;
        let typed = TYPED[number % TYPED.len()];
        let key = &keys[number / TYPED.len() % keys.len()];
        drive::get(to, key, &format!("/people/complete?q={typed}"))
    }))?;
    Ok(vec![
        Figure::new("People as you type", goal, driven.cpu_us(), "µs of CPU")
            .load(&driven)
            .note("ten beginnings, one letter to two words"),
    ])
}
