//! Words for what went wrong: an RFC 9457 problem for programs, a page for people, one line for the
//! log.
//!
//! Also axum's own refusals (404, 405, 413 …) pass through here, so that every answer from 400 up
//! reads the same. An answer that already has words, such as a form shown again, is left alone.

mod page;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderValue};
use http::{HeaderMap, Method, StatusCode, Uri};
use kernel::{Error, Kind, Problem};
use serde::Serialize;

use crate::answers::{Wants, see_other};
use crate::failure::{Unrendered, status};
use crate::guard::{Guard, RequestId};
use crate::lang::Lang;
use crate::{t, texts};

/// A problem document; `application/problem+json`.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(title = "Problem", as = Problem)]
pub struct ProblemDocument {
    #[serde(rename = "type")]
    pub kind: String,
    /// What the status means, in the reader's language.
    pub title: String,
    pub status: u16,
    /// What happened and what to do, in the reader's language.
    pub detail: String,
    /// Stable; what programs match on.
    pub code: String,
    /// JSON pointer to the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The bound that was passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    pub request_id: String,
    /// Everything that is wrong with the input; the first is also above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FieldProblem>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    pub detail: String,
}

/// The sentence for people: the text `error-<code>`, filled with `limit`.
pub fn sentence(lang: Lang, problem: &Problem) -> String {
    let limit = problem.limit.unwrap_or_default();
    let key = format!("error-{}", problem.code);
    match texts::find(lang, &key, &[("limit", limit.into())]) {
        Some(sentence) => sentence,
        None => {
            tracing::warn!(key, "no text has this key");
            t!(lang, "error-unknown", code = problem.code)
        }
    }
}

/// The sentence about one field of a form, when something is wrong with it. `field` is its name.
pub fn about(lang: Lang, error: Option<&Error>, field: &str) -> Option<String> {
    let names = |problem: &&Problem| {
        problem
            .field
            .as_deref()
            .is_some_and(|given| given.trim_start_matches('/') == field)
    };
    error?
        .problems
        .iter()
        .find(names)
        .map(|problem| sentence(lang, problem))
}

/// What must be known of a request to put its failure into words.
pub(crate) struct Asked {
    wants: Wants,
    /// When a page was asked for.
    uri: Option<Uri>,
    id: RequestId,
    accept_language: Option<HeaderValue>,
}

impl Asked {
    pub fn of(request: &Request, id: RequestId) -> Asked {
        let wants = Wants::of(request.uri().path(), request.headers());
        let page = request.method() == Method::GET && wants == Wants::Html;
        Asked {
            wants,
            uri: page.then(|| request.uri().clone()),
            id,
            accept_language: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
        }
    }
}

/// The answer in words, see the module.
pub(crate) fn render(guard: &Guard, asked: Asked, mut response: Response) -> Response {
    let Some(error) = unrendered(&mut response) else {
        return response;
    };
    let Asked {
        wants,
        uri,
        id: RequestId(id),
        accept_language,
    } = asked;
    log(&error, &id);
    // The reader's own language, when somebody further in knew it and left it with the answer.
    let lang = response
        .extensions()
        .get::<Lang>()
        .copied()
        .unwrap_or_else(|| {
            let header = accept_language
                .as_ref()
                .and_then(|value| value.to_str().ok());
            Lang::negotiate(header.unwrap_or_default())
        });
    // Who asks for a page is led to the door, and from there back to the page.
    if let (Kind::Unauthenticated, Some(uri)) = (error.kind, uri) {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        return see_other(&sign_in_path(path));
    }
    let mut worded = match wants {
        Wants::Json => document(&error, lang, &id),
        _ => page::page(&error, lang, &id, &(guard.network_name)()),
    };
    keep_headers(response.headers(), worded.headers_mut());
    if let Some(seconds) = error.retry_after_s {
        worded
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    worded
}

/// Where one signs in, on the way to a page.
fn sign_in_path(next: &str) -> String {
    if next == "/" {
        return "/signin".to_owned();
    }
    let encoded: String = next.bytes().map(encoded).collect();
    format!("/signin?next={encoded}")
}

fn encoded(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    }
}

