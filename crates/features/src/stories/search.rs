//! Stories as the search finds them, once they are told.

use kernel::{Result, Time};
use network::Viewer;
use network::search::{Audience, Document, Found, Keys, ResultKind, Source, Touched, Within};
use store::{Change, Db};

use super::queries;
use super::story::StoryId;

pub const SOURCE: Source = Source {
    touched,
    documents,
    keys,
    found,
};

fn touched(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "story" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn documents(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let document = |row: queries::Words| Document {
        key: row.id.raw(),
        thread: row.id.raw(),
        audience: Audience::Everyone,
        kind: ResultKind::Story,
        answers: false,
        author: Some(row.teller_id),
        language: row.language,
        title: row.title,
        named: false,
        text: [row.why, row.had, row.did, row.changed].join("\n"),
        about: [Some(row.teller), row.site, row.indicator]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    };
    let rows = queries::words(db, &ids(keys))?;
    Ok(rows.into_iter().map(document).collect())
}

fn keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    let after = StoryId::from_raw(after);
    let ids = match within {
        Within::All => queries::ids_after(db, after, limit)?,
        Within::Author(teller) => queries::ids_by_teller(db, teller, after, limit)?,
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
        kind: ResultKind::Story,
        icon: "sprout",
        class: "k-story",
        label: "stories-kind",
        title: row.title,
        text: [row.changed, row.had, row.why].join("\n"),
        href: format!("/stories/{}", row.id),
        place: None,
        author: Some((row.teller_id, row.teller)),
        at: row.published_at,
        answered: false,
    };
    let rows = queries::words(db, &ids(keys))?;
    Ok(rows.into_iter().map(found).collect())
}

fn ids(keys: &[i64]) -> Vec<StoryId> {
    keys.iter().map(|key| StoryId::from_raw(*key)).collect()
}
