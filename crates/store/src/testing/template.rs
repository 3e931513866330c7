//! Databases for tests: made once for a set of migrations, copied for each test.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread;

use kernel::{Error, Result};

use crate::migrate::{Migration, checksum_of};
use crate::postgres::{Target, connect};
use crate::{Options, Source, Store};

/// The maintenance database of the cluster to test with.
pub fn postgres_url() -> Option<String> {
    std::env::var("FOLKMOOT_TEST_POSTGRES")
        .ok()
        .filter(|url| !url.is_empty())
}

/// A fresh SQLite store in a temporary folder; it does not wait for the disk.
pub fn sqlite(mut options: Options) -> Result<Store> {
    static TEMPLATES: Mutex<Option<HashMap<String, Vec<u8>>>> = Mutex::new(None);
    let folder = tempfile::Builder::new().prefix("folkmoot-test-").tempdir();
    let folder = folder.map_err(Error::internal)?;
    let file: PathBuf = folder.path().join(crate::sqlite::FILE);
    options.faults.volatile = true;
    options.reserve_bytes = 0;
    {
        let mut templates = TEMPLATES.lock().unwrap_or_else(PoisonError::into_inner);
        let templates = templates.get_or_insert_default();
        let name = checksum_of(options.migrations);
        if let Some(bytes) = templates.get(&name) {
            std::fs::write(&file, bytes).map_err(Error::internal)?;
        } else {
            let first = Options {
                faults: options.faults.clone(),
                ..Options::new(options.migrations)
            };
            Store::open(&Source::Sqlite(folder.path().to_owned()), first)?.close();
            templates.insert(name, std::fs::read(&file).map_err(Error::internal)?);
        }
    }
    let source = Source::Sqlite(folder.path().to_owned());
    Store::open_keeping(&source, options, Some(Box::new(folder)))
}

/// A PostgreSQL database of a test's own, migrated; dropped with this.
pub struct Database {
    maintenance: String,
    name: String,
}

impl Database {
    /// Only where `FOLKMOOT_TEST_POSTGRES` is set.
    pub fn create(migrations: &'static [Migration]) -> Result<Database> {
        let maintenance = postgres_url().ok_or_else(|| Error::internal("no test cluster"))?;
        let checksum = &checksum_of(migrations)[..16];
        let template = format!("folkmoot_template_{checksum}");
        make_template(&maintenance, &template, migrations)?;
        // Tests run in many processes: the name must be nobody else's.
        let name = format!("folkmoot_test_{:016x}", kernel::Random::system().u64());
        batch(
            &maintenance,
            vec![format!("create database {name} template {template}")],
        )?;
        Ok(Database { maintenance, name })
    }

    pub fn url(&self) -> String {
        with_database(&self.maintenance, &self.name)
    }

    pub fn source(&self) -> Source {
        Source::Postgres(self.url())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("drop database if exists {} with (force)", self.name);
        if let Err(error) = batch(&self.maintenance, vec![sql]) {
            tracing::warn!(%error, database = self.name, "a test's database was not dropped");
        }
    }
}

fn make_template(maintenance: &str, name: &str, migrations: &'static [Migration]) -> Result<()> {
    static MADE: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if made.iter().any(|made| made == name) {
        return Ok(());
    }
    let (url, wanted) = (maintenance.to_owned(), name.to_owned());
    let other = thread::spawn(move || -> Result<()> {
        let target = Target::parse(&url)?;
        let mut client = connect(&target).map_err(|failure| failure.error())?;
        // One process makes it, the others wait; the lock goes with the session.
        let made = client
            .batch_execute(
                "set lock_timeout = 0; set statement_timeout = 0; select pg_advisory_lock(4711000)",
            )
            .and_then(|()| client.query("select 1 from pg_database where datname = $1", &[&wanted]))
            .map_err(Error::internal)?;
        if !made.is_empty() {
            return Ok(());
        }
        let half = format!("{wanted}_half");
        for sql in [
            format!("drop database if exists {half} with (force)"),
            format!("create database {half} template template0 encoding 'UTF8' locale 'C'"),
        ] {
            client.batch_execute(&sql).map_err(Error::internal)?;
        }
        let options = Options {
            readers: 1,
            writers: 1,
            ..Options::new(migrations)
        };
        Store::open(&Source::Postgres(with_database(&url, &half)), options)?.close();
        client
            .batch_execute(&format!("alter database {half} rename to {wanted}"))
            .map_err(Error::internal)
    });
    other
        .join()
        .unwrap_or_else(|_| Err(Error::internal("making the template panicked")))?;
    made.push(name.to_owned());
    Ok(())
}

/// On a thread of its own: the caller may be on one of the async runtime.
fn batch(url: &str, statements: Vec<String>) -> Result<()> {
    let url = url.to_owned();
    let other = thread::spawn(move || -> Result<()> {
        let mut client = connect(&Target::parse(&url)?).map_err(|failure| failure.error())?;
        for sql in statements {
            client.batch_execute(&sql).map_err(Error::internal)?;
        }
        Ok(())
    });
    other
        .join()
        .unwrap_or_else(|_| Err(Error::internal("a maintenance statement panicked")))
}

/// The same server and role, another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let start = address.find("://").map_or(0, |at| at + 3);
    let server = address[start..]
        .find('/')
        .map_or(address, |at| &address[..start + at]);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{server}/{name}{mark}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_a_url_changes() {
        assert_eq!(
            with_database("postgres://a@h:1/x?b=c", "y"),
            "postgres://a@h:1/y?b=c"
        );
        assert_eq!(with_database("postgres://a@h", "y"), "postgres://a@h/y");
    }
}
