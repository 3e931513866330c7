//! Waits for the disk while the writer goes on.
//!
//! A commit leaves its pages with the operating system; they are safe once the log's file is synced,
//! which takes as long as tens of jobs. So the writer hands over who waits for an answer and works on.
//! One sync is good for all commits before it, and nobody is answered, and nobody told, any earlier.
//!
//! `synchronous = full` makes SQLite do the same inside each commit, where the writer would wait for it.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kernel::{Error, Result};

use super::{start, unusable};
use crate::fault::Failure;
use crate::measure;
use crate::queue::Queue;
use crate::shared::Shared;
use crate::tx::News;
use crate::work::Write;

/// Commits that wait for a sync, besides those it is at work for. Then the writer waits too.
const WAITING: usize = 8;

/// One commit.
pub(crate) struct Batch {
    /// Those who wait for it.
    pub jobs: Vec<Box<dyn Write>>,
    pub news: News,
    /// When the commit began.
    pub begun: Instant,
}

/// The writer's side.
pub(crate) struct Disk {
    batches: SyncSender<Batch>,
    state: Arc<State>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct State {
    /// Commits that are not on disk.
    waiting: AtomicUsize,
    /// How long a sync takes, in the mean of the last few.
    sync_us: AtomicU64,
}

/// `writes` is rung whenever the disk has nothing to do any more.
pub(super) fn begin(
    database: &Path,
    shared: Arc<Shared>,
    writes: Arc<Queue<Box<dyn Write>>>,
) -> Result<(Disk, JoinHandle<()>)> {
    let log = match shared.faults.volatile {
        true => None,
        false => Some(open(database)?),
    };
    let (batches, coming) = sync_channel(WAITING);
    let state = Arc::new(State::default());
    let disk = Disk {
        batches,
        state: state.clone(),
        shared: shared.clone(),
    };
    let thread = start("store-sync".to_owned(), move || {
        answer(log.as_ref(), &coming, &state, &shared, &writes);
    })?;
    Ok((disk, thread))
}

/// The log of a database that was written to. It is there as long as the database is open anywhere.
fn open(database: &Path) -> Result<File> {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    let log = Path::new(&log);
    let file = File::options().write(true).open(log);
    let file = file.map_err(|error| unusable(log, &error))?;
    file.sync_data().map_err(|error| unusable(log, &error))?;
    // The log may have been made a moment ago; that it is there has to be on disk as well.
    let folder = log.parent().ok_or_else(|| Error::internal("no folder"))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| unusable(folder, &error))?;
    Ok(file)
}

impl Disk {
    /// Has a commit answered once it is on disk.
    pub fn take(&self, batch: Batch) {
        self.state.waiting.fetch_add(1, Ordering::SeqCst);
        if self.batches.send(batch).is_err() {
            // The jobs in it answer that the store is closed.
            self.state.waiting.fetch_sub(1, Ordering::SeqCst);
            let failure = Failure::storage("the thread that waits for the disk has ended");
            self.shared.poison(&failure);
        }
    }

    pub fn is_busy(&self) -> bool {
        self.state.waiting.load(Ordering::SeqCst) > 0
    }

    /// How long a sync takes, in the mean of the last few.
    pub fn takes(&self) -> Duration {
        Duration::from_micros(self.state.sync_us.load(Ordering::SeqCst))
    }
}

impl State {
    fn took(&self, span: Duration) {
        let span = u64::try_from(span.as_micros()).unwrap_or(u64::MAX);
        let mean = match self.sync_us.load(Ordering::SeqCst) {
            0 => span,
            mean => (mean.saturating_mul(7).saturating_add(span)) / 8,
        };
        self.sync_us.store(mean, Ordering::SeqCst);
    }
}

fn answer(
    log: Option<&File>,
    coming: &Receiver<Batch>,
    state: &State,
    shared: &Shared,
    writes: &Queue<Box<dyn Write>>,
) {
    while let Ok(first) = coming.recv() {
        let batches: Vec<Batch> = std::iter::once(first).chain(coming.try_iter()).collect();
        let count = batches.len();
        let begun = Instant::now();
        let synced = sync(log, shared);
        state.took(begun.elapsed());
        for batch in batches {
            batch.answer(shared, synced.as_ref().err());
        }
        state.waiting.fetch_sub(count, Ordering::SeqCst);
        writes.ring();
    }
}

fn sync(log: Option<&File>, shared: &Shared) -> Result<(), Failure> {
    // A disk that failed once may say later that all is well, and have lost what was before.
    if !shared.healthy() {
        return Err(Failure::storage("failed earlier"));
    }
    drop(shared.faults.busy_disk.lock());
    let broken = shared.faults.broken_disk.load(Ordering::SeqCst);
    let synced = match log {
        _ if broken => Err(std::io::Error::other("broken on purpose")),
        Some(log) => log.sync_data(),
        None => Ok(()),
    };
    synced.map_err(|error| {
        let failure = Failure::storage(error.to_string());
        shared.poison(&failure);
        failure
    })
}

impl Batch {
    fn answer(self, shared: &Shared, failure: Option<&Failure>) {
        if let Some(failure) = failure {
            for mut job in self.jobs {
                job.fail(failure);
                job.answer();
            }
            return;
        }
        self.news.tell(shared);
        measure::committed(self.jobs.len(), self.begun.elapsed());
        self.jobs.into_iter().for_each(|job| job.answer());
    }
}
