//! Jobs: each is done, by one worker at a time, and a hopeless one is put aside.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use kernel::{Clock, Error, Time};
use store::jobs::{self, Job, Work};
use store::{NewJob, Options, Runner, Store, testing};

use crate::things::MIGRATIONS;

const LEASE: Duration = Duration::from_secs(60);

fn fixed() -> (Clock, Options) {
    let clock = Clock::fixed(Time::from_seconds(1_700_000_000));
    let options = Options {
        clock: clock.clone(),
        writers: 4,
        ..testing::options(MIGRATIONS)
    };
    (clock, options)
}

fn enqueue(store: &Store, kind: &'static str) {
    store
        .write_blocking(move |tx| {
            tx.enqueue(NewJob {
                kind,
                payload: "{}".into(),
                run_at: tx.now(),
            })
        })
        .unwrap();
}

fn claim(store: &Store, kinds: &'static [&'static str], limit: usize) -> Vec<Job> {
    store
        .write_blocking(move |tx| jobs::claim(tx, kinds, LEASE, limit))
        .unwrap()
}

fn finish(store: &Store, job: &Job) -> bool {
    let (id, worker) = (job.id, job.worker);
    store
        .write_blocking(move |tx| jobs::finish(tx, id, worker))
        .unwrap()
}

fn fail(store: &Store, job: &Job) -> bool {
    let job = job.clone();
    store
        .write_blocking(move |tx| jobs::fail(tx, &job, "no luck"))
        .unwrap()
}

#[test]
fn leases_of_a_process_that_died_are_taken_back() {
    for store in testing::stores_with(fixed().1) {
        enqueue(&store, "mail");
        let dead = claim(&store, &[], 10).remove(0);
        assert!(claim(&store, &[], 10).is_empty(), "it is leased");
        store.write_blocking(jobs::release).unwrap();
        let again = claim(&store, &[], 10).remove(0);
        assert_eq!((again.id, again.tries), (dead.id, 2));
        assert!(!finish(&store, &dead), "its lease is lost");
        assert!(finish(&store, &again));
    }
}

#[test]
fn a_job_that_waits_is_not_written_twice() {
    for store in testing::stores_with(fixed().1) {
        let once = |payload: &'static str| {
            let job = move |tx: &store::Tx| NewJob {
                kind: "count",
                payload: payload.into(),
                run_at: tx.now(),
            };
            let write = store.write_blocking(move |tx| tx.enqueue_once(job(tx)));
            write.unwrap();
        };
        ["a", "a", "b"].into_iter().for_each(once);
        assert_eq!(claim(&store, &[], 10).len(), 2);
        once("a");
        let begun = "what has begun may not see what was written since";
        assert_eq!(claim(&store, &[], 10).len(), 1, "{begun}");
    }
}

#[test]
fn a_lease_that_ends_gives_the_job_to_another() {
    let (clock, options) = fixed();
    for store in testing::stores_with(options) {
        enqueue(&store, "mail");
        assert!(claim(&store, &["other"], 10).is_empty());
        let first = claim(&store, &["mail", "push"], 10).remove(0);
        assert!(claim(&store, &[], 10).is_empty(), "it is leased");
        clock.advance(61 * Time::SECOND_US);
        let second = claim(&store, &[], 10).remove(0);
        assert_eq!((first.id, first.tries, second.tries), (second.id, 1, 2));
        assert!(!finish(&store, &first), "its lease is lost");
        assert!(!fail(&store, &first));
        assert!(finish(&store, &second));
        clock.advance(Time::DAY_US);
        assert!(claim(&store, &[], 10).is_empty());
    }
}

