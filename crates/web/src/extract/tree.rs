//! Turns a tree of read values into a type by serde, and names the place where that fails.
//!
//! A field the type does not ask for is an error here, so no type needs `deny_unknown_fields`.

use std::cell::RefCell;
use std::fmt;

use kernel::{Error, Kind, Result};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};

const NAME_MAX_CHARS: usize = 80;

/// A value as it was sent. `Form` is text that may stand for a number or a flag; a list in a form
/// is a field given several times.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Null,
    Flag(bool),
    Int(i64),
    /// Above `i64::MAX`.
    Large(u64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    Form(Vec<String>),
}

/// 422 with a JSON pointer to the field: `unknown_field`, `type`, `out_of_range`, `required`,
/// `choice`.
pub(super) fn into<T: DeserializeOwned>(node: Node) -> Result<T> {
    read(node, false, false)
}

/// As [`into`], for addresses of pages: mail programs and other networks append parameters of their own,
/// which are passed over.
pub(super) fn into_known<T: DeserializeOwned>(node: Node) -> Result<T> {
    read(node, false, true)
}

/// As [`into`], for programs: what is not meant is left out and not empty, a flag is true or false.
pub(super) fn into_exactly<T: DeserializeOwned>(node: Node) -> Result<T> {
    read(node, true, false)
}

fn read<T: DeserializeOwned>(node: Node, exact: bool, passes_over: bool) -> Result<T> {
    let place = Place {
        path: RefCell::new(Vec::new()),
        exact,
        passes_over,
    };
    T::deserialize(Reader {
        node,
        place: &place,
    })
    .map_err(|fault| {
        let mut path = place.path.into_inner();
        path.extend(fault.field);
        refused(fault.code, &path)
    })
}

/// 422 at the place, which is the whole body when the path is empty.
pub(super) fn refused(code: &'static str, path: &[String]) -> Error {
    let error = Error::new(Kind::Invalid, code);
    if path.is_empty() {
        error
    } else {
        error.at(&pointer(path))
    }
}

/// A name of any length may be sent, and is told back by how it begins.
pub(super) fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|part| kernel::text::shorten(part, NAME_MAX_CHARS))
        .map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// Where we are; not taken back after an error, so that it names the place.
struct Place {
    path: RefCell<Vec<String>>,
    exact: bool,
    passes_over: bool,
}

struct Reader<'p> {
    node: Node,
    place: &'p Place,
}

#[derive(Debug)]
struct Fault {
    code: &'static str,
    field: Option<String>,
}

impl Fault {
    fn new(code: &'static str) -> Fault {
        Fault { code, field: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<M: fmt::Display>(_: M) -> Fault {
        Fault::new("type")
    }
    /// A whole number too large for us is read as a float.
    fn invalid_type(given: de::Unexpected<'_>, _: &dyn de::Expected) -> Fault {
        let whole = matches!(given, de::Unexpected::Float(number) if number.fract() == 0.0);
        Fault::new(if whole { "out_of_range" } else { "type" })
    }
    fn invalid_value(given: de::Unexpected<'_>, _: &dyn de::Expected) -> Fault {
        let number = matches!(
            given,
            de::Unexpected::Signed(_) | de::Unexpected::Unsigned(_) | de::Unexpected::Float(_)
        );
        Fault::new(if number { "out_of_range" } else { "type" })
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Fault {
        Fault::new("choice")
    }
    fn unknown_field(field: &str, _: &'static [&'static str]) -> Fault {
        Fault {
            code: "unknown_field",
            field: Some(field.to_owned()),
        }
    }
    fn missing_field(field: &'static str) -> Fault {
        Fault {
            code: "required",
            field: Some(field.to_owned()),
        }
    }
    fn duplicate_field(field: &'static str) -> Fault {
        Fault {
            code: "duplicate_key",
            field: Some(field.to_owned()),
        }
    }
}

impl Reader<'_> {
    /// The single text of a form field; a field given twice is no single value.
    fn form_text(texts: Vec<String>) -> Result<String, Fault> {
        match <[String; 1]>::try_from(texts) {
            Ok([text]) => Ok(text),
            Err(_) => Err(Fault::new("duplicate_key")),
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.whole(visitor)
        }
    )*};
}

