//! Stories: one success each, told by somebody who was there, with what they had before, what they did, what
//! changed and what can be checked of it.
//!
//! A draft exists for its teller and for those who are asked whether they want to be named; a told story for
//! everyone but guests. What is claimed and what somebody confirmed are kept apart. Whether what was done
//! caused what changed is not said here.

pub mod actions;
mod api;
mod evidence;
mod fields;
mod form;
mod in_feed;
mod library;
mod notices;
pub mod on_displays;
mod page;
mod pages;
mod panels;
pub mod praise;
mod praise_api;
pub mod queries;
mod reason;
mod search;
mod story;
mod views;
mod weekly;

#[cfg(test)]
mod tests;

use network::feature::Nav;
use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

pub use evidence::{Evidence, Given};
pub use in_feed::Shown as InFeed;
pub use on_displays::{OnDisplay, on_display};
pub use story::{Claim, Consent, Draft, Named, NewStory, Story, StoryId, Verdict};
pub use weekly::of_the_week;

pub const FEATURE: Feature = Feature {
    name: "stories",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("stories.css"),
    nav: Some(Nav {
        href: "/stories",
        icon: "sprout",
        label: "stories-nav",
        rank: 7,
        mobile: false,
        guests: false,
    }),
    between: Some(in_feed::CHOOSER),
    notices: notices::KINDS,
    jobs: &[weekly::CHOOSE],
    begin: weekly::begin,
    search: &[search::SOURCE],
    panels: &[
        Panel {
            on: Subject::Indicator,
            place: Place::Main,
            rank: 5,
            read: panels::of_indicator,
        },
        Panel {
            on: Subject::UseCase,
            place: Place::Main,
            rank: 1,
            read: panels::of_use_case,
        },
        Panel {
            on: Subject::Person,
            place: Place::Main,
            rank: 5,
            read: panels::of_person,
        },
        Panel {
            on: Subject::Person,
            place: Place::Main,
            rank: 6,
            read: praise::of_person,
        },
    ],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/stories", pages::for_you)
        .get("/stories/all", pages::all)
        .get("/stories/mine", pages::mine)
        .get("/stories/week", weekly::show)
        .get("/stories/new", form::new)
        .post("/stories", form::create)
        .get("/stories/{id}", pages::one)
        .get("/stories/{id}/edit", form::edit)
        .post("/stories/{id}/edit", form::change)
        .post("/stories/{id}/publication", pages::publish)
        .post("/stories/{id}/withdrawal", pages::withdraw)
        .post("/stories/{id}/deletion", pages::discard)
        .post("/stories/{id}/answer", pages::answer)
        .post("/stories/{id}/check", pages::check)
        .post("/stories/{id}/dismissal", in_feed::close)
        .post("/stories/{id}/display", on_displays::say)
        .post("/stories/{id}/praise", praise::say)
        .post("/stories/praise/{id}", praise::settle)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get, api::change))
        .api(utoipa_axum::routes!(api::publish, api::withdraw))
        .api(utoipa_axum::routes!(api::answer))
        .api(utoipa_axum::routes!(api::check))
        .api(utoipa_axum::routes!(praise_api::list, praise_api::give))
        .api(utoipa_axum::routes!(
            praise_api::decide,
            praise_api::take_away
        ))
        .api(utoipa_axum::routes!(in_feed::put))
        .api(utoipa_axum::routes!(
            on_displays::agree,
            on_displays::take_back
        ))
}
