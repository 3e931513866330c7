//! The program's state: everything a handler can reach.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Id, Result};
use live::{Hub, Seal};
use sha2::{Digest, Sha256};
use store::{Change, IdempotencyKey, Replay, Store, Tx};
use web::{Attempt, Limiter, SessionCookie};

use crate::access::{Memberships, Viewer};
use crate::cache::Cache;
use crate::communities::rules::Rules;
use crate::communities::{Community, CommunityId};
use crate::feature::Feature;
use crate::feed::Feeds;
use crate::notifications::Bell;
use crate::people::{Person, PersonId};
use crate::places::{Places, Readings, Sign};
use crate::search::Search;
use crate::settings::Settings;
use crate::sign_in::{HashPool, Key};

/// Cheap to clone; shared by every request.
#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub store: Store,
    pub hub: Hub,
    pub features: &'static [Feature],
    /// By which name and marks the session cookie goes out.
    pub cookie: SessionCookie,
    pub settings: Settings,
    pub caches: Caches,
    pub feeds: Feeds,
    pub search: Search,
    pub hashing: HashPool,
    pub limits: Limits,
    pub(crate) network_wide: std::sync::OnceLock<CommunityId>,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What is read at every request, by key; what the feed shows is in [`Feeds`].
///
/// | Cache | One entry | Bound | Forgotten when the log names |
/// |---|---|---|---|
/// | people | 0.7 KB | 96 MB | person |
/// | memberships | 0.3 KB, 16 bytes a community | 48 MB | membership, person; all: rule |
/// | rules | all in one | 16 MB | rule |
/// | rooms | all in one, 25 bytes a community | 16 MB | community |
/// | communities | 0.5 KB | 32 MB | community, membership, rule, rule.list |
/// | keys | 0.3 KB | 48 MB | session |
/// | bells | 0.2 KB | 32 MB | notification, membership, person; all: post.gone, community, rule |
/// | signs | 0.3 KB | 32 MB | post.new, import, community |
/// | readings | 0.3 KB, 16 bytes a community | 48 MB | own, membership, person; all: rule, rule.list |
/// | places | 0.4 KB, 16 bytes a community | 48 MB | by mark: signs, readings |
/// | newest | 0.2 KB, 56 bytes an item, 120 at most | 128 MB | post.new, .change, .gone, reply.new, import |
/// | cards | 6 KB | 192 MB | post.*, reply.new, reaction; all: person, community, import |
/// | followed | 0.2 KB, 8 bytes a person | 16 MB | follow |
/// | own | 0.8 KB, 8 at most | 48 MB | own; all: import |
/// | lists | 7 KB | 128 MB | by mark: newest, own |
/// | ranked | 0.1 KB | 24 MB | |
/// | between | 0.2 KB, 3 KB where something is shown | 48 MB | what its feature says; each day |
///
/// A person who reads their feed costs about 3 KB and, while their list is kept, 7 KB more; all bounds
/// together are below 1 GB.
pub struct Caches {
    pub people: Cache<PersonId, Option<Arc<Person>>>,
    pub memberships: Cache<PersonId, Memberships>,
    /// All of them, as one entry.
    pub rules: Cache<(), Rules>,
    pub communities: Cache<CommunityId, Option<Community>>,
    /// Sessions and tokens.
    pub keys: Cache<i64, Option<Key>>,
    pub bells: Cache<PersonId, Bell>,
    pub signs: Cache<CommunityId, Sign>,
    pub readings: Cache<PersonId, Readings>,
    pub places: Cache<PersonId, Places>,
}

const MB: u64 = 1 << 20;

impl Caches {
    fn new() -> Caches {
        Caches {
            people: Cache::new("people", 96 * MB, |person| {
                let bytes = |person: &Arc<Person>| size_of::<Person>() + person.heap_bytes();
                person.as_ref().map_or(0, bytes)
            }),
            memberships: Cache::new("memberships", 48 * MB, Memberships::heap_bytes),
            rules: Cache::of_one("rules", 16 * MB, Rules::heap_bytes),
            communities: Cache::new("communities", 32 * MB, |community| {
                let texts = |c: &Community| c.name.len() + c.purpose.len() + c.about.len();
                community.as_ref().map_or(0, texts)
            }),
            keys: Cache::new("keys", 48 * MB, |_| 100),
            bells: Cache::new("bells", 32 * MB, Bell::heap_bytes),
            signs: Cache::new("signs", 32 * MB, Sign::heap_bytes),
            readings: Cache::new("readings", 48 * MB, Readings::heap_bytes),
            places: Cache::new("places", 48 * MB, Places::heap_bytes),
        }
    }

