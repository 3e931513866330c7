//! Invitations and requests to join, for programs.
//!
//! Accepting an invitation and admitting somebody who asked is putting a member, which stands with
//! the members.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, Path, Query};

use super::{Communities, Paging, shown};
use crate::access::Viewer;
use crate::communities::community::{CommunityId, Waiting};
use crate::communities::{Standing, actions, members, queries};
use crate::people::{PersonCard, PersonId};
use crate::{App, wire};

const INVITATIONS: i64 = 100;

/// Somebody who waits to come in.
#[derive(Serialize, ToSchema)]
pub struct JoinRequest {
    person: PersonCard,
    /// Why they ask; may be empty.
    note: String,
    #[schema(format = DateTime)]
    at: String,
}

#[derive(Serialize, ToSchema)]
pub struct JoinRequests {
    requests: Vec<JoinRequest>,
    /// For the next page; null at the end.
    next: Option<String>,
}

/// Communities the caller is invited to, the newest hundred.
///
/// An invitation shows a secret community, too: what it is, not what is in it.
#[utoipa::path(
    get,
    path = "/api/invitations",
    tag = "communities",
    responses((status = 200, body = Communities))
)]
pub async fn invitations(State(app): State<App>, viewer: Viewer) -> web::Result<Json<Communities>> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let invited = queries::invited_to(db, reader.id, INVITATIONS)?;
        Standing::of(db, &reader, invited)
    });
    let communities = shown(&app, &viewer, read.await?).await?;
    Ok(Json(Communities {
        communities,
        next: None,
    }))
}

/// Invites somebody: any member of an open community may, those who lead it of another.
///
/// Twice is once, and who is a member already is not invited. Guests are invited by those who lead
/// the community. Accepting is putting oneself among the members.
#[utoipa::path(
    put,
    path = "/api/communities/{id}/invitations/{person}",
    tag = "communities",
    params(("id" = i64, Path), ("person" = i64, Path)),
    responses((status = 204), (status = 409), (status = 422))
)]
pub async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::invite(tx, viewer, id, person)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Declines an invitation; only the person who was invited does.
#[utoipa::path(
    delete,
    path = "/api/communities/{id}/invitations/{person}",
    tag = "communities",
    params(("id" = i64, Path), ("person" = i64, Path)),
    responses((status = 204))
)]
pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::decline_as(tx, viewer, id, person)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who waits to come in, the longest first; for those who decide.
///
/// Putting somebody among the members admits them.
#[utoipa::path(
    get,
    path = "/api/communities/{id}/requests",
    tag = "communities",
    params(("id" = i64, Path), Paging),
    responses((status = 200, body = JoinRequests), (status = 403))
)]
pub async fn requests(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(asked): Query<Paging>,
) -> web::Result<Json<JoinRequests>> {
    let limit = wire::limit(asked.limit)?;
    let cursor = asked.cursor.as_deref();
    let (waiting, next) = members::waiting(&app, &viewer, id, cursor, limit).await?;
    Ok(Json(JoinRequests {
        requests: waiting.into_iter().map(JoinRequest::of).collect(),
        next,
    }))
}

/// Does not let somebody in who asked.
#[utoipa::path(
    delete,
    path = "/api/communities/{id}/requests/{person}",
    tag = "communities",
    params(("id" = i64, Path), ("person" = i64, Path)),
    responses((status = 204))
)]
pub async fn refuse(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::refuse(tx, viewer, id, person)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl JoinRequest {
    fn of(waiting: Waiting) -> JoinRequest {
        JoinRequest {
            person: waiting.face().into(),
            note: waiting.note,
            at: wire::time(waiting.at),
        }
    }
}
