//! The list of what pulls apart, and the card of each.

use kernel::Time;
use maud::{Markup, html};
use network::Viewer;
use web::components::{Action, Tab, Tone, crumbs, empty_state, seg, tag};
use web::{Lang, icon, icon_sm, numbers, t};

use super::card::{asked, clash, evidence, look, manner_tag, marks, title};
use super::conflict::{Ground, Settlement, State};
use super::conflict_pages::Which;
use super::goal::Goal;
use super::standing::{People, Standing};
use super::views::day_words;

/// Reviews in the aside.
const REVIEWS: usize = 6;

pub fn list(
    viewer: &Viewer,
    standings: &[Standing],
    goals: &[Goal],
    which: Which,
    now: Time,
) -> Markup {
    let lang = viewer.lang;
    let tab = |which: Which| Tab {
        href: format!("/conflicts?which={which}"),
        label: t!(lang, &format!("goals-conflicts-{which}")),
        count: Some(numbers::count(
            standings.iter().filter(|of| which.shows(of)).count() as i64,
            lang,
        )),
        current: false,
    };
    let tabs = Which::ALL.iter().map(|option| Tab {
        current: *option == which,
        ..tab(*option)
    });
    let tabs: Vec<Tab> = tabs.collect();
    let shown = |open: bool| {
        standings
            .iter()
            .filter(move |of| which.shows(of) && of.state.is_open() == open)
    };
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/conflicts", &t!(lang, "goals-conflicts-title"))]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "goals-conflicts-title")) }
                p { (t!(lang, "goals-conflicts-lead")) }
            }
            a class="btn" href="/goals" { (icon("target")) (t!(lang, "goals-title")) }
            a class="btn" href="/conflicts/new" { (icon("plus")) (t!(lang, "goals-declare")) }
        }
        @if standings.is_empty() {
            (empty_state(&t!(lang, "goals-conflicts-none-title"), &t!(lang, "goals-conflicts-none-text"),
                Some(&Action { href: "/conflicts/new", label: t!(lang, "goals-declare") })))
            (how_found(lang))
        } @else {
            (stats(standings, now, lang))
            div class="row" { (seg(&t!(lang, "goals-conflicts-which"), &tabs)) }
            div class="cols" {
                div class="stack loose" {
                    @if standings.iter().all(|of| !which.shows(of)) { p class="muted" { (t!(lang, "goals-conflicts-none-of-these")) } }
                    @for standing in shown(true) { (card(viewer, standing, goals, now)) }
                    @if shown(false).next().is_some() { (settled(&shown(false).collect::<Vec<_>>(), lang)) }
                }
                aside class="aside" aria-label=(t!(lang, "goals-aside")) {
                    (reviews(standings, lang))
                    (how_found(lang))
                }
            }
        }
    }
}

fn stats(standings: &[Standing], now: Time, lang: Lang) -> Markup {
    let open: Vec<&Standing> = standings.iter().filter(|of| of.state.is_open()).collect();
    let count = |state: State| standings.iter().filter(|of| of.state == state).count() as i64;
    let oldest = open.iter().map(|of| of.open_days(now)).max();
    let mut took: Vec<i64> = standings
        .iter()
        .filter_map(|of| Some(of.settled.as_ref()?.agreed_at?.since_us(of.pulled.found_at)))
        .map(|span_us| span_us / Time::DAY_US)
        .collect();
    took.sort_unstable();
    let median = (!took.is_empty()).then(|| took[took.len() / 2]);
    let stat = |value: Option<i64>, unit: bool, key: &str| {
        html! {
            div class="stat" {
                span class="v" {
                    @match value {
                        Some(value) => { (numbers::count(value, lang)) @if unit { " " small { (t!(lang, "goals-days", n = value)) } } }
                        None => { "–" }
                    }
                }
                span class="l" { (t!(lang, key)) }
            }
        }
    };
    html! {
        div class="stats ruled" {
            (stat(Some(open.len() as i64), false, "goals-stat-open"))
            (stat(Some(count(State::Proposed)), false, "goals-stat-proposed"))
            (stat(oldest, true, "goals-stat-oldest"))
            (stat(median, true, "goals-stat-median"))
            (stat(Some(count(State::Due)), false, "goals-stat-due"))
        }
    }
}

