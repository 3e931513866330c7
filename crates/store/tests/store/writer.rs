//! The writer of SQLite: what it does when the disk is full, and what it may never acknowledge.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use kernel::Kind;
use store::{Faults, Options, Source, Store, testing};

use crate::things::{self, MIGRATIONS};

fn open(folder: &std::path::Path, max_pages: Option<u32>) -> Store {
    let faults = Faults {
        max_pages,
        volatile: true,
        ..Faults::default()
    };
    open_with(folder, faults)
}

fn open_with(folder: &std::path::Path, faults: Faults) -> Store {
    let options = Options {
        faults,
        reserve_bytes: 0,
        ..testing::options(MIGRATIONS)
    };
    Store::open(&Source::Sqlite(folder.to_owned()), options).unwrap()
}

/// Runs a job that adds "holder" and then all of these in one batch, in their order.
fn one_batch(
    store: &Store,
    jobs: usize,
    work: fn(&store::Tx, usize) -> kernel::Result<()>,
) -> Vec<kernel::Result<()>> {
    // The first job holds the writer until all others wait.
    let (open_gate, gate) = mpsc::channel::<()>();
    let gate = std::sync::Mutex::new(gate);
    let waited = AtomicBool::new(false);
    let runs = Arc::new(AtomicBool::new(false));
    let holder = {
        let (store, runs) = (store.clone(), runs.clone());
        thread::spawn(move || {
            store.write_blocking(move |tx| {
                runs.store(true, Ordering::SeqCst);
                if !waited.swap(true, Ordering::SeqCst) {
                    gate.lock().unwrap().recv().unwrap();
                }
                things::add(tx, "holder")
            })
        })
    };
    while !runs.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    let mut threads = Vec::new();
    for number in 0..jobs {
        let (job, queued) = (store.clone(), store.waiting_writes());
        threads.push(thread::spawn(move || {
            job.write_blocking(move |tx| work(tx, number))
        }));
        // One after the other, so that their order is known.
        while store.waiting_writes() == queued {
            thread::yield_now();
        }
    }
    open_gate.send(()).unwrap();
    holder.join().unwrap().unwrap();
    let join = |thread: thread::JoinHandle<_>| thread.join().unwrap();
    threads.into_iter().map(join).collect()
}

/// Exactly these and the holder are there, and as many changes.
fn assert_there(store: &Store, mut wanted: Vec<String>) {
    wanted.push("holder".to_owned());
    let names = store.read_blocking(things::names).unwrap();
    assert_eq!(names, wanted, "every acknowledged job is there, once");
    let changes = store
        .read_blocking(|db| Store::changes_after(db, 0, 1_000))
        .unwrap();
    let positions: Vec<_> = changes
        .iter()
        .filter_map(|change| change.position)
        .collect();
    assert_eq!(positions, (1..=wanted.len() as i64).collect::<Vec<_>>());
}

/// Of the jobs of a batch the first that fails runs without a savepoint, those after it with one, and
/// a while later without one again.
#[test]
fn a_job_that_fails_takes_no_other_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), None);
    let fails = |number| matches!(number, 7 | 8 | 60 | 290 | 299);
    let results = one_batch(&store, 300, |tx, number| {
        things::add(tx, &format!("{number:03}"))?;
        match number {
            7 | 60 | 299 => Err(kernel::Error::conflict("refused")),
            8 | 290 => panic!("on purpose"),
            _ => Ok(()),
        }
    });
    for (number, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), fails(number), "{number}");
    }
    let there = (0..300).filter(|number| !fails(*number));
    assert_there(&store, there.map(|number| format!("{number:03}")).collect());
}

