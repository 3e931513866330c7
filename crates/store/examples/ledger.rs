//! What `cargo xtask faults` lets write while it breaks things, and how it looks afterwards.
//!
//! `ledger write FOLDER ROUND` writes with 64 threads until it ends with the storage; `ledger check
//! FOLDER` reads on its standard input what the writer had told and says what is not so. With
//! `volatile` after it, `write` does not wait for the disk: the control, which must lose.

#[path = "../tests/store/ledger.rs"]
mod ledger;

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use kernel::{Error, Result};
use store::{Faults, Options, Source, Store};

const WRITERS: usize = 64;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let done = match given[..] {
        ["write", folder, round] => write(folder, round, false),
        ["write", folder, round, "volatile"] => write(folder, round, true),
        ["check", folder] => check(folder),
        _ => Err(Error::internal(
            "write FOLDER ROUND [volatile] | check FOLDER",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

fn open(folder: &str, volatile: bool) -> Result<Store> {
    let faults = Faults {
        volatile,
        ..Faults::default()
    };
    let options = Options {
        faults,
        reserve_bytes: 0,
        readers: 1,
        ..Options::new(ledger::MIGRATIONS)
    };
    Store::open(&Source::Sqlite(PathBuf::from(folder)), options)
}

fn write(folder: &str, round: &str, volatile: bool) -> Result<()> {
    ledger::write(&open(folder, volatile)?, round, WRITERS);
    Ok(())
}

/// Three numbers and the sentences about what is wrong, one a line.
fn check(folder: &str) -> Result<()> {
    let mut told = String::new();
    let read = std::io::stdin().read_to_string(&mut told);
    read.map_err(Error::internal)?;
    let mut record = ledger::Record::default();
    record.add(&told);
    let (acknowledged, unknown) = (record.acknowledged(), record.unknown());
    let store = open(folder, false)?;
    let mut wrong = record.compare(&store)?;
    store.close();
    let file = PathBuf::from(folder).join("network.db");
    let found: String = rusqlite::Connection::open(file)
        .and_then(|db| db.query_row("pragma integrity_check", [], |row| row.get(0)))
        .map_err(Error::internal)?;
    if found != "ok" {
        wrong.push(format!("integrity_check: {found}"));
    }
    let lost = wrong.iter().filter(|wrong| wrong.starts_with("lost: "));
    println!(
        "{acknowledged} acknowledged, {unknown} unknown, {} lost",
        lost.count()
    );
    for wrong in &wrong {
        println!("{wrong}");
    }
    Ok(())
}
