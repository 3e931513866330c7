//! Search: everything that can be read can be found, by whoever may read it and by nobody else.
//!
//! An index of words lies beside the tables and follows the change log ([`Indexer`]). It holds no
//! text and no right: what was found is read from the tables, and who may find it is part of the
//! question ([`scope`]). Features hand over documents ([`Source`]); what they are is not known here.
//! Nothing waits for the index: where it is not whole, a question is told so.

mod api;
mod asked;
mod columns;
mod entries;
mod excerpt;
mod find;
mod index;
mod indexer;
mod language;
mod pages;
mod queries;
mod results;
mod schema;
pub mod scope;
mod source;
mod views;
pub mod words;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Error, Kind as ErrorKind, Result, Time};
use store::Change;
use web::Routes;

pub use find::{Filter, When};
pub use indexer::{Indexer, Left};
pub use source::{Audience, Document, Found, Keys, ResultKind, Source, Touched, Within};

use crate::cache::Cache;
use crate::{App, Feature};
use index::Readable;
use scope::Rooms;

pub const FEATURE: Feature = Feature {
    name: "search",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("search.css"),
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/search", pages::page)
        .api(utoipa_axum::routes!(api::search))
}

/// Seconds after which asking again makes sense while there is no index.
const RETRY_AFTER_S: u32 = 5;
const DISTRUST_EVERY_US: i64 = Time::HOUR_US;

/// What requests know of the index.
pub struct Search {
    serving: Mutex<Option<Readable>>,
    phase: Mutex<Phase>,
    /// Somebody wants it made anew.
    wished: AtomicBool,
    /// When an answer last could not be read.
    distrusted: Mutex<Option<Time>>,
    rooms: Cache<(), Rooms>,
}

/// What the indexer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// There is no indexer, or not yet.
    Opening,
    /// Another process writes this index.
    InUse,
    /// So many documents of a new index are made.
    Making { documents: u64 },
    /// It is whole and follows.
    Following,
}

impl Search {
    pub(crate) fn new() -> Search {
        Search {
            serving: Mutex::new(None),
            phase: Mutex::new(Phase::Opening),
            wished: AtomicBool::new(false),
            distrusted: Mutex::new(None),
            rooms: Cache::of_one("rooms", 16 << 20, Rooms::heap_bytes),
        }
    }

    /// Has the index made anew from the tables; the old one answers until then.
    pub fn wish_new(&self) {
        self.wished.store(true, Ordering::SeqCst);
        self.tell_making(0);
    }

    pub fn phase(&self) -> Phase {
        *lock(&self.phase)
    }

    /// Drops what is kept of communities when one of them changed.
    pub(crate) fn forget(&self, change: &Change) {
        if change.kind == "community" {
            self.rooms.invalidate(&());
        }
    }

    /// The index to ask; 503 `search_…` with what is going on where there is none.
    fn readable(&self) -> Result<Readable> {
        if let Some(readable) = &*lock(&self.serving) {
            return Ok(readable.clone());
        }
        let code = match self.phase() {
            Phase::Opening | Phase::Following => "search_opening",
            Phase::InUse => "search_in_use",
            Phase::Making { .. } => "search_making",
        };
        let mut error = Error::new(ErrorKind::Unavailable, code);
        error.retry_after_s = Some(RETRY_AFTER_S);
        Err(error)
    }

    /// An answer could not be read from the index: it is given up and made anew, but not again and
    /// again, should it be the question that is at fault.
    fn distrust(&self, now: Time) {
        let last = lock(&self.distrusted).replace(now);
        if last.is_none_or(|last| now.since_us(last) > DISTRUST_EVERY_US) {
            self.serve_nothing();
            self.wish_new();
        }
    }

    fn serve(&self, readable: Readable) {
        *lock(&self.serving) = Some(readable);
        self.tell(Phase::Following);
    }

    fn serve_nothing(&self) {
        *lock(&self.serving) = None;
    }

    fn tell(&self, phase: Phase) {
        *lock(&self.phase) = phase;
    }

    fn tell_making(&self, documents: u64) {
        self.tell(Phase::Making { documents });
    }

    fn take_wish(&self) -> bool {
        self.wished.swap(false, Ordering::SeqCst)
    }

    async fn rooms(&self, app: &App) -> Result<Arc<Rooms>> {
        self.rooms.fetch(&app.store, (), Rooms::read).await
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
