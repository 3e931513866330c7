//! kill -9 under eight writers: what was acknowledged is there, once.
//!
//! The test runs itself as a child that writes and tells each acknowledged name on its output, which
//! is the log outside of the faulty process. A control that answers before it commits must lose.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use kernel::Random;
use store::{Faults, Options, Source, Store, testing};

use crate::things::{self, MIGRATIONS};

const WRITERS: usize = 8;

fn options(early: bool) -> Options {
    let faults = Faults {
        answer_before_commit: early,
        ..Faults::default()
    };
    let readers = 1;
    Options {
        faults,
        reserve_bytes: 0,
        readers,
        writers: WRITERS,
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
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (store, round) = (&store, &round);
            scope.spawn(move || {
                for number in 0.. {
                    let name = format!("{round}-{writer}-{number}");
                    let row = name.clone();
                    store
                        .write_blocking(move |tx| things::add(tx, &row))
                        .unwrap();
                    // One system call; the test harness catches `print!`, but not this.
                    std::io::stdout()
                        .lock()
                        .write_all(format!("ack {name}\n").as_bytes())
                        .unwrap();
                }
            });
        }
    });
}

/// Runs the child for a while, kills it, and answers what it had acknowledged.
fn killed(source: &Source, round: usize, early: bool, after: Duration) -> Vec<String> {
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
    let text = reader.join().unwrap();
    // The last line may be cut; a cut name is no acknowledgement.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole
        .lines()
        .filter_map(|line| line.split("ack ").nth(1))
        .map(str::to_owned)
        .collect()
}

/// What is in the database; the log must say the same.
fn found(source: &Source) -> BTreeSet<String> {
    let store = Store::open(source, options(false)).unwrap();
    let names = store.read_blocking(things::names).unwrap();
    let newest = testing::settled(&store);
    let found: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(found.len(), names.len(), "each once");
    assert_eq!(newest, names.len() as i64, "one change for each row");
    found
}

fn rounds(source: &Source, count: usize) {
    let random = Random::system();
    let mut acknowledged = BTreeSet::new();
    for round in 0..count {
        // Also in start-up; a third of the rounds is long enough for thousands of writes.
        let after =
            Duration::from_millis(15 + random.below(if round % 3 == 0 { 400 } else { 120 }));
        acknowledged.extend(killed(source, round, false, after));
        let found = found(source);
        let lost: Vec<_> = acknowledged.difference(&found).collect();
        assert!(lost.is_empty(), "round {round} lost {lost:?}");
    }
    assert!(
        acknowledged.len() > count * 5,
        "only {} writes were tried",
        acknowledged.len()
    );
}

#[test]
fn fifty_kills_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    rounds(&Source::Sqlite(folder.path().to_owned()), 50);
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
    rounds(&testing::Database::create(MIGRATIONS).unwrap().source(), 8);
}

#[test]
fn the_control_that_answers_before_it_commits_loses() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    let mut acknowledged = BTreeSet::new();
    for round in 0..50 {
        acknowledged.extend(killed(&source, round, true, Duration::from_millis(200)));
        if !acknowledged.is_subset(&found(&source)) {
            return;
        }
    }
    panic!(
        "the control lost nothing of {}: the test proves nothing",
        acknowledged.len()
    );
}
