//! Publishing, replying, revising, deleting, pinning, reacting, accepting: one write path per verb.
//!
//! Every function checks what the viewer may see and do in the transaction that changes it, and
//! tells the change log, which tells everyone else.

use kernel::{Error, Result};
use live::Signal;
use network::communities::{self, Community};
use network::notifications::{self, Notice, Reason};
use network::people::Role;
use network::{App, CommunityId, PersonId, Viewer, audit};
use store::{Db, Tx};

use super::post::{
    Kind, NewPost, PostId, PostRow, Reaction, ReplyId, ReplyRow, TITLE_MAX_CHARS, Text,
};
use super::queries;

/// Publishes a post. Whoever reads a community may post there, guests who are members too; in an
/// announcement community only those who lead it start posts. 404 for a community they do not read.
pub fn publish(tx: &Tx, viewer: &Viewer, new: &NewPost) -> Result<PostId> {
    let arrival = match new.community {
        Some(id) => {
            let community =
                communities::queries::readable(tx, viewer, id)?.ok_or_else(Error::not_found)?;
            may_start(viewer, &community)?;
            communities::queries::arrive(tx, id, 1)?.unwrap_or_default()
        }
        None if viewer.is_guest() => return Err(Error::forbidden("guest")),
        None => 0,
    };
    let praised = named(tx, viewer, new.community, &new.praised)?;
    if praised.len() < new.praised.len() {
        return Err(Error::invalid("praised", "unknown_person"));
    }
    // Read by its author: nobody's own post is unread.
    if let Some(community) = new.community {
        communities::queries::note_reading(tx, viewer.id, community)?;
    }
    let id = insert(tx, viewer.id, new, arrival)?;
    let mentioned = mention(tx, viewer, id.raw(), new.community, &new.text)?;
    let told: Vec<_> = praised
        .into_iter()
        .map(|person| (person, Reason::Praise))
        .chain(
            mentioned
                .into_iter()
                .map(|person| (person, Reason::Mention)),
        )
        .collect();
    notifications::queries::follow(tx, id.raw(), viewer.id)?;
    notifications::notify(
        tx,
        Notice {
            post: id.raw(),
            reply: None,
            actor: viewer.id,
        },
        &told,
    )?;
    Ok(id)
}

fn may_start(viewer: &Viewer, community: &Community) -> Result<()> {
    let leads = viewer.membership(community.id).is_some_and(|m| m.leads());
    if community.archived_at.is_some() {
        return Err(Error::forbidden("archived"));
    }
    let manages = community.network_wide && viewer.manages_communities();
    if community.announcement && !leads && !manages {
        return Err(Error::forbidden("announcement"));
    }
    Ok(())
}

/// Writes the rows of a post and logs it. Rights and notifications are the caller's.
fn insert(tx: &Tx, author: PersonId, new: &NewPost, arrival: i64) -> Result<PostId> {
    let id: PostId = tx.id();
    let NewPost {
        community,
        kind,
        title,
        text,
        praised,
    } = new;
    let rows = Rows {
        community: *community,
        author,
        kind: *kind,
        title,
        text,
        praised,
        arrival,
    };
    write_rows(tx, id, &rows)?;
    tx.log("post.new", id.raw(), place(new.community, author))?;
    tx.log("own", author.raw(), 0)?;
    Ok(id)
}

/// What is written of a new post, now or of old times.
pub(super) struct Rows<'a> {
    pub community: Option<CommunityId>,
    pub author: PersonId,
    pub kind: Kind,
    pub title: &'a str,
    pub text: &'a Text,
    pub praised: &'a [PersonId],
    pub arrival: i64,
}

pub(super) fn write_rows(tx: &Tx, id: PostId, rows: &Rows) -> Result<()> {
    let Text { body, rendered } = rows.text;
    queries::insert(
        tx,
        id,
        rows.community,
        rows.author,
        rows.kind,
        rows.title,
        body,
        &rendered.html,
        &rendered.plain,
        rows.arrival,
    )?;
    for person in rows.praised {
        queries::insert_praised(tx, id, *person)?;
    }
    for topic in &rendered.topics {
        queries::insert_topic(tx, topic, id)?;
    }
    Ok(())
}

/// How a text will look, as HTML; nothing is kept.
pub fn preview(app: &App, viewer: &Viewer, text: &str) -> Result<String> {
    count_draft(app, viewer)?;
    Ok(Text::check(text, true)?.rendered.html)
}

fn count_draft(app: &App, viewer: &Viewer) -> Result<()> {
    let now = app.store.clock().now();
    app.limits.drafting.check(&viewer.id.to_string(), now)
}

