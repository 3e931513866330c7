//! Courses for programs: the list, one course with one's own progress, marking a step as done.

use axum::extract::State;
use http::StatusCode;
use kernel::Error;
use network::{App, Viewer, paging, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Path, Query};

use super::course::{self, CourseId, StepId};
use super::figure::{self, FigureState, Scope};
use super::learning;
use super::queries::{self, Filter};
use crate::indicators::IndicatorId;
use crate::use_cases::UseCaseId;

const TAG: &str = "courses";
const PURPOSE: &str = "api-courses";

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CourseLine)]
pub struct Line {
    id: i64,
    title: String,
    purpose: String,
    owner_id: i64,
    use_case_id: Option<i64>,
    indicator_id: Option<i64>,
    steps: i64,
    minutes: i64,
    #[schema(format = DateTime)]
    published_at: Option<String>,
    /// The day from which everybody sees it, as 2027-05-03; null where it was for everybody at once. Until then
    /// it exists only for champions and those who may change it.
    #[schema(format = Date)]
    opens_on: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Courses {
    courses: Vec<Line>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Course {
    #[serde(flatten)]
    line: Line,
    /// The community in which answers are talked about.
    community_id: Option<i64>,
    parts: Vec<Part>,
    /// When the caller completed it.
    #[schema(format = DateTime)]
    completed_at: Option<String>,
    /// Of the last Sunday; empty before the first. Nothing about fewer than ten people.
    figures: Vec<CourseFigure>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoursePart)]
pub struct Part {
    id: i64,
    title: String,
    minutes: i64,
    /// Markdown.
    text: String,
    story_id: Option<i64>,
    prompt: String,
    /// By the caller.
    done: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CourseFigure {
    /// `all`, a level, or `trying`: of those who completed it, who want to try it.
    #[schema(value_type = String)]
    scope: Scope,
    /// Null where nothing is shown: it might be few.
    people: Option<i64>,
    /// Rounded to 5; null where it is not shown.
    completed: Option<i64>,
    /// `shown`, `almost_all` (over 90 %) or `withheld`.
    #[schema(value_type = String)]
    state: FigureState,
}

impl Line {
    fn of(it: course::Course) -> Line {
        Line {
            id: it.id.raw(),
            title: it.title,
            purpose: it.purpose,
            owner_id: it.owner_id.raw(),
            use_case_id: it.use_case_id.map(|id| id.raw()),
            indicator_id: it.indicator_id.map(|id| id.raw()),
            steps: it.steps,
            minutes: it.minutes,
            published_at: it.published_at.map(wire::time),
            opens_on: it.opens_on,
        }
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    #[param(value_type = Option<i64>)]
    use_case: Option<UseCaseId>,
    #[param(value_type = Option<i64>)]
    indicator: Option<IndicatorId>,
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

/// Courses that are published, the newest first.
#[utoipa::path(get, path = "/api/courses", tag = TAG, params(Asked), responses((status = 200, body = Courses), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Courses>> {
    viewer.not_a_guest()?;
    let limit = wire::limit(asked.limit)?;
    let before = paging::after(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let filter = Filter {
        use_case: asked.use_case,
        indicator: asked.indicator,
    };
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let before = before.unwrap_or(CourseId::max());
        queries::list(db, &reader, filter, now, before, limit + 1)
    });
    let mut rows = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize, |it| {
        it.id
    });
    let courses = rows.into_iter().map(Line::of).collect();
    Ok(Json(Courses { courses, next }))
}

/// One course, with the caller's own progress.
#[utoipa::path(get, path = "/api/courses/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Course), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
) -> web::Result<Json<Course>> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id, now)?.ok_or_else(Error::not_found)?;
        let done = learning::done(db, reader.id, id)?;
        let part = |step: course::Step| Part {
            id: step.id.raw(),
            title: step.title,
            minutes: step.minutes,
            text: step.body,
            story_id: step.story_id.map(|id| id.raw()),
            prompt: step.prompt,
            done: done.contains(&step.id),
        };
        let told = |it: figure::Figure| CourseFigure {
            scope: it.scope,
            people: (it.state != FigureState::Withheld).then_some(it.people),
            completed: (it.state == FigureState::Shown).then_some(it.value),
            state: it.state,
        };
        Ok(Course {
            community_id: it.community_id.map(|id| id.raw()),
            parts: queries::steps(db, id)?.into_iter().map(part).collect(),
            completed_at: learning::completed_at(db, id, reader.id)?.map(wire::time),
            figures: figure::newest(db, id)?.into_iter().map(told).collect(),
            line: Line::of(it),
        })
    });
    Ok(Json(read.await?))
}

/// Marks a step as done by the caller; the course is completed with the last one.
#[utoipa::path(put, path = "/api/courses/{id}/steps/{step}/done", tag = TAG, params(("id" = i64, Path), ("step" = i64, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
pub async fn done(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, step)): Path<(CourseId, StepId)>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| {
        learning::finish(tx, viewer, id, step)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
