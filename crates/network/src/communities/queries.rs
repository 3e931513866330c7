//! All SQL about communities and who belongs to them.

use kernel::{Result, Time};
use store::{Changed, Db, Sole};

use super::community::{
    Community, CommunityId, CommunityKind, Member, MemberRole, Membership, Place, Waiting,
};
use crate::access::Viewer;
use crate::people::{Face, PersonId};

store::statements! {
    /// Without regard to who asks: for the caches.
    pub fn by_id(id: CommunityId) -> Option<Community> =
        "select id, name, purpose, about, kind, announcement, official, network_wide, arrivals, members, created_at, archived_at, rule
        from communities where id = $1", hot;
    pub fn in_use_by_ids(ids: &[CommunityId]) -> Vec<Community> =
        "select id, name, purpose, about, kind, announcement, official, network_wide, arrivals, members, created_at, archived_at, rule
        from communities where id in ($1) and archived_at is null";
    pub fn ids_after(after: CommunityId, limit: i64) -> Vec<CommunityId> =
        "select id from communities where id > $1 order by id limit $2";
    pub fn network_wide() -> Option<CommunityId> = "select id from communities where network_wide = 1";
    /// The one that is not secret and has this name.
    pub fn id_by_name(name_fold: &str) -> Option<CommunityId> = "select id from communities where name_key = $1";
    /// A secret one of this name that the person is in, but for one.
    pub(super) fn secret_by_name(name_fold: &str, member: PersonId, but: CommunityId, by_rule: &[CommunityId]) -> Option<CommunityId> =
        "select c.id from communities c
        where c.name_fold = $1 and c.kind = 'secret' and c.id <> $3
            and (exists (select 1 from memberships m where m.community_id = c.id and m.person_id = $2) or c.id in ($4)) limit 1";

    /// One that exists for the viewer: open and closed ones for everyone but guests, others for members.
    fn visible_by_id(id: CommunityId, viewer: PersonId, guest: bool, by_rule: &[CommunityId]) -> Option<Community> =
        "select c.id, c.name, c.purpose, c.about, c.kind, c.announcement, c.official, c.network_wide, c.arrivals, c.members,
            c.created_at, c.archived_at, c.rule
        from communities c
        where c.id = $1 and (($3 = 0 and c.kind <> 'secret')
            or exists (select 1 from memberships m where m.community_id = c.id and m.person_id = $2) or c.id in ($4))";

    /// Those that exist for the viewer and whose name begins with the folded text, by name.
    fn visible_named(from: &str, last: &str, after: &str, viewer: PersonId, guest: bool, by_rule: &[CommunityId], limit: i64) -> Vec<Community> =
        "select c.id, c.name, c.purpose, c.about, c.kind, c.announcement, c.official, c.network_wide, c.arrivals, c.members,
            c.created_at, c.archived_at, c.rule
        from communities c
        where c.name_key >= $1 and c.name_key < $2 and c.name_key > $3 and c.archived_at is null
            and (($5 = 0 and c.kind <> 'secret')
                or exists (select 1 from memberships m where m.community_id = c.id and m.person_id = $4) or c.id in ($6))
        order by c.name_key limit $7";
    /// As `visible_named`, with the text anywhere in name or purpose.
    fn visible_about(text: &str, after: &str, viewer: PersonId, guest: bool, by_rule: &[CommunityId], limit: i64) -> Vec<Community> =
        "select c.id, c.name, c.purpose, c.about, c.kind, c.announcement, c.official, c.network_wide, c.arrivals, c.members,
            c.created_at, c.archived_at, c.rule
        from communities c
        where c.name_key > $2 and c.archived_at is null
            and (c.name_fold like '%' || $1 || '%' or c.purpose_fold like '%' || $1 || '%')
            and (($4 = 0 and c.kind <> 'secret')
                or exists (select 1 from memberships m where m.community_id = c.id and m.person_id = $3) or c.id in ($5))
        order by c.name_key limit $6";

    /// For guests, who find only those they are in, and whom no rule covers: begins with these. Without a
    /// text all of them.
    fn guests_named(person: PersonId, text: Option<&str>, after: &str, limit: i64) -> Vec<Community> =
        "select c.id, c.name, c.purpose, c.about, c.kind, c.announcement, c.official, c.network_wide, c.arrivals, c.members,
            c.created_at, c.archived_at, c.rule
        from memberships m join communities c on c.id = m.community_id
        where m.person_id = $1 and c.archived_at is null and c.name_key > $3
            and (cast($2 as text) is null or c.name_fold like '%' || $2 || '%' or c.purpose_fold like '%' || $2 || '%')
        order by c.name_key limit $4";

    pub fn memberships_of(person: PersonId) -> Vec<Membership> =
        "select community_id, role from memberships where person_id = $1 order by community_id limit 5000", hot;
    pub fn membership(community: CommunityId, person: PersonId) -> Option<MemberRole> =
        "select role from memberships where community_id = $1 and person_id = $2";
    pub fn members(community: CommunityId, after_sort: &str, after_id: PersonId, limit: i64) -> Vec<Member> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role as network_role, p.bot, m.role, m.joined_at
        from memberships m join people p on p.id = m.person_id left join sites s on s.id = p.site_id
        where m.community_id = $1 and p.deactivated_at is null and (p.name_sort, p.id) > ($2, $3)
        order by p.name_sort, p.id limit $4";
    pub fn members_among(community: CommunityId, people: &[PersonId]) -> Vec<PersonId> =
        "select person_id from memberships where community_id = $1 and person_id in ($2)";
    pub fn leaders(community: CommunityId, limit: i64) -> Vec<Member> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role as network_role, p.bot, m.role, m.joined_at
        from memberships m join people p on p.id = m.person_id left join sites s on s.id = p.site_id
        where m.community_id = $1 and m.role in ('owner', 'moderator') and p.deactivated_at is null
        order by m.role desc, m.joined_at limit $2";
    pub fn some_members(community: CommunityId, limit: i64) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from memberships m join people p on p.id = m.person_id left join sites s on s.id = p.site_id
        where m.community_id = $1 and p.deactivated_at is null order by m.role desc, m.joined_at limit $2";
    /// What orders one community among others, to go on after it.
    pub fn name_key(id: CommunityId) -> Option<String> = "select name_key from communities where id = $1";
    /// Sort key of one member, to go on after them.
    pub fn sort_key(person: PersonId) -> Option<String> = "select name_sort from people where id = $1";
    fn owners(community: CommunityId) -> Sole<i64> =
        "select cast(count(*) as bigint) from memberships where community_id = $1 and role = 'owner'";

    /// The viewer's communities with unread counts, those with the newest arrivals unread first.
    pub fn places(person: PersonId, by_rule: &[CommunityId], limit: i64) -> Vec<Place> =
        "select c.id, c.name, c.kind, c.official, c.announcement,
            cast(c.arrivals - coalesce(r.arrivals, l.arrivals, c.arrivals) as bigint) as unread
        from communities c
            left join readings r on r.person_id = $1 and r.community_id = c.id
            left join rule_members l on l.person_id = $1 and l.community_id = c.id
        where c.archived_at is null and c.id in (select m.community_id from memberships m where m.person_id = $1
            union select x.id from communities x where x.id in ($2))
        order by case when c.arrivals > coalesce(r.arrivals, l.arrivals, c.arrivals) then 0 else 1 end, c.name_key limit $3", hot;
    /// Posts that arrived in communities since the person last looked.
    pub fn unread_among(person: PersonId, communities: &[CommunityId]) -> Vec<(CommunityId, i64)> =
        "select c.id, cast(c.arrivals - coalesce(r.arrivals, l.arrivals, case when c.network_wide = 1 then 0 else c.arrivals end) as bigint) as unread
        from communities c left join readings r on r.person_id = $1 and r.community_id = c.id
            left join rule_members l on l.person_id = $1 and l.community_id = c.id
        where c.id in ($2)";
    pub fn note_reading(person: PersonId, community: CommunityId) -> Changed =
        "insert into readings (person_id, community_id, arrivals)
        select cast($1 as bigint), c.id, c.arrivals from communities c where c.id = $2
        on conflict (person_id, community_id) do update set arrivals = excluded.arrivals where readings.arrivals < excluded.arrivals";

    pub fn insert(id: CommunityId, name: &str, name_fold: &str, name_key: &str, purpose: &str, purpose_fold: &str, about: &str, kind: CommunityKind,
        announcement: bool, official: bool, network_wide: bool, by: Option<PersonId>, at: Time) -> Changed =
        "insert into communities (id, name, name_fold, name_key, purpose, purpose_fold, about, kind, announcement, official, network_wide,
            created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    pub fn update(id: CommunityId, name: &str, name_fold: &str, name_key: &str, purpose: &str, purpose_fold: &str, about: &str, kind: CommunityKind,
        announcement: bool, official: bool) -> Changed =
        "update communities set name = $2, name_fold = $3, name_key = $4, purpose = $5, purpose_fold = $6, about = $7, kind = $8,
            announcement = $9, official = $10 where id = $1";
    /// Renames one that is not secret.
    pub fn rename(id: CommunityId, name: &str, name_fold: &str) -> Changed =
        "update communities set name = $2, name_fold = $3, name_key = $3 where id = $1";
    pub fn set_archived(id: CommunityId, at: Option<Time>) -> Changed = "update communities set archived_at = $2 where id = $1";
    /// Counts a post in and tells the how-manieth it is.
    pub fn arrive(id: CommunityId, posts: i64) -> Option<i64> =
        "update communities set arrivals = arrivals + $2 where id = $1 returning arrivals";

    /// Not counted: [`add_member`] does.
    pub(super) fn insert_member(community: CommunityId, person: PersonId, role: MemberRole, at: Time) -> Changed =
        "insert into memberships (community_id, person_id, role, joined_at) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn set_member_role(community: CommunityId, person: PersonId, role: MemberRole) -> Changed =
        "update memberships set role = $3 where community_id = $1 and person_id = $2";
    /// Not counted: [`remove_member`] does.
    pub(super) fn delete_member(community: CommunityId, person: PersonId) -> Changed =
        "delete from memberships where community_id = $1 and person_id = $2";
    fn count_members(community: CommunityId, by: i64) -> Changed = "update communities set members = members + $2 where id = $1";
    /// Somebody who joins begins at what is there: nothing old is unread.
    fn begin_reading(person: PersonId, community: CommunityId) -> Changed =
        "insert into readings (person_id, community_id, arrivals)
        select cast($1 as bigint), c.id, c.arrivals from communities c where c.id = $2 on conflict do nothing";

    pub fn request(community: CommunityId, person: PersonId, at: Time, note: &str) -> Changed =
        "insert into join_requests (community_id, person_id, at, note) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn requested_by(person: PersonId) -> Vec<CommunityId> =
        "select community_id from join_requests where person_id = $1 order by community_id limit 500";
    /// Those who wait, the longest first, after one of them.
    pub fn requests(community: CommunityId, after: Time, after_id: PersonId, limit: i64) -> Vec<Waiting> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role as network_role, p.bot, r.at, r.note
        from join_requests r join people p on p.id = r.person_id left join sites s on s.id = p.site_id
        where r.community_id = $1 and p.deactivated_at is null and (r.at, r.person_id) > ($2, $3)
        order by r.at, r.person_id limit $4";
    pub fn delete_requests_of(community: CommunityId, people: &[PersonId]) -> Changed =
        "delete from join_requests where community_id = $1 and person_id in ($2)";
    pub fn invite(community: CommunityId, person: PersonId, by: PersonId, at: Time) -> Changed =
        "insert into invitations (community_id, person_id, invited_by, at) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn is_invited(community: CommunityId, person: PersonId) -> Option<i64> =
        "select cast(1 as bigint) from invitations where community_id = $1 and person_id = $2";
    pub fn delete_invitations_of(community: CommunityId, people: &[PersonId]) -> Changed =
        "delete from invitations where community_id = $1 and person_id in ($2)";
    pub(super) fn delete_invitations(community: CommunityId) -> Changed = "delete from invitations where community_id = $1";
    /// Communities the person is invited to, also secret ones: an invitation shows the name.
    pub fn invited_to(person: PersonId, limit: i64) -> Vec<Community> =
        "select c.id, c.name, c.purpose, c.about, c.kind, c.announcement, c.official, c.network_wide, c.arrivals, c.members,
            c.created_at, c.archived_at, c.rule
        from invitations i join communities c on c.id = i.community_id
        where i.person_id = $1 and c.archived_at is null order by i.at desc limit $2";
}

