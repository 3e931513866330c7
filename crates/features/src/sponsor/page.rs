//! How the page looks, on a screen and on paper.

use axum::extract::State;
use kernel::Error;
use maud::{Markup, html};
use network::shell;
use network::{App, Viewer};
use web::components::{Action, date, empty_state, tag};
use web::{icon_sm, numbers, t};

use super::sheet::{Moved, Repeated, Sheet, Told};
use crate::indicators::{Indicator, day, thread_now, with_unit};
use crate::initiatives::{Summary, words};

pub async fn show(State(app): State<App>, viewer: Viewer) -> web::Result {
    if viewer.is_guest() {
        return Err(Error::not_found().into());
    }
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| Sheet::read(db, &reader, day(now)));
    let sheet = read.await?;
    let title = t!(viewer.lang, "sponsor-title");
    let today = date(now, viewer.lang, &viewer.zone());
    let main = view(&viewer, &sheet, &today);
    Ok(shell::titled(&app, &viewer, "/stories", &title, None, main).await?)
}

fn view(viewer: &Viewer, sheet: &Sheet, today: &str) -> Markup {
    let lang = viewer.lang;
    let nothing =
        sheet.indicators.is_empty() && sheet.stories.is_empty() && sheet.use_cases.is_empty();
    html! {
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "sponsor-title")) }
                p { (t!(lang, "sponsor-lead", day = today)) }
            }
        }
        @if nothing {
            (empty_state(&t!(lang, "sponsor-none"), &t!(lang, "sponsor-none-text"),
                Some(&Action { href: "/indicators", label: t!(lang, "sponsor-begin") })))
        } @else {
            div class="stack loose sponsor-sheet" {
                (sums(viewer, sheet))
                @if !sheet.indicators.is_empty() { (moved(viewer, &sheet.indicators)) }
                @if !sheet.stories.is_empty() { (stories(viewer, &sheet.stories)) }
                @if !sheet.use_cases.is_empty() { (repeated(viewer, &sheet.use_cases)) }
                @if sheet.cut { p class="small muted" { (t!(lang, "sponsor-cut", n = super::sheet::MOST)) } }
            }
        }
    }
}

/// The four numbers on top.
fn sums(viewer: &Viewer, sheet: &Sheet) -> Markup {
    let lang = viewer.lang;
    let count = |wanted: fn(&Told) -> bool| sheet.stories.iter().filter(|it| wanted(it)).count();
    let verified = count(Told::has_value);
    let claimed = count(|it| it.story.claimed.is_some() && !it.has_value());
    let begun: i64 = sheet.use_cases.iter().map(|it| it.survival.begun).sum();
    let hours: f64 = sheet.use_cases.iter().filter_map(Repeated::hours).sum();
    let stat = |value: String, label: String| {
        html! { div class="stat" { span class="v" { (value) } span class="l" { (label) } } }
    };
    html! {
        div class="stats ruled" {
            (stat(verified.to_string(), t!(lang, "sponsor-verified", n = verified)))
            (stat(claimed.to_string(), t!(lang, "sponsor-claimed", n = claimed)))
            (stat(begun.to_string(), t!(lang, "sponsor-begun", n = begun)))
            (stat(numbers::decimal(hours, lang), t!(lang, "sponsor-hours")))
        }
    }
}

fn moved(viewer: &Viewer, all: &[Moved]) -> Markup {
    let lang = viewer.lang;
    html! {
        section class="stack" {
            h2 { (t!(lang, "sponsor-indicators")) }
            @for Moved { indicator: it, now, initiatives } in all {
                div class="card stack tight" {
                    div class="row wrap between" {
                        (thread_now(it.id, &it.name, *now, &it.unit, lang))
                        span class="small muted" {
                            (t!(lang, "sponsor-from-to",
                                baseline = with_unit(it.baseline, &it.unit, lang),
                                now = now.map_or_else(|| t!(lang, "sponsor-no-reading"), |now| with_unit(now, &it.unit, lang)),
                                target = with_unit(it.target, &it.unit, lang)))
                        }
                    }
                    ul class="rows trim wrap" { @for one in initiatives { (initiative(viewer, it, one)) } }
                }
            }
            p class="small muted" { (t!(lang, "sponsor-indicators-why")) }
        }
    }
}

