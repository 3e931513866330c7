//! Pages about communities, and joining, leaving, inviting, deciding.
//!
//! The posts of a community are a page of the posts feature; it shows the same head.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use web::{Flash, Form, Path, Query, flash, see_other, t};

use super::community::{Community, CommunityId, Member, MemberRole};
use super::standing::{Part, Standing, WayIn};
use super::{actions, directory, members, queries, rules, views};
use crate::App;
use crate::access::Viewer;
use crate::people::{PersonId, SiteId};
use crate::shell::{self, About};

const LEADERS: i64 = 20;
const FACES: i64 = 12;

pub async fn directory(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<directory::Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let position = Some(app.hub.newest());
    let found = directory::Directory::read(&app, &viewer, asked).await?;
    let title = t!(viewer.lang, "communities-title");
    let flash = flash.as_deref();
    let about = About {
        title: &title,
        current: "/communities",
        position,
        flash,
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, found.view(&viewer)).await?)
}

pub async fn members(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(asked): Query<members::Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let position = app.hub.newest();
    let standing = standing(&app, &viewer, id).await?;
    if standing.community.network_wide {
        return Ok(see_other("/people"));
    }
    if let Some(door) = closed_door(&app, &viewer, &standing, Part::Members).await? {
        return Ok(door);
    }
    let list = members::Members::read(&app, &viewer, &standing, asked).await?;
    let list = list.view(&viewer, &standing, &viewer.zone(), app.store.clock().now());
    frame(
        &app,
        &viewer,
        &standing,
        Frame {
            tab: "members",
            position,
            flash: flash.as_deref(),
        },
        list,
    )
    .await
}

pub async fn about(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Flash(flash): Flash,
) -> web::Result {
    let position = app.hub.newest();
    let standing = standing(&app, &viewer, id).await?;
    let sites = standing.community.rule.as_ref().map(|rule| rule.sites());
    let beside = app.store.read(move |db| {
        let names = rules::queries::site_names(db, &sites.unwrap_or_default())?;
        Ok((queries::leaders(db, id, LEADERS)?, names))
    });
    let (leaders, sites) = beside.await?;
    let main = about_card(&viewer, &standing, &leaders, &sites);
    frame(
        &app,
        &viewer,
        &standing,
        Frame {
            tab: "about",
            position,
            flash: flash.as_deref(),
        },
        main,
    )
    .await
}

#[derive(Deserialize)]
pub struct Note {
    #[serde(default)]
    note: String,
}

pub async fn join(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(Note { note }): Form<Note>,
) -> web::Result {
    let joined = app
        .act(&viewer, move |tx, viewer| {
            actions::join(tx, viewer, id, &note)
        })
        .await?;
    let (page, said) = match joined {
        actions::Joined::Member => ("", "communities-joined"),
        actions::Joined::Asked => ("/about", "communities-asked-said"),
    };
    Ok(back(&viewer, &format!("/communities/{id}{page}"), said))
}

pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::decline(tx, viewer, id))
        .await?;
    Ok(back(&viewer, "/communities", "communities-declined"))
}

pub async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::leave(tx, viewer, id))
        .await?;
    Ok(back(&viewer, "/communities", "communities-left"))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Admit,
    Refuse,
}

#[derive(Deserialize)]
pub struct Decide {
    decision: Decision,
}

pub async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
    Form(Decide { decision }): Form<Decide>,
) -> web::Result {
    let (action, said): (fn(&_, &_, _, _) -> _, _) = match decision {
        Decision::Admit => (actions::admit, "communities-admitted"),
        Decision::Refuse => (actions::refuse, "communities-refused"),
    };
    app.act(&viewer, move |tx, viewer| action(tx, viewer, id, person))
        .await?;
    Ok(back(&viewer, &format!("/communities/{id}/members"), said))
}

#[derive(Deserialize)]
pub struct Whom {
    person: PersonId,
}

pub async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(Whom { person }): Form<Whom>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::invite(tx, viewer, id, person)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/communities/{id}/members"),
        "communities-invited",
    ))
}

pub async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(Whom { person }): Form<Whom>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::add(tx, viewer, id, person)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/communities/{id}/members"),
        "communities-added",
    ))
}

#[derive(Deserialize)]
pub struct NewRole {
    role: MemberRole,
}

pub async fn set_role(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
    Form(NewRole { role }): Form<NewRole>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::set_role(tx, viewer, id, person, role)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/communities/{id}/members"),
        "communities-role-set",
    ))
}

pub async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::remove(tx, viewer, id, person)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/communities/{id}/members"),
        "communities-removed",
    ))
}

/// Back to a page that says what was done.
fn back(viewer: &Viewer, page: &str, said: &str) -> Response {
    flash::leave(see_other(page), &t!(viewer.lang, said))
}

