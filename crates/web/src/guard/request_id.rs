//! A short name for each request, for the log, the reader and whoever helps them.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::HeaderValue;
use kernel::Random;

/// Twelve letters and digits; in the request's extensions and the answer's `X-Request-Id`.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

impl RequestId {
    pub(super) fn give(random: &Random, request: &mut Request) -> RequestId {
        let id = RequestId(format!("{:012x}", random.u64() & 0xFFFF_FFFF_FFFF).into());
        request.extensions_mut().insert(id.clone());
        id
    }

    pub(super) fn name(&self, response: &mut Response) {
        let value = HeaderValue::from_str(&self.0).expect("hexadecimal digits are a valid header");
        response.headers_mut().insert("x-request-id", value);
    }
}
