//! What the pages about the health of the network show: the matrix, what is suggested, the formulas.

use kernel::Time;
use maud::{Markup, html};
use network::Viewer;
use web::components::{Action, crumbs, empty_state};
use web::{Lang, icon, icon_sm, t};

use super::measure::{Column, Element, Measure, OF_NETWORK, Source, State, TABLE, Verdict};
use super::pictures::{bullet, held, ring};
use super::queries::{Cell, Network, Units};
use super::step::{About, Play, Step};
use super::{map_views, persona, step_views, views};

pub fn page(
    viewer: &Viewer,
    counted: Option<&Network>,
    units: Option<&Units>,
    steps: &[Step],
    now: Time,
    key: &dyn Fn() -> String,
) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "health-title")) } p { (t!(lang, "health-lead")) } }
            @if let Some(Network { week, .. }) = counted {
                span class="small muted" { (views::period(*week, lang)) }
                a class="btn" href="/health/numbers.csv" { (icon("download")) (t!(lang, "health-numbers")) }
            }
        }
        @match counted {
            None => (empty_state(&t!(lang, "health-never-title"), &t!(lang, "health-never-text"),
                Some(&Action { href: "/health/formulas", label: t!(lang, "health-formulas") }))),
            Some(Network { cells, .. }) => {
                (summary(cells, lang))
                (matrix(cells, lang))
                div class="cols" {
                    div class="stack loose" {
                        (step_views::choices(viewer, None, steps, &suggestions(cells, lang), now, key))
                        @if let Some(units) = units {
                            (map_views::talks(units, lang))
                            (map_views::small_map(units, lang))
                        }
                    }
                    aside class="aside" aria-label=(t!(lang, "health-aside")) {
                        (whole(cells, lang))
                        (step_views::taken(steps, lang))
                        (persona::pages::way(lang))
                        section class="sec" {
                            h2 { (t!(lang, "health-origin")) }
                            p class="small muted" { (t!(lang, "health-origin-text")) }
                        }
                    }
                }
            }
        }
    }
}

fn cell_of(cells: &[Cell], element: Element, column: Column) -> Option<&Cell> {
    let is_it = |cell: &&Cell| cell.measure == element.measure() && cell.level == column.as_str();
    cells.iter().find(is_it)
}

fn judged(cell: &Cell, element: Element, column: Column) -> Option<Verdict> {
    views::verdict(
        cell.measure,
        cell.state,
        cell.value,
        Some(element.mark(column)),
    )
}

/// Every cell that has a number, the furthest below its mark first.
fn all(cells: &[Cell]) -> Vec<(Element, Column, &Cell, Verdict)> {
    let mut all = Vec::new();
    for element in Element::ALL {
        for column in Column::ALL {
            if let Some(cell) = cell_of(cells, *element, *column)
                && let Some(verdict) = judged(cell, *element, *column)
            {
                all.push((*element, *column, cell, verdict));
            }
        }
    }
    let way = |(element, column, cell, verdict): &(Element, Column, &Cell, Verdict)| match verdict {
        Verdict::Meets => 1.0,
        _ => cell.value / element.mark(*column),
    };
    all.sort_by(|a, b| way(a).total_cmp(&way(b)));
    all
}

fn place(element: Element, column: Column, lang: Lang) -> String {
    t!(
        lang,
        "health-at-level",
        element = t!(lang, &format!("health-element-{element}")),
        level = t!(lang, &format!("health-level-{column}"))
    )
}

fn summary(cells: &[Cell], lang: Lang) -> Markup {
    let all = all(cells);
    let met = all
        .iter()
        .filter(|(.., verdict)| *verdict == Verdict::Meets)
        .count();
    let missing: Vec<String> = all
        .iter()
        .filter(|(.., verdict)| *verdict == Verdict::Missing)
        .map(|(element, column, ..)| place(*element, *column, lang))
        .take(3)
        .collect();
    let headline = match (met, all.len()) {
        (_, 0) => "health-too-early",
        (met, all) if met == all => "health-net-all-well",
        (met, all) if met * 2 >= all => "health-net-mostly",
        _ => "health-net-weak",
    };
    html! {
        section class="card" {
            div class="row gap4 wrap" {
                (ring(met as u64, all.len() as u64, if met * 2 >= all.len() { "good" } else { "warn" },
                    &t!(lang, "health-net-ring", met = met, all = all.len())))
                div class="grow health-said" {
                    h2 { (t!(lang, headline)) }
                    p class="soft" {
                        @if all.is_empty() { (t!(lang, "health-too-early-text")) }
                        @else { (t!(lang, "health-net-met", met = met, all = all.len())) }
                        @if !missing.is_empty() { " " (t!(lang, "health-net-lacks", names = missing.join("; "))) }
                    }
                }
            }
        }
    }
}

