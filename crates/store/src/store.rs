//! The store: closures in, answers out; which threads run them is nobody's business outside.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use kernel::{Clock, Error, Random, Result};
use tokio::sync::{oneshot, watch};

use crate::db::Db;
use crate::idempotency::Holds;
use crate::log::{Change, Lag};
use crate::options::{Engine, Options, Source};
use crate::queue::{Lane, Queue};
use crate::shared::{Listener, Shared};
use crate::tx::Tx;
use crate::work::{self, closed};
use crate::{log, postgres, sqlite, state};

/// An open database. Clones are the same store; the last one to go stops the threads.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    engine: Engine,
    pub shared: Arc<Shared>,
    pub holds: Holds,
    reads: Arc<Queue<work::Read>>,
    writes: Arc<Queue<Box<dyn work::Write>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    held: Mutex<Option<sqlite::Held>>,
    /// The database's file, on SQLite.
    file: Option<PathBuf>,
    /// What a test's database needs to live as long as its store, dropped last.
    keep: Mutex<Option<Box<dyn Any + Send>>>,
}

impl Store {
    /// Opens the database, brings its schema up to date and starts the threads. Blocks.
    ///
    /// `in_use` (Conflict) when another process has the data folder open.
    pub fn open(source: &Source, options: Options) -> Result<Store> {
        Store::open_keeping(source, options, None)
    }

