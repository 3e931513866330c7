//! The roll-out for programs: the newest figures, a cell through the weeks, plans and plays.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Result;
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, KeyedJson, Path, Query};

use super::actions::{self, PlanDraft, PlayDraft};
use super::cell::{self, Cell, CellScope, FigureState as Kept, PlayId, PlayKind, Stage};
use super::figures::History;
use super::outcome::{self, Outcome};
use super::sites::{self as coverage, Asked};
use super::{pages, queries, week};

const TAG: &str = "rollout";

network::words_schema!(CellScope, Stage, Kept, PlayKind);

/// How many of some people are at a stage, by the end of a week.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutFigure)]
pub struct Figure {
    scope: CellScope,
    /// A site, a country, a level from 1 (leaders, managers, champions, staff), or 0 for the network.
    unit: i64,
    /// Of a site.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    stage: Stage,
    /// The Sunday it ends with.
    #[schema(format = Date)]
    week_to: String,
    /// Null for fewer than ten.
    people: Option<i64>,
    /// Rounded to 5; null where it is not shown.
    figure: Option<i64>,
    state: Kept,
}

impl Figure {
    fn of(cell: Cell, figure: &cell::Figure) -> Figure {
        Figure {
            scope: cell.scope,
            unit: figure.unit,
            name: None,
            stage: cell.stage,
            week_to: week::sunday(figure.week).to_string(),
            people: (figure.state != Kept::Small).then_some(figure.people),
            figure: (figure.state == Kept::Shown).then_some(figure.value),
            state: figure.state,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutFigures)]
pub struct Figures {
    figures: Vec<Figure>,
}

/// The sites' figures of the newest week; at most 20,000. Filters: `stage` (else adopted), `q` in the name.
#[utoipa::path(get, path = "/api/rollout/sites", tag = TAG,
    params(("stage" = Option<Stage>, Query), ("q" = Option<String>, Query)),
    responses((status = 200, body = Figures), (status = 422)))]
pub async fn sites(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Figures>> {
    let reader = viewer.clone();
    let stage = asked.stage.unwrap_or(Stage::Adopted);
    let found = app
        .store
        .read(move |db| coverage::read(db, &reader, &asked))
        .await?;
    let figure = |row: coverage::SiteRow| {
        let cell = Cell {
            scope: CellScope::Site,
            unit: row.unit,
            stage,
        };
        Figure {
            name: Some(row.name),
            ..Figure::of(cell, &row.figure)
        }
    };
    Ok(Json(Figures {
        figures: found.rows.into_iter().map(figure).collect(),
    }))
}

/// What is planned.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutPlan)]
pub struct Plan {
    target_percent: i64,
    #[schema(format = Date)]
    due: String,
    owner_id: i64,
    owner: String,
    next_step: String,
    start_percent: i64,
    #[schema(format = Date)]
    start_week_to: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutCell)]
pub struct CellHistory {
    /// In order of weeks.
    figures: Vec<Figure>,
    plan: Option<Plan>,
}

impl CellHistory {
    fn of(history: History) -> CellHistory {
        let cell = history.cell;
        let figures = history.figures.iter();
        CellHistory {
            figures: figures.map(|figure| Figure::of(cell, figure)).collect(),
            plan: history.plan.map(|plan| Plan {
                target_percent: plan.target_percent,
                due: plan.due,
                owner_id: plan.owner_id.raw(),
                owner: plan.owner,
                next_step: plan.next_step,
                start_percent: plan.start_percent,
                start_week_to: week::sunday(plan.start_week).to_string(),
            }),
        }
    }
}

fn named((scope, unit, stage): (CellScope, i64, Stage)) -> Cell {
    Cell { scope, unit, stage }
}

/// A cell of the board through the weeks, with its plan.
#[utoipa::path(get, path = "/api/rollout/cells/{scope}/{unit}/{stage}", tag = TAG,
    params(("scope" = CellScope, Path), ("unit" = i64, Path), ("stage" = Stage, Path)),
    responses((status = 200, body = CellHistory), (status = 404)))]
pub async fn cell(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(CellScope, i64, Stage)>,
) -> web::Result<Json<CellHistory>> {
    let history = pages::history(&app, &viewer, named(path)).await?;
    Ok(Json(CellHistory::of(history)))
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRolloutPlan)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    #[schema(minimum = 1, maximum = 100)]
    target_percent: i64,
    #[schema(format = Date)]
    due: String,
    /// A name, mail address or employee number.
    owner: String,
    #[schema(min_length = 1, max_length = 200)]
    next_step: String,
}

