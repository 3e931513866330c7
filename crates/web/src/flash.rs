//! A short message that survives one redirect, shown as a toast on the next page.
//!
//! It lives in a cookie of the reader's own, so it is never trusted as more than text.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{FromRequestParts, Request};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{CONTENT_TYPE, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, Method};

use crate::cookies;

const NAME: &str = "folkmoot_flash";
const MAX_BYTES: usize = 600;

/// The message left by the request before, if any.
#[derive(Clone, Debug, Default)]
pub struct Flash(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for Flash {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Flash, Infallible> {
        Ok(Flash(read(&parts.headers)))
    }
}

/// Leaves a message for the page that `response` leads to.
pub fn leave(mut response: Response, message: &str) -> Response {
    let mut end = message.len().min(MAX_BYTES);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    let value = URL_SAFE_NO_PAD.encode(&message[..end]);
    let cookie = cookies::cookie(NAME, &value, Some(Duration::from_secs(60)), false);
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// Whether the answer, if it is a page, shows the message. Prefetches and frames do not.
pub(crate) fn is_shown_on(request: &Request) -> bool {
    let headers = request.headers();
    request.method() == Method::GET
        && read(headers).is_some()
        && !headers.contains_key("turbo-frame")
        && !headers.contains_key("sec-purpose")
        && !headers.contains_key("x-sec-purpose")
}

/// A page that shows the message uses it up.
pub(crate) fn expire(response: &mut Response) {
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && !response.headers().contains_key(SET_COOKIE) {
        let cookie = cookies::cookie(NAME, "", Some(Duration::ZERO), false);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn read(headers: &HeaderMap) -> Option<String> {
    let value = cookies::read(headers, NAME).filter(|value| !value.is_empty())?;
    String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()
}
