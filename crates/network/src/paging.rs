//! Pages of a list that goes on at an id: reading the cursor, and making that of the next page.
//!
//! A cursor is for one list, named by its purpose, and one viewer; for others it is malformed. Lists
//! that go on at more than an id seal their own.

use kernel::{Error, Id, Result};
use web::cursor;

use crate::App;
use crate::access::Viewer;

/// The last id of the page before; `None` on the first page.
pub fn after<T>(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    sealed: Option<&str>,
) -> Result<Option<Id<T>>> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let seal = app.settings.get().seal_key;
    match cursor::open(&seal, purpose, viewer.id.raw(), sealed)?[..] {
        [id] => Ok(Some(Id::from_raw(id))),
        _ => Err(Error::malformed("invalid_cursor")),
    }
}

/// Cuts rows, of which one more was read than a page has, to the page; gives the cursor of the next
/// page if there is one.
pub fn cut<R, T>(
    app: &App,
    viewer: &Viewer,
    purpose: &str,
    rows: &mut Vec<R>,
    page: usize,
    id: impl Fn(&R) -> Id<T>,
) -> Option<String> {
    let more = rows.len() > page;
    rows.truncate(page);
    let last = rows.last().filter(|_| more)?;
    Some(seal(app, viewer, purpose, id(last)))
}

/// The cursor of the page after an id.
pub fn seal<T>(app: &App, viewer: &Viewer, purpose: &str, last: Id<T>) -> String {
    let seal = app.settings.get().seal_key;
    cursor::seal(&seal, purpose, viewer.id.raw(), &[last.raw()])
}
