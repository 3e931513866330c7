//! Ids never repeat: not after a restart with the clock set back, not on two nodes.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::{Clock, Id, Time};
use store::{Options, Source, Store, testing};

use crate::things::{self, MIGRATIONS, Thing};

const NODE_BITS: i64 = 0b11_1111 << 9;

fn make(store: &Store, count: usize) -> Vec<Id<Thing>> {
    store
        .write_blocking(move |tx| {
            let ids: Vec<Id<Thing>> = (0..count).map(|_| tx.id()).collect();
            for id in &ids {
                things::insert(tx, *id, None, None, None, false)?;
            }
            Ok(ids)
        })
        .unwrap()
}

fn node(id: Id<Thing>) -> i64 {
    (id.raw() & NODE_BITS) >> 9
}

fn at(seconds: i64) -> (Clock, Options) {
    let clock = Clock::fixed(Time::from_seconds(1_700_000_000 + seconds));
    let options = Options {
        clock: clock.clone(),
        reserve_bytes: 0,
        ..testing::options(MIGRATIONS)
    };
    (clock, options)
}

#[test]
fn a_clock_that_was_set_back_repeats_no_id() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    let mut last = Id::from_raw(0);
    for seconds in [0, 10, -600, 2, -6_000] {
        let (clock, options) = at(seconds);
        let store = Store::open(&source, options).unwrap();
        for step in [0, 5 * Time::SECOND_US, -60 * Time::SECOND_US] {
            clock.advance(step);
            for id in make(&store, 700) {
                assert!(id > last, "{id} after {last}");
                last = id;
            }
        }
        // Not closed: a killed process does not tidy up. The lock goes with the process.
        drop(store);
    }
}

#[test]
fn nodes_make_ids_apart_and_a_number_given_back_goes_on_above() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let stores: Vec<Store> = (0..3)
        .map(|_| Store::open(&database.source(), at(0).1).unwrap())
        .collect();
    let mut all = BTreeSet::new();
    let mut nodes = BTreeSet::new();
    for store in &stores {
        let ids = make(store, 600);
        nodes.insert(node(ids[0]));
        all.extend(ids);
    }
    assert_eq!((all.len(), nodes.len()), (1_800, 3));
    drop(stores);
    let again = make(&Store::open(&database.source(), at(-600).1).unwrap(), 600);
    assert!(again.iter().all(|id| all.insert(*id)));
}

#[test]
fn who_slept_through_a_lease_makes_no_id_of_the_next_owner() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let (sleeper_clock, options) = at(0);
    let sleeper = Store::open(&database.source(), options).unwrap();
    let mut all: BTreeSet<_> = make(&sleeper, 10).into_iter().collect();
    // By this one's clock the lease is long over.
    let next_options = at(300).1;
    let next = Store::open(&database.source(), next_options).unwrap();
    let theirs = make(&next, 10);
    assert_eq!(
        node(theirs[0]),
        node(*all.first().unwrap()),
        "it took the number"
    );
    assert!(theirs.into_iter().all(|id| all.insert(id)));
    // The sleeper does not know, and still has room below its mark.
    for _ in 0..20 {
        assert!(make(&sleeper, 1_000).into_iter().all(|id| all.insert(id)));
        assert!(make(&next, 1_000).into_iter().all(|id| all.insert(id)));
    }
    // Nor does it reach the other's ids when it sleeps in the middle of a transaction.
    let (clock, slept) = (sleeper_clock.clone(), AtomicBool::new(false));
    let asleep = sleeper
        .write_blocking(move |tx| {
            if !slept.swap(true, Ordering::SeqCst) {
                clock.advance(300 * Time::SECOND_US);
            }
            Ok((0..1_000).map(|_| tx.id()).collect::<Vec<Id<Thing>>>())
        })
        .unwrap();
    sleeper_clock.advance(-300 * Time::SECOND_US);
    assert!(asleep.into_iter().all(|id| all.insert(id)));
    // When it renews the lease it finds out and takes another number.
    sleeper_clock.advance(45 * Time::SECOND_US);
    let renewed = make(&sleeper, 10);
    assert_ne!(node(renewed[0]), node(make(&next, 1)[0]));
    assert!(renewed.into_iter().all(|id| all.insert(id)));
}

#[test]
fn a_number_that_was_asked_for_is_had_or_refused() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let options = || Options {
        node: Some(7),
        ..at(0).1
    };
    let store = Store::open(&database.source(), options()).unwrap();
    let first = make(&store, 700);
    assert_eq!(node(first[0]), 7);
    let error = Store::open(&database.source(), options()).err().unwrap();
    assert_eq!(error.code(), "node_in_use");
    drop(store);
    // The clock stands where it stood; only the written tick tells that these ids were made.
    let again = make(&Store::open(&database.source(), options()).unwrap(), 1);
    assert!(again[0] > first[699]);
}
