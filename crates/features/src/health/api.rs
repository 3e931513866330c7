//! The health of the network and of communities for programs, and the steps.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::{App, CommunityId, PersonId, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, KeyedJson, Path, Query};

use super::benchmark::Likeness;
use super::measure::{Column, Measure, Purpose, State as Shown};
use super::step::{self, About, Draft, Outcome, Play, StepId};
use super::units::Cut;
use super::week::Week;
use super::{actions, network_page, queries};

const TAG: &str = "health";

network::words_schema!(
    Measure, Column, Purpose, Shown, Likeness, Outcome, Play, Cut
);

/// A number of the network, or of a level.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthCell)]
pub struct Cell {
    measure: Measure,
    /// Null: the whole network.
    level: Option<String>,
    state: Shown,
    /// Percent, minutes or a number; null unless it is shown.
    value: Option<f64>,
    /// People or things it was counted over, rounded to 5.
    sample: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NetworkHealth)]
pub struct Network {
    /// The Sunday on which the 28 days ended; null before the first count.
    until: Option<String>,
    cells: Vec<Cell>,
}

/// A unit of ten people and more; without a name all others together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthUnit)]
pub struct Unit {
    name: Option<String>,
    /// Rounded to 5.
    people: i64,
}

/// How many of the ties of a unit lead to another, or stay inside.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthUnitTie)]
pub struct UnitTie {
    /// Places in the list of units.
    of: i64,
    to: i64,
    state: Shown,
    /// In percent of the ties of `of`; null unless it is shown.
    share: Option<f64>,
    /// Rounded to 5.
    ties: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthUnits)]
pub struct Units {
    /// The Sunday until which ties were looked at; null before the first count.
    until: Option<String>,
    by: Option<Cut>,
    units: Vec<Unit>,
    ties: Vec<UnitTie>,
}

/// A number of a community beside what is usual.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthFigure)]
pub struct Figure {
    measure: Measure,
    state: Shown,
    value: Option<f64>,
    sample: i64,
    usual: Option<f64>,
    /// Of how many communities it is the median.
    alike: i64,
    likeness: Likeness,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommunityHealth)]
pub struct Community {
    until: Option<String>,
    /// What those who lead it say it is for.
    purpose: Option<Purpose>,
    /// What it is used for.
    works_as: Option<Purpose>,
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthStep)]
pub struct Step {
    id: i64,
    community_id: Option<i64>,
    measure: Measure,
    level: Option<String>,
    title: String,
    how: String,
    weeks: i64,
    owner_id: i64,
    owner: String,
    /// The thread in which it is talked about.
    post_id: i64,
    /// How many take part.
    people: i64,
    /// How many of them have done their part.
    done: i64,
    before: Option<f64>,
    after: Option<f64>,
    outcome: Option<Outcome>,
    reason: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthSteps)]
pub struct Steps {
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewHealthStep)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// Null: of the whole network; then a level is needed.
    community_id: Option<i64>,
    measure: Measure,
    level: Option<Column>,
    #[schema(min_length = 1, max_length = 120)]
    title: String,
    #[schema(min_length = 1, max_length = 1000)]
    how: String,
    #[schema(minimum = 1, maximum = 26)]
    weeks: i64,
    /// The caller when it is left out; others only by those who lead.
    owner_id: Option<i64>,
}

fn until(week: i64) -> String {
    wire::time(Week(week).sunday()).chars().take(10).collect()
}

/// Why it is withheld is not said: that would tell of few people too.
fn said(state: Shown) -> Shown {
    match state {
        Shown::Reveals => Shown::Withheld,
        state => state,
    }
}

fn value(state: Shown, value: f64) -> Option<f64> {
    (state == Shown::Shown).then_some(value)
}

impl From<step::Step> for Step {
    fn from(step: step::Step) -> Step {
        let step::Step {
            id,
            community_id,
            measure,
            level,
            play: _,
            title,
            how,
            weeks,
            owner_id,
            owner,
            post_id,
            before_value,
            created_at,
            ended_at,
            outcome,
            reason,
            after_value,
            people,
            done,
        } = step;
        Step {
            id: id.raw(),
            community_id: community_id.map(CommunityId::raw),
            measure,
            level: Some(level).filter(|level| !level.is_empty()),
            title,
            how,
            weeks,
            owner_id: owner_id.raw(),
            owner,
            post_id,
            people,
            done,
            before: before_value,
            after: after_value,
            outcome,
            reason,
            created_at: wire::time(created_at),
            ended_at: ended_at.map(wire::time),
        }
    }
}

