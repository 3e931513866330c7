//! Settings of the whole network and the secrets it keeps: its name, the key that seals cursors,
//! the one-time link that makes the first administrator.

pub mod queries;

use std::sync::{Arc, OnceLock, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Error, Random, Result};
use store::{Store, Tx};
use web::Lang;
use web::layout::Made;

use crate::{Feature, communities, shell};

/// The key of the network's name.
pub const NAME: &str = "network_name";
const SEAL: &str = "seal_key";
const SETUP: &str = "setup_secret";

/// What pages need of the settings; shared, and reloaded when they change.
pub struct Settings(RwLock<Arc<Values>>);

#[derive(Debug)]
pub struct Values {
    pub network_name: String,
    /// Keys cursors and stream positions.
    pub seal_key: [u8; 32],
    /// What stands round pages, by language, for guests and for everybody else.
    frames: [[OnceLock<Made>; Lang::ALL.len()]; 2],
}

impl Values {
    pub(crate) fn frame(&self, features: &[Feature], lang: Lang, guest: bool) -> &Made {
        let frame = &self.frames[usize::from(guest)][lang as usize];
        frame.get_or_init(|| shell::frame(features, lang, guest, &self.network_name))
    }
}

impl Settings {
    /// Reads the settings; the first start makes the key and the community of everyone.
    pub(crate) fn load(store: &Store) -> Result<Settings> {
        let random = store.random().clone();
        let values = store.write_blocking(move |tx| ensure(tx, &random))?;
        Ok(Settings(RwLock::new(Arc::new(values))))
    }

    pub fn get(&self) -> Arc<Values> {
        self.0
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone()
    }

    /// Called after a commit, on whatever thread committed: reads on a reader thread of its own.
    pub(crate) fn reload(&self, store: &Store) {
        match store.read_blocking(values) {
            Ok(Some(values)) => {
                *self
                    .0
                    .write()
                    .unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(values);
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "settings could not be read again"),
        }
    }
}

fn values(db: &store::Db) -> Result<Option<Values>> {
    let Some(seal) = queries::get(db, SEAL)? else {
        return Ok(None);
    };
    let seal_key = URL_SAFE_NO_PAD.decode(seal).map_err(Error::internal)?;
    let seal_key = seal_key
        .try_into()
        .map_err(|_| Error::internal("a seal key has 32 bytes"))?;
    let network_name = queries::get(db, NAME)?.unwrap_or_else(|| "Folkmoot".to_owned());
    Ok(Some(Values {
        network_name,
        seal_key,
        frames: Default::default(),
    }))
}

fn ensure(tx: &Tx, random: &Random) -> Result<Values> {
    if queries::get(tx, SEAL)?.is_none() {
        queries::put(tx, SEAL, &URL_SAFE_NO_PAD.encode(random.bytes::<32>()))?;
    }
    let values = values(tx)?.ok_or_else(|| Error::internal("a seal key was just written"))?;
    communities::actions::ensure_network_wide(tx, &values.network_name)?;
    Ok(values)
}

/// Use [`communities::actions::name_network`], which names the community of everyone too.
pub(crate) fn rename(tx: &Tx, name: &str) -> Result<()> {
    queries::put(tx, NAME, name)?;
    tx.log("settings", 0, 0)
}

/// The secret of the setup link, made once; `None` when an administrator exists.
pub fn setup_secret(tx: &Tx) -> Result<Option<String>> {
    if crate::people::queries::count_administrators(tx)?.0 > 0 {
        return Ok(None);
    }
    if let Some(secret) = queries::get(tx, SETUP)? {
        return Ok(Some(secret));
    }
    let secret = URL_SAFE_NO_PAD.encode(tx.random().bytes::<24>());
    queries::put(tx, SETUP, &secret)?;
    Ok(Some(secret))
}

/// Uses the setup link up. 404 when it is not the one, or was used.
pub fn take_setup(tx: &Tx, secret: &str) -> Result<()> {
    if setup_secret(tx)?.as_deref() != Some(secret) {
        return Err(Error::not_found());
    }
    queries::remove(tx, SETUP)?;
    Ok(())
}

/// Whether this is the secret of a setup link that still works.
pub fn is_setup(db: &store::Db, secret: &str) -> Result<bool> {
    let open = crate::people::queries::count_administrators(db)?.0 == 0;
    Ok(open && queries::get(db, SETUP)?.as_deref() == Some(secret))
}
