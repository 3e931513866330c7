//! The page of an initiative.

use kernel::{Error, Problem, Time};
use maud::{Markup, html};
use network::{CommunityId, Viewer};
use web::components::{Confirm, Field, Tone, confirm, crumbs, error_line, field, tag};
use web::errors::{about, sentence};
use web::{Lang, icon, icon_sm, t};

use super::adoption::Adoption;
use super::answer::{Answer, Said};
use super::cards::{Summary, lever_row};
use super::contributors::{self, Contributors};
use super::initiative::{Initiative, LeverState};
use super::{charts, words};
use crate::indicators::{self, Indicator, day};

/// Starts that the table shows; the others are counted.
const SHOWN: usize = 200;
/// Up to so many, the table is open.
const UNFOLDED: usize = 10;

/// What was typed into the forms of the page.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Entered {
    pub unit: String,
    pub start: String,
    pub starts: String,
    pub day: String,
    pub why: String,
}

pub struct Shown {
    pub indicator: Indicator,
    /// The newest mean of the indicator.
    pub mean: Option<f64>,
    pub summary: Summary,
    pub adoptions: Vec<Adoption>,
    pub may_change: bool,
    pub contributors: Contributors,
    /// Communities that can be named, for whoever may change it.
    pub offered: Vec<(CommunityId, String)>,
    pub now: Time,
}

/// "6 sites since 4 May" or that nobody has.
pub fn started_words(it: &Indicator, summary: &Summary, lang: Lang) -> String {
    let started = words::units(it, summary.started as usize, lang);
    match (summary.started, summary.started - summary.go_on) {
        (0, _) => t!(lang, "initiatives-nobody"),
        (_, 0) => t!(lang, "initiatives-started", units = started),
        (_, dropped) => t!(
            lang,
            "initiatives-started-dropped",
            units = started,
            n = dropped
        ),
    }
}

pub fn lever_tag(state: LeverState, lang: Lang) -> Markup {
    let words = t!(lang, &format!("initiatives-state-{state}"));
    match state {
        LeverState::Planned => tag(Tone::Line, Some("circle-dashed"), &words),
        LeverState::Agreed => tag(Tone::Warn, Some("hourglass"), &words),
        LeverState::InPlace => tag(Tone::Good, Some("check"), &words),
    }
}

/// Steps above a page about an initiative.
pub fn path(it: &Indicator, own: Option<&Initiative>, title: &str, lang: Lang) -> Markup {
    let indicator = format!("/indicators/{}", it.id);
    let list = t!(lang, "indicators-title");
    let here = own.map(|own| format!("/initiatives/{}", own.id));
    let mut steps = vec![("/indicators", list.as_str()), (&indicator, &it.name)];
    if let Some(here) = &here {
        steps.push((here, title));
    }
    crumbs(lang, &steps)
}

pub fn page(viewer: &Viewer, shown: &Shown, entered: &Entered, error: Option<&Error>) -> Markup {
    let lang = viewer.lang;
    let (it, own) = (&shown.indicator, &shown.summary.initiative);
    html! {
        (path(it, Some(own), &own.name, lang))
        div class="page-head" {
            div class="grow" {
                h1 { (own.name) }
                p { (own.what) }
                p { (indicators::thread_now(it.id, &it.name, shown.mean, &it.unit, lang)) }
            }
            @if shown.may_change {
                a class="btn" href={ "/initiatives/" (own.id) "/edit" } { (icon("pencil")) (t!(lang, "initiatives-edit")) }
                a class="btn primary" href="#starts" { (icon("plus")) (t!(lang, "initiatives-start")) }
            }
        }
        div class="cols" {
            div class="stack loose" {
                (did_it_work(shown, lang))
                @if shown.summary.verdict.is_some() { (what_now(shown, lang)) }
                (levers(viewer, shown))
                (starts(viewer, shown, entered, error))
            }
            aside class="aside" aria-label=(t!(lang, "initiatives-aside")) { (facts(shown, lang)) }
        }
    }
}

