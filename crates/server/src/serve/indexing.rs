//! Keeps the index of words while we serve, on a thread of its own: nothing waits for it.
//!
//! People do. So the thread, and those the index starts from it, have a low priority: on a machine
//! with nothing to spare the index falls behind, and catches up afterwards. How far it is behind
//! stands in `/metrics`.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use network::App;
use network::search::{Indexer, Left};
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};

use super::node::Node;

/// Also without a wake-up somebody may want the index made anew.
const LOOK_EVERY: Duration = Duration::from_millis(500);
const AFTER_A_FAILURE: Duration = Duration::from_secs(5);
/// As `nice` counts: about a tenth of what a thread gets that somebody waits for.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// The running thread.
pub struct Indexing {
    stop: watch::Sender<()>,
    over: oneshot::Receiver<()>,
}

pub fn spawn(app: &App, node: Arc<Node>, folder: &Path) -> Result<Indexing> {
    let indexer = Indexer::new(app, Some(folder));
    let app = app.clone();
    let runtime = Handle::current();
    let (stop, stopping) = watch::channel(());
    let (ended, over) = oneshot::channel::<()>();
    let work = move || {
        let _ended = ended;
        give_way();
        runtime.block_on(run(app, &node, indexer, stopping));
    };
    thread::Builder::new()
        .name("index".to_owned())
        .spawn(work)
        .context("no thread for the index")?;
    Ok(Indexing { stop, over })
}

impl Indexing {
    /// Waits for the piece of work that is being done.
    pub async fn stop(self) {
        drop(self.stop);
        let _ = self.over.await;
    }
}

/// Lowers the priority of this thread and of those it will start. On Linux it is one of threads;
/// elsewhere it would be the whole process's.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "the index works at the priority of all");
    }
}

async fn run(app: App, node: &Node, mut indexer: Indexer, mut stopping: watch::Receiver<()>) {
    let mut wake = app.store.subscribe();
    while stopping.has_changed().is_ok() {
        let newest = *wake.borrow_and_update();
        node.index.looks(newest, app.store.clock().now());
        let step = indexer.step();
        node.index.reached(indexer.position().unwrap_or_default());
        let wait = match step {
            Ok(Left::More) => continue,
            Ok(Left::Soon(span)) => span,
            Ok(Left::Nothing) => LOOK_EVERY,
            Err(error) => {
                tracing::warn!(%error, "the index could not be kept");
                AFTER_A_FAILURE
            }
        };
        // After a failure nobody's wake-up is waited for, and while something is to be shown soon
        // neither: what comes meanwhile is shown with it.
        let woken = async {
            if wait == LOOK_EVERY {
                let _ = wake.changed().await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            _ = stopping.changed() => return,
            () = woken => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}
