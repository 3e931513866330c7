//! One PostgreSQL session: prepared statements, parameters and results.

use std::cell::RefCell;
use std::collections::HashMap;

use kernel::{Error, Result};
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Row, Statement};

use crate::db::Prepared;
use crate::fault::Failure;
use crate::statement::values;
use crate::value::{Arg, Value, ValueKind};

pub(crate) struct Session {
    client: RefCell<Client>,
    statements: RefCell<HashMap<String, Statement>>,
}

impl Session {
    pub fn new(client: Client) -> Session {
        Session {
            client: RefCell::new(client),
            statements: RefCell::default(),
        }
    }

    pub fn query(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, Failure> {
        let statement = self.statement(sql, args)?;
        let bound: Vec<Bound<'_>> = values(args).map(Bound).collect();
        let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b as _).collect();
        Ok(self.client.borrow_mut().query(&statement, &bound)?)
    }

    pub fn execute(&self, sql: &str, args: &[Arg<'_>]) -> Result<u64, Failure> {
        let statement = self.statement(sql, args)?;
        let bound: Vec<Bound<'_>> = values(args).map(Bound).collect();
        let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b as _).collect();
        Ok(self.client.borrow_mut().execute(&statement, &bound)?)
    }

    pub fn batch(&self, sql: &str) -> Result<(), Failure> {
        Ok(self.client.borrow_mut().batch_execute(sql)?)
    }

    pub fn prepare_columns(&self, sql: &str, args: &[Arg<'_>]) -> Result<Prepared, Failure> {
        let statement = self.client.borrow_mut().prepare_typed(sql, &types(args))?;
        let columns = statement.columns().iter();
        Ok(Prepared {
            columns: columns
                .map(|c| (c.name().to_owned(), kind(c.type_())))
                .collect(),
        })
    }

    /// On small tables the server would read all of them; the question is what else it could do.
    pub fn plan(&self, sql: &str) -> Result<String, Failure> {
        let mut client = self.client.borrow_mut();
        client.batch_execute("set local enable_seqscan = off")?;
        let sql = format!("explain (costs off) {sql}");
        // Numbers are sent as statements send them, whatever PostgreSQL would guess.
        let guessed = client.prepare(&sql)?;
        let types = guessed.params().iter().map(|param| match *param {
            Type::INT4 => Type::INT8,
            _ => param.clone(),
        });
        let types: Vec<Type> = types.collect();
        let statement = client.prepare_typed(&sql, &types)?;
        let zeros = statement.params().iter().map(|param| match kind(param) {
            Some(ValueKind::Int) => Bound(Value::Int(0)),
            Some(ValueKind::Real) => Bound(Value::Real(0.0)),
            Some(ValueKind::Bytes) => Bound(Value::Bytes(b"")),
            Some(ValueKind::Text) | None => Bound(Value::Text("")),
        });
        let zeros: Vec<Bound<'_>> = zeros.collect();
        let bound: Vec<&(dyn ToSql + Sync)> = zeros.iter().map(|b| b as _).collect();
        let lines = client.query(&statement, &bound)?;
        let lines: std::result::Result<Vec<String>, _> =
            lines.iter().map(|row| row.try_get(0)).collect();
        Ok(lines?.join("\n"))
    }

    fn statement(&self, sql: &str, args: &[Arg<'_>]) -> Result<Statement, Failure> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.borrow_mut().prepare_typed(sql, &types(args))?;
        self.statements
            .borrow_mut()
            .insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// One value on the wire, as the type the statement was prepared with.
#[derive(Debug)]
struct Bound<'a>(Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        r#type: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) => value.to_sql(r#type, out),
            Value::Real(value) => value.to_sql(r#type, out),
            Value::Text(text) => text.to_sql(r#type, out),
            Value::Bytes(bytes) => bytes.to_sql(r#type, out),
        }
    }

    fn accepts(r#type: &Type) -> bool {
        kind(r#type).is_some()
    }

    to_sql_checked!();
}

/// The types of the parameters are told, not guessed.
fn types(args: &[Arg<'_>]) -> Vec<Type> {
    let nulls: Vec<Option<ValueKind>> = args
        .iter()
        .flat_map(|arg| match arg {
            Arg::Null(kind) => vec![Some(*kind)],
            Arg::One(_) => vec![None],
            Arg::List(members) => vec![None; members.len().next_power_of_two()],
        })
        .collect();
    let typed = values(args)
        .zip(nulls)
        .map(|(value, null)| match (value, null) {
            (Value::Int(_), _) | (_, Some(ValueKind::Int)) => Type::INT8,
            (Value::Real(_), _) | (_, Some(ValueKind::Real)) => Type::FLOAT8,
            (Value::Bytes(_), _) | (_, Some(ValueKind::Bytes)) => Type::BYTEA,
            (Value::Text(_), _) | (_, Some(ValueKind::Text)) => Type::TEXT,
            (Value::Null, None) => Type::UNKNOWN,
        });
    typed.collect()
}

fn kind(r#type: &Type) -> Option<ValueKind> {
    match *r#type {
        Type::INT8 => Some(ValueKind::Int),
        Type::FLOAT8 => Some(ValueKind::Real),
        Type::TEXT => Some(ValueKind::Text),
        Type::BYTEA => Some(ValueKind::Bytes),
        _ => None,
    }
}

/// The value of a column; only the four types the portable subset produces.
pub(crate) fn value(row: &Row, index: usize) -> Result<Value<'_>> {
    let Some(column) = row.columns().get(index) else {
        return Err(Error::internal(format!("no column {index}")));
    };
    let failed = |error: postgres::Error| Error::internal(error);
    Ok(match kind(column.type_()) {
        Some(ValueKind::Int) => row
            .try_get::<_, Option<i64>>(index)
            .map_err(failed)?
            .map_or(Value::Null, Value::Int),
        Some(ValueKind::Real) => row
            .try_get::<_, Option<f64>>(index)
            .map_err(failed)?
            .map_or(Value::Null, Value::Real),
        Some(ValueKind::Text) => row
            .try_get::<_, Option<&str>>(index)
            .map_err(failed)?
            .map_or(Value::Null, Value::Text),
        Some(ValueKind::Bytes) => row
            .try_get::<_, Option<&[u8]>>(index)
            .map_err(failed)?
            .map_or(Value::Null, Value::Bytes),
        None => {
            let name = column.name();
            let found = column.type_();
            return Err(Error::internal(format!(
                "column {name} is {found}: cast it to bigint"
            )));
        }
    })
}
