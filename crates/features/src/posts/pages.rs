//! Pages and forms of posts: writing, pinning, accepting an answer, reacting; lists by topic and
//! person.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Error, Kind as ErrorKind, Result};
use maud::{Markup, Render, html};
use network::feed;
use network::shell::{self, About};
use network::{App, CommunityId, PersonId, Viewer, people};
use serde::Deserialize;
use store::Db;
use web::components::{Action, empty_state};
use web::{Attempt, Form, KeyedForm, Path, Query, Wants, see_other, t, turbo_stream};

use super::composer::{self, Entered};
use super::lists::{self, List};
use super::post::{Draft, Kind, PostId, Reaction, ReplyId, Text};
use super::{actions, thread};

#[derive(Deserialize)]
pub struct Place {
    place: Option<CommunityId>,
    kind: Option<Kind>,
}

/// A page with nothing but the composer: where "New post" leads.
pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<Place>,
) -> web::Result {
    let entered = Entered {
        place: query.place,
        kind: query.kind,
        ..Entered::default()
    };
    Ok(compose(&app, &viewer, &entered, None).await?)
}

async fn compose(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let reader = viewer.clone();
    let at = match entered.place {
        Some(id) => {
            app.store
                .read(move |db| network::communities::queries::readable(db, &reader, id))
                .await?
        }
        None => None,
    };
    let places = composer::places(
        app,
        viewer,
        at.map(|community| (community.id, community.name)),
    )
    .await?;
    let title = t!(viewer.lang, "posts-new");
    let main = html! {
        div class="feed stack" {
            h1 { (title) }
            (composer::composer(app, viewer, &places, entered, error))
            p class="small muted" { (t!(viewer.lang, "posts-markdown-hint")) }
        }
    };
    let mut page = shell::page(
        app,
        viewer,
        About {
            title: &title,
            current: "/posts/new",
            ..About::default()
        },
        main,
    )
    .await?;
    if let Some(error) = error {
        *page.status_mut() = error.kind.status().try_into().map_err(Error::internal)?;
    }
    Ok(page)
}

#[derive(Clone, Deserialize)]
pub struct NewPostForm {
    place: Option<CommunityId>,
    kind: Option<Kind>,
    title: Option<String>,
    text: Option<String>,
    people: Option<String>,
}

pub async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(form, attempt): KeyedForm<NewPostForm>,
) -> web::Result {
    match publish_form(&app, &viewer, form.clone(), attempt).await {
        Ok(id) => {
            let path = form
                .place
                .map_or_else(|| "/".to_owned(), |place| format!("/communities/{place}"));
            Ok(web::flash::leave(
                see_other(&format!("{path}?posted={id}")),
                &t!(viewer.lang, "posts-posted"),
            ))
        }
        Err(error) if error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Forbidden => {
            let NewPostForm {
                place,
                kind,
                title,
                text,
                people,
            } = form;
            let entered = Entered {
                place,
                kind,
                title: title.unwrap_or_default(),
                text: text.unwrap_or_default(),
                people: people.unwrap_or_default(),
            };
            Ok(compose(&app, &viewer, &entered, Some(&error)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn publish_form(
    app: &App,
    viewer: &Viewer,
    form: NewPostForm,
    attempt: Attempt,
) -> Result<PostId> {
    let NewPostForm {
        place,
        kind,
        title,
        text,
        people,
    } = form;
    let (kind, text) = (kind.unwrap_or(Kind::Update), text.unwrap_or_default());
    let mut praised = Vec::new();
    if kind == Kind::Praise {
        let names = people.unwrap_or_default();
        let by = viewer.clone();
        let named = app.store.read(move |db| named(db, &by, &names));
        praised = named.await?;
        praised.extend(Text::check(&text, true)?.mentions());
        praised.sort_unstable();
        praised.dedup();
        praised.retain(|person| *person != viewer.id);
    }
    let draft = Draft {
        community: place,
        kind,
        title: title.unwrap_or_default(),
        text,
        praised,
    };
    let new = draft.check()?;
    let published = app.act_once(viewer, attempt, move |tx, viewer| {
        actions::publish(tx, viewer, &new)
    });
    // In a form the place is a field, which can be chosen anew.
    published.await.map_err(|error| match error.kind {
        ErrorKind::NotFound => Error::invalid("community", "unknown_community"),
        _ => error,
    })
}

/// The people a line names, by full name, mail, employee number or a mention, split at commas.
/// Whether they may read the post is asked when it is published.
fn named(db: &Db, viewer: &Viewer, line: &str) -> Result<Vec<PersonId>> {
    let mut found: Vec<PersonId> = Text::check(line, true)?.mentions();
    for name in line
        .split([',', ';'])
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.contains("](/people/"))
    {
        let one = people::queries::called(db, viewer, name.trim_start_matches('@'))?;
        found.push(one.ok_or_else(|| Error::invalid("praised", "unknown_person"))?);
    }
    Ok(found)
}

#[derive(Deserialize)]
pub struct Preview {
    text: String,
    #[serde(default, rename = "place")]
    _place: Option<String>,
}

/// How a text will look.
pub async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<Preview>,
) -> web::Result {
    let html = actions::preview(&app, &viewer, &form.text)?;
    Ok(maud::PreEscaped(html).into_response())
}

#[derive(Deserialize)]
pub struct CardQuery {
    #[serde(default)]
    thread: bool,
}

/// A post in its newest form, in the place of its former self.
pub async fn card(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Query(query): Query<CardQuery>,
) -> web::Result {
    if query.thread {
        let found = thread::load_post(&app, &viewer, id).await?;
        return Ok(thread::post_replaced(&app, &viewer, &found).into_response());
    }
    let shown = feed::shown(&app, &viewer, &[id]).await?;
    if shown.is_empty() {
        return Err(Error::not_found().into());
    }
    let card = feed::render(&app, &viewer, &shown).await?;
    Ok(turbo_stream("replace", &format!("post-{id}"), card.render()).into_response())
}

pub async fn pin(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::pin(tx, viewer, id))
        .await?;
    Ok(see_other(&format!("/posts/{id}")))
}

pub async fn unpin(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::unpin(tx, viewer, id))
        .await?;
    Ok(see_other(&format!("/posts/{id}")))
}

#[derive(Deserialize)]
pub struct Answer {
    reply: ReplyId,
}

pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(Answer { reply }): Form<Answer>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::accept(tx, viewer, id, reply)
    })
    .await?;
    Ok(see_other(&format!("/posts/{id}")))
}

