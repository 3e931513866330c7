//! Turns for those who join the stream. After a restart everybody comes back within seconds, and until
//! the caches are filled each of them costs reads; a page that somebody waits for stands in the same
//! queue. So only a few are let in at once, and when very many wait the next ones are asked to come
//! back, before anything is looked up.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Let in at the same time.
const AT_ONCE: usize = 16;
/// Each holds a connection of the HTTP library, some 25 KB.
const WAITING: usize = 2_000;

pub struct Turns {
    free: Semaphore,
    waiting: AtomicUsize,
}

pub static TURNS: Turns = Turns::new(AT_ONCE);

impl Turns {
    const fn new(at_once: usize) -> Turns {
        Turns {
            free: Semaphore::const_new(at_once),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Whether a request needs a turn.
    pub fn are_for(path: &str) -> bool {
        matches!(path, "/stream" | "/api/stream")
    }

    /// A turn, held until the answer begins; `None` when too many wait for one.
    pub async fn take(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(turn) = self.free.try_acquire() {
            return Some(turn);
        }
        let place = Place::in_line(&self.waiting);
        if place.number >= WAITING {
            return None;
        }
        self.free.acquire().await.ok()
    }
}

/// Given back when the turn comes, and when whoever waits goes away.
struct Place<'a> {
    waiting: &'a AtomicUsize,
    number: usize,
}

impl Place<'_> {
    fn in_line(waiting: &AtomicUsize) -> Place<'_> {
        Place {
            waiting,
            number: waiting.fetch_add(1, Ordering::Relaxed),
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A stream that ends at once and says when to come back, which browsers do by themselves.
pub fn come_back() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    (kind, Body::from("retry: 5000\n\n")).into_response()
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn only_a_few_have_a_turn_and_not_too_many_wait() {
        let turns = Turns::new(2);
        let first = turns.take().await.unwrap();
        let _second = turns.take().await.unwrap();
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(turns.take())).collect();
        for each in &mut waiting {
            assert!(each.now_or_never().is_none());
        }
        assert!(
            matches!(turns.take().now_or_never(), Some(None)),
            "sent away"
        );
        drop(waiting.pop());
        let mut last = Box::pin(turns.take());
        assert!(
            (&mut last).now_or_never().is_none(),
            "there is room in line again"
        );
        drop(first);
        assert!((&mut waiting[0]).now_or_never().flatten().is_some());
        assert!(
            (&mut waiting[1]).now_or_never().flatten().is_some(),
            "given on"
        );
        drop((waiting, last));
        assert_eq!(turns.waiting.load(Ordering::Relaxed), 0);
    }
}
