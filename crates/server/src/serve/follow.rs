//! Follows the change log: forgets what other nodes changed, tells open streams what happened, and
//! ends the streams of those who may no longer hear it.
//!
//! An entry is never applied, it only says where to look: replay and repetition do no harm. The
//! follower has a thread of its own, because telling costs a question for every open stream.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use kernel::{Clock, Id, Time};
use live::{Event, Hub, Limits};
use network::{App, people, sign_in};
use store::{Change, Db, Engine, Store};
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};

use super::admission;
use super::node::{Node, Progress};

/// Changes read at once.
const BATCH: usize = 500;
/// How often streams are looked at whose session may have ended by time alone.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
const AFTER_A_FAILURE: Duration = Duration::from_secs(1);

/// Where the log was when the node began.
pub struct Beginning {
    position: i64,
}

/// Makes the hub, which already knows the newest events: readers that come back after a restart go
/// on where they were.
pub async fn begin(store: &Store, limits: Limits) -> Result<(Hub, Beginning)> {
    let clock: Clock = store.clock().clone();
    let newest = store.position();
    let oldest = newest.saturating_sub(limits.ring_events as i64).max(0);
    let recent = store
        .read(move |db| Store::changes_after(db, oldest, limits.ring_events))
        .await?;
    let since = clock.now().minus(limits.ring_age);
    let recent: Vec<Change> = recent
        .into_iter()
        .filter(|change| change.at >= since)
        .collect();
    let position = recent
        .last()
        .and_then(|change| change.position)
        .unwrap_or(newest);
    let floor = recent
        .first()
        .and_then(|change| change.position)
        .map_or(newest, |first| first - 1);
    let hub = Hub::new(limits, clock, floor);
    // Nobody is there yet whose fetching would have to be spread.
    hub.publish(&events(&recent, |_| 0));
    Ok((hub, Beginning { position }))
}

impl Beginning {
    pub fn spawn(self, app: App, node: Arc<Node>) -> Result<Following> {
        let follower = Follower::at(app, self.position);
        let runtime = Handle::current();
        let (stop, stopping) = watch::channel(());
        let (ended, over) = oneshot::channel::<()>();
        let run = move || {
            let _ended = ended;
            runtime.block_on(follower.run(stopping, &node.live));
        };
        thread::Builder::new()
            .name("follow".to_owned())
            .spawn(run)
            .context("no thread for the change log")?;
        Ok(Following { stop, over })
    }
}

/// The running follower.
pub struct Following {
    stop: watch::Sender<()>,
    over: oneshot::Receiver<()>,
}

impl Following {
    /// Ends only when the follower did, which nobody had asked for.
    pub async fn failed(&mut self) {
        let _ = (&mut self.over).await;
    }

    pub async fn stop(self) {
        drop(self.stop);
        let _ = self.over.await;
    }
}

pub struct Follower {
    app: App,
    position: i64,
    /// Changes without a position that were seen before (PostgreSQL).
    handled: HashSet<Loose>,
}

