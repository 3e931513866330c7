//! The home feed and the feed of one place: merging, paging, and why something is shown.

use kernel::{Error, Id, Result};
use web::{Lang, cursor, t};

use super::list::{self, Entry};
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

/// A page of the viewer's home feed.
pub async fn home(
    app: &App,
    viewer: &Viewer,
    order: Order,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page> {
    let seal = app.settings.get().seal_key;
    let position = match cursor {
        Some(cursor) => cursor::open(&seal, "home", viewer.id.raw(), cursor)?,
        None => match order {
            Order::Ranked => vec![RANKED, 0, 0, i64::MAX],
            Order::Latest => vec![LATEST, i64::MAX],
        },
    };
    let places = places(app, viewer).await?;
    let (page, next) = match position[..] {
        [RANKED, generation, offset, below] => {
            let from = Ranked {
                generation: (generation != 0).then_some(generation),
                offset,
                below,
            };
            ranked(app, viewer, &places, from, limit).await?
        }
        [LATEST, below] => latest(app, viewer, &places, below, limit).await?,
        _ => return Err(Error::malformed("invalid_cursor")),
    };
    let next = next.map(|payload| cursor::seal(&seal, "home", viewer.id.raw(), &payload));
    Ok(Page { shown: page, next })
}

/// The key of the newest item that concerns the viewer; 0 when there is none.
pub async fn newest(app: &App, viewer: &Viewer) -> Result<i64> {
    let places = places(app, viewer).await?;
    Ok(list::current(app, viewer, &places).await?.newest())
}

/// The newest open questions of others in the viewer's communities that were asked before a time. Of
/// each community its newest items are looked through.
pub async fn waiting(app: &App, viewer: &Viewer, before: i64, limit: usize) -> Result<Vec<Shown>> {
    let places = places(app, viewer).await?;
    let list = list::current(app, viewer, &places).await?;
    let shown = list
        .waiting(before, limit)
        .map(|key| Shown { key, why: None });
    Ok(shown.collect())
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

/// The places a home feed is made of, in order: own communities, the network-wide one, own and
/// followed storylines.
pub async fn places(app: &App, viewer: &Viewer) -> Result<Vec<Place>> {
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

async fn latest(
    app: &App,
    viewer: &Viewer,
    places: &[Place],
    below: i64,
    limit: usize,
) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
    let list = list::current(app, viewer, places).await?;
    let mut items = match list.below(below, limit + 1) {
        Some(items) => items,
        None => by_time(app, places, below, limit + 1).await?,
    };
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items
        .last()
        .filter(|_| more)
        .map(|(key, _)| vec![LATEST, *key]);
    let shown = items.iter().map(|(key, place)| Shown {
        key: *key,
        why: follows(*place, viewer.id),
    });
    Ok((shown.collect(), next))
}

/// A page of a ranked list. When the list that a cursor named is gone, a new one would be in another
/// order: the feed goes on by time below the oldest item that was shown. So nothing is shown twice;
/// what is newer and was ranked below it comes when the feed is opened anew.
async fn ranked(
    app: &App,
    viewer: &Viewer,
    places: &[Place],
    from: Ranked,
    limit: usize,
) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
    let list = match from.generation {
        None => list::current(app, viewer, places).await?,
        Some(generation) => match list::named(app, viewer, generation) {
            Some(list) => list,
            None => return latest(app, viewer, places, from.below, limit).await,
        },
    };
    // What was read when the list was made may be closed to the viewer by now.
    let reads = |place: Place| {
        let by = |of: &Place| of.raw();
        places.binary_search_by_key(&place.raw(), by).is_ok()
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
        return latest(app, viewer, places, list.oldest, limit).await;
    }
    let rest = match list.oldest {
        0 => Vec::new(),
        oldest => by_time(app, places, oldest, 1).await?,
    };
    let next = (!rest.is_empty()).then(|| vec![LATEST, list.oldest]);
    Ok((page, next))
}
