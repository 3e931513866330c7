//! Questions across one's communities: which wait for an answer, and which one might know.
//!
//! Asking and accepting an answer belong to the posts; here they are found.

mod api;
mod pages;
mod queries;

#[cfg(test)]
mod tests;

use network::feature::Nav;
use network::{App, Feature};
use web::Routes;

pub use pages::could_help;

pub const FEATURE: Feature = Feature {
    name: "questions",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    nav: Some(Nav {
        href: "/questions",
        icon: "circle-question-mark",
        label: "questions-questions",
        rank: 1,
        mobile: true,
        guests: true,
    }),
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/questions", pages::list)
        .api(utoipa_axum::routes!(api::list))
}
