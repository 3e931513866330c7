//! What this process knows of itself, for those who watch over it.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::Time;

use crate::config::Settings;

#[derive(Debug, Default)]
pub struct Node {
    /// Whether a request from this machine can only have been made on it, and not be passed on by a
    /// proxy for somebody else.
    pub reached_directly: bool,
    /// Files and connections the process may hold.
    pub descriptors: usize,
    /// Of what streams are told.
    pub live: Progress,
    /// Of what can be found.
    pub index: Progress,
    stopping: AtomicBool,
}

impl Node {
    pub fn new(settings: &Settings, descriptors: usize) -> Arc<Node> {
        let proxied = settings.base_url.is_some() && settings.tls.is_none();
        Arc::new(Node {
            reached_directly: !proxied && settings.trusted_proxies.is_empty(),
            descriptors,
            live: Progress::default(),
            index: Progress::default(),
            stopping: AtomicBool::new(false),
        })
    }

    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// How far a follower of the change log is.
#[derive(Debug, Default)]
pub struct Progress {
    position: AtomicI64,
    /// Up to when it knows everything, in microseconds.
    level_at: AtomicI64,
    /// Where the log ended when it last was level and looked again, and when that was.
    ahead: Mutex<Option<(i64, Time)>>,
}

impl Progress {
    /// It is about to read on, and the log ends at `newest`.
    pub fn looks(&self, newest: i64, now: Time) {
        self.ahead().get_or_insert((newest, now));
        // It cannot be behind for longer than it is there.
        let never = self.level_at.load(Ordering::Relaxed) == 0;
        if never {
            self.level_at.store(now.0, Ordering::Relaxed);
        }
    }

    pub fn reached(&self, position: i64) {
        self.position.store(position, Ordering::Relaxed);
        if let Some((_, at)) = self.ahead().take_if(|(newest, _)| position >= *newest) {
            self.level_at.store(at.0, Ordering::Relaxed);
        }
    }

    fn ahead(&self) -> MutexGuard<'_, Option<(i64, Time)>> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn position(&self) -> i64 {
        self.position.load(Ordering::Relaxed)
    }

    /// For how long it has not been where the log is, in seconds; 0 when it is.
    pub fn behind_s(&self, newest: i64, now: Time) -> f64 {
        if self.position() >= newest {
            return 0.0;
        }
        let since = Time(self.level_at.load(Ordering::Relaxed));
        now.since_us(since).max(0) as f64 / Time::SECOND_US as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follower_is_behind_since_it_was_last_level() {
        let progress = Progress::default();
        progress.looks(7, Time(1_000_000));
        progress.reached(7);
        let later = Time(4_500_000);
        assert_eq!(progress.behind_s(7, later), 0.0);
        assert_eq!(progress.behind_s(8, later), 3.5);
        // Under load it is never where the log is, and yet not far behind.
        progress.looks(20, later);
        progress.looks(25, Time(5_000_000));
        progress.reached(15);
        assert_eq!(progress.behind_s(25, Time(5_500_000)), 4.5);
        progress.reached(20);
        assert_eq!(progress.behind_s(25, Time(5_500_000)), 1.0);
    }

    #[test]
    fn a_follower_that_never_was_level_is_behind_since_it_began() {
        let progress = Progress::default();
        progress.looks(7, Time(2_000_000));
        progress.reached(0);
        progress.looks(9, Time(3_000_000));
        assert_eq!(progress.behind_s(9, Time(4_000_000)), 2.0);
    }
}
