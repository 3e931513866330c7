//! Indicators and their readings for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::board::Standing;
use super::indicator::{self, Direction, Draft, IndicatorId, Observed, Quality};
use super::numbers::{Numbers, Span};
use super::period::Cadence;
use super::reading::{self, Given, Way};
use super::table::in_the_body;
use super::{actions, pages, queries};

const TAG: &str = "indicators";
/// Readings of one request, so that the longest names fit into a body.
const AT_ONCE: usize = 2_000;

network::words_schema!(Direction, Observed, Quality, Cadence);

#[derive(Debug, Serialize, ToSchema)]
pub struct Indicator {
    id: i64,
    name: String,
    unit: String,
    direction: Direction,
    observed: Observed,
    cadence: Cadence,
    source: String,
    owner_id: i64,
    owner: String,
    /// As the newest definition counts, like the target.
    baseline: f64,
    target: f64,
    #[schema(format = Date)]
    due: String,
    scope: String,
    quality: Quality,
    /// What is wrong with the way it is measured.
    flaw: String,
    /// The newest period with readings by the newest definition; null before the first.
    period: Option<String>,
    /// The mean of its units then.
    mean: Option<f64>,
    #[schema(format = DateTime)]
    created_at: String,
    /// Null as long as it is followed.
    #[schema(format = DateTime)]
    archived_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Indicators {
    indicators: Vec<Indicator>,
}

/// A number of one unit in one period.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = IndicatorReading)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The name of a site, department or team.
    #[schema(max_length = 200)]
    unit: String,
    /// 2026-W47, 2026-11 or 2026-Q4, as the cadence has it, or any day in it.
    period: String,
    value: f64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorReadings)]
pub struct Readings {
    readings: Vec<Reading>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewIndicatorReadings)]
#[serde(deny_unknown_fields)]
pub struct NewReadings {
    #[schema(min_items = 1, max_items = 2000)]
    readings: Vec<Reading>,
}

/// How many were kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorReadingsTaken)]
pub struct Taken {
    new: usize,
    /// What stood there before is kept as a revision.
    changed: usize,
    same: usize,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIndicator {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    #[schema(min_length = 1, max_length = 30)]
    unit: String,
    direction: Direction,
    observed: Observed,
    /// How it is counted, so that two people count the same.
    #[schema(min_length = 1, max_length = 2000)]
    definition: String,
    #[schema(min_length = 1, max_length = 200)]
    source: String,
    cadence: Cadence,
    baseline: f64,
    target: f64,
    #[schema(format = Date)]
    due: String,
    #[schema(min_length = 1, max_length = 200)]
    scope: String,
    quality: Quality,
    #[serde(default)]
    #[schema(max_length = 2000)]
    flaw: String,
}

impl Indicator {
    fn of(standing: Standing) -> Indicator {
        let indicator::Indicator {
            id,
            name,
            unit,
            direction,
            observed,
            cadence,
            source,
            owner_id,
            owner,
            baseline,
            target,
            due,
            scope,
            quality,
            flaw,
            impersonal: _,
            created_at,
            archived_at,
        } = standing.indicator;
        let now = standing.levels.last();
        Indicator {
            id: id.raw(),
            name,
            unit,
            direction,
            observed,
            cadence,
            source,
            owner_id: owner_id.raw(),
            owner,
            baseline,
            target,
            due,
            scope,
            quality,
            flaw,
            period: now.map(|now| cadence.name(now.period)),
            mean: now.map(|now| now.mean),
            created_at: wire::time(created_at),
            archived_at: archived_at.map(wire::time),
        }
    }
}

/// All indicators, by name.
#[utoipa::path(get, path = "/api/indicators", tag = TAG, responses((status = 200, body = Indicators)))]
pub async fn list(State(app): State<App>, viewer: Viewer) -> web::Result<Json<Indicators>> {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| super::board::read(db, &reader, now));
    let indicators = read.await?.into_iter().map(Indicator::of).collect();
    Ok(Json(Indicators { indicators }))
}

/// One indicator.
#[utoipa::path(get, path = "/api/indicators/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Indicator), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result<Json<Indicator>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: IndicatorId) -> Result<Indicator> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let indicator = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let levels = queries::levels(db, id, queries::MOST_PERIODS)?;
        let definitions = queries::definitions(db, id)?;
        let since = definitions.last().map_or(0, |newest| newest.from_period);
        Ok(Standing::of(indicator, levels, since, now))
    });
    Ok(Indicator::of(read.await?))
}

