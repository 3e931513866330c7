//! What other features do when something changed: an indicator has new readings and does not know that
//! an initiative is judged by them.
//!
//! It is done later, as a job, so that whoever changed something does not wait for it; once for many
//! changes of the same thing that come together.

use kernel::{Error, Result};
use store::{NewJob, Tx};

use crate::feature::JobKind;
use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "follow_ups",
    jobs: &[FOLLOW_UP],
    ..Feature::NONE
};

const FOLLOW_UP: JobKind = JobKind {
    name: "follow_up",
    run,
};

/// One row of a feature's follow-ups. It may be done twice.
#[derive(Clone, Copy)]
pub struct FollowUp {
    /// What has changed: "readings".
    pub of: &'static str,
    /// Takes the id that was told.
    pub run: fn(&App, i64) -> Result<()>,
}

/// Lets all features know, later, that this changed.
pub fn enqueue(tx: &Tx, of: &str, id: i64) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: FOLLOW_UP.name,
        payload: format!("{of} {id}"),
        run_at: tx.now(),
    })
}

fn run(app: &App, payload: &str) -> Result<()> {
    let (of, id) = payload
        .split_once(' ')
        .and_then(|(of, id)| Some((of, id.parse().ok()?)))
        .ok_or_else(|| Error::internal(format!("{payload} names no change")))?;
    for feature in app.features {
        for follow_up in feature.follow_ups.iter().filter(|known| known.of == of) {
            (follow_up.run)(app, id)?;
        }
    }
    Ok(())
}