    #[cfg(test)]
    fn bound_bytes(&self) -> u64 {
        self.people.bound_bytes()
            + self.memberships.bound_bytes()
            + self.rules.bound_bytes()
            + self.communities.bound_bytes()
            + self.keys.bound_bytes()
            + self.bells.bound_bytes()
            + self.signs.bound_bytes()
            + self.readings.bound_bytes()
            + self.places.bound_bytes()
    }

    fn forget(&self, change: &Change) {
        match change.kind.as_ref() {
            "person" => {
                let person = PersonId::from_raw(change.key);
                self.people.invalidate(&person);
                // What rules ask of them may be another.
                self.memberships.invalidate(&person);
                self.readings.invalidate(&person);
                self.bells.invalidate(&person);
            }
            "rule" => {
                self.rules.invalidate(&());
                self.memberships.clear();
                self.readings.clear();
                self.bells.clear();
                self.communities
                    .invalidate(&CommunityId::from_raw(change.key));
            }
            // Who was put on a list has read what was there before.
            "rule.list" => {
                self.communities
                    .invalidate(&CommunityId::from_raw(change.key));
                match change.place {
                    0 => self.readings.clear(),
                    person => self.readings.invalidate(&PersonId::from_raw(person)),
                }
            }
            "membership" => {
                let person = PersonId::from_raw(change.key);
                self.memberships.invalidate(&person);
                self.readings.invalidate(&person);
                self.bells.invalidate(&person);
                // The community counts its members.
                let community = CommunityId::from_raw(change.place);
                self.communities.invalidate(&community);
            }
            "community" => {
                let community = CommunityId::from_raw(change.key);
                self.communities.invalidate(&community);
                self.signs.invalidate(&community);
                self.bells.clear();
            }
            "post.new" | "import" => self.signs.invalidate(&CommunityId::from_raw(change.place)),
            // Nobody knows who was told of it; things are seldom deleted.
            "post.gone" => self.bells.clear(),
            "notification" => self.bells.invalidate(&PersonId::from_raw(change.key)),
            "own" => self.readings.invalidate(&PersonId::from_raw(change.key)),
            "session" => self.keys.invalidate(&change.key),
            _ => {}
        }
    }
}

/// How often something may be tried; by account and by peer.
pub struct Limits {
    pub sign_in_account: Limiter,
    pub sign_in_peer: Limiter,
    /// Posts, replies and other writing, per person.
    pub writing: Limiter,
    /// Previews and signs of writing, per person.
    pub drafting: Limiter,
    /// Counting whom a rule covers, per person.
    pub counting: Limiter,
}

impl Limits {
    fn new() -> Limits {
        Limits {
            sign_in_account: Limiter::new(10, Duration::from_secs(60)),
            sign_in_peer: Limiter::new(100, Duration::from_secs(60)),
            writing: Limiter::new(120, Duration::from_secs(60)),
            drafting: Limiter::new(300, Duration::from_secs(60)),
            counting: Limiter::new(30, Duration::from_secs(60)),
        }
    }
}

impl App {
    /// Must be called inside a tokio runtime. `hub` already knows where the change log stands.
    pub fn new(
        store: Store,
        hub: Hub,
        features: &'static [Feature],
        cookie: SessionCookie,
    ) -> Result<App> {
        let settings = Settings::load(&store)?;
        let app = App(Arc::new(Parts {
            hub,
            features,
            cookie,
            settings,
            caches: Caches::new(),
            feeds: Feeds::new(),
            search: Search::new(),
            hashing: HashPool::new(),
            limits: Limits::new(),
            network_wide: std::sync::OnceLock::new(),
            store,
        }));
        let weak = Arc::downgrade(&app.0);
        app.store.on_commit(Arc::new(move |changes: &[Change]| {
            if let Some(parts) = weak.upgrade() {
                let app = App(parts);
                changes.iter().for_each(|change| app.forget(change));
            }
        }));
        Ok(app)
    }

