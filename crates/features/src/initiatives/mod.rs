//! Initiatives: what is changed to move an indicator, where it started and when, and whether it worked.
//!
//! Everyone but guests sees them and may start one. Its owner, the indicator's owner and administrators
//! change it and record who started. What the readings say is estimated by a job (`jobs`) with the crate
//! `statistics`; a verdict is made once, at the date the initiative stated, and kept.

pub mod actions;
mod adoption;
mod answer;
mod api;
mod cards;
mod charts;
mod comparison;
mod contributors;
mod form;
mod initiative;
mod jobs;
mod pages;
pub mod queries;
pub mod verified;
mod views;
pub mod words;

#[cfg(test)]
mod tests;

use network::App;
use network::feature::Feature;
use network::follow_ups::FollowUp;
use network::panels::{Panel, Place, Subject};
use web::Routes;

use crate::indicators;

pub use adoption::{Adoption, Dropped, Started};
pub use answer::{Answer, Effect, Look};
pub use cards::{Summary, summaries};
pub use initiative::{Draft, Initiative, InitiativeId, Lever, LeverState, Pulled};
pub use jobs::judge;

pub const FEATURE: Feature = Feature {
    name: "initiatives",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("initiatives.css"),
    jobs: &[jobs::DAILY],
    begin: jobs::begin,
    follow_ups: &[
        FollowUp {
            of: indicators::actions::READINGS,
            run: jobs::run,
        },
        FollowUp {
            of: actions::STARTS,
            run: jobs::run,
        },
    ],
    panels: &[
        Panel {
            on: Subject::Indicator,
            place: Place::Main,
            rank: 1,
            read: cards::of_indicator,
        },
        Panel {
            on: Subject::Community,
            place: Place::Side,
            rank: 1,
            read: contributors::of_community,
        },
        Panel {
            on: Subject::Person,
            place: Place::Side,
            rank: 1,
            read: contributors::of_person,
        },
    ],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/indicators/{id}/initiatives/new", form::new)
        .post("/indicators/{id}/initiatives", form::create)
        .get("/initiatives/{id}", pages::one)
        .get("/initiatives/{id}/edit", form::edit)
        .post("/initiatives/{id}/edit", form::save)
        .post("/initiatives/{id}/starts", pages::start)
        .post("/initiatives/{id}/starts.csv", pages::start_many)
        .post("/initiatives/{id}/drops", pages::drop)
        .post("/initiatives/{id}/mistakes", pages::take_back)
        .post("/initiatives/{id}/people", contributors::take_part)
        .post("/initiatives/{id}/communities", contributors::link)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get))
        .api(utoipa_axum::routes!(api::put_starts))
}
