//! What waits for one reader. Empty and without memory of its own most of the time; a reader that
//! does not read is cut when its bound is passed, so it costs no more than the bound.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use crate::event::{Admit, Event, Parcel, Tag};
use crate::hub::Join;
use crate::seal::Seal;

pub(crate) type Admission = Arc<dyn Fn(&Event) -> Admit + Send + Sync>;

pub(crate) struct Mailbox {
    pub number: u64,
    pub tag: Tag,
    /// The reader knows what happened up to here.
    after: i64,
    pub seal: Seal,
    pub admit: Admission,
    /// In bytes, as they would be on the wire.
    limit: usize,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    parcels: VecDeque<Arc<Parcel>>,
    bytes: usize,
    /// Lines that come before everything else: the greeting, a heartbeat.
    notice: Option<String>,
    ending: Option<Ending>,
    waker: Option<Waker>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The reader was too slow, and is told to look again at what it shows.
    Cut,
    /// The session is over, and the reader is told so.
    Gone,
    /// The node stops; the reader comes back by itself.
    Stopped,
}

pub(crate) enum Next {
    Notice(String),
    Parcel(Arc<Parcel>),
    End(Ending),
}

/// What keeps a silent connection open: a comment, which is no event.
pub const KEEP_ALIVE: &str = ":\n\n";
/// A drained queue larger than this is given back.
const KEPT_CAPACITY: usize = 16;

impl Mailbox {
    /// `greeting` is the first thing the reader gets, then what it missed, as far as it is admitted.
    pub fn new(
        number: u64,
        join: Join,
        limit: usize,
        greeting: String,
        missed: Vec<Arc<Parcel>>,
    ) -> Mailbox {
        let Join {
            tag,
            after,
            seal,
            admit,
        } = join;
        let after = after.unwrap_or(i64::MIN);
        let waiting = Waiting {
            bytes: missed.iter().map(|parcel| parcel.bytes()).sum(),
            parcels: missed.into(),
            notice: Some(greeting),
            ..Waiting::default()
        };
        Mailbox {
            number,
            tag,
            after,
            seal,
            admit,
            limit,
            waiting: Mutex::new(waiting),
        }
    }

    /// Whether the reader may hear of it and does not know it yet. Asks, and may end the stream.
    pub fn wants(&self, parcel: &Parcel) -> bool {
        let known = parcel.lasting && parcel.event.position <= self.after;
        if known || parcel.from == Some(self.tag.person) {
            return false;
        }
        let admit = (self.admit)(&parcel.event);
        if admit == Admit::Close {
            self.end(Ending::Gone);
        }
        admit == Admit::Send
    }

    /// Queues it; true when this was more than the reader may leave unread.
    pub fn put(&self, parcel: &Arc<Parcel>) -> bool {
        let size = parcel.bytes();
        let mut waiting = self.waiting();
        if waiting.ending.is_some() || (!parcel.lasting && waiting.bytes + size > self.limit / 2) {
            return false;
        }
        let cut = waiting.bytes + size > self.limit;
        if cut {
            waiting.finish(Ending::Cut);
        } else {
            waiting.bytes += size;
            waiting.parcels.push_back(parcel.clone());
        }
        wake(waiting);
        cut
    }

    /// Nothing is sent after this but the last word of the ending. The first ending counts, but a
    /// session that is over is over also for a reader that was about to be cut.
    pub fn end(&self, ending: Ending) {
        let mut waiting = self.waiting();
        if waiting.ending.is_none() || ending == Ending::Gone {
            waiting.finish(ending);
        }
        wake(waiting);
    }

    /// A comment that keeps the connection open, unless something is about to be sent anyway.
    pub fn beat(&self) {
        let mut waiting = self.waiting();
        if waiting.ending.is_none() && waiting.notice.is_none() && waiting.parcels.is_empty() {
            waiting.notice = Some(KEEP_ALIVE.to_owned());
            wake(waiting);
        }
    }

    pub fn poll(&self, cx: &mut Context<'_>) -> Poll<Next> {
        let mut waiting = self.waiting();
        match waiting.next() {
            Some(next) => Poll::Ready(next),
            None => {
                waiting.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }

    pub fn take(&self) -> Option<Next> {
        self.waiting().next()
    }

    /// Memory held for waiting parcels, in bytes.
    #[cfg(test)]
    pub fn kept_bytes(&self) -> usize {
        self.waiting().parcels.capacity() * size_of::<Arc<Parcel>>()
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Waiting {
    fn next(&mut self) -> Option<Next> {
        if let Some(ending) = self.ending {
            return Some(Next::End(ending));
        }
        if let Some(text) = self.notice.take() {
            return Some(Next::Notice(text));
        }
        let parcel = self.parcels.pop_front()?;
        self.bytes -= parcel.bytes();
        if self.parcels.is_empty() && self.parcels.capacity() > KEPT_CAPACITY {
            self.parcels = VecDeque::new();
        }
        Some(Next::Parcel(parcel))
    }

    fn finish(&mut self, ending: Ending) {
        self.parcels = VecDeque::new();
        self.bytes = 0;
        self.notice = None;
        self.ending = Some(ending);
    }
}

/// Wakes the reader after the lock is given back.
fn wake(mut waiting: MutexGuard<'_, Waiting>) {
    let waker = waiting.waker.take();
    drop(waiting);
    if let Some(waker) = waker {
        waker.wake();
    }
}
