//! Reading requests strictly: everything unknown, doubled, too deep or of the wrong type is refused
//! with the place it stands at.
//!
//! Meaning is not checked here: that is the task of the type a request is turned into.

mod body;
mod form;
mod json;
mod path;
mod query;
mod tree;

pub use form::{Form, KeyedForm};
pub use json::{Json, KeyedJson};
pub use path::Path;
pub use query::Query;

/// Bodies are at most this long, unless a route sets another [`axum::extract::DefaultBodyLimit`].
pub const BODY_LIMIT_BYTES: usize = 1_000_000;
