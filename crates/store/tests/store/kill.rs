//! kill -9 under sixty-four writers: what was acknowledged is there, once.
//!
//! The test runs itself as a child that writes and tells what it was answered on its output, which
//! is the record outside of the faulty process. A control that answers before it commits must lose.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use kernel::Random;
use store::{Faults, Options, Source, Store, testing};

use crate::ledger::{self, MIGRATIONS, Record};

/// In flight at any moment: whole batches share a commit.
const WRITERS: usize = 64;

fn options(early: bool) -> Options {
    let faults = Faults {
        answer_before_commit: early,
        ..Faults::default()
    };
    Options {
        faults,
        reserve_bytes: 0,
        readers: 1,
        writers: 8,
        ..testing::options(MIGRATIONS)
    }
}

/// Not a test of its own: what the child does. Without its environment it does nothing.
#[test]
fn the_child() {
    let Ok(database) = std::env::var("STORE_TEST_CHILD") else {
        return;
    };
    let round = std::env::var("STORE_TEST_ROUND").unwrap();
    let early = std::env::var("STORE_TEST_EARLY").is_ok();
    let source = if database.starts_with("postgres") {
        Source::Postgres(database)
    } else {
        Source::Sqlite(PathBuf::from(database))
    };
    let store = Store::open(&source, options(early)).unwrap();
    ledger::write(&store, &round, WRITERS);
}

/// Runs the child for a while, kills it, and answers what it told.
fn killed(source: &Source, round: usize, early: bool, after: Duration) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "kill::the_child",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env("STORE_TEST_ROUND", round.to_string());
    match source {
        Source::Sqlite(folder) => command.env("STORE_TEST_CHILD", folder),
        Source::Postgres(url) => command.env("STORE_TEST_CHILD", url),
    };
    if early {
        command.env("STORE_TEST_EARLY", "1");
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).unwrap();
        text
    });
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

fn differences(source: &Source, record: &mut Record) -> Vec<String> {
    let store = Store::open(source, options(false)).unwrap();
    record.compare(&store).unwrap()
}

/// Rounds until so many requests were acknowledged, but at least `least`.
fn rounds(source: &Source, least: usize, acknowledged: usize) {
    let random = Random::system();
    let mut record = Record::default();
    let mut unknown = 0;
    for round in 0.. {
        // Also in start-up and in migration; a third of the rounds is long enough for thousands of
        // writes.
        let longest = if round % 3 == 0 { 400 } else { 120 };
        let after = Duration::from_millis(15 + random.below(longest));
        record.add(&killed(source, round, false, after));
        unknown += record.unknown();
        let wrong = differences(source, &mut record);
        assert!(wrong.is_empty(), "round {round}: {wrong:?}");
        if round + 1 >= least && record.acknowledged() > acknowledged && unknown > WRITERS {
            return;
        }
        assert!(round < 10 * least, "only {}", record.acknowledged());
    }
}

#[test]
fn fifty_kills_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    rounds(&Source::Sqlite(folder.path().to_owned()), 50, 1_000);
    let file = folder.path().join("network.db");
    let check: String = rusqlite::Connection::open(file)
        .unwrap()
        .query_row("pragma integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_killed_node_of_many_loses_nothing() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    rounds(&database.source(), 8, 50);
}

#[test]
fn the_control_that_answers_before_it_commits_loses() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    let mut record = Record::default();
    for round in 0..50 {
        record.add(&killed(&source, round, true, Duration::from_millis(200)));
        let wrong = differences(&source, &mut record);
        if wrong.iter().any(|wrong| wrong.starts_with("lost")) {
            return;
        }
    }
    panic!(
        "the control lost nothing of {}: the test proves nothing",
        record.acknowledged()
    );
}
