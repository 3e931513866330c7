//! Forms of replies: answering, reacting, typing.

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::Kind as ErrorKind;
use network::{App, Viewer};
use serde::Deserialize;
use web::{KeyedForm, Path, Wants, see_other};

use super::actions;
use super::post::{PostId, Reaction, ReplyId, Text};
use super::thread::{self, Part};

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

pub async fn typing(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    actions::signal_typing(&app, &viewer, id).await?;
    Ok(http::StatusCode::NO_CONTENT.into_response())
}

/// A reply in its newest form, in the place of its former self.
pub async fn card(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    let thread = thread::load_reply(&app, &viewer, id).await?;
    Ok(thread::replaced(&app, &viewer, &thread, &thread.replies[0]).into_response())
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
