//! Replications on the pages of others: of a use case, of the team's community, and on one's own page what
//! waits for an answer.

use kernel::Result;
use maud::{Markup, html};
use network::{App, CommunityId, Viewer};
use store::Db;
use web::{icon, icon_sm, t};

use super::lineage::{Known, survival};
use super::mine::{waiting_card, waits};
use super::replication::{Replication, days_before};
use super::{actions, queries, views};
use crate::indicators::day;
use crate::use_cases::{self, UseCase, UseCaseId};

/// Among which the small lineage is drawn, and what of it.
const LOOKED_THROUGH: i64 = 60;
const DRAWN: usize = 10;
/// Teams that have not answered, on the page of who looks after the use case.
const UNANSWERED: i64 = 10;

fn use_case(db: &Db, viewer: &Viewer, id: i64) -> Result<Option<UseCase>> {
    use_cases::queries::visible(db, viewer, UseCaseId::from_raw(id))
}

/// The lineage of a use case.
pub fn of_use_case(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let Some(of) = use_case(db, viewer, id)? else {
        return Ok(None);
    };
    let (lang, today) = (viewer.lang, day(app.store.clock().now()));
    let known = Known::read(db, &of, LOOKED_THROUGH, today)?;
    let unanswered = match of.owner_id == viewer.id || viewer.is_administrator() {
        true => {
            let (by_30, by_90) = (days_before(today, 30), days_before(today, 90));
            queries::unanswered(db, of.id, &by_30, &by_90, UNANSWERED)?
        }
        false => Vec::new(),
    };
    let all = format!("/use-cases/{id}/replications");
    Ok(Some(html! {
        section class="card stack" id="replications" {
            div class="card-head" {
                h2 { (t!(lang, "replications-where-it-runs")) }
                @if !known.first.is_empty() { a class="small" href=(all) { (t!(lang, "replications-all")) } }
            }
            @if known.first.is_empty() { p class="muted" { (t!(lang, "replications-none-text")) } }
            @else { (known.tree(&of, DRAWN, lang)) }
        }
        @if !unanswered.is_empty() {
            section class="card stack" {
                h2 { (t!(lang, "replications-unanswered")) }
                p class="small muted" { (t!(lang, "replications-unanswered-text")) }
                (duties(&unanswered, viewer))
            }
        }
    }))
}

/// Who is to answer: they knew it when they began.
fn duties(some: &[Replication], viewer: &Viewer) -> Markup {
    let lang = viewer.lang;
    html! {
        ul class="rows trim wrap" {
            @for it in some {
                li {
                    (views::stone(it, web::components::Size::Sm))
                    div class="grow" {
                        a class="t" href={ "/replications/" (it.id) } { (it.place) }
                        span class="m" { (t!(lang, "replications-led-since", name = it.leader.as_str(), day = super::form::said_day(&it.starts, lang))) }
                    }
                }
            }
        }
    }
}

/// The way to begin, and how long it lasts elsewhere.
pub fn begin_here(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let Some(of) = use_case(db, viewer, id)? else {
        return Ok(None);
    };
    let lang = viewer.lang;
    let told = survival(db, of.id, day(app.store.clock().now()))?;
    Ok(Some(html! {
        section class="sec" {
            h2 { (t!(lang, "replications-in-your-team")) }
            div class="card stack" {
                p class="small soft" { (t!(lang, "replications-in-your-team-text")) }
                a class="btn soft wide" href={ "/use-cases/" (id) "/replications/new" } { (icon("repeat")) (t!(lang, "replications-start")) }
                @if told.begun > 0 {
                    p class="b" { (t!(lang, "replications-n-begun", n = told.begun)) }
                    (views::survival(&told, lang))
                }
                a class="small" href="/replications" { (t!(lang, "replications-yours")) }
            }
        }
    }))
}

/// What of this use case waits for the viewer.
pub fn waiting_here(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let mut waits = waits(db, viewer, day(app.store.clock().now()))?;
    waits.retain(|(_, it)| it.use_case_id.raw() == id);
    Ok((!waits.is_empty()).then(|| waiting_card(&waits, viewer.lang)))
}

/// On one's own page alone.
pub fn waiting_for_oneself(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() || viewer.id.raw() != id {
        return Ok(None);
    }
    let waits = waits(db, viewer, day(app.store.clock().now()))?;
    Ok((!waits.is_empty()).then(|| waiting_card(&waits, viewer.lang)))
}

/// What the team's community repeats, and what is to be answered.
pub fn of_community(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let Some(it) = queries::in_community(db, CommunityId::from_raw(id))? else {
        return Ok(None);
    };
    let (lang, today) = (viewer.lang, day(app.store.clock().now()));
    let asked = match actions::may_lead(viewer, &it) {
        true => it.asks(today),
        false => None,
    };
    Ok(Some(html! {
        section class={ "card row wrap" @if asked.is_some() { " to-answer" } } {
            (icon("repeat"))
            div class="grow" {
                a class="plain b" href={ "/replications/" (it.id) } { (t!(lang, "replications-title-of", name = it.use_case.as_str(), place = it.place.as_str())) }
                @if let Some(day) = asked { p class="small" { (t!(lang, "replications-question", n = day)) } }
            }
            (views::stage_tag(it.stage(today), lang))
            a class="btn sm" href={ "/replications/" (it.id) } { (icon_sm("arrow-right")) (t!(lang, "replications-look")) }
        }
    }))
}
