//! Founding, changing and archiving communities; joining, asking, inviting, leaving, leading.
//!
//! Each function is the one write path of its verb and checks everything inside the transaction.

use kernel::text::fold::fold;
use kernel::{Error, Result};
use store::{Db, Tx};

use super::community::{Community, CommunityId, CommunityKind, Draft, MemberRole, NewCommunity};
use super::{queries, rules};
use crate::access::Viewer;
use crate::people::{self, PersonId, Role};
use crate::{audit, settings, sign_in};

pub const NOTE_MAX_CHARS: usize = 300;
const EVERYONE: &str = "Everyone is here.";

/// What came of asking to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    Member,
    Asked,
}

/// Founds a community; the viewer is its owner. The official mark is for those who manage
/// communities.
pub fn found(tx: &Tx, viewer: &Viewer, new: &NewCommunity) -> Result<CommunityId> {
    may_found(viewer)?;
    if new.0.official && !viewer.manages_communities() {
        return Err(Error::forbidden("official"));
    }
    is_free(tx, &new.0, Some(viewer), None)?;
    let id = insert(tx, Some(viewer.id), &new.0, false)?;
    add_member(tx, id, viewer.id, MemberRole::Owner)?;
    Ok(id)
}

/// A community still to be described, for those who may found one.
pub(super) fn blank(viewer: &Viewer) -> Result<Draft> {
    may_found(viewer)?;
    Ok(Draft {
        name: String::new(),
        purpose: String::new(),
        about: String::new(),
        kind: CommunityKind::Open,
        announcement: false,
        official: false,
    })
}

/// Refuses guests.
fn may_found(viewer: &Viewer) -> Result<()> {
    if viewer.is_guest() {
        Err(Error::forbidden("guest"))
    } else {
        Ok(())
    }
}

/// Founds one without a founder: for imports and invented companies.
pub fn found_by_program(tx: &Tx, new: &NewCommunity) -> Result<CommunityId> {
    is_free(tx, &new.0, None, None)?;
    insert(tx, None, &new.0, false)
}

/// Makes the one community everyone belongs to, unless it is there. It is called as the network,
/// but for a name that an import took.
pub fn ensure_network_wide(tx: &Tx, network: &str) -> Result<CommunityId> {
    if let Some(id) = queries::network_wide(tx)? {
        return Ok(id);
    }
    let taken = queries::id_by_name(tx, &fold(network))?.is_some();
    let draft = Draft {
        name: if taken { EVERYONE } else { network }.to_owned(),
        purpose: EVERYONE.to_owned(),
        about: String::new(),
        kind: CommunityKind::Open,
        announcement: true,
        official: true,
    };
    insert(tx, None, &draft, true)
}

/// Names the network, and after it the community everyone belongs to.
pub fn name_network(tx: &Tx, name: &str) -> Result<CommunityId> {
    settings::rename(tx, name)?;
    let id = ensure_network_wide(tx, name)?;
    let folded = fold(name);
    if queries::id_by_name(tx, &folded)?.is_none() {
        queries::rename(tx, id, name, &folded)?;
        tx.log("community", id.raw(), id.raw())?;
    }
    Ok(id)
}

/// 409 `name_taken` when another community has the name: one that is not secret, or a secret one the
/// viewer is in. The name of any other secret one is free, or it would be known to exist.
fn is_free(
    tx: &Tx,
    draft: &Draft,
    viewer: Option<&Viewer>,
    own: Option<CommunityId>,
) -> Result<()> {
    let folded = fold(&draft.name);
    let mut other = queries::id_by_name(tx, &folded)?.filter(|other| Some(*other) != own);
    if let Some(viewer) = viewer.filter(|_| other.is_none()) {
        let own = own.unwrap_or(CommunityId::from_raw(0));
        other = queries::secret_by_name(tx, &folded, viewer.id, own, viewer.by_rule())?;
    }
    match other {
        Some(_) => Err(Error::conflict("name_taken").at("name")),
        None => Ok(()),
    }
}

/// What is unique: the folded name, and for secret ones the id after two blanks, which no folded name
/// contains.
fn name_key(folded: &str, kind: CommunityKind, id: CommunityId) -> String {
    match kind {
        CommunityKind::Secret => format!("{folded}  {}", id.raw()),
        CommunityKind::Open | CommunityKind::Closed => folded.to_owned(),
    }
}

