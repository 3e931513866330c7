//! The streams of one node, and the newest events for those that come back.
//!
//! Nothing is lost between the rendering of a page and its joining: the page carries the position
//! it was read at, publishing puts events into the ring and hands them out in one step, and joining
//! registers and reads the ring in one step. What happened after the page's position is therefore
//! either in the ring or still to come, never both, and always in order.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread;
use std::time::Duration;

use kernel::Clock;

use crate::event::{Event, Parcel, Signal, Tag};
use crate::mailbox::{Admission, Ending, Mailbox};
use crate::ring::Ring;
use crate::seal::Seal;
use crate::stream::Stream;

/// A handle; clones share the same streams.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open streams of the node; more are refused.
    pub streams: usize,
    /// Open streams of one session; more are refused.
    pub streams_per_session: usize,
    /// What may wait for one reader, in bytes.
    pub waiting_bytes: usize,
    pub ring_events: usize,
    pub ring_age: Duration,
    /// Between two signs of life on a silent stream; whole seconds, at least one.
    pub heartbeat: Duration,
    /// So many streams are told at once, and the next after [`Limits::pause`]: a node that has to
    /// tell everybody answers requests in between.
    pub slice: usize,
    pub pause: Duration,
    /// How many readers may fetch in a second what they were told of: the others wait as long as
    /// the event says.
    pub fetches_per_second: usize,
    /// A signal for more readers than this is given up: it matters to few of them.
    pub signal_reach: usize,
}

impl Limits {
    /// Over how many seconds the readers of an event should fetch what it is about.
    fn spread_s(&self, readers: usize) -> usize {
        readers / self.fetches_per_second.max(1)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            streams: 18_000,
            streams_per_session: 32,
            waiting_bytes: 64 * 1024,
            ring_events: 500,
            ring_age: Duration::from_secs(600),
            heartbeat: Duration::from_secs(25),
            slice: 128,
            pause: Duration::from_millis(5),
            fetches_per_second: 1_000,
            signal_reach: 500,
        }
    }
}

/// Who joins, from where on, and what they may hear.
pub struct Join {
    pub tag: Tag,
    /// The position of the page, or of the last event the reader had; `None`: only what comes now.
    pub after: Option<i64>,
    /// Makes the positions that the reader gets.
    pub seal: Seal,
    /// Asked when an event is published and again when it is sent. It answers from memory: it is
    /// called for every open stream.
    pub admit: Admission,
}

pub enum Joined {
    /// When part of what happened after `Join::after` is forgotten, its first event is `resync`.
    Live(Stream),
    /// The node or the session has as many streams as it may; try again later.
    Full,
}

/// Counts since the start, but for `open`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    pub open: usize,
    pub joined: u64,
    pub refused: u64,
    /// Joins that had to begin with a resync.
    pub resynced: u64,
    /// Readers that were too slow.
    pub cut: u64,
    pub published: u64,
}

pub(crate) struct Shared {
    limits: Limits,
    clock: Clock,
    state: Mutex<State>,
    /// Held while events are handed out, so that every stream gets them in order. Taken before
    /// `state`, which is never held while `admit` is asked; joining does not take it.
    handing_out: Mutex<()>,
    newest: AtomicI64,
    cut: AtomicU64,
}

struct State {
    ring: Ring,
    streams: HashMap<u64, Arc<Mailbox>>,
    per_session: HashMap<i64, usize>,
    next_number: u64,
    stopped: bool,
    stats: Stats,
}

impl Hub {
    /// Knows every event after `floor`, once they are published. To let readers come back after a
    /// restart without a resync, pass the position before the newest few hundred entries of the
    /// change log and publish those first. Must be called inside a tokio runtime, which keeps the
    /// one timer of all heartbeats.
    pub fn new(limits: Limits, clock: Clock, floor: i64) -> Hub {
        let state = State {
            ring: Ring::new(floor),
            streams: HashMap::new(),
            per_session: HashMap::new(),
            next_number: 0,
            stopped: false,
            stats: Stats::default(),
        };
        let shared = Arc::new(Shared {
            limits,
            clock,
            state: Mutex::new(state),
            handing_out: Mutex::new(()),
            newest: AtomicI64::new(floor),
            cut: AtomicU64::new(0),
        });
        tokio::spawn(beat(
            Arc::downgrade(&shared),
            limits.heartbeat.as_secs().max(1),
        ));
        Hub { shared }
    }

    pub fn join(&self, join: Join) -> Joined {
        let shared = &self.shared;
        let (tag, after) = (join.tag, join.after);
        let mut state = shared.state();
        let of_session = state.per_session.get(&tag.session).copied().unwrap_or(0);
        let full = state.streams.len() >= shared.limits.streams;
        if full || state.stopped || of_session >= shared.limits.streams_per_session {
            state.stats.refused += 1;
            return Joined::Full;
        }
        state.ring.forget(shared.clock.now(), &shared.limits);
        let missed = after.map_or(Some(Vec::new()), |after| state.ring.after(after));
        let number = state.next_number;
        state.next_number += 1;
        state.stats.joined += 1;
        let mut greeting = greeting(number, state.streams.len());
        if missed.is_none() {
            state.stats.resynced += 1;
            let spread_s = shared.limits.spread_s(state.streams.len());
            greeting += &resync(&join.seal, shared.newest(), spread_s);
        }
        let bytes = shared.limits.waiting_bytes;
        let missed = missed.unwrap_or_default();
        let mailbox = Arc::new(Mailbox::new(number, join, bytes, greeting, missed));
        state.streams.insert(number, mailbox.clone());
        *state.per_session.entry(tag.session).or_default() += 1;
        drop(state);
        Joined::Live(Stream {
            mailbox,
            shared: shared.clone(),
            over: false,
        })
    }

