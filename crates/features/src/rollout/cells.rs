//! The page of one cell: its curve, what is planned, and at a site its plays.

use kernel::Error;
use maud::{Markup, html};
use network::Viewer;
use web::components::{Field, Tab, Tone, crumbs, field, seg, tag};
use web::errors::about;
use web::{Lang, icon, t};

use super::actions::{LINE_MAX_CHARS, PlanDraft};
use super::cell::{Cell, CellScope, Stage};
use super::figures::History;
use super::{views, week};

pub fn title(history: &History, lang: Lang) -> String {
    views::unit_name(history.cell, &history.name, lang)
}

pub fn page(
    viewer: &Viewer,
    history: &History,
    entered: Option<&PlanDraft>,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let (cell, name) = (history.cell, title(history, lang));
    let stage = views::stage_name(cell.stage, lang);
    let home = t!(lang, "rollout-title");
    let sites = t!(lang, "rollout-sites");
    let own = cell.href();
    let mut way = vec![("/rollout", home.as_str())];
    if cell.scope == CellScope::Site {
        way.push(("/rollout/sites", &sites));
    }
    way.push((&own, &name));
    let picture = format!("{name}: {stage}");
    html! {
        (crumbs(lang, &way))
        div class="page-head" {
            div class="grow" {
                h1 { (name) }
                p { (t!(lang, &format!("rollout-means-{}", cell.stage))) }
            }
            @if history.may_start {
                a class="btn" href={ "/rollout/plays/new?site=" (cell.unit) "&stage=" (cell.stage) } { (icon("flag")) (t!(lang, "rollout-start-play")) }
            }
        }
        (stages(cell, lang))
        div class="cols" {
            div class="stack loose" {
                section class="card stack" aria-labelledby="curve-title" {
                    h2 id="curve-title" { (stage) }
                    (now(history, lang))
                    (views::curve(&picture, &history.figures, history.plan.as_ref(), history.forecast.as_ref(), &events(history), lang))
                    @if !events(history).is_empty() { p class="small muted" { (t!(lang, "rollout-marks")) } }
                    @if let Some(forecast) = &history.forecast { (views::forecast_says(forecast, history.plan.as_ref(), lang)) }
                    @if !history.figures.is_empty() { (views::table(&history.figures, history.forecast.as_ref(), cell, lang)) }
                }
                @if !history.plays.is_empty() {
                    section class="card flush" aria-labelledby="plays" {
                        div class="card-head" { h2 id="plays" { (t!(lang, "rollout-plays-here")) } }
                        ul class="rows lined wrap" { @for play in &history.plays { (views::play_row(play, history.today, lang)) } }
                    }
                }
                (views::meanings(lang))
            }
            aside class="aside" aria-label=(t!(lang, "rollout-plan")) { (plan(viewer, history, entered, error)) }
        }
    }
}

/// The same people at other stages.
fn stages(cell: Cell, lang: Lang) -> Markup {
    let tab = |stage: &Stage| Tab {
        href: cell.with(*stage).href(),
        label: views::stage_name(*stage, lang),
        count: None,
        current: *stage == cell.stage,
    };
    let tabs: Vec<Tab> = Stage::ALL.iter().map(tab).collect();
    html! { div class="scroll-x" { (seg(&t!(lang, "rollout-stages"), &tabs)) } }
}

/// Plays of this stage, as numbered marks at the week they began, oldest first.
fn events(history: &History) -> Vec<(f64, String)> {
    let of_stage = history
        .plays
        .iter()
        .filter(|play| play.stage == history.cell.stage);
    let weeks: Vec<i64> = of_stage.map(|play| play.weeks().0 + 1).collect();
    let numbered = weeks.iter().rev().zip(1..);
    numbered
        .map(|(week, n): (&i64, i32)| (*week as f64, n.to_string()))
        .collect()
}

fn now(history: &History, lang: Lang) -> Markup {
    let figure = history.newest();
    let progress = history
        .plan
        .as_ref()
        .map(|plan| plan.progress(figure, history.today));
    html! {
        div class="roll-now" {
            div {
                div class="big" { (views::share(figure, lang)) }
                div class="small muted" {
                    (views::people(figure, lang))
                    @if let Some(figure) = figure { ", " (t!(lang, "rollout-up-to", day = web::components::day_in_words(week::sunday(figure.week), lang))) }
                }
            }
            @if let Some(progress) = progress { span class="push" { (views::progress_tag(progress, lang)) } }
        }
    }
}

