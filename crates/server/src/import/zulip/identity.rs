//! An archive does not say whose it is. The numbers and times of some of its messages do.

use kernel::Time;
use serde_json::Value;

use crate::import::archive::Archive;
use crate::import::fields::number;
use crate::import::identity::{Identity, SAMPLE};
use crate::import::json::Elements;

/// Reads the first message of some of the files.
pub fn identity(archive: &Archive, topics: &[usize]) -> Identity {
    let step = topics.len().div_ceil(SAMPLE).max(1);
    let mut messages: Vec<(i64, i64)> = topics
        .iter()
        .step_by(step)
        .filter_map(|file| first(archive, *file))
        .collect();
    messages.sort_unstable();
    let name = match messages.first() {
        Some((id, seconds)) => format!("zulip:{id}@{seconds}"),
        None => "zulip".to_owned(),
    };
    Identity {
        name,
        messages: messages
            .into_iter()
            .map(|(id, seconds)| (id.to_string(), Time::from_seconds(seconds)))
            .collect(),
        ..Identity::default()
    }
}

fn first(archive: &Archive, file: usize) -> Option<(i64, i64)> {
    let mut elements = Elements::new(archive.read(file).ok()?);
    let value: Value = elements.next()?.and_then(|raw| raw.parse()).ok()?;
    Some((number(&value, "id")?, number(&value, "timestamp")?))
}