/// The community, when it exists for the viewer. What is in it may still be closed to them: that is
/// [`Viewer::can_read`].
pub fn visible(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Option<Community>> {
    visible_by_id(db, id, viewer.id, viewer.is_guest(), viewer.by_rule())
}

/// The community, when the viewer may read what is in it.
pub fn readable(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Option<Community>> {
    Ok(visible(db, viewer, id)?.filter(|community| viewer.can_read(community)))
}

/// The directory: communities that exist for the viewer, by name, after a folded name.
pub fn directory(
    db: &Db,
    viewer: &Viewer,
    search: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Community>> {
    let (person, guest, by_rule) = (viewer.id, viewer.is_guest(), viewer.by_rule());
    let text = kernel::text::fold::fold(search).replace(['%', '_', '\\'], " ");
    if guest {
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        guests_named(db, person, text, after, limit)
    } else if text.trim().is_empty() {
        visible_named(db, "", "\u{10ffff}", after, person, guest, by_rule, limit)
    } else {
        visible_about(db, text.trim(), after, person, guest, by_rule, limit)
    }
}

/// Whether the community has an owner besides this one.
pub fn has_other_owner(db: &Db, community: CommunityId, person: PersonId) -> Result<bool> {
    let own = membership(db, community, person)? == Some(MemberRole::Owner);
    Ok(owners(db, community)?.0 > i64::from(own))
}

/// Adds members and counts them. Who was one stays what they were; the others come back.
pub(super) fn add_members(
    db: &Db,
    community: CommunityId,
    people: &[PersonId],
    role: MemberRole,
    at: Time,
) -> Result<Vec<PersonId>> {
    let mut added = Vec::with_capacity(people.len());
    for person in people {
        if insert_member(db, community, *person, role, at)?.0 > 0 {
            begin_reading(db, *person, community)?;
            added.push(*person);
        }
    }
    if !added.is_empty() {
        count_members(db, community, added.len() as i64)?;
    }
    Ok(added)
}

pub(super) fn remove_member(db: &Db, community: CommunityId, person: PersonId) -> Result<bool> {
    let removed = delete_member(db, community, person)?.0 > 0;
    if removed {
        count_members(db, community, -1)?;
    }
    Ok(removed)
}
