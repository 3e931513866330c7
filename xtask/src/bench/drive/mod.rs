//! A closed-loop driver: each client sends its next request when its last one is answered.
//!
//! It runs in our own process with one thread of its own, beside the server on the same cores. So
//! what it costs itself lowers requests per second of whatever is measured; the server's own CPU
//! time per request, which is read from the system, it does not touch. Bounded in number and time.

mod answer;
mod connection;
mod latency;
mod meter;
mod request;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::runtime::Runtime;
use tokio::time::sleep_until;

pub use answer::{Answer, Reading};
pub use connection::{Connection, Loopback};
pub use latency::Latency;
pub use meter::Meter;
pub use request::{Key, get, send, with};

/// However a line is written, no load sends more than this.
const MOST_REQUESTS: u64 = 5_000_000;
const MOST_TIME: Duration = Duration::from_secs(600);

#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub clients: usize,
    /// Sent before anything is counted.
    pub warm_up: Duration,
    pub time: Duration,
}

/// What a load did, as counted between its warm-up and its end.
#[derive(Clone, Default)]
pub struct Driven {
    pub latency: Latency,
    pub seconds: f64,
    pub cpu_seconds: f64,
    pub body_bytes: u64,
    pub statuses: BTreeMap<u16, u64>,
}

impl Driven {
    pub fn answers(&self) -> u64 {
        self.latency.count()
    }

    pub fn per_second(&self) -> f64 {
        self.answers() as f64 / self.seconds
    }

    /// CPU time of the server for one answer, in microseconds.
    pub fn cpu_us(&self) -> f64 {
        self.cpu_seconds * 1e6 / self.answers().max(1) as f64
    }

    pub fn mean_bytes(&self) -> usize {
        (self.body_bytes / self.answers().max(1)) as usize
    }

    pub fn note(&mut self, answer: &Answer, took: Duration) {
        self.latency.note(took);
        self.body_bytes += answer.body.len() as u64;
        *self.statuses.entry(answer.status).or_default() += 1;
    }

    /// Counts another one in, which was at work at the same time.
    pub fn beside(&mut self, other: &Driven) {
        self.latency.add(&other.latency);
        self.body_bytes += other.body_bytes;
        for (status, answers) in &other.statuses {
            *self.statuses.entry(*status).or_default() += answers;
        }
    }

    /// Counts another one in, which was at work after it.
    pub fn then(&mut self, other: &Driven) {
        self.beside(other);
        self.seconds += other.seconds;
        self.cpu_seconds += other.cpu_seconds;
    }

    /// A figure made of errors is none.
    pub fn all_answered(self, status: u16) -> Result<Driven> {
        ensure!(
            self.statuses.keys().all(|found| *found == status) && self.answers() > 0,
            "expected answers {status}, got (status: how many) {:?}",
            self.statuses
        );
        Ok(self)
    }
}

/// The request of a client at its turn, from 0.
pub type Requests = Arc<dyn Fn(usize, u64) -> Vec<u8> + Send + Sync>;

/// A thread of its own for the driver.
pub fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?)
}

/// Drives a server, whose process the meter reads.
pub async fn drive(to: Loopback, meter: Meter, load: Load, requests: Requests) -> Result<Driven> {
    ensure!(load.warm_up + load.time <= MOST_TIME, "a load without end");
    let begin = Instant::now() + load.warm_up;
    let end = begin + load.time;
    let sent = Arc::new(AtomicU64::new(0));
    let clients: Vec<_> = (0..load.clients)
        .map(|client| {
            let (requests, sent) = (requests.clone(), sent.clone());
            tokio::spawn(run_client(to, client, begin, end, requests, sent))
        })
        .collect();
    let clients = Ends(clients);
    sleep_until(begin.into()).await;
    let (began, before) = (Instant::now(), meter.cpu_seconds()?);
    sleep_until(end.into()).await;
    let mut driven = Driven {
        seconds: began.elapsed().as_secs_f64(),
        cpu_seconds: meter.cpu_seconds()? - before,
        ..Driven::default()
    };
    for client in clients.all().await? {
        driven.beside(&client);
    }
    Ok(driven)
}

async fn run_client(
    to: Loopback,
    client: usize,
    begin: Instant,
    end: Instant,
    requests: Requests,
    sent: Arc<AtomicU64>,
) -> Result<Driven> {
    let mut connection = Connection::new(to, client);
    let mut driven = Driven::default();
    for turn in 0.. {
        let request = requests(client, turn);
        let asked = Instant::now();
        if asked >= end || sent.fetch_add(1, Ordering::Relaxed) >= MOST_REQUESTS {
            break;
        }
        let answer = connection.ask(&request).await?;
        let answered = Instant::now();
        if answered >= begin && answered < end {
            driven.note(&answer, answered - asked);
        }
    }
    Ok(driven)
}

/// Tasks that end when nobody waits for them any more.
pub struct Ends<T>(pub Vec<tokio::task::JoinHandle<T>>);

impl<T> Ends<Result<T>> {
    pub async fn all(mut self) -> Result<Vec<T>> {
        let mut results = Vec::with_capacity(self.0.len());
        for task in &mut self.0 {
            results.push(task.await??);
        }
        Ok(results)
    }
}

impl<T> Drop for Ends<T> {
    fn drop(&mut self) {
        self.0.iter().for_each(tokio::task::JoinHandle::abort);
    }
}
