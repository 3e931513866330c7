//! Full-text search as people use it: words of posts they can read.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::plain_tantivy;
use crate::bench::drive;
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::{Ground, READERS_AT_ONCE};

const WORDS: usize = 40;
const READERS: usize = 50;

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    let goal = Goal::Ratio(Bound::AtMost(10.0), "of plain tantivy");
    ground.serve()?;
    let key = &ground.keys.all()[0];
    let mut asked = ground.get(key, "/api/search?q=shift")?;
    // A server that has just begun opens its index first.
    for _ in 0..300 {
        if asked.status != 503 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        asked = ground.get(key, "/api/search?q=shift")?;
    }
    if asked.status != 200 {
        let why = match asked.status {
            404 => "the program has no search yet".to_owned(),
            status => format!("search answered {status}"),
        };
        return Ok(vec![Figure::absent("Search", goal, why)]);
    }
    let words = words(ground)?;
    let plain = plain_tantivy::cpu_us(&ground.source, &words, ground.interval)?;
    let mut figures = Vec::new();
    for (name, path) in [("Search, JSON", "/api/search"), ("Search, page", "/search")] {
        let keys: Arc<[drive::Key]> = ground.keys.all().iter().take(READERS).cloned().collect();
        let (to, words) = (ground.address(), words.clone());
        let driven = ground.read(Arc::new(move |client, turn| {
            let number = turn as usize * READERS_AT_ONCE + client;
            let word = &words[number % words.len()];
            drive::get(to, &keys[number % keys.len()], &format!("{path}?q={word}"))
        }))?;
        let figure = Figure::new(name, goal, driven.cpu_us(), "µs of CPU").load(&driven);
        figures.push(match plain {
            None => figure.note("the index is not beside the tables; nothing to compare with"),
            Some(plain) => figure
                .ratio(driven.cpu_us() / plain)
                .note(format!("tantivy alone: {} µs", number(plain))),
        });
    }
    Ok(figures)
}

/// Words of the feeds of several people, plain letters alone.
fn words(ground: &Ground) -> Result<Arc<[String]>> {
    let mut words: Vec<String> = Vec::new();
    for key in ground.keys.all().iter().take(WORDS) {
        let feed = ground.json(key, "/api/feed?limit=5")?;
        for item in feed["items"].as_array().into_iter().flatten() {
            let text = item["post"]["text"].as_str().map(str::to_owned);
            let text = text.unwrap_or_else(|| Value::to_string(&item["post"]));
            let long = text
                .split(|letter: char| !letter.is_ascii_alphabetic())
                .find(|word| word.len() >= 5 && !words.iter().any(|known| known == word));
            words.extend(long.map(str::to_owned));
        }
    }
    words.truncate(WORDS);
    words.push("nothinglikethis".into());
    Ok(words.into())
}
