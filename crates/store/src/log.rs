//! The change log: what changed, in an order every follower can read from where it stopped.
//!
//! A row says which thing changed, never how. Positions are dense. On SQLite the one writer gives
//! them inside the commit; on PostgreSQL the sequencer gives them afterwards, because nothing that
//! is numbered before a commit is in the order of commits.

use std::borrow::Cow;

use kernel::{Result, Time};

use crate::Engine;
use crate::db::Db;
use crate::statement::{Changed, Sole};
use crate::tx::Tx;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `None` on PostgreSQL until the sequencer has seen that nothing older can still appear.
    pub position: Option<i64>,
    pub kind: Cow<'static, str>,
    pub key: i64,
    /// Where it happened; 0 when that is the whole network.
    pub place: i64,
    pub at: Time,
}

crate::row! {
    /// Committed changes without a position.
    pub struct Lag { pub rows: i64, pub oldest: Option<Time> }

    pub(crate) struct ChangeRow {
        pub position: Option<i64>,
        pub kind: String,
        pub key: i64,
        pub place: i64,
        pub at: Time,
    }
}

mod queries {
    use super::{ChangeRow, Changed, Lag, Sole, Time};

    crate::statements! {
        pub fn append_sqlite(position: i64, kind: &str, key: i64, place: i64, at: Time) -> Changed =
            "insert into changes (position, kind, key, place, at) values ($1, $2, $3, $4, $5)";
        pub fn append_postgres(kind: &str, key: i64, place: i64, at: Time) -> Changed =
            "insert into changes (kind, key, place, at) values ($1, $2, $3, $4)";
        pub fn after(position: i64, newest: i64, limit: i64) -> Vec<ChangeRow> =
            "select position, kind, key, place, at from changes
             where position > $1 and position <= $2 order by position limit $3";
        pub fn unpositioned(limit: i64) -> Vec<ChangeRow> =
            "select position, kind, key, place, at from changes where position is null order by at limit $1";
        pub fn lag() -> Sole<Lag> =
            "select cast(count(*) as bigint) as rows, min(at) as oldest from changes where position is null";
        pub fn newest() -> Sole<i64> =
            "select cast(coalesce(max(position), 0) as bigint) from changes";
        pub fn purge(before: Time, limit: i64) -> Changed =
            "delete from changes where position in (
                select position from (
                    select position, at from changes where position is not null
                    order by position limit $2
                ) as oldest
                where at < $1 and position < (select max(position) from changes)
            )";
    }
}
#[cfg(test)]
pub(crate) use queries::STATEMENTS;
pub(crate) use queries::newest;

/// More rows without a position than this are not read at once: by then a follower would rather
/// forget everything it holds.
const UNPOSITIONED_LIMIT: i64 = 10_000;

/// Changes with a position above `position`, oldest first. A follower may keep how far it came, so none
/// that a power cut could take back.
pub fn changes_after(db: &Db, position: i64, limit: usize) -> Result<Vec<Change>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let newest = db.horizon.as_ref().map(|shared| shared.position());
    let newest = newest.unwrap_or(i64::MAX);
    Ok(queries::after(db, position, newest, limit)?
        .into_iter()
        .map(Change::from)
        .collect())
}

/// Committed changes that have no position yet (PostgreSQL only): good for forgetting what is
/// cached, not for following.
pub fn unpositioned(db: &Db) -> Result<Vec<Change>> {
    match db.engine() {
        Engine::Sqlite => Ok(Vec::new()),
        Engine::Postgres => {
            let rows = queries::unpositioned(db, UNPOSITIONED_LIMIT)?;
            Ok(rows.into_iter().map(Change::from).collect())
        }
    }
}

pub(crate) fn lag(db: &Db) -> Result<Lag> {
    queries::lag(db).map(|Sole(lag)| lag)
}

/// Deletes at most `limit` of the oldest changes, if they are older than `before`; answers how many.
/// The newest change stays, so that positions go on where they were.
pub fn purge_changes(tx: &Tx, before: Time, limit: usize) -> Result<u64> {
    let Changed(count) = queries::purge(tx, before, i64::try_from(limit).unwrap_or(i64::MAX))?;
    Ok(count)
}

/// The position the change got, on the engine where it is known now.
pub(crate) fn append(
    tx: &Tx,
    kind: &'static str,
    key: i64,
    place: i64,
    next: i64,
) -> Result<Option<i64>> {
    match tx.engine() {
        Engine::Sqlite => {
            queries::append_sqlite(tx, next, kind, key, place, tx.now())?;
            Ok(Some(next))
        }
        Engine::Postgres => {
            queries::append_postgres(tx, kind, key, place, tx.now())?;
            Ok(None)
        }
    }
}

impl From<ChangeRow> for Change {
    fn from(row: ChangeRow) -> Change {
        let ChangeRow {
            position,
            kind,
            key,
            place,
            at,
        } = row;
        Change {
            position,
            kind: kind.into(),
            key,
            place,
            at,
        }
    }
}
