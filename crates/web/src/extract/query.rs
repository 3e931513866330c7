//! The part of the address after the question mark.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::form;
use super::tree::{self, Node};
use crate::Failure;

/// The parameters as `T`, by the rules of [`super::Form`], but that those of a page which it does not
/// know are passed over. Those of the API are read to the letter.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let fields = form::fields(parts.uri.query().unwrap_or_default().as_bytes())?;
        let fields = Node::Map(fields);
        let for_programs = parts.uri.path().starts_with("/api/");
        let read = if for_programs {
            tree::into_exactly
        } else {
            tree::into_known
        };
        Ok(Query(read(fields)?))
    }
}
