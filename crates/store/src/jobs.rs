//! Work that is done later, at least once: written with what caused it, done under a lease.
//!
//! A job that fails is tried again, later each time; after eight tries it is parked until a person
//! looks at it. A worker that dies loses its lease, and someone else takes the job: handlers must
//! bear being run twice. There is no order between jobs.

mod runner;

use std::time::Duration;

use kernel::{Error, Id, Random, Result, Time};

use crate::Engine;
use crate::statement::Changed;
use crate::store::Store;
use crate::tx::Tx;

/// After so many tries a job is parked.
pub const TRIES: i64 = 8;
const FIRST_DELAY: Duration = Duration::from_secs(5);
const LONGEST_DELAY: Duration = Duration::from_secs(60 * 60);
/// An error's text is kept up to this many bytes.
const ERROR_BYTES: usize = 2_000;

/// A job to be written with [`Tx::enqueue`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: String,
    /// Not before this time.
    pub run_at: Time,
}

crate::row! {
    /// A job that this worker has the lease of.
    pub struct Job {
        pub id: Id<Job>,
        pub kind: String,
        pub payload: String,
        /// How many times it has been begun, this one included.
        pub tries: i64,
        pub lease_until: Time,
        /// Whose lease it is; a job taken over by another cannot be finished by the first.
        pub worker: i64,
    }

    /// A job that was given up on.
    pub struct ParkedJob {
        pub id: Id<Job>,
        pub kind: String,
        pub payload: String,
        pub tries: i64,
        pub last_error: Option<String>,
    }
}

mod queries {
    use super::{Changed, Id, Job, ParkedJob, Time};

    crate::statements! {
        pub fn insert(id: Id<Job>, kind: &str, payload: &str, run_at: Time) -> Changed =
            "insert into jobs (id, kind, payload, run_at) values ($1, $2, $3, $4)";
        /// Holds the job back until the transaction ended, so that nobody begins it before.
        pub fn hold_waiting(kind: &str, payload: &str) -> Changed =
            "update jobs set run_at = run_at where kind = $1 and payload = $2 and lease_until is null and parked = 0";
        pub fn next_due() -> Option<Time> =
            "select coalesce(lease_until, run_at) from jobs where parked = 0
             order by coalesce(lease_until, run_at) limit 1";
        pub fn give_up(now: Time, tries: i64, error: &str) -> Changed =
            "update jobs set parked = 1, worker = null, last_error = coalesce(last_error, $3)
             where parked = 0 and tries >= $2 and lease_until <= $1";
        pub fn claim_sqlite(now: Time, until: Time, worker: i64, limit: i64) -> Vec<Job> =
            "update jobs set lease_until = $2, worker = $3, tries = tries + 1
             where id in (
                select id from jobs
                where parked = 0 and coalesce(lease_until, run_at) <= $1
                order by coalesce(lease_until, run_at) limit $4)
             returning id, kind, payload, tries, lease_until, worker";
        pub fn claim_kinds_sqlite(now: Time, until: Time, worker: i64, limit: i64, kinds: &[&str]) -> Vec<Job> =
            "update jobs set lease_until = $2, worker = $3, tries = tries + 1
             where id in (
                select id from jobs
                where parked = 0 and coalesce(lease_until, run_at) <= $1 and kind in ($5)
                order by coalesce(lease_until, run_at) limit $4)
             returning id, kind, payload, tries, lease_until, worker";
        pub fn claim_postgres(now: Time, until: Time, worker: i64, limit: i64) -> Vec<Job> =
            "update jobs set lease_until = $2, worker = $3, tries = tries + 1
             where id in (
                select id from jobs
                where parked = 0 and coalesce(lease_until, run_at) <= $1
                order by coalesce(lease_until, run_at) limit $4 for update skip locked)
             returning id, kind, payload, tries, lease_until, worker";
        pub fn claim_kinds_postgres(now: Time, until: Time, worker: i64, limit: i64, kinds: &[&str]) -> Vec<Job> =
            "update jobs set lease_until = $2, worker = $3, tries = tries + 1
             where id in (
                select id from jobs
                where parked = 0 and coalesce(lease_until, run_at) <= $1 and kind in ($5)
                order by coalesce(lease_until, run_at) limit $4 for update skip locked)
             returning id, kind, payload, tries, lease_until, worker";
        pub fn release() -> Changed =
            "update jobs set lease_until = null, worker = null where lease_until is not null";
        pub fn finish(id: Id<Job>, worker: i64) -> Changed =
            "delete from jobs where id = $1 and worker = $2";
        pub fn retry(id: Id<Job>, worker: i64, run_at: Time, error: &str, parked: bool) -> Changed =
            "update jobs set run_at = $3, last_error = $4, parked = $5, lease_until = null, worker = null
             where id = $1 and worker = $2";
        pub fn parked(limit: i64) -> Vec<ParkedJob> =
            "select id, kind, payload, tries, last_error from jobs where parked = 1 order by id limit $1";
        pub fn unpark(id: Id<Job>, now: Time) -> Changed =
            "update jobs set parked = 0, tries = 0, run_at = $2, lease_until = null, worker = null
             where id = $1 and parked = 1";
    }
}
#[cfg(test)]
pub(crate) use queries::STATEMENTS;
pub(crate) use queries::next_due;
pub use queries::{parked, unpark};
pub use runner::{Handler, Runner, Work};