type Loose = (Cow<'static, str>, i64, i64, Time);

/// What was found about a batch of changes.
struct News {
    loose: Vec<Change>,
    changes: Vec<Change>,
    gone: Gone,
}

/// Whose streams end.
#[derive(Default)]
struct Gone {
    /// Sessions and tokens.
    keys: HashSet<i64>,
    people: HashSet<i64>,
}

impl Follower {
    /// Goes on after this position.
    pub fn at(app: App, position: i64) -> Follower {
        Follower {
            app,
            position,
            handled: HashSet::new(),
        }
    }

    async fn run(mut self, mut stopping: watch::Receiver<()>, progress: &Progress) {
        let mut wake = self.app.store.subscribe();
        let mut swept = Instant::now();
        loop {
            let newest = *wake.borrow_and_update();
            progress.looks(newest, self.app.store.clock().now());
            let step = self.step().await;
            progress.reached(self.position);
            let wait = match step {
                Ok(true) => continue,
                Ok(false) => SWEEP_EVERY,
                Err(error) => {
                    tracing::warn!(%error, "the change log could not be read");
                    AFTER_A_FAILURE
                }
            };
            if swept.elapsed() >= SWEEP_EVERY {
                swept = Instant::now();
                self.sweep();
            }
            tokio::select! {
                _ = stopping.changed() => return,
                woken = wake.changed() => if woken.is_err() { return },
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Reads what is new and acts on it; true when there may be more.
    pub async fn step(&mut self) -> kernel::Result<bool> {
        let position = self.position;
        let handled = std::mem::take(&mut self.handled);
        let now = self.app.store.clock().now();
        let news = self
            .app
            .store
            .read(move |db| read(db, position, handled, now))
            .await;
        let (news, handled) = news?;
        self.handled = handled;
        if self.app.store.engine() == Engine::Postgres {
            // On SQLite this node wrote everything, and forgot before it answered.
            news.loose
                .iter()
                .chain(&news.changes)
                .for_each(|change| self.app.forget(change));
        }
        let hub = &self.app.hub;
        if !news.gone.keys.is_empty() || !news.gone.people.is_empty() {
            hub.close(|tag| {
                news.gone.keys.contains(&tag.session) || news.gone.people.contains(&tag.person)
            });
        }
        let reach = |change: &Change| {
            let reach = admission::reach(&self.app, &change.kind, change.place);
            reach.unwrap_or(usize::MAX)
        };
        hub.publish(&events(&news.changes, reach));
        if let Some(last) = news.changes.last().and_then(|change| change.position) {
            self.position = last;
        }
        Ok(news.changes.len() == BATCH)
    }

    /// Ends streams whose session or person has come to its end without anybody's doing.
    pub fn sweep(&self) {
        let (caches, now) = (&self.app.caches, self.app.store.clock().now());
        self.app.hub.close(|tag| {
            let key = caches.keys.get(&tag.session);
            let person = caches.people.get(&Id::from_raw(tag.person));
            let over = |ended: Option<bool>| ended == Some(true);
            over(key.map(|key| key.as_ref().as_ref().is_none_or(|key| !key.is_open(now))))
                || over(person.map(|person| {
                    person
                        .as_ref()
                        .as_ref()
                        .is_none_or(|person| !person.is_active(now))
                }))
        });
    }
}

fn read(
    db: &Db,
    position: i64,
    handled: HashSet<Loose>,
    now: Time,
) -> kernel::Result<(News, HashSet<Loose>)> {
    let named = |change: &Change| (change.kind.clone(), change.key, change.place, change.at);
    let mut loose = Store::unpositioned(db)?;
    let still: HashSet<Loose> = loose.iter().map(named).collect();
    loose.retain(|change| !handled.contains(&named(change)));
    let changes = Store::changes_after(db, position, BATCH)?;
    let mut gone = Gone::default();
    for change in loose.iter().chain(&changes) {
        match change.kind.as_ref() {
            "session" if sign_in::queries::key(db, change.key)?.is_none() => {
                gone.keys.insert(change.key);
            }
            "person" => {
                let person = people::queries::by_id(db, Id::from_raw(change.key))?;
                if person.is_none_or(|person| !person.is_active(now)) {
                    gone.people.insert(change.key);
                }
            }
            _ => {}
        }
    }
    Ok((
        News {
            loose,
            changes,
            gone,
        },
        still,
    ))
}

/// The changes that pages listen for; of the others only their consequences are told.
fn events(changes: &[Change], reach: impl Fn(&Change) -> usize) -> Vec<Event> {
    let told = |change: &&Change| {
        let kind = change.kind.as_ref();
        kind.starts_with("post.")
            || kind.starts_with("reply.")
            || matches!(
                kind,
                "reaction" | "notification" | "membership" | "community"
            )
    };
    let event = |change: &Change| {
        Some(Event {
            position: change.position?,
            kind: change.kind.as_ref().into(),
            key: change.key,
            place: change.place,
            reach: reach(change),
        })
    };
    changes.iter().filter(told).filter_map(event).collect()
}
