//! What all parts of one import share: where it writes to, and what it knows so far.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use kernel::{Error, Kind};
use sha2::{Digest, Sha256};
use store::Store;

use super::directory::Directory;
use crate::import::Format;
use crate::import::record::Membership;

/// Where an import goes.
#[derive(Clone)]
pub struct Ground {
    /// `None` for a dry run where there is no network yet.
    pub store: Option<Store>,
    pub dry_run: bool,
    pub format: Format,
    /// Under which name foreign keys are remembered.
    pub source: Arc<str>,
    pub directory: Arc<RwLock<Directory>>,
}

pub fn read(directory: &RwLock<Directory>) -> RwLockReadGuard<'_, Directory> {
    directory.read().unwrap_or_else(PoisonError::into_inner)
}

pub fn write(directory: &RwLock<Directory>) -> RwLockWriteGuard<'_, Directory> {
    directory.write().unwrap_or_else(PoisonError::into_inner)
}

/// Longer keys than this are remembered by their hash.
const KEY_BYTES: usize = 200;

/// A foreign key as it is remembered: a database's index takes neither very long texts nor NUL.
pub fn foreign(key: &str) -> Cow<'_, str> {
    if key.len() <= KEY_BYTES && !key.contains(|c: char| c.is_control() && c != '\t') {
        return Cow::Borrowed(key);
    }
    let hash = Sha256::digest(key.as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Cow::Owned(format!("sha256:{hex}"))
}

pub fn membership_key(membership: &Membership) -> String {
    format!("{}\t{}", membership.community, membership.person)
}

/// Whether a failure may be the fault of one record, so that the others can go on.
pub fn is_of_one(error: &Error) -> bool {
    matches!(
        error.kind,
        Kind::Internal | Kind::Conflict | Kind::Invalid | Kind::NotFound
    )
}
