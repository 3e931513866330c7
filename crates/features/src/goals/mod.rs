//! Goals, and where they ask people to pull in two directions.
//!
//! A register says who is asked to move which indicator. What pulls apart is found in three ways: one
//! indicator asked to go up and down, a trade-off that a colleague declares, and two indicators whose
//! readings have moved against each other. Their owners settle it: align, prioritise or accept. That the
//! same people are asked for two things is told beside each, but is by itself no reason to think that
//! the two pull apart. Guests see none of it.

pub mod actions;
mod api;
mod banner;
mod card;
mod compare;
mod conflict;
mod conflict_api;
mod conflict_pages;
mod conflict_views;
mod declare;
mod goal;
mod pages;
mod people;
pub mod queries;
mod register;
mod settle_views;
mod standing;
mod views;

#[cfg(test)]
mod tests;

use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use conflict::{ConflictId, Draft as SettlementDraft, Manner, NewSettlement, Side};
pub use goal::{Draft, GoalId, Holder, NewGoal};

pub const FEATURE: Feature = Feature {
    name: "goals",
    routes,
    statements: &[queries::STATEMENTS, compare::queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("goals.css"),
    panels: &[
        Panel {
            on: Subject::Indicator,
            place: Place::Banner,
            rank: 3,
            read: banner::conflicts,
        },
        Panel {
            on: Subject::Indicator,
            place: Place::Side,
            rank: 3,
            read: banner::goals,
        },
    ],
    jobs: &[compare::COMPARE, people::COUNT, people::DAILY],
    begin: people::begin,
    follow_ups: &[compare::READINGS_CAME],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/goals", pages::list)
        .post("/goals", pages::create)
        .get("/goals/new", pages::new)
        .get("/goals.csv", pages::download)
        .post("/goals/{id}/end", pages::end)
        .get("/conflicts", conflict_pages::list)
        .post("/conflicts", conflict_pages::declare)
        .get("/conflicts/new", conflict_pages::new)
        .get("/conflicts/{id}", conflict_pages::one)
        .post("/conflicts/{id}/settlements", conflict_pages::settle)
        .post("/conflicts/{id}/agreements", conflict_pages::agree)
        .post("/conflicts/{id}/same-count", conflict_pages::say_same_count)
        .api(utoipa_axum::routes!(api::goals, api::set))
        .api(utoipa_axum::routes!(
            conflict_api::conflicts,
            conflict_api::declare
        ))
        .api(utoipa_axum::routes!(conflict_api::conflict))
        .api(utoipa_axum::routes!(conflict_api::settle))
        .api(utoipa_axum::routes!(conflict_api::agree))
}
