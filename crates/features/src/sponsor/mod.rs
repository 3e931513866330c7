//! What it came to: one printable page for those who answer for the programme, with what was verified and
//! what is only claimed kept apart. Everyone but guests reads it; it has no tables of its own.

mod page;
mod sheet;

#[cfg(test)]
mod tests;

use network::{App, Feature};
use web::Routes;

pub const FEATURE: Feature = Feature {
    name: "sponsor",
    routes,
    texts: web::texts!(),
    styles: include_str!("sponsor.css"),
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new().get("/sponsor", page::show)
}