fn did_it_work(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.indicator;
    let Some(newest) = &shown.summary.newest else {
        return html! {
            section class="card stack" {
                h2 { (t!(lang, "initiatives-question")) }
                p class="soft" { (t!(lang, "initiatives-no-answer")) }
                p class="small muted" { (t!(lang, "initiatives-minimums")) }
            }
        };
    };
    let answer = shown.summary.verdict.as_ref().unwrap_or(newest);
    let mark = words::mark(it, answer, lang);
    let doubts = words::doubts(it, answer, lang);
    html! {
        section class="card stack" {
            div class="card-head" { h2 { (t!(lang, "initiatives-question")) } span class="push" { (tag(mark.tone, Some(mark.icon), &mark.words)) } }
            @if !answer.together.is_empty() {
                p class="small" { (t!(lang, "initiatives-together", names = answer.together.join(", "))) }
            }
            p class="said" { (words::sentence(it, answer, lang)) }
            @match &answer.said {
                Said::Effect(effect) => { (charts::estimate(it, effect.value, effect.low, effect.high, lang)) }
                Said::Moved(moved) => { (charts::estimate(it, moved.value, moved.low, moved.high, lang)) }
                _ => {}
            }
            p class="small muted" {
                @if shown.summary.verdict.is_some() { (t!(lang, "initiatives-verdict-of", period = it.cadence.name(answer.last))) " " }
                (words::extent(it, answer, lang))
            }
            @if shown.summary.verdict.is_some() && newest.last > answer.last { (later(it, newest, lang)) }
            @if !doubts.is_empty() {
                details class="small" open {
                    summary class="b" { (t!(lang, "initiatives-doubts")) }
                    ul class="soft doubts" { @for doubt in doubts { li { (doubt) } } }
                }
            }
            @if let Said::Effect(effect) = &answer.said { (charts::since(it, &effect.since, lang)) }
        }
        section class="card stack" {
            h2 { (t!(lang, "initiatives-lines-title")) }
            (charts::lines(it, newest, lang))
        }
    }
}

/// Whatever came of it, others can learn from it.
fn what_now(shown: &Shown, lang: Lang) -> Markup {
    let about = format!("indicator={}", shown.indicator.id);
    html! {
        section class="card stack tight" {
            h2 { (t!(lang, "initiatives-next")) }
            p class="soft" { (t!(lang, "initiatives-next-text")) }
            div class="row wrap" {
                a class="btn sm" href={ "/use-cases/new?" (about) } { (icon_sm("repeat")) (t!(lang, "initiatives-next-use-case")) }
                a class="btn sm" href={ "/stories/new?" (about) } { (icon_sm("sprout")) (t!(lang, "initiatives-next-story")) }
            }
        }
    }
}

/// What newer readings say beside the verdict that is kept.
fn later(it: &Indicator, newest: &Answer, lang: Lang) -> Markup {
    html! {
        p class="small" {
            (tag(Tone::Line, Some("clock"), &t!(lang, "initiatives-later", period = it.cadence.name(newest.last))))
            " " (words::sentence(it, newest, lang))
        }
    }
}

fn levers(viewer: &Viewer, shown: &Shown) -> Markup {
    let lang = viewer.lang;
    let pulled = &shown.summary.levers;
    html! {
        section class="card flush" {
            div class="card-head" { h2 { (t!(lang, "initiatives-levers")) } }
            @if pulled.is_empty() { p class="muted inset" { (t!(lang, "initiatives-no-levers")) } }
            @for one in pulled { (lever_row(one.lever, &[one], viewer)) }
        }
    }
}

