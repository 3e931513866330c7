//! What happened to accounts, communities and what others wrote: who, what, to whom, from where, with what result.
//!
//! Ids, never contents. Entries are only added.

use kernel::{Id, Result, Time};
use store::{Changed, Tx};

use crate::people::PersonId;

/// An entry's id has no other use than order.
pub struct Entry;

store::statements! {
    fn insert(id: Id<Entry>, at: Time, actor: Option<PersonId>, action: &str, subject: Option<i64>, address: &str, result: &str) -> Changed =
        "insert into audit (id, at, actor_id, action, subject_id, address, result) values ($1, $2, $3, $4, $5, $6, $7)";
    /// The newest entries about someone or something.
    pub fn about(subject: i64, limit: i64) -> Vec<(Time, String, String)> =
        "select at, action, result from audit where subject_id = $1 order by id desc limit $2";
}

/// Notes an act in the transaction that carries it out.
pub fn note(
    tx: &Tx,
    actor: Option<PersonId>,
    action: &str,
    subject: Option<i64>,
    result: &str,
) -> Result<()> {
    note_from(tx, "", actor, action, subject, result)
}

/// As [`note`], where it matters from where: the peer's address.
pub fn note_from(
    tx: &Tx,
    address: &str,
    actor: Option<PersonId>,
    action: &str,
    subject: Option<i64>,
    result: &str,
) -> Result<()> {
    insert(
        tx,
        tx.id(),
        tx.now(),
        actor,
        action,
        subject,
        address,
        result,
    )?;
    Ok(())
}
