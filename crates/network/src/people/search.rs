//! People as the search finds them: by name, title, department and site.

use kernel::{Id, Result, Time};
use store::{Change, Db};

use super::person::{Face, PersonId};
use super::queries;
use crate::access::Viewer;
use crate::search::{Audience, Document, Found, Keys, ResultKind, Source, Touched, Within};

pub const SOURCE: Source = Source {
    touched,
    documents,
    keys,
    found,
};

fn touched(change: &Change) -> Touched {
    match change.kind.as_ref() {
        "person" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn documents(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let faces = queries::active_faces(db, &ids(keys))?;
    let document = |face: Face| Document {
        key: face.id.raw(),
        thread: face.id.raw(),
        audience: Audience::Everyone,
        kind: ResultKind::Person,
        answers: false,
        author: None,
        language: String::new(),
        text: [Some(face.title), Some(face.department), face.site]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        title: face.name,
        named: true,
        about: String::new(),
    };
    Ok(faces.into_iter().map(document).collect())
}

fn keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    match within {
        Within::All => {
            let ids = queries::ids_after(db, PersonId::from_raw(after), limit)?;
            Ok(Keys::in_order(ids.into_iter().map(Id::raw).collect()))
        }
        Within::Place(_) | Within::Author(_) => Ok(Keys::in_order(Vec::new())),
    }
}

/// People are shown by their faces, beside what else was found.
fn found(_: &Db, _: &Viewer, _: &[i64], _: Time) -> Result<Vec<Found>> {
    Ok(Vec::new())
}

fn ids(keys: &[i64]) -> Vec<PersonId> {
    keys.iter().map(|key| PersonId::from_raw(*key)).collect()
}
