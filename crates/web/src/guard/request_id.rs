//! A short name for each request, for the log, the reader and whoever helps them.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;

use super::Guard;

/// Twelve letters and digits; in the request's extensions and the answer's `X-Request-Id`.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

pub async fn give(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let id = RequestId(format!("{:012x}", guard.random.u64() & 0xFFFF_FFFF_FFFF).into());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    let value = HeaderValue::from_str(&id.0).expect("hexadecimal digits are a valid header");
    response.headers_mut().insert("x-request-id", value);
    response
}