/// Creates an indicator that the caller owns.
#[utoipa::path(post, path = "/api/indicators", tag = TAG, request_body = NewIndicator,
    responses((status = 201, body = Indicator), (status = 409), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewIndicator>,
) -> web::Result<Response> {
    let NewIndicator {
        name,
        unit,
        direction,
        observed,
        definition,
        source,
        cadence,
        baseline,
        target,
        due,
        scope,
        quality,
        flaw,
    } = new;
    let draft = Draft {
        name,
        unit,
        direction,
        observed,
        definition,
        source,
        cadence,
        baseline,
        target,
        due,
        scope,
        quality,
        flaw,
    };
    let new = draft.check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::create(tx, viewer, &new)
        })
        .await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Which periods are asked for, by their names or any day in them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The first.
    from: Option<String>,
    /// The last.
    to: Option<String>,
}

/// The readings of an indicator, by unit and period; at most a million.
#[utoipa::path(get, path = "/api/indicators/{id}/readings", tag = TAG, params(("id" = i64, Path), Asked),
    responses((status = 200, body = Readings), (status = 404), (status = 422)))]
pub async fn readings(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Readings>> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| queries::visible(db, &reader, id));
    let cadence = read.await?.ok_or_else(Error::not_found)?.cadence;
    let period = |name: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => match cadence.parse(text) {
            Some(period) => Ok(Some(period)),
            None => Err(Error::invalid(name, reading::period_code(cadence))),
        },
    };
    let span = Span {
        from: period("from", &asked.from)?,
        to: period("to", &asked.to)?,
    };
    let numbers = Numbers::all(&app, &viewer, id, span).await?;
    let names = numbers.names();
    let name = |unit| names.get(&unit).copied().unwrap_or_default();
    let reading = |reading: &reading::Reading| Reading {
        unit: name(reading.unit_id).to_owned(),
        period: cadence.name(reading.period),
        value: reading.value,
    };
    Ok(Json(Readings {
        readings: numbers.readings.iter().map(reading).collect(),
    }))
}

/// Keeps readings, all of them or none; at most 2,000 at once.
///
/// A reading that is there already is put right, and the old one kept as a revision; the same once more
/// changes nothing, so sending again does no harm.
#[utoipa::path(put, path = "/api/indicators/{id}/readings", tag = TAG, params(("id" = i64, Path)), request_body = NewReadings,
    responses((status = 200, body = Taken), (status = 403), (status = 404), (status = 422)))]
pub async fn put_readings(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Json(new): Json<NewReadings>,
) -> web::Result<Json<Taken>> {
    let cadence = pages::owned(&app, &viewer, id).await?.cadence;
    let taken = match given(cadence, &new) {
        Ok(readings) => pages::put(&app, &viewer, id, readings, Way::Api).await,
        Err(problems) => Err(problems),
    };
    Ok(Json(taken_from(taken)?))
}

/// What was kept, or what is wrong as places in the body.
pub fn taken_from(taken: Result<actions::Taken>) -> Result<Taken> {
    let taken = taken.map_err(|error| in_the_body(error, "readings"))?;
    let actions::Taken { new, changed, same } = taken;
    Ok(Taken { new, changed, same })
}

/// The readings of a body, or everything that is wrong with them.
pub fn given(cadence: Cadence, new: &NewReadings) -> Result<Vec<Given>> {
    if new.readings.is_empty() {
        return Err(Error::invalid("readings", "blank"));
    }
    if new.readings.len() > AT_ONCE {
        return Err(Error::invalid("readings", "too_many_readings").limit(AT_ONCE as i64));
    }
    let mut readings: Vec<Given> = Vec::with_capacity(new.readings.len());
    let mut problems = Vec::new();
    for (at, reading) in new.readings.iter().enumerate() {
        let value = Some(reading.value).filter(|value| value.abs() <= indicator::VALUE_MAX);
        match reading::checked(cadence, at + 1, &reading.unit, &reading.period, value) {
            Ok(given) => readings.push(given),
            Err(error) => problems.extend(error.problems),
        }
    }
    problems.extend(reading::twice(&readings));
    problems.truncate(reading::PROBLEMS_MAX);
    kernel::Problems(problems).or(readings)
}
