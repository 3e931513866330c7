//! What a job has read and its next one goes on with. It waits in memory: a job that runs elsewhere, or
//! after a start, does without.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// By a number that jobs of other networks, or other jobs, do not have.
pub struct Waiting<T>(Mutex<BTreeMap<u64, T>>);

impl<T> Waiting<T> {
    pub const fn new() -> Waiting<T> {
        Waiting(Mutex::new(BTreeMap::new()))
    }

    pub fn put(&self, number: u64, what: T) {
        self.all(|all| all.insert(number, what));
    }

    pub fn take(&self, number: u64) -> Option<T> {
        self.all(|all| all.remove(&number))
    }

    fn all<R>(&self, what: impl FnOnce(&mut BTreeMap<u64, T>) -> R) -> R {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