    /// Hands events out, in the order of their positions, and keeps them for those that come back.
    /// An event that was published before and is still kept is left out. Costs a call of `admit`
    /// for every stream and event, and pauses between slices of many streams, so it belongs on a
    /// thread that follows the change log.
    pub fn publish(&self, events: &[Event]) {
        let shared = &self.shared;
        let order = lock(&shared.handing_out);
        let mut state = shared.state();
        let (now, open) = (shared.clock.now(), state.streams.len());
        let mut parcels = Vec::with_capacity(events.len());
        for event in events {
            if !state.ring.holds(event) {
                let spread_s = shared.limits.spread_s(event.reach.min(open));
                let parcel = Arc::new(Parcel::of_event(event.clone(), spread_s));
                state.ring.push(now, parcel.clone());
                shared.newest.fetch_max(event.position, Ordering::SeqCst);
                parcels.push(parcel);
            }
        }
        state.ring.forget(now, &shared.limits);
        state.stats.published += parcels.len() as u64;
        let streams: Vec<_> = state.streams.values().cloned().collect();
        drop(state);
        shared.hand_out(&streams, &parcels);
        drop(order);
    }

    /// Tells whoever is admitted right now, and nobody later. When that is more than
    /// [`Limits::signal_reach`], nobody is told: this is called at requests, and must be cheap.
    pub fn signal(&self, signal: Signal) {
        let parcel = Arc::new(Parcel::of_signal(signal));
        let streams: Vec<_> = self.shared.state().streams.values().cloned().collect();
        let most = self.shared.limits.signal_reach;
        let wanting = streams.iter().filter(|mailbox| mailbox.wants(&parcel));
        let wanting: Vec<_> = wanting.take(most + 1).collect();
        if wanting.len() <= most {
            wanting.into_iter().for_each(|mailbox| {
                mailbox.put(&parcel);
            });
        }
    }

    /// Ends streams at once, with the word that the session is over; what waits is not sent.
    pub fn close(&self, which: impl Fn(&Tag) -> bool) {
        self.end(Ending::Gone, which);
    }

    /// Ends all streams without a word and refuses new ones: the node stops, readers come back to
    /// another or to the next start.
    pub fn stop(&self) {
        self.shared.state().stopped = true;
        self.end(Ending::Stopped, |_| true);
    }

    /// The newest position handed out: what a page that is read now may join after.
    pub fn newest(&self) -> i64 {
        self.shared.newest()
    }

    pub fn stats(&self) -> Stats {
        let state = self.shared.state();
        let cut = self.shared.cut.load(Ordering::Relaxed);
        Stats {
            open: state.streams.len(),
            cut,
            ..state.stats
        }
    }

    fn end(&self, ending: Ending, which: impl Fn(&Tag) -> bool) {
        let streams: Vec<_> = self.shared.state().streams.values().cloned().collect();
        for mailbox in streams.iter().filter(|mailbox| which(&mailbox.tag)) {
            mailbox.end(ending);
        }
    }
}

impl Shared {
    pub fn newest(&self) -> i64 {
        self.newest.load(Ordering::SeqCst)
    }

    pub fn leave(&self, mailbox: &Mailbox) {
        let mut state = self.state();
        state.streams.remove(&mailbox.number);
        if let Some(count) = state.per_session.get_mut(&mailbox.tag.session) {
            *count -= 1;
            if *count == 0 {
                state.per_session.remove(&mailbox.tag.session);
            }
        }
    }

    /// In slices with pauses between them: whoever is woken here is in the queue before whoever
    /// asks for a page next.
    fn hand_out(&self, streams: &[Arc<Mailbox>], parcels: &[Arc<Parcel>]) {
        if parcels.is_empty() {
            return;
        }
        let mut woken = 0;
        for mailbox in streams {
            if woken == self.limits.slice {
                thread::sleep(self.limits.pause);
                woken = 0;
            }
            let mut told = false;
            for parcel in parcels.iter().filter(|parcel| mailbox.wants(parcel)) {
                told = true;
                if mailbox.put(parcel) {
                    self.cut.fetch_add(1, Ordering::Relaxed);
                }
            }
            woken += usize::from(told);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

/// The lines of a frame that tell the reader to look again within so many seconds, and where to go on
/// from.
pub(crate) fn resync(seal: &Seal, newest: i64, spread_s: usize) -> String {
    let id = seal.seal(newest);
    format!("id: {id}\nevent: resync\ndata: {{\"spread\":{spread_s}}}\n\n")
}

/// Says how long to wait before coming back, different for each stream, so that a restart does not
/// bring all readers at the same moment: 1 to 5 s, with many longer, so that fewer than two thousand
/// come in a second.
fn greeting(number: u64, open: usize) -> String {
    let window_ms = u64::try_from(open).map_or(4_000, |open| open.clamp(4_000, 1 << 31));
    // Numbers that follow one another lie far apart (Fibonacci hashing, Knuth 6.4).
    let part = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    format!("retry: {}\n\n", 1_000 + ((part * window_ms) >> 32))
}

/// Every second the streams whose turn it is, so that their wake-ups are spread over the period.
async fn beat(shared: Weak<Shared>, period: u64) {
    let mut timer = tokio::time::interval(Duration::from_secs(1));
    timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for turn in 0.. {
        timer.tick().await;
        let Some(shared) = shared.upgrade() else {
            return;
        };
        let streams: Vec<_> = {
            let state = shared.state();
            let due = state
                .streams
                .values()
                .filter(|m| m.number % period == turn % period);
            due.cloned().collect()
        };
        streams.iter().for_each(|mailbox| mailbox.beat());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
