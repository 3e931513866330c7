//! Writing history: posts and replies with times of their own, from imports and invented companies.
//!
//! Nobody is notified and no right is asked. Ids are made at the node that belongs to imports, at the
//! tick of their time, so that history sorts itself in among what was written here.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use kernel::id::{IMPORT_NODE, compose, tick_of};
use kernel::{Result, Time};
use network::{CommunityId, PersonId};
use store::{Changed, MAX_LIST, Sole, Tx};

use super::actions::{self, Rows};
use super::post::{Kind, PostId, Reaction, ReplyId, Text};
use super::queries;

store::statements! {
    fn taken(ids: &[i64]) -> Vec<i64> =
        "select id from posts where id in ($1) union all select id from replies where id in ($1)";
    fn last_between(first: i64, last: i64) -> Sole<Option<i64>> =
        "select max(id) from (select max(id) as id from posts where id between $1 and $2
            union all select max(id) as id from replies where id between $1 and $2) as found";
    fn insert_reaction(item: i64, person: PersonId, name: Reaction, at: Time) -> Changed =
        "insert into reactions (item_id, person_id, name, at) values ($1, $2, $3, $4)";
    fn insert_reaction_count(item: i64, name: Reaction, people: i64) -> Changed =
        "insert into reaction_counts (item_id, name, people) values ($1, $2, $3)";
    /// Brings a post up to date with replies that may be older than those it has.
    fn add_replies(id: PostId, count: i64, last_at: Time, first_at: Option<Time>) -> Changed =
        "update posts set replies = replies + $2,
            last_reply_at = case when last_reply_at > $3 then last_reply_at else $3 end,
            first_reply_at = case when first_reply_at is null or first_reply_at > $4 then coalesce($4, first_reply_at) else first_reply_at end
        where id = $1";
    fn set_edited(id: PostId, at: Time) -> Changed = "update posts set edited_at = $2 where id = $1";
    fn set_reply_edited(id: ReplyId, at: Time) -> Changed = "update replies set edited_at = $2 where id = $1";
    fn top_of(id: ReplyId) -> Option<(ReplyId, Option<ReplyId>)> = "select id, top_id from replies where id = $1";
    fn author_of(id: PostId) -> Option<PersonId> = "select author_id from posts where id = $1";
    pub fn set_pinned(id: PostId, by: PersonId, at: Time) -> Changed = "update posts set pinned_by = $2, pinned_at = $3 where id = $1";
}

/// Sequence numbers of one tick and node.
const SEQUENCES: i64 = 512;

/// Where a post that was written before goes, and what only posts have.
#[derive(Clone, Copy, Debug)]
pub struct OldPost<'a> {
    /// `None` for the storyline of its author.
    pub community: Option<CommunityId>,
    pub kind: Kind,
    pub title: &'a str,
    pub praised: &'a [PersonId],
    /// 0 for what is news to nobody, else what `communities::queries::arrive` gave.
    pub arrival: i64,
}

/// Where a reply goes.
#[derive(Clone, Copy, Debug)]
pub struct OldReply {
    pub post: PostId,
    /// The reply it answers.
    pub parent: Option<ReplyId>,
}

/// A post or reply that was written before, to be put under an id that [`Ids`] chose.
#[derive(Clone, Debug)]
pub struct Entry {
    pub author: PersonId,
    pub text: Text,
    pub at: Time,
    pub edited_at: Option<Time>,
    /// People who exist, each once; what the text itself says of mentions does not count.
    pub mentions: Vec<PersonId>,
    /// Of each person and name one.
    pub reactions: Vec<(PersonId, Reaction)>,
}

/// Chooses ids for history: at each time the next free sequence of its tick, and where a tick is
/// full, of the next one that is not. Keep one for a whole import: it remembers which are full.
#[derive(Debug, Default)]
pub struct Ids {
    /// A full tick, and the one to try instead.
    full: Mutex<HashMap<i64, i64>>,
}

impl Ids {
    /// One id for each time, which is clamped to 1990 and now. Insert them in this transaction.
    pub fn free(&self, tx: &Tx, times: &[Time]) -> Result<Vec<i64>> {
        let full = &mut *self.full.lock().unwrap_or_else(PoisonError::into_inner);
        let ticks: Vec<i64> = times
            .iter()
            .map(|at| open_tick(full, tick_of((*at).min(tx.now()))))
            .collect();
        let firsts: Vec<i64> = ticks.iter().map(|tick| first_of(*tick)).collect();
        let mut taken = HashSet::new();
        for some in firsts.chunks(MAX_LIST) {
            taken.extend(self::taken(tx, some)?);
        }
        let mut wanted: HashMap<i64, u32> = HashMap::new();
        for tick in &ticks {
            *wanted.entry(*tick).or_default() += 1;
        }
        // Most ticks are wanted once and are empty, which `taken` says of all of them at once.
        let mut next: HashMap<i64, i64> = wanted
            .into_iter()
            .filter(|(tick, count)| *count == 1 && !taken.contains(&first_of(*tick)))
            .map(|(tick, _)| (tick, 0))
            .collect();
        let mut ids = Vec::with_capacity(times.len());
        for mut tick in ticks {
            loop {
                tick = open_tick(full, tick);
                let sequence = match next.get(&tick) {
                    Some(sequence) => *sequence,
                    None => next_sequence(tx, tick)?,
                };
                if sequence < SEQUENCES {
                    next.insert(tick, sequence + 1);
                    ids.push(first_of(tick) + sequence);
                    break;
                }
                full.insert(tick, tick + 1);
            }
        }
        Ok(ids)
    }
}

