//! What pages about goals have in common, and the form for a new one.

use kernel::Error;
use maud::{Markup, html};
use network::App;
use web::components::{
    Action, Choice, Field, Select, choices, crumbs, empty_state, error_line, field,
    idempotency_key, select,
};
use web::errors::about;
use web::{Lang, icon, icon_sm, t};

use super::goal::{Goal, Holder, day};
use crate::indicators::{Direction, IndicatorId, with_unit};

/// A day as people of a language say it.
pub fn day_words(written: &str, lang: Lang) -> String {
    day(written).map_or_else(
        || written.to_owned(),
        |day| web::components::day_in_words(day, lang),
    )
}

/// "up to 19 %"; a wish has no good or bad colour.
pub fn way(direction: Direction, target: f64, unit: &str, lang: Lang) -> Markup {
    let (arrow, key) = match direction {
        Direction::More => ("arrow-up", "goals-up-to"),
        Direction::Less => ("arrow-down", "goals-down-to"),
    };
    html! { span class="delta flat" { (icon(arrow)) (t!(lang, key, value = with_unit(target, unit, lang))) } }
}

/// Who is asked, with a word for what it is.
pub fn held_by(goal: &Goal, lang: Lang) -> Markup {
    let symbol = match goal.holder {
        Holder::Role => "briefcase",
        Holder::Site => "map-pin",
        Holder::Department => "building-2",
        Holder::Person => "user",
    };
    html! { span class="row" { (icon_sm(symbol)) span class="vh" { (t!(lang, &format!("goals-holder-{}", goal.holder))) ": " } (goal.held_by) } }
}

/// What a form holds, as it was typed.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Entered {
    pub indicator: String,
    pub direction: String,
    pub target: String,
    pub from_day: String,
    pub to_day: String,
    pub weight_percent: String,
    pub said: String,
    pub holder: String,
    pub held_by: String,
}

/// In place of a form that would offer no indicator; `text` says why it needs one.
pub fn needs_indicators(title: &str, text: &str, lang: Lang) -> Markup {
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/goals", &t!(lang, "goals-title"))]))
        div class="page-head" { div class="grow" { h1 { (title) } } }
        (empty_state(&t!(lang, "goals-no-indicator"), &t!(lang, text),
            Some(&Action { href: "/indicators/new", label: t!(lang, "goals-new-indicator") })))
    }
}

/// The form for a new goal. `indicators` are their ids and names.
pub fn form(
    app: &App,
    lang: Lang,
    indicators: &[(IndicatorId, String)],
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let title = t!(lang, "goals-new");
    let ids: Vec<String> = indicators.iter().map(|(id, _)| id.to_string()).collect();
    let choose = t!(lang, "goals-choose");
    let mut options = vec![("", choose.as_str())];
    options.extend(
        ids.iter()
            .zip(indicators)
            .map(|(id, (_, name))| (id.as_str(), name.as_str())),
    );
    let holders: Vec<[String; 2]> = Holder::ALL
        .iter()
        .map(|holder| {
            let key = format!("goals-holder-{holder}");
            [t!(lang, &key), t!(lang, &format!("{key}-text"))]
        })
        .collect();
    let holders: Vec<Choice<'_>> = Holder::ALL
        .iter()
        .zip(&holders)
        .map(|(holder, [label, text])| Choice {
            value: holder.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    let line = |label: &str, name: &'static str, value: &str, hint: Option<&str>, kind: &str| {
        field(&Field {
            label: &t!(lang, label),
            name,
            value,
            kind,
            hint,
            required: true,
            error: wrong(name).as_deref(),
            ..Field::default()
        })
    };
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/goals", &t!(lang, "goals-title")), ("/goals/new", &title)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "goals-new-lead")) } } }
        form class="stack loose narrow four" method="post" action="/goals" {
            (idempotency_key(&app.form_key()))
            @if error.is_some() { (error_line(&t!(lang, "goals-not-yet"))) }
            section class="card stack" {
                h2 { (t!(lang, "goals-step-what")) }
                (select(&Select {
                    label: &t!(lang, "goals-indicator"), name: "indicator", options: &options, selected: &entered.indicator,
                    error: wrong("indicator").as_deref(), ..Select::default()
                }))
                div class="fields" {
                    fieldset class="field" {
                        legend class="lbl" { (t!(lang, "goals-direction")) }
                        div class="seg start" {
                            @for (option, icon, label) in [(Direction::More, "arrow-up", "goals-up"), (Direction::Less, "arrow-down", "goals-down")] {
                                label { input class="vh" type="radio" name="direction" value=(option) checked[entered.direction == option.as_str()]; (icon_sm(icon)) (t!(lang, label)) }
                            }
                        }
                        @if let Some(error) = wrong("direction") { span class="err" { (error) } }
                    }
                    (line("goals-target", "target", &entered.target, None, "text"))
                }
                (field(&Field {
                    label: &t!(lang, "goals-said"), name: "said", value: &entered.said, rows: Some(2), required: true,
                    hint: Some(&t!(lang, "goals-said-hint")), error: wrong("said").as_deref(), ..Field::default()
                }))
            }
            section class="card stack" {
                h2 { (t!(lang, "goals-step-who")) }
                (choices(&t!(lang, "goals-holder"), "holder", &holders, &entered.holder))
                @if let Some(error) = wrong("holder") { (error_line(&error)) }
                (field(&Field {
                    label: &t!(lang, "goals-held-by"), name: "held_by", value: &entered.held_by,
                    hint: Some(&t!(lang, "goals-held-by-hint")), error: wrong("held_by").as_deref(), ..Field::default()
                }))
            }
            section class="card stack" {
                h2 { (t!(lang, "goals-step-when")) }
                div class="fields" {
                    (line("goals-from", "from_day", &entered.from_day, None, "date"))
                    (line("goals-to", "to_day", &entered.to_day, None, "date"))
                    (line("goals-weight", "weight_percent", &entered.weight_percent, Some(&t!(lang, "goals-weight-hint")), "text"))
                }
                div { button class="btn primary" { (t!(lang, "goals-set")) } }
            }
        }
    }
}
