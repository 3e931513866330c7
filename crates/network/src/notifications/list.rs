//! A page of the viewer's notifications: threads and notices, by time.

use kernel::{Error, Result, Time};
use web::cursor;

use super::notices::{self, Place, Told};
use super::queries::{self, NotificationId, Row};
use crate::App;
use crate::access::Viewer;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Unread,
}

/// What somebody was told.
pub enum Line {
    Thread(Row),
    Notice(Told),
}

impl Line {
    pub fn id(&self) -> NotificationId {
        match self {
            Line::Thread(row) => row.id,
            Line::Notice(told) => told.row.id,
        }
    }

    pub fn at(&self) -> Time {
        match self {
            Line::Thread(row) => row.at,
            Line::Notice(told) => told.row.at,
        }
    }

    pub fn is_read(&self) -> bool {
        match self {
            Line::Thread(row) => row.read_at.is_some(),
            Line::Notice(told) => told.row.read_at.is_some(),
        }
    }

    fn place(&self) -> Place {
        (self.at(), self.id())
    }
}

pub struct Page {
    pub lines: Vec<Line>,
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
    let below = match cursor {
        Some(cursor) => match cursor::open(&seal, &purpose, viewer.id.raw(), cursor)?[..] {
            [before, below] => (Time(before), NotificationId::from_raw(below)),
            _ => return Err(Error::malformed("invalid_cursor")),
        },
        None => (Time(i64::MAX), NotificationId::max()),
    };
    let (features, reader) = (app.features, viewer.clone());
    let read = app.store.read(move |db| {
        let (id, guest) = (reader.id, reader.is_guest());
        let by_rule = reader.memberships.by_rule();
        let (before, after) = below;
        let threads = match which {
            Which::All => queries::list(db, id, guest, by_rule, before, after, limit + 1)?,
            Which::Unread => {
                queries::list_unread(db, id, guest, by_rule, before, after, limit + 1)?
            }
        };
        let (told, reaches) = notices::list(db, features, &reader, which, below, limit)?;
        let threads = threads.into_iter().map(Line::Thread);
        let mut lines: Vec<Line> = threads.chain(told.into_iter().map(Line::Notice)).collect();
        lines.sort_unstable_by_key(|line| std::cmp::Reverse(line.place()));
        let unread = queries::unread(db, id, guest, by_rule)?.0;
        Ok((lines, reaches, unread))
    });
    let (mut lines, reaches, unread) = read.await?;
    // Below the last notice there may be others that come before these.
    lines.retain(|line| reaches.is_none_or(|reaches| line.place() >= reaches));
    let more = lines.len() as i64 > limit;
    lines.truncate(limit as usize);
    let last = match more {
        true => lines.last().map(Line::place),
        false => reaches,
    };
    let next =
        last.map(|(at, id)| cursor::seal(&seal, &purpose, viewer.id.raw(), &[at.0, id.raw()]));
    Ok(Page {
        lines,
        unread,
        next,
    })
}
