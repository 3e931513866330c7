//! Asking a colleague, naming one, and what a champion was trained in.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::forms::general_error;
use network::{App, PersonId, Viewer, forms, people};
use serde::Deserialize;
use web::components::{
    Check, Choice, Field, check, choices, crumbs, error_line, field, hidden, idempotency_key,
};
use web::errors::about;
use web::{Form, KeyedForm, Lang, Path, Query, flash, see_other, t};

use super::actions::{self, Ask, Who};
use super::bench::{self, BenchRole, LINE_MAX_CHARS, Member, WHY_MAX_CHARS};
use super::pages;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    person: Option<PersonId>,
    role: Option<BenchRole>,
}

/// What the forms hold, as it was typed. A colleague who was chosen on a page comes by their id.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    person: Option<PersonId>,
    who: String,
    role: Option<BenchRole>,
    why: String,
    until: String,
}

impl Entered {
    fn begin(begun: &Begun) -> Entered {
        Entered {
            person: begun.person,
            role: begun.role,
            ..Entered::default()
        }
    }

    fn who(&self) -> Who {
        self.person
            .map_or_else(|| Who::Called(self.who.clone()), Who::Id)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Invitation,
    Nomination,
}

impl Kind {
    fn title(self, lang: Lang) -> String {
        match self {
            Kind::Invitation => t!(lang, "champions-invite-title"),
            Kind::Nomination => t!(lang, "champions-nominate"),
        }
    }
}

pub async fn new_invitation(
    State(app): State<App>,
    viewer: Viewer,
    Query(begun): Query<Begun>,
) -> web::Result {
    viewer.not_a_guest()?;
    if !bench::invites(&viewer, app.store.clock().now()) {
        return Err(Error::forbidden("may_not_invite").into());
    }
    Ok(page(
        &app,
        &viewer,
        Kind::Invitation,
        &Entered::begin(&begun),
        None,
    )
    .await?)
}

pub async fn new_nomination(
    State(app): State<App>,
    viewer: Viewer,
    Query(begun): Query<Begun>,
) -> web::Result {
    viewer.not_a_guest()?;
    Ok(page(
        &app,
        &viewer,
        Kind::Nomination,
        &Entered::begin(&begun),
        None,
    )
    .await?)
}

pub async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let ask = Ask {
        role: entered.role.unwrap_or(BenchRole::Champion),
        who: entered.who(),
        why: entered.why.clone(),
        until: entered.until.clone(),
    };
    let act = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::invite(tx, viewer, &ask)
    });
    let done = act.await.map(|_| ());
    let said = ("/champions/mine#asked", "champions-invited");
    answered(&app, &viewer, Kind::Invitation, done, &entered, said).await
}

