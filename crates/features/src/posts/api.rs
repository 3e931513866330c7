//! Posts and replies as JSON.

mod lists;
mod types;
mod writing;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::feed;
use network::{App, CommunityId, Viewer, wire};
use serde::Serialize;
use store::{Db, Tx};
use web::{Attempt, Json, KeyedJson, Path, Query};

use super::actions::{self, Target, Wanted};
use super::card;
use super::post::{Draft, Kind, PostId, Reaction, ReplyId, Text};
use super::queries;

pub use lists::*;
pub use types::*;
pub use writing::*;

const TAG: &str = "posts";

/// The cards of a page as JSON, with what belongs to this reader beside each.
pub async fn items(app: &App, viewer: &Viewer, shown: &[feed::Shown]) -> Result<Vec<Item>> {
    let cards = feed::cards(app, shown, viewer.lang).await?;
    let keys: Vec<i64> = cards.iter().map(|(key, _)| *key).collect();
    let reactions = feed::reactions(app, viewer, &keys).await?;
    app.feeds.seen.note(viewer, keys.into_iter());
    let item = |(key, card): (i64, Arc<feed::Card>)| {
        let first = reactions.partition_point(|(item, _)| *item < key);
        let mine = reactions[first..]
            .iter()
            .take_while(|(item, _)| *item == key);
        let why = shown.iter().find(|shown| shown.key == key);
        Item {
            post: Ready(card),
            my_reactions: mine.map(|(_, name)| *name).collect(),
            why: why.and_then(|shown| Some(shown.why?.text(viewer.lang))),
        }
    };
    Ok(cards.into_iter().map(item).collect())
}

fn loaded(db: &Db, viewer: &Viewer, id: PostId) -> Result<Post> {
    let post = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    let shown = card::load(db, vec![post])?.pop();
    Ok(Post::of(&shown.ok_or_else(Error::not_found)?))
}

fn created<T: Serialize>(body: T) -> Response {
    (StatusCode::CREATED, Json(body)).into_response()
}

/// Posts of a community, newest first.
#[utoipa::path(get, path = "/api/communities/{id}/posts", tag = TAG, params(("id" = i64, Path), Paging),
    responses((status = 200, body = Page)))]
pub async fn community_feed(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(paging): Query<Paging>,
) -> web::Result {
    let limit = wire::limit(paging.limit)? as usize;
    let page = feed::community(&app, &viewer, id, paging.cursor.as_deref(), limit).await?;
    let items = items(&app, &viewer, &page.shown).await?;
    Ok(Json(Page {
        items,
        next: page.next,
    })
    .into_response())
}

/// Publishes a post in a community.
#[utoipa::path(post, path = "/api/communities/{id}/posts", tag = TAG, params(("id" = i64, Path)), request_body = NewPost,
    responses((status = 201, body = Post)))]
pub async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    KeyedJson(new, attempt): KeyedJson<NewPost>,
) -> web::Result {
    publish_at(app, viewer, Some(id), new, attempt).await
}

/// Publishes a post on one's own storyline.
#[utoipa::path(post, path = "/api/posts", tag = TAG, request_body = NewPost,
    responses((status = 201, body = Post)))]
pub async fn publish_on_storyline(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewPost>,
) -> web::Result {
    publish_at(app, viewer, None, new, attempt).await
}

async fn publish_at(
    app: App,
    viewer: Viewer,
    community: Option<CommunityId>,
    new: NewPost,
    attempt: Attempt,
) -> web::Result {
    let NewPost {
        kind,
        title,
        text,
        praised,
    } = new;
    let draft = Draft {
        community,
        kind: kind.unwrap_or(Kind::Update),
        title: title.unwrap_or_default(),
        text,
        praised: praised.unwrap_or_default(),
    };
    let new = draft.check()?;
    let publish = move |tx: &Tx, viewer: &Viewer| actions::publish(tx, viewer, &new);
    let post = app.act_once_and_show(&viewer, attempt, publish, |tx, viewer, id| {
        loaded(tx, viewer, id)
    });
    Ok(created(post.await?))
}

