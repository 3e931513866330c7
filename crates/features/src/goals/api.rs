//! Goals, for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Id;
use network::{App, Viewer};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Query};

use super::goal::{self, Holder};
use super::{actions, queries};
use crate::indicators::{self, Direction, IndicatorId};

const TAG: &str = "goals";

network::words_schema!(Holder);

/// Who is asked to move an indicator.
#[derive(Debug, Serialize, ToSchema)]
pub struct Goal {
    id: i64,
    indicator_id: i64,
    indicator: String,
    direction: Direction,
    target: f64,
    /// As it is said after the target.
    unit: String,
    #[schema(format = Date)]
    from_day: String,
    #[schema(format = Date)]
    to_day: String,
    weight_percent: i64,
    said: String,
    holder: Holder,
    /// A job title, a site, a department or a person's name.
    held_by: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Goals {
    goals: Vec<Goal>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGoal {
    indicator_id: i64,
    direction: Direction,
    target: f64,
    #[schema(format = Date)]
    from_day: String,
    #[schema(format = Date)]
    to_day: String,
    #[schema(minimum = 1, maximum = 100)]
    weight_percent: i64,
    /// What it means for those who are asked.
    #[schema(min_length = 1, max_length = 1000)]
    said: String,
    holder: Holder,
    /// A job title, a site or a department; of a person the mail, employee number or full name. Without
    /// it and with `person`: the caller.
    #[serde(default)]
    #[schema(max_length = 200)]
    held_by: String,
}

impl Goal {
    fn of(goal: goal::Goal) -> Goal {
        Goal {
            id: goal.id.raw(),
            indicator_id: goal.indicator_id.raw(),
            indicator: goal.indicator,
            direction: goal.direction,
            target: goal.target,
            unit: goal.unit,
            from_day: goal.from_day,
            to_day: goal.to_day,
            weight_percent: goal.weight_percent,
            said: goal.said,
            holder: goal.holder,
            held_by: goal.held_by,
        }
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only of this one.
    indicator: Option<i64>,
}

/// The goals of now and of days to come, by indicator; at most 500. A goal of one person only for that
/// person, for who set it and for the owner of the indicator.
#[utoipa::path(get, path = "/api/goals", tag = TAG, params(Asked), responses((status = 200, body = Goals)))]
pub async fn goals(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Goals>> {
    viewer.not_a_guest()?;
    let now = app.store.clock().now();
    let read = app.store.read(move |db| {
        let day = indicators::day(now).to_string();
        let most = queries::MOST;
        match asked.indicator.map(IndicatorId::from_raw) {
            Some(id) => queries::visible_goals_of(db, &viewer, &[id], &day, most),
            None => queries::visible_goals(db, &viewer, &day, most),
        }
    });
    let goals = read.await?.into_iter().map(Goal::of).collect();
    Ok(Json(Goals { goals }))
}

/// Sets a goal.
#[utoipa::path(post, path = "/api/goals", tag = TAG, request_body = NewGoal,
    responses((status = 201, body = Goal), (status = 403), (status = 422)))]
pub async fn set(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewGoal>,
) -> web::Result<Response> {
    let draft = goal::Draft {
        indicator: Id::from_raw(new.indicator_id),
        direction: new.direction,
        target: new.target,
        from_day: new.from_day,
        to_day: new.to_day,
        weight_percent: new.weight_percent,
        said: new.said,
        holder: new.holder,
        held_by: new.held_by,
    };
    let checked = draft.check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::set(tx, viewer, &checked)
        })
        .await?;
    let read = app.store.read(move |db| {
        let goal = queries::visible_goal(db, &viewer, id)?;
        goal.ok_or_else(kernel::Error::not_found)
    });
    Ok((StatusCode::CREATED, Json(Goal::of(read.await?))).into_response())
}
