//! Counting a week: a job that looks at everyone once, site by site, and goes on where it was.
//!
//! Nothing is kept about a person: each step adds what it finds to the counts of those who stand in the
//! same cells. A network that is new to the board gets the weeks that are behind it as well, counted
//! with the people as they are now; a week that was shown is never counted again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Result, Time};
use network::feature::JobKind;
use network::{App, PersonId};
use store::{Db, NewJob, Tx};

use super::cell::BoardLevel;
use super::queries::{self, Colleague, Counting};
use super::{publish, week};

pub const COUNT: JobKind = JobKind {
    name: "rollout_week",
    run,
};

/// People a step.
const STEP: i64 = 1_000;
/// Steps a job: it is done long before its lease ends.
const STEPS: usize = 200;
/// Weeks that are counted afterwards, at most.
const WEEKS_BACK: i64 = 104;
/// A contribution counts for so many weeks.
const WINDOW_WEEKS: i64 = 4;
/// One belongs for so long before one is counted.
const BELONGS_US: i64 = 7 * 86_400 * Time::SECOND_US;
/// Into the new week, so that writing that began in the old one is done.
const AFTER_MIDNIGHT_US: i64 = Time::HOUR_US;
/// Behind all sites.
const EVERYWHERE: i64 = -1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    More,
    Done,
}

fn run(app: &App, _: &str) -> Result<()> {
    for _ in 0..STEPS {
        if step(app)? == Progress::Done {
            return app.store.write_background_blocking(|tx| {
                let next = week::begins(week::of(tx.now()) + 1);
                enqueue(tx, Time(next.0 + AFTER_MIDNIGHT_US))
            });
        }
    }
    app.store
        .write_background_blocking(|tx| enqueue(tx, tx.now()))
}

/// Counts what was not counted while nothing ran.
pub fn first(tx: &Tx) -> Result<()> {
    enqueue(tx, tx.now())
}

fn enqueue(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: String::new(),
        run_at,
    })
}

fn step(app: &App) -> Result<Progress> {
    let now = app.store.clock().now();
    let counting = app.store.read_blocking(queries::counting)?.0;
    if counting.first_week == 0 {
        return begin(app, &counting, now);
    }
    if counting.site_id == EVERYWHERE {
        let counting = counting.clone();
        app.store
            .write_background_blocking(move |tx| publish::week(tx, &counting))?;
        return Ok(Progress::More);
    }
    let from = counting.clone();
    let (found, next) = app.store.read_blocking(move |db| look(db, &from))?;
    app.store
        .write_background_blocking(move |tx| note(tx, &counting, &found, next))?;
    Ok(Progress::More)
}

/// Adds what was found to the counts, and says where to go on.
fn note(tx: &Tx, from: &Counting, found: &Found, next: (i64, PersonId)) -> Result<()> {
    // Another worker may have been faster.
    if queries::counting(tx)?.0 != *from {
        return Ok(());
    }
    for ((week, level), n) in found {
        let Some(level) = BoardLevel::by_unit(*level) else {
            continue;
        };
        queries::add_group(
            tx,
            *week,
            from.site_id,
            level,
            n.people,
            n.aware,
            n.active,
            n.answering,
            n.leads,
            n.adopted,
        )?;
    }
    queries::go_on(tx, next.0, next.1)?;
    Ok(())
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
        if queries::counting(tx)?.0.first_week == 0 {
            queries::begin_counting(tx, first, last)?;
        }
        Ok(())
    })?;
    Ok(Progress::More)
}

/// By week and the place of the level.
type Found = BTreeMap<(i64, i64), Counts>;

/// Looks at the next people; where to go on.
fn look(db: &Db, from: &Counting) -> Result<(Found, (i64, PersonId))> {
    let people = match from.site_id {
        0 => queries::people_nowhere(db, from.after_id, STEP)?,
        site => queries::people_at(db, site, from.after_id, STEP)?,
    };
    let next = match people.last() {
        Some(last) if people.len() as i64 == STEP => (from.site_id, last.id),
        _ => {
            let site = queries::site_after(db, from.site_id)?.unwrap_or(EVERYWHERE);
            (site, PersonId::from_raw(0))
        }
    };
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let deeds = Deeds::read(db, &ids, from.first_week, from.last_week)?;
    let mut found = Found::new();
    for person in &people {
        for week in from.first_week..=from.last_week {
            if let Some((level, is)) = deeds.of(person, week) {
                found.entry((week, level.unit())).or_default().add(is);
            }
        }
    }
    Ok((found, next))
}

/// What some people did, by weeks.
#[derive(Default)]
struct Deeds {
    /// The week of the first contribution ever.
    first: HashMap<PersonId, i64>,
    contributed: BTreeSet<(PersonId, i64)>,
    answered: BTreeSet<(PersonId, i64)>,
    led: BTreeSet<(PersonId, i64)>,
}

