//! Two who want the same at the same time: both are served, or one is told; never both half.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use store::{Engine, Options, Sole, Store, Tx, testing};

use crate::things::{self, MIGRATIONS};

/// Runs two writes that overlap: each first run waits, where it asks to, until the other is there.
/// Answers both results and the number of runs.
fn overlapping<T: Send + 'static>(
    store: &Store,
    work: fn(&Tx, usize, &dyn Fn()) -> kernel::Result<T>,
) -> (Vec<kernel::Result<T>>, usize) {
    // One writer runs one job at a time: there is nobody to wait for.
    let overlaps = store.engine() == Engine::Postgres;
    let barrier = Arc::new(Barrier::new(2));
    let runs = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..2)
        .map(|who| {
            let (store, barrier, runs) = (store.clone(), barrier.clone(), runs.clone());
            let first = AtomicUsize::new(0);
            thread::spawn(move || {
                store.write_blocking(move |tx| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    let meet = || {
                        if overlaps && first.fetch_add(1, Ordering::SeqCst) == 0 {
                            barrier.wait();
                        }
                    };
                    work(tx, who, &meet)
                })
            })
        })
        .collect();
    let results = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    (results, runs.load(Ordering::SeqCst))
}

fn each_engine(test: impl Fn(Store)) {
    testing::stores_with(Options {
        writers: 4,
        ..testing::options(MIGRATIONS)
    })
    .into_iter()
    .for_each(test);
}

#[test]
fn a_decision_on_what_the_other_changes_is_made_again() {
    each_engine(|store| {
        // Each adds a thing only when there is none: write skew under anything less than serializable.
        let (results, runs) = overlapping(&store, |tx, who, meet| {
            let Sole(count) = things::count(tx)?;
            meet();
            if count == 0 {
                things::add(tx, &format!("thing {who}"))?;
            }
            Ok(count == 0)
        });
        let made = results
            .into_iter()
            .filter(|made| *made.as_ref().unwrap())
            .count();
        assert_eq!(made, 1);
        assert_eq!(store.read_blocking(things::count).unwrap(), Sole(1));
        assert_eq!(runs > 2, store.engine() == Engine::Postgres, "{runs} runs");
    });
}

#[test]
fn who_finds_the_name_taken_finds_the_thing() {
    each_engine(|store| {
        let (results, _) = overlapping(&store, |tx, _, meet| {
            let found = things::named(tx, &["only"], 1)?;
            meet();
            match found.first() {
                Some(id) => Ok(*id),
                None => things::add(tx, "only"),
            }
        });
        let ids: Vec<_> = results.into_iter().map(Result::unwrap).collect();
        assert_eq!(ids[0], ids[1]);
    });
}

#[test]
fn a_deadlock_is_nobodys_end() {
    each_engine(|store| {
        for name in ["a", "b"] {
            store
                .write_blocking(move |tx| things::add(tx, name))
                .unwrap();
        }
        let (results, _) = overlapping(&store, |tx, who, meet| {
            let names = if who == 0 { ["a", "b"] } else { ["b", "a"] };
            let ids = names.map(|name| things::named(tx, &[name], 1));
            for (number, id) in ids.into_iter().enumerate() {
                if let Some(id) = id?.first() {
                    things::remove(tx, *id)?;
                }
                if number == 0 {
                    meet();
                }
            }
            Ok(())
        });
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        assert_eq!(store.read_blocking(things::count).unwrap(), Sole(0));
    });
}

#[test]
fn lost_sessions_are_opened_again() {
    let Some(_) = testing::postgres_url() else {
        return;
    };
    let database = testing::Database::create(MIGRATIONS).unwrap();
    let store = Store::open(&database.source(), testing::options(MIGRATIONS)).unwrap();
    let mut other = postgres::Client::connect(&database.url(), postgres::NoTls).unwrap();
    for round in 0..3 {
        for _ in 0..4 {
            store
                .write_blocking(move |tx| things::add(tx, &format!("{}", tx.id::<()>())))
                .unwrap();
            store.read_blocking(things::count).unwrap();
        }
        assert_eq!(testing::settled(&store), 4 * (round + 1));
        other
            .batch_execute(
                "select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()",
            )
            .unwrap();
    }
}
