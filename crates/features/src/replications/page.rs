//! One replication: how far it is, what its team has to do, and what came of it.

use jiff::civil::Date;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::communities::{self, Community};
use network::forms::general_error;
use network::panels::{Panels, Place};
use network::{App, PersonId, Viewer};
use store::Db;
use web::components::{self, Tone, crumbs};
use web::{Lang, icon, icon_sm, t};

use super::form::said_day;
use super::pages::Entered;
use super::queries;
use super::reach::Told;
use super::replication::{
    Answer, Choice, Guide, Point, Prepared, Replication, ReplicationId, Stage,
};
use super::result::{self, After};
use super::views::{result as in_words, rows, stage_tag};
use super::{actions, asked, guides as offered, invitation, team};
use crate::indicators::{self, Indicator};
use crate::initiatives::{self, Adoption};
use crate::use_cases::views::{person, thread};
use crate::use_cases::{self, UseCase};

/// Others that repeat its way, on its page.
const BELOW: i64 = 20;
const CHANGES: i64 = 20;
const STONES: i64 = 24;

pub struct Shown {
    pub(super) it: Replication,
    pub(super) of: UseCase,
    pub(super) indicator: Indicator,
    pub(super) after: Option<After>,
    /// While it exists for the reader.
    pub(super) community: Option<Community>,
    pub(super) posts: Vec<Prepared>,
    pub(super) points: Vec<Point>,
    pub(super) changes: Vec<(String, Time)>,
    pub(super) keeps: Vec<(i64, bool, String)>,
    pub(super) below: Vec<Replication>,
    pub(super) below_count: i64,
    /// For those who take part.
    pub(super) reach: Option<Told>,
    /// For those who answer for it: who can be asked to go with them, and with how many teams they go.
    pub(super) guides: Vec<Guide>,
    pub(super) busy: Vec<(PersonId, i64)>,
    pub(super) initiative: Option<(i64, String)>,
    pub(super) counted: Option<Adoption>,
    pub(super) may_lead: bool,
    pub(super) takes_part: bool,
    pub(super) today: Date,
}

