//! Signing in and out for programs.
//!
//! The token of a session is worth as much as the cookie; a program that stays should use one made
//! in the settings.

mod passwords;
mod tokens;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::SET_COOKIE;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Path};

use super::queries::{self, SessionRow};
use super::{Origin, SessionId, actions, split_secret};
use crate::access::Viewer;
use crate::people::PersonId;
use crate::{App, wire};

pub use passwords::*;
pub use tokens::*;

/// A mail address or employee number, and the password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    login: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
pub struct NewSession {
    /// For `Authorization: Bearer …`; also set as a cookie.
    token: String,
    /// Who is signed in.
    #[schema(value_type = i64)]
    person: PersonId,
    /// When the session ends at the latest; unused it ends after 30 days.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Where somebody is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionShown {
    #[schema(value_type = i64)]
    id: SessionId,
    /// What the browser or program said of itself.
    device: String,
    /// Used by several people; it ends after five minutes without use.
    shared_device: bool,
    /// The one this request is made with.
    current: bool,
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last used, to a few minutes.
    #[schema(format = DateTime)]
    seen_at: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Sessions)]
pub struct SessionList {
    sessions: Vec<SessionShown>,
    /// For the next page; null at the end, which the hundred used last are.
    next: Option<String>,
}

/// Sign in
///
/// Unknown and known accounts answer alike. Sign-in takes no idempotency key.
#[utoipa::path(
    post, path = "/api/sessions", tag = "sessions", request_body = Credentials, security(()),
    responses((status = 201, body = NewSession), (status = 429))
)]
pub async fn create_session(
    State(app): State<App>,
    origin: Origin,
    Json(credentials): Json<Credentials>,
) -> web::Result {
    let Credentials { login, password } = &credentials;
    let secret = actions::sign_in(&app, login, password, origin).await?;
    let session = new_session(&app, &secret.text).await?;
    let mut answer: Response = (StatusCode::CREATED, Json(session)).into_response();
    let cookie = app.cookie.set(&secret.text, None);
    answer.headers_mut().append(SET_COOKIE, cookie);
    Ok(answer)
}

/// Sign out
///
/// Ends the session this request is made with. A token of the settings is not a session: 403.
#[utoipa::path(
    delete, path = "/api/sessions/current", tag = "sessions",
    responses((status = 204))
)]
pub async fn end_session(State(app): State<App>, viewer: Viewer) -> web::Result {
    let session = viewer.own_session()?;
    app.act(&viewer, move |tx, viewer| {
        actions::leave(tx, viewer.id, session)
    })
    .await?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    answer.headers_mut().append(SET_COOKIE, app.cookie.clear());
    Ok(answer)
}

/// Where one is signed in, what was used last first.
#[utoipa::path(
    get, path = "/api/sessions", tag = "sessions",
    responses((status = 200, body = SessionList))
)]
pub async fn list_sessions(State(app): State<App>, viewer: Viewer) -> web::Result {
    let id = viewer.id;
    let rows = app.store.read(move |db| queries::sessions(db, id)).await?;
    let shown = |row: SessionRow| SessionShown {
        current: viewer.session == Some(row.id),
        id: row.id,
        device: row.device,
        shared_device: row.shared_device,
        created_at: wire::time(row.created_at),
        seen_at: wire::time(row.seen_at),
    };
    let sessions = rows.into_iter().map(shown).collect();
    Ok(Json(SessionList {
        sessions,
        next: None,
    })
    .into_response())
}

/// Ends all sessions of one's own but the one this request is made with.
///
/// A token of the settings is not a session: 403.
#[utoipa::path(
    delete, path = "/api/sessions", tag = "sessions",
    responses((status = 204))
)]
pub async fn end_other_sessions(State(app): State<App>, viewer: Viewer) -> web::Result {
    app.act(&viewer, actions::end_other_sessions).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Ends one session of one's own; only for somebody who is signed in.
#[utoipa::path(
    delete, path = "/api/sessions/{id}", tag = "sessions", params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn end_one_session(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<SessionId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::end_own_session(tx, viewer, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn new_session(app: &App, secret: &str) -> kernel::Result<NewSession> {
    let (id, _) = split_secret(secret).expect("a secret just made is one");
    let key = app
        .caches
        .keys
        .fetch(&app.store, id, move |db| queries::key(db, id))
        .await?;
    let key = key
        .as_ref()
        .as_ref()
        .ok_or_else(|| kernel::Error::internal("a session was just made"))?;
    let expires_at = wire::time(key.expires_at.unwrap_or_default());
    Ok(NewSession {
        token: secret.to_owned(),
        person: key.person_id,
        expires_at,
    })
}