#[test]
fn a_job_that_fails_comes_later_and_after_eight_tries_is_parked() {
    let (clock, options) = fixed();
    for store in testing::stores_with(options) {
        enqueue(&store, "mail");
        let mut waits = Vec::new();
        for tries in 1..=8 {
            let job = claim(&store, &[], 10).remove(0);
            assert_eq!(job.tries, tries);
            assert!(fail(&store, &job));
            let mut waited = 0;
            while tries < 8 && claim_would_be_empty(&store) {
                clock.advance(Time::SECOND_US);
                waited += 1;
            }
            waits.push(waited);
        }
        assert!(
            waits.windows(2).take(6).all(|pair| pair[1] * 2 > pair[0]),
            "{waits:?}"
        );
        assert!(waits[6] > 100 && waits[0] <= 5, "{waits:?}");
        clock.advance(7 * Time::DAY_US);
        assert!(claim(&store, &[], 10).is_empty());
        let parked = store.read_blocking(|db| jobs::parked(db, 10)).unwrap();
        assert_eq!(parked[0].last_error.as_deref(), Some("no luck"));
        let id = parked[0].id;
        store
            .write_blocking(move |tx| jobs::unpark(tx, id, tx.now()))
            .unwrap();
        assert_eq!(claim(&store, &[], 10).len(), 1);
    }
}

/// Claims and undoes the claim.
fn claim_would_be_empty(store: &Store) -> bool {
    let found = store.write_blocking(|tx| -> kernel::Result<()> {
        let found = jobs::claim(tx, &[], LEASE, 10)?;
        Err(Error::conflict(if found.is_empty() {
            "none"
        } else {
            "some"
        }))
    });
    found.unwrap_err().code() == "none"
}

#[test]
fn a_job_that_kills_its_worker_is_parked_too() {
    let (clock, options) = fixed();
    for store in testing::stores_with(options) {
        enqueue(&store, "deadly");
        for _ in 0..8 {
            assert_eq!(claim(&store, &[], 10).len(), 1);
            clock.advance(61 * Time::SECOND_US);
        }
        assert!(claim(&store, &[], 10).is_empty());
        assert_eq!(
            store
                .read_blocking(|db| jobs::parked(db, 10))
                .unwrap()
                .len(),
            1
        );
    }
}

#[test]
fn no_two_workers_have_the_same_job() {
    let (_, options) = fixed();
    for store in testing::stores_with(options) {
        for _ in 0..60 {
            enqueue(&store, "mail");
        }
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                thread::spawn(move || {
                    let mut mine = Vec::new();
                    loop {
                        let claimed = claim(&store, &[], 3);
                        if claimed.is_empty() {
                            return mine;
                        }
                        mine.extend(claimed.into_iter().map(|job| job.id));
                    }
                })
            })
            .collect();
        let all: Vec<_> = threads
            .into_iter()
            .flat_map(|t| t.join().unwrap())
            .collect();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (60, 60));
    }
}

#[test]
fn the_runner_does_jobs_and_tries_again() {
    let (clock, options) = fixed();
    for store in testing::stores_with(options) {
        let done = Arc::new(Mutex::new(Vec::new()));
        let failures = Arc::new(AtomicUsize::new(0));
        let (told, failed) = (done.clone(), failures.clone());
        let work = Work {
            poll: Duration::from_millis(5),
            ..Work::default()
        };
        let handler = move |_: &Store, job: &Job| match (job.kind.as_str(), job.tries) {
            ("fails", 1) => {
                failed.fetch_add(1, Ordering::SeqCst);
                Err(Error::unavailable("not_yet", 1))
            }
            ("panics", 1) => {
                failed.fetch_add(1, Ordering::SeqCst);
                panic!("on purpose")
            }
            (kind, tries) => {
                told.lock().unwrap().push((kind.to_owned(), tries));
                Ok(())
            }
        };
        let runner = Runner::start(&store, work, Arc::new(handler)).unwrap();
        for kind in ["works", "fails", "panics"] {
            enqueue(&store, kind);
        }
        wait_until(|| failures.load(Ordering::SeqCst) == 2 && done.lock().unwrap().len() == 1);
        // The failures are written after the handler has returned.
        wait_until(|| {
            clock.advance(10 * Time::SECOND_US);
            thread::sleep(Duration::from_millis(5));
            done.lock().unwrap().len() == 3
        });
        runner.stop();
        let mut done = done.lock().unwrap().clone();
        done.sort();
        let wanted = [("fails", 2), ("panics", 2), ("works", 1)];
        assert_eq!(done, wanted.map(|(kind, tries)| (kind.to_owned(), tries)));
    }
}

fn wait_until(mut done: impl FnMut() -> bool) {
    for _ in 0..4_000 {
        if done() {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("it did not happen");
}
