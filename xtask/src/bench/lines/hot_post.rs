//! Everybody at once under one post: its counters must not make the writers wait for each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};

use super::{durable_post, places};
use crate::bench::drive::{self, Key, Requests};
use crate::bench::figure::Figure;
use crate::bench::goal::Goal;
use crate::bench::ground::Ground;

const CLIENTS: usize = 64;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve()?;
    let writers = durable_post::writers(ground)?;
    let place = places::open(ground, &writers[0])?[0];
    let run = places::run_number();
    let path = format!("/api/communities/{place}/posts");
    let json = r#"{"text":"Who is coming on Friday?"}"#;
    let once = format!("{run}-hot");
    let answer = ground.ask(&drive::send(
        ground.address(),
        &writers[0],
        "POST",
        &path,
        &once,
        json,
    ))?;
    ensure!(
        answer.status == 201,
        "the post was answered {}",
        answer.status
    );
    let made: serde_json::Value = serde_json::from_slice(&answer.body)?;
    let post = made["id"].as_i64().context("a post has an id")?;

    let replies = requests(ground, &writers, move |number| {
        let json = r#"{"text":"Me, with four from the night shift."}"#;
        (
            "POST",
            format!("/api/posts/{post}/replies"),
            format!("{run}-r-{number}"),
            json,
        )
    });
    let reactions = requests(ground, &writers, move |number| {
        let name = ["helpful", "thanks", "celebrate", "inspiring"][number % 4];
        let once = format!("{run}-e-{number}");
        (
            "PUT",
            format!("/api/posts/{post}/reactions/{name}"),
            once,
            "",
        )
    });
    let mut figures = Vec::new();
    for (name, unit, status, requests) in [
        (
            "Replies to one post, 64 clients",
            "replies/s",
            Some(201),
            replies,
        ),
        (
            "Reactions to one post, 64 clients",
            "reactions/s",
            None,
            reactions,
        ),
    ] {
        let driven = durable_post::write(ground, CLIENTS, requests)?;
        let refused: u64 = driven
            .statuses
            .iter()
            .filter(|(found, _)| **found >= 400)
            .map(|(_, answers)| answers)
            .sum();
        ensure!(refused == 0, "{name}: answers {:?}", driven.statuses);
        if let Some(status) = status {
            driven.clone().all_answered(status)?;
        }
        let figure = Figure::new(name, Goal::None, driven.per_second(), unit);
        figures.push(figure.load(&driven));
    }
    Ok(figures)
}

/// Everybody in turn; `what` says what the so-manieth request is.
fn requests(
    ground: &Ground,
    writers: &[Key],
    what: impl Fn(usize) -> (&'static str, String, String, &'static str) + Send + Sync + 'static,
) -> Requests {
    let (to, writers) = (ground.address(), Arc::<[Key]>::from(writers));
    let numbers = AtomicUsize::new(0);
    Arc::new(move |_, _| {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        let (method, path, once, json) = what(number);
        drive::send(
            to,
            &writers[number % writers.len()],
            method,
            &path,
            &once,
            json,
        )
    })
}
