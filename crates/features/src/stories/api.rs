//! Stories for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Error, Result};
use network::{App, Viewer, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::evidence::Given;
use super::story::{self, Claim, Consent, Draft, Named, State as StoryState, StoryId, Verdict};
use super::{actions, pages, queries};
use crate::indicators::IndicatorId;
use crate::initiatives::InitiativeId;
use crate::initiatives::verified::Verified;
use crate::posts;
use crate::use_cases::queries::Filter;
use crate::use_cases::{SiteFit, UseCaseId, WorkRole, steps};

const TAG: &str = "stories";
const PURPOSE: &str = "api-stories";

network::words_schema!(Consent, Verdict);

#[derive(Debug, Serialize, ToSchema)]
pub struct Story {
    id: i64,
    /// `draft`, `told` or `withdrawn`.
    state: &'static str,
    teller_id: i64,
    teller: String,
    use_case_id: Option<i64>,
    title: String,
    why: String,
    /// What they had before.
    had: String,
    did: Vec<String>,
    changed: String,
    industry: String,
    role: WorkRole,
    site: Option<String>,
    team_size: Option<i64>,
    /// The post of its thread, when the caller may read it.
    thread: Option<i64>,
    evidence: Option<Evidence>,
    /// What the teller says it is worth.
    claimed: Option<Worth>,
    /// Those who agreed to be named.
    people: Vec<Person>,
    #[schema(format = DateTime)]
    published_at: Option<String>,
}

/// The readings it stands on, as they are now. Not an effect: nothing says that what was done caused it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryEvidence)]
pub struct Evidence {
    indicator_id: i64,
    unit: String,
    before_from: String,
    before_to: String,
    after_from: String,
    after_to: String,
    /// The means of its readings.
    before: f64,
    after: f64,
    readings_before: i64,
    readings_after: i64,
    /// How the mean of the other units changed meanwhile; null where there are fewer than two.
    others: Option<f64>,
    /// What the owner of the indicator said of the readings; null while they have said nothing.
    verdict: Option<Verdict>,
    verdict_why: String,
    /// The lower end of the 95 % interval of the estimate in which the unit stands, as a gain in the
    /// indicator's unit; null where nothing is verified.
    verified: Option<f64>,
    /// The initiative that was estimated.
    verified_by: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = StoryWorth)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    value: f64,
    #[schema(min_length = 1, max_length = 120)]
    unit: String,
    /// How it was reckoned.
    #[schema(min_length = 1, max_length = 4000)]
    how: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryPerson)]
pub struct Person {
    id: i64,
    name: String,
    part: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryLine)]
pub struct Line {
    id: i64,
    title: String,
    teller_id: i64,
    use_case_id: Option<i64>,
    indicator_id: Option<i64>,
    role: WorkRole,
    site: Option<String>,
    verdict: Option<Verdict>,
    #[schema(format = DateTime)]
    published_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Stories {
    stories: Vec<Line>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStory {
    #[schema(min_length = 1, max_length = 120)]
    title: String,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    use_case_id: Option<UseCaseId>,
    #[serde(default)]
    #[schema(max_length = 4000)]
    why: String,
    /// Needed before it is told, as are `did` and `changed`.
    #[serde(default)]
    #[schema(max_length = 4000)]
    had: String,
    #[serde(default)]
    #[schema(max_items = 12)]
    did: Vec<String>,
    #[serde(default)]
    #[schema(max_length = 4000)]
    changed: String,
    #[serde(default)]
    #[schema(max_length = 120)]
    industry: String,
    role: WorkRole,
    /// By its name.
    #[serde(default)]
    site: String,
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100_000)]
    team_size: Option<i64>,
    /// A post that the caller may read.
    #[serde(default)]
    thread: Option<i64>,
    #[serde(default)]
    evidence: Option<NewEvidence>,
    #[serde(default)]
    claimed: Option<Worth>,
    /// Each is asked whether they want to be named.
    #[serde(default)]
    #[schema(max_items = 20)]
    people: Vec<NewPerson>,
}

