//! Communities as the search finds them: by name and purpose.

use kernel::{Id, Result, Time};
use store::{Change, Db};

use super::community::{Community, CommunityId};
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
        "community" => Touched::Key(change.key),
        _ => Touched::Nothing,
    }
}

fn documents(db: &Db, keys: &[i64]) -> Result<Vec<Document>> {
    let communities = queries::in_use_by_ids(db, &ids(keys))?;
    let document = |community: Community| Document {
        key: community.id.raw(),
        thread: community.id.raw(),
        audience: Audience::Finders(community.id),
        kind: ResultKind::Community,
        answers: false,
        author: None,
        language: String::new(),
        title: community.name,
        named: true,
        text: community.purpose,
        about: String::new(),
    };
    Ok(communities.into_iter().map(document).collect())
}

fn keys(db: &Db, within: Within, after: i64, limit: i64) -> Result<Keys> {
    match within {
        Within::All => {
            let ids = queries::ids_after(db, CommunityId::from_raw(after), limit)?;
            Ok(Keys::in_order(ids.into_iter().map(Id::raw).collect()))
        }
        Within::Place(_) | Within::Author(_) => Ok(Keys::in_order(Vec::new())),
    }
}

fn found(db: &Db, viewer: &Viewer, keys: &[i64], _: Time) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for id in ids(keys) {
        let visible = queries::visible(db, viewer, id)?;
        let Some(community) = visible.filter(|community| community.archived_at.is_none()) else {
            continue;
        };
        found.push(Found {
            key: community.id.raw(),
            kind: ResultKind::Community,
            icon: "users",
            class: "k-event",
            label: "search-kind-community",
            title: community.name,
            text: community.purpose,
            href: format!("/communities/{}", community.id),
            place: None,
            author: None,
            at: None,
            answered: false,
        });
    }
    Ok(found)
}

fn ids(keys: &[i64]) -> Vec<CommunityId> {
    keys.iter().map(|key| CommunityId::from_raw(*key)).collect()
}
