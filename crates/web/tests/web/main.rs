//! The web tier through its own door: pages as documents, requests as clients send them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod contract;
mod gallery;
mod icons;
mod protection;
mod reading;
mod samples;
mod sentences;
