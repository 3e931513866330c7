//! Counting a week: a job that takes one course after the other and goes on where it was. A week that is
//! shown is never counted again; a course that is new is shown after its first Sunday.

use kernel::{Result, Time};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Sole, Tx};

use super::course::CourseId;
use super::figure::{self, Counting};
use crate::rollout::{self, Stage, ToldOfLevels, week};

pub const COUNT: JobKind = JobKind {
    name: "courses.count",
    run,
};

const MONDAY: &str = "monday";
const GO_ON: &str = "go-on";
/// Courses a job: it is done long before its lease ends.
const STEPS: usize = 50;
/// Weeks before that are looked at.
const WEEKS_BEFORE: i64 = 2;
/// Into the new week, after the roll-out has begun to count.
const AFTER_MIDNIGHT_US: i64 = 2 * Time::HOUR_US;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    More,
    Done,
}

/// The next Monday is asked for first: a week that fails does not end the weeks.
fn run(app: &App, _: &str) -> Result<()> {
    app.store.write_background_blocking(|tx| {
        let monday = week::begins(week::of(tx.now()) + 1);
        enqueue(tx, MONDAY, Time(monday.0 + AFTER_MIDNIGHT_US))
    })?;
    for _ in 0..STEPS {
        if step(app)? == Progress::Done {
            return app.store.write_background_blocking(|tx| {
                let (now, Sole(at)) = (tx.now(), figure::counting(tx)?);
                match at.shown_week + 1 < week::of(now) {
                    // The board is not that far.
                    true => enqueue(tx, GO_ON, Time(now.0 + Time::HOUR_US)),
                    false => Ok(()),
                }
            });
        }
    }
    app.store
        .write_background_blocking(|tx| enqueue(tx, GO_ON, tx.now()))
}

/// Counts what was not counted while nothing ran.
pub fn first(tx: &Tx) -> Result<()> {
    enqueue(tx, GO_ON, tx.now())
}

/// What waits for a Monday does not keep back what goes on now.
fn enqueue(tx: &Tx, payload: &str, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: payload.to_owned(),
        run_at,
    })
}

pub(super) fn step(app: &App) -> Result<Progress> {
    let Sole(at) = app.store.read_blocking(figure::counting)?;
    if at.week == 0 {
        // Counted are those whom the board counts, so that both differ from week to week by ten people.
        let last = app
            .store
            .read_blocking(rollout::queries::counting)?
            .0
            .shown_week;
        return match at.shown_week >= last {
            true => Ok(Progress::Done),
            false => begin(app, at, last),
        };
    }
    let end = week::begins(at.week + 1);
    let after = at.after_id;
    let next = app
        .store
        .read_blocking(move |db| figure::published_after(db, after, end))?;
    let Some(course) = next else {
        write(app, at.clone(), move |tx| {
            figure::go_on(tx, 0, CourseId::from_raw(0), at.week)?;
            tx.log("courses", at.week, 0)
        })?;
        return Ok(Progress::More);
    };
    let week = at.week;
    let figures = app.store.read_blocking(move |db| {
        let people = figure::kept_headcounts(db)?;
        let completed = figure::by_level(&figure::completed(db, course, week, end)?);
        let Sole(trying) = figure::trying(db, course, week, end)?;
        let before = (1..=WEEKS_BEFORE)
            .map(|back| figure::known(db, course, week - back))
            .collect::<Result<Vec<_>>>()?;
        let mut figures = figure::figures(&people, &completed, trying, &before, week);
        if let Some(board) = ToldOfLevels::read(db, Stage::Trained, week)? {
            figure::as_on_board(&mut figures, &board);
        }
        let Sole(counted) = rollout::queries::counting(db)?;
        if counted.moved_week > week - WEEKS_BEFORE {
            figure::hide_moved(&mut figures, &before);
        }
        Ok(figures)
    })?;
    write(app, at.clone(), move |tx| {
        for it in &figures {
            figure::insert_figure(
                tx, course, week, it.scope, it.people, it.value, it.state, it.secret,
            )?;
        }
        figure::go_on(tx, week, course, at.shown_week)?;
        Ok(())
    })?;
    Ok(Progress::More)
}

/// Counts the people of each level once for all courses.
fn begin(app: &App, at: Counting, week: i64) -> Result<Progress> {
    let people = app
        .store
        .read_blocking(move |db| figure::headcounts(db, week))?;
    let people = figure::by_level(&people);
    write(app, at.clone(), move |tx| {
        figure::delete_headcounts(tx)?;
        for (level, people) in &people {
            figure::insert_headcount(tx, *level, *people)?;
        }
        figure::go_on(tx, week, CourseId::from_raw(0), at.shown_week)?;
        Ok(())
    })?;
    Ok(Progress::More)
}

/// Writes, unless another worker was faster.
fn write(
    app: &App,
    from: Counting,
    what: impl Fn(&Tx) -> Result<()> + Send + 'static,
) -> Result<()> {
    app.store.write_background_blocking(move |tx| {
        let Sole(now) = figure::counting(tx)?;
        match now == from {
            true => what(tx),
            false => Ok(()),
        }
    })
}