impl Shown {
    pub fn read(db: &Db, viewer: &Viewer, id: ReplicationId, today: Date) -> Result<Shown> {
        let it = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let of = use_cases::queries::by_id(db, it.use_case_id)?.ok_or_else(Error::not_found)?;
        let indicator = indicators::queries::by_id(db, it.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        let mut after = result::after(db, &indicator, std::slice::from_ref(&it))?;
        let community = match it.community_id {
            Some(id) => communities::queries::visible(db, viewer, id)?,
            None => None,
        };
        let initiative = match it.initiative_id {
            Some(id) => initiatives::queries::visible(db, viewer, id)?,
            None => None,
        };
        let counted = match (it.initiative_id, it.unit_id) {
            (Some(initiative), Some(unit)) => initiatives::queries::adoption(db, initiative, unit)?,
            _ => None,
        };
        let takes_part = actions::takes_part(viewer, &it);
        let may_lead = actions::may_lead(viewer, &it);
        let guides = match may_lead {
            true => invitation::left_to_ask(db, &it)?,
            false => Vec::new(),
        };
        Ok(Shown {
            after: after.remove(&id.raw()),
            points: queries::points(db, id)?,
            changes: queries::changes(db, id, CHANGES)?,
            keeps: queries::keeps(db, id)?,
            below: queries::from(db, id, BELOW)?,
            below_count: queries::count_from(db, &[id])?
                .first()
                .map_or(0, |(_, n)| *n),
            reach: match takes_part {
                true => queries::reach(db, id)?,
                false => None,
            },
            busy: offered::busy(db, &guides, today)?,
            initiative: initiative.map(|(one, _)| (one.id.raw(), one.name)),
            counted,
            community,
            posts: queries::posts(db, id)?,
            indicator,
            of,
            guides,
            may_lead,
            takes_part,
            it,
            today,
        })
    }

    pub fn title(&self, lang: Lang) -> String {
        let (name, place) = (self.it.use_case.as_str(), self.it.place.as_str());
        t!(lang, "replications-title-of", name = name, place = place)
    }
}

pub fn view(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    panels: &Panels,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let list = format!("/use-cases/{}/replications", it.use_case_id);
    let way = [
        ("/use-cases", t!(lang, "use-cases-title")),
        (
            &*format!("/use-cases/{}", it.use_case_id),
            it.use_case.clone(),
        ),
        (&*list, t!(lang, "replications-where-it-runs")),
    ];
    let way: Vec<(&str, &str)> = way.iter().map(|(href, name)| (*href, &**name)).collect();
    let can_act = shown.may_lead && it.goes_on();
    html! {
        (crumbs(lang, &way))
        div class="page-head" {
            div class="grow" {
                div class="row wrap tags" { (components::tag(Tone::Plain, Some("repeat"), &t!(lang, "replications-kind"))) (stage_tag(it.stage(shown.today), lang)) }
                h1 { (shown.title(lang)) }
                @if !it.variant.is_empty() { p { (t!(lang, "replications-differs", text = it.variant.as_str())) } }
            }
            @if let Some(community) = &shown.community { a class="btn" href={ "/communities/" (community.id) } { (icon("users")) (t!(lang, "replications-open-room")) } }
        }
        (general_error(lang, error, &["why", "choice", "text", "title", "room_name", "starts", "buddy"]))
        (asked::asked_to_lead(viewer, shown, entered, error))
        (asked::asked_to_go_with(viewer, shown))
        @if can_act && let Some(day) = it.asks(shown.today) { (asked::question(shown, day, entered, error, lang)) }
        div class="cols" {
            div class="stack loose" {
                (standing(shown, lang))
                @if shown.takes_part && it.leader_answer == Answer::Agreed {
                    (team::checklist(viewer, shown, lang))
                    (team::first_posts(app, shown, entered, error, lang))
                    (team::training(shown, lang))
                }
                (team::what_changed(app, viewer, shown, entered, error))
                (answers(shown, lang))
                (what_became(shown, lang))
                @if can_act {
                    @if !shown.guides.is_empty() { (asked::ask_another(shown, entered, error, lang)) }
                    @if it.day(shown.today) < 1 { (asked::another_day(shown, entered, error, lang)) }
                    (asked::stop_form(it, entered, error, lang))
                }
            }
            aside class="aside" aria-label=(t!(lang, "replications-aside")) {
                (who(shown, lang))
                (facts(shown, lang))
                (panels.at(Place::Side))
                @if it.goes_on() { (choices_ahead(lang)) }
            }
        }
    }
}

fn standing(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    let day = it.day(shown.today);
    let ring_of = match it.stage(shown.today) {
        Stage::Trying(day) if day <= 30 => Some((day, 30)),
        Stage::Trying(_) | Stage::Kept30 => Some((day.min(90), 90)),
        _ => None,
    };
    html! {
        section class="card" {
            div class=(if ring_of.is_some() { "gate" } else { "stack" }) {
                @if let Some((day, whole)) = ring_of { (ring(day, whole, &t!(lang, "replications-day-of", day = day, n = whole))) }
                div class="stack tight" {
                    h2 { (t!(lang, &format!("replications-now-{}", it.stage(shown.today).as_str()), day = said_day(&it.starts, lang))) }
                    @if let Some(why) = &it.stopped_why { p { (t!(lang, "replications-stopped-why", why = why.as_str())) } }
                    (in_words(it, shown.after.as_ref(), &shown.indicator, lang))
                    div class="row wrap" { (thread(it.indicator_id, &shown.indicator.name, "")) }
                    (counted(shown, lang))
                }
            }
        }
    }
}

/// Where the start stands for the estimate.
fn counted(shown: &Shown, lang: Lang) -> Markup {
    let Some((id, name)) = &shown.initiative else {
        return html! {};
    };
    let said = match &shown.counted {
        Some(own) => t!(
            lang,
            "replications-counted",
            day = said_day(&own.started, lang)
        ),
        None if shown.it.last_period.is_none() => t!(lang, "replications-counted-then"),
        None if shown.it.recorded_at.is_some() => t!(lang, "replications-taken-back"),
        None => t!(lang, "replications-not-counted"),
    };
    html! {
        p class="small muted" { (said) " " a href={ "/initiatives/" (id) } { (name) } }
    }
}

/// Days as stones.
fn ring(day: i64, whole: i64, label: &str) -> Markup {
    let filled = (day.max(0) * STONES + whole / 2) / whole;
    let arc = |stone: i64| {
        let at = |degrees: f64| {
            let angle = (stone as f64 * 15.0 + degrees).to_radians();
            (20.0 + 16.0 * angle.sin(), 20.0 - 16.0 * angle.cos())
        };
        let ((x, y), (to_x, to_y)) = (at(2.6), at(12.4));
        format!("M{x:.2} {y:.2}A16 16 0 0 1 {to_x:.2} {to_y:.2}")
    };
    html! {
        svg class="ring days" viewBox="0 0 40 40" role="img" aria-label=(label) {
            @for stone in 0..STONES { path class=(if stone < filled { "fg" } else { "bg" }) d=(arc(stone)) {} }
            text x="20" y="20" { (day) " / " (whole) }
        }
    }
}

/// What the team said after 30 and 90 days.
fn answers(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.keeps.is_empty() {
            section class="card stack" {
                h2 { (t!(lang, "replications-answers")) }
                ul class="rows trim" {
                    @for (day, changed, why) in &shown.keeps {
                        li {
                            span class="is-good" { (icon_sm("check")) }
                            div class="grow" {
                                span class="b" { (t!(lang, if *changed { "replications-kept-changed" } else { "replications-kept-as-is" }, n = *day)) }
                                @if !why.is_empty() { span class="m" { (why) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who repeats this one's way.
fn what_became(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.below.is_empty() {
            section class="card stack" id="below" {
                h2 { (t!(lang, "replications-from-here", n = shown.below_count)) }
                (rows(shown.below.iter(), shown.today, lang))
            }
        }
    }
}

/// Who leads a stopped one is told to its team alone.
fn who(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    let named = shown.takes_part || it.goes_on() || it.leader_answer != Answer::Agreed;
    html! {
        @if named {
            section class="sec" {
                h2 { (t!(lang, "replications-leads")) }
                div class="card" { (person(it.leader_id, &it.leader, it.leader_photo.as_deref(), &t!(lang, "replications-leads-it"))) }
            }
        }
        @if shown.takes_part && let (Some(id), Some(name)) = (it.buddy_id, &it.buddy) {
            section class="sec" {
                h2 { (t!(lang, "replications-with-you")) }
                div class="card" { (person(id, name, it.buddy_photo.as_deref(), &t!(lang, &format!("replications-buddy-is-{}", it.buddy_answer)))) }
            }
        }
    }
}

fn facts(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    html! {
        section class="sec" {
            h2 { (t!(lang, "replications-facts")) }
            dl class="facts card" {
                dt { (t!(lang, "replications-col-place")) } dd { (it.place) }
                dt { (t!(lang, "replications-starts")) } dd { (said_day(&it.starts, lang)) }
                dt { (t!(lang, "replications-from")) }
                dd {
                    @match (it.from_id, &it.from_place) {
                        (Some(id), Some(place)) => { a href={ "/replications/" (id) } { (place) } }
                        _ => { a href={ "/use-cases/" (it.use_case_id) } { (t!(lang, "replications-as-described")) } }
                    }
                }
                @if let Some(day) = &it.stopped { dt { (t!(lang, "replications-stage-stopped")) } dd { (said_day(day, lang)) } }
            }
        }
    }
}

fn choices_ahead(lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "replications-ahead")) }
            ul class="rows trim card small" {
                @for choice in Choice::ALL {
                    li {
                        (icon_sm(asked::choice_icon(*choice)))
                        span class="grow" {
                            b { (t!(lang, &format!("replications-choice-{choice}"))) }
                            span class="m" { (t!(lang, &format!("replications-choice-{choice}-text"))) }
                        }
                    }
                }
            }
        }
    }
}