/// A post with its replies.
#[utoipa::path(get, path = "/api/posts/{id}", tag = TAG, params(("id" = i64, Path), AfterReply),
    responses((status = 200, body = Thread)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Query(query): Query<AfterReply>,
) -> web::Result {
    const REPLIES: i64 = 200;
    let reader = viewer.clone();
    let after = query.after.unwrap_or(ReplyId::from_raw(0));
    let (shown, replies, reactions) = app
        .store
        .read(move |db| {
            let post = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
            let shown = card::load(db, vec![post])?
                .pop()
                .ok_or_else(Error::not_found)?;
            let replies = queries::replies(db, id, after, REPLIES + 1)?;
            let mut items: Vec<i64> = replies.iter().map(|reply| reply.id.raw()).collect();
            items.push(id.raw());
            let reactions = queries::reactions_of(db, reader.id, &items)?;
            Ok((shown, replies, reactions))
        })
        .await?;
    app.feeds.seen.note(&viewer, std::iter::once(id.raw()));
    let more = replies.len() as i64 > REPLIES;
    let page = &replies[..replies.len().min(REPLIES as usize)];
    Ok(Json(Thread {
        post: Post::of(&shown),
        more_after: page.last().filter(|_| more).map(|reply| reply.id),
        replies: page
            .iter()
            .filter(|reply| reply.deleted_at.is_none())
            .map(Reply::of)
            .collect(),
        my_reactions: reactions
            .into_iter()
            .map(|(item, name)| OwnReaction {
                item,
                name: name.as_str(),
            })
            .collect(),
    })
    .into_response())
}

/// Changes the text of one's own post; the earlier text stays in its history.
#[utoipa::path(patch, path = "/api/posts/{id}", tag = TAG, params(("id" = i64, Path)), request_body = Change,
    responses((status = 200, body = Post), (status = 409)))]
pub async fn revise(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Json(change): Json<Change>,
) -> web::Result {
    let text = Text::check(&change.text, true)?;
    let title = change.title;
    let revised = app.act(&viewer, move |tx, viewer| {
        let queries::Own(post) = queries::own(tx, viewer, id)?;
        let title = title.as_deref().unwrap_or(&post.title);
        actions::revise(tx, viewer, id, title, &text)?;
        loaded(tx, viewer, id)
    });
    Ok(Json(revised.await?).into_response())
}

/// Deletes a post: one's own, or one in a community one leads.
#[utoipa::path(delete, path = "/api/posts/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204)))]
pub async fn delete(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::delete(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Replies of a post, oldest first.
#[utoipa::path(get, path = "/api/posts/{id}/replies", tag = TAG, params(("id" = i64, Path), AfterReply),
    responses((status = 200, body = [Reply])))]
pub async fn replies(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Query(query): Query<AfterReply>,
) -> web::Result {
    let found = app.store.read(move |db| {
        queries::visible(db, &viewer, id)?.ok_or_else(Error::not_found)?;
        queries::replies(db, id, query.after.unwrap_or(ReplyId::from_raw(0)), 200)
    });
    let replies: Vec<Reply> = found
        .await?
        .iter()
        .filter(|reply| reply.deleted_at.is_none())
        .map(Reply::of)
        .collect();
    Ok(Json(replies).into_response())
}

/// Replies to a post, or to a reply in its thread.
#[utoipa::path(post, path = "/api/posts/{id}/replies", tag = TAG, params(("id" = i64, Path)), request_body = NewReply,
    responses((status = 201, body = Reply), (status = 409)))]
pub async fn reply(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    KeyedJson(new, attempt): KeyedJson<NewReply>,
) -> web::Result {
    let text = Text::check(&new.text, false)?;
    let parent = new.parent;
    let write = move |tx: &Tx, viewer: &Viewer| actions::reply(tx, viewer, id, parent, &text);
    let reply = app.act_once_and_show(&viewer, attempt, write, |tx, viewer, id| {
        queries::visible_reply(tx, viewer, id)?.ok_or_else(Error::not_found)
    });
    Ok(created(Reply::of(&reply.await?.1)))
}

/// Changes the text of one's own reply.
#[utoipa::path(patch, path = "/api/replies/{id}", tag = TAG, params(("id" = i64, Path)), request_body = ReplyChange,
    responses((status = 200, body = Reply), (status = 409)))]
