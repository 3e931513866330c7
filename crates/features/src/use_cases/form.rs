//! Describing a use case, and describing it anew.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::components::{
    Action, Choice, Field, Select, choices, crumbs, empty_state, error_line, field,
    idempotency_key, select,
};
use web::errors::about;
use web::{KeyedForm, Lang, Path, Query, flash, see_other, t};

use super::role::{SiteFit, WorkRole};
use super::use_case::{
    Draft, FirstPost, NAME_MAX_CHARS, POSTS_MAX, PURPOSE_MAX_CHARS, RoomKind, UseCase, UseCaseId,
};
use super::{actions, pages, queries};
use crate::indicators::{self, IndicatorId};

/// Empty places for posts beside those that are filled.
const FREE_POSTS: usize = 2;

/// What the form holds, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Entered {
    #[serde(default)]
    name: String,
    #[serde(default)]
    purpose: String,
    indicator: Option<IndicatorId>,
    #[serde(default)]
    roles: Vec<WorkRole>,
    fits: SiteFit,
    #[serde(default)]
    steps: String,
    room_kind: RoomKind,
    #[serde(default)]
    room_purpose: String,
    #[serde(default)]
    post_title: Vec<String>,
    #[serde(default)]
    post_text: Vec<String>,
    #[serde(default)]
    checklist: String,
    #[serde(default)]
    training: String,
    #[serde(default)]
    effort_hours: String,
    #[serde(default)]
    effort: String,
}

/// What a new one is for, when one comes from an indicator.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    indicator: Option<IndicatorId>,
}

impl Entered {
    fn begin(begun: &Begun) -> Entered {
        Entered {
            name: String::new(),
            purpose: String::new(),
            indicator: begun.indicator,
            roles: Vec::new(),
            fits: SiteFit::Any,
            steps: String::new(),
            room_kind: RoomKind::Open,
            room_purpose: String::new(),
            post_title: Vec::new(),
            post_text: Vec::new(),
            checklist: String::new(),
            training: String::new(),
            effort_hours: String::new(),
            effort: String::new(),
        }
    }

    fn of(it: UseCase, roles: Vec<WorkRole>, posts: Vec<FirstPost>) -> Entered {
        let (post_title, post_text) = posts
            .into_iter()
            .map(|post| (post.title, post.text))
            .unzip();
        Entered {
            name: it.name,
            purpose: it.purpose,
            indicator: Some(it.indicator_id),
            roles,
            fits: it.fits,
            steps: it.steps,
            room_kind: it.room_kind,
            room_purpose: it.room_purpose,
            post_title,
            post_text,
            checklist: it.checklist,
            training: it.training,
            effort_hours: it
                .effort_hours
                .map_or_else(String::new, |hours| hours.to_string()),
            effort: it.effort,
        }
    }

    fn posts(&self) -> Vec<FirstPost> {
        let most = self.post_title.len().max(self.post_text.len());
        let typed =
            |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_else(String::new);
        (0..most)
            .map(|at| FirstPost {
                title: typed(&self.post_title, at),
                text: typed(&self.post_text, at),
            })
            .collect()
    }

    fn draft(self) -> Draft {
        let hours = match self.effort_hours.trim() {
            "" => None,
            // What is no number is refused as one.
            typed => Some(indicators::number(typed).unwrap_or(f64::NAN)),
        };
        Draft {
            posts: self.posts(),
            name: self.name,
            purpose: self.purpose,
            indicator: self.indicator,
            roles: self.roles,
            fits: self.fits,
            steps: self.steps,
            room_kind: self.room_kind,
            room_purpose: self.room_purpose,
            checklist: self.checklist,
            training: self.training,
            effort_hours: hours,
            effort: self.effort,
        }
    }
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(begun): Query<Begun>,
) -> web::Result {
    viewer.not_a_guest()?;
    Ok(page(&app, &viewer, None, &Entered::begin(&begun), None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let created = match entered.clone().draft().check() {
        Ok(new) => {
            let create = app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::create(tx, viewer, &new)
            });
            create.await
        }
        Err(error) => Err(error),
    };
    answer(
        &app,
        &viewer,
        None,
        created,
        &entered,
        "use-cases-described",
    )
    .await
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = actions::owned(db, &reader, id)?;
        let (roles, posts) = (queries::roles(db, id)?, queries::posts(db, id)?);
        Ok(Entered::of(it, roles, posts))
    });
    let entered = read.await?;
    Ok(page(&app, &viewer, Some(id), &entered, None).await?)
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    KeyedForm(entered, _): KeyedForm<Entered>,
) -> web::Result {
    let changed = match entered.clone().draft().check() {
        Ok(new) => {
            let change = app.act(&viewer, move |tx, viewer| {
                actions::change(tx, viewer, id, &new)
            });
            change.await.map(|()| id)
        }
        // Whose it is not hears that first.
        Err(error) => {
            let reader = viewer.clone();
            let owned = app.store.read(move |db| actions::owned(db, &reader, id));
            owned.await.and(Err(error))
        }
    };
    answer(
        &app,
        &viewer,
        Some(id),
        changed,
        &entered,
        "use-cases-changed",
    )
    .await
}

