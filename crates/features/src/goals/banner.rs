//! What the page of an indicator shows of goals: what pulls against it, and who is asked to move it.

use kernel::Result;
use maud::{Markup, html};
use network::{App, Viewer};
use store::Db;
use web::components::{Tone, callout};
use web::t;

use super::card::{asked, title};
use super::conflict::State;
use super::views::{held_by, way};
use super::{queries, standing};
use crate::indicators::{self, IndicatorId};

/// Banners of one indicator; more are on their own page.
const BANNERS: usize = 3;
const GOALS: i64 = 5;

/// Whatever is open at this indicator, above its page.
pub fn conflicts(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let lang = viewer.lang;
    let now = app.store.clock().now();
    let id = IndicatorId::from_raw(id);
    let open: Vec<_> = standing::of_indicator(db, viewer, id, now)?
        .into_iter()
        .filter(|of| of.state.is_open())
        .collect();
    if viewer.is_guest() || open.is_empty() {
        return Ok(None);
    }
    let more = open.len().saturating_sub(BANNERS);
    Ok(Some(html! {
        @for of in open.iter().take(BANNERS) {
            @let other = if of.first.id == id { &of.second } else { &of.first };
            @let said = match (of.is_one_indicator(), of.is_called_conflict()) {
                (true, _) => t!(lang, "goals-banner-opposite"),
                (false, true) => t!(lang, "goals-banner-pulls", name = other.name.as_str()),
                (false, false) => t!(lang, "goals-banner-moved", name = other.name.as_str()),
            };
            @let tone = if of.is_called_conflict() { Tone::Bad } else { Tone::Warn };
            @let action = match (of.waits_for(viewer), of.is_decided_by(viewer)) {
                (true, _) => "goals-answer",
                (false, true) => "goals-settle-it",
                (false, false) => "goals-look",
            };
            (callout(tone, "scale", &said, html! {
                (asked(of, lang))
                @if of.state == State::Proposed { p class="small" { (t!(lang, "goals-counts-when")) } }
                p { a href={ "/conflicts/" (of.pulled.id) } { (t!(lang, action)) span class="vh" { ": " (title(of, lang)) } } }
            }))
        }
        @if more > 0 { p { a href="/conflicts" { (t!(lang, "goals-banner-more", n = more)) } } }
    }))
}

/// Who is asked to move it, beside its page.
pub fn goals(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let lang = viewer.lang;
    let day = indicators::day(app.store.clock().now()).to_string();
    let id = IndicatorId::from_raw(id);
    let mut goals = queries::visible_goals_of(db, viewer, &[id], &day, GOALS + 1)?;
    let more = goals.len() as i64 > GOALS;
    goals.truncate(GOALS as usize);
    Ok(Some(html! {
        section class="sec" {
            h2 { (t!(lang, "goals-title")) }
            div class="card stack small" {
                @if goals.is_empty() { p class="muted" { (t!(lang, "goals-asked-of-nobody")) } }
                @else {
                    ul class="asked" {
                        @for goal in &goals { li { (held_by(goal, lang)) (way(goal.direction, goal.target, &goal.unit, lang)) } }
                    }
                }
                p class="row wrap" {
                    @if more { a href={ "/goals?indicator=" (id) } { (t!(lang, "goals-all")) } }
                    a href={ "/goals/new?indicator=" (id) } { (t!(lang, "goals-new")) }
                    a href={ "/conflicts/new?first=" (id) } { (t!(lang, "goals-declare")) }
                }
            }
        }
    }))
}