/// Tells those who have the thread open that the viewer writes; nothing is kept.
pub async fn signal_typing(app: &App, viewer: &Viewer, id: PostId) -> Result<()> {
    count_draft(app, viewer)?;
    let reader = viewer.clone();
    let post = app
        .store
        .read(move |db| queries::visible(db, &reader, id)?.ok_or_else(Error::not_found))
        .await?;
    app.hub.signal(Signal {
        kind: "typing".into(),
        key: id.raw(),
        place: place_of(&post),
        from: Some(viewer.id.raw()),
        text: viewer.person.name.clone(),
    });
    Ok(())
}

/// The raw id of where a post stands: its community, or its author's storyline.
pub fn place(community: Option<CommunityId>, author: PersonId) -> i64 {
    community.map_or(author.raw(), |community| community.raw())
}

fn place_of(post: &PostRow) -> i64 {
    place(post.community_id, post.author_id)
}

/// The post, when it exists for the viewer and stands where things may still change.
fn visible(tx: &Tx, viewer: &Viewer, id: PostId) -> Result<PostRow> {
    let post = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    in_use(tx, &post)?;
    Ok(post)
}

/// As [`visible`], a reply and its post.
fn visible_reply(tx: &Tx, viewer: &Viewer, id: ReplyId) -> Result<(PostRow, ReplyRow)> {
    let found = queries::visible_reply(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    in_use(tx, &found.0)?;
    Ok(found)
}

/// Refused in an archived community.
fn in_use(tx: &Tx, post: &PostRow) -> Result<()> {
    if let Some(id) = post.community_id {
        let community = communities::queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
        community.in_use()?;
    }
    Ok(())
}

/// Of those whom the viewer praises or mentions, the ones they may know and who read it. The others
/// are nobody, whether they exist or not.
fn named(
    tx: &Tx,
    viewer: &Viewer,
    community: Option<CommunityId>,
    people: &[PersonId],
) -> Result<Vec<PersonId>> {
    queries::named_among(tx, people, community, viewer)
}

/// Keeps and gives who is mentioned.
fn mention(
    tx: &Tx,
    viewer: &Viewer,
    item: i64,
    community: Option<CommunityId>,
    text: &Text,
) -> Result<Vec<PersonId>> {
    let people = named(tx, viewer, community, &text.mentions())?;
    for person in &people {
        queries::insert_mention(tx, item, *person)?;
    }
    Ok(people)
}

/// Replies to a post or to a reply in its thread.
pub fn reply(
    tx: &Tx,
    viewer: &Viewer,
    id: PostId,
    parent: Option<ReplyId>,
    text: &Text,
) -> Result<ReplyId> {
    let post = visible(tx, viewer, id)?;
    let answered = match parent {
        Some(parent) => {
            let row = queries::replies_by_ids(tx, &[parent])?
                .pop()
                .filter(|row| row.post_id == id);
            Some(row.ok_or_else(|| Error::invalid("parent", "unknown_reply"))?)
        }
        None => None,
    };
    let reply: ReplyId = tx.id();
    let Text { body, rendered } = text;
    let top = answered.as_ref().map(|row| row.top_id.unwrap_or(row.id));
    queries::insert_reply(
        tx,
        reply,
        id,
        parent,
        top,
        viewer.id,
        body,
        &rendered.html,
        &rendered.plain,
    )?;
    queries::count_reply(tx, id, 1, Some(tx.now()))?;
    if viewer.id != post.author_id {
        queries::note_first_reply(tx, id, tx.now())?;
    }
    tell_of_reply(tx, viewer, &post, answered.as_ref(), reply, text)?;
    tx.log("reply.new", id.raw(), place_of(&post))?;
    tx.log("own", viewer.id.raw(), 0)?;
    // That one names the thread, this one what is new in it.
    tx.log("reply", reply.raw(), place_of(&post))?;
    Ok(reply)
}

fn tell_of_reply(
    tx: &Tx,
    viewer: &Viewer,
    post: &PostRow,
    answered: Option<&ReplyRow>,
    reply: ReplyId,
    text: &Text,
) -> Result<()> {
    let mentioned = mention(tx, viewer, reply.raw(), post.community_id, text)?;
    let to_author = if post.kind == Kind::Question {
        Reason::Answer
    } else {
        Reason::Reply
    };
    let mut told: Vec<_> = mentioned
        .into_iter()
        .map(|person| (person, Reason::Mention))
        .collect();
    let mut concerned = vec![post.author_id];
    concerned.extend(answered.map(|reply| reply.author_id));
    concerned.extend(notifications::followers(tx, post.id.raw())?);
    concerned.dedup();
    for person in queries::readers_among(tx, &concerned, post.community_id)? {
        told.push((
            person,
            if person == post.author_id {
                to_author
            } else {
                Reason::Reply
            },
        ));
    }
    notifications::queries::follow(tx, post.id.raw(), viewer.id)?;
    let notice = Notice {
        post: post.id.raw(),
        reply: Some(reply.raw()),
        actor: viewer.id,
    };
    notifications::notify(tx, notice, &told)
}

/// Changes the text of one's own post; the earlier text is kept in the history.
pub fn revise(tx: &Tx, viewer: &Viewer, id: PostId, title: &str, text: &Text) -> Result<()> {
    let post = visible(tx, viewer, id)?;
    own(viewer, post.author_id)?;
    if title.chars().count() > TITLE_MAX_CHARS {
        return Err(Error::invalid("title", "too_long").limit(TITLE_MAX_CHARS as i64));
    }
    let title = kernel::text::one_line(title);
    if post.kind == Kind::Question && title.is_empty() {
        return Err(Error::invalid("title", "blank"));
    }
    if title.is_empty() && text.body.is_empty() {
        return Err(Error::invalid("text", "blank"));
    }
    if post.title == title && post.body == text.body {
        return Ok(());
    }
    queries::insert_revision(
        tx,
        tx.id(),
        id.raw(),
        &post.title,
        &post.body,
        viewer.id,
        tx.now(),
    )?;
    let Text { body, rendered } = text;
    queries::update(
        tx,
        id,
        &title,
        body,
        &rendered.html,
        &rendered.plain,
        tx.now(),
    )?;
    queries::delete_topics(tx, id)?;
    for topic in &rendered.topics {
        queries::insert_topic(tx, topic, id)?;
    }
    queries::delete_mentions(tx, id.raw())?;
    mention(tx, viewer, id.raw(), post.community_id, text)?;
    tx.log("post.change", id.raw(), place_of(&post))
}

pub fn revise_reply(tx: &Tx, viewer: &Viewer, id: ReplyId, text: &Text) -> Result<PostId> {
    let (post, reply) = visible_reply(tx, viewer, id)?;
    own(viewer, reply.author_id)?;
    if reply.body != text.body {
        queries::insert_revision(tx, tx.id(), id.raw(), "", &reply.body, viewer.id, tx.now())?;
        let Text { body, rendered } = text;
        queries::update_reply(tx, id, body, &rendered.html, &rendered.plain, tx.now())?;
        queries::delete_mentions(tx, id.raw())?;
        mention(tx, viewer, id.raw(), post.community_id, text)?;
        tx.log("reply.change", id.raw(), place_of(&post))?;
        if post.answer_id == Some(id) {
            tx.log("post.change", post.id.raw(), place_of(&post))?;
        }
    }
    Ok(post.id)
}

fn own(viewer: &Viewer, author: PersonId) -> Result<()> {
    if viewer.id == author {
        Ok(())
    } else {
        Err(Error::forbidden("author"))
    }
}

/// Authors delete what they wrote; those who lead a community what stands in it; administrators
/// what they can see.
pub fn may_delete(viewer: &Viewer, post: &PostRow, author: PersonId) -> bool {
    let leads = |id| viewer.membership(id).is_some_and(|m| m.leads());
    viewer.id == author || viewer.is_administrator() || post.community_id.is_some_and(leads)
}

/// The post, when the viewer may delete it.
pub fn deletable(db: &Db, viewer: &Viewer, id: PostId) -> Result<PostRow> {
    let post = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    match may_delete(viewer, &post, post.author_id) {
        true => Ok(post),
        false => Err(Error::forbidden("delete")),
    }
}

/// As [`deletable`], a reply and its post.
pub fn deletable_reply(db: &Db, viewer: &Viewer, id: ReplyId) -> Result<(PostRow, ReplyRow)> {
    let (post, reply) = queries::visible_reply(db, viewer, id)?.ok_or_else(Error::not_found)?;
    match may_delete(viewer, &post, reply.author_id) {
        true => Ok((post, reply)),
        false => Err(Error::forbidden("delete")),
    }
}

/// Deletes a post: it is gone on every path at once, with its thread.
pub fn delete(tx: &Tx, viewer: &Viewer, id: PostId) -> Result<()> {
    let post = deletable(tx, viewer, id)?;
    queries::set_deleted(tx, id, viewer.id, tx.now())?;
    queries::delete_topics(tx, id)?;
    if post.author_id != viewer.id {
        audit::note(tx, Some(viewer.id), "post", Some(id.raw()), "deleted")?;
    }
    tx.log("own", post.author_id.raw(), 0)?;
    tx.log("post.gone", id.raw(), place_of(&post))
}

/// Deletes a reply; replies to it stay, under a line that says something was here.
pub fn delete_reply(tx: &Tx, viewer: &Viewer, id: ReplyId) -> Result<PostId> {
    let (post, reply) = deletable_reply(tx, viewer, id)?;
    queries::set_reply_deleted(tx, id, viewer.id, tx.now())?;
    if reply.author_id != viewer.id {
        audit::note(tx, Some(viewer.id), "reply", Some(id.raw()), "deleted")?;
    }
    queries::count_reply(tx, post.id, -1, None)?;
    if post.answer_id == Some(id) {
        queries::set_answer(tx, post.id, None, None)?;
    }
    tx.log("reply.gone", id.raw(), place_of(&post))?;
    tx.log("post.change", post.id.raw(), place_of(&post))?;
    Ok(post.id)
}

/// Those who lead a community pin what everyone there should see first.
pub fn may_pin(viewer: &Viewer, post: &PostRow) -> bool {
    post.community_id
        .is_some_and(|id| viewer.membership(id).is_some_and(|m| m.leads()))
}

pub fn pin(tx: &Tx, viewer: &Viewer, id: PostId) -> Result<()> {
    set_pinned(tx, viewer, id, Some(tx.now()))
}

pub fn unpin(tx: &Tx, viewer: &Viewer, id: PostId) -> Result<()> {
    set_pinned(tx, viewer, id, None)
}

fn set_pinned(tx: &Tx, viewer: &Viewer, id: PostId, at: Option<kernel::Time>) -> Result<()> {
    let post = visible(tx, viewer, id)?;
    if !may_pin(viewer, &post) {
        return Err(Error::forbidden("moderator"));
    }
    queries::set_pinned(tx, id, at.map(|_| viewer.id), at)?;
    tx.log("post.change", id.raw(), place_of(&post))
}

/// What a reaction goes to, what is changed or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Post(PostId),
    Reply(ReplyId),
}

