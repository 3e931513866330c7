//! People whose data changed: their places in the lists are made again by a job.
//!
//! Their rights changed with the data themselves. Who changes only leaves a row here, so importing a
//! hundred thousand people asks no rule; one job looks at all that wait.

use std::collections::BTreeSet;

use kernel::Result;
use store::{NewJob, Tx};

use super::known::RULED_MAX;
use super::lists::{self, Wanted, set_listed};
use super::queries;
use crate::App;
use crate::communities::CommunityId;
use crate::feature::JobKind;
use crate::people::PersonId;

pub const REPAIR: JobKind = JobKind {
    name: "rule_people",
    run: repair,
};

/// People a step: each is asked about by every rule.
const STEP: i64 = 50;
const STEPS: usize = 1_000;

/// To be called by whoever changes what decides about a person, in the same transaction.
pub fn changed(tx: &Tx, person: PersonId) -> Result<()> {
    if queries::some_list(tx)?.is_none() {
        return Ok(());
    }
    // Where somebody waits already, so does the job.
    let first = queries::stale(tx, 1)?.is_empty();
    queries::note_stale(tx, person)?;
    if first {
        enqueue(tx)?;
    }
    Ok(())
}

/// To be called by whoever changes the country of a site: everyone there may be in or out.
pub fn country_changed(tx: &Tx) -> Result<()> {
    if queries::some_list(tx)?.is_none() {
        return Ok(());
    }
    for ruled in queries::all(tx, RULED_MAX)? {
        if ruled.rule.asks_country() {
            lists::begin(tx, ruled.community_id)?;
        }
    }
    // Everyone's memberships are read again.
    tx.log("rule", 0, 0)
}

fn enqueue(tx: &Tx) -> Result<()> {
    tx.enqueue(NewJob {
        kind: REPAIR.name,
        payload: String::new(),
        run_at: tx.now(),
    })?;
    Ok(())
}

fn repair(app: &App, _: &str) -> Result<()> {
    for _ in 0..STEPS {
        let doing = app.clone();
        let left = app
            .store
            .write_background_blocking(move |tx| step(&doing, tx))?;
        if left == 0 {
            return Ok(());
        }
    }
    app.store.write_background_blocking(enqueue)
}

/// Looks at some of those who wait; tells how many they were.
fn step(app: &App, tx: &Tx) -> Result<usize> {
    let people = queries::stale(tx, STEP)?;
    let rules = super::present(app, tx)?;
    for person in queries::attributes(tx, &people)? {
        let listed = queries::listed_of(tx, person.id)?;
        let sort = queries::person_sort(tx, person.id)?.unwrap_or_default();
        if listed.iter().any(|place| place.name_sort != sort) {
            queries::rename(tx, person.id)?;
        }
        let now = listed.iter().map(|place| place.community_id);
        let mut communities: BTreeSet<CommunityId> = now.clone().collect();
        let now: BTreeSet<CommunityId> = now.collect();
        communities.extend(rules.covering(&person));
        for community in communities {
            let wanted = Wanted::of(tx, community, person.id)?;
            if (wanted == Wanted::In) != now.contains(&community) {
                set_listed(tx, community, person.id, wanted)?;
            }
        }
    }
    queries::delete_stale(tx, &people)?;
    Ok(people.len())
}
