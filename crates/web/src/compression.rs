//! What is worth compressing while it is sent: pages and JSON, not streams, not assets (which are
//! compressed once, at the start).

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use tower_http::compression::predicate::Predicate;

const MIN_BYTES: u64 = 512;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Pages;

impl Predicate for Pages {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &http::Response<B>) -> bool {
        worth_it(response.headers(), response.body().size_hint().exact())
    }
}

fn worth_it(headers: &HeaderMap, bytes: Option<u64>) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let textual = kind.starts_with("text/html")
        || kind.starts_with("text/vnd.turbo-stream.html")
        || kind.contains("json");
    textual && !headers.contains_key(CONTENT_ENCODING) && bytes.is_none_or(|n| n >= MIN_BYTES)
}
