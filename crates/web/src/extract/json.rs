//! JSON bodies, read once into a tree that knows depth, doubled keys and where it stopped.

use std::cell::RefCell;
use std::fmt;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use kernel::{Error, Result};
use serde::de::{self, DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::body;
use super::tree::{self, Node};
use crate::Failure;
use crate::idempotency::Attempt;

const MAX_DEPTH: usize = 64;

/// A JSON body as `T`, or an answer of `T` as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

/// As [`Json`], with what makes the request known when it is repeated.
#[derive(Clone, Debug)]
pub struct KeyedJson<T>(pub T, pub Attempt);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let KeyedJson(value, _) = KeyedJson::from_request(request, state).await?;
        Ok(Json(value))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for KeyedJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = body::media_type(request.headers());
        let is_json = kind == "application/json"
            || (kind.starts_with("application/") && kind.ends_with("+json"));
        let (parts, stream) = request.into_parts();
        let rest = Request::from_parts(parts.clone(), stream);
        if !is_json {
            return Err(body::unsupported().into());
        }
        let bytes = body::read(rest, state).await?;
        let attempt = Attempt::new(&parts, None, &bytes)?;
        Ok(KeyedJson(parse(&bytes)?, attempt))
    }
}

impl<T: serde::Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::malformed("empty_body"));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Error::malformed("invalid_utf8").limit(error.valid_up_to() as i64))?;
    tree::into(read(text)?)
}

/// 400 `invalid_json` (its `limit` is the byte offset), `too_deep`, `duplicate_key`; 422
/// `out_of_range` and `nul`.
fn read(text: &str) -> Result<Node> {
    let state = State::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let node = Seed { state: &state }
        .deserialize(&mut reader)
        .and_then(|node| {
            reader.end()?;
            Ok(node)
        });
    node.map_err(|error| {
        let path = state.path.borrow();
        match *state.found.borrow() {
            Some("too_deep") => Error::malformed("too_deep").limit(MAX_DEPTH as i64),
            Some("duplicate_key") => Error::malformed("duplicate_key").at(&tree::pointer(&path)),
            Some(code) => tree::refused(code, &path),
            None if error.to_string().starts_with("number out of range") => {
                tree::refused("out_of_range", &path)
            }
            None => Error::malformed("invalid_json").limit(offset(text, &error)),
        }
    })
}

fn offset(text: &str, error: &serde_json::Error) -> i64 {
    if error.is_eof() {
        return text.len() as i64;
    }
    let before: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    (before + error.column().saturating_sub(1)).min(text.len()) as i64
}

#[derive(Default)]
struct State {
    path: RefCell<Vec<String>>,
    found: RefCell<Option<&'static str>>,
}

impl State {
    fn fail<E: de::Error>(&self, code: &'static str) -> E {
        *self.found.borrow_mut() = Some(code);
        E::custom(code)
    }

    fn within<T, E: de::Error>(
        &self,
        part: String,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.path.borrow_mut().push(part);
        if self.path.borrow().len() > MAX_DEPTH {
            return Err(self.fail("too_deep"));
        }
        let value = read()?;
        self.path.borrow_mut().pop();
        Ok(value)
    }

    fn text<E: de::Error>(&self, text: &str) -> Result<(), E> {
        if text.contains('\0') {
            Err(self.fail("nul"))
        } else {
            Ok(())
        }
    }
}

#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Int(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or(Node::Large(number), Node::Int))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Float(number))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        self.state.text(text)?;
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        loop {
            let at = list.len().to_string();
            match self.state.within(at, || items.next_element_seed(self))? {
                Some(node) => list.push(node),
                None => return Ok(Node::List(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.state.text(&key)?;
            let value = self.state.within(key.clone(), || {
                if seen.insert(key.clone()) {
                    entries.next_value_seed(self)
                } else {
                    Err(self.state.fail("duplicate_key"))
                }
            })?;
            fields.push((key, value));
        }
        Ok(Node::Map(fields))
    }
}
