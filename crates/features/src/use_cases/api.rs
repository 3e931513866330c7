//! Use cases for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::{App, Viewer, paging, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::queries::Filter;
use super::role::{SiteFit, WorkRole};
use super::use_case::{self, Draft, FirstPost, RoomKind, UseCaseId};
use super::{actions, queries, steps};
use crate::indicators::IndicatorId;

const TAG: &str = "use-cases";
const PURPOSE: &str = "api-use-cases";

network::words_schema!(WorkRole, SiteFit, RoomKind);

#[derive(Debug, Serialize, ToSchema)]
pub struct UseCase {
    id: i64,
    name: String,
    purpose: String,
    indicator_id: i64,
    indicator: String,
    owner_id: i64,
    owner: String,
    roles: Vec<WorkRole>,
    fits: SiteFit,
    steps: Vec<String>,
    room_kind: RoomKind,
    room_purpose: String,
    posts: Vec<Post>,
    checklist: Vec<String>,
    training: String,
    /// To begin with it, all people together; null while nobody knows.
    effort_hours: Option<f64>,
    effort: String,
    /// Published stories about it.
    tried: i64,
    /// Those of them whose readings were confirmed.
    checked: i64,
    #[schema(format = DateTime)]
    changed_at: String,
}

/// A post of the new community's first day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = UseCasePost)]
#[serde(deny_unknown_fields)]
pub struct Post {
    #[serde(default)]
    #[schema(max_length = 120)]
    title: String,
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UseCaseLine)]
pub struct Line {
    id: i64,
    name: String,
    purpose: String,
    indicator_id: i64,
    owner_id: i64,
    fits: SiteFit,
    tried: i64,
    checked: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UseCases {
    use_cases: Vec<Line>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUseCase {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    #[schema(min_length = 1, max_length = 300)]
    purpose: String,
    #[schema(value_type = i64)]
    indicator_id: IndicatorId,
    #[schema(min_items = 1)]
    roles: Vec<WorkRole>,
    fits: SiteFit,
    /// The first sentence of each says what, the rest how.
    #[schema(min_items = 1, max_items = 12)]
    steps: Vec<String>,
    room_kind: RoomKind,
    #[serde(default)]
    #[schema(max_length = 300)]
    room_purpose: String,
    #[serde(default)]
    #[schema(max_items = 10)]
    posts: Vec<Post>,
    #[serde(default)]
    #[schema(max_items = 30)]
    checklist: Vec<String>,
    #[serde(default)]
    #[schema(max_length = 4000)]
    training: String,
    #[serde(default)]
    effort_hours: Option<f64>,
    #[serde(default)]
    #[schema(max_length = 120)]
    effort: String,
}

impl NewUseCase {
    fn draft(self) -> Draft {
        let post = |post: Post| FirstPost {
            title: post.title,
            text: post.text,
        };
        Draft {
            name: self.name,
            purpose: self.purpose,
            indicator: Some(self.indicator_id),
            roles: self.roles,
            fits: self.fits,
            steps: self.steps.join("\n"),
            room_kind: self.room_kind,
            room_purpose: self.room_purpose,
            posts: self.posts.into_iter().map(post).collect(),
            checklist: self.checklist.join("\n"),
            training: self.training,
            effort_hours: self.effort_hours,
            effort: self.effort,
        }
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    role: Option<WorkRole>,
    /// The kind of site; those for any kind are among them.
    site: Option<SiteFit>,
    #[param(value_type = Option<i64>)]
    indicator: Option<IndicatorId>,
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

/// Use cases, the newest first.
#[utoipa::path(get, path = "/api/use-cases", tag = TAG, params(Asked), responses((status = 200, body = UseCases), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<UseCases>> {
    viewer.not_a_guest()?;
    let limit = wire::limit(asked.limit)?;
    let before = paging::after(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let filter = Filter {
        role: asked.role,
        fits: asked.site,
        indicator: asked.indicator,
    };
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let before = before.unwrap_or(UseCaseId::max());
        queries::list(db, &reader, filter, before, limit + 1)
    });
    let mut rows = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize, |it| {
        it.id
    });
    let line = |it: use_case::UseCase| Line {
        id: it.id.raw(),
        name: it.name,
        purpose: it.purpose,
        indicator_id: it.indicator_id.raw(),
        owner_id: it.owner_id.raw(),
        fits: it.fits,
        tried: it.tried,
        checked: it.checked,
    };
    Ok(Json(UseCases {
        use_cases: rows.into_iter().map(line).collect(),
        next,
    }))
}

/// One use case.
#[utoipa::path(get, path = "/api/use-cases/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = UseCase), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
) -> web::Result<Json<UseCase>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: UseCaseId) -> Result<UseCase> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        Ok((it, queries::roles(db, id)?, queries::posts(db, id)?))
    });
    let (it, roles, posts) = read.await?;
    let post = |post: FirstPost| Post {
        title: post.title,
        text: post.text,
    };
    Ok(UseCase {
        id: it.id.raw(),
        name: it.name,
        purpose: it.purpose,
        indicator_id: it.indicator_id.raw(),
        indicator: it.indicator,
        owner_id: it.owner_id.raw(),
        owner: it.owner,
        roles,
        fits: it.fits,
        steps: steps::lines(&it.steps),
        room_kind: it.room_kind,
        room_purpose: it.room_purpose,
        posts: posts.into_iter().map(post).collect(),
        checklist: steps::lines(&it.checklist),
        training: it.training,
        effort_hours: it.effort_hours,
        effort: it.effort,
        tried: it.tried,
        checked: it.checked,
        changed_at: wire::time(it.changed_at),
    })
}

/// Describes a use case that the caller owns.
#[utoipa::path(post, path = "/api/use-cases", tag = TAG, request_body = NewUseCase,
    responses((status = 201, body = UseCase), (status = 403), (status = 409), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewUseCase>,
) -> web::Result<Response> {
    let new = new.draft().check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::create(tx, viewer, &new)
        })
        .await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Describes it anew, all of it.
#[utoipa::path(put, path = "/api/use-cases/{id}", tag = TAG, params(("id" = i64, Path)), request_body = NewUseCase,
    responses((status = 200, body = UseCase), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    Json(new): Json<NewUseCase>,
) -> web::Result<Json<UseCase>> {
    let reader = viewer.clone();
    let owned = app.store.read(move |db| actions::owned(db, &reader, id));
    owned.await?;
    let new = new.draft().check()?;
    app.act(&viewer, move |tx, viewer| {
        actions::change(tx, viewer, id, &new)
    })
    .await?;
    Ok(Json(loaded(&app, &viewer, id).await?))
}
