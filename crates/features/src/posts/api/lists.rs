//! Posts by topic and by person, as JSON.

use axum::extract::State;
use axum::response::IntoResponse;
use network::{App, PersonId, Viewer, wire};
use web::{Json, Path, Query};

use super::{Page, Paging, TAG, items};
use crate::posts::lists::{self, List};

/// Posts with a topic, newest first.
#[utoipa::path(get, path = "/api/topics/{topic}", tag = TAG,
    params(("topic" = String, Path, description = "Without its #"), Paging),
    responses((status = 200, body = Page)))]
pub async fn of_topic(
    State(app): State<App>,
    viewer: Viewer,
    Path(topic): Path<String>,
    Query(paging): Query<Paging>,
) -> web::Result {
    let limit = wire::limit(paging.limit)? as usize;
    let topic = lists::topic(&topic);
    let list = lists::of_topic(&app, &viewer, &topic, paging.cursor.as_deref(), limit).await?;
    show(&app, &viewer, list).await
}

/// What somebody wrote where the reader may read it, newest first.
#[utoipa::path(get, path = "/api/people/{id}/posts", tag = TAG, params(("id" = i64, Path), Paging),
    responses((status = 200, body = Page)))]
pub async fn of_person(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Query(paging): Query<Paging>,
) -> web::Result {
    let limit = wire::limit(paging.limit)? as usize;
    let list = lists::of_person(&app, &viewer, id, paging.cursor.as_deref(), limit).await?;
    show(&app, &viewer, list).await
}

async fn show(app: &App, viewer: &Viewer, list: List) -> web::Result {
    let items = items(app, viewer, &list.shown).await?;
    Ok(Json(Page {
        items,
        next: list.next,
    })
    .into_response())
}
