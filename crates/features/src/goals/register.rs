//! The register: who is asked to move what, as a table and as a file.

use kernel::{Error, Result};
use maud::{Markup, html};
use network::Viewer;
use web::components::{Action, Tab, crumbs, empty_state, seg};
use web::{icon, numbers, t};

use super::goal::Goal;
use super::views::{day_words, held_by, way};
use crate::indicators::thread;

store::text_enum! {
    /// Which goals of the register.
    pub enum Which { All = "all", Mine = "mine" }
}

/// What the page shows.
pub struct Register<'a> {
    pub goals: &'a [Goal],
    pub which: Which,
    /// How many there are of all, and of the viewer's.
    pub counts: (i64, i64),
    /// The name of the only indicator, when it is asked for one.
    pub only: Option<(&'a str, String)>,
    /// There are more than are shown.
    pub cut: bool,
    pub open_conflicts: usize,
}

pub fn page(viewer: &Viewer, register: &Register<'_>) -> Markup {
    let lang = viewer.lang;
    let (all, mine) = register.counts;
    let tab = |which: Which, count: i64| Tab {
        href: format!("/goals?which={which}"),
        label: t!(lang, &format!("goals-which-{which}")),
        count: Some(numbers::count(count, lang)),
        current: register.only.is_none() && register.which == which,
    };
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/goals", &t!(lang, "goals-title"))]))
        div class="page-head" {
            div class="grow" {
                h1 {
                    @match &register.only {
                        Some((name, _)) => { (t!(lang, "goals-of", name = *name)) }
                        None => { (t!(lang, "goals-title")) }
                    }
                }
                p { (t!(lang, "goals-lead")) }
            }
            @if all > 0 { a class="btn" href="/goals.csv" data-turbo="false" { (icon("download")) (t!(lang, "goals-download")) } }
            a class="btn" href="/conflicts" { (icon("scale")) (t!(lang, "goals-conflicts-link", n = register.open_conflicts)) }
            a class="btn primary" href={ "/goals/new" @if let Some((_, id)) = &register.only { "?indicator=" (id) } } { (icon("plus")) (t!(lang, "goals-new")) }
        }
        @if all == 0 {
            (empty_state(&t!(lang, "goals-none-title"), &t!(lang, "goals-none-text"),
                Some(&Action { href: "/goals/new", label: t!(lang, "goals-new") })))
        } @else {
            @if register.only.is_none() {
                div class="row" { (seg(&t!(lang, "goals-which"), &[tab(Which::All, all), tab(Which::Mine, mine)])) }
            } @else {
                p { a href="/goals" { (t!(lang, "goals-all-of-them")) } }
            }
            @if register.goals.is_empty() && register.only.is_some() { p class="muted" { (t!(lang, "goals-asked-of-nobody")) } }
            @else if register.goals.is_empty() { p class="muted" { (t!(lang, "goals-none-of-mine")) } }
            @else { (table(viewer, register.goals)) }
            @if register.cut { p class="small muted" { (t!(lang, "goals-cut")) } }
            p class="small muted" { (t!(lang, "goals-who-sees")) }
        }
    }
}

fn table(viewer: &Viewer, goals: &[Goal]) -> Markup {
    let lang = viewer.lang;
    html! {
        section class="card flush" {
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "goals-title")) {
                table class="tbl goals" {
                    thead { tr {
                        @for head in ["goals-head-indicator", "goals-head-way", "goals-head-who", "goals-head-when"] { th scope="col" { (t!(lang, head)) } }
                        th scope="col" class="n" { (t!(lang, "goals-head-weight")) }
                        th scope="col" { span class="vh" { (t!(lang, "goals-head-end")) } }
                    } }
                    tbody {
                        @for goal in goals { (row(viewer, goal)) }
                    }
                }
            }
        }
    }
}

fn row(viewer: &Viewer, goal: &Goal) -> Markup {
    let lang = viewer.lang;
    let may_end =
        goal.set_by == viewer.id || goal.owner_id == viewer.id || viewer.is_administrator();
    html! {
        tr {
            th scope="row" {
                (thread(goal.indicator_id, &goal.indicator, ""))
                span class="said" { (goal.said) }
            }
            td class="nowrap" { (way(goal.direction, goal.target, &goal.unit, lang)) }
            td {
                (held_by(goal, lang))
                @if goal.mine { span class="tag brand" { (t!(lang, "goals-you")) } }
            }
            td class="small" { (t!(lang, "goals-from-to", from = day_words(&goal.from_day, lang), to = day_words(&goal.to_day, lang))) }
            td class="n" { span class="narrow-only muted" { (t!(lang, "goals-head-weight")) ": " } (goal.weight_percent) " %" }
            td {
                @if may_end {
                    form method="post" action={ "/goals/" (goal.id) "/end" } {
                        button class="btn ghost sm" { (t!(lang, "goals-end")) span class="vh" { ": " (goal.indicator) ", " (goal.held_by) } }
                    }
                }
            }
        }
    }
}

/// The register for programs that work with tables.
pub fn csv(goals: &[Goal]) -> Result<String> {
    let unwritten = |error: csv::Error| Error::internal(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "indicator",
            "unit",
            "direction",
            "target",
            "holder",
            "held_by",
            "from",
            "to",
            "weight_percent",
            "said",
            "set_by",
        ])
        .map_err(unwritten)?;
    for goal in goals {
        writer
            .write_record([
                kernel::text::inert(&goal.indicator).as_str(),
                &kernel::text::inert(&goal.unit),
                goal.direction.as_str(),
                &goal.target.to_string(),
                goal.holder.as_str(),
                &kernel::text::inert(&goal.held_by),
                &goal.from_day,
                &goal.to_day,
                &goal.weight_percent.to_string(),
                &kernel::text::inert(&goal.said),
                &kernel::text::inert(&goal.set_by_name),
            ])
            .map_err(unwritten)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Error::internal(error.to_string()))
}
