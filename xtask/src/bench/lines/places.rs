//! Where the people of a load write: open communities that everybody reads.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::bench::drive::Key;
use crate::bench::ground::Ground;

/// Communities that take posts of anybody but guests, as many as one page of the API names.
pub fn open(ground: &Ground, key: &Key) -> Result<Vec<i64>> {
    let list = ground.json(key, "/api/communities?limit=100")?;
    let takes_posts = |community: &&Value| {
        let no = |name: &str| community[name] == false;
        community["kind"] == "open" && no("announcement") && no("network_wide") && no("archived")
    };
    let found = list["communities"].as_array().into_iter().flatten();
    let ids: Vec<i64> = found
        .filter(takes_posts)
        .filter_map(|community| community["id"].as_i64())
        .collect();
    ensure!(!ids.is_empty(), "no open community was found to post in");
    Ok(ids)
}

/// A number that no other run has: keys of requests are remembered for a day.
pub fn run_number() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}