pub async fn revise_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
    Json(change): Json<ReplyChange>,
) -> web::Result {
    let text = Text::check(&change.text, false)?;
    app.act(&viewer, move |tx, viewer| {
        actions::revise_reply(tx, viewer, id, &text)
    })
    .await?;
    let found = app
        .store
        .read(move |db| queries::visible_reply(db, &viewer, id)?.ok_or_else(Error::not_found));
    Ok(Json(Reply::of(&found.await?.1)).into_response())
}

/// Deletes a reply: one's own, or one in a community one leads.
#[utoipa::path(delete, path = "/api/replies/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204)))]
pub async fn delete_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::delete_reply(tx, viewer, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn set_reaction(
    app: App,
    viewer: Viewer,
    target: Target,
    name: &str,
    wanted: Wanted,
) -> web::Result {
    let name: Reaction = name.parse().map_err(|_| Error::not_found())?;
    app.act(&viewer, move |tx, viewer| {
        actions::set_reaction(tx, viewer, target, name, wanted)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Reacts to a post; twice is once.
#[utoipa::path(put, path = "/api/posts/{id}/reactions/{name}", tag = TAG, params(("id" = i64, Path), ("name" = Reaction, Path)),
    responses((status = 204), (status = 422), (status = 409)))]
pub async fn react(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(PostId, String)>,
) -> web::Result {
    set_reaction(app, viewer, Target::Post(id), &name, Wanted::On).await
}

/// Takes a reaction back.
#[utoipa::path(delete, path = "/api/posts/{id}/reactions/{name}", tag = TAG, params(("id" = i64, Path), ("name" = Reaction, Path)),
    responses((status = 204), (status = 422), (status = 409)))]
pub async fn unreact(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(PostId, String)>,
) -> web::Result {
    set_reaction(app, viewer, Target::Post(id), &name, Wanted::Off).await
}

/// Reacts to a reply.
#[utoipa::path(put, path = "/api/replies/{id}/reactions/{name}", tag = TAG, params(("id" = i64, Path), ("name" = Reaction, Path)),
    responses((status = 204), (status = 422), (status = 409)))]
pub async fn react_to_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(ReplyId, String)>,
) -> web::Result {
    set_reaction(app, viewer, Target::Reply(id), &name, Wanted::On).await
}

/// Takes a reaction to a reply back.
#[utoipa::path(delete, path = "/api/replies/{id}/reactions/{name}", tag = TAG, params(("id" = i64, Path), ("name" = Reaction, Path)),
    responses((status = 204), (status = 422), (status = 409)))]
pub async fn unreact_to_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(ReplyId, String)>,
) -> web::Result {
    set_reaction(app, viewer, Target::Reply(id), &name, Wanted::Off).await
}

/// Pins a post in a community one leads.
#[utoipa::path(put, path = "/api/posts/{id}/pin", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 409)))]
pub async fn pin(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::pin(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes a post down from the top of its community.
#[utoipa::path(delete, path = "/api/posts/{id}/pin", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 409)))]
pub async fn unpin(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::unpin(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Accepts a reply as the best answer to one's own question.
#[utoipa::path(put, path = "/api/posts/{id}/answer", tag = TAG, params(("id" = i64, Path)), request_body = Answer,
    responses((status = 204), (status = 409)))]
pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Json(answer): Json<Answer>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::accept(tx, viewer, id, answer.reply)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes the acceptance back.
#[utoipa::path(delete, path = "/api/posts/{id}/answer", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 409)))]
pub async fn unaccept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::unaccept(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Earlier texts of a post, newest first.
#[utoipa::path(get, path = "/api/posts/{id}/history", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = [EarlierText])))]
pub async fn history(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> web::Result {
    let found = app.store.read(move |db| {
        queries::visible(db, &viewer, id)?.ok_or_else(Error::not_found)?;
        queries::revisions(db, id.raw(), 50)
    });
    let texts: Vec<_> = found.await?.into_iter().map(EarlierText::of).collect();
    Ok(Json(texts).into_response())
}

/// Earlier texts of a reply, newest first.
#[utoipa::path(get, path = "/api/replies/{id}/history", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = [EarlierText])))]
pub async fn reply_history(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    let found = app.store.read(move |db| {
        queries::visible_reply(db, &viewer, id)?.ok_or_else(Error::not_found)?;
        queries::revisions(db, id.raw(), 50)
    });
    let texts: Vec<_> = found.await?.into_iter().map(EarlierText::of).collect();
    Ok(Json(texts).into_response())
}
