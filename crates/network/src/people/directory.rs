//! Finding people: the directory, and the names offered behind an "@".

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::{Error, Result};
use serde::Deserialize;
use web::{Query, t};

use super::directory_views::{self, Choices};
use super::person::{Face, Level, PersonId, SiteId};
use super::queries::{self, Filter};
use super::views;
use crate::access::Viewer;
use crate::communities::{self, CommunityId};
use crate::{App, paging, shell};

const PAGE: i64 = 30;
const COMPLETIONS: usize = 8;
const SITES: i64 = 1_000;
const DEPARTMENTS: i64 = 300;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    site: Option<SiteId>,
    department: Option<String>,
    level: Option<Level>,
    cursor: Option<String>,
}

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
    /// The community that is written in, or somebody whose storyline it is.
    place: Option<CommunityId>,
}

/// One page of a search.
pub(super) struct Listing {
    pub faces: Vec<Face>,
    /// Opaque; `None` when the end is reached.
    pub next: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    let Asked {
        q,
        site,
        department,
        level,
        cursor,
    } = asked;
    let filter = Filter {
        text: q,
        site,
        department,
        level,
    };
    let listing = listing(&app, &viewer, &filter, cursor.as_deref(), PAGE).await?;
    let choices = choices(&app, &viewer).await?;
    let title = t!(viewer.lang, "people-directory");
    let about = shell::About {
        title: &title,
        current: "/people",
        query: &filter.text,
        ..shell::About::default()
    };
    let content = directory_views::directory(
        &viewer,
        &filter,
        &choices,
        &listing.faces,
        listing.next.as_deref(),
    );
    Ok(shell::page(&app, &viewer, about, content).await?)
}

/// The list that opens behind an "@".
pub async fn complete(
    State(app): State<App>,
    viewer: Viewer,
    Query(typed): Query<Typed>,
) -> web::Result {
    let community = match typed.place {
        Some(id) => communities::cached(&app, id).await?,
        None => None,
    };
    let community = community.filter(|community| viewer.can_read(community));
    let storyline = typed.place.filter(|_| community.is_none());
    let lang = viewer.lang;
    let found = app.store.read(move |db| {
        // What is no place that the viewer reads is a person, or nothing.
        if let Some(id) = storyline {
            let owner = queries::visible(db, &viewer, PersonId::from_raw(id.raw()))?;
            owner.ok_or_else(Error::not_found)?;
        }
        queries::complete(db, &viewer, community.as_deref(), &typed.q, COMPLETIONS)
    });
    let found = found.await?;
    Ok(views::completions(lang, &found).into_response())
}

/// The people who fit the filter; 400 `invalid_cursor` for a cursor of another filter or viewer.
pub(super) async fn listing(
    app: &App,
    viewer: &Viewer,
    filter: &Filter,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Listing> {
    let level = filter.level.map_or("", Level::as_str);
    let purpose = format!(
        "people {level} {:?} {:?} {:?}",
        filter.site, filter.department, filter.text
    );
    let after = paging::after(app, viewer, &purpose, cursor)?;
    let (reader, filter) = (viewer.clone(), filter.clone());
    let read = app
        .store
        .read(move |db| queries::directory(db, &reader, &filter, after, limit + 1));
    let mut faces = read.await?;
    let next = paging::cut(app, viewer, &purpose, &mut faces, limit as usize, |face| {
        face.id
    });
    Ok(Listing { faces, next })
}

/// What can be filtered by; nothing for guests, who should not learn how the company is built.
pub(super) async fn choices(app: &App, viewer: &Viewer) -> Result<Choices> {
    if viewer.is_guest() {
        return Ok(Choices::default());
    }
    let read = app.store.read(|db| {
        Ok(Choices {
            sites: queries::sites(db, SITES)?,
            departments: queries::departments(db, DEPARTMENTS)?,
        })
    });
    read.await
}
