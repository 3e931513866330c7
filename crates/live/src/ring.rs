//! The newest events, kept for readers that were away for a moment. Bounded by number and age.

use std::collections::VecDeque;
use std::sync::Arc;

use kernel::Time;

use crate::Limits;
use crate::event::{Event, Parcel};

#[derive(Debug)]
pub(crate) struct Ring {
    kept: VecDeque<(Time, Arc<Parcel>)>,
    /// Every event after this position that was ever published here is in the ring.
    floor: i64,
}

impl Ring {
    pub fn new(floor: i64) -> Ring {
        Ring {
            kept: VecDeque::new(),
            floor,
        }
    }

    pub fn holds(&self, event: &Event) -> bool {
        self.kept
            .iter()
            .rev()
            .any(|(_, parcel)| parcel.event.is(event))
    }

    pub fn push(&mut self, now: Time, parcel: Arc<Parcel>) {
        self.kept.push_back((now, parcel));
    }

    pub fn forget(&mut self, now: Time, limits: &Limits) {
        let oldest = now.minus(limits.ring_age);
        while let Some((at, parcel)) = self.kept.front() {
            if self.kept.len() <= limits.ring_events && *at >= oldest {
                break;
            }
            self.floor = self.floor.max(parcel.event.position);
            self.kept.pop_front();
        }
    }

    /// What was published after a position, or `None` when part of it is forgotten.
    pub fn after(&self, position: i64) -> Option<Vec<Arc<Parcel>>> {
        (position >= self.floor).then(|| {
            let parcels = self.kept.iter().map(|(_, parcel)| parcel);
            parcels
                .filter(|parcel| parcel.event.position > position)
                .cloned()
                .collect()
        })
    }
}
