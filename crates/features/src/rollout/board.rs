//! The board: where each level is, the curve of adoption, next steps, plays, countries, sites.

use maud::{Markup, html};
use network::Viewer;
use web::components::{Action, Face, Size, Tone, avatar, callout, empty_state, hue_of};
use web::{Lang, icon, icon_sm, numbers, t};

use super::cell::{BoardLevel, Cell, CellScope, Figure, Plan, Progress, Stage};
use super::figures::{Board, History, level_cell};
use super::queries::Gap;
use super::{views, week};

/// Next steps on the board.
const STEPS: usize = 8;
const COUNTRIES: usize = 12;

pub fn page(viewer: &Viewer, board: &Board, network: &History) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "rollout-title")) }
                p {
                    (t!(lang, "rollout-lead"))
                    @if board.week > 0 { " " (t!(lang, "rollout-counted-to", day = web::components::day_in_words(week::sunday(board.week), lang))) }
                }
            }
            a class="btn" href="/rollout/sites" { (icon("store")) (t!(lang, "rollout-sites")) }
            @if viewer.is_administrator() {
                a class="btn primary" href="/rollout/plays/new" { (icon("flag")) (t!(lang, "rollout-start-play")) }
            }
        }
        @if board.week == 0 {
            (empty_state(&t!(lang, "rollout-none-title"), &t!(lang, "rollout-none-text"),
                Some(&Action { href: "/", label: t!(lang, "rollout-none-action") })))
            (views::meanings(lang))
        } @else {
            (stats(board, lang))
            (matrix(board, lang))
            div class="cols" {
                div class="stack loose" {
                    (adoption(network, lang))
                    (steps(viewer, board, lang))
                    (views::meanings(lang))
                }
                aside class="aside" aria-label=(t!(lang, "rollout-where")) {
                    (gap(board, lang))
                    (plays(viewer, board, lang))
                    (countries(board, lang))
                    (sites(board, lang))
                }
            }
        }
    }
}

fn stats(board: &Board, lang: Lang) -> Markup {
    let of = |stage: Stage| Cell::NETWORK.with(stage);
    let stat = |cell: Cell, label: &str| {
        let figure = board.figure(cell);
        html! {
            a class="stat plain" href=(cell.href()) {
                span class="v" { (views::share(figure, lang)) }
                span class="l" {
                    (t!(lang, label)) ", " (views::people(figure, lang))
                    @if let Some(plan) = board.plan(cell) { " " (t!(lang, "rollout-plan-short", n = plan.wants(board.week).round() as i64)) }
                }
            }
        }
    };
    html! {
        div class="stats ruled" {
            (stat(of(Stage::Adopted), "rollout-stat-adopted"))
            (stat(of(Stage::Active), "rollout-stat-active"))
            (stat(of(Stage::Answering), "rollout-stat-answering"))
            (stat(of(Stage::Leading), "rollout-stat-leading"))
        }
    }
}

