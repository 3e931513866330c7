//! Making the index of words anew: here, or by the program that serves.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use features::FEATURES;
use kernel::Clock;
use live::{Hub, Limits};
use network::App;
use network::search::{Indexer, Left, Phase};
use store::{Db, Store};
use web::SessionCookie;

use super::{Said, Say, queries};

const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Makes it in this folder. If it was begun before, goes on.
pub fn rebuild(store: &Store, folder: &Path, say: Say<'_>) -> Result<()> {
    let total = documents(store)?;
    let clock: Clock = store.clock().clone();
    let hub = Hub::new(Limits::default(), clock, store.position());
    let app = App::new(store.clone(), hub, FEATURES, SessionCookie { https: false })?;
    let mut indexer = Indexer::new(&app, Some(folder));
    app.search.wish_new();
    while indexer.step()? == Left::More {
        tell(&app, total, say)?;
    }
    indexer.catch_up()?;
    ended(say)
}

/// Has it made by the program that serves, and tells how that goes.
pub fn have_rebuilt(app: &App, say: Say<'_>) -> Result<()> {
    let total = documents(&app.store)?;
    app.search.wish_new();
    loop {
        match app.search.phase() {
            Phase::Following => return ended(say),
            Phase::InUse => bail!("another folkmoot works on this index; end that one first"),
            Phase::Opening | Phase::Making { .. } => tell(app, total, say)?,
        }
        sleep(LOOK_EVERY);
    }
}

fn tell(app: &App, total: u64, say: Say<'_>) -> Result<()> {
    let Phase::Making { documents } = app.search.phase() else {
        return Ok(());
    };
    say(Said::Progress {
        done: documents.min(total.saturating_sub(1)),
        total,
        unit: "documents".to_owned(),
    })
}

fn ended(say: Say<'_>) -> Result<()> {
    say(Said::Note("The index is made anew.".to_owned()))
}

/// About how many documents there will be.
fn documents(store: &Store) -> Result<u64> {
    let count = store.read_blocking(|db: &Db| queries::documents(db))?;
    Ok(count.0.unsigned_abs())
}
