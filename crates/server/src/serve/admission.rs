//! Whether a reader may hear of an event: asked for every open stream when it is published, and again
//! when it is sent.
//!
//! It is answered from the caches, which are right at every moment because they are invalidated
//! before a write is answered. What a cache does not hold at that moment is read from the tables,
//! and the asking thread waits for it: publishing happens on the follower's own thread; while
//! sending it can only be somebody whose communities changed since the publishing a moment ago. To
//! skip the event there would lose it for a reader who may see it, to send it could show what the
//! reader has just lost.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Id, Result};
use live::{Admit, Event};
use network::access::{Memberships, Viewer};
use network::cache::Cache;
use network::{App, Community, Person, communities, people};
use store::Db;
use tokio::runtime::{Handle, RuntimeFlavor};

/// One open stream's reader.
pub struct Reader {
    app: App,
    now: Mutex<AsOfNow>,
}

/// The viewer, and what of it was read from the caches: as long as those are the same, so is it.
struct AsOfNow {
    viewer: Viewer,
    person: Option<Arc<Option<Person>>>,
}

impl Reader {
    pub fn new(app: App, viewer: Viewer) -> Reader {
        Reader {
            app,
            now: Mutex::new(AsOfNow {
                viewer,
                person: None,
            }),
        }
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
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if !now.refresh(&self.app)? {
            return Ok(Admit::Close);
        }
        let viewer = &now.viewer;
        let me = viewer.id.raw();
        let may = match event.kind.as_ref() {
            "notification" => event.place == me,
            "membership" if event.key == me => true,
            _ => reads(&self.app, viewer, event.place)?,
        };
        Ok(if may { Admit::Send } else { Admit::Skip })
    }
}

impl AsOfNow {
    /// False when the person may not be signed in any more.
    fn refresh(&mut self, app: &App) -> Result<bool> {
        let id = self.viewer.id;
        let person = cached(app, &app.caches.people, id, move |db| {
            people::queries::by_id(db, id)
        })?;
        let asking = app.clone();
        let memberships = cached(app, &app.caches.memberships, id, move |db| {
            Memberships::read(db, id, &communities::rules::present(&asking, db)?)
        })?;
        let Some(found) = person.as_ref() else {
            return Ok(false);
        };
        if !found.is_active(app.store.clock().now()) {
            return Ok(false);
        }
        if !self
            .person
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, &person))
        {
            let (session, scopes) = (self.viewer.session, self.viewer.scopes);
            self.viewer = Viewer::new(Arc::new(found.clone()), memberships, scopes);
            self.viewer.session = session;
            self.person = Some(person);
        } else if !Arc::ptr_eq(&self.viewer.memberships, &memberships) {
            self.viewer.memberships = memberships;
        }
        Ok(true)
    }
}

/// A place is a community, or a person: their storyline, which everyone but guests reads.
fn reads(app: &App, viewer: &Viewer, place: i64) -> Result<bool> {
    let id = Id::<Community>::from_raw(place);
    let community = cached(app, &app.caches.communities, id, move |db| {
        communities::queries::by_id(db, id)
    })?;
    Ok(match community.as_ref() {
        Some(community) => viewer.can_read(community),
        None => place != 0 && !viewer.is_guest(),
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
