//! The home feed and the feed of one place: merging, paging, and why something is shown.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Id, Result, Time};
use web::{Lang, cursor, t};

use super::rank::{Interests, follows, score, spread};
use super::{Item, KEPT_PER_PLACE, Place, Shown};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::PersonId;
use crate::{App, communities, paging, people};

pub const PAGE: usize = 20;
/// How many candidates are ranked; below the oldest the feed goes on by time.
const CANDIDATES: usize = 400;

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

/// A ranked list that cursors name, so that paging neither repeats nor skips.
pub struct Kept {
    at: Time,
    shown: Vec<(Shown, Place)>,
    oldest: i64,
}

/// How long a ranked list can be paged through.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(15 * 60);

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
            ranked(app, viewer, places, from, limit).await?
        }
        [LATEST, below] => latest(app, places, below, limit, viewer.id).await?,
        _ => return Err(Error::malformed("invalid_cursor")),
    };
    let next = next.map(|payload| cursor::seal(&seal, "home", viewer.id.raw(), &payload));
    Ok(Page { shown: page, next })
}

/// A page of one community, newest first; 404 when the viewer may not read it.
pub async fn community(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page> {
    let reader = viewer.clone();
    let readable = app
        .store
        .read(move |db| communities::queries::readable(db, &reader, id));
    readable.await?.ok_or_else(Error::not_found)?;
    let place = Place::Community(id);
    let purpose = format!("community {id}");
    let below = paging::after::<()>(app, viewer, &purpose, cursor)?.map_or(i64::MAX, Id::raw);
    let (shown, next) = latest(app, vec![place], below, limit, viewer.id).await?;
    let last = shown.last().filter(|_| next.is_some());
    let next = last.map(|last| paging::seal::<()>(app, viewer, &purpose, Id::from_raw(last.key)));
    Ok(Page { shown, next })
}

/// The places a home feed is made of: own communities, the network-wide one, own and followed
/// storylines.
pub async fn places(app: &App, viewer: &Viewer) -> Result<Vec<Place>> {
    let mut places: Vec<Place> = viewer
        .memberships
        .0
        .iter()
        .map(|m| Place::Community(m.community_id))
        .collect();
    if !viewer.is_guest() {
        places.push(Place::Storyline(viewer.id));
        let id = viewer.id;
        let followed = app.feeds.followed.fetch(&app.store, id, move |db| {
            people::queries::followed_by(db, id, 2_000)
        });
        places.extend(
            followed
                .await?
                .iter()
                .map(|person| Place::Storyline(*person)),
        );
        if let Some(community) = communities::network_wide(app).await? {
            places.push(Place::Community(community));
        }
    }
    Ok(places)
}

/// The newest items of each place below a key, from memory where they are.
async fn newest(app: &App, places: &[Place], below: i64, limit: usize) -> Result<Vec<Item>> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for place in places {
        match app.feeds.newest.get(&place.raw()) {
            Some(items) if reaches(&items, below, limit) => {
                found.extend(items.iter().filter(|item| item.key < below).take(limit));
            }
            Some(_) => missing.push((*place, below, limit as i64, None)),
            None => {
                let fill = app.feeds.newest.begin(place.raw());
                missing.push((*place, i64::MAX, KEPT_PER_PLACE, Some(fill)));
            }
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let reader = app.clone();
    let wanted: Vec<_> = missing
        .iter()
        .map(|(place, below, limit, _)| (*place, *below, *limit))
        .collect();
    let read = app.store.read(move |db| {
        let mut lists = Vec::with_capacity(wanted.len());
        for (place, below, limit) in wanted {
            let mut items = Vec::new();
            for source in reader.features.iter().filter_map(|feature| feature.items) {
                items.extend((source.newest)(db, place, below, limit)?);
            }
            items.sort_unstable_by_key(|item| std::cmp::Reverse(item.key));
            items.truncate(limit as usize);
            lists.push(items);
        }
        Ok(lists)
    });
    let mut again = Vec::new();
    for ((place, _, _, fill), items) in missing.into_iter().zip(read.await?) {
        let full = reaches(&items, below, limit) || fill.is_none();
        if full {
            found.extend(items.iter().filter(|item| item.key < below).take(limit));
        } else {
            again.push(place);
        }
        if let Some(fill) = fill {
            app.feeds.newest.finish(fill, items);
        }
    }
    if !again.is_empty() {
        found.extend(Box::pin(newest(app, &again, below, limit)).await?);
    }
    Ok(found)
}

/// Whether the kept newest items of a place answer a question below a key.
fn reaches(items: &[Item], below: i64, limit: usize) -> bool {
    (items.len() as i64) < KEPT_PER_PLACE
        || items.iter().filter(|item| item.key < below).count() >= limit
}

async fn latest(
    app: &App,
    places: Vec<Place>,
    below: i64,
    limit: usize,
    viewer: PersonId,
) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
    let mut items = newest(app, &places, below, limit + 1).await?;
    items.sort_unstable_by_key(|item| std::cmp::Reverse(item.key));
    items.dedup_by_key(|item| item.key);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items
        .last()
        .filter(|_| more)
        .map(|item| vec![LATEST, item.key]);
    let shown = items.iter().map(|item| Shown {
        key: item.key,
        why: follows(item.place, viewer),
    });
    Ok((shown.collect(), next))
}

/// A page of a ranked list. When the list that a cursor named is gone, a new one would be in another
/// order: the feed goes on by time below the oldest item that was shown. So nothing is shown twice;
/// what is newer and was ranked below it comes when the feed is opened anew.
async fn ranked(
    app: &App,
    viewer: &Viewer,
    places: Vec<Place>,
    from: Ranked,
    limit: usize,
) -> Result<(Vec<Shown>, Option<Vec<i64>>)> {
    let now = app.store.clock().now();
    let (generation, kept) = match from.generation {
        Some(generation) => {
            let kept = app.feeds.kept.get(&(viewer.id, generation));
            let fresh = |kept: &Arc<Kept>| now < kept.at.plus(KEPT_FOR);
            match kept.filter(fresh) {
                Some(kept) => (generation, kept),
                None => return latest(app, places, from.below, limit, viewer.id).await,
            }
        }
        None => {
            let kept = Arc::new(rank(app, viewer, &places, now).await?);
            let generation = (app.store.random().u64() >> 12).max(1) as i64;
            app.feeds.kept.insert((viewer.id, generation), kept.clone());
            (generation, kept)
        }
    };
    // What was read when the list was made may be closed to the viewer by now.
    let mut end = usize::try_from(from.offset).unwrap_or(usize::MAX);
    let mut page = Vec::with_capacity(limit);
    while page.len() < limit
        && let Some((shown, place)) = kept.shown.get(end)
    {
        page.extend(places.contains(place).then_some(*shown));
        end += 1;
    }
    if end < kept.shown.len() {
        let oldest = page.iter().map(|shown| shown.key).min();
        let below = oldest.map_or(from.below, |oldest| oldest.min(from.below));
        return Ok((page, Some(vec![RANKED, generation, end as i64, below])));
    }
    if page.is_empty() {
        return latest(app, places, kept.oldest, limit, viewer.id).await;
    }
    let (rest, _) = latest(app, places, kept.oldest, 1, viewer.id).await?;
    let next = (!rest.is_empty()).then(|| vec![LATEST, kept.oldest]);
    Ok((page, next))
}

async fn rank(app: &App, viewer: &Viewer, places: &[Place], now: Time) -> Result<Kept> {
    let each = (CANDIDATES / places.len().max(1)).clamp(20, KEPT_PER_PLACE as usize);
    let mut items = newest(app, places, i64::MAX, each).await?;
    items.sort_unstable_by_key(|item| std::cmp::Reverse(item.key));
    items.dedup_by_key(|item| item.key);
    // A place whose candidates end early must not hide what lies between: rank only above the
    // youngest of those ends.
    items.truncate(CANDIDATES);
    let mut counts: HashMap<i64, (usize, i64)> = HashMap::new();
    for item in &items {
        let of = counts.entry(item.place.raw()).or_insert((0, item.key));
        *of = (of.0 + 1, item.key);
    }
    let floor = counts
        .values()
        .filter(|(count, _)| *count >= each)
        .map(|(_, oldest)| *oldest)
        .max();
    items.retain(|item| item.key >= floor.unwrap_or(0));
    let oldest = items.last().map_or(0, |item| item.key);

    let answered = answered(app, viewer.id).await?;
    let interests = Interests {
        viewer: viewer.id,
        now,
        answered: &answered,
    };
    let mut scored: Vec<_> = items
        .iter()
        .map(|item| (score(item, &interests), item))
        .collect();
    scored.sort_by(|((a, _), x), ((b, _), y)| a.total_cmp(b).then(y.key.cmp(&x.key)));
    let spread = spread(scored, |(_, item)| item.author);
    let shown = spread
        .into_iter()
        .map(|((_, why), item)| (Shown { key: item.key, why }, item.place))
        .collect();
    Ok(Kept {
        at: now,
        shown,
        oldest,
    })
}

async fn answered(app: &App, viewer: PersonId) -> Result<HashMap<PersonId, i64>> {
    let reader = app.clone();
    let answered = app.feeds.answered.fetch(&app.store, viewer, move |db| {
        let mut all = Vec::new();
        for source in reader.features.iter().filter_map(|feature| feature.items) {
            all.extend((source.answered)(db, viewer)?);
        }
        Ok(all)
    });
    Ok(answered.await?.iter().copied().collect())
}