pub async fn nominate(
    State(app): State<App>,
    viewer: Viewer,
    Form(entered): Form<Entered>,
) -> web::Result {
    let (who, why) = (entered.who(), entered.why.clone());
    let act = app.act(&viewer, move |tx, viewer| {
        actions::nominate(tx, viewer, &who, &why)
    });
    let done = act.await;
    let said = ("/champions", "champions-nominated-done");
    answered(&app, &viewer, Kind::Nomination, done, &entered, said).await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    kind: Kind,
    done: Result<()>,
    entered: &Entered,
    (to, said): (&str, &str),
) -> web::Result {
    match done {
        Ok(()) => Ok(flash::leave(see_other(to), &t!(viewer.lang, said))),
        Err(error) => {
            forms::again(error, async |error| {
                page(app, viewer, kind, entered, Some(error)).await
            })
            .await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    kind: Kind,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let (reader, person) = (viewer.clone(), entered.person);
    let read = app.store.read(move |db| match person {
        Some(id) => actions::colleague(db, &reader, &Who::Id(id)),
        None => Ok(None),
    });
    let chosen = read.await?;
    let main = form(app, viewer, kind, chosen.as_ref(), entered, error);
    pages::page(app, viewer, &kind.title(viewer.lang), None, main).await
}

fn form(
    app: &App,
    viewer: &Viewer,
    kind: Kind,
    chosen: Option<&people::Person>,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let role = entered.role.unwrap_or(BenchRole::Champion);
    let names: Vec<(String, String)> = BenchRole::ALL
        .iter()
        .map(|role| {
            let name = t!(lang, &format!("champions-role-{role}"));
            (name, t!(lang, &format!("champions-is-{role}")))
        })
        .collect();
    let roles: Vec<Choice<'_>> = BenchRole::ALL
        .iter()
        .zip(&names)
        .map(|(role, (label, text))| Choice {
            value: role.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    let (action, what, save) = match kind {
        Kind::Invitation => ("/champions/invitations", "invite", "champions-send"),
        Kind::Nomination => (
            "/champions/nominations",
            "nominate",
            "champions-nominate-save",
        ),
    };
    html! {
        (crumbs(lang, &[("/champions", &t!(lang, "champions-title"))]))
        div class="page-head" { div class="grow" { h1 { (kind.title(lang)) } p { (t!(lang, &format!("champions-{what}-lead"))) } } }
        form class="card stack narrow" method="post" action=(action) {
            @if kind == Kind::Invitation { (idempotency_key(&app.form_key())) }
            (general_error(lang, error, &["who", "why", "until"]))
            @if let Some(person) = chosen {
                (hidden("person", &person.id.to_string()))
                div class="field" {
                    span class="lbl" { (t!(lang, "champions-field-who")) }
                    div class="row gap3" {
                        (people::avatar(&person.face(), web::components::Size::Sm))
                        span { b { (person.name) } br; span class="small muted" { (person.face().line()) } }
                    }
                    @if let Some(wrong) = about(lang, error, "who") { (error_line(&wrong)) }
                }
            } @else {
                (field(&Field {
                    label: &t!(lang, "champions-field-who"), name: "who", value: &entered.who, required: true,
                    hint: Some(&t!(lang, "champions-field-who-hint")), error: about(lang, error, "who").as_deref(), ..Field::default()
                }))
            }
            @if kind == Kind::Invitation { (choices(&t!(lang, "champions-field-role"), "role", &roles, role.as_str())) }
            (field(&Field {
                label: &t!(lang, &format!("champions-field-why-{what}")), name: "why", value: &entered.why, rows: Some(4), required: true,
                max_chars: Some(WHY_MAX_CHARS as u32), hint: Some(&t!(lang, &format!("champions-field-why-{what}-hint"))),
                error: about(lang, error, "why").as_deref(), ..Field::default()
            }))
            @if kind == Kind::Invitation {
                (field(&Field {
                    label: &t!(lang, "champions-field-until"), name: "until", value: &entered.until, kind: "date",
                    hint: Some(&t!(lang, "champions-field-until-hint")), error: about(lang, error, "until").as_deref(), ..Field::default()
                }))
            }
            p class="small muted" { (t!(lang, &format!("champions-{what}-text"))) }
            div { button class="btn primary" { (t!(lang, save)) } }
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Trained {
    training: String,
    early_access: bool,
}

pub async fn training(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    Ok(training_page(&app, &viewer, id, None, None).await?)
}

pub async fn train(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Form(entered): Form<Trained>,
) -> web::Result {
    let doing = entered.clone();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::train(tx, viewer, id, &doing.training, doing.early_access)
    });
    match act.await {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/people/{id}")),
            &t!(viewer.lang, "champions-saved"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                training_page(&app, &viewer, id, Some(&entered), Some(error)).await
            })
            .await
        }
    }
}

async fn training_page(
    app: &App,
    viewer: &Viewer,
    id: PersonId,
    entered: Option<&Trained>,
    error: Option<&Error>,
) -> Result<Response> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| actions::trained_by(db, &reader, id, now));
    let member = read.await?;
    let title = t!(
        viewer.lang,
        "champions-training-title",
        name = member.name.as_str()
    );
    let main = training_form(viewer.lang, &title, &member, entered, error);
    pages::page(app, viewer, &title, None, main).await
}

fn training_form(
    lang: Lang,
    title: &str,
    member: &Member,
    entered: Option<&Trained>,
    error: Option<&Error>,
) -> Markup {
    let (training, early) = match entered {
        Some(it) => (&it.training, it.early_access),
        None => (&member.training, member.early_access),
    };
    html! {
        (crumbs(lang, &[("/champions", &t!(lang, "champions-title")), (&format!("/people/{}", member.person_id), &member.name)]))
        div class="page-head" { div class="grow" { h1 { (title) } } }
        form class="card stack narrow" method="post" action={ "/champions/people/" (member.person_id) } {
            (general_error(lang, error, &["training"]))
            (field(&Field {
                label: &t!(lang, "champions-field-training"), name: "training", value: training, max_chars: Some(LINE_MAX_CHARS as u32),
                hint: Some(&t!(lang, "champions-field-training-hint")), error: about(lang, error, "training").as_deref(), ..Field::default()
            }))
            (check(&Check { name: "early_access", value: "true", label: &t!(lang, "champions-field-early"), checked: early }))
            div { button class="btn primary" { (t!(lang, "champions-save")) } }
        }
    }
}
