//! Indicators: numbers one wants to improve, how they are counted, and what was counted.
//!
//! Everyone but guests sees them; the owner of one and administrators change it. A reading belongs to a
//! site, department or team of at least ten people and to a week, month or quarter.

pub mod actions;
mod api;
mod board;
mod hook;
mod indicator;
mod measured;
mod numbers;
mod pages;
mod period;
pub mod queries;
mod reading;
mod settings;
pub mod table;
mod views;
mod wish;
mod wizard;

#[cfg(test)]
mod tests;

use network::feature::Nav;
use network::{App, Feature};
use web::Routes;

pub use indicator::{
    Direction, Draft, Indicator, IndicatorId, NewIndicator, Observed, Quality, Unit, UnitId, number,
};
pub use measured::Measure;
pub use period::{Cadence, day};
pub use reading::{Given, Reading, Way};
pub use table::{in_the_body, without_places};
pub use views::{thread, thread_now, with_unit};

pub const FEATURE: Feature = Feature {
    name: "indicators",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("indicators.css"),
    nav: Some(Nav {
        href: "/indicators",
        icon: "target",
        label: "indicators-title",
        rank: 6,
        mobile: false,
        guests: false,
    }),
    jobs: &[measured::COMPUTE],
    begin: measured::begin,
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/indicators", pages::list)
        .post("/indicators", wizard::create)
        .get("/indicators/new", wizard::new)
        .get("/indicators/{id}", pages::one)
        .get("/indicators/{id}/numbers", pages::numbers)
        .post("/indicators/{id}/readings", pages::give)
        .get("/indicators/{id}/readings.csv", pages::download)
        .post("/indicators/{id}/readings.csv", pages::give_csv)
        .post("/indicators/{id}/definitions", pages::define)
        .post("/indicators/{id}/quality", pages::judge)
        .post("/indicators/{id}/impersonal", pages::set_impersonal)
        .get("/indicators/{id}/settings", settings::show)
        .post("/indicators/{id}/settings", settings::save)
        .post("/indicators/{id}/archive", settings::archive)
        .post("/indicators/{id}/measure", settings::measure)
        .post("/indicators/{id}/hook", settings::make_hook)
        .post("/indicators/{id}/hook/remove", settings::remove_hook)
        .api(utoipa_axum::routes!(api::list, api::create))
        .api(utoipa_axum::routes!(api::get))
        .api(utoipa_axum::routes!(api::readings, api::put_readings))
        .api(utoipa_axum::routes!(hook::receive))
}
