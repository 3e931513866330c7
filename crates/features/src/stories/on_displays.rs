//! Whether a story may be shown on screens in break rooms, where nobody is signed in.
//!
//! The teller and everybody who is named in it say so themselves, each for their own name; before all have,
//! no screen shows it. What a screen looks like is not known here.

use axum::extract::State;
use http::StatusCode;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::people::{SiteId, SiteKind};
use network::{App, PersonId, Viewer};
use serde::Deserialize;
use store::{Db, Tx};
use web::{Form, Lang, Path, flash, icon_sm, see_other, t};

use super::evidence::Measured;
use super::story::{Consent, Credit, State as StoryState, Story, StoryId};
use super::weekly::Told;
use super::{notices, queries};
use crate::indicators::Cadence;
use crate::initiatives::verified::Verified;

/// The newest that come into question, and those that take turns on a screen.
const TOLD: i64 = 200;
const TURNS: usize = 12;

store::text_enum! {
    /// What somebody says to being shown there.
    pub enum Wish { Show = "show", Hide = "hide" }
}

/// Says whether the viewer, who tells it or is named in it, may be seen with it; otherwise at any time.
pub fn set(tx: &Tx, viewer: &Viewer, id: StoryId, wish: Wish) -> Result<()> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let people = queries::people(tx, id)?;
    if !is_asked(&story, &people, viewer.id) {
        return Err(Error::forbidden("not_named"));
    }
    match wish {
        Wish::Show => queries::agree_to_displays(tx, id, viewer.id, tx.now())?,
        Wish::Hide => queries::leave_displays(tx, id, viewer.id)?,
    };
    if wish == Wish::Show && story.teller_id == viewer.id {
        notices::on_displays(tx, id, viewer.id, &people)?;
    }
    tx.log("story", id.raw(), 0)
}

/// Their name stands in it.
fn is_asked(story: &Story, people: &[Credit], person: PersonId) -> bool {
    let named = |it: &Credit| it.person_id == person && it.answer == Consent::Agreed;
    story.teller_id == person || people.iter().any(named)
}

/// The story of a screen's turn.
pub struct OnDisplay {
    pub story: Story,
    /// Beside the teller.
    pub named: Vec<Credit>,
    pub measured: Option<Measured>,
    /// Said by an estimate that its confirmed readings are part of.
    pub verified: Option<Verified>,
    /// Which of how many it is, from 1.
    pub at: usize,
    pub of: usize,
}

/// What a screen of this site shows in a turn: the story of the week first, then those of the site, of its
/// kind, and others, the newest first.
pub fn on_display(
    db: &Db,
    (site, kind): (SiteId, SiteKind),
    now: Time,
    turn: i64,
) -> Result<Option<OnDisplay>> {
    let mut told: Vec<Told> = queries::for_displays(db, TOLD)?;
    let week = queries::of_week(db, site, Cadence::Week.at(now))?.map(|it| it.id);
    told.sort_by_key(|(id, of, like)| (week != Some(*id), *of != Some(site), *like != Some(kind)));
    told.truncate(TURNS);
    let of = told.len();
    let Some(at) = turn.checked_rem_euclid(of as i64) else {
        return Ok(None);
    };
    let (id, ..) = told[at as usize];
    let Some(story) = queries::by_id(db, id)? else {
        return Ok(None);
    };
    let measured = match queries::evidence(db, id)? {
        Some(evidence) => evidence.measure(db, id)?,
        None => None,
    };
    let verified = match &measured {
        Some(measured) => measured.verified(db, queries::check(db, id)?.as_ref())?,
        None => None,
    };
    let mut named = queries::named_in(db, &[id], queries::MOST)?;
    named.retain(|it| it.person_id != story.teller_id);
    Ok(Some(OnDisplay {
        story,
        named,
        measured,
        verified,
        at: at as usize + 1,
        of,
    }))
}

/// How far those who are asked have come, for one of them.
pub struct Asked {
    own: Wish,
    all: bool,
}

impl Asked {
    /// `None` for who is not asked.
    pub fn read(
        db: &Db,
        viewer: &Viewer,
        story: &Story,
        people: &[Credit],
    ) -> Result<Option<Asked>> {
        if !is_asked(story, people, viewer.id) {
            return Ok(None);
        }
        let agreed = queries::agreed_to_displays(db, story.id)?;
        let own = match agreed.contains(&viewer.id) {
            true => Wish::Show,
            false => Wish::Hide,
        };
        let mut named = people.iter().filter(|it| it.answer == Consent::Agreed);
        let all =
            agreed.contains(&story.teller_id) && named.all(|it| agreed.contains(&it.person_id));
        Ok(Some(Asked { own, all }))
    }

    pub fn view(&self, story: &Story, lang: Lang) -> Markup {
        let (wish, class, key) = match self.own {
            Wish::Hide => (Wish::Show, "btn sm", "stories-displays-yes"),
            Wish::Show => (Wish::Hide, "btn sm ghost", "stories-displays-no"),
        };
        let state = match (self.own, self.all, story.state()) {
            (Wish::Hide, ..) => None,
            (Wish::Show, false, _) => Some("stories-displays-waits"),
            (Wish::Show, true, StoryState::Told) => Some("stories-displays-shown"),
            (Wish::Show, true, _) => Some("stories-displays-untold"),
        };
        html! {
            section class="sec" id="displays" {
                h2 { (t!(lang, "stories-displays")) }
                div class="card stack tight small" {
                    p class="soft" { (t!(lang, "stories-displays-text")) }
                    @if let Some(state) = state { p class="row" { (icon_sm("monitor")) span { (t!(lang, state)) } } }
                    form method="post" action={ "/stories/" (story.id) "/display" } {
                        input type="hidden" name="wish" value=(wish);
                        button class=(class) { (t!(lang, key)) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub struct Said {
    wish: Wish,
}

pub async fn say(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Form(Said { wish }): Form<Said>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| set(tx, viewer, id, wish));
    act.await?;
    let said = t!(viewer.lang, &format!("stories-displays-{wish}-done"));
    Ok(flash::leave(see_other(&format!("/stories/{id}")), &said))
}

/// Agrees that the story, with the caller's name in it, is shown on screens in break rooms.
#[utoipa::path(put, path = "/api/stories/{id}/display", tag = "stories", params(("id" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn agree(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| set(tx, viewer, id, Wish::Show));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes that back; the screens leave the story out from their next turn on.
#[utoipa::path(delete, path = "/api/stories/{id}/display", tag = "stories", params(("id" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn take_back(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| set(tx, viewer, id, Wish::Hide));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
