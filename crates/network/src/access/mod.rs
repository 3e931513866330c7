//! Who asks and what they may read: the only way to an object.
//!
//! [`Viewer`] is made from a session or a token, never by a handler. Reading goes through
//! `visible(db, &viewer, id)` of the slice that owns the object; what a viewer may not see does not
//! exist. Acting goes through [`App::act`](crate::App::act), which reads the viewer's rights again
//! in the transaction, so that nothing is changed on the word of a cache.

mod authenticate;
mod viewer;

pub use authenticate::{Signed, bearer};
pub use viewer::{Memberships, Scope, Scopes, Viewer};

#[cfg(test)]
mod tests;
