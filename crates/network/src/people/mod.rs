//! People: who is here, where they work, what they do, and how to find them.
//!
//! A person is one row and one face everywhere. What decides rights (role, site, department, level)
//! comes from provisioning, import or an administrator; what a person says of themselves never does.
//! How someone signs in is the business of `sign_in`.

pub mod actions;
mod api;
mod directory;
mod directory_views;
mod pages;
mod person;
mod person_views;
mod photo;
mod profile;
mod profile_views;
pub mod queries;
pub mod roles;
mod roles_views;
mod search;
pub mod views;

#[cfg(test)]
mod tests;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use utoipa_axum::router::UtoipaMethodRouterExt;
use web::Routes;

pub use api::PersonCard;
pub use pages::hero;
pub use person::{
    Draft, FIELD_MAX_CHARS, Face, Level, NewPerson, Person, PersonId, Role, Site, SiteId, SiteKind,
    sort_key,
};
pub use profile::settings_page;
pub use views::{avatar, face_row, name_link, photo_href};

use crate::feature::Nav;
use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "people",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("people.css"),
    nav: Some(Nav {
        href: "/people",
        icon: "id-card",
        label: "nav-people",
        rank: 4,
        mobile: false,
        guests: true,
    }),
    search: &[search::SOURCE],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/people", directory::page)
        .get("/people/complete", directory::complete)
        .get("/people/{id}", pages::person)
        .get("/people/{id}/photo", pages::photo)
        .post("/people/{id}/follow", pages::follow)
        .post("/people/{id}/unfollow", pages::unfollow)
        .post("/people/{id}/deactivate", pages::deactivate)
        .post("/people/{id}/reactivate", pages::reactivate)
        .post("/people/{id}/role", roles::change)
        .post("/people/{id}/sites", roles::coordinate)
        .post("/people/{id}/sites/{site}/end", roles::end_coordination)
        .get("/settings/profile", profile::show)
        .post("/settings/profile", profile::save)
        .post(
            "/settings/photo",
            profile::save_photo.layer(DefaultBodyLimit::max(photo::MAX_BYTES)),
        )
        .post("/settings/photo/remove", profile::remove_photo)
        .api(utoipa_axum::routes!(api::me, api::change_me))
        .api(
            utoipa_axum::routes!(api::set_photo, api::remove_photo)
                .layer(DefaultBodyLimit::max(photo::MAX_BYTES)),
        )
        .api(utoipa_axum::routes!(api::list))
        .api(utoipa_axum::routes!(api::get, api::change))
        .api(utoipa_axum::routes!(api::follow, api::unfollow))
        .api(utoipa_axum::routes!(api::sites))
        .api(utoipa_axum::routes!(api::coordinated))
        .api(utoipa_axum::routes!(api::coordinate, api::end_coordination))
}
