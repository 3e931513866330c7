//! Pages and forms of replies: answering, changing, deleting, reacting, typing.

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::{Error, Kind as ErrorKind, Result};
use live::Signal;
use maud::html;
use network::shell::{self, About};
use network::{App, Viewer};
use serde::Deserialize;
use web::components::{Field, field};
use web::{Form, KeyedForm, Path, Wants, see_other, t};

use super::post::{PostId, PostRow, Reaction, ReplyId, ReplyRow, Text};
use super::thread::{self, Part};
use super::{actions, queries, revision};

#[derive(Clone, Deserialize)]
pub struct ReplyForm {
    text: Option<String>,
    parent: Option<ReplyId>,
}

pub async fn reply(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path(id): Path<PostId>,
    KeyedForm(form, attempt): KeyedForm<ReplyForm>,
) -> web::Result {
    let ReplyForm { text, parent } = form;
    let text = text.unwrap_or_default();
    let done = match Text::check(&text, false) {
        Ok(text) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::reply(tx, viewer, id, parent, &text)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(reply) if wants == Wants::TurboStream => {
            let thread = thread::load_reply(&app, &viewer, reply).await?;
            Ok(thread::appended(&app, &viewer, &thread, &thread.replies[0]).into_response())
        }
        Ok(reply) => Ok(see_other(&format!("/posts/{id}#reply-{reply}"))),
        Err(error) if error.kind == ErrorKind::Invalid => {
            let part = Part {
                to: parent,
                ..Part::default()
            };
            let found = thread::load(&app, &viewer, id, part).await?;
            let mut page = thread::show(
                &app,
                &viewer,
                &found,
                app.hub.newest(),
                None,
                Some((&text, &error)),
            )
            .await?;
            *page.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Tells the others in the thread that the viewer writes; nothing is kept.
pub async fn typing(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    let now = app.store.clock().now();
    app.limits.drafting.check(&viewer.id.to_string(), now)?;
    let reader = viewer.clone();
    let post = app
        .store
        .read(move |db| queries::visible(db, &reader, id)?.ok_or_else(Error::not_found))
        .await?;
    app.hub.signal(Signal {
        kind: "typing".into(),
        key: id.raw(),
        place: actions::place(post.community_id, post.author_id),
        from: Some(viewer.id.raw()),
        text: viewer.person.name.clone(),
    });
    Ok(http::StatusCode::NO_CONTENT.into_response())
}

async fn visible(app: &App, viewer: &Viewer, id: ReplyId) -> Result<(PostRow, ReplyRow)> {
    let reader = viewer.clone();
    app.store
        .read(move |db| queries::visible_reply(db, &reader, id)?.ok_or_else(Error::not_found))
        .await
}

/// A reply in its newest form, in the place of its former self.
pub async fn card(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    let thread = thread::load_reply(&app, &viewer, id).await?;
    Ok(thread::replaced(&app, &viewer, &thread, &thread.replies[0]).into_response())
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    let reader = viewer.clone();
    let reply = app
        .store
        .read(move |db| queries::own_reply(db, &reader, id))
        .await?;
    Ok(edit_page(&app, &viewer, reply.post_id, id, &reply.body, None).await?)
}

async fn edit_page(
    app: &App,
    viewer: &Viewer,
    post: PostId,
    id: ReplyId,
    text: &str,
    error: Option<&Error>,
) -> Result<axum::response::Response> {
    let lang = viewer.lang;
    let heading = t!(lang, "posts-edit-reply-title");
    let wrong = web::errors::about(lang, error, "text");
    let main = html! {
        div class="feed stack" {
            h1 { (heading) }
            form class="card stack" method="post" action={ "/replies/" (id) "/edit" } {
                (field(&Field { label: &t!(lang, "posts-text"), name: "text", value: text, rows: Some(8), required: true, error: wrong.as_deref(), hint: Some(&t!(lang, "posts-markdown-hint")), ..Field::default() }))
                div class="row" { button class="btn primary" { (t!(lang, "posts-save")) } a class="btn ghost" href={ "/posts/" (post) "#reply-" (id) } { (t!(lang, "posts-cancel")) } }
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
    text: Option<String>,
}

pub async fn revise(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
    Form(form): Form<Edited>,
) -> web::Result {
    let text = form.text.unwrap_or_default();
    let done = match Text::check(&text, false) {
        Ok(checked) => {
            app.act(&viewer, move |tx, viewer| {
                actions::revise_reply(tx, viewer, id, &checked)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(post) => Ok(see_other(&format!("/posts/{post}#reply-{id}"))),
        Err(error) if error.kind == ErrorKind::Invalid => {
            let reader = viewer.clone();
            let reply = app
                .store
                .read(move |db| queries::own_reply(db, &reader, id))
                .await?;
            Ok(edit_page(&app, &viewer, reply.post_id, id, &text, Some(&error)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn history(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    let (post, reply) = visible(&app, &viewer, id).await?;
    let revisions = app
        .store
        .read(move |db| queries::revisions(db, id.raw(), 50))
        .await?;
    let back = format!("/posts/{}#reply-{id}", post.id);
    Ok(revision::history_page(&app, &viewer, &back, "", &reply.body, revisions).await?)
}

pub async fn ask_delete(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    let reader = viewer.clone();
    let (post, reply) = app
        .store
        .read(move |db| actions::deletable_reply(db, &reader, id))
        .await?;
    let what = super::headline("", &reply.plain);
    Ok(revision::ask(
        &app,
        &viewer,
        &format!("/replies/{id}/delete"),
        &format!("/posts/{}#reply-{id}", post.id),
        &what,
        "posts-delete-reply",
    )
    .await?)
}

pub async fn delete(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    let post = app
        .act(&viewer, move |tx, viewer| {
            actions::delete_reply(tx, viewer, id)
        })
        .await?;
    Ok(web::flash::leave(
        see_other(&format!("/posts/{post}")),
        &t!(viewer.lang, "posts-reply-deleted"),
    ))
}

pub async fn react(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path((id, name)): Path<(ReplyId, Reaction)>,
) -> web::Result {
    let target = actions::Target::Reply(id);
    let post = app
        .act(&viewer, move |tx, viewer| {
            actions::set_reaction(tx, viewer, target, name, actions::Wanted::Toggled)
        })
        .await?;
    match wants {
        Wants::TurboStream => Ok(http::StatusCode::NO_CONTENT.into_response()),
        _ => Ok(see_other(&format!("/posts/{post}#reply-{id}"))),
    }
}
