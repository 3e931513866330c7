//! Copies the write-ahead log into the database while the writer goes on.
//!
//! A commit that copied thousands of pages of a large file by itself would keep everybody waiting for
//! as long as the disk takes. A thread of its own copies most of them; the log can begin anew only when
//! all of it is copied, so the writer copies the little that came meanwhile after its next commit.
//!
//! SQLite syncs the database only when the log is copied to its end, and that would be the writer, with
//! all that the thread had copied. So the thread syncs it, by a handle of its own.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use kernel::{Error, Result};
use rusqlite::hooks::Wal;

use super::{connect, start};
use crate::db::{Connection, Db};
use crate::fault::Failure;
use crate::options::Options;

/// Pages of 4 KB in the log that make a pass worth its while: what is written often is copied once.
const WORTHWHILE: u32 = 16_000;
/// So few are copied by a commit.
const FEW: u32 = 1_000;
/// A log of so many pages is copied by a commit, whatever that takes.
const MOST: u32 = 100_000;

/// The writer's side: what it knows of the log.
struct Log {
    passes: SyncSender<()>,
    state: Arc<State>,
    /// Pages in it.
    pages: u32,
    /// Pages in it when it was last copied.
    tried: u32,
}

#[derive(Default)]
struct State {
    running: AtomicBool,
    /// Pages from the log's beginning that the last pass saw in the database; 0 after a log that began
    /// anew.
    copied: AtomicU32,
}

/// Who copies after a commit.
#[derive(Debug, PartialEq, Eq)]
enum Due {
    Nobody,
    Thread,
    Writer,
}

/// From now on the log that `writer` writes is copied. The thread ends when the connection is closed.
///
/// `database` may not be closed before the last connection: that would take away the locks of all of them.
pub(super) fn begin(
    writer: &mut Db,
    path: &Path,
    database: Arc<File>,
    options: &Options,
) -> Result<JoinHandle<()>> {
    let own = connect(path, options, false).map_err(|failure| failure.error())?;
    let (Connection::Sqlite(writer), Connection::Sqlite(own)) =
        (&mut writer.connection, own.connection)
    else {
        return Err(Error::internal("a log is copied in SQLite alone"));
    };
    let (passes, wanted) = sync_channel(1);
    let state = Arc::new(State::default());
    let mut log = Log {
        passes,
        state: state.clone(),
        pages: 0,
        tried: 0,
    };
    let after_commit = move |wal: &mut Wal, pages| {
        if log.committed(u32::try_from(pages).unwrap_or(0))
            && let Err(error) = wal.checkpoint()
        {
            tracing::warn!(%error, "the rest of the log was not copied");
        }
        // An error here would be taken for one of the commit, which is on disk.
        Ok(())
    };
    let hooked = writer.wal_hook(Some(after_commit)).map_err(Failure::from);
    hooked.map_err(|failure| failure.error())?;
    let database = (!options.faults.volatile).then_some(database);
    start("store-checkpoint".to_owned(), move || {
        copy(&own, database.as_deref(), &wanted, &state);
    })
}

impl Log {
    /// Whether the writer has to copy the rest, now that the log has so many pages.
    fn committed(&mut self, pages: u32) -> bool {
        if pages < self.pages {
            self.state.copied.store(0, Ordering::SeqCst);
            self.tried = 0;
        }
        self.pages = pages;
        let running = self.state.running.load(Ordering::SeqCst);
        let copied = self.state.copied.load(Ordering::SeqCst);
        match due(pages, self.tried, copied, running) {
            Due::Nobody => false,
            Due::Thread => {
                self.tried = pages;
                self.state.running.store(true, Ordering::SeqCst);
                let has_ended = self.passes.try_send(()).is_err();
                if has_ended {
                    tracing::error!("the thread that copies the log has ended");
                    self.state.running.store(false, Ordering::SeqCst);
                }
                has_ended
            }
            Due::Writer => {
                self.tried = pages;
                self.state.copied.store(0, Ordering::SeqCst);
                true
            }
        }
    }
}

fn due(pages: u32, tried: u32, copied: u32, running: bool) -> Due {
    let left = pages.saturating_sub(copied);
    // Not again and again while a long read keeps the log from being copied further.
    let again = tried == 0 || pages >= tried + FEW;
    match running {
        true => Due::Nobody,
        false if copied > 0 && left <= FEW => Due::Writer,
        false if again && pages >= MOST => Due::Writer,
        false if again && (copied > 0 || left >= WORTHWHILE) => Due::Thread,
        false => Due::Nobody,
    }
}

fn copy(db: &rusqlite::Connection, database: Option<&File>, wanted: &Receiver<()>, state: &State) {
    while wanted.recv().is_ok() {
        let pass = db.query_row("pragma wal_checkpoint(passive)", [], |row| row.get(2));
        // Only to have it done: the writer's sync is the one that counts.
        if let Some(Err(error)) = database.map(File::sync_data) {
            tracing::warn!(%error, "what was copied was not synced");
        }
        match pass {
            Ok(copied) => state.copied.store(copied, Ordering::SeqCst),
            Err(error) => tracing::warn!(%error, "the log was not copied"),
        }
        state.running.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thread_copies_most_and_the_writer_the_rest() {
        assert_eq!(due(WORTHWHILE - 1, 0, 0, false), Due::Nobody);
        assert_eq!(due(WORTHWHILE, 0, 0, false), Due::Thread);
        assert_eq!(due(WORTHWHILE + FEW, WORTHWHILE, 0, true), Due::Nobody);
        // The pass is over; what came meanwhile is more than a commit copies.
        let (copied, now) = (WORTHWHILE, 2 * WORTHWHILE);
        assert_eq!(due(now, WORTHWHILE, copied, false), Due::Thread);
        assert_eq!(due(now + FEW, now, now, false), Due::Writer);
    }

    #[test]
    fn a_log_that_a_long_read_holds_up_is_not_tried_after_every_commit() {
        let (copied, tried) = (10, 2 * WORTHWHILE);
        assert_eq!(due(tried + 1, tried, copied, false), Due::Nobody);
        assert_eq!(due(tried + FEW, tried, copied, false), Due::Thread);
        assert_eq!(due(MOST + 1, MOST, copied, false), Due::Nobody);
        assert_eq!(due(MOST + FEW, MOST, copied, false), Due::Writer);
    }
}
