//! The list of courses, one course, and what is done with it.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result, Time};
use maud::Markup;
use network::shell;
use network::{App, Viewer, communities, forms, paging, people};
use serde::Deserialize;
use store::Db;
use web::{Flash, Form, Path, Query, flash, see_other, t};

use super::commitment::{self, Commitment, Kind, Outcome};
use super::course::{self, CourseId};
use super::queries::{self, Filter};
use super::{actions, figure, learning, views};
use crate::replications;

const PAGE: usize = 20;
const PURPOSE: &str = "courses";

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/courses", title, flash, main).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    cursor: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let before = paging::after(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let now = app.store.clock().now();
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let before = before.unwrap_or(CourseId::max());
        let courses = queries::list(db, &reader, Filter::default(), now, before, PAGE as i64 + 1)?;
        let ids: Vec<CourseId> = courses.iter().map(|it| it.id).collect();
        let most = course::STEPS_MAX * ids.len() as i64;
        Ok(views::Listed {
            completed: learning::completed_of(db, reader.id, &ids, PAGE as i64 + 1)?,
            done: learning::done_in(db, reader.id, &ids, most)?,
            asked: learning::asked(db, &reader, now)?,
            with_me: learning::with_viewer(db, &reader, now)?,
            drafts: queries::drafts(db, reader.id, queries::MOST)?,
            may_make: course::may_make(&reader, now),
            courses,
            next: None,
        })
    });
    let mut listed = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut listed.courses, PAGE, |it| {
        it.id
    });
    listed.next = next.map(|cursor| network::address::with("/courses", &[("cursor", &cursor)]));
    let title = t!(viewer.lang, "courses-title");
    Ok(page(
        &app,
        &viewer,
        &title,
        flash.as_deref(),
        views::list(&viewer, &listed, viewer.today(now)),
    )
    .await?)
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Flash(flash): Flash,
) -> web::Result {
    Ok(shown(&app, &viewer, id, flash.as_deref(), None, &Typed::default()).await?)
}

/// Everything the page of a course shows.
fn read(db: &Db, viewer: &Viewer, id: CourseId, now: Time) -> Result<views::Shown> {
    let it = queries::visible(db, viewer, id, now)?.ok_or_else(Error::not_found)?;
    let manager = match viewer.person.manager_id {
        Some(manager) => people::queries::by_id(db, manager)?.map(|it| it.name),
        None => None,
    };
    let community = match it.community_id {
        Some(id) => communities::queries::readable(db, viewer, id)?,
        None => None,
    };
    let commitment = learning::commitment(db, id, viewer.id)?;
    let became = match (&commitment, it.use_case_id) {
        (Some(own), Some(use_case)) if own.kind == Kind::Try => {
            replications::queries::begun_since(db, viewer.id, use_case, own.made_at)?
        }
        _ => None,
    };
    Ok(views::Shown {
        became,
        steps: queries::steps(db, id)?,
        done: learning::done(db, viewer.id, id)?,
        completed_at: learning::completed_at(db, id, viewer.id)?,
        commitment,
        companions: learning::companions(db, id, viewer.id)?,
        figures: figure::newest(db, id)?,
        is_responsible: learning::is_responsible(db, viewer, &it)?,
        may_change: actions::owned_at(db, viewer, id, now).is_ok(),
        today: viewer.today(now),
        community,
        manager,
        it,
    })
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    id: CourseId,
    flash: Option<&str>,
    error: Option<&Error>,
    typed: &Typed,
) -> Result<Response> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let shown = app.store.read(move |db| read(db, &reader, id, now)).await?;
    let main = views::page(viewer, &shown, error, typed);
    page(app, viewer, &shown.it.title, flash, main).await
}

pub async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let day = typed.opens_on.clone();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::publish(tx, viewer, id, &day)
    });
    let said = match typed.opens_on.trim() {
        "" => "courses-published",
        _ => "courses-published-first",
    };
    answered(&app, &viewer, id, act.await, &typed, said).await
}

/// Another day for one that is open to champions first, or none: everybody reads it now.
pub async fn opening(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let day = typed.opens_on.clone();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::open_on(tx, viewer, id, &day)
    });
    answered(&app, &viewer, id, act.await, &typed, "courses-saved").await
}

pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::withdraw(tx, viewer, id));
    let (done, typed) = (act.await, Typed::default());
    answered(&app, &viewer, id, done, &typed, "courses-withdrawn").await
}

pub async fn discard(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::discard(tx, viewer, id));
    match act.await {
        Ok(()) => {
            let said = t!(viewer.lang, "courses-discarded");
            Ok(flash::leave(see_other("/courses"), &said))
        }
        Err(error) => answered(&app, &viewer, id, Err(error), &Typed::default(), "").await,
    }
}

/// What the forms about a promise hold, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub kind: Option<Kind>,
    pub said: String,
    pub due: String,
    pub with: String,
    pub outcome: Option<Outcome>,
    pub note: String,
    /// Empty: everybody.
    pub opens_on: String,
}

impl Typed {
    /// What was said before.
    pub fn of(it: &Commitment, companions: &[(network::PersonId, String)]) -> Typed {
        let names: Vec<&str> = companions.iter().map(|(_, name)| &**name).collect();
        Typed {
            kind: Some(it.kind),
            said: it.said.clone(),
            due: it.due.clone().unwrap_or_default(),
            with: names.join(", "),
            ..Typed::default()
        }
    }
}

pub async fn commit(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let draft = commitment::Draft {
        kind: typed.kind.unwrap_or(Kind::Try),
        said: typed.said.clone(),
        due: typed.due.clone(),
        with: typed.with.clone(),
    };
    let act = app.act(&viewer, move |tx, viewer| {
        let new = draft.clone().check(viewer.today(tx.now()))?;
        learning::commit(tx, viewer, id, &new)
    });
    let done = act.await;
    answered(&app, &viewer, id, done, &typed, "courses-committed").await
}

pub async fn outcome(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let (outcome, note) = (typed.outcome, typed.note.clone());
    let act = app.act(&viewer, move |tx, viewer| {
        let outcome = outcome.ok_or_else(|| Error::invalid("outcome", "course_outcome"))?;
        let today = viewer.today(tx.now());
        learning::tell(tx, viewer, id, outcome, &note, today)
    });
    let done = act.await;
    answered(&app, &viewer, id, done, &typed, "courses-told").await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    id: CourseId,
    done: Result<()>,
    typed: &Typed,
    said: &str,
) -> web::Result {
    match done {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/courses/{id}")),
            &t!(viewer.lang, said),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                shown(app, viewer, id, None, Some(error), typed).await
            })
            .await
        }
    }
}
