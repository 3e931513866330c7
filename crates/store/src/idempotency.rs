//! The same request twice makes one thing: what a key was answered with, for 24 hours.
//!
//! Only status and the object made are kept; the body is rendered again under the rights of the
//! moment. Two requests with one key at the same time wait for each other in process
//! ([`Store::hold`]); across nodes the primary key decides.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{Error, Result, Time};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::statement::Changed;
use crate::store::Store;
use crate::tx::Tx;

/// How long an answer is kept.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a second request waits for the first.
const WAIT: Duration = Duration::from_secs(5);

/// Whose request it is, to where, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The person or token.
    pub owner: String,
    /// Method and path, `POST /api/posts`.
    pub target: String,
    pub key: String,
    /// SHA-256 of the body: another body under the same key is refused.
    pub body_hash: [u8; 32],
}

/// Whether the request was done before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    New,
    Done {
        status: u16,
        kind: String,
        object: i64,
    },
}

crate::row! {
    pub(crate) struct Answered { body_hash: Vec<u8>, status: i64, kind: String, object: i64, at: Time }
}

mod queries {
    use super::{Answered, Changed, Time};

    crate::statements! {
        pub fn answered(owner: &str, target: &str, key: &str) -> Option<Answered> =
            "select body_hash, status, kind, object, at from idempotency
             where owner = $1 and target = $2 and key = $3";
        pub fn remember(
            owner: &str, target: &str, key: &str, body_hash: &[u8],
            status: i64, kind: &str, object: i64, at: Time,
        ) -> Changed =
            "insert into idempotency (owner, target, key, body_hash, status, kind, object, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)";
        pub fn forget(owner: &str, target: &str, key: &str) -> Changed =
            "delete from idempotency where owner = $1 and target = $2 and key = $3";
        pub fn purge(before: Time, limit: i64) -> Changed =
            "delete from idempotency where (owner, target, key) in (
                select owner, target, key from idempotency where at < $1 order by at limit $2)";
    }
}
#[cfg(test)]
pub(crate) use queries::STATEMENTS;

impl Tx {
    /// Whether `key` was answered within the last day; another body under it is
    /// `idempotency_mismatch` (Invalid).
    pub fn idempotent(&self, key: &IdempotencyKey) -> Result<Replay> {
        let Some(found) = queries::answered(self, &key.owner, &key.target, &key.key)? else {
            return Ok(Replay::New);
        };
        if found.at < self.now().minus(KEPT) {
            queries::forget(self, &key.owner, &key.target, &key.key)?;
            return Ok(Replay::New);
        }
        if found.body_hash != key.body_hash {
            return Err(Error::new(kernel::Kind::Invalid, "idempotency_mismatch"));
        }
        let status = u16::try_from(found.status).map_err(Error::internal)?;
        Ok(Replay::Done {
            status,
            kind: found.kind,
            object: found.object,
        })
    }

    /// Keeps the answer in the transaction that did the work.
    pub fn remember(
        &self,
        key: &IdempotencyKey,
        status: u16,
        kind: &str,
        object: i64,
    ) -> Result<()> {
        let IdempotencyKey {
            owner,
            target,
            key,
            body_hash,
        } = key;
        let at = self.now();
        queries::remember(
            self,
            owner,
            target,
            key,
            body_hash,
            status.into(),
            kind,
            object,
            at,
        )?;
        Ok(())
    }
}

/// Deletes at most `limit` answers older than a day; answers how many.
pub fn purge_idempotency(tx: &Tx, limit: usize) -> Result<u64> {
    let before = tx.now().minus(KEPT);
    let Changed(count) = queries::purge(tx, before, i64::try_from(limit).unwrap_or(i64::MAX))?;
    Ok(count)
}

type Name = (String, String, String);

/// Which keys are being worked on in this process.
#[derive(Default)]
pub(crate) struct Holds {
    turns: Arc<Mutex<HashMap<Name, Arc<Turn<()>>>>>,
}

/// The turn of one request; others with its key wait until it is dropped.
pub struct Hold {
    turns: Arc<Mutex<HashMap<Name, Arc<Turn<()>>>>>,
    name: Name,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Store {
    /// Waits until nobody else in this process works on `key`; after 5 s
    /// `idempotency_in_progress` (Conflict).
    pub async fn hold(&self, key: &IdempotencyKey) -> Result<Hold> {
        let name = (key.owner.clone(), key.target.clone(), key.key.clone());
        let turns = self.inner.holds.turns.clone();
        let turn = turns
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(name.clone())
            .or_default()
            .clone();
        // Made before waiting, so that giving up (or being cancelled) also cleans up.
        let mut hold = Hold {
            turns,
            name,
            guard: None,
        };
        match tokio::time::timeout(WAIT, turn.lock_owned()).await {
            Ok(guard) => {
                hold.guard = Some(guard);
                Ok(hold)
            }
            Err(_) => Err(Error::conflict("idempotency_in_progress")),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.guard.take());
        // Nobody holds or waits: only the map still has it.
        if turns
            .get(&self.name)
            .is_some_and(|turn| Arc::strong_count(turn) == 1)
        {
            turns.remove(&self.name);
        }
    }
}
