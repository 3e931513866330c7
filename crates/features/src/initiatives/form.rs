//! The form that begins an initiative and describes it anew.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, forms};
use serde::Deserialize;
use statistics::judge;
use web::components::{Field, Select, error_line, field, idempotency_key, select};
use web::errors::about;
use web::{Form, KeyedForm, Lang, Path, flash, icon, see_other, t};

use super::initiative::{
    Draft, EVIDENCE_MAX_CHARS, InitiativeId, JUDGED_AFTER, KeptLever, Lever, LeverState,
    NAME_MAX_CHARS, Pulled,
};
use super::{actions, pages, queries, views};
use crate::indicators::{self, Indicator, IndicatorId};

/// What was typed; the levers' fields are called after them.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    name: String,
    what: String,
    judged_after: String,
    #[serde(flatten)]
    levers: BTreeMap<String, String>,
}

impl Entered {
    fn new() -> Entered {
        Entered {
            judged_after: judge::PERIODS_AFTER.to_string(),
            ..Entered::default()
        }
    }

    fn of(initiative: &super::Initiative, pulled: Vec<KeptLever>) -> Entered {
        let mut levers = BTreeMap::new();
        for one in pulled {
            levers.insert(one.lever.to_string(), one.what);
            levers.insert(format!("{}-state", one.lever), one.state.to_string());
            levers.insert(format!("{}-evidence", one.lever), one.evidence);
        }
        Entered {
            name: initiative.name.clone(),
            what: initiative.what.clone(),
            judged_after: initiative.judged_after.to_string(),
            levers,
        }
    }

    fn lever(&self, name: &str) -> &str {
        self.levers.get(name).map_or("", String::as_str)
    }

    fn draft(&self) -> Draft {
        let pulled = |lever: &Lever| Pulled {
            lever: *lever,
            what: self.lever(lever.as_str()).to_owned(),
            state: self.state(*lever),
            evidence: self.lever(&format!("{lever}-evidence")).to_owned(),
        };
        Draft {
            name: self.name.clone(),
            what: self.what.clone(),
            // What is no number is refused as one out of the range.
            judged_after: self.judged_after.trim().parse().unwrap_or(0),
            levers: Lever::ALL.iter().map(pulled).collect(),
        }
    }

    fn state(&self, lever: Lever) -> LeverState {
        let said = self.lever(&format!("{lever}-state"));
        let mut known = LeverState::ALL.iter();
        let state = known.find(|state| state.as_str() == said);
        state.copied().unwrap_or(LeverState::Planned)
    }
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result {
    let it = indicator(&app, &viewer, id).await?;
    Ok(page(&app, &viewer, &it, None, &Entered::new(), None).await?)
}

async fn indicator(app: &App, viewer: &Viewer, id: IndicatorId) -> Result<Indicator> {
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| indicators::queries::visible(db, &reader, id));
    read.await?.ok_or_else(Error::not_found)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let created = match entered.draft().check() {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::create(tx, viewer, id, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match created {
        Ok(id) => Ok(see_other(&format!("/initiatives/{id}"))),
        Err(error) => {
            let it = indicator(&app, &viewer, id).await?;
            forms::again(error, async |error| {
                page(&app, &viewer, &it, None, &entered, Some(error)).await
            })
            .await
        }
    }
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let (initiative, indicator) = actions::changeable(db, &reader, id)?;
        Ok((initiative, indicator, queries::levers_of(db, &[id])?))
    });
    let (initiative, it, pulled) = read.await?;
    let entered = Entered::of(&initiative, pulled);
    Ok(page(&app, &viewer, &it, Some(&initiative), &entered, None).await?)
}

