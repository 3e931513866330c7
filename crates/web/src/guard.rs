//! What every request passes through: limits, host, origin, identity of the request, headers, time,
//! compression, and words for what went wrong.
//!
//! [`Guard::protect`] puts all of it around a router; the parts are called in the right order there and
//! are of no use in another one. Who is asking is decided further in.

mod headers;
mod limits;
mod request_id;

pub mod csrf;
pub mod host;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use http::StatusCode;
use kernel::{Error, Random};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;

pub use headers::{CONTENT_SECURITY_POLICY, TURBO_STYLE};
pub use host::Hosts;
pub use request_id::RequestId;

use crate::errors::{self, Asked};
use crate::{Failure, compression, extract, flash};

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
        // One stack, laid around each route once: a layer of its own for each part would copy all that
        // is further in, part by part, at every request.
        let around = ServiceBuilder::new()
            .layer(gzip)
            .layer(middleware::from_fn_with_state(guard, keep))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                ANSWER_WITHIN,
            ))
            .layer(DefaultBodyLimit::max(extract::BODY_LIMIT_BYTES));
        router
            .fallback(|| async { Failure(Error::not_found()) })
            .layer(around)
    }
}

/// Lets a request in or not, and sees to it that the answer reads and behaves like all others.
async fn keep(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let id = RequestId::give(&guard.random, &mut request);
    let asked = Asked::of(&request, id.clone());
    let flash = flash::is_shown_on(&request);
    let checked = limits::check(&request)
        .and_then(|()| host::check(&guard.hosts, &request))
        .and_then(|()| csrf::check(&guard.hosts, &request));
    let mut response = match checked {
        Ok(()) => next.run(request).await,
        Err(error) => Failure(error).into_response(),
    };
    if flash {
        flash::expire(&mut response);
    }
    let mut response = errors::render(&guard, asked, response);
    headers::set(guard.hosts.https(), &mut response);
    id.name(&mut response);
    response
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Failure(Error::internal(format!("panic: {text}"))).into_response()
}
