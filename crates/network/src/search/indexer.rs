//! Keeps the index: opens it, follows the change log, makes a new one where none can be used.
//!
//! Indexes lie in numbered folders; the highest that is whole answers. A new one is made beside it
//! from the tables, in the order of keys, and takes its place when it is whole and has caught up. An
//! entry of the change log only says where to look, as for every follower. Nothing here is needed to
//! serve: until an index is open, questions are told so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kernel::{Error, Id, Result};
use store::{Change, Db, Store};

use super::index::{self, Making, Progress, Waiting, Written};
use super::source::{Document, Keys, Source, Touched, Within};
use super::{Phase, Search};
use crate::{App, people};

/// Changes read at once.
const CHANGES: usize = 500;
/// After a quiet time what was written is shown at once; while there is work, this often. Each time
/// makes a piece of index that is later merged with others.
const COMMIT_EVERY: Duration = Duration::from_millis(700);
/// An index that nobody asks yet, and how far one is that shows all.
const KEEP_EVERY: Duration = Duration::from_secs(5);

pub struct Indexer {
    app: App,
    /// `None`: in memory.
    folder: Option<PathBuf>,
    serving: Option<Written>,
    making: Option<Written>,
    ahead: Option<Ahead>,
    opened: bool,
    committed: Instant,
    kept: Instant,
}

/// Documents that are read while those before them are written.
struct Ahead {
    from: Making,
    reading: JoinHandle<Result<(Keys, Vec<Document>)>>,
}

/// What a step left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// There is more at once.
    More,
    /// What was written is shown after this time at the latest.
    Soon(Duration),
    Nothing,
}

impl Indexer {
    /// In this folder, which need not be there; without one in memory. Opens nothing yet.
    pub fn new(app: &App, folder: Option<&Path>) -> Indexer {
        Indexer {
            app: app.clone(),
            folder: folder.map(Path::to_owned),
            serving: None,
            making: None,
            ahead: None,
            opened: false,
            committed: Instant::now(),
            kept: Instant::now(),
        }
    }

    /// Does a bounded piece of work. After an error everything is opened anew by the next step.
    pub fn step(&mut self) -> Result<Left> {
        let done = self.try_step();
        if let Err(error) = &done {
            self.opened = false;
            (self.serving, self.making) = (None, None);
            let in_use = error.code() == "index_in_use";
            self.search()
                .tell(if in_use { Phase::InUse } else { Phase::Opening });
        }
        done
    }

    /// Up to which position of the change log everything is found; `None` while nothing answers.
    pub fn position(&self) -> Option<i64> {
        self.serving.as_ref().map(Written::shown)
    }

    /// Works until everything that was committed to the store is found.
    pub fn catch_up(&mut self) -> Result<()> {
        while self.step()? == Left::More {}
        self.commit()
    }

    fn try_step(&mut self) -> Result<Left> {
        if !self.opened {
            self.open()?;
        }
        if self.search().take_wish() && self.making.is_none() {
            self.begin()?;
        }
        let mut more = false;
        if let Some(mut serving) = self.serving.take() {
            let followed = follow(&self.app, &mut serving);
            self.serving = Some(serving);
            match followed? {
                Some(left) => more |= left,
                // The log does not reach back to where the index stands.
                None => return self.start_anew(),
            }
        }
        more |= self.go_on_making()?;
        let due = self.serving.as_ref().is_some_and(Written::has_changed);
        let moved = self.serving.as_ref().is_some_and(Written::has_moved);
        let since = self.committed.elapsed();
        if (due && since >= COMMIT_EVERY) || (moved && since >= KEEP_EVERY) {
            self.commit()?;
        } else if due && !more {
            return Ok(Left::Soon(COMMIT_EVERY.saturating_sub(since)));
        }
        Ok(if more { Left::More } else { Left::Nothing })
    }

    fn search(&self) -> &Search {
        &self.app.search
    }

