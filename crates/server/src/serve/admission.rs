//! Whether a reader may hear of an event: asked for every open stream when it is published, and again
//! when it is sent.
//!
//! It is answered from the caches, which are right at every moment because they are invalidated
//! before a write is answered. What a cache does not hold at that moment is read from the tables,
//! and the asking thread waits for it: publishing happens on the follower's own thread; while
//! sending it can only be somebody whose communities changed since the publishing a moment ago. To
//! skip the event there would lose it for a reader who may see it, to send it could show what the
//! reader has just lost.

use std::sync::Arc;

use kernel::{Id, Result};
use live::{Admit, Event};
use network::access::{Memberships, Scopes, Viewer};
use network::cache::Cache;
use network::people::Role;
use network::{App, Community, Person, communities, people};
use store::Db;
use tokio::runtime::{Handle, RuntimeFlavor};

/// One open stream's reader. Holds nothing of what it decides by, because there may be very many.
pub struct Reader {
    app: App,
    id: Id<Person>,
}

impl Reader {
    pub fn new(app: App, viewer: &Viewer) -> Reader {
        Reader { app, id: viewer.id }
    }

    pub fn admit(&self, event: &Event) -> Admit {
        match self.may_hear(event) {
            Ok(admit) => admit,
            Err(error) => {
                tracing::warn!(%error, "an event was held back, because rights could not be read");
                Admit::Skip
            }
        }
    }

    fn may_hear(&self, event: &Event) -> Result<Admit> {
        let (app, id) = (&self.app, self.id);
        let person = cached(app, &app.caches.people, id, move |db| {
            Ok(people::queries::by_id(db, id)?.map(Arc::new))
        })?;
        let now = app.store.clock().now();
        let Some(person) = person
            .as_ref()
            .as_ref()
            .filter(|found| found.is_active(now))
        else {
            return Ok(Admit::Close);
        };
        let me = id.raw();
        let may = match event.kind.as_ref() {
            "notification" => event.place == me,
            "membership" if event.key == me => true,
            _ => reads(app, person, event.place)?,
        };
        Ok(if may { Admit::Send } else { Admit::Skip })
    }
}

/// How many people may know of what happens in a place, at most.
pub fn reach(app: &App, kind: &str, place: i64) -> Result<usize> {
    if kind == "notification" {
        return Ok(1);
    }
    Ok(match community(app, place)?.as_ref() {
        Some(community) if !community.is_for_everyone() => {
            usize::try_from(community.members).unwrap_or_default()
        }
        _ => usize::MAX,
    })
}

/// A place is a community, or a person: their storyline, which everyone but guests reads. The
/// communities of a person are asked for only where they decide.
fn reads(app: &App, person: &Person, place: i64) -> Result<bool> {
    let guest = person.role == Role::Guest;
    let community = community(app, place)?;
    let Some(community) = community.as_ref() else {
        return Ok(place != 0 && !guest);
    };
    if community.is_for_everyone() && !guest {
        return Ok(true);
    }
    let id = person.id;
    let asking = app.clone();
    let memberships = cached(app, &app.caches.memberships, id, move |db| {
        Memberships::read(db, id, &communities::rules::present(&asking, db)?)
    })?;
    let viewer = Viewer::new(Arc::new(person.clone()), memberships, Scopes::ALL);
    Ok(viewer.can_read(community))
}

fn community(app: &App, place: i64) -> Result<Arc<Option<Community>>> {
    let id = Id::<Community>::from_raw(place);
    cached(app, &app.caches.communities, id, move |db| {
        communities::queries::by_id(db, id)
    })
}

/// From the cache, else from the tables, waiting for them.
fn cached<K, V>(
    app: &App,
    cache: &Cache<K, V>,
    key: K,
    query: impl FnOnce(&Db) -> Result<V> + Send + 'static,
) -> Result<Arc<V>>
where
    K: std::hash::Hash + Eq + Clone + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    if let Some(value) = cache.get(&key) {
        return Ok(value);
    }
    let fill = cache.begin(key);
    let value = waiting(|| app.store.read_blocking(query))?;
    Ok(cache.finish(fill, value))
}

/// Lets the runtime know that its thread waits, where it is one.
fn waiting<T>(wait: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(wait),
        _ => wait(),
    }
}
