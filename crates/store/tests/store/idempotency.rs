//! The same request twice makes one thing.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use kernel::{Clock, Kind, Time};
use store::{IdempotencyKey, Options, Replay, Sole, Tx, testing};

use crate::things::{self, MIGRATIONS};

fn key(body: u8) -> IdempotencyKey {
    IdempotencyKey {
        owner: "person 1".into(),
        target: "POST /api/things".into(),
        key: "k".into(),
        body_hash: [body; 32],
    }
}

/// Makes a thing once; answers its id each time.
fn make(tx: &Tx, key: &IdempotencyKey) -> kernel::Result<i64> {
    match tx.idempotent(key)? {
        Replay::Done { object, .. } => Ok(object),
        Replay::New => {
            let id = tx.id();
            things::insert(tx, id, None, None, None, false)?;
            tx.remember(key, 201, "thing", id.raw())?;
            Ok(id.raw())
        }
    }
}

#[test]
fn a_repeated_request_is_answered_and_not_done() {
    let clock = Clock::fixed(Time::from_seconds(1_700_000_000));
    let options = Options {
        clock: clock.clone(),
        ..testing::options(MIGRATIONS)
    };
    for store in testing::stores_with(options) {
        let first = store.write_blocking(|tx| make(tx, &key(1))).unwrap();
        assert_eq!(store.write_blocking(|tx| make(tx, &key(1))).unwrap(), first);
        let replay = store.write_blocking(|tx| tx.idempotent(&key(1))).unwrap();
        assert_eq!(
            replay,
            Replay::Done {
                status: 201,
                kind: "thing".into(),
                object: first
            }
        );
        let other = store.write_blocking(|tx| make(tx, &key(2))).unwrap_err();
        assert_eq!(
            (other.kind, other.code()),
            (Kind::Invalid, "idempotency_mismatch")
        );
        assert_eq!(store.read_blocking(things::count).unwrap(), Sole(1));

        clock.advance(25 * Time::HOUR_US);
        let second = store.write_blocking(|tx| make(tx, &key(2))).unwrap();
        assert_ne!(second, first, "after a day the key is free");
        clock.advance(25 * Time::HOUR_US);
        let purged = store
            .write_blocking(|tx| store::purge_idempotency(tx, 100))
            .unwrap();
        assert_eq!(purged, 1);
    }
}

#[test]
fn at_the_same_time_one_of_them_makes_it() {
    let options = Options {
        writers: 8,
        ..testing::options(MIGRATIONS)
    };
    for store in testing::stores_with(options) {
        let barrier = Arc::new(Barrier::new(8));
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (store, barrier) = (store.clone(), barrier.clone());
                thread::spawn(move || {
                    barrier.wait();
                    store.write_blocking(|tx| make(tx, &key(1))).unwrap()
                })
            })
            .collect();
        let mut made: Vec<i64> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        made.dedup();
        assert_eq!(made.len(), 1);
        assert_eq!(store.read_blocking(things::count).unwrap(), Sole(1));
    }
}

#[tokio::test(start_paused = true)]
async fn the_second_waits_five_seconds_for_the_first() {
    let store = testing::sqlite(testing::options(MIGRATIONS)).unwrap();
    let first = store.hold(&key(1)).await.unwrap();
    let (clock, waits) = (tokio::time::Instant::now(), store.clone());
    let error = store.hold(&key(1)).await.err().unwrap();
    assert_eq!(
        (error.kind, error.code()),
        (Kind::Conflict, "idempotency_in_progress")
    );
    assert!(clock.elapsed() >= Duration::from_secs(5));

    let second = tokio::spawn(async move { waits.hold(&key(1)).await.is_ok() });
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(first);
    assert!(second.await.unwrap(), "it goes on when the first is done");
    store.hold(&key(1)).await.unwrap();
}
