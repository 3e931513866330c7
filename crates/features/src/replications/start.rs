//! The first day of a replication: the readings before it are written down as they are then, and the start
//! goes into the record of the initiative, from which the effect is estimated.
//!
//! The job looks once a day. A start that the record refuses (too few people, another day known already) is
//! left out there; the page says so. A start that is known is never changed.

use std::time::Duration;

use kernel::{Kind, Result, Time};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Tx};

use super::queries;
use super::replication::{Replication, ReplicationId, ReplicationScope};
use super::result::Before;
use crate::indicators::{self, Indicator, Observed, day};
use crate::initiatives::{self, Started};

pub const DAILY: JobKind = JobKind {
    name: "replications_daily",
    run: daily,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Those that begin in one transaction.
const AT_ONCE: i64 = 50;

/// Writes the first job; the others write themselves.
pub fn begin(tx: &Tx) -> Result<()> {
    enqueue(tx, tx.now())
}

fn enqueue(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: DAILY.name,
        payload: String::new(),
        run_at,
    })
}

/// What is noted is left out next time, so it goes on where it was cut off.
fn daily(app: &App, _: &str) -> Result<()> {
    loop {
        let noted = app.store.write_background_blocking(|tx| {
            let some = queries::to_begin(tx, &day(tx.now()).to_string(), AT_ONCE)?;
            some.iter().try_for_each(|id| note(tx, *id))?;
            Ok(some.len())
        })?;
        if noted == 0 {
            break;
        }
    }
    app.store
        .write_background_blocking(|tx| enqueue(tx, tx.now().plus(DAY)))
}

/// Writes down that it began, if its day came.
pub fn note(tx: &Tx, id: ReplicationId) -> Result<()> {
    let Some(it) = queries::by_id(tx, id)? else {
        return Ok(());
    };
    let Some(indicator) = indicators::queries::by_id(tx, it.indicator_id)? else {
        return Ok(());
    };
    if it.start() > day(tx.now()) {
        return Ok(());
    }
    let before = Before::read(tx, &indicator, it.unit_id, it.start())?;
    queries::put_start(
        tx,
        id,
        before.last_period,
        before.readings,
        before.mean,
        before.best,
        tx.now(),
    )?;
    record(tx, &it, &indicator)?;
    tx.log("replication", id.raw(), 0)
}

/// Puts the start into the record of the initiative, for the leader.
fn record(tx: &Tx, it: &Replication, indicator: &Indicator) -> Result<()> {
    let Some(initiative) = it.initiative_id else {
        return Ok(());
    };
    let is_unit = matches!(
        (it.scope, indicator.observed),
        (ReplicationScope::Site, Observed::Site)
            | (ReplicationScope::Department, Observed::Department)
    );
    if !is_unit || indicator.archived_at.is_some() {
        return Ok(());
    }
    if let Some(unit) = it.unit_id
        && initiatives::queries::adoption(tx, initiative, unit)?.is_some()
    {
        return Ok(());
    }
    let started = Started {
        at: 1,
        unit: it.place.clone(),
        day: it.start(),
    };
    match initiatives::actions::start_for(tx, it.leader_id, initiative, indicator, &[started]) {
        Err(error) if error.kind == Kind::Invalid => Ok(()),
        recorded => recorded.map(|_| ()),
    }
}
