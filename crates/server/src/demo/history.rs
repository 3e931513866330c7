//! Writes what was said, with the times it was said at, in order of time.

use std::ops::Range;

use features::posts::backdated::{self, Entry, Ids, OldPost, OldReply};
use features::posts::{self, PostId, ReplyId, Text};
use kernel::{Id, Result, Time};
use network::{PersonId, communities, feed, notifications};
use store::{Store, Tx};

use super::plan::{Reacted, Thread};
use super::threads::mentions;
use super::write::{Written, progress};
use crate::work::Say;

/// The ids of one thread.
#[derive(Clone, Debug)]
pub struct Said {
    pub post: PostId,
    pub replies: Vec<ReplyId>,
}

/// Posts, replies and reactions of one transaction.
const ROWS_AT_ONCE: usize = 400;

/// Thread by thread, as in the plan.
pub fn write(store: &Store, written: &Written, say: Say<'_>) -> anyhow::Result<Vec<Said>> {
    let threads = &written.plan.threads;
    let total = written.plan.messages();
    let (mut said, mut messages) = (Vec::with_capacity(threads.len()), 0);
    for some in batches(threads) {
        progress(say, messages, total, "posts and replies")?;
        messages += threads[some.clone()]
            .iter()
            .map(|thread| 1 + thread.replies.len())
            .sum::<usize>();
        let written = written.clone();
        said.extend(store.write_blocking(move |tx| {
            some.clone()
                .map(|at| thread(tx, &written, &written.plan.threads[at]))
                .collect::<Result<Vec<_>>>()
        })?);
    }
    let places: Vec<i64> = written.rooms.iter().map(|id| id.raw()).collect();
    store.write_blocking(move |tx| {
        places
            .iter()
            .try_for_each(|place| backdated::done(tx, *place))
    })?;
    progress(say, total, total, "posts and replies")?;
    Ok(said)
}

fn batches(threads: &[Thread]) -> Vec<Range<usize>> {
    let mut batches = Vec::new();
    let (mut from, mut rows) = (0, 0);
    for (at, thread) in threads.iter().enumerate() {
        rows += 1 + thread.reactions.len();
        rows += thread
            .replies
            .iter()
            .map(|reply| 1 + reply.reactions.len())
            .sum::<usize>();
        if rows >= ROWS_AT_ONCE {
            batches.push(from..at + 1);
            (from, rows) = (at + 1, 0);
        }
    }
    batches.push(from..threads.len());
    batches
}

fn thread(tx: &Tx, written: &Written, thread: &Thread) -> Result<Said> {
    let times = std::iter::once(thread.at).chain(thread.replies.iter().map(|reply| reply.at));
    let mut ids = Ids::default()
        .free(tx, &times.collect::<Vec<Time>>())?
        .into_iter();
    let mut id = || ids.next().expect("an id was made for each time");
    let author = written.people[thread.author];
    let text = Text::check(&written.linked(&thread.text), !thread.title.is_empty())?;
    let community = thread.room.map(|room| written.rooms[room]);
    let arrival = match community {
        Some(community) => communities::queries::arrive(tx, community, 1)?.unwrap_or_default(),
        None => 0,
    };
    let praised = thread.praised.iter().map(|person| written.people[*person]);
    let old = OldPost {
        community,
        kind: thread.kind,
        title: &thread.title,
        praised: &praised.collect::<Vec<_>>(),
        arrival,
    };
    let post: PostId = Id::from_raw(id());
    backdated::put_post(
        tx,
        post,
        &old,
        &entry(author, text, thread.at, thread.edited_at),
    )?;
    if let Some(at) = thread.edited_at {
        let earlier = written.linked(earlier(&thread.text));
        posts::queries::insert_revision(
            tx,
            tx.id(),
            post.raw(),
            &thread.title,
            &earlier,
            author,
            at,
        )?;
    }
    if thread.pinned {
        backdated::set_pinned(tx, post, author, thread.at)?;
    }
    notifications::queries::follow(tx, post.raw(), author)?;
    react(tx, written, post.raw(), &thread.reactions)?;
    // The network was empty: numbers of people follow the order in which they were written.
    feed::keep_seen(
        tx,
        post.raw(),
        thread.seen.iter().map(|person| *person as u32 + 1),
    )?;
    let mut replies: Vec<ReplyId> = Vec::with_capacity(thread.replies.len());
    let mut sum = backdated::Thread::by(author);
    for reply in &thread.replies {
        let author = written.people[reply.author];
        let old = OldReply {
            post,
            parent: reply.to.map(|earlier| replies[earlier]),
        };
        let text = Text::check(&written.linked(&reply.text), false)?;
        let entry = entry(author, text, reply.at, None);
        let id: ReplyId = Id::from_raw(id());
        backdated::put_reply(tx, id, &old, &entry)?;
        sum.add(&entry);
        if reply.accepted {
            backdated::accept(tx, post, id, reply.at)?;
        }
        notifications::queries::follow(tx, post.raw(), author)?;
        react(tx, written, id.raw(), &reply.reactions)?;
        replies.push(id);
    }
    sum.put(tx, post)?;
    Ok(Said { post, replies })
}

fn entry(author: PersonId, text: Text, at: Time, edited_at: Option<Time>) -> Entry {
    Entry {
        author,
        mentions: text.mentions(),
        text,
        at,
        edited_at,
        reactions: vec![],
    }
}

fn react(tx: &Tx, written: &Written, item: i64, reactions: &[Reacted]) -> Result<()> {
    for Reacted { person, name, at } in reactions {
        backdated::react(tx, item, written.people[*person], *name, *at)?;
    }
    Ok(())
}

/// What a text was before its last sentence was added to it.
fn earlier(text: &str) -> &str {
    let text = text.trim_end();
    let body = text.trim_end_matches(['.', '?', '!', '"']);
    let end = body
        .rfind(['.', '?', '!', '\n'])
        .map_or(text.len(), |at| at + 1);
    text[..end].trim_end()
}

impl Written {
    /// A text with its mentions as links: `@{ingrid}` becomes `[@Ingrid Solberg](/people/…)`.
    fn linked(&self, text: &str) -> String {
        let mut linked = text.to_owned();
        for key in mentions(text) {
            if let Some(person) = self.plan.company.find(key) {
                let id: PersonId = self.people[person];
                let link = format!("[@{}](/people/{id})", self.plan.company.people[person].name);
                linked = linked.replace(&format!("@{{{key}}}"), &link);
            }
        }
        linked
    }
}
