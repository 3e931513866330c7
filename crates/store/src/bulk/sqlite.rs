//! A load into SQLite: no journal, no waiting for the disk, and the file as it should be at the end.

use std::fs::File;
use std::path::{Path, PathBuf};

use kernel::{Error, Result};
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Rows;
use crate::fault::Failure;
use crate::sqlite::{FILE, lock};
use crate::value::Value;

/// Sorting for indexes goes through files, so memory stays what the cache takes. Statistics come from
/// samples: all of a large index would be read for a little more.
const ALONE: &str = "
    pragma journal_mode = delete;
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma locking_mode = exclusive;
    pragma foreign_keys = off;
    pragma temp_store = file;
    pragma cache_size = -262144;
    pragma threads = 1;
    pragma analysis_limit = 2000";
const AS_BEFORE: &str = "pragma synchronous = full; pragma journal_mode = wal";

pub(super) struct Load {
    connection: Connection,
    path: PathBuf,
    /// How the indexes are made again.
    indexes: Vec<String>,
    _lock: File,
}

impl Load {
    pub fn begin(folder: &Path) -> Result<Load> {
        let lock = lock(folder)?;
        let path = folder.join(FILE);
        let begun = || -> Result<(Connection, Vec<String>), Failure> {
            let connection = Connection::open(&path)?;
            connection.execute_batch(ALONE)?;
            let indexes = take_indexes(&connection)?;
            Ok((connection, indexes))
        };
        let (connection, indexes) = begun().map_err(|failure| failure.error())?;
        Ok(Load {
            connection,
            path,
            indexes,
            _lock: lock,
        })
    }

    pub fn put(&mut self, rows: &Rows) -> Result<()> {
        let table = rows.table();
        let places = vec!["?"; table.columns.len()].join(", ");
        let columns = table.columns.join(", ");
        let insert = format!("insert into {} ({columns}) values ({places})", table.name);
        let put = || -> Result<(), Failure> {
            self.connection.execute_batch("begin")?;
            let mut insert = self.connection.prepare_cached(&insert)?;
            rows.each(|row| -> rusqlite::Result<()> {
                for (at, value) in (1..).zip(row) {
                    let value = match *value {
                        Value::Null => ValueRef::Null,
                        Value::Int(value) => ValueRef::Integer(value),
                        Value::Real(value) => ValueRef::Real(value),
                        Value::Text(text) => ValueRef::Text(text.as_bytes()),
                        Value::Bytes(bytes) => ValueRef::Blob(bytes),
                    };
                    insert.raw_bind_parameter(at, ToSqlOutput::Borrowed(value))?;
                }
                insert.raw_execute().map(drop)
            })?;
            self.connection.execute_batch("commit")?;
            Ok(())
        };
        put().map_err(|failure| failure.error())
    }

    pub fn finish(self, done: &mut dyn FnMut(usize, usize)) -> Result<()> {
        let Load {
            connection,
            path,
            mut indexes,
            _lock,
        } = self;
        indexes.extend(["analyze", AS_BEFORE].map(str::to_owned));
        super::each_step(&indexes, done, &mut |step| {
            connection
                .execute_batch(step)
                .map_err(|error| Failure::from(error).error())
        })?;
        connection
            .close()
            .map_err(|(_, error)| Failure::from(error).error())?;
        File::open(&path)
            .and_then(|file| file.sync_all())
            .map_err(Error::internal)
    }
}

/// Those that belong to a unique or primary key have no text of their own, and stay.
fn take_indexes(connection: &Connection) -> Result<Vec<String>, Failure> {
    let mut catalogue = connection.prepare(
        "select name, sql from sqlite_schema where type = 'index' and sql is not null order by rowid",
    )?;
    let found = catalogue.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let indexes = found.collect::<rusqlite::Result<Vec<_>>>()?;
    for (name, _) in &indexes {
        connection.execute_batch(&format!("drop index \"{name}\""))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}
