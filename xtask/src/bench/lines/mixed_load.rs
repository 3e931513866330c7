//! Active people of all kinds: each has read home once, has a stream open, reads, writes now and then,
//! and thinks between two requests.

use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;
use tokio::time::sleep;

use super::places;
use crate::bench::drive::{self, Connection, Driven, Ends, Key, Loopback};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::bench::streams::Crowd;

const PEOPLE: usize = 2_000;
/// From 1 to 9 seconds, all alike.
const THINK_MS: (u64, u64) = (1_000, 8_000);

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    let meter = ground.serve_anew()?;
    ground.warm(people(ground), "/")?;
    let mut crowd = Crowd::start(ground, 1, &ground.keys.writers())?;
    let streams = crowd.open(PEOPLE)?.open;
    let before = meter.cpu_seconds()?;
    let mut driven = ground.runtime.block_on(everybody(ground))?;
    driven.seconds = ground.size.day().as_secs_f64();
    driven.cpu_seconds = meter.cpu_seconds()? - before;

    let count = |which: fn(u16) -> bool| -> u64 {
        let found = driven.statuses.iter().filter(|(status, _)| which(**status));
        found.map(|(_, answers)| answers).sum()
    };
    let (failed, refused) = (
        count(|status| status >= 500),
        count(|status| (400..500).contains(&status)),
    );
    let share = failed as f64 * 100.0 / driven.answers().max(1) as f64;
    let most = |bound, unit| Goal::Measured(Bound::AtMost(bound), unit);
    let latency = |quantile: Option<f64>| quantile.unwrap_or_default();
    Ok(vec![
        Figure::new("Mixed load, failed", most(0.025, "%"), share, "%")
            .load(&driven)
            .note(format!(
                "{PEOPLE} people, {streams} streams, {} requests/s, {refused} refused (4xx), \
                 {} % of one core",
                number(driven.per_second()),
                number(driven.cpu_seconds * 100.0 / driven.seconds)
            )),
        Figure::new(
            "Mixed load, mean",
            most(100.0, "ms"),
            latency(driven.latency.mean_ms()),
            "ms",
        ),
        Figure::new(
            "Mixed load, p99",
            most(2_000.0, "ms"),
            latency(driven.latency.quantile_ms(0.99)),
            "ms",
        ),
    ])
}

/// Those who are active; fewer in a network that has fewer.
fn people(ground: &Ground) -> &[Key] {
    let all = ground.keys.all();
    &all[..all.len().min(PEOPLE)]
}

async fn everybody(ground: &Ground) -> Result<Driven> {
    let end = Instant::now() + ground.size.day();
    let run = places::run_number();
    let people = (0..PEOPLE).map(|number| {
        let key = people(ground)[number % people(ground).len()].clone();
        let person = Person {
            to: ground.address(),
            key,
            once: format!("{run}-{number}"),
            dice: run.wrapping_add(number as u64) | 1,
            posts: Vec::new(),
            places: Vec::new(),
        };
        tokio::spawn(person.live(number, end))
    });
    let mut driven = Driven::default();
    for person in Ends(people.collect()).all().await? {
        driven.beside(&person);
    }
    Ok(driven)
}

struct Person {
    to: Loopback,
    key: Key,
    once: String,
    dice: u64,
    /// What their feed showed last.
    posts: Vec<i64>,
    places: Vec<i64>,
}

impl Person {
    async fn live(mut self, number: usize, end: Instant) -> Result<Driven> {
        let mut connection = Connection::new(self.to, number);
        let mut driven = Driven::default();
        for turn in 0.. {
            let think = Duration::from_millis(THINK_MS.0 + self.roll(THINK_MS.1));
            if Instant::now() + think >= end {
                break;
            }
            sleep(think).await;
            let (request, is_feed) = self.next(turn);
            let asked = Instant::now();
            let answer = connection.ask(&request).await?;
            driven.note(&answer, asked.elapsed());
            if is_feed && answer.status == 200 {
                self.look(&serde_json::from_slice(&answer.body)?);
            }
        }
        Ok(driven)
    }

    /// The first thing is the feed; later it depends.
    fn next(&mut self, turn: u64) -> (Vec<u8>, bool) {
        let chance = self.roll(100);
        let once = format!("{}-{turn}", self.once);
        let get = |path: &str| drive::get(self.to, &self.key, path);
        let send = |method, path: String, json| {
            drive::send(self.to, &self.key, method, &path, &once, json)
        };
        let pick = |from: &[i64]| from.get(chance as usize % from.len().max(1)).copied();
        let (Some(post), Some(place)) = (pick(&self.posts), pick(&self.places)) else {
            return (get("/api/feed"), true);
        };
        let request = match chance {
            0..45 => get("/"),
            45..55 => return (get("/api/feed"), true),
            55..72 => get(&format!("/posts/{post}")),
            72..82 => get(&format!("/communities/{place}")),
            82..87 => get("/people?q=an"),
            87..90 => get("/notifications"),
            90..95 => send("PUT", format!("/api/posts/{post}/reactions/helpful"), ""),
            95..98 => {
                let json =
                    r#"{"text":"Thank you, that helps. I will pass it on to the late shift."}"#;
                send("POST", format!("/api/posts/{post}/replies"), json)
            }
            _ => {
                let json = r#"{"text":"Who has a spare key for the cold store? Ours is at the locksmith's."}"#;
                send("POST", format!("/api/communities/{place}/posts"), json)
            }
        };
        (request, false)
    }

    fn look(&mut self, feed: &Value) {
        let items = feed["items"].as_array().into_iter().flatten();
        for item in items {
            self.posts.extend(item["post"]["id"].as_i64());
            self.places.extend(item["post"]["community"]["id"].as_i64());
        }
    }

    /// A number below `most`; the same person has the same luck in each run of the same number.
    fn roll(&mut self, most: u64) -> u64 {
        self.dice = self
            .dice
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.dice >> 33) % most
    }
}
