//! Writing history: posts and replies with times of their own, from imports and invented companies.
//!
//! Nobody is notified and no right is asked. Ids are made at the node that belongs to imports, at the
//! tick of their time, so that history sorts itself in among what was written here.

use kernel::id::{IMPORT_NODE, compose, tick_of};
use kernel::{Id, Result, Time};
use network::communities;
use network::{CommunityId, PersonId};
use store::{Changed, Tx};

use super::post::{Kind, PostId, Reaction, ReplyId, Text};
use super::queries;

store::statements! {
    fn taken(id: i64) -> Option<i64> =
        "select id from posts where id = $1 union all select id from replies where id = $1";
    fn set_edited(id: PostId, at: Time) -> Changed = "update posts set edited_at = $2 where id = $1";
    fn set_reply_edited(id: ReplyId, at: Time) -> Changed = "update replies set edited_at = $2 where id = $1";
    fn top_of(id: ReplyId) -> Option<(ReplyId, Option<ReplyId>)> = "select id, top_id from replies where id = $1";
    fn author_of(id: PostId) -> Option<PersonId> = "select author_id from posts where id = $1";
    pub fn set_pinned(id: PostId, by: PersonId, at: Time) -> Changed = "update posts set pinned_by = $2, pinned_at = $3 where id = $1";
}

/// Sequence numbers of one tick and node.
const SEQUENCES: i64 = 512;

/// A post that was written before.
#[derive(Clone, Debug)]
pub struct OldPost {
    pub community: Option<CommunityId>,
    pub author: PersonId,
    pub kind: Kind,
    pub title: String,
    pub text: Text,
    pub at: Time,
    pub edited_at: Option<Time>,
    pub praised: Vec<PersonId>,
}

#[derive(Clone, Debug)]
pub struct OldReply {
    pub post: PostId,
    pub parent: Option<ReplyId>,
    pub author: PersonId,
    pub text: Text,
    pub at: Time,
    pub edited_at: Option<Time>,
}

/// The next free id at a time, which is clamped to 1990 and now.
fn free_id(tx: &Tx, at: Time) -> Result<i64> {
    let mut tick = tick_of(at.min(tx.now()));
    let mut sequence = 0;
    loop {
        let id = compose::<()>(tick, IMPORT_NODE, sequence).raw();
        if taken(tx, id)?.is_none() {
            return Ok(id);
        }
        sequence += 1;
        if sequence == SEQUENCES {
            (tick, sequence) = (tick + 1, 0);
        }
    }
}

/// Call [`done`] for the community after the last of its posts.
pub fn insert_post(tx: &Tx, old: &OldPost) -> Result<PostId> {
    let id: PostId = Id::from_raw(free_id(tx, old.at)?);
    let arrival = match old.community {
        Some(community) => communities::queries::arrive(tx, community, 1)?.unwrap_or_default(),
        None => 0,
    };
    let Text { body, rendered } = &old.text;
    let (html, plain) = (&rendered.html, &rendered.plain);
    queries::insert(
        tx,
        id,
        old.community,
        old.author,
        old.kind,
        &old.title,
        body,
        html,
        plain,
        arrival,
    )?;
    for person in &old.praised {
        queries::insert_praised(tx, id, *person)?;
    }
    for topic in &rendered.topics {
        queries::insert_topic(tx, topic, id)?;
    }
    mention(tx, id.raw(), &old.text)?;
    if let Some(at) = old.edited_at {
        set_edited(tx, id, at)?;
    }
    Ok(id)
}

pub fn insert_reply(tx: &Tx, old: &OldReply) -> Result<ReplyId> {
    let id: ReplyId = Id::from_raw(free_id(tx, old.at)?);
    let top = match old.parent {
        Some(parent) => top_of(tx, parent)?.map(|(parent, top)| top.unwrap_or(parent)),
        None => None,
    };
    let Text { body, rendered } = &old.text;
    queries::insert_reply(
        tx,
        id,
        old.post,
        old.parent,
        top,
        old.author,
        body,
        &rendered.html,
        &rendered.plain,
    )?;
    queries::count_reply(tx, old.post, 1, Some(old.at))?;
    if author_of(tx, old.post)? != Some(old.author) {
        queries::note_first_reply(tx, old.post, old.at)?;
    }
    mention(tx, id.raw(), &old.text)?;
    if let Some(at) = old.edited_at {
        set_reply_edited(tx, id, at)?;
    }
    Ok(id)
}

fn mention(tx: &Tx, item: i64, text: &Text) -> Result<()> {
    for person in text.mentions() {
        if network::people::queries::by_id(tx, person)?.is_some() {
            queries::insert_mention(tx, item, person)?;
        }
    }
    Ok(())
}

/// False when the person had reacted so already.
pub fn react(tx: &Tx, item: i64, person: PersonId, name: Reaction, at: Time) -> Result<bool> {
    let new = queries::react(tx, item, person, name, at)?.0 > 0;
    if new {
        queries::count_reaction(tx, item, name, 1)?;
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
