//! One person at a time: add, list, deactivate, issue a code.

use anyhow::Result;
use kernel::{Error, Id};
use network::people::{self, Draft, Level, PersonId, Role, SiteKind};
use network::sign_in::{self, AccessCode, HashPool};
use serde::{Deserialize, Serialize};
use store::{Db, Store};

use super::{Said, Say, queries};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Add {
    pub name: String,
    pub mail: Option<String>,
    pub employee_number: Option<String>,
    pub role: Role,
    pub title: String,
    pub department: String,
    pub site: Option<String>,
    /// Of the site, when it is new.
    pub site_kind: SiteKind,
    pub level: Level,
}

pub fn add(store: &Store, add: Add, say: Say<'_>) -> Result<()> {
    let (code, hash) = new_code(store)?;
    let name = kernel::text::one_line(&add.name);
    let login = add
        .employee_number
        .clone()
        .or_else(|| add.mail.clone())
        .unwrap_or_default();
    store.write_blocking(move |tx| {
        let site = match &add.site {
            Some(site) => Some(people::actions::site(tx, site, add.site_kind, "")?),
            None => None,
        };
        let draft = Draft {
            name: add.name.clone(),
            mail: add.mail.clone(),
            employee_number: add.employee_number.clone(),
            title: add.title.clone(),
            department: add.department.clone(),
            site,
            level: Some(add.level),
            role: Some(add.role),
            ..Draft::default()
        };
        let person = people::actions::add(tx, None, &draft.check()?)?;
        sign_in::actions::put_code(tx, None, person, &hash)
    })?;
    say(Said::Note(format!(
        "{name} is added, and signs in for the first time at /claim with {login} and this code:"
    )))?;
    say(Said::Line(code.shown()))
}

pub fn list(store: &Store, say: Say<'_>) -> Result<()> {
    const PAGE: i64 = 500;
    let mut after: PersonId = Id::from_raw(0);
    loop {
        let page = store.read_blocking(move |db| queries::everyone(db, after, PAGE))?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.id;
        for person in page {
            let state = match (person.deactivated_at, person.claimed_at) {
                (Some(_), _) => "deactivated",
                (None, Some(_)) => "in use",
                (None, None) => "open",
            };
            let (mail, number) = (
                person.mail.unwrap_or_default(),
                person.employee_number.unwrap_or_default(),
            );
            say(Said::Line(format!(
                "{}\t{}\t{mail}\t{number}\t{}\t{state}",
                person.id, person.name, person.role
            )))?;
        }
    }
}

pub fn deactivate(store: &Store, login: &str, say: Say<'_>) -> Result<()> {
    let login = login.to_owned();
    let name = store.write_blocking(move |tx| {
        let (person, name) = find(tx, &login)?;
        people::actions::deactivate(tx, None, person)?;
        Ok(name)
    })?;
    say(Said::Note(format!(
        "{name} is deactivated; all sessions and tokens have ended."
    )))
}

pub fn issue_code(store: &Store, login: &str, say: Say<'_>) -> Result<()> {
    let (code, hash) = new_code(store)?;
    let login = login.to_owned();
    let name = store.write_blocking(move |tx| {
        let (person, name) = find(tx, &login)?;
        sign_in::actions::end_sessions(tx, person, None)?;
        sign_in::actions::put_code(tx, None, person, &hash)?;
        Ok(name)
    })?;
    say(Said::Note(format!(
        "{name} sets a password at /claim with this code:"
    )))?;
    say(Said::Line(code.shown()))
}

/// The person a mail address or employee number names, with their name.
pub(super) fn find(db: &Db, login: &str) -> kernel::Result<(PersonId, String)> {
    let unknown = || Error::invalid("person", "nobody_has_it");
    let id = sign_in::actions::find(db, login)?.ok_or_else(unknown)?;
    let person = people::queries::by_id(db, id)?.ok_or_else(unknown)?;
    Ok((id, person.name))
}

fn new_code(store: &Store) -> Result<(AccessCode, String)> {
    let code = AccessCode::make(store.random());
    let hashing = HashPool::new();
    let hash = hashing.hash_code(code.plain().to_owned());
    let hash = tokio::runtime::Handle::current().block_on(hash)?;
    Ok((code, hash))
}
