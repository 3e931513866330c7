//! Displays: screens in break rooms that show the stories of colleagues while nobody is signed in.
//!
//! A display belongs to a site. Its link is opened once, on the screen; from then on the screen is known by
//! a cookie that opens this one page and nothing else. Only stories whose people all agreed are shown, and
//! of them neither threads nor what stands in communities. Who stands in front of a screen nobody counts.

mod actions;
mod api;
mod display;
mod pages;
mod queries;
mod screen;
mod views;

#[cfg(test)]
mod tests;

use network::{App, Feature};
use web::Routes;

pub use display::{Display, DisplayId, Draft};

pub const FEATURE: Feature = Feature {
    name: "displays",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("displays.css"),
    ..Feature::NONE
};

/// As [`actions::create`], for a program.
pub fn create_for(
    tx: &store::Tx,
    by: network::PersonId,
    name: &str,
    site: network::people::SiteId,
) -> kernel::Result<DisplayId> {
    actions::create_for(tx, by, name, site).map(|(id, _)| id)
}

fn routes() -> Routes<App> {
    Routes::new()
        .get("/display", screen::show)
        .get("/display/{secret}", screen::open)
        .get("/displays", pages::list)
        .post("/displays", pages::create)
        .post("/displays/{id}/link", pages::renew)
        .post("/displays/{id}/end", pages::end)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::end))
}
