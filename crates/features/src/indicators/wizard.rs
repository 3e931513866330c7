//! From a wish to a number: "what do you want to improve?", and then everything an indicator needs.

use axum::extract::State;
use kernel::text::fold::words;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, address, forms};
use serde::Deserialize;
use web::components::{
    Choice, Field, Select, choices, crumbs, error_line, field, idempotency_key, select,
};
use web::errors::about;
use web::{KeyedForm, Lang, Query, icon, icon_sm, see_other, t};

use super::indicator::{self, Direction, Draft, Indicator, NAME_MAX_CHARS, Observed, Quality};
use super::period::Cadence;
use super::{actions, pages, queries, views, wish};

/// Existing ones that are shown beside a wish, at most.
const SIMILAR: usize = 4;

/// Fields that say themselves what is wrong with them.
const FIELDS: &[&str] = &[
    "name",
    "unit",
    "definition",
    "source",
    "baseline",
    "target",
    "due",
    "scope",
    "flaw",
];

/// The first step: a wish, or an idea that was chosen for it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    wish: String,
    idea: String,
}

/// What the form holds, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Entered {
    #[serde(default)]
    wish: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    unit: String,
    direction: Direction,
    observed: Observed,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    source: String,
    cadence: Cadence,
    #[serde(default)]
    baseline: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    scope: String,
    quality: Quality,
    #[serde(default)]
    flaw: String,
}

impl Entered {
    fn begin(asked: &Wish, lang: Lang) -> Entered {
        let idea = wish::idea_of(&asked.idea);
        let name = match idea {
            Some(idea) => t!(lang, &format!("indicators-idea-{}", idea.key)),
            None if wish::is_countable(&asked.wish) => asked.wish.clone(),
            None => String::new(),
        };
        Entered {
            wish: asked.wish.clone(),
            name,
            unit: idea.map_or_else(String::new, |idea| {
                t!(lang, &format!("indicators-idea-{}-unit", idea.key))
            }),
            direction: idea.map_or(Direction::Less, |idea| idea.direction),
            observed: Observed::Site,
            definition: String::new(),
            source: String::new(),
            cadence: Cadence::Week,
            baseline: String::new(),
            target: String::new(),
            due: String::new(),
            scope: String::new(),
            quality: Quality::Missing,
            flaw: String::new(),
        }
    }

    fn draft(self) -> Draft {
        // What is no number is refused as one.
        let number = |text: &str| indicator::number(text).unwrap_or(f64::NAN);
        Draft {
            baseline: number(&self.baseline),
            target: number(&self.target),
            name: self.name,
            unit: self.unit,
            direction: self.direction,
            observed: self.observed,
            definition: self.definition,
            source: self.source,
            cadence: self.cadence,
            due: self.due,
            scope: self.scope,
            quality: self.quality,
            flaw: self.flaw,
        }
    }
}

