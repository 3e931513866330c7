//! Positions for the change log, and news of what other nodes wrote.
//!
//! Numbers are taken before a commit, so no number is in the order of commits. The node that holds
//! the advisory lock therefore gives positions afterwards, to rows of transactions below the
//! snapshot's `xmin`: everything older than those is finished, so nothing can still appear before
//! them. An open transaction anywhere in the cluster holds `xmin` back; that is what
//! [`Store::unpositioned`](crate::Store::unpositioned) is for.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use kernel::{Random, Result, Time};

use super::lease::Kept;
use super::{Target, session};
use crate::db::Db;
use crate::fault::Failure;
use crate::measure;
use crate::shared::Shared;
use crate::state::{self, Begun};
use crate::statement::{Changed, Sole};

/// The longest a node goes without looking.
const POLL: Duration = Duration::from_millis(200);
/// The shortest: many commits in a moment are one look.
const PAUSE: Duration = Duration::from_millis(5);
const UNREACHABLE_PAUSE: Duration = Duration::from_secs(1);

crate::row! {
    struct Look { position: i64, epoch: i64, waiting: i64, oldest: Option<Time> }
}

crate::statements! {
    fn lives_in() -> Sole<String> =
        "select cast(control.system_identifier as text) || '/' || cast(database.oid as text)
         from pg_control_system() as control, pg_database as database
         where database.datname = current_database()";
    /// Transaction ids of another cluster mean nothing here. The present one is below no future
    /// snapshot's `xmin`, so it is right for what was committed before.
    fn adopt() -> Changed =
        "update changes set transaction = cast(cast(pg_current_xact_id() as text) as bigint)
         where position is null";
    fn from_the_future() -> Sole<i64> =
        "select cast(count(*) as bigint) from changes where position is null
         and transaction >= cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)";
    fn lock_sequencer() -> Sole<i64> =
        "select cast(case when pg_try_advisory_lock(4711002) then 1 else 0 end as bigint)";
    fn give_positions(limit: i64) -> Option<i64> =
        "with log as (select position from log_state where one = 1 for update),
         ready as (
            select entry, row_number() over (order by transaction, entry) as number
            from (
                select entry, transaction from changes
                where position is null and transaction
                    < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)
                order by transaction, entry limit $1
            ) as waiting
         ),
         given as (
            update changes set position = log.position + ready.number from ready, log
            where changes.entry = ready.entry and changes.position is null
            returning changes.position as position
         )
         update log_state set position = (select max(position) from given)
         where one = 1 and exists (select 1 from given)
         returning position";
    fn look() -> Option<Look> =
        "select position, epoch,
            (select cast(coalesce(max(entry), 0) as bigint) from changes where position is null) as waiting,
            (select at from changes where position is null order by transaction, entry limit 1) as oldest
         from log_state where one = 1";
}

/// Rows given a position in one statement.
const BATCH: i64 = 4_000;

/// Reads the state of the log; a database that was restored elsewhere begins a new life.
pub(super) fn begin(db: &Db, random: &Random) -> Result<Begun> {
    let Sole(system) = lives_in(db)?;
    let mut begun = state::begin(db, random, &system)?;
    let Sole(future) = from_the_future(db)?;
    if begun.moved || future > 0 {
        let epoch = state::new_epoch(random);
        db.batch("begin").map_err(|failure| failure.error())?;
        adopt(db)?;
        state::new_life(db, epoch, &system)?;
        db.batch("commit").map_err(|failure| failure.error())?;
        begun.epoch = epoch.unsigned_abs();
    }
    Ok(begun)
}

pub(super) struct Follower {
    target: Arc<Target>,
    first: Option<Db>,
    shared: Arc<Shared>,
    lease: Arc<Kept>,
    waiting: i64,
}

impl Follower {
    /// The session is its first, so that from the moment the store is open others see that it is.
    pub fn new(
        target: Arc<Target>,
        session: Db,
        shared: Arc<Shared>,
        lease: Arc<Kept>,
    ) -> Follower {
        Follower {
            target,
            first: Some(session),
            shared,
            lease,
            waiting: 0,
        }
    }

    pub fn run(mut self) {
        while !self.shared.nudge.closed() {
            if let Err(failure) = self.follow() {
                tracing::warn!(cause = %failure.text, "the log cannot be read; trying again");
                self.shared.nudge.wait(UNREACHABLE_PAUSE);
            }
        }
        // A session of its own: the one that followed may be lost.
        match session(&self.target) {
            Ok(db) => self.lease.release(&db),
            Err(failure) => {
                tracing::warn!(cause = %failure.text, "the node number was not given back")
            }
        }
    }

    /// With one session, until it is lost or the store is closed.
    fn follow(&mut self) -> Result<(), Failure> {
        let db = match self.first.take() {
            Some(db) => db,
            None => session(&self.target)?,
        };
        let mut leads = false;
        while !self.shared.nudge.closed() {
            leads = leads || taken(&db, lock_sequencer(&db))? == Sole(1);
            if leads {
                while taken(&db, give_positions(&db, BATCH))?.is_some() {}
            }
            if let Some(look) = taken(&db, look(&db))? {
                let age = look
                    .oldest
                    .map_or(0, |at| self.shared.clock.now().since_us(at));
                measure::oldest_without_position(Duration::from_micros(age.max(0).unsigned_abs()));
                self.shared
                    .epoch
                    .store(look.epoch.unsigned_abs(), Ordering::SeqCst);
                if look.position > self.shared.position() || look.waiting > self.waiting {
                    self.waiting = self.waiting.max(look.waiting);
                    self.shared.woke(look.position);
                }
            }
            std::thread::sleep(PAUSE);
            self.shared.nudge.wait(POLL - PAUSE);
        }
        Ok(())
    }
}

fn taken<T>(db: &Db, result: Result<T>) -> Result<T, Failure> {
    result.map_err(|error| {
        db.take_failure()
            .unwrap_or_else(|| Failure::new(kernel::Kind::Internal, "internal", error.to_string()))
    })
}
