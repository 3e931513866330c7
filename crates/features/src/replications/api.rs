//! Replications for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::{App, Viewer, paging, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::replication::{self, Choice, Draft, ReplicationId, ReplicationScope, Said, Stage, text};
use super::result::After;
use super::{actions, lineage, queries};
use crate::indicators::{self, day};
use crate::use_cases::{self, RoomKind, UseCaseId};

const TAG: &str = "replications";
const PURPOSE: &str = "api-replications";

network::words_schema!(ReplicationScope, Choice);

#[derive(Debug, Serialize, ToSchema)]
pub struct Replication {
    id: i64,
    use_case_id: i64,
    indicator_id: i64,
    scope: ReplicationScope,
    place: String,
    /// asked, declined, planned, trying, kept-30, kept-90, stopped, never-began.
    stage: &'static str,
    /// A day, as 2026-11-30.
    starts: String,
    /// Null for the use case as it is described.
    from_id: Option<i64>,
    initiative_id: Option<i64>,
    community_id: Option<i64>,
    /// What is different: what the team changed last, else what it began with.
    variant: String,
    /// Null while it is not kept after 30 days; whether it was kept changed.
    kept_30: Option<bool>,
    kept_90: Option<bool>,
    /// A day.
    stopped: Option<String>,
    stopped_why: Option<String>,
    /// The mean of the last four readings before the start, as they were on that day; null of fewer than three.
    mean_before: Option<f64>,
    /// The mean of the newest four periods after it. What caused the difference is not said here.
    mean_after: Option<f64>,
    /// To the end of the first period that was better than the best before; null where none was within 26 weeks.
    first_result_days: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Replications {
    replications: Vec<Replication>,
    begun: i64,
    /// Begun so long ago that 30 days went by; those of them that are kept, and that were stopped before.
    after_30_days: i64,
    kept_30_days: i64,
    stopped_30_days: i64,
    after_90_days: i64,
    kept_90_days: i64,
    stopped_90_days: i64,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReplication {
    /// A full name, mail address or employee number; oneself when it is left out. Somebody else is asked first.
    #[serde(default)]
    #[schema(max_length = 200)]
    leader: String,
    /// The leader's own site or department.
    scope: ReplicationScope,
    /// A kept replication of the use case, whose way is repeated and whose leader is asked to go with the team.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    from_id: Option<ReplicationId>,
    /// A day from 14 days ago to 365 days ahead.
    #[schema(format = Date)]
    starts: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    variant: String,
    /// In whose record the start is counted; 0 for none. Needed where the indicator has initiatives.
    #[serde(default)]
    initiative_id: Option<i64>,
    #[schema(min_length = 1, max_length = 80)]
    room_name: String,
    room_kind: RoomKind,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

fn of(
    it: replication::Replication,
    stage: Stage,
    after: After,
    last: Option<String>,
) -> Replication {
    Replication {
        id: it.id.raw(),
        use_case_id: it.use_case_id.raw(),
        indicator_id: it.indicator_id.raw(),
        scope: it.scope,
        mean_before: it.before().map(|(mean, _)| mean),
        place: it.place,
        stage: stage.as_str(),
        starts: it.starts,
        from_id: it.from_id.map(ReplicationId::raw),
        initiative_id: it.initiative_id.map(|id| id.raw()),
        community_id: it.community_id.map(|id| id.raw()),
        variant: last.unwrap_or(it.variant),
        kept_30: it.kept_30,
        kept_90: it.kept_90,
        stopped: it.stopped,
        stopped_why: it.stopped_why,
        mean_after: after.mean,
        first_result_days: after.first_result_days,
    }
}

/// Where a use case is repeated, the newest first, and how many kept it.
#[utoipa::path(get, path = "/api/use-cases/{id}/replications", tag = TAG, params(("id" = i64, Path), Page),
    responses((status = 200, body = Replications), (status = 404), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    Query(page): Query<Page>,
) -> web::Result<Json<Replications>> {
    viewer.not_a_guest()?;
    let limit = wire::limit(page.limit)?;
    let before = paging::after(&app, &viewer, PURPOSE, page.cursor.as_deref())?;
    let (reader, today) = (viewer.clone(), day(app.store.clock().now()));
    let read = app.store.read(move |db| {
        let of = use_cases::queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let before = before.unwrap_or(ReplicationId::max());
        let rows = queries::of_use_case(db, id, before, limit + 1)?;
        let indicator = indicators::queries::by_id(db, of.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        let after = lineage::after(db, &indicator, &rows)?;
        let changes = lineage::last_changes(db, &rows)?;
        Ok((rows, after, changes, lineage::survival(db, id, today)?))
    });
    let (mut rows, after, mut changes, told) = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize, |it| {
        it.id
    });
    let row = |it: replication::Replication| {
        let (stage, id) = (it.stage(today), it.id.raw());
        let after = after.get(&id).copied().unwrap_or_default();
        of(it, stage, after, changes.remove(&id))
    };
    Ok(Json(Replications {
        replications: rows.into_iter().map(row).collect(),
        begun: told.begun,
        after_30_days: told.at_30,
        kept_30_days: told.kept_30,
        stopped_30_days: told.stopped_30,
        after_90_days: told.at_90,
        kept_90_days: told.kept_90,
        stopped_90_days: told.stopped_90,
        next,
    }))
}

/// One replication.
#[utoipa::path(get, path = "/api/replications/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Replication), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
) -> web::Result<Json<Replication>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: ReplicationId) -> Result<Replication> {
    let (reader, today) = (viewer.clone(), day(app.store.clock().now()));
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let indicator = indicators::queries::by_id(db, it.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        let one = std::slice::from_ref(&it);
        let mut after = lineage::after(db, &indicator, one)?;
        let mut changes = lineage::last_changes(db, one)?;
        let after = after.remove(&id.raw()).unwrap_or_default();
        let stage = it.stage(today);
        Ok(of(it, stage, after, changes.remove(&id.raw())))
    });
    read.await
}

