//! The health of a community, and everything about steps.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use network::communities::{self, Part};
use network::shell::{self, About};
use network::{App, CommunityId, PersonId, Viewer, forms, people};
use serde::Deserialize;
use web::{Flash, Form, KeyedForm, Path, Query, flash, see_other, t};

use super::measure::{Column, Measure, Purpose};
use super::step::{self, Draft, Outcome, Play, StepId};
use super::step_views::Entered;
use super::{actions, queries, step_views, views};
use crate::posts;

pub async fn community(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let standing = communities::standing(&app, &viewer, id).await?;
    if let Some(door) = communities::closed_door(&app, &viewer, &standing, Part::Posts).await? {
        return Ok(door);
    }
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        Ok(views::Shown {
            counted: queries::of_community(db, &reader, id)?,
            purpose: queries::purpose(db, &reader, id)?,
            steps: queries::steps(db, &reader, Some(id))?,
        })
    });
    let shown = read.await?;
    let path = format!("/communities/{id}/health");
    let (now, key) = (app.store.clock().now(), || app.form_key());
    let main = maud::html! {
        (communities::views::hero(&viewer, &standing, &path, &[]))
        (views::community(&viewer, &standing, &shown, now, &key))
    };
    let name = t!(
        viewer.lang,
        "health-of",
        name = standing.community.name.as_str()
    );
    let about = About {
        title: &name,
        current: &format!("/communities/{id}"),
        private: standing.is_private(),
        flash: flash.as_deref(),
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

#[derive(Deserialize)]
pub struct Declared {
    purpose: Purpose,
}

pub async fn declare(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Form(Declared { purpose }): Form<Declared>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::declare(tx, viewer, id, purpose)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/communities/{id}/health"),
        "health-saved",
    ))
}

fn back(viewer: &Viewer, path: &str, said: &str) -> Response {
    flash::leave(see_other(path), &t!(viewer.lang, said))
}

/// The community of a form, by its name, when the viewer reads it.
async fn place(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
) -> Result<Option<(CommunityId, String)>> {
    if entered.community.is_empty() {
        return Ok(None);
    }
    let id: CommunityId = entered.community.parse()?;
    let reader = viewer.clone();
    let found = app
        .store
        .read(move |db| communities::queries::readable(db, &reader, id));
    let found = found.await?.ok_or_else(Error::not_found)?;
    Ok(Some((id, found.name)))
}

