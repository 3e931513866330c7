//! The directory: the viewer's communities, invitations, and everything there is to find.

use kernel::text::fold::fold;
use kernel::{Error, Result};
use maud::{Markup, html};
use serde::Deserialize;
use store::Db;
use web::components::{Action, Size, empty_state, pager};
use web::{icon, t};

use super::community::{CommunityId, Place};
use super::standing::{Standing, WayIn};
use super::{queries, views};
use crate::access::Viewer;
use crate::{App, address, paging};

const PAGE: i64 = 30;
const OWN: i64 = 60;
const INVITATIONS: i64 = 20;
pub(super) const SEARCH_MAX_CHARS: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: Option<String>,
    cursor: Option<String>,
}

pub struct Directory {
    search: String,
    /// Only on the first page without a search.
    own: Vec<Place>,
    invitations: Vec<Standing>,
    all: Vec<Standing>,
    next: Option<String>,
}

/// One page of the communities that exist for the viewer, and the cursor of the next.
pub struct Found {
    pub communities: Vec<Standing>,
    pub next: Option<String>,
}

/// Finds communities by a text in name or purpose; all of them when it is blank.
pub async fn find(
    app: &App,
    viewer: &Viewer,
    search: &str,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Found> {
    if search.chars().count() > SEARCH_MAX_CHARS {
        return Err(Error::invalid("q", "too_long").limit(SEARCH_MAX_CHARS as i64));
    }
    let purpose = format!("communities {}", fold(search));
    let after = paging::after(app, viewer, &purpose, cursor)?;
    let (by, search) = (viewer.clone(), search.to_owned());
    let read = app
        .store
        .read(move |db| page(db, &by, &search, after, limit + 1));
    let mut communities = read.await?;
    let next = paging::cut(
        app,
        viewer,
        &purpose,
        &mut communities,
        limit as usize,
        |found| found.community.id,
    );
    Ok(Found { communities, next })
}

fn page(
    db: &Db,
    viewer: &Viewer,
    search: &str,
    after: Option<CommunityId>,
    limit: i64,
) -> Result<Vec<Standing>> {
    let after = match after {
        Some(id) => queries::name_key(db, id)?.ok_or_else(|| Error::malformed("invalid_cursor"))?,
        None => String::new(),
    };
    let found = queries::directory(db, viewer, search, &after, limit)?;
    Standing::of(db, viewer, found)
}

impl Directory {
    pub async fn read(app: &App, viewer: &Viewer, asked: Asked) -> Result<Directory> {
        let search = asked.q.unwrap_or_default();
        let found = find(app, viewer, &search, asked.cursor.as_deref(), PAGE).await?;
        let (own, invitations) = match search.trim().is_empty() && asked.cursor.is_none() {
            true => {
                let viewer = viewer.clone();
                app.store
                    .read(move |db| Directory::mine(db, &viewer))
                    .await?
            }
            false => Default::default(),
        };
        Ok(Directory {
            search,
            own,
            invitations,
            all: found.communities,
            next: found.next,
        })
    }

    fn mine(db: &Db, viewer: &Viewer) -> Result<(Vec<Place>, Vec<Standing>)> {
        let invited = queries::invited_to(db, viewer.id, INVITATIONS)?;
        Ok((
            queries::places(db, viewer.id, viewer.by_rule(), OWN)?,
            Standing::of(db, viewer, invited)?,
        ))
    }

    pub fn view(&self, viewer: &Viewer) -> Markup {
        let lang = viewer.lang;
        html! {
            div class="page-head" {
                div class="grow" {
                    h1 { (t!(lang, "communities-title")) }
                    p { (t!(lang, "communities-intro")) }
                }
                @if !viewer.is_guest() {
                    a class="btn primary" href="/communities/new" { (icon("plus")) (t!(lang, "communities-new")) }
                }
            }
            form class="search big" role="search" action="/communities" {
                (icon("search"))
                input type="search" name="q" value=(self.search) maxlength=(SEARCH_MAX_CHARS)
                    aria-label=(t!(lang, "communities-search")) placeholder=(t!(lang, "communities-search"));
            }
            @if !self.invitations.is_empty() {
                section class="sec" aria-labelledby="invitations" {
                    h2 id="invitations" { (t!(lang, "communities-invitations")) }
                    (self.cards(viewer, &self.invitations, "invited"))
                }
            }
            @if !self.own.is_empty() { (self.own(viewer)) }
            (self.all(viewer))
        }
    }

    fn own(&self, viewer: &Viewer) -> Markup {
        html! {
            section class="sec" aria-labelledby="own" {
                h2 id="own" { (t!(viewer.lang, "communities-own")) }
                div class="chips" {
                    @for place in &self.own {
                        a class="chip" href={ "/communities/" (place.id) } data-place=(place.id) {
                            (views::community_avatar(place.id, &place.name, Size::Xs))
                            (place.name)
                            @if place.unread > 0 {
                                span class="count hot" {
                                    (web::numbers::count(place.unread, viewer.lang))
                                    span class="vh" { " " (t!(viewer.lang, "communities-unread")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn all(&self, viewer: &Viewer) -> Markup {
        let lang = viewer.lang;
        if self.all.is_empty() {
            return self.nothing(viewer);
        }
        let title = match self.search.trim() {
            "" => t!(lang, "communities-all"),
            search => t!(lang, "communities-found", search = search),
        };
        html! {
            section class="sec" aria-labelledby="all" {
                h2 id="all" { (title) }
                (self.cards(viewer, &self.all, "community"))
                @if let Some(next) = &self.next {
                    @let href = address::with("/communities", &[("q", &self.search), ("cursor", next)]);
                    (pager("more", &href, &t!(lang, "communities-show-more")))
                }
            }
        }
    }

    fn nothing(&self, viewer: &Viewer) -> Markup {
        let lang = viewer.lang;
        let found = Action {
            href: "/communities/new",
            label: t!(lang, "communities-new"),
        };
        let found = (!viewer.is_guest()).then_some(&found);
        match self.search.trim() {
            "" if viewer.is_guest() => empty_state(
                &t!(lang, "communities-empty-guest"),
                &t!(lang, "communities-empty-guest-text"),
                None,
            ),
            "" => empty_state(
                &t!(lang, "communities-empty"),
                &t!(lang, "communities-empty-text"),
                found,
            ),
            search => empty_state(
                &t!(lang, "communities-no-result", search = search),
                &t!(lang, "communities-no-result-text"),
                found,
            ),
        }
    }

    fn cards(&self, viewer: &Viewer, standings: &[Standing], id: &str) -> Markup {
        html! {
            ul class="grid3" data-items[id == "community"] {
                @for standing in standings { (card(viewer, standing, id)) }
            }
        }
    }
}

/// One community in the list. What is in a closed one is not counted for those outside.
fn card(viewer: &Viewer, standing: &Standing, id: &str) -> Markup {
    let (lang, community) = (viewer.lang, &standing.community);
    let href = format!("/communities/{}", community.id);
    // An invitation shows the name of a secret community, whose page is for members.
    let opens = standing.way_in != Some(WayIn::Accept) || standing.reads;
    html! {
        li class="pcard" id={ (id) "-" (community.id) } {
            div class="row gap3" {
                (views::community_avatar(community.id, &community.name, Size::Md))
                div class="grow" {
                    @if opens { a class="plain b" href=(href) { (community.name) } }
                    @else { span class="b" { (community.name) } }
                    div class="small muted" {
                        @if community.network_wide { (t!(lang, "communities-everyone")) }
                        @else if standing.reads { (views::members_count(lang, community)) }
                        @else { (views::kind_sentence(lang, community)) }
                    }
                }
            }
            p class="small soft" { (community.purpose) }
            div class="row wrap" {
                (views::marks(lang, community))
                @if let Some(role) = standing.role {
                    (web::components::tag(web::components::Tone::Good, Some("check"), &views::role_name(lang, role)))
                }
                @if standing.way_in == Some(WayIn::Ask) {
                    a class="btn sm" href={ (href) "/about#ask" } { (t!(lang, "communities-ask")) }
                }
                (views::ways(lang, standing))
            }
        }
    }
}
