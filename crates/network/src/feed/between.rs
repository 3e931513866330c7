//! What stands between the posts of the ranked feed: one thing of another feature that the reader can act
//! on, with the reason, in the first page.
//!
//! The feature chooses; it is asked once a day for each reader, or when something it looks at changed, so
//! that what several could be shown takes turns by days. The order by time shows nothing of it.

use std::sync::Arc;

use kernel::{Result, Time};
use serde_json::value::RawValue;
use store::{Change, Db};

use super::{Feeds, Order};
use crate::access::Viewer;
use crate::people::PersonId;
use crate::{App, Feature};

/// How many posts stand before it.
pub const BELOW: usize = 3;

/// As one reader is shown it.
#[derive(Debug)]
pub struct Between {
    pub html: Box<str>,
    pub json: Box<RawValue>,
}

/// What a feature that shows something there hands to the feed.
#[derive(Clone, Copy)]
pub struct Chooser {
    /// What the reader is shown on this day, counted from 1970.
    pub read: fn(&Db, &Viewer, i64) -> Result<Option<Between>>,
    /// Whether a change may make it another.
    pub concerns: fn(&Change) -> Concerned,
}

/// Who may be shown something else after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerned {
    Nobody,
    One(PersonId),
    All,
}

/// What is kept of a reader.
pub(super) struct Kept {
    day: i64,
    shown: Option<Arc<Between>>,
}

impl Kept {
    pub(super) fn heap_bytes(&self) -> usize {
        let bytes = |it: &Arc<Between>| size_of::<Between>() + it.html.len() + it.json.get().len();
        self.shown.as_ref().map_or(0, bytes)
    }
}

/// What stands in this page of the viewer's home feed.
pub async fn between(
    app: &App,
    viewer: &Viewer,
    order: Order,
    cursor: Option<&str>,
) -> Result<Option<Arc<Between>>> {
    if order != Order::Ranked || cursor.is_some() {
        return Ok(None);
    }
    let day = app.store.clock().now().0.div_euclid(Time::DAY_US);
    let cache = &app.feeds.between;
    if let Some(kept) = cache.get(&viewer.id)
        && kept.day == day
    {
        return Ok(kept.shown.clone());
    }
    let fill = cache.begin(viewer.id);
    let (features, reader) = (app.features, viewer.clone());
    let read = app.store.read(move |db| {
        for chooser in features.iter().filter_map(|feature| feature.between) {
            if let Some(found) = (chooser.read)(db, &reader, day)? {
                return Ok(Some(Arc::new(found)));
            }
        }
        Ok(None)
    });
    let shown = read.await?;
    Ok(cache.finish(fill, Kept { day, shown }).shown.clone())
}

impl Feeds {
    pub(crate) fn forget_between(&self, features: &[Feature], change: &Change) {
        for chooser in features.iter().filter_map(|feature| feature.between) {
            match (chooser.concerns)(change) {
                Concerned::Nobody => {}
                Concerned::One(person) => self.between.invalidate(&person),
                Concerned::All => self.between.clear(),
            }
        }
    }
}
