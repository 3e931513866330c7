//! The one thread that writes: many jobs in one commit.
//!
//! Waiting for the disk is what a write costs, so all jobs that wait share one commit, and none is
//! answered before it is on disk (`disk`). Meanwhile the next ones are worked on. How many share a
//! commit is the business of `company`.
//!
//! A savepoint copies every page its job touches, and most jobs succeed, so they run without one. A
//! job that fails then takes the transaction with it: the earlier jobs of the batch, none of which was
//! answered, are run again without it, and for a while every job gets a savepoint of its own, so that
//! many that fail cost no more than a savepoint each. SQLite may end the whole transaction by itself
//! as well (disk full, I/O, memory); the writer asks after every job whether it still exists.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Kind, Time};

use super::company::Company;
use super::disk::{Batch, Disk};
use crate::db::Db;
use crate::fault::Failure;
use crate::options::Options;
use crate::queue::{Lane, Queue};
use crate::shared::Shared;
use crate::state;
use crate::tx::Tx;
use crate::work::Write;

/// How long a batch works for those who do not wait.
const BACKGROUND_TIME: Duration = Duration::from_millis(5);
/// Ids are made at most this far above the written mark's distance: 1 s, the mark is 3 s ahead.
const TICKS_LEFT: i64 = 100;
const TICKS_AHEAD: i64 = 300;
const SPACE_CHECK: Duration = Duration::from_secs(1);
/// Jobs that get a savepoint each after one that failed.
const CAREFUL_JOBS: u32 = 256;

type Job = Box<dyn Write>;

pub(crate) struct Writer {
    tx: Tx,
    shared: Arc<Shared>,
    queue: Arc<Queue<Job>>,
    disk: Disk,
    node: u8,
    /// The written high-water tick.
    mark: i64,
    folder: PathBuf,
    reserve_bytes: u64,
    space: Option<(Instant, bool)>,
    company: Company,
    /// Jobs that still get a savepoint each.
    careful: u32,
}

enum Outcome {
    /// Done; may be committed.
    Kept,
    /// Undone alone; its result says why.
    Undone,
    /// It took the whole transaction with it.
    Ended,
}

impl Writer {
    pub fn new(
        db: Db,
        shared: Arc<Shared>,
        queue: Arc<Queue<Job>>,
        disk: Disk,
        folder: PathBuf,
        options: &Options,
        mark: i64,
    ) -> Writer {
        let node = options.node.unwrap_or(super::NODE);
        let reserve_bytes = options.reserve_bytes;
        let tx = Tx::new(db, shared.clone());
        Writer {
            tx,
            shared,
            queue,
            disk,
            node,
            mark,
            folder,
            reserve_bytes,
            space: None,
            company: Company::default(),
            careful: 0,
        }
    }

    pub fn run(mut self) {
        if let Some(pages) = self.shared.faults.max_pages {
            let limit = format!("pragma max_page_count = {pages}");
            if let Err(failure) = self.tx.db.batch(&limit) {
                tracing::error!(cause = %failure.text, "no limit was set");
            }
        }
        while self.queue.wait() {
            self.batch();
        }
    }

    /// Takes what waits, and those who are about to come, and answers all of it.
    fn batch(&mut self) {
        let begun = Instant::now();
        let mut kept: Vec<Job> = Vec::new();
        let mut count = 0;
        while self.company.has_room(count, begun.elapsed()) {
            let next = match self.queue.try_pop(Lane::Foreground) {
                None => self.wait_for_company(count, begun.elapsed()),
                next => next,
            };
            let Some(job) = next else {
                break;
            };
            count += 1;
            self.take(job, &mut kept);
        }
        // The background always gets on, but slowly.
        let slot = Instant::now();
        while slot.elapsed() < BACKGROUND_TIME {
            let Some(job) = self.queue.try_pop(Lane::Background) else {
                break;
            };
            self.take(job, &mut kept);
        }
        let committing = Instant::now();
        if self.commit(kept) {
            let took = committing.elapsed() + self.disk.takes();
            self.company.committed(count, took);
        }
    }

    /// Another job for a batch that has so many and is at work for so long. While the disk is busy a
    /// commit would wait, so the batch may wait too.
    fn wait_for_company(&self, jobs: usize, worked: Duration) -> Option<Job> {
        let disk_is_busy = jobs > 0 && self.disk.is_busy();
        let longest = match disk_is_busy {
            true => self.company.left(worked),
            false => self.company.worth_waiting(jobs, worked),
        };
        let worth_it = || !disk_is_busy || self.disk.is_busy();
        self.queue.pop_within(Lane::Foreground, longest, worth_it)
    }

    /// Runs one job of the batch: into `kept` when it may be committed, else it is answered.
    fn take(&mut self, mut job: Job, kept: &mut Vec<Job>) {
        if let Err(failure) = self
            .may_write(job.as_ref())
            .and_then(|()| self.ensure_begun())
        {
            job.fail(&failure);
            return job.answer();
        }
        match self.step(job.as_mut()) {
            Outcome::Kept => kept.push(job),
            Outcome::Undone => job.answer(),
            Outcome::Ended => {
                job.answer();
                self.repeat(kept);
            }
        }
    }

    /// Runs the jobs of a lost transaction again, until all that are left fit into one.
    fn repeat(&mut self, kept: &mut Vec<Job>) {
        let mut again = std::mem::take(kept)
            .into_iter()
            .collect::<std::collections::VecDeque<_>>();
        while let Some(mut job) = again.pop_front() {
            if let Err(failure) = self.ensure_begun() {
                job.fail(&failure);
                job.answer();
                continue;
            }
            match self.step(job.as_mut()) {
                Outcome::Kept => kept.push(job),
                Outcome::Undone => job.answer(),
                Outcome::Ended => {
                    job.answer();
                    for earlier in kept.drain(..).rev() {
                        again.push_front(earlier);
                    }
                }
            }
        }
    }