impl Deeds {
    fn read(db: &Db, people: &[PersonId], first_week: i64, last_week: i64) -> Result<Deeds> {
        let from_week = first_week - WINDOW_WEEKS + 1;
        let (from, before) = (week::begins(from_week), week::begins(last_week + 1));
        let from_id = week::first_id::<()>(from_week).raw();
        let before_id = week::first_id::<()>(last_week + 1).raw();
        let mut deeds = Deeds::default();
        for (person, week) in queries::first_posts(db, people, before_id)?
            .into_iter()
            .chain(queries::first_replies(db, people, before_id)?)
            .chain(queries::first_reactions(db, people, before)?)
        {
            let first = deeds.first.entry(person).or_insert(week);
            *first = week.min(*first);
        }
        deeds.contributed = queries::weeks_with_posts(db, people, from_id, before_id)?
            .into_iter()
            .chain(queries::weeks_with_replies(db, people, from_id, before_id)?)
            .chain(queries::weeks_with_reactions(db, people, from, before)?)
            .collect();
        let answers = queries::weeks_with_answers(db, people, from_id, before_id)?;
        deeds.answered = answers.into_iter().collect();
        let followed = queries::weeks_with_followed_posts(db, people, from_id, before_id)?;
        deeds.led = followed.into_iter().collect();
        Ok(deeds)
    }

    /// Where the person stands at the end of a week; `None` for those who do not belong then.
    fn of(&self, person: &Colleague, week: i64) -> Option<(BoardLevel, Is)> {
        let end = week::begins(week + 1);
        let gone = person.deactivated_at.is_some_and(|at| at < end);
        if gone || end.0 - person.created_at.0 < BELONGS_US {
            return None;
        }
        let champion = person.champion_from.is_some_and(|from| from < end)
            && person.champion_until.is_none_or(|until| end <= until);
        let lately = |of: &BTreeSet<(PersonId, i64)>| {
            let weeks = (person.id, week - WINDOW_WEEKS + 1)..=(person.id, week);
            of.range(weeks).next().is_some()
        };
        let adopted = self.first.get(&person.id).is_some_and(|at| *at <= week);
        let is = Is {
            aware: adopted || person.claimed_at.is_some_and(|at| at < end),
            active: lately(&self.contributed),
            answering: lately(&self.answered),
            leads: lately(&self.led),
            adopted,
        };
        Some((BoardLevel::of(person.level, champion), is))
    }
}

struct Is {
    aware: bool,
    active: bool,
    answering: bool,
    leads: bool,
    adopted: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    people: i64,
    aware: i64,
    active: i64,
    answering: i64,
    leads: i64,
    adopted: i64,
}

impl Counts {
    fn add(&mut self, is: Is) {
        self.people += 1;
        self.aware += i64::from(is.aware);
        self.active += i64::from(is.active);
        self.answering += i64::from(is.answering);
        self.leads += i64::from(is.leads);
        self.adopted += i64::from(is.adopted);
    }
}

#[cfg(test)]
mod tests {
    use network::people::{self, SiteKind};
    use network::testing::{World, each_world};

    use super::*;
    use crate::FEATURES;
    use crate::rollout::{CellScope, Stage};

    async fn people(world: &World, site: &'static str, n: usize) {
        world
            .write(move |tx| {
                let site = people::actions::site(tx, site, SiteKind::Frontline, "")?;
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
                // Begins, looks at those without a site, and at the first thousand of Leeds.
                for _ in 0..3 {
                    assert_eq!(step(&app).unwrap(), Progress::More);
                }
                // A worker that was slower wants to add what it has found.
                let Ok(store::Sole(now)) = app.store.read_blocking(queries::counting) else {
                    panic!("there is one row");
                };
                let late = Counting {
                    after_id: PersonId::from_raw(0),
                    ..now.clone()
                };
                let from = late.clone();
                let (found, next) = app.store.read_blocking(move |db| look(db, &from)).unwrap();
                assert!(found.values().any(|counts| counts.people == STEP));
                let noted = app
                    .store
                    .write_background_blocking(move |tx| note(tx, &late, &found, next));
                noted.unwrap();
                now
            });
            let at = interrupted.join().unwrap();
            assert!(at.site_id > 0 && at.after_id.raw() > 0, "{at:?}");
            assert_eq!(headcount(&world).await, []);
            world.write(|tx| enqueue(tx, tx.now())).await;
            world.work().await;
            // Ada, Olive, Mia and Otto too; Gus is a guest and Dee has left.
            let all = STEP + 30 + 20 + 4;
            assert_eq!(headcount(&world).await, [(last, all)]);
            world.write(|tx| enqueue(tx, tx.now())).await;
            world.work().await;
            assert_eq!(
                headcount(&world).await,
                [(last, all)],
                "a week is counted once"
            );
        });
    }
}