/// A press on a reaction: sets it, or takes it back.
pub async fn react(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path((id, name)): Path<(PostId, Reaction)>,
) -> web::Result {
    let target = actions::Target::Post(id);
    app.act(&viewer, move |tx, viewer| {
        actions::set_reaction(tx, viewer, target, name, actions::Wanted::Toggled)
    })
    .await?;
    match wants {
        Wants::TurboStream => Ok(http::StatusCode::NO_CONTENT.into_response()),
        _ => Ok(see_other(&format!("/posts/{id}"))),
    }
}

#[derive(Deserialize)]
pub struct More {
    cursor: Option<String>,
}

/// Posts with a topic, newest first.
pub async fn topic(
    State(app): State<App>,
    viewer: Viewer,
    Path(topic): Path<String>,
    Query(query): Query<More>,
) -> web::Result {
    let slug = lists::topic(&topic);
    let found = lists::of_topic(&app, &viewer, &slug, query.cursor.as_deref(), feed::PAGE).await?;
    let heading = format!("#{slug}");
    let list = list(&app, &viewer, found, &format!("/topics/{slug}")).await?;
    let main = html! { div class="feed stack" { h1 { (heading) } (list) } };
    Ok(shell::page(
        &app,
        &viewer,
        About {
            title: &heading,
            ..About::default()
        },
        main,
    )
    .await?)
}

/// What a person wrote where the viewer may read it.
pub async fn storyline(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Query(query): Query<More>,
) -> web::Result {
    let found = lists::of_person(&app, &viewer, id, query.cursor.as_deref(), feed::PAGE).await?;
    let path = format!("/people/{id}/posts");
    let (person, hero) = people::hero(&app, &viewer, id, &path).await?;
    let heading = t!(viewer.lang, "posts-of", name = &person.name);
    let list = list(&app, &viewer, found, &path).await?;
    let main = html! {
        (hero)
        section class="feed stack" aria-label=(heading) { (list) }
    };
    Ok(shell::page(
        &app,
        &viewer,
        About {
            title: &heading,
            current: "/people",
            ..About::default()
        },
        main,
    )
    .await?)
}

/// Cards of these posts, with the link to the next page when there is one.
async fn list(app: &App, viewer: &Viewer, list: List, path: &str) -> Result<Markup> {
    let lang = viewer.lang;
    let cards = feed::render(app, viewer, &list.shown).await?;
    Ok(html! {
        @if list.shown.is_empty() {
            (empty_state(&t!(lang, "posts-none-title"), &t!(lang, "posts-none-text"), Some(&Action { href: "/", label: t!(lang, "posts-home") })))
        }
        div class="stack" id="items" data-items { (cards) }
        (pager(viewer, path, list.next.as_deref()))
    })
}

/// The link to the next page, followed by itself where script runs; or that this is the end.
pub fn pager(viewer: &Viewer, path: &str, next: Option<&str>) -> Markup {
    let join = if path.contains('?') { '&' } else { '?' };
    html! {
        @if let Some(next) = next {
            p class="more" data-pager { a class="btn wide" rel="next" data-more href={ (path) (join) "cursor=" (next) } { (t!(viewer.lang, "posts-older")) } }
        }
    }
}
