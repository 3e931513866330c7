//! One open stream: reads what it is told, notes when, comes back when it ends.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use anyhow::{Result, ensure};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use crate::bench::drive::{Loopback, Reading};

/// Streams that are being opened at the same time.
const AT_ONCE: usize = 64;
/// How long the first opening of one may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// When the server says nothing of when to come back.
const COME_BACK_MS: u64 = 3_000;

/// What the listeners of a process share.
pub struct Shared {
    to: Loopback,
    keys: Vec<String>,
    /// Which of the processes this is: their source addresses differ.
    process: usize,
    pub open: AtomicUsize,
    pub refused: AtomicUsize,
    pub again: AtomicUsize,
    pub come_back: AtomicBool,
    place: AtomicI64,
    told: Mutex<Vec<u64>>,
}

impl Shared {
    pub fn new(to: Loopback, keys: Vec<String>, process: usize) -> Shared {
        Shared {
            to,
            keys,
            process,
            open: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            again: AtomicUsize::new(0),
            come_back: AtomicBool::new(false),
            place: AtomicI64::new(0),
            told: Mutex::default(),
        }
    }

    pub fn listen(&self, place: i64) {
        self.times().clear();
        self.place.store(place, Ordering::SeqCst);
    }

    pub fn told(&self) -> Vec<u64> {
        self.times().clone()
    }

    fn times(&self) -> std::sync::MutexGuard<'_, Vec<u64>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, data: &str) {
        let place = self.place.load(Ordering::SeqCst);
        if place == 0 || !data.contains("post.new") {
            return;
        }
        let event: Value = serde_json::from_str(data).unwrap_or_default();
        if event["kind"] == "post.new" && event["place"] == place {
            self.times().push(now_micros());
        }
    }
}

/// Opens these streams and returns when each of them is open or refused.
pub async fn open(shared: &Arc<Shared>, numbers: Range<usize>) {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut begun = Vec::new();
    for number in numbers {
        let permit = gate.clone().acquire_owned().await;
        let (opened, is_open) = oneshot::channel();
        let shared = shared.clone();
        tokio::spawn(stay(shared, number, opened));
        begun.push(tokio::spawn(async move {
            // Refused, open or late: the count says which.
            let _ = timeout(PATIENCE, is_open).await;
            drop(permit);
        }));
    }
    for one in begun {
        // It waits and cannot fail.
        let _ = one.await;
    }
}

async fn stay(shared: Arc<Shared>, number: usize, opened: oneshot::Sender<()>) {
    let mut opened = Some(opened);
    let mut last = None;
    loop {
        let mut retry = COME_BACK_MS;
        let was_open = listen(&shared, number, &mut opened, &mut last, &mut retry).await;
        if !matches!(was_open, Ok(true)) && opened.is_some() {
            shared.refused.fetch_add(1, Ordering::SeqCst);
        }
        if !shared.come_back.load(Ordering::SeqCst) {
            return;
        }
        sleep(Duration::from_millis(retry)).await;
    }
}

/// One life of a stream; true when it was open.
async fn listen(
    shared: &Shared,
    number: usize,
    opened: &mut Option<oneshot::Sender<()>>,
    last: &mut Option<String>,
    retry: &mut u64,
) -> Result<bool> {
    let key = &shared.keys[number % shared.keys.len()];
    let host = shared.to.address();
    let after = last
        .as_ref()
        .map(|id| format!("Last-Event-ID: {id}\r\n"))
        .unwrap_or_default();
    let from = shared.process * 50 + number % 50;
    let mut stream = shared.to.connect(from).await?;
    let request = format!("GET /stream HTTP/1.1\r\nHost: {host}\r\n{key}\r\n{after}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut reading = Reading::default();
    let mut buffer = [0; 512];
    let status = loop {
        let read = stream.read(&mut buffer).await?;
        ensure!(read > 0, "closed");
        reading.take(&buffer[..read]);
        if let Some((status, _)) = reading.head()? {
            break status;
        }
    };
    if status != 200 {
        return Ok(false);
    }
    match opened.take() {
        // Nobody waits for it any more when it took too long.
        Some(opened) => drop(opened.send(())),
        None => drop(shared.again.fetch_add(1, Ordering::SeqCst)),
    }
    shared.open.fetch_add(1, Ordering::SeqCst);
    let mut lines = Lines::default();
    lines.take(reading.left(), shared, last, retry);
    while let Ok(read @ 1..) = stream.read(&mut buffer).await {
        lines.take(&buffer[..read], shared, last, retry);
    }
    shared.open.fetch_sub(1, Ordering::SeqCst);
    Ok(true)
}

/// The line that has not ended yet. The lengths of chunks stand between ours and look like none.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn take(&mut self, bytes: &[u8], shared: &Shared, last: &mut Option<String>, retry: &mut u64) {
        for byte in bytes {
            if *byte != b'\n' {
                self.0.push(*byte);
                continue;
            }
            let line = String::from_utf8_lossy(&self.0).trim_end().to_owned();
            self.0.clear();
            if let Some(data) = line.strip_prefix("data: ") {
                shared.hear(data);
            } else if let Some(id) = line.strip_prefix("id: ") {
                *last = Some(id.to_owned());
            } else if let Some(millis) = line.strip_prefix("retry: ") {
                *retry = millis.parse().unwrap_or(COME_BACK_MS);
            }
        }
    }
}

/// A clock that processes share.
#[expect(
    clippy::disallowed_methods,
    reason = "it is compared with the clock of another process, and nothing is decided by it"
)]
pub fn now_micros() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_hears_of_its_place_alone_however_its_lines_are_cut() {
        let shared = Shared::new(Loopback::port(1), vec!["Cookie: x=y".into()], 0);
        let (mut lines, mut last, mut retry) = (Lines::default(), None, 0);
        shared.listen(7);
        let text = "1a\r\nretry: 1234\n\nid: abc\nevent: change\n\
            data: {\"kind\":\"post.new\",\"key\":1,\"place\":7}\n\n\
            data: {\"kind\":\"post.new\",\"key\":2,\"place\":77}\n\n\
            data: {\"kind\":\"reply.new\",\"key\":7,\"place\":7}\n\n";
        for piece in text.as_bytes().chunks(5) {
            lines.take(piece, &shared, &mut last, &mut retry);
        }
        assert_eq!(shared.told().len(), 1);
        assert_eq!((last.as_deref(), retry), (Some("abc"), 1234));
        shared.listen(8);
        assert!(shared.told().is_empty());
    }
}
