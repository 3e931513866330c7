//! One connection, as a closure sees it: it runs declared statements and nothing else.
//!
//! Which engine is behind it shows only here and in the two engine folders.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{Error, Result};

use crate::Engine;
use crate::fault::Failure;
use crate::postgres as pg;
use crate::shared::Shared;
use crate::statement::{Shape, expand, shape, values};
use crate::value::{Arg, Field, Value, ValueKind};

/// A connection inside a read snapshot or a write transaction.
pub struct Db {
    pub(crate) connection: Connection,
    texts: RefCell<HashMap<Shape, Arc<str>>>,
    /// Inside a write transaction, which SQLite may end by itself.
    pub(crate) writing: Cell<bool>,
    /// Whose position followers may read up to, where reading sees more than is on disk.
    pub(crate) horizon: Option<Arc<Shared>>,
    /// The first failure since it was last taken; a transaction with one is never committed.
    failure: RefCell<Option<Failure>>,
    /// Declared statements run since this was last taken.
    ran: Cell<u64>,
}

pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Box<pg::Session>),
}

/// One row while it is being read.
pub enum RawRow<'a> {
    #[doc(hidden)]
    Sqlite(SqliteRow<'a>),
    #[doc(hidden)]
    Postgres(PostgresRow<'a>),
}

#[doc(hidden)]
pub struct SqliteRow<'a>(&'a rusqlite::Row<'a>);
#[doc(hidden)]
pub struct PostgresRow<'a>(pub(crate) &'a postgres::Row);

impl RawRow<'_> {
    /// The column at `index`, from 0.
    pub fn get<T: Field>(&self, index: usize) -> Result<T> {
        T::read(self.value(index)?)
    }

    pub(crate) fn value(&self, index: usize) -> Result<Value<'_>> {
        match self {
            RawRow::Sqlite(row) => {
                use rusqlite::types::ValueRef;
                Ok(match row.0.get_ref(index).map_err(Error::internal)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(value) => Value::Int(value),
                    ValueRef::Real(value) => Value::Real(value),
                    ValueRef::Text(text) => {
                        Value::Text(std::str::from_utf8(text).map_err(Error::internal)?)
                    }
                    ValueRef::Blob(bytes) => Value::Bytes(bytes),
                })
            }
            RawRow::Postgres(row) => pg::value(row.0, index),
        }
    }
}

/// What a prepared statement would answer, as far as the engine knows before it runs.
pub(crate) struct Prepared {
    /// Name, and the kind where the engine knows it (PostgreSQL).
    pub columns: Vec<(String, Option<ValueKind>)>,
}

impl Db {
    pub(crate) fn new(connection: Connection) -> Db {
        Db {
            connection,
            texts: RefCell::default(),
            writing: Cell::new(false),
            horizon: None,
            failure: RefCell::default(),
            ran: Cell::new(0),
        }
    }

