//! The SQL of the search itself: which communities are not for everyone.

use crate::communities::{CommunityId, CommunityKind};

store::row! {
    pub struct RoomRow {
        pub id: CommunityId,
        pub kind: CommunityKind,
        pub official: bool,
        pub network_wide: bool,
    }
}

store::statements! {
    pub fn rooms(after: CommunityId, limit: i64) -> Vec<RoomRow> =
        "select id, kind, official, network_wide from communities
        where id > $1 and (kind <> 'open' or official = 1) order by id limit $2";
}