pub async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let saved = match entered.draft().check() {
        Ok(new) => {
            app.act(&viewer, move |tx, viewer| {
                actions::save(tx, viewer, id, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        let said = t!(viewer.lang, "indicators-saved");
        return Ok(flash::leave(
            see_other(&format!("/initiatives/{id}")),
            &said,
        ));
    };
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| actions::changeable(db, &reader, id));
    let (initiative, it) = read.await?;
    forms::again(error, async |error| {
        page(&app, &viewer, &it, Some(&initiative), &entered, Some(error)).await
    })
    .await
}

async fn page(
    app: &App,
    viewer: &Viewer,
    it: &Indicator,
    own: Option<&super::Initiative>,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let title = match own {
        Some(own) => own.name.clone(),
        None => t!(lang, "initiatives-new-title"),
    };
    let main = html! {
        (views::path(it, own, &title, lang))
        div class="page-head" {
            div class="grow" {
                h1 { (title) }
                p { (t!(lang, "initiatives-form-lead", indicator = it.name.as_str())) }
            }
        }
        div class="stack narrow" { (form(app, it, own, entered, error, lang)) }
    };
    pages::show(app, viewer, &title, None, main).await
}

fn form(
    app: &App,
    it: &Indicator,
    own: Option<&super::Initiative>,
    entered: &Entered,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let action = match own {
        Some(own) => format!("/initiatives/{}/edit", own.id),
        None => format!("/indicators/{}/initiatives", it.id),
    };
    let known: Vec<String> = Lever::ALL
        .iter()
        .flat_map(|lever| [lever.to_string(), format!("{lever}-evidence")])
        .chain(["name", "what", "judged_after"].map(str::to_owned))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    html! {
        form class="stack loose" method="post" action=(action) {
            @if own.is_none() { (idempotency_key(&app.form_key())) }
            @if error.is_some() { (error_line(&t!(lang, "indicators-not-yet"))) }
            (forms::general_error(lang, error, &known))
            section class="card stack" {
                (field(&Field {
                    label: &t!(lang, "initiatives-name"), name: "name", value: &entered.name, required: true, max_chars: Some(NAME_MAX_CHARS as u32),
                    hint: Some(&t!(lang, "initiatives-name-hint")), error: wrong("name").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "initiatives-what"), name: "what", value: &entered.what, rows: Some(3), required: true,
                    hint: Some(&t!(lang, "initiatives-what-hint")), error: wrong("what").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, &format!("initiatives-judged-{}", it.cadence)), name: "judged_after", value: &entered.judged_after, required: true,
                    hint: Some(&t!(lang, "initiatives-judged-hint", least = *JUDGED_AFTER.start(), most = *JUDGED_AFTER.end())),
                    error: wrong("judged_after").as_deref(), ..Field::default()
                }))
            }
            section class="card stack" {
                div { h2 { (t!(lang, "initiatives-levers")) } p class="soft" { (t!(lang, "initiatives-levers-why")) } }
                @for lever in Lever::ALL { (lever_fields(*lever, entered, error, lang)) }
            }
            div { button class="btn primary" { (t!(lang, if own.is_some() { "indicators-save" } else { "initiatives-create" })) } }
        }
    }
}

fn lever_fields(lever: Lever, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let (state, evidence) = (format!("{lever}-state"), format!("{lever}-evidence"));
    let states: Vec<(&str, String)> = LeverState::ALL
        .iter()
        .map(|state| {
            (
                state.as_str(),
                t!(lang, &format!("initiatives-state-{state}")),
            )
        })
        .collect();
    let states: Vec<(&str, &str)> = states
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    let name = t!(lang, &format!("initiatives-lever-{lever}"));
    html! {
        details class="lever-fields" open[!entered.lever(lever.as_str()).is_empty() || about(lang, error, &evidence).is_some()] {
            summary class="b" { (icon(lever.icon())) (name) }
            div class="stack" {
                (field(&Field {
                    label: &t!(lang, "initiatives-lever-what"), name: lever.as_str(), value: entered.lever(lever.as_str()), rows: Some(2),
                    hint: Some(&t!(lang, &format!("initiatives-lever-{lever}-hint"))), error: about(lang, error, lever.as_str()).as_deref(), ..Field::default()
                }))
                div class="fields" {
                    (select(&Select { label: &t!(lang, "initiatives-lever-state"), name: &state, options: &states, selected: entered.state(lever).as_str(), ..Select::default() }))
                    (field(&Field {
                        label: &t!(lang, "initiatives-lever-evidence"), name: &evidence, value: entered.lever(&evidence), max_chars: Some(EVIDENCE_MAX_CHARS as u32),
                        error: about(lang, error, &evidence).as_deref(), ..Field::default()
                    }))
                }
            }
        }
    }
}
