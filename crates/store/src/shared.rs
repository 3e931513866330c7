//! What all threads of one open store share, and what the store tells others.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use kernel::id::{EPOCH_US, TICK_US, tick_of};
use kernel::{Clock, Id, IdMaker, Random, Time};
use tokio::sync::watch;

use crate::fault::Failure;
use crate::log::Change;
use crate::options::{Faults, Options};

/// Hears of commits, see [`Store::on_commit`](crate::Store::on_commit).
pub type Listener = Arc<dyn Fn(&[Change]) + Send + Sync>;

type Wake = Arc<dyn Fn() + Send + Sync>;

pub(crate) struct Shared {
    pub clock: Clock,
    pub random: Random,
    pub faults: Faults,
    pub epoch: AtomicU64,
    /// No id is made above this tick: a lease of the node number covers it no further.
    pub id_limit: AtomicI64,
    /// Statements that closures ran.
    pub statements: AtomicU64,
    /// Wakes the thread that follows the log; unused on SQLite, where positions come with commits.
    pub nudge: Nudge,
    ids: RwLock<IdMaker>,
    position: AtomicI64,
    healthy: AtomicBool,
    listeners: RwLock<Vec<Listener>>,
    wake: watch::Sender<i64>,
    /// Who does jobs here.
    workers: Mutex<Vec<(u64, Wake)>>,
}

impl Shared {
    pub fn new(options: &Options, ids: IdMaker, epoch: u64, position: i64) -> Shared {
        Shared {
            clock: options.clock.clone(),
            random: options.random.clone(),
            faults: options.faults.clone(),
            epoch: AtomicU64::new(epoch),
            id_limit: AtomicI64::new(i64::MAX),
            statements: AtomicU64::new(0),
            nudge: Nudge::default(),
            ids: RwLock::new(ids),
            position: AtomicI64::new(position),
            healthy: AtomicBool::new(true),
            listeners: RwLock::default(),
            wake: watch::Sender::new(position),
            workers: Mutex::default(),
        }
    }

    /// A new id. Panics when one transaction makes more than a lease allows, some 250,000.
    pub fn id<T>(&self) -> Id<T> {
        let limit = self.id_limit.load(Ordering::SeqCst);
        let now = self.clock.now();
        // A process that slept must not go on where another may have begun.
        let now = if tick_of(now) > limit {
            time_of(limit - LIMIT_MARGIN)
        } else {
            now
        };
        let id = self
            .ids
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .next(now);
        assert!(
            tick_of(id.time()) <= limit,
            "more ids in one transaction than a lease allows"
        );
        id
    }

    /// The tick of the newest id.
    pub fn tick(&self) -> i64 {
        self.ids
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .tick()
    }

    pub fn set_ids(&self, ids: IdMaker) {
        *self.ids.write().unwrap_or_else(PoisonError::into_inner) = ids;
    }

    pub fn position(&self) -> i64 {
        self.position.load(Ordering::SeqCst)
    }

    pub fn healthy(&self) -> bool {
        self.healthy.load(Ordering::SeqCst)
    }

    /// After this nothing is acknowledged any more.
    pub fn poison(&self, failure: &Failure) {
        if self.healthy.swap(false, Ordering::SeqCst) {
            tracing::error!(cause = %failure.text, "the storage failed; no more writes are taken");
        }
    }

    pub fn listen(&self, listener: Listener) {
        self.listeners
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
    }

    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.wake.subscribe()
    }

    pub fn jobs_waiting(&self) {
        for (_, wake) in self
            .workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            wake();
        }
    }

    /// `wake` is called whenever jobs were committed here; the number is for
    /// [`Shared::no_longer`].
    pub fn when_jobs_wait(&self, wake: Wake) -> u64 {
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        let number = workers.last().map_or(0, |(number, _)| number + 1);
        workers.push((number, wake));
        number
    }

    pub fn no_longer(&self, number: u64) {
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        workers.retain(|(other, _)| *other != number);
    }

    /// The newest position became known, or rows without a position appeared.
    pub fn woke(&self, position: i64) {
        self.position.fetch_max(position, Ordering::SeqCst);
        self.wake.send_replace(position);
    }

    /// This node committed `changes`; called before the writes are answered.
    pub fn committed(&self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        if let Some(position) = changes.iter().filter_map(|change| change.position).max() {
            self.position.fetch_max(position, Ordering::SeqCst);
        }
        let listeners = self
            .listeners
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for listener in listeners {
            listener(changes);
        }
        self.wake.send_replace(self.position());
        self.nudge.nudge();
    }
}

/// A bell for one thread, which also tells it to stop.
#[derive(Default)]
pub(crate) struct Nudge {
    state: Mutex<Rung>,
    bell: Condvar,
}

#[derive(Default)]
struct Rung {
    nudged: bool,
    closed: bool,
}

impl Nudge {
    pub fn nudge(&self) {
        self.lock().nudged = true;
        self.bell.notify_one();
    }

    pub fn close(&self) {
        self.lock().closed = true;
        self.bell.notify_all();
    }

    pub fn closed(&self) -> bool {
        self.lock().closed
    }

    /// Until the bell rings, at most for `longest`.
    pub fn wait(&self, longest: Duration) {
        let waiting = |rung: &mut Rung| !rung.nudged && !rung.closed;
        let waited = self.bell.wait_timeout_while(self.lock(), longest, waiting);
        waited.unwrap_or_else(PoisonError::into_inner).0.nudged = false;
    }

    fn lock(&self) -> MutexGuard<'_, Rung> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far below the limit ids go on when the clock is past it: room for the sequence to carry.
const LIMIT_MARGIN: i64 = 400;

fn time_of(tick: i64) -> Time {
    Time(tick * TICK_US + EPOCH_US)
}
