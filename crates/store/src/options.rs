//! How a store is opened.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use kernel::{Clock, Random};

use crate::migrate::Migration;

/// Which database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A data folder; the database is the file `network.db` in it.
    Sqlite(PathBuf),
    /// A URL, `postgres://user:password@host/database`.
    Postgres(String),
}

/// Which database system is behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How to open a store; begin with [`Options::new`].
#[derive(Clone, Debug)]
pub struct Options {
    pub clock: Clock,
    pub random: Random,
    pub migrations: &'static [Migration],
    /// Threads that read; each owns a connection.
    pub readers: usize,
    /// Threads that write, on PostgreSQL; SQLite has one.
    pub writers: usize,
    /// The node number in the ids, 0 to 62; `None`: 1 on SQLite, a leased one on PostgreSQL.
    pub node: Option<u8>,
    /// SQLite refuses writes, except those that free room, below this much free space.
    pub reserve_bytes: u64,
    #[doc(hidden)]
    pub faults: Faults,
}

/// What tests break on purpose.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Answer writes before they are committed: the control of the kill test, which must lose.
    pub answer_before_commit: bool,
    /// Do not wait for the disk: for tests that only live as long as their process.
    pub volatile: bool,
    /// From the moment this is set, what SQLite wrote does not reach the disk.
    pub broken_disk: Arc<AtomicBool>,
    /// As long as somebody holds this, the disk is at work for SQLite.
    pub busy_disk: Arc<Mutex<()>>,
    /// SQLite may not grow beyond this many pages: a full disk.
    pub max_pages: Option<u32>,
}

impl Options {
    pub fn new(migrations: &'static [Migration]) -> Options {
        let cores = std::thread::available_parallelism().map_or(4, usize::from);
        Options {
            clock: Clock::system(),
            random: Random::system(),
            migrations,
            readers: cores.clamp(4, 32),
            writers: 8,
            node: None,
            reserve_bytes: 64 * 1024 * 1024,
            faults: Faults::default(),
        }
    }
}
