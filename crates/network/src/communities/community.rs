//! What a community is, and the pure rules about what may be entered of one.

use kernel::text::fold::fold;
use kernel::text::{is_blank, one_line};
use kernel::{Error, Id, Problems, Result, Time};

use super::rules::Rule;
use crate::people::{Face, PersonId, Role};

pub type CommunityId = Id<Community>;

pub const NAME_MAX_CHARS: usize = 80;
pub const PURPOSE_MAX_CHARS: usize = 300;
pub const ABOUT_MAX_CHARS: usize = 4_000;

store::text_enum! {
    /// Who finds it and who reads it.
    pub enum CommunityKind {
        /// Everyone but guests finds and reads it.
        Open = "open",
        /// Everyone but guests finds it, members read it.
        Closed = "closed",
        /// Members only find it.
        Secret = "secret",
    }

    pub enum MemberRole { Owner = "owner", Moderator = "moderator", Member = "member" }
}

store::row! {
    pub struct Community {
        pub id: CommunityId,
        pub name: String,
        pub purpose: String,
        pub about: String,
        pub kind: CommunityKind,
        /// Only owners and moderators start posts.
        pub announcement: bool,
        pub official: bool,
        /// Everyone but guests belongs to it without a row.
        pub network_wide: bool,
        /// Posts that ever arrived here.
        pub arrivals: i64,
        pub members: i64,
        pub created_at: Time,
        pub archived_at: Option<Time>,
        /// Who belongs to it; without one people join by themselves.
        pub rule: Option<Rule>,
    }

    /// One person in one community.
    pub struct Membership {
        pub community_id: CommunityId,
        pub role: MemberRole,
    }

    /// A member in the list of members.
    pub struct Member {
        pub id: PersonId,
        pub name: String,
        pub title: String,
        pub department: String,
        pub site: Option<String>,
        pub photo: Option<String>,
        pub network_role: Role,
        pub bot: bool,
        pub role: MemberRole,
        pub joined_at: Time,
    }

    /// Somebody who asked to join, or was invited.
    pub struct Waiting {
        pub id: PersonId,
        pub name: String,
        pub title: String,
        pub department: String,
        pub site: Option<String>,
        pub photo: Option<String>,
        pub network_role: Role,
        pub bot: bool,
        pub at: Time,
        pub note: String,
    }

    /// A community beside the viewer's own name, in the navigation.
    pub struct Place {
        pub id: CommunityId,
        pub name: String,
        pub kind: CommunityKind,
        pub official: bool,
        /// Only those who lead it start posts there.
        pub announcement: bool,
        /// Posts that arrived since the viewer last looked.
        pub unread: i64,
    }
}

impl CommunityKind {
    /// Whether fewer people find or read what is in it than with the other kind.
    pub fn is_narrower(self, other: CommunityKind) -> bool {
        let width = |kind| match kind {
            CommunityKind::Secret => 0,
            CommunityKind::Closed => 1,
            CommunityKind::Open => 2,
        };
        width(self) < width(other)
    }
}

impl Community {
    /// Whether everyone but guests reads what is in it.
    pub fn is_for_everyone(&self) -> bool {
        self.kind == CommunityKind::Open || self.network_wide
    }

    /// Refused for an archived one: nothing in it is changed and nobody comes in until it is taken back
    /// into use. Deleting, leaving and being removed stay possible.
    pub fn in_use(self) -> Result<Community> {
        match self.archived_at {
            Some(_) => Err(Error::conflict("archived")),
            None => Ok(self),
        }
    }
}

impl Membership {
    pub fn leads(&self) -> bool {
        matches!(self.role, MemberRole::Owner | MemberRole::Moderator)
    }
}

impl Member {
    pub fn face(&self) -> Face {
        Face {
            id: self.id,
            name: self.name.clone(),
            title: self.title.clone(),
            department: self.department.clone(),
            site: self.site.clone(),
            photo: self.photo.clone(),
            role: self.network_role,
            bot: self.bot,
        }
    }
}

impl Waiting {
    pub fn face(&self) -> Face {
        Face {
            id: self.id,
            name: self.name.clone(),
            title: self.title.clone(),
            department: self.department.clone(),
            site: self.site.clone(),
            photo: self.photo.clone(),
            role: self.network_role,
            bot: self.bot,
        }
    }
}

/// What someone entered about a community, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub purpose: String,
    pub about: String,
    pub kind: CommunityKind,
    pub announcement: bool,
    pub official: bool,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewCommunity(pub(super) Draft);

impl From<Community> for Draft {
    fn from(community: Community) -> Draft {
        let Community {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
            ..
        } = community;
        Draft {
            name,
            purpose,
            about,
            kind,
            announcement,
            official,
        }
    }
}

impl Draft {
    pub fn check(self) -> Result<NewCommunity> {
        let mut problems = Problems::default();
        // Counted as they were sent, so that the API can name the bound.
        for (field, text, max) in [
            ("name", &self.name, NAME_MAX_CHARS),
            ("purpose", &self.purpose, PURPOSE_MAX_CHARS),
            ("about", &self.about, ABOUT_MAX_CHARS),
        ] {
            if text.chars().count() > max {
                problems.add_limit(field, "too_long", max as i64);
            } else if field != "about" && is_blank(text) || field == "name" && fold(text).is_empty()
            {
                problems.add(field, "blank");
            }
        }
        let (name, purpose) = (one_line(&self.name), one_line(&self.purpose));
        let about = self.about.trim().to_owned();
        problems.or(NewCommunity(Draft {
            name,
            purpose,
            about,
            ..self
        }))
    }
}