/// The error of an answer without words: one of ours, or a bare status that axum gave.
fn unrendered(response: &mut Response) -> Option<Arc<Error>> {
    if let Some(Unrendered(error)) = response.extensions_mut().remove::<Unrendered>() {
        return Some(error);
    }
    let bare = match response.headers().get(header::CONTENT_TYPE) {
        None => true,
        Some(kind) => kind.as_bytes().starts_with(b"text/plain"),
    };
    let status = response.status();
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(Arc::new(match status {
        StatusCode::UNAUTHORIZED => Error::new(Kind::Unauthenticated, "unauthenticated"),
        StatusCode::FORBIDDEN => Error::forbidden("forbidden"),
        StatusCode::NOT_FOUND => Error::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Error::new(Kind::Method, "method_not_allowed"),
        StatusCode::REQUEST_TIMEOUT => Error::new(Kind::Timeout, "slow_body"),
        StatusCode::CONFLICT => Error::conflict("conflict"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Kind::TooLarge, "body_too_large"),
        StatusCode::URI_TOO_LONG => Error::new(Kind::UriTooLong, "uri_too_long"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::new(Kind::Unsupported, "content_type"),
        StatusCode::UNPROCESSABLE_ENTITY => Error::new(Kind::Invalid, "invalid"),
        StatusCode::TOO_MANY_REQUESTS => Error::new(Kind::TooMany, "too_many"),
        StatusCode::SERVICE_UNAVAILABLE => Error::unavailable("unavailable", 5),
        status if status.is_client_error() => Error::malformed("malformed"),
        status => Error::internal(format!("a bare {status} was answered")),
    }))
}

/// What belongs to the answer whatever its words are.
fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [
        header::ALLOW,
        header::WWW_AUTHENTICATE,
        header::RETRY_AFTER,
        header::REFRESH,
        header::SET_COOKIE,
    ] {
        for value in from.get_all(&name) {
            to.append(name.clone(), value.clone());
        }
    }
}

fn log(error: &Error, request_id: &str) {
    if error.kind == Kind::Internal {
        tracing::error!(request_id, %error, "a request failed");
    } else if error.cause().is_some() {
        tracing::info!(request_id, %error, "a request was refused");
    } else {
        tracing::debug!(request_id, %error, "a request was refused");
    }
}

fn document(error: &Error, lang: Lang, request_id: &str) -> Response {
    let details: Vec<FieldProblem> = error
        .problems
        .iter()
        .map(|problem| FieldProblem {
            code: problem.code.to_owned(),
            field: problem.field.as_deref().map(pointer),
            limit: problem.limit,
            detail: sentence(lang, problem),
        })
        .collect();
    let first = details.first().cloned();
    let document = ProblemDocument {
        kind: "about:blank".to_owned(),
        title: title(error.kind, lang),
        status: error.kind.status(),
        detail: first
            .as_ref()
            .map_or_else(String::new, |first| first.detail.clone()),
        code: error.code().to_owned(),
        field: first.as_ref().and_then(|first| first.field.clone()),
        limit: first.as_ref().and_then(|first| first.limit),
        request_id: request_id.to_owned(),
        problems: if error.kind == Kind::Invalid {
            details
        } else {
            Vec::new()
        },
    };
    let kind = HeaderValue::from_static("application/problem+json");
    (
        status(error.kind),
        [(header::CONTENT_TYPE, kind)],
        document.to_json(),
    )
        .into_response()
}

impl ProblemDocument {
    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers are always JSON")
    }
}

fn title(kind: Kind, lang: Lang) -> String {
    t!(lang, &format!("status-{}", kind.status()))
}

/// A field named plainly is one at the top of the body.
fn pointer(field: &str) -> String {
    if field.is_empty() || field.starts_with('/') {
        field.to_owned()
    } else {
        format!("/{field}")
    }
}