impl Tx {
    /// Writes a job; it is there when this transaction is.
    pub fn enqueue(&self, job: NewJob) -> Result<Id<Job>> {
        let id = self.id();
        queries::insert(self, id, job.kind, &job.payload, job.run_at)?;
        self.enqueued();
        Ok(id)
    }

    /// As [`Tx::enqueue`], unless a job of this kind and payload waits that nobody has begun: it will see
    /// what this transaction wrote.
    pub fn enqueue_once(&self, job: NewJob) -> Result<()> {
        if queries::hold_waiting(self, job.kind, &job.payload)? == Changed(0) {
            self.enqueue(job)?;
        }
        Ok(())
    }
}

impl Store {
    /// Takes at most `limit` jobs that are due; of any kind when `kinds` is empty.
    pub async fn claim(
        &self,
        kinds: &'static [&'static str],
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Job>> {
        self.write(move |tx| claim(tx, kinds, lease, limit)).await
    }

    /// The job is done; false when its lease had been lost to another worker.
    pub async fn finish(&self, job: &Job) -> Result<bool> {
        let (id, worker) = (job.id, job.worker);
        self.write(move |tx| finish(tx, id, worker)).await
    }

    /// The job failed; it comes again later, or is parked. False when its lease had been lost.
    pub async fn fail(&self, job: &Job, error: &Error) -> Result<bool> {
        let (job, text) = (job.clone(), error.to_string());
        self.write(move |tx| fail(tx, &job, &text)).await
    }
}

/// As [`Store::claim`], in a transaction of the caller.
pub fn claim(tx: &Tx, kinds: &[&str], lease: Duration, limit: usize) -> Result<Vec<Job>> {
    let now = tx.now();
    let until = now.plus(lease);
    let worker = i64::try_from(tx.random().u64() >> 1).unwrap_or(1);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    queries::give_up(tx, now, TRIES, "its worker died each time")?;
    match (tx.engine(), kinds.is_empty()) {
        (Engine::Sqlite, true) => queries::claim_sqlite(tx, now, until, worker, limit),
        (Engine::Sqlite, false) => {
            queries::claim_kinds_sqlite(tx, now, until, worker, limit, kinds)
        }
        (Engine::Postgres, true) => queries::claim_postgres(tx, now, until, worker, limit),
        (Engine::Postgres, false) => {
            queries::claim_kinds_postgres(tx, now, until, worker, limit, kinds)
        }
    }
}

/// Takes all leases back: only where no other process can hold one, because it is the first thing that
/// the only process there is does.
pub fn release(tx: &Tx) -> Result<()> {
    queries::release(tx).map(|_| ())
}

/// As [`Store::finish`], in the transaction that did the job's work.
pub fn finish(tx: &Tx, id: Id<Job>, worker: i64) -> Result<bool> {
    let Changed(count) = queries::finish(tx, id, worker)?;
    Ok(count == 1)
}

/// As [`Store::fail`], in a transaction of the caller.
pub fn fail(tx: &Tx, job: &Job, error: &str) -> Result<bool> {
    let run_at = tx.now().plus(delay(job.tries, tx.random()));
    let cut = error.floor_char_boundary(ERROR_BYTES.min(error.len()));
    let parked = job.tries >= TRIES;
    let Changed(count) = queries::retry(tx, job.id, job.worker, run_at, &error[..cut], parked)?;
    Ok(count == 1)
}

/// 5 s, doubled with each try up to an hour; between half of it and all of it, so that jobs that
/// failed together do not come back together.
fn delay(tries: i64, random: &Random) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, 20) - 1).unwrap_or(0);
    let longest = FIRST_DELAY
        .saturating_mul(1 << doublings)
        .min(LONGEST_DELAY);
    longest.mul_f64(0.5 + random.unit() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_to_an_hour() {
        let random = Random::seeded(1);
        let mut last = Duration::ZERO;
        for tries in 1..40 {
            let delay = delay(tries, &random);
            assert!(delay <= LONGEST_DELAY && delay >= FIRST_DELAY / 2);
            assert!(tries > 9 || delay * 2 > last, "{tries}");
            last = delay;
        }
        assert!(last >= LONGEST_DELAY / 2);
    }
}