    pub fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement for its rows until `row` answers false.
    pub(crate) fn each(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
        row: &mut dyn FnMut(&RawRow<'_>) -> Result<bool>,
    ) -> Result<()> {
        let Some(text) = self.text(sql, args)? else {
            return Ok(());
        };
        match &self.connection {
            Connection::Sqlite(connection) => {
                self.transaction_is_there()?;
                let mut statement = connection
                    .prepare_cached(&text)
                    .map_err(|e| self.failed(e, sql))?;
                bind(&mut statement, args).map_err(|e| self.failed(e, sql))?;
                let mut rows = statement.raw_query();
                while let Some(found) = rows.next().map_err(|e| self.failed(e, sql))? {
                    if !row(&RawRow::Sqlite(SqliteRow(found)))? {
                        break;
                    }
                }
                Ok(())
            }
            Connection::Postgres(session) => {
                let rows = session
                    .query(&text, args)
                    .map_err(|e| self.failed(e, sql))?;
                for found in &rows {
                    if !row(&RawRow::Postgres(PostgresRow(found)))? {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    /// Runs a statement for the number of rows it changes.
    pub(crate) fn change(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<u64> {
        let Some(text) = self.text(sql, args)? else {
            return Ok(0);
        };
        match &self.connection {
            Connection::Sqlite(connection) => {
                self.transaction_is_there()?;
                let mut statement = connection
                    .prepare_cached(&text)
                    .map_err(|e| self.failed(e, sql))?;
                bind(&mut statement, args).map_err(|e| self.failed(e, sql))?;
                statement
                    .raw_execute()
                    .map(|rows| rows as u64)
                    .map_err(|e| self.failed(e, sql))
            }
            Connection::Postgres(session) => session
                .execute(&text, args)
                .map_err(|e| self.failed(e, sql)),
        }
    }

    /// Several statements without parameters, for transactions, migrations and settings.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), Failure> {
        match &self.connection {
            Connection::Sqlite(connection) => connection.execute_batch(sql).map_err(Failure::from),
            Connection::Postgres(session) => session.batch(sql),
        }
    }

    /// One statement of the transaction machinery, prepared once a connection.
    pub(crate) fn control(&self, sql: &'static str) -> Result<(), Failure> {
        match &self.connection {
            Connection::Sqlite(connection) => {
                connection.prepare_cached(sql)?.raw_execute()?;
                Ok(())
            }
            Connection::Postgres(session) => session.batch(sql),
        }
    }

    pub(crate) fn prepare(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Prepared, Failure> {
        let text = expand(sql, args, self.mark())
            .map_err(|e| Failure::new(kernel::Kind::Internal, "internal", e.to_string()))?;
        match &self.connection {
            Connection::Sqlite(connection) => {
                let statement = connection.prepare(&text)?;
                let names = statement.column_names();
                Ok(Prepared {
                    columns: names.map(|name| (name.to_owned(), None)).collect(),
                })
            }
            Connection::Postgres(session) => session.prepare_columns(&text, args),
        }
    }

    /// How the engine would go about a statement, one step a line.
    pub(crate) fn plan(&self, sql: &str) -> Result<String, Failure> {
        match &self.connection {
            Connection::Sqlite(connection) => {
                let mut plan = connection.prepare(&format!("explain query plan {sql}"))?;
                let mut rows = plan.raw_query();
                let mut text = String::new();
                while let Some(row) = rows.next()? {
                    text.push_str(&row.get::<_, String>("detail")?);
                    text.push('\n');
                }
                Ok(text)
            }
            Connection::Postgres(session) => session.plan(sql),
        }
    }

    /// SQLite checks references as statements run, but not while a migration replaces a table: those of
    /// the tables that were changed, and to them.
    pub(crate) fn no_dangling_references(&self, changed: &BTreeSet<&str>) -> Result<(), Failure> {
        let Connection::Sqlite(connection) = &self.connection else {
            return Ok(());
        };
        let mut tables = connection.prepare(
            "select m.name, f.\"table\" from sqlite_master m
            left join pragma_foreign_key_list(m.name) f where m.type = 'table'",
        )?;
        let mut asked: BTreeSet<String> = BTreeSet::new();
        let mut rows = tables.query([])?;
        while let Some(row) = rows.next()? {
            let (table, refers_to): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let refers_to = refers_to.unwrap_or_default();
            if changed.contains(table.as_str()) || changed.contains(refers_to.as_str()) {
                asked.insert(table);
            }
        }
        for table in asked {
            let mut check =
                connection.prepare(&format!("pragma foreign_key_check(\"{table}\")"))?;
            if check.query([])?.next()?.is_some() {
                let text = format!("a row of {table} refers to nothing");
                return Err(Failure::new(kernel::Kind::Internal, "internal", text));
            }
        }
        Ok(())
    }

    /// What failed since this was last asked. The closure's own result does not count: PostgreSQL
    /// would answer a `commit` of such a transaction with a quiet rollback.
    pub(crate) fn take_failure(&self) -> Option<Failure> {
        self.failure.borrow_mut().take()
    }

    /// How many declared statements were run since this was last asked.
    pub(crate) fn take_ran(&self) -> u64 {
        self.ran.take()
    }

    /// Whether the engine still has the transaction open.
    pub(crate) fn in_transaction(&self) -> bool {
        match &self.connection {
            Connection::Sqlite(connection) => !connection.is_autocommit(),
            Connection::Postgres(_) => true,
        }
    }

    fn transaction_is_there(&self) -> Result<()> {
        if self.writing.get() && !self.in_transaction() {
            let text = "SQLite ended the transaction; later statements are not run outside of it";
            return Err(Failure::new(kernel::Kind::Full, "disk_full", text).error());
        }
        Ok(())
    }

    fn failed(&self, cause: impl Into<Failure>, sql: &str) -> Error {
        let mut failure = cause.into();
        failure.text = format!("{} in: {sql}", failure.text);
        let error = failure.error();
        self.failure.borrow_mut().get_or_insert(failure);
        error
    }

    fn mark(&self) -> char {
        match self.connection {
            Connection::Sqlite(_) => '?',
            Connection::Postgres(_) => '$',
        }
    }

    fn text(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Arc<str>>> {
        let Some(shape) = shape(sql, args)? else {
            return Ok(None);
        };
        self.ran.set(self.ran.get() + 1);
        if let Some(text) = self.texts.borrow().get(&shape) {
            return Ok(Some(text.clone()));
        }
        let text: Arc<str> = expand(sql, args, self.mark())?.into();
        self.texts.borrow_mut().insert(shape, text.clone());
        Ok(Some(text))
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Arg<'_>]) -> rusqlite::Result<()> {
    use rusqlite::types::{ToSqlOutput, ValueRef};
    let mut bound = 0;
    for value in values(args) {
        bound += 1;
        let value = match value {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(value),
            Value::Real(value) => ValueRef::Real(value),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        };
        statement.raw_bind_parameter(bound, ToSqlOutput::Borrowed(value))?;
    }
    match statement.parameter_count() {
        expected if expected == bound => Ok(()),
        expected => Err(rusqlite::Error::InvalidParameterCount(bound, expected)),
    }
}
