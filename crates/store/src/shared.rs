//! What all threads of one open store share, and what the store tells others.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Clock, IdMaker, Random};
use tokio::sync::watch;

use crate::fault::Failure;
use crate::log::Change;
use crate::options::Faults;

pub(crate) type Listener = Arc<dyn Fn(&[Change]) + Send + Sync>;

pub(crate) struct Shared {
    pub clock: Clock,
    pub random: Random,
    pub ids: IdMaker,
    pub faults: Faults,
    pub epoch: AtomicU64,
    position: AtomicI64,
    healthy: AtomicBool,
    listeners: RwLock<Vec<Listener>>,
    wake: watch::Sender<i64>,
    /// How often jobs were written here.
    jobs: watch::Sender<u64>,
}

impl Shared {
    pub fn new(
        clock: Clock,
        random: Random,
        ids: IdMaker,
        faults: Faults,
        epoch: u64,
        position: i64,
    ) -> Shared {
        Shared {
            clock,
            random,
            ids,
            faults,
            epoch: AtomicU64::new(epoch),
            position: AtomicI64::new(position),
            healthy: AtomicBool::new(true),
            listeners: RwLock::default(),
            wake: watch::Sender::new(position),
            jobs: watch::Sender::new(0),
        }
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
        self.jobs.send_modify(|count| *count += 1);
    }

    pub fn jobs(&self) -> watch::Receiver<u64> {
        self.jobs.subscribe()
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
    }
}
