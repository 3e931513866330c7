//! What the disk and SQLite allow: the rows of a post, committed 64 posts at a time by a loop that
//! does nothing else.
//!
//! The schema of the tables and the rows themselves are taken from the network in which the same
//! posts were just made; the file lies beside it.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};

use crate::bench::data;

const BATCH: i64 = 64;
const SAMPLE: usize = 256;

/// The tables that a post adds a row to, and the column that a copy needs another value in.
const WRITTEN: [(&str, &str); 5] = [
    ("posts", "id"),
    ("changes", "position"),
    ("idempotency", "key"),
    ("thread_follows", "post_id"),
    ("readings", "community_id"),
];

/// Far above every id of the program, which has 53 bits.
const FIRST: i64 = 1 << 54;

pub struct Bare {
    pub posts_per_second: f64,
    pub commits_per_second: f64,
}

pub fn run(network: &Connection, time: Duration) -> Result<Bare> {
    let folder = data::folder().join("bare");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off;",
    )?;
    bare.execute_batch("pragma wal_autocheckpoint = 8000;")?;
    for (table, _) in WRITTEN {
        copy_schema(network, &bare, table)?;
    }
    bare.execute_batch(
        "create table communities (id integer primary key, arrivals integer not null) strict;
         insert into communities values (1, 0);",
    )?;
    let mut loop_of = Loop::new(network, &bare)?;
    let done = loop_of.run(&bare, time)?;
    drop(loop_of);
    bare.close().map_err(|(_, error)| error)?;
    fs::remove_dir_all(&folder)?;
    Ok(done)
}

fn copy_schema(network: &Connection, bare: &Connection, table: &str) -> Result<()> {
    let mut texts = network.prepare(
        "select sql from sqlite_master where tbl_name = ?1 and sql is not null order by type desc",
    )?;
    let texts: Vec<String> = texts
        .query_map([table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ensure!(!texts.is_empty(), "the network has no table {table}");
    for text in texts {
        bare.execute_batch(&text)
            .with_context(|| format!("cannot copy {table}"))?;
    }
    Ok(())
}

struct Loop<'c> {
    inserts: Vec<Insert<'c>>,
    arrive: Statement<'c>,
}

struct Insert<'c> {
    statement: Statement<'c>,
    sample: Vec<Vec<Value>>,
    /// Which of the columns must differ in each row.
    differs: usize,
}

impl<'c> Loop<'c> {
    fn new(network: &Connection, bare: &'c Connection) -> Result<Loop<'c>> {
        let inserts = WRITTEN.map(|(table, differs)| Insert::new(network, bare, table, differs));
        Ok(Loop {
            inserts: inserts.into_iter().collect::<Result<_>>()?,
            arrive: bare.prepare(
                "update communities set arrivals = arrivals + 1 where id = 1 returning arrivals",
            )?,
        })
    }

    fn run(&mut self, bare: &Connection, time: Duration) -> Result<Bare> {
        let began = Instant::now();
        let (mut posts, mut commits) = (0, 0);
        while began.elapsed() < time {
            bare.execute_batch("begin immediate")?;
            for _ in 0..BATCH {
                self.arrive.query_row([], |row| row.get::<_, i64>(0))?;
                for insert in &mut self.inserts {
                    insert.row(FIRST + posts)?;
                }
                posts += 1;
            }
            bare.execute_batch("commit")?;
            commits += 1;
        }
        let seconds = began.elapsed().as_secs_f64();
        Ok(Bare {
            posts_per_second: posts as f64 / seconds,
            commits_per_second: f64::from(commits) / seconds,
        })
    }
}

impl<'c> Insert<'c> {
    fn new(
        network: &Connection,
        bare: &'c Connection,
        table: &str,
        differs: &str,
    ) -> Result<Insert<'c>> {
        let mut rows = network.prepare(&format!(
            "select * from {table} order by {differs} desc limit {SAMPLE}"
        ))?;
        let columns: Vec<String> = rows.column_names().map(str::to_owned).collect();
        let differs = columns
            .iter()
            .position(|column| column == differs)
            .with_context(|| format!("{table} has no column {differs}"))?;
        let sample: Vec<Vec<Value>> = rows
            .query_map([], |row| (0..columns.len()).map(|at| row.get(at)).collect())?
            .collect::<Result<_, _>>()?;
        ensure!(!sample.is_empty(), "{table} is empty");
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let statement = bare.prepare(&format!(
            "insert into {table} ({}) values ({})",
            columns.join(", "),
            places.join(", ")
        ))?;
        Ok(Insert {
            statement,
            sample,
            differs,
        })
    }

    fn row(&mut self, number: i64) -> Result<()> {
        let row = number as usize % self.sample.len();
        let row = &mut self.sample[row];
        row[self.differs] = match &row[self.differs] {
            Value::Text(_) => Value::Text(number.to_string()),
            _ => Value::Integer(number),
        };
        self.statement.execute(params_from_iter(row.iter()))?;
        Ok(())
    }
}
