//! The bytes of a body: in bounded memory and bounded time.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use kernel::{Error, Kind, Result};

use super::BODY_LIMIT_BYTES;

const TIME_LIMIT: Duration = Duration::from_secs(30);

/// 413 over the limit, 408 when it does not arrive in time, 400 when it breaks off, 415 when it is
/// packed: nothing is unpacked, so nothing small becomes large.
pub(super) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    if request.headers().contains_key(CONTENT_ENCODING) {
        return Err(Error::new(Kind::Unsupported, "content_encoding"));
    }
    let reading = Bytes::from_request(request, state);
    match tokio::time::timeout(TIME_LIMIT, reading).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(Error::new(Kind::TooLarge, "body_too_large").limit(BODY_LIMIT_BYTES as i64))
        }
        Ok(Err(rejection)) => Err(Error::malformed("incomplete_body").with_source(rejection)),
        Err(_) => Err(Error::new(Kind::Timeout, "slow_body")),
    }
}

/// The media type in small letters, without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

pub(super) fn unsupported() -> Error {
    Error::new(Kind::Unsupported, "content_type")
}
