//! Under which name an archive's things are remembered.
//!
//! An archive whose own name is new may still be a later one of an organisation that is known: then
//! most of its people, or of its messages with their times, came before.

use std::time::Duration;

use kernel::{Id, Result, Time};
use store::{Db, Sole};

use crate::import::identity::Identity;
use crate::import::queries::{self, Kind};

/// So many organisations of one format are looked at.
const SOURCES: usize = 1_000;
/// An id keeps time to 10 ms, and is a little later where many share one.
const TOLERANCE: Duration = Duration::from_secs(60);

/// `prefix` is how all names of the format begin.
pub fn source(db: &Db, prefix: &str, identity: &Identity) -> Result<String> {
    if queries::has_source(db, &identity.name)?.is_some() {
        return Ok(identity.name.clone());
    }
    let below = format!("{prefix}\u{10ffff}");
    let mut from = prefix.to_owned();
    for _ in 0..SOURCES {
        let Sole(found) = queries::source_between(db, &from, &below)?;
        let Some(found) = found else { break };
        if is_same(db, &found, identity)? {
            return Ok(found);
        }
        from = format!("{found}\u{1}");
    }
    Ok(identity.name.clone())
}

fn is_same(db: &Db, source: &str, identity: &Identity) -> Result<bool> {
    let people: Vec<&str> = identity.people.iter().map(String::as_str).collect();
    let known = queries::known(db, source, &[Kind::Person], &people)?.len();
    if known * 2 > people.len() {
        return Ok(true);
    }
    let keys: Vec<&str> = identity
        .messages
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    let known = queries::known(db, source, &[Kind::Post, Kind::Reply], &keys)?;
    let same_time = |key: &str, own: Time| {
        let mut same = identity.messages.iter().filter(|(other, _)| other == key);
        same.any(|(_, at)| *at <= own.plus(TOLERANCE) && own <= at.plus(TOLERANCE))
    };
    let same = known
        .iter()
        .filter(|known| same_time(&known.foreign_key, Id::<()>::from_raw(known.own_id).time()));
    Ok(same.count() * 2 > known.len().max(1))
}
