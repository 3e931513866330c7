//! How many people are asked for both sides: counted in the background, since it goes through everyone.
//! When goals change, and once a day: goals begin and end, and people move.

use std::time::Duration;

use kernel::{Error, Result, Time};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Store, Tx};

use super::conflict::{ConflictId, Pulled};
use super::queries;
use crate::indicators::{self, Direction, IndicatorId};

pub const COUNT: JobKind = JobKind {
    name: "goal_people",
    run: |app, payload| {
        let id = payload
            .parse()
            .map_err(|_| Error::internal(format!("{payload} is no indicator")))?;
        count_of(app, IndicatorId::from_raw(id))
    },
};

/// Counts everything once a day.
pub const DAILY: JobKind = JobKind {
    name: "goal_people_daily",
    run: daily,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Conflicts that are read at once.
const AT_ONCE: i64 = 100;

/// Writes the first daily job; the others write themselves.
pub fn begin(tx: &Tx) -> Result<()> {
    tomorrow(tx, tx.now())
}

fn tomorrow(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: DAILY.name,
        payload: String::new(),
        run_at,
    })
}

fn daily(app: &App, _: &str) -> Result<()> {
    let store = &app.store;
    // Before the work: a day that fails does not end the days.
    store.write_background_blocking(|tx| tomorrow(tx, tx.now().plus(DAY)))?;
    let mut after = ConflictId::from_raw(0);
    loop {
        let some = store.read_blocking(move |db| queries::conflicts_after(db, after, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(());
        };
        after = last.id;
        for pulled in &some {
            count(store, pulled)?;
        }
    }
}

/// To be called in the transaction that changes who is asked to move an indicator.
pub fn changed(tx: &Tx, indicator: IndicatorId) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: indicator.to_string(),
        run_at: tx.now(),
    })
}

/// Counts for everything that pulls at an indicator.
pub fn count_of(app: &App, indicator: IndicatorId) -> Result<()> {
    let store = &app.store;
    let pulled = store.read_blocking(move |db| queries::conflicts_of(db, indicator))?;
    pulled.iter().try_for_each(|pulled| count(store, pulled))
}

fn count(store: &Store, pulled: &Pulled) -> Result<()> {
    let (id, first, second) = (pulled.id, pulled.first_id, pulled.second_id);
    let (up, down) = match first == second {
        true => (Some(Direction::More), Some(Direction::Less)),
        false => (None, None),
    };
    let today = indicators::day(store.clock().now()).to_string();
    let asked = store.read_blocking(move |db| {
        // Nobody has to be looked through where one of the two is asked of nobody.
        let asked = queries::asked_since(db, &[first, second], &today)?;
        let is_asked = |id: IndicatorId, way: Option<Direction>| {
            let asks = |of: &(IndicatorId, Direction, String)| {
                of.0 == id && way.is_none_or(|way| way == of.1)
            };
            asked.iter().any(asks)
        };
        match is_asked(first, up) && is_asked(second, down) {
            true => Ok(queries::count_asked(db, first, up, second, down, &today)?.0),
            false => Ok(0),
        }
    })?;
    store.write_background_blocking(move |tx| {
        queries::set_people(tx, id, asked, tx.now()).map(|_| ())
    })
}
