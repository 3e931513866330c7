//! Counting the bench: a job that walks once a day over those on it and over all sites, and at once over a site
//! where somebody came or went.
//!
//! The bench is a choice that everyone sees, so small counts are kept. How far it has come stands in the job:
//! done twice, a part is the same.

use std::collections::BTreeMap;

use kernel::{Error, Result, Time};
use network::feature::JobKind;
use network::people::{Level, Role};
use network::{App, PersonId};
use store::{NewJob, Tx};

use super::bench::{BenchLevel, site_key};
use super::queries::{self, Counted};

pub const COUNT: JobKind = JobKind {
    name: "bench_count",
    run,
};

/// People on the bench, and sites, in a step.
const PEOPLE: i64 = 500;
const SITES: i64 = 200;
/// Steps a job.
const STEPS: usize = 50;
/// The whole day begins at two in the morning, in UTC.
const BEGINS_US: i64 = 2 * Time::HOUR_US;

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Those on the bench after this person: where they are listed.
    People(PersonId),
    /// Sites after this one.
    Sites(i64),
    /// One alone.
    Site(i64),
    Totals,
    Done,
}

impl Part {
    fn payload(self) -> String {
        match self {
            Part::People(after) => format!("people {after}"),
            Part::Sites(after) => format!("sites {after}"),
            Part::Site(site) => format!("site {site}"),
            Part::Totals => "totals 0".to_owned(),
            Part::Done => String::new(),
        }
    }

    fn parse(payload: &str) -> Option<Part> {
        let (what, id) = payload.split_once(' ')?;
        let id = id.parse().ok()?;
        match what {
            "people" => Some(Part::People(PersonId::from_raw(id))),
            "sites" => Some(Part::Sites(id)),
            "site" => Some(Part::Site(id)),
            "totals" => Some(Part::Totals),
            _ => None,
        }
    }
}

fn run(app: &App, payload: &str) -> Result<()> {
    let begun = Part::parse(payload)
        .ok_or_else(|| Error::internal(format!("{payload} names no part of the bench")))?;
    let mut part = begun;
    for _ in 0..STEPS {
        part = step(app, part)?;
        if part == Part::Done {
            return Ok(());
        }
    }
    app.store
        .write_background_blocking(move |tx| enqueue(tx, part, tx.now()))
}

/// Counts what changed while nothing ran.
pub fn first(tx: &Tx) -> Result<()> {
    enqueue(tx, Part::People(PersonId::from_raw(0)), tx.now())
}

/// Counts a site soon, once for many changes.
pub fn enqueue_site(tx: &Tx, site: i64) -> Result<()> {
    enqueue(tx, Part::Site(site), tx.now())
}

fn enqueue(tx: &Tx, part: Part, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: part.payload(),
        run_at,
    })
}

fn step(app: &App, part: Part) -> Result<Part> {
    let store = &app.store;
    match part {
        Part::People(after) => store.write_background_blocking(move |tx| relist(tx, after)),
        Part::Sites(after) => {
            let sites = store.read_blocking(move |db| queries::sites_after(db, after, SITES))?;
            if let Some(last) = sites.last().copied() {
                count(app, sites)?;
                return Ok(Part::Sites(last));
            }
            count_nowhere(app)?;
            store.write_background_blocking(|tx| {
                let midnight = tx.now().0 - tx.now().0.rem_euclid(Time::DAY_US);
                let tomorrow = Time(midnight + Time::DAY_US + BEGINS_US);
                enqueue(tx, Part::People(PersonId::from_raw(0)), tomorrow)
            })?;
            Ok(Part::Totals)
        }
        Part::Site(site) => {
            match site {
                0 => recount_nowhere(app)?,
                site => count(app, vec![site])?,
            }
            store.write_background_blocking(|tx| enqueue(tx, Part::Totals, tx.now()))?;
            Ok(Part::Done)
        }
        Part::Totals => store.write_background_blocking(|tx| {
            queries::delete_totals(tx)?;
            queries::make_totals(tx)?;
            Ok(Part::Done)
        }),
        Part::Done => Ok(Part::Done),
    }
}

