//! Posts and replies as the search finds them. A reply is found by itself and shown as a part of its
//! thread.

pub mod queries;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use kernel::{Id, Result, Time};
use network::communities::CommunityId;
use network::search::{self, Audience, Document, Found, Keys, Source, Touched, Within};
use network::{PersonId, Viewer};
use store::{Change, Db};

use super::post::{Kind, PostId, PostRow, ReplyId};
use queries::{PostText, ReplyText};

/// Threads whose replies are looked through together.
const THREADS: i64 = 20;

pub const POSTS: Source = Source {
    touched: touches_post,
    documents: posts,
    keys: post_keys,
    found: found_posts,
};

pub const REPLIES: Source = Source {
    touched: touches_reply,
    documents: replies,
    keys: reply_keys,
    found: found_replies,
};

fn touches_post(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "post.new" | "post.change" => Touched::Key(change.key),
        "post.gone" => Touched::Thread(change.key),
        "import" => Touched::Place(change.place),
        _ => Touched::Nothing,
    }
}

fn touches_reply(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "reply" | "reply.change" | "reply.gone" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn posts(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let ids = post_ids(keys);
    let mut topics: HashMap<PostId, Vec<String>> = HashMap::new();
    for (post, topic) in queries::topics(db, &ids)? {
        topics.entry(post).or_default().push(topic);
    }
    let document = |row: PostText| Document {
        key: row.id.raw(),
        thread: row.id.raw(),
        audience: audience(row.community_id),
        kind: kind(row.kind),
        answers: row.answer_id.is_some(),
        author: Some(row.author_id),
        language: row.language,
        title: row.title,
        named: false,
        text: row.plain,
        about: match topics.remove(&row.id) {
            Some(topics) => format!("{} {}", row.author, topics.join(" ")),
            None => row.author,
        },
    };
    Ok(queries::posts(db, &ids)?
        .into_iter()
        .map(document)
        .collect())
}

fn replies(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let document = |row: ReplyText| Document {
        key: row.id.raw(),
        thread: row.post_id.raw(),
        audience: audience(row.community_id),
        kind: kind(row.kind),
        answers: row.answer_id == Some(row.id),
        author: Some(row.author_id),
        language: row.language,
        title: String::new(),
        named: false,
        text: row.plain,
        about: row.author,
    };
    let rows = queries::replies(db, &reply_ids(keys))?;
    Ok(rows.into_iter().map(document).collect())
}

fn post_keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    let after = PostId::from_raw(after);
    let ids = match within {
        Within::All => queries::posts_after(db, after, limit)?,
        Within::Place(place) => posts_of_place(db, place, after, limit)?,
        Within::Author(author) => queries::posts_by(db, author, after, limit)?,
    };
    Ok(Keys::in_order(raw(&ids)))
}

fn reply_keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    let of = match within {
        Within::All => queries::replies_after(db, ReplyId::from_raw(after), limit)?,
        Within::Author(author) => queries::replies_by(db, author, ReplyId::from_raw(after), limit)?,
        Within::Place(place) => {
            let posts = posts_of_place(db, place, PostId::from_raw(after), THREADS)?;
            return Ok(Keys {
                keys: raw(&queries::replies_to(db, &posts)?),
                next: posts.last().map(|post| post.raw()),
            });
        }
    };
    Ok(Keys::in_order(raw(&of)))
}

/// Posts of a community, or of the storyline of the person who has the number.
fn posts_of_place(db: &Db, place: i64, after: PostId, limit: i64) -> Result<Vec<PostId>> {
    let found = queries::posts_in(db, CommunityId::from_raw(place), after, limit)?;
    if found.is_empty() {
        return queries::posts_on(db, PersonId::from_raw(place), after, limit);
    }
    Ok(found)
}

fn found_posts(db: &Db, viewer: &Viewer, keys: &[i64], _: Time) -> Result<Vec<Found>> {
    let rows = readable(db, viewer, &post_ids(keys))?;
    let found = |post: PostRow| Found {
        text: post.plain.clone(),
        answered: post.answer_id.is_some(),
        ..found(&post)
    };
    Ok(rows.into_iter().map(found).collect())
}

fn found_replies(db: &Db, viewer: &Viewer, keys: &[i64], _: Time) -> Result<Vec<Found>> {
    let replies = super::queries::replies_by_ids(db, &reply_ids(keys))?;
    let posts: Vec<PostId> = replies.iter().map(|reply| reply.post_id).collect();
    let posts = readable(db, viewer, &posts)?;
    let posts: HashMap<PostId, PostRow> = posts.into_iter().map(|post| (post.id, post)).collect();
    let mut all = Vec::new();
    for reply in replies {
        if let Some(post) = posts.get(&reply.post_id) {
            all.push(Found {
                key: reply.id.raw(),
                label: "search-kind-reply",
                text: reply.plain,
                href: format!("/posts/{}#reply-{}", post.id, reply.id),
                author: Some((reply.author_id, reply.author)),
                at: Some(reply.id.time()),
                answered: post.answer_id == Some(reply.id),
                ..found(post)
            });
        }
    }
    Ok(all)
}

/// Those of the posts that exist for the viewer.
fn readable(db: &Db, viewer: &Viewer, ids: &[PostId]) -> Result<Vec<PostRow>> {
    let keys = super::queries::readable(db, viewer, &raw(ids))?;
    super::queries::by_ids(db, &post_ids(&keys))
}

fn found(post: &PostRow) -> Found {
    Found {
        key: post.id.raw(),
        kind: kind(post.kind),
        icon: post.kind.icon(),
        class: post.kind.class(),
        label: match post.kind {
            Kind::Question => "search-kind-question",
            Kind::Praise => "search-kind-praise",
            Kind::Update => "search-kind-post",
        },
        title: post.headline(),
        text: String::new(),
        href: format!("/posts/{}", post.id),
        place: post.community_id.zip(post.community.clone()),
        author: Some((post.author_id, post.author.clone())),
        at: Some(post.at()),
        answered: false,
    }
}

fn audience(community: Option<CommunityId>) -> Audience {
    community.map_or(Audience::Everyone, Audience::Readers)
}

fn kind(kind: Kind) -> search::ResultKind {
    match kind {
        Kind::Question => search::ResultKind::Question,
        Kind::Update | Kind::Praise => search::ResultKind::Post,
    }
}

fn post_ids(keys: &[i64]) -> Vec<PostId> {
    keys.iter().map(|key| Id::from_raw(*key)).collect()
}

fn reply_ids(keys: &[i64]) -> Vec<ReplyId> {
    keys.iter().map(|key| Id::from_raw(*key)).collect()
}

fn raw<T>(ids: &[Id<T>]) -> Vec<i64> {
    ids.iter().map(|id| id.raw()).collect()
}
