//! Courses as the search finds them, once they are published.

use kernel::{Result, Time};
use network::Viewer;
use network::search::{Audience, Document, Found, Keys, ResultKind, Source, Touched, Within};
use store::{Change, Db};

use super::course::{self, CourseId};
use super::queries;

pub const SOURCE: Source = Source {
    touched,
    documents,
    keys,
    found,
};

fn touched(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "course" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn documents(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let document = |row: queries::Words| Document {
        key: row.id.raw(),
        thread: row.id.raw(),
        audience: audience(row.opens_on.as_deref()),
        kind: ResultKind::Course,
        answers: false,
        author: Some(row.owner_id),
        language: row.language,
        title: row.title,
        named: false,
        text: row.purpose,
        about: row.owner,
    };
    let rows = queries::words(db, &ids(keys))?;
    Ok(rows.into_iter().map(document).collect())
}

/// The day says from when everybody finds it, so that nothing is to be done on it.
fn audience(opens_on: Option<&str>) -> Audience {
    let day = opens_on.and_then(|day| day.parse().ok());
    day.map_or(Audience::Everyone, Audience::First)
}

fn keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    let after = CourseId::from_raw(after);
    let ids = match within {
        Within::All => queries::ids_after(db, after, limit)?,
        Within::Author(owner) => queries::ids_by_owner(db, owner, after, limit)?,
        Within::Place(_) => Vec::new(),
    };
    Ok(Keys::in_order(ids.iter().map(|id| id.raw()).collect()))
}

fn found(db: &Db, viewer: &Viewer, keys: &[i64], now: Time) -> Result<Vec<Found>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let found = |row: queries::Words| Found {
        key: row.id.raw(),
        kind: ResultKind::Course,
        icon: "graduation-cap",
        class: "k-story",
        label: "courses-kind",
        title: row.title,
        text: row.purpose,
        href: format!("/courses/{}", row.id),
        place: None,
        author: Some((row.owner_id, row.owner)),
        at: row.published_at,
        answered: false,
    };
    let through = course::opened_through(viewer, now);
    let opened = |row: &queries::Words| {
        let day = row.opens_on.as_ref();
        row.owner_id == viewer.id || day.is_none_or(|day| *day <= through)
    };
    let rows = queries::words(db, &ids(keys))?.into_iter();
    Ok(rows.filter(opened).map(found).collect())
}

fn ids(keys: &[i64]) -> Vec<CourseId> {
    keys.iter().map(|key| CourseId::from_raw(*key)).collect()
}
