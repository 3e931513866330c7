//! A page of the viewer's notifications.

use kernel::{Error, Result, Time};
use web::cursor;

use super::queries::{self, NotificationId, Row};
use crate::App;
use crate::access::Viewer;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Unread,
}

pub struct Page {
    pub rows: Vec<Row>,
    pub unread: i64,
    pub next: Option<String>,
}

pub async fn page(
    app: &App,
    viewer: &Viewer,
    which: Which,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Page> {
    let seal = app.settings.get().seal_key;
    let purpose = format!("notifications {which:?}");
    let (before, below) = match cursor {
        Some(cursor) => match cursor::open(&seal, &purpose, viewer.id.raw(), cursor)?[..] {
            [before, below] => (Time(before), NotificationId::from_raw(below)),
            _ => return Err(Error::malformed("invalid_cursor")),
        },
        None => (Time(i64::MAX), NotificationId::max()),
    };
    let (id, guest) = (viewer.id, viewer.is_guest());
    let memberships = viewer.memberships.clone();
    let read = app.store.read(move |db| {
        let by_rule = memberships.by_rule();
        let rows = match which {
            Which::All => queries::list(db, id, guest, by_rule, before, below, limit + 1)?,
            Which::Unread => {
                queries::list_unread(db, id, guest, by_rule, before, below, limit + 1)?
            }
        };
        Ok((rows, queries::unread(db, id, guest, by_rule)?.0))
    });
    let (mut rows, unread) = read.await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| more);
    let next =
        last.map(|last| cursor::seal(&seal, &purpose, id.raw(), &[last.at.0, last.id.raw()]));
    Ok(Page { rows, unread, next })
}
