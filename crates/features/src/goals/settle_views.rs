//! One of those that pull apart: the whole of it, and the form that settles it.

use kernel::{Error, Time};
use maud::{Markup, html};
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::components::{
    Choice, Field, Select, Tone, callout, choices, crumbs, error_line, field, hidden,
    idempotency_key, select,
};
use web::errors::about;
use web::{Lang, numbers, t};

use super::card::{asked, clash, evidence, is_over, manner_tag, marks, moved, title};
use super::compare::Outcome;
use super::conflict::{Ground, Manner, Settlement, Side, State};
use super::goal::Goal;
use super::standing::{People, Standing};
use super::views::day_words;

/// What the form to settle holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Settled {
    pub manner: String,
    pub winner: String,
    pub reason: String,
    pub review_on: String,
}

pub fn page(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    goals: &[Goal],
    now: Time,
    entered: &Settled,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let title = title(standing, lang);
    let link = format!("/conflicts/{}", standing.pulled.id);
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/conflicts", &t!(lang, "goals-conflicts-title")), (&link, &title)]))
        div class="page-head" { div class="grow" { h1 { (title) } } }
        div class="stack loose narrow" {
            section class="card stack" aria-label=(t!(lang, "goals-what-pulls")) {
                (marks(standing, now, lang))
                (clash(standing, goals, lang))
                (asked(standing, lang))
                (evidence(standing, lang))
                @if standing.compared.as_ref().is_some_and(|of| of.outcome == Outcome::Compared) || is_measured(standing) { (doubts(standing, lang)) }
            }
            (decision(app, viewer, standing, now, entered, error))
            (history(standing, now, lang))
        }
    }
}

fn is_measured(standing: &Standing) -> bool {
    standing
        .reasons
        .iter()
        .any(|of| of.ground == Ground::Measured)
}

/// What could make the measurement wrong, with the figures behind it.
fn doubts(standing: &Standing, lang: Lang) -> Markup {
    let Some(compared) = &standing.compared else {
        return html! {};
    };
    let figures = compared.correlation.map(|correlation| {
        let q = match compared.q {
            Some(q) if q < 0.001 => t!(lang, "goals-q-small"),
            Some(q) => t!(lang, "goals-q", q = numbers::decimal(q * 100.0, lang)),
            None => t!(lang, "goals-q-none"),
        };
        let r = numbers::decimal(correlation, lang);
        t!(
            lang,
            "goals-figures",
            r = r,
            changes = numbers::count(compared.changes, lang),
            q = q
        )
    });
    let flaws = [&standing.first, &standing.second];
    let flaws = flaws.into_iter().filter(|party| !party.flaw.is_empty());
    html! {
        @if !is_measured(standing) { p class="small muted" { (moved(compared, lang)) " " (t!(lang, "goals-moved-not-found")) } }
        details class="small" {
            summary class="b" { (t!(lang, "goals-wrong")) }
            ul class="stack tight soft doubts" {
                li { (t!(lang, "goals-wrong-cause")) }
                li { (t!(lang, "goals-wrong-else")) }
                li { (t!(lang, "goals-wrong-same-count")) }
                @for party in flaws { li { (t!(lang, "goals-wrong-flaw", name = party.name.as_str(), flaw = party.flaw.as_str())) } }
                @if let Some(figures) = figures { li class="muted" { (figures) } }
            }
        }
    }
}

/// What was decided, what waits, and the form for those who decide.
fn decision(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    now: Time,
    entered: &Settled,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let decides = standing.is_decided_by(viewer);
    html! {
        @if let Some(settled) = &standing.settled {
            @if is_over(settled, now) {
                (callout(Tone::Warn, "hourglass", &t!(lang, "goals-due"), html! { p { (t!(lang, "goals-due-text", day = day_words(&settled.review_on, lang))) } }))
            } @else {
                section class="card stack" { h2 { (t!(lang, "goals-settled-so")) } (settlement(standing, settled, lang)) }
            }
        }
        @if let Some(proposed) = &standing.proposed {
            section class="card stack" {
                h2 { (t!(lang, "goals-proposed", name = proposed.by.as_str())) }
                (settlement(standing, proposed, lang))
                @if standing.waits_for(viewer) {
                    form method="post" action={ "/conflicts/" (standing.pulled.id) "/agreements" } {
                        (hidden("settlement", &proposed.id.to_string()))
                        button class="btn primary" { (t!(lang, "goals-agree")) }
                    }
                    p class="small muted" { (t!(lang, "goals-or-other")) }
                } @else { p class="small muted" { (t!(lang, "goals-counts-when")) } }
            }
        }
        @if decides && standing.state != State::Gone { (settle_form(app, viewer, standing, entered, error)) }
        @else if standing.state.is_open() {
            p class="muted" { (owners_decide(standing, lang)) }
        }
        @if decides && !standing.is_one_indicator() { (same_count(viewer, standing)) }
    }
}

fn owners_decide(standing: &Standing, lang: Lang) -> String {
    let (first, second) = (
        standing.first.owner.as_str(),
        standing.second.owner.as_str(),
    );
    match standing.first.owner_id == standing.second.owner_id {
        true => t!(lang, "goals-owner-decides", name = first),
        false => t!(lang, "goals-owners-decide", first = first, second = second),
    }
}

