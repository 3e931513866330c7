//! What a handler answers besides a page: a redirect, a piece for Turbo, or what was asked for.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use maud::{Markup, html};

const TURBO_STREAM: &str = "text/vnd.turbo-stream.html";
/// What a script opens; it can read a problem, and nobody sees a page.
const EVENT_STREAM: &str = "text/event-stream";

/// The form of answer the client can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Html,
    TurboStream,
    Json,
}

impl Wants {
    /// The API's paths always want JSON; elsewhere the `Accept` header decides.
    pub fn of(path: &str, headers: &HeaderMap) -> Wants {
        let accept = headers
            .get(ACCEPT)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        if path == "/api" || path.starts_with("/api/") {
            Wants::Json
        } else if accept.contains(TURBO_STREAM) {
            Wants::TurboStream
        } else if ["json", EVENT_STREAM]
            .iter()
            .any(|kind| accept.contains(kind))
            && !accept.contains("text/html")
        {
            Wants::Json
        } else {
            Wants::Html
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Wants {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Wants, Infallible> {
        Ok(Wants::of(parts.uri.path(), &parts.headers))
    }
}

/// One or more `<turbo-stream>` elements.
#[derive(Clone, Debug)]
pub struct TurboStream(pub Markup);

impl TurboStream {
    pub fn and(self, other: TurboStream) -> TurboStream {
        TurboStream(html! { (self.0) (other.0) })
    }
}

impl IntoResponse for TurboStream {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("text/vnd.turbo-stream.html; charset=utf-8");
        ([(CONTENT_TYPE, kind)], self.0.into_string()).into_response()
    }
}

/// `action` as Turbo knows it (append, prepend, before, after, replace, update, remove, refresh);
/// `target` is an id.
pub fn turbo_stream(action: &str, target: &str, content: Markup) -> TurboStream {
    TurboStream(html! {
        turbo-stream action=(action) target=(target) { template { (content) } }
    })
}

/// 303 to a path of ours, which makes the browser (and Turbo) fetch it.
pub fn see_other(path: &str) -> Response {
    assert!(path.starts_with('/'), "redirects stay on our origin");
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// The `next=` of a link, when following it stays on our origin; else `None`.
pub fn safe_next(next: &str) -> Option<&str> {
    let rest = next.strip_prefix('/')?;
    let leaves = rest.starts_with(['/', '\\']);
    let odd = next.chars().any(|c| c.is_control() || c == '\\');
    let lower = rest.to_ascii_lowercase();
    let hidden = ["%09", "%0a", "%0d", "%2f", "%5c"]
        .iter()
        .any(|code| lower.starts_with(code));
    (next.is_ascii() && next.len() <= 2048 && !leaves && !odd && !hidden).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_stays_on_our_origin() {
        for fine in ["/", "/posts/1", "/people?q=a%20b&x=/y", "/a//b#c"] {
            assert_eq!(safe_next(fine), Some(fine));
        }
        for bad in [
            "",
            "e",
            "//e",
            "/\\e",
            "/%09/e",
            "/\t/e",
            "/%5ce",
            "/%2fe",
            "https://e",
            "javascript:1",
            "/a\r\nx",
            "/a\\b",
            "/\u{e9}",
            " /a",
        ] {
            assert_eq!(safe_next(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn what_is_wanted_follows_path_and_accept() {
        let wants = |path, accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            Wants::of(path, &headers)
        };
        assert_eq!(wants("/posts", "text/html,*/*"), Wants::Html);
        assert_eq!(wants("/posts", "*/*"), Wants::Html);
        let turbo = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml";
        assert_eq!(wants("/posts", turbo), Wants::TurboStream);
        assert_eq!(wants("/posts", "application/json"), Wants::Json);
        assert_eq!(wants("/stream", "text/event-stream"), Wants::Json);
        assert_eq!(wants("/api/posts", "text/html"), Wants::Json);
        assert_eq!(wants("/apiary", "text/html"), Wants::Html);
    }

    #[test]
    fn streams_are_joined() {
        let one = turbo_stream("append", "list", html! { p { "a" } });
        let both = one.and(turbo_stream("remove", "old", html! {}));
        assert_eq!(
            both.0.into_string(),
            "<turbo-stream action=\"append\" target=\"list\"><template><p>a</p></template>\
             </turbo-stream><turbo-stream action=\"remove\" target=\"old\"><template></template>\
             </turbo-stream>"
        );
    }
}
