//! The list of notifications, the panel under the bell, and their being read or muted.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use web::layout::BELL_FRAME;
use web::{Flash, Json, Path, Query, Wants, flash, see_other, t, turbo_stream};

use super::list::{self, Line, Which};
use super::notices::{self, Told};
use super::queries::{self, NotificationId};
use super::{actions, views};
use crate::App;
use crate::access::Viewer;
use crate::shell::{self, About};

const PAGE: i64 = 30;
const PANEL: i64 = 8;

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Show {
    New,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: Option<Show>,
    cursor: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let position = Some(app.hub.newest());
    let which = asked.show.map_or(Which::All, |Show::New| Which::Unread);
    let page = list::page(&app, &viewer, which, asked.cursor.as_deref(), PAGE).await?;
    let reader = views::Reader::new(&app, &viewer);
    let main = views::page(&reader, &page, which, asked.cursor.is_none());
    let title = t!(viewer.lang, "notifications-title");
    let flash = flash.as_deref();
    let about = About {
        title: &title,
        current: "/notifications",
        position,
        private: true,
        flash,
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

/// The newest few, as a fragment for the frame under the bell.
pub async fn panel(State(app): State<App>, viewer: Viewer) -> web::Result {
    let page = list::page(&app, &viewer, Which::All, None, PANEL).await?;
    Ok(views::panel(&views::Reader::new(&app, &viewer), &page).into_response())
}

#[derive(Serialize)]
struct Count {
    count: i64,
}

pub async fn count(State(app): State<App>, viewer: Viewer) -> web::Result {
    let count = super::bell(&app, &viewer).await?.unread;
    Ok(Json(Count { count }).into_response())
}

/// Leads to what it is about. Reading there, not this, marks it as read.
pub async fn open(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> web::Result {
    let person = viewer.id;
    let found = app
        .store
        .read(move |db| queries::own(db, id, person))
        .await?;
    let Some((post, reply)) = found else {
        let told = notice(&app, &viewer, id).await?;
        return Ok(see_other(&told.ok_or_else(Error::not_found)?.about.href));
    };
    let part = reply
        .map(|reply| format!("#reply-{reply}"))
        .unwrap_or_default();
    Ok(see_other(&format!("/posts/{post}{part}")))
}

async fn notice(app: &App, viewer: &Viewer, id: NotificationId) -> Result<Option<Told>> {
    let (features, reader) = (app.features, viewer.clone());
    app.store
        .read(move |db| notices::one(db, features, &reader, id))
        .await
}

pub async fn read_all(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> web::Result {
    app.act(&viewer, actions::read_all).await?;
    if headers
        .get("turbo-frame")
        .is_some_and(|frame| frame == BELL_FRAME)
    {
        return Ok(see_other("/notifications/panel"));
    }
    Ok(flash::leave(
        see_other("/notifications"),
        &t!(viewer.lang, "notifications-all-read"),
    ))
}

pub async fn read(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path(id): Path<NotificationId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::read(tx, viewer, id))
        .await?;
    row(&app, &viewer, wants, id, "notifications-read-said").await
}

pub async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path(id): Path<NotificationId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::mute(tx, viewer, id))
        .await?;
    row(&app, &viewer, wants, id, "notifications-muted-said").await
}

pub async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    wants: Wants,
    Path(id): Path<NotificationId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::unmute(tx, viewer, id))
        .await?;
    row(&app, &viewer, wants, id, "notifications-unmuted-said").await
}

/// The line again where it stands, or back to the list.
async fn row(
    app: &App,
    viewer: &Viewer,
    wants: Wants,
    id: NotificationId,
    said: &str,
) -> web::Result<Response> {
    if wants != Wants::TurboStream {
        return Ok(flash::leave(
            see_other("/notifications"),
            &t!(viewer.lang, said),
        ));
    }
    let (person, guest) = (viewer.id, viewer.is_guest());
    let memberships = viewer.memberships.clone();
    let found = app
        .store
        .read(move |db| queries::visible(db, person, guest, memberships.by_rule(), id))
        .await?;
    let target = views::row_id(id);
    let line = match found {
        Some(row) => Some(Line::Thread(row)),
        None => notice(app, viewer, id).await?.map(Line::Notice),
    };
    Ok(match line {
        Some(line) => turbo_stream(
            "replace",
            &target,
            views::row(&views::Reader::new(app, viewer), &line),
        ),
        None => turbo_stream("remove", &target, maud::html! {}),
    }
    .into_response())
}
