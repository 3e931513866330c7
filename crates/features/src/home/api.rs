//! The home feed as JSON.

use axum::extract::State;
use axum::response::IntoResponse;
use network::feed::{self, Order};
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use web::{Json, Query};

use crate::posts::api::{Item, items};
use crate::stories;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// ranked or latest; the reader's own choice when left out.
    #[param(value_type = Option<String>, pattern = "^(ranked|latest)$")]
    order: Option<Order>,
    /// From `next` of the page before; it keeps its order.
    cursor: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub struct Feed {
    items: Vec<Item>,
    /// A recent story that the reader can act on; it belongs below the third item. Only in the first page of the ranked order,
    /// another one each day, and not again once they read or dismissed it. Null when there is none.
    #[schema(value_type = Option<stories::InFeed>)]
    story: Option<Box<RawValue>>,
    /// Give it as `cursor` for the next page; null at the end.
    next: Option<String>,
}

/// What concerns the reader: their communities, the whole network, storylines they follow.
#[utoipa::path(get, path = "/api/feed", tag = "feed", params(Paging),
    responses((status = 200, body = Feed)))]
pub async fn feed(
    State(app): State<App>,
    viewer: Viewer,
    Query(paging): Query<Paging>,
) -> web::Result {
    let limit = wire::limit(paging.limit)? as usize;
    let order = paging
        .order
        .or_else(|| viewer.person.feed_order.parse().ok())
        .unwrap_or(Order::Ranked);
    let cursor = paging.cursor.as_deref();
    let home = feed::Home::of(&app, &viewer).await?;
    let page = home.page(order, cursor, limit).await?;
    let between = feed::between(&app, &viewer, order, cursor).await?;
    let items = items(&app, &viewer, &page.shown).await?;
    Ok(Json(Feed {
        items,
        story: between.map(|story| story.json.clone()),
        next: page.next,
    })
    .into_response())
}
