//! A thread: the post, its best answer, the replies with one level of nesting, and a field.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::{Error, Result};
use maud::{Markup, PreEscaped, html};
use network::feed::{Block, Overlay, seen_by, slot_time};
use network::shell::{self, About};
use network::{App, Viewer, notifications};
use serde::Deserialize;
use store::Db;
use web::components::{Size, Times, Tone, crumbs, idempotency_key, menu, tag};
use web::{Lang, Path, Query, TurboStream, icon, t, turbo_stream};

use super::card::{self, Shown, author_avatar, marks, more_reactions, react};
use super::composer::own_avatar;
use super::post::{Kind, PostId, PostRow, Reaction, ReplyId, ReplyRow};
use super::{actions, queries};

/// Replies on one page; more follow under a link.
const PAGE: i64 = 200;
/// Replies under one that are shown again with it.
const NESTED: i64 = 500;

/// Which replies of a thread are shown.
#[derive(Clone, Copy, Default, Deserialize)]
pub struct Part {
    pub after: Option<ReplyId>,
    /// The reply one answers, for the form at the foot.
    pub to: Option<ReplyId>,
}

/// What a thread shows of the viewer's page.
pub struct Thread {
    pub shown: Shown,
    pub replies: Vec<ReplyRow>,
    /// The reply that is being answered, wherever it stands.
    answering: Option<ReplyRow>,
    counts: HashMap<i64, Vec<(Reaction, i64)>>,
    reactions: Vec<(i64, &'static str)>,
    seen: Option<i64>,
    more: bool,
}

pub async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Query(query): Query<Part>,
    flash: web::Flash,
) -> web::Result {
    let position = app.hub.newest();
    let thread = load(&app, &viewer, id, query).await?;
    app.feeds.seen.note(&viewer, std::iter::once(id.raw()));
    if notifications::bell(&app, &viewer)
        .await?
        .may_ring_for(id.raw())
    {
        let reader = viewer.clone();
        app.store
            .write_background(move |tx| notifications::actions::read_thread(tx, &reader, id.raw()))
            .await?;
    }
    Ok(show(&app, &viewer, &thread, position, flash.0.as_deref(), None).await?)
}

/// The page of a thread; also with what was wrong with a reply.
pub async fn show(
    app: &App,
    viewer: &Viewer,
    thread: &Thread,
    position: i64,
    flash: Option<&str>,
    again: Option<(&str, &Error)>,
) -> Result<axum::response::Response> {
    let main = filled(app, viewer, thread, view(app, viewer, thread, again));
    let title = thread.shown.post.headline();
    let private = thread.shown.post.is_private();
    let about = About {
        title: &title,
        position: Some(position),
        private,
        flash,
        ..About::default()
    };
    shell::page(app, viewer, about, main).await
}

/// A thread the viewer may see with a page of its replies, or 404.
pub async fn load(app: &App, viewer: &Viewer, id: PostId, part: Part) -> Result<Thread> {
    let reader = viewer.clone();
    let found = app.store.read(move |db| {
        let post = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let mut replies =
            queries::replies(db, id, part.after.unwrap_or(ReplyId::from_raw(0)), PAGE + 1)?;
        let more = replies.len() as i64 > PAGE;
        replies.truncate(PAGE as usize);
        let answering = queries::replies_by_ids(db, part.to.as_slice())?.pop();
        let answering = answering.filter(|reply| reply.post_id == id);
        Ok(Thread {
            answering,
            more,
            ..gather(db, &reader, post, replies)?
        })
    });
    found.await
}

/// The thread without its replies, or 404.
pub async fn load_post(app: &App, viewer: &Viewer, id: PostId) -> Result<Thread> {
    let reader = viewer.clone();
    let found = app.store.read(move |db| {
        let post = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        gather(db, &reader, post, vec![])
    });
    found.await
}

