//! Notifications: one row per person and thread, or per person and thing, updated in place, never a stream
//! of doubles.
//!
//! Features say who is concerned and why; nothing here knows what a post is, beyond its id and the
//! line a feature gives for it. Mail and push come later and read the same rows.

pub mod actions;
mod api;
mod bell;
mod list;
pub mod notices;
mod pages;
pub mod queries;
mod views;

#[cfg(test)]
mod tests;

use web::Routes;

pub use actions::{Notice, followers, notify};
pub use bell::{Bell, bell};
pub use queries::Reason;

use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "notifications",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: "",
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/notifications", pages::list)
        .get("/notifications/panel", pages::panel)
        .get("/notifications/count", pages::count)
        .get("/notifications/{id}", pages::open)
        .post("/notifications/read", pages::read_all)
        .post("/notifications/{id}/read", pages::read)
        .post("/notifications/{id}/mute", pages::mute)
        .post("/notifications/{id}/unmute", pages::unmute)
        .api(utoipa_axum::routes!(api::list))
        .api(utoipa_axum::routes!(api::read_all))
        .api(utoipa_axum::routes!(api::read))
        .api(utoipa_axum::routes!(api::mute, api::unmute))
}
