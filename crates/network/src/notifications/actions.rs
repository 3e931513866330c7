//! Telling people, and their saying that they know.

use std::time::Duration;

use kernel::{Error, Result};
use store::Tx;

use super::queries::{self, NotificationId, Reason};
use crate::access::Viewer;
use crate::people::PersonId;

/// Something that happened in a thread.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    pub post: i64,
    pub reply: Option<i64>,
    pub actor: PersonId,
}

/// Tells people, each once with the first reason given; never the actor, never who muted the thread.
///
/// The caller has made sure that each of them may read the thread.
pub fn notify(tx: &Tx, notice: Notice, people: &[(PersonId, Reason)]) -> Result<()> {
    let mut told = vec![notice.actor];
    for (person, reason) in people {
        if told.contains(person) {
            continue;
        }
        told.push(*person);
        if queries::mutes(tx, notice.post, *person)? == Some(true) {
            continue;
        }
        let Notice { post, reply, actor } = notice;
        queries::put(tx, tx.id(), *person, post, *reason, actor, reply, tx.now())?;
        tx.log("notification", person.raw(), person.raw())?;
    }
    Ok(())
}

/// How many followers of a thread are told of a reply.
const TOLD_MAX: i64 = 500;
/// Where more follow, whoever was told a moment ago and has not looked yet is not told again: a thread
/// in which hundreds write at once would otherwise do hundreds of times the work with each reply.
const CROWD: i64 = 50;
const MOMENT: Duration = Duration::from_secs(10);

/// Those who follow a thread and are to be told of something new in it.
pub fn followers(tx: &Tx, post: i64) -> Result<Vec<PersonId>> {
    let followers = queries::followers(tx, post, CROWD + 1)?;
    if followers.len() as i64 <= CROWD {
        return Ok(followers);
    }
    queries::followers_unaware(tx, post, tx.now().minus(MOMENT), TOLD_MAX)
}

pub fn read(tx: &Tx, viewer: &Viewer, id: NotificationId) -> Result<()> {
    let read = match queries::own(tx, id, viewer.id)? {
        Some(_) => queries::read(tx, id, viewer.id, tx.now())?,
        None => {
            queries::notice(tx, id, viewer.id)?.ok_or_else(Error::not_found)?;
            queries::read_notice(tx, id, viewer.id, tx.now())?
        }
    };
    if read.0 > 0 {
        tx.log("notification", viewer.id.raw(), viewer.id.raw())?;
    }
    Ok(())
}

/// Reading a thread reads what was told of it.
pub fn read_thread(tx: &Tx, viewer: &Viewer, post: i64) -> Result<()> {
    if viewer.leaves_traces() && queries::read_thread(tx, post, viewer.id, tx.now())?.0 > 0 {
        tx.log("notification", viewer.id.raw(), viewer.id.raw())?;
    }
    Ok(())
}

/// Seeing a thing reads the notices of it.
pub fn read_about(tx: &Tx, viewer: &Viewer, subject: i64) -> Result<()> {
    if viewer.leaves_traces() && queries::read_notices_of(tx, subject, viewer.id, tx.now())?.0 > 0 {
        tx.log("notification", viewer.id.raw(), viewer.id.raw())?;
    }
    Ok(())
}

pub fn read_all(tx: &Tx, viewer: &Viewer) -> Result<()> {
    let threads = queries::read_all(tx, viewer.id, tx.now())?;
    let notices = queries::read_all_notices(tx, viewer.id, tx.now())?;
    if threads.0 + notices.0 > 0 {
        tx.log("notification", viewer.id.raw(), viewer.id.raw())?;
    }
    Ok(())
}

/// No more of this thread, and what was told of it is read.
pub fn mute(tx: &Tx, viewer: &Viewer, id: NotificationId) -> Result<()> {
    let (post, _) = queries::own(tx, id, viewer.id)?.ok_or_else(Error::not_found)?;
    queries::set_muted(tx, post, viewer.id, true)?;
    read(tx, viewer, id)
}

/// Takes a mute back: the thread is followed again.
pub fn unmute(tx: &Tx, viewer: &Viewer, id: NotificationId) -> Result<()> {
    let (post, _) = queries::own(tx, id, viewer.id)?.ok_or_else(Error::not_found)?;
    queries::set_muted(tx, post, viewer.id, false)?;
    Ok(())
}
