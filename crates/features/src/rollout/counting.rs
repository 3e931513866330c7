//! Counting a week: a job that looks at everyone twice, and goes on where it was. First it finds out who
//! stands elsewhere than they were counted; then it reads what everybody did, and counts and shows week
//! by week.
//!
//! What one person does is kept nowhere: it waits in memory for the next job of the count, and is read
//! anew when that job is somebody else's. A network that is new to the board gets the weeks that are
//! behind it as well, counted with the people as they are now; a week that was shown is never counted
//! again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use kernel::{Result, Time};
use network::feature::JobKind;
use network::people::Role;
use network::{App, PersonId};
use store::{Db, NewJob, Tx};

use super::cell::BoardLevel;
use super::deeds::{Deeds, at_week};
use super::places::{self, Place, WEEKS_BEFORE};
use super::queries::{self, Colleague, Counting, Phase, Stood};
use super::{publish, week};
use crate::waiting::Waiting;

pub const COUNT: JobKind = JobKind {
    name: "rollout_week",
    run,
};

/// People a step.
const STEP: i64 = 1_000;
/// A job begins no step after this: it is done long before its lease ends.
const WORKS: Duration = Duration::from_secs(60);
/// Weeks that are counted afterwards, at most.
pub const WEEKS_BACK: i64 = 104;
/// One belongs for so long before one is counted.
const BELONGS_US: i64 = 7 * Time::DAY_US;
/// Into the new week, so that writing that began in the old one is done.
const AFTER_MIDNIGHT_US: i64 = Time::HOUR_US;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    More,
    Done,
}

/// What is read once and waits for the next job.
#[derive(Default)]
struct Held {
    moves: Option<(i64, Arc<Moves>)>,
    deeds: Option<Deeds>,
}

/// By network.
static WAITING: Waiting<Held> = Waiting::new();

/// The week after this one is asked for first: one that fails does not end the weeks. It has its number as
/// payload, so that what is asked for at once ([`first`]) is not taken for it; what is not done in time
/// goes on as that, so that there are not two of them.
fn run(app: &App, _: &str) -> Result<()> {
    let next = week::of(app.store.clock().now()) + 1;
    let at = Time(week::begins(next).0 + AFTER_MIDNIGHT_US);
    app.store
        .write_background_blocking(move |tx| enqueue(tx, next.to_string(), at))?;
    let network = network(app);
    let Some(_turn) = Turn::take(network) else {
        return Ok(());
    };
    let mut held = WAITING.take(network).unwrap_or_default();
    let began = Instant::now();
    while began.elapsed() < WORKS {
        if step(app, &mut held)? == Progress::Done {
            return Ok(());
        }
    }
    WAITING.put(network, held);
    app.store.write_background_blocking(first)
}

/// One job at a time counts a network: of two that began together, as after a start, the other is done.
struct Turn(u64);

impl Turn {
    fn take(network: u64) -> Option<Turn> {
        let is_free = Turn::all().insert(network);
        is_free.then(|| Turn(network))
    }

    fn all() -> MutexGuard<'static, BTreeSet<u64>> {
        static ALL: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());
        ALL.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        Turn::all().remove(&self.0);
    }
}

/// A number that no other network in this program has: where it is in memory.
fn network(app: &App) -> u64 {
    std::ptr::from_ref(&**app).addr() as u64
}

/// Counts what was not counted while nothing ran.
pub fn first(tx: &Tx) -> Result<()> {
    enqueue(tx, String::new(), tx.now())
}

fn enqueue(tx: &Tx, payload: String, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload,
        run_at,
    })
}

fn step(app: &App, held: &mut Held) -> Result<Progress> {
    let now = app.store.clock().now();
    let counting = app.store.read_blocking(queries::counting)?.0;
    let from = counting.clone();
    match counting.phase {
        Phase::Idle => return begin(app, &counting, now),
        Phase::Places => {
            let found = app.store.read_blocking(move |db| look(db, &from))?;
            app.store
                .write_background_blocking(move |tx| note_places(tx, &counting, &found))?;
        }
        Phase::People => {
            let moves = held.moves(app, &counting)?;
            let found = app
                .store
                .read_blocking(move |db| settle(db, &from, &moves))?;
            app.store
                .write_background_blocking(move |tx| note_settled(tx, &counting, &found))?;
        }
        Phase::Show => show(app, &counting, held)?,
    }
    Ok(Progress::More)
}