fn plan(
    viewer: &Viewer,
    history: &History,
    entered: Option<&PlanDraft>,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    html! {
        section class="sec" id="plan" {
            h2 { (t!(lang, "rollout-plan")) }
            @match &history.plan {
                Some(plan) => {
                    div class="card stack tight" {
                        p class="b" { (plan.next_step) }
                        dl class="facts" {
                            dt { (t!(lang, "rollout-target")) }
                            dd { (t!(lang, "rollout-wants", n = plan.target_percent, day = views::kept_day(&plan.due, lang))) }
                            dt { (t!(lang, "rollout-owner")) }
                            dd { a href={ "/people/" (plan.owner_id) } { (plan.owner) } }
                            dt { (t!(lang, "rollout-began")) }
                            dd { (t!(lang, "rollout-began-at", n = plan.start_percent, day = web::components::day_in_words(week::sunday(plan.start_week), lang))) }
                            @if let Some(figure) = history.newest() {
                                dt { (t!(lang, "rollout-now-wanted")) }
                                dd { (t!(lang, "rollout-percent", n = plan.wants(figure.week).round() as i64)) }
                            }
                        }
                    }
                }
                None => {
                    div class="card stack tight" {
                        div { (tag(Tone::Line, Some("circle-dashed"), &t!(lang, "rollout-no-plan"))) }
                        @if let Some(text) = suggested(history, lang) { p { (t!(lang, "rollout-could")) " " b { (text) } } }
                        @if !history.may_plan { p class="small muted" { (t!(lang, "rollout-who-plans")) } }
                    }
                }
            }
            @if history.may_plan {
                @let open = error.is_some() || history.plan.is_none();
                details class="card" open[open] {
                    summary class="b" { (t!(lang, if history.plan.is_some() { "rollout-change-plan" } else { "rollout-plan-it" })) }
                    (plan_form(viewer, history, entered, error))
                }
            }
        }
    }
}

/// What helps a level on, where it is known.
fn suggested(history: &History, lang: Lang) -> Option<String> {
    let cell = history.cell;
    let level = super::cell::BoardLevel::by_unit(cell.unit)?;
    let is_known = cell.scope == CellScope::Level && Stage::BOARD.contains(&cell.stage);
    is_known.then(|| t!(lang, &format!("rollout-suggest-{level}-{}", cell.stage)))
}

fn plan_form(
    viewer: &Viewer,
    history: &History,
    entered: Option<&PlanDraft>,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let draft = entered.cloned().unwrap_or_else(|| drafted(viewer, history));
    let wrong = |name: &str| about(lang, error, name);
    html! {
        form class="stack mt2" method="post" action={ (history.cell.href()) "/plan" } {
            (network::forms::general_error(lang, error, &["target", "due", "owner", "next_step"]))
            (field(&Field {
                label: &t!(lang, "rollout-target-percent"), name: "target", value: &draft.target, required: true,
                hint: Some(&t!(lang, "rollout-target-hint")), error: wrong("target").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "rollout-by"), name: "due", value: &draft.due, kind: "date", required: true,
                error: wrong("due").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "rollout-owner"), name: "owner", value: &draft.owner, required: true,
                hint: Some(&t!(lang, "rollout-owner-hint")), error: wrong("owner").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "rollout-next-step"), name: "next_step", value: &draft.next_step, rows: Some(2), required: true,
                max_chars: Some(LINE_MAX_CHARS as u32), error: wrong("next_step").as_deref(), ..Field::default()
            }))
            div { button class="btn primary" { (t!(lang, "rollout-save-plan")) } }
        }
    }
}

/// What the form begins with.
fn drafted(viewer: &Viewer, history: &History) -> PlanDraft {
    match &history.plan {
        Some(plan) => PlanDraft {
            target: plan.target_percent.to_string(),
            due: plan.due.clone(),
            owner: plan.owner.clone(),
            next_step: plan.next_step.clone(),
        },
        None => PlanDraft {
            owner: viewer.person.name.clone(),
            next_step: suggested(history, viewer.lang).unwrap_or_default(),
            ..PlanDraft::default()
        },
    }
}
