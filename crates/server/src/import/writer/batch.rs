//! Writes many messages in one transaction, each with the note of what it was made of.
//!
//! Because the note is in the same transaction, an import may end at any moment and be run again:
//! what is noted is passed over. Nothing here renders or decides.
//!
//! An archive has its messages in the order of its conversations, the tables have theirs by time. Rows
//! are therefore written in the order of their keys, or each would be on another page than the one
//! before, and a page would be read, changed and written many times.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use features::posts::backdated::{self, Ids, OldPost, OldReply, Thread};
use features::posts::{PostId, ReplyId};
use kernel::{Error, Id, Result, Time};
use network::communities::{self, MemberRole};
use network::{CommunityId, PersonId};
use store::{Db, MAX_LIST, Tx};

use super::item::{Item, Message, Role};
use crate::import::queries::{self, Kind};
use crate::import::report::Added;

/// By foreign key, which of posts, replies and members no two share.
type Noted = HashMap<String, (Kind, i64)>;

/// Writes what is not noted yet. `ids` lives as long as the import.
pub fn write(tx: &Tx, source: &str, ids: &Ids, items: &[Item]) -> Result<Added> {
    let mut noted = noted(tx, source, items)?;
    let mut members = BTreeSet::new();
    let mut messages = Vec::new();
    let mut notes = Vec::new();
    for item in items {
        match item {
            Item::Member {
                key,
                community,
                person,
            } => {
                if let Entry::Vacant(vacant) = noted.entry(key.clone()) {
                    vacant.insert((Kind::Member, person.raw()));
                    notes.push((Kind::Member, key, person.raw()));
                    members.insert((*community, *person));
                }
            }
            Item::Message(message) => {
                if let Entry::Vacant(vacant) = noted.entry(message.key.clone()) {
                    vacant.insert((message.role.noted(), 0));
                    messages.push(message);
                }
            }
        }
    }
    let times: Vec<Time> = messages.iter().map(|message| message.entry.at).collect();
    let mut fresh: Vec<(i64, &Message)> = ids.free(tx, &times)?.into_iter().zip(messages).collect();
    fresh.sort_unstable_by_key(|(id, _)| *id);
    for (id, message) in &fresh {
        let kind = message.role.noted();
        noted.insert(message.key.clone(), (kind, *id));
        notes.push((kind, &message.key, *id));
    }
    notes.sort_unstable_by_key(|(kind, key, _)| (kind.as_str(), *key));
    let mut writing = Writing {
        tx,
        noted,
        added: Added::default(),
        threads: BTreeMap::new(),
    };
    writing.posts(&fresh)?;
    writing.replies(&fresh)?;
    for (post, thread) in &writing.threads {
        thread.put(tx, *post)?;
    }
    join(tx, members)?;
    for (kind, key, id) in notes {
        queries::remember(tx, source, kind, key, id)?;
    }
    let places = fresh.iter().map(|(_, message)| message.community);
    for place in places.collect::<BTreeSet<CommunityId>>() {
        backdated::done(tx, place.raw())?;
    }
    Ok(writing.added)
}

fn join(tx: &Tx, members: BTreeSet<(CommunityId, PersonId)>) -> Result<()> {
    let mut people: BTreeMap<CommunityId, Vec<PersonId>> = BTreeMap::new();
    for (community, person) in members {
        people.entry(community).or_default().push(person);
    }
    for (community, people) in people {
        for some in people.chunks(MAX_LIST) {
            communities::actions::add_members(tx, community, some, MemberRole::Member)?;
        }
    }
    Ok(())
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
    let mut noted = Noted::new();
    for some in keys.chunks(MAX_LIST) {
        let known = queries::known(db, source, &[Kind::Post, Kind::Reply, Kind::Member], some)?;
        let known = known.into_iter();
        noted.extend(known.map(|known| (known.foreign_key, (known.kind, known.own_id))));
    }
    Ok(noted)
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
    noted: Noted,
    added: Added,
    threads: BTreeMap<PostId, Thread>,
}

impl Writing<'_> {
    fn posts(&mut self, fresh: &[(i64, &Message)]) -> Result<()> {
        for (id, message) in fresh {
            let Role::Post { kind, title } = &message.role else {
                continue;
            };
            let (post, entry): (PostId, _) = (Id::from_raw(*id), &message.entry);
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
            self.added.reactions += entry.reactions.len() as u64;
        }
        Ok(())
    }

    fn replies(&mut self, fresh: &[(i64, &Message)]) -> Result<()> {
        for (id, message) in fresh {
            let Role::Reply { parent } = &message.role else {
                continue;
            };
            let (post, entry) = (self.post(parent)?, &message.entry);
            let missing = || Error::internal("the post that it answers did not come");
            if !self.threads.contains_key(&post) {
                let thread = Thread::of(self.tx, post)?.ok_or_else(missing)?;
                self.threads.insert(post, thread);
            }
            let old = OldReply { post, parent: None };
            backdated::put_reply(self.tx, Id::from_raw(*id), &old, entry)?;
            self.threads.get_mut(&post).ok_or_else(missing)?.add(entry);
            self.added.replies += 1;
            self.added.reactions += entry.reactions.len() as u64;
        }
        Ok(())
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
}
