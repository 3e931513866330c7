//! Which node number this process makes its ids with.
//!
//! Numbers are leased rows. A process that slept through its lease may still be in the middle of a
//! transaction when another takes the number, so safety does not rest on time: the row also holds a
//! tick below which all ids of the present owner stay, and the next owner begins above it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::id::tick_of;
use kernel::{Error, IdMaker, Kind, Random, Result, Time};

use super::LEASING;
use crate::db::Db;
use crate::fault::Failure;
use crate::options::Options;
use crate::shared::Shared;
use crate::state::{self, NodeRow};

const LEASE: Duration = Duration::from_secs(60);
/// The lease is renewed when less than this is left of it.
const LEFT: Duration = Duration::from_secs(30);
/// The mark is written 10 s ahead, and again when less than 5 s (250,000 ids) are left.
const TICKS_AHEAD: i64 = 1_000;
const TICKS_LEFT: i64 = 500;
/// Numbers 0 to 62; 63 belongs to imports.
const NODES: i64 = 63;

/// A lease as it was taken from the table.
pub(super) struct Lease {
    pub node: u8,
    /// No id is made at or below this tick.
    pub floor: i64,
    owner: i64,
    until: Time,
    mark: i64,
    wanted: Option<u8>,
}

/// A lease in use.
pub(super) struct Kept {
    shared: Arc<Shared>,
    lease: Mutex<Lease>,
}

impl Lease {
    /// Takes a number nobody has; the one in the options if it names one.
    pub fn take(db: &Db, options: &Options) -> Result<Lease> {
        take(db, options.node, options.clock.now(), &options.random)
    }

    pub fn keep(self, shared: &Arc<Shared>) -> Kept {
        shared.id_limit.store(self.mark, Ordering::SeqCst);
        Kept {
            shared: shared.clone(),
            lease: Mutex::new(self),
        }
    }
}

impl Kept {
    /// Called before each transaction, outside of it: leaves enough room for its ids. Answers the
    /// node's number.
    pub fn ensure(&self, db: &Db) -> Result<u8, Failure> {
        let mut lease = self.lease.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.shared.clock.now();
        let tick = self.shared.tick().max(tick_of(now));
        if tick + TICKS_LEFT <= lease.mark && now.plus(LEFT) <= lease.until {
            return Ok(lease.node);
        }
        let (until, mark) = (now.plus(LEASE), (tick + TICKS_AHEAD).max(lease.mark));
        let node = i64::from(lease.node);
        let kept =
            state::keep_node(db, node, lease.owner, until, mark).map_err(|e| failed(db, &e))?;
        if kept.0 == 1 {
            lease.until = until;
            lease.mark = mark;
        } else {
            tracing::warn!(node, "the node number was taken by another process");
            *lease =
                take(db, lease.wanted, now, &self.shared.random).map_err(|e| failed(db, &e))?;
            self.shared.set_ids(IdMaker::new(lease.node, lease.floor));
        }
        self.shared.id_limit.store(lease.mark, Ordering::SeqCst);
        Ok(lease.node)
    }

    /// Gives the number back, with the tick really reached.
    pub fn release(&self, db: &Db) {
        let lease = self.lease.lock().unwrap_or_else(PoisonError::into_inner);
        let tick = self.shared.tick();
        if let Err(error) = state::keep_node(db, lease.node.into(), lease.owner, Time(0), tick) {
            tracing::warn!(%error, "the node number could not be given back; its lease will end");
        }
    }
}

fn take(db: &Db, wanted: Option<u8>, now: Time, random: &Random) -> Result<Lease> {
    db.batch("begin")
        .and_then(|()| db.batch(LEASING))
        .map_err(|failure| failure.error())?;
    let lease = take_locked(db, wanted, now, random);
    let end = if lease.is_ok() { "commit" } else { "rollback" };
    db.batch(end).map_err(|failure| failure.error())?;
    lease
}

fn take_locked(db: &Db, wanted: Option<u8>, now: Time, random: &Random) -> Result<Lease> {
    let rows = state::nodes(db)?;
    let free = |row: &NodeRow| row.lease_until <= now;
    let (node, floor) = match wanted {
        Some(node) => match rows.iter().find(|row| row.node == i64::from(node)) {
            Some(row) if !free(row) => return Err(Error::conflict("node_in_use")),
            row => (i64::from(node), row.map_or(0, |row| row.tick)),
        },
        // The lowest number whose ids would not begin in the future, else the least so.
        None => (0..NODES)
            .filter_map(|node| match rows.iter().find(|row| row.node == node) {
                None => Some((node, 0)),
                Some(row) => free(row).then_some((node, row.tick)),
            })
            .min_by_key(|(node, tick)| ((*tick - tick_of(now)).max(0), *node))
            .ok_or_else(|| Error::unavailable("no_node_free", 60))?,
    };
    let owner = i64::try_from(random.u64() >> 1).unwrap_or(1);
    let (until, mark) = (now.plus(LEASE), floor.max(tick_of(now)) + TICKS_AHEAD);
    state::write_node(db, node, owner, until, mark)?;
    let node = u8::try_from(node).map_err(Error::internal)?;
    Ok(Lease {
        node,
        floor,
        owner,
        until,
        mark,
        wanted,
    })
}

fn failed(db: &Db, error: &Error) -> Failure {
    db.take_failure()
        .unwrap_or_else(|| Failure::new(Kind::Unavailable, error.code(), error.to_string()))
}