/// The card of one that is open.
fn card(viewer: &Viewer, standing: &Standing, goals: &[Goal], now: Time) -> Markup {
    let lang = viewer.lang;
    let link = format!("/conflicts/{}", standing.pulled.id);
    let action = match (standing.waits_for(viewer), standing.is_decided_by(viewer)) {
        (true, _) => "goals-answer",
        (false, true) => "goals-settle-it",
        (false, false) => "goals-look",
    };
    html! {
        article class="card stack" aria-labelledby={ "c-" (standing.pulled.id) } {
            (marks(standing, now, lang))
            h2 class="pulled" id={ "c-" (standing.pulled.id) } { a class="plain" href=(link) { (title(standing, lang)) } }
            (clash(standing, goals, lang))
            (asked(standing, lang))
            (evidence(standing, lang))
            div class="row wrap" { a class="btn" href=(link) { (t!(lang, action)) } }
        }
    }
}

fn settled(standings: &[&Standing], lang: Lang) -> Markup {
    html! {
        section class="card flush" {
            div class="card-head" { h2 { (t!(lang, "goals-settled")) } }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "goals-settled")) {
                table class="tbl settled" {
                    thead { tr {
                        th scope="col" { (t!(lang, "goals-head-what")) }
                        th scope="col" { (t!(lang, "goals-head-why")) }
                        th scope="col" class="n" { (t!(lang, "goals-head-people")) }
                        th scope="col" { (t!(lang, "goals-head-how")) }
                    } }
                    tbody {
                        @for standing in standings {
                            tr {
                                th scope="row" { a class="plain" href={ "/conflicts/" (standing.pulled.id) } { (title(standing, lang)) } }
                                td class="small" {
                                    @for reason in &standing.reasons { div { (t!(lang, &format!("goals-ground-{}", reason.ground))) } }
                                }
                                td class="n" { span class="narrow-only muted" { (t!(lang, "goals-head-people")) ": " } (people_short(standing, lang)) }
                                td {
                                    @match &standing.settled {
                                        Some(settlement) if standing.state == State::Settled => {
                                            (manner_tag(settlement.manner, lang))
                                            div class="small soft" { (settlement.reason) }
                                            div class="small muted" { (t!(lang, "goals-review-on", day = day_words(&settlement.review_on, lang))) }
                                        }
                                        _ => { (tag(Tone::Line, Some("circle-dashed"), &t!(lang, "goals-state-gone"))) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn people_short(standing: &Standing, lang: Lang) -> Markup {
    html! {
        @match standing.people() {
            People::Counted(people) => { (numbers::count(people, lang)) }
            People::FewerThanTen => { (t!(lang, "goals-people-few-short")) }
            People::Nobody => { "0" }
            People::Unknown => { "–" }
        }
    }
}

/// The next days on which something is looked at again.
fn reviews(standings: &[Standing], lang: Lang) -> Markup {
    let mut next: Vec<(&Standing, &Settlement)> = standings
        .iter()
        .filter(|of| of.state == State::Settled)
        .filter_map(|of| Some((of, of.settled.as_ref()?)))
        .collect();
    next.sort_by(|a, b| a.1.review_on.cmp(&b.1.review_on));
    html! {
        @if !next.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "goals-next-review")) }
                ul class="rows trim card" {
                    @for (standing, settlement) in next.into_iter().take(REVIEWS) {
                        li {
                            div class="grow" {
                                a class="t" href={ "/conflicts/" (standing.pulled.id) } { (title(standing, lang)) }
                                span class="m" { (day_words(&settlement.review_on, lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The three ways in which something comes onto this page.
fn how_found(lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "goals-how-found")) }
            ul class="rows trim card small" {
                @for ground in Ground::ALL {
                    li {
                        (icon_sm(look(*ground).1))
                        div class="grow" { b { (t!(lang, &format!("goals-ground-{ground}"))) } span class="m" { (t!(lang, &format!("goals-ground-{ground}-text"))) } }
                    }
                }
                li { (icon_sm("users")) div class="grow" { b { (t!(lang, "goals-ground-people")) } span class="m" { (t!(lang, "goals-ground-people-text")) } } }
            }
        }
    }
}
