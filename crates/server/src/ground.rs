//! What every command stands on: the open store, the words for people, and errors in words.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;

use features::FEATURES;
use kernel::{Clock, Error, Random, Result};
use network::settings;
use store::{Options, Source, Store};
use web::Lang;

/// The setting that says by what a network was being filled. Who finds it has half of one.
pub const UNFINISHED: &str = "unfinished";

/// Opens the network and brings its schema up to date. A new folder is its owner's alone. Blocks.
///
/// `half_made` (Conflict) when a load into it was broken off.
pub fn open(source: &Source) -> Result<Store> {
    let store = open_unfinished(source)?;
    match store.read_blocking(|db| settings::queries::get(db, UNFINISHED)) {
        Ok(None) => Ok(store),
        Ok(Some(_)) => {
            store.close();
            Err(Error::conflict("half_made"))
        }
        Err(error) => {
            store.close();
            Err(error)
        }
    }
}

/// As [`open`], also half of a network.
pub fn open_unfinished(source: &Source) -> Result<Store> {
    if let Source::Sqlite(folder) = source
        && !folder.exists()
    {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| {
            Error::internal(format!("{} cannot be made: {error}", folder.display()))
        })?;
    }
    let options = Options {
        clock: Clock::system(),
        random: Random::system(),
        ..Options::new(network::MIGRATIONS)
    };
    Store::open(source, options)
}

/// Makes the texts of all parts known. May be called again.
pub fn install_texts() {
    web::texts::install(&texts());
}

pub fn texts() -> Vec<web::texts::Source> {
    let parts = FEATURES.iter().flat_map(|feature| feature.texts);
    crate::TEXTS
        .iter()
        .chain(network::TEXTS)
        .chain(parts)
        .copied()
        .collect()
}

/// What went wrong as an administrator reads it, from the outermost reason to the cause.
pub fn in_words(error: &anyhow::Error) -> String {
    let reasons = error
        .chain()
        .map(|reason| match reason.downcast_ref::<Error>() {
            Some(error) => sentences(error),
            None => reason.to_string(),
        });
    let mut reasons: Vec<String> = reasons.collect();
    reasons.dedup();
    reasons.join(": ")
}

/// Every problem as a sentence, with its field.
pub fn sentences(error: &Error) -> String {
    let sentences = error.problems.iter().map(|problem| {
        let sentence = web::errors::sentence(Lang::En, problem);
        match &problem.field {
            Some(field) => format!("{field}: {sentence}"),
            None => sentence,
        }
    });
    sentences.collect::<Vec<_>>().join(" ")
}
