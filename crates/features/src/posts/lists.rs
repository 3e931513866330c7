//! Posts by topic and by person: what of them somebody may read, newest first, page by page.

use kernel::text::slug::slug;
use kernel::{Error, Result};
use network::feed::{self, Shown};
use network::{App, PersonId, Viewer, paging, people};
use store::Db;

use super::post::PostId;
use super::queries;

const TOPIC_MAX_CHARS: usize = 60;

/// One page of a list, and the cursor of the next.
pub struct List {
    pub shown: Vec<Shown>,
    pub next: Option<String>,
}

/// A topic as it is kept, from how it was typed.
pub fn topic(typed: &str) -> String {
    slug(typed, TOPIC_MAX_CHARS)
}

/// Posts with a topic.
pub async fn of_topic(
    app: &App,
    viewer: &Viewer,
    topic: &str,
    cursor: Option<&str>,
    limit: usize,
) -> Result<List> {
    let (reader, wanted) = (viewer.clone(), topic.to_owned());
    let find = move |db: &Db, below, limit| {
        queries::by_topic(
            db,
            &wanted,
            below,
            reader.id,
            reader.is_guest(),
            reader.by_rule(),
            limit,
        )
    };
    page(app, viewer, &format!("topic {topic}"), cursor, limit, find).await
}

/// What somebody wrote; 404 for people the viewer may not know of.
pub async fn of_person(
    app: &App,
    viewer: &Viewer,
    id: PersonId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<List> {
    let reader = viewer.clone();
    let find = move |db: &Db, below, limit| {
        people::queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        queries::by_author(
            db,
            id,
            below,
            reader.id,
            reader.is_guest(),
            reader.by_rule(),
            limit,
        )
    };
    page(app, viewer, &format!("person {id}"), cursor, limit, find).await
}

async fn page(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    cursor: Option<&str>,
    limit: usize,
    find: impl Fn(&Db, PostId, i64) -> Result<Vec<PostId>> + Send + 'static,
) -> Result<List> {
    let below = paging::after(app, viewer, purpose, cursor)?.unwrap_or(PostId::max());
    let read = app.store.read(move |db| find(db, below, limit as i64 + 1));
    let mut ids = read.await?;
    let next = paging::cut(app, viewer, purpose, &mut ids, limit, |id| *id);
    let shown = feed::shown(app, viewer, &ids).await?;
    Ok(List { shown, next })
}