fn settlement(standing: &Standing, it: &Settlement, lang: Lang) -> Markup {
    html! {
        div class="stack tight" {
            div class="row wrap" {
                (manner_tag(it.manner, lang))
                @if let Some(winner) = it.winner { b { (t!(lang, "goals-goes-first", name = side_name(standing, winner, lang))) } }
            }
            p { (it.reason) }
            p class="small muted" {
                @match &it.agreed_by {
                    Some(agreed) if *agreed != it.by => { (t!(lang, "goals-by-both", by = it.by.as_str(), agreed = agreed.as_str())) }
                    _ => { (t!(lang, "goals-by", by = it.by.as_str())) }
                }
                " " (t!(lang, "goals-review-on", day = day_words(&it.review_on, lang)))
            }
        }
    }
}

fn side_name(standing: &Standing, side: Side, lang: Lang) -> String {
    match (standing.is_one_indicator(), side) {
        (true, Side::First) => t!(lang, "goals-side-up"),
        (true, Side::Second) => t!(lang, "goals-side-down"),
        (false, Side::First) => standing.first.name.clone(),
        (false, Side::Second) => standing.second.name.clone(),
    }
}

fn settle_form(
    app: &App,
    viewer: &Viewer,
    standing: &Standing,
    entered: &Settled,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let wrong = |name: &str| about(lang, error, name);
    let manners: Vec<[String; 2]> = Manner::ALL
        .iter()
        .map(|manner| {
            let key = format!("goals-manner-{manner}");
            [t!(lang, &key), t!(lang, &format!("{key}-text"))]
        })
        .collect();
    let manners: Vec<Choice<'_>> = Manner::ALL
        .iter()
        .zip(&manners)
        .map(|(manner, [label, text])| Choice {
            value: manner.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    let names = [Side::First, Side::Second].map(|side| side_name(standing, side, lang));
    let nothing = t!(lang, "goals-winner-none");
    let winners = [
        ("", nothing.as_str()),
        (Side::First.as_str(), names[0].as_str()),
        (Side::Second.as_str(), names[1].as_str()),
    ];
    let other = [&standing.first, &standing.second]
        .into_iter()
        .find(|party| !party.is_decided_by(viewer));
    let reason = match standing.people() {
        People::Counted(n) => t!(lang, "goals-reason-people", n = n),
        _ => t!(lang, "goals-reason"),
    };
    html! {
        section class="card stack" id="settle" {
            form class="stack four" method="post" action={ "/conflicts/" (standing.pulled.id) "/settlements" } {
                (idempotency_key(&app.form_key()))
                (forms::general_error(lang, error, &["manner", "winner", "reason", "review_on"]))
                (choices(&t!(lang, "goals-how-settle"), "manner", &manners, &entered.manner))
                @if let Some(error) = wrong("manner") { (error_line(&error)) }
                div class="fields" {
                    div class="winner" {
                        (select(&Select {
                            label: &t!(lang, "goals-winner"), name: "winner", options: &winners, selected: &entered.winner,
                            error: wrong("winner").as_deref(), ..Select::default()
                        }))
                    }
                    (field(&Field {
                        label: &t!(lang, "goals-review"), name: "review_on", value: &entered.review_on, kind: "date", required: true,
                        hint: Some(&t!(lang, "goals-review-hint")), error: wrong("review_on").as_deref(), ..Field::default()
                    }))
                }
                (field(&Field {
                    label: &reason, name: "reason", value: &entered.reason, rows: Some(3), required: true,
                    error: wrong("reason").as_deref(), ..Field::default()
                }))
                div class="row wrap" {
                    @match other {
                        Some(other) => {
                            button class="btn primary" { (t!(lang, "goals-send-to", name = other.owner.as_str())) }
                            span class="small muted" { (t!(lang, "goals-counts-when")) }
                        }
                        None => { button class="btn primary" { (t!(lang, "goals-settle-now")) } }
                    }
                }
            }
        }
    }
}

/// Two numbers that are built from one count move together or apart by arithmetic.
fn same_count(viewer: &Viewer, standing: &Standing) -> Markup {
    let lang = viewer.lang;
    let mine_said = [&standing.first, &standing.second]
        .into_iter()
        .filter(|party| party.is_decided_by(viewer))
        .all(|party| standing.same_count.contains(&party.id));
    html! {
        details class="card small" {
            summary class="b" { (t!(lang, "goals-same-count")) }
            div class="stack tight mt2" {
                p class="soft" { (t!(lang, "goals-same-count-text")) }
                @if standing.same_count.len() == 2 { p { (t!(lang, "goals-same-count-holds")) } }
                @else if mine_said { p { (t!(lang, "goals-same-count-waits")) } }
                @else {
                    @if !standing.same_count.is_empty() { p { (t!(lang, "goals-same-count-other")) } }
                    form method="post" action={ "/conflicts/" (standing.pulled.id) "/same-count" } {
                        button class="btn sm" { (t!(lang, "goals-same-count-say")) }
                    }
                }
            }
        }
    }
}

/// What was said before, the newest first; nothing is thrown away.
fn history(standing: &Standing, now: Time, lang: Lang) -> Markup {
    let shown: Vec<_> = [&standing.settled, &standing.proposed]
        .into_iter()
        .flatten()
        .filter(|of| of.agreed_at.is_none() || !is_over(of, now))
        .map(|of| of.id)
        .collect();
    let before = standing.history.iter().filter(|of| !shown.contains(&of.id));
    let before: Vec<&Settlement> = before.collect();
    html! {
        @if !before.is_empty() {
            section class="card stack" {
                h2 { (t!(lang, "goals-history")) }
                ul class="rows trim" {
                    @for it in before {
                        li {
                            div class="grow" {
                                (settlement(standing, it, lang))
                                @if it.agreed_at.is_none() { p class="small muted" { (t!(lang, "goals-never-agreed")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
