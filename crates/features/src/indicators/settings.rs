//! Changing an indicator, putting it aside, and the address that machines send its readings to.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, forms, people};
use serde::Deserialize;
use web::components::{
    Confirm, Field, Select, Tone, callout, confirm, crumbs, error_line, field, select, sheet_button,
};
use web::errors::about;
use web::{Flash, Form, Lang, Path, flash, icon, see_other, t};

use super::hook::{self, Hook};
use super::indicator::{Change, Indicator, IndicatorId, number};
use super::measured::{Measure, Measured};
use super::{actions, pages, queries};

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    owner: String,
    source: String,
    target: String,
    due: String,
    scope: String,
}

const FIELDS: &[&str] = &["owner", "source", "target", "due", "scope"];

impl Entered {
    fn of(it: &Indicator) -> Entered {
        Entered {
            owner: it.owner.clone(),
            source: it.source.clone(),
            target: it.target.to_string(),
            due: it.due.clone(),
            scope: it.scope.clone(),
        }
    }
}

/// The indicator for whoever may change it, also when it is archived.
struct Known {
    it: Indicator,
    hook: Option<Hook>,
    measured: Option<Measured>,
}

async fn read(app: &App, viewer: &Viewer, id: IndicatorId) -> Result<Known> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        match it.may_be_changed_by(&reader) {
            true => Ok(Known {
                it,
                hook: queries::hook_of(db, id)?,
                measured: queries::measure_of(db, id)?,
            }),
            false => Err(Error::forbidden("not_owner")),
        }
    });
    read.await
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Flash(flash): Flash,
) -> web::Result {
    let known = read(&app, &viewer, id).await?;
    let entered = Entered::of(&known.it);
    let main = view(&app, &viewer, &known, &entered, None, None);
    Ok(pages::page(&app, &viewer, &known.it.name, flash.as_deref(), main).await?)
}

pub async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let typed = entered.clone();
    let saved = app.act(&viewer, move |tx, viewer| {
        let Entered {
            owner,
            source,
            target,
            due,
            scope,
        } = typed.clone();
        let it = actions::owned(tx, viewer, id)?;
        // Who has the name of the present owner is the present owner.
        let owner = match owner.trim() == it.owner {
            true => Some(it.owner_id),
            false => people::queries::called(tx, viewer, owner.trim())?,
        };
        let change = Change {
            owner,
            source,
            target: number(&target).unwrap_or(f64::NAN),
            due,
            scope,
        };
        actions::change(tx, viewer, id, &change)
    });
    let Err(error) = saved.await else {
        return Ok(done(&viewer, id, "indicators-saved"));
    };
    let known = read(&app, &viewer, id).await?;
    forms::again(error, async |error| {
        let main = view(&app, &viewer, &known, &entered, None, Some(error));
        pages::page(&app, &viewer, &known.it.name, None, main).await
    })
    .await
}

#[derive(Deserialize)]
pub struct Computed {
    /// Empty for none.
    #[serde(default)]
    measure: String,
}

/// Lets the network compute the readings, or no longer.
pub async fn measure(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(Computed { measure }): Form<Computed>,
) -> web::Result {
    let mut known = Measure::ALL.iter();
    let measure = known.find(|known| known.as_str() == measure).copied();
    app.act(&viewer, move |tx, viewer| {
        actions::set_measure(tx, viewer, id, measure)
    })
    .await?;
    Ok(done(&viewer, id, "indicators-saved"))
}

#[derive(Deserialize)]
pub struct Archived {
    #[serde(default)]
    archived: bool,
}

pub async fn archive(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(Archived { archived }): Form<Archived>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::archive(tx, viewer, id, archived)
    })
    .await?;
    let said = match archived {
        true => "indicators-archived-done",
        false => "indicators-taken-up",
    };
    Ok(done(&viewer, id, said))
}

/// Makes the address and shows it, this once.
pub async fn make_hook(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result {
    let secret = app
        .act(&viewer, move |tx, viewer| hook::make(tx, viewer, id))
        .await?;
    let known = read(&app, &viewer, id).await?;
    let entered = Entered::of(&known.it);
    let made = Some(secret.text.as_str());
    let main = view(&app, &viewer, &known, &entered, made, None);
    Ok(pages::page(&app, &viewer, &known.it.name, None, main).await?)
}

pub async fn remove_hook(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| hook::remove(tx, viewer, id))
        .await?;
    let said = t!(viewer.lang, "indicators-hook-removed");
    let back = see_other(&format!("/indicators/{id}/settings"));
    Ok(flash::leave(back, &said))
}

fn done(viewer: &Viewer, id: IndicatorId, said: &str) -> Response {
    flash::leave(
        see_other(&format!("/indicators/{id}")),
        &t!(viewer.lang, said),
    )
}

fn view(
    app: &App,
    viewer: &Viewer,
    known: &Known,
    entered: &Entered,
    made: Option<&str>,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let it = &known.it;
    let here = format!("/indicators/{}", it.id);
    let title = t!(lang, "indicators-settings");
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), (&here, &it.name), (&format!("{here}/settings"), &title)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (it.name) } } }
        div class="stack loose narrow" {
            @if it.archived_at.is_some() {
                (callout(Tone::Info, "archive", &t!(lang, "indicators-is-archived"), html! { p { (t!(lang, "indicators-is-archived-text")) } }))
            } @else {
                (change_form(it, entered, error, lang))
                (measure_card(it, known.measured.as_ref(), lang))
                @if known.measured.is_none() { (hook_card(app, it, known.hook.as_ref(), made, lang)) }
            }
            (archive_card(it, lang))
        }
    }
}

