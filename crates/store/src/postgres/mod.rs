//! PostgreSQL: sessions, and the threads that own them.
//!
//! Sessions are opened, used and dropped on the store's own threads: the client inside blocks and
//! must never run on a thread of the async runtime. Reads and writes have threads of their own, so
//! neither waits for the other; one more gives positions and looks for what other nodes wrote.

mod connect;
mod follow;
mod lease;
mod session;
mod threads;

use std::sync::Arc;
use std::thread;

use kernel::{Error, IdMaker, Result};

use crate::db::{Connection, Db};
use crate::fault::Failure;
use crate::migrate::migrate;
use crate::options::Options;
use crate::queue::Queue;
use crate::shared::Shared;
use crate::sqlite::{Opened, READ_QUEUE, READS, WRITE_QUEUE, WRITES, start};

pub(crate) use connect::{Target, connect};
use follow::Follower;
#[cfg(test)]
pub(crate) use follow::STATEMENTS;
use lease::Lease;
pub(crate) use session::{Session, value};

/// Names of advisory locks; they are a database's own.
const MIGRATING: &str = "select pg_advisory_lock(4711001)";
const LEASING: &str = "select pg_advisory_xact_lock(4711003)";

pub(crate) fn open(url: &str, options: Options) -> Result<Opened> {
    let url = url.to_owned();
    // The caller may be on a thread of the async runtime.
    let opened = thread::spawn(move || open_here(&url, &options));
    opened
        .join()
        .unwrap_or_else(|_| Err(Error::internal("opening the database panicked")))
}

fn open_here(url: &str, options: &Options) -> Result<Opened> {
    let target = Arc::new(Target::parse(url)?);
    let db = session(&target).map_err(|failure| failure.error())?;
    // Another node may be migrating, and a migration may take its time.
    db.batch("set lock_timeout = 0; set statement_timeout = 0")
        .and_then(|()| db.batch(MIGRATING))
        .map_err(|failure| failure.error())?;
    migrate(&db, options.migrations, options.clock.now())?;
    let begun = follow::begin(&db, &options.random)?;
    let lease = Lease::take(&db, options)?;
    let following = session(&target).map_err(|failure| failure.error())?;
    drop(db);

    let ids = IdMaker::new(lease.node, lease.floor);
    let shared = Arc::new(Shared::new(options, ids, begun.epoch, begun.position));
    let lease = Arc::new(lease.keep(&shared));
    let reads = Arc::new(Queue::new(READ_QUEUE, READS));
    let writes = Arc::new(Queue::new(WRITE_QUEUE, WRITES));
    let mut threads = Vec::new();
    for number in 0..options.readers.max(1) {
        let reader = threads::Reader::new(target.clone(), reads.clone());
        threads.push(start(format!("store-read-{number}"), move || reader.run())?);
    }
    let turn = Arc::default();
    for number in 0..options.writers.max(1) + 1 {
        // The last one does the background's work, and only that.
        let foreground = number < options.writers.max(1);
        let (target, writes) = (target.clone(), writes.clone());
        let (shared, lease, turn) = (shared.clone(), lease.clone(), Arc::clone(&turn));
        threads.push(start(format!("store-write-{number}"), move || {
            threads::Writer::new(target, writes, shared, lease, turn, number).run(foreground);
        })?);
    }
    let follower = Follower::new(target, following, shared.clone(), lease);
    threads.push(start("store-follow".to_owned(), move || follower.run())?);
    Ok(Opened {
        shared,
        reads,
        writes,
        threads,
        held: None,
    })
}

fn session(target: &Target) -> Result<Db, Failure> {
    Ok(Db::new(Connection::Postgres(Box::new(Session::new(
        connect(target)?,
    )))))
}