/// One batch of small jobs with a job in the middle that does not fit on the disk.
#[test]
fn a_job_that_fills_the_disk_takes_no_other_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), Some(200));
    let results = one_batch(&store, 60, |tx, number| {
        if refused(number) {
            things::add(tx, "refused")?;
            return Err(kernel::Error::conflict("refused"));
        }
        if large(number) {
            let id = tx.id();
            things::insert(tx, id, Some("large"), None, Some(&vec![7; 4 << 20]), false)?;
        }
        things::add(tx, &format!("{number:02}")).map(drop)
    });
    for (number, result) in results.iter().enumerate() {
        let code = result.as_ref().err().map(|error| error.code());
        let wanted = match number {
            number if large(number) => Some("disk_full"),
            number if refused(number) => Some("refused"),
            _ => None,
        };
        assert_eq!(code, wanted, "{number}");
    }
    assert!(store.healthy(), "a full disk is no broken one");
    store.close();
    let store = open(folder.path(), None);
    let there = (0..60).filter(|number| !large(*number) && !refused(*number));
    assert_there(&store, there.map(|number| format!("{number:02}")).collect());
}

/// Too large for the disk: takes SQLite's transaction with it.
fn large(number: usize) -> bool {
    number == 30 || number == 45
}

/// Refused by its own rules, after it had written.
fn refused(number: usize) -> bool {
    number % 10 == 7
}

#[test]
fn a_closure_that_hides_the_full_disk_does_not_go_on_outside_of_its_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), Some(200));
    let error = store
        .write_blocking(|tx| {
            things::add(tx, "before")?;
            let _ = things::insert(tx, tx.id(), None, None, Some(&vec![7; 4 << 20]), false);
            let _ = things::add(tx, "after");
            Ok(())
        })
        .unwrap_err();
    assert!(matches!(error.kind, Kind::Full | Kind::Internal), "{error}");
    store.write_blocking(|tx| things::add(tx, "next")).unwrap();
    assert_eq!(store.read_blocking(things::names).unwrap(), ["next"]);
}

#[tokio::test]
async fn below_the_reserve_only_what_frees_room_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    let faults = Faults {
        volatile: true,
        ..Faults::default()
    };
    let roomy = Options {
        reserve_bytes: 0,
        faults,
        ..testing::options(MIGRATIONS)
    };
    let store = Store::open(&source, roomy.clone()).unwrap();
    let id = store.write(|tx| things::add(tx, "a")).await.unwrap();
    store.close();
    let store = Store::open(
        &source,
        Options {
            reserve_bytes: u64::MAX,
            ..roomy
        },
    )
    .unwrap();
    let error = store.write(|tx| things::add(tx, "b")).await.unwrap_err();
    assert_eq!((error.kind, error.code()), (Kind::Full, "disk_full"));
    assert_eq!(store.read(things::names).await.unwrap(), ["a"]);
    store
        .write_reclaiming(move |tx| things::remove(tx, id))
        .await
        .unwrap();
    assert!(store.read(things::names).await.unwrap().is_empty());
    store
        .write_background(|tx| things::add(tx, "c"))
        .await
        .unwrap_err();
}

#[test]
fn a_broken_disk_ends_the_service_of_writes() {
    let folder = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let broken = faults.broken_disk.clone();
    let store = open_with(folder.path(), faults);
    store.write_blocking(|tx| things::add(tx, "a")).unwrap();
    let position = store.position();
    broken.store(true, Ordering::SeqCst);
    let error = store.write_blocking(|tx| things::add(tx, "b")).unwrap_err();
    assert_eq!(
        (error.kind, error.code()),
        (Kind::Unavailable, "storage_failed")
    );
    assert!(!store.healthy());
    // What the disk holds is not known any more; that it works again is no comfort.
    broken.store(false, Ordering::SeqCst);
    assert_eq!(
        store
            .write_blocking(|tx| things::add(tx, "c"))
            .unwrap_err()
            .kind,
        Kind::Unavailable
    );
    // What did not reach the disk may be there or not; nobody is told of it.
    assert_eq!(store.position(), position);
    let changes = store.read_blocking(|db| Store::changes_after(db, 0, 10));
    assert_eq!(changes.unwrap().len(), 1);
    store.close();
    let again = open(folder.path(), None);
    let names = again.read_blocking(things::names).unwrap();
    assert!(names == ["a"] || names == ["a", "b"], "{names:?}");
}