fn initiative(viewer: &Viewer, it: &Indicator, summary: &Summary) -> Markup {
    let lang = viewer.lang;
    let own = &summary.initiative;
    let verdict = summary.verdict.as_ref();
    let mark = verdict.map(|answer| words::mark(it, answer, lang));
    html! {
        li {
            div class="grow" {
                a class="t" href={ "/initiatives/" (own.id) } { (own.name) }
                span class="m" {
                    @match verdict {
                        Some(answer) => { (words::sentence(it, answer, lang)) }
                        None => { (t!(lang, "sponsor-not-judged", n = summary.started)) }
                    }
                }
            }
            @match mark {
                Some(mark) => { (tag(mark.tone, Some(mark.icon), &mark.words)) }
                None => { span class="small muted row" { (icon_sm("circle-dashed")) (t!(lang, "sponsor-open")) } }
            }
        }
    }
}

fn stories(viewer: &Viewer, all: &[Told]) -> Markup {
    let lang = viewer.lang;
    html! {
        section class="stack" {
            h2 { (t!(lang, "sponsor-stories")) }
            div class="card flush" {
                div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "sponsor-stories")) {
                    table class="tbl" {
                        thead { tr {
                            th scope="col" { (t!(lang, "sponsor-story")) }
                            th scope="col" { (t!(lang, "sponsor-head-verified")) }
                            th scope="col" { (t!(lang, "sponsor-head-claimed")) }
                        } }
                        tbody { @for told in all { (story(viewer, told)) } }
                    }
                }
            }
            p class="small muted" { (t!(lang, "sponsor-stories-why")) }
        }
    }
}

fn story(viewer: &Viewer, told: &Told) -> Markup {
    let lang = viewer.lang;
    let it = &told.story;
    html! {
        tr {
            th scope="row" {
                a href={ "/stories/" (it.id) } { (it.title) }
                @if let Some(site) = &it.site { br; span class="small muted" { (site) } }
            }
            td {
                @match &told.verified {
                    Some((indicator, verified)) if verified.value().is_some() => { b { (t!(lang, "sponsor-at-least", amount = verified.at_least(indicator, lang))) } }
                    Some(_) => { (t!(lang, "sponsor-no-effect")) }
                    None if told.confirmed => { span class="muted" { (t!(lang, "sponsor-readings-only")) } }
                    None => { span class="muted" { "–" span class="vh" { (t!(lang, "sponsor-nothing")) } } }
                }
            }
            td {
                @match it.claimed {
                    Some(value) => { (with_unit(value, &it.claimed_unit, lang)) }
                    None => { span class="muted" { "–" span class="vh" { (t!(lang, "sponsor-nothing")) } } }
                }
            }
        }
    }
}

fn repeated(viewer: &Viewer, all: &[Repeated]) -> Markup {
    let lang = viewer.lang;
    let of = |kept: i64, asked: i64| match asked {
        0 => html! { span class="muted" { "–" span class="vh" { (t!(lang, "sponsor-not-yet")) } } },
        _ => html! { (t!(lang, "sponsor-of", n = kept, of = asked)) },
    };
    html! {
        section class="stack" {
            h2 { (t!(lang, "sponsor-repeated")) }
            div class="card flush" {
                div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "sponsor-repeated")) {
                    table class="tbl" {
                        thead { tr {
                            th scope="col" { (t!(lang, "sponsor-use-case")) }
                            @for head in ["sponsor-head-begun", "sponsor-head-30", "sponsor-head-90", "sponsor-head-hours"] {
                                th scope="col" class="n" { (t!(lang, head)) }
                            }
                        } }
                        tbody {
                            @for it in all {
                                tr {
                                    th scope="row" { a href={ "/use-cases/" (it.use_case.id) } { (it.use_case.name) } }
                                    td class="n" { (it.survival.begun) }
                                    td class="n" { (of(it.survival.kept_30, it.survival.at_30)) }
                                    td class="n" { (of(it.survival.kept_90, it.survival.at_90)) }
                                    td class="n" {
                                        @match it.hours() {
                                            Some(hours) => { (numbers::decimal(hours, lang)) }
                                            None => { span class="muted" { "–" span class="vh" { (t!(lang, "sponsor-nothing")) } } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p class="small muted" { (t!(lang, "sponsor-repeated-why")) }
        }
    }
}
