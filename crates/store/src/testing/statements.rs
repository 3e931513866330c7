//! The net under literal SQL: every declared statement is prepared, compared with its struct, and
//! run on values that break careless statements.

use kernel::Error;

use crate::statement::Statement;
use crate::store::Store;
use crate::tx::Tx;
use crate::value::{Arg, Column, ParamType, Value, ValueKind};

/// Prepares a statement on the store's engine, compares its columns with the declared ones and runs
/// it, undoing what it did, with zeros, with nulls where they are allowed, and with lists of none,
/// one and three members. A broken rule of the schema (a zero that refers to nothing) is no fault.
pub fn check_statement(store: &Store, statement: &Statement) -> Result<(), String> {
    let statement = *statement;
    // The answer travels as an error, because only an error undoes the statement.
    let undone = store.write_blocking(move |tx| -> kernel::Result<()> {
        Err(Error::internal(
            check(tx, &statement).err().unwrap_or_default(),
        ))
    });
    let why = match undone {
        Ok(()) => String::from("the check was not undone"),
        Err(error) => error
            .cause()
            .map_or_else(|| error.to_string(), ToString::to_string),
    };
    let Statement {
        module, name, sql, ..
    } = statement;
    if why.is_empty() {
        Ok(())
    } else {
        Err(format!("{module}::{name}: {why}\n  {sql}"))
    }
}

fn check(tx: &Tx, statement: &Statement) -> Result<(), String> {
    let prepared = tx
        .prepare(statement.sql, &args(statement.params, 1, false))
        .map_err(|f| f.text)?;
    match statement.columns {
        None if prepared.columns.is_empty() => {}
        None => return Err("answers rows, but is declared to answer a number".to_owned()),
        Some(declared) => compare(declared, &prepared.columns)?,
    }
    for (members, nulls) in [(1, false), (1, true), (0, false), (3, false)] {
        run(tx, statement, &args(statement.params, members, nulls))?;
    }
    Ok(())
}

fn compare(declared: &[Column], found: &[(String, Option<ValueKind>)]) -> Result<(), String> {
    if declared.len() != found.len() {
        return Err(format!(
            "{} columns, declared {}",
            found.len(),
            declared.len()
        ));
    }
    for (declared, (name, kind)) in declared.iter().zip(found) {
        if declared.name.is_some_and(|declared| declared != name) {
            return Err(format!("column {name} where {declared:?} is declared"));
        }
        match kind {
            Some(kind) if *kind != declared.kind => {
                return Err(format!(
                    "column {name} is {kind:?}, declared {:?}",
                    declared.kind
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// In a savepoint of its own, so that a broken rule does not end the check.
fn run(tx: &Tx, statement: &Statement, args: &[Arg<'_>]) -> Result<(), String> {
    tx.batch("savepoint one_check")
        .map_err(|failure| failure.text)?;
    let result = match statement.columns {
        None => tx.change(statement.sql, args).map(drop),
        Some(columns) => tx.each(statement.sql, args, &mut |row| {
            for (index, column) in columns.iter().enumerate() {
                fits(column, row.value(index)?)?;
            }
            Ok(true)
        }),
    };
    let failure = tx.take_failure();
    tx.batch("rollback to one_check; release one_check")
        .map_err(|failure| failure.text)?;
    match (failure, result) {
        (Some(failure), _) if failure.constraint => Ok(()),
        (Some(failure), _) => Err(failure.text),
        (None, result) => result.map_err(|error| error.to_string()),
    }
}

fn fits(column: &Column, value: Value<'_>) -> Result<(), Error> {
    let fits = match value {
        Value::Null => column.nullable,
        Value::Int(_) => column.kind == ValueKind::Int,
        Value::Real(_) => column.kind == ValueKind::Real,
        Value::Text(_) => column.kind == ValueKind::Text,
        Value::Bytes(_) => column.kind == ValueKind::Bytes,
    };
    if fits {
        Ok(())
    } else {
        Err(Error::internal(format!("{column:?} holds {value:?}")))
    }
}

fn args(params: &[ParamType], members: usize, nulls: bool) -> Vec<Arg<'static>> {
    let arg = |param: &ParamType| {
        let zero = match param.kind {
            ValueKind::Int => Value::Int(0),
            ValueKind::Real => Value::Real(0.0),
            ValueKind::Text => Value::Text(""),
            ValueKind::Bytes => Value::Bytes(b""),
        };
        match param {
            ParamType { list: true, .. } => Arg::List(vec![zero; members]),
            ParamType {
                nullable: true,
                kind,
                ..
            } if nulls => Arg::Null(*kind),
            _ => Arg::One(zero),
        }
    };
    params.iter().map(arg).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, testing};

    /// Some of the store's own statements are in one engine's words; their names say so.
    #[test]
    fn the_stores_own_statements_are_right() {
        testing::each_engine(&[], |store| {
            let both = [
                crate::idempotency::STATEMENTS,
                crate::jobs::STATEMENTS,
                crate::log::STATEMENTS,
                crate::migrate::STATEMENTS,
                crate::state::STATEMENTS,
            ];
            let only = match store.engine() {
                Engine::Sqlite => "_postgres",
                Engine::Postgres => "_sqlite",
            };
            let mut statements: Vec<&Statement> = both.into_iter().flatten().collect();
            statements.retain(|statement| !statement.name.ends_with(only));
            if store.engine() == Engine::Postgres {
                statements.extend(crate::postgres::STATEMENTS);
            }
            for statement in statements {
                check_statement(&store, statement).unwrap();
            }
        });
    }
}