    /// Changes something as the viewer, whose rights are read again in the same transaction.
    pub async fn act<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        action: impl Fn(&Tx, &Viewer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let viewer = viewer.clone();
        self.store
            .write(move |tx| action(tx, &viewer.fresh(tx, tx.now())?))
            .await
    }

    /// As [`App::act`], once per key: a repeated request gets the id that the first one made.
    ///
    /// # Errors
    /// 422 for the same key with another body, 409 while the first one is still being worked on.
    pub async fn act_once<T: 'static>(
        &self,
        viewer: &Viewer,
        attempt: Attempt,
        action: impl Fn(&Tx, &Viewer) -> Result<Id<T>> + Send + 'static,
    ) -> Result<Id<T>> {
        self.act_once_and_show(viewer, attempt, action, |_, _, id| Ok(id))
            .await
    }

    /// As [`App::act_once`], answered with what `show` reads of the object, whether it was made now or
    /// before, in the same transaction: there its pages are at hand.
    pub async fn act_once_and_show<T: 'static, S: Send + 'static>(
        &self,
        viewer: &Viewer,
        attempt: Attempt,
        action: impl Fn(&Tx, &Viewer) -> Result<Id<T>> + Send + 'static,
        show: impl Fn(&Tx, &Viewer, Id<T>) -> Result<S> + Send + 'static,
    ) -> Result<S> {
        self.limits
            .writing
            .check(&viewer.id.to_string(), self.store.clock().now())?;
        let Some(key) = attempt.key else {
            let act = move |tx: &Tx, viewer: &Viewer| show(tx, viewer, action(tx, viewer)?);
            return self.act(viewer, act).await;
        };
        let key = IdempotencyKey {
            owner: viewer.id.to_string(),
            target: format!("{} {}", attempt.method, attempt.path),
            key,
            body_hash: attempt.body_hash,
        };
        let _held = self.store.hold(&key).await?;
        self.act(viewer, move |tx, viewer| {
            let id = match tx.idempotent(&key)? {
                Replay::Done { object, .. } => Id::from_raw(object),
                Replay::New => {
                    let id = action(tx, viewer)?;
                    tx.remember(&key, 201, "", id.raw())?;
                    id
                }
            };
            show(tx, viewer, id)
        })
        .await
    }

    /// A fresh key for the hidden field of a form that makes something.
    pub fn form_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.store.random().bytes::<16>())
    }

    /// Makes stream positions unreadable, for this viewer's session only.
    pub fn seal(&self, viewer: &Viewer) -> Seal {
        let session = viewer
            .session
            .map_or(-viewer.id.raw(), |session| session.raw());
        let mut hash = Sha256::new();
        hash.update(self.settings.get().seal_key);
        hash.update(b"stream");
        hash.update(session.to_be_bytes());
        hash.update(self.store.epoch().to_be_bytes());
        Seal::new(hash.finalize().into())
    }

    /// The same on all pages of the viewer's session and on no other's; tells nothing about it.
    pub fn session_mark(&self, viewer: &Viewer) -> String {
        let session = viewer
            .session
            .map_or(-viewer.id.raw(), |session| session.raw());
        let mut hash = Sha256::new();
        hash.update(self.settings.get().seal_key);
        hash.update(b"session");
        hash.update(session.to_be_bytes());
        hash.finalize()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Drops what caches hold of something that changed. Repetition does no harm.
    pub fn forget(&self, change: &Change) {
        if change.kind == "settings" {
            self.settings.reload(&self.store);
        }
        self.caches.forget(change);
        self.feeds.forget(change);
        self.feeds.forget_between(self.features, change);
        self.search.forget(change);
        for feature in self.features {
            (feature.forget)(self, change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_caches_together_are_bounded_by_a_gigabyte() {
        let bytes = Caches::new().bound_bytes() + Feeds::new().bound_bytes();
        assert!(bytes < 1_000 * MB, "{} MB", bytes / MB);
    }
}