async fn answer(
    app: &App,
    viewer: &Viewer,
    own: Option<UseCaseId>,
    done: Result<UseCaseId>,
    entered: &Entered,
    said: &str,
) -> web::Result {
    match done {
        Ok(id) => Ok(flash::leave(
            see_other(&format!("/use-cases/{id}")),
            &t!(viewer.lang, said),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(app, viewer, own, entered, Some(error)).await
            })
            .await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    own: Option<UseCaseId>,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let (reader, named) = (viewer.clone(), entered.indicator);
    let known = app
        .store
        .read(move |db| indicators::queries::offered(db, &reader, named))
        .await?;
    let known: Vec<(String, String)> = known
        .into_iter()
        .map(|it| (it.id.to_string(), it.name))
        .collect();
    let (title, action) = match own {
        Some(id) => (
            t!(lang, "use-cases-change"),
            format!("/use-cases/{id}/edit"),
        ),
        None => (t!(lang, "use-cases-new"), "/use-cases".to_owned()),
    };
    let main = html! {
        (crumbs(lang, &[("/stories", &t!(lang, "use-cases-library")), ("/use-cases", &t!(lang, "use-cases-title"))]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "use-cases-new-lead")) } } }
        @if known.is_empty() {
            (empty_state(&t!(lang, "use-cases-no-indicator"), &t!(lang, "use-cases-no-indicator-text"),
                Some(&Action { href: "/indicators/new", label: t!(lang, "use-cases-new-indicator") })))
        } @else {
            form class="stack loose narrow" method="post" action=(action) {
                (idempotency_key(&app.form_key()))
                @if error.is_some() { (error_line(&t!(lang, "use-cases-not-yet"))) }
                (what(entered, &known, error, lang))
                (what_a_team_gets(entered, error, lang))
                (what_it_takes(entered, error, lang))
                div {
                    button class="btn primary" { (t!(lang, if own.is_some() { "use-cases-save" } else { "use-cases-describe" })) }
                    p class="small muted mt2" { (t!(lang, "use-cases-you-own")) }
                }
            }
        }
    };
    pages::page(app, viewer, &title, None, main).await
}

fn what(
    entered: &Entered,
    known: &[(String, String)],
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let none = t!(lang, "use-cases-choose");
    let mut options: Vec<(&str, &str)> = vec![("", &none)];
    options.extend(known.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let chosen = entered
        .indicator
        .map_or_else(String::new, |id| id.to_string());
    let fits: Vec<(&str, String)> = SiteFit::ALL
        .iter()
        .map(|fits| (fits.as_str(), t!(lang, &format!("use-cases-site-{fits}"))))
        .collect();
    let fits: Vec<(&str, &str)> = fits.iter().map(|(key, name)| (*key, &**name)).collect();
    html! {
        section class="card stack" {
            h2 { (t!(lang, "use-cases-what")) }
            (field(&Field {
                label: &t!(lang, "use-cases-name"), name: "name", value: &entered.name, required: true, max_chars: Some(NAME_MAX_CHARS as u32),
                hint: Some(&t!(lang, "use-cases-name-hint")), error: wrong("name").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "use-cases-purpose"), name: "purpose", value: &entered.purpose, required: true, rows: Some(2),
                max_chars: Some(PURPOSE_MAX_CHARS as u32), hint: Some(&t!(lang, "use-cases-purpose-hint")), error: wrong("purpose").as_deref(), ..Field::default()
            }))
            (select(&Select {
                label: &t!(lang, "use-cases-moves"), name: "indicator", options: &options, selected: &chosen,
                hint: Some(&t!(lang, "use-cases-moves-hint")), error: wrong("indicator").as_deref(), ..Select::default()
            }))
            fieldset class="field" {
                legend class="lbl" { (t!(lang, "use-cases-roles")) }
                @if let Some(wrong) = wrong("roles") { (error_line(&wrong)) }
                div class="row wrap gap4" {
                    @for role in WorkRole::ALL {
                        label class="check" {
                            input type="checkbox" name="roles" value=(role) checked[entered.roles.contains(role)];
                            span { (t!(lang, &format!("use-cases-role-{role}"))) }
                        }
                    }
                }
            }
            (select(&Select { label: &t!(lang, "use-cases-where"), name: "fits", options: &fits, selected: entered.fits.as_str(), ..Select::default() }))
            (field(&Field {
                label: &t!(lang, "use-cases-how"), name: "steps", value: &entered.steps, required: true, rows: Some(6),
                hint: Some(&t!(lang, "use-cases-how-hint")), error: wrong("steps").as_deref(), ..Field::default()
            }))
        }
    }
}

