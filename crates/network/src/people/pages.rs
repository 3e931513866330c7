//! One person's page, and what can be done there.

use axum::extract::State;
use axum::response::IntoResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use kernel::{Error, Result};
use maud::Markup;
use serde::Deserialize;
use store::Db;
use web::{Flash, Path, Query, flash, see_other, t};

use super::person::{Person, PersonId, Role};
use super::person_views::{self, Shown};
use super::roles_views::Coordination;
use super::{actions, queries};
use crate::access::Viewer;
use crate::{App, shell, sign_in};

const REPORTS: i64 = 60;
const SITES: i64 = 1_000;

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
    let shown = app.store.read(move |db| shown(db, &reader, id)).await?;
    let title = shown.person.name.clone();
    let about = shell::About {
        title: &title,
        current: "/people",
        flash: flash.as_deref(),
        ..shell::About::default()
    };
    let content = person_views::person(&viewer, &shown, app.store.clock().now());
    Ok(shell::page(&app, &viewer, about, content).await?)
}

/// The head of another page about somebody the viewer may see, or 404. `tab` is its address.
pub async fn hero(app: &App, viewer: &Viewer, id: PersonId, tab: &str) -> Result<(Person, Markup)> {
    let reader = viewer.clone();
    let shown = app.store.read(move |db| shown(db, &reader, id)).await?;
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

/// Everything the page shows. The chart round a person is for those who may know of everyone.
fn shown(db: &Db, viewer: &Viewer, id: PersonId) -> Result<Shown> {
    let person = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    let chart = !viewer.is_guest() && person.role != Role::Guest;
    let manager = match person.manager_id.filter(|_| chart) {
        Some(manager) => queries::visible(db, viewer, manager)?.map(|manager| manager.face()),
        None => None,
    };
    let reports = if chart {
        queries::reports(db, id, REPORTS)?
    } else {
        Vec::new()
    };
    let issues_codes = sign_in::actions::may_issue(db, viewer, &person).is_ok();
    let coordination = match viewer.is_administrator() {
        true => Coordination {
            own: queries::coordinated_sites(db, id)?,
            all: queries::sites(db, SITES)?,
        },
        false => Coordination::default(),
    };
    Ok(Shown {
        coordination,
        manager,
        reports,
        follows: queries::follows(db, viewer.id, id)?.is_some(),
        followers: queries::follower_count(db, id)?.0,
        code: if issues_codes {
            sign_in::queries::code_state(db, id)?
        } else {
            None
        },
        issues_codes: issues_codes && id != viewer.id && person.deactivated_at.is_none(),
        person,
    })
}