type Moves = HashSet<(Place, Place)>;

impl Held {
    /// The moves that are made.
    fn moves(&mut self, app: &App, counting: &Counting) -> Result<Arc<Moves>> {
        let week = counting.first_week;
        if let Some((_, moves)) = self.moves.as_ref().filter(|(of, _)| *of == week) {
            return Ok(moves.clone());
        }
        let read = app
            .store
            .read_blocking(|db| queries::moves(db, queries::MOST_MOVES))?;
        let moves: Moves = read.iter().map(|it| (it.from(), it.to())).collect();
        let moves = Arc::new(moves);
        self.moves = Some((week, moves.clone()));
        Ok(moves)
    }
}

/// Reads a piece of what everybody did; when all is read, shows the next week.
fn show(app: &App, counting: &Counting, held: &mut Held) -> Result<()> {
    let deeds = match &mut held.deeds {
        Some(deeds) if deeds.is_of(counting) => deeds,
        other => other.insert(Deeds::of(counting)),
    };
    match deeds.read_some(app)? {
        true => Ok(()),
        false => publish::week(&app.store, counting, &deeds.groups(counting.first_week)),
    }
}

/// Sets the weeks to be counted: those behind us that were not shown.
fn begin(app: &App, counting: &Counting, now: Time) -> Result<Progress> {
    let last = week::of(now) - 1;
    let known = counting.shown_week;
    let oldest = app.store.read_blocking(queries::oldest_post)?;
    let first = match oldest {
        _ if known > 0 => known + 1,
        Some(post) => week::of(kernel::Id::<()>::from_raw(post).time()),
        None => last,
    };
    let first = first.max(last - WEEKS_BACK + 1).max(1);
    if first > last {
        return Ok(Progress::Done);
    }
    app.store.write_background_blocking(move |tx| {
        if queries::counting(tx)?.0.phase == Phase::Idle {
            queries::begin_counting(tx, first, last)?;
        }
        Ok(())
    })?;
    Ok(Progress::More)
}

/// Another worker may have been faster.
fn is_at(tx: &Tx, counting: &Counting) -> Result<bool> {
    Ok(queries::counting(tx)?.0 == *counting)
}

/// Where somebody stands at the end of the last week.
fn stands(person: &Colleague, last_week: i64) -> Place {
    let end = week::begins(last_week + 1);
    let gone = person.deactivated_at.is_some_and(|at| at < end);
    let new = end.0 - person.created_at.0 < BELONGS_US;
    if gone || new || person.bot || person.role == Role::Guest {
        return Place::NOWHERE;
    }
    let champion = person.champion_from.is_some_and(|from| from < end)
        && person.champion_until.is_none_or(|until| end <= until);
    Place {
        site: person.site_id.unwrap_or(0),
        level: BoardLevel::of(person.level, champion).unit(),
    }
}

/// Who is behind these people; `None` behind everybody.
fn next(people: &[Colleague]) -> Option<PersonId> {
    let last = people.last().map(|person| person.id);
    last.filter(|_| people.len() as i64 == STEP)
}

/// Who stands elsewhere than they were counted last.
struct Wishes {
    wishes: Vec<(PersonId, Place, Place)>,
    next: Option<PersonId>,
}

fn look(db: &Db, from: &Counting) -> Result<Wishes> {
    let people = queries::people_after(db, from.after_id, STEP)?;
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let stood = stood(db, &ids)?;
    let wish = |person: &Colleague| {
        let stood = stood.get(&person.id).map_or(&[][..], Vec::as_slice);
        let known = at_week(stood, i64::MAX);
        let now = stands(person, from.last_week);
        (known != now).then_some((person.id, known, now))
    };
    Ok(Wishes {
        wishes: people.iter().filter_map(wish).collect(),
        next: next(&people),
    })
}

