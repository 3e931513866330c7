//! The first day of a replication: the readings before it are written down as they are then, and the start
//! goes into the record of the initiative, from which the effect is estimated.
//!
//! The job looks once a day. A start that the record refuses (too few people) is left out there; the page
//! says so. A start that is known is never changed: where the place dropped it, the record says that it
//! goes on again, since the day that was known first.

use std::time::Duration;

use kernel::text::fold::fold;
use kernel::{Kind, Result, Time};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Tx};

use super::replication::{Replication, ReplicationId, ReplicationScope};
use super::result::Before;
use super::{notices, queries, reach};
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

/// What is noted is left out next time, so it goes on where it was cut off. The next day is asked for
/// first: a day that fails does not end the days.
fn daily(app: &App, _: &str) -> Result<()> {
    app.store
        .write_background_blocking(|tx| enqueue(tx, tx.now().plus(DAY)))?;
    let now = app.store.clock().now();
    let mut after = (String::new(), ReplicationId::from_raw(0));
    loop {
        let (today, (starts, id)) = (day(now).to_string(), after);
        let some = app
            .store
            .read_blocking(move |db| queries::to_begin(db, &today, &starts, id, AT_ONCE))?;
        let Some(last) = some.last() else {
            break;
        };
        after = last.clone();
        app.store.write_background_blocking(move |tx| {
            some.iter().try_for_each(|(_, id)| note(tx, *id))
        })?;
    }
    notices::ask(app)?;
    reach::tell(app, now)
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
    let known = match it.unit_id {
        Some(unit) => initiatives::queries::adoption(tx, initiative, unit)?,
        None => None,
    };
    let is_new = known.is_none();
    match known {
        // Somebody else recorded it, and it goes on: it is theirs.
        Some(known) if known.goes_on() => return Ok(()),
        Some(known) => {
            initiatives::actions::resume_for(tx, initiative, indicator.id, known.unit_id)?;
        }
        None => {
            let started = Started {
                at: 1,
                unit: it.place.clone(),
                day: it.start(),
            };
            let leader = it.leader_id;
            match initiatives::actions::start_for(tx, leader, initiative, indicator, &[started]) {
                Err(error) if error.kind == Kind::Invalid => return Ok(()),
                recorded => recorded?,
            };
        }
    }
    let unit = indicators::queries::unit_by_name(tx, indicator.id, &fold(&it.place))?;
    if let Some(unit) = unit
        && let Some(own) = initiatives::queries::adoption(tx, initiative, unit)?
    {
        queries::set_recorded(tx, it.id, own.at)?;
        if is_new {
            initiatives::queries::set_told(tx, initiative, unit)?;
        }
    }
    Ok(())
}
