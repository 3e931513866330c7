//! Communities: rooms that people join, and the one that everyone is in.
//!
//! Here stands who belongs where and what a community is. What is said in one belongs to features.

pub mod actions;
mod api;
mod community;
mod directory;
mod members;
mod pages;
pub mod queries;
pub mod rules;
mod search;
mod settings_pages;
mod standing;
pub mod views;

#[cfg(test)]
mod tests;

use web::Routes;

pub use community::{
    Community, CommunityId, CommunityKind, Draft, Member, MemberRole, Membership, NewCommunity,
    Place,
};
pub use pages::{closed_door, standing};
pub use standing::{Part, Standing, WayIn};

use crate::feature::Nav;
use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "communities",
    routes,
    statements: &[queries::STATEMENTS, rules::queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("rules/rules.css"),
    nav: Some(Nav {
        href: "/communities",
        icon: "users",
        label: "nav-communities",
        rank: 2,
        mobile: true,
        guests: true,
    }),
    jobs: &[rules::REFRESH, rules::REPAIR],
    search: &[search::SOURCE],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/communities", pages::directory)
        .get("/communities/new", settings_pages::new)
        .post("/communities", settings_pages::create)
        .get("/communities/{id}/members", pages::members)
        .get("/communities/{id}/about", pages::about)
        .get("/communities/{id}/settings", settings_pages::edit)
        .post("/communities/{id}/settings", settings_pages::save)
        .post("/communities/{id}/archive", settings_pages::archive)
        .post("/communities/{id}/unarchive", settings_pages::unarchive)
        .get("/communities/{id}/rule", rules::edit)
        .post("/communities/{id}/rule", rules::save)
        .post("/communities/{id}/rule/count", rules::ask)
        .post("/communities/{id}/rule/end", rules::end)
        .post("/communities/{id}/join", pages::join)
        .post("/communities/{id}/decline", pages::decline)
        .post("/communities/{id}/leave", pages::leave)
        .post("/communities/{id}/requests/{person}", pages::decide)
        .post("/communities/{id}/invitations", pages::invite)
        .post("/communities/{id}/members", pages::add)
        .post("/communities/{id}/members/{person}", pages::set_role)
        .post("/communities/{id}/members/{person}/remove", pages::remove)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get, api::change))
        .api(utoipa_axum::routes!(rules::api::count_rule))
        .api(utoipa_axum::routes!(api::members))
        .api(utoipa_axum::routes!(api::add_member, api::remove_member))
        .api(utoipa_axum::routes!(api::note_reading))
        .api(utoipa_axum::routes!(api::invitations))
        .api(utoipa_axum::routes!(api::invite, api::decline))
        .api(utoipa_axum::routes!(api::requests))
        .api(utoipa_axum::routes!(api::refuse))
}

/// The id of the network-wide community, which never changes once it is there.
pub async fn network_wide(app: &App) -> kernel::Result<Option<CommunityId>> {
    if let Some(id) = app.network_wide.get() {
        return Ok(Some(*id));
    }
    let id = app.store.read(queries::network_wide).await?;
    Ok(id.map(|id| *app.network_wide.get_or_init(|| id)))
}

/// The community from the cache, whoever asks; [`Viewer::can_read`](crate::Viewer::can_read) says
/// who may read it.
pub async fn cached(
    app: &App,
    id: CommunityId,
) -> kernel::Result<Option<std::sync::Arc<Community>>> {
    let found = app
        .caches
        .communities
        .fetch(&app.store, id, move |db| queries::by_id(db, id))
        .await?;
    Ok(found.as_ref().clone().map(std::sync::Arc::new))
}
