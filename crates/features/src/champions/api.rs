//! The bench for programs.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Time;
use network::people::Person;
use network::{App, PersonId, Viewer, paging, wire};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::actions::{self, Ask, Who};
use super::bench::{self, BenchLevel, BenchRole, Count, Coverage, InvitationId, PEOPLE_MIN};
use super::queries::{self, Filter};
use crate::stories::StoryId;

const TAG: &str = "champions";
const PURPOSE: &str = "api-champions";

network::words_schema!(BenchRole, BenchLevel, Coverage);

/// Somebody on the bench.
#[derive(Debug, Serialize, ToSchema)]
pub struct BenchMember {
    id: i64,
    name: String,
    title: String,
    site_id: Option<i64>,
    site: Option<String>,
    champion: bool,
    #[schema(format = DateTime)]
    champion_from: Option<String>,
    #[schema(format = DateTime)]
    champion_until: Option<String>,
    training: String,
    early_access: bool,
    advocate: bool,
    /// What they help with.
    topics: Vec<String>,
    /// What they tell as an advocate.
    tells: String,
    /// Their own word.
    former_sceptic: bool,
    story_id: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct BenchMembers {
    members: Vec<BenchMember>,
    /// For the next page; null at the end.
    next: Option<String>,
}

/// Colleagues of a level in a country, and those of them on the bench. Counted by night, and soon after somebody
/// came or went.
#[derive(Debug, Serialize, ToSchema)]
pub struct BenchFigure {
    /// Empty where it is not known.
    country: String,
    level: BenchLevel,
    /// Null for fewer than ten.
    people: Option<i64>,
    champions: i64,
    advocates: i64,
    former_sceptics: i64,
    /// Champions and advocates, each person once.
    bench: i64,
    /// Null for fewer than ten people.
    coverage: Option<Coverage>,
    /// Of any level: all sites, and those with a champion.
    sites: i64,
    sites_with_champion: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct BenchFigures {
    figures: Vec<BenchFigure>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct BenchInvitation {
    id: i64,
    role: BenchRole,
    by_id: i64,
    by: String,
    why: String,
    #[schema(format = DateTime)]
    until: Option<String>,
    #[schema(format = DateTime)]
    open_until: String,
}

/// What the caller is, and is asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct BenchOwn {
    member: Option<BenchMember>,
    invitations: Vec<BenchInvitation>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBenchEntry {
    #[serde(default)]
    #[schema(max_items = 8)]
    topics: Vec<String>,
    /// Needed of an advocate.
    #[serde(default)]
    #[schema(max_length = 300)]
    tells: String,
    #[serde(default)]
    former_sceptic: bool,
    /// A told story of the caller, or one in which they agreed to be named. Needed to offer oneself.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    story_id: Option<StoryId>,
}

impl NewBenchEntry {
    fn draft(self) -> bench::Draft {
        bench::Draft {
            topics: self.topics.join("\n"),
            tells: self.tells,
            sceptic: self.former_sceptic,
            story: self.story_id,
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBenchInvitation {
    role: BenchRole,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    person_id: Option<PersonId>,
    /// A full name, a mail address or an employee number; needed without an id.
    #[serde(default)]
    who: String,
    #[schema(min_length = 1, max_length = 1000)]
    why: String,
    /// The last day of a champion's term, as 2027-06-30; no end where it is left out.
    #[serde(default)]
    until: String,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    site: Option<i64>,
    topic: Option<String>,
    former_sceptics: Option<bool>,
    /// 1 to 100; 20 when nothing is asked for.
    limit: Option<i64>,
    /// From `next` of the page before.
    cursor: Option<String>,
}

fn member(it: bench::Member, now: Time) -> BenchMember {
    let champion = it.is_champion(now);
    BenchMember {
        id: it.person_id.raw(),
        champion,
        champion_from: it.champion_from.filter(|_| champion).map(wire::time),
        champion_until: it.champion_until.filter(|_| champion).map(wire::time),
        topics: it.topics().into_iter().map(str::to_owned).collect(),
        site_id: bench::site_id(it.site_id).map(|id| id.raw()),
        name: it.name,
        title: it.title,
        site: it.site,
        training: it.training,
        early_access: champion && it.early_access,
        advocate: it.advocate_since.is_some(),
        tells: it.tells,
        former_sceptic: it.sceptic,
        story_id: it.story_id.map(|id| id.raw()),
    }
}

fn figure(it: Count) -> BenchFigure {
    BenchFigure {
        coverage: it.coverage(),
        people: (it.people >= PEOPLE_MIN).then_some(it.people),
        country: it.country,
        level: it.level,
        champions: it.champions,
        advocates: it.advocates,
        former_sceptics: it.sceptics,
        bench: it.bench,
        sites: it.sites,
        sites_with_champion: it.sites_with,
    }
}

/// Champions and advocates, by site and name.
#[utoipa::path(get, path = "/api/champions", tag = TAG, params(Wanted), responses((status = 200, body = BenchMembers), (status = 422)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<BenchMembers>> {
    viewer.not_a_guest()?;
    let limit = wire::limit(wanted.limit)?;
    let after = paging::after::<Person>(&app, &viewer, PURPOSE, wanted.cursor.as_deref())?;
    let filter = Filter {
        site: wanted.site,
        topic: kernel::text::fold::fold(wanted.topic.as_deref().unwrap_or_default()),
        sceptics: wanted.former_sceptics == Some(true),
    };
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app
        .store
        .read(move |db| queries::bench(db, &reader, &filter, after, now, limit + 1));
    let mut rows = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut rows, limit as usize, |it| {
        it.person_id
    });
    let members = rows.into_iter().map(|it| member(it, now)).collect();
    Ok(Json(BenchMembers { members, next }))
}

/// How many there are, by level and country.
#[utoipa::path(get, path = "/api/champions/figures", tag = TAG, responses((status = 200, body = BenchFigures)))]
pub async fn figures(State(app): State<App>, viewer: Viewer) -> web::Result<Json<BenchFigures>> {
    viewer.not_a_guest()?;
    let read = app
        .store
        .read(|db| queries::counts(db, queries::MOST_COUNTS));
    let figures = read.await?.into_iter().map(figure).collect();
    Ok(Json(BenchFigures { figures }))
}

/// What the caller is on the bench, and what they are asked.
#[utoipa::path(get, path = "/api/champions/mine", tag = TAG, responses((status = 200, body = BenchOwn)))]
pub async fn mine(State(app): State<App>, viewer: Viewer) -> web::Result<Json<BenchOwn>> {
    viewer.not_a_guest()?;
    let (own, now) = (viewer.id, app.store.clock().now());
    let read = app.store.read(move |db| {
        let invitations = queries::invitations(db, own, now, queries::MOST)?;
        Ok((queries::member(db, own, now)?, invitations))
    });
    let (known, invitations) = read.await?;
    let invitation = |it: bench::Invitation| BenchInvitation {
        id: it.id.raw(),
        role: it.role,
        by_id: it.by_id.raw(),
        by: it.by,
        why: it.why,
        until: it.until.map(wire::time),
        open_until: wire::time(it.ends_at),
    };
    Ok(Json(BenchOwn {
        member: known.map(|it| member(it, now)),
        invitations: invitations.into_iter().map(invitation).collect(),
    }))
}

/// Changes what the caller says of themselves. Who is not on the bench offers to speak of a story.
#[utoipa::path(put, path = "/api/champions/mine", tag = TAG, request_body = NewBenchEntry,
    responses((status = 204), (status = 403), (status = 422)))]
pub async fn describe(
    State(app): State<App>,
    viewer: Viewer,
    Json(new): Json<NewBenchEntry>,
) -> web::Result<StatusCode> {
    let draft = new.draft();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::describe(tx, viewer, &draft)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of the caller's roles, today.
#[utoipa::path(delete, path = "/api/champions/mine/{role}", tag = TAG, params(("role" = BenchRole, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(role): Path<BenchRole>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| actions::end(tx, viewer, role));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks a colleague. What they answer is not told; a yes is seen on the bench.
#[utoipa::path(post, path = "/api/champions/invitations", tag = TAG, request_body = NewBenchInvitation,
    responses((status = 204), (status = 403), (status = 409), (status = 422)))]
pub async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewBenchInvitation>,
) -> web::Result<Response> {
    let ask = Ask {
        role: new.role,
        who: new.person_id.map_or(Who::Called(new.who), Who::Id),
        why: new.why,
        until: new.until,
    };
    let act = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::invite(tx, viewer, &ask)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Says yes to an invitation.
#[utoipa::path(put, path = "/api/champions/invitations/{id}", tag = TAG, params(("id" = i64, Path)), request_body = NewBenchEntry,
    responses((status = 204), (status = 404), (status = 422)))]
pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
    Json(new): Json<NewBenchEntry>,
) -> web::Result<StatusCode> {
    let draft = new.draft();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::accept(tx, viewer, id, &draft)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says no to an invitation; nothing is kept of it.
#[utoipa::path(delete, path = "/api/champions/invitations/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 404)))]
pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| actions::decline(tx, viewer, id));
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
