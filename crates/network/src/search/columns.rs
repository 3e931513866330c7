//! What the index says of each document beside its words. Each piece of the index is opened once and kept:
//! opening a column reads all its blocks, which cost a question more than its answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use super::schema::{KEY, KIND, PLACE, THREAD};

/// Of one piece.
pub struct Columns {
    pub key: Column<u64>,
    pub thread: Column<u64>,
    pub place: Column<u64>,
    pub kind: Column<u64>,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Columns> {
        let column = |name| segment.fast_fields().u64(name);
        Ok(Columns {
            key: column(KEY)?,
            thread: column(THREAD)?,
            place: column(PLACE)?,
            kind: column(KIND)?,
        })
    }
}

/// Of all pieces that a question looks through.
pub type Pieces = Arc<HashMap<SegmentId, Arc<Columns>>>;

/// Those of the newest pieces, and of no older ones.
#[derive(Clone, Default)]
pub struct Opened(Arc<Mutex<Pieces>>);

impl Opened {
    pub fn of(&self, searcher: &Searcher) -> tantivy::Result<Pieces> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let segments = searcher.segment_readers();
        let known = |segment: &SegmentReader| opened.contains_key(&segment.segment_id());
        if segments.len() != opened.len() || !segments.iter().all(known) {
            let mut pieces = HashMap::with_capacity(segments.len());
            for segment in segments {
                let id = segment.segment_id();
                let columns = match opened.get(&id) {
                    Some(columns) => columns.clone(),
                    None => Arc::new(Columns::of(segment)?),
                };
                pieces.insert(id, columns);
            }
            *opened = Arc::new(pieces);
        }
        Ok(opened.clone())
    }
}