/// The numbers of the network in the newest week.
#[utoipa::path(get, path = "/api/health", tag = TAG, responses((status = 200, body = Network), (status = 404)))]
pub async fn network(State(app): State<App>, viewer: Viewer) -> web::Result<Json<Network>> {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let counted = app
        .store
        .read(move |db| queries::network(db, &reader))
        .await?;
    let (week, cells) = match counted {
        Some(counted) => (Some(counted.week), counted.cells),
        None => (None, Vec::new()),
    };
    let cell = |cell: queries::Cell| Cell {
        measure: cell.measure,
        level: Some(cell.level).filter(|level| !level.is_empty()),
        state: said(cell.state),
        value: value(cell.state, cell.value),
        sample: cell.sample,
    };
    Ok(Json(Network {
        until: week.map(until),
        cells: cells.into_iter().map(cell).collect(),
    }))
}

/// Who talks with whom, by departments, countries or sites.
#[utoipa::path(get, path = "/api/health/units", tag = TAG, params(("by" = Option<Cut>, Query)),
    responses((status = 200, body = Units), (status = 404)))]
pub async fn units(
    State(app): State<App>,
    viewer: Viewer,
    Query(network_page::By { by }): Query<network_page::By>,
) -> web::Result<Json<Units>> {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let found = app
        .store
        .read(move |db| queries::units(db, &reader, by))
        .await?;
    let Some(found) = found else {
        return Ok(Json(Units {
            until: None,
            by,
            units: Vec::new(),
            ties: Vec::new(),
        }));
    };
    let unit = |unit: queries::Unit| Unit {
        name: Some(unit.name).filter(|name| !name.is_empty()),
        people: unit.people,
    };
    let tie = |tie: queries::Tie| UnitTie {
        of: tie.of_unit,
        to: tie.to_unit,
        state: said(tie.state),
        share: value(tie.state, tie.share),
        ties: (tie.state == Shown::Shown).then_some(tie.ties),
    };
    Ok(Json(Units {
        until: Some(until(found.week)),
        by: Some(found.cut),
        units: found.units.into_iter().map(unit).collect(),
        ties: found.ties.into_iter().map(tie).collect(),
    }))
}

/// The numbers of a community in the newest week in which it was counted.
#[utoipa::path(get, path = "/api/communities/{id}/health", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Community), (status = 404)))]
pub async fn community(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result<Json<Community>> {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        network::communities::queries::readable(db, &reader, id)?.ok_or_else(Error::not_found)?;
        Ok((
            queries::of_community(db, &reader, id)?,
            queries::purpose(db, &reader, id)?,
        ))
    });
    let (counted, purpose) = read.await?;
    let figure = |kept: queries::Kept| Figure {
        measure: kept.measure,
        state: said(kept.state),
        value: value(kept.state, kept.value),
        sample: kept.sample,
        usual: kept.usual,
        alike: kept.alike,
        likeness: kept.likeness,
    };
    Ok(Json(match counted {
        Some((standing, figures)) => Community {
            until: Some(until(standing.week)),
            purpose,
            works_as: standing.works_as,
            figures: figures.into_iter().map(figure).collect(),
        },
        None => Community {
            until: None,
            purpose,
            works_as: None,
            figures: Vec::new(),
        },
    }))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    /// Those of a community; without it those of the network.
    community: Option<CommunityId>,
}

/// Steps of the network or of a community, the newest 50.
#[utoipa::path(get, path = "/api/health/steps", tag = TAG, params(("community" = Option<i64>, Query)),
    responses((status = 200, body = Steps), (status = 404)))]
pub async fn steps(
    State(app): State<App>,
    viewer: Viewer,
    Query(Of { community }): Query<Of>,
) -> web::Result<Json<Steps>> {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        if let Some(id) = community {
            network::communities::queries::readable(db, &reader, id)?
                .ok_or_else(Error::not_found)?;
        }
        queries::steps(db, &reader, community)
    });
    let steps = read.await?.into_iter().map(Step::from).collect();
    Ok(Json(Steps { steps }))
}

/// Begins a step, with a thread in which it is talked about.
#[utoipa::path(post, path = "/api/health/steps", tag = TAG, request_body = NewStep,
    responses((status = 201, body = Step), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn choose(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewStep>,
) -> web::Result<Response> {
    viewer.not_a_guest()?;
    let draft = Draft {
        about: About {
            community: new.community_id.map(CommunityId::from_raw),
            measure: new.measure,
            level: new.level,
        },
        play: None,
        title: new.title,
        how: new.how,
        weeks: new.weeks,
        owner: new.owner_id.map(PersonId::from_raw),
    };
    let new = draft.check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::choose(tx, viewer, &new)
        })
        .await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

async fn loaded(app: &App, viewer: &Viewer, id: StepId) -> Result<Step> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| queries::visible(db, &reader, id));
    Ok(read.await?.ok_or_else(Error::not_found)?.into())
}
