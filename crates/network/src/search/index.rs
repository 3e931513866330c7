//! One index: where it lies, what is written into it, and how far it is.
//!
//! How far it is stands in the commit itself, so that rows and position are on disk together: whatever
//! ends the process, the index goes on where its last commit stood. Writing a document again replaces
//! it, so what is done twice does no harm.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use kernel::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::schema::Value;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::columns::Opened;
use super::entries::{Entries, TOKENIZER};
use super::schema::{self, Fields, VERSION};
use super::source::Document;

/// What the writer holds in memory before it writes a piece of index.
const HEAP_BYTES: usize = 50_000_000;
/// So many pieces of about one size become one. Of 100,000 documents each is then written 2 or 3 times
/// more, 11 where a piece is of 10, and a question looks into 10 pieces, sometimes 20.
const PIECES: usize = 8;
/// Pieces of fewer documents are of one size.
const SMALL_DOCUMENTS: u32 = 1_000;
/// To find the words of so many documents takes milliseconds, longer than the library needs for them.
const WORTH_A_THREAD: usize = 100;
/// Documents read at once.
pub const BATCH: i64 = 500;

/// How far an index is; kept in its commits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    version: u32,
    /// The life of the database that it is of.
    pub epoch: u64,
    /// What the change log said up to here is in it.
    pub position: i64,
    /// How far it was made from the tables; `None` once it was.
    pub making: Option<Making>,
    /// Places and authors that are to be looked through.
    pub waiting: BTreeSet<Waiting>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    pub source: usize,
    pub after: i64,
    pub documents: u64,
}

/// Something that is to be looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Waiting {
    /// History was written into it: what is not in the index yet.
    Place(i64),
    /// They have another name: all they wrote.
    Author(i64),
}

/// How far something is looked through. After a restart it begins again.
#[derive(Clone, Copy, Debug)]
pub struct Looking {
    pub waiting: Waiting,
    pub source: usize,
    pub after: i64,
    /// More came to it meanwhile.
    pub again: bool,
}

impl Progress {
    pub fn begin(epoch: u64, position: i64) -> Progress {
        Progress {
            version: VERSION,
            epoch,
            position,
            making: Some(Making {
                source: 0,
                after: 0,
                documents: 0,
            }),
            waiting: BTreeSet::new(),
        }
    }

    /// Whether an index that is this far can be gone on with in this life of the database.
    pub fn fits(&self, epoch: u64) -> bool {
        self.version == VERSION && self.epoch == epoch
    }
}

/// An index that is open for writing.
pub struct Written {
    pub progress: Progress,
    pub readable: Readable,
    writer: IndexWriter,
    looking: Option<Looking>,
    /// The highest key of which something may be there. Nothing has to be taken out for a key above
    /// it, which would be looked for in every piece of the index.
    highest: i64,
    /// The position of the last commit.
    shown: i64,
    /// Something was written since the last commit.
    changed: bool,
    /// And this was read of the change log, at least.
    moved: bool,
    folder: Option<PathBuf>,
}

/// What questions are asked of.
#[derive(Clone)]
pub struct Readable {
    pub reader: IndexReader,
    pub fields: Fields,
    pub opened: Opened,
}

impl Written {
    /// A new one in the folder, or in memory. Nothing may lie there.
    pub fn create(folder: Option<&Path>, progress: Progress) -> Result<Written> {
        let (schema, fields) = schema::schema();
        let index = match folder {
            None => Index::create_in_ram(schema),
            Some(folder) => {
                fs::create_dir_all(folder).map_err(unusable)?;
                Index::create_in_dir(folder, schema).map_err(failed)?
            }
        };
        let mut written = Written::over(index, fields, folder, progress)?;
        written.changed = true;
        written.commit()?;
        Ok(written)
    }

