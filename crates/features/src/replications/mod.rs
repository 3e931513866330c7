//! Replications: a team repeats a use case, in a community of its own, with somebody from the origin beside
//! it, and says after 30 and 90 days whether it still does.
//!
//! Everyone but guests sees where, when and what became of it; names of those who do the work are for the
//! team. The start counts for good, in the record of the initiative; whether it helped is estimated there,
//! not here.

pub mod actions;
mod api;
mod asked;
mod form;
mod guides;
mod invitation;
mod lineage;
mod mine;
mod notices;
mod page;
mod pages;
mod panels;
pub mod queries;
mod reach;
mod replication;
mod result;
mod start;
mod team;
mod views;

#[cfg(test)]
mod tests;

use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use actions::Begun;
pub use invitation::place;
pub use lineage::survival;
pub use queries::Survival;
pub use replication::{Answer, Choice, Replication, ReplicationId, ReplicationScope, Said};

pub const FEATURE: Feature = Feature {
    name: "replications",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("replications.css"),
    jobs: &[start::DAILY],
    begin: start::begin,
    notices: notices::KINDS,
    follow_ups: &[notices::READINGS_CAME],
    panels: &[
        Panel {
            on: Subject::UseCase,
            place: Place::Banner,
            rank: 0,
            read: panels::waiting_here,
        },
        Panel {
            on: Subject::UseCase,
            place: Place::Main,
            rank: 0,
            read: panels::of_use_case,
        },
        Panel {
            on: Subject::UseCase,
            place: Place::Side,
            rank: 0,
            read: panels::begin_here,
        },
        Panel {
            on: Subject::Community,
            place: Place::Banner,
            rank: 0,
            read: panels::of_community,
        },
        Panel {
            on: Subject::Person,
            place: Place::Banner,
            rank: 0,
            read: panels::waiting_for_oneself,
        },
    ],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/use-cases/{id}/replications", lineage::list)
        .post("/use-cases/{id}/replications", form::create)
        .get("/use-cases/{id}/replications/new", form::new)
        .get("/replications", mine::list)
        .get("/replications/{id}", pages::one)
        .post("/replications/{id}/leader", pages::lead)
        .post("/replications/{id}/buddy", pages::go_with)
        .post("/replications/{id}/buddies", pages::ask)
        .post("/replications/{id}/start", pages::postpone)
        .post("/replications/{id}/posts/{place}", pages::post)
        .post("/replications/{id}/points/{place}", pages::point)
        .post("/replications/{id}/changes", pages::change)
        .post("/replications/{id}/answer", pages::answer)
        .post("/replications/{id}/stop", pages::stop)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get))
        .api(utoipa_axum::routes!(api::answer))
        .api(utoipa_axum::routes!(api::change))
}
