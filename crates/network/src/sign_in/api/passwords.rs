//! Changing one's password, and access codes for others, for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Error;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Path};

use crate::access::Viewer;
use crate::people::PersonId;
use crate::sign_in::{NewPassword, actions, queries};
use crate::{App, wire};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    old_password: String,
    /// None of the common ones.
    #[schema(min_length = 8, max_length = 128)]
    password: String,
}

/// For the first sign-in of one person, with their employee number or mail address.
#[derive(Serialize, ToSchema)]
pub struct IssuedCode {
    /// Shown this once; five wrong tries make it void.
    code: String,
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Changes one's own password; only for somebody who is signed in.
///
/// All other sessions end, and all tokens.
#[utoipa::path(
    post, path = "/api/me/password", tag = "sessions", request_body = PasswordChange,
    responses((status = 204), (status = 429))
)]
pub async fn change_password(
    State(app): State<App>,
    viewer: Viewer,
    Json(change): Json<PasswordChange>,
) -> web::Result<Response> {
    let new = NewPassword::check(&change.password)?;
    actions::change_password(&app, &viewer, &change.old_password, new).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Issues an access code; one issued before is void.
///
/// Administrators for anybody, whose sessions then end; coordinators for people of their sites who
/// have no role and have not signed in yet.
#[utoipa::path(
    post, path = "/api/people/{id}/access-code", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    responses((status = 201, body = IssuedCode), (status = 429))
)]
pub async fn issue_code(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result<Response> {
    let code = actions::issue_code(&app, &viewer, id).await?;
    let state = app.store.read(move |db| queries::code_state(db, id));
    let state = state.await?.ok_or_else(Error::not_found)?;
    let issued = IssuedCode {
        code: code.shown(),
        expires_at: wire::time(state.expires_at),
    };
    Ok((StatusCode::CREATED, Json(issued)).into_response())
}
