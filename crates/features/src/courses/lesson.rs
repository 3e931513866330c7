//! One step of a course: reading it, marking it as done, and saying how one could do this here.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result, Time};
use maud::Markup;
use network::{App, Viewer, communities, feed, forms};
use serde::Deserialize;
use store::Db;
use web::{Flash, KeyedForm, Path, Query, flash, see_other, t};

use super::answer::{Audience, Whose};
use super::course::{CourseId, StepId};
use super::lesson_views::{self, Shown};
use super::{actions, learning, pages, queries};
use crate::posts::{self, PostId};
use crate::stories;

/// Whose answers are asked for.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// From the reader's kind of site.
    #[default]
    Kind,
    All,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    answers: Wanted,
}

/// What the form about the prompt holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub audience: Option<Audience>,
    pub text: String,
}

pub async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((course, step)): Path<(CourseId, StepId)>,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let typed = Typed::default();
    Ok(shown(
        &app,
        &viewer,
        (course, step),
        asked,
        flash.as_deref(),
        None,
        &typed,
    )
    .await?)
}

/// What the page shows, and the posts that answer.
fn read(
    db: &Db,
    viewer: &Viewer,
    (id, step): (CourseId, StepId),
    asked: Asked,
    now: Time,
) -> Result<(Shown, Vec<PostId>)> {
    let course = queries::visible(db, viewer, id, now)?.ok_or_else(Error::not_found)?;
    let steps = queries::steps(db, id)?;
    let at = steps.iter().position(|it| it.id == step);
    let at = at.ok_or_else(Error::not_found)?;
    let story = match steps[at].story_id {
        Some(story) => stories::queries::visible(db, viewer, story)?,
        None => None,
    };
    // Nothing is posted about it before everybody sees it.
    let is_early = course.first_until(viewer.today(now)).is_some();
    let community = match course.community_id.filter(|_| !is_early) {
        Some(id) => communities::queries::readable(db, viewer, id)?,
        None => None,
    };
    let own = learning::own_answer(db, step, viewer.id)?;
    let own_post = match own.as_ref().and_then(|own| own.post_id) {
        Some(post) => posts::queries::visible(db, viewer, post)?.map(|it| it.id),
        None => None,
    };
    let whose = match (asked.answers, viewer.person.site_kind) {
        (Wanted::Kind, Some(kind)) => Whose::Kind(kind),
        _ => Whose::All,
    };
    let site = viewer.person.site_id;
    let shown = Shown {
        done: learning::done(db, viewer.id, id)?,
        said: match site {
            Some(site) => learning::said_at(db, step, site, viewer.id, learning::ANSWERS)?,
            None => Vec::new(),
        },
        story: story.filter(|it| it.published_at.is_some() && it.withdrawn_at.is_none()),
        community: community.filter(|it| !it.announcement && it.archived_at.is_none()),
        may_change: actions::owned_at(db, viewer, id, now).is_ok(),
        whose,
        own,
        own_post,
        course,
        steps,
        at,
    };
    let posts = learning::posted_by(db, step, whose)?;
    Ok((shown, posts))
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    at: (CourseId, StepId),
    asked: Asked,
    flash: Option<&str>,
    error: Option<&Error>,
    typed: &Typed,
) -> Result<Response> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| read(db, &reader, at, asked, now));
    let (shown, posts) = read.await?;
    let main = lesson_views::page(
        app,
        viewer,
        &shown,
        cards(app, viewer, &posts).await?,
        error,
        typed,
    );
    pages::page(app, viewer, &shown.step().title, flash, main).await
}

/// The cards of those posts that exist for the reader.
async fn cards(app: &App, viewer: &Viewer, posts: &[PostId]) -> Result<Option<Markup>> {
    let readable = feed::shown(app, viewer, posts).await?;
    if readable.is_empty() {
        return Ok(None);
    }
    let cards = feed::render(app, viewer, &readable).await?;
    Ok(Some(maud::html! { (cards) }))
}

pub async fn done(
    State(app): State<App>,
    viewer: Viewer,
    Path((course, step)): Path<(CourseId, StepId)>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| {
        learning::finish(tx, viewer, course, step)
    });
    match act.await {
        Ok(Some(next)) => Ok(see_other(&format!("/courses/{course}/steps/{next}"))),
        Ok(None) => {
            let said = t!(viewer.lang, "courses-through");
            let to = format!("/courses/{course}#commitment");
            Ok(flash::leave(see_other(&to), &said))
        }
        Err(error) => again(&app, &viewer, (course, step), error, &Typed::default()).await,
    }
}

pub async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path((course, step)): Path<(CourseId, StepId)>,
    KeyedForm(typed, attempt): KeyedForm<Typed>,
) -> web::Result {
    let (audience, text) = (typed.audience, typed.text.clone());
    let act = app.act_once(&viewer, attempt, move |tx, viewer| {
        let audience = audience.ok_or_else(|| Error::invalid("audience", "course_audience"))?;
        learning::answer(tx, viewer, course, step, audience, &text)?;
        Ok(step)
    });
    match act.await {
        Ok(_) => {
            let said = t!(viewer.lang, "courses-answered");
            let to = format!("/courses/{course}/steps/{step}#answer");
            Ok(flash::leave(see_other(&to), &said))
        }
        Err(error) => again(&app, &viewer, (course, step), error, &typed).await,
    }
}

pub async fn take_back(
    State(app): State<App>,
    viewer: Viewer,
    Path((course, step)): Path<(CourseId, StepId)>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| {
        learning::take_back(tx, viewer, course, step)
    });
    match act.await {
        Ok(()) => {
            let said = t!(viewer.lang, "courses-answer-gone");
            let to = format!("/courses/{course}/steps/{step}#answer");
            Ok(flash::leave(see_other(&to), &said))
        }
        Err(error) => again(&app, &viewer, (course, step), error, &Typed::default()).await,
    }
}

async fn again(
    app: &App,
    viewer: &Viewer,
    at: (CourseId, StepId),
    error: Error,
    typed: &Typed,
) -> web::Result {
    forms::again(error, async |error| {
        let asked = Asked::default();
        shown(app, viewer, at, asked, None, Some(error), typed).await
    })
    .await
}
