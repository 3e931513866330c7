//! The weekly count: one pass over what happened, then what may be shown is kept.
//!
//! A count that is interrupted is begun again: it goes on behind the communities that are kept already
//! and is done when the week is marked as finished. A finished week is never counted again. The count
//! reads in small pieces and writes in small transactions; nobody waits for it.

use std::sync::{Mutex, PoisonError};

use kernel::{Error, Result};
use network::communities::CommunityKind;
use network::feature::JobKind;
use network::feed::Audience;
use network::{App, CommunityId, PersonId};
use store::{NewJob, Store, Tx};

use super::benchmark::Benchmarks;
use super::community::{self, Numbers, numbers};
use super::gate::{percent, share};
use super::graph::Web;
use super::matrix::{self, Before, Told, WEEKS_BEFORE};
use super::measure::{Measure, Purpose};
use super::people::belonging_since;
use super::tally::{DAYS, Tally};
use super::week::{Week, first_id};
use super::{queries, sources, ties};

pub const COUNT: JobKind = JobKind {
    name: "health_count",
    run,
};

const MEMBERS_AT_ONCE: i64 = 10_000;
/// Communities of one transaction.
const WRITTEN_AT_ONCE: usize = 100;
/// Posts whose seers are looked at in one piece.
const SEEN_AT_ONCE: i64 = 500;
/// Communities smaller than this have no numbers.
const MEMBERS_MIN: u64 = 10;
/// Weeks whose numbers are kept.
pub const WEEKS_KEPT: i64 = 26;
const FORGOTTEN_AT_ONCE: i64 = 5_000;

/// When the program begins to serve: the last week if it was not counted, else the next one in time.
pub fn begin(tx: &Tx) -> Result<()> {
    let week = Week::last(tx.now());
    match queries::is_finished(tx, week.0)? {
        Some(_) => enqueue_next(tx, week),
        None => tx.enqueue_once(NewJob {
            kind: COUNT.name,
            payload: week.0.to_string(),
            run_at: tx.now(),
        }),
    }
}

fn enqueue_next(tx: &Tx, week: Week) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: (week.0 + 1).to_string(),
        run_at: week.next_count(),
    })
}

fn run(app: &App, payload: &str) -> Result<()> {
    let week = payload.parse().map(Week);
    let week = week.map_err(|_| Error::internal(format!("{payload} is no week")))?;
    let last = Week::last(app.store.clock().now());
    // Weeks nobody counted in time are left out: what was deleted since could not be told apart.
    let week = if week < last { last } else { week };
    // Before it: a week that fails does not end the weeks.
    app.store
        .write_background_blocking(move |tx| enqueue_next(tx, week))?;
    count(&app.store, week)
}

/// Counts a week that is over, unless it was counted.
pub fn count(store: &Store, week: Week) -> Result<()> {
    // A second try in the same process waits here, and finds the week finished.
    static AT_WORK: Mutex<()> = Mutex::new(());
    let _alone = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
    if week > Week::last(store.clock().now()) {
        return Err(Error::internal("this week is not over"));
    }
    if store
        .read_blocking(move |db| queries::is_finished(db, week.0))?
        .is_some()
    {
        return Ok(());
    }
    store.write_background_blocking(move |tx| queries::begin_week(tx, week.0, tx.now()))?;
    let tally = Tally::count(store, week)?;
    write_communities(store, &tally, week)?;
    write_network(store, &tally, week)?;
    forget(store, week)
}

/// One community with what it is said to be for.
struct Counted {
    id: CommunityId,
    purpose: Option<Purpose>,
    numbers: Numbers,
}

