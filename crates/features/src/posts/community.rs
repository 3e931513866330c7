//! The posts of a community: its first tab.

use axum::extract::State;
use axum::response::IntoResponse;
use maud::html;
use network::communities::{self, Part};
use network::feed::{self, Shown};
use network::panels::{self, Place, Subject};
use network::shell::{self, About};
use network::{App, CommunityId, Viewer};
use serde::Deserialize;
use web::components::empty_state;
use web::{Flash, Path, Query, icon, t};

use super::composer::{Entered, composer, places};
use super::{pages, queries};

#[derive(Deserialize)]
pub struct Show {
    cursor: Option<String>,
    /// The post just written, to be seen at the top.
    #[serde(default, rename = "posted")]
    _posted: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(query): Query<Show>,
    flash: Flash,
) -> web::Result {
    let position = app.hub.newest();
    let standing = communities::standing(&app, &viewer, id).await?;
    if let Some(door) = communities::closed_door(&app, &viewer, &standing, Part::Posts).await? {
        return Ok(door);
    }
    let of = standing.clone();
    let found = app.store.read(move |db| {
        let leaders = communities::queries::leaders(db, id, 5)?;
        Ok((leaders, of.faces(db, 6)?, queries::pinned(db, id, 5)?))
    });
    let (leaders, faces, pinned) = found.await?;
    let (lang, name) = (viewer.lang, standing.community.name.clone());
    let path = format!("/communities/{id}");
    let about = About {
        title: &name,
        current: &path,
        position: Some(position),
        private: standing.is_private(),
        flash: flash.0.as_deref(),
        ..About::default()
    };
    let hero = communities::views::hero(&viewer, &standing, &path, &[]);
    if network::places::has_news(&app, &viewer, id).await? {
        let reader = viewer.clone();
        app.store
            .write_background(move |tx| communities::actions::note_reading(tx, &reader, id))
            .await?;
    }
    let page = feed::community(&app, &viewer, id, query.cursor.as_deref(), feed::PAGE).await?;
    let pins = match query.cursor {
        None => feed::shown(&app, &viewer, &pinned).await?,
        Some(_) => vec![],
    };
    let newest = page.shown.first().map_or(0, |shown| shown.key);
    let shown: Vec<Shown> = page
        .shown
        .iter()
        .filter(|shown| pins.iter().all(|pin| pin.key != shown.key))
        .copied()
        .collect();
    let places = places(&app, &viewer, Some((id, name.clone()))).await?;
    let panels = panels::read(&app, &viewer, Subject::Community, id.raw()).await?;
    let entered = Entered {
        place: Some(id),
        ..Entered::default()
    };
    let main = html! {
        (hero)
        (panels.at(Place::Banner))
        div class="cols" {
            div class="stack" {
                (panels.at(Place::Main))
                (feed::render(&app, &viewer, &pins).await?)
                @if standing.starts() { (composer(&app, &viewer, &places, &entered, None)) }
                div class="stack" data-feed data-feed-place=(id) data-feed-src={ (path) "/new?after=" (newest) } {
                    a class="newpill" href=(path) hidden data-one=(t!(lang, "home-new-one")) data-many=(t!(lang, "home-new-many")) { span data-text { (t!(lang, "home-new")) } (icon("arrow-up")) }
                    @if shown.is_empty() && pins.is_empty() {
                        (empty_state(&t!(lang, "posts-community-empty-title"), &t!(lang, "posts-community-empty-text"), None))
                    }
                    div class="stack" id="items" data-items { (feed::render(&app, &viewer, &shown).await?) }
                    (pages::pager(&viewer, &path, page.next.as_deref()))
                }
            }
            aside class="aside" aria-label=(t!(lang, "posts-about-community")) {
                (communities::views::about_aside(&viewer, &standing))
                @if !standing.community.network_wide { (communities::views::members_aside(&viewer, &standing, &leaders, &faces)) }
                (panels.at(Place::Side))
            }
        }
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

#[derive(Deserialize)]
pub struct After {
    after: i64,
}

/// What was posted since, for the pill.
pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(query): Query<After>,
) -> web::Result {
    let page = feed::community(&app, &viewer, id, None, 50).await?;
    Ok(fresh(
        &app,
        &viewer,
        &page.shown,
        query.after,
        &format!("/communities/{id}/new"),
    )
    .await?
    .into_response())
}

/// Cards above a key, with the address to ask for the next ones.
pub async fn fresh(
    app: &App,
    viewer: &Viewer,
    shown: &[Shown],
    after: i64,
    path: &str,
) -> kernel::Result<maud::Markup> {
    let newer: Vec<Shown> = shown
        .iter()
        .filter(|shown| shown.key > after)
        .copied()
        .collect();
    let newest = newer.iter().map(|shown| shown.key).max().unwrap_or(after);
    Ok(html! {
        div data-feed-src={ (path) "?after=" (newest) } { div data-items { (feed::render(app, viewer, &newer).await?) } }
    })
}
