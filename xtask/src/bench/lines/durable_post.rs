//! Posts a second, each on disk before it is acknowledged, beside a bare loop with the same rows.

use std::sync::Arc;

use anyhow::Result;

use super::{bare_loop, places, tables};
use crate::bench::drive::{self, Driven, Key, Load, Requests};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;

/// Enough for twice the posts that are to be expected, as nobody may write more than two a second.
const WRITERS: usize = 8_000;
/// The goal speaks of the last.
const CLIENTS: [usize; 4] = [1, 8, 512, 64];
const TEXT: &str = "The pallets for the late shift stand at gate four, **not** at gate two: the \
    door there is being mended until Thursday. Please tell whoever drives in from Lublin, and \
    write here if something has to wait.";

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve()?;
    let writers = writers(ground)?;
    let places = places::open(ground, &writers[0])?;
    let mark = match tables::open(ground)? {
        Some(network) => Some(bare_loop::mark(&network)?),
        None => None,
    };
    let mut figures = Vec::new();
    for clients in CLIENTS {
        let counted = ["folkmoot_store_commits_total", "folkmoot_store_jobs_total"];
        let before = counted.map(|name| ground.metric(name));
        let driven = write(ground, clients, posts(ground, &writers, &places))?.all_answered(201)?;
        let after = counted.map(|name| ground.metric(name));
        let [commits, jobs] = [0, 1].map(|at| Some(after[at]? - before[at].unwrap_or(0.0)));
        let time = ground.interval.as_secs_f64() * 1.25;
        let batches = match (commits, jobs) {
            (Some(commits), Some(jobs)) if commits > 0.0 => format!(
                "{} commits/s with {} jobs each, warm-up included",
                number(commits / time),
                number(jobs / commits)
            ),
            _ => "the program does not show its commits".to_owned(),
        };
        let name = format!("Durable posts, {clients} clients");
        let figure = Figure::new(name, Goal::None, driven.per_second(), "posts/s");
        figures.push(figure.load(&driven).note(batches));
    }
    let goal = Goal::Ratio(Bound::AtLeast(0.5), "of the bare loop");
    let Some((network, mark)) = tables::open(ground)?.zip(mark) else {
        figures.push(Figure::absent(
            "Durable posts, beside a bare loop",
            goal,
            "the bare loop is SQLite's; this network is in PostgreSQL",
        ));
        return Ok(figures);
    };
    ground.stop();
    let bare = bare_loop::run(&network, mark, ground.interval)?;
    if let Some(last) = figures.last_mut() {
        let ratio = last.measured.unwrap_or_default() / bare.posts_per_second;
        last.goal = goal;
        last.ratio = Some(ratio);
        last.note.push_str(&format!(
            "; bare: {} posts/s in {} commits/s, {} rows each",
            number(bare.posts_per_second),
            number(bare.commits_per_second),
            number(bare.rows_per_post)
        ));
    }
    Ok(figures)
}

/// People who write. Each has read their feed before, as people have who write.
pub fn writers(ground: &Ground) -> Result<Vec<Key>> {
    let mut writers = ground.keys.writers();
    writers.truncate(WRITERS);
    ground.warm(&writers, "/api/feed?limit=1")?;
    Ok(writers)
}

pub fn write(ground: &Ground, clients: usize, requests: Requests) -> Result<Driven> {
    let time = ground.interval;
    let load = Load {
        clients,
        warm_up: time / 4,
        time,
    };
    ground.drive(load, requests)
}

/// Everybody writes in turn.
fn posts(ground: &Ground, writers: &[Key], places: &[i64]) -> Requests {
    let (to, run) = (ground.address(), places::run_number());
    let (writers, places) = (Arc::<[Key]>::from(writers), Arc::<[i64]>::from(places));
    let json = serde_json::json!({ "text": TEXT }).to_string();
    let turns = std::sync::atomic::AtomicUsize::new(run as usize % writers.len());
    Arc::new(move |client, turn| {
        let writer = turns.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = format!("/api/communities/{}/posts", places[writer % places.len()]);
        let once = format!("{run}-{client}-{turn}");
        drive::send(
            to,
            &writers[writer % writers.len()],
            "POST",
            &path,
            &once,
            &json,
        )
    })
}
