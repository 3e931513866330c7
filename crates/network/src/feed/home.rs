//! The home feed and the feed of one place: merging, paging, and why something is shown.

use std::sync::Arc;

use kernel::{Error, Id, Result};
use web::{Lang, cursor, t};

use super::list::{self, Entry, List};
use super::rank::follows;
use super::{KEPT_PER_PLACE, Place, Shown};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::{App, communities, paging, people};

pub const PAGE: usize = 20;

store::text_enum! {
    pub enum Order { Ranked = "ranked", Latest = "latest" }
}

/// Why an item is shown, where that is not plain from its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Followed,
    Answered,
    OpenQuestion,
}

impl Why {
    pub fn text(self, lang: Lang) -> String {
        match self {
            Why::Followed => t!(lang, "feed-why-followed"),
            Why::Answered => t!(lang, "feed-why-answered"),
            Why::OpenQuestion => t!(lang, "feed-why-open-question"),
        }
    }
}

pub struct Page {
    pub shown: Vec<Shown>,
    /// Opaque; `None` when the end is reached.
    pub next: Option<String>,
}

/// What the cursor of a ranked list says.
struct Ranked {
    /// Which kept list; `None` for a new one.
    generation: Option<i64>,
    offset: i64,
    /// Below the oldest item shown so far the feed goes on when the list is gone.
    below: i64,
}

const RANKED: i64 = 0;
const LATEST: i64 = 1;

/// One reader's home feed: where it comes from and what of it is newest, found out once for a request.
pub struct Home<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    places: Vec<Place>,
    list: Arc<List>,
}

impl<'a> Home<'a> {
    pub async fn of(app: &'a App, viewer: &'a Viewer) -> Result<Home<'a>> {
        let places = places(app, viewer).await?;
        let list = list::current(app, viewer, &places).await?;
        Ok(Home {
            app,
            viewer,
            places,
            list,
        })
    }

    /// In order: own communities, the network-wide one, own and followed storylines.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The key of the newest item that concerns the reader; 0 when there is none.
    pub fn newest(&self) -> i64 {
        self.list.newest()
    }

    /// The newest open questions of others in the reader's communities that were asked before a time.
    /// Of each community its newest items are looked through.
    pub fn waiting(&self, before: i64, limit: usize) -> Vec<Shown> {
        let waiting = self.list.waiting(before, limit);
        waiting.map(|key| Shown { key, why: None }).collect()
    }

    pub async fn page(&self, order: Order, cursor: Option<&str>, limit: usize) -> Result<Page> {
        let seal = self.app.settings.get().seal_key;
        let reader = self.viewer.id.raw();
        let position = match cursor {
            Some(cursor) => cursor::open(&seal, "home", reader, cursor)?,
            None => match order {
                Order::Ranked => vec![RANKED, 0, 0, i64::MAX],
                Order::Latest => vec![LATEST, i64::MAX],
            },
        };
        let (shown, next) = match position[..] {
            [RANKED, generation, offset, below] => {
                let from = Ranked {
                    generation: (generation != 0).then_some(generation),
                    offset,
                    below,
                };
                self.ranked(from, limit).await?
            }
            [LATEST, below] => self.latest(below, limit).await?,
            _ => return Err(Error::malformed("invalid_cursor")),
        };
        let next = next.map(|payload| cursor::seal(&seal, "home", reader, &payload));
        Ok(Page { shown, next })
    }

    async fn latest(&self, below: i64, limit: usize) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
        let mut items = match self.list.below(below, limit + 1) {
            Some(items) => items,
            None => by_time(self.app, &self.places, below, limit + 1).await?,
        };
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|(key, _)| vec![LATEST, *key]);
        let shown = items.iter().map(|(key, place)| Shown {
            key: *key,
            why: follows(*place, self.viewer.id),
        });
        Ok((shown.collect(), next))
    }

    /// A page of a ranked list. When the list that a cursor named is gone, a new one would be in another
    /// order: the feed goes on by time below the oldest item that was shown. So nothing is shown twice;
    /// what is newer and was ranked below it comes when the feed is opened anew.
    async fn ranked(&self, from: Ranked, limit: usize) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
        let list = match from.generation {
            None => self.list.clone(),
            Some(generation) => match list::named(self.app, self.viewer, generation) {
                Some(list) => list,
                None => return self.latest(from.below, limit).await,
            },
        };
        // What was read when the list was made may be closed to the viewer by now.
        let reads = |place: Place| {
            let by = |of: &Place| of.raw();
            let found = self.places.binary_search_by_key(&place.raw(), by);
            found.is_ok()
        };
        let mut end = usize::try_from(from.offset).unwrap_or(usize::MAX);
        let mut page = Vec::with_capacity(limit);
        while page.len() < limit
            && let Some((entry, place)) = list.get(end)
        {
            let Entry { key, why, .. } = entry;
            page.extend(reads(place).then_some(Shown { key, why }));
            end += 1;
        }
        if end < list.len() {
            let oldest = page.iter().map(|shown| shown.key).min();
            let below = oldest.map_or(from.below, |oldest| oldest.min(from.below));
            return Ok((page, Some(vec![RANKED, list.generation, end as i64, below])));
        }
        if page.is_empty() {
            return self.latest(list.oldest, limit).await;
        }
        let rest = match list.oldest {
            0 => Vec::new(),
            oldest => by_time(self.app, &self.places, oldest, 1).await?,
        };
        let next = (!rest.is_empty()).then(|| vec![LATEST, list.oldest]);
        Ok((page, next))
    }
}