fn matrix(cells: &[Cell], lang: Lang) -> Markup {
    html! {
        section class="card flush" aria-labelledby="matrix" {
            div class="card-head" {
                h2 id="matrix" { (t!(lang, "health-matrix")) }
                div class="legend push" {
                    span { (icon_sm("circle-check")) (t!(lang, "health-cell-meets")) }
                    span { (icon_sm("minus")) (t!(lang, "health-cell-close")) }
                    span { (icon_sm("circle-dashed")) (t!(lang, "health-cell-missing")) }
                }
            }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "health-matrix-by")) {
                div class="matrix four" role="table" aria-labelledby="matrix" {
                    div role="row" {
                        div class="h lv" role="columnheader" { (t!(lang, "health-element")) }
                        @for column in Column::ALL { div class="h" role="columnheader" { (t!(lang, &format!("health-level-{column}"))) } }
                    }
                    @for element in Element::ALL {
                        div role="row" {
                            div class="lv" role="rowheader" {
                                b class="row" { (icon_sm(element.icon())) (t!(lang, &format!("health-element-{element}"))) }
                                span { (t!(lang, &format!("health-element-{element}-asks"))) }
                            }
                            @for column in Column::ALL { (cell(cell_of(cells, *element, *column), *element, *column, lang)) }
                        }
                    }
                }
            }
            p class="small muted row top small-print" {
                (icon_sm("shield-check"))
                span { (t!(lang, "health-small-print")) " " (t!(lang, "health-marks-ours")) " " a href="/health/formulas" { (t!(lang, "health-formulas")) } }
            }
        }
    }
}

fn cell(cell: Option<&Cell>, element: Element, column: Column, lang: Lang) -> Markup {
    let state = cell.map_or(State::Nothing, |cell| cell.state);
    let mark = element.mark(column);
    let name = views::name(element.measure(), lang);
    let Some((cell, verdict)) = cell.and_then(|cell| Some((cell, judged(cell, element, column)?)))
    else {
        return html! {
            div class="cell none" role="cell" {
                span class="pc" { "–" (icon_sm("shield-check")) }
                (held())
                span class="m" { (name) }
                span class="m" { (views::why_not(state, lang)) }
            }
        };
    };
    let (class, sign, said) = match verdict {
        Verdict::Meets => ("cell done", "circle-check", "health-cell-meets"),
        Verdict::Close => ("cell now", "minus", "health-cell-close"),
        Verdict::Missing => ("cell gap", "circle-dashed", "health-cell-missing"),
    };
    let value = match cell.state {
        State::AlmostAll => 95.0,
        _ => cell.value,
    };
    html! {
        div class=(class) role="cell" {
            span class="pc" { (views::said_as(cell.measure, cell.state, cell.value, lang)) " " (icon_sm(sign)) }
            (bullet(views::tone(Some(verdict)), value, Some(mark)))
            span class="m" { (name) span class="vh" { " " (t!(lang, said)) } }
            span class="m" { (t!(lang, "health-cell-mark", value = views::said(cell.measure, mark, lang))) " · " (views::sample(cell.measure, cell.sample, lang)) }
        }
    }
}

/// For each level that lacks something the one thing that is furthest below.
fn suggestions(cells: &[Cell], lang: Lang) -> Vec<step_views::Suggestion> {
    let mut seen = Vec::new();
    let mut suggested = Vec::new();
    for (element, column, cell, verdict) in all(cells) {
        if verdict == Verdict::Meets || seen.contains(&column) {
            continue;
        }
        seen.push(column);
        let measure = element.measure();
        suggested.push(step_views::Suggestion {
            about: About {
                community: None,
                measure,
                level: Some(column),
            },
            play: Play::of(measure),
            line: format!(
                "{}, {} → {}.",
                place(element, column, lang),
                views::said(measure, cell.value, lang),
                views::said(measure, element.mark(column), lang)
            ),
        });
    }
    suggested
}