/// Puts those who moved where they are now, and drops those who are neither any more. What has ended is deleted.
fn relist(tx: &Tx, after: PersonId) -> Result<Part> {
    let now = tx.now();
    if after.raw() == 0 {
        queries::end_invitations(tx, now)?;
        queries::end_asked(tx, now)?;
        queries::end_nominations(tx, now)?;
    }
    let listed = queries::listed(tx, after, PEOPLE)?;
    for it in &listed {
        let champion = it.champion_from.is_some_and(|from| from <= now)
            && it.champion_until.is_none_or(|until| now < until);
        let colleague = it.deactivated_at.is_none() && it.role != Role::Guest;
        if !colleague || !(champion || it.advocate_since.is_some()) {
            queries::forget_topics(tx, it.person_id)?;
            queries::unlist(tx, it.person_id)?;
            continue;
        }
        let key = site_key(it.key_now.as_deref());
        if (it.site_id, &it.site_key, &it.name_sort) != (it.site_now, &key, &it.name_now) {
            queries::relist(tx, it.person_id, it.site_now, &key, &it.name_now)?;
            queries::relist_topics(tx, it.person_id, &key, &it.name_now)?;
        }
    }
    Ok(match listed.last() {
        Some(last) if listed.len() as i64 == PEOPLE => Part::People(last.person_id),
        _ => Part::Sites(0),
    })
}

/// The counts of sites. Looked at outside of the transaction: who comes or goes meanwhile has their site counted
/// again.
fn count(app: &App, sites: Vec<i64>) -> Result<()> {
    let now = app.store.clock().now();
    let listed = sites.clone();
    app.store
        .write_background_blocking(move |tx| queries::list_champions(tx, &listed, now))?;
    let counting = sites.clone();
    let found = app
        .store
        .read_blocking(move |db| queries::counted(db, &counting, now))?;
    app.store
        .write_background_blocking(move |tx| keep(tx, &sites, &found))
}

fn count_nowhere(app: &App) -> Result<()> {
    let now = app.store.clock().now();
    app.store.write_background_blocking(move |tx| {
        queries::list_champions_nowhere(tx, &site_key(None), now)
    })?;
    let found = app
        .store
        .read_blocking(move |db| queries::counted_nowhere(db, now))?;
    app.store
        .write_background_blocking(move |tx| keep(tx, &[0], &found))
}

/// Who came or went without a site. How many colleagues have none is counted once a day: in an organisation
/// without sites that is everybody.
fn recount_nowhere(app: &App) -> Result<()> {
    let now = app.store.clock().now();
    let known = app.store.read_blocking(queries::people_nowhere)?;
    if known.is_empty() {
        return count_nowhere(app);
    }
    let key = site_key(None);
    app.store.write_background_blocking(move |tx| {
        queries::list_champions_nowhere(tx, &key, now)?;
        let mut bench = queries::bench_nowhere(tx, &key, now)?;
        for (level, people) in &known {
            match bench.iter_mut().find(|it| it.level == *level) {
                Some(it) => it.people = *people,
                None => bench.push(Counted {
                    site_id: 0,
                    level: *level,
                    people: *people,
                    champions: 0,
                    advocates: 0,
                    sceptics: 0,
                    bench: 0,
                }),
            }
        }
        keep(tx, &[0], &bench)
    })
}

/// Levels, and all of them together.
fn keep(tx: &Tx, sites: &[i64], counted: &[Counted]) -> Result<()> {
    queries::delete_counts(tx, sites)?;
    let mut all: BTreeMap<i64, [i64; 5]> = BTreeMap::new();
    for it in counted {
        let level = match it.level {
            Level::Leader => BenchLevel::Leader,
            Level::Manager => BenchLevel::Manager,
            Level::Staff => BenchLevel::Staff,
        };
        let n = [it.people, it.champions, it.advocates, it.sceptics, it.bench];
        put(tx, it.site_id, level, n)?;
        let sum = all.entry(it.site_id).or_default();
        sum.iter_mut().zip(n).for_each(|(sum, n)| *sum += n);
    }
    all.into_iter()
        .try_for_each(|(site, n)| put(tx, site, BenchLevel::All, n))
}

fn put(tx: &Tx, site: i64, level: BenchLevel, n: [i64; 5]) -> Result<()> {
    let [people, champions, advocates, sceptics, bench] = n;
    queries::insert_count(
        tx, site, level, people, champions, advocates, sceptics, bench,
    )?;
    Ok(())
}