/// Starts a use case in the leader's team: community, posts, checklist and the record of the initiative.
#[utoipa::path(post, path = "/api/use-cases/{id}/replications", tag = TAG, params(("id" = i64, Path)), request_body = NewReplication,
    responses((status = 201, body = Replication), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    KeyedJson(new, attempt): KeyedJson<NewReplication>,
) -> web::Result<Response> {
    viewer.not_a_guest()?;
    let draft = Draft {
        leader: new.leader,
        scope: new.scope,
        buddy: new.from_id.map_or_else(String::new, |id| format!("r{id}")),
        starts: new.starts,
        variant: new.variant,
        initiative: new
            .initiative_id
            .map_or_else(String::new, |id| id.to_string()),
        room_name: new.room_name,
        room_kind: new.room_kind,
    };
    let new = draft.check(day(app.store.clock().now()))?;
    let begin = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::begin(tx, viewer, id, &new)
    });
    let made = loaded(&app, &viewer, begin.await?).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ReplicationAnswer)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    choice: Choice,
    /// What was changed or why it was stopped; may be left out when it is kept.
    #[serde(default)]
    #[schema(max_length = 500)]
    why: String,
}

/// Says whether the team keeps it, once it is asked; that it stops at any time.
#[utoipa::path(post, path = "/api/replications/{id}/answer", tag = TAG, params(("id" = i64, Path)), request_body = Answered,
    responses((status = 200, body = Replication), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    Json(answered): Json<Answered>,
) -> web::Result<Json<Replication>> {
    let reader = viewer.clone();
    app.store
        .read(move |db| actions::led(db, &reader, id))
        .await?;
    let said = Said::check(answered.choice, &answered.why)?;
    app.act(&viewer, move |tx, viewer| {
        actions::answer(tx, viewer, id, &said)
    })
    .await?;
    Ok(Json(loaded(&app, &viewer, id).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ReplicationChange)]
#[serde(deny_unknown_fields)]
pub struct Change {
    #[schema(min_length = 1, max_length = 500)]
    text: String,
}

/// Writes down what the team does differently; once for each Idempotency-Key.
#[utoipa::path(post, path = "/api/replications/{id}/changes", tag = TAG, params(("id" = i64, Path)), request_body = Change,
    responses((status = 200, body = Replication), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplicationId>,
    KeyedJson(change, attempt): KeyedJson<Change>,
) -> web::Result<Json<Replication>> {
    let reader = viewer.clone();
    app.store
        .read(move |db| actions::led(db, &reader, id))
        .await?;
    let said = text("text", &change.text, true)?;
    app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::change(tx, viewer, id, &said)
    })
    .await?;
    Ok(Json(loaded(&app, &viewer, id).await?))
}
