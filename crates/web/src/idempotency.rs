//! The key by which a repeated request is known, from the header or a form's hidden field.
//!
//! Keeping the keys, and answering a repetition, is the business of whoever writes.

use axum::extract::{FromRequestParts, OriginalUri};
use http::HeaderMap;
use http::request::Parts;
use kernel::Error;
use sha2::{Digest, Sha256};

use crate::Failure;

/// The form field that carries the key; [`crate::Form`] takes it out of the fields.
pub const FIELD: &str = "idempotency_key";
const HEADER: &str = "idempotency-key";
const MAX_CHARS: usize = 128;

/// The `Idempotency-Key` header; 400 when it is empty, longer than 128 or not plain ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyHeader(pub Option<String>);

/// One try of an unsafe request: with a key, the same try may come again.
///
/// As an extractor it is for requests without a body; [`crate::KeyedForm`] and
/// [`crate::KeyedJson`] give it for those with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub key: Option<String>,
    pub method: String,
    pub path: String,
    /// SHA-256 of the body, to tell the same key with another body.
    pub body_hash: [u8; 32],
}

impl Attempt {
    pub(crate) fn new(parts: &Parts, field: Option<&str>, body: &[u8]) -> kernel::Result<Attempt> {
        let key = match field {
            Some(key) => Some(check(key)?),
            None => header(&parts.headers)?,
        };
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        Ok(Attempt {
            key,
            method: parts.method.to_string(),
            path: uri.path().to_owned(),
            body_hash: Sha256::digest(body).into(),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Attempt {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Attempt::new(parts, None, b"")?)
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyHeader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(IdempotencyHeader(header(&parts.headers)?))
    }
}

fn header(headers: &HeaderMap) -> kernel::Result<Option<String>> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if values.next().is_none() => check(key).map(Some),
        _ => Err(invalid()),
    }
}

fn check(key: &str) -> kernel::Result<String> {
    let plain = key.bytes().all(|b| b.is_ascii_graphic());
    if key.is_empty() || key.len() > MAX_CHARS || !plain {
        return Err(invalid());
    }
    Ok(key.to_owned())
}

fn invalid() -> Error {
    Error::malformed("invalid_idempotency_key")
}
