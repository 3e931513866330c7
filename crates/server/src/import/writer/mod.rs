//! Writes what a reader reads: foreign people, rooms and messages become ours.
//!
//! One thread reads and renders, this one has batches written, so that both go on at once. What was
//! made of which foreign thing is noted in the same transaction: an import that was killed is run
//! again and goes on, and a second run adds nothing. Messages that came before stay as they are
//! here, where people may have changed or deleted them; a later archive adds what is new.
//!
//! - `structure`: people, communities, members.
//! - `item`, `text`, `reactions`: what a message becomes.
//! - `batch`: one transaction of messages.
//! - `source`: whose archive it is.
//!
//! Nobody is notified, nothing counts as unread, and no right comes from an archive.

mod batch;
mod directory;
mod feed;
mod fit;
mod ground;
mod item;
mod reactions;
mod settling;
mod source;
mod structure;
mod summary;
mod text;

#[cfg(test)]
pub mod tests;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use anyhow::{Context, Result, bail};
use features::posts::backdated::Ids;
use serde::{Deserialize, Serialize};
use store::{Engine, Store};

use self::feed::{Batch, Feed};
use self::ground::{Ground, is_of_one};
use self::item::{Item, Role};
use super::reason::Reason;
use super::record::Skipped;
use super::report::{Added, Report};
use super::{Format, Limits, Reader};
use crate::work::{Said, Say};

/// An archive to be brought in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Import {
    pub format: Format,
    /// A folder or file on this machine.
    pub path: PathBuf,
    /// Only say what would come.
    pub dry_run: bool,
    /// Nobody else writes here meanwhile. Never said over the socket, where somebody does.
    #[serde(skip)]
    pub alone: bool,
}

/// How the writing goes about it.
#[derive(Clone, Debug)]
pub struct Options {
    pub dry_run: bool,
    /// Messages and members in one transaction, and bytes of text in which it is smaller.
    pub batch_items: usize,
    pub batch_bytes: usize,
    /// Batches that wait to be written.
    pub ahead: usize,
    /// Tests end an import in the middle: after so many batches.
    pub stop_after: Option<u64>,
}

impl Default for Options {
    /// Beside others, who wait for a transaction to end.
    fn default() -> Options {
        Options {
            dry_run: false,
            batch_items: 400,
            batch_bytes: 4 << 20,
            ahead: 3,
            stop_after: None,
        }
    }
}

impl Options {
    /// The disk is waited for rarely, and each page of the database is written rarely: those of a batch
    /// fit into the writer's cache. One is written while the next is read, which is all that memory holds.
    fn be_alone(&mut self) {
        self.batch_items = 12_000;
        self.batch_bytes = 16 << 20;
        self.ahead = 0;
    }
}

/// When so many messages one after the other cannot be written, it is not the messages.
const REFUSED_IN_A_ROW: u64 = 100;

/// `store` is `None` only for a dry run where there is no network yet.
pub fn import(store: Option<&Store>, import: &Import, say: Say<'_>) -> Result<()> {
    let reader = super::open(import.format, &import.path, &Limits::default())?;
    let mut options = Options {
        dry_run: import.dry_run,
        ..Options::default()
    };
    if import.alone && store.is_some_and(|store| store.engine() == Engine::Sqlite) {
        options.be_alone();
    }
    let report = write(store, import.format, reader, &options, say)?;
    for line in summary::summary(&report, import.dry_run) {
        say(Said::Note(line))?;
    }
    say(Said::Report(report.to_json()))
}

