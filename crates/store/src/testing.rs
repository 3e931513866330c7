//! What the tests of every crate use: fresh stores on each engine, and a check of every statement.
//!
//! SQLite always; PostgreSQL when `FOLKMOOT_TEST_POSTGRES` holds the URL of a cluster's maintenance
//! database, in which a role that may create databases signs in.

use kernel::Result;

use crate::migrate::Migration;
use crate::{Options, Source, Store};

/// A fresh store on each engine at hand; its database is removed when its last clone goes.
pub fn stores(migrations: &'static [Migration]) -> Vec<Store> {
    stores_with(Options::new(migrations))
}

/// As [`stores`], with other options.
pub fn stores_with(options: Options) -> Vec<Store> {
    vec![sqlite(options).expect("a temporary SQLite database can be made")]
}

/// Runs a test once on each engine.
pub fn each_engine(migrations: &'static [Migration], mut test: impl FnMut(Store)) {
    for store in stores(migrations) {
        test(store);
    }
}

/// A fresh SQLite store in a temporary folder; it does not wait for the disk.
pub fn sqlite(mut options: Options) -> Result<Store> {
    let folder = tempfile::Builder::new()
        .prefix("folkmoot-test-")
        .tempdir()
        .map_err(kernel::Error::internal)?;
    options.faults.volatile = true;
    options.reserve_bytes = 0;
    let source = Source::Sqlite(folder.path().to_owned());
    Store::open_keeping(&source, options, Some(Box::new(folder)))
}
