//! What can be bound to a statement and read from a row: four kinds of values and null.
//!
//! Both engines store the same four kinds; everything else (ids, times, flags, enums) is a
//! conversion. No engine's own type appears here.

use kernel::{Error, Id, Result, Time};

/// How a value is stored: `bigint`, `double precision`, `text` or `bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    Int,
    Real,
    Text,
    Bytes,
}

/// One value on its way into a statement or out of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// One parameter of a statement: a value, or the members of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    One(Value<'a>),
    /// Null, and what it is a null of: PostgreSQL would take an untyped one for a text.
    Null(ValueKind),
    List(Vec<Value<'a>>),
}

/// What a parameter of a statement is declared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamType {
    pub kind: ValueKind,
    pub nullable: bool,
    pub list: bool,
}

/// What a column of a statement's result is declared as; `None` when it has no name to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: Option<&'static str>,
    pub kind: ValueKind,
    pub nullable: bool,
}

/// A type whose values can be bound.
pub trait Scalar {
    const KIND: ValueKind;
    fn value(&self) -> Value<'_>;
}

/// A type of parameter: a scalar, an `Option` of one, or a slice of them.
pub trait Param {
    const TYPE: ParamType;
    fn arg(&self) -> Arg<'_>;
}

/// A type that one column can be read into.
pub trait Field: Sized {
    const KIND: ValueKind;
    const NULLABLE: bool;
    fn read(value: Value<'_>) -> Result<Self>;
}

impl<T: Scalar> Param for T {
    const TYPE: ParamType = ParamType {
        kind: T::KIND,
        nullable: false,
        list: false,
    };
    fn arg(&self) -> Arg<'_> {
        Arg::One(self.value())
    }
}

impl<T: Scalar> Param for Option<T> {
    const TYPE: ParamType = ParamType {
        kind: T::KIND,
        nullable: true,
        list: false,
    };
    fn arg(&self) -> Arg<'_> {
        self.as_ref()
            .map_or(Arg::Null(T::KIND), |value| Arg::One(value.value()))
    }
}

impl<T: Scalar> Param for &[T] {
    const TYPE: ParamType = ParamType {
        kind: T::KIND,
        nullable: false,
        list: true,
    };
    fn arg(&self) -> Arg<'_> {
        Arg::List(self.iter().map(Scalar::value).collect())
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: ValueKind = T::KIND;
    const NULLABLE: bool = true;
    fn read(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }
}

/// The error of a column that does not hold what its type says.
pub fn unexpected(wanted: &str, found: Value<'_>) -> Error {
    let found = match found {
        Value::Null => "null".to_owned(),
        Value::Text(text) => format!("a text of {} bytes", text.len()),
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
        number => format!("{number:?}"),
    };
    Error::internal(format!(
        "a column holds {found} where {wanted} was expected"
    ))
}

macro_rules! scalar {
    ($type:ty, $kind:ident, |$this:ident| $value:expr) => {
        impl Scalar for $type {
            const KIND: ValueKind = ValueKind::$kind;
            fn value(&self) -> Value<'_> {
                let $this = self;
                Value::$kind($value)
            }
        }
    };
}

macro_rules! field {
    ($type:ty, $kind:ident, |$found:ident| $value:expr) => {
        impl Field for $type {
            const KIND: ValueKind = ValueKind::$kind;
            const NULLABLE: bool = false;
            fn read(value: Value<'_>) -> Result<Self> {
                match value {
                    Value::$kind($found) => $value,
                    other => Err(unexpected(stringify!($type), other)),
                }
            }
        }
    };
}

scalar!(i64, Int, |x| *x);
scalar!(bool, Int, |x| i64::from(*x));
scalar!(Time, Int, |x| x.0);
scalar!(f64, Real, |x| *x);
scalar!(&str, Text, |x| x);
scalar!(String, Text, |x| x);
scalar!(&[u8], Bytes, |x| x);
scalar!(Vec<u8>, Bytes, |x| x);

field!(i64, Int, |x| Ok(x));
field!(Time, Int, |x| Ok(Time(x)));
field!(f64, Real, |x| Ok(x));
field!(String, Text, |x| Ok(x.to_owned()));
field!(Vec<u8>, Bytes, |x| Ok(x.to_owned()));
field!(bool, Int, |x| match x {
    0 => Ok(false),
    1 => Ok(true),
    other => Err(unexpected("0 or 1", Value::Int(other))),
});

impl<T> Scalar for Id<T> {
    const KIND: ValueKind = ValueKind::Int;
    fn value(&self) -> Value<'_> {
        Value::Int(self.raw())
    }
}

impl<T> Field for Id<T> {
    const KIND: ValueKind = ValueKind::Int;
    const NULLABLE: bool = false;
    fn read(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Int(raw) => Ok(Id::from_raw(raw)),
            other => Err(unexpected("an id", other)),
        }
    }
}
