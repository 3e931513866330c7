//! What this process knows of itself, for those who watch over it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use kernel::Time;

use crate::config::Settings;

#[derive(Debug, Default)]
pub struct Node {
    /// Whether a request from this machine can only have been made on it, and not be passed on by a
    /// proxy for somebody else.
    pub reached_directly: bool,
    /// Files and connections the process may hold.
    pub descriptors: usize,
    pub live: Progress,
    stopping: AtomicBool,
}

impl Node {
    pub fn new(settings: &Settings, descriptors: usize) -> Arc<Node> {
        let proxied = settings.base_url.is_some() && settings.tls.is_none();
        Arc::new(Node {
            reached_directly: !proxied && settings.trusted_proxies.is_empty(),
            descriptors,
            live: Progress::default(),
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
    /// When it last had nothing left to read, in microseconds.
    level_at: AtomicI64,
}

impl Progress {
    pub fn reached(&self, position: i64) {
        self.position.store(position, Ordering::Relaxed);
    }

    pub fn level(&self, now: Time) {
        self.level_at.store(now.0, Ordering::Relaxed);
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
        progress.reached(7);
        progress.level(Time(1_000_000));
        let later = Time(4_500_000);
        assert_eq!(progress.behind_s(7, later), 0.0);
        assert_eq!(progress.behind_s(8, later), 3.5);
    }
}
