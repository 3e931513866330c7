//! The communities of one person as every page shows them: by name, with what is unread.
//!
//! Nothing of it is read anew at each request: a community's sign and how far a person has read are
//! kept apart, so that a new post drops one sign and not what all members of the community have.

use std::sync::Arc;

use kernel::{Result, Time};
use store::Db;

use crate::access::Viewer;
use crate::communities::{self, CommunityId};
use crate::people::PersonId;
use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "places",
    statements: &[STATEMENTS],
    ..Feature::NONE
};

store::row! {
    /// What pages say of a community one is in.
    pub struct Sign {
        pub id: CommunityId,
        pub name: String,
        /// Orders it among others.
        pub name_key: String,
        pub announcement: bool,
        pub network_wide: bool,
        /// Posts that ever arrived.
        pub arrivals: i64,
        pub archived_at: Option<Time>,
    }
}

store::statements! {
    fn signs(ids: &[CommunityId]) -> Vec<Sign> =
        "select id, name, name_key, announcement, network_wide, arrivals, archived_at from communities where id in ($1)", hot;
    fn readings(person: PersonId) -> Vec<(CommunityId, i64)> =
        "select r.community_id, r.arrivals from readings r where r.person_id = $1
        union all select l.community_id, l.arrivals from rule_members l where l.person_id = $1
            and not exists (select 1 from readings r where r.person_id = $1 and r.community_id = l.community_id)
        order by community_id limit 5000", hot;
}

/// How far somebody has read, by community.
#[derive(Debug, Default)]
pub struct Readings(Vec<(CommunityId, i64)>);

impl Readings {
    fn of(&self, community: CommunityId) -> Option<i64> {
        let at = self
            .0
            .binary_search_by_key(&community, |(id, _)| *id)
            .ok()?;
        Some(self.0[at].1)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&self.0[..])
    }
}

impl Sign {
    pub(crate) fn heap_bytes(&self) -> usize {
        self.name.len() + self.name_key.len()
    }

    /// Who never looked into a community they joined has missed nothing; of the network's own all.
    fn is_unread(&self, readings: &Readings) -> bool {
        let begun = if self.network_wide { 0 } else { self.arrivals };
        self.arrivals > readings.of(self.id).unwrap_or(begun)
    }
}

/// One community in the list of a person.
#[derive(Clone, Debug)]
pub struct Place {
    pub sign: Arc<Sign>,
    pub unread: bool,
}

/// The list of one person.
#[derive(Debug)]
pub struct Places {
    mark: u64,
    /// The one everyone but guests is in.
    pub network: Option<Place>,
    /// The others that are in use, by name.
    pub own: Vec<Place>,
}

impl Places {
    /// The first few to be shown, those with something unread before the others.
    pub fn first(&self, limit: usize) -> impl Iterator<Item = &Place> {
        let unread = self.own.iter().filter(|place| place.unread);
        let read = self.own.iter().filter(|place| !place.unread);
        self.network.iter().chain(unread.chain(read).take(limit))
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&self.own[..])
    }
}

/// The viewer's communities.
pub async fn of(app: &App, viewer: &Viewer) -> Result<Arc<Places>> {
    let caches = &app.caches;
    let network = match viewer.is_guest() {
        true => None,
        false => communities::network_wide(app).await?,
    };
    let own = viewer.memberships.0.iter().map(|m| m.community_id);
    let own = own.filter(|id| Some(*id) != network);
    let ids = || network.into_iter().chain(own.clone());
    let mark = caches
        .signs
        .mark(ids())
        .wrapping_add(caches.readings.mark([viewer.id]));
    if let Some(places) = caches.places.get(&viewer.id)
        && places.mark == mark
    {
        return Ok(places);
    }
    let fill = caches.places.begin(viewer.id);
    let readings = self::read_by(app, viewer.id).await?;
    let mut places = Places {
        mark,
        network: None,
        own: Vec::with_capacity(viewer.memberships.0.len()),
    };
    for sign in self::signs_of(app, ids()).await? {
        let unread = sign.is_unread(&readings);
        let place = Place { sign, unread };
        if Some(place.sign.id) == network {
            places.network = Some(place);
        } else if place.sign.archived_at.is_none() {
            places.own.push(place);
        }
    }
    places
        .own
        .sort_unstable_by(|a, b| a.sign.name_key.cmp(&b.sign.name_key));
    Ok(caches.places.finish(fill, places))
}

/// Whether something is in a community that the person has not seen, or has never been noted to see.
pub async fn has_news(app: &App, viewer: &Viewer, community: CommunityId) -> Result<bool> {
    let readings = read_by(app, viewer.id).await?;
    let signs = signs_of(app, [community].into_iter()).await?;
    let seen = readings.of(community);
    Ok(signs
        .first()
        .is_none_or(|sign| seen.is_none_or(|seen| sign.arrivals > seen)))
}

async fn read_by(app: &App, person: PersonId) -> Result<Arc<Readings>> {
    let query = move |db: &Db| Ok(Readings(readings(db, person)?));
    app.caches.readings.fetch(&app.store, person, query).await
}

/// The signs of these communities that exist, in no order; those not in memory by one query.
async fn signs_of(app: &App, ids: impl Iterator<Item = CommunityId>) -> Result<Vec<Arc<Sign>>> {
    let cache = &app.caches.signs;
    let mut found = Vec::with_capacity(ids.size_hint().0);
    let mut fills = Vec::new();
    for id in ids {
        match cache.get(&id) {
            Some(sign) => found.push(sign),
            None => fills.push((id, cache.begin(id))),
        }
    }
    if !fills.is_empty() {
        let missing: Vec<CommunityId> = fills.iter().map(|(id, _)| *id).collect();
        for sign in app.store.read(move |db| signs(db, &missing)).await? {
            let at = fills.iter().position(|(id, _)| *id == sign.id);
            found.extend(at.map(|at| cache.finish(fills.swap_remove(at).1, sign)));
        }
    }
    Ok(found)
}