/// The thread of a reply with that reply, which comes first, and those under it; or 404.
pub async fn load_reply(app: &App, viewer: &Viewer, id: ReplyId) -> Result<Thread> {
    let reader = viewer.clone();
    let found = app.store.read(move |db| {
        let (post, reply) =
            queries::visible_reply(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let nested = queries::nested(db, post.id, id, NESTED)?;
        gather(
            db,
            &reader,
            post,
            std::iter::once(reply).chain(nested).collect(),
        )
    });
    found.await
}

fn gather(db: &Db, reader: &Viewer, post: PostRow, replies: Vec<ReplyRow>) -> Result<Thread> {
    let id = post.id.raw();
    let shown = card::load(db, vec![post])?
        .pop()
        .ok_or_else(Error::not_found)?;
    let mut items: Vec<i64> = replies.iter().map(|reply| reply.id.raw()).collect();
    items.extend(shown.answer.as_ref().map(|answer| answer.id.raw()));
    items.push(id);
    let mut counts: HashMap<i64, Vec<(Reaction, i64)>> = HashMap::new();
    for count in queries::reaction_counts(db, &items)? {
        counts
            .entry(count.item_id)
            .or_default()
            .push((count.name, count.people));
    }
    let mut reactions = queries::reactions_of_items(db, reader.id, &items)?;
    reactions.sort_unstable();
    Ok(Thread {
        shown,
        replies,
        counts,
        reactions,
        seen: seen_by(db, id)?,
        answering: None,
        more: false,
    })
}

/// Replies after a given one, as streams that put each in its place.
pub async fn newer(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Query(query): Query<Part>,
) -> web::Result {
    let thread = load(&app, &viewer, id, query).await?;
    let streams = thread
        .replies
        .iter()
        .filter(|reply| reply.deleted_at.is_none());
    let streams = streams.map(|reply| appended(&app, &viewer, &thread, reply));
    Ok(streams
        .reduce(TurboStream::and)
        .unwrap_or(TurboStream(html! {}))
        .into_response())
}

/// One reply, appended where it belongs.
pub fn appended(app: &App, viewer: &Viewer, thread: &Thread, reply: &ReplyRow) -> TurboStream {
    let target = match reply.top_id {
        Some(top) => format!("replies-of-{top}"),
        None => "reply-list".to_owned(),
    };
    turbo_stream(
        "append",
        &target,
        filled(app, viewer, thread, one(thread, viewer, reply, &[])),
    )
}

/// One reply in the place of its former self.
pub fn replaced(app: &App, viewer: &Viewer, thread: &Thread, reply: &ReplyRow) -> TurboStream {
    let nested = nested(&thread.replies, reply.id);
    let content = filled(app, viewer, thread, one(thread, viewer, reply, &nested));
    turbo_stream("replace", &format!("reply-{}", reply.id), content)
}

/// The post itself as the thread shows it, in the place of its former self.
pub fn post_replaced(app: &App, viewer: &Viewer, thread: &Thread) -> TurboStream {
    let post = filled(app, viewer, thread, subject(thread, viewer));
    let best = filled(app, viewer, thread, best(thread, viewer));
    turbo_stream("replace", &format!("post-{}", thread.shown.post.id), post)
        .and(turbo_stream("replace", "best", best))
}

fn filled(app: &App, viewer: &Viewer, thread: &Thread, markup: Markup) -> Markup {
    let zone = viewer.zone();
    let now = app.store.clock().now();
    let mut overlay = Overlay {
        lang: viewer.lang,
        times: Times::of(now, viewer.lang, &zone),
        reactions: &thread.reactions,
    };
    let mut html = String::new();
    overlay.fill(&Block::new(&markup.into_string()), None, &mut html);
    PreEscaped(html)
}

fn nested(replies: &[ReplyRow], top: ReplyId) -> Vec<&ReplyRow> {
    replies
        .iter()
        .filter(|reply| reply.top_id == Some(top))
        .collect()
}

fn view(app: &App, viewer: &Viewer, thread: &Thread, again: Option<(&str, &Error)>) -> Markup {
    let (lang, post) = (viewer.lang, &thread.shown.post);
    let place = match (post.community_id, &post.community) {
        (Some(id), Some(name)) => (format!("/communities/{id}"), name.clone()),
        _ => (
            format!("/people/{}/posts", post.author_id),
            post.author.clone(),
        ),
    };
    let known: Vec<ReplyId> = thread.replies.iter().map(|reply| reply.id).collect();
    let tops = thread
        .replies
        .iter()
        .filter(|reply| reply.top_id.is_none_or(|top| !known.contains(&top)));
    html! {
        div class="feed stack loose" data-in-place=(actions::place(post.community_id, post.author_id)) {
            (crumbs(lang, &[("/", &t!(lang, "posts-home")), (&place.0, &place.1)]))
            (subject(thread, viewer))
            (best(thread, viewer))
            section class="stack loose" id="replies" aria-label=(t!(lang, "posts-replies-title")) data-thread=(post.id) data-src={ "/posts/" (post.id) "/replies" } {
                h2 { (t!(lang, "posts-replies", n = post.replies)) }
                div class="stack loose" id="reply-list" data-items {
                    @for reply in tops {
                        @let nested = nested(&thread.replies, reply.id);
                        @if reply.deleted_at.is_none() || nested.iter().any(|reply| reply.deleted_at.is_none()) {
                            (one(thread, viewer, reply, &nested))
                        }
                    }
                }
                @if let (true, Some(last)) = (thread.more, thread.replies.last()) {
                    p { a class="btn" href={ "/posts/" (post.id) "?after=" (last.id) } { (t!(lang, "posts-more-replies")) } }
                }
                p class="typing" role="status" hidden data-one=(t!(lang, "posts-typing-one")) data-many=(t!(lang, "posts-typing-many")) { i { b {} } }
                (reply_form(app, viewer, thread, again))
            }
        }
    }
}

fn subject(thread: &Thread, viewer: &Viewer) -> Markup {
    let (lang, shown) = (viewer.lang, &thread.shown);
    let post = &shown.post;
    let id = post.id;
    let items = html! {
        button type="button" data-copy={ "/posts/" (id) } data-copied=(t!(lang, "posts-link-copied")) { (icon("share-2")) (t!(lang, "posts-copy-link")) }
        @if post.author_id == viewer.id { a href={ "/posts/" (id) "/edit" } { (icon("pencil")) (t!(lang, "posts-edit")) } }
        @if post.edited_at.is_some() { a href={ "/posts/" (id) "/history" } { (icon("history")) (t!(lang, "posts-history")) } }
        @if actions::may_pin(viewer, post) {
            @let (act, text) = if post.pinned_at.is_some() { ("unpin", "posts-unpin") } else { ("pin", "posts-pin") };
            form method="post" action={ "/posts/" (id) "/" (act) } { button { (icon("pin")) (t!(lang, text)) } }
        }
        @if actions::may_delete(viewer, post, post.author_id) {
            a href={ "/posts/" (id) "/delete" } { (icon("trash-2")) (t!(lang, "posts-delete")) }
        }
    };
    html! {
        article class="post" id={ "post-" (id) } data-live={ "post:" (id) } data-src={ "/posts/" (id) "/card?thread=true" } data-subject {
            (card::head(shown, lang, false, items))
            @if post.title.is_empty() { h1 class="vh" { (t!(lang, "posts-by", name = &post.author)) } } @else { h1 { (post.title) } }
            (card::body(shown, lang, None))
            @let first = post.kind.reaction();
            @let given: Vec<_> = shown.reactions.iter().filter(|(name, _)| *name != first).collect();
            @if !given.is_empty() {
                div class="reacts" { @for (name, people) in given { (react(&format!("/posts/{id}"), id.raw(), *name, *people, "react", lang)) } }
            }
            footer class="post-foot" {
                (react(&format!("/posts/{id}"), id.raw(), first, shown.reactions.iter().find(|(name, _)| *name == first).map_or(0, |(_, n)| *n), "btn ghost sm", lang))
                a class="btn ghost sm" href="#reply" { (icon("message-circle")) (t!(lang, "posts-reply")) }
                (more_reactions(&format!("/posts/{id}"), id.raw(), Reaction::offered(post.kind), first, lang))
                @if let Some(seen) = thread.seen { span class="seen" { (t!(lang, "posts-seen-by", n = seen)) } }
            }
        }
    }
}

fn best(thread: &Thread, viewer: &Viewer) -> Markup {
    let (lang, post) = (viewer.lang, &thread.shown.post);
    html! {
        div id="best" {
            @if let Some(answer) = &thread.shown.answer {
                section class="best" aria-label=(t!(lang, "posts-accepted")) {
                    div class="row between wrap" {
                        (tag(Tone::Good, Some("check"), &t!(lang, "posts-accepted")))
                        @if let Some(at) = post.answered_at {
                            span class="small soft" { (t!(lang, "posts-accepted-after", name = &post.author, span = card::span(at.since_us(post.at()), lang))) }
                        }
                    }
                    div class="reply" {
                        (author_avatar(answer.author_id, &answer.author, answer.author_photo.as_deref(), Size::Sm, None))
                        (who(answer, lang))
                        div class="post-body" { (PreEscaped(&answer.html)) }
                        p class="small" { a href={ "#reply-" (answer.id) } { (t!(lang, "posts-in-thread")) } }
                    }
                }
            }
        }
    }
}

fn who(reply: &ReplyRow, lang: Lang) -> Markup {
    html! {
        p class="who" {
            a class="plain b" href={ "/people/" (reply.author_id) } { (reply.author) }
            (marks(reply.author_role, reply.author_bot, lang)) " "
            span {
                @if !reply.author_title.is_empty() {
                    (reply.author_title) @if let Some(site) = &reply.author_site { ", " (site) } " · "
                }
                (PreEscaped(slot_time(reply.id.time())))
                @if reply.edited_at.is_some() { " · " a href={ "/replies/" (reply.id) "/history" } { (t!(lang, "posts-edited")) } }
            }
        }
    }
}

/// One reply with those under it.
fn one(thread: &Thread, viewer: &Viewer, reply: &ReplyRow, nested: &[&ReplyRow]) -> Markup {
    let (lang, post, id) = (viewer.lang, &thread.shown.post, reply.id);
    let under = html! {
        div class="replies" id={ "replies-of-" (id) } {
            @for reply in nested.iter().filter(|reply| reply.deleted_at.is_none()) { (one(thread, viewer, reply, &[])) }
        }
    };
    html! {
        @if reply.deleted_at.is_some() {
            article class="reply gone" id={ "reply-" (id) } { p class="muted" { (t!(lang, "posts-reply-gone")) } (under) }
        } @else {
            article class="reply" id={ "reply-" (id) } data-live={ "reply:" (id) } data-src={ "/replies/" (id) "/card" } {
                (author_avatar(reply.author_id, &reply.author, reply.author_photo.as_deref(), Size::Sm, None))
                (who(reply, lang))
                div class="post-body" { (PreEscaped(&reply.html)) }
                (reply_acts(thread, viewer, reply, post))
                @if reply.top_id.is_none() { (under) }
            }
        }
    }
}

fn reply_acts(thread: &Thread, viewer: &Viewer, reply: &ReplyRow, post: &PostRow) -> Markup {
    let (lang, id) = (viewer.lang, reply.id);
    let path = format!("/replies/{id}");
    let given = thread
        .counts
        .get(&id.raw())
        .map_or(&[][..], |counts| &counts[..]);
    let helpful = given
        .iter()
        .find(|(name, _)| *name == Reaction::Helpful)
        .map_or(0, |(_, people)| *people);
    let deletes = actions::may_delete(viewer, post, reply.author_id);
    let writes = reply.author_id == viewer.id;
    let best = post.answer_id == Some(id);
    html! {
        div class="reacts" {
            (react(&path, id.raw(), Reaction::Helpful, helpful, "react", lang))
            @for (name, people) in given.iter().filter(|(name, _)| *name != Reaction::Helpful) {
                (react(&path, id.raw(), *name, *people, "react", lang))
            }
            a class="btn ghost sm" href={ "/posts/" (post.id) "?to=" (id) "#reply" } { (icon("reply")) (t!(lang, "posts-reply")) }
            @if post.kind == Kind::Question && post.author_id == viewer.id && !best {
                form method="post" action={ "/posts/" (post.id) "/answer" } {
                    button class="btn soft sm" name="reply" value=(id) { (icon("check")) (t!(lang, "posts-accept")) }
                }
            }
            @if best { (tag(Tone::Good, Some("check"), &t!(lang, "posts-accepted"))) }
            (more_reactions(&path, id.raw(), Reaction::offered(Kind::Update), Reaction::Helpful, lang))
            @if writes || deletes {
                (menu(&t!(lang, "posts-more", title = &reply.author), "ellipsis", html! {
                    @if writes { a href={ (path) "/edit" } { (icon("pencil")) (t!(lang, "posts-edit")) } }
                    @if deletes { a href={ (path) "/delete" } { (icon("trash-2")) (t!(lang, "posts-delete")) } }
                }))
            }
        }
    }
}

/// The field at the foot of a thread; also sent back empty after a reply.
pub fn reply_form(
    app: &App,
    viewer: &Viewer,
    thread: &Thread,
    again: Option<(&str, &Error)>,
) -> Markup {
    let (lang, post) = (viewer.lang, &thread.shown.post);
    let wrong = again.and_then(|(_, error)| web::errors::about(lang, Some(error), "text"));
    let place = post
        .community_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    html! {
        folkmoot-composer data-typing={ "/posts/" (post.id) "/typing" } data-place=(place) data-draft={ "reply:" (post.id) } {
            form class="composer" id="reply" method="post" action={ "/posts/" (post.id) "/replies" } aria-label=(t!(lang, "posts-your-reply")) {
                (idempotency_key(&app.form_key()))
                @if let Some(reply) = &thread.answering {
                    p class="answering small" data-once {
                        input type="hidden" name="parent" value=(reply.id);
                         (icon("reply")) (t!(lang, "posts-answering", name = &reply.author)) " " a href={ "/posts/" (post.id) "#reply" } { (t!(lang, "posts-answer-all")) }
                    }
                }
                div class="in" {
                    (own_avatar(viewer, Size::Sm))
                    textarea name="text" rows="1" required aria-label=(t!(lang, "posts-your-reply")) placeholder=(t!(lang, "posts-reply-placeholder"))
                        aria-invalid=[wrong.as_ref().map(|_| "true")] { "\n" (again.map_or("", |(text, _)| text)) }
                }
                @if let Some(wrong) = &wrong { p class="err-line" { (icon("circle-alert")) (wrong) } }
                div data-preview id="reply-preview" class="preview post-body" hidden {}
                div class="bar" {
                    button class="btn ghost icon sm" type="button" data-preview-toggle hidden aria-pressed="false" aria-label=(t!(lang, "posts-preview")) { (icon("eye")) }
                    button class="btn primary sm push" { (t!(lang, "posts-reply")) }
                }
            }
        }
    }
}