/// What the disk does not have yet can be read, but nobody is told of it, and work goes on.
#[test]
fn nobody_hears_of_what_is_not_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let disk = faults.busy_disk.clone();
    let store = open_with(folder.path(), faults);
    let told = Arc::new(AtomicUsize::new(0));
    let telling = told.clone();
    store.on_commit(Arc::new(move |changes| {
        telling.fetch_add(changes.len(), Ordering::SeqCst);
    }));
    let (answer, answers) = mpsc::channel();
    let working = disk.lock().unwrap();
    let writers: Vec<_> = ["a", "b", "c"]
        .into_iter()
        .map(|name| {
            let (other, answer) = (store.clone(), answer.clone());
            let writer = thread::spawn(move || {
                other
                    .write_blocking(move |tx| things::add(tx, name))
                    .unwrap();
                answer.send(()).unwrap();
            });
            // Each is committed while the ones before it wait for the disk.
            while !store
                .read_blocking(things::names)
                .unwrap()
                .contains(&name.to_owned())
            {
                thread::yield_now();
            }
            writer
        })
        .collect();
    let other = store.clone();
    let settled = thread::spawn(move || other.settle().unwrap());
    let late = answers.recv_timeout(std::time::Duration::from_millis(50));
    late.expect_err("an answer before it was on disk");
    assert_eq!(told.load(Ordering::SeqCst), 0);
    assert_eq!(store.position(), 0);
    let changes = |db: &store::Db| Store::changes_after(db, 0, 10);
    assert!(store.read_blocking(changes).unwrap().is_empty());
    assert!(!settled.is_finished());

    drop(working);
    for writer in writers {
        writer.join().unwrap();
    }
    settled.join().unwrap();
    assert_eq!(told.load(Ordering::SeqCst), 3);
    assert_eq!(store.position(), 3);
    assert_eq!(store.read_blocking(changes).unwrap().len(), 3);
}

/// The background gets on although others never stop, and others do not wait for it.
#[test]
fn the_background_takes_small_turns() {
    let store = testing::sqlite(testing::options(MIGRATIONS)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let front: Vec<_> = (0..4)
        .map(|_| {
            let (store, stop) = (store.clone(), stop.clone());
            thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    store.write_blocking(|tx| Ok(tx.now())).unwrap();
                }
            })
        })
        .collect();
    let back = {
        let store = store.clone();
        thread::spawn(move || {
            for _ in 0..20 {
                store
                    .write_background_blocking(|_| {
                        thread::sleep(std::time::Duration::from_millis(2));
                        Ok(())
                    })
                    .unwrap();
            }
        })
    };
    back.join().unwrap();
    stop.store(true, Ordering::SeqCst);
    front.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn the_log_begins_anew_while_people_write_and_is_gone_when_the_store_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), None);
    let log = folder.path().join("network.db-wal");
    // How often it began: <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>.
    let begun = || {
        let mut head = [0; 16];
        let mut file = std::fs::File::open(&log).unwrap();
        std::io::Read::read_exact(&mut file, &mut head).unwrap();
        u32::from_be_bytes(head[12..].try_into().unwrap())
    };
    let body = vec![7; 1 << 20];
    let mut written = 0;
    let mut first = None;
    while first.is_none_or(|first| begun() == first) {
        let body = body.clone();
        let one = move |tx: &store::Tx| {
            things::insert(tx, tx.id(), None, None, Some(&body), false).map(|_| ())
        };
        store.write_blocking(one).unwrap();
        first.get_or_insert_with(begun);
        written += 1;
        assert!(written < 400, "a log of {written} MB");
    }
    assert!(written > 30, "{written} MB");
    store.close();
    assert!(!log.exists());
}
