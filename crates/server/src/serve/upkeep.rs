//! Work that nobody asks for: the features' jobs, and throwing away what nobody needs any more.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use kernel::Error;
use network::App;
use store::jobs::{Handler, Runner, Work, release};
use store::{Engine, Store, purge_changes, purge_idempotency};
use tokio::task::JoinHandle;

/// How long the change log is kept: a reader that was away longer looks at everything again.
const CHANGES_KEPT: Duration = Duration::from_secs(48 * 3_600);
const PURGE_EVERY: Duration = Duration::from_secs(600);
/// Rows thrown away in one transaction.
const PURGED_AT_ONCE: usize = 2_000;

pub struct Upkeep {
    jobs: Option<Runner>,
    purging: JoinHandle<()>,
}

pub async fn start(app: &App) -> Result<Upkeep> {
    let doing = app.clone();
    let handler: Handler = Arc::new(move |_, job| {
        let kinds = doing.features.iter().flat_map(|feature| feature.jobs);
        let kind = kinds.clone().find(|kind| kind.name == job.kind);
        let kind = kind.ok_or_else(|| {
            Error::internal(format!("no feature does jobs of the kind {}", job.kind))
        })?;
        (kind.run)(&doing, &job.payload)
    });
    let purged = app.clone();
    let purging = tokio::spawn(async move {
        loop {
            if let Err(error) = purge(&purged.store).await {
                tracing::warn!(%error, "old rows could not be thrown away");
            }
            tokio::time::sleep(PURGE_EVERY).await;
        }
    });
    if app.store.engine() == Engine::Sqlite {
        // The data folder is locked: whoever was at a job died with it, and nobody waits for the lease.
        app.store.write(release).await?;
    }
    let begun = app.clone();
    app.store
        .write(move |tx| {
            begun
                .features
                .iter()
                .try_for_each(|feature| (feature.begin)(tx))
        })
        .await?;
    Ok(Upkeep {
        jobs: Some(Runner::start(&app.store, Work::default(), handler)?),
        purging,
    })
}

impl Upkeep {
    /// Waits for the jobs that are being done.
    pub fn stop(mut self) {
        self.purging.abort();
        if let Some(jobs) = self.jobs.take() {
            jobs.stop();
        }
    }
}

async fn purge(store: &Store) -> kernel::Result<()> {
    let now = store.clock().now();
    let old = now.minus(CHANGES_KEPT);
    while store
        .write_reclaiming(move |tx| purge_changes(tx, old, PURGED_AT_ONCE))
        .await?
        > 0
    {}
    while store
        .write_reclaiming(move |tx| purge_idempotency(tx, PURGED_AT_ONCE))
        .await?
        > 0
    {}
    Ok(())
}

/// Ends when the storage has failed: a process that cannot acknowledge should make room for another.
pub async fn broken(store: &Store) {
    while store.healthy() {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
