//! Who takes part in an initiative, and where it is talked about.
//!
//! People say it of themselves. A community is named only to those for whom it exists.

use axum::extract::State;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::communities::{self, Community};
use network::people::{self, PersonId};
use network::{App, CommunityId, Viewer, places};
use serde::Deserialize;
use store::Db;
use web::components::Size;
use web::{Form, Lang, Path, flash, icon, icon_sm, see_other, t};

use super::initiative::InitiativeId;
use super::{actions, queries};
use crate::indicators;

/// Faces that are shown; the others are counted.
const FACES: i64 = 12;
/// Communities of one initiative.
pub const COMMUNITIES_MAX: i64 = 10;
/// Initiatives in a panel.
const PANEL: i64 = 5;

pub struct Contributors {
    pub faces: Vec<people::Face>,
    pub people: i64,
    pub takes_part: bool,
    /// Those that exist for the viewer.
    pub communities: Vec<Community>,
}

impl Contributors {
    pub fn read(db: &Db, viewer: &Viewer, id: InitiativeId) -> Result<Contributors> {
        let ids = queries::contributors(db, id, FACES)?;
        let mut communities = Vec::new();
        for community in queries::communities(db, id, COMMUNITIES_MAX)? {
            communities.extend(communities::queries::visible(db, viewer, community)?);
        }
        Ok(Contributors {
            faces: people::queries::faces(db, &ids)?,
            people: queries::count_contributors(db, id)?.0,
            takes_part: queries::takes_part(db, id, viewer.id)?.is_some(),
            communities,
        })
    }
}

#[derive(Deserialize)]
pub struct TakePart {
    #[serde(default)]
    takes_part: bool,
}

pub async fn take_part(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(TakePart { takes_part }): Form<TakePart>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::take_part(tx, viewer, id, takes_part)
    })
    .await?;
    let said = match takes_part {
        true => "initiatives-you-take-part",
        false => "initiatives-you-left",
    };
    Ok(flash::leave(
        see_other(&format!("/initiatives/{id}")),
        &t!(viewer.lang, said),
    ))
}

#[derive(Deserialize)]
pub struct Linked {
    community: CommunityId,
    #[serde(default)]
    linked: bool,
}

pub async fn link(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(Linked { community, linked }): Form<Linked>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::link(tx, viewer, id, community, linked)
    })
    .await?;
    Ok(flash::leave(
        see_other(&format!("/initiatives/{id}")),
        &t!(viewer.lang, "indicators-saved"),
    ))
}

/// Communities that whoever may change the initiative can choose from: their own.
pub async fn offered(app: &App, viewer: &Viewer) -> Result<Vec<(CommunityId, String)>> {
    let own = places::of(app, viewer).await?;
    let all = own.network.iter().chain(&own.own);
    Ok(all
        .map(|place| (place.sign.id, place.sign.name.clone()))
        .collect())
}

pub fn view(
    id: InitiativeId,
    known: &Contributors,
    offered: &[(CommunityId, String)],
    lang: Lang,
) -> Markup {
    let linked = |community: &CommunityId| known.communities.iter().any(|c| c.id == *community);
    let offered: Vec<&(CommunityId, String)> =
        offered.iter().filter(|(id, _)| !linked(id)).collect();
    html! {
        section class="sec" {
            h2 { (t!(lang, "initiatives-people")) }
            div class="card stack" {
                @if known.people > 0 {
                    div class="avs" {
                        @for face in &known.faces { a href={ "/people/" (face.id) } title=(face.name) { (people::avatar(face, Size::Sm)) span class="vh" { (face.name) } } }
                        @if known.people > FACES { span class="more" { (t!(lang, "initiatives-people-more", n = known.people - FACES)) } }
                    }
                } @else {
                    p class="small muted" { (t!(lang, "initiatives-people-none")) }
                }
                form method="post" action={ "/initiatives/" (id) "/people" } {
                    input type="hidden" name="takes_part" value=(!known.takes_part);
                    @if known.takes_part { button class="btn sm ghost" { (t!(lang, "initiatives-leave")) } }
                    @else { button class="btn sm" { (icon("hand")) (t!(lang, "initiatives-take-part")) } }
                }
            }
        }
        @if !known.communities.is_empty() || !offered.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "initiatives-talked-about")) }
                div class="card stack tight" {
                    @for community in &known.communities { (community_row(id, community, !offered.is_empty(), lang)) }
                    @if !offered.is_empty() && (known.communities.len() as i64) < COMMUNITIES_MAX {
                        form class="row" method="post" action={ "/initiatives/" (id) "/communities" } {
                            input type="hidden" name="linked" value="true";
                            select class="select sm grow" name="community" aria-label=(t!(lang, "initiatives-community")) {
                                @for (community, name) in offered { option value=(community) { (name) } }
                            }
                            button class="btn sm" { (t!(lang, "initiatives-link")) }
                        }
                    }
                }
            }
        }
    }
}

fn community_row(id: InitiativeId, community: &Community, may_change: bool, lang: Lang) -> Markup {
    html! {
        div class="row" {
            a class="plain grow" href={ "/communities/" (community.id) } { (community.name) }
            @if may_change {
                form method="post" action={ "/initiatives/" (id) "/communities" } {
                    input type="hidden" name="community" value=(community.id);
                    button class="btn sm ghost icon" aria-label=(t!(lang, "initiatives-unlink", name = community.name.as_str())) { (icon_sm("x")) }
                }
            }
        }
    }
}

/// What a community works on, beside its posts.
pub fn of_community(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let of = queries::of_community(db, CommunityId::from_raw(id), PANEL)?;
    panel(db, viewer, &of, "initiatives-community-works-on")
}

/// What a person takes part in, beside who they are.
pub fn of_person(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let of = queries::of_person(db, PersonId::from_raw(id), PANEL)?;
    panel(db, viewer, &of, "initiatives-person-takes-part")
}

fn panel(db: &Db, viewer: &Viewer, of: &[InitiativeId], title: &str) -> Result<Option<Markup>> {
    let mut shown = Vec::new();
    for id in of {
        shown.extend(queries::visible(db, viewer, *id)?);
    }
    if shown.is_empty() {
        return Ok(None);
    }
    let lang = viewer.lang;
    Ok(Some(html! {
        section class="sec" {
            h2 { (t!(lang, title)) }
            div class="card stack tight" {
                @for (initiative, indicator) in &shown {
                    div class="stack tight" {
                        a class="plain b" href={ "/initiatives/" (initiative.id) } { (initiative.name) }
                        div { (indicators::thread(indicator.id, &indicator.name, "")) }
                    }
                }
            }
        }
    }))
}

/// 409 `too_many_communities` when there are enough.
pub fn has_room(db: &Db, id: InitiativeId) -> Result<()> {
    let known = queries::communities(db, id, COMMUNITIES_MAX)?;
    match (known.len() as i64) < COMMUNITIES_MAX {
        true => Ok(()),
        false => Err(Error::conflict("too_many_communities").limit(COMMUNITIES_MAX)),
    }
}