fn insert(tx: &Tx, by: Option<PersonId>, draft: &Draft, network_wide: bool) -> Result<CommunityId> {
    let folded = fold(&draft.name);
    let id: CommunityId = tx.id();
    let Draft {
        name,
        purpose,
        about,
        kind,
        announcement,
        official,
    } = draft;
    queries::insert(
        tx,
        id,
        name,
        &folded,
        &name_key(&folded, *kind, id),
        purpose,
        &fold(purpose),
        about,
        *kind,
        *announcement,
        *official,
        network_wide,
        by,
        tx.now(),
    )?;
    tx.log("community", id.raw(), id.raw())?;
    Ok(id)
}

pub fn change(tx: &Tx, viewer: &Viewer, id: CommunityId, new: &NewCommunity) -> Result<()> {
    let community = led(tx, viewer, id)?;
    let draft = &new.0;
    if draft.official != community.official && !viewer.manages_communities() {
        return Err(Error::forbidden("official"));
    }
    if community.network_wide && draft.kind != CommunityKind::Open {
        return Err(Error::invalid("kind", "network_wide_open"));
    }
    // Else who manages communities could read a closed one alone, by opening it.
    if community.kind.is_narrower(draft.kind) && !is_owner(viewer, id) {
        return Err(Error::forbidden("owner"));
    }
    if draft.kind.is_narrower(community.kind) {
        queries::delete_invitations(tx, id)?;
    }
    is_free(tx, draft, Some(viewer), Some(id))?;
    let folded = fold(&draft.name);
    if community.network_wide {
        settings::rename(tx, &draft.name)?;
    }
    let Draft {
        name,
        purpose,
        about,
        kind,
        announcement,
        official,
    } = draft;
    queries::update(
        tx,
        id,
        name,
        &folded,
        &name_key(&folded, *kind, id),
        purpose,
        &fold(purpose),
        about,
        *kind,
        *announcement,
        *official,
    )?;
    if *kind != community.kind {
        note(tx, viewer, "community", id.raw(), kind.as_str())?;
    }
    if *official != community.official {
        let official = if *official {
            "official"
        } else {
            "not_official"
        };
        note(tx, viewer, "community", id.raw(), official)?;
    }
    tx.log("community", id.raw(), id.raw())
}

/// Writes down what somebody did with the rights of a role.
fn note(tx: &Tx, viewer: &Viewer, action: &str, subject: i64, result: &str) -> Result<()> {
    audit::note(tx, Some(viewer.id), action, Some(subject), result)
}

/// As [`note`], of a member: the result names the community too.
fn note_member(
    tx: &Tx,
    viewer: &Viewer,
    id: CommunityId,
    person: PersonId,
    result: &str,
) -> Result<()> {
    let result = format!("{result} {id}");
    note(tx, viewer, "membership", person.raw(), &result)
}

pub fn archive(tx: &Tx, viewer: &Viewer, id: CommunityId) -> Result<()> {
    let community = led(tx, viewer, id)?;
    if community.network_wide {
        return Err(Error::forbidden("network_wide"));
    }
    queries::set_archived(tx, id, Some(tx.now()))?;
    if community.archived_at.is_none() {
        note(tx, viewer, "community", id.raw(), "archived")?;
    }
    tx.log("community", id.raw(), id.raw())
}

pub fn unarchive(tx: &Tx, viewer: &Viewer, id: CommunityId) -> Result<()> {
    let community = led(tx, viewer, id)?;
    queries::set_archived(tx, id, None)?;
    if community.archived_at.is_some() {
        note(tx, viewer, "community", id.raw(), "unarchived")?;
    }
    tx.log("community", id.raw(), id.raw())
}

