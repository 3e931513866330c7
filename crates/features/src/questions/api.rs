//! Questions as JSON.

use axum::extract::State;
use axum::response::IntoResponse;
use network::{App, Viewer, wire};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Json, Query};

use super::pages;
use super::queries::Which;
use crate::posts::api::{Page, items};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// open (default), all or mine.
    #[param(value_type = Option<String>, pattern = "^(open|all|mine)$")]
    which: Option<Which>,
    /// From `next` of the page before.
    cursor: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Questions of the reader's communities, newest first.
#[utoipa::path(get, path = "/api/questions", tag = "questions", params(Paging),
    responses((status = 200, body = Page)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(paging): Query<Paging>,
) -> web::Result {
    let limit = wire::limit(paging.limit)? as usize;
    let which = paging.which.unwrap_or(Which::Open);
    let page = pages::page(&app, &viewer, which, paging.cursor.as_deref(), limit).await?;
    Ok(Json(Page {
        items: items(&app, &viewer, &page.shown).await?,
        next: page.next,
    })
    .into_response())
}
