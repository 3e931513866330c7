//! Notifications for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Path, Query};

use super::actions;
use super::list::{self, Which};
use super::queries::{NotificationId, Reason, Row};
use super::views;
use crate::access::Viewer;
use crate::{App, wire};

crate::words_schema!(Reason);

/// Something that happened in a thread; one for each thread.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notification {
    id: i64,
    post: i64,
    /// The reply it is about; null when it is about the post.
    reply: Option<i64>,
    reason: Reason,
    actor: Actor,
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
        .rows
        .iter()
        .map(|row| Notification::of(&viewer, row))
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
    fn of(viewer: &Viewer, row: &Row) -> Notification {
        Notification {
            id: row.id.raw(),
            post: row.post_id,
            reply: row.reply_id,
            reason: row.reason,
            actor: Actor {
                id: row.actor_id.raw(),
                name: row.actor.clone(),
            },
            others: row.others > 0,
            text: views::line(viewer.lang, row),
            at: wire::time(row.at),
            read: row.read_at.is_some(),
            muted: row.muted,
        }
    }
}
