//! Communities for programs.

mod joining;

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Error;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, KeyedJson, Path, Query};

use super::actions::{self, Joined};
use super::community::{self, CommunityId, CommunityKind, Draft, MemberRole};
use super::rules::Term;
use super::standing::Standing;
use super::{directory, members, pages, queries, rules};
use crate::App;
use crate::access::Viewer;
use crate::people::PersonId;
use crate::wire::{self, Given};

pub use joining::*;

crate::words_schema!(CommunityKind, MemberRole);

#[derive(Debug, Serialize, ToSchema)]
pub struct Community {
    id: i64,
    name: String,
    purpose: String,
    kind: CommunityKind,
    /// Only owners and moderators start posts.
    announcement: bool,
    official: bool,
    /// Everyone but guests is in it.
    network_wide: bool,
    archived: bool,
    /// What is in it may be read by the caller.
    readable: bool,
    /// Markdown; null when it may not be read.
    about: Option<String>,
    /// Null when it may not be read, and in the network-wide one.
    members: Option<i64>,
    /// The caller's own; null for those who are no members.
    role: Option<MemberRole>,
    /// A rule decides who belongs to it: nobody joins, leaves or is added.
    by_rule: bool,
    /// That rule; null where there is none, or where the community may not be read.
    rule: Option<Term>,
    /// Posts that arrived since the caller last looked; null for those who are not in it.
    unread: Option<i64>,
    #[schema(format = DateTime)]
    created_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Communities {
    communities: Vec<Community>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommunityMember)]
pub struct Member {
    id: i64,
    name: String,
    title: String,
    role: MemberRole,
    #[schema(format = DateTime)]
    joined_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommunityMembers)]
pub struct Members {
    members: Vec<Member>,
    /// For the next page; null at the end.
    next: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// A text in name or purpose.
    #[param(max_length = 200)]
    q: Option<String>,
    /// From the page before.
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// From the page before.
    cursor: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCommunity {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    #[schema(min_length = 1, max_length = 300)]
    purpose: String,
    /// Markdown.
    #[serde(default)]
    #[schema(max_length = 4000)]
    about: String,
    kind: CommunityKind,
    #[serde(default)]
    announcement: bool,
    /// Only for those who manage communities.
    #[serde(default)]
    official: bool,
    /// Who belongs to it. Only for those who manage communities.
    rule: Option<Term>,
}

/// What is left out stays as it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunityChange {
    #[schema(min_length = 1, max_length = 80)]
    name: Option<String>,
    #[schema(min_length = 1, max_length = 300)]
    purpose: Option<String>,
    #[schema(max_length = 4000)]
    about: Option<String>,
    kind: Option<CommunityKind>,
    announcement: Option<bool>,
    official: Option<bool>,
    /// Archived ones take no more posts.
    archived: Option<bool>,
    /// Who belongs to it; null ends the rule, and only those who lead the community stay. Only for those
    /// who manage communities, and own this one if it is not open.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Term>)]
    rule: Option<Option<Term>>,
}

/// Tells null from nothing.
fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<Term>>, D::Error> {
    Option::deserialize(value).map(Some)
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Membership {
    /// For others: makes an existing member owner, moderator or member again.
    role: Option<MemberRole>,
    /// Why one asks to join a closed community.
    #[schema(max_length = 300)]
    note: Option<String>,
}

/// Communities that exist for the caller, by name.
#[utoipa::path(
    get,
    path = "/api/communities",
    tag = "communities",
    params(Search),
    responses((status = 200, body = Communities))
)]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Search>,
) -> web::Result<Json<Communities>> {
    let limit = wire::limit(asked.limit)?;
    let search = asked.q.unwrap_or_default();
    let found = directory::find(&app, &viewer, &search, asked.cursor.as_deref(), limit).await?;
    Ok(Json(Communities {
        communities: shown(&app, &viewer, found.communities).await?,
        next: found.next,
    }))
}

/// Founds a community; the caller is its owner.
#[utoipa::path(
    post,
    path = "/api/communities",
    tag = "communities",
    request_body = NewCommunity,
    responses((status = 201, body = Community))
)]
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedJson(new, attempt): KeyedJson<NewCommunity>,
) -> web::Result {
    let rule = new
        .rule
        .clone()
        .map(|rule| rule.check("rule"))
        .transpose()?;
    let new = new.draft().check()?;
    let id = app
        .act_once(&viewer, attempt, move |tx, viewer| {
            let id = actions::found(tx, viewer, &new)?;
            if let Some(rule) = &rule {
                // Its founder is known as its owner only when they are looked at again.
                let founder = viewer.fresh(tx, tx.now())?;
                rules::actions::set(tx, &founder, id, Some(rule))?;
            }
            Ok(id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(now(&app, &viewer, id).await?)).into_response())
}

/// One community.
#[utoipa::path(
    get,
    path = "/api/communities/{id}",
    tag = "communities",
    params(("id" = i64, Path)),
    responses((status = 200, body = Community))
)]
pub async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result<Json<Community>> {
    let standing = pages::standing(&app, &viewer, id).await?;
    Ok(Json(one(&app, &viewer, standing).await?))
}

/// Changes what the community is, for its owners.
#[utoipa::path(
    patch,
    path = "/api/communities/{id}",
    tag = "communities",
    params(("id" = i64, Path)),
    request_body = CommunityChange,
    responses((status = 200, body = Community), (status = 409))
)]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Json(change): Json<CommunityChange>,
) -> web::Result<Json<Community>> {
    let rule = match change.rule.clone() {
        Some(Some(rule)) => Some(Some(rule.check("rule")?)),
        Some(None) => Some(None),
        None => None,
    };
    app.act(&viewer, move |tx, viewer| {
        let community = actions::led(tx, viewer, id)?;
        let new = change.clone().over(community).check()?;
        actions::change(tx, viewer, id, &new)?;
        if let Some(rule) = &rule {
            rules::actions::set(tx, viewer, id, rule.as_ref())?;
        }
        match change.archived {
            Some(true) => actions::archive(tx, viewer, id),
            Some(false) => actions::unarchive(tx, viewer, id),
            None => Ok(()),
        }
    })
    .await?;
    Ok(Json(now(&app, &viewer, id).await?))
}

