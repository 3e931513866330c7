//! How the caller takes part, for programs of their own. Nobody else can be asked about.

use axum::extract::State;
use http::StatusCode;
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Json;

use crate::health::persona;

const TAG: &str = "health";

network::words_schema!(persona::Persona);

#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPersona {
    /// The Sunday with which the 28 days end, in UTC.
    until: String,
    /// Null: not enough yet.
    persona: Option<persona::Persona>,
    /// Replies, reactions and mentions of the caller to others, and of others to the caller.
    given: i64,
    received: i64,
    /// Contributions of the caller.
    posts: i64,
    replies: i64,
    reactions: i64,
    /// In percent: given and received are about equal while their share is 1 ± this.
    cut_off: i64,
    /// There was more than is looked at: the numbers are lower bounds.
    at_least: bool,
}

/// How the caller takes part. Worked out when it is asked for, and kept nowhere.
#[utoipa::path(get, path = "/api/health/persona", tag = TAG, responses((status = 200, body = OwnPersona)))]
pub async fn persona(State(app): State<App>, viewer: Viewer) -> web::Result<Json<OwnPersona>> {
    let part = persona::own(&app, &viewer).await?;
    let mut until = wire::time(part.week.sunday());
    until.truncate(10);
    Ok(Json(OwnPersona {
        until,
        persona: part.persona,
        given: part.counts.given,
        received: part.counts.received,
        posts: part.counts.posts,
        replies: part.counts.replies,
        reactions: part.counts.reactions,
        cut_off: part.cut_off,
        at_least: part.at_least,
    }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonaCutOff {
    #[schema(minimum = 5, maximum = 90)]
    percent: i64,
}

/// Sets for everybody from where on given and received are not about equal. For administrators.
#[utoipa::path(put, path = "/api/health/persona/cut-off", tag = TAG, request_body = PersonaCutOff,
    responses((status = 204), (status = 403), (status = 422)))]
pub async fn set_cut_off(
    State(app): State<App>,
    viewer: Viewer,
    Json(PersonaCutOff { percent }): Json<PersonaCutOff>,
) -> web::Result<StatusCode> {
    viewer.not_a_guest()?;
    let act = app.act(&viewer, move |tx, viewer| {
        persona::set_cut_off(tx, viewer, percent)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
