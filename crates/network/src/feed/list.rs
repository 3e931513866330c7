//! The list of one reader: what their places hold, merged and ranked once and kept as long as nothing
//! in those places changes.
//!
//! The order does not depend on the hour, because all items grow older alike. A list that is no longer
//! the newest is kept for a while under its generation, for the cursors that name it.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Result, Time};

use super::home::Why;
use super::rank::{Interests, score, spread};
use super::{Item, KEPT_PER_PLACE, Place, own};
use crate::App;
use crate::access::Viewer;
use crate::people::PersonId;

/// How many candidates are ranked; below the oldest the feed goes on by time.
const CANDIDATES: usize = 400;
/// Open questions of others that are remembered.
const OPEN: usize = 24;
/// How long a list can be paged through.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
/// How long the same list is given to the first page, so that its cursors hold long enough.
const GIVEN_FOR: Duration = Duration::from_secs(5 * 60);

pub struct List {
    /// Of the places and of what the reader did (see [`Cache::mark`](crate::cache::Cache::mark)).
    mark: u64,
    pub generation: i64,
    at: Time,
    places: Box<[Place]>,
    /// Best first; everything in the places that is not older than `oldest`.
    entries: Box<[Entry]>,
    /// 0 when nothing is older.
    pub oldest: i64,
    /// Open questions of others in communities, newest first.
    open: Box<[i64]>,
}

#[derive(Clone, Copy)]
pub struct Entry {
    pub key: i64,
    place: u16,
    pub why: Option<Why>,
}

impl List {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn get(&self, at: usize) -> Option<(Entry, Place)> {
        let entry = *self.entries.get(at)?;
        Some((entry, self.places[usize::from(entry.place)]))
    }

    /// The newest of all.
    pub fn newest(&self) -> i64 {
        let keys = self.entries.iter().map(|entry| entry.key);
        keys.max().unwrap_or(0)
    }

