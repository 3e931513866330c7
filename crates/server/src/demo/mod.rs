//! The invented company Northgate Stores, on which one tries the product and shows it.
//!
//! First everything is thought out ([`plan`]), the same for the same seed and day; then it is
//! written through the ways that the product itself writes history. No person here is real. What
//! measures or loads the program at size is made elsewhere.

mod beginnings;
mod calendar;
mod casting;
mod champions;
mod company;
mod courses;
mod dice;
mod goals;
mod health;
mod history;
mod indicators;
mod names;
mod people;
mod plan;
pub mod queries;
mod reactions;
mod replications;
mod rollout;
mod rooms;
pub mod sign_ins;
mod sites;
mod slots;
mod staffing;
mod stories;
mod tail;
mod templates;
mod threads;
mod visits;
mod write;
mod written;

#[cfg(test)]
mod tests;

use anyhow::{Result, ensure};
use network::sign_in::{HashPool, NewPassword};
use serde::{Deserialize, Serialize};
use store::{Sole, Store};

use crate::work::{Said, Say};
use plan::{Plan, Size};

/// What company is wanted.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Make {
    pub people: usize,
    pub small: bool,
    pub seed: u64,
}

/// The cast alone has almost so many.
pub const FEWEST: usize = 60;
pub const MOST: usize = 20_000;

/// Makes the company in a network without people. Reports those one may sign in as.
pub fn make(store: &Store, make: Make, say: Say<'_>) -> Result<()> {
    ensure!(
        (FEWEST..=MOST).contains(&make.people),
        "a company has {FEWEST} to {MOST} people, not {}",
        make.people
    );
    let Sole(people) = store.read_blocking(queries::people)?;
    ensure!(
        people == 0,
        "this network has people already; the invented company is made only in an empty one (--data names another folder)"
    );
    let password = NewPassword::check(sign_ins::PASSWORD)?;
    let hash = tokio::runtime::Handle::current().block_on(HashPool::new().hash(password))?;
    let size = Size {
        people: make.people,
        small: make.small,
    };
    let plan = Plan::make(size, make.seed, store.clock().now());
    let written = write::company(store, plan, say)?;
    let said = history::write(store, &written, say)?;
    write::members(store, &written, say)?;
    indicators::write(store, &written, say)?;
    goals::write(store, &written)?;
    rollout::write(store, &written)?;
    stories::write(store, &written, say)?;
    replications::write(store, &written)?;
    champions::write(store, &written)?;
    courses::write(store, &written)?;
    visits::write(store, &written, &said, &hash)?;
    health::write(store, &written, say)?;
    let plan = &written.plan;
    say(Said::Note(format!(
        "{} is made: {} people at {} sites, {} communities, {} posts and replies.",
        rooms::NETWORK,
        plan.company.people.len(),
        plan.company.sites.len(),
        plan.rooms.len(),
        plan.messages(),
    )))?;
    say(Said::Report(serde_json::to_value(sign_ins::list(
        &plan.company,
    ))?))
}
