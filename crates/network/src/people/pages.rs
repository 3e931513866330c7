//! One person's page, and what can be done there.

use axum::extract::State;
use axum::response::IntoResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use kernel::{Error, Result};
use maud::Markup;
use serde::Deserialize;
use web::{Flash, Path, Query, flash, see_other, t};

use super::person::{Person, PersonId};
use super::person_views::{self, Shown};
use super::{actions, queries};
use crate::access::Viewer;
use crate::panels::{self, Subject};
use crate::{App, shell};

/// The key in the address makes a new photo a new address; which one is shown does not depend on it.
#[derive(Deserialize)]
pub struct PhotoAsked {
    #[serde(rename = "v")]
    _key: Option<String>,
}

pub async fn person(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Flash(flash): Flash,
) -> web::Result {
    let reader = viewer.clone();
    let shown = app
        .store
        .read(move |db| Shown::read(db, &reader, id))
        .await?;
    let title = shown.person.name.clone();
    let about = shell::About {
        title: &title,
        current: "/people",
        flash: flash.as_deref(),
        ..shell::About::default()
    };
    let panels = panels::read(&app, &viewer, Subject::Person, id.raw()).await?;
    let content = person_views::person(&viewer, &shown, &panels, app.store.clock().now());
    Ok(shell::page(&app, &viewer, about, content).await?)
}

/// The head of another page about somebody the viewer may see, or 404. `tab` is its address.
pub async fn hero(app: &App, viewer: &Viewer, id: PersonId, tab: &str) -> Result<(Person, Markup)> {
    let reader = viewer.clone();
    let shown = app
        .store
        .read(move |db| Shown::read(db, &reader, id))
        .await?;
    let head = person_views::hero(viewer, &shown, app.store.clock().now(), tab);
    Ok((shown.person, head))
}

pub async fn photo(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Query(_): Query<PhotoAsked>,
) -> web::Result {
    let found = app.store.read(move |db| {
        let person = queries::visible(db, &viewer, id)?;
        let key = person.and_then(|person| person.photo);
        key.map(|key| queries::photo(db, &key)).transpose()
    });
    let (media_type, content) = found.await?.flatten().ok_or_else(Error::not_found)?;
    let headers = [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, "private, max-age=86400".to_owned()),
    ];
    Ok((headers, content).into_response())
}

pub async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::follow(tx, viewer, id))
        .await?;
    Ok(back(id, &t!(viewer.lang, "people-followed")))
}

pub async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::unfollow(tx, viewer, id))
        .await?;
    Ok(back(id, &t!(viewer.lang, "people-unfollowed")))
}

pub async fn deactivate(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::deactivate(tx, Some(viewer), id)
    })
    .await?;
    Ok(back(id, &t!(viewer.lang, "people-deactivated-done")))
}

pub async fn reactivate(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::reactivate(tx, viewer, id)
    })
    .await?;
    Ok(back(id, &t!(viewer.lang, "people-reactivated-done")))
}

fn back(id: PersonId, said: &str) -> axum::response::Response {
    flash::leave(see_other(&format!("/people/{id}")), said)
}