fn starts(viewer: &Viewer, shown: &Shown, entered: &Entered, error: Option<&Error>) -> Markup {
    let lang = viewer.lang;
    let it = &shown.indicator;
    html! {
        section class="card stack" id="starts" {
            h2 { (t!(lang, "initiatives-starts")) }
            p class="small muted" { (t!(lang, "initiatives-starts-why")) }
            @if shown.adoptions.is_empty() {
                p class="soft" { (t!(lang, "initiatives-nobody")) }
            } @else {
                details open[shown.adoptions.len() <= UNFOLDED] {
                    summary class="b small" { (started_words(it, &shown.summary, lang)) }
                    div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "initiatives-starts")) { table class="tbl starts" {
                        thead { tr {
                            th scope="col" { (t!(lang, &format!("indicators-unit-{}", it.observed))) }
                            th scope="col" { (t!(lang, "initiatives-since-when")) }
                            th scope="col" { (t!(lang, "initiatives-goes-on")) }
                            @if shown.may_change { th scope="col" { span class="vh" { (t!(lang, "initiatives-change")) } } }
                        } }
                        tbody { @for adoption in shown.adoptions.iter().take(SHOWN) { (adoption_row(shown, adoption, lang)) } }
                    } }
                    @if shown.adoptions.len() > SHOWN {
                        p class="small muted" { (t!(lang, "initiatives-more-starts", n = shown.adoptions.len() - SHOWN)) }
                    }
                }
            }
            @if shown.may_change { (start_forms(shown, entered, error, lang)) }
        }
    }
}

fn adoption_row(shown: &Shown, adoption: &Adoption, lang: Lang) -> Markup {
    let own = &shown.summary.initiative;
    let say = |text: &str| match text.parse() {
        Ok(day) => web::components::day_in_words(day, lang),
        Err(_) => text.to_owned(),
    };
    let (unit, sheet) = (
        adoption.unit_id.to_string(),
        format!("drop-{}", adoption.unit_id),
    );
    let mistake = format!("mistake-{}", adoption.unit_id);
    html! {
        tr {
            th scope="row" { (adoption.unit) }
            td {
                (say(&adoption.started))
                @if adoption.afterwards { " " (tag(Tone::Warn, None, &t!(lang, "initiatives-afterwards"))) }
            }
            td {
                @if adoption.goes_on() { (t!(lang, "initiatives-yes")) }
                @else { (t!(lang, "initiatives-dropped", day = say(&adoption.dropped), why = adoption.dropped_why.as_str())) }
            }
            @if shown.may_change {
                td class="num" {
                    @if adoption.goes_on() { (web::components::sheet_button(&sheet, "btn sm ghost", html! { (t!(lang, "initiatives-drop")) })) }
                    @if adoption.may_be_corrected(shown.now) {
                        (web::components::sheet_button(&mistake, "btn sm ghost", html! { (t!(lang, "initiatives-mistake")) }))
                        (confirm(&Confirm {
                            id: &mistake, title: &t!(lang, "initiatives-mistake-title", unit = adoption.unit.as_str()),
                            text: &t!(lang, "initiatives-mistake-text"),
                            action: &format!("/initiatives/{}/mistakes", own.id), fields: &[("unit", &unit)],
                            yes: &t!(lang, "initiatives-mistake-yes"), no: &t!(lang, "indicators-cancel"), key: "",
                        }))
                    }
                    (web::components::sheet(&sheet, &t!(lang, "initiatives-drop-title", unit = adoption.unit.as_str()), drop_form(own, &unit, &Entered::default(), None, shown.now, lang)))
                }
            }
        }
    }
}

