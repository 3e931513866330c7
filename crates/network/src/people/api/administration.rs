//! What administrators decide of people, for programs: role, active or not, the sites somebody
//! gives out access codes for.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Path};

use super::{PersonDetail, detail};
use crate::App;
use crate::access::Viewer;
use crate::people::person::{PersonId, Role, Site, SiteId, SiteKind};
use crate::people::{actions, directory, queries, roles};

crate::words_schema!(SiteKind);

/// What is left out stays as it is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// Whether the person may sign in. What somebody wrote stays when they no longer may.
    active: Option<bool>,
    /// Another one ends the person's sessions. Guests stay guests.
    role: Option<Role>,
}

/// A place of work.
#[derive(Serialize, ToSchema)]
#[schema(as = Site)]
pub struct SiteShown {
    #[schema(value_type = i64)]
    id: SiteId,
    name: String,
    kind: SiteKind,
    town: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Sites)]
pub struct SiteList {
    sites: Vec<SiteShown>,
    /// For the next page; null at the end, which the first thousand are.
    next: Option<String>,
}

impl SiteList {
    fn of(sites: Vec<Site>) -> SiteList {
        let shown = |site: Site| SiteShown {
            id: site.id,
            name: site.name,
            kind: site.kind,
            town: site.town,
        };
        SiteList {
            sites: sites.into_iter().map(shown).collect(),
            next: None,
        }
    }
}

/// Gives somebody another role, deactivates or reactivates them; for administrators.
#[utoipa::path(
    patch, path = "/api/people/{id}", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    request_body = PersonChange,
    responses((status = 200, body = PersonDetail), (status = 409))
)]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Json(change): Json<PersonChange>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::administered(tx, viewer, id)?;
        if let Some(role) = change.role {
            roles::set_role(tx, viewer, id, role)?;
        }
        match change.active {
            Some(true) => actions::reactivate(tx, viewer, id),
            Some(false) => actions::deactivate(tx, Some(viewer), id),
            None => Ok(()),
        }
    })
    .await?;
    Ok(Json(detail(&app, &viewer, id).await?).into_response())
}

/// Places of work, by name; guests are told none.
#[utoipa::path(
    get, path = "/api/sites", tag = "people",
    responses((status = 200, body = SiteList))
)]
pub async fn sites(State(app): State<App>, viewer: Viewer) -> web::Result {
    let choices = directory::choices(&app, &viewer).await?;
    Ok(Json(SiteList::of(choices.sites)).into_response())
}

/// The sites for which somebody gives out access codes; for administrators.
#[utoipa::path(
    get, path = "/api/people/{id}/sites", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    responses((status = 200, body = SiteList), (status = 403))
)]
pub async fn coordinated(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    let read = app.store.read(move |db| {
        actions::administered(db, &viewer, id)?;
        queries::coordinated_sites(db, id)
    });
    Ok(Json(SiteList::of(read.await?)).into_response())
}

/// Lets somebody give out access codes at a site; for administrators.
#[utoipa::path(
    put, path = "/api/people/{id}/sites/{site}", tag = "people",
    params(("id" = i64, Path, minimum = 1), ("site" = i64, Path, minimum = 1)),
    responses((status = 204), (status = 409), (status = 422))
)]
pub async fn coordinate(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, site)): Path<(PersonId, SiteId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        roles::add_site(tx, viewer, id, site)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Somebody no longer gives out access codes at a site; for administrators.
#[utoipa::path(
    delete, path = "/api/people/{id}/sites/{site}", tag = "people",
    params(("id" = i64, Path, minimum = 1), ("site" = i64, Path, minimum = 1)),
    responses((status = 204))
)]
pub async fn end_coordination(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, site)): Path<(PersonId, SiteId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        roles::remove_site(tx, viewer, id, site)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
