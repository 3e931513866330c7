//! Threads that do jobs: claim one, hand it to the handler, finish it or put it back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use kernel::{Error, Kind, Result};

use super::{Job, claim, fail, finish, next_due};
use crate::sqlite::start;
use crate::store::Store;

/// What does the jobs; may be called twice for one job, and from several threads.
pub type Handler = Arc<dyn Fn(&Store, &Job) -> Result<()> + Send + Sync>;

/// How jobs are done.
#[derive(Clone, Debug)]
pub struct Work {
    /// Which kinds; any when empty.
    pub kinds: &'static [&'static str],
    pub threads: usize,
    /// Longer than any job takes: when it is over, another worker begins the job again.
    pub lease: Duration,
    /// The longest time a job that is due lies unseen when another node wrote it.
    pub poll: Duration,
}

impl Default for Work {
    fn default() -> Work {
        Work {
            kinds: &[],
            threads: 2,
            lease: Duration::from_secs(300),
            poll: Duration::from_secs(1),
        }
    }
}

/// Running threads; dropping it stops them after the job they are at.
pub struct Runner {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Runner {
    /// Starts the threads. They hold the store open.
    pub fn start(store: &Store, work: Work, handler: Handler) -> Result<Runner> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut runner = Runner {
            stop: stop.clone(),
            threads: Vec::new(),
        };
        for number in 0..work.threads.max(1) {
            let (store, work, handler) = (store.clone(), work.clone(), handler.clone());
            let stop = stop.clone();
            let thread = start(format!("jobs-{number}"), move || {
                run(&store, &work, &handler, &stop)
            })?;
            runner.threads.push(thread);
        }
        Ok(runner)
    }

    /// Waits until the threads are done with the jobs they are at.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            thread.thread().unpark();
            if thread.thread().id() != thread::current().id() && thread.join().is_err() {
                tracing::error!("a thread that does jobs had panicked");
            }
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.end();
    }
}

fn run(store: &Store, work: &Work, handler: &Handler, stop: &AtomicBool) {
    let me = thread::current();
    let watching = store
        .inner
        .shared
        .when_jobs_wait(Arc::new(move || me.unpark()));
    while !stop.load(Ordering::SeqCst) {
        match one(store, work, handler) {
            Ok(true) => {}
            Ok(false) => thread::park_timeout(work.poll),
            Err(error) if error.code() == "store_closed" => break,
            Err(error) => {
                tracing::warn!(%error, "no job could be taken");
                thread::park_timeout(work.poll.max(Duration::from_secs(1)));
            }
        }
    }
    store.inner.shared.no_longer(watching);
}

/// Does one job; false when none was due.
fn one(store: &Store, work: &Work, handler: &Handler) -> Result<bool> {
    let now = store.clock().now();
    // A look costs less than a turn among the writers.
    if store.read_blocking(next_due)?.is_none_or(|due| due > now) {
        return Ok(false);
    }
    let (kinds, lease) = (work.kinds, work.lease);
    let claimed = store.write_background_blocking(move |tx| claim(tx, kinds, lease, 1))?;
    let Some(job) = claimed.into_iter().next() else {
        return Ok(false);
    };
    let done = catch_unwind(AssertUnwindSafe(|| handler(store, &job)))
        .unwrap_or_else(|_| Err(Error::new(Kind::Internal, "internal").with_source("it panicked")));
    let in_time = match done {
        Ok(()) => {
            let (id, worker) = (job.id, job.worker);
            store.write_background_blocking(move |tx| finish(tx, id, worker))?
        }
        Err(error) => {
            tracing::warn!(%error, kind = job.kind, id = %job.id, tries = job.tries, "a job failed");
            let (job, text) = (job.clone(), error.to_string());
            store.write_background_blocking(move |tx| fail(tx, &job, &text))?
        }
    };
    if !in_time {
        tracing::warn!(kind = job.kind, id = %job.id, "a job took longer than its lease");
    }
    Ok(true)
}