    /// One that is there; an error when it is damaged, of another version, or written by another
    /// process (`index_in_use`).
    pub fn open(folder: &Path) -> Result<Written> {
        let (schema, fields) = schema::schema();
        let index = Index::open_in_dir(folder).map_err(failed)?;
        if index.schema() != schema {
            return Err(Error::internal("the index has other fields"));
        }
        let payload = index.load_metas().map_err(failed)?.payload;
        let progress = payload.and_then(|text| serde_json::from_str(&text).ok());
        let progress =
            progress.ok_or_else(|| Error::internal("the index does not say how far it is"))?;
        Written::over(index, fields, Some(folder), progress)
    }

    fn over(
        index: Index,
        fields: Fields,
        folder: Option<&Path>,
        progress: Progress,
    ) -> Result<Written> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(HEAP_BYTES)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        index.tokenizers().register(TOKENIZER, Entries::default());
        let writer: IndexWriter = index.writer_with_options(options).map_err(failed)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(PIECES);
        merging.set_min_layer_size(SMALL_DOCUMENTS);
        writer.set_merge_policy(Box::new(merging));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        let highest = highest(&reader)?;
        Ok(Written {
            shown: progress.position,
            progress,
            readable: Readable {
                reader,
                fields,
                opened: Opened::default(),
            },
            writer,
            looking: None,
            highest,
            changed: false,
            moved: false,
            folder: folder.map(Path::to_owned),
        })
    }

    /// Replaces what was of these keys by the documents.
    pub fn renew(&mut self, keys: &[i64], documents: &[Document]) -> Result<()> {
        let known = keys.iter().filter(|key| **key <= self.highest);
        let gone = known.map(|key| UserOperation::Delete(self.key(*key)));
        let gone: Vec<_> = gone.collect();
        self.changed |= !gone.is_empty();
        self.writer.run(gone).map_err(failed)?;
        self.put(documents)
    }

    /// Takes out all that is shown as a part of a thread.
    pub fn take_out(&mut self, thread: i64) {
        let field = self.readable.fields.thread;
        self.writer
            .delete_term(Term::from_field_u64(field, thread.unsigned_abs()));
        self.changed = true;
    }

    /// Adds documents of which nothing is there.
    pub fn put(&mut self, documents: &[Document]) -> Result<()> {
        let fields = &self.readable.fields;
        // One by one: the writer's queue counts calls, so a batch in each would let it grow without end.
        let add = |document| self.writer.add_document(document).map(drop).map_err(failed);
        let alone = documents.len() < WORTH_A_THREAD;
        let (some, others) = documents.split_at(if alone {
            documents.len()
        } else {
            documents.len() / 2
        });
        let make = || others.iter().map(|other| fields.document(other)).collect();
        thread::scope(|scope| {
            let others = (!alone).then(|| scope.spawn::<_, Vec<TantivyDocument>>(make));
            some.iter().try_for_each(|one| add(fields.document(one)))?;
            let others = others.map_or(Ok(Vec::new()), ScopedJoinHandle::join);
            let panicked = |_| Error::internal("the thread that finds words panicked");
            others.map_err(panicked)?.into_iter().try_for_each(add)
        })?;
        let keys = documents.iter().map(|document| document.key);
        self.highest = keys.fold(self.highest, i64::max);
        self.changed |= !documents.is_empty();
        Ok(())
    }

    /// Those of the keys of which nothing was in the last commit.
    pub fn missing(&self, keys: &[i64]) -> Result<Vec<i64>> {
        let searcher = self.readable.reader.searcher();
        let mut missing = Vec::new();
        for key in keys {
            if searcher.doc_freq(&self.key(*key)).map_err(failed)? == 0 {
                missing.push(*key);
            }
        }
        Ok(missing)
    }

    /// What somebody was called when they were put in.
    pub fn called(&self, person: i64) -> Result<Option<String>> {
        let fields = &self.readable.fields;
        let searcher = self.readable.reader.searcher();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(fields.key).map_err(failed)?;
            let found = inverted
                .read_postings(&self.key(person), tantivy::schema::IndexRecordOption::Basic);
            let Some(postings) = found.map_err(|error| failed(error.into()))? else {
                continue;
            };
            let doc = tantivy::DocSet::doc(&postings);
            if doc == tantivy::TERMINATED || segment.is_deleted(doc) {
                continue;
            }
            let store = segment
                .get_store_reader(1)
                .map_err(|error| failed(error.into()))?;
            let kept: TantivyDocument = store.get(doc).map_err(failed)?;
            let called = kept.get_first(fields.called);
            return Ok(called.and_then(|value| value.as_str().map(str::to_owned)));
        }
        Ok(None)
    }

    /// Notes how far it was made from the tables.
    pub fn made_up_to(&mut self, making: Option<Making>) {
        self.progress.making = making;
        self.changed = true;
    }

    /// What is to be looked through next, and how far that is.
    pub fn look(&mut self) -> Option<Looking> {
        let first = self.progress.waiting.first().copied()?;
        let looking = self.looking.filter(|looking| looking.waiting == first);
        Some(looking.unwrap_or(Looking {
            waiting: first,
            source: 0,
            after: 0,
            again: false,
        }))
    }

    /// Notes how far something was looked through.
    pub fn looked(&mut self, looking: Looking, ended: bool) {
        self.looking = (!ended).then_some(looking);
        if ended && !looking.again {
            self.progress.waiting.remove(&looking.waiting);
            self.changed = true;
        }
    }

    /// Something is to be looked through from its beginning, once more if that is under way.
    pub fn wait_for(&mut self, waiting: Waiting) {
        if let Some(looking) = &mut self.looking {
            looking.again |= looking.waiting == waiting;
        }
        self.progress.waiting.insert(waiting);
        self.changed = true;
    }

    /// Notes that the change log was read up to here.
    pub fn read_up_to(&mut self, position: i64) {
        self.progress.position = position;
        self.moved = true;
    }

    /// Up to which position of the change log everything is shown.
    pub fn shown(&self) -> i64 {
        match self.changed {
            true => self.shown,
            false => self.progress.position,
        }
    }

    /// Whether something is to be shown.
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    /// Whether the disk does not say yet how far it is.
    pub fn has_moved(&self) -> bool {
        self.moved
    }

    /// Puts everything on disk, with how far it is, and shows it to those who ask.
    pub fn commit(&mut self) -> Result<()> {
        if self.changed || self.moved {
            let progress = serde_json::to_string(&self.progress)
                .map_err(|error| Error::internal(error.to_string()))?;
            let mut commit = self.writer.prepare_commit().map_err(failed)?;
            commit.set_payload(&progress);
            commit.commit().map_err(failed)?;
            (self.changed, self.moved) = (false, false);
            self.shown = self.progress.position;
        }
        self.readable.reader.reload().map_err(failed)
    }

    /// Removes it from the disk. Who is asking it may go on.
    pub fn remove(self) {
        let Written { writer, folder, .. } = self;
        drop(writer);
        if let Some(folder) = folder {
            remove(&folder);
        }
    }

    fn key(&self, key: i64) -> Term {
        Term::from_field_u64(self.readable.fields.key, key.unsigned_abs())
    }
}

/// The highest key that ever was in what the reader sees.
fn highest(reader: &IndexReader) -> Result<i64> {
    let mut highest = 0;
    for segment in reader.searcher().segment_readers() {
        let keys = segment.fast_fields().u64(schema::KEY).map_err(failed)?;
        highest = highest.max(keys.max_value() as i64);
    }
    Ok(highest)
}

pub fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "an old index could not be removed");
        }
        _ => {}
    }
}

pub fn failed(error: TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::new(Kind::Unavailable, "index_in_use")
        }
        error => Error::internal(error.to_string()),
    }
}

fn unusable(error: std::io::Error) -> Error {
    Error::internal(format!("the folder of the index: {error}"))
}