/// The visible community, when the viewer leads it (owner) or manages communities.
pub(super) fn led(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Community> {
    let community = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if is_owner(viewer, id) || viewer.manages_communities() {
        Ok(community)
    } else {
        Err(Error::forbidden("owner"))
    }
}

fn is_owner(viewer: &Viewer, id: CommunityId) -> bool {
    viewer
        .membership(id)
        .is_some_and(|m| m.role == MemberRole::Owner)
}

/// The visible community, when the viewer may look after its members and posts.
pub fn moderated(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Community> {
    let community = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    let leads = viewer.membership(id).is_some_and(|m| m.leads());
    if leads || viewer.manages_communities() {
        Ok(community)
    } else {
        Err(Error::forbidden("moderator"))
    }
}

/// Joins an open community, or one the viewer is invited to; asks to join a closed one.
pub fn join(tx: &Tx, viewer: &Viewer, id: CommunityId, note: &str) -> Result<Joined> {
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(Error::invalid("note", "too_long").limit(NOTE_MAX_CHARS as i64));
    }
    let invited = queries::is_invited(tx, id, viewer.id)?.is_some();
    let community = match invited {
        true => queries::by_id(tx, id)?,
        false => queries::visible(tx, viewer, id)?,
    };
    let community = community.ok_or_else(Error::not_found)?.in_use()?;
    if community.network_wide || viewer.membership(id).is_some() {
        return Ok(Joined::Member);
    }
    rules::actions::by_hand(&community)?;
    if community.kind != CommunityKind::Open && !invited {
        queries::request(tx, id, viewer.id, tx.now(), note.trim())?;
        return Ok(Joined::Asked);
    }
    add_member(tx, id, viewer.id, MemberRole::Member)?;
    Ok(Joined::Member)
}

/// Does not accept an invitation.
pub fn decline(tx: &Tx, viewer: &Viewer, id: CommunityId) -> Result<()> {
    match queries::delete_invitations_of(tx, id, &[viewer.id])?.0 {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}

/// The same for an invitation by name: those of others do not exist for the viewer.
pub fn decline_as(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    if person != viewer.id {
        return Err(Error::not_found());
    }
    decline(tx, viewer, id)
}

/// The viewer has seen what is in it: nothing that is there now counts as unread.
pub fn note_reading(tx: &Tx, viewer: &Viewer, id: CommunityId) -> Result<()> {
    queries::readable(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if viewer.leaves_traces() && queries::note_reading(tx, viewer.id, id)?.0 > 0 {
        tx.log("own", viewer.id.raw(), 0)?;
    }
    Ok(())
}

/// Leaves. The last owner stays until there is another; nobody leaves the network-wide one.
pub fn leave(tx: &Tx, viewer: &Viewer, id: CommunityId) -> Result<()> {
    let community = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if community.network_wide {
        return Err(Error::forbidden("network_wide"));
    }
    queries::delete_requests_of(tx, id, &[viewer.id])?;
    if community.rule.is_some() && queries::membership(tx, id, viewer.id)?.is_none() {
        return Err(Error::forbidden("by_rule"));
    }
    drop_member(tx, id, viewer.id)
}

/// Lets somebody in who asked. Nobody decides about themselves, or administrators would read a closed
/// community alone.
pub fn admit(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    deciding(tx, viewer, id, person)?.in_use()?;
    if queries::delete_requests_of(tx, id, &[person])?.0 == 0 {
        return Err(Error::not_found());
    }
    note_member(tx, viewer, id, person, "admitted")?;
    add_member(tx, id, person, MemberRole::Member)
}

pub fn refuse(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    deciding(tx, viewer, id, person)?;
    queries::delete_requests_of(tx, id, &[person])?;
    Ok(())
}

fn deciding(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<Community> {
    let community = moderated(tx, viewer, id)?;
    if person == viewer.id {
        return Err(Error::forbidden("own_request"));
    }
    Ok(community)
}

/// Invites somebody; any member of an open community may, leaders of the others. Guests come in by
/// those who lead only, and so neither invite nor are invited by others.
pub fn invite(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    let community = queries::readable(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let membership = viewer.membership(id);
    let leads = membership.is_some_and(|m| m.leads());
    let may = match community.kind {
        CommunityKind::Open => membership.is_some() && !viewer.is_guest(),
        _ => leads,
    };
    if !may || community.network_wide {
        return Err(Error::forbidden("invite"));
    }
    rules::actions::by_hand(&community.in_use()?)?;
    let found = people::queries::visible(tx, viewer, person)?;
    let found = found.ok_or_else(|| Error::invalid("person", "unknown_person"))?;
    if found.role == Role::Guest && !leads {
        return Err(Error::forbidden("invite_guest"));
    }
    if queries::membership(tx, id, person)?.is_none() {
        queries::invite(tx, id, person, viewer.id, tx.now())?;
    }
    Ok(())
}

/// Adds somebody at once: leaders and those who manage communities add people they can see, but never
/// themselves: they join or ask like anybody.
pub fn add(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    let community = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if person == viewer.id {
        return match join(tx, viewer, id, "")? {
            Joined::Member => Ok(()),
            Joined::Asked => Err(Error::forbidden("asked")),
        };
    }
    if community.network_wide {
        return Err(Error::forbidden("network_wide"));
    }
    rules::actions::by_hand(&moderated(tx, viewer, id)?.in_use()?)?;
    let found = people::queries::visible(tx, viewer, person)?;
    found.ok_or_else(|| Error::invalid("person", "unknown_person"))?;
    if queries::membership(tx, id, person)?.is_none() {
        note_member(tx, viewer, id, person, "added")?;
    }
    add_member(tx, id, person, MemberRole::Member)
}

/// Makes somebody a member, with a role if one is given: oneself by joining or asking, others by
/// adding them.
pub fn put_member(
    tx: &Tx,
    viewer: &Viewer,
    id: CommunityId,
    person: PersonId,
    role: Option<MemberRole>,
    note: &str,
) -> Result<Joined> {
    let joined = if person == viewer.id {
        join(tx, viewer, id, note)?
    } else {
        Joined::Member
    };
    if person != viewer.id && (role.is_none() || member(tx, viewer, id, person)?.is_none()) {
        add(tx, viewer, id, person)?;
    }
    if let (Some(role), Joined::Member) = (role, joined) {
        set_role(tx, viewer, id, person, role)?;
    }
    Ok(joined)
}

/// Takes somebody out, or leaves when it is oneself.
pub fn remove(tx: &Tx, viewer: &Viewer, id: CommunityId, person: PersonId) -> Result<()> {
    if person == viewer.id {
        return leave(tx, viewer, id);
    }
    let community = moderated(tx, viewer, id)?;
    let theirs = member_of(tx, &community, person)?.ok_or_else(Error::not_found)?;
    if theirs == MemberRole::Member {
        rules::actions::by_hand(&community)?;
    }
    if theirs == MemberRole::Owner && !is_owner(viewer, id) && !viewer.manages_communities() {
        return Err(Error::forbidden("owner"));
    }
    note_member(tx, viewer, id, person, "removed")?;
    drop_member(tx, id, person)
}

/// Makes a member owner, moderator or plain member again.
pub fn set_role(
    tx: &Tx,
    viewer: &Viewer,
    id: CommunityId,
    person: PersonId,
    role: MemberRole,
) -> Result<()> {
    let community = led(tx, viewer, id)?;
    // Nor do they name themselves owner of one that they could then open.
    if person == viewer.id && !is_owner(viewer, id) && community.kind != CommunityKind::Open {
        return Err(Error::forbidden("owner"));
    }
    let now = member_of(tx, &community, person)?.ok_or_else(Error::not_found)?;
    if now == MemberRole::Owner
        && role != MemberRole::Owner
        && !queries::has_other_owner(tx, id, person)?
    {
        return Err(Error::conflict("last_owner"));
    }
    let found = people::queries::by_id(tx, person)?.ok_or_else(Error::not_found)?;
    if found.role == Role::Guest && role != MemberRole::Member {
        return Err(Error::forbidden("guest"));
    }
    if now != role {
        note_member(tx, viewer, id, person, role.as_str())?;
    }
    match community.rule {
        Some(_) => rules::actions::set_role(tx, &community, person, role)?,
        None => drop(queries::set_member_role(tx, id, person, role)?),
    }
    if role != MemberRole::Member {
        sign_in::actions::void_code(tx, person)?;
    }
    tx.log("membership", person.raw(), id.raw())
}

/// What somebody is in the community, by row or by rule.
fn member_of(db: &Db, community: &Community, person: PersonId) -> Result<Option<MemberRole>> {
    Ok(match queries::membership(db, community.id, person)? {
        None if rules::actions::covers(db, community, person)? => Some(MemberRole::Member),
        role => role,
    })
}

/// The same of a community that exists for the viewer.
fn member(
    db: &Db,
    viewer: &Viewer,
    id: CommunityId,
    person: PersonId,
) -> Result<Option<MemberRole>> {
    let community = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    member_of(db, &community, person)
}

/// See [`add_members`].
pub fn add_member(tx: &Tx, id: CommunityId, person: PersonId, role: MemberRole) -> Result<()> {
    add_members(tx, id, &[person], role)
}

/// The one place where people become members by row. Where a rule decides, nobody becomes an ordinary
/// one, whoever says so.
pub fn add_members(tx: &Tx, id: CommunityId, people: &[PersonId], role: MemberRole) -> Result<()> {
    if role == MemberRole::Member && rules::queries::rule_of(tx, id)?.is_some() {
        return Ok(());
    }
    queries::delete_invitations_of(tx, id, people)?;
    queries::delete_requests_of(tx, id, people)?;
    for person in queries::add_members(tx, id, people, role, tx.now())? {
        tx.log("membership", person.raw(), id.raw())?;
    }
    Ok(())
}

fn drop_member(tx: &Tx, id: CommunityId, person: PersonId) -> Result<()> {
    if queries::membership(tx, id, person)? == Some(MemberRole::Owner)
        && !queries::has_other_owner(tx, id, person)?
    {
        return Err(Error::conflict("last_owner"));
    }
    if queries::remove_member(tx, id, person)? {
        tx.log("membership", person.raw(), id.raw())?;
    }
    if rules::queries::rule_of(tx, id)?.is_some() {
        rules::actions::relist(tx, id, person)?;
    }
    Ok(())
}