    /// The newest whole index serves, the newest beginning is gone on with; the rest goes.
    fn open(&mut self) -> Result<()> {
        self.search().tell(Phase::Opening);
        let epoch = self.app.store.epoch();
        for (_, folder) in self.generations() {
            match Written::open(&folder) {
                Err(error) if error.code() == "index_in_use" => return Err(error),
                Ok(found) if found.progress.fits(epoch) => {
                    let place = match found.progress.making {
                        None => &mut self.serving,
                        Some(_) => &mut self.making,
                    };
                    match place.replace(found) {
                        None => {}
                        Some(older) => older.remove(),
                    }
                }
                Ok(other) => other.remove(),
                Err(error) => {
                    tracing::warn!(%error, "an index cannot be used and is made anew");
                    index::remove(&folder);
                }
            }
        }
        self.opened = true;
        match &self.serving {
            Some(serving) => self.search().serve(serving.readable.clone()),
            None if self.making.is_none() => self.begin()?,
            None => {}
        }
        Ok(())
    }

    /// The folders of indexes, the oldest first.
    fn generations(&self) -> BTreeMap<u64, PathBuf> {
        let entries = self
            .folder
            .iter()
            .flat_map(fs::read_dir)
            .flatten()
            .flatten();
        let numbered = entries.filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, entry.path()))
        });
        numbered.collect()
    }

    /// Begins a new index, of the tables as they are now.
    fn begin(&mut self) -> Result<()> {
        let store = &self.app.store;
        let progress = Progress::begin(store.epoch(), store.position());
        let folder = self.folder.as_ref().map(|folder| {
            let last = self.generations().keys().next_back().copied();
            folder.join((last.unwrap_or_default() + 1).to_string())
        });
        self.making = Some(Written::create(folder.as_deref(), progress)?);
        self.search().tell_making(0);
        Ok(())
    }

    fn start_anew(&mut self) -> Result<Left> {
        self.search().serve_nothing();
        for old in [self.serving.take(), self.making.take()]
            .into_iter()
            .flatten()
        {
            old.remove();
        }
        self.begin()?;
        Ok(Left::More)
    }

    fn go_on_making(&mut self) -> Result<bool> {
        let Some(mut making) = self.making.take() else {
            return Ok(false);
        };
        if making.progress.making.is_some() {
            let documents = make(&self.app, &mut self.ahead, &mut making)?;
            if self.kept.elapsed() >= KEEP_EVERY {
                commit(&self.app, &mut making)?;
                self.kept = Instant::now();
            }
            self.search().tell_making(documents);
            self.making = Some(making);
            return Ok(true);
        }
        match follow(&self.app, &mut making)? {
            None => {
                making.remove();
                self.begin()?;
            }
            Some(true) => self.making = Some(making),
            Some(false) => {
                commit(&self.app, &mut making)?;
                self.search().serve(making.readable.clone());
                if let Some(old) = self.serving.replace(making) {
                    old.remove();
                }
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn commit(&mut self) -> Result<()> {
        if let Some(serving) = &mut self.serving {
            commit(&self.app, serving)?;
        }
        self.committed = Instant::now();
        Ok(())
    }
}

/// What was read for the index has to be on disk before the index is: it must not know of what a power
/// cut takes back.
fn commit(app: &App, written: &mut Written) -> Result<()> {
    if written.has_changed() || written.has_moved() {
        app.store.settle()?;
    }
    written.commit()
}

/// The next documents from the tables: by source, each in the order of keys. Answers how many there are
/// so far.
fn make(app: &App, ahead: &mut Option<Ahead>, written: &mut Written) -> Result<u64> {
    let Some(mut making) = written.progress.making.clone() else {
        return Ok(0);
    };
    let ready = ahead.take().filter(|ahead| ahead.from == making);
    let Some(read) = ready.or_else(|| read_ahead(app, &making)) else {
        written.made_up_to(None);
        return Ok(making.documents);
    };
    let panicked = |_| Error::internal("the thread that reads for the index panicked");
    let (keys, documents) = read.reading.join().map_err(panicked).flatten()?;
    making.documents += documents.len() as u64;
    (making.source, making.after) = match keys.next {
        Some(next) => (making.source, next),
        None => (making.source + 1, 0),
    };
    *ahead = read_ahead(app, &making);
    // What was written after the last commit of a process that was ended is not there any more.
    written.put(&documents)?;
    let documents = making.documents;
    written.made_up_to(Some(making));
    Ok(documents)
}

/// Begins to read the next documents; `None` after the last source.
fn read_ahead(app: &App, from: &Making) -> Option<Ahead> {
    let source = sources(app).nth(from.source)?;
    let (app, after) = (app.clone(), from.after);
    let read = move || {
        app.store.read_blocking(move |db| {
            let keys = (source.keys)(db, Within::All, after, index::BATCH)?;
            let documents = (source.documents)(db, &keys.keys)?;
            Ok((keys, documents))
        })
    };
    Some(Ahead {
        from: from.clone(),
        reading: thread::spawn(read),
    })
}

/// Applies the next changes; true when there may be more, `None` when the log does not reach back to
/// where the index stands.
fn follow(app: &App, written: &mut Written) -> Result<Option<bool>> {
    let position = written.progress.position;
    let read = move |db: &Db| Store::changes_after(db, position, CHANGES);
    let changes = app.store.read_blocking(read)?;
    let Some(last) = changes.last().and_then(|change| change.position) else {
        return look_through(app, written).map(Some);
    };
    if changes[0].position != Some(position + 1) {
        return Ok(None);
    }
    let (mut all, mut documents) = (Vec::new(), Vec::new());
    for source in sources(app) {
        let mut keys = BTreeSet::new();
        for change in &changes {
            match (source.touched)(change) {
                Touched::Nothing => {}
                Touched::Key(key) => {
                    keys.insert(key);
                }
                Touched::Thread(thread) => written.take_out(thread),
                Touched::Place(place) => written.wait_for(Waiting::Place(place)),
            }
        }
        if !keys.is_empty() {
            let keys: Vec<i64> = keys.into_iter().collect();
            all.extend_from_slice(&keys);
            let read = move |db: &Db| (source.documents)(db, &keys);
            documents.extend(app.store.read_blocking(read)?);
        }
    }
    // All at once: keys rise over all sources together.
    written.renew(&all, &documents)?;
    note_names(app, written, &changes)?;
    written.read_up_to(last);
    Ok(Some(true))
}

/// Whoever has another name now is found by it in what they wrote.
fn note_names(app: &App, written: &mut Written, changes: &[Change]) -> Result<()> {
    for change in changes.iter().filter(|change| change.kind == "person") {
        let (known, id) = (written.called(change.key)?, Id::from_raw(change.key));
        let person = move |db: &Db| people::queries::by_id(db, id);
        let person = app.store.read_blocking(person)?;
        if let (Some(known), Some(person)) = (known, person)
            && known != person.name
        {
            written.wait_for(Waiting::Author(change.key));
        }
    }
    Ok(())
}

/// The next batch of a place or an author that waits; true when there was one. Their turn is when the
/// log was read to its end, so that a place is not looked through with every batch of an import.
fn look_through(app: &App, written: &mut Written) -> Result<bool> {
    let Some(mut looking) = written.look() else {
        return Ok(false);
    };
    let Some(source) = sources(app).nth(looking.source) else {
        written.looked(looking, true);
        return Ok(true);
    };
    let (within, all) = match looking.waiting {
        Waiting::Place(place) => (Within::Place(place), false),
        Waiting::Author(person) => (Within::Author(Id::from_raw(person)), true),
    };
    let after = looking.after;
    let keys = move |db: &Db| (source.keys)(db, within, after, index::BATCH);
    let keys = app.store.read_blocking(keys)?;
    (looking.source, looking.after) = match keys.next {
        Some(next) => (looking.source, next),
        None => (looking.source + 1, 0),
    };
    let keys = match all {
        true => keys.keys,
        false => written.missing(&keys.keys)?,
    };
    if !keys.is_empty() {
        let wanted = keys.clone();
        let documents = move |db: &Db| (source.documents)(db, &wanted);
        written.renew(&keys, &app.store.read_blocking(documents)?)?;
    }
    written.looked(looking, false);
    Ok(true)
}

fn sources(app: &App) -> impl Iterator<Item = Source> {
    app.features
        .iter()
        .flat_map(|feature| feature.search)
        .copied()
}
