//! Home: the feed of many readers, beside what a request costs before the product does anything.

use std::sync::Arc;

use anyhow::Result;

use crate::bench::drive::{self, Driven, Key, Requests};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::{Ground, READERS_AT_ONCE};
use crate::bench::keys::CLASSES;

struct Form {
    name: &'static str,
    path: &'static str,
    floor: &'static str,
    /// Of the floor's requests per second, once each card is one block.
    share: f64,
}

const HTML: Form = Form {
    name: "Home feed, HTML",
    path: "/",
    floor: "/floor/html",
    share: 0.5,
};

const JSON: Form = Form {
    name: "Home feed, JSON",
    path: "/api/feed",
    floor: "/floor/json",
    share: 0.5,
};

/// Product and floor take turns, so that a machine that slows down slows both.
const ROUNDS: usize = 3;
/// Of the mixed readers, who have read their feed before it is measured.
const READERS: usize = 500;
const OF_ONE_CLASS: usize = 50;

pub fn html(ground: &mut Ground) -> Result<Vec<Figure>> {
    measure(ground, &HTML)
}

pub fn json(ground: &mut Ground) -> Result<Vec<Figure>> {
    measure(ground, &JSON)
}

fn measure(ground: &mut Ground, form: &Form) -> Result<Vec<Figure>> {
    ground.serve()?;
    let mixed = &ground.keys.all()[..ground.keys.all().len().min(READERS)];
    ground.warm(mixed, form.path)?;
    let first = ground.read(ground.readers(mixed, form.path))?;
    let bytes = first.mean_bytes();
    let (mut product, mut floor) = (Driven::default(), Driven::default());
    let mut ratios = [0.0; ROUNDS];
    for ratio in &mut ratios {
        let of_product = ground.read(ground.readers(mixed, form.path))?;
        let of_floor = ground.read(floor_requests(ground, mixed, form.floor, bytes))?;
        *ratio = of_product.per_second() / of_floor.per_second();
        product.then(&of_product);
        floor.then(&of_floor);
    }
    // The middle round: what else the machine does disturbs one of them more than another.
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ROUNDS / 2];
    let by_cpu = floor.cpu_us() / product.cpu_us();
    let goal = Goal::Ratio(Bound::AtLeast(form.share), "of the floor");
    let kilobytes = number(bytes as f64 / 1000.0);
    let mut figures = vec![
        Figure::new(
            format!("{}, floor", form.name),
            Goal::None,
            floor.per_second(),
            "requests/s",
        )
        .load(&floor)
        .note(format!("a ready-made body of {kilobytes} KB")),
        Figure::new(form.name, goal, product.per_second(), "requests/s")
            .load(&product)
            .ratio(ratio)
            .note(format!(
                "{} readers of all kinds, {kilobytes} KB; {} of the floor by CPU",
                mixed.len(),
                number(by_cpu)
            )),
    ];
    for (class, words) in CLASSES {
        let name = format!("{}, {words}", form.name);
        figures.push(match ground.keys.of(class) {
            None => Figure::absent(name, Goal::None, "no such person has a session"),
            Some(keys) => {
                let driven = of_class(ground, keys, form.path)?;
                Figure::new(name, Goal::None, driven.per_second(), "requests/s")
                    .load(&driven)
                    .ratio(driven.per_second() / floor.per_second())
                    .note(format!(
                        "{} KB",
                        number(driven.mean_bytes() as f64 / 1000.0)
                    ))
            }
        });
    }
    Ok(figures)
}

/// The feed of people of one kind, read before.
pub fn of_class(ground: &Ground, keys: &[Key], path: &'static str) -> Result<Driven> {
    let keys = &keys[..keys.len().min(OF_ONE_CLASS)];
    ground.warm(keys, path)?;
    ground.read(ground.readers(keys, path))
}

fn floor_requests(ground: &Ground, keys: &[Key], path: &'static str, bytes: usize) -> Requests {
    let (to, keys) = (ground.address(), Arc::<[Key]>::from(keys));
    Arc::new(move |client, turn| {
        let key = &keys[(turn as usize * READERS_AT_ONCE + client) % keys.len()];
        drive::get(to, key, &format!("{path}?bytes={bytes}"))
    })
}