/// Writes everything that is not here yet.
pub fn write(
    store: Option<&Store>,
    format: Format,
    reader: Reader,
    options: &Options,
    say: Say<'_>,
) -> Result<Report> {
    let identity = reader.identity();
    let source = match store {
        Some(store) => {
            let prefix = identity
                .name
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned();
            store.read_blocking(move |db| source::source(db, &prefix, &identity))?
        }
        None => identity.name,
    };
    let ground = Ground {
        store: store.cloned(),
        dry_run: options.dry_run || store.is_none(),
        format,
        source: source.into(),
        directory: Arc::default(),
    };
    let (send, receive) = mpsc::sync_channel(options.ahead);
    let feed = Feed::new(&ground, options, send);
    thread::scope(|scope| {
        let feeding = scope.spawn(move || feed.run(reader));
        let mut writer = Writer {
            ground: &ground,
            ids: Arc::default(),
            report: Report::default(),
            refused: 0,
        };
        // Takes the receiver with it, so that the feed ends when the writing has failed.
        let written = writer.run(receive, options, say);
        let fed = feeding.join().unwrap_or_else(|_| bail_panicked());
        written?;
        let mut report = fed.context("the import ended before its end; run it again to go on")?;
        report.merge(writer.report);
        Ok(report)
    })
}

fn bail_panicked() -> kernel::Result<Report> {
    Err(kernel::Error::internal("the thread that reads panicked"))
}

struct Writer<'a> {
    ground: &'a Ground,
    ids: Arc<Ids>,
    report: Report,
    /// Messages one after the other that could not be written.
    refused: u64,
}

impl Writer<'_> {
    fn run(
        &mut self,
        batches: mpsc::Receiver<Batch>,
        options: &Options,
        say: Say<'_>,
    ) -> Result<()> {
        for (number, batch) in (1..).zip(batches) {
            let items: Arc<[Item]> = batch.items.into();
            let all = 0..items.len();
            self.put(&items, all)?;
            say(Said::Reading {
                done_bytes: batch.progress.done_bytes,
                total_bytes: batch.progress.total_bytes,
                messages: self.report.posts + self.report.replies,
            })?;
            if options.stop_after == Some(number) {
                bail!("stopped");
            }
        }
        Ok(())
    }

    fn put(&mut self, items: &Arc<[Item]>, range: Range<usize>) -> Result<()> {
        match self.attempt(items, range.clone()) {
            Ok(added) => {
                self.refused = 0;
                self.count(items, range, added);
                Ok(())
            }
            // One of them is at fault: it is looked for by halves.
            Err(error) if is_of_one(&error) && range.len() > 1 => {
                let middle = range.start + range.len() / 2;
                self.put(items, range.start..middle)?;
                self.put(items, middle..range.end)
            }
            Err(error) => {
                let (place, reason) = match items.get(range.start) {
                    Some(Item::Message(message)) => (message.place.clone(), Reason::NotWritten),
                    Some(Item::Member { key, .. }) => (key.clone(), Reason::NotAdded),
                    None => (String::new(), Reason::NotWritten),
                };
                self.refused += 1;
                if !is_of_one(&error) || self.refused > REFUSED_IN_A_ROW {
                    let stopped = format!("the import stopped at {place}; run it again to go on");
                    return Err(error).context(stopped);
                }
                tracing::warn!(place, %error, "something of the archive could not be written");
                self.report.skip(&Skipped {
                    reason,
                    place,
                    count: 1,
                });
                Ok(())
            }
        }
    }

    fn attempt(&self, items: &Arc<[Item]>, range: Range<usize>) -> kernel::Result<Added> {
        let (same, source, ids) = (items.clone(), self.ground.source.clone(), self.ids.clone());
        match (&self.ground.store, self.ground.dry_run) {
            (Some(store), false) => store.write_background_blocking(move |tx| {
                batch::write(tx, &source, &ids, &same[range.clone()])
            }),
            (Some(store), true) => {
                store.read_blocking(move |db| batch::plan(db, &source, &same[range]))
            }
            (None, _) => Ok(batch::added(batch::messages(items, range))),
        }
    }

    fn count(&mut self, items: &[Item], range: Range<usize>, added: Added) {
        for message in batch::messages(items, range) {
            match message.role {
                Role::Post { .. } => self.report.posts += 1,
                Role::Reply { .. } => self.report.replies += 1,
            }
            self.report.count_parts(message.parts);
        }
        let mut part = Report::default();
        part.added = Some(added);
        self.report.merge(part);
    }
}
