//! Home: the feed of what concerns one person, ranked or latest, and what they could do next.
//!
//! Which items and in which order is decided by `network::feed`; their cards are made by the
//! features they belong to.

mod api;
mod pages;

#[cfg(test)]
mod tests;

use network::feature::Nav;
use network::{App, Feature};
use web::Routes;

pub const FEATURE: Feature = Feature {
    name: "home",
    routes,
    texts: web::texts!(),
    nav: Some(Nav {
        href: "/",
        icon: "house",
        label: "home-home",
        rank: 0,
        mobile: true,
        guests: true,
    }),
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/", pages::home)
        .get("/feed/new", pages::new)
        .post("/feed/order", pages::set_order)
        .api(utoipa_axum::routes!(api::feed))
}