/// Its members, by name.
#[utoipa::path(
    get,
    path = "/api/communities/{id}/members",
    tag = "communities",
    params(("id" = i64, Path), Paging),
    responses((status = 200, body = Members), (status = 403))
)]
pub async fn members(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
    Query(asked): Query<Paging>,
) -> web::Result<Json<Members>> {
    let limit = wire::limit(asked.limit)?;
    let standing = pages::standing(&app, &viewer, id).await?;
    standing.inside()?;
    let (members, next) = members::page(&app, &viewer, id, asked.cursor.as_deref(), limit).await?;
    Ok(Json(Members {
        members: members.into_iter().map(Member::of).collect(),
        next,
    }))
}

/// Joins or asks to join (oneself), or adds somebody, or gives a member a role.
///
/// Who was invited joins by it, and who asked is let in by it.
#[utoipa::path(
    put,
    path = "/api/communities/{id}/members/{person}",
    tag = "communities",
    params(("id" = i64, Path), ("person" = i64, Path)),
    request_body(content = Option<Membership>, content_type = "application/json"),
    responses((status = 202, description = "Asked; somebody decides."), (status = 204, description = "A member now."), (status = 409))
)]
pub async fn add_member(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
    Given(Membership { role, note }): Given<Membership>,
) -> web::Result {
    let note = note.unwrap_or_default();
    let joined = app.act(&viewer, move |tx, viewer| {
        actions::put_member(tx, viewer, id, person, role, &note)
    });
    Ok(match joined.await? {
        Joined::Member => StatusCode::NO_CONTENT,
        Joined::Asked => StatusCode::ACCEPTED,
    }
    .into_response())
}

/// Leaves (oneself), or takes somebody out.
#[utoipa::path(
    delete,
    path = "/api/communities/{id}/members/{person}",
    tag = "communities",
    params(("id" = i64, Path), ("person" = i64, Path)),
    responses((status = 204), (status = 409))
)]
pub async fn remove_member(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(CommunityId, PersonId)>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::remove(tx, viewer, id, person)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Marks what is in it as seen: nothing that is there now is unread.
#[utoipa::path(
    post,
    path = "/api/communities/{id}/read",
    tag = "communities",
    params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn note_reading(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CommunityId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::note_reading(tx, viewer, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// As it is after a change, which may have made the caller a member.
async fn now(app: &App, viewer: &Viewer, id: CommunityId) -> kernel::Result<Community> {
    let (reader, at) = (viewer.clone(), app.store.clock().now());
    let found = app
        .store
        .read(move |db| Standing::read(db, &reader.fresh(db, at)?, id))
        .await?;
    one(app, viewer, found.ok_or_else(Error::not_found)?).await
}

async fn one(app: &App, viewer: &Viewer, standing: Standing) -> kernel::Result<Community> {
    let shown = shown(app, viewer, vec![standing]).await?.pop();
    shown.ok_or_else(Error::not_found)
}

/// Communities with what is unread in them.
async fn shown(
    app: &App,
    viewer: &Viewer,
    standings: Vec<Standing>,
) -> kernel::Result<Vec<Community>> {
    let ids: Vec<_> = standings.iter().map(|s| s.community.id).collect();
    let reader = viewer.id;
    let unread = app
        .store
        .read(move |db| queries::unread_among(db, reader, &ids));
    let unread: HashMap<_, _> = unread.await?.into_iter().collect();
    let with_unread = |standing: Standing| {
        let unread = unread.get(&standing.community.id).copied();
        Community::of(standing, unread)
    };
    Ok(standings.into_iter().map(with_unread).collect())
}

impl Community {
    fn of(standing: Standing, unread: Option<i64>) -> Community {
        let Standing {
            community,
            role,
            reads,
            ..
        } = standing;
        let counted = reads && !community.network_wide;
        let inside = role.is_some() || (reads && community.network_wide);
        Community {
            id: community.id.raw(),
            name: community.name,
            purpose: community.purpose,
            kind: community.kind,
            announcement: community.announcement,
            official: community.official,
            network_wide: community.network_wide,
            archived: community.archived_at.is_some(),
            readable: reads,
            about: reads.then_some(community.about),
            members: counted.then_some(community.members),
            role,
            by_rule: community.rule.is_some(),
            rule: community
                .rule
                .filter(|_| reads)
                .map(|rule| rule.term().clone()),
            unread: unread.filter(|_| inside),
            created_at: wire::time(community.created_at),
        }
    }
}

impl Member {
    fn of(member: community::Member) -> Member {
        Member {
            id: member.id.raw(),
            name: member.name,
            title: member.title,
            role: member.role,
            joined_at: wire::time(member.joined_at),
        }
    }
}

impl NewCommunity {
    fn draft(self) -> Draft {
        let NewCommunity {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
            rule: _,
        } = self;
        Draft {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        }
    }
}

impl CommunityChange {
    fn over(self, community: community::Community) -> Draft {
        Draft {
            name: self.name.unwrap_or(community.name),
            purpose: self.purpose.unwrap_or(community.purpose),
            about: self.about.unwrap_or(community.about),
            kind: self.kind.unwrap_or(community.kind),
            announcement: self.announcement.unwrap_or(community.announcement),
            official: self.official.unwrap_or(community.official),
        }
    }
}
