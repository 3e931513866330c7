//! What only an invented company needs to write: times in the past, and how far somebody has read.

use kernel::Time;
use network::{CommunityId, PersonId};
use store::{Changed, Sole};

store::statements! {
    pub fn people() -> Sole<i64> = "select cast(count(*) as bigint) from people";
    pub fn set_created(person: PersonId, at: Time) -> Changed = "update people set created_at = $2 where id = $1";
    pub fn set_founded(community: CommunityId, by: Option<PersonId>, at: Time) -> Changed =
        "update communities set created_by = $2, created_at = $3 where id = $1";
    /// People joined one after the other, owners first.
    pub fn set_joined(founded: Time, every_us: i64) -> Changed =
        "update memberships set joined_at = $1 + case when role = 'owner' then 0 else (person_id % 83 + 1) * $2 end";
    /// Everybody has read the network-wide community to the end.
    pub fn read_network_wide() -> Changed =
        "insert into readings (person_id, community_id, arrivals)
        select p.id, c.id, c.arrivals from people p join communities c on c.network_wide = 1 where true on conflict do nothing";
    /// Somebody has not looked since so many posts arrived.
    pub fn leave_unread(person: PersonId, community: CommunityId, posts: i64) -> Changed =
        "insert into readings (person_id, community_id, arrivals)
        select cast($1 as bigint), c.id, cast(c.arrivals - $3 as bigint) from communities c where c.id = $2 and c.arrivals >= $3
        on conflict (person_id, community_id) do update set arrivals = excluded.arrivals";
}