/// Plans a cell, or changes its plan. For administrators and the plan's owner.
#[utoipa::path(put, path = "/api/rollout/cells/{scope}/{unit}/{stage}/plan", tag = TAG,
    params(("scope" = CellScope, Path), ("unit" = i64, Path), ("stage" = Stage, Path)), request_body = NewPlan,
    responses((status = 200, body = CellHistory), (status = 403), (status = 404), (status = 422)))]
pub async fn plan(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(CellScope, i64, Stage)>,
    Json(new): Json<NewPlan>,
) -> web::Result<Json<CellHistory>> {
    let cell = named(path);
    let draft = PlanDraft {
        target: new.target_percent.to_string(),
        due: new.due,
        owner: new.owner,
        next_step: new.next_step,
    };
    app.act(&viewer, move |tx, viewer| {
        actions::plan(tx, viewer, cell, &draft)
    })
    .await?;
    let history = pages::history(&app, &viewer, cell).await?;
    Ok(Json(CellHistory::of(history)))
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutPlay)]
pub struct Play {
    id: i64,
    kind: PlayKind,
    title: String,
    site_id: i64,
    site: String,
    stage: Stage,
    owner_id: i64,
    owner: String,
    #[schema(format = Date)]
    begins: String,
    #[schema(format = Date)]
    ends: String,
    #[schema(format = DateTime)]
    created_at: String,
}

impl Play {
    fn of(play: cell::Play) -> Play {
        Play {
            id: play.id.raw(),
            kind: play.kind,
            title: play.title,
            site_id: play.site_id,
            site: play.site,
            stage: play.stage,
            owner_id: play.owner_id.raw(),
            owner: play.owner,
            begins: play.begins,
            ends: play.ends,
            created_at: wire::time(play.created_at),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutPlays)]
pub struct Plays {
    plays: Vec<Play>,
}

/// The newest 500 plays.
#[utoipa::path(get, path = "/api/rollout/plays", tag = TAG, responses((status = 200, body = Plays)))]
pub async fn plays(State(app): State<App>, viewer: Viewer) -> web::Result<Json<Plays>> {
    viewer.not_a_guest()?;
    let read = app.store.read(|db| queries::plays(db, queries::MOST_PLAYS));
    Ok(Json(Plays {
        plays: read.await?.into_iter().map(Play::of).collect(),
    }))
}

/// A play and what came of it, in points of a hundred.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutPlayTold)]
pub struct PlayTold {
    play: Play,
    result: Option<Changed>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RolloutPlayResult)]
pub struct Changed {
    from_percent: i64,
    to_percent: i64,
    #[schema(format = Date)]
    week_to: String,
    is_over: bool,
    /// Sites that began within 5 points of it and had no play.
    like_sites: usize,
    /// Their mean change; null for fewer than five, which are no comparison.
    like_points: Option<f64>,
}

impl Changed {
    fn of(changed: &outcome::Changed) -> Changed {
        Changed {
            from_percent: changed.from,
            to_percent: changed.to,
            week_to: week::sunday(changed.week).to_string(),
            is_over: changed.is_over,
            like_sites: changed.like.len(),
            like_points: changed.compared().map(|(mean, ..)| mean),
        }
    }
}

async fn loaded(app: &App, viewer: &Viewer, id: PlayId) -> Result<PlayTold> {
    let told = pages::told(app, viewer, id).await?;
    let result = match &told.outcome {
        Outcome::Changed(changed) => Some(Changed::of(changed)),
        Outcome::TooEarly | Outcome::Withheld => None,
    };
    Ok(PlayTold {
        play: Play::of(told.play),
        result,
    })
}

/// One play.
#[utoipa::path(get, path = "/api/rollout/plays/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = PlayTold), (status = 404)))]
pub async fn play(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PlayId>,
) -> web::Result<Json<PlayTold>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRolloutPlay)]
#[serde(deny_unknown_fields)]
pub struct NewPlay {
    kind: PlayKind,
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// Its name.
    site: String,
    stage: Stage,
    /// A name, mail address or employee number.
    owner: String,
    #[schema(format = Date)]
    begins: String,
    #[schema(format = Date)]
    ends: String,
}

/// Starts a play at a site. For administrators and owners of a plan of the site.
#[utoipa::path(post, path = "/api/rollout/plays", tag = TAG, request_body = NewPlay,
    responses((status = 201, body = PlayTold), (status = 403), (status = 422)))]
pub async fn start(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewPlay>,
) -> web::Result<Response> {
    let NewPlay {
        kind,
        title,
        site,
        stage,
        owner,
        begins,
        ends,
    } = new;
    let draft = PlayDraft {
        kind,
        title,
        site,
        stage,
        owner,
        begins,
        ends,
    };
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::start(tx, viewer, &draft)
        })
        .await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}