fn write_communities(store: &Store, tally: &Tally, week: Week) -> Result<()> {
    let mut counted = Vec::new();
    let mut benchmarks = Benchmarks::default();
    let in_use = |(_, room): &(usize, &sources::Room)| !room.archived;
    for (place, room) in tally.rooms.iter().enumerate().filter(in_use) {
        let members = members(store, tally, week, room)?;
        if (members.len() as u64) < MEMBERS_MIN {
            continue;
        }
        let numbers = numbers(tally, week, place as u32, &members);
        // What is usual tells how many there are: only of those that everybody may know.
        if room.kind == CommunityKind::Open {
            benchmarks.add(&numbers, room.purpose.or(numbers.works_as));
        }
        counted.push(Counted {
            id: room.id,
            purpose: room.purpose,
            numbers,
        });
    }
    benchmarks.settle();
    let kept = store.read_blocking(move |db| queries::kept_through(db, week.0))?;
    let kept = kept.unwrap_or(CommunityId::from_raw(0));
    let mut rest: Vec<Counted> = counted.into_iter().filter(|one| one.id > kept).collect();
    let benchmarks = std::sync::Arc::new(benchmarks);
    while !rest.is_empty() {
        let some: Vec<Counted> = rest.drain(..rest.len().min(WRITTEN_AT_ONCE)).collect();
        let benchmarks = benchmarks.clone();
        store.write_background_blocking(move |tx| {
            some.iter()
                .try_for_each(|one| write(tx, one, &benchmarks, week))
        })?;
    }
    Ok(())
}

/// Members who are counted, by their places.
fn members(store: &Store, tally: &Tally, week: Week, room: &sources::Room) -> Result<Vec<u32>> {
    if room.network_wide {
        return Ok((0..tally.people.len() as u32).collect());
    }
    let (id, by_rule, since) = (room.id, room.by_rule, belonging_since(week));
    let mut members = Vec::new();
    let mut after = PersonId::from_raw(0);
    loop {
        let some = store.read_blocking(move |db| match by_rule {
            true => sources::listed(db, id, after, since, MEMBERS_AT_ONCE),
            false => sources::members(db, id, after, since, MEMBERS_AT_ONCE),
        })?;
        let Some(last) = some.last() else {
            return Ok(members);
        };
        after = *last;
        members.extend(some.iter().filter_map(|person| tally.people.place(*person)));
    }
}

fn write(tx: &Tx, one: &Counted, benchmarks: &Benchmarks, week: Week) -> Result<()> {
    let (id, numbers) = (one.id, &one.numbers);
    let purpose = one.purpose.or(numbers.works_as);
    let members = super::gate::rounded(numbers.members) as i64;
    queries::keep_community(tx, id, week.0, members, numbers.works_as)?;
    for (measure, figure) in &numbers.figures {
        let usual = benchmarks.usual(*measure, numbers.members, purpose);
        queries::keep_figure(
            tx,
            id,
            week.0,
            *measure,
            figure.state,
            figure.value,
            figure.sample as i64,
            usual.value,
            usual.alike as i64,
            usual.likeness,
        )?;
    }
    Ok(())
}

fn write_network(store: &Store, tally: &Tally, week: Week) -> Result<()> {
    let arcs = tally.arcs();
    let seed = week.0.unsigned_abs();
    let before = store.read_blocking(move |db| before(db, week))?;
    let (others, both, pairs) = ties_of(&arcs, &tally.people.units);
    let last = before.first().map_or(&[][..], |before| &before.levels);
    let levels = matrix::levels(tally, last);
    let mut told = matrix::cells(tally, &levels, &others, &both, &before, seed);
    told.extend(of_network(store, tally, week, &arcs)?);
    drop(arcs);
    let ties = ties::matrix(tally, &pairs, seed);
    store.write_background_blocking(move |tx| {
        for cell in &told {
            let (figure, level) = (cell.figure, cell.level().map_or("", |level| level.as_str()));
            let sample = figure.sample as i64;
            queries::keep_cell(
                tx,
                week.0,
                cell.measure,
                level,
                figure.state,
                figure.value,
                sample,
            )?;
        }
        for tie in &ties {
            queries::keep_tie(tx, week.0, &tie.of, &tie.to, tie.state, tie.share)?;
        }
        queries::finish_week(tx, week.0, tx.now(), &levels)?;
        tx.log("health", week.0, 0)
    })
}

