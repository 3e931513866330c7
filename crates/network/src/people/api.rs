//! People for programs.

mod administration;
mod me;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Time};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Path, Query};

use super::actions;
use super::directory::listing;
use super::person::{Face, Level, Person, PersonId, Role};
use super::queries::{self, Filter};
use super::views::photo_href;
use crate::access::Viewer;
use crate::{App, wire};

pub use administration::*;
pub use me::*;

crate::words_schema!(Level, Role);

/// Somebody in a list, or beside what they wrote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonCard {
    #[schema(value_type = i64)]
    pub id: PersonId,
    pub name: String,
    pub title: String,
    pub department: String,
    /// Name of their place of work.
    pub site: Option<String>,
    /// Address of a picture.
    pub photo: Option<String>,
    pub role: Role,
    pub bot: bool,
}

#[derive(Serialize, ToSchema)]
pub struct PersonDetail {
    #[serde(flatten)]
    card: PersonCard,
    /// Hidden from guests.
    mail: Option<String>,
    level: Level,
    champion: bool,
    /// What they say of themselves; Markdown.
    about: String,
    #[schema(value_type = Option<i64>)]
    manager: Option<PersonId>,
    /// The caller follows their storyline.
    followed: bool,
    /// Nobody can sign in with it any more; only administrators see such people.
    deactivated: bool,
    #[schema(format = DateTime)]
    created_at: String,
}

#[derive(Serialize, ToSchema)]
pub struct PersonList {
    people: Vec<PersonCard>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListAsked {
    /// Beginnings of words of the name.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// From `next` of the page before.
    cursor: Option<String>,
    /// How many at most; 20 when it is missing.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

impl From<Face> for PersonCard {
    fn from(face: Face) -> PersonCard {
        let photo = photo_href(face.id, face.photo.as_deref());
        let Face {
            id,
            name,
            title,
            department,
            site,
            role,
            bot,
            ..
        } = face;
        PersonCard {
            id,
            name,
            title,
            department,
            site,
            photo,
            role,
            bot,
        }
    }
}

impl PersonDetail {
    /// Of somebody whom the viewer does not follow.
    fn new(viewer: &Viewer, person: &Person, now: Time) -> PersonDetail {
        let open = !viewer.is_guest() || person.id == viewer.id;
        PersonDetail {
            card: person.face().into(),
            mail: person.mail.clone().filter(|_| open),
            level: person.level,
            champion: person.is_champion(now),
            about: person.about.clone(),
            manager: person.manager_id.filter(|_| open),
            followed: false,
            deactivated: person.deactivated_at.is_some(),
            created_at: wire::time(person.created_at),
        }
    }
}

/// People, by last name
#[utoipa::path(
    get, path = "/api/people", tag = "people", params(ListAsked),
    responses((status = 200, body = PersonList))
)]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<ListAsked>,
) -> web::Result {
    let limit = wire::limit(asked.limit)?;
    let filter = Filter {
        text: asked.q,
        ..Filter::default()
    };
    let listing = listing(&app, &viewer, &filter, asked.cursor.as_deref(), limit).await?;
    let people = listing.faces.into_iter().map(PersonCard::from).collect();
    Ok(Json(PersonList {
        people,
        next: listing.next,
    })
    .into_response())
}

/// One person
#[utoipa::path(
    get, path = "/api/people/{id}", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    responses((status = 200, body = PersonDetail))
)]
pub async fn get(State(app): State<App>, viewer: Viewer, Path(id): Path<PersonId>) -> web::Result {
    Ok(Json(detail(&app, &viewer, id).await?).into_response())
}

async fn detail(app: &App, viewer: &Viewer, id: PersonId) -> kernel::Result<PersonDetail> {
    let reader = viewer.clone();
    let found = app
        .store
        .read(move |db| {
            let person = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
            Ok((person, queries::follows(db, reader.id, id)?.is_some()))
        })
        .await?;
    let ((person, followed), now) = (found, app.store.clock().now());
    Ok(PersonDetail {
        followed,
        ..PersonDetail::new(viewer, &person, now)
    })
}

/// Follows somebody's storyline; twice is once.
#[utoipa::path(
    put, path = "/api/people/{id}/follow", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    responses((status = 204), (status = 422, description = "One does not follow oneself."))
)]
pub async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| actions::follow(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Follows it no more.
#[utoipa::path(
    delete, path = "/api/people/{id}/follow", tag = "people",
    params(("id" = i64, Path, description = "Of the person", minimum = 1)),
    responses((status = 204))
)]
pub async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| actions::unfollow(tx, viewer, id))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
