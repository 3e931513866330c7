//! Setting, changing and ending a community's rule; who may.

use kernel::{Error, Result};
use store::{Db, Tx};

use super::known::RULED_MAX;
use super::rule::Rule;
use super::{count, lists, queries};
use crate::access::Viewer;
use crate::audit;
use crate::communities::queries as rows;
use crate::communities::{Community, CommunityId, CommunityKind, MemberRole};
use crate::people::PersonId;

/// People who belong by row when a rule comes in their place: they are dropped in one transaction.
pub const REPLACED_MAX: i64 = 10_000;

/// Gives the community a rule, another rule, or none. Who belonged by row and does not lead it belongs by
/// the rule or not at all; requests and invitations end. Without a rule only those who lead it stay.
pub fn set(tx: &Tx, viewer: &Viewer, id: CommunityId, rule: Option<&Rule>) -> Result<()> {
    let community = ruling(tx, viewer, id)?.in_use()?;
    if community.rule.as_ref() == rule {
        return Ok(());
    }
    if let Some(rule) = rule {
        check_sites(tx, rule)?;
    }
    put(tx, &community, rule)?;
    let result = rule.map_or_else(
        || "ended".to_owned(),
        |rule| format!("set {}", count::mark(rule)),
    );
    audit::note(tx, Some(viewer.id), "rule", Some(id.raw()), &result)
}

/// Gives a community a rule without anybody's doing: for imports and invented companies.
pub fn set_by_program(tx: &Tx, id: CommunityId, rule: &Rule) -> Result<()> {
    let community = rows::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    put(tx, &community, Some(rule))
}

fn put(tx: &Tx, community: &Community, rule: Option<&Rule>) -> Result<()> {
    let id = community.id;
    if rule.is_some() && community.rule.is_none() {
        if queries::count(tx)?.0 >= RULED_MAX {
            return Err(Error::conflict("ruled_max").limit(RULED_MAX));
        }
        let replaced = queries::plain_members(tx, id, REPLACED_MAX + 1)?;
        if replaced.len() as i64 > REPLACED_MAX {
            return Err(Error::conflict("rule_replaces").limit(REPLACED_MAX));
        }
        queries::delete_plain_members(tx, id)?;
        queries::delete_requests(tx, id)?;
        rows::delete_invitations(tx, id)?;
    }
    let text = rule.map(Rule::text);
    queries::set_rule(tx, id, text.as_deref())?;
    queries::raise_version(tx)?;
    if community.rule.is_none() || rule.is_none() {
        queries::count_by_row(tx, id)?;
    }
    lists::begin(tx, id)?;
    tx.log("rule", id.raw(), id.raw())
}

/// The visible community, when the viewer may set its rule: a rule makes thousands members without
/// asking them, so it is for those who manage communities; of a closed one they must be owners, too, or
/// they could let themselves in.
pub fn ruling(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Community> {
    let community = rows::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if community.network_wide {
        return Err(Error::forbidden("network_wide"));
    }
    match may_rule(viewer, &community) {
        true => Ok(community),
        false => Err(Error::forbidden("rule")),
    }
}

/// Whether the viewer may set the rule of a community that exists for them.
pub fn may_rule(viewer: &Viewer, community: &Community) -> bool {
    let membership = viewer.membership(community.id);
    let owns = membership.is_some_and(|membership| membership.role == MemberRole::Owner);
    viewer.manages_communities() && (owns || community.kind == CommunityKind::Open)
}

/// Refused for those who could not set the rule; without a community: those who found none by rule.
pub(super) fn may_count(db: &Db, viewer: &Viewer, community: Option<CommunityId>) -> Result<()> {
    match community {
        Some(id) => ruling(db, viewer, id).map(|_| ()),
        None if viewer.manages_communities() => Ok(()),
        None => Err(Error::forbidden("rule")),
    }
}

fn check_sites(tx: &Tx, rule: &Rule) -> Result<()> {
    let sites = rule.sites();
    match queries::site_names(tx, &sites)?.len() == sites.len() {
        true => Ok(()),
        false => Err(Error::invalid("rule", "unknown_site")),
    }
}

/// Whether somebody belongs by the rule alone: they were not let in, and cannot be taken out.
pub fn covers(db: &Db, community: &Community, person: PersonId) -> Result<bool> {
    match community.rule {
        Some(_) => Ok(super::covered_among(db, Some(community.id), &[person])?.len() > 1),
        None => Ok(false),
    }
}

/// Refused where a rule decides who comes in and who goes.
pub fn by_hand(community: &Community) -> Result<()> {
    match community.rule {
        Some(_) => Err(Error::forbidden("by_rule")),
        None => Ok(()),
    }
}

/// Names somebody covered by the rule a leader, or makes a leader an ordinary member again.
pub(in crate::communities) fn set_role(
    tx: &Tx,
    community: &Community,
    person: PersonId,
    role: MemberRole,
) -> Result<()> {
    let id = community.id;
    if role == MemberRole::Member {
        rows::delete_member(tx, id, person)?;
    } else if rows::set_member_role(tx, id, person, role)?.0 == 0 {
        rows::insert_member(tx, id, person, role, tx.now())?;
    }
    relist(tx, id, person)
}

/// Brings somebody's place in the list up to date.
pub(in crate::communities) fn relist(tx: &Tx, id: CommunityId, person: PersonId) -> Result<()> {
    lists::set_listed(tx, id, person, lists::Wanted::of(tx, id, person)?)
}