/// What the weeks before have told, the newest first; a week that was not counted told nothing.
fn before(db: &store::Db, week: Week) -> Result<Vec<Before>> {
    let mut all = Vec::new();
    for back in 1..=WEEKS_BEFORE as i64 {
        let mut before = Before::default();
        if let Some(levels) = queries::levels_of(db, week.0 - back)? {
            before.levels = levels;
            for (measure, level, state) in queries::cell_states(db, week.0 - back, 200)? {
                let column = super::measure::Column::ALL
                    .iter()
                    .position(|column| column.as_str() == level);
                before
                    .cells
                    .push((measure, column.map_or(0, |at| at as u8 + 1), state));
            }
        }
        all.push(before);
    }
    Ok(all)
}

/// By person: whether they have a tie to another unit, and one both ways; and the ties, each once.
fn ties_of(arcs: &[(u32, u32)], units: &[u32]) -> (Vec<bool>, Vec<bool>, Vec<(u32, u32)>) {
    let mut others = vec![false; units.len()];
    let mut both = others.clone();
    let mut ends: Vec<(u32, u32, bool)> = arcs
        .iter()
        .map(|(from, to)| (*from.min(to), *from.max(to), from < to))
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let mut pairs = Vec::new();
    for tie in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (one, other) = (tie[0].0 as usize, tie[0].1 as usize);
        pairs.push((tie[0].0, tie[0].1));
        for person in [one, other] {
            others[person] |= units[one] != units[other];
            both[person] |= tie.len() == 2;
        }
    }
    (others, both, pairs)
}

fn of_network(store: &Store, tally: &Tally, week: Week, arcs: &[(u32, u32)]) -> Result<Vec<Told>> {
    let people = tally.people.len() as u64;
    let (active, active_in_year) = tally.active_anywhere();
    let count = |marked: &[bool]| marked.iter().filter(|marked| **marked).count() as u64;
    let only_read = only_read(store, tally, week, &active_in_year)?;
    let (public, messages) = tally.public_messages();
    let posters = community::of_posts(&tally.posts, tally.all_replies(), week, &tally.people);
    let behind = super::gate::Behind {
        people: count(&active),
        sum: messages,
        largest: 0,
    };
    let mut figures = vec![
        (Measure::InteractiveShare, share(people, count(&active))),
        (
            Measure::HealthIndex,
            share(count(&active_in_year), count(&active)),
        ),
        (Measure::ReadingOnly, share(people, only_read)),
        (
            Measure::PublicShare,
            super::gate::number(behind, percent(public as f64, messages as f64), messages),
        ),
    ];
    figures.extend(posters);
    if let Ok(web) = Web::of(people as u32, arcs) {
        figures.extend(web.of_network(&tally.people.units, week.0.unsigned_abs()));
    }
    let told = |(measure, figure)| Told {
        measure,
        column: 0,
        figure,
    };
    Ok(figures.into_iter().map(told).collect())
}

/// Saw something that was posted in the 28 days and did not contribute in the year.
fn only_read(store: &Store, tally: &Tally, week: Week, active: &[bool]) -> Result<u64> {
    let before = first_id(week.end());
    let mut after = first_id(week.from(DAYS)) - 1;
    let mut audience = Audience::default();
    loop {
        let (last, more) = store.read_blocking(move |db| {
            audience
                .add(db, after, before, SEEN_AT_ONCE)
                .map(|last| (last, audience))
        })?;
        audience = more;
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    let silent = tally
        .people
        .numbers
        .iter()
        .zip(active)
        .filter(|(_, active)| !**active);
    Ok(audience.count_among(silent.map(|(number, _)| *number)))
}

/// Drops what is older than is shown, and what was only needed to compare the last weeks.
fn forget(store: &Store, week: Week) -> Result<()> {
    let old = week.0 - WEEKS_KEPT;
    store.write_background_blocking(move |tx| {
        queries::forget_levels(tx, week.0 - WEEKS_BEFORE as i64)?;
        queries::forget_cells(tx, old)?;
        queries::forget_ties(tx, old)
    })?;
    loop {
        let gone = store.write_background_blocking(move |tx| {
            let figures = queries::forget_figures(tx, old, FORGOTTEN_AT_ONCE)?.0;
            Ok(figures + queries::forget_communities(tx, old, FORGOTTEN_AT_ONCE)?.0)
        })?;
        if gone == 0 {
            return Ok(());
        }
    }
}
