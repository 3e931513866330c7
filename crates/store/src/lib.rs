//! SQL once, two engines: synchronous closures over SQLite and PostgreSQL.
//!
//! A closure given to [`Store::read`] sees one snapshot; one given to [`Store::write`] is a
//! transaction and is on disk when it is answered. Around them: migrations in one text for both
//! engines, a change log that can be followed, a job queue, idempotency records.
//!
//! The store knows no table of the product, and no type of an engine leaves it. Statements are
//! literal text, declared by [`statements!`] with the [`row!`] they answer; branches by engine live
//! only here.

#![expect(
    clippy::allow_attributes,
    reason = "the macro `statements!` has the one there is"
)]

pub mod bulk;
mod db;
mod fault;
mod idempotency;
pub mod jobs;
mod log;
mod macros;
mod measure;
mod migrate;
mod options;
mod postgres;
mod queue;
mod shared;
mod sqlite;
mod state;
mod statement;
mod store;
pub mod testing;
mod tx;
mod value;
mod work;

pub use db::{Db, RawRow};
pub use idempotency::{Hold, IdempotencyKey, Replay, purge_idempotency};
pub use jobs::{Job, NewJob, Runner};
pub use log::{Change, Lag, purge_changes};
pub use macros::private;
pub use migrate::Migration;
pub use options::{Engine, Faults, Options, Source};
pub use shared::Listener;
pub use statement::{Answer, Changed, MAX_LIST, Row, Sole, Statement, run};
pub use store::Store;
pub use tx::Tx;
pub use value::{Arg, Column, Field, Param, ParamType, Scalar, Value, ValueKind};
