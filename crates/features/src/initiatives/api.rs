//! Initiatives, who started them, and what the readings say, for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Problems, Result};
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, KeyedJson, Path};

use super::adoption::{self, Adoption, Started};
use super::answer::{self, Said};
use super::cards::{self, Summary};
use super::initiative::{Draft, InitiativeId, Lever, LeverState, Pulled};
use super::{actions, pages, queries, words};
use crate::indicators::{self, IndicatorId, in_the_body};

const TAG: &str = "initiatives";
/// Starts of one request, so that the longest names fit into a body.
const AT_ONCE: usize = 2_000;

network::words_schema!(Lever, LeverState);

#[derive(Debug, Serialize, ToSchema)]
pub struct Initiative {
    id: i64,
    indicator_id: i64,
    name: String,
    what: String,
    owner_id: i64,
    owner: String,
    /// Periods that the median adopter has had when it is judged.
    judged_after: i64,
    levers: Vec<InitiativeLever>,
    /// Units that started, and those of them that go on.
    started: i64,
    go_on: i64,
    /// What the readings said at the date when it was to be judged; null before.
    verdict: Option<Answer>,
    /// What the newest readings say; null before a unit with readings started.
    newest: Option<Answer>,
    #[schema(format = DateTime)]
    created_at: String,
}

/// What is changed of a lever.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InitiativeLever {
    lever: Lever,
    #[schema(min_length = 1, max_length = 2000)]
    what: String,
    state: LeverState,
    #[serde(default)]
    #[schema(max_length = 500)]
    evidence: String,
}

/// What the readings say, in the indicator's unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InitiativeAnswer)]
pub struct Answer {
    /// In words, in the caller's language.
    sentence: String,
    kind: AnswerKind,
    first: String,
    last: String,
    /// It is judged by the readings up to this period.
    judged: String,
    adopting: usize,
    others: usize,
    /// Mean difference to what would have been, with its 95 % interval; null where none is stated.
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    degrees_of_freedom: Option<f64>,
    /// What could make it wrong.
    doubts: Vec<String>,
    /// Initiatives that cannot be told apart from it.
    together: Vec<String>,
}

store::text_enum! {
    pub enum AnswerKind { Waiting = "waiting", TooFew = "too_few", Effect = "effect", Moved = "moved", Cannot = "cannot" }
}
network::words_schema!(AnswerKind);

#[derive(Debug, Serialize, ToSchema)]
pub struct Initiatives {
    initiatives: Vec<Initiative>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InitiativeWithStarts {
    #[serde(flatten)]
    initiative: Initiative,
    starts: Vec<Start>,
}

/// That a unit started.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InitiativeStart)]
pub struct Start {
    unit: String,
    #[schema(format = Date)]
    start: String,
    /// There were readings of the time since already when the start was said.
    dated_afterwards: bool,
    /// A day; null while it goes on.
    dropped: Option<String>,
    dropped_why: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInitiative {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    #[schema(min_length = 1, max_length = 2000)]
    what: String,
    #[serde(default = "judged_after")]
    #[schema(minimum = 4, maximum = 208)]
    judged_after: i64,
    #[serde(default)]
    #[schema(max_items = 5)]
    levers: Vec<InitiativeLever>,
}

fn judged_after() -> i64 {
    statistics::judge::PERIODS_AFTER as i64
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStart {
    /// The name of a site, department or team.
    #[schema(max_length = 200)]
    unit: String,
    #[schema(format = Date)]
    start: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewInitiativeStarts)]
#[serde(deny_unknown_fields)]
pub struct NewStarts {
    #[schema(min_items = 1, max_items = 2000)]
    starts: Vec<NewStart>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InitiativeStartsRecorded)]
pub struct Recorded {
    new: usize,
    /// The day became another.
    changed: usize,
    same: usize,
}

fn answered(it: &indicators::Indicator, answer: &answer::Answer, viewer: &Viewer) -> Answer {
    let (kind, stated, degrees_of_freedom) = match &answer.said {
        Said::Waiting(_) => (AnswerKind::Waiting, None, None),
        Said::TooFew(_) | Said::Rank(_) => (AnswerKind::TooFew, None, None),
        Said::Effect(effect) => (
            AnswerKind::Effect,
            Some((effect.value, effect.low, effect.high)),
            Some(effect.degrees_of_freedom),
        ),
        Said::Moved(moved) => (
            AnswerKind::Moved,
            Some((moved.value, moved.low, moved.high)),
            None,
        ),
        Said::Cannot { .. } => (AnswerKind::Cannot, None, None),
    };
    Answer {
        sentence: words::sentence(it, answer, viewer.lang),
        kind,
        first: it.cadence.name(answer.first),
        last: it.cadence.name(answer.last),
        judged: it.cadence.name(answer.judged),
        adopting: answer.adopting,
        others: answer.others,
        value: stated.map(|(value, _, _)| value),
        low: stated.map(|(_, low, _)| low),
        high: stated.map(|(_, _, high)| high),
        degrees_of_freedom,
        doubts: words::doubts(it, answer, viewer.lang),
        together: answer.together.clone(),
    }
}

impl Initiative {
    fn of(it: &indicators::Indicator, summary: Summary, viewer: &Viewer) -> Initiative {
        let own = summary.initiative;
        let answered = |answer: &answer::Answer| answered(it, answer, viewer);
        let lever = |pulled: Pulled| InitiativeLever {
            lever: pulled.lever,
            what: pulled.what,
            state: pulled.state,
            evidence: pulled.evidence,
        };
        Initiative {
            id: own.id.raw(),
            indicator_id: own.indicator_id.raw(),
            name: own.name,
            what: own.what,
            owner_id: own.owner_id.raw(),
            owner: own.owner,
            judged_after: own.judged_after,
            levers: summary.levers.into_iter().map(lever).collect(),
            started: summary.started,
            go_on: summary.go_on,
            verdict: summary.verdict.as_ref().map(answered),
            newest: summary.newest.as_ref().map(answered),
            created_at: wire::time(own.created_at),
        }
    }
}

/// The initiatives of an indicator, the first begun first.
#[utoipa::path(get, path = "/api/indicators/{id}/initiatives", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Initiatives), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result<Json<Initiatives>> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = indicators::queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        Ok((it, cards::summaries(db, id)?))
    });
    let (it, summaries) = read.await?;
    let initiative = |summary| Initiative::of(&it, summary, &viewer);
    Ok(Json(Initiatives {
        initiatives: summaries.into_iter().map(initiative).collect(),
    }))
}