    /// As many as there are of the newest below a key, newest first; `None` when the list does not
    /// reach so far.
    pub fn below(&self, below: i64, limit: usize) -> Option<Vec<(i64, Place)>> {
        let mut found: Vec<(i64, u16)> = self
            .entries
            .iter()
            .filter(|entry| entry.key < below)
            .map(|entry| (entry.key, entry.place))
            .collect();
        if found.len() < limit && self.oldest > 0 {
            return None;
        }
        if found.len() > limit {
            found.select_nth_unstable_by(limit, |a, b| b.cmp(a));
            found.truncate(limit);
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        let of = |(key, place)| (key, self.places[usize::from(place)]);
        Some(found.into_iter().map(of).collect())
    }

    /// The first few open questions of others that were asked before a time.
    pub fn waiting(&self, before: i64, limit: usize) -> impl Iterator<Item = i64> {
        let old = move |key: &&i64| **key < before;
        self.open.iter().filter(old).take(limit).copied()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        size_of_val(&self.entries[..]) + size_of_val(&self.places[..]) + size_of_val(&self.open[..])
    }
}

/// The reader's newest list.
pub async fn current(app: &App, viewer: &Viewer, places: &[Place]) -> Result<Arc<List>> {
    let (feeds, now) = (&app.feeds, app.store.clock().now());
    let of_places = feeds.newest.mark(places.iter().map(|place| place.raw()));
    let mark = of_places.wrapping_add(feeds.own.mark([viewer.id]));
    if let Some(generation) = feeds.ranked.get(&viewer.id)
        && let Some(list) = feeds.kept.get(&(viewer.id, *generation))
        && list.mark == mark
        && now < list.at.plus(GIVEN_FOR)
    {
        return Ok(list);
    }
    let (ranked, kept) = (feeds.ranked.begin(viewer.id), app.store.random().u64());
    let generation = (kept >> 12).max(1) as i64;
    let kept = feeds.kept.begin((viewer.id, generation));
    let list = make(app, viewer, places, (mark, generation), now).await?;
    feeds.ranked.finish(ranked, generation);
    Ok(feeds.kept.finish(kept, list))
}

/// The list that a cursor names, while it can be paged through.
pub fn named(app: &App, viewer: &Viewer, generation: i64) -> Option<Arc<List>> {
    let now = app.store.clock().now();
    let list = app.feeds.kept.get(&(viewer.id, generation))?;
    (now < list.at.plus(KEPT_FOR)).then_some(list)
}

async fn make(
    app: &App,
    viewer: &Viewer,
    places: &[Place],
    (mark, generation): (u64, i64),
    now: Time,
) -> Result<List> {
    let answered = own::own(app, viewer).await?;
    let newest = newest(app, places).await?;
    let each = (CANDIDATES / places.len().max(1)).clamp(20, KEPT_PER_PLACE as usize);
    let mut items: Vec<(u16, &Item)> = Vec::with_capacity(2 * CANDIDATES);
    let mut open = Vec::new();
    // A place whose candidates end early must not hide what lies between: only what is above the
    // youngest of those ends is ranked.
    let mut floor = 0;
    for (at, (place, list)) in (0..=u16::MAX).zip(places.iter().zip(&newest)) {
        items.extend(list.iter().take(each).map(|item| (at, item)));
        if list.len() >= each {
            floor = floor.max(list[each - 1].key);
        }
        if matches!(place, Place::Community(_)) {
            let of_others = |item: &&Item| item.open_question && item.author != viewer.id;
            open.extend(list.iter().filter(of_others).map(|item| item.key));
        }
    }
    items.retain(|(_, item)| item.key >= floor);
    items.sort_unstable_by_key(|(_, item)| std::cmp::Reverse(item.key));
    items.dedup_by_key(|(_, item)| item.key);
    if items.len() > CANDIDATES {
        items.truncate(CANDIDATES);
        floor = items[CANDIDATES - 1].1.key;
    }
    open.sort_unstable_by(|a, b| b.cmp(a));
    open.dedup();
    open.truncate(OPEN);
    Ok(List {
        mark,
        generation,
        at: now,
        places: places.into(),
        entries: ranked(items, viewer.id, &answered.answered, now),
        oldest: floor,
        open: open.into(),
    })
}

fn ranked(
    items: Vec<(u16, &Item)>,
    viewer: PersonId,
    answered: &[(PersonId, i64)],
    now: Time,
) -> Box<[Entry]> {
    let interests = Interests {
        viewer,
        now,
        answered,
    };
    let mut scored: Vec<_> = items
        .into_iter()
        .map(|(place, item)| (score(item, &interests), place, item))
        .collect();
    scored
        .sort_unstable_by(|((a, _), _, x), ((b, _), _, y)| a.total_cmp(b).then(y.key.cmp(&x.key)));
    let entry = |((_, why), place, item): ((f64, Option<Why>), u16, &Item)| Entry {
        key: item.key,
        place,
        why,
    };
    let spread = spread(scored, |(_, _, item)| item.author);
    spread.into_iter().map(entry).collect()
}

/// The newest items of each place, in the order of the places; those not in memory in one go.
pub async fn newest(app: &App, places: &[Place]) -> Result<Vec<Arc<Vec<Item>>>> {
    let cache = &app.feeds.newest;
    let mut lists: Vec<Option<Arc<Vec<Item>>>> = Vec::with_capacity(places.len());
    let mut fills = Vec::new();
    for place in places {
        let list = cache.get(&place.raw());
        if list.is_none() {
            fills.push((lists.len(), *place, cache.begin(place.raw())));
        }
        lists.push(list);
    }
    if !fills.is_empty() {
        let missing = fills.iter().map(|(_, place, _)| *place).collect();
        let read = below(app, missing, i64::MAX, KEPT_PER_PLACE as usize).await?;
        for ((at, _, fill), items) in fills.into_iter().zip(read) {
            lists[at] = Some(cache.finish(fill, items));
        }
    }
    Ok(lists.into_iter().flatten().collect())
}

/// The newest items of each place below a key, from the tables.
pub async fn below(
    app: &App,
    places: Vec<Place>,
    below: i64,
    limit: usize,
) -> Result<Vec<Vec<Item>>> {
    let features = app.features;
    let read = app.store.read(move |db| {
        let mut lists = Vec::with_capacity(places.len());
        for place in places {
            let mut items = Vec::new();
            for source in features.iter().filter_map(|feature| feature.items) {
                items.extend((source.newest)(db, place, below, limit as i64)?);
            }
            items.sort_unstable_by_key(|item| std::cmp::Reverse(item.key));
            items.truncate(limit);
            lists.push(items);
        }
        Ok(lists)
    });
    read.await
}
