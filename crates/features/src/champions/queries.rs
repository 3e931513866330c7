//! All SQL about the bench. Everyone but guests sees who is on it; what somebody is asked, only they.

use kernel::{Result, Time};
use network::people::{Level, Role};
use network::{PersonId, Viewer};
use store::{Changed, Db, Sole, Tx};

use super::bench::{
    Asked, AskedId, BenchLevel, BenchRole, Count, Ending, Invitation, InvitationId, Member,
    Nomination, NominationId,
};
use crate::indicators::IndicatorId;
use crate::stories::StoryId;
use crate::use_cases::UseCaseId;

/// Invitations, stories and the like of one person.
pub const MOST: i64 = 50;
/// Levels of all countries.
pub const MOST_COUNTS: i64 = 2_000;

store::row! {
    /// Where somebody on the bench is listed, and where they are now.
    pub struct Listed {
        pub person_id: PersonId,
        pub site_id: i64,
        pub site_key: String,
        pub name_sort: String,
        pub advocate_since: Option<Time>,
        pub site_now: i64,
        pub key_now: Option<String>,
        pub name_now: String,
        pub champion_from: Option<Time>,
        pub champion_until: Option<Time>,
        pub deactivated_at: Option<Time>,
        pub role: Role,
    }

    /// Colleagues of a level at a site.
    pub struct Counted {
        pub site_id: i64,
        pub level: Level,
        pub people: i64,
        pub champions: i64,
        pub advocates: i64,
        pub sceptics: i64,
        pub bench: i64,
    }
}