fn change_form(it: &Indicator, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let line =
        |label: &str, name: &'static str, value: &str, kind: &'static str, hint: Option<&str>| {
            let wrong = about(lang, error, name);
            field(&Field {
                label: &t!(lang, label),
                name,
                value,
                kind,
                hint,
                required: true,
                error: wrong.as_deref(),
                ..Field::default()
            })
        };
    html! {
        form class="card stack" method="post" action={ "/indicators/" (it.id) "/settings" } {
            @if error.is_some() { (error_line(&t!(lang, "indicators-not-yet"))) }
            (forms::general_error(lang, error, FIELDS))
            (line("indicators-owner", "owner", &entered.owner, "", Some(&t!(lang, "indicators-owner-hint"))))
            (line("indicators-source", "source", &entered.source, "", None))
            div class="fields" {
                (line("indicators-target", "target", &entered.target, "", Some(&t!(lang, "indicators-target-hint"))))
                (line("indicators-due", "due", &entered.due, "date", None))
            }
            (line("indicators-scope", "scope", &entered.scope, "", None))
            div { button class="btn primary" { (t!(lang, "indicators-save")) } }
        }
    }
}

/// What the network can compute by itself.
fn measure_card(it: &Indicator, measured: Option<&Measured>, lang: Lang) -> Markup {
    let none = t!(lang, "indicators-measure-none");
    let names: Vec<(&str, String)> = Measure::ALL
        .iter()
        .map(|measure| {
            (
                measure.as_str(),
                t!(lang, &format!("indicators-measure-{measure}")),
            )
        })
        .collect();
    let mut options = vec![("", none.as_str())];
    options.extend(names.iter().map(|(value, name)| (*value, name.as_str())));
    let selected = measured.map_or("", |measured| measured.measure.as_str());
    html! {
        section class="card stack" id="measure" {
            h2 { (t!(lang, "indicators-measure")) }
            p class="soft" { (t!(lang, "indicators-measure-text")) }
            form class="stack" method="post" action={ "/indicators/" (it.id) "/measure" } {
                (select(&Select { label: &t!(lang, "indicators-measure-what"), name: "measure", options: &options, selected, hint: Some(&t!(lang, "indicators-measure-hint")), ..Select::default() }))
                div { button class="btn" { (t!(lang, "indicators-save")) } }
            }
        }
    }
}

fn hook_card(
    app: &App,
    it: &Indicator,
    hook: Option<&Hook>,
    made: Option<&str>,
    lang: Lang,
) -> Markup {
    let period = it.cadence.name(it.cadence.at(app.store.clock().now()));
    html! {
        section class="card stack" id="hook" {
            h2 { (t!(lang, "indicators-hook")) }
            p class="soft" { (t!(lang, "indicators-hook-text")) }
            @if let Some(key) = made {
                (callout(Tone::Good, "key-round", &t!(lang, "indicators-hook-once"), html! {
                    p { code class="break" { "POST /api/hooks/readings/" (key) } }
                    p { code class="break" { "{\"readings\": [{\"unit\": \"…\", \"period\": \"" (period) "\", \"value\": 9.5}]}" } }
                }))
            } @else if let Some(hook) = hook {
                p { (t!(lang, "indicators-hook-since", day = web::components::date(hook.at, lang, &web::Zone::UTC))) " "
                    @match hook.used_at {
                        Some(at) => { (t!(lang, "indicators-hook-used", day = web::components::date(at, lang, &web::Zone::UTC))) }
                        None => { (t!(lang, "indicators-hook-unused")) }
                    }
                }
            }
            div class="row wrap" {
                form method="post" action={ "/indicators/" (it.id) "/hook" } {
                    button class="btn" { (icon("link")) (t!(lang, if hook.is_some() { "indicators-hook-anew" } else { "indicators-hook-make" })) }
                }
                @if hook.is_some() {
                    form method="post" action={ "/indicators/" (it.id) "/hook/remove" } {
                        button class="btn ghost" { (t!(lang, "indicators-hook-remove")) }
                    }
                }
            }
        }
    }
}

fn archive_card(it: &Indicator, lang: Lang) -> Markup {
    let action = format!("/indicators/{}/archive", it.id);
    html! {
        section class="card stack" {
            h2 { (t!(lang, "indicators-archive")) }
            p class="soft" { (t!(lang, "indicators-archive-text")) }
            @if it.archived_at.is_some() {
                form method="post" action=(action) {
                    button class="btn" { (t!(lang, "indicators-take-up")) }
                }
            } @else {
                div { (sheet_button("archive", "btn", html! { (icon("archive")) (t!(lang, "indicators-archive")) })) }
                (confirm(&Confirm {
                    id: "archive", title: &t!(lang, "indicators-archive-title"), text: &t!(lang, "indicators-archive-text"),
                    action: &action, fields: &[("archived", "true")], yes: &t!(lang, "indicators-archive"), no: &t!(lang, "indicators-cancel"), key: "",
                }))
            }
        }
    }
}
