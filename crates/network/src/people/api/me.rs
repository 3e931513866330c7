//! Oneself for programs: what one says of oneself, and how one likes to read.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Time;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Json;

use super::PersonDetail;
use crate::App;
use crate::access::Viewer;
use crate::feed::Order;
use crate::people::actions::{self, Profile};
use crate::people::photo;

crate::words_schema!(Order);

#[derive(Serialize, ToSchema)]
pub struct Me {
    #[serde(flatten)]
    person: PersonDetail,
    employee_number: Option<String>,
    language: String,
    time_zone: String,
    theme: String,
    /// In which order the home feed is read when nothing else is asked for.
    feed_order: String,
}

/// What is left out stays as it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeChange {
    /// What one says of oneself; Markdown.
    #[schema(max_length = 2000)]
    about: Option<String>,
    /// `en` or `de`; a region behind it is left out.
    #[schema(max_length = 35)]
    language: Option<String>,
    /// A name of the IANA time zones, such as Europe/Berlin.
    #[schema(max_length = 64)]
    time_zone: Option<String>,
    #[schema(pattern = "^(auto|light|dark)$")]
    theme: Option<String>,
    feed_order: Option<Order>,
}

impl Me {
    fn new(viewer: &Viewer, now: Time) -> Me {
        let person = &viewer.person;
        Me {
            person: PersonDetail::new(viewer, person, now),
            employee_number: person.employee_number.clone(),
            language: person.language.clone(),
            time_zone: person.time_zone.clone(),
            theme: person.theme.clone(),
            feed_order: person.feed_order.clone(),
        }
    }
}

impl MeChange {
    fn over(self, profile: Profile) -> Profile {
        Profile {
            about: self.about.unwrap_or(profile.about),
            language: self.language.unwrap_or(profile.language),
            time_zone: self.time_zone.unwrap_or(profile.time_zone),
            theme: self.theme.unwrap_or(profile.theme),
        }
    }
}

/// Who am I?
#[utoipa::path(
    get, path = "/api/me", tag = "people",
    responses((status = 200, body = Me))
)]
pub async fn me(State(app): State<App>, viewer: Viewer) -> web::Result {
    Ok(Json(Me::new(&viewer, app.store.clock().now())).into_response())
}

/// Changes what one says of oneself, and how one reads.
#[utoipa::path(
    patch, path = "/api/me", tag = "people", request_body = MeChange,
    responses((status = 200, body = Me))
)]
pub async fn change_me(
    State(app): State<App>,
    viewer: Viewer,
    Json(change): Json<MeChange>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        let change = change.clone();
        if let Some(order) = change.feed_order {
            actions::set_feed_order(tx, viewer, order)?;
        }
        actions::save_profile(tx, viewer, &change.over(Profile::of(&viewer.person)))
    })
    .await?;
    let now = app.store.clock().now();
    let fresh = app.store.read(move |db| viewer.fresh(db, now)).await?;
    Ok(Json(Me::new(&fresh, now)).into_response())
}

/// Shows another photo of oneself: a JPEG, PNG or WebP of at most 10 MB and 50 megapixels.
///
/// A small square of it is kept and nothing else.
#[utoipa::path(
    put, path = "/api/me/photo", tag = "people",
    request_body(content(("image/jpeg"), ("image/png"), ("image/webp"))),
    responses((status = 204))
)]
pub async fn set_photo(
    State(app): State<App>,
    viewer: Viewer,
    request: Request,
) -> web::Result<Response> {
    let picture = photo::prepare(photo::receive_bare(request).await?).await?;
    app.act(&viewer, move |tx, viewer| {
        actions::set_photo(tx, viewer, Some(&picture))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Shows no photo of oneself.
#[utoipa::path(
    delete, path = "/api/me/photo", tag = "people",
    responses((status = 204))
)]
pub async fn remove_photo(State(app): State<App>, viewer: Viewer) -> web::Result<Response> {
    app.act(&viewer, |tx, viewer| actions::set_photo(tx, viewer, None))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
