//! How a viewer stands to a community that exists for them; what pages show follows from it.
//!
//! Nothing is allowed by it: every action checks again in its own transaction.

use std::collections::HashSet;

use kernel::{Error, Result};
use store::Db;

use super::community::{Community, CommunityId, CommunityKind, MemberRole};
use super::{queries, rules};
use crate::access::Viewer;
use crate::people::Face;

#[derive(Clone, Debug)]
pub struct Standing {
    pub community: Community,
    pub role: Option<MemberRole>,
    /// What is in it may be read.
    pub reads: bool,
    /// Looks after the communities of the whole network.
    pub manages: bool,
    /// The viewer is from another company.
    pub guest: bool,
    /// `None` for members, in the network-wide community, in archived ones and where a rule decides.
    pub way_in: Option<WayIn>,
}

/// How the viewer could become a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    Join,
    /// Invited.
    Accept,
    Ask,
    /// Asked already.
    Wait,
}

/// What one may come to a community for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Posts,
    Members,
}

const INVITATIONS: i64 = 200;

impl Standing {
    /// `None` when the community does not exist for the viewer.
    pub fn read(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Option<Standing>> {
        let Some(community) = queries::visible(db, viewer, id)? else {
            return Ok(None);
        };
        Ok(Standing::of(db, viewer, vec![community])?.pop())
    }

    /// The same for communities that exist for the viewer, in their order.
    pub fn of(db: &Db, viewer: &Viewer, communities: Vec<Community>) -> Result<Vec<Standing>> {
        let asked: HashSet<_> = queries::requested_by(db, viewer.id)?.into_iter().collect();
        let invited: HashSet<_> = queries::invited_to(db, viewer.id, INVITATIONS)?
            .into_iter()
            .map(|community| community.id)
            .collect();
        let stands = |community: Community| {
            let role = viewer
                .membership(community.id)
                .map(|membership| membership.role);
            let inside = role.is_some()
                || community.network_wide
                || community.archived_at.is_some()
                || community.rule.is_some();
            let way_in = match community.kind {
                _ if inside => None,
                _ if invited.contains(&community.id) => Some(WayIn::Accept),
                CommunityKind::Open => Some(WayIn::Join),
                _ if asked.contains(&community.id) => Some(WayIn::Wait),
                _ => Some(WayIn::Ask),
            };
            let (reads, manages) = (viewer.can_read(&community), viewer.manages_communities());
            Standing {
                community,
                role,
                reads,
                manages,
                guest: viewer.is_guest(),
                way_in,
            }
        };
        Ok(communities.into_iter().map(stands).collect())
    }

    pub fn leads(&self) -> bool {
        matches!(self.role, Some(MemberRole::Owner | MemberRole::Moderator))
    }

    /// A rule decides who belongs to it.
    pub fn by_rule(&self) -> bool {
        self.community.rule.is_some()
    }

    /// May set that rule.
    pub fn rules(&self) -> bool {
        let open = self.community.kind == CommunityKind::Open;
        let owns = self.role == Some(MemberRole::Owner);
        self.manages && (open || owns) && !self.community.network_wide
    }

    /// Can go by their own doing: not where they belong by the rule alone.
    pub fn leaves(&self) -> bool {
        let by_row = self.role.is_some() && (!self.by_rule() || self.leads());
        by_row && !self.community.network_wide
    }

    /// Looks after members and posts.
    pub fn moderates(&self) -> bool {
        self.manages || self.leads()
    }

    /// Decides about the community itself.
    pub fn owns(&self) -> bool {
        self.manages || self.role == Some(MemberRole::Owner)
    }

    /// Readers do, and who must be able to find a community new owners.
    pub fn sees_members(&self) -> bool {
        self.reads || self.manages
    }

    pub fn sees(&self, part: Part) -> bool {
        match part {
            Part::Posts => self.reads,
            Part::Members => self.sees_members(),
        }
    }

    /// Some of the members, for those who see who they are.
    pub fn faces(&self, db: &Db, limit: i64) -> Result<Vec<Face>> {
        match self.sees_members() {
            true if self.by_rule() => rules::queries::some_members(db, self.community.id, limit),
            true => queries::some_members(db, self.community.id, limit),
            false => Ok(Vec::new()),
        }
    }

    /// Refuses those outside of a closed community.
    pub fn inside(&self) -> Result<()> {
        if self.sees_members() {
            Ok(())
        } else {
            Err(Error::forbidden("members_only"))
        }
    }

    /// May begin something there: in an announcement community only those who lead it.
    pub fn starts(&self) -> bool {
        let community = &self.community;
        let leads = self.leads() || (community.network_wide && self.manages);
        self.reads && community.archived_at.is_none() && (leads || !community.announcement)
    }

    /// Those who lead invite, and in an open one every member who is not a guest.
    pub fn invites(&self) -> bool {
        let community = &self.community;
        let open = community.kind == CommunityKind::Open;
        let may = self.leads() || (open && self.role.is_some() && !self.guest);
        may && !self.by_rule() && !community.network_wide && community.archived_at.is_none()
    }

    /// Its pages are kept in no cache of the browser.
    pub fn is_private(&self) -> bool {
        self.community.kind != CommunityKind::Open
    }
}