fn matrix(board: &Board, lang: Lang) -> Markup {
    html! {
        section class="card flush" aria-labelledby="levels" {
            div class="card-head" {
                h2 id="levels" { (t!(lang, "rollout-levels")) }
                div class="legend push" {
                    span { (icon_sm("circle-check")) (t!(lang, "rollout-done")) }
                    span { (icon_sm("circle-dot")) (t!(lang, "rollout-planned")) }
                    span { (icon_sm("circle-dashed")) (t!(lang, "rollout-later")) }
                }
            }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "rollout-levels")) {
                div class="matrix" role="table" aria-label=(t!(lang, "rollout-levels")) {
                    div role="row" class="mrow" {
                        div class="h lv" role="columnheader" { (t!(lang, "rollout-level")) }
                        @for stage in Stage::BOARD {
                            div class="h" role="columnheader" { (views::stage_name(stage, lang)) }
                        }
                    }
                    @for level in BoardLevel::ALL {
                        div role="row" class="mrow" {
                            div class="lv" role="rowheader" {
                                b class="row" { (icon_sm(level.icon())) (t!(lang, &format!("rollout-level-{level}"))) }
                                span { (headcount(board, *level, lang)) }
                            }
                            @for stage in Stage::BOARD {
                                (cell(board, level_cell(*level, stage), lang))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn headcount(board: &Board, level: BoardLevel, lang: Lang) -> String {
    let figure = board.figure(level_cell(level, Stage::Aware));
    match figure.map_or(0, |figure| figure.people) {
        people if people < 10 => t!(lang, "rollout-fewer-than-ten"),
        people => t!(
            lang,
            "rollout-people",
            n = people,
            count = numbers::count(people, lang)
        ),
    }
}

fn cell(board: &Board, cell: Cell, lang: Lang) -> Markup {
    let figure = board.figure(cell);
    let plan = board.plan(cell);
    let progress = plan.map(|plan| board.progress(plan));
    let (class, sign, said) = match progress {
        Some(Progress::Reached) => ("done", "circle-check", "rollout-done"),
        Some(_) => ("now", "circle-dot", "rollout-planned"),
        None => ("next", "circle-dashed", "rollout-later"),
    };
    let withheld = figure.and_then(Figure::percent).is_none();
    let tone = if class == "done" { "good" } else { "" };
    html! {
        div class={ "cell " (class) @if withheld { " held" } } role="cell" {
            a class="pc" href=(cell.href()) { (views::share(figure, lang)) span class="vh" { " " (t!(lang, said)) } (icon_sm(sign)) }
            (views::meter(figure, tone))
            span class="m" { (views::people(figure, lang)) }
            @if let Some(plan) = plan {
                span class="m" { (t!(lang, "rollout-wants", n = plan.target_percent, day = views::kept_day(&plan.due, lang))) }
            }
        }
    }
}

fn adoption(network: &History, lang: Lang) -> Markup {
    let title = t!(lang, "rollout-adoption");
    html! {
        section class="card stack" aria-labelledby="adoption" {
            h2 id="adoption" { (title) }
            p class="small muted" { (t!(lang, "rollout-means-adopted")) }
            (views::curve(&title, &network.figures, network.plan.as_ref(), network.forecast.as_ref(), &[], lang))
            @if let Some(forecast) = &network.forecast { (views::forecast_says(forecast, network.plan.as_ref(), lang)) }
            (views::table(&network.figures, network.forecast.as_ref(), network.cell, lang))
        }
    }
}

/// What is planned and not reached, by its day; then what could be.
fn steps(viewer: &Viewer, board: &Board, lang: Lang) -> Markup {
    let open: Vec<&Plan> = board
        .plans
        .iter()
        .filter(|plan| plan.scope != CellScope::Site && board.progress(plan) != Progress::Reached)
        .take(STEPS)
        .collect();
    let lagging = board.lagging();
    html! {
        section class="card flush" aria-labelledby="steps" {
            div class="card-head" { h2 id="steps" { (t!(lang, "rollout-steps")) } }
            @if open.is_empty() && lagging.is_empty() {
                p class="muted inset-text" { (t!(lang, "rollout-no-steps")) }
            }
            ul class="rows lined wrap" {
                @for plan in open { (step(board, plan, lang)) }
                @for (level, stage) in lagging { (suggestion(viewer, level, stage, lang)) }
            }
        }
    }
}

fn step(board: &Board, plan: &Plan, lang: Lang) -> Markup {
    let id = plan.owner_id.raw();
    let owner = Face {
        name: &plan.owner,
        hue: hue_of(id),
        photo: None,
        square: false,
    };
    let country = board.countries.iter().find(|(id, _)| *id == plan.unit);
    let country = country.map_or("", |(_, name)| name.as_str());
    html! {
        li {
            (avatar(&owner, Size::Sm, None))
            div class="grow" {
                a class="t" href=(plan.cell().href()) { (plan.next_step) }
                span class="m" {
                    (plan.owner) " · " (views::unit_name(plan.cell(), country, lang)) " · " (views::stage_name(plan.stage, lang))
                    " · " (t!(lang, "rollout-due", day = views::kept_day(&plan.due, lang)))
                }
            }
            (views::progress_tag(board.progress(plan), lang))
        }
    }
}

fn suggestion(viewer: &Viewer, level: BoardLevel, stage: Stage, lang: Lang) -> Markup {
    let cell = level_cell(level, stage);
    html! {
        li {
            span class="av sm nobody" aria-hidden="true" { (icon_sm("user-plus")) }
            div class="grow" {
                a class="t" href=(cell.href()) { (t!(lang, &format!("rollout-suggest-{level}-{stage}"))) }
                span class="m" { (t!(lang, &format!("rollout-level-{level}"))) " · " (views::stage_name(stage, lang)) " · " (t!(lang, "rollout-suggested")) }
            }
            @if viewer.is_administrator() { a class="btn sm" href={ (cell.href()) "#plan" } { (t!(lang, "rollout-plan-it")) } }
        }
    }
}

fn gap(board: &Board, lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "rollout-gap")) }
            div class="card stack tight" {
                @match &board.gap {
                    Some((now, before)) => {
                        @let (early, other) = shares(now);
                        p { b { (gap_says(early - other, lang)) } }
                        dl class="facts" {
                            dt { (t!(lang, "rollout-gap-early", n = now.early_sites)) }
                            dd class="num" { (t!(lang, "rollout-percent", n = early)) }
                            dt { (t!(lang, "rollout-gap-other", n = now.other_sites)) }
                            dd class="num" { (t!(lang, "rollout-percent", n = other)) }
                        }
                        @if let Some(before) = before {
                            @let (early, other) = shares(before);
                            p class="small muted" { (t!(lang, "rollout-gap-before", early = early, other = other, day = web::components::day_in_words(week::sunday(before.week), lang))) }
                        }
                        p class="small muted" { (t!(lang, "rollout-gap-means")) }
                    }
                    None => { p class="muted" { (t!(lang, "rollout-gap-none")) } }
                }
            }
        }
    }
}

fn gap_says(points: i64, lang: Lang) -> String {
    match points {
        0 => t!(lang, "rollout-gap-closed"),
        ahead if ahead > 0 => t!(lang, "rollout-gap-ahead", n = ahead),
        behind => t!(lang, "rollout-gap-behind", n = -behind),
    }
}

/// Of the early sites and of the others, in percent.
fn shares(gap: &Gap) -> (i64, i64) {
    let of = |some: i64, all: i64| (some * 100 + all / 2) / all.max(1);
    (
        of(gap.early_adopted, gap.early_people),
        of(gap.other_adopted, gap.other_people),
    )
}

fn plays(viewer: &Viewer, board: &Board, lang: Lang) -> Markup {
    html! {
        section class="sec" {
            div class="sec-head" { h2 { (t!(lang, "rollout-plays")) } a href="/rollout/plays" { (t!(lang, "rollout-all-plays")) } }
            @if board.plays.is_empty() {
                p class="muted" {
                    (t!(lang, "rollout-no-plays")) " "
                    @if viewer.is_administrator() { a href="/rollout/plays/new" { (t!(lang, "rollout-start-play")) } }
                }
            } @else {
                ul class="rows trim card wrap" { @for play in &board.plays { (views::play_row(play, board.today, lang)) } }
            }
        }
    }
}

fn countries(board: &Board, lang: Lang) -> Markup {
    if board.countries.len() < 2 {
        return html! {};
    }
    let mut rows: Vec<(Cell, &str, Option<&Figure>)> = Vec::new();
    for (unit, name) in &board.countries {
        let cell = Cell {
            scope: CellScope::Country,
            unit: *unit,
            stage: Stage::Active,
        };
        rows.push((cell, name, board.figure(cell)));
    }
    rows.sort_by_key(|(.., figure)| -figure.map_or(0, |figure| figure.people));
    html! {
        section class="sec" {
            h2 { (t!(lang, "rollout-countries")) }
            div class="card stack" {
                @for (cell, name, figure) in rows.into_iter().take(COUNTRIES) {
                    div {
                        div class="row between small" { a href=(cell.href()) { (name) } b class="num" { (views::share(figure, lang)) } }
                        (views::meter(figure, ""))
                        span class="small muted" { (views::people(figure, lang)) }
                    }
                }
            }
        }
    }
}

fn sites(board: &Board, lang: Lang) -> Markup {
    let withheld = board.sites - board.sites_shown;
    html! {
        section class="sec" {
            h2 { (t!(lang, "rollout-by-site")) }
            (callout(Tone::Plain, "store", "", html! {
                p { a href="/rollout/sites" { (t!(lang, "rollout-sites-shown", n = board.sites_shown, all = board.sites)) } }
                @if withheld > 0 { p class="small muted" { (t!(lang, "rollout-sites-withheld")) } }
            }))
        }
    }
}