/// Periods by their names or any day in them.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewStoryEvidence)]
#[serde(deny_unknown_fields)]
pub struct NewEvidence {
    #[schema(value_type = i64)]
    indicator_id: IndicatorId,
    /// The name of a unit that has readings.
    unit: String,
    before_from: String,
    before_to: String,
    after_from: String,
    after_to: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewStoryPerson)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// A full name, a mail address or an employee number.
    #[schema(min_length = 1)]
    person: String,
    /// What they did.
    #[serde(default)]
    #[schema(max_length = 120)]
    part: String,
}

impl NewStory {
    fn draft(self) -> Draft {
        let named = |it: NewPerson| Named {
            person: it.person,
            part: it.part,
        };
        let claim = |it: Worth| Claim {
            value: it.value,
            unit: it.unit,
            how: it.how,
        };
        let given = |it: NewEvidence| Given {
            indicator: Some(it.indicator_id),
            unit: it.unit,
            before_from: it.before_from,
            before_to: it.before_to,
            after_from: it.after_from,
            after_to: it.after_to,
        };
        Draft {
            title: self.title,
            use_case: self.use_case_id,
            why: self.why,
            had: self.had,
            did: self.did.join("\n"),
            changed: self.changed,
            industry: self.industry,
            role: self.role,
            site: self.site,
            team_size: self.team_size,
            claim: self.claimed.map(claim),
            evidence: self.evidence.map(given),
            thread: self.thread.map_or_else(String::new, |id| id.to_string()),
            people: self.people.into_iter().map(named).collect(),
        }
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    role: Option<WorkRole>,
    /// The kind of site.
    site: Option<SiteFit>,
    #[param(value_type = Option<i64>)]
    indicator: Option<IndicatorId>,
    #[param(value_type = Option<i64>)]
    use_case: Option<UseCaseId>,
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

/// Stories that are told, the newest first.
#[utoipa::path(get, path = "/api/stories", tag = TAG, params(Asked), responses((status = 200, body = Stories), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Stories>> {
    viewer.not_a_guest()?;
    let limit = wire::limit(asked.limit)?;
    let below = pages::below(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let filter = Filter {
        role: asked.role,
        fits: asked.site,
        indicator: asked.indicator,
    };
    let (reader, use_case) = (viewer.clone(), asked.use_case);
    let read = app
        .store
        .read(move |db| queries::list(db, &reader, filter, use_case, below, limit + 1));
    let mut rows = read.await?;
    let next = pages::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize);
    let line = |it: story::Story| Line {
        id: it.id.raw(),
        title: it.title,
        teller_id: it.teller_id.raw(),
        use_case_id: it.use_case_id.map(|id| id.raw()),
        indicator_id: it.indicator_id.map(|id| id.raw()),
        role: it.role,
        site: it.site,
        verdict: it.verdict,
        published_at: it.published_at.map(wire::time),
    };
    let stories = rows.into_iter().map(line).collect();
    Ok(Json(Stories { stories, next }))
}

/// One story; a draft for its teller and those who are asked for their names.
#[utoipa::path(get, path = "/api/stories/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Story), (status = 404)))]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<Json<Story>> {
    Ok(Json(loaded(&app, &viewer, id).await?))
}

