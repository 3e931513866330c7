//! Addresses that machines send readings to without signing in: whoever knows the address may, so it is
//! shown once and only its hash is kept.

use axum::extract::State;
use kernel::{Error, Id, Result, Time};
use network::sign_in::{self, Secret};
use network::{App, PersonId, Viewer, people};
use store::{Db, Tx};
use web::{Json, Path};

use super::api::{self, NewReadings, Taken};
use super::indicator::{Indicator, IndicatorId};
use super::reading::Way;
use super::{actions, queries};

pub type HookId = Id<Hook>;

store::row! {
    pub struct Hook {
        pub id: HookId,
        pub indicator_id: IndicatorId,
        pub secret_hash: Vec<u8>,
        /// Who made it: readings are this person's, for as long as they may give some.
        pub by_id: PersonId,
        pub at: Time,
        pub used_at: Option<Time>,
    }
}

/// Makes the address; one that was there before is worth nothing from then on.
pub fn make(tx: &Tx, viewer: &Viewer, indicator: IndicatorId) -> Result<Secret> {
    actions::owned(tx, viewer, indicator)?;
    queries::delete_hook(tx, indicator)?;
    let id: HookId = tx.id();
    let secret = Secret::make(id, tx.random());
    queries::insert_hook(tx, id, indicator, &secret.hash, viewer.id, tx.now())?;
    Ok(secret)
}

/// Takes the address away.
pub fn remove(tx: &Tx, viewer: &Viewer, indicator: IndicatorId) -> Result<()> {
    actions::owned(tx, viewer, indicator)?;
    queries::delete_hook(tx, indicator)?;
    Ok(())
}

/// Keeps readings that a machine sends to an address made for it; all of them or none, at most 2,000.
///
/// The key is the whole authority: no token, no session. The same readings once more change nothing.
#[utoipa::path(post, path = "/api/hooks/readings/{key}", tag = "indicators", params(("key" = String, Path)), request_body = NewReadings,
    responses((status = 200, body = Taken), (status = 404), (status = 409), (status = 422)))]
pub async fn receive(
    State(app): State<App>,
    Path(key): Path<String>,
    Json(new): Json<NewReadings>,
) -> web::Result<Json<Taken>> {
    let asked = key.clone();
    let known_key = app.store.read(move |db| known(db, &asked));
    known_key.await?.ok_or_else(Error::not_found)?;
    let taken = app.store.write(move |tx| {
        let (hook, indicator) = known(tx, &key)?.ok_or_else(Error::not_found)?;
        let readings = api::given(indicator.cadence, &new)?;
        actions::by_hand(tx, indicator.id)?;
        queries::note_hook_use(tx, hook.id, tx.now())?;
        actions::put_for(tx, hook.by_id, &indicator, &readings, Way::Api)
    });
    Ok(Json(api::taken_from(taken.await)?))
}

/// The hook of a key and its indicator, as long as who made it may give readings.
fn known(db: &Db, key: &str) -> Result<Option<(Hook, Indicator)>> {
    let Some((id, random)) = sign_in::split_secret(key) else {
        return Ok(None);
    };
    let hook = queries::hook(db, HookId::from_raw(id))?;
    let hook = hook.filter(|hook| sign_in::matches(&hook.secret_hash, &random));
    let Some(hook) = hook else {
        return Ok(None);
    };
    let maker = people::queries::by_id(db, hook.by_id)?;
    let indicator = queries::by_id(db, hook.indicator_id)?;
    let (Some(maker), Some(indicator)) = (maker, indicator) else {
        return Ok(None);
    };
    let may = indicator.owner_id == maker.id || maker.role == people::Role::Administrator;
    let welcome = maker.role != people::Role::Guest && maker.deactivated_at.is_none();
    if !may || !welcome {
        return Ok(None);
    }
    match indicator.archived_at {
        None => Ok(Some((hook, indicator))),
        Some(_) => Err(Error::conflict("indicator_archived")),
    }
}
