//! All SQL about people, sites and whom one follows.

use kernel::text::fold;
use kernel::{Result, Time};
use store::{Changed, Db, Sole, Tx};

use super::person::{Face, Level, Person, PersonId, Role, Site, SiteId, SiteKind, sort_key};
use crate::access::Viewer;
use crate::communities::{Community, CommunityId};

store::statements! {
    /// Without regard to who asks: for the caches and the viewer itself.
    pub fn by_id(id: PersonId) -> Option<Person> =
        "select p.id, p.number, p.name, p.mail, p.employee_number, p.title, p.department, p.site_id, s.name as site,
            s.kind as site_kind, s.country, p.manager_id, p.level, p.champion_from, p.champion_until, p.role, p.bot, p.language,
            p.time_zone, p.theme, p.feed_order, p.about, p.photo, p.guest_until, p.claimed_at, p.deactivated_at, p.created_at
        from people p left join sites s on s.id = p.site_id where p.id = $1", hot;

    fn visible_by_id(id: PersonId, viewer: PersonId, guest: bool, manages: bool) -> Option<Person> =
        "select p.id, p.number, p.name, p.mail, p.employee_number, p.title, p.department, p.site_id, s.name as site,
            s.kind as site_kind, s.country, p.manager_id, p.level, p.champion_from, p.champion_until, p.role, p.bot, p.language,
            p.time_zone, p.theme, p.feed_order, p.about, p.photo, p.guest_until, p.claimed_at, p.deactivated_at, p.created_at
        from people p left join sites s on s.id = p.site_id
        where p.id = $1 and ($4 = 1 or p.deactivated_at is null)
            and ($3 = 0 or p.id = $2 or exists (select 1 from memberships mine
                join memberships theirs on theirs.community_id = mine.community_id
                where mine.person_id = $2 and theirs.person_id = p.id))";

    pub fn id_by_mail(mail_fold: &str) -> Option<PersonId> = "select id from people where mail_fold = $1";
    pub fn id_by_employee_number(number_fold: &str) -> Option<PersonId> =
        "select id from people where employee_number_fold = $1";

    /// At most two of those the viewer may know who have this mail, employee number or full name.
    fn called_exactly(mail_fold: &str, number_fold: &str, name_sort: &str, viewer: PersonId, guest: bool) -> Vec<PersonId> =
        "select p.id from people p
        where (p.mail_fold = $1 or p.employee_number_fold = $2 or p.name_sort = $3) and p.deactivated_at is null
            and ($5 = 0 or p.id = $4 or exists (select 1 from memberships mine
                join memberships theirs on theirs.community_id = mine.community_id
                where mine.person_id = $4 and theirs.person_id = p.id))
        order by p.id limit 2";

    pub fn faces(ids: &[PersonId]) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id where p.id in ($1)";

    pub fn active_faces(ids: &[PersonId]) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id where p.id in ($1) and p.deactivated_at is null";
    pub fn ids_after(after: PersonId, limit: i64) -> Vec<PersonId> = "select id from people where id > $1 order by id limit $2";

    /// Everyone, by last name, after a key; filters that are null do not filter.
    fn everyone(after_sort: &str, after_id: PersonId, site: Option<SiteId>, department: Option<&str>, level: Option<Level>, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where (p.name_sort, p.id) > ($1, $2) and p.deactivated_at is null
            and (cast($3 as bigint) is null or p.site_id = $3)
            and (cast($4 as text) is null or p.department = $4)
            and (cast($5 as text) is null or p.level = $5)
        order by p.name_sort, p.id limit $6";

    /// Those with a name word in each of up to three ranges, the first of which is the narrowest; of
    /// very many the first 2,000 words.
    fn searched(from: &str, last: &str, from2: Option<&str>, last2: &str, from3: Option<&str>, last3: &str,
        after_sort: &str, after_id: PersonId, site: Option<SiteId>, department: Option<&str>, level: Option<Level>, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.id in (select w.person_id from person_words w where w.word >= $1 and w.word < $2
                and (cast($3 as text) is null or exists (select 1 from person_words v
                    where v.person_id = w.person_id and v.word >= $3 and v.word < $4))
                and (cast($5 as text) is null or exists (select 1 from person_words v
                    where v.person_id = w.person_id and v.word >= $5 and v.word < $6))
                order by w.word, w.person_id limit 2000)
            and (p.name_sort, p.id) > ($7, $8) and p.deactivated_at is null
            and (cast($9 as bigint) is null or p.site_id = $9)
            and (cast($10 as text) is null or p.department = $10)
            and (cast($11 as text) is null or p.level = $11)
        order by p.name_sort, p.id limit $12";

    /// How many members the communities of a person have together: what it costs to go through them.
    fn members_beside(person: PersonId) -> Sole<i64> =
        "select cast(coalesce(sum(c.members), 0) as bigint) from memberships m join communities c on c.id = m.community_id
        where m.person_id = $1";

    /// As `searched`, only those who share a community with the viewer; without a first word all of
    /// them. For few: goes through them.
    fn beside_few(from: Option<&str>, last: &str, from2: Option<&str>, last2: &str, from3: Option<&str>, last3: &str,
        after_sort: &str, after_id: PersonId, site: Option<SiteId>, department: Option<&str>, level: Option<Level>, limit: i64,
        viewer: PersonId) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.id in (select theirs.person_id from memberships mine
                join memberships theirs on theirs.community_id = mine.community_id where mine.person_id = $13)
                and (cast($1 as text) is null or exists (select 1 from person_words v
                    where v.person_id = p.id and v.word >= $1 and v.word < $2))
                and (cast($3 as text) is null or exists (select 1 from person_words v
                    where v.person_id = p.id and v.word >= $3 and v.word < $4))
                and (cast($5 as text) is null or exists (select 1 from person_words v
                    where v.person_id = p.id and v.word >= $5 and v.word < $6))
            and (p.name_sort, p.id) > ($7, $8) and p.deactivated_at is null
            and (cast($9 as bigint) is null or p.site_id = $9)
            and (cast($10 as text) is null or p.department = $10)
            and (cast($11 as text) is null or p.level = $11)
        order by p.name_sort, p.id limit $12";

    /// As `beside_few` for many, with a first word: the first 200 of 4,000 so called. Where few of them are
    /// beside the viewer, their communities are small and soon read.
    fn beside_many(from: Option<&str>, last: &str, from2: Option<&str>, last2: &str, from3: Option<&str>, last3: &str,
        after_sort: &str, after_id: PersonId, site: Option<SiteId>, department: Option<&str>, level: Option<Level>, limit: i64,
        viewer: PersonId) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.id in (select called.person_id from (select w.person_id from person_words w where w.word >= $1 and w.word < $2
                    and (cast($3 as text) is null or exists (select 1 from person_words v
                        where v.person_id = w.person_id and v.word >= $3 and v.word < $4))
                    and (cast($5 as text) is null or exists (select 1 from person_words v
                        where v.person_id = w.person_id and v.word >= $5 and v.word < $6))
                    order by w.word, w.person_id limit 4000) called
                where exists (select 1 from memberships mine join memberships theirs on theirs.community_id = mine.community_id
                    where mine.person_id = $13 and theirs.person_id = called.person_id) limit 200)
            and (p.name_sort, p.id) > ($7, $8) and p.deactivated_at is null
            and (cast($9 as bigint) is null or p.site_id = $9)
            and (cast($10 as text) is null or p.department = $10)
            and (cast($11 as text) is null or p.level = $11)
        order by p.name_sort, p.id limit $12";
    /// The same without a word: goes through everybody in the order of names until there are enough.
    fn beside_all(after_sort: &str, after_id: PersonId, site: Option<SiteId>, department: Option<&str>, level: Option<Level>, limit: i64,
        viewer: PersonId) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where exists (select 1 from memberships mine join memberships theirs on theirs.community_id = mine.community_id
                where mine.person_id = $7 and theirs.person_id = p.id)
            and (p.name_sort, p.id) > ($1, $2) and p.deactivated_at is null
            and (cast($3 as bigint) is null or p.site_id = $3)
            and (cast($4 as text) is null or p.department = $4)
            and (cast($5 as text) is null or p.level = $5)
        order by p.name_sort, p.id limit $6";

    fn place_in_order(id: PersonId) -> Option<String> = "select name_sort from people where id = $1";

    /// People one of whose name words begins with the folded text; `last` is the first text after
    /// all that begin with it.
    pub fn named(from: &str, last: &str, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.deactivated_at is null and p.id in (
            select distinct w.person_id from person_words w where w.word >= $1 and w.word < $2 limit 400)
        order by p.name_sort, p.id limit $3";

    /// As `named`, only those who share a community with the viewer. For few: goes through them.
    fn named_beside_few(from: &str, last: &str, viewer: PersonId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.deactivated_at is null
            and exists (select 1 from person_words w where w.person_id = p.id and w.word >= $1 and w.word < $2)
            and p.id in (select theirs.person_id from memberships mine
                join memberships theirs on theirs.community_id = mine.community_id where mine.person_id = $3)
        order by p.name_sort, p.id limit $4";

    /// The same for many: of the first 1,000 so called.
    fn named_beside_many(from: &str, last: &str, viewer: PersonId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.deactivated_at is null and p.id in (
            select called.person_id from (select w.person_id from person_words w where w.word >= $1 and w.word < $2
                    order by w.word, w.person_id limit 1000) called
            where exists (select 1 from memberships mine join memberships theirs on theirs.community_id = mine.community_id
                where mine.person_id = $3 and theirs.person_id = called.person_id) limit $4)
        order by p.name_sort, p.id limit $4";

    /// As `named`, only members of a community; they may be asked for a second word.
    fn named_within(from: &str, last: &str, from2: Option<&str>, last2: &str, community: CommunityId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from memberships m join people p on p.id = m.person_id left join sites s on s.id = p.site_id
        where m.community_id = $5 and p.deactivated_at is null
            and exists (select 1 from person_words w where w.person_id = p.id and w.word >= $1 and w.word < $2)
            and (cast($3 as text) is null or exists (select 1 from person_words v
                where v.person_id = p.id and v.word >= $3 and v.word < $4))
        order by p.name_sort, p.id limit $6";

    /// As `named_within`, where a rule decides who belongs: those in the list of it.
    fn named_in_list(from: &str, last: &str, from2: Option<&str>, last2: &str, community: CommunityId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from rule_members r join people p on p.id = r.person_id left join sites s on s.id = p.site_id
        where r.community_id = $5 and p.deactivated_at is null
            and exists (select 1 from person_words w where w.person_id = p.id and w.word >= $1 and w.word < $2)
            and (cast($3 as text) is null or exists (select 1 from person_words v
                where v.person_id = p.id and v.word >= $3 and v.word < $4))
        order by r.name_sort, r.person_id limit $6";
    /// The same of a long list: of the first 20,000 people so called those who are in it.
    fn named_in_long_list(from: &str, last: &str, from2: Option<&str>, last2: &str, community: CommunityId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.deactivated_at is null and p.id in (
            select called.person_id from (select w.person_id from person_words w where w.word >= $1 and w.word < $2
                    and (cast($3 as text) is null or exists (select 1 from person_words v
                        where v.person_id = w.person_id and v.word >= $3 and v.word < $4))
                    order by w.word, w.person_id limit 20000) called
                join rule_members r on r.person_id = called.person_id and r.community_id = $5 limit 400)
        order by p.name_sort, p.id limit $6";

    /// As `named_within`, of everyone who reads what everyone reads: not guests, but for members of
    /// the community.
    fn named_for(from: &str, last: &str, from2: Option<&str>, last2: &str, community: Option<CommunityId>, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.deactivated_at is null and p.id in (
            select w.person_id from person_words w where w.word >= $1 and w.word < $2
                and (cast($3 as text) is null or exists (select 1 from person_words v
                    where v.person_id = w.person_id and v.word >= $3 and v.word < $4))
                order by w.word, w.person_id limit $6)
            and (p.role <> 'guest' or exists (select 1 from memberships m where m.community_id = $5 and m.person_id = p.id))
        order by p.name_sort, p.id limit $6";

    pub fn reports(manager: PersonId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id
        where p.manager_id = $1 and p.deactivated_at is null order by p.name_sort, p.id limit $2";

    pub fn count_active() -> Sole<i64> = "select cast(count(*) as bigint) from people where deactivated_at is null and bot = 0";
    pub fn count_administrators() -> Sole<i64> =
        "select cast(count(*) as bigint) from people where role = 'administrator' and deactivated_at is null", hot;
    fn highest_number() -> Sole<i64> = "select cast(coalesce(max(number), 0) as bigint) from people";

    pub fn sites(limit: i64) -> Vec<Site> = "select id, name, kind, town from sites order by name_fold limit $1";
    pub fn site_name(id: SiteId) -> Option<String> = "select name from sites where id = $1";
    pub fn site_by_name(name_fold: &str) -> Option<SiteId> = "select id from sites where name_fold = $1";
    /// Each once, jumping from one to the next in the index.
    pub fn departments(limit: i64) -> Vec<String> =
        "with recursive d (department) as (
            select min(p.department) from people p where p.department > ''
            union all select (select min(p.department) from people p where p.department > d.department) from d where d.department is not null)
        select department from d where department is not null limit $1";
    pub fn insert_site(id: SiteId, name: &str, name_fold: &str, kind: SiteKind, town: &str) -> Changed =
        "insert into sites (id, name, name_fold, kind, town) values ($1, $2, $3, $4, $5)";

    pub fn set_country(id: SiteId, country: &str) -> Changed =
        "update sites set country = $2 where id = $1 and country <> $2";

    pub fn insert(id: PersonId, number: i64, name: &str, name_fold: &str, name_sort: &str, mail: Option<&str>, mail_fold: Option<&str>,
        employee_number: Option<&str>, employee_number_fold: Option<&str>, title: &str, department: &str, site: Option<SiteId>,
        manager: Option<PersonId>, level: Level, role: Role, bot: bool, language: &str, time_zone: &str, at: Time) -> Changed =
        "insert into people (id, number, name, name_fold, name_sort, mail, mail_fold, employee_number, employee_number_fold, title,
            department, site_id, manager_id, level, role, bot, language, time_zone, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    pub fn update(id: PersonId, name: &str, name_fold: &str, name_sort: &str, mail: Option<&str>, mail_fold: Option<&str>, title: &str,
        department: &str, site: Option<SiteId>, manager: Option<PersonId>, level: Level) -> Changed =
        "update people set name = $2, name_fold = $3, name_sort = $4, mail = $5, mail_fold = $6, title = $7, department = $8,
            site_id = $9, manager_id = $10, level = $11 where id = $1";
    pub fn set_manager(id: PersonId, manager: PersonId) -> Changed = "update people set manager_id = $2 where id = $1";
    pub fn set_role(id: PersonId, role: Role) -> Changed = "update people set role = $2 where id = $1";
    pub fn set_champion(id: PersonId, from: Option<Time>, until: Option<Time>) -> Changed =
        "update people set champion_from = $2, champion_until = $3 where id = $1";
    pub fn set_profile(id: PersonId, about: &str, language: &str, time_zone: &str, theme: &str) -> Changed =
        "update people set about = $2, language = $3, time_zone = $4, theme = $5 where id = $1";
    pub fn set_feed_order(id: PersonId, order: &str) -> Changed = "update people set feed_order = $2 where id = $1";
    pub fn set_photo(id: PersonId, key: Option<&str>) -> Changed = "update people set photo = $2 where id = $1";
    pub fn set_claimed(id: PersonId, at: Time) -> Changed = "update people set claimed_at = coalesce(claimed_at, $2) where id = $1";
    pub fn set_deactivated(id: PersonId, at: Option<Time>) -> Changed = "update people set deactivated_at = $2 where id = $1";
    fn insert_word(word: &str, person: PersonId) -> Changed =
        "insert into person_words (word, person_id) values ($1, $2) on conflict do nothing";
    fn delete_words(person: PersonId) -> Changed = "delete from person_words where person_id = $1";

    pub fn follows(follower: PersonId, followed: PersonId) -> Option<i64> =
        "select cast(1 as bigint) from follows where follower_id = $1 and followed_id = $2";
    pub fn followed_by(follower: PersonId, limit: i64) -> Vec<PersonId> =
        "select followed_id from follows where follower_id = $1 order by followed_id limit $2", hot;
    pub fn follower_count(followed: PersonId) -> Sole<i64> = "select cast(count(*) as bigint) from follows where followed_id = $1";
    pub fn follow(follower: PersonId, followed: PersonId, at: Time) -> Changed =
        "insert into follows (follower_id, followed_id, at) values ($1, $2, $3) on conflict do nothing";
    pub fn unfollow(follower: PersonId, followed: PersonId) -> Changed =
        "delete from follows where follower_id = $1 and followed_id = $2";

    pub fn photo(key: &str) -> Option<(String, Vec<u8>)> = "select media_type, content from photos where key = $1";
    pub fn insert_photo(key: &str, person: PersonId, media_type: &str, content: &[u8], at: Time) -> Changed =
        "insert into photos (key, person_id, media_type, content, created_at) values ($1, $2, $3, $4, $5)";
    pub fn delete_photos(person: PersonId) -> Changed = "delete from photos where person_id = $1";

    pub fn coordinates(person: PersonId, site: SiteId) -> Option<i64> =
        "select cast(1 as bigint) from coordinators where person_id = $1 and site_id = $2";
    /// Whether somebody coordinates a site or leads a community.
    pub fn leads(person: PersonId) -> Option<i64> =
        "select cast(1 as bigint) from coordinators where person_id = $1
        union all select cast(1 as bigint) from memberships where person_id = $1 and role <> 'member' limit 1";
    pub fn coordinated_sites(person: PersonId) -> Vec<Site> =
        "select s.id, s.name, s.kind, s.town from coordinators c join sites s on s.id = c.site_id
        where c.person_id = $1 order by s.name_fold limit 200";
    pub fn remove_coordinator(person: PersonId, site: SiteId) -> Changed =
        "delete from coordinators where person_id = $1 and site_id = $2";
    pub fn add_coordinator(person: PersonId, site: SiteId, by: PersonId, at: Time) -> Changed =
        "insert into coordinators (person_id, site_id, granted_by, granted_at) values ($1, $2, $3, $4) on conflict do nothing";
}

/// The person, when the viewer may know of them: guests know only those they share a community with,
/// and the deactivated are known to administrators only.
pub fn visible(db: &Db, viewer: &Viewer, id: PersonId) -> Result<Option<Person>> {
    visible_by_id(
        db,
        id,
        viewer.id,
        viewer.is_guest(),
        viewer.is_administrator(),
    )
}

/// The one person whom the viewer may know and whose mail, employee number or full name this is.
pub fn called(db: &Db, viewer: &Viewer, text: &str) -> Result<Option<PersonId>> {
    let (mail, number, name) = (fold::mail(text), fold::fold(text), sort_key(text));
    let found = called_exactly(db, &mail, &number, &name, viewer.id, viewer.is_guest())?;
    Ok(match found[..] {
        [one] => Some(one),
        _ => None,
    })
}

/// What somebody looks for among the people they may know of; what is empty does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Beginnings of words of the name.
    pub text: String,
    pub site: Option<SiteId>,
    pub department: Option<String>,
    pub level: Option<Level>,
}

/// The people who fit, by last name, after one of them.
pub fn directory(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Face>> {
    let sort = after
        .map(|id| place_in_order(db, id))
        .transpose()?
        .flatten();
    let (sort, after) = (
        sort.unwrap_or_default(),
        after.unwrap_or(PersonId::from_raw(0)),
    );
    let (site, department, level) = (filter.site, filter.department.as_deref(), filter.level);
    let words = search_words(&filter.text);
    let from = |at: usize| words.get(at).map(String::as_str);
    let ends: Vec<String> = (0..3)
        .map(|at| from(at).map_or_else(String::new, range_end))
        .collect();
    let [last, last2, last3] = [&ends[0], &ends[1], &ends[2]];
    let blank = kernel::text::is_blank(&filter.text);
    match from(0) {
        // Something was typed, but no letter of a name.
        None if !blank => Ok(Vec::new()),
        None if viewer.is_guest() && is_beside_many(db, viewer.id)? => {
            beside_all(db, &sort, after, site, department, level, limit, viewer.id)
        }
        first if viewer.is_guest() => {
            let beside = match is_beside_many(db, viewer.id)? {
                true => beside_many,
                false => beside_few,
            };
            beside(
                db,
                first,
                last,
                from(1),
                last2,
                from(2),
                last3,
                &sort,
                after,
                site,
                department,
                level,
                limit,
                viewer.id,
            )
        }
        None => everyone(db, &sort, after, site, department, level, limit),
        Some(first) => searched(
            db,
            first,
            last,
            from(1),
            last2,
            from(2),
            last3,
            &sort,
            after,
            site,
            department,
            level,
            limit,
        ),
    }
}

/// Rows looked at for a completion: at first, and where these are not enough.
const LOOKED_AT_FIRST: i64 = 60;
const LOOKED_AT: i64 = 400;
/// Letters of the one word by which two stand together.
const PAIR_CHARS: usize = 2;
/// Other words that each word of a name stands together with.
const PAIRED: usize = 5;

/// The people whom the viewer may mention in a place; `None` is where everyone reads.
pub fn complete(
    db: &Db,
    viewer: &Viewer,
    community: Option<&Community>,
    text: &str,
    limit: usize,
) -> Result<Vec<Face>> {
    let words = search_words(text);
    let Some(first) = words.first() else {
        return Ok(Vec::new());
    };
    let last = range_end(first);
    let second = words.get(1).map(String::as_str);
    let last2 = second.map_or_else(String::new, range_end);
    let named = |face: &Face| {
        let name = fold::words(&face.name);
        words
            .iter()
            .all(|typed| name.iter().any(|word| word.starts_with(typed.as_str())))
    };
    let open = community.filter(|c| c.is_for_everyone());
    let mut found = match community {
        Some(ruled) if open.is_none() && ruled.rule.is_some() && ruled.members <= LONG_LIST => {
            named_in_list(db, first, &last, second, &last2, ruled.id, 400)?
        }
        Some(ruled) if open.is_none() && ruled.rule.is_some() => {
            named_in_long_list(db, first, &last, second, &last2, ruled.id, 400)?
        }
        Some(closed) if open.is_none() || viewer.is_guest() => {
            named_within(db, first, &last, second, &last2, closed.id, 400)?
        }
        None if viewer.is_guest() => {
            let rows = second.map_or(LOOKED_AT_FIRST, |_| LOOKED_AT);
            named_beside(db, first, &last, viewer.id, rows)?
        }
        _ => {
            let place = open.map(|open| open.id);
            // Few rows are enough for a short list, but where many of them are not for it.
            let pair =
                second.and_then(|second| pair_of(second, first).or_else(|| pair_of(first, second)));
            let from = pair.as_deref().unwrap_or(first);
            let (last, second) = (range_end(from), second.filter(|_| pair.is_none()));
            let mut found = Vec::new();
            for rows in [LOOKED_AT_FIRST, LOOKED_AT] {
                found = named_for(db, from, &last, second, &last2, place, rows)?;
                found.retain(named);
                if found.len() >= limit {
                    break;
                }
            }
            found
        }
    };
    found.retain(named);
    found.truncate(limit);
    Ok(found)
}

/// Members above which a list is not gone through to find a name in it.
const LONG_LIST: i64 = 2_000;

/// Whether so many people are in the viewer's communities that one does not go through them.
fn is_beside_many(db: &Db, viewer: PersonId) -> Result<bool> {
    Ok(members_beside(db, viewer)?.0 > LONG_LIST)
}

/// As [`named`], only those who share a community with the viewer.
pub fn named_beside(
    db: &Db,
    from: &str,
    last: &str,
    viewer: PersonId,
    limit: i64,
) -> Result<Vec<Face>> {
    match is_beside_many(db, viewer)? {
        true => named_beside_many(db, from, last, viewer, limit),
        false => named_beside_few(db, from, last, viewer, limit),
    }
}

/// The words typed, the longest first, because it leaves the fewest.
fn search_words(text: &str) -> Vec<String> {
    let mut words = fold::words(text);
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words.truncate(3);
    words
}

/// The first text after all that begin with this one.
fn range_end(from: &str) -> String {
    format!("{from}\u{10ffff}")
}

/// The next dense number; numbers are never used again.
pub fn next_number(tx: &Tx) -> Result<i64> {
    Ok(highest_number(tx)?.0 + 1)
}

/// Makes the words by which a person is found again.
pub fn index_name(tx: &Tx, id: PersonId, name: &str) -> Result<()> {
    delete_words(tx, id)?;
    for word in name_words(name) {
        insert_word(tx, &word, id)?;
    }
    Ok(())
}

/// The words by which somebody of this name is found: each alone, and each two together.
pub fn name_words(name: &str) -> Vec<String> {
    let words = fold::words(name);
    let mut all = words.clone();
    for word in &words {
        let others = words.iter().filter(|other| *other != word);
        all.extend(others.take(PAIRED).filter_map(|other| pair_of(other, word)));
    }
    all
}

/// How two words of a name stand together among the words, found by the beginning of the second: no
/// word begins with a blank. `None` when the first is too short to narrow anything.
fn pair_of(first: &str, second: &str) -> Option<String> {
    let beginning: String = first.chars().take(PAIR_CHARS).collect();
    let long = beginning.chars().count() == PAIR_CHARS;
    long.then(|| format!(" {beginning} {second}"))
}
