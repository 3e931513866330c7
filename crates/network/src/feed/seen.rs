//! Who saw an item: a compressed bitmap of person numbers per item, merged in memory and written
//! every few seconds. No time, no list; only a rounded count leaves this file.

use std::collections::HashMap;
use std::sync::Mutex;

use kernel::{Error, Result};
use roaring::RoaringBitmap;
use store::{Changed, Db, Tx};

use crate::App;
use crate::access::Viewer;

store::statements! {
    fn kept(item: i64) -> Option<(i64, Vec<u8>)> = "select people, bits from seen where post_id = $1";
    fn counts(items: &[i64]) -> Vec<(i64, i64)> = "select post_id, people from seen where post_id in ($1)";
    fn kept_between(after: i64, before: i64, limit: i64) -> Vec<(i64, Vec<u8>)> =
        "select post_id, bits from seen where post_id > $1 and post_id < $2 order by post_id limit $3";
    fn put(item: i64, people: i64, bits: &[u8]) -> Changed =
        "insert into seen (post_id, people, bits) select cast($1 as bigint), cast($2 as bigint), $3 from posts where id = $1
        on conflict (post_id) do update set people = excluded.people, bits = excluded.bits";
}

/// At most so many items are written in one transaction.
const BATCH: usize = 200;
/// Below this many people no number is given.
const FEWEST: i64 = 10;
const ROUNDED_TO: i64 = 5;

/// What has been seen since the last write.
#[derive(Default)]
pub struct Seen(Mutex<HashMap<i64, RoaringBitmap>>);

impl Seen {
    /// The viewer was shown these items.
    pub fn note(&self, viewer: &Viewer, items: impl Iterator<Item = i64>) {
        let Ok(number) = u32::try_from(viewer.number) else {
            return;
        };
        if !viewer.leaves_traces() {
            return;
        }
        let mut pending = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        for item in items {
            pending.entry(item).or_default().insert(number);
        }
    }

    /// Writes what is pending. What could not be written is kept for the next time.
    pub async fn flush(&self, app: &App) -> Result<()> {
        loop {
            let batch = self.take();
            if batch.is_empty() {
                return Ok(());
            }
            let written = batch.clone();
            let done = app
                .store
                .write_background(move |tx| write(tx, &written))
                .await;
            if let Err(error) = done {
                self.give_back(batch);
                return Err(error);
            }
        }
    }

    fn take(&self) -> Vec<(i64, RoaringBitmap)> {
        let mut pending = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let keys: Vec<i64> = pending.keys().take(BATCH).copied().collect();
        keys.into_iter()
            .filter_map(|key| pending.remove_entry(&key))
            .collect()
    }

    fn give_back(&self, batch: Vec<(i64, RoaringBitmap)>) {
        let mut pending = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        for (item, bits) in batch {
            *pending.entry(item).or_default() |= bits;
        }
    }
}

fn write(tx: &Tx, batch: &[(i64, RoaringBitmap)]) -> Result<()> {
    batch
        .iter()
        .try_for_each(|(item, new)| merge(tx, *item, new))
}

/// People, by their dense numbers, who saw an item: for history that is written afterwards.
pub fn keep_seen(tx: &Tx, item: i64, people: impl Iterator<Item = u32>) -> Result<()> {
    merge(tx, item, &people.collect())
}

fn merge(tx: &Tx, item: i64, new: &RoaringBitmap) -> Result<()> {
    let mut bits = match kept(tx, item)? {
        Some((_, bytes)) => RoaringBitmap::deserialize_from(&bytes[..]).map_err(Error::internal)?,
        None => RoaringBitmap::new(),
    };
    let before = bits.len();
    bits |= new;
    if bits.len() > before {
        let mut bytes = Vec::with_capacity(bits.serialized_size());
        bits.serialize_into(&mut bytes).map_err(Error::internal)?;
        put(tx, item, bits.len() as i64, &bytes)?;
    }
    Ok(())
}

/// About how many people saw an item: rounded down to five, `None` below ten.
pub fn seen_by(db: &Db, item: i64) -> Result<Option<i64>> {
    let people = counts(db, &[item])?
        .first()
        .map_or(0, |(_, people)| *people);
    Ok((people >= FEWEST).then_some(people - people % ROUNDED_TO))
}

/// Who saw at least one of many items, together. Who that was stays in here.
#[derive(Default)]
pub struct Audience(RoaringBitmap);

impl Audience {
    /// Adds those who saw the next items by id, at most so many; the last of them, `None` at the end.
    pub fn add(&mut self, db: &Db, after: i64, before: i64, limit: i64) -> Result<Option<i64>> {
        let mut last = None;
        for (item, bytes) in kept_between(db, after, before, limit)? {
            self.0 |= RoaringBitmap::deserialize_from(&bytes[..]).map_err(Error::internal)?;
            last = Some(item);
        }
        Ok(last)
    }

    /// How many of these people are among them, by their dense numbers.
    pub fn count_among(&self, people: impl Iterator<Item = u32>) -> u64 {
        people.filter(|number| self.0.contains(*number)).count() as u64
    }
}
