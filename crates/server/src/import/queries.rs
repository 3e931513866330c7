//! SQL of imports: what was made of which foreign thing, and the little that only history needs.

use features::posts::{PostId, ReplyId};
use kernel::Time;
use network::{CommunityId, PersonId};
use store::{Changed, Sole};

store::text_enum! {
    /// What kind of thing a foreign key names.
    pub enum Kind {
        Person = "person",
        Community = "community",
        Member = "member",
        Post = "post",
        Reply = "reply",
    }
}

store::row! {
    /// A foreign thing that came before, and what it is here.
    pub struct Known { pub kind: Kind, pub foreign_key: String, pub own_id: i64 }
}

store::statements! {
    pub fn known(source: &str, kinds: &[Kind], keys: &[&str]) -> Vec<Known> =
        "select kind, foreign_key, own_id from imported where source = $1 and kind in ($2) and foreign_key in ($3)";
    pub fn remember(source: &str, kind: Kind, key: &str, own_id: i64) -> Changed =
        "insert into imported (source, kind, foreign_key, own_id) values ($1, $2, $3, $4)";
    pub fn has_source(source: &str) -> Option<i64> = "select own_id from imported where source = $1 limit 1";
    /// The first source at or after one text and before another.
    pub fn source_between(from: &str, below: &str) -> Sole<Option<String>> =
        "select min(source) from imported where source >= $1 and source < $2";
    pub fn post_of(reply: ReplyId) -> Option<PostId> = "select post_id from replies where id = $1";
    pub fn date_community(id: CommunityId, at: Time, by: Option<PersonId>) -> Changed =
        "update communities set created_at = $2, created_by = $3 where id = $1";
}
