//! What is shown of one pair that pulls apart, wherever it is shown.

use kernel::Time;
use maud::{Markup, html};
use web::components::{Tone, tag};
use web::{Lang, icon_lg, icon_sm, t};

use super::compare::Outcome;
use super::compare::queries::Compared;
use super::conflict::{Ground, Manner, Party, Settlement, Side, State};
use super::goal::{Goal, day};
use super::standing::{People, Standing};
use super::views::{day_words, held_by, way};
use crate::indicators::{self, thread_now};

/// Goals shown on each side of a card.
const GOALS: usize = 3;

/// What it is called: nobody has said "conflict" of what was only measured.
pub fn title(standing: &Standing, lang: Lang) -> String {
    let (first, second) = (standing.first.name.as_str(), standing.second.name.as_str());
    match standing.is_one_indicator() {
        true => t!(lang, "goals-title-opposite", name = first),
        false => t!(lang, "goals-title-pair", first = first, second = second),
    }
}

/// Why we think so, and for how long.
pub fn marks(standing: &Standing, now: Time, lang: Lang) -> Markup {
    html! {
        div class="row wrap" {
            @for reason in &standing.reasons {
                @let (tone, symbol) = look(reason.ground);
                (tag(tone, Some(symbol), &t!(lang, &format!("goals-ground-{}", reason.ground))))
            }
            @match standing.state {
                State::Due => { (tag(Tone::Warn, Some("hourglass"), &t!(lang, "goals-state-due"))) }
                State::Proposed => { (tag(Tone::Info, Some("hourglass"), &t!(lang, "goals-state-proposed"))) }
                State::Gone => { (tag(Tone::Line, Some("circle-dashed"), &t!(lang, "goals-state-gone"))) }
                State::Settled | State::Open => {}
            }
            @if standing.state.is_open() { span class="small muted" { (t!(lang, "goals-open-for", n = standing.open_days(now))) } }
        }
    }
}

pub fn look(ground: Ground) -> (Tone, &'static str) {
    match ground {
        Ground::Opposite => (Tone::Bad, "arrow-up-down"),
        Ground::Declared => (Tone::Info, "message-square-warning"),
        Ground::Measured => (Tone::Warn, "chart-scatter"),
    }
}

/// The two sides, with the scale between them.
pub fn clash(standing: &Standing, goals: &[Goal], lang: Lang) -> Markup {
    html! {
        div class="clash" {
            (pull(standing, Side::First, &standing.first, goals, lang))
            (icon_lg("scale"))
            (pull(standing, Side::Second, &standing.second, goals, lang))
        }
    }
}

fn pull(standing: &Standing, side: Side, party: &Party, goals: &[Goal], lang: Lang) -> Markup {
    let held: Vec<&Goal> = goals
        .iter()
        .filter(|goal| standing.holds(side, goal))
        .collect();
    html! {
        div class="pull" {
            (thread_now(party.id, &party.name, standing.now_of(party.id), &party.unit, lang))
            @if !standing.is_one_indicator() { span class="row small" { (way(party.direction, party.target, &party.unit, lang)) } }
            @if held.is_empty() { span class="small muted" { (t!(lang, "goals-asked-of-nobody")) } }
            @else {
                ul class="asked" {
                    @for goal in held.iter().take(GOALS) {
                        li {
                            (held_by(goal, lang))
                            @if standing.is_one_indicator() { (way(goal.direction, goal.target, &goal.unit, lang)) }
                            span class="soft" { (goal.said) }
                        }
                    }
                }
                @if held.len() > GOALS {
                    a class="small" href={ "/goals?indicator=" (party.id) } { (t!(lang, "goals-more", n = held.len() - GOALS)) }
                }
            }
            span class="small muted" { (t!(lang, "goals-owned-by", name = party.owner.as_str())) }
        }
    }
}

/// How many are asked for both, never a figure below ten.
pub fn asked(standing: &Standing, lang: Lang) -> Markup {
    let since = standing
        .asked_since
        .as_deref()
        .map(|day| day_words(day, lang));
    let words = match (standing.people(), since) {
        (People::Unknown, _) => t!(lang, "goals-people-unknown"),
        (People::Nobody, _) => t!(lang, "goals-people-nobody"),
        (People::FewerThanTen, None) => t!(lang, "goals-people-few"),
        (People::FewerThanTen, Some(day)) => t!(lang, "goals-people-few-since", day = day),
        (People::Counted(n), None) => t!(lang, "goals-people", n = n),
        (People::Counted(n), Some(day)) => t!(lang, "goals-people-since", n = n, day = day),
    };
    html! {
        p class="row" {
            (icon_sm("users"))
            span { (words) @if standing.asks_viewer { " " (tag(Tone::Brand, None, &t!(lang, "goals-you-too"))) } }
        }
    }
}

/// What a colleague said, and what the readings say.
pub fn evidence(standing: &Standing, lang: Lang) -> Markup {
    html! {
        @for reason in standing.reasons.iter().filter(|of| of.ground == Ground::Declared) {
            blockquote class="said" {
                p { (reason.said) }
                @if let Some(by) = &reason.by { footer class="small muted" { (by) } }
            }
        }
        @if standing.reasons.iter().any(|of| of.ground == Ground::Measured) && let Some(compared) = &standing.compared {
            p { (moved(compared, lang)) }
        }
    }
}

/// The measurement as a sentence.
pub fn moved(compared: &Compared, lang: Lang) -> String {
    match compared.outcome {
        Outcome::Compared => t!(
            lang,
            "goals-moved",
            opposed = compared.opposed,
            units = compared.units,
            observed = compared.observed.as_str(),
            cadence = compared.cadence.as_str(),
            from = compared.cadence.name(compared.from_period),
            to = compared.cadence.name(compared.to_period)
        ),
        Outcome::SameCount => t!(lang, "goals-not-same-count"),
        Outcome::FewUnits => t!(lang, "goals-not-few-units"),
        Outcome::Alike => t!(lang, "goals-not-alike"),
    }
}

pub fn manner_tag(manner: Manner, lang: Lang) -> Markup {
    let (tone, symbol) = match manner {
        Manner::Align => (Tone::Good, "check"),
        Manner::Prioritise => (Tone::Info, "list-ordered"),
        Manner::Accept => (Tone::Warn, "hourglass"),
        Manner::None => (Tone::Line, "x"),
    };
    tag(
        tone,
        Some(symbol),
        &t!(lang, &format!("goals-manner-{manner}-done")),
    )
}

/// Whether the day of a settlement's review has come.
pub fn is_over(settlement: &Settlement, now: Time) -> bool {
    day(&settlement.review_on).is_none_or(|review_on| review_on < indicators::day(now))
}
