//! PostgreSQL: sessions, and the threads that own them.
//!
//! Sessions are opened, used and dropped on the store's own threads; the client inside blocks and
//! must never run on a thread of the async runtime.

mod session;

pub(crate) use session::{Session, value};
