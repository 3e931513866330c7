//! Changing and deleting a post, and what it said before.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Kind as ErrorKind, Result};
use maud::html;
use network::shell::{self, About};
use network::{App, Viewer};
use serde::Deserialize;
use web::components::{field, idempotency_key};
use web::errors::about;
use web::{Form, Path, icon, see_other, t};

use super::composer::key;
use super::post::{Kind, PostId, Revision, Text};
use super::{actions, queries};

async fn visible(app: &App, viewer: &Viewer, id: PostId) -> Result<queries::Own> {
    let reader = viewer.clone();
    app.store
        .read(move |db| queries::own(db, &reader, id))
        .await
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    let queries::Own(post) = visible(&app, &viewer, id).await?;
    Ok(edit_page(&app, &viewer, id, post.kind, &post.title, &post.body, None).await?)
}

async fn edit_page(
    app: &App,
    viewer: &Viewer,
    id: PostId,
    kind: Kind,
    title: &str,
    text: &str,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let heading = t!(lang, "posts-edit-title");
    let (wrong_title, wrong_text) = (about(lang, error, "title"), about(lang, error, "text"));
    let main = html! {
        div class="feed stack" {
            h1 { (heading) }
            form class="card stack" method="post" action={ "/posts/" (id) "/edit" } {
                (field(&web::components::Field { label: &t!(lang, "posts-title"), name: "title", value: title, required: kind == Kind::Question, error: wrong_title.as_deref(), max_chars: Some(200), ..Default::default() }))
                (field(&web::components::Field { label: &t!(lang, "posts-text"), name: "text", value: text, rows: Some(10), error: wrong_text.as_deref(), hint: Some(&t!(lang, "posts-markdown-hint")), ..Default::default() }))
                div class="row" { button class="btn primary" { (t!(lang, "posts-save")) } a class="btn ghost" href={ "/posts/" (id) } { (t!(lang, "posts-cancel")) } }
            }
        }
    };
    let mut page = shell::page(
        app,
        viewer,
        About {
            title: &heading,
            private: true,
            ..About::default()
        },
        main,
    )
    .await?;
    if error.is_some() {
        *page.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

#[derive(Deserialize)]
pub struct Edited {
    title: Option<String>,
    text: Option<String>,
}

pub async fn revise(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(form): Form<Edited>,
) -> web::Result {
    let (title, text) = (
        form.title.unwrap_or_default(),
        form.text.unwrap_or_default(),
    );
    let done = match Text::check(&text, true) {
        Ok(checked) => {
            let title = title.clone();
            app.act(&viewer, move |tx, viewer| {
                actions::revise(tx, viewer, id, &title, &checked)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/posts/{id}"))),
        Err(error) if error.kind == ErrorKind::Invalid => {
            let queries::Own(post) = visible(&app, &viewer, id).await?;
            Ok(edit_page(&app, &viewer, id, post.kind, &title, &text, Some(&error)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn history(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> web::Result {
    let reader = viewer.clone();
    let (post, revisions) = app
        .store
        .read(move |db| {
            let post = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
            Ok((post, queries::revisions(db, id.raw(), 50)?))
        })
        .await?;
    Ok(history_page(
        &app,
        &viewer,
        &format!("/posts/{id}"),
        &post.title,
        &post.body,
        revisions,
    )
    .await?)
}

/// Earlier texts under the present one.
pub async fn history_page(
    app: &App,
    viewer: &Viewer,
    back: &str,
    title: &str,
    body: &str,
    revisions: Vec<Revision>,
) -> Result<Response> {
    let (lang, zone, now) = (viewer.lang, viewer.zone(), app.store.clock().now());
    let heading = t!(lang, "posts-history");
    let text = |title: &str, body: &str| {
        html! {
            @if !title.is_empty() { h3 { (title) } }
            p class="source" { (body) }
        }
    };
    let main = html! {
        div class="feed stack" {
            p { a href=(back) { (icon("arrow-left")) " " (t!(lang, "posts-back")) } }
            h1 { (heading) }
            section class="card stack tight" { h2 { (t!(lang, "posts-now")) } (text(title, body)) }
            @if revisions.is_empty() { p class="muted" { (t!(lang, "posts-never-edited")) } }
            @for revision in &revisions {
                section class="card stack tight" {
                    h2 { (t!(lang, "posts-until", name = &revision.editor)) " " (web::time(revision.at, now, lang, &zone)) }
                    (text(&revision.title, &revision.body))
                }
            }
        }
    };
    shell::page(
        app,
        viewer,
        About {
            title: &heading,
            private: true,
            ..About::default()
        },
        main,
    )
    .await
}

pub async fn ask_delete(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> web::Result {
    let reader = viewer.clone();
    let post = app
        .store
        .read(move |db| actions::deletable(db, &reader, id))
        .await?;
    Ok(ask(
        &app,
        &viewer,
        &format!("/posts/{id}/delete"),
        &format!("/posts/{id}"),
        &post.headline(),
        "posts-delete-post",
    )
    .await?)
}

/// A question before a deletion, as a page: nothing is lost by one wrong tap.
pub async fn ask(
    app: &App,
    viewer: &Viewer,
    action: &str,
    back: &str,
    what: &str,
    text: &str,
) -> Result<Response> {
    let lang = viewer.lang;
    let heading = t!(lang, &format!("{text}-title"));
    let main = html! {
        div class="feed stack" {
            h1 { (heading) }
            section class="card stack" {
                p { b { (what) } }
                p class="soft" { (t!(lang, &format!("{text}-text"))) }
                form method="post" action=(action) class="row wrap" {
                    (idempotency_key(&key(app.store.random())))
                    button class="btn danger" { (t!(lang, "posts-delete")) }
                    a class="btn ghost" href=(back) { (t!(lang, "posts-cancel")) }
                }
            }
        }
    };
    shell::page(
        app,
        viewer,
        About {
            title: &heading,
            private: true,
            ..About::default()
        },
        main,
    )
    .await
}

pub async fn delete(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::delete(tx, viewer, id))
        .await?;
    Ok(web::flash::leave(
        see_other("/"),
        &t!(viewer.lang, "posts-deleted"),
    ))
}
