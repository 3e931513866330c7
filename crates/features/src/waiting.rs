//! What a job has read and its next one goes on with. It waits in memory: a job that runs elsewhere, or
//! after a start, does without.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use store::Store;

/// By a number that only the next job knows.
pub struct Waiting<T>(Mutex<BTreeMap<u64, T>>);

impl<T> Waiting<T> {
    pub const fn new() -> Waiting<T> {
        Waiting(Mutex::new(BTreeMap::new()))
    }

    pub fn put(&self, store: &Store, what: T) -> u64 {
        let ticket = store.random().u64() >> 1;
        self.all(|all| all.insert(ticket, what));
        ticket
    }

    /// What waits under the number, as the payload of a job names it.
    pub fn take(&self, ticket: &str) -> Option<T> {
        let ticket = ticket.parse().ok()?;
        self.all(|all| all.remove(&ticket))
    }

    fn all<R>(&self, what: impl FnOnce(&mut BTreeMap<u64, T>) -> R) -> R {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
