//! Tokens for programs that act as a person.

use std::time::Duration;

use anyhow::Result;
use network::access::Scope;
use network::sign_in::actions::create_token;
use serde::{Deserialize, Serialize};
use store::Store;

use super::{Said, Say, person};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Create {
    /// Mail address or employee number.
    pub person: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// Until it ends.
    pub days: Option<u32>,
}

pub fn create(store: &Store, create: Create, say: Say<'_>) -> Result<()> {
    let (secret, name) = store.write_blocking(move |tx| {
        let (person, name) = person::find(tx, &create.person)?;
        let expires = create
            .days
            .map(|days| tx.now().plus(Duration::from_secs(86_400 * u64::from(days))));
        let secret = create_token(tx, person, &create.name, &create.scopes, expires)?;
        Ok((secret.text, name))
    })?;
    say(Said::Note(format!(
        "A token of {name}; it is not shown again:"
    )))?;
    say(Said::Line(secret))
}