impl<'p> Reader<'p> {
    fn whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node {
            Node::Int(number) => visitor.visit_i64(number),
            Node::Large(number) => visitor.visit_u64(number),
            Node::Float(number) if number.fract() == 0.0 => Err(Fault::new("out_of_range")),
            Node::Form(texts) => {
                let text = Reader::form_text(texts)?;
                let digits = text.strip_prefix('-').unwrap_or(&text);
                let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                match text.parse() {
                    Ok(number) if plain => visitor.visit_i64(number),
                    _ => Err(Fault::new(if plain { "out_of_range" } else { "type" })),
                }
            }
            _ => Err(Fault::new("type")),
        }
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let place = self.place;
        match self.node {
            Node::Null => visitor.visit_unit(),
            Node::Flag(flag) => visitor.visit_bool(flag),
            Node::Int(number) => visitor.visit_i64(number),
            Node::Large(number) => visitor.visit_u64(number),
            Node::Float(number) => visitor.visit_f64(number),
            Node::Text(text) => visitor.visit_string(text),
            Node::List(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                at: 0,
                place,
            }),
            Node::Map(fields) => visitor.visit_map(Fields {
                fields: fields.into_iter(),
                value: None,
                place,
            }),
            Node::Form(texts) => visitor.visit_string(Reader::form_text(texts)?),
        }
    }

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let number = match self.node {
            Node::Int(number) => number as f64,
            Node::Large(number) => number as f64,
            Node::Float(number) => number,
            Node::Form(texts) => {
                let text = Reader::form_text(texts)?;
                text.parse().map_err(|_| Fault::new("type"))?
            }
            _ => return Err(Fault::new("type")),
        };
        if !number.is_finite() {
            return Err(Fault::new("out_of_range"));
        }
        visitor.visit_f64(number)
    }

    /// A check box sends `on` or the value it was given, or nothing at all.
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node {
            Node::Flag(flag) => visitor.visit_bool(flag),
            Node::Form(texts) => match Reader::form_text(texts)?.as_str() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                "on" | "1" if !self.place.exact => visitor.visit_bool(true),
                "0" if !self.place.exact => visitor.visit_bool(false),
                _ => Err(Fault::new("type")),
            },
            _ => Err(Fault::new("type")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node {
            Node::Text(text) => visitor.visit_string(text),
            Node::Form(texts) => visitor.visit_string(Reader::form_text(texts)?),
            _ => Err(Fault::new("type")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_string(visitor)
    }

    /// An empty text in a form is how a form says nothing.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let silent = |texts: &[String]| !self.place.exact && texts.iter().all(String::is_empty);
        match &self.node {
            Node::Null => visitor.visit_none(),
            Node::Form(texts) if silent(texts) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let place = self.place;
        let items = match self.node {
            Node::List(items) => items,
            Node::Form(texts) => texts
                .into_iter()
                .map(|text| Node::Form(vec![text]))
                .collect(),
            _ => return Err(Fault::new("type")),
        };
        visitor.visit_seq(Items {
            items: items.into_iter(),
            at: 0,
            place,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let _ = (name, variants);
        match self.node {
            Node::Text(text) => visitor.visit_enum(named(&text)),
            Node::Form(texts) => visitor.visit_enum(named(&Reader::form_text(texts)?)),
            _ => Err(Fault::new("type")),
        }
    }

    /// A list with the fields in their order, which serde would take, is not the object we describe.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.node {
            Node::Map(_) => self.deserialize_any(visitor),
            _ => Err(Fault::new("type")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        // In JSON an id is a number; forms and addresses have only text.
        match &self.node {
            Node::Text(_) if name == "Id" => Err(Fault::new("type")),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    /// Asked for when the type has no such field.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.place.passes_over {
            true => visitor.visit_unit(),
            false => Err(Fault::new("unknown_field")),
        }
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct map identifier
    }
}

fn named(text: &str) -> StrDeserializer<'_, Fault> {
    text.into_deserializer()
}

struct Fields<'p> {
    fields: std::vec::IntoIter<(String, Node)>,
    value: Option<Node>,
    place: &'p Place,
}

impl<'de> de::MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.fields.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        let read = seed.deserialize(key.as_str().into_deserializer())?;
        self.place.path.borrow_mut().push(key);
        Ok(Some(read))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let node = self.value.take().expect("serde asks for the key first");
        let value = seed.deserialize(Reader {
            node,
            place: self.place,
        })?;
        self.place.path.borrow_mut().pop();
        Ok(value)
    }
}

struct Items<'p> {
    items: std::vec::IntoIter<Node>,
    at: usize,
    place: &'p Place,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        self.place.path.borrow_mut().push(self.at.to_string());
        let value = seed.deserialize(Reader {
            node,
            place: self.place,
        })?;
        self.place.path.borrow_mut().pop();
        self.at += 1;
        Ok(Some(value))
    }
}
