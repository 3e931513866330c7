//! One page of results: what the index found, as the tables have it now.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use kernel::{Error, Id, Result, Time};
use store::Db;
use web::cursor;

use super::asked::Question;
use super::find::{self, Filter, Hits, When};
use super::scope::Scope;
use super::source::{Found, ResultKind};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::{self, Face, PersonId};
use crate::{App, communities};

/// People beside other results.
const PEOPLE: usize = 3;
/// Places to choose from.
const PLACES: usize = 8;

pub struct Results {
    pub items: Vec<Found>,
    pub people: Vec<Face>,
    pub people_total: u64,
    /// Of the chosen kind.
    pub total: u64,
    /// The numbers are lower bounds.
    pub more: bool,
    pub kinds: Vec<(ResultKind, u64)>,
    pub any_kind: u64,
    pub places: Vec<(CommunityId, String, u64)>,
    pub when: Vec<(When, u64)>,
    pub any_time: u64,
    /// Opaque; `None` at the end.
    pub next: Option<String>,
}

/// What the viewer finds; 503 `search_…` while there is no index, 400 `invalid_cursor` for a cursor of
/// another question.
pub async fn results(
    app: &App,
    viewer: &Viewer,
    question: &Question,
    filter: Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Results> {
    let purpose = format!("search {filter:?} {}", question.text);
    let now = app.store.clock().now();
    let (offset, now) = from(app, viewer, &purpose, cursor, now)?;
    let wanted = offset.saturating_add(limit).saturating_add(1);
    let hits = hits(app, viewer, question, filter, now, wanted).await?;
    let people_only = filter.kind == Some(ResultKind::Person);
    let page =
        |keys: &[i64]| -> Vec<i64> { keys.iter().skip(offset).take(limit).copied().collect() };
    let mut keys = page(&hits.keys);
    let mut faces = match people_only {
        true => page(&hits.people),
        false if offset == 0 && filter.kind.is_none() => {
            hits.people.iter().take(PEOPLE).copied().collect()
        }
        false => Vec::new(),
    };
    let all = if people_only {
        &hits.people
    } else {
        &hits.keys
    };
    let next = (all.len() > offset + limit).then(|| {
        let seal = app.settings.get().seal_key;
        let payload = [(offset + limit) as i64, now.0];
        cursor::seal(&seal, &purpose, viewer.id.raw(), &payload)
    });
    if people_only {
        keys.clear();
    }
    let (reader, by, text) = (app.clone(), viewer.clone(), question.text.clone());
    let read = app.store.read(move |db| {
        if by.is_guest() {
            // Guests see people as the directory lets them, which no index knows.
            let wanted = if people_only { limit } else { PEOPLE };
            let known = guests_people(db, &by, &text, wanted as i64)?;
            faces = known.iter().map(|face| face.id.raw()).collect();
        }
        Ok((
            found(&reader, db, &by, &keys)?,
            faces_of(db, &faces)?,
            faces.len(),
        ))
    });
    let (items, people, named) = read.await?;
    let people_total = match viewer.is_guest() {
        true => named as u64,
        false => hits.people.len() as u64,
    };
    let mut kinds: Vec<_> = ResultKind::ALL
        .iter()
        .copied()
        .zip(hits.facets.kinds)
        .collect();
    if let Some(people) = kinds
        .iter_mut()
        .find(|(kind, _)| *kind == ResultKind::Person)
    {
        people.1 = people_total;
    }
    Ok(Results {
        items,
        people,
        people_total,
        total: if people_only {
            people_total
        } else {
            hits.total
        },
        more: hits.more,
        kinds,
        any_kind: hits.facets.any_kind,
        places: places(app, viewer, &hits.facets.places).await?,
        when: When::ALL.iter().copied().zip(hits.facets.when).collect(),
        any_time: hits.facets.any_time,
        next: next.filter(|_| !(people_only && viewer.is_guest())),
    })
}

/// Where the page begins, and the time by which the first one was ranked.
fn from(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    sealed: Option<&str>,
    now: Time,
) -> Result<(usize, Time)> {
    let Some(sealed) = sealed else {
        return Ok((0, now));
    };
    let seal = app.settings.get().seal_key;
    let invalid = || Error::malformed("invalid_cursor");
    match cursor::open(&seal, purpose, viewer.id.raw(), sealed)?[..] {
        [offset, at] => Ok((usize::try_from(offset).map_err(|_| invalid())?, Time(at))),
        _ => Err(invalid()),
    }
}

async fn hits(
    app: &App,
    viewer: &Viewer,
    question: &Question,
    filter: Filter,
    now: Time,
    wanted: usize,
) -> Result<Hits> {
    let index = app.search.readable()?;
    let scope = Scope::new(
        viewer,
        app.search.rooms(app).await?,
        app.store.clock().now(),
    );
    let question = question.clone();
    let work = move || find::find(&index, &question, &scope, &filter, now, wanted);
    let hits = tokio::task::spawn_blocking(work).await;
    let hits = hits.unwrap_or_else(|error| Err(Error::internal(error.to_string())));
    if hits.is_err() {
        app.search.distrust(app.store.clock().now());
    }
    hits
}

/// Those of the keys that exist for the viewer, in the order of the keys.
fn found(app: &App, db: &Db, viewer: &Viewer, keys: &[i64]) -> Result<Vec<Found>> {
    let now = app.store.clock().now();
    let mut by_key = HashMap::new();
    let mut left = keys.to_vec();
    for source in app.features.iter().flat_map(|feature| feature.search) {
        if left.is_empty() {
            break;
        }
        for found in (source.found)(db, viewer, &left, now)? {
            by_key.insert(found.key, found);
        }
        left.retain(|key| !by_key.contains_key(key));
    }
    Ok(keys.iter().filter_map(|key| by_key.remove(key)).collect())
}

fn faces_of(db: &Db, keys: &[i64]) -> Result<Vec<Face>> {
    let ids: Vec<PersonId> = keys.iter().map(|key| Id::from_raw(*key)).collect();
    let faces = people::queries::active_faces(db, &ids)?;
    let mut by_id: HashMap<PersonId, Face> =
        faces.into_iter().map(|face| (face.id, face)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

fn guests_people(db: &Db, viewer: &Viewer, text: &str, limit: i64) -> Result<Vec<Face>> {
    let filter = people::queries::Filter {
        text: text.to_owned(),
        ..people::queries::Filter::default()
    };
    people::queries::directory(db, viewer, &filter, None, limit)
}

/// The places with most results, by name.
async fn places(
    app: &App,
    viewer: &Viewer,
    counts: &HashMap<i64, u64, RandomState>,
) -> Result<Vec<(CommunityId, String, u64)>> {
    let mut counts: Vec<(i64, u64)> = counts.iter().map(|(id, count)| (*id, *count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut places = Vec::new();
    for (id, count) in counts {
        if places.len() == PLACES {
            break;
        }
        let id = CommunityId::from_raw(id);
        let community = communities::cached(app, id).await?;
        if let Some(community) = community.filter(|community| viewer.can_read(community)) {
            places.push((id, community.name.clone(), count));
        }
    }
    Ok(places)
}
