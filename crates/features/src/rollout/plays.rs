//! Pages about plays: all of them, one with what came of it, and starting one.

use jiff::civil::Date;
use kernel::{Error, Time};
use maud::{Markup, html};
use network::{App, Viewer};
use serde::Deserialize;
use web::components::{
    Action, Choice, Field, Select, Tone, callout, choices, crumbs, empty_state, field,
    idempotency_key, select, tag,
};
use web::errors::about;
use web::{Lang, icon, t};

use super::actions::LINE_MAX_CHARS;
use super::cell::{Play, PlayKind, Stage};
use super::outcome::{Changed, LIKE_NEEDED, Outcome, Told};
use super::{views, week};

/// What is in the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub kind: PlayKind,
    pub title: String,
    pub site: String,
    pub stage: Stage,
    pub owner: String,
    pub begins: String,
    pub ends: String,
}

impl Default for Entered {
    fn default() -> Entered {
        Entered {
            kind: PlayKind::Invite,
            title: String::new(),
            site: String::new(),
            stage: Stage::Adopted,
            owner: String::new(),
            begins: String::new(),
            ends: String::new(),
        }
    }
}

pub fn list(viewer: &Viewer, plays: &[Play], today: Date) -> Markup {
    let lang = viewer.lang;
    html! {
        (way(lang, &[]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "rollout-plays")) }
                p { (t!(lang, "rollout-plays-lead")) }
            }
            @if viewer.is_administrator() {
                a class="btn primary" href="/rollout/plays/new" { (icon("flag")) (t!(lang, "rollout-start-play")) }
            }
        }
        @if plays.is_empty() {
            (empty_state(&t!(lang, "rollout-no-plays"), &t!(lang, "rollout-no-plays-text"),
                Some(&Action { href: "/rollout/sites", label: t!(lang, "rollout-by-site") })))
        } @else {
            section class="card flush" aria-label=(t!(lang, "rollout-plays")) {
                ul class="rows lined wrap" { @for play in plays { (views::play_row(play, today, lang)) } }
            }
        }
    }
}

fn way(lang: Lang, further: &[(&str, &str)]) -> Markup {
    let (home, plays) = (t!(lang, "rollout-title"), t!(lang, "rollout-plays"));
    let mut steps = vec![
        ("/rollout", home.as_str()),
        ("/rollout/plays", plays.as_str()),
    ];
    steps.extend(further);
    crumbs(lang, &steps)
}

pub fn page(
    viewer: &Viewer,
    told: &Told,
    today: Date,
    entered: Option<&Entered>,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let play = &told.play;
    let href = format!("/rollout/plays/{}", play.id);
    let stage = views::stage_name(play.stage, lang);
    let began = (play.weeks().0 + 1) as f64;
    let picture = format!("{}: {stage}", play.site);
    html! {
        (way(lang, &[(&href, &play.title)]))
        div class="page-head" {
            div class="grow" {
                h1 { (play.title) }
                p { a href=(play.cell().href()) { (play.site) } " · " (stage) }
            }
            (views::play_tag(play, today, lang))
        }
        div class="cols" {
            div class="stack loose" {
                section class="card stack" aria-labelledby="result" {
                    h2 id="result" { (t!(lang, "rollout-result")) }
                    (outcome(told, lang))
                    (views::curve(&picture, &told.figures, None, None, &[(began, "1".to_owned())], lang))
                    p class="small muted" { (t!(lang, "rollout-mark-play")) }
                    (views::table(&told.figures, None, play.cell(), lang))
                }
                section class="card stack tight" {
                    h2 { (t!(lang, "rollout-how-it-goes")) }
                    p { (t!(lang, &format!("rollout-play-{}-text", play.kind))) }
                }
            }
            aside class="aside" aria-label=(t!(lang, "rollout-play")) {
                section class="sec" {
                    h2 { (t!(lang, "rollout-play")) }
                    dl class="facts card" {
                        dt { (t!(lang, "rollout-kind")) } dd { (t!(lang, &format!("rollout-play-{}", play.kind))) }
                        dt { (t!(lang, "rollout-owner")) } dd { a href={ "/people/" (play.owner_id) } { (play.owner) } }
                        dt { (t!(lang, "rollout-begins")) } dd { (views::kept_day(&play.begins, lang)) }
                        dt { (t!(lang, "rollout-ends")) } dd { (views::kept_day(&play.ends, lang)) }
                    }
                    @if is_dated_afterwards(play) {
                        div { (tag(Tone::Line, Some("history"), &t!(lang, "rollout-dated-afterwards"))) }
                    }
                }
                @if told.may_change {
                    section class="sec" {
                        details class="card" open[error.is_some()] {
                            summary class="b" { (t!(lang, "rollout-change-play")) }
                            (change_form(play, entered, error, lang))
                        }
                    }
                }
            }
        }
    }
}

/// Whether it was entered after its first day.
fn is_dated_afterwards(play: &Play) -> bool {
    let begins = play.begins.parse::<Date>();
    begins.is_ok_and(|begins| week::day(play.created_at) > begins)
}

fn outcome(told: &Told, lang: Lang) -> Markup {
    match &told.outcome {
        Outcome::TooEarly => html! { p class="muted" { (t!(lang, "rollout-result-early")) } },
        Outcome::Withheld => html! { p class="muted" { (t!(lang, "rollout-result-withheld")) } },
        Outcome::Changed(changed) => changed_says(changed, lang),
    }
}

