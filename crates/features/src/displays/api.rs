//! Displays for programs: those who look after many screens make them by script.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use kernel::Error;
use network::{App, Viewer, paging, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Path, Query};

use super::display::{Display, DisplayId, Draft};
use super::{actions, pages, queries};

const TAG: &str = "displays";
const PURPOSE: &str = "api-displays";

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Display)]
pub struct Line {
    id: i64,
    name: String,
    site: String,
    made_by: String,
    /// Null until somebody opens its link.
    #[schema(format = DateTime)]
    opened_at: Option<String>,
    /// The day, in UTC, on which the screen asked last.
    seen_on: Option<String>,
    #[schema(format = DateTime)]
    ends_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Displays {
    displays: Vec<Line>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDisplay {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// By its name.
    site: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct MadeDisplay {
    #[serde(flatten)]
    made: Line,
    /// To be opened once, on the screen. It is shown this once.
    link: String,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

fn line(it: Display) -> Line {
    let day = |at: String| at.split('T').next().unwrap_or_default().to_owned();
    Line {
        id: it.id.raw(),
        name: it.name,
        site: it.site,
        made_by: it.made_by,
        opened_at: it.opened_at.map(wire::time),
        seen_on: it.seen_day.map(|at| day(wire::time(at))),
        ends_at: wire::time(it.ends_at),
    }
}

/// All displays, the newest first; for administrators and community managers.
#[utoipa::path(get, path = "/api/displays", tag = TAG, params(Paging), responses((status = 200, body = Displays), (status = 403)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Paging>,
) -> web::Result<Json<Displays>> {
    actions::looks_after(&viewer)?;
    let limit = wire::limit(asked.limit)?;
    let below = paging::after::<Display>(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| queries::list(db, &reader, below, limit + 1));
    let mut rows = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize, |it| {
        it.id
    });
    let displays = rows.into_iter().map(line).collect();
    Ok(Json(Displays { displays, next }))
}

/// Makes a display at a site; for administrators and community managers.
///
/// Its link is told once, so the request takes no idempotency key.
#[utoipa::path(post, path = "/api/displays", tag = TAG, request_body = NewDisplay,
    responses((status = 201, body = MadeDisplay), (status = 403), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Json(new): Json<NewDisplay>,
) -> web::Result<Response> {
    let draft = Draft {
        name: new.name,
        site: new.site,
    };
    let act = app.act(&viewer, move |tx, viewer| {
        actions::create(tx, viewer, &draft)
    });
    let (id, secret) = act.await?;
    let link = pages::address(&app, &headers, &secret);
    let found = app.store.read(move |db| queries::by_id(db, id)).await?;
    let made = line(found.ok_or_else(Error::not_found)?);
    Ok((StatusCode::CREATED, Json(MadeDisplay { made, link })).into_response())
}

/// Takes a display back; its screen shows nothing any more.
#[utoipa::path(delete, path = "/api/displays/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<DisplayId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| actions::end(tx, viewer, id));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
