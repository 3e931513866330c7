//! Use cases: ways of working that others can repeat, each for an indicator, with what a team needs to
//! begin: a community with its first posts, a checklist, training, the hours it takes.
//!
//! Everyone but guests sees and describes them; the owner of one and administrators change it. How much is
//! known of one is told by stories, never by its owner. Beginning one in a team is not here.

pub mod actions;
mod api;
pub mod filters;
mod form;
mod pages;
pub mod panels;
pub mod queries;
mod role;
mod search;
pub mod steps;
mod use_case;
pub mod views;

#[cfg(test)]
mod tests;

use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use role::{SiteFit, WorkRole};
pub use use_case::{Draft, FirstPost, Known, NewUseCase, RoomKind, UseCase, UseCaseId};

pub const FEATURE: Feature = Feature {
    name: "use_cases",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("use_cases.css"),
    search: &[search::SOURCE],
    panels: &[Panel {
        on: Subject::Indicator,
        place: Place::Main,
        rank: 4,
        read: panels::of_indicator,
    }],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/use-cases", pages::list)
        .post("/use-cases", form::create)
        .get("/use-cases/new", form::new)
        .get("/use-cases/{id}", pages::one)
        .get("/use-cases/{id}/edit", form::edit)
        .post("/use-cases/{id}/edit", form::change)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get, api::change))
}
