//! While somebody writes, as JSON: how a text will look, and that they are typing.

use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use network::{App, Viewer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Path};

use super::TAG;
use crate::posts::actions;
use crate::posts::post::PostId;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewText {
    /// Markdown.
    #[schema(max_length = 20000)]
    text: String,
}

#[derive(Serialize, ToSchema)]
pub struct Preview {
    html: String,
}

/// How a text will look; nothing is kept.
#[utoipa::path(post, path = "/api/preview", tag = TAG, request_body = PreviewText,
    responses((status = 200, body = Preview), (status = 429)))]
pub async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    Json(typed): Json<PreviewText>,
) -> web::Result {
    let html = actions::preview(&app, &viewer, &typed.text)?;
    Ok(Json(Preview { html }).into_response())
}

/// Tells those who have the thread open that the caller is writing; nothing is kept.
#[utoipa::path(post, path = "/api/posts/{id}/typing", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 429)))]
pub async fn typing(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    actions::signal_typing(&app, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
