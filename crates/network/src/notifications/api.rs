//! Notifications for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Path, Query};

use super::actions;
use super::list::{self, Line, Which};
use super::queries::{NotificationId, Reason};
use super::views;
use crate::access::Viewer;
use crate::{App, wire};

crate::words_schema!(Reason);

/// Something that happened in a thread, one for each thread; or to another thing, one for each thing and kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notification {
    id: i64,
    /// Null when it is about no thread.
    post: Option<i64>,
    /// The reply it is about; null when it is about the post.
    reply: Option<i64>,
    /// Null when it is about no thread.
    reason: Option<Reason>,
    /// The other thing; null when it is about a thread.
    about: Option<About>,
    /// Null where nobody did something: a day came.
    actor: Option<Actor>,
    /// Other people did something in the thread too since it was read.
    others: bool,
    /// What happened, as a sentence in the reader's language.
    text: String,
    #[schema(format = DateTime)]
    at: String,
    read: bool,
    muted: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationActor)]
pub struct Actor {
    id: i64,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationAbout)]
pub struct About {
    /// What happened, in one word of the program: `replication`, `story-praised`.
    kind: &'static str,
    /// Of the story or replication.
    id: i64,
    /// Its page.
    path: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Notifications {
    notifications: Vec<Notification>,
    unread: i64,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only what is unread.
    unread: Option<bool>,
    /// From the page before.
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// The newest first.
#[utoipa::path(
    get,
    path = "/api/notifications",
    tag = "notifications",
    params(Asked),
    responses((status = 200, body = Notifications))
)]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Notifications>> {
    let which = if asked.unread == Some(true) {
        Which::Unread
    } else {
        Which::All
    };
    let limit = wire::limit(asked.limit)?;
    let page = list::page(&app, &viewer, which, asked.cursor.as_deref(), limit).await?;
    let notifications = page
        .lines
        .iter()
        .map(|line| Notification::of(&viewer, line))
        .collect();
    Ok(Json(Notifications {
        notifications,
        unread: page.unread,
        next: page.next,
    }))
}

/// Marks all of them as read.
#[utoipa::path(
    post,
    path = "/api/notifications/read",
    tag = "notifications",
    responses((status = 204))
)]
pub async fn read_all(State(app): State<App>, viewer: Viewer) -> web::Result<Response> {
    app.act(&viewer, actions::read_all).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Marks one as read.
#[utoipa::path(
    post,
    path = "/api/notifications/{id}/read",
    tag = "notifications",
    params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| actions::read(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// No more of the thread it is about, and what was told of it is read.
#[utoipa::path(
    put,
    path = "/api/notifications/{id}/mute",
    tag = "notifications",
    params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| actions::mute(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Tells of the thread again.
#[utoipa::path(
    delete,
    path = "/api/notifications/{id}/mute",
    tag = "notifications",
    params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| actions::unmute(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl Notification {
    fn of(viewer: &Viewer, line: &Line) -> Notification {
        let common = Notification {
            id: line.id().raw(),
            post: None,
            reply: None,
            reason: None,
            about: None,
            actor: None,
            others: false,
            text: views::line(viewer.lang, line),
            at: wire::time(line.at()),
            read: line.is_read(),
            muted: false,
        };
        match line {
            Line::Thread(row) => Notification {
                post: Some(row.post_id),
                reply: row.reply_id,
                reason: Some(row.reason),
                actor: Some(Actor {
                    id: row.actor_id.raw(),
                    name: row.actor.clone(),
                }),
                others: row.others > 0,
                muted: row.muted,
                ..common
            },
            Line::Notice(told) => {
                let actor = told.row.actor_id.zip(told.row.actor.clone());
                Notification {
                    about: Some(About {
                        kind: told.kind.name,
                        id: told.row.subject_id,
                        path: told.about.href.clone(),
                    }),
                    actor: actor.map(|(id, name)| Actor { id: id.raw(), name }),
                    ..common
                }
            }
        }
    }
}