/// Sets or takes back the viewer's reaction. Twice is once.
pub fn set_reaction(
    tx: &Tx,
    viewer: &Viewer,
    target: Target,
    name: Reaction,
    wanted: Wanted,
) -> Result<PostId> {
    let (post, item) = match target {
        Target::Post(id) => (visible(tx, viewer, id)?, id.raw()),
        Target::Reply(id) => {
            let (post, reply) = visible_reply(tx, viewer, id)?;
            (post, reply.id.raw())
        }
    };
    if name == Reaction::SameQuestion && (post.kind != Kind::Question || item != post.id.raw()) {
        return Err(Error::invalid("name", "same_question_only"));
    }
    let person = viewer.id;
    // What is there is not asked first: on PostgreSQL whoever asks loses against those who write.
    let set = wanted != Wanted::Off && queries::react(tx, item, person, name, tx.now())?.0 > 0;
    let taken_back =
        !set && wanted != Wanted::On && queries::unreact(tx, item, person, name)?.0 > 0;
    if set || taken_back {
        let by = if set { 1 } else { -1 };
        queries::count_reaction(tx, item, name, tx.writer(), by)?;
        tx.log("reaction", item, place_of(&post))?;
        tx.log("own", viewer.id.raw(), 0)?;
    }
    Ok(post.id)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    On,
    Off,
    /// The other of the two: a button without script.
    Toggled,
}

