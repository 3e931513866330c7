//! All SQL about displays. Those who look after them see all; a screen is found by its secret.

use kernel::{Result, Time};
use network::people::SiteId;
use network::{PersonId, Viewer};
use store::{Changed, Db};

use super::display::{Display, DisplayId};

store::statements! {
    pub fn by_id(id: DisplayId) -> Option<Display> =
        "select d.id, d.name, d.site_id, s.name as site, s.kind as site_kind, d.secret_hash, d.opened_at, d.seen_day, d.ends_at, p.name as made_by
        from displays d join sites s on s.id = d.site_id join people p on p.id = d.made_by where d.id = $1";
    /// The newest first, before one of them.
    fn before(before: DisplayId, limit: i64) -> Vec<Display> =
        "select d.id, d.name, d.site_id, s.name as site, s.kind as site_kind, d.secret_hash, d.opened_at, d.seen_day, d.ends_at, p.name as made_by
        from displays d join sites s on s.id = d.site_id join people p on p.id = d.made_by where d.id < $1 order by d.id desc limit $2";
    pub fn insert(id: DisplayId, name: &str, site: SiteId, secret_hash: &[u8], by: PersonId, at: Time, ends: Time) -> Changed =
        "insert into displays (id, name, site_id, secret_hash, made_by, made_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7)";
    pub fn set_link(id: DisplayId, secret_hash: &[u8], ends: Time) -> Changed =
        "update displays set secret_hash = $2, ends_at = $3, opened_at = null, seen_day = null where id = $1";
    pub fn set_opened(id: DisplayId, secret_hash: &[u8], at: Time) -> Changed =
        "update displays set secret_hash = $2, opened_at = $3 where id = $1";
    pub fn set_seen(id: DisplayId, day: Time) -> Changed = "update displays set seen_day = $2 where id = $1 and opened_at is not null";
    pub fn delete(id: DisplayId) -> Changed = "delete from displays where id = $1";
}

/// The display, for those who look after them; for nobody else there is one.
pub fn visible(db: &Db, viewer: &Viewer, id: DisplayId) -> Result<Option<Display>> {
    match viewer.manages_communities() {
        true => by_id(db, id),
        false => Ok(None),
    }
}

/// All of them, the newest first, below one.
pub fn list(
    db: &Db,
    viewer: &Viewer,
    below: Option<DisplayId>,
    limit: i64,
) -> Result<Vec<Display>> {
    match viewer.manages_communities() {
        true => before(db, below.unwrap_or(DisplayId::max()), limit),
        false => Ok(Vec::new()),
    }
}
