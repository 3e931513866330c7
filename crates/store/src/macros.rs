//! The macros by which a slice declares its rows, statements and stored enums.
//!
//! They are `macro_rules!`, so they cost no procedural macro and show in an editor what they make.

/// Declares a struct that one row is read into: columns are the field names.
///
/// ```
/// store::row! {
///     /// A row of `things`.
///     pub struct Thing { pub id: i64, pub name: Option<String> }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $( $(#[$field_meta])* $field_vis $field: $type ),* }

        impl $crate::Row for $name {
            const COLUMNS: &'static [$crate::Column] = &[$(
                $crate::Column {
                    name: Some(stringify!($field)),
                    kind: <$type as $crate::Field>::KIND,
                    nullable: <$type as $crate::Field>::NULLABLE,
                }
            ),*];
            fn read(row: &$crate::RawRow<'_>) -> $crate::private::Result<Self> {
                let mut columns = 0..;
                Ok(Self {$(
                    $field: row.get(columns.next().unwrap_or_default())
                        .map_err(|error| $crate::private::in_column(error, stringify!($field)))?
                ),*})
            }
        }
    )*};
}

/// Declares statements: one function each, and `STATEMENTS`, the list of them for the tests.
///
/// `, hot` after the text marks a statement whose plan is asserted.
///
/// ```
/// store::statements! {
///     /// One name.
///     pub fn name(id: i64) -> Option<String> = "select name from things where id = $1";
///     pub fn newest(ids: &[i64], limit: i64) -> Vec<i64> =
///         "select id from things where id in ($1) order by id desc limit $2", hot;
/// }
/// ```
#[macro_export]
macro_rules! statements {
    ($(
        $(#[$meta:meta])*
        $vis:vis fn $name:ident ( $( $arg:ident : $type:ty ),* $(,)? ) -> $answer:ty
            = $sql:expr $(, $hot:ident)? ;
    )*) => {
        $(
            $(#[$meta])*
            // Not `expect`: most tables are not that wide.
            #[allow(clippy::too_many_arguments, reason = "one for each column of a table")]
            $vis fn $name(db: &$crate::Db, $( $arg: $type ),*) -> $crate::private::Result<$answer> {
                $crate::run(db, $sql, &[$( $crate::Param::arg(&$arg) ),*])
            }
        )*

        /// Every statement of this module, for the tests that prepare and run them.
        pub const STATEMENTS: &[$crate::Statement] = &[$(
            $crate::Statement {
                name: stringify!($name),
                module: module_path!(),
                sql: $sql,
                params: &[$( <$type as $crate::Param>::TYPE ),*],
                columns: <$answer as $crate::Answer>::COLUMNS,
                hot: $crate::statements!(@hot $($hot)?),
            }
        ),*];
        // Read, so that a module whose list no test gathers yet is not called dead.
        const _: &[$crate::Statement] = STATEMENTS;
    };
    (@hot) => { false };
    (@hot hot) => { true };
}

/// Declares an enum that is stored, sent and written as a text.
///
/// ```
/// store::text_enum! {
///     /// What a thing is for.
///     pub enum Use { Work = "work", Play = "play" }
/// }
/// assert_eq!(Use::Play.as_str(), "play");
/// assert_eq!("work".parse::<Use>().ok(), Some(Use::Work));
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name { $( $(#[$variant_meta])* $variant ),* }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [$name] = &[$( $name::$variant ),*];

            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $text ),* }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::private::Error;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text {
                    $( $text => Ok($name::$variant), )*
                    _ => Err($crate::private::unknown_value()),
                }
            }
        }

        impl $crate::Scalar for $name {
            const KIND: $crate::ValueKind = $crate::ValueKind::Text;
            fn value(&self) -> $crate::Value<'_> {
                $crate::Value::Text(self.as_str())
            }
        }

        impl $crate::Field for $name {
            const KIND: $crate::ValueKind = $crate::ValueKind::Text;
            const NULLABLE: bool = false;
            fn read(value: $crate::Value<'_>) -> $crate::private::Result<Self> {
                match value {
                    $( $crate::Value::Text($text) => Ok($name::$variant), )*
                    other => Err($crate::private::unexpected(stringify!($name), other)),
                }
            }
        }

        impl $crate::private::serde::Serialize for $name {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as
                    $crate::private::serde::Deserialize<'de>>::deserialize(deserializer)?;
                text.parse().map_err(|_| {
                    <D::Error as $crate::private::serde::de::Error>::unknown_variant(
                        &text,
                        &[$( $text ),*],
                    )
                })
            }
        }
    )*};
}

/// What the macros need and nobody else should use.
#[doc(hidden)]
pub mod private {
    pub use crate::value::unexpected;
    pub use kernel::{Error, Result};
    pub use serde;

    pub fn in_column(error: Error, column: &str) -> Error {
        Error::internal(format!("column {column}: {error}"))
    }

    pub fn unknown_value() -> Error {
        Error::new(kernel::Kind::Invalid, "unknown_value")
    }
}
