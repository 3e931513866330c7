//! What the tests of every crate use: fresh stores on each engine, and a check of every statement.
//!
//! SQLite always; PostgreSQL when `FOLKMOOT_TEST_POSTGRES` holds the URL of a cluster's maintenance
//! database, in which a role that may create databases signs in. A database is migrated once for a
//! set of migrations and copied for each test.

mod statements;
mod template;

use std::thread;
use std::time::Duration;

use kernel::Result;

use crate::log;
use crate::migrate::Migration;
use crate::statement::Sole;
use crate::{Db, Options, Store};

pub use statements::check_statement;
pub use template::{Database, postgres_url, sqlite};

/// A fresh store on each engine at hand; its database is removed when its last clone goes.
pub fn stores(migrations: &'static [Migration]) -> Vec<Store> {
    stores_with(options(migrations))
}

/// Options with few threads: tests are many at a time, and a server has a hundred sessions.
pub fn options(migrations: &'static [Migration]) -> Options {
    Options {
        readers: 2,
        writers: 2,
        ..Options::new(migrations)
    }
}

/// As [`stores`], with other options; begin with [`options`].
pub fn stores_with(options: Options) -> Vec<Store> {
    let sqlite = sqlite(options.clone()).expect("a temporary SQLite database can be made");
    let mut stores = vec![sqlite];
    if postgres_url().is_some() {
        stores.push(postgres(options).expect("a temporary PostgreSQL database can be made"));
    }
    stores
}

/// Runs a test once on each engine.
pub fn each_engine(migrations: &'static [Migration], mut test: impl FnMut(Store)) {
    for store in stores(migrations) {
        test(store);
    }
}

/// A fresh PostgreSQL store; only where `FOLKMOOT_TEST_POSTGRES` is set.
pub fn postgres(options: Options) -> Result<Store> {
    let database = Database::create(options.migrations)?;
    Store::open_keeping(&database.source(), options, Some(Box::new(database)))
}

/// Waits until every committed change has its position; answers the newest.
pub fn settled(store: &Store) -> i64 {
    // On PostgreSQL another test's transaction holds positions back for half a minute.
    for _ in 0..12_000 {
        let waiting = store
            .read_blocking(log::unpositioned)
            .expect("the log can be read");
        if waiting.is_empty() {
            let Sole(newest) = store
                .read_blocking(log::newest)
                .expect("the log can be read");
            return newest;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("changes have had no position for two minutes");
}

/// How the engine goes about a statement, one step a line; parameters count as zeros.
pub fn plan(db: &Db, sql: &str) -> Result<String> {
    db.plan(sql).map_err(|failure| failure.error())
}
