//! Writes many messages in one transaction, each with the note of what it was made of.
//!
//! Because the note is in the same transaction, an import may end at any moment and be run again:
//! what is noted is passed over. Nothing here renders or decides.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use features::posts::backdated::{self, Ids, OldPost, OldReply, Thread};
use features::posts::{PostId, ReplyId};
use kernel::{Error, Id, Result, Time};
use network::CommunityId;
use network::communities::{self, MemberRole};
use store::{Db, Tx};

use super::item::{Item, Message, Role};
use crate::import::queries::{self, Kind};
use crate::import::report::Added;

/// By foreign key, which of posts, replies and members no two share.
type Noted = HashMap<String, (Kind, i64)>;

/// Writes what is not noted yet. `ids` lives as long as the import.
pub fn write(tx: &Tx, source: &str, ids: &Ids, items: &[Item]) -> Result<Added> {
    let noted = noted(tx, source, items)?;
    let fresh: Vec<&Message> = items
        .iter()
        .filter_map(|item| fresh(item, &noted))
        .collect();
    let times: Vec<Time> = fresh.iter().map(|message| message.entry.at).collect();
    let mut own_ids = ids.free(tx, &times)?.into_iter();
    let mut written = Writing {
        tx,
        source,
        noted,
        added: Added::default(),
        threads: BTreeMap::new(),
    };
    for item in items {
        match item {
            Item::Member {
                key,
                community,
                person,
            } => {
                if !written.noted.contains_key(key) {
                    communities::actions::add_member(tx, *community, *person, MemberRole::Member)?;
                    written.note(Kind::Member, key, person.raw())?;
                }
            }
            Item::Message(message) => {
                if !written.noted.contains_key(&message.key)
                    && let Some(id) = own_ids.next()
                {
                    written.message(id, message)?;
                }
            }
        }
    }
    for (post, thread) in &written.threads {
        thread.put(tx, *post)?;
    }
    let places: BTreeSet<CommunityId> = fresh.iter().map(|message| message.community).collect();
    for place in places {
        backdated::done(tx, place.raw())?;
    }
    Ok(written.added)
}

/// What a dry run would add.
pub fn plan(db: &Db, source: &str, items: &[Item]) -> Result<Added> {
    let noted = noted(db, source, items)?;
    Ok(added(items.iter().filter_map(|item| fresh(item, &noted))))
}

/// As [`plan`], where there is no network yet.
pub fn added<'a>(messages: impl Iterator<Item = &'a Message>) -> Added {
    let mut added = Added::default();
    for message in messages {
        match message.role {
            Role::Post { .. } => added.posts += 1,
            Role::Reply { .. } => added.replies += 1,
        }
        added.reactions += message.entry.reactions.len() as u64;
    }
    added
}

/// The messages among some items.
pub fn messages(items: &[Item], range: Range<usize>) -> impl Iterator<Item = &Message> {
    items[range].iter().filter_map(|item| match item {
        Item::Message(message) => Some(message),
        Item::Member { .. } => None,
    })
}

/// All that is noted of these items and of the posts they answer.
fn noted(db: &Db, source: &str, items: &[Item]) -> Result<Noted> {
    let mut keys: Vec<&str> = Vec::with_capacity(items.len() * 2);
    for item in items {
        match item {
            Item::Member { key, .. } => keys.push(key),
            Item::Message(message) => {
                keys.push(&message.key);
                if let Role::Reply { parent } = &message.role {
                    keys.push(parent);
                }
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let known = queries::known(db, source, &[Kind::Post, Kind::Reply, Kind::Member], &keys)?;
    Ok(known
        .into_iter()
        .map(|known| (known.foreign_key, (known.kind, known.own_id)))
        .collect())
}

/// The message, if it came neither as a post nor as a reply.
fn fresh<'a>(item: &'a Item, noted: &Noted) -> Option<&'a Message> {
    match item {
        Item::Message(message) if !noted.contains_key(&message.key) => Some(message),
        _ => None,
    }
}

struct Writing<'a> {
    tx: &'a Tx,
    source: &'a str,
    noted: Noted,
    added: Added,
    threads: BTreeMap<PostId, Thread>,
}

impl Writing<'_> {
    fn message(&mut self, id: i64, message: &Message) -> Result<()> {
        let entry = &message.entry;
        self.added.reactions += entry.reactions.len() as u64;
        match &message.role {
            Role::Post { kind, title } => {
                let post: PostId = Id::from_raw(id);
                let old = OldPost {
                    community: Some(message.community),
                    kind: *kind,
                    title,
                    praised: &[],
                    arrival: 0,
                };
                backdated::put_post(self.tx, post, &old, entry)?;
                self.threads.insert(post, Thread::by(entry.author));
                self.added.posts += 1;
                self.note(Kind::Post, &message.key, id)
            }
            Role::Reply { parent } => {
                let post = self.post(parent)?;
                let missing = || Error::internal("the post that it answers did not come");
                if !self.threads.contains_key(&post) {
                    let thread = Thread::of(self.tx, post)?.ok_or_else(missing)?;
                    self.threads.insert(post, thread);
                }
                let old = OldReply { post, parent: None };
                backdated::put_reply(self.tx, Id::from_raw(id), &old, entry)?;
                self.threads.get_mut(&post).ok_or_else(missing)?.add(entry);
                self.added.replies += 1;
                self.note(Kind::Reply, &message.key, id)
            }
        }
    }

    /// The post that a foreign key stands for; in an earlier archive it may have been a reply.
    fn post(&self, key: &str) -> Result<PostId> {
        let post = match self.noted.get(key) {
            Some((Kind::Reply, id)) => queries::post_of(self.tx, ReplyId::from_raw(*id))?,
            Some((_, id)) => Some(Id::from_raw(*id)),
            None => None,
        };
        post.ok_or_else(|| Error::internal("the post that it answers did not come"))
    }

    fn note(&mut self, kind: Kind, key: &str, id: i64) -> Result<()> {
        queries::remember(self.tx, self.source, kind, key, id)?;
        self.noted.insert(key.to_owned(), (kind, id));
        Ok(())
    }
}
