//! All SQL about rules, the lists made of them, and the people they are about.

use kernel::Time;
use store::{Changed, Sole};

use super::rule::{Attributes, Rule};
use crate::communities::{CommunityId, Member};
use crate::people::{Face, Level, PersonId, SiteId};

store::row! {
    /// One rule of all.
    pub struct Ruled {
        pub community_id: CommunityId,
        pub rule: Rule,
    }

    /// How far a list has been made.
    pub struct List {
        pub revision: i64,
        pub after_id: PersonId,
        pub looked: i64,
        pub listed: i64,
        pub finished_at: Option<Time>,
    }

    /// People of whom a rule can know no difference.
    pub struct Alike {
        pub site_id: Option<SiteId>,
        pub country: Option<String>,
        pub department: String,
        pub level: Level,
        pub title: String,
        pub people: i64,
    }

    /// Somebody's place in a list.
    pub struct Listed {
        pub community_id: CommunityId,
        pub name_sort: String,
    }
}

store::statements! {
    pub fn version() -> Sole<i64> = "select version from rule_state where id = 1";
    pub(super) fn raise_version() -> Changed = "update rule_state set version = version + 1 where id = 1";
    pub fn all(limit: i64) -> Vec<Ruled> =
        "select id as community_id, rule from communities where rule is not null order by id limit $1";
    pub(super) fn count() -> Sole<i64> = "select cast(count(*) as bigint) from communities where rule is not null";
    pub fn rule_of(community: CommunityId) -> Option<Rule> =
        "select rule from communities where id = $1 and rule is not null";
    pub(super) fn set_rule(community: CommunityId, rule: Option<&str>) -> Changed =
        "update communities set rule = $2 where id = $1";

    pub(super) fn plain_members(community: CommunityId, limit: i64) -> Vec<PersonId> =
        "select person_id from memberships where community_id = $1 and role = 'member' limit $2";
    pub(super) fn delete_plain_members(community: CommunityId) -> Changed =
        "delete from memberships where community_id = $1 and role = 'member'";
    pub(super) fn delete_requests(community: CommunityId) -> Changed = "delete from join_requests where community_id = $1";
    /// Counts members as they are by row.
    pub(super) fn count_by_row(community: CommunityId) -> Changed =
        "update communities set members = (select cast(count(*) as bigint) from memberships m where m.community_id = $1) where id = $1";
    /// Counts members as they are listed.
    pub(super) fn count_as_listed(community: CommunityId) -> Changed =
        "update communities set members = (select l.listed from rule_lists l where l.community_id = $1) where id = $1 and rule is not null";

    /// What decides about these people.
    pub fn attributes(people: &[PersonId]) -> Vec<Attributes> =
        "select p.id, p.site_id, s.country, p.department, p.title, p.level,
            cast(case when p.role <> 'guest' and p.deactivated_at is null then 1 else 0 end as bigint) as colleague
        from people p left join sites s on s.id = p.site_id where p.id in ($1)";
    /// The same of the next people by id.
    pub(super) fn attributes_after(after: PersonId, limit: i64) -> Vec<Attributes> =
        "select p.id, p.site_id, s.country, p.department, p.title, p.level,
            cast(case when p.role <> 'guest' and p.deactivated_at is null then 1 else 0 end as bigint) as colleague
        from people p left join sites s on s.id = p.site_id where p.id > $1 order by p.id limit $2", hot;
    /// Those who can be covered and have a site, counted by what a rule asks for, in the order of an index.
    pub(super) fn alike(site: SiteId, department: &str, level: &str, title: &str, limit: i64) -> Vec<Alike> =
        "select a.site_id, s.country, a.department, a.level, a.title, a.people
        from (select p.site_id, p.department, p.level, p.title, cast(count(*) as bigint) as people from people p
            where p.deactivated_at is null and p.role <> 'guest' and p.site_id is not null
                and p.site_id >= $1 and (p.site_id, p.department, p.level, p.title) > ($1, $2, $3, $4)
            group by p.site_id, p.department, p.level, p.title
            order by p.site_id, p.department, p.level, p.title limit $5) a
        join sites s on s.id = a.site_id order by a.site_id, a.department, a.level, a.title";
    /// As `alike`, those without a site.
    pub(super) fn alike_nowhere(department: &str, level: &str, title: &str, limit: i64) -> Vec<Alike> =
        "select p.site_id, cast(null as text) as country, p.department, p.level, p.title, cast(count(*) as bigint) as people
        from people p
        where p.deactivated_at is null and p.role <> 'guest' and p.site_id is null
            and (p.department, p.level, p.title) > ($1, $2, $3)
        group by p.site_id, p.department, p.level, p.title order by p.department, p.level, p.title limit $4";
    pub fn site_names(sites: &[SiteId]) -> Vec<(SiteId, String)> =
        "select id, name from sites where id in ($1) order by name_fold";
    pub(super) fn sites_named(names_fold: &[String]) -> Vec<(SiteId, String)> =
        "select id, name_fold from sites where name_fold in ($1)";
    pub(super) fn highest_number() -> Sole<i64> = "select cast(coalesce(max(number), 0) as bigint) from people";

    pub fn list(community: CommunityId) -> Option<List> =
        "select revision, after_id, looked, listed, finished_at from rule_lists where community_id = $1";
    /// Any list at all; without one nobody needs to be looked at.
    pub(super) fn some_list() -> Option<CommunityId> = "select community_id from rule_lists limit 1";
    pub(super) fn begin_list(community: CommunityId) -> Changed =
        "insert into rule_lists (community_id, revision, after_id, looked, listed) values ($1, 1, 0, 0, 0)
        on conflict (community_id) do update set revision = rule_lists.revision + 1, after_id = 0, looked = 0, finished_at = null";
    pub(super) fn go_on(community: CommunityId, after: PersonId, looked: i64, listed: i64, finished: Option<Time>) -> Changed =
        "update rule_lists set after_id = $2, looked = looked + $3, listed = listed + $4, finished_at = $5 where community_id = $1";
    pub(super) fn add_listed(community: CommunityId, by: i64) -> Changed =
        "update rule_lists set listed = listed + $2 where community_id = $1";
    pub(super) fn delete_list(community: CommunityId) -> Changed = "delete from rule_lists where community_id = $1";

    /// Those of a span of people who are in the list.
    pub(super) fn listed_between(community: CommunityId, after: PersonId, last: PersonId, limit: i64) -> Vec<PersonId> =
        "select person_id from rule_members where community_id = $1 and person_id > $2 and person_id <= $3 order by person_id limit $4";
    pub(super) fn leading_between(community: CommunityId, after: PersonId, last: PersonId, limit: i64) -> Vec<PersonId> =
        "select person_id from memberships where community_id = $1 and person_id > $2 and person_id <= $3 order by person_id limit $4";
    pub(super) fn listed_of(person: PersonId) -> Vec<Listed> =
        "select community_id, name_sort from rule_members where person_id = $1 order by community_id limit 16384";
    /// Adds people to a list; those who are in it stay.
    pub(super) fn enlist(community: CommunityId, people: &[PersonId], at: Time) -> Changed =
        "insert into rule_members (person_id, community_id, name_sort, since, arrivals)
        select p.id, c.id, p.name_sort, cast($3 as bigint), c.arrivals from people p join communities c on c.id = $1
        where p.id in ($2) on conflict do nothing";
    pub(super) fn strike(community: CommunityId, people: &[PersonId]) -> Changed =
        "delete from rule_members where community_id = $1 and person_id in ($2)";
    pub(super) fn rename(person: PersonId) -> Changed =
        "update rule_members set name_sort = (select p.name_sort from people p where p.id = $1) where person_id = $1";
    /// Some of the members, by name.
    pub fn some_members(community: CommunityId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from (select r.person_id from rule_members r where r.community_id = $1 order by r.name_sort, r.person_id limit $2) r
            join people p on p.id = r.person_id left join sites s on s.id = p.site_id
        where p.deactivated_at is null order by p.name_sort, p.id limit $2";
    /// The members by name, from the list.
    pub fn members(community: CommunityId, after_sort: &str, after_id: PersonId, limit: i64) -> Vec<Member> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role as network_role, p.bot,
            coalesce(m.role, 'member') as role, coalesce(m.joined_at, r.since) as joined_at
        from rule_members r join people p on p.id = r.person_id left join sites s on s.id = p.site_id
            left join memberships m on m.community_id = r.community_id and m.person_id = r.person_id
        where r.community_id = $1 and p.deactivated_at is null and (r.name_sort, r.person_id) > ($2, $3)
        order by r.name_sort, r.person_id limit $4", hot;

    pub(super) fn note_stale(person: PersonId) -> Changed = "insert into rule_stale (person_id) values ($1) on conflict do nothing";
    pub(super) fn stale(limit: i64) -> Vec<PersonId> = "select person_id from rule_stale order by person_id limit $1";
    pub(super) fn delete_stale(people: &[PersonId]) -> Changed = "delete from rule_stale where person_id in ($1)";
    pub(super) fn person_sort(person: PersonId) -> Option<String> = "select name_sort from people where id = $1";
}
