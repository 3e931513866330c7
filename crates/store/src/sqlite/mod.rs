//! SQLite: one thread that writes, several that read, and a lock on the data folder.

mod checkpoint;
mod company;
mod disk;
mod writer;

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use kernel::{Error, IdMaker, Result};
use rusqlite::config::DbConfig;

use crate::db::{Connection, Db};
use crate::fault::Failure;
use crate::migrate::migrate;
use crate::options::Options;
use crate::queue::{Lane, Queue};
use crate::shared::Shared;
use crate::state;
use crate::work;

pub(crate) use writer::Writer;

pub(crate) const FILE: &str = "network.db";
/// Waiting closures beyond this are refused: whoever waits that long has given up.
pub(crate) const READ_QUEUE: usize = 10_000;
pub(crate) const WRITE_QUEUE: usize = 20_000;
/// What the lanes of the queues are called in the metrics.
pub(crate) const READS: [&str; 2] = ["readers", "readers_background"];
pub(crate) const WRITES: [&str; 2] = ["foreground", "background"];
/// The node of every SQLite network that was not told another.
const NODE: u8 = 1;

pub(crate) struct Opened {
    pub shared: Arc<Shared>,
    pub reads: Arc<Queue<work::Read>>,
    pub writes: Arc<Queue<Box<dyn work::Write>>>,
    pub threads: Vec<thread::JoinHandle<()>>,
    pub held: Option<Held>,
}

/// Let go of, in this order, when no thread has the database open any more.
pub(crate) struct Held {
    /// Whoever closes a database last takes its log away, and two that do at the same time leave that to
    /// each other.
    _last: Db,
    /// See `checkpoint`.
    _database: Arc<File>,
    _lock: File,
}

pub(crate) fn open(folder: &Path, options: Options) -> Result<Opened> {
    fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    let lock = lock(folder)?;
    let path = folder.join(FILE);
    let mut db = connect(&path, &options, true).map_err(|failure| failure.error())?;
    let now = options.clock.now();
    migrate(&db, options.migrations, now)?;

    let node = options.node.unwrap_or(NODE);
    let state = state::begin(&db, &options.random, "")?;
    let mark = state::tick(&db, node)?;
    let ids = IdMaker::new(node, mark);
    let shared = Arc::new(Shared::new(&options, ids, state.epoch, state.position));
    let reads = Arc::new(Queue::new(READ_QUEUE, READS));
    let writes = Arc::new(Queue::new(WRITE_QUEUE, WRITES));
    let database = File::options().write(true).open(&path);
    let database = Arc::new(database.map_err(|error| unusable(&path, &error))?);
    let copying = checkpoint::begin(&mut db, &path, database.clone(), &options)?;
    let (disk, syncing) = disk::begin(&path, shared.clone(), writes.clone())?;
    let mut threads = vec![copying, syncing];
    let writer = Writer::new(
        db,
        shared.clone(),
        writes.clone(),
        disk,
        folder.to_owned(),
        &options,
        mark,
    );
    threads.push(start("store-write".to_owned(), move || writer.run())?);
    for number in 0..options.readers.max(1) {
        let mut db = connect(&path, &options, false).map_err(|failure| failure.error())?;
        db.horizon = Some(shared.clone());
        let reads = reads.clone();
        let shared = shared.clone();
        threads.push(start(format!("store-read-{number}"), move || {
            read_all(&db, &reads, &shared)
        })?);
    }
    let last = connect(&path, &options, false).map_err(|failure| failure.error())?;
    Ok(Opened {
        shared,
        reads,
        writes,
        threads,
        held: Some(Held {
            _last: last,
            _database: database,
            _lock: lock,
        }),
    })
}

pub(crate) fn start(
    name: String,
    run: impl FnOnce() + Send + 'static,
) -> Result<thread::JoinHandle<()>> {
    thread::Builder::new()
        .name(name)
        .spawn(run)
        .map_err(Error::internal)
}

fn read_all(db: &Db, reads: &Queue<work::Read>, shared: &Shared) {
    while let Some(read) = reads.pop(Lane::Foreground) {
        let failure = match db.control("begin") {
            Ok(()) => {
                read(Ok(db));
                db.take_failure()
            }
            Err(failure) => {
                read(Err(&failure));
                Some(failure)
            }
        };
        if let Some(failure) = failure.filter(|failure| failure.poison) {
            shared.poison(&failure);
        }
        if db.in_transaction()
            && let Err(failure) = db.control("rollback")
        {
            tracing::error!(cause = %failure.text, "a read snapshot could not be ended");
        }
    }
}

/// One process writes a network: the lock is held as long as the file is open.
pub(crate) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| unusable(folder, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::conflict("in_use")
            .with_source(format!("{} is open in another process", folder.display()))),
        Err(TryLockError::Error(error)) => Err(unusable(folder, &error)),
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::internal(format!("{} cannot be used: {error}", path.display()))
}

/// One step: in WAL mode a reader holds nobody up, and a copy in steps begins again at each write.
pub(crate) fn backup(database: &Path, file: &Path) -> Result<()> {
    // Never over something that is there.
    File::create_new(file).map_err(|error| unusable(file, &error))?;
    let copy = || -> Result<(), Failure> {
        let from = rusqlite::Connection::open(database)?;
        from.busy_timeout(std::time::Duration::from_secs(5))?;
        let mut to = rusqlite::Connection::open(file)?;
        rusqlite::backup::Backup::new(&from, &mut to)?.step(-1)?;
        to.execute_batch("pragma journal_mode = delete")?;
        Ok(())
    };
    copy().map_err(|failure| failure.error())?;
    File::open(file)
        .and_then(|file| file.sync_all())
        .map_err(|error| unusable(file, &error))
}

fn connect(path: &Path, options: &Options, writes: bool) -> Result<Db, Failure> {
    let connection = rusqlite::Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(512);
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        // Plans do not depend on what is bound. Otherwise binding another value to a parameter that a
        // plan could depend on prepares the statement anew, each time it is run.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(setting, on)?;
    }
    let db = Db::new(Connection::Sqlite(connection));
    db.batch("pragma journal_mode = wal; pragma fullfsync = on; pragma checkpoint_fullfsync = on")?;
    db.batch(match (options.faults.volatile, writes) {
        (true, _) => "pragma synchronous = off",
        // Each commit is synced by `disk`, before it is answered.
        (false, true) => "pragma synchronous = normal",
        (false, false) => "pragma synchronous = full",
    })?;
    // The log is copied when it has 64 MB and more. To cut it off there and let it grow anew would make
    // the syncs slower.
    db.batch(
        "pragma foreign_keys = on; pragma temp_store = memory; pragma journal_size_limit = 134217728",
    )?;
    db.batch(match writes {
        // Until `checkpoint` takes that over.
        true => "pragma cache_size = -81920; pragma wal_autocheckpoint = 8000",
        false => "pragma cache_size = -16384; pragma query_only = on",
    })?;
    Ok(db)
}
