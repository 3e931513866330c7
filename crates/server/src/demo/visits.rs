//! What the people one signs in as come back to: their password, what they have not read, and what
//! they were told.

use features::posts::{PostId, ReplyId};
use kernel::{Result, Time};
use network::PersonId;
use network::notifications::{self, Reason};
use network::people;
use network::sign_in;
use store::{Store, Tx};

use super::calendar::TIME_ZONE;
use super::history::Said;
use super::plan::Thread;
use super::queries;
use super::sign_ins::PEOPLE;
use super::threads::mentions;
use super::write::{Written, days_before};

/// Something that concerns somebody.
struct Event {
    thread: usize,
    reply: Option<usize>,
    actor: usize,
    reason: Reason,
    at: Time,
}

/// They were told of what happened in so many days.
const TOLD_DAYS: i64 = 21;
/// The newest threads are always unread, however long ago it was.
const UNREAD_THREADS: usize = 3;
const LAST_VISIT_HOURS: i64 = 22;

pub fn write(store: &Store, written: &Written, said: &[Said], hash: &str) -> anyhow::Result<()> {
    let (written, said, hash) = (written.clone(), said.to_vec(), hash.to_owned());
    let all: Vec<usize> = PEOPLE
        .iter()
        .map(|(key, _, _)| written.plan.company.by_key(key))
        .collect();
    store.write_blocking(move |tx| {
        for ((_, _, about), person) in PEOPLE.iter().zip(&all) {
            let id = written.people[*person];
            let language = written.plan.company.people[*person].language;
            people::queries::set_profile(tx, id, about, language, TIME_ZONE, "auto")?;
            sign_in::queries::put_password(tx, id, &hash, tx.now())?;
            people::queries::set_claimed(tx, id, tx.now())?;
            // They write to each other when the product is tried, and shall see it.
            for other in all.iter().filter(|other| *other != person) {
                people::queries::follow(
                    tx,
                    id,
                    written.people[*other],
                    days_before(tx.now(), TOLD_DAYS),
                )?;
            }
            leave_unread(tx, &written, *person)?;
            tell(tx, &written, &said, *person)?;
            tx.log("person", id.raw(), 0)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The own store and two of three other communities were not looked into since yesterday, some for
/// longer.
fn leave_unread(tx: &Tx, written: &Written, person: usize) -> Result<()> {
    let since = Time(written.plan.now.0 - LAST_VISIT_HOURS * Time::HOUR_US);
    for (at, room) in written.plan.rooms.iter().enumerate() {
        let member = room.network_wide || room.members.contains_key(&person);
        let team = room.site == Some(written.plan.company.people[person].site);
        let turn = if team { 2 } else { (at + person) % 3 };
        if !member || turn == 0 {
            continue;
        }
        let new = |thread: &&Thread| {
            thread.room == Some(at) && thread.at >= since && thread.author != person
        };
        let unread = written.plan.threads.iter().filter(new).count() + turn - 1;
        queries::leave_unread(tx, written.people[person], written.rooms[at], unread as i64)?;
    }
    Ok(())
}

/// One row per thread, brought up to date event by event as if it had happened; what is older than
/// the last visit has been read.
fn tell(tx: &Tx, written: &Written, said: &[Said], person: usize) -> Result<()> {
    let id = written.people[person];
    let mut events = events(written, person);
    events.sort_by_key(|event| event.at);
    let mut newest: Vec<(usize, Time)> = Vec::new();
    for event in &events {
        newest.retain(|(thread, _)| *thread != event.thread);
        newest.push((event.thread, event.at));
        put(tx, id, event, said, written)?;
    }
    let last_visit = Time(written.plan.now.0 - LAST_VISIT_HOURS * Time::HOUR_US);
    let read = newest.len().saturating_sub(UNREAD_THREADS);
    for (thread, at) in newest
        .into_iter()
        .take(read)
        .filter(|(_, at)| *at < last_visit)
    {
        notifications::queries::read_thread(tx, said[thread].post.raw(), id, at)?;
    }
    Ok(())
}

fn put(tx: &Tx, id: PersonId, event: &Event, said: &[Said], written: &Written) -> Result<()> {
    let post: PostId = said[event.thread].post;
    let reply: Option<ReplyId> = event.reply.map(|reply| said[event.thread].replies[reply]);
    let (actor, reply) = (written.people[event.actor], reply.map(ReplyId::raw));
    notifications::queries::put(
        tx,
        tx.id(),
        id,
        post.raw(),
        event.reason,
        actor,
        reply,
        event.at,
    )?;
    Ok(())
}

fn events(written: &Written, person: usize) -> Vec<Event> {
    let plan = &written.plan;
    let since = days_before(plan.now, TOLD_DAYS);
    let key = &plan.company.people[person].key;
    let named = |text: &str| mentions(text).any(|mention| mention == key);
    let mut events = Vec::new();
    for (at, thread) in plan
        .threads
        .iter()
        .enumerate()
        .filter(|(_, thread)| thread.at >= since)
    {
        if !written.reads(person, thread.room) {
            continue;
        }
        let mut note = |reply: Option<usize>, actor: usize, reason: Reason, when: Time| {
            if actor != person {
                events.push(Event {
                    thread: at,
                    reply,
                    actor,
                    reason,
                    at: when,
                });
            }
        };
        if thread.praised.contains(&person) {
            note(None, thread.author, Reason::Praise, thread.at);
        } else if named(&thread.text) {
            note(None, thread.author, Reason::Mention, thread.at);
        }
        let own = thread.author == person;
        let mut takes_part = own;
        for (turn, reply) in thread.replies.iter().enumerate() {
            let reason = match (named(&reply.text), own, thread.kind) {
                (true, _, _) => Some(Reason::Mention),
                (false, true, features::posts::Kind::Question) => Some(Reason::Answer),
                (false, true, _) => Some(Reason::Reply),
                (false, false, _) => takes_part.then_some(Reason::Reply),
            };
            if let Some(reason) = reason {
                note(Some(turn), reply.author, reason, reply.at);
            }
            takes_part |= reply.author == person;
        }
        let answered = thread
            .replies
            .iter()
            .enumerate()
            .find(|(_, reply)| reply.accepted && reply.author == person);
        if let Some((turn, reply)) = answered {
            let when = Time((reply.at.0 + 5 * Time::MINUTE_US).min(plan.now.0));
            note(Some(turn), thread.author, Reason::Accepted, when);
        }
    }
    events
}
