//! One router: every feature's routes, the streams, the description of the API, assets, health.

use std::net::IpAddr;

use axum::middleware;
use features::FEATURES;
use network::App;
use utoipa::openapi::OpenApi;
use web::{Assets, Guard, Routes};

use super::reader::{self, Reading};
use super::requests::{self, Requests};
use super::{api, health, metrics, stream};

/// Everything that is answered, with the table that the access test walks.
pub fn routes() -> Routes<App> {
    let features = FEATURES.iter().fold(Routes::new(), |routes, feature| {
        routes.merge((feature.routes)())
    });
    features
        .merge(stream::routes())
        .merge(health::routes())
        .merge(metrics::routes())
        .merge(api::routes())
        .merge(Assets::routes())
}

/// The router as it is served, with everything around it.
pub fn router(app: &App, guard: Guard, trusted_proxies: &[IpAddr]) -> axum::Router {
    around(routes(), app, guard, trusted_proxies)
}

/// Any routes, with the same around them.
pub fn around(
    routes: Routes<App>,
    app: &App,
    guard: Guard,
    trusted_proxies: &[IpAddr],
) -> axum::Router {
    let (router, _, table) = routes.into_parts();
    let requests = Requests::of(&table);
    let reading = Reading {
        app: app.clone(),
        trusted: trusted_proxies.into(),
    };
    let router = router
        .layer(middleware::from_fn_with_state(reading, reader::read))
        .with_state(app.clone());
    guard
        .protect(router)
        .layer(middleware::from_fn_with_state(requests, requests::count))
}

/// The description of the API, from the handlers.
pub fn openapi() -> OpenApi {
    let (_, described, _) = routes().into_parts();
    api::complete(described)
}