fn what_a_team_gets(entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let label = |kind: &str| t!(lang, &format!("use-cases-room-{kind}"));
    let text = |kind: &str| t!(lang, &format!("use-cases-room-{kind}-text"));
    let (open, closed) = (
        (label("open"), text("open")),
        (label("closed"), text("closed")),
    );
    let choice = |kind: RoomKind| {
        let (label, text) = if kind == RoomKind::Open {
            &open
        } else {
            &closed
        };
        Choice {
            value: kind.as_str(),
            label,
            text,
            icon: None,
        }
    };
    let posts = entered.posts();
    let filled = posts
        .iter()
        .rposition(|post| !post.title.is_empty() || !post.text.is_empty());
    let places = (filled.map_or(0, |at| at + 1) + FREE_POSTS).min(POSTS_MAX);
    let post = |at: usize| {
        posts
            .get(at)
            .map_or(("", ""), |post| (post.title.as_str(), post.text.as_str()))
    };
    html! {
        section class="card stack" {
            h2 { (t!(lang, "use-cases-gets")) }
            p class="soft" { (t!(lang, "use-cases-gets-text")) }
            (choices(&t!(lang, "use-cases-room"), "room_kind", &[choice(RoomKind::Open), choice(RoomKind::Closed)], entered.room_kind.as_str()))
            (field(&Field {
                label: &t!(lang, "use-cases-room-purpose"), name: "room_purpose", value: &entered.room_purpose, max_chars: Some(PURPOSE_MAX_CHARS as u32),
                hint: Some(&t!(lang, "use-cases-room-purpose-hint")), error: wrong("room_purpose").as_deref(), ..Field::default()
            }))
            h3 class="lbl" { (t!(lang, "use-cases-posts")) }
            @if let Some(wrong) = wrong("posts") { (error_line(&wrong)) }
            @for at in 0..places {
                @let (title, text) = post(at);
                fieldset class="first-post stack tight" {
                    legend class="small muted" { (t!(lang, "use-cases-post-n", n = at + 1)) }
                    (field(&Field {
                        label: &t!(lang, "use-cases-post-title"), name: "post_title", value: title, id: Some(&format!("post-title-{at}")),
                        max_chars: Some(NAME_MAX_CHARS as u32), error: wrong(&format!("posts/{at}/title")).as_deref(), ..Field::default()
                    }))
                    (field(&Field {
                        label: &t!(lang, "use-cases-post-text"), name: "post_text", value: text, rows: Some(2), id: Some(&format!("post-text-{at}")),
                        error: wrong(&format!("posts/{at}/text")).as_deref(), ..Field::default()
                    }))
                }
            }
            p class="small muted" { (t!(lang, "use-cases-posts-more", n = POSTS_MAX)) }
            (field(&Field {
                label: &t!(lang, "use-cases-checklist"), name: "checklist", value: &entered.checklist, rows: Some(5),
                hint: Some(&t!(lang, "use-cases-checklist-hint")), error: wrong("checklist").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "use-cases-training"), name: "training", value: &entered.training, rows: Some(4),
                hint: Some(&t!(lang, "use-cases-training-hint")), error: wrong("training").as_deref(), ..Field::default()
            }))
        }
    }
}

fn what_it_takes(entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    html! {
        section class="card stack" {
            h2 { (t!(lang, "use-cases-takes")) }
            div class="fields" {
                (field(&Field {
                    label: &t!(lang, "use-cases-hours"), name: "effort_hours", value: &entered.effort_hours, autocomplete: Some("off"),
                    hint: Some(&t!(lang, "use-cases-hours-hint")), error: wrong("effort_hours").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "use-cases-effort"), name: "effort", value: &entered.effort, max_chars: Some(NAME_MAX_CHARS as u32),
                    hint: Some(&t!(lang, "use-cases-effort-hint")), error: wrong("effort").as_deref(), ..Field::default()
                }))
            }
        }
    }
}
