//! The weekly count as a job. It works for a minute and comes back; what it has read waits in memory until
//! then. Nobody waits for it.
//!
//! A node that finds another at work looks again later, and begins anew when that one has not been heard of
//! for a while.

use std::time::Duration;

use kernel::{Error, Result, Time};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Sole, Store, Tx};

use super::counting::Counting;
use super::queries;
use super::week::Week;
use crate::rollout;
use crate::waiting::Waiting;

pub const COUNT: JobKind = JobKind {
    name: "health_count",
    run,
};

/// Work of one job, far less than its lease.
const AT_ONCE_US: i64 = Time::MINUTE_US;
/// Who was not heard of for so long has stopped counting.
const LOST_US: i64 = 10 * Time::MINUTE_US;
/// Until it is looked again.
const LATER: Duration = Duration::from_secs(60);

/// Counts that go on with their next job, by a number that only that job knows.
static WAITING: Waiting<Counting> = Waiting::new();

/// When the program begins to serve: the last week if it was not counted, else the next one in time.
pub fn begin(tx: &Tx) -> Result<()> {
    let week = Week::last(tx.now());
    match queries::is_finished(tx, week.0)? {
        Some(_) => enqueue_next(tx, week),
        None => enqueue(tx, week.0.to_string(), tx.now()),
    }
}

fn enqueue_next(tx: &Tx, week: Week) -> Result<()> {
    enqueue(tx, (week.0 + 1).to_string(), week.next_count())
}

fn enqueue(tx: &Tx, payload: String, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload,
        run_at,
    })
}

fn run(app: &App, payload: &str) -> Result<()> {
    // Of who answers, the roll-out tells first: what it withholds is withheld here too.
    let last = Week::last(app.store.clock().now());
    let Sole(board) = app.store.read_blocking(rollout::queries::counting)?;
    if board.shown_week < last.0 {
        let payload = payload.to_owned();
        return app.store.write_background_blocking(move |tx| {
            enqueue(tx, payload.clone(), tx.now().plus(LATER))
        });
    }
    let until = app.store.clock().now().0 + AT_ONCE_US;
    let clock = app.store.clock();
    go_on(&app.store, payload, &|| clock.now().0 >= until)
}

/// Goes on with a week, or begins it, until it is enough for now. The payload is the week, with the number
/// of a count that waits when there is one.
pub(super) fn go_on(store: &Store, payload: &str, enough: &dyn Fn() -> bool) -> Result<()> {
    let (week, waiting) = match payload.split_once(' ') {
        Some((week, ticket)) => (
            week,
            ticket.parse().ok().and_then(|ticket| WAITING.take(ticket)),
        ),
        None => (payload, None),
    };
    let week = week.parse().map(Week);
    let week = week.map_err(|_| Error::internal(format!("{payload} is no week")))?;
    let mut counting = match waiting {
        Some(counting) => counting,
        None => match begin_count(store, week, payload)? {
            Some(counting) => counting,
            None => return Ok(()),
        },
    };
    while counting.step(store)? {
        if enough() {
            let ticket = store.random().u64() >> 1;
            WAITING.put(ticket, counting);
            let payload = format!("{} {ticket}", week.0);
            return store.write_background_blocking(move |tx| {
                queries::renew_week(tx, week.0, tx.now())?;
                enqueue(tx, payload.clone(), tx.now())
            });
        }
    }
    Ok(())
}

/// `None` when there is nothing to do for now.
fn begin_count(store: &Store, week: Week, payload: &str) -> Result<Option<Counting>> {
    let last = Week::last(store.clock().now());
    // Weeks nobody counted in time are left out: what was deleted since could not be told apart.
    let week = if week < last { last } else { week };
    let payload = payload.to_owned();
    let is_free = store.write_background_blocking(move |tx| {
        // Before it: a week that fails does not end the weeks.
        enqueue_next(tx, week)?;
        if queries::is_finished(tx, week.0)?.is_some() {
            return Ok(false);
        }
        let now = tx.now();
        let renewed = queries::renewed(tx, week.0)?.flatten();
        if renewed.is_some_and(|at| now.since_us(at) < LOST_US) {
            // Somebody else is at work, or was until just now.
            enqueue(tx, payload.clone(), now.plus(LATER))?;
            return Ok(false);
        }
        queries::begin_week(tx, week.0, now)?;
        queries::renew_week(tx, week.0, now)?;
        Ok(true)
    })?;
    match is_free {
        true => Counting::begin(store, week),
        false => Ok(None),
    }
}

/// Counts a week that is over in one go, unless it was counted.
pub fn count(store: &Store, week: Week) -> Result<()> {
    if let Some(mut counting) = Counting::begin(store, week)? {
        while counting.step(store)? {}
    }
    Ok(())
}
