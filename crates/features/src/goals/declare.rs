//! The form with which a colleague says that two indicators pull apart.

use kernel::Error;
use maud::{Markup, html};
use network::{App, forms};
use serde::Deserialize;
use web::components::{Field, Select, crumbs, field, idempotency_key, select};
use web::errors::about;
use web::{Lang, t};

use crate::indicators::IndicatorId;

/// What the form to declare holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Declared {
    pub first: String,
    pub second: String,
    pub said: String,
}

/// `indicators` are their ids and names.
pub fn form(
    app: &App,
    lang: Lang,
    indicators: &[(IndicatorId, String)],
    entered: &Declared,
    error: Option<&Error>,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let title = t!(lang, "goals-declare");
    let ids: Vec<String> = indicators.iter().map(|(id, _)| id.to_string()).collect();
    let choose = t!(lang, "goals-choose");
    let mut options = vec![("", choose.as_str())];
    options.extend(
        ids.iter()
            .zip(indicators)
            .map(|(id, (_, name))| (id.as_str(), name.as_str())),
    );
    let side = |name: &'static str, selected: &str| {
        select(&Select {
            label: &t!(lang, &format!("goals-declare-{name}")),
            name,
            options: &options,
            selected,
            error: wrong(name).as_deref(),
            ..Select::default()
        })
    };
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), ("/conflicts", &t!(lang, "goals-conflicts-title")), ("/conflicts/new", &title)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "goals-declare-lead")) } } }
        form class="card stack narrow" method="post" action="/conflicts" {
            (idempotency_key(&app.form_key()))
            (forms::general_error(lang, error, &["first", "second", "said"]))
            div class="fields" { (side("first", &entered.first)) (side("second", &entered.second)) }
            (field(&Field {
                label: &t!(lang, "goals-declare-said"), name: "said", value: &entered.said, rows: Some(3), required: true,
                hint: Some(&t!(lang, "goals-declare-hint")), error: wrong("said").as_deref(), ..Field::default()
            }))
            div { button class="btn primary" { (t!(lang, "goals-declare-send")) } }
        }
    }
}