pub async fn new(State(app): State<App>, viewer: Viewer, Query(asked): Query<Wish>) -> web::Result {
    viewer.not_a_guest()?;
    let entered = Entered::begin(&asked, viewer.lang);
    Ok(form(&app, &viewer, &asked, &entered, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let created = match entered.clone().draft().check() {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::create(tx, viewer, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match created {
        Ok(id) => Ok(see_other(&format!("/indicators/{id}"))),
        Err(error) => {
            let asked = Wish {
                wish: entered.wish.clone(),
                idea: String::new(),
            };
            forms::again(error, async |error| {
                form(&app, &viewer, &asked, &entered, Some(error)).await
            })
            .await
        }
    }
}

async fn form(
    app: &App,
    viewer: &Viewer,
    asked: &Wish,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<axum::response::Response> {
    let lang = viewer.lang;
    let reader = viewer.clone();
    let existing = app.store.read(move |db| queries::list(db, &reader)).await?;
    let similar = similar(&existing, &format!("{} {}", asked.wish, entered.name));
    let title = t!(lang, "indicators-new");
    let main = html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/indicators/new", &title)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "indicators-new-lead")) } } }
        ol class="stepper" aria-label=(t!(lang, "indicators-steps")) {
            @for (step, anchor) in [("wish", "#wish"), ("state", "#state"), ("count", "#count"), ("aim", "#aim")] {
                li aria-current=[is_now(step, asked, entered).then_some("step")] { a href=(anchor) { (t!(lang, &format!("indicators-step-{step}"))) } }
            }
        }
        div class="stack loose narrow" {
            (wish_step(asked, &similar, lang))
            (rest(app, entered, error, lang))
        }
    };
    pages::page(app, viewer, &title, None, main).await
}

fn is_now(step: &str, asked: &Wish, entered: &Entered) -> bool {
    let wished = !asked.wish.is_empty() || !asked.idea.is_empty();
    match step {
        "wish" => !wished || entered.name.is_empty(),
        "state" => wished && !entered.name.is_empty(),
        _ => false,
    }
}

/// Those that share a long word with what was said.
fn similar<'a>(existing: &'a [Indicator], said: &str) -> Vec<&'a Indicator> {
    let long = |text: &str| -> Vec<String> {
        words(text)
            .into_iter()
            .filter(|word| word.chars().count() >= 5)
            .collect()
    };
    let said = long(said);
    let shares =
        |indicator: &&Indicator| long(&indicator.name).iter().any(|word| said.contains(word));
    existing.iter().filter(shares).take(SIMILAR).collect()
}

/// What do you want to improve? A wish that is no number gets ideas.
fn wish_step(asked: &Wish, similar: &[&Indicator], lang: Lang) -> Markup {
    let vague =
        !asked.wish.trim().is_empty() && !wish::is_countable(&asked.wish) && asked.idea.is_empty();
    let wrong = vague.then(|| t!(lang, "indicators-vague", wish = asked.wish.trim()));
    html! {
        section class="card stack" id="wish" {
            form class="stack" method="get" action="/indicators/new" {
                (field(&Field {
                    label: &t!(lang, "indicators-wish"), name: "wish", value: &asked.wish, required: true,
                    max_chars: Some(NAME_MAX_CHARS as u32), placeholder: Some(&t!(lang, "indicators-wish-placeholder")),
                    error: wrong.as_deref(), ..Field::default()
                }))
                div { button class="btn" { (t!(lang, "indicators-check-words")) } }
            }
            @if vague {
                p class="b" { (t!(lang, "indicators-notice-first")) }
                ul class="choices ideas" {
                    @for idea in wish::ideas(&asked.wish) {
                        li {
                            a class="choice" href={ (address::with("/indicators/new", &[("wish", &asked.wish), ("idea", idea.key)])) "#count" } {
                                span {
                                    b { (t!(lang, &format!("indicators-idea-{}", idea.key))) }
                                    span class="m" { (t!(lang, &format!("indicators-idea-{}-why", idea.key))) }
                                }
                            }
                        }
                    }
                }
                details class="small" {
                    summary class="b" { (t!(lang, "indicators-why-ask")) }
                    p class="soft" { (t!(lang, "indicators-why-ask-text")) }
                }
            }
            @if !similar.is_empty() {
                p class="b" { (t!(lang, "indicators-similar")) }
                ul class="rows trim" {
                    @for indicator in similar {
                        li {
                            (icon("target"))
                            div class="grow" {
                                a class="t" href={ "/indicators/" (indicator.id) } { (indicator.name) }
                                span class="m" { (t!(lang, "indicators-owned-by", name = indicator.owner.as_str())) }
                            }
                            (views::quality_tag(indicator.quality, lang))
                        }
                    }
                }
            }
        }
    }
}

fn rest(app: &App, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let line = |label: &str, name: &'static str, value: &str, hint: Option<&str>| {
        field(&Field {
            label: &t!(lang, label),
            name,
            value,
            hint,
            required: true,
            error: wrong(name).as_deref(),
            ..Field::default()
        })
    };
    let states = states(lang);
    let states: Vec<Choice<'_>> = states.iter().map(Owned::choice).collect();
    let observed = options(Observed::ALL, "indicators-per", lang);
    let cadences = options(Cadence::ALL, "indicators-cadence", lang);
    html! {
        form class="stack loose" method="post" action="/indicators" {
            (idempotency_key(&app.form_key()))
            input type="hidden" name="wish" value=(entered.wish);
            @if error.is_some() { (error_line(&t!(lang, "indicators-not-yet"))) }
            (forms::general_error(lang, error, FIELDS))
            section class="card stack" id="state" {
                (choices(&t!(lang, "indicators-does-it-exist"), "quality", &states, entered.quality.as_str()))
                div class="flaw" {
                    (field(&Field {
                        label: &t!(lang, "indicators-flaw"), name: "flaw", value: &entered.flaw, rows: Some(2),
                        hint: Some(&t!(lang, "indicators-flaw-hint")), error: wrong("flaw").as_deref(), ..Field::default()
                    }))
                }
            }
            section class="card stack" id="count" {
                h2 { (t!(lang, "indicators-step-count")) }
                (line("indicators-name", "name", &entered.name, None))
                div class="fields" {
                    (line("indicators-unit", "unit", &entered.unit, Some(&t!(lang, "indicators-unit-hint"))))
                    fieldset class="field" {
                        legend class="lbl" { (t!(lang, "indicators-direction")) }
                        div class="seg start" {
                            @for (option, icon, label) in [(Direction::More, "arrow-up", "indicators-more-is-better"), (Direction::Less, "arrow-down", "indicators-less-is-better")] {
                                label { input class="vh" type="radio" name="direction" value=(option) checked[entered.direction == option]; (icon_sm(icon)) (t!(lang, label)) }
                            }
                        }
                    }
                }
                (field(&Field {
                    label: &t!(lang, "indicators-definition"), name: "definition", value: &entered.definition, rows: Some(3), required: true,
                    hint: Some(&t!(lang, "indicators-definition-hint")), error: wrong("definition").as_deref(), ..Field::default()
                }))
                div class="fields" {
                    (line("indicators-source", "source", &entered.source, Some(&t!(lang, "indicators-source-hint"))))
                    (select(&Select { label: &t!(lang, "indicators-observed"), name: "observed", options: &pairs(&observed), selected: entered.observed.as_str(), hint: Some(&t!(lang, "indicators-observed-hint")), ..Select::default() }))
                    (select(&Select { label: &t!(lang, "indicators-cadence"), name: "cadence", options: &pairs(&cadences), selected: entered.cadence.as_str(), ..Select::default() }))
                }
            }
            section class="card stack" id="aim" {
                h2 { (t!(lang, "indicators-step-aim")) }
                div class="fields" {
                    (line("indicators-baseline", "baseline", &entered.baseline, Some(&t!(lang, "indicators-baseline-hint"))))
                    (line("indicators-target", "target", &entered.target, None))
                    (field(&Field {
                        label: &t!(lang, "indicators-due"), name: "due", value: &entered.due, kind: "date", required: true,
                        error: wrong("due").as_deref(), ..Field::default()
                    }))
                }
                (line("indicators-scope", "scope", &entered.scope, Some(&t!(lang, "indicators-scope-hint"))))
                p class="small muted" { (t!(lang, "indicators-you-own")) }
                div { button class="btn primary" { (t!(lang, "indicators-create")) } }
            }
        }
    }
}

/// A choice that owns its words.
struct Owned {
    value: &'static str,
    label: String,
    text: String,
}

impl Owned {
    fn choice(&self) -> Choice<'_> {
        Choice {
            value: self.value,
            label: &self.label,
            text: &self.text,
            icon: None,
        }
    }
}

fn states(lang: Lang) -> Vec<Owned> {
    let owned = |quality: &Quality| Owned {
        value: quality.as_str(),
        label: t!(lang, &format!("indicators-exists-{quality}")),
        text: t!(lang, &format!("indicators-exists-{quality}-text")),
    };
    Quality::ALL.iter().map(owned).collect()
}

fn options<T: std::fmt::Display + Copy>(all: &[T], key: &str, lang: Lang) -> Vec<(String, String)> {
    all.iter()
        .map(|word| (word.to_string(), t!(lang, &format!("{key}-{word}"))))
        .collect()
}

fn pairs(options: &[(String, String)]) -> Vec<(&str, &str)> {
    options
        .iter()
        .map(|(value, name)| (value.as_str(), name.as_str()))
        .collect()
}
