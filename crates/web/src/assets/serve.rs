//! The routes of the assets, and the page that is shown without a connection.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderValue};
use http::{HeaderMap, StatusCode};
use kernel::Error;
use maud::Markup;

use super::{Assets, File, current};
use crate::components::{Action, whole_page};
use crate::lang::Lang;
use crate::layout::{self, Plain};
use crate::{Failure, Result, Routes, t};

const FIXED: [&str; 5] = [
    "/favicon.svg",
    "/icon-192.png",
    "/icon-512.png",
    "/manifest.webmanifest",
    "/service-worker.js",
];

impl Assets {
    /// `/assets/…`, the few files with fixed addresses, and `/offline`.
    pub fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
        let routes = Routes::new()
            .get("/assets/{*path}", serve)
            .get("/offline", offline);
        FIXED
            .iter()
            .fold(routes, |routes, path| routes.get(path, serve))
    }

    fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.files.get(path)?;
        let has = |name: header::HeaderName, text: &str| {
            headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .is_some_and(|v| v.contains(text))
        };
        if has(header::IF_NONE_MATCH, &file.etag) {
            return Some((StatusCode::NOT_MODIFIED, file.caching()).into_response());
        }
        let kind = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.content_type),
        )];
        Some(match &file.gzip {
            Some(packed) if has(header::ACCEPT_ENCODING, "gzip") => {
                let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
                (file.caching(), kind, encoding, packed.clone()).into_response()
            }
            _ => (file.caching(), kind, file.bytes.clone()).into_response(),
        })
    }
}

impl File {
    fn caching(&self) -> [(header::HeaderName, HeaderValue); 3] {
        let keep = if self.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        [
            (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
            (
                header::ETAG,
                HeaderValue::from_str(&self.etag).expect("hexadecimal digits"),
            ),
        ]
    }
}

async fn serve(request: Request) -> Result {
    let path = request.uri().path();
    let answer = current().answer(path, request.headers());
    answer.ok_or_else(|| Failure(Error::not_found()))
}

/// Kept by the service worker; holds nothing about anybody.
async fn offline(lang: Lang) -> Markup {
    let title = t!(lang, "offline-title");
    let action = Action {
        href: "/",
        label: t!(lang, "offline-again"),
    };
    let main = whole_page(&title, &t!(lang, "offline-text"), &action);
    layout::plain(
        &Plain {
            lang,
            title,
            ..Plain::default()
        },
        main,
    )
}
