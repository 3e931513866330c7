//! The threads that run closures: each owns a session and opens it again when it is lost.
//!
//! Reads are `repeatable read`, writes `serializable`. A write that lost a race is run again; one
//! whose commit was sent and not answered is not, because it may have happened. Who loses again
//! waits for a turn: where all want the same row, the next race would only have more losers.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use kernel::Kind;

use super::lease::Kept;
use super::{Target, session};
use crate::db::Db;
use crate::fault::{Again, Failure};
use crate::measure;
use crate::queue::{Lane, Queue};
use crate::shared::Shared;
use crate::tx::Tx;
use crate::work::{self, Write};

/// After so many lost races a write is given up; with the waits between them that is seconds.
const ATTEMPTS: u32 = 40;
const LONGEST_WAIT: Duration = Duration::from_millis(100);
/// Who lost so often takes a turn; before that the other one is mostly done soon.
const LOST: u32 = 2;
/// So often a write is run again with hardly a wait: with its turn, who is faster now loses next.
const SOON: u32 = 5;
/// Writers of one node, for [`Tx::writer`].
const WRITERS: i64 = 1_000;

pub(super) struct Reader {
    target: Arc<Target>,
    reads: Arc<Queue<work::Read>>,
}

impl Reader {
    pub fn new(target: Arc<Target>, reads: Arc<Queue<work::Read>>) -> Reader {
        Reader { target, reads }
    }

    pub fn run(self) {
        let mut open: Option<Db> = None;
        while let Some(read) = self.reads.pop(Lane::Foreground) {
            // A session may have been lost while it waited; a second one has no such excuse.
            let db = begin(&self.target, open.take()).or_else(|_| begin(&self.target, None));
            match db {
                Err(failure) => read(Err(&failure)),
                Ok(db) => {
                    read(Ok(&db));
                    let lost = db
                        .take_failure()
                        .is_some_and(|f| f.again == Again::Reconnected);
                    if !lost && db.batch("rollback").is_ok() {
                        open = Some(db);
                    }
                }
            }
        }
    }
}

fn begin(target: &Target, open: Option<Db>) -> Result<Db, Failure> {
    let db = match open {
        Some(db) => db,
        None => session(target)?,
    };
    db.batch("begin transaction isolation level repeatable read read only")?;
    Ok(db)
}

pub(super) struct Writer {
    target: Arc<Target>,
    writes: Arc<Queue<Box<dyn Write>>>,
    shared: Arc<Shared>,
    lease: Arc<Kept>,
    /// Whose turn it is among those who lost a race.
    turn: Arc<Mutex<()>>,
    /// Which of the node's writers this is.
    number: i64,
    tx: Option<Tx>,
}

/// What came of one run of a job.
enum Attempt {
    /// Its result stands, committed or rolled back.
    Done,
    /// Nothing of it happened; it may be run again.
    Lost(Failure),
}

impl Writer {
    pub fn new(
        target: Arc<Target>,
        writes: Arc<Queue<Box<dyn Write>>>,
        shared: Arc<Shared>,
        lease: Arc<Kept>,
        turn: Arc<Mutex<()>>,
        number: usize,
    ) -> Writer {
        Writer {
            target,
            writes,
            shared,
            lease,
            turn,
            number: number as i64,
            tx: None,
        }
    }

    pub fn run(mut self, foreground: bool) {
        let lane = if foreground {
            Lane::Foreground
        } else {
            Lane::Background
        };
        while let Some(job) = self.writes.pop(lane) {
            self.write(job);
        }
    }

    fn write(&mut self, mut job: Box<dyn Write>) {
        let mut unique_before = false;
        let turn = self.turn.clone();
        let mut has_turn = None;
        for attempt in 0..ATTEMPTS {
            let failure = match self.attempt(job.as_mut()) {
                Attempt::Done => return job.answer(),
                Attempt::Lost(failure) => failure,
            };
            match failure.again {
                Again::Never => return self.fail(job, &failure),
                // Its own error already says what is not unique.
                Again::Once if unique_before => return job.answer(),
                Again::Once => unique_before = true,
                Again::Often => {}
                Again::Reconnected => {
                    self.tx = None;
                    if attempt > 2 {
                        return self.fail(job, &failure);
                    }
                }
            }
            if failure.again != Again::Reconnected {
                measure::lost_race();
                if attempt + 1 >= LOST && has_turn.is_none() {
                    has_turn = Some(turn.lock().unwrap_or_else(PoisonError::into_inner));
                }
            }
            let longest = match has_turn {
                Some(_) if attempt < SOON => Duration::from_millis(1),
                _ => Duration::from_millis(1 << attempt.min(7)).min(LONGEST_WAIT),
            };
            thread::sleep(longest.mul_f64(self.shared.random.unit()));
        }
        self.fail(
            job,
            &Failure::new(Kind::Unavailable, "database_busy", "lost every race"),
        );
    }

    fn fail(&self, mut job: Box<dyn Write>, failure: &Failure) {
        job.fail(failure);
        job.answer();
    }

    fn attempt(&mut self, job: &mut dyn Write) -> Attempt {
        let tx = match self.begin() {
            Ok(tx) => tx,
            Err(failure) => return Attempt::Lost(failure),
        };
        tx.clear();
        tx.begin();
        let done = job.run(tx);
        let failure = tx.db.take_failure();
        if done && failure.is_none() {
            let committing = Instant::now();
            return match tx.db.batch("commit") {
                Ok(()) => {
                    measure::committed(1, committing.elapsed());
                    tx.committed().tell(&self.shared);
                    Attempt::Done
                }
                Err(failure) if failure.again == Again::Reconnected => {
                    self.tx = None;
                    Attempt::Lost(Failure::new(
                        Kind::Unavailable,
                        "outcome_unknown",
                        failure.text,
                    ))
                }
                Err(failure) if failure.again == Again::Often => self.undone(failure),
                Err(failure) => self.undone(Failure {
                    again: Again::Never,
                    ..failure
                }),
            };
        }
        match failure {
            Some(failure) if matches!(failure.again, Again::Often | Again::Reconnected) => {
                self.undone(failure)
            }
            Some(failure) if done => self.undone(work::swallowed(&failure)),
            Some(failure) if failure.again == Again::Once => self.undone(failure),
            _ => {
                self.roll_back();
                Attempt::Done
            }
        }
    }

    fn begin(&mut self) -> Result<&Tx, Failure> {
        let tx = match self.tx.take() {
            Some(tx) => tx,
            None => Tx::new(session(&self.target)?, self.shared.clone()),
        };
        let node = self.lease.ensure(&tx.db)?;
        tx.set_writer(i64::from(node) * WRITERS + self.number);
        tx.db
            .batch("begin transaction isolation level serializable")?;
        Ok(self.tx.insert(tx))
    }

    fn undone(&mut self, failure: Failure) -> Attempt {
        self.roll_back();
        Attempt::Lost(failure)
    }

    fn roll_back(&mut self) {
        if self
            .tx
            .as_ref()
            .is_some_and(|tx| tx.db.batch("rollback").is_err())
        {
            self.tx = None;
        }
    }
}
