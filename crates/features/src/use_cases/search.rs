//! Use cases as the search finds them: by name, purpose and steps.

use kernel::{Result, Time};
use network::Viewer;
use network::search::{Audience, Document, Found, Keys, ResultKind, Source, Touched, Within};
use store::{Change, Db};

use super::queries;
use super::use_case::UseCaseId;

pub const SOURCE: Source = Source {
    touched,
    documents,
    keys,
    found,
};

fn touched(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "use_case" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn documents(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let document = |row: queries::Words| Document {
        key: row.id.raw(),
        thread: row.id.raw(),
        audience: Audience::Everyone,
        kind: ResultKind::UseCase,
        answers: false,
        author: Some(row.owner_id),
        language: row.language,
        title: row.name,
        named: false,
        text: format!("{}\n{}", row.purpose, row.steps),
        about: format!("{} {}", row.owner, row.indicator),
    };
    let rows = queries::words(db, &ids(keys))?;
    Ok(rows.into_iter().map(document).collect())
}

fn keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    let ids = match within {
        Within::All => queries::ids_after(db, UseCaseId::from_raw(after), limit)?,
        Within::Author(owner) => {
            queries::ids_by_owner(db, owner, UseCaseId::from_raw(after), limit)?
        }
        Within::Place(_) => Vec::new(),
    };
    Ok(Keys::in_order(ids.iter().map(|id| id.raw()).collect()))
}

fn found(db: &Db, viewer: &Viewer, keys: &[i64], _: Time) -> Result<Vec<Found>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let found = |row: queries::Words| Found {
        key: row.id.raw(),
        kind: ResultKind::UseCase,
        icon: "repeat",
        class: "k-story",
        label: "use-cases-kind",
        title: row.name,
        text: row.purpose,
        href: format!("/use-cases/{}", row.id),
        place: None,
        author: Some((row.owner_id, row.owner)),
        at: Some(row.changed_at),
        answered: false,
    };
    let rows = queries::words(db, &ids(keys))?;
    Ok(rows.into_iter().map(found).collect())
}

fn ids(keys: &[i64]) -> Vec<UseCaseId> {
    keys.iter().map(|key| UseCaseId::from_raw(*key)).collect()
}
