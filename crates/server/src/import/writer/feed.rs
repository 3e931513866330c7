//! The first half of an import: reads records, brings in who and what they name, and hands on
//! messages ready to be written.
//!
//! It runs beside the writing, a few batches ahead of it and no more, so memory stays flat.

use std::sync::mpsc::SyncSender;

use kernel::Result;

use super::ground::{self, Ground};
use super::item::Item;
use super::{Options, structure};
use crate::import::record::Record;
use crate::import::report::Report;
use crate::import::{Progress, Reader};

/// Items of one transaction, and how far the reader was after them.
pub struct Batch {
    pub items: Vec<Item>,
    pub progress: Progress,
}

/// People, communities and members that are brought in together.
const SETTLED: usize = 500;

pub struct Feed<'a> {
    ground: &'a Ground,
    batch_items: usize,
    batch_bytes: usize,
    send: SyncSender<Batch>,
    report: Report,
    /// People, communities and members, in their order.
    waiting: Vec<Record>,
    /// Some of them have no id yet.
    names_wait: bool,
    items: Vec<Item>,
    bytes: usize,
}

impl<'a> Feed<'a> {
    pub fn new(ground: &'a Ground, options: &Options, send: SyncSender<Batch>) -> Feed<'a> {
        Feed {
            ground,
            batch_items: options.batch_items,
            batch_bytes: options.batch_bytes,
            send,
            report: Report::default(),
            waiting: Vec::new(),
            names_wait: false,
            items: Vec::new(),
            bytes: 0,
        }
    }

    /// Reads to the end, or until nobody takes batches any more. Reports everything but messages.
    pub fn run(mut self, mut reader: Reader) -> Result<Report> {
        while let Some(record) = reader.next() {
            match record {
                Record::Post(post) => {
                    self.settle()?;
                    let directory = ground::read(&self.ground.directory);
                    let item = Item::post(post, &directory, &mut self.report);
                    drop(directory);
                    self.push(item);
                }
                Record::Reply(reply) => {
                    self.settle()?;
                    let directory = ground::read(&self.ground.directory);
                    let item = Item::reply(reply, &directory, &mut self.report);
                    drop(directory);
                    self.push(item);
                }
                Record::Skipped(skipped) => self.report.skip(&skipped),
                record => {
                    self.report.count(&record);
                    self.names_wait |= !matches!(record, Record::Membership(_));
                    self.waiting.push(record);
                    if self.waiting.len() >= SETTLED {
                        self.settle()?;
                    }
                }
            }
            let full = self.items.len() >= self.batch_items || self.bytes >= self.batch_bytes;
            if full && !self.send(reader.progress()) {
                return Ok(self.report);
            }
        }
        self.settle()?;
        self.send(reader.progress());
        Ok(self.report)
    }

    /// Members alone need no id of their own and go with the messages.
    fn settle(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let records = std::mem::take(&mut self.waiting);
        if std::mem::take(&mut self.names_wait) {
            return structure::settle(self.ground, records, &mut self.report);
        }
        for record in records {
            if let Record::Membership(membership) = &record {
                let directory = ground::read(&self.ground.directory);
                let item = Item::member(membership, &directory, &mut self.report);
                drop(directory);
                self.push(item);
            }
        }
        Ok(())
    }

    fn push(&mut self, item: Option<Item>) {
        self.bytes += item.as_ref().map_or(0, Item::bytes);
        self.items.extend(item);
    }

    /// False when nobody takes it.
    fn send(&mut self, progress: Progress) -> bool {
        self.bytes = 0;
        let items = std::mem::take(&mut self.items);
        self.send.send(Batch { items, progress }).is_ok()
    }
}
