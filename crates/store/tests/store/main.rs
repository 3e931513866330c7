//! The store through its door, on each engine.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod bulk;
mod conflicts;
mod idempotency;
mod ids;
mod jobs;
mod kill;
mod ledger;
mod log;
mod migrations;
mod restore;
mod statements;
mod things;
mod writer;