/// How the viewer stands to the community; 404 when it does not exist for them.
pub async fn standing(app: &App, viewer: &Viewer, id: CommunityId) -> Result<Standing> {
    let viewer = viewer.clone();
    let found = app
        .store
        .read(move |db| Standing::read(db, &viewer, id))
        .await?;
    found.ok_or_else(Error::not_found)
}

/// What somebody outside gets instead of a part of a closed community: 403, who decides, how one
/// asks. `None` for those who see the part.
pub async fn closed_door(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    part: Part,
) -> Result<Option<Response>> {
    if standing.sees(part) {
        return Ok(None);
    }
    let id = standing.community.id;
    let leaders = app
        .store
        .read(move |db| queries::leaders(db, id, LEADERS))
        .await?;
    let main = html! {
        (views::hero(viewer, standing, "", &[]))
        (views::no_access(viewer, standing, &leaders))
    };
    let title = &standing.community.name;
    let about = About {
        title,
        private: true,
        ..About::default()
    };
    let page = shell::page(app, viewer, about, main).await?;
    Ok(Some((StatusCode::FORBIDDEN, page).into_response()))
}

struct Frame<'a> {
    tab: &'a str,
    position: i64,
    flash: Option<&'a str>,
}

/// The page round a tab: head, content, and what stands beside.
async fn frame(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    frame: Frame<'_>,
    main: Markup,
) -> web::Result {
    let community = &standing.community;
    let id = community.id;
    let current = format!("/communities/{id}/{}", frame.tab);
    let of = standing.clone();
    let beside = app
        .store
        .read(move |db| Ok((queries::leaders(db, id, 6)?, of.faces(db, FACES)?)));
    let (leaders, faces) = beside.await?;
    let main = html! {
        (views::hero(viewer, standing, &current, &[]))
        div class="cols" {
            div class="stack" { (main) }
            aside class="aside" aria-label=(t!(viewer.lang, "communities-aside")) {
                @if frame.tab != "about" { (views::about_aside(viewer, standing)) }
                @if frame.tab != "members" { (views::members_aside(viewer, standing, &leaders, &faces)) }
            }
        }
    };
    let place = format!("/communities/{id}");
    let about = About {
        title: &community.name,
        current: &place,
        position: Some(frame.position),
        private: standing.is_private(),
        flash: frame.flash,
        ..About::default()
    };
    Ok(shell::page(app, viewer, about, main).await?)
}

/// What it is; for somebody outside of a closed one, how one comes in.
fn about_card(
    viewer: &Viewer,
    standing: &Standing,
    leaders: &[Member],
    sites: &[(SiteId, String)],
) -> Markup {
    let (lang, community) = (viewer.lang, &standing.community);
    if !standing.reads {
        return views::no_access(viewer, standing, leaders);
    }
    html! {
        section class="card stack" aria-labelledby="about-title" {
            h2 id="about-title" { (t!(lang, "communities-about-title")) }
            p { (community.purpose) }
            @if !community.about.is_empty() { div class="prose" { (text(community)) } }
        }
        section class="card stack" aria-labelledby="facts-title" {
            h2 id="facts-title" { (t!(lang, "communities-facts")) }
            dl class="facts" {
                dt { (t!(lang, "communities-fact-kind")) }
                dd { (views::kind_sentence(lang, community)) }
                @if let Some(rule) = &community.rule {
                    dt { (t!(lang, "rules-belonging")) }
                    dd class="rule" {
                        (rules::belonging(lang, rule.term(), sites))
                        p class="small muted" { (t!(lang, "rules-about")) }
                    }
                }
                @if community.announcement {
                    dt { (t!(lang, "communities-announcement")) }
                    dd { (t!(lang, "communities-announcement-text")) }
                }
                @if community.official {
                    dt { (t!(lang, "communities-official")) }
                    dd { (t!(lang, "communities-official-text")) }
                }
                dt { (t!(lang, "communities-fact-created")) }
                dd { (web::components::date(community.created_at, lang, &viewer.zone())) }
                @if let Some(at) = community.archived_at {
                    dt { (t!(lang, "communities-archived")) }
                    dd { (web::components::date(at, lang, &viewer.zone())) " · " (t!(lang, "communities-archived-text")) }
                }
                @if !leaders.is_empty() {
                    dt { (t!(lang, "communities-fact-leaders")) }
                    dd { (names(leaders)) }
                }
            }
        }
        @if standing.way_in == Some(WayIn::Ask) { (views::no_access(viewer, standing, leaders)) }
    }
}

/// The about text, as markdown.
fn text(community: &Community) -> Markup {
    PreEscaped(kernel::text::markdown::render(&community.about).html)
}

fn names(leaders: &[Member]) -> Markup {
    html! {
        @for (at, leader) in leaders.iter().enumerate() {
            @if at > 0 { ", " }
            a href={ "/people/" (leader.id) } { (leader.name) }
        }
    }
}
