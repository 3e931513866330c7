//! Courses: training of a few steps with stories inside, a question after each ("how could you do this
//! here?"), a talk about the answers in a community, and one thing that somebody wants to try.
//!
//! Champions, managers, leaders and administrators make them; everyone but guests goes through those that
//! are published. One may be open to champions first: until its day it exists for nobody else, and on that day
//! it is open without anything being done. Who completed one is a duty list for the person's manager and the owner of the course,
//! and the page says so before one begins. How far somebody is, is shown to nobody else. There are no
//! marks and no right answers.

pub mod actions;
mod answer;
mod api;
mod commitment;
mod commitment_views;
mod completions;
mod counting;
mod course;
mod figure;
mod form;
pub mod learning;
mod lesson;
mod lesson_form;
mod lesson_views;
mod pages;
mod panels;
pub mod queries;
mod search;
mod views;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod three_weeks;

use network::feature::{Milestone, Nav};
use network::panels::{Panel, Place, Subject};
use network::{App, Feature};
use web::Routes;

use crate::rollout::TRAINED;

pub use answer::Audience;
pub use commitment::{Commitment, Kind, NewCommitment, Outcome};
pub use course::{Course, CourseId, Draft, NewCourse, NewStep, Step, StepDraft, StepId};
pub use views::opening_day;

pub const FEATURE: Feature = Feature {
    name: "courses",
    routes,
    statements: &[
        queries::STATEMENTS,
        learning::STATEMENTS,
        figure::STATEMENTS,
    ],
    texts: web::texts!(),
    styles: include_str!("courses.css"),
    nav: Some(Nav {
        href: "/courses",
        icon: "graduation-cap",
        label: "courses-title",
        rank: 7,
        mobile: false,
        guests: false,
    }),
    search: &[search::SOURCE],
    jobs: &[counting::COUNT],
    begin: counting::first,
    milestones: &[Milestone {
        name: TRAINED,
        reached: learning::first_completions,
    }],
    panels: &[
        Panel {
            on: Subject::UseCase,
            place: Place::Main,
            rank: 2,
            read: panels::of_use_case,
        },
        Panel {
            on: Subject::Replication,
            place: Place::Side,
            rank: 0,
            read: panels::of_replication,
        },
        Panel {
            on: Subject::Indicator,
            place: Place::Main,
            rank: 6,
            read: panels::of_indicator,
        },
        Panel {
            on: Subject::Person,
            place: Place::Banner,
            rank: 5,
            read: panels::of_person,
        },
    ],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/courses", pages::list)
        .post("/courses", form::create)
        .get("/courses/new", form::new)
        .get("/courses/{id}", pages::one)
        .get("/courses/{id}/edit", form::edit)
        .post("/courses/{id}/edit", form::change)
        .post("/courses/{id}/publication", pages::publish)
        .post("/courses/{id}/opening", pages::opening)
        .post("/courses/{id}/withdrawal", pages::withdraw)
        .post("/courses/{id}/deletion", pages::discard)
        .get("/courses/{id}/completions", completions::page)
        .post("/courses/{id}/commitment", pages::commit)
        .post("/courses/{id}/outcome", pages::outcome)
        .get("/courses/{id}/steps/new", lesson_form::new)
        .post("/courses/{id}/steps", lesson_form::create)
        .get("/courses/{id}/steps/{step}", lesson::page)
        .get("/courses/{id}/steps/{step}/edit", lesson_form::edit)
        .post("/courses/{id}/steps/{step}/edit", lesson_form::change)
        .post("/courses/{id}/steps/{step}/rise", lesson_form::rise)
        .post("/courses/{id}/steps/{step}/deletion", lesson_form::remove)
        .post("/courses/{id}/steps/{step}/done", lesson::done)
        .post("/courses/{id}/steps/{step}/answer", lesson::answer)
        .post(
            "/courses/{id}/steps/{step}/answer/deletion",
            lesson::take_back,
        )
        .api(utoipa_axum::routes!(api::list))
        .api(utoipa_axum::routes!(api::get))
        .api(utoipa_axum::routes!(api::done))
}