async fn loaded(app: &App, viewer: &Viewer, id: StoryId) -> Result<Story> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let it = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let measured = match queries::evidence(db, id)? {
            Some(evidence) => evidence.measure(db, id)?,
            None => None,
        };
        let thread = match it.post_id {
            Some(post) => posts::queries::visible(db, &reader, post)?,
            None => None,
        };
        let check = queries::check(db, id)?;
        let verified = match &measured {
            Some(measured) => measured.verified(db, check.as_ref())?,
            None => None,
        };
        let evidence = measured.map(|it| {
            let name = |period: i64| it.indicator.cadence.name(period);
            Evidence {
                indicator_id: it.indicator.id.raw(),
                before_from: name(it.evidence.before_from),
                before_to: name(it.evidence.before_to),
                after_from: name(it.evidence.after_from),
                after_to: name(it.evidence.after_to),
                before: it.before,
                after: it.after,
                readings_before: it.readings.0,
                readings_after: it.readings.1,
                others: it.others.map(|(_, change)| change),
                verdict: check.as_ref().map(|check| check.verdict),
                verdict_why: check.map(|check| check.why).unwrap_or_default(),
                verified: verified.as_ref().and_then(Verified::value),
                verified_by: verified.as_ref().map(|of| of.initiative.id.raw()),
                unit: it.unit,
            }
        });
        let named = queries::named_in(db, &[id], queries::MOST)?;
        Ok((it, evidence, thread.map(|post| post.id.raw()), named))
    });
    let (it, evidence, thread, named) = read.await?;
    let person = |it: story::Credit| Person {
        id: it.person_id.raw(),
        name: it.name,
        part: it.part,
    };
    Ok(Story {
        id: it.id.raw(),
        state: match it.state() {
            StoryState::Draft => "draft",
            StoryState::Told => "told",
            StoryState::Withdrawn => "withdrawn",
        },
        teller_id: it.teller_id.raw(),
        teller: it.teller,
        use_case_id: it.use_case_id.map(|id| id.raw()),
        title: it.title,
        why: it.why,
        had: it.had,
        did: steps::lines(&it.did),
        changed: it.changed,
        industry: it.industry,
        role: it.role,
        site: it.site,
        team_size: it.team_size,
        thread,
        evidence,
        claimed: it.claimed.map(|value| Worth {
            value,
            unit: it.claimed_unit,
            how: it.claimed_how,
        }),
        people: named.into_iter().map(person).collect(),
        published_at: it.published_at.map(wire::time),
    })
}

/// Begins a draft that the caller tells.
#[utoipa::path(post, path = "/api/stories", tag = TAG, request_body = NewStory,
    responses((status = 201, body = Story), (status = 403), (status = 422)))]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewStory>,
) -> web::Result<Response> {
    let new = new.draft().check()?;
    let create = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::create(tx, viewer, &new)
    });
    let id = create.await?;
    let made = loaded(&app, &viewer, id).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Writes a draft or a withdrawn story anew, all of it. Who agreed to be named is asked again.
#[utoipa::path(put, path = "/api/stories/{id}", tag = TAG, params(("id" = i64, Path)), request_body = NewStory,
    responses((status = 200, body = Story), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Json(new): Json<NewStory>,
) -> web::Result<Json<Story>> {
    let reader = viewer.clone();
    let own = app.store.read(move |db| actions::own(db, &reader, id));
    own.await?;
    let new = new.draft().check()?;
    let change = app.act(&viewer, move |tx, viewer| {
        actions::change(tx, viewer, id, &new)
    });
    change.await?;
    Ok(Json(loaded(&app, &viewer, id).await?))
}

/// Tells it to everyone but guests. The readings after it are credited to it alone.
#[utoipa::path(put, path = "/api/stories/{id}/publication", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| actions::publish(tx, viewer, id));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws it, for its teller and administrators.
#[utoipa::path(delete, path = "/api/stories/{id}/publication", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| actions::withdraw(tx, viewer, id));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = StoryAnswer)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    answer: Consent,
}

/// Says whether the caller is named in it; at any time, and otherwise later.
#[utoipa::path(put, path = "/api/stories/{id}/answer", tag = TAG, params(("id" = i64, Path)), request_body = Answered,
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Json(Answered { answer }): Json<Answered>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| {
        actions::answer(tx, viewer, id, answer)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = StoryCheck)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    verdict: Verdict,
    /// Needed where they are not confirmed.
    #[serde(default)]
    #[schema(max_length = 4000)]
    why: String,
    /// The initiative that the story tells of, whose estimate speaks for it.
    #[serde(default)]
    estimate: Option<i64>,
}

/// Says whether its readings are what it says, for the owner of the indicator.
#[utoipa::path(put, path = "/api/stories/{id}/check", tag = TAG, params(("id" = i64, Path)), request_body = Checked,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub async fn check(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    Json(checked): Json<Checked>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| {
        let estimate = checked.estimate.map(InitiativeId::from_raw);
        actions::check(tx, viewer, id, checked.verdict, &checked.why, estimate)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