pub fn drop_form(
    own: &Initiative,
    unit: &str,
    entered: &Entered,
    error: Option<&Error>,
    now: Time,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let today = day(now).to_string();
    let typed = match entered.day.as_str() {
        "" => today.as_str(),
        typed => typed,
    };
    let (day_id, why_id) = (format!("day-{unit}"), format!("why-{unit}"));
    html! {
        form class="stack" method="post" action={ "/initiatives/" (own.id) "/drops" } {
            input type="hidden" name="unit" value=(unit);
            p class="soft" { (t!(lang, "initiatives-drop-why-counts")) }
            (field(&Field { label: &t!(lang, "initiatives-drop-day"), name: "day", kind: "date", value: typed, required: true, error: wrong("day").as_deref(), id: Some(&day_id), ..Field::default() }))
            (field(&Field { label: &t!(lang, "initiatives-drop-why"), name: "why", value: &entered.why, required: true, hint: Some(&t!(lang, "initiatives-drop-why-hint")), error: wrong("why").as_deref(), id: Some(&why_id), ..Field::default() }))
            div { button class="btn" { (t!(lang, "initiatives-drop-save")) } }
        }
    }
}

fn start_forms(shown: &Shown, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let (it, own) = (&shown.indicator, &shown.summary.initiative);
    let is_of_form = |problem: &Problem| matches!(problem.field.as_deref(), Some("unit" | "start"));
    let of_lines = error.filter(|error| !error.problems.iter().all(is_of_form));
    let of_form = error.filter(|_| of_lines.is_none());
    let wrong = |name: &str| about(lang, of_form, name);
    let today = day(shown.now).to_string();
    let typed = match entered.start.as_str() {
        "" => today.as_str(),
        typed => typed,
    };
    html! {
        form class="stack" method="post" action={ "/initiatives/" (own.id) "/starts" } {
            div class="fields" {
                (field(&Field { label: &t!(lang, &format!("indicators-unit-{}", it.observed)), name: "unit", value: &entered.unit, required: true, error: wrong("unit").as_deref(), ..Field::default() }))
                (field(&Field { label: &t!(lang, "initiatives-start-day"), name: "start", kind: "date", value: typed, required: true, error: wrong("start").as_deref(), ..Field::default() }))
            }
            div { button class="btn" { (icon_sm("plus")) (t!(lang, "initiatives-start-save")) } }
        }
        details open[of_lines.is_some()] {
            summary class="b small" { (t!(lang, "initiatives-start-many")) }
            form class="stack" method="post" action={ "/initiatives/" (own.id) "/starts.csv" } {
                @if let Some(error) = of_lines {
                    ul class="stack tight" role="alert" {
                        @for problem in &error.problems { li { (error_line(&in_line(problem, lang))) } }
                    }
                }
                (field(&Field {
                    label: &t!(lang, "indicators-table"), name: "starts", value: &entered.starts, rows: Some(6), required: true,
                    hint: Some(&t!(lang, "initiatives-table-hint", day = today.as_str())), ..Field::default()
                }))
                div { button class="btn" { (icon_sm("upload")) (t!(lang, "indicators-give-table")) } }
            }
        }
    }
}

fn in_line(problem: &Problem, lang: Lang) -> String {
    let words = sentence(lang, problem);
    let place = problem
        .field
        .as_deref()
        .and_then(|field| field.split_once('/'));
    match place {
        Some((line, _)) => t!(lang, "indicators-in-line", line = line, wrong = words),
        None => words,
    }
}

fn facts(shown: &Shown, lang: Lang) -> Markup {
    let (it, own) = (&shown.indicator, &shown.summary.initiative);
    html! {
        section class="sec" {
            h2 { (t!(lang, "indicators-owner")) }
            div class="card" { a class="plain b" href={ "/people/" (own.owner_id) } { (own.owner) } }
        }
        (contributors::view(own.id, &shown.contributors, &shown.offered, lang))
        section class="sec" {
            h2 { (t!(lang, "initiatives-when")) }
            div class="card stack tight small" {
                p { (t!(lang, &format!("initiatives-when-{}", it.cadence), n = own.judged_after)) }
                p class="muted" { (t!(lang, "initiatives-when-why")) }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "initiatives-how")) }
            div class="card stack tight small" {
                p { (t!(lang, "initiatives-how-text")) }
                p class="muted" { (t!(lang, "initiatives-minimums")) }
            }
        }
    }
}
