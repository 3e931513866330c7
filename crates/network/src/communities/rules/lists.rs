//! The list of a community's members, made of its rule: a job that looks at everyone once, a thousand
//! people a step, and goes on where it was when it is interrupted.
//!
//! No right hangs on the list. A step looks at people in the order of their ids and brings the rows of
//! exactly these up to date, so it does not matter what an earlier rule or an earlier try has left.

use std::collections::HashSet;

use kernel::{Error, Result};
use store::{NewJob, Tx};

use super::queries;
use super::rule::Attributes;
use crate::App;
use crate::communities::{CommunityId, queries as communities};
use crate::feature::JobKind;
use crate::people::PersonId;

pub const REFRESH: JobKind = JobKind {
    name: "rule_list",
    run: refresh,
};

/// People a step: some milliseconds, in which nothing else is written.
const STEP: i64 = 1_000;
/// Steps a job: it is done long before its lease ends.
const STEPS: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    More,
    Done,
}

/// Makes the list from the beginning, for the rule the community has now or for none.
pub(super) fn begin(tx: &Tx, community: CommunityId) -> Result<()> {
    queries::begin_list(tx, community)?;
    let list = queries::list(tx, community)?.ok_or_else(Error::not_found)?;
    enqueue(tx, community, list.revision)
}

fn enqueue(tx: &Tx, community: CommunityId, revision: i64) -> Result<()> {
    tx.enqueue(NewJob {
        kind: REFRESH.name,
        payload: format!("{community} {revision}"),
        run_at: tx.now(),
    })?;
    Ok(())
}

fn refresh(app: &App, payload: &str) -> Result<()> {
    let (community, revision) = read(payload)
        .ok_or_else(|| Error::internal(format!("{payload} is no list and revision")))?;
    for _ in 0..STEPS {
        let step = move |tx: &Tx| step(tx, community, revision);
        if app.store.write_background_blocking(step)? == Progress::Done {
            return Ok(());
        }
    }
    app.store
        .write_background_blocking(move |tx| enqueue(tx, community, revision))
}

fn read(payload: &str) -> Option<(CommunityId, i64)> {
    let (community, revision) = payload.split_once(' ')?;
    let community = CommunityId::from_raw(community.parse().ok()?);
    Some((community, revision.parse().ok()?))
}

/// Looks at the next people. Done when all were looked at, or when there is a newer rule.
pub(super) fn step(tx: &Tx, community: CommunityId, revision: i64) -> Result<Progress> {
    let list = queries::list(tx, community)?;
    let Some(list) = list.filter(|list| list.revision == revision && list.finished_at.is_none())
    else {
        return Ok(Progress::Done);
    };
    let rule = queries::rule_of(tx, community)?;
    let people = queries::attributes_after(tx, list.after_id, STEP)?;
    let last = match people.last() {
        Some(last) if people.len() as i64 == STEP => last.id,
        _ => PersonId::max(),
    };
    let mut wanted = HashSet::new();
    if let Some(rule) = &rule {
        let covers = |person: &&Attributes| rule.covers(&person.asked());
        wanted.extend(people.iter().filter(covers).map(|person| person.id));
        wanted.extend(queries::leading_between(
            tx,
            community,
            list.after_id,
            last,
            STEP,
        )?);
    }
    let there = queries::listed_between(tx, community, list.after_id, last, STEP)?;
    let there: HashSet<_> = there.into_iter().collect();
    let listed = exchange(tx, community, &wanted, &there)?;
    let finished = (last == PersonId::max()).then(|| tx.now());
    queries::go_on(tx, community, last, people.len() as i64, listed, finished)?;
    if rule.is_some() {
        queries::count_as_listed(tx, community)?;
    } else if finished.is_some() {
        queries::delete_list(tx, community)?;
    }
    tx.log("rule.list", community.raw(), 0)?;
    Ok(match finished {
        Some(_) => Progress::Done,
        None => Progress::More,
    })
}

/// Puts some people into a list in place of others; tells by how many it grew.
fn exchange(
    tx: &Tx,
    community: CommunityId,
    wanted: &HashSet<PersonId>,
    there: &HashSet<PersonId>,
) -> Result<i64> {
    let new: Vec<_> = wanted.difference(there).copied().collect();
    let gone: Vec<_> = there.difference(wanted).copied().collect();
    let added = queries::enlist(tx, community, &new, tx.now())?.0;
    let struck = queries::strike(tx, community, &gone)?.0;
    Ok(added as i64 - struck as i64)
}

/// Puts one person into the list or takes them out, and counts.
pub(super) fn set_listed(
    tx: &Tx,
    community: CommunityId,
    person: PersonId,
    listed: Wanted,
) -> Result<()> {
    let by = match listed {
        Wanted::In => queries::enlist(tx, community, &[person], tx.now())?.0 as i64,
        Wanted::Out => -(queries::strike(tx, community, &[person])?.0 as i64),
    };
    if by != 0 {
        queries::add_listed(tx, community, by)?;
        queries::count_as_listed(tx, community)?;
        tx.log("rule.list", community.raw(), person.raw())?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    In,
    Out,
}

impl Wanted {
    /// In, when the rule covers the person or they lead the community.
    pub(super) fn of(tx: &Tx, community: CommunityId, person: PersonId) -> Result<Wanted> {
        let covered = super::covered_among(tx, Some(community), &[person])?.len() > 1;
        let leads = communities::membership(tx, community, person)?.is_some();
        Ok(if covered || leads {
            Wanted::In
        } else {
            Wanted::Out
        })
    }
}
