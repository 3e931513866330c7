//! All SQL of the count: what happened, read in pieces in the order of a key, without any text.

use kernel::Time;
use network::communities::CommunityKind;
use network::people::{Level, SiteId};
use network::{CommunityId, PersonId};

store::row! {
    /// Somebody who is counted, or was.
    pub struct Counted {
        pub id: PersonId,
        pub here: bool,
        pub number: i64,
        pub site_id: Option<SiteId>,
        pub department: String,
        pub level: Level,
        pub champion_from: Option<Time>,
        pub champion_until: Option<Time>,
    }

    pub struct Site {
        pub id: SiteId,
        pub name: String,
        pub country: String,
    }

    pub struct Room {
        pub id: CommunityId,
        pub kind: CommunityKind,
        pub network_wide: bool,
        pub by_rule: bool,
        pub archived: bool,
        pub purpose: Option<super::measure::Purpose>,
    }

    pub struct Post {
        pub id: i64,
        pub community_id: Option<CommunityId>,
        pub author_id: PersonId,
        pub question: bool,
        pub answered_at: Option<Time>,
        /// Whose answer is the best.
        pub best_by: Option<PersonId>,
    }

    pub struct Reply {
        pub id: i64,
        pub post_id: i64,
        pub author_id: PersonId,
        pub community_id: Option<CommunityId>,
        pub post_author_id: PersonId,
        pub parent_author_id: Option<PersonId>,
        pub question: bool,
    }

    /// Somebody is mentioned in a post or reply, or praised in a post.
    pub struct Named {
        pub item_id: i64,
        pub person_id: PersonId,
        pub author_id: PersonId,
        pub community_id: Option<CommunityId>,
    }

    pub struct Reacted {
        pub item_id: i64,
        pub person_id: PersonId,
        pub name: String,
        pub at: Time,
        /// `None` when what was reacted to is gone.
        pub author_id: Option<PersonId>,
        pub community_id: Option<CommunityId>,
    }
}

store::statements! {
    /// Those who came before a time, by id.
    pub fn people(after: PersonId, came_before: Time, limit: i64) -> Vec<Counted> =
        "select id, cast(case when deactivated_at is null and role <> 'guest' and bot = 0 then 1 else 0 end as bigint) as here,
            number, site_id, department, level, champion_from, champion_until
        from people where id > $1 and created_at <= $2 order by id limit $3";
    pub fn sites(after: SiteId, limit: i64) -> Vec<Site> = "select id, name, country from sites where id > $1 order by id limit $2";
    /// All communities, by id: what is in an archived one is still not public.
    pub fn rooms(after: CommunityId, limit: i64) -> Vec<Room> =
        "select c.id, c.kind, c.network_wide, cast(case when c.rule is null then 0 else 1 end as bigint) as by_rule,
            cast(case when c.archived_at is null then 0 else 1 end as bigint) as archived, h.purpose
        from communities c left join health_purposes h on h.community_id = c.id
        where c.id > $1 order by c.id limit $2";
    pub fn members(community: CommunityId, after: PersonId, joined_before: Time, limit: i64) -> Vec<PersonId> =
        "select person_id from memberships where community_id = $1 and person_id > $2 and joined_at <= $3 order by person_id limit $4";
    /// Of all communities with a rule, as listed.
    pub fn listed(after: PersonId, after_community: CommunityId, since: Time, limit: i64) -> Vec<(PersonId, CommunityId)> =
        "select person_id, community_id from rule_members
        where (person_id, community_id) > ($1, $2) and since <= $3 order by person_id, community_id limit $4";

    pub fn posts(after: i64, before: i64, limit: i64) -> Vec<Post> =
        "select p.id, p.community_id, p.author_id, cast(case when p.kind = 'question' then 1 else 0 end as bigint) as question, p.answered_at,
            b.author_id as best_by
        from posts p left join replies b on b.id = p.answer_id
        where p.id > $1 and p.id < $2 and p.deleted_at is null order by p.id limit $3";
    pub fn replies(after: i64, before: i64, limit: i64) -> Vec<Reply> =
        "select r.id, r.post_id, r.author_id, p.community_id, p.author_id as post_author_id, q.author_id as parent_author_id,
            cast(case when p.kind = 'question' then 1 else 0 end as bigint) as question
        from replies r join posts p on p.id = r.post_id left join replies q on q.id = r.parent_id
        where r.id > $1 and r.id < $2 and r.deleted_at is null and p.deleted_at is null order by r.id limit $3";
    pub fn mentions(after: i64, after_person: PersonId, before: i64, limit: i64) -> Vec<Named> =
        "select m.item_id, m.person_id, coalesce(p.author_id, r.author_id) as author_id, coalesce(p.community_id, o.community_id) as community_id
        from mentions m left join posts p on p.id = m.item_id left join replies r on r.id = m.item_id left join posts o on o.id = r.post_id
        where (m.item_id, m.person_id) > ($1, $2) and m.item_id < $3 and (p.id is not null or r.id is not null)
            and p.deleted_at is null and r.deleted_at is null and o.deleted_at is null
        order by m.item_id, m.person_id limit $4";
    pub fn praised(after: i64, after_person: PersonId, before: i64, limit: i64) -> Vec<Named> =
        "select m.post_id as item_id, m.person_id, p.author_id, p.community_id
        from praised m join posts p on p.id = m.post_id
        where (m.post_id, m.person_id) > ($1, $2) and m.post_id < $3 and p.deleted_at is null
        order by m.post_id, m.person_id limit $4";
    /// Reactions of a time are anywhere among all there are: people react to what is old.
    pub fn reactions(after: i64, after_person: PersonId, after_name: &str, from: Time, before: Time, limit: i64) -> Vec<Reacted> =
        "select x.item_id, x.person_id, x.name, x.at,
            case when p.deleted_at is null and r.deleted_at is null and o.deleted_at is null then coalesce(p.author_id, r.author_id) end as author_id,
            coalesce(p.community_id, o.community_id) as community_id
        from (select item_id, person_id, name, at from reactions
            where (item_id, person_id, name) > ($1, $2, $3) and at >= $4 and at < $5 order by item_id, person_id, name limit $6) x
            left join posts p on p.id = x.item_id left join replies r on r.id = x.item_id left join posts o on o.id = r.post_id
        order by x.item_id, x.person_id, x.name";
}
