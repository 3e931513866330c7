//! What pulls apart, for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Result;
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, KeyedJson, Path};

use super::actions;
use super::compare::Outcome;
use super::conflict::{self, ConflictId, Ground, Manner, Side};
use super::standing::{self, People, Standing};
use crate::indicators::{self, IndicatorId};

const TAG: &str = "goals";

network::words_schema!(Ground, Manner, Side);

/// One of the two indicators that pull apart.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConflictSide)]
pub struct Party {
    indicator_id: i64,
    indicator: String,
    owner_id: i64,
    owner: String,
}

/// Why we think so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConflictGround)]
pub struct Reason {
    ground: Ground,
    #[schema(format = DateTime)]
    since: String,
    /// What was declared.
    said: String,
    by: Option<String>,
}

/// How their readings have moved.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConflictMeasured)]
pub struct Measured {
    units: i64,
    /// In how many units one mostly got worse when the other got better.
    opposed: i64,
    changes: i64,
    from_period: String,
    to_period: String,
    correlation: Option<f64>,
    /// Among all pairs that were compared; null where it is not small.
    q: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConflictSettlement)]
pub struct Settlement {
    id: i64,
    manner: Manner,
    winner: Option<Side>,
    reason: String,
    #[schema(format = Date)]
    review_on: String,
    by: String,
    agreed_by: Option<String>,
}

/// Two indicators that pull apart, or one that is asked to go both ways.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conflict {
    id: i64,
    /// open, proposed, due, settled or gone.
    state: &'static str,
    first: Party,
    second: Party,
    grounds: Vec<Reason>,
    measured: Option<Measured>,
    /// How many are asked for both; null while it is not counted and where they are one to nine.
    people: Option<i64>,
    fewer_than_ten: bool,
    /// The day since which both are asked for.
    asked_since: Option<String>,
    settlement: Option<Settlement>,
    proposed: Option<Settlement>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Conflicts {
    conflicts: Vec<Conflict>,
}

/// What a colleague says of two indicators.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewConflict)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    first_indicator_id: i64,
    second_indicator_id: i64,
    /// With an example; shown with the caller's name.
    #[schema(min_length = 1, max_length = 1000)]
    said: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewConflictSettlement)]
#[serde(deny_unknown_fields)]
pub struct Settling {
    manner: Manner,
    /// Which goes first; only to prioritise.
    #[serde(default)]
    winner: Option<Side>,
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    #[schema(format = Date)]
    review_on: String,
}

impl Conflict {
    fn of(standing: Standing) -> Conflict {
        let (people, fewer_than_ten) = match standing.people() {
            People::Unknown => (None, false),
            People::FewerThanTen => (None, true),
            People::Nobody => (Some(0), false),
            People::Counted(people) => (Some(people), false),
        };
        let party = |party: conflict::Party| Party {
            indicator_id: party.id.raw(),
            indicator: party.name,
            owner_id: party.owner_id.raw(),
            owner: party.owner,
        };
        let reason = |reason: conflict::Reason| Reason {
            ground: reason.ground,
            since: wire::time(reason.since),
            said: reason.said,
            by: reason.by,
        };
        let settlement = |it: conflict::Settlement| Settlement {
            id: it.id.raw(),
            manner: it.manner,
            winner: it.winner,
            reason: it.reason,
            review_on: it.review_on,
            by: it.by,
            agreed_by: it.agreed_by,
        };
        let compared = standing.compared;
        let measured = compared
            .filter(|of| of.outcome == Outcome::Compared)
            .map(|of| Measured {
                units: of.units,
                opposed: of.opposed,
                changes: of.changes,
                from_period: of.cadence.name(of.from_period),
                to_period: of.cadence.name(of.to_period),
                correlation: of.correlation,
                q: of.q,
            });
        Conflict {
            id: standing.pulled.id.raw(),
            state: standing.state.as_str(),
            first: party(standing.first),
            second: party(standing.second),
            grounds: standing.reasons.into_iter().map(reason).collect(),
            measured,
            people,
            fewer_than_ten,
            asked_since: standing.asked_since,
            settlement: standing.settled.map(settlement),
            proposed: standing.proposed.map(settlement),
        }
    }
}

/// What pulls apart, the newest first; at most 500.
#[utoipa::path(get, path = "/api/conflicts", tag = TAG, responses((status = 200, body = Conflicts)))]
pub async fn conflicts(State(app): State<App>, viewer: Viewer) -> web::Result<Json<Conflicts>> {
    viewer.not_a_guest()?;
    let now = app.store.clock().now();
    let read = app.store.read(move |db| standing::all(db, &viewer, now));
    let conflicts = read.await?.into_iter().map(Conflict::of).collect();
    Ok(Json(Conflicts { conflicts }))
}

/// One of them.
#[utoipa::path(get, path = "/api/conflicts/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Conflict), (status = 404)))]
pub async fn conflict(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
) -> web::Result<Json<Conflict>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: ConflictId) -> Result<Conflict> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| standing::one(db, &reader, id, now));
    Ok(Conflict::of(read.await?))
}

/// Says that two indicators pull apart.
#[utoipa::path(post, path = "/api/conflicts", tag = TAG, request_body = Declared,
    responses((status = 201, body = Conflict), (status = 403), (status = 409), (status = 422)))]
pub async fn declare(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<Declared>,
) -> web::Result<Response> {
    let [first, second] =
        [new.first_indicator_id, new.second_indicator_id].map(IndicatorId::from_raw);
    let declared = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::declare(tx, viewer, first, second, &new.said)
    });
    let made = loaded(&app, &viewer, declared.await?).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewConflictAgreement)]
#[serde(deny_unknown_fields)]
pub struct Agreeing {
    /// The one that is proposed.
    settlement_id: i64,
}

/// Agrees to what the owner of the other side proposed.
#[utoipa::path(post, path = "/api/conflicts/{id}/agreements", tag = TAG, params(("id" = i64, Path)), request_body = Agreeing,
    responses((status = 200, body = Conflict), (status = 403), (status = 404), (status = 409)))]
pub async fn agree(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
    Json(new): Json<Agreeing>,
) -> web::Result<Json<Conflict>> {
    let settlement = conflict::SettlementId::from_raw(new.settlement_id);
    let agreed = app.act(&viewer, move |tx, viewer| {
        actions::agree(tx, viewer, id, settlement)
    });
    agreed.await?;
    Ok(Json(loaded(&app, &viewer, id).await?))
}

/// Says how one is to be settled; it counts when the owners of both have agreed.
#[utoipa::path(post, path = "/api/conflicts/{id}/settlements", tag = TAG, params(("id" = i64, Path)), request_body = Settling,
    responses((status = 201, body = Conflict), (status = 403), (status = 404), (status = 422)))]
pub async fn settle(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
    KeyedJson(new, attempt): KeyedJson<Settling>,
) -> web::Result<Response> {
    let reader = viewer.clone();
    let allowed = app
        .store
        .read(move |db| actions::decided(db, &reader, id).map(|_| ()));
    allowed.await?;
    let draft = conflict::Draft {
        manner: new.manner,
        winner: new.winner,
        reason: new.reason,
        review_on: new.review_on,
    };
    let checked = draft.check(indicators::day(app.store.clock().now()))?;
    let settled = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::settle(tx, viewer, id, &checked)
    });
    settled.await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}
