//! Writing a step, changing it, moving it up, taking it out.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::html;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::components::{Confirm, Field, confirm, crumbs, field, idempotency_key, sheet_button};
use web::errors::about;
use web::{Flash, KeyedForm, Path, flash, see_other, t};

use super::course::{Course, CourseId, PROMPT_MAX_CHARS, Step, StepDraft, StepId, TITLE_MAX_CHARS};
use super::{actions, pages};
use crate::posts::Text;

const FIELDS: [&str; 5] = ["title", "minutes", "text", "story", "prompt"];

/// What the form holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    title: String,
    minutes: String,
    text: String,
    story: String,
    prompt: String,
}

impl Entered {
    fn of(it: Step) -> Entered {
        Entered {
            title: it.title,
            minutes: it.minutes.to_string(),
            text: it.body,
            story: it
                .story_id
                .map_or_else(String::new, |id| format!("/stories/{id}")),
            prompt: it.prompt,
        }
    }

    fn draft(self) -> StepDraft {
        StepDraft {
            title: self.title,
            minutes: self.minutes.trim().parse().unwrap_or(-1),
            text: self.text,
            story: self.story,
            prompt: self.prompt,
        }
    }
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Flash(flash): Flash,
) -> web::Result {
    let entered = Entered {
        minutes: "3".to_owned(),
        prompt: t!(viewer.lang, "courses-usual-prompt"),
        ..Entered::default()
    };
    Ok(page(&app, &viewer, id, None, flash.as_deref(), &entered, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let draft = entered.clone().draft();
    let add = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::owned(tx, viewer, id)?;
        actions::add_step(tx, viewer, id, &draft.clone().check()?)
    });
    let done = add.await.map(|_| ());
    answered(
        &app,
        &viewer,
        id,
        None,
        done,
        &entered,
        "courses-step-saved",
    )
    .await
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, step)): Path<(CourseId, StepId)>,
) -> web::Result {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| actions::owned_step_at(db, &reader, id, step, now));
    let entered = Entered::of(read.await?);
    Ok(page(&app, &viewer, id, Some(step), None, &entered, None).await?)
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, step)): Path<(CourseId, StepId)>,
    KeyedForm(entered, _): KeyedForm<Entered>,
) -> web::Result {
    let draft = entered.clone().draft();
    let act = app.act(&viewer, move |tx, viewer| {
        // Whose it is not hears that first.
        actions::owned_step(tx, viewer, id, step)?;
        actions::change_step(tx, viewer, id, step, &draft.clone().check()?)
    });
    let done = act.await;
    answered(
        &app,
        &viewer,
        id,
        Some(step),
        done,
        &entered,
        "courses-step-saved",
    )
    .await
}

pub async fn rise(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, step)): Path<(CourseId, StepId)>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| {
        actions::rise(tx, viewer, id, step)
    });
    act.await?;
    Ok(see_other(&format!("/courses/{id}")))
}

pub async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, step)): Path<(CourseId, StepId)>,
) -> web::Result {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let known = app
        .store
        .read(move |db| actions::owned_step_at(db, &reader, id, step, now));
    let entered = Entered::of(known.await?);
    let act = app.act(&viewer, move |tx, viewer| {
        actions::remove_step(tx, viewer, id, step)
    });
    let done = act.await;
    answered(
        &app,
        &viewer,
        id,
        Some(step),
        done,
        &entered,
        "courses-step-removed",
    )
    .await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    id: CourseId,
    step: Option<StepId>,
    done: Result<()>,
    entered: &Entered,
    said: &str,
) -> web::Result {
    match done {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/courses/{id}")),
            &t!(viewer.lang, said),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(app, viewer, id, step, None, entered, Some(error)).await
            })
            .await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    id: CourseId,
    step: Option<StepId>,
    flash: Option<&str>,
    it: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let (lang, reader) = (viewer.lang, viewer.clone());
    let now = app.store.clock().now();
    let course: Course = app
        .store
        .read(move |db| actions::owned_at(db, &reader, id, now))
        .await?;
    let wrong = |name: &str| about(lang, error, name);
    let (title, action) = match step {
        Some(step) => (
            t!(lang, "courses-step-edit"),
            format!("/courses/{id}/steps/{step}/edit"),
        ),
        None => (t!(lang, "courses-step-new"), format!("/courses/{id}/steps")),
    };
    // How it will look; none where the text is refused.
    let preview = Text::check(&it.text, false).ok();
    let main = html! {
        (crumbs(lang, &[("/courses", &t!(lang, "courses-title")), (&format!("/courses/{id}"), &course.title)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "courses-step-lead")) } } }
        (forms::general_error(lang, error, &FIELDS))
        form class="card stack narrow" method="post" action=(action) {
            (idempotency_key(&app.form_key()))
            div class="fields course-step-head" {
                (field(&Field {
                    label: &t!(lang, "courses-step-title"), name: "title", value: &it.title, required: true,
                    max_chars: Some(TITLE_MAX_CHARS as u32), error: wrong("title").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "courses-step-minutes"), name: "minutes", value: &it.minutes, kind: "number",
                    error: wrong("minutes").as_deref(), ..Field::default()
                }))
            }
            (field(&Field {
                label: &t!(lang, "courses-step-text"), name: "text", value: &it.text, rows: Some(10), required: true,
                hint: Some(&t!(lang, "courses-step-text-hint")), error: wrong("text").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "courses-step-story"), name: "story", value: &it.story,
                hint: Some(&t!(lang, "courses-step-story-hint")), error: wrong("story").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "courses-step-prompt"), name: "prompt", value: &it.prompt, max_chars: Some(PROMPT_MAX_CHARS as u32),
                hint: Some(&t!(lang, "courses-step-prompt-hint")), error: wrong("prompt").as_deref(), ..Field::default()
            }))
            div class="row wrap" {
                button class="btn primary" { (t!(lang, "courses-step-save")) }
                @if step.is_some() { (sheet_button("remove", "btn ghost", html! { (t!(lang, "courses-step-remove")) })) }
            }
        }
        @if let Some(step) = step {
            (confirm(&Confirm {
                id: "remove", action: &format!("/courses/{id}/steps/{step}/deletion"), title: &t!(lang, "courses-step-remove-ask"),
                text: &t!(lang, "courses-step-remove-text"), yes: &t!(lang, "courses-step-remove"), no: &t!(lang, "courses-discard-not"),
                ..Confirm::default()
            }))
        }
        @if let Some(text) = preview {
            section class="stack narrow" {
                h2 { (t!(lang, "courses-step-preview")) }
                div class="prose" { (maud::PreEscaped(&text.rendered.html)) }
            }
        }
    };
    pages::page(app, viewer, &title, flash, main).await
}
