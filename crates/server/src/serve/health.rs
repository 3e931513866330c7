//! Whether the process lives, and whether it should be sent requests. Answered to any host.

use axum::extract::State;
use kernel::{Error, Result};
use network::App;
use web::{Failure, Routes};

pub fn routes() -> Routes<App> {
    Routes::new().get("/healthz", alive).get("/readyz", ready)
}

async fn alive() -> &'static str {
    "alive\n"
}

/// 503 when the storage has failed or does not answer.
async fn ready(State(app): State<App>) -> Result<&'static str, Failure> {
    let answers = app.store.read(|_| Ok(())).await.is_ok();
    if app.store.healthy() && answers {
        Ok("ready\n")
    } else {
        Err(Error::unavailable("unavailable", 5).into())
    }
}