/// One initiative, with everyone who started it.
#[utoipa::path(get, path = "/api/initiatives/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = InitiativeWithStarts), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
) -> web::Result<Json<InitiativeWithStarts>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: InitiativeId) -> Result<InitiativeWithStarts> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let (_, it) = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let mut summaries = cards::summaries(db, it.id)?.into_iter();
        let own = summaries.find(|summary| summary.initiative.id == id);
        let own = own.ok_or_else(Error::not_found)?;
        Ok((it, own, queries::adoptions(db, id)?))
    });
    let (it, own, adoptions) = read.await?;
    let start = |adoption: Adoption| Start {
        dropped: (!adoption.goes_on()).then_some(adoption.dropped),
        unit: adoption.unit,
        start: adoption.started,
        dated_afterwards: adoption.afterwards,
        dropped_why: adoption.dropped_why,
    };
    Ok(InitiativeWithStarts {
        initiative: Initiative::of(&it, own, viewer),
        starts: adoptions.into_iter().map(start).collect(),
    })
}

/// Begins an initiative that the caller owns.
#[utoipa::path(post, path = "/api/indicators/{id}/initiatives", tag = TAG, params(("id" = i64, Path)), request_body = NewInitiative,
    responses((status = 201, body = InitiativeWithStarts), (status = 404), (status = 409), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(indicator): Path<IndicatorId>,
    KeyedJson(new, attempt): KeyedJson<NewInitiative>,
) -> web::Result<Response> {
    let mut levers: Vec<Pulled> = Vec::new();
    for (at, lever) in new.levers.into_iter().enumerate() {
        if levers.iter().any(|known| known.lever == lever.lever) {
            return Err(Error::invalid(&format!("levers/{at}/lever"), "lever_twice").into());
        }
        levers.push(Pulled {
            lever: lever.lever,
            what: lever.what,
            state: lever.state,
            evidence: lever.evidence,
        });
    }
    let draft = Draft {
        name: new.name,
        what: new.what,
        judged_after: new.judged_after,
        levers,
    };
    let new = draft.check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            actions::create(tx, viewer, indicator, &new)
        })
        .await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Records who started and when, all of them or none; at most 2,000 at once.
///
/// A start that is there already gets the new day; the same once more changes nothing.
#[utoipa::path(put, path = "/api/initiatives/{id}/starts", tag = TAG, params(("id" = i64, Path)), request_body = NewStarts,
    responses((status = 200, body = Recorded), (status = 403), (status = 404), (status = 422)))]
pub async fn put_starts(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Json(new): Json<NewStarts>,
) -> web::Result<Json<Recorded>> {
    if new.starts.is_empty() {
        return Err(Error::invalid("starts", "blank").into());
    }
    if new.starts.len() > AT_ONCE {
        return Err(Error::invalid("starts", "too_many_readings")
            .limit(AT_ONCE as i64)
            .into());
    }
    let mut starts: Vec<Started> = Vec::with_capacity(new.starts.len());
    let mut problems = Vec::new();
    for (at, start) in new.starts.iter().enumerate() {
        match adoption::started(at + 1, &start.unit, &start.start) {
            Ok(start) => starts.push(start),
            Err(error) => problems.extend(error.problems),
        }
    }
    problems.extend(adoption::twice(&starts));
    problems.truncate(20);
    let recorded = match Problems(problems).or(()) {
        Ok(()) => pages::record(&app, &viewer, id, starts).await,
        Err(problems) => Err(problems),
    };
    let actions::Recorded { new, changed, same } =
        recorded.map_err(|error| in_the_body(error, "starts"))?;
    Ok(Json(Recorded { new, changed, same }))
}
