//! What somebody did lately, as far as the feed shows it or is ordered by it.

use std::ops::Deref;
use std::sync::Arc;

use kernel::Result;

use super::Often;
use crate::App;
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::PersonId;

/// Read from the tables by the features that make items.
#[derive(Debug, Default)]
pub struct Own {
    /// Item and name of their reactions, in order of items; those to items before
    /// [`Own::reacted_from`] are not there.
    pub reacted: Vec<(i64, &'static str)>,
    pub reacted_from: i64,
    /// Whose items they have answered, with how often; in order of people.
    pub answered: Often<PersonId>,
    /// Where they wrote last; `None` for their storyline, or for nowhere.
    pub usual: Option<CommunityId>,
}

impl Own {
    pub(super) fn heap_bytes(&self) -> usize {
        size_of_val(&self.reacted[..]) + size_of_val(&self.answered[..])
    }
}

/// What the viewer did lately.
pub async fn own(app: &App, viewer: &Viewer) -> Result<Arc<Own>> {
    let (features, person) = (app.features, viewer.id);
    let query = move |db: &store::Db| {
        let mut sources = features.iter().filter_map(|feature| feature.items);
        sources
            .next()
            .map_or_else(|| Ok(Own::default()), |source| (source.own)(db, person))
    };
    app.feeds.own.fetch(&app.store, person, query).await
}

/// Somebody's reactions to certain items, in order of items: those they gave lately, or what was read.
pub enum Reacted {
    Lately(Arc<Own>),
    Read(Vec<(i64, &'static str)>),
}

impl Deref for Reacted {
    type Target = [(i64, &'static str)];

    fn deref(&self) -> &[(i64, &'static str)] {
        match self {
            Reacted::Lately(own) => &own.reacted,
            Reacted::Read(reactions) => reactions,
        }
    }
}

/// The viewer's reactions to these items, and perhaps to others.
pub async fn reactions(app: &App, viewer: &Viewer, items: &[i64]) -> Result<Reacted> {
    let own = own(app, viewer).await?;
    if items.iter().all(|item| *item >= own.reacted_from) {
        return Ok(Reacted::Lately(own));
    }
    let (features, person, items) = (app.features, viewer.id, items.to_vec());
    let read = app.store.read(move |db| {
        let mut all = Vec::new();
        for source in features.iter().filter_map(|feature| feature.items) {
            all.extend((source.reactions)(db, person, &items)?);
        }
        all.sort_unstable();
        Ok(all)
    });
    Ok(Reacted::Read(read.await?))
}
