//! Statements as the macro declares them, what they can answer, and their text for one engine.
//!
//! A statement's text is the same for both engines. Here its parameters are renumbered (`?n` for
//! SQLite, `$n` for PostgreSQL) and its lists are written out. Nothing here runs anything.

use kernel::{Error, Result};

use crate::db::{Db, RawRow};
use crate::value::{Arg, Column, Field, ParamType, Value};

/// One declared statement, for the tests that prepare and run them all.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    pub name: &'static str,
    pub module: &'static str,
    pub sql: &'static str,
    pub params: &'static [ParamType],
    /// `None` for a statement that answers with a number of changed rows.
    pub columns: Option<&'static [Column]>,
    /// Declared `hot`: its plan is asserted.
    pub hot: bool,
}

/// How many rows a statement changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed(pub u64);

/// Exactly one row; any other number of rows is our fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sole<T>(pub T);

/// What one row is read into.
pub trait Row: Sized {
    const COLUMNS: &'static [Column];
    fn read(row: &RawRow<'_>) -> Result<Self>;
}

impl<T: Field> Row for T {
    const COLUMNS: &'static [Column] = &[Column {
        name: None,
        kind: T::KIND,
        nullable: T::NULLABLE,
    }];
    fn read(row: &RawRow<'_>) -> Result<Self> {
        row.get(0)
    }
}

macro_rules! tuple {
    ($($field:ident $index:tt),*) => {
        impl<$($field: Field),*> Row for ($($field,)*) {
            const COLUMNS: &'static [Column] =
                &[$(Column { name: None, kind: $field::KIND, nullable: $field::NULLABLE }),*];
            fn read(row: &RawRow<'_>) -> Result<Self> {
                Ok(($(row.get::<$field>($index)?,)*))
            }
        }
    };
}
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);

/// What a statement can answer: `Vec<R>`, `Option<R>`, [`Sole<R>`] or [`Changed`].
pub trait Answer: Sized {
    const COLUMNS: Option<&'static [Column]>;
    fn run(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<Self>;
}

impl<R: Row> Answer for Vec<R> {
    const COLUMNS: Option<&'static [Column]> = Some(R::COLUMNS);
    fn run(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<Self> {
        let mut rows = Vec::new();
        db.each(sql, args, &mut |row| {
            rows.push(R::read(row)?);
            Ok(true)
        })?;
        Ok(rows)
    }
}

impl<R: Row> Answer for Option<R> {
    const COLUMNS: Option<&'static [Column]> = Some(R::COLUMNS);
    fn run(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<Self> {
        let mut found = None;
        db.each(sql, args, &mut |row| {
            found = Some(R::read(row)?);
            Ok(false)
        })?;
        Ok(found)
    }
}

impl<R: Row> Answer for Sole<R> {
    const COLUMNS: Option<&'static [Column]> = Some(R::COLUMNS);
    fn run(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<Self> {
        let mut rows: Vec<R> = Vec::run(db, sql, args)?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(Sole(row)),
            (row, _) => {
                let count = rows.len() + usize::from(row.is_some());
                Err(Error::internal(format!(
                    "{count} rows where one was promised: {sql}"
                )))
            }
        }
    }
}

impl Answer for Changed {
    const COLUMNS: Option<&'static [Column]> = None;
    fn run(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<Self> {
        db.change(sql, args).map(Changed)
    }
}

/// Called by the functions that [`statements!`](crate::statements) makes.
pub fn run<A: Answer>(db: &Db, sql: &'static str, args: &[Arg<'_>]) -> Result<A> {
    A::run(db, sql, args)
}

/// More members than this in one list is a programmer's fault; the engines stop at 32,766 values.
pub const MAX_LIST: usize = 8_192;

/// Which text a statement becomes: the same literal with lists of the same padded length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    address: usize,
    length: usize,
    /// Four bits a list: one more than the power of two it is padded to.
    lists: u64,
}

/// `None` when a list is empty: the statement then answers without a query.
pub(crate) fn shape(sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Shape>> {
    let mut lists = 0;
    for arg in args {
        if let Arg::List(members) = arg {
            if members.is_empty() {
                return Ok(None);
            }
            if members.len() > MAX_LIST {
                let count = members.len();
                return Err(Error::internal(format!("a list of {count} members: {sql}")));
            }
            let power = members.len().next_power_of_two().trailing_zeros();
            lists = (lists << 4) | u64::from(power + 1);
        }
    }
    Ok(Some(Shape {
        address: sql.as_ptr() as usize,
        length: sql.len(),
        lists,
    }))
}

/// The values in the order of the expanded text, lists padded with their last member.
pub(crate) fn values<'a>(args: &'a [Arg<'a>]) -> impl Iterator<Item = Value<'a>> {
    args.iter().flat_map(|arg| {
        let (members, padded) = match arg {
            Arg::One(value) => (std::slice::from_ref(value), 1),
            Arg::Null(_) => (&[][..], 1),
            Arg::List(members) => (members.as_slice(), members.len().next_power_of_two()),
        };
        let last = members.last().copied().unwrap_or(Value::Null);
        members
            .iter()
            .copied()
            .chain(std::iter::repeat(last))
            .take(padded)
    })
}

/// Rewrites `$n` for an engine whose parameters begin with `mark`, writing lists out.
pub(crate) fn expand(sql: &str, args: &[Arg<'_>], mark: char) -> Result<String> {
    let mut first = 1;
    let mut places = Vec::with_capacity(args.len());
    for arg in args {
        let count = match arg {
            Arg::One(_) | Arg::Null(_) => 1,
            Arg::List(members) => members.len().next_power_of_two(),
        };
        places.push((first, count));
        first += count;
    }
    let mut text = String::with_capacity(sql.len() + 8 * first);
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('\'') {
            let end = rest[1..].find('\'').map_or(rest.len(), |end| end + 2);
            text.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = rest[1..=digits].parse().unwrap_or(0);
        let Some(&(first, count)) = number.checked_sub(1).and_then(|index| places.get(index))
        else {
            return Err(Error::internal(format!("no parameter ${number}: {sql}")));
        };
        for place in first..first + count {
            let comma = if place == first { "" } else { ", " };
            text.push_str(comma);
            text.push(mark);
            text.push_str(&place.to_string());
        }
        rest = &rest[1 + digits..];
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::ValueKind;

    #[test]
    fn lists_are_written_out_and_padded_and_numbers_move() {
        let ids = [Value::Int(1), Value::Int(2), Value::Int(3)];
        let args = [
            Arg::One(Value::Text("a")),
            Arg::List(ids.to_vec()),
            Arg::Null(ValueKind::Int),
        ];
        let text = expand("x = $3 and id in ($2) and '$1' = $1", &args, '?').unwrap();
        assert_eq!(text, "x = ?6 and id in (?2, ?3, ?4, ?5) and '$1' = ?1");
        let bound: Vec<_> = values(&args).collect();
        assert_eq!(bound.len(), 6);
        assert_eq!(bound[4], Value::Int(3));
        assert!(expand("$4", &args, '$').is_err());
    }
}
