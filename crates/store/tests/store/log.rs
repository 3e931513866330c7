//! The change log: a follower that reads from where it stopped skips nothing.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kernel::{Clock, Random, Time};
use postgres::{Client, NoTls};
use store::{Change, Engine, Options, Source, Store, testing};

use crate::things::{self, MIGRATIONS};

const WRITERS: usize = 16;
const EACH: usize = 20;
/// How long a write transaction stays open in another database of the cluster.
const HELD: Duration = Duration::from_secs(30);

/// Reads on until told to stop and nothing is left; every step must be one.
fn follow(store: &Store, stop: &AtomicBool) -> Vec<Change> {
    let mut seen: Vec<Change> = Vec::new();
    loop {
        let last = seen.last().map_or(0, |change| change.position.unwrap());
        let stopped = stop.load(Ordering::SeqCst);
        let next = store
            .read_blocking(move |db| Store::changes_after(db, last, 7))
            .unwrap();
        if next.is_empty() {
            if stopped {
                return seen;
            }
            thread::sleep(Duration::from_millis(1));
        }
        for change in next {
            let expected = seen.last().map_or(1, |last| last.position.unwrap() + 1);
            assert_eq!(change.position, Some(expected), "positions are dense");
            seen.push(change);
        }
    }
}

fn sixteen_writers_and_a_reader(store: &Store) {
    let stop = Arc::new(AtomicBool::new(false));
    let reader = {
        let (store, stop) = (store.clone(), stop.clone());
        thread::spawn(move || follow(&store, &stop))
    };
    let slowest_us = if store.engine() == Engine::Sqlite {
        2_000
    } else {
        40_000
    };
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let store = store.clone();
            thread::spawn(move || {
                let write = || {
                    store.write_blocking(move |tx| {
                        // No table in common but the log itself.
                        let key = tx.id::<()>().raw();
                        tx.log("thing", key, 7)?;
                        let wait = Random::system().below(slowest_us);
                        thread::sleep(Duration::from_micros(wait));
                        Ok(key)
                    })
                };
                (0..EACH).map(|_| write().unwrap()).collect::<Vec<_>>()
            })
        })
        .collect();
    let written: BTreeSet<i64> = writers
        .into_iter()
        .flat_map(|w| w.join().unwrap())
        .collect();
    let newest = testing::settled(store);
    stop.store(true, Ordering::SeqCst);
    let seen = reader.join().unwrap();
    assert_eq!(written.len(), WRITERS * EACH);
    assert_eq!(newest, (WRITERS * EACH) as i64);
    assert_eq!(seen.len(), written.len());
    assert_eq!(
        seen.iter()
            .map(|change| change.key)
            .collect::<BTreeSet<_>>(),
        written
    );
    assert!(
        seen.iter()
            .all(|change| change.place == 7 && change.kind == "thing")
    );
}

#[test]
fn a_reader_skips_nothing_that_sixteen_write() {
    let options = Options {
        writers: WRITERS,
        ..testing::options(MIGRATIONS)
    };
    for store in testing::stores_with(options) {
        sixteen_writers_and_a_reader(&store);
    }
}

/// What a follower would see that trusted numbers taken before the commit.
fn follow_by_number(url: &str, stop: &AtomicBool) -> usize {
    let mut client = Client::connect(url, NoTls).unwrap();
    let (mut last, mut seen) = (0_i64, 0);
    loop {
        let stopped = stop.load(Ordering::SeqCst);
        let sql = "select entry from changes where entry > $1 order by entry limit 7";
        let rows = client.query(sql, &[&last]).unwrap();
        if rows.is_empty() && stopped {
            return seen;
        }
        seen += rows.len();
        last = rows.last().map_or(last, |row| row.get(0));
    }
}

/// The control: without positions the same reader, beside the same writers, must miss something.
#[test]
fn a_reader_that_trusts_numbers_skips() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let options = Options {
        writers: WRITERS,
        ..testing::options(MIGRATIONS)
    };
    let store = Store::open(&database.source(), options).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let naive = {
        let (url, stop) = (database.url(), stop.clone());
        thread::spawn(move || follow_by_number(&url, &stop))
    };
    sixteen_writers_and_a_reader(&store);
    stop.store(true, Ordering::SeqCst);
    let seen = naive.join().unwrap();
    assert!(
        seen < WRITERS * EACH,
        "it saw all {seen}: the other tests prove nothing"
    );
}

