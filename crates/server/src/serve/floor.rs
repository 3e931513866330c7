//! Ready-made answers to measure against: what a request costs before the product does anything.
//!
//! They pass through the same connections, middleware and session check as every page, and hold
//! nothing. Only `serve --floor` answers them; `cargo xtask bench` starts the program so.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use kernel::Error;
use network::{App, Viewer};
use serde::Deserialize;
use web::{Failure, Query, Routes};

/// Longer than any page of ours.
const MOST_BYTES: usize = 256 * 1024;

static READY: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(vec![b'.'; MOST_BYTES]));

pub fn routes() -> Routes<App> {
    Routes::new()
        .get("/floor/html", html)
        .get("/floor/json", json)
}

#[derive(Deserialize)]
struct Asked {
    bytes: u32,
}

async fn html(_: Viewer, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    ready(&asked, "text/html; charset=utf-8")
}

async fn json(_: Viewer, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    ready(&asked, "application/json")
}

fn ready(asked: &Asked, media_type: &'static str) -> Result<Response, Failure> {
    let bytes = asked.bytes as usize;
    if bytes > MOST_BYTES {
        return Err(Error::invalid("bytes", "too_long").into());
    }
    let media_type = HeaderValue::from_static(media_type);
    Ok(([(header::CONTENT_TYPE, media_type)], READY.slice(..bytes)).into_response())
}
