//! Health: whether a community, and the network, has what it needs; what is missing; the next step.
//!
//! A job counts once a week ([`job`]); pages read what it kept and count nothing. Everyone but guests
//! sees the network's numbers, readers of a community those of that community. No number is about fewer
//! than ten people, none about one, and no page ranks anybody. How somebody takes part ([`persona`]) is told to
//! nobody but them, and kept nowhere.

pub mod actions;
mod api;
mod benchmark;
mod community;
mod counting;
mod gate;
mod graph;
pub mod job;
mod keeping;
mod map_views;
mod matrix;
mod measure;
mod members;
mod network_page;
mod network_views;
mod pages;
mod people;
mod persona;
mod pictures;
pub mod queries;
mod sources;
mod step;
mod step_views;
mod tally;
mod totals;
mod units;
mod views;
mod week;

#[cfg(test)]
mod counting_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod three_weeks;

use network::feature::Nav;
use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use measure::{Column, Measure, Purpose};
pub use step::{About, Draft, Play, StepId};
pub use week::Week;

pub const FEATURE: Feature = Feature {
    name: "health",
    routes,
    statements: &[
        queries::STATEMENTS,
        sources::STATEMENTS,
        persona::queries::STATEMENTS,
    ],
    texts: web::texts!(),
    styles: include_str!("health.css"),
    nav: Some(Nav {
        href: "/health",
        icon: "network",
        label: "health-nav",
        rank: 9,
        mobile: false,
        guests: false,
    }),
    jobs: &[job::COUNT],
    begin: job::begin,
    panels: &[Panel {
        on: Subject::Person,
        place: Place::Side,
        rank: 9,
        read: persona::pages::of_person,
    }],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/health", network_page::page)
        .get("/health/map", network_page::map)
        .get("/health/formulas", network_page::formulas)
        .get("/health/numbers.csv", network_page::download)
        .get("/health/persona", persona::pages::page)
        .post("/health/persona/cut-off", persona::pages::set_cut_off)
        .get("/health/steps/new", pages::new_step)
        .post("/health/steps", pages::choose)
        .get("/health/steps/{id}", pages::step)
        .post("/health/steps/{id}/pledge", pages::pledge)
        .post("/health/steps/{id}/leave", pages::leave)
        .post("/health/steps/{id}/done", pages::done)
        .post("/health/steps/{id}/end", pages::end)
        .get("/communities/{id}/health", pages::community)
        .post("/communities/{id}/health/purpose", pages::declare)
        .api(utoipa_axum::routes!(api::network))
        .api(utoipa_axum::routes!(api::units))
        .api(utoipa_axum::routes!(api::community))
        .api(utoipa_axum::routes!(api::steps, api::choose))
        .api(utoipa_axum::routes!(persona::api::persona))
        .api(utoipa_axum::routes!(persona::api::set_cut_off))
}
