//! What every request passes through: limits, host, origin, identity of the request, headers, time,
//! compression, and words for what went wrong.
//!
//! [`Guard::protect`] puts all of it around a router in the right order; the parts are of no use in
//! another one. Who is asking is decided further in.

mod headers;
mod limits;
mod request_id;

pub mod csrf;
pub mod host;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use http::StatusCode;
use kernel::{Error, Random};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;

pub use headers::{CONTENT_SECURITY_POLICY, TURBO_STYLE};
pub use host::Hosts;
pub use request_id::RequestId;

use crate::{Failure, compression, errors, extract, flash};

/// How long a handler may take to begin its answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// What the parts need to know.
#[derive(Clone)]
pub struct Guard {
    pub hosts: Hosts,
    pub random: Random,
    /// The name shown on error pages; asked each time because an administrator can change it.
    pub network_name: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Guard {
    /// The router with everything around it, outermost last.
    pub fn protect(self, router: Router) -> Router {
        let guard = Arc::new(self);
        let gzip = CompressionLayer::new()
            .gzip(true)
            .quality(CompressionLevel::Fastest)
            .compress_when(compression::Pages);
        router
            .fallback(|| async { Failure(Error::not_found()) })
            .layer(DefaultBodyLimit::max(extract::BODY_LIMIT_BYTES))
            .layer(middleware::from_fn(flash::expire))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                ANSWER_WITHIN,
            ))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&guard),
                csrf::check,
            ))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&guard),
                host::check,
            ))
            .layer(middleware::from_fn(limits::check))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&guard),
                errors::render,
            ))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&guard),
                headers::set,
            ))
            .layer(gzip)
            .layer(middleware::from_fn_with_state(guard, request_id::give))
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Failure(Error::internal(format!("panic: {text}"))).into_response()
}
