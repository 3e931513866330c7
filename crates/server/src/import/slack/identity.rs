//! Whose export it is: the organisation or workspace that most people of the lists belong to.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Task, plan};
use crate::import::archive::Archive;
use crate::import::fields::{first_text, flag, text};
use crate::import::identity::{Identity, SAMPLE};
use crate::import::json::Elements;

/// Reads the lists of people, or without them those of channels.
pub fn identity(archive: &Archive) -> Identity {
    let mut teams: BTreeMap<String, u64> = BTreeMap::new();
    let mut people = Vec::new();
    let mut channels: Vec<(bool, String)> = Vec::new();
    for task in plan::plan(archive).0 {
        match task {
            Task::People(file) => each(archive, file, |person| {
                let enterprise = person.get("enterprise_user").unwrap_or(&Value::Null);
                let team =
                    first_text(&[text(enterprise, "enterprise_id"), text(person, "team_id")]);
                if !team.is_empty() {
                    *teams.entry(team.to_owned()).or_default() += 1;
                }
                let key = text(person, "id");
                if people.len() < SAMPLE && !key.is_empty() && key != "USLACKBOT" {
                    people.push(key.to_owned());
                }
            }),
            Task::Channels { file, .. } => each(archive, file, |channel| {
                let key = text(channel, "id").to_owned();
                channels.push((!flag(channel, "is_general"), key));
            }),
            _ => {}
        }
    }
    // Of as many, the first: a new export must not tip the scales.
    let team = teams.into_iter().rev().max_by_key(|(_, count)| *count);
    let channel = || {
        channels
            .into_iter()
            .filter(|(_, key)| !key.is_empty())
            .min()
    };
    let name = match team {
        Some((team, _)) => format!("slack:{team}"),
        None => channel().map_or_else(|| "slack".to_owned(), |(_, key)| format!("slack:{key}")),
    };
    Identity {
        name,
        people,
        ..Identity::default()
    }
}

/// What is broken is named when the lists are read for what is in them.
fn each(archive: &Archive, file: usize, mut take: impl FnMut(&Value)) {
    let Ok(reader) = archive.read(file) else {
        return;
    };
    let mut elements = Elements::new(reader);
    while let Some(raw) = elements.next() {
        if let Ok(value) = raw.and_then(|raw| raw.parse::<Value>()) {
            take(&value);
        }
    }
}