fn note_places(tx: &Tx, from: &Counting, found: &Wishes) -> Result<()> {
    if !is_at(tx, from)? {
        return Ok(());
    }
    let mut moves: BTreeMap<(Place, Place), i64> = BTreeMap::new();
    for (person, known, now) in &found.wishes {
        // It becomes their place, or is forgotten, when all are known.
        queries::put_place(tx, *person, from.first_week, now.site, now.level)?;
        *moves.entry((*known, *now)).or_default() += 1;
    }
    for ((was, now), people) in moves.into_iter().filter(|_| from.shown_week > 0) {
        queries::add_move(tx, was.site, was.level, now.site, now.level, people)?;
    }
    match found.next {
        Some(next) => queries::go_on(tx, Phase::Places, next)?,
        None => {
            if places::decide(tx, from)? > 0 || from.shown_week == 0 {
                queries::people_move(tx, from.first_week)?;
            }
            // Before anything was shown everybody is counted where they stand.
            let then = match from.shown_week {
                0 => Phase::Show,
                _ => Phase::People,
            };
            queries::go_on(tx, then, PersonId::from_raw(0))?
        }
    };
    Ok(())
}

/// The places of some people, in order of weeks.
fn stood(db: &Db, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Stood>>> {
    let mut all: HashMap<PersonId, Vec<Stood>> = HashMap::new();
    for row in queries::places(db, people)? {
        all.entry(row.person_id).or_default().push(row);
    }
    Ok(all)
}

/// Rows of places that are not asked for any more.
struct Settled {
    /// Places that were wished for, and that too few others did.
    refused: Vec<PersonId>,
    /// Those of these people before these weeks.
    old: Vec<(PersonId, i64)>,
    next: Option<PersonId>,
}

fn settle(db: &Db, from: &Counting, moves: &Moves) -> Result<Settled> {
    let people = queries::people_after(db, from.after_id, STEP)?;
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut settled = Settled {
        refused: Vec::new(),
        old: Vec::new(),
        next: next(&people),
    };
    for (person, mut rows) in stood(db, &ids)? {
        let known = at_week(&rows, from.first_week - 1);
        let wish = at_week(&rows, from.first_week);
        if known != wish && !moves.contains(&(known, wish)) {
            rows.retain(|row| row.week < from.first_week);
            settled.refused.push(person);
        }
        let needed_from = from.first_week - WEEKS_BEFORE as i64;
        let needed = rows.iter().rev().find(|row| row.week <= needed_from);
        if let Some(needed) = needed.filter(|needed| needed.week > rows[0].week) {
            settled.old.push((person, needed.week));
        }
    }
    Ok(settled)
}

fn note_settled(tx: &Tx, from: &Counting, found: &Settled) -> Result<()> {
    if !is_at(tx, from)? {
        return Ok(());
    }
    for person in &found.refused {
        queries::forget_place(tx, *person, from.first_week)?;
    }
    for (person, week) in &found.old {
        queries::forget_places_before(tx, *person, *week)?;
    }
    match found.next {
        Some(next) => queries::go_on(tx, Phase::People, next)?,
        None => {
            queries::forget_moves(tx)?;
            queries::go_on(tx, Phase::Show, PersonId::from_raw(0))?
        }
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use network::people::{self, SiteKind};
    use network::testing::{World, each_world};

    use super::*;
    use crate::FEATURES;
    use crate::rollout::{CellScope, Stage};

    async fn people(world: &World, site: &str, n: usize) {
        let site = site.to_owned();
        world
            .write(move |tx| {
                let site = people::actions::site(tx, &site, SiteKind::Frontline, "")?;
                for number in 0..n {
                    let draft = people::Draft {
                        name: format!("Somebody {number}"),
                        site: Some(site),
                        ..people::Draft::default()
                    };
                    people::actions::add(tx, None, &draft.check()?)?;
                }
                Ok(())
            })
            .await;
    }

    async fn headcount(world: &World) -> Vec<(i64, i64)> {
        let read = world.app.store.read(|db| {
            let weeks = queries::exact(db, CellScope::Network, 0, Stage::Aware, 9)?;
            Ok(weeks.iter().map(|it| (it.week, it.people)).collect())
        });
        read.await.unwrap()
    }

    #[test]
    fn a_count_that_was_interrupted_goes_on_and_counts_nobody_twice() {
        each_world(FEATURES, async |world| {
            people(&world, "Leeds", STEP as usize + 30).await;
            people(&world, "York", 20).await;
            world.wait(14 * 86_400 * Time::SECOND_US);
            let last = week::of(world.clock().now()) - 1;
            let app = world.app.clone();
            let interrupted = std::thread::spawn(move || {
                let read = |app: &App| app.store.read_blocking(queries::counting).unwrap().0;
                let go = |held: &mut Held| assert_eq!(step(&app, held).unwrap(), Progress::More);
                // Begins, and finds out where the first thousand are.
                go(&mut Held::default());
                let late = read(&app);
                let from = late.clone();
                let found = app.store.read_blocking(move |db| look(db, &from)).unwrap();
                go(&mut Held::default());
                // A worker that was slower wants to note what it has found.
                let noted = app
                    .store
                    .write_background_blocking(move |tx| note_places(tx, &late, &found));
                noted.unwrap();
                go(&mut Held::default());
                let at = read(&app);
                // Of two that count the week one is faster.
                let mut slow = Held::default();
                go(&mut slow);
                let mut fast = Held::default();
                while read(&app) == at {
                    go(&mut fast);
                }
                while slow.deeds.as_mut().unwrap().read_some(&app).unwrap() {}
                let groups = slow.deeds.unwrap().groups(at.first_week);
                publish::week(&app.store, &at, &groups).unwrap();
                (at, read(&app))
            });
            let (at, then) = interrupted.join().unwrap();
            assert!(at.phase == Phase::Show && at.shown_week == 0, "{at:?}");
            assert_eq!(then.shown_week, at.first_week);
            world.write(first).await;
            world.work().await;
            // Ada, Olive, Mia and Otto too; Gus is a guest and Dee has left.
            let all = STEP + 30 + 20 + 4;
            assert_eq!(headcount(&world).await, [(last, all)]);
            world.write(first).await;
            world.work().await;
            assert_eq!(
                headcount(&world).await,
                [(last, all)],
                "a week is counted once"
            );
            // Nobody asks: each week asks for the next.
            world.wait(7 * Time::DAY_US);
            world.work().await;
            world.wait(7 * Time::DAY_US);
            world.work().await;
            assert_eq!(headcount(&world).await.len(), 3);
        });
    }

    #[test]
    fn of_two_jobs_of_a_network_one_counts() {
        let turn = Turn::take(7);
        assert!(turn.is_some() && Turn::take(7).is_none());
        assert!(Turn::take(8).is_some());
        drop(turn);
        assert!(Turn::take(7).is_some());
    }

    #[test]
    fn nine_newcomers_wait_for_the_tenth() {
        each_world(FEATURES, async |world| {
            people(&world, "Leeds", 30).await;
            world.wait(14 * 86_400 * Time::SECOND_US);
            world.write(first).await;
            world.work().await;
            let now = async || headcount(&world).await.last().unwrap().1;
            assert_eq!(now().await, 30 + 4);
            for (more, counted) in [(9, 34), (0, 34), (1, 44)] {
                people(&world, "York", more).await;
                world.wait(14 * 86_400 * Time::SECOND_US);
                world.write(first).await;
                world.work().await;
                assert_eq!(now().await, counted);
            }
            let left = world
                .app
                .store
                .read(|db| queries::moves(db, queries::MOST_MOVES));
            assert!(left.await.unwrap().is_empty(), "nothing is left behind");
        });
    }

    #[test]
    fn a_large_organisation_looks_once_a_quarter_who_has_moved() {
        let sites: Vec<String> = (0..60).map(|site| format!("Site {site}")).collect();
        each_world(FEATURES, async |world| {
            for site in &sites {
                people(&world, site, 10).await;
            }
            let count = async || {
                world.wait(7 * Time::DAY_US);
                world.work().await;
                headcount(&world).await.last().map_or(0, |last| last.1)
            };
            world.wait(14 * Time::DAY_US);
            world.write(first).await;
            world.work().await;
            for site in &sites[..2] {
                people(&world, site, 10).await;
            }
            let mut counted = Vec::new();
            for _ in 0..14 {
                counted.push(count().await);
            }
            let waited = counted.iter().filter(|people| **people == 604).count();
            assert_eq!((waited, counted.last()), (12, Some(&624)), "{counted:?}");
            // A fifth of all is not kept waiting.
            for site in &sites[..5] {
                people(&world, site, 30).await;
            }
            let counted = [count().await, count().await];
            assert_eq!(counted[1], 774, "{counted:?}");
        });
    }
}
