//! The variable parts of a path.

use axum::extract::FromRequestParts;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use http::request::Parts;
use kernel::Error;
use serde::de::DeserializeOwned;

use crate::Failure;

/// As axum's; what cannot be read as `T` is the address of nothing: 404. Bytes that are no UTF-8
/// are 400 `bad_encoding`.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Path(value)),
            Err(PathRejection::FailedToDeserializePathParams(failed)) => Err(match failed.kind() {
                ErrorKind::InvalidUtf8InPathParam { .. } => Error::malformed("bad_encoding"),
                _ => Error::not_found(),
            }
            .into()),
            Err(other) => Err(Error::internal(other).into()),
        }
    }
}