/// The tick itself, or the first after it that is not known to be full.
fn open_tick(full: &mut HashMap<i64, i64>, tick: i64) -> i64 {
    let mut open = tick;
    while let Some(next) = full.get(&open) {
        open = *next;
    }
    // The whole way is made shorter, or a long run of full ticks would be walked again and again.
    let mut walked = tick;
    while walked != open {
        walked = full.insert(walked, open).unwrap_or(open);
    }
    open
}

fn first_of(tick: i64) -> i64 {
    compose::<()>(tick, IMPORT_NODE, 0).raw()
}

fn next_sequence(tx: &Tx, tick: i64) -> Result<i64> {
    let first = first_of(tick);
    let Sole(last) = last_between(tx, first, first + SEQUENCES - 1)?;
    Ok(last.map_or(0, |last| last - first + 1))
}

/// Call [`done`] for its place after the last of the posts.
pub fn put_post(tx: &Tx, id: PostId, old: &OldPost, entry: &Entry) -> Result<()> {
    let OldPost {
        community,
        kind,
        title,
        praised,
        arrival,
    } = *old;
    let rows = Rows {
        community,
        author: entry.author,
        kind,
        title,
        text: &entry.text,
        praised,
        arrival,
    };
    actions::write_rows(tx, id, &rows)?;
    if let Some(at) = entry.edited_at {
        set_edited(tx, id, at)?;
    }
    put_parts(tx, id.raw(), entry)
}

/// Puts a reply under a post, which [`Thread::put`] brings up to date once for many replies.
pub fn put_reply(tx: &Tx, id: ReplyId, old: &OldReply, entry: &Entry) -> Result<()> {
    let OldReply { post, parent } = *old;
    let top = match parent {
        Some(parent) => top_of(tx, parent)?.map(|(parent, top)| top.unwrap_or(parent)),
        None => None,
    };
    let Text { body, rendered } = &entry.text;
    let (html, plain) = (&rendered.html, &rendered.plain);
    queries::insert_reply(tx, id, post, parent, top, entry.author, body, html, plain)?;
    if let Some(at) = entry.edited_at {
        set_reply_edited(tx, id, at)?;
    }
    put_parts(tx, id.raw(), entry)
}

fn put_parts(tx: &Tx, item: i64, entry: &Entry) -> Result<()> {
    for person in &entry.mentions {
        queries::insert_mention(tx, item, *person)?;
    }
    for (person, name) in &entry.reactions {
        insert_reaction(tx, item, *person, *name, entry.at)?;
    }
    for name in Reaction::ALL {
        let given = entry.reactions.iter().filter(|(_, given)| given == name);
        let people = given.count() as i64;
        if people > 0 {
            insert_reaction_count(tx, item, *name, people)?;
        }
    }
    Ok(())
}

/// What many new replies change of their post.
#[derive(Clone, Debug)]
pub struct Thread {
    author: PersonId,
    replies: i64,
    last_at: Time,
    /// The first by somebody else.
    first_at: Option<Time>,
}

impl Thread {
    /// `None` when there is no such post.
    pub fn of(tx: &Tx, post: PostId) -> Result<Option<Thread>> {
        Ok(author_of(tx, post)?.map(Thread::by))
    }

    /// The thread under a post by this author.
    pub fn by(author: PersonId) -> Thread {
        Thread {
            author,
            replies: 0,
            last_at: Time(0),
            first_at: None,
        }
    }

    pub fn add(&mut self, entry: &Entry) {
        self.replies += 1;
        self.last_at = self.last_at.max(entry.at);
        if entry.author != self.author {
            let first_at = self.first_at.map_or(entry.at, |first| first.min(entry.at));
            self.first_at = Some(first_at);
        }
    }

    pub fn put(&self, tx: &Tx, post: PostId) -> Result<()> {
        if self.replies > 0 {
            add_replies(tx, post, self.replies, self.last_at, self.first_at)?;
        }
        Ok(())
    }
}

/// False when the person had reacted so already.
pub fn react(tx: &Tx, item: i64, person: PersonId, name: Reaction, at: Time) -> Result<bool> {
    let new = queries::react(tx, item, person, name, at)?.0 > 0;
    if new {
        queries::count_reaction(tx, item, name, tx.writer(), 1)?;
    }
    Ok(new)
}

pub fn accept(tx: &Tx, post: PostId, reply: ReplyId, at: Time) -> Result<()> {
    queries::set_answer(tx, post, Some(reply), Some(at))?;
    Ok(())
}

/// Tells the caches of a place (a community, or the author of a storyline) that history was written.
pub fn done(tx: &Tx, place: i64) -> Result<()> {
    tx.log("import", place, place)
}