/// A page of one community, newest first; 404 when the viewer may not read it.
pub async fn community(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page> {
    let community = communities::cached(app, id).await?;
    community
        .filter(|community| viewer.can_read(community))
        .ok_or_else(Error::not_found)?;
    let place = Place::Community(id);
    let purpose = format!("community {id}");
    let below = paging::after::<()>(app, viewer, &purpose, cursor)?.map_or(i64::MAX, Id::raw);
    let mut items = by_time(app, &[place], below, limit + 1).await?;
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more);
    let next = last.map(|(key, _)| paging::seal::<()>(app, viewer, &purpose, Id::from_raw(*key)));
    let shown = items.iter().map(|(key, _)| Shown {
        key: *key,
        why: None,
    });
    Ok(Page {
        shown: shown.collect(),
        next,
    })
}

async fn places(app: &App, viewer: &Viewer) -> Result<Vec<Place>> {
    let own = viewer.memberships.0.iter();
    let mut places: Vec<Place> = own.map(|m| Place::Community(m.community_id)).collect();
    if !viewer.is_guest() {
        places.push(Place::Storyline(viewer.id));
        let id = viewer.id;
        let followed = app.feeds.followed.fetch(&app.store, id, move |db| {
            people::queries::followed_by(db, id, 2_000)
        });
        let followed = followed.await?;
        places.extend(followed.iter().map(|person| Place::Storyline(*person)));
        if let Some(community) = communities::network_wide(app).await? {
            places.push(Place::Community(community));
        }
    }
    places.sort_unstable_by_key(|place| place.raw());
    places.dedup();
    Ok(places)
}

/// The newest items of these places below a key: from memory where it reaches so far.
async fn by_time(
    app: &App,
    places: &[Place],
    below: i64,
    limit: usize,
) -> Result<Vec<(i64, Place)>> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for (place, list) in places.iter().zip(list::newest(app, places).await?) {
        let older = list.iter().filter(|item| item.key < below).take(limit);
        let from = found.len();
        found.extend(older.map(|item| (item.key, *place)));
        if found.len() - from < limit && list.len() as i64 >= KEPT_PER_PLACE {
            found.truncate(from);
            missing.push(*place);
        }
    }
    if !missing.is_empty() {
        let read = list::below(app, missing.clone(), below, limit).await?;
        for (place, items) in missing.into_iter().zip(read) {
            found.extend(items.iter().map(|item| (item.key, place)));
        }
    }
    found.sort_unstable_by_key(|(key, _)| std::cmp::Reverse(*key));
    found.dedup_by_key(|(key, _)| *key);
    found.truncate(limit);
    Ok(found)
}
