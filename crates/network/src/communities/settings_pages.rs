//! Founding a community and changing what it is.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{self, Check, Choice, Confirm, Field, crumbs, error_line, idempotency_key};
use web::errors::about as wrong;
use web::{Form, KeyedForm, Path, flash, icon, see_other, t};

use super::community::{
    ABOUT_MAX_CHARS, Community, CommunityId, CommunityKind, Draft, NAME_MAX_CHARS,
    PURPOSE_MAX_CHARS,
};
use super::{actions, rules, views};
use crate::access::Viewer;
use crate::shell::{self, About};
use crate::{App, forms};

/// What the form holds, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Entered {
    name: String,
    purpose: String,
    #[serde(default)]
    about: String,
    kind: CommunityKind,
    #[serde(default)]
    announcement: bool,
    #[serde(default)]
    official: bool,
}

impl Entered {
    fn of(draft: Draft) -> Entered {
        let Draft {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        } = draft;
        Entered {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        }
    }

    fn draft(self) -> Draft {
        let Entered {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        } = self;
        Draft {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        }
    }
}

pub async fn new(State(app): State<App>, viewer: Viewer) -> web::Result {
    let entered = Entered::of(actions::blank(&viewer)?);
    Ok(founding(&app, &viewer, &entered, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let founded = match entered.clone().draft().check() {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::found(tx, viewer, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match founded {
        Ok(id) => Ok(see_other(&format!("/communities/{id}"))),
        Err(error) => {
            forms::again(error, async |error| {
                founding(&app, &viewer, &entered, Some(error)).await
            })
            .await
        }
    }
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    let community = led(&app, &viewer, id).await?;
    let entered = Entered::of(community.clone().into());
    Ok(changing(&app, &viewer, &community, &entered, None).await?)
}

pub async fn save(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let saved = match entered.clone().draft().check() {
        Ok(new) => {
            app.act(&viewer, move |tx, viewer| {
                actions::change(tx, viewer, id, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        return Ok(done(&viewer, id, "communities-saved"));
    };
    let community = led(&app, &viewer, id).await?;
    forms::again(error, async |error| {
        changing(&app, &viewer, &community, &entered, Some(error)).await
    })
    .await
}

pub async fn archive(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::archive(tx, viewer, id))
        .await?;
    Ok(done(&viewer, id, "communities-archived-said"))
}

pub async fn unarchive(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::unarchive(tx, viewer, id)
    })
    .await?;
    Ok(done(&viewer, id, "communities-unarchived-said"))
}

fn done(viewer: &Viewer, id: CommunityId, said: &str) -> Response {
    flash::leave(
        see_other(&format!("/communities/{id}/about")),
        &t!(viewer.lang, said),
    )
}

async fn led(app: &App, viewer: &Viewer, id: CommunityId) -> Result<Community> {
    let viewer = viewer.clone();
    app.store
        .read(move |db| actions::led(db, &viewer, id))
        .await
}

async fn founding(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let title = t!(lang, "communities-new");
    let main = html! {
        (crumbs(lang, &[("/communities", &t!(lang, "communities-title"))]))
        div class="page-head" {
            div class="grow" { h1 { (title) } p { (t!(lang, "communities-new-intro")) } }
        }
        div class="cols" {
            form method="post" action="/communities" class="stack loose" {
                (idempotency_key(&app.form_key()))
                (fields(viewer, entered, error))
                div class="row" { button class="btn primary" { (t!(lang, "communities-create")) } }
            }
            aside class="aside" aria-label=(t!(lang, "communities-new-aside")) {
                section class="sec" {
                    h2 { (t!(lang, "communities-new-owner")) }
                    div class="card small" { p { (t!(lang, "communities-new-owner-text")) } }
                }
            }
        }
    };
    show(app, viewer, &title, main).await
}

async fn changing(
    app: &App,
    viewer: &Viewer,
    community: &Community,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let href = format!("/communities/{}", community.id);
    let title = t!(lang, "communities-settings-of", name = &community.name);
    let main = html! {
        (crumbs(lang, &[("/communities", &t!(lang, "communities-title")), (&href, &community.name)]))
        div class="page-head" { div class="grow" { h1 { (title) } } }
        div class="cols" {
            div class="stack loose" {
                form method="post" action={ (href) "/settings" } class="stack loose" {
                    (fields(viewer, entered, error))
                    div class="row" { button class="btn primary" { (t!(lang, "communities-save")) } }
                }
                @if !community.network_wide {
                    (belonging(viewer, community, &href))
                    (archiving(viewer, community, &href))
                }
            }
        }
    };
    show(app, viewer, &title, main).await
}

async fn show(app: &App, viewer: &Viewer, title: &str, main: Markup) -> Result<Response> {
    let about = About {
        title,
        current: "/communities",
        private: true,
        ..About::default()
    };
    shell::page(app, viewer, about, main).await
}

fn fields(viewer: &Viewer, entered: &Entered, error: Option<&Error>) -> Markup {
    let lang = viewer.lang;
    let say = |field| wrong(lang, error, field);
    let purpose_hint = t!(lang, "communities-purpose-hint");
    let about_hint = t!(lang, "communities-about-hint");
    html! {
        (forms::general_error(lang, error, &["name", "purpose", "about", "kind"]))
        section class="card stack" aria-labelledby="name-title" {
            h2 id="name-title" { (t!(lang, "communities-form-name")) }
            (components::field(&Field {
                label: &t!(lang, "communities-name"),
                name: "name",
                value: &entered.name,
                error: say("name").as_deref(),
                required: true,
                max_chars: Some(NAME_MAX_CHARS as u32),
                ..Field::default()
            }))
            (components::field(&Field {
                label: &t!(lang, "communities-purpose"),
                name: "purpose",
                value: &entered.purpose,
                hint: Some(&purpose_hint),
                error: say("purpose").as_deref(),
                required: true,
                max_chars: Some(PURPOSE_MAX_CHARS as u32),
                ..Field::default()
            }))
            (components::field(&Field {
                label: &t!(lang, "communities-about"),
                name: "about",
                value: &entered.about,
                rows: Some(5),
                hint: Some(&about_hint),
                error: say("about").as_deref(),
                max_chars: Some(ABOUT_MAX_CHARS as u32),
                ..Field::default()
            }))
        }
        section class="card stack" aria-labelledby="kind-title" {
            h2 id="kind-title" { (t!(lang, "communities-form-kind")) }
            @if let Some(error) = say("kind") { (error_line(&error)) }
            (kinds(viewer, entered))
            (components::check(&Check {
                name: "announcement",
                label: &t!(lang, "communities-announcement-check"),
                checked: entered.announcement,
                ..Check::default()
            }))
            @if viewer.manages_communities() {
                (components::check(&Check {
                    name: "official",
                    label: &t!(lang, "communities-official-check"),
                    checked: entered.official,
                    ..Check::default()
                }))
            } @else if entered.official {
                (components::hidden("official", "on"))
            }
        }
    }
}

fn kinds(viewer: &Viewer, entered: &Entered) -> Markup {
    let lang = viewer.lang;
    let words: Vec<_> = CommunityKind::ALL
        .iter()
        .map(|kind| {
            (
                *kind,
                views::kind_name(lang, *kind),
                t!(lang, &format!("communities-kind-{kind}-text")),
            )
        })
        .collect();
    let choices: Vec<_> = words
        .iter()
        .map(|(kind, label, text)| Choice {
            value: kind.as_str(),
            label,
            text,
            icon: Some(views::kind_icon(*kind)),
        })
        .collect();
    components::choices(
        &t!(lang, "communities-who-reads"),
        "kind",
        &choices,
        entered.kind.as_str(),
    )
}

/// The way to the rule, for those who may set it; for others that there is one.
fn belonging(viewer: &Viewer, community: &Community, href: &str) -> Markup {
    let lang = viewer.lang;
    let rules = rules::actions::may_rule(viewer, community);
    html! {
        @if rules || community.rule.is_some() {
            section class="card stack" aria-labelledby="belonging" {
                h2 id="belonging" { (t!(lang, "rules-belonging")) }
                @match &community.rule {
                    Some(_) => p class="soft" { (t!(lang, "rules-settings-by-rule")) },
                    None => p class="soft" { (t!(lang, "rules-settings-by-hand")) },
                }
                @if rules {
                    div class="row" { a class="btn" href={ (href) "/rule" } { (icon("list-filter")) (t!(lang, "rules-open")) } }
                } @else {
                    p class="small muted" { (t!(lang, "rules-settings-who")) }
                }
            }
        }
    }
}

fn archiving(viewer: &Viewer, community: &Community, href: &str) -> Markup {
    let lang = viewer.lang;
    html! {
        section class="card stack" aria-labelledby="archiving" {
            @if community.archived_at.is_some() {
                h2 id="archiving" { (t!(lang, "communities-unarchive-title")) }
                p class="soft" { (t!(lang, "communities-unarchive-text")) }
                (views::act(&format!("{href}/unarchive"), "btn", &html! { (t!(lang, "communities-unarchive")) }))
            } @else {
                h2 id="archiving" { (t!(lang, "communities-archive-title")) }
                p class="soft" { (t!(lang, "communities-archive-text")) }
                (views::asks_first(
                    &Confirm {
                        id: "archive",
                        action: &format!("{href}/archive"),
                        title: &t!(lang, "communities-archive-ask", name = &community.name),
                        text: &t!(lang, "communities-archive-text"),
                        yes: &t!(lang, "communities-archive"),
                        no: &t!(lang, "communities-cancel"),
                        ..Confirm::default()
                    },
                    "btn danger",
                    html! { (icon("archive")) (t!(lang, "communities-archive")) },
                ))
            }
        }
    }
}
