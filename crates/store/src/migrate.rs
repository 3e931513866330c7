//! Numbered changes of the schema: which are applied, and applying the rest.
//!
//! One text serves both engines; `dialect` turns it into each engine's words. A migration is applied
//! in one transaction together with the row that says so, so a killed process begins it again. A
//! text that was applied is never changed: its checksum is compared at every start.

mod dialect;

use std::collections::BTreeSet;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kernel::{Error, Result, Time};
use sha2::{Digest, Sha256};

use crate::Engine;
use crate::db::Db;
use crate::fault::Failure;
use crate::statement::Changed;

/// One numbered change of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub number: u32,
    /// The file name without its number and ending.
    pub name: &'static str,
    pub sql: &'static str,
}

/// The store's own tables, numbered apart from the product's.
const OWN: &[Migration] = &[
    Migration {
        number: 1,
        name: "store",
        sql: include_str!("migrations/0001_store.sql"),
    },
    Migration {
        number: 2,
        name: "keys",
        sql: include_str!("migrations/0002_keys.sql"),
    },
];

const SAID_EVERY: Duration = Duration::from_secs(10);

crate::row! {
    struct Applied { series: String, number: i64, checksum: String }
}

crate::statements! {
    fn applied() -> Vec<Applied> =
        "select series, number, checksum from store_migrations order by series, number limit 10000";
    fn note(series: &str, number: i64, name: &str, checksum: &str, at: Time) -> Changed =
        "insert into store_migrations (series, number, name, checksum, at) values ($1, $2, $3, $4, $5)";
}

const TABLE: &str = "create table if not exists store_migrations (
    series text not null,
    number bigint not null,
    name text not null,
    checksum text not null,
    at bigint not null,
    primary key (series, number)
);";

/// Brings the schema up to date. Nobody else may migrate meanwhile.
pub(crate) fn migrate(db: &Db, product: &[Migration], now: Time) -> Result<()> {
    db.batch(&dialect::translate(TABLE, db.engine()))
        .map_err(|failure| failure.error())?;
    let applied = applied(db)?;
    for (series, migrations) in [("store", OWN), ("migrations", product)] {
        in_order(series, migrations)?;
        let newest = migrations.last().map_or(0, |last| i64::from(last.number));
        let known = applied.iter().filter(|row| row.series == series);
        if let Some(unknown) = known.clone().find(|row| row.number > newest) {
            return Err(Error::internal(format!(
                "the database has migration {series}/{:04}, which this program does not know: it was made by a newer version",
                unknown.number
            )));
        }
        for migration in migrations {
            let checksum = checksum(migration.sql);
            match known
                .clone()
                .find(|row| row.number == i64::from(migration.number))
            {
                None => {
                    let _said = (!applied.is_empty()).then(|| Said::of(file(series, migration)));
                    apply(db, series, migration, &checksum, now)?;
                }
                Some(row) if row.checksum == checksum => {}
                Some(_) => {
                    return Err(Error::internal(format!(
                        "{} was changed after it had been applied; put its old text back and make a new migration",
                        file(series, migration)
                    )));
                }
            }
        }
    }
    Ok(())
}

/// Says that a change is being made, and every ten seconds that it still is: in a large network it may
/// take minutes. Ends when it is dropped.
struct Said {
    ended: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Said {
    fn of(file: String) -> Said {
        tracing::info!("changing the tables: {file}");
        let (ended, end) = mpsc::channel::<()>();
        let began = Instant::now();
        let say = move || {
            while end.recv_timeout(SAID_EVERY) == Err(RecvTimeoutError::Timeout) {
                let seconds = began.elapsed().as_secs();
                tracing::info!("still changing the tables: {file}, {seconds} s");
            }
        };
        Said {
            ended: Some(ended),
            thread: thread::Builder::new()
                .name("migrate".into())
                .spawn(say)
                .ok(),
        }
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        self.ended = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The same for the same texts; names the template that tests copy.
pub(crate) fn checksum_of(product: &[Migration]) -> String {
    let all: String = OWN
        .iter()
        .chain(product)
        .map(|migration| checksum(migration.sql))
        .collect();
    checksum(&(TABLE.to_owned() + &all))
}

fn apply(db: &Db, series: &str, migration: &Migration, checksum: &str, now: Time) -> Result<()> {
    let sql = dialect::translate(migration.sql, db.engine());
    let (before, after) = match db.engine() {
        Engine::Sqlite => (
            "pragma foreign_keys = off; begin immediate",
            "pragma foreign_keys = on",
        ),
        Engine::Postgres => ("begin", "select 1"),
    };
    // SQLite changes a table by making a new one, which references to the old one must survive. That
    // reads all rows of a table, so it is asked only of those that were written or refer to one.
    let written = match db.engine() {
        Engine::Sqlite => written(migration.sql),
        Engine::Postgres => BTreeSet::new(),
    };
    let number = i64::from(migration.number);
    let run = || -> Result<(), Failure> {
        db.batch(before)?;
        db.batch(&sql)?;
        db.no_dangling_references(&written)?;
        note(db, series, number, migration.name, checksum, now).map_err(|error| {
            db.take_failure()
                .unwrap_or_else(|| internal(error.to_string()))
        })?;
        db.batch("commit")
    };
    let result = run();
    if result.is_err() {
        // Nothing to roll back when it was the beginning that failed.
        let _ = db.batch("rollback");
    }
    db.batch(after).map_err(|failure| failure.error())?;
    result.map_err(|failure| {
        let text = format!("{}: {}", file(series, migration), failure.text);
        Failure { text, ..failure }.error()
    })
}

/// The tables whose rows a migration writes, by the words before their names.
fn written(sql: &str) -> BTreeSet<&str> {
    let before = [
        "drop table ",
        "insert into ",
        "update ",
        "delete from ",
        "rename to ",
    ];
    let mut written = BTreeSet::new();
    for words in before {
        for (at, _) in sql.match_indices(words) {
            let rest = &sql[at + words.len()..];
            let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
            written.insert(&rest[..end.unwrap_or(rest.len())]);
        }
    }
    written
}

fn internal(text: String) -> Failure {
    Failure::new(kernel::Kind::Internal, "internal", text)
}

fn in_order(series: &str, migrations: &[Migration]) -> Result<()> {
    match migrations
        .windows(2)
        .find(|pair| pair[0].number >= pair[1].number)
    {
        None => Ok(()),
        Some(pair) => Err(Error::internal(format!(
            "{} is out of order",
            file(series, &pair[1])
        ))),
    }
}

fn file(series: &str, migration: &Migration) -> String {
    format!("{series}/{:04}_{}.sql", migration.number, migration.name)
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
