//! How you take part: the page that only its reader can open, the way to it, and the administrators' cut-off.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::shell::{self, About};
use network::{App, Viewer, forms};
use serde::Deserialize;
use store::Db;
use web::components::{Field, Tone, callout, crumbs, field, tag};
use web::errors::about;
use web::{Flash, Form, Lang, flash, icon, icon_sm, numbers, see_other, t};

use super::{CUT_OFF_MAX, CUT_OFF_MIN, Counts, DEEDS_MIN, Persona, TakingPart};
use crate::health::{persona, views};

const PATH: &str = "/health/persona";

pub async fn page(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    Ok(shown(&app, &viewer, flash.as_deref(), None, None).await?)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    flash: Option<&str>,
    error: Option<&Error>,
    typed: Option<&str>,
) -> Result<Response> {
    let part = persona::own(app, viewer).await?;
    let title = t!(viewer.lang, "health-persona");
    let about = About {
        title: &title,
        current: "/health",
        // No copy of it stays in the browser for who comes after.
        private: true,
        flash,
        ..About::default()
    };
    shell::page(app, viewer, about, view(viewer, &part, error, typed)).await
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    percent: String,
}

pub async fn set_cut_off(
    State(app): State<App>,
    viewer: Viewer,
    Form(entered): Form<Entered>,
) -> web::Result {
    viewer.not_a_guest()?;
    let percent = entered.percent.trim().parse().unwrap_or(0);
    let act = app.act(&viewer, move |tx, viewer| {
        persona::set_cut_off(tx, viewer, percent)
    });
    match act.await {
        Ok(()) => Ok(flash::leave(
            see_other(PATH),
            &t!(viewer.lang, "health-saved"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                shown(&app, &viewer, None, Some(error), Some(&entered.percent)).await
            })
            .await
        }
    }
}

fn view(viewer: &Viewer, part: &TakingPart, error: Option<&Error>, typed: Option<&str>) -> Markup {
    let lang = viewer.lang;
    html! {
        (crumbs(lang, &[("/health", &t!(lang, "health-title")), (PATH, &t!(lang, "health-persona"))]))
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "health-persona")) } p { (t!(lang, "health-persona-lead")) } }
            span class="small muted" { (views::period(part.week.0, lang)) }
        }
        div class="stack loose narrow" {
            (callout(Tone::Info, "eye-off", &t!(lang, "health-only-you"), html! { p { (t!(lang, "health-only-you-text")) } }))
            (word(part, lang))
            (all(part, lang))
            (rules(part, lang))
            @if viewer.is_administrator() { (setting(part, error, typed, lang)) }
        }
    }
}

fn word(part: &TakingPart, lang: Lang) -> Markup {
    let counts = &part.counts;
    let name = part.persona.map(|it| it.as_str());
    let key = |what: &str| format!("health-persona-{}{what}", name.unwrap_or("none"));
    let number = |n: i64| match part.at_least {
        true => t!(lang, "health-at-least", n = numbers::count(n, lang)),
        false => numbers::count(n, lang),
    };
    html! {
        section class="card stack" id="persona" {
            h2 { (t!(lang, &key(""))) }
            p { (t!(lang, &key("-text"))) }
            dl class="facts" {
                dt { (t!(lang, "health-given")) } dd class="num" { (number(counts.given)) }
                dt { (t!(lang, "health-received")) } dd class="num" { (number(counts.received)) }
                dt { (t!(lang, "health-made")) }
                dd { (t!(lang, "health-made-text", posts = counts.posts, replies = counts.replies, reactions = counts.reactions)) }
            }
            @if let Some(sum) = sum(counts, lang) { p class="num" { (sum) } }
            @if part.at_least { p class="small muted" { (t!(lang, "health-persona-cut")) } }
        }
    }
}

/// "40 given ÷ 32 received = 1.25".
fn sum(counts: &Counts, lang: Lang) -> Option<String> {
    let share = counts.given as f64 / counts.received as f64;
    (counts.received > 0).then(|| {
        t!(
            lang,
            "health-persona-sum",
            given = numbers::count(counts.given, lang),
            received = numbers::count(counts.received, lang),
            share = numbers::decimal(share, lang)
        )
    })
}

/// All there are, with what makes them; none is better than another.
fn all(part: &TakingPart, lang: Lang) -> Markup {
    let (low, high) = bounds(part, lang);
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-personas")) }
            ul class="rows trim card" {
                @for it in Persona::ALL {
                    @let own = part.persona == Some(*it);
                    li aria-current=[own.then_some("true")] {
                        (icon(if own { "circle-check" } else { "circle-dashed" }))
                        div class="grow" {
                            span class="b" { (t!(lang, &format!("health-persona-{it}"))) }
                            span class="m" { (t!(lang, &format!("health-persona-{it}-is"), low = low.as_str(), high = high.as_str())) }
                        }
                        @if own { (tag(Tone::Brand, None, &t!(lang, "health-persona-you"))) }
                    }
                }
            }
            p class="small muted" { (t!(lang, "health-personas-text")) }
        }
    }
}

/// Between which shares given and received are about equal.
fn bounds(part: &TakingPart, lang: Lang) -> (String, String) {
    let share = |percent: i64| numbers::decimal(percent as f64 / 100.0, lang);
    (share(100 - part.cut_off), share(100 + part.cut_off))
}

fn rules(part: &TakingPart, lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-persona-rules")) }
            ul class="prose" {
                li { (t!(lang, "health-persona-rule-given")) }
                li { (t!(lang, "health-persona-rule-received")) }
                li { (t!(lang, "health-persona-rule-people")) }
                li { (t!(lang, "health-persona-rule-cut", percent = part.cut_off)) }
                li { (t!(lang, "health-persona-rule-few", n = DEEDS_MIN)) }
            }
        }
    }
}

fn setting(part: &TakingPart, error: Option<&Error>, typed: Option<&str>, lang: Lang) -> Markup {
    let value = typed.map_or_else(|| part.cut_off.to_string(), str::to_owned);
    html! {
        form class="card stack" method="post" action={ (PATH) "/cut-off" } id="cut-off" {
            h2 { (t!(lang, "health-cut-off")) }
            p class="soft" { (t!(lang, "health-cut-off-text")) }
            (field(&Field {
                label: &t!(lang, "health-cut-off-percent"), name: "percent", value: &value, required: true,
                hint: Some(&t!(lang, "health-cut-off-hint", least = CUT_OFF_MIN, most = CUT_OFF_MAX)),
                error: about(lang, error, "percent").as_deref(), ..Field::default()
            }))
            div { button class="btn" { (t!(lang, "health-cut-off-save")) } }
        }
    }
}

/// The way there; the word itself stands on no page that others look at over one's shoulder.
pub fn way(lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-only-you")) }
            div class="card stack tight small" {
                p class="row b" { (icon_sm("eye-off")) a class="plain" href=(PATH) { (t!(lang, "health-persona")) } }
                p class="soft" { (t!(lang, "health-persona-way")) }
            }
        }
    }
}

/// On one's own page.
pub fn of_person(_: &App, _: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let own = viewer.id.raw() == id && !viewer.is_guest();
    Ok(own.then(|| way(viewer.lang)))
}