/// One of the numbers that have no level, beside what is known.
fn number(cells: &[Cell], measure: Measure, lang: Lang) -> Markup {
    let found = cells
        .iter()
        .find(|cell| cell.measure == measure && cell.level.is_empty());
    let Some(cell) = found else {
        return html! {};
    };
    let known = measure.row().known;
    let verdict = views::verdict(measure, cell.state, cell.value, known);
    html! {
        div {
            div class="row between small" {
                span { (views::name(measure, lang)) }
                b class="num" { (views::said_as(measure, cell.state, cell.value, lang)) }
            }
            @if let (Some(known), State::Shown) = (known, cell.state) {
                @let (bar, mark) = views::scaled(measure, cell.value, Some(known));
                (bullet(views::tone(verdict), bar, mark))
            }
            p class="small muted" {
                @if matches!(cell.state, State::Shown | State::AlmostAll) {
                    @if let Some(known) = known { (t!(lang, &format!("health-known-{measure}"), value = views::said(measure, known, lang))) " · " }
                    (views::sample(measure, cell.sample, lang))
                } @else { (views::why_not(cell.state, lang)) }
            }
        }
    }
}

/// Of those, the first need no knowledge of graphs.
const PLAIN: usize = 10;

/// The numbers that have no level.
fn whole(cells: &[Cell], lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-whole")) }
            div class="card stack whole" {
                @for measure in OF_NETWORK.iter().take(PLAIN) { (number(cells, *measure, lang)) }
                details class="small" {
                    summary class="b" { (t!(lang, "health-web")) }
                    div class="stack whole mt3" {
                        p class="small muted" { (t!(lang, "health-web-text")) " " a href="/health/formulas" { (t!(lang, "health-formulas")) } }
                        @for measure in OF_NETWORK.iter().skip(PLAIN) { (number(cells, *measure, lang)) }
                    }
                }
                @for row in TABLE.iter().filter(|row| row.measure != Measure::StoriesTold) {
                    @if let Source::Needs(needs) = row.source {
                        div class="not-yet" {
                            span class="small" { (views::name(row.measure, lang)) }
                            span class="tag line" { (icon("circle-dashed")) (t!(lang, "health-needs", what = t!(lang, &format!("health-needs-{needs}")))) }
                        }
                    }
                }
            }
        }
    }
}

/// Every measure with how it is counted.
pub fn formulas(lang: Lang) -> Markup {
    html! {
        (crumbs(lang, &[("/health", &t!(lang, "health-title")), ("/health/formulas", &t!(lang, "health-formulas"))]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "health-formulas")) } p { (t!(lang, "health-formulas-lead")) } } }
        section class="card stack" {
            h2 { (t!(lang, "health-rules")) }
            ul class="prose" {
                @for at in 1..=7 { li { (t!(lang, &format!("health-rule-{at}"))) } }
            }
        }
        section class="card flush" {
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "health-formulas")) {
                table class="tbl formulas" {
                    thead { tr {
                        th scope="col" { (t!(lang, "health-measure")) }
                        th scope="col" { (t!(lang, "health-formula")) }
                        th scope="col" { (t!(lang, "health-known")) }
                    } }
                    tbody {
                        @for row in TABLE {
                            tr id=(row.measure) {
                                th scope="row" { (views::name(row.measure, lang)) }
                                td {
                                    (t!(lang, &format!("health-formula-{}", row.measure)))
                                    @if let Some(call) = row.networkx { br; code class="small" { (call) } }
                                    @if let Source::Needs(needs) = row.source {
                                        " " span class="tag line" { (icon("circle-dashed")) (t!(lang, "health-needs", what = t!(lang, &format!("health-needs-{needs}")))) }
                                    }
                                }
                                td { @match row.known { Some(known) => (views::said(row.measure, known, lang)), None => "–" } }
                            }
                        }
                    }
                }
            }
        }
    }
}
