//! What a viewer may find, decided from the facts of this moment: their communities, and which
//! communities are not open.
//!
//! The index holds where a document stands, never who may read it; so a community that is closed, a
//! member who is removed or a rule that changes counts at once. It is [`Viewer::can_read`] and
//! `communities::queries::visible` over a whole index: change them together.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use kernel::{Id, Result, Time};
use store::Db;
use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Query, TermSetQuery};

use super::queries;
use super::schema::{self, Fields};
use crate::access::Viewer;
use crate::communities::{CommunityId, CommunityKind};

/// Rows read at once.
const BATCH: i64 = 10_000;

/// What the search must know of communities: kept in memory, forgotten when one changes. Its size
/// grows with the communities that are not open, or official.
#[derive(Debug, Default)]
pub struct Rooms {
    of: HashMap<i64, Room, RandomState>,
}

#[derive(Clone, Copy, Debug)]
struct Room {
    kind: CommunityKind,
    official: bool,
}

impl Rooms {
    pub(super) fn heap_bytes(&self) -> usize {
        self.of.capacity() * (size_of::<(i64, Room)>() + 1)
    }

    pub fn read(db: &Db) -> Result<Rooms> {
        let mut rooms = Rooms::default();
        let mut after: CommunityId = Id::from_raw(0);
        loop {
            let page = queries::rooms(db, after, BATCH)?;
            for row in &page {
                let kind = if row.network_wide {
                    CommunityKind::Open
                } else {
                    row.kind
                };
                let room = Room {
                    kind,
                    official: row.official,
                };
                rooms.of.insert(row.id.raw(), room);
            }
            match page.last() {
                Some(last) if page.len() as i64 == BATCH => after = last.id,
                _ => return Ok(rooms),
            }
        }
    }

    pub fn is_official(&self, community: i64) -> bool {
        self.of.get(&community).is_some_and(|room| room.official)
    }
}

/// A viewer and the rooms.
#[derive(Clone, Debug)]
pub struct Scope {
    viewer: Viewer,
    /// Up to this day it is open: today where they are, and any for those who see early.
    day: u64,
    pub rooms: Arc<Rooms>,
}

impl Scope {
    pub fn new(viewer: &Viewer, rooms: Arc<Rooms>, now: Time) -> Scope {
        let day = match viewer.sees_early(now) {
            true => u64::MAX,
            false => schema::day_number(viewer.today(now)),
        };
        Scope {
            viewer: viewer.clone(),
            day,
            rooms,
        }
    }

    /// Whether a document with this place code (see `schema::place_code`) exists for the viewer.
    pub fn sees(&self, code: u64) -> bool {
        let community = schema::community_of(code);
        if community == 0 {
            return !self.viewer.is_guest() && schema::opens_on(code) <= self.day;
        }
        let member = || {
            self.viewer
                .membership(CommunityId::from_raw(community))
                .is_some()
        };
        if self.viewer.is_guest() {
            return member();
        }
        match self.rooms.of.get(&community).map(|room| room.kind) {
            None | Some(CommunityKind::Open) => true,
            // Everyone but guests may know that it is there.
            Some(CommunityKind::Closed) if code & 1 == 1 => true,
            Some(_) => member(),
        }
    }

    /// Where there are few places, the part of a query that walks their documents instead of all that
    /// fit the words. It adds nothing to the score, and [`Scope::sees`] decides in any case.
    pub fn query(&self, fields: &Fields) -> Option<Box<dyn Query>> {
        let places = self.viewer.memberships.0.iter().flat_map(|membership| {
            let code = membership.community_id.raw().unsigned_abs() << 1;
            [code, code | 1].map(|code| Term::from_field_u64(fields.place, code))
        });
        let walk = |places| ConstScoreQuery::new(Box::new(TermSetQuery::new(places)), 0.0);
        self.viewer.is_guest().then(|| Box::new(walk(places)) as _)
    }
}