    fn step(&mut self, job: &mut dyn Write) -> Outcome {
        let careful = self.careful > 0;
        self.careful = self.careful.saturating_sub(1);
        let db = &self.tx.db;
        let mark = self.tx.begin();
        if careful && let Err(failure) = db.control("savepoint job") {
            return self.broken(job, &failure);
        }
        db.writing.set(true);
        let done = job.run(&self.tx);
        db.writing.set(false);
        let failure = db.take_failure();
        if !db.in_transaction() {
            let failure = failure.unwrap_or_else(|| {
                Failure::new(Kind::Full, "disk_full", "SQLite ended the transaction")
            });
            return self.broken(job, &failure);
        }
        if let Some(failure) = failure.as_ref().filter(|failure| failure.poison) {
            return self.broken(job, failure);
        }
        let failed = !done || failure.is_some();
        if done && let Some(failure) = failure {
            job.fail(&crate::work::swallowed(&failure));
        }
        let ended = match (failed, careful) {
            (false, false) => Ok(Outcome::Kept),
            (false, true) => db.control("release job").map(|()| Outcome::Kept),
            (true, true) => {
                self.tx.back_to(mark);
                db.control("rollback to job")
                    .and_then(|()| db.control("release job"))
                    .map(|()| Outcome::Undone)
            }
            (true, false) => {
                self.careful = CAREFUL_JOBS;
                self.tx.clear();
                db.control("rollback").map(|()| Outcome::Ended)
            }
        };
        ended.unwrap_or_else(|failure| self.broken(job, &failure))
    }

    /// The whole transaction is lost, or must be given up.
    fn broken(&self, job: &mut dyn Write, failure: &Failure) -> Outcome {
        job.fail(failure);
        self.give_up(failure);
        Outcome::Ended
    }

    fn give_up(&self, failure: &Failure) {
        if failure.poison {
            self.shared.poison(failure);
        }
        if self.tx.db.in_transaction()
            && let Err(failure) = self.tx.db.control("rollback")
        {
            self.shared.poison(&failure);
        }
        self.tx.clear();
    }

    /// Commits the jobs, which are answered once that is on disk; true when it was done.
    fn commit(&mut self, kept: Vec<Job>) -> bool {
        if !self.tx.db.in_transaction() {
            return false;
        }
        let begun = Instant::now();
        if self.shared.faults.answer_before_commit {
            kept.into_iter().for_each(|job| job.answer());
            // A control that waits as long as a slow disk would, so that it is killed in between.
            std::thread::sleep(Duration::from_millis(2));
            let _ = self
                .write_mark()
                .and_then(|()| self.tx.db.control("commit"));
            self.hand_over(Vec::new(), begun);
            return true;
        }
        match self.end() {
            Ok(()) => {
                self.hand_over(kept, begun);
                true
            }
            Err(failure) => {
                self.give_up(&failure);
                self.after_failed_commit(kept, &failure);
                false
            }
        }
    }

    fn hand_over(&self, jobs: Vec<Job>, begun: Instant) {
        let news = self.tx.committed();
        self.disk.take(Batch { jobs, news, begun });
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.write_mark()?;
        self.tx.db.control("commit")
    }

    /// A full disk refuses the batch; one by one, the jobs that need little may still fit.
    fn after_failed_commit(&mut self, kept: Vec<Job>, failure: &Failure) {
        let alone = kept.len() == 1 || failure.kind != Kind::Full;
        for mut job in kept {
            if alone {
                job.fail(failure);
                job.answer();
            } else {
                let mut kept = Vec::new();
                self.take(job, &mut kept);
                self.commit(kept);
            }
        }
    }

    fn ensure_begun(&self) -> Result<(), Failure> {
        if self.tx.db.in_transaction() {
            return Ok(());
        }
        if !self.shared.healthy() {
            return Err(Failure::storage("failed earlier"));
        }
        self.tx.clear();
        self.tx.db.control("begin immediate")
    }

    /// Keeps the written tick above every id that will be durable with this commit.
    fn write_mark(&mut self) -> Result<(), Failure> {
        let tick = self.shared.tick();
        if tick + TICKS_LEFT <= self.mark {
            return Ok(());
        }
        let mark = tick + TICKS_AHEAD;
        let node = i64::from(self.node);
        match state::write_node(&self.tx, node, 0, Time(0), mark) {
            Ok(_) => {
                self.mark = mark;
                Ok(())
            }
            Err(error) => Err(self
                .tx
                .db
                .take_failure()
                .unwrap_or_else(|| Failure::new(Kind::Internal, "internal", error.to_string()))),
        }
    }

    fn may_write(&mut self, job: &dyn Write) -> Result<(), Failure> {
        if !self.shared.healthy() {
            return Err(Failure::storage("failed earlier"));
        }
        if !job.reclaims() && self.reserve_bytes > 0 && !self.has_space() {
            return Err(Failure::new(
                Kind::Full,
                "disk_full",
                "the reserve is reached",
            ));
        }
        Ok(())
    }

    fn has_space(&mut self) -> bool {
        if let Some((at, enough)) = self.space
            && at.elapsed() < SPACE_CHECK
        {
            return enough;
        }
        // When the file system does not tell, SQLite will when it is full.
        let enough = rustix::fs::statvfs(&self.folder).map_or(true, |space| {
            space.f_bavail * space.f_frsize >= self.reserve_bytes
        });
        self.space = Some((Instant::now(), enough));
        enough
    }
}
