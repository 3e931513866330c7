//! Work waiting for a thread, in two lanes: what someone waits for, and what nobody does.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Foreground,
    Background,
}

pub(crate) struct Queue<T> {
    lanes: Mutex<Lanes<T>>,
    /// One for each lane, and one for whoever takes from both.
    ready: [Condvar; 2],
    any: Condvar,
    limit: usize,
}

struct Lanes<T> {
    foreground: VecDeque<T>,
    background: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(limit: usize) -> Queue<T> {
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
        }
    }

    /// Gives the work back when the queue is closed or full.
    pub fn push(&self, lane: Lane, work: T) -> Result<(), T> {
        let mut lanes = self.lock();
        let closed = lanes.closed;
        let waiting = lanes.lane(lane);
        if closed || waiting.len() >= self.limit {
            return Err(work);
        }
        waiting.push_back(work);
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
            let next = lanes.lane(lane).pop_front();
            if next.is_some() || lanes.closed {
                return next;
            }
            lanes = self.ready[lane as usize]
                .wait(lanes)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn try_pop(&self, lane: Lane) -> Option<T> {
        self.lock().lane(lane).pop_front()
    }

    /// No more work is taken; what waits is still done.
    pub fn close(&self) {
        self.lock().closed = true;
        self.ready
            .iter()
            .chain([&self.any])
            .for_each(Condvar::notify_all);
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