pub async fn new_step(
    State(app): State<App>,
    viewer: Viewer,
    Query(mut entered): Query<Entered>,
) -> web::Result {
    viewer.not_a_guest()?;
    let place = place(&app, &viewer, &entered).await?;
    let (title, how, weeks) = step_views::begin(
        entered.play.parse().ok(),
        entered.measure.parse().ok(),
        viewer.lang,
    );
    (entered.title, entered.how, entered.weeks) = (title, how, weeks);
    let main = form(&app, &viewer, &entered, place.as_ref(), None);
    let title = t!(viewer.lang, "health-new");
    let about = About {
        title: &title,
        current: "/health",
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

fn form(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
    place: Option<&(CommunityId, String)>,
    error: Option<&Error>,
) -> maud::Markup {
    let place = place.map(|(id, name)| (*id, name.as_str()));
    step_views::form(viewer, entered, place, error, &app.form_key())
}

pub async fn choose(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    viewer.not_a_guest()?;
    let place = place(&app, &viewer, &entered).await?;
    let new = draft(&app, &viewer, &entered, place.as_ref().map(|(id, _)| *id)).await;
    let chosen = match new.and_then(Draft::check) {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::choose(tx, viewer, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match chosen {
        Ok(id) => Ok(back(
            &viewer,
            &format!("/health/steps/{id}"),
            "health-begun",
        )),
        Err(error) => {
            forms::again(error, async |error| {
                let main = form(&app, &viewer, &entered, place.as_ref(), Some(error));
                let title = t!(viewer.lang, "health-new");
                let about = About {
                    title: &title,
                    current: "/health",
                    ..About::default()
                };
                shell::page(&app, &viewer, about, main).await
            })
            .await
        }
    }
}

async fn draft(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
    community: Option<CommunityId>,
) -> Result<Draft> {
    let unknown = |_| Error::invalid("measure", "unknown_measure");
    let measure: Measure = entered.measure.parse().map_err(unknown)?;
    let level = match entered.level.as_str() {
        "" => None,
        level => Some(level.parse::<Column>().map_err(unknown)?),
    };
    Ok(Draft {
        about: step::About {
            community,
            measure,
            level,
        },
        play: entered.play.parse::<Play>().ok(),
        title: entered.title.clone(),
        how: entered.how.clone(),
        weeks: entered.weeks.trim().parse().unwrap_or(0),
        owner: owner(app, viewer, &entered.owner).await?,
    })
}

/// Who is named by mail, employee number or full name; nobody is the viewer.
async fn owner(app: &App, viewer: &Viewer, called: &str) -> Result<Option<PersonId>> {
    let called = called.trim().to_owned();
    if called.is_empty() {
        return Ok(None);
    }
    let reader = viewer.clone();
    let found = app
        .store
        .read(move |db| people::queries::called(db, &reader, &called));
    match found.await? {
        Some(person) => Ok(Some(person)),
        None => Err(Error::invalid("owner", "unknown_person")),
    }
}

pub async fn step(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StepId>,
    Flash(flash): Flash,
) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let step = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let place = match step.community_id {
            Some(community) => communities::queries::readable(db, &reader, community)?,
            None => None,
        };
        let thread = posts::queries::visible(db, &reader, posts::PostId::from_raw(step.post_id))?;
        let value = queries::value_now(db, step.community_id, step.measure, &step.level)?;
        let pledges = queries::pledges(db, id, queries::PLEDGES)?;
        Ok((step, pledges, place, value, thread.map(|post| post.replies)))
    });
    let (step, pledges, place, value, replies) = read.await?;
    let shown = step_views::Shown {
        step: &step,
        pledges: &pledges,
        place: place.as_ref().map(|place| place.name.as_str()),
        value,
        replies,
    };
    let main = step_views::page(&viewer, &shown, app.store.clock().now());
    let about = About {
        title: &step.title,
        current: "/health",
        private: place.as_ref().is_some_and(|place| !place.is_for_everyone()),
        flash: flash.as_deref(),
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

#[derive(Deserialize)]
pub struct Pledged {
    #[serde(default)]
    text: String,
}

pub async fn pledge(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StepId>,
    Form(Pledged { text }): Form<Pledged>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::pledge(tx, viewer, id, &text)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/health/steps/{id}"),
        "health-pledged",
    ))
}

pub async fn leave(State(app): State<App>, viewer: Viewer, Path(id): Path<StepId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::leave(tx, viewer, id))
        .await?;
    Ok(back(&viewer, &format!("/health/steps/{id}"), "health-left"))
}

#[derive(Deserialize)]
pub struct Did {
    part: actions::Part,
}

pub async fn done(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StepId>,
    Form(Did { part }): Form<Did>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::set_done(tx, viewer, id, part)
    })
    .await?;
    Ok(back(
        &viewer,
        &format!("/health/steps/{id}"),
        "health-saved",
    ))
}

#[derive(Clone, Deserialize)]
pub struct Ended {
    outcome: Outcome,
    #[serde(default)]
    reason: String,
}

pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StepId>,
    Form(entered): Form<Ended>,
) -> web::Result {
    let Ended { outcome, reason } = entered.clone();
    let ended = app.act(&viewer, move |tx, viewer| {
        actions::end(tx, viewer, id, outcome, &reason)
    });
    let Err(error) = ended.await else {
        return Ok(back(
            &viewer,
            &format!("/health/steps/{id}"),
            "health-ended",
        ));
    };
    forms::again(error, async |error| {
        let title = t!(viewer.lang, "health-end");
        let action = format!("/health/steps/{id}/end");
        let main = maud::html! {
            div class="page-head" { div class="grow" { h1 { (title) } } }
            (forms::general_error(viewer.lang, Some(error), &["reason"]))
            (step_views::end_fields(&action, entered.outcome, &entered.reason, Some(error), viewer.lang))
            p { a href={ "/health/steps/" (id) } { (t!(viewer.lang, "health-cancel")) } }
        };
        let about = About {
            title: &title,
            current: "/health",
            ..About::default()
        };
        shell::page(&app, &viewer, about, main).await
    })
    .await
}