    pub(crate) fn open_keeping(
        source: &Source,
        options: Options,
        keep: Option<Box<dyn Any + Send>>,
    ) -> Result<Store> {
        let file = match source {
            Source::Sqlite(folder) => Some(folder.join(sqlite::FILE)),
            Source::Postgres(_) => None,
        };
        let (engine, opened) = match source {
            Source::Sqlite(folder) => (Engine::Sqlite, sqlite::open(folder, options)?),
            Source::Postgres(url) => (Engine::Postgres, postgres::open(url, options)?),
        };
        let inner = Inner {
            engine,
            shared: opened.shared,
            holds: Holds::default(),
            reads: opened.reads,
            writes: opened.writes,
            threads: Mutex::new(opened.threads),
            held: Mutex::new(opened.held),
            file,
            keep: Mutex::new(keep),
        };
        Ok(Store {
            inner: Arc::new(inner),
        })
    }

    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.shared.clock
    }

    pub fn random(&self) -> &Random {
        &self.inner.shared.random
    }

    /// Runs `f` on a thread with a connection; all its statements see one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (send, receive) = oneshot::channel();
        self.send_read(f, send)?;
        receive.await.unwrap_or_else(|_| Err(closed()))
    }

    /// As [`Store::read`], for threads outside of the async runtime.
    pub fn read_blocking<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (send, receive) = mpsc::sync_channel(1);
        self.send_read(f, send)?;
        receive.recv().unwrap_or_else(|_| Err(closed()))
    }

    /// Runs `f` in a transaction; `Ok` means the rows are on disk. `f` may be run several times.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_in(Lane::Foreground, false, f).await
    }

    /// As [`Store::write`], for work nobody waits for: it takes its turn behind those who do.
    pub async fn write_background<T: Send + 'static>(
        &self,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_in(Lane::Background, false, f).await
    }

    /// As [`Store::write`], for work that frees room: it is done also when the disk is nearly full.
    pub async fn write_reclaiming<T: Send + 'static>(
        &self,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_in(Lane::Foreground, true, f).await
    }

    /// As [`Store::write`], for threads outside of the async runtime.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_blocking_in(Lane::Foreground, f)
    }

    /// As [`Store::write_background`], for threads outside of the async runtime.
    pub fn write_background_blocking<T: Send + 'static>(
        &self,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_blocking_in(Lane::Background, f)
    }

    /// `listener` hears of every commit of this node before its writes are answered. It must be
    /// quick and must not use the store. Hold the store weakly in it, or neither is ever dropped.
    pub fn on_commit(&self, listener: Listener) {
        self.inner.shared.listen(listener);
    }

    /// Changes with a position above `position` that are on disk, oldest first.
    pub fn changes_after(db: &Db, position: i64, limit: usize) -> Result<Vec<Change>> {
        log::changes_after(db, position, limit)
    }

    /// Committed changes that have no position yet; always empty on SQLite.
    pub fn unpositioned(db: &Db) -> Result<Vec<Change>> {
        log::unpositioned(db)
    }

    /// The newest position this node knows of.
    pub fn position(&self) -> i64 {
        self.inner.shared.position()
    }

    /// The life of the database; another one after it was restored or moved. Fits a JSON number.
    pub fn epoch(&self) -> u64 {
        self.inner.shared.epoch.load(Ordering::SeqCst)
    }

    /// Begins a new life of the database: after a restore, a followed position means nothing.
    pub fn begin_epoch(&self) -> Result<u64> {
        let epoch = state::new_epoch(self.random());
        self.write_blocking(move |tx| {
            let system = state::state(tx)?.map_or_else(String::new, |state| state.system);
            state::new_life(tx, epoch, &system)
        })?;
        self.inner
            .shared
            .epoch
            .store(epoch.unsigned_abs(), Ordering::SeqCst);
        Ok(self.epoch())
    }

    /// Copies a SQLite database to a new file while it is in use, as it is at one moment. Blocks for
    /// as long as that takes; writes go on.
    pub fn backup_to(&self, file: &Path) -> Result<()> {
        match &self.inner.file {
            Some(database) => sqlite::backup(database, file),
            None => Err(Error::internal("PostgreSQL has pg_dump")),
        }
    }

    /// Waits until all that can be read now is on disk: for those who keep elsewhere what they read. A
    /// SQLite commit can be read a moment before it is safe. Blocks.
    pub fn settle(&self) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => self.write_blocking(|_| Ok(())),
            Engine::Postgres => Ok(()),
        }
    }

    /// Wakes when there may be something new in the log. Losing a wake-up costs time, never data.
    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.inner.shared.subscribe()
    }

    /// How far the change log is behind what is committed, and since when (PostgreSQL).
    pub fn lag(db: &Db) -> Result<Lag> {
        log::lag(db)
    }

    /// Writes that no thread has begun, for the metrics.
    pub fn waiting_writes(&self) -> usize {
        self.inner.writes.len()
    }

    /// Statements that closures ran since the store was opened: what a page costs the database.
    pub fn statements(&self) -> u64 {
        self.inner.shared.statements.load(Ordering::Relaxed)
    }

    /// False once the storage has failed: nothing is acknowledged any more and the process should
    /// leave service.
    pub fn healthy(&self) -> bool {
        self.inner.shared.healthy()
    }

    /// Stops the threads once the work that waits is done; later work is refused.
    pub fn close(self) {
        self.inner.close();
    }

    async fn write_in<T: Send + 'static>(
        &self,
        lane: Lane,
        reclaims: bool,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (send, receive) = oneshot::channel();
        self.send_write(lane, work::write(self.counted(f), reclaims, send))?;
        receive.await.unwrap_or_else(|_| Err(closed()))
    }

    fn write_blocking_in<T: Send + 'static>(
        &self,
        lane: Lane,
        f: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (send, receive) = mpsc::sync_channel(1);
        self.send_write(lane, work::write(self.counted(f), false, send))?;
        receive.recv().unwrap_or_else(|_| Err(closed()))
    }

    fn counted<T, F: Fn(&Tx) -> Result<T>>(&self, f: F) -> impl Fn(&Tx) -> Result<T> + use<T, F> {
        let shared = self.inner.shared.clone();
        move |tx| {
            let answer = f(tx);
            shared
                .statements
                .fetch_add(tx.take_ran(), Ordering::Relaxed);
            answer
        }
    }

    fn send_read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Db) -> Result<T> + Send + 'static,
        reply: impl work::Reply<T>,
    ) -> Result<()> {
        let shared = self.inner.shared.clone();
        let counted = move |db: &Db| {
            let answer = f(db);
            shared
                .statements
                .fetch_add(db.take_ran(), Ordering::Relaxed);
            answer
        };
        let read = work::read(counted, reply);
        self.inner
            .reads
            .push(Lane::Foreground, read)
            .map_err(|refused| refused.error())
    }

    fn send_write(&self, lane: Lane, work: Box<dyn work::Write>) -> Result<()> {
        self.inner
            .writes
            .push(lane, work)
            .map_err(|refused| refused.error())
    }
}

impl Inner {
    fn close(&self) {
        self.reads.close();
        self.writes.close();
        self.shared.nudge.close();
        let threads = std::mem::take(&mut *lock(&self.threads));
        for thread in threads {
            // A closure may hold the last clone of its store; a thread cannot wait for itself.
            if thread.thread().id() != thread::current().id() && thread.join().is_err() {
                tracing::error!("a thread of the store had panicked");
            }
        }
        drop(lock(&self.held).take());
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
        drop(lock(&self.keep).take());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
