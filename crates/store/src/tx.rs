//! A write transaction, as a closure sees it: a [`Db`] that can also make ids and log changes.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::sync::Arc;

use kernel::{Id, Random, Result, Time};

use crate::db::Db;
use crate::log::{self, Change};
use crate::shared::Shared;

/// A write transaction. Its closure may be run more than once; only the last run is committed, so
/// it must not do anything outside of the database.
pub struct Tx {
    pub(crate) db: Db,
    pub(crate) shared: Arc<Shared>,
    now: Cell<Time>,
    changes: RefCell<Vec<Change>>,
    /// Jobs were written: whoever does them should look after the commit.
    enqueued: Cell<bool>,
    /// The newest position given; SQLite only, where the one writer gives them.
    position: Cell<i64>,
    /// The newest position committed.
    committed: Cell<i64>,
    writer: Cell<i64>,
}

impl Deref for Tx {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Where a job began, to go back to when it fails.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    changes: usize,
    position: i64,
}

impl Tx {
    pub(crate) fn new(db: Db, shared: Arc<Shared>) -> Tx {
        let now = Cell::new(shared.clock.now());
        let newest = shared.position();
        Tx {
            db,
            shared,
            now,
            changes: RefCell::default(),
            enqueued: Cell::new(false),
            position: Cell::new(newest),
            committed: Cell::new(newest),
            writer: Cell::new(0),
        }
    }

    /// The time of this transaction; the same for all of it.
    pub fn now(&self) -> Time {
        self.now.get()
    }

    /// A new id, above every id this node has made.
    pub fn id<T>(&self) -> Id<T> {
        self.shared.id()
    }

    /// A number that no other transaction has while this one is at work; there are few of them. A
    /// counter with a row for each writer is one for which nobody waits and nobody loses a race;
    /// its value is their sum. On SQLite it is always 0: there is one writer.
    pub fn writer(&self) -> i64 {
        self.writer.get()
    }

    pub(crate) fn set_writer(&self, number: i64) {
        self.writer.set(number);
    }

    pub fn random(&self) -> &Random {
        &self.shared.random
    }

    /// Appends to the change log: what kind of thing changed, which one, and in which place (0 for
    /// the whole network). Never what it says: readers of the log look at the row.
    pub fn log(&self, kind: &'static str, key: i64, place: i64) -> Result<()> {
        let position = log::append(self, kind, key, place, self.position.get() + 1)?;
        if let Some(position) = position {
            self.position.set(position);
        }
        let change = Change {
            position,
            kind: kind.into(),
            key,
            place,
            at: self.now(),
        };
        self.changes.borrow_mut().push(change);
        Ok(())
    }

    pub(crate) fn enqueued(&self) {
        self.enqueued.set(true);
    }

    /// A new job begins here.
    pub(crate) fn begin(&self) -> Mark {
        self.now.set(self.shared.clock.now());
        Mark {
            changes: self.changes.borrow().len(),
            position: self.position.get(),
        }
    }

    /// The job that began at `mark` is undone.
    pub(crate) fn back_to(&self, mark: Mark) {
        self.changes.borrow_mut().truncate(mark.changes);
        self.position.set(mark.position);
    }

    /// Everything since the last commit is undone.
    pub(crate) fn clear(&self) {
        self.changes.borrow_mut().clear();
        self.position.set(self.committed.get());
    }

    /// It was committed: what is to be told of it once that is safe.
    pub(crate) fn committed(&self) -> News {
        self.committed.set(self.position.get());
        News {
            changes: self.changes.take(),
            enqueued: self.enqueued.take(),
        }
    }
}

/// What a commit has for others.
pub(crate) struct News {
    changes: Vec<Change>,
    enqueued: bool,
}

impl News {
    pub fn tell(&self, shared: &Shared) {
        shared.committed(&self.changes);
        if self.enqueued {
            shared.jobs_waiting();
        }
    }
}
