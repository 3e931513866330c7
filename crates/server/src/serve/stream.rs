//! `GET /stream`: what changes, told as it happens (server-sent events).
//!
//! An event names a kind, a key and a place, never content; the page fetches what it shows.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use kernel::{Error, Kind};
use live::{Join, Joined, Tag};
use network::sign_in::split_secret;
use network::{App, Viewer, access};
use serde::Deserialize;
use web::{Query, Routes};

use super::admission::Reader;

pub fn routes() -> Routes<App> {
    Routes::new()
        .get("/stream", stream)
        .api(utoipa_axum::routes!(api_stream))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    after: Option<String>,
}

/// Changes as they happen
///
/// A `text/event-stream` that stays open. Events named `change` carry `{"kind", "key", "place",
/// "spread"}`; fetch what you show of it, at a random moment within `spread` seconds, because so many
/// others do. `resync` means that something was missed: look at everything again, spread likewise.
/// `end` means that the session is over. Come back with the last event's id to go on where you were.
#[utoipa::path(
    get,
    path = "/api/stream",
    tag = "live",
    params(
        ("after" = Option<String>, Query, description = "The id of the last event you had; or send it as Last-Event-ID"),
    ),
    responses(
        (status = 200, description = "Events, without end", content_type = "text/event-stream", body = String),
        (status = 503, description = "As many streams as this node can hold; try again later"),
    )
)]
async fn api_stream(
    app: State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    asked: Query<Asked>,
) -> web::Result {
    stream(app, viewer, headers, asked).await
}

async fn stream(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> web::Result {
    let seal = app.seal(&viewer);
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .map(str::to_owned);
    // What does not open is of another session or another life of the database: begin anew.
    let after = last
        .or(asked.after)
        .map(|id| seal.open(&id).unwrap_or(i64::MIN));
    let tag = Tag {
        session: key(&app, &headers)?,
        person: viewer.id.raw(),
    };
    let reader = Reader::new(app.clone(), &viewer);
    let admit = Arc::new(move |event: &live::Event| reader.admit(event));
    let Joined::Live(stream) = app.hub.join(Join {
        tag,
        after,
        seal,
        admit,
    }) else {
        return Err(Error::unavailable("streams_full", 30).into());
    };
    still_signed_in(&app, &headers).await?;
    Ok(answer(Body::from_stream(stream)))
}

/// The number of the session or token that the request came with.
fn key(app: &App, headers: &HeaderMap) -> kernel::Result<i64> {
    let secret = access::bearer(headers)
        .map(str::to_owned)
        .or_else(|| app.cookie.read(headers));
    let key = secret.as_deref().and_then(split_secret).map(|(id, _)| id);
    key.ok_or_else(|| Error::new(Kind::Unauthenticated, "signed_out"))
}

/// A session that ended while its stream was joining was looked for before the stream was there.
async fn still_signed_in(app: &App, headers: &HeaderMap) -> web::Result<()> {
    let mut again = http::Request::new(()).into_parts().0;
    again.headers = headers.clone();
    Viewer::from_request_parts(&mut again, app)
        .await
        .map(|_| ())
}

fn answer(body: Body) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Proxies would otherwise collect events before they pass them on.
        (
            header::HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    (headers, body).into_response()
}
