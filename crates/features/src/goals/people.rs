//! How many people are asked for both sides: counted in the background, since it goes through everyone.

use kernel::{Error, Result};
use network::App;
use network::feature::JobKind;
use store::{NewJob, Tx};

use super::conflict::Pulled;
use super::queries;
use crate::indicators::{self, Direction, IndicatorId};

pub const COUNT: JobKind = JobKind {
    name: "goal_people",
    run: |app, payload| {
        let id = payload
            .parse()
            .map_err(|_| Error::internal(format!("{payload} is no indicator")))?;
        count_of(app, IndicatorId::from_raw(id))
    },
};

/// To be called in the transaction that changes who is asked to move an indicator.
pub fn changed(tx: &Tx, indicator: IndicatorId) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COUNT.name,
        payload: indicator.to_string(),
        run_at: tx.now(),
    })
}

/// Counts for everything that pulls at an indicator.
pub fn count_of(app: &App, indicator: IndicatorId) -> Result<()> {
    let store = &app.store;
    let pulled = store.read_blocking(move |db| queries::conflicts_of(db, indicator))?;
    let today = indicators::day(store.clock().now()).to_string();
    for Pulled {
        id,
        first_id,
        second_id,
        ..
    } in pulled
    {
        let (up, down) = match first_id == second_id {
            true => (Some(Direction::More), Some(Direction::Less)),
            false => (None, None),
        };
        let day = today.clone();
        let asked = store.read_blocking(move |db| {
            queries::count_asked(db, first_id, up, second_id, down, &day)
        })?;
        store.write_background_blocking(move |tx| {
            queries::set_people(tx, id, asked.0, tx.now()).map(|_| ())
        })?;
    }
    Ok(())
}
