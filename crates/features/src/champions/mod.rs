//! Champions, who are trained to help others, and advocates, who speak from their own success.
//!
//! Both are roles that people say yes to and end on any day; everyone but guests sees who has one. What
//! somebody is asked only they see, and nobody learns of a no. Nobody is listed by what they do.

pub mod actions;
mod api;
pub mod bench;
mod cards;
mod counting;
mod forms;
mod pages;
mod panels;
mod part;
pub mod queries;
mod sites;
mod toolkit;
mod views;

#[cfg(test)]
mod tests;

use network::feature::Nav;
use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use bench::{BenchRole, Draft};

pub const FEATURE: Feature = Feature {
    name: "champions",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("champions.css"),
    nav: Some(Nav {
        href: "/champions",
        icon: "award",
        label: "champions-nav",
        rank: 9,
        mobile: false,
        guests: false,
    }),
    jobs: &[counting::COUNT],
    begin: counting::first,
    panels: &[
        Panel {
            on: Subject::Person,
            place: Place::Banner,
            rank: 1,
            read: panels::asked,
        },
        Panel {
            on: Subject::Person,
            place: Place::Side,
            rank: 2,
            read: panels::of_person,
        },
        Panel {
            on: Subject::UseCase,
            place: Place::Side,
            rank: 4,
            read: panels::of_use_case,
        },
        Panel {
            on: Subject::Indicator,
            place: Place::Side,
            rank: 4,
            read: panels::of_indicator,
        },
    ],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/champions", pages::show)
        .get("/champions/sites", sites::show)
        .get("/champions/toolkit", toolkit::show)
        .get("/champions/mine", part::show)
        .post("/champions/mine", part::describe)
        .post("/champions/mine/end", part::end)
        .get("/champions/invitations/new", forms::new_invitation)
        .post("/champions/invitations", forms::invite)
        .post("/champions/invitations/{id}/yes", part::accept)
        .post("/champions/invitations/{id}/no", part::decline)
        .post("/champions/asked/{id}/end", part::withdraw)
        .get("/champions/nominations/new", forms::new_nomination)
        .post("/champions/nominations", forms::nominate)
        .post("/champions/nominations/{id}/end", part::set_aside)
        .get("/champions/people/{id}", forms::training)
        .post("/champions/people/{id}", forms::train)
        .api(utoipa_axum::routes!(api::list))
        .api(utoipa_axum::routes!(api::figures))
        .api(utoipa_axum::routes!(api::mine, api::describe))
        .api(utoipa_axum::routes!(api::end))
        .api(utoipa_axum::routes!(api::invite))
        .api(utoipa_axum::routes!(api::accept, api::decline))
}