/// A write transaction held open in another database of the same cluster.
struct Held {
    client: Client,
    _database: testing::Database,
}

impl Held {
    fn begin() -> Held {
        let database = testing::Database::create(MIGRATIONS).unwrap();
        let mut client = Client::connect(&database.url(), NoTls).unwrap();
        client
            .batch_execute("begin; select pg_current_xact_id()")
            .unwrap();
        Held {
            client,
            _database: database,
        }
    }

    fn end(mut self) {
        self.client.batch_execute("commit").unwrap();
    }
}

#[test]
fn a_transaction_held_elsewhere_delays_positions_but_no_forgetting() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let options = Options {
        writers: WRITERS,
        ..testing::options(MIGRATIONS)
    };
    let store = Store::open(&database.source(), options).unwrap();
    let other = Store::open(&database.source(), testing::options(MIGRATIONS)).unwrap();
    let before = store
        .write_blocking(|tx| tx.log("before", 1, 0))
        .map(|()| testing::settled(&store));
    assert_eq!(before.unwrap(), 1);

    let held = Held::begin();
    let mut woken = other.subscribe();
    woken.mark_unchanged();
    let removed = Instant::now();
    store
        .write_blocking(|tx| tx.log("membership", 42, 7))
        .unwrap();
    let seen = loop {
        let waiting = other.read_blocking(Store::unpositioned).unwrap();
        if woken.has_changed().unwrap() && !waiting.is_empty() {
            break waiting;
        }
        assert!(
            removed.elapsed() < Duration::from_secs(1),
            "another node learns of it too late"
        );
        thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(
        (seen[0].key, seen[0].place, seen[0].position),
        (42, 7, None)
    );
    // It stays without a position for as long as the other transaction is open.
    thread::sleep(Duration::from_secs(2));
    assert!(
        other
            .read_blocking(|db| Store::changes_after(db, 1, 10))
            .unwrap()
            .is_empty()
    );
    let lag = other.read_blocking(Store::lag).unwrap();
    assert_eq!(lag.rows, 1);
    assert!(lag.oldest.is_some());
    held.end();
    assert_eq!(testing::settled(&other), 2);
}

#[test]
fn nothing_is_skipped_while_a_transaction_is_held_elsewhere() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let options = Options {
        writers: WRITERS,
        ..testing::options(MIGRATIONS)
    };
    let store = testing::postgres(options).unwrap();
    let held = Held::begin();
    let release = thread::spawn(move || {
        thread::sleep(HELD);
        held.end();
    });
    sixteen_writers_and_a_reader(&store);
    release.join().unwrap();
}

#[test]
fn old_changes_go_and_positions_go_on() {
    let clock = Clock::fixed(Time::from_seconds(1_700_000_000));
    let options = Options {
        clock: clock.clone(),
        ..testing::options(MIGRATIONS)
    };
    for store in testing::stores_with(options) {
        for _ in 0..5 {
            store.write_blocking(|tx| tx.log("thing", 1, 0)).unwrap();
            clock.advance(Time::HOUR_US);
        }
        assert_eq!(testing::settled(&store), 5);
        let before = store.clock().now().minus(Duration::from_secs(3 * 3_600));
        let purge = move |tx: &store::Tx| store::purge_changes(tx, before, 100);
        assert_eq!(store.write_blocking(purge).unwrap(), 2);
        let far = clock.now().plus(Duration::from_secs(1_000_000));
        let purge = move |tx: &store::Tx| store::purge_changes(tx, far, 100);
        assert_eq!(store.write_blocking(purge).unwrap(), 2, "the newest stays");
        store.write_blocking(|tx| tx.log("thing", 2, 0)).unwrap();
        assert_eq!(testing::settled(&store), 6);
    }
}

#[test]
fn a_store_that_is_opened_again_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    for round in 1..=3 {
        let options = Options {
            reserve_bytes: 0,
            ..testing::options(MIGRATIONS)
        };
        let store = Store::open(&source, options).unwrap();
        assert_eq!(store.position(), round - 1);
        let mut woken = store.subscribe();
        store
            .write_blocking(move |tx| things::add(tx, &format!("{round}")))
            .unwrap();
        assert!(woken.has_changed().unwrap());
        assert_eq!(*woken.borrow_and_update(), round);
        assert_eq!(store.position(), round);
    }
}
