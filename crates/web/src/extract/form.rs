//! Forms as browsers send them: `application/x-www-form-urlencoded`.
//!
//! Files come by their own extractor, not here.

use axum::extract::{FromRequest, Request};
use kernel::{Error, Result};
use serde::de::DeserializeOwned;

use super::body;
use super::tree::{self, Node};
use crate::Failure;
use crate::idempotency::{Attempt, FIELD};

const MAX_FIELDS: usize = 1_000;

/// The fields of a form as `T`. A `Vec` field may come any number of times, every other once; an
/// empty field is `None` for an `Option`. The hidden idempotency key is taken out first.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

/// As [`Form`], with what makes the request known when it is repeated.
#[derive(Clone, Debug)]
pub struct KeyedForm<T>(pub T, pub Attempt);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let KeyedForm(fields, _) = KeyedForm::from_request(request, state).await?;
        Ok(Form(fields))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for KeyedForm<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = body::media_type(request.headers());
        let (parts, stream) = request.into_parts();
        let rest = Request::from_parts(parts.clone(), stream);
        let bytes = body::read(rest, state).await?;
        let bare = kind.is_empty() && bytes.is_empty();
        if kind != "application/x-www-form-urlencoded" && !bare {
            return Err(body::unsupported().into());
        }
        let mut fields = fields(&bytes)?;
        let key = take_key(&mut fields);
        let attempt = Attempt::new(&parts, key.as_deref(), &bytes)?;
        Ok(KeyedForm(tree::into(Node::Map(fields))?, attempt))
    }
}

/// The pairs gathered by name, in order of first appearance.
pub(super) fn fields(encoded: &[u8]) -> Result<Vec<(String, Node)>> {
    let mut fields: Vec<(String, Node)> = Vec::new();
    let pairs = encoded
        .split(|&b| b == b'&')
        .filter(|pair| !pair.is_empty());
    for (at, pair) in pairs.enumerate() {
        if at >= MAX_FIELDS {
            let error = Error::new(kernel::Kind::Invalid, "too_many_fields");
            return Err(error.limit(MAX_FIELDS as i64));
        }
        let split = pair.iter().position(|&b| b == b'=').unwrap_or(pair.len());
        let name = decode(&pair[..split])?;
        // Browsers end lines with both; nobody counts them as two.
        let text = decode(pair.get(split + 1..).unwrap_or_default())?.replace("\r\n", "\n");
        if name.contains('\0') || text.contains('\0') {
            return Err(Error::invalid(
                &tree::pointer(&[name.replace('\0', "")]),
                "nul",
            ));
        }
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, Node::Form(texts))) => texts.push(text),
            _ => fields.push((name, Node::Form(vec![text]))),
        }
    }
    Ok(fields)
}

fn take_key(fields: &mut Vec<(String, Node)>) -> Option<String> {
    let at = fields.iter().position(|(name, _)| name == FIELD)?;
    match fields.remove(at).1 {
        Node::Form(texts) => texts.into_iter().next(),
        _ => None,
    }
}

/// 400 `bad_encoding` for a broken escape or bytes that are no UTF-8.
fn decode(encoded: &[u8]) -> Result<String> {
    let bad = || Error::malformed("bad_encoding");
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || rest.next().and_then(|&b| char::from(b).to_digit(16));
                let (high, low) = (digit().ok_or_else(bad)?, digit().ok_or_else(bad)?);
                (high * 16 + low) as u8
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| bad())
}
