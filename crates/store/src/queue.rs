//! Work waiting for a thread, in two lanes: what someone waits for, and what nobody does.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kernel::Error;

use crate::measure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Foreground,
    Background,
}

/// Why work is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Closed,
    Full,
}

impl Refused {
    pub fn error(self) -> Error {
        match self {
            Refused::Closed => Error::unavailable("store_closed", 5),
            Refused::Full => Error::unavailable("database_busy", 2),
        }
    }
}

pub(crate) struct Queue<T> {
    lanes: Mutex<Lanes<T>>,
    /// One for each lane, and one for whoever takes from both.
    ready: [Condvar; 2],
    any: Condvar,
    limit: usize,
    /// What its lanes are called in the metrics.
    names: [&'static str; 2],
}

struct Lanes<T> {
    foreground: VecDeque<T>,
    background: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(limit: usize, names: [&'static str; 2]) -> Queue<T> {
        let lanes = Lanes {
            foreground: VecDeque::new(),
            background: VecDeque::new(),
            closed: false,
        };
        Queue {
            lanes: Mutex::new(lanes),
            ready: Default::default(),
            any: Condvar::new(),
            limit,
            names,
        }
    }

    pub fn push(&self, lane: Lane, work: T) -> Result<(), Refused> {
        let mut lanes = self.lock();
        if lanes.closed {
            return Err(Refused::Closed);
        }
        let waiting = lanes.lane(lane);
        if waiting.len() >= self.limit {
            return Err(Refused::Full);
        }
        waiting.push_back(work);
        self.measure(lane, waiting.len());
        drop(lanes);
        self.ready[lane as usize].notify_one();
        self.any.notify_one();
        Ok(())
    }

    /// Waits until there is work; false when the queue is closed and empty.
    pub fn wait(&self) -> bool {
        let mut lanes = self.lock();
        loop {
            if !lanes.foreground.is_empty() || !lanes.background.is_empty() {
                return true;
            }
            if lanes.closed {
                return false;
            }
            lanes = self.any.wait(lanes).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for the next piece of work of one lane; `None` when closed and empty.
    pub fn pop(&self, lane: Lane) -> Option<T> {
        let mut lanes = self.lock();
        loop {
            let next = self.take(&mut lanes, lane);
            if next.is_some() || lanes.closed {
                return next;
            }
            lanes = self.ready[lane as usize]
                .wait(lanes)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn try_pop(&self, lane: Lane) -> Option<T> {
        self.take(&mut self.lock(), lane)
    }

    /// As [`Queue::try_pop`], after waiting at most so long for somebody to come, while that is worth
    /// it: asked again after each [`Queue::ring`].
    pub fn pop_within(
        &self,
        lane: Lane,
        longest: Duration,
        worth_it: impl Fn() -> bool,
    ) -> Option<T> {
        let nobody =
            |lanes: &mut Lanes<T>| lanes.lane(lane).is_empty() && !lanes.closed && worth_it();
        let waited = self.any.wait_timeout_while(self.lock(), longest, nobody);
        let (mut lanes, _) = waited.unwrap_or_else(PoisonError::into_inner);
        self.take(&mut lanes, lane)
    }

    /// Wakes those who wait for both lanes, to look again.
    pub fn ring(&self) {
        drop(self.lock());
        self.any.notify_all();
    }

    /// How much waits in both lanes.
    pub fn len(&self) -> usize {
        let lanes = self.lock();
        lanes.foreground.len() + lanes.background.len()
    }

    /// No more work is taken; what waits is still done.
    pub fn close(&self) {
        self.lock().closed = true;
        self.ready
            .iter()
            .chain([&self.any])
            .for_each(Condvar::notify_all);
    }

    fn take(&self, lanes: &mut Lanes<T>, lane: Lane) -> Option<T> {
        let waiting = lanes.lane(lane);
        let next = waiting.pop_front()?;
        self.measure(lane, waiting.len());
        Some(next)
    }

    /// Under the lock, so that the last length told is the last there was.
    fn measure(&self, lane: Lane, waiting: usize) {
        measure::queue(self.names[lane as usize], waiting);
    }

    fn lock(&self) -> MutexGuard<'_, Lanes<T>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Lanes<T> {
    fn lane(&mut self, lane: Lane) -> &mut VecDeque<T> {
        match lane {
            Lane::Foreground => &mut self.foreground,
            Lane::Background => &mut self.background,
        }
    }
}
