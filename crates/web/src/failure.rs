//! How a handler says that something went wrong: any [`kernel::Error`] with `?`.
//!
//! A failure becomes a bare status here; the words, in the reader's language and as a page or a
//! problem document, are given at the edge by [`crate::errors::render`].

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::StatusCode;

#[derive(Debug)]
pub struct Failure(pub kernel::Error);

/// What handlers return.
pub type Result<T = Response> = std::result::Result<T, Failure>;

/// The error of a response that still has to be put into words.
#[derive(Clone)]
pub(crate) struct Unrendered(pub Arc<kernel::Error>);

impl From<kernel::Error> for Failure {
    fn from(error: kernel::Error) -> Failure {
        Failure(error)
    }
}

impl From<kernel::Problems> for Failure {
    fn from(problems: kernel::Problems) -> Failure {
        Failure(problems.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = status(self.0.kind);
        let mut response = (status, self.0.code()).into_response();
        response
            .extensions_mut()
            .insert(Unrendered(Arc::new(self.0)));
        response
    }
}

pub(crate) fn status(kind: kernel::Kind) -> StatusCode {
    StatusCode::from_u16(kind.status()).expect("every kind has an HTTP status")
}