/// The asker accepts a reply of the thread as the best answer; accepting another one replaces it.
pub fn accept(tx: &Tx, viewer: &Viewer, post: PostId, id: ReplyId) -> Result<()> {
    let post = visible(tx, viewer, post)?;
    let reply = queries::replies_by_ids(tx, &[id])?.pop();
    let reply = reply
        .filter(|reply| reply.post_id == post.id)
        .ok_or_else(|| Error::invalid("reply", "unknown_reply"))?;
    if post.kind != Kind::Question {
        return Err(Error::invalid("reply", "not_a_question"));
    }
    own(viewer, post.author_id)?;
    if post.answer_id != Some(id) {
        let at = post.answered_at.unwrap_or(tx.now());
        queries::set_answer(tx, post.id, Some(id), Some(at))?;
        let notice = Notice {
            post: post.id.raw(),
            reply: Some(id.raw()),
            actor: viewer.id,
        };
        let told = queries::readers_among(tx, &[reply.author_id], post.community_id)?;
        let told: Vec<_> = told
            .into_iter()
            .map(|person| (person, Reason::Accepted))
            .collect();
        notifications::notify(tx, notice, &told)?;
        tx.log("post.change", post.id.raw(), place_of(&post))?;
        for reply in post.answer_id.into_iter().chain([id]) {
            tx.log("reply", reply.raw(), place_of(&post))?;
        }
    }
    Ok(())
}

pub fn unaccept(tx: &Tx, viewer: &Viewer, id: PostId) -> Result<()> {
    let post = visible(tx, viewer, id)?;
    own(viewer, post.author_id)?;
    queries::set_answer(tx, id, None, None)?;
    if let Some(reply) = post.answer_id {
        tx.log("reply", reply.raw(), place_of(&post))?;
    }
    tx.log("post.change", id.raw(), place_of(&post))
}

/// Guests are marked wherever they write.
pub fn is_outside(role: Role) -> bool {
    role == Role::Guest
}
