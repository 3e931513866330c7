//! Home as browsers ask for it: compressed while it is sent.

use std::sync::Arc;

use anyhow::Result;

use super::home;
use crate::bench::drive::{self, Key};
use crate::bench::figure::Figure;
use crate::bench::goal::{Goal, number};
use crate::bench::ground::{Ground, READERS_AT_ONCE};
use crate::bench::keys::MEDIAN;

const READERS: usize = 50;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve()?;
    let keys = ground.keys.of(MEDIAN).unwrap_or(ground.keys.all());
    let keys = &keys[..keys.len().min(READERS)];
    let plain = home::of_class(ground, keys, "/")?;
    let (to, keys) = (ground.address(), Arc::<[Key]>::from(keys));
    let gzip = ground.read(Arc::new(move |client, turn| {
        let key = &keys[(turn as usize * READERS_AT_ONCE + client) % keys.len()];
        drive::with(to, key, "/", "Accept-Encoding: gzip\r\n")
    }))?;
    Ok(vec![
        Figure::new("Home, compressed", Goal::None, gzip.cpu_us(), "µs of CPU")
            .load(&gzip)
            .ratio(gzip.cpu_us() / plain.cpu_us())
            .note(format!(
                "{} KB instead of {} KB; without compression {} µs",
                number(gzip.mean_bytes() as f64 / 1000.0),
                number(plain.mean_bytes() as f64 / 1000.0),
                number(plain.cpu_us())
            )),
    ])
}