fn changed_says(changed: &Changed, lang: Lang) -> Markup {
    let points = |change: i64| match change {
        change if change > 0 => format!("+{change}"),
        change if change < 0 => format!("−{}", -change),
        _ => "0".to_owned(),
    };
    let own = changed.to - changed.from;
    html! {
        p class="lg" {
            b {
                (t!(lang, "rollout-result-says", from = changed.from, to = changed.to, points = points(own),
                    day = web::components::day_in_words(week::sunday(changed.week), lang)))
            }
        }
        @if !changed.is_over { p class="small" { (t!(lang, "rollout-result-so-far")) } }
        @match changed.compared() {
            Some((mean, least, most)) => {
                p {
                    (t!(lang, "rollout-result-like", n = changed.like.len(), mean = points(mean.round() as i64),
                        least = points(least), most = points(most)))
                }
                (callout(Tone::Plain, "info", &t!(lang, "rollout-result-wrong"), html! { p { (t!(lang, "rollout-result-wrong-text")) } }))
            }
            None => {
                (callout(Tone::Warn, "triangle-alert", &t!(lang, "rollout-result-alone"), html! {
                    p { (t!(lang, "rollout-result-alone-text", n = changed.like.len(), needed = LIKE_NEEDED)) }
                }))
            }
        }
    }
}

fn change_form(
    play: &Play,
    entered: Option<&Entered>,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let (title, owner, ends) = match entered {
        Some(entered) => (&entered.title, &entered.owner, &entered.ends),
        None => (&play.title, &play.owner, &play.ends),
    };
    html! {
        form class="stack mt2" method="post" action={ "/rollout/plays/" (play.id) } {
            (field(&Field {
                label: &t!(lang, "rollout-what"), name: "title", value: title, rows: Some(2), required: true,
                max_chars: Some(LINE_MAX_CHARS as u32), error: wrong("title").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "rollout-owner"), name: "owner", value: owner, required: true,
                hint: Some(&t!(lang, "rollout-owner-hint")), error: wrong("owner").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "rollout-ends"), name: "ends", value: ends, kind: "date", required: true,
                error: wrong("ends").as_deref(), ..Field::default()
            }))
            div { button class="btn" { (t!(lang, "rollout-save")) } }
        }
    }
}

/// A choice that owns its words.
struct Owned {
    kind: PlayKind,
    label: String,
    text: String,
}

pub fn new(app: &App, viewer: &Viewer, entered: &Entered, error: Option<&Error>) -> Markup {
    let lang = viewer.lang;
    let wrong = |name: &str| about(lang, error, name);
    let kinds: Vec<Owned> = PlayKind::ALL
        .iter()
        .map(|kind| Owned {
            kind: *kind,
            label: t!(lang, &format!("rollout-play-{kind}")),
            text: t!(lang, &format!("rollout-play-{kind}-text")),
        })
        .collect();
    let kinds: Vec<Choice<'_>> = kinds
        .iter()
        .map(|owned| Choice {
            value: owned.kind.as_str(),
            label: &owned.label,
            text: &owned.text,
            icon: None,
        })
        .collect();
    let stages: Vec<(&str, String)> = Stage::ALL
        .iter()
        .map(|stage| (stage.as_str(), views::stage_name(*stage, lang)))
        .collect();
    let stages: Vec<(&str, &str)> = stages
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    html! {
        (way(lang, &[("/rollout/plays/new", &t!(lang, "rollout-start-play"))]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "rollout-start-play")) }
                p { (t!(lang, "rollout-plays-lead")) }
            }
        }
        form class="card stack loose narrow-form" method="post" action="/rollout/plays" {
            (idempotency_key(&app.form_key()))
            (network::forms::general_error(lang, error, &["title", "site", "owner", "begins", "ends"]))
            (choices(&t!(lang, "rollout-kind"), "kind", &kinds, entered.kind.as_str()))
            (field(&Field {
                label: &t!(lang, "rollout-what"), name: "title", value: &entered.title, required: true,
                hint: Some(&t!(lang, "rollout-what-hint")), max_chars: Some(LINE_MAX_CHARS as u32),
                error: wrong("title").as_deref(), ..Field::default()
            }))
            div class="fields" {
                (field(&Field {
                    label: &t!(lang, "rollout-site"), name: "site", value: &entered.site, required: true,
                    hint: Some(&t!(lang, "rollout-site-hint")), error: wrong("site").as_deref(), ..Field::default()
                }))
                (select(&Select {
                    label: &t!(lang, "rollout-moves"), name: "stage", options: &stages, selected: entered.stage.as_str(),
                    hint: Some(&t!(lang, "rollout-moves-hint")), ..Select::default()
                }))
                (field(&Field {
                    label: &t!(lang, "rollout-owner"), name: "owner", value: &entered.owner, required: true,
                    hint: Some(&t!(lang, "rollout-owner-hint")), error: wrong("owner").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "rollout-begins"), name: "begins", value: &entered.begins, kind: "date", required: true,
                    error: wrong("begins").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "rollout-ends"), name: "ends", value: &entered.ends, kind: "date", required: true,
                    hint: Some(&t!(lang, "rollout-ends-hint")), error: wrong("ends").as_deref(), ..Field::default()
                }))
            }
            p class="small muted" { (t!(lang, "rollout-judged")) }
            div { button class="btn primary" { (t!(lang, "rollout-start-play")) } }
        }
    }
}

/// What the form begins with: today, and four weeks.
pub fn drafted(viewer: &Viewer, site: String, stage: Option<Stage>, now: Time) -> Entered {
    use jiff::ToSpan;
    let today = week::day(now);
    Entered {
        site,
        stage: stage.unwrap_or(Stage::Adopted),
        owner: viewer.person.name.clone(),
        begins: today.to_string(),
        ends: today.saturating_add(4.weeks()).to_string(),
        ..Entered::default()
    }
}
