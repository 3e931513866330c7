//! Streams to browsers: what changed, told to whoever may know it, within a second.
//!
//! An [`Event`] names a kind, a key and a place and never carries content; the page fetches what it
//! shows by the ordinary route, so language, rights and freshness are decided there. Rights are
//! asked again for every event at the moment it is sent. This crate knows no kind of event, no
//! session store and no HTTP: it gives ready text for a `text/event-stream` answer. It stores
//! nothing; the change log is the truth, and losing everything here costs latency only.
//!
//! - [`Hub`]: the streams of one node; join, publish, signal, close.
//! - [`Stream`]: one open answer; bounded, cut when its reader does not read.
//! - [`Seal`]: positions made unreadable for the session they are given to.

mod event;
mod hub;
mod mailbox;
mod ring;
mod seal;
mod stream;

#[cfg(test)]
mod tests;

pub use event::{Admit, Event, Signal, Tag};
pub use hub::{Hub, Join, Joined, Limits, Stats};
pub use mailbox::KEEP_ALIVE;
pub use seal::Seal;
pub use stream::Stream;
