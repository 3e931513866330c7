//! Roll-out: how far each level, country and site is, week by week, what is planned, and the plays that
//! shall help.
//!
//! Everyone but guests reads it. Administrators plan, and whoever owns a plan. Figures are counted once a
//! week by a job and never about fewer than ten people; no page counts anybody, and nothing is kept or
//! said about what one person does.

pub mod actions;
mod api;
mod board;
mod cell;
mod cells;
mod counting;
mod countries;
mod deeds;
mod figures;
mod forecast;
mod large;
mod outcome;
mod pages;
mod places;
mod plays;
mod publish;
pub mod queries;
mod sites;
mod sums;
mod tables;
mod views;
pub mod week;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod three_weeks;

use network::feature::Nav;
use network::{App, Feature};
use web::Routes;

pub use cell::{BoardLevel, Cell, CellScope, PlayKind, Stage};
pub use counting::first as count_weeks;
pub use deeds::TRAINED;
pub use figures::ToldOfLevels;

pub const FEATURE: Feature = Feature {
    name: "rollout",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("rollout.css"),
    nav: Some(Nav {
        href: "/rollout",
        icon: "map",
        label: "rollout-title",
        rank: 8,
        mobile: false,
        guests: false,
    }),
    jobs: &[counting::COUNT],
    begin: counting::first,
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/rollout", pages::show)
        .get("/rollout/cells/{scope}/{unit}/{stage}", pages::cell)
        .get(
            "/rollout/cells/{scope}/{unit}/{stage}/figures.csv",
            pages::cell_csv,
        )
        .post("/rollout/cells/{scope}/{unit}/{stage}/plan", pages::plan)
        .get("/rollout/sites", pages::sites)
        .get("/rollout/sites.csv", pages::sites_csv)
        .get("/rollout/plays", pages::plays)
        .post("/rollout/plays", pages::start)
        .get("/rollout/plays/new", pages::new_play)
        .get("/rollout/plays/{id}", pages::play)
        .post("/rollout/plays/{id}", pages::change)
        .api(utoipa_axum::routes!(api::sites))
        .api(utoipa_axum::routes!(api::cell))
        .api(utoipa_axum::routes!(api::plan))
        .api(utoipa_axum::routes!(api::plays, api::start))
        .api(utoipa_axum::routes!(api::play))
}
