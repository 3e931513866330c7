//! The number on the bell, kept between requests.

use std::sync::Arc;

use kernel::Result;

use super::queries;
use crate::App;
use crate::access::Viewer;

/// What somebody has not read yet.
#[derive(Debug)]
pub struct Bell {
    pub unread: i64,
    /// Threads with something unread, the newest first; not all of very many.
    threads: Vec<i64>,
}

const THREADS: i64 = 100;

impl Bell {
    /// False when the person has certainly nothing unread in this thread.
    pub fn may_ring_for(&self, thread: i64) -> bool {
        self.threads.len() as i64 == THREADS || self.threads.contains(&thread)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&self.threads[..])
    }
}

/// The viewer's bell.
pub async fn bell(app: &App, viewer: &Viewer) -> Result<Arc<Bell>> {
    let (id, guest, memberships) = (viewer.id, viewer.is_guest(), viewer.memberships.clone());
    let query = move |db: &store::Db| {
        Ok(Bell {
            unread: queries::unread(db, id, guest, memberships.by_rule())?.0,
            threads: queries::unread_threads(db, id, THREADS)?,
        })
    };
    app.caches.bells.fetch(&app.store, id, query).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SLICES, each_world};

    #[test]
    fn a_bell_that_was_read_before_a_change_is_not_kept() {
        each_world(SLICES, async |world| {
            let bells = &world.app.caches.bells;
            let (mia, room) = (world.mia.id, world.managers.raw());
            for (kind, key, place) in [
                ("notification", mia.raw(), mia.raw()),
                ("membership", mia.raw(), room),
                ("person", mia.raw(), 0),
                ("post.gone", 7, room),
                ("community", room, room),
            ] {
                let fill = bells.begin(mia);
                world.write(move |tx| tx.log(kind, key, place)).await;
                let before = Bell {
                    unread: 1,
                    threads: vec![7],
                };
                bells.finish(fill, before);
                assert!(bells.get(&mia).is_none(), "{kind}");
            }
            world
                .get("/notifications/count", &world.mia)
                .await
                .expect(200);
            assert_eq!(bells.get(&mia).unwrap().unread, 0);
        });
    }
}