store::statements! {
    // Who is on the bench. A champion is one while the term lasts, an advocate until they end it.

    pub fn member(person: PersonId, now: Time) -> Option<Member> =
        "select b.person_id, p.name, p.title, p.photo, b.site_id, s.name as site, p.champion_from, p.champion_until, b.topics, b.training,
            b.early_access, b.advocate_since, b.tells, b.sceptic, t.id as story_id, t.title as story
        from bench_people b join people p on p.id = b.person_id left join sites s on s.id = p.site_id
            left join stories t on t.id = b.story_id and t.published_at is not null and t.withdrawn_at is null
                and (t.teller_id = b.person_id or exists (
                    select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
        where b.person_id = $1 and p.deactivated_at is null and p.role <> 'guest'
            and (b.advocate_since is not null or (p.champion_from <= $2 and (p.champion_until is null or p.champion_until > $2)))";
    /// By site and name, after a place and not behind a site.
    fn all(key: &str, name: &str, after: PersonId, last_key: &str, now: Time, limit: i64) -> Vec<Member> =
        "select b.person_id, p.name, p.title, p.photo, b.site_id, s.name as site, p.champion_from, p.champion_until, b.topics, b.training,
            b.early_access, b.advocate_since, b.tells, b.sceptic, t.id as story_id, t.title as story
        from bench_people b join people p on p.id = b.person_id left join sites s on s.id = b.site_id
            left join stories t on t.id = b.story_id and t.published_at is not null and t.withdrawn_at is null
                and (t.teller_id = b.person_id or exists (
                    select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
        where (b.site_key, b.name_sort, b.person_id) > ($1, $2, $3) and b.site_key <= $4 and p.deactivated_at is null and p.role <> 'guest'
            and (b.advocate_since is not null or (p.champion_from <= $5 and (p.champion_until is null or p.champion_until > $5)))
        order by b.site_key, b.name_sort, b.person_id limit $6";
    fn sceptics(key: &str, name: &str, after: PersonId, last_key: &str, now: Time, limit: i64) -> Vec<Member> =
        "select b.person_id, p.name, p.title, p.photo, b.site_id, s.name as site, p.champion_from, p.champion_until, b.topics, b.training,
            b.early_access, b.advocate_since, b.tells, b.sceptic, t.id as story_id, t.title as story
        from bench_people b join people p on p.id = b.person_id left join sites s on s.id = b.site_id
            left join stories t on t.id = b.story_id and t.published_at is not null and t.withdrawn_at is null
                and (t.teller_id = b.person_id or exists (
                    select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
        where b.sceptic = 1 and (b.site_key, b.name_sort, b.person_id) > ($1, $2, $3) and b.site_key <= $4 and p.deactivated_at is null and p.role <> 'guest'
            and (b.advocate_since is not null or (p.champion_from <= $5 and (p.champion_until is null or p.champion_until > $5)))
        order by b.site_key, b.name_sort, b.person_id limit $6";
    fn helping(topic_key: &str, key: &str, name: &str, after: PersonId, last_key: &str, sceptics: bool, now: Time, limit: i64) -> Vec<Member> =
        "select b.person_id, p.name, p.title, p.photo, b.site_id, s.name as site, p.champion_from, p.champion_until, b.topics, b.training,
            b.early_access, b.advocate_since, b.tells, b.sceptic, t.id as story_id, t.title as story
        from bench_topics h join bench_people b on b.person_id = h.person_id join people p on p.id = b.person_id
            left join sites s on s.id = b.site_id
            left join stories t on t.id = b.story_id and t.published_at is not null and t.withdrawn_at is null
                and (t.teller_id = b.person_id or exists (
                    select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
        where h.topic_key = $1 and (h.site_key, h.name_sort, h.person_id) > ($2, $3, $4) and h.site_key <= $5 and ($6 = 0 or b.sceptic = 1)
            and p.deactivated_at is null and p.role <> 'guest'
            and (b.advocate_since is not null or (p.champion_from <= $7 and (p.champion_until is null or p.champion_until > $7)))
        order by h.site_key, h.name_sort, h.person_id limit $8";
    fn place_of(person: PersonId) -> Option<(String, String)> = "select site_key, name_sort from bench_people where person_id = $1";
    fn site_key(site: i64) -> Option<String> = "select name_fold from sites where id = $1";
    /// Sites with somebody on the bench.
    pub fn sites(limit: i64) -> Vec<String> =
        "select s.name from bench_counts c join sites s on s.id = c.site_id where c.level = 'all' and c.bench > 0
        order by s.name_fold limit $1";
    /// What most help with.
    pub fn topics(limit: i64) -> Vec<String> =
        "select topic from (select topic from bench_topic_counts order by people desc, topic_key desc limit $1) most order by topic";

    pub fn list(person: PersonId, site: i64, site_key: &str, name_sort: &str) -> Changed =
        "insert into bench_people (person_id, site_id, site_key, name_sort) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn set_topics(person: PersonId, topics: &str) -> Changed = "update bench_people set topics = $2 where person_id = $1";
    /// Of somebody on the bench.
    pub fn insert_topic(topic_key: &str, person: PersonId, topic: &str) -> Changed =
        "insert into bench_topics (topic_key, person_id, topic, site_key, name_sort)
        select $1, person_id, $3, site_key, name_sort from bench_people where person_id = $2";
    pub fn count_topic(topic_key: &str, topic: &str) -> Changed =
        "insert into bench_topic_counts (topic_key, topic, people) values ($1, $2, 1)
        on conflict (topic_key) do update set people = bench_topic_counts.people + 1";
    fn uncount_topics(person: PersonId) -> Changed =
        "update bench_topic_counts set people = people - 1 where topic_key in (select topic_key from bench_topics where person_id = $1)";
    fn delete_uncounted(person: PersonId) -> Changed =
        "delete from bench_topic_counts where people <= 0 and topic_key in (select topic_key from bench_topics where person_id = $1)";
    fn delete_topics(person: PersonId) -> Changed = "delete from bench_topics where person_id = $1";
    pub fn relist_topics(person: PersonId, site_key: &str, name_sort: &str) -> Changed =
        "update bench_topics set site_key = $2, name_sort = $3 where person_id = $1";
    pub fn set_advocate(person: PersonId, since: Option<Time>, tells: &str, sceptic: bool, story: Option<StoryId>) -> Changed =
        "update bench_people set advocate_since = $2, tells = $3, sceptic = $4, story_id = $5 where person_id = $1";
    pub fn set_training(person: PersonId, training: &str, early_access: bool) -> Changed =
        "update bench_people set training = $2, early_access = $3 where person_id = $1";
    pub fn unlist(person: PersonId) -> Changed = "delete from bench_people where person_id = $1";
    /// Told stories that somebody tells, or in which they agreed to be named.
    pub fn own_stories(person: PersonId, limit: i64) -> Vec<(StoryId, String)> =
        "select id, title from stories where teller_id = $1 and published_at is not null and withdrawn_at is null
        union select s.id, s.title from story_people n join stories s on s.id = n.story_id
        where n.person_id = $1 and n.answer = 'agreed' and s.published_at is not null and s.withdrawn_at is null
        order by id desc limit $2";

    // What is asked of whom.

    pub fn invitations(person: PersonId, now: Time, limit: i64) -> Vec<Invitation> =
        "select i.id, i.role, i.by_id, p.name as by, i.why, i.until, i.ends_at from bench_invitations i join people p on p.id = i.by_id
        where i.person_id = $1 and i.ends_at > $2 order by i.id desc limit $3";
    pub fn invitation(id: InvitationId, person: PersonId, now: Time) -> Option<Invitation> =
        "select i.id, i.role, i.by_id, p.name as by, i.why, i.until, i.ends_at from bench_invitations i join people p on p.id = i.by_id
        where i.id = $1 and i.person_id = $2 and i.ends_at > $3";
    pub fn insert_invitation(id: InvitationId, role: BenchRole, person: PersonId, by: PersonId, why: &str, until: Option<Time>, ends: Time) -> Changed =
        "insert into bench_invitations (id, role, person_id, by_id, why, until, ends_at) values ($1, $2, $3, $4, $5, $6, $7)";
    pub fn delete_invitation(person: PersonId, by: PersonId, role: BenchRole) -> Changed =
        "delete from bench_invitations where person_id = $1 and by_id = $2 and role = $3";
    pub fn delete_invitations_to(person: PersonId, role: BenchRole) -> Changed =
        "delete from bench_invitations where person_id = $1 and role = $2";
    pub fn asked_by(by: PersonId, now: Time, limit: i64) -> Vec<Asked> =
        "select a.id, a.role, a.person_id, p.name, a.ends_at from bench_asked a join people p on p.id = a.person_id
        where a.by_id = $1 and a.ends_at > $2 and a.withdrawn_at is null order by a.id desc limit $3";
    pub fn asked(by: PersonId, person: PersonId, role: BenchRole) -> Option<Time> =
        "select ends_at from bench_asked where by_id = $1 and person_id = $2 and role = $3";
    pub fn asked_by_id(id: AskedId, by: PersonId) -> Option<Asked> =
        "select a.id, a.role, a.person_id, p.name, a.ends_at from bench_asked a join people p on p.id = a.person_id
        where a.id = $1 and a.by_id = $2 and a.withdrawn_at is null";
    /// It stays until its end.
    pub fn withdraw_asked(id: AskedId, at: Time) -> Changed = "update bench_asked set withdrawn_at = $2 where id = $1";
    pub fn insert_asked(id: AskedId, role: BenchRole, person: PersonId, by: PersonId, ends: Time) -> Changed =
        "insert into bench_asked (id, role, person_id, by_id, ends_at) values ($1, $2, $3, $4, $5)";
    pub fn delete_asked(by: PersonId, person: PersonId, role: BenchRole) -> Changed =
        "delete from bench_asked where by_id = $1 and person_id = $2 and role = $3";

    pub fn put_nomination(id: NominationId, person: PersonId, by: PersonId, why: &str, follow_on: bool, ends: Time) -> Changed =
        "insert into bench_nominations (id, person_id, by_id, why, follow_on, ends_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (by_id, person_id) do update set why = excluded.why, follow_on = excluded.follow_on, ends_at = excluded.ends_at";
    fn nominated(but: PersonId, now: Time, limit: i64) -> Vec<Nomination> =
        "select n.id, n.person_id, p.name, s.name as site, b.name as by, n.why, n.follow_on
        from bench_nominations n join people p on p.id = n.person_id join people b on b.id = n.by_id left join sites s on s.id = p.site_id
        where n.ends_at > $2 and p.deactivated_at is null and p.id <> $1 order by n.id desc limit $3";
    /// Of colleagues of a site, and of a manager's reports.
    fn nominated_near(site: i64, manager: PersonId, now: Time, limit: i64) -> Vec<Nomination> =
        "select n.id, n.person_id, p.name, s.name as site, b.name as by, n.why, n.follow_on
        from (select c.id from people c where c.site_id = $1 union select c.id from people c where c.manager_id = $2) near
            join bench_nominations n on n.person_id = near.id join people p on p.id = n.person_id join people b on b.id = n.by_id
            left join sites s on s.id = p.site_id
        where n.ends_at > $3 and p.deactivated_at is null and p.id <> $2 order by n.id desc limit $4";
    /// Whom somebody named to follow them.
    pub fn follow_ons(by: PersonId, now: Time) -> Sole<i64> =
        "select cast(count(*) as bigint) from bench_nominations where by_id = $1 and follow_on = 1 and ends_at > $2";
    pub fn nominee(id: NominationId, now: Time) -> Option<PersonId> =
        "select person_id from bench_nominations where id = $1 and ends_at > $2";
    pub fn delete_nomination(id: NominationId) -> Changed = "delete from bench_nominations where id = $1";
    pub fn delete_nominations_of(person: PersonId) -> Changed = "delete from bench_nominations where person_id = $1";

    pub fn end_invitations(now: Time) -> Changed = "delete from bench_invitations where ends_at <= $1";
    pub fn end_asked(now: Time) -> Changed = "delete from bench_asked where ends_at <= $1";
    pub fn end_nominations(now: Time) -> Changed = "delete from bench_nominations where ends_at <= $1";

    // Figures, and what is missing.

    pub fn counts(limit: i64) -> Vec<Count> =
        "select country, level, people, champions, advocates, sceptics, bench, sites, sites_with from bench_totals
        order by country, level limit $1";
    /// Sites without a champion, the largest first, below a place; of a country where that is not '*'.
    pub fn without(country: &str, people: i64, below: i64, limit: i64) -> Vec<(i64, String, i64)> =
        "select c.site_id, s.name, c.people from bench_counts c join sites s on s.id = c.site_id
        where c.level = 'all' and c.champions = 0 and c.site_id > 0 and (c.people, c.site_id) < ($2, $3) and ($1 = '*' or c.country = $1)
        order by c.people desc, c.site_id desc limit $4";
    pub fn people_at(site: i64) -> Option<i64> = "select people from bench_counts where site_id = $1 and level = 'all'";
    /// Champions whose term ends in a span.
    pub fn ending(after: Time, before: Time, limit: i64) -> Vec<Ending> =
        "select p.id, p.name, s.name as site, p.champion_until as at from people p left join sites s on s.id = p.site_id
        where p.champion_until > $1 and p.champion_until <= $2 and p.champion_from <= $1 and p.deactivated_at is null and p.role <> 'guest'
        order by p.champion_until, p.id limit $3";

    // Who can tell of what.

    pub fn tell_of_indicator(indicator: IndicatorId, limit: i64) -> Vec<(PersonId, String, Option<String>, String)> =
        "select b.person_id, p.name, s.name, b.tells from story_evidence e join bench_people b on b.story_id = e.story_id
            join stories t on t.id = e.story_id join people p on p.id = b.person_id left join sites s on s.id = p.site_id
        where e.indicator_id = $1 and b.advocate_since is not null and t.published_at is not null and t.withdrawn_at is null
            and p.deactivated_at is null and p.role <> 'guest'
            and (t.teller_id = b.person_id or exists (
                select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
            order by b.site_key, b.name_sort limit $2";
    pub fn tell_of_use_case(use_case: UseCaseId, limit: i64) -> Vec<(PersonId, String, Option<String>, String)> =
        "select b.person_id, p.name, s.name, b.tells from stories t join bench_people b on b.story_id = t.id
            join people p on p.id = b.person_id left join sites s on s.id = p.site_id
        where t.use_case_id = $1 and b.advocate_since is not null and t.published_at is not null and t.withdrawn_at is null
            and p.deactivated_at is null and p.role <> 'guest'
            and (t.teller_id = b.person_id or exists (
                select 1 from story_people n where n.story_id = t.id and n.person_id = b.person_id and n.answer = 'agreed'))
            order by b.site_key, b.name_sort limit $2";
    /// Of the first units of an indicator those that are sites where nobody is an advocate.
    pub fn without_advocate(indicator: IndicatorId, limit: i64) -> Vec<(i64, String)> =
        "select s.id, s.name from (select name_key from indicator_units where indicator_id = $1 order by name_key limit 2000) u
            join sites s on s.name_fold = u.name_key join bench_counts c on c.site_id = s.id and c.level = 'all'
        where c.advocates = 0 order by u.name_key limit $2";

    // Counting.

    /// Those on the bench whose place may have changed, after one of them.
    pub fn listed(after: PersonId, limit: i64) -> Vec<Listed> =
        "select b.person_id, b.site_id, b.site_key, b.name_sort, b.advocate_since, coalesce(p.site_id, 0) as site_now, s.name_fold as key_now,
            p.name_sort as name_now, p.champion_from, p.champion_until, p.deactivated_at, p.role
        from bench_people b join people p on p.id = b.person_id left join sites s on s.id = p.site_id
        where b.person_id > $1 order by b.person_id limit $2";
    pub fn relist(person: PersonId, site: i64, site_key: &str, name_sort: &str) -> Changed =
        "update bench_people set site_id = $2, site_key = $3, name_sort = $4 where person_id = $1";
    pub fn sites_after(after: i64, limit: i64) -> Vec<i64> = "select id from sites where id > $1 order by id limit $2";
    /// Champions of these sites who are not on the bench yet.
    pub fn list_champions(sites: &[i64], now: Time) -> Changed =
        "insert into bench_people (person_id, site_id, site_key, name_sort)
        select p.id, s.id, s.name_fold, p.name_sort from people p join sites s on s.id = p.site_id
        where p.site_id in ($1) and p.champion_from is not null and p.champion_from <= $2
            and (p.champion_until is null or p.champion_until > $2)
            and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 on conflict do nothing";
    pub fn list_champions_nowhere(site_key: &str, now: Time) -> Changed =
        "insert into bench_people (person_id, site_id, site_key, name_sort)
        select p.id, 0, $1, p.name_sort from people p
        where p.site_id is null and p.champion_from is not null and p.champion_from <= $2
            and (p.champion_until is null or p.champion_until > $2)
            and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 on conflict do nothing";
    pub fn counted(sites: &[i64], now: Time) -> Vec<Counted> =
        "select p.site_id, p.level, cast(count(*) as bigint) as people,
            cast(sum(case when p.champion_from <= $2 and (p.champion_until is null or p.champion_until > $2) then 1 else 0 end) as bigint) as champions,
            cast(count(b.advocate_since) as bigint) as advocates, cast(coalesce(sum(b.sceptic), 0) as bigint) as sceptics,
            cast(count(b.person_id) as bigint) as bench
        from people p left join bench_people b on b.person_id = p.id
        where p.site_id in ($1) and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 group by p.site_id, p.level";
    pub fn counted_nowhere(now: Time) -> Vec<Counted> =
        "select cast(0 as bigint) as site_id, p.level, cast(count(*) as bigint) as people,
            cast(sum(case when p.champion_from <= $1 and (p.champion_until is null or p.champion_until > $1) then 1 else 0 end) as bigint) as champions,
            cast(count(b.advocate_since) as bigint) as advocates, cast(coalesce(sum(b.sceptic), 0) as bigint) as sceptics,
            cast(count(b.person_id) as bigint) as bench
        from people p left join bench_people b on b.person_id = p.id
        where p.site_id is null and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 group by p.level limit 10";
    /// As they were counted last.
    pub fn people_nowhere() -> Vec<(Level, i64)> =
        "select level, people from bench_counts where site_id = 0 and level <> 'all' limit 10";
    /// Those on the bench alone, by the key under which they are listed.
    pub fn bench_nowhere(site_key: &str, now: Time) -> Vec<Counted> =
        "select cast(0 as bigint) as site_id, p.level, cast(0 as bigint) as people,
            cast(sum(case when p.champion_from <= $2 and (p.champion_until is null or p.champion_until > $2) then 1 else 0 end) as bigint) as champions,
            cast(count(b.advocate_since) as bigint) as advocates, cast(coalesce(sum(b.sceptic), 0) as bigint) as sceptics,
            cast(count(b.person_id) as bigint) as bench
        from bench_people b join people p on p.id = b.person_id
        where b.site_key = $1 and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0 group by p.level limit 10";
    pub fn delete_counts(sites: &[i64]) -> Changed = "delete from bench_counts where site_id in ($1)";
    pub fn insert_count(site: i64, level: BenchLevel, people: i64, champions: i64, advocates: i64, sceptics: i64, bench: i64) -> Changed =
        "insert into bench_counts (site_id, level, country, people, champions, advocates, sceptics, bench)
        values ($1, $2, coalesce((select country from sites where id = $1), ''), $3, $4, $5, $6, $7)";
    pub fn delete_totals() -> Changed = "delete from bench_totals";
    pub fn make_totals() -> Changed =
        "insert into bench_totals (country, level, people, champions, advocates, sceptics, bench, sites, sites_with)
        select country, level, cast(sum(people) as bigint), cast(sum(champions) as bigint), cast(sum(advocates) as bigint),
            cast(sum(sceptics) as bigint), cast(sum(bench) as bigint), cast(sum(case when site_id > 0 then 1 else 0 end) as bigint),
            cast(sum(case when site_id > 0 and champions > 0 then 1 else 0 end) as bigint)
        from bench_counts group by country, level";
}

/// Who of the bench is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub site: Option<i64>,
    /// Folded.
    pub topic: String,
    pub sceptics: bool,
}

/// Behind the keys of all sites.
const LAST_KEY: &str = "\u{10ffff}";

/// Those on the bench who fit, by site and name, after one of them. For guests there is no bench.
pub fn bench(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<PersonId>,
    now: Time,
    limit: i64,
) -> Result<Vec<Member>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let (mut from, mut last) = (String::new(), LAST_KEY.to_owned());
    if let Some(site) = filter.site {
        let Some(key) = site_key(db, site)? else {
            return Ok(Vec::new());
        };
        (from, last) = (key.clone(), key);
    }
    let mut place = (from, String::new(), PersonId::from_raw(0));
    if let Some(after) = after
        && let Some((key, name)) = place_of(db, after)?
    {
        place = (key, name, after);
    }
    let (key, name, after) = (&place.0, &place.1, place.2);
    match (filter.topic.as_str(), filter.sceptics) {
        ("", false) => all(db, key, name, after, &last, now, limit),
        ("", true) => sceptics(db, key, name, after, &last, now, limit),
        (topic, sceptics) => helping(db, topic, key, name, after, &last, sceptics, now, limit),
    }
}

/// Colleagues whom the viewer may ask and others have named.
pub fn nominations(db: &Db, viewer: &Viewer, now: Time, limit: i64) -> Result<Vec<Nomination>> {
    let own = &viewer.person;
    let everybody = viewer.is_administrator() || own.level == Level::Leader;
    if !everybody && own.level != Level::Manager {
        return Ok(Vec::new());
    }
    let site = own.site_id.map_or(-1, |site| site.raw());
    match everybody {
        true => nominated(db, viewer.id, now, limit),
        false => nominated_near(db, site, viewer.id, now, limit),
    }
}

/// Forgets what somebody helps with.
pub fn forget_topics(tx: &Tx, person: PersonId) -> Result<()> {
    uncount_topics(tx, person)?;
    delete_uncounted(tx, person)?;
    delete_topics(tx, person)?;
    Ok(())
}
