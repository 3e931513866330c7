//! The viewer: a person, their communities, and what their key opens.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Error, Result, Time};
use store::Db;
use web::Lang;

use crate::communities::rules::{Attributes, Rules};
use crate::communities::{self, Community, CommunityId, MemberRole, Membership};
use crate::people::{self, Person, PersonId, Role};
use crate::sign_in::SessionId;

store::text_enum! {
    /// What a token may be used for.
    pub enum Scope {
        /// Read what its person may read.
        Read = "read",
        /// Post, reply, react, join and change as its person.
        Write = "write",
        /// Act with its person's role, if that is more than member.
        Admin = "admin",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    pub read: bool,
    pub write: bool,
    pub admin: bool,
}

impl Scopes {
    /// What a signed-in person has.
    pub const ALL: Scopes = Scopes {
        read: true,
        write: true,
        admin: true,
    };

    /// From the words kept with a token.
    pub fn parse(text: &str) -> Scopes {
        let has = |scope: Scope| text.split(' ').any(|word| word == scope.as_str());
        Scopes {
            read: has(Scope::Read),
            write: has(Scope::Write),
            admin: has(Scope::Admin),
        }
    }
}

/// The communities of one person, in order of their ids: those they joined or lead, and those whose rule
/// covers them.
#[derive(Debug)]
pub struct Memberships(pub Vec<Membership>, ByRule);

/// What rules made of somebody's memberships.
#[derive(Debug)]
struct ByRule {
    rules: Arc<Rules>,
    communities: Vec<CommunityId>,
}

impl Memberships {
    /// As the tables have it. Rules from memory may be handed in; they are used while they are the ones
    /// in the tables.
    pub fn read(db: &Db, person: PersonId, rules: &Arc<Rules>) -> Result<Memberships> {
        let rules = rules.still(db)?;
        let attributes = match rules.is_empty() {
            true => None,
            false => communities::rules::queries::attributes(db, &[person])?.pop(),
        };
        Memberships::with(db, person, attributes.as_ref(), rules)
    }

    /// As [`Memberships::read`], of somebody who was just read.
    fn of_person(db: &Db, person: &Person, rules: &Arc<Rules>) -> Result<Memberships> {
        let attributes = Attributes::of(person);
        Memberships::with(db, person.id, Some(&attributes), rules.still(db)?)
    }

    fn with(
        db: &Db,
        person: PersonId,
        attributes: Option<&Attributes>,
        rules: Arc<Rules>,
    ) -> Result<Memberships> {
        let mut memberships = communities::queries::memberships_of(db, person)?;
        // Nobody's: a statement answers nothing for an empty list.
        let mut by_rule = vec![CommunityId::from_raw(0)];
        by_rule.extend(attributes.iter().flat_map(|person| rules.covering(person)));
        let joined = memberships.len();
        for community_id in &by_rule[1..] {
            let known = &memberships[..joined];
            if known
                .binary_search_by_key(community_id, |m| m.community_id)
                .is_err()
            {
                memberships.push(Membership {
                    community_id: *community_id,
                    role: MemberRole::Member,
                });
            }
        }
        memberships.sort_unstable_by_key(|m| m.community_id);
        let communities = by_rule;
        Ok(Memberships(memberships, ByRule { rules, communities }))
    }

    /// The communities whose rule covers the person, for statements; never empty.
    pub fn by_rule(&self) -> &[CommunityId] {
        &self.1.communities
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&self.0[..]) + size_of_val(&self.1.communities[..])
    }

    pub fn of(&self, community: CommunityId) -> Option<&Membership> {
        let at = self
            .0
            .binary_search_by_key(&community, |m| m.community_id)
            .ok()?;
        self.0.get(at)
    }
}

/// Who asks. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub id: PersonId,
    /// The dense number, for bitmaps.
    pub number: i64,
    pub person: Arc<Person>,
    pub memberships: Arc<Memberships>,
    /// `None` for a token.
    pub session: Option<SessionId>,
    /// Signed in on a device of several people.
    pub shared_device: bool,
    pub scopes: Scopes,
    pub lang: Lang,
}

impl Viewer {
    pub fn new(person: Arc<Person>, memberships: Arc<Memberships>, scopes: Scopes) -> Viewer {
        let lang = Lang::from_code(&person.language).unwrap_or(Lang::En);
        let (id, number) = (person.id, person.number);
        Viewer {
            id,
            number,
            person,
            memberships,
            session: None,
            shared_device: false,
            scopes,
            lang,
        }
    }

    /// The same viewer as the tables have it now; an error when they may no longer act.
    pub fn fresh(&self, db: &Db, now: Time) -> Result<Viewer> {
        let gone = || Error::new(kernel::Kind::Unauthenticated, "signed_out");
        if let Some(session) = self.session {
            crate::sign_in::queries::session_person(db, session)?.ok_or_else(gone)?;
        }
        let person = people::queries::by_id(db, self.id)?.ok_or_else(gone)?;
        if !person.is_active(now) {
            return Err(gone());
        }
        let memberships = Memberships::of_person(db, &person, &self.memberships.1.rules)?;
        Ok(Viewer {
            person: Arc::new(person),
            memberships: Arc::new(memberships),
            ..self.clone()
        })
    }

    /// The session; refused for a token, which may not open further doors.
    pub fn own_session(&self) -> Result<SessionId> {
        self.session
            .ok_or_else(|| Error::forbidden("session_needed"))
    }

    /// The zone in which times are said to them.
    pub fn zone(&self) -> web::Zone {
        web::zone(&self.person.time_zone).unwrap_or(web::Zone::UTC)
    }

    /// The day where they are.
    pub fn today(&self, now: Time) -> Date {
        let stamp = Timestamp::from_microsecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
        stamp.to_zoned(self.zone()).date()
    }

    /// Whether what is open to champions first exists for them before its day.
    pub fn sees_early(&self, now: Time) -> bool {
        !self.is_guest() && (self.person.is_champion(now) || self.is_administrator())
    }

    /// Whether what they open counts as read and seen: not by a token that may change nothing.
    pub fn leaves_traces(&self) -> bool {
        self.scopes.write
    }

    pub fn is_guest(&self) -> bool {
        self.person.role == Role::Guest
    }

    /// 404 for guests: for what does not exist for them.
    pub fn not_a_guest(&self) -> Result<()> {
        match self.is_guest() {
            true => Err(Error::not_found()),
            false => Ok(()),
        }
    }

    pub fn is_administrator(&self) -> bool {
        self.person.role == Role::Administrator && self.scopes.admin
    }

    /// Administrators and community managers look after communities they can see.
    pub fn manages_communities(&self) -> bool {
        self.is_administrator() || (self.person.role == Role::CommunityManager && self.scopes.admin)
    }

    /// The communities whose rule covers the viewer, for statements that ask who may read; never empty.
    pub fn by_rule(&self) -> &[CommunityId] {
        self.memberships.by_rule()
    }

    pub fn membership(&self, community: CommunityId) -> Option<&Membership> {
        self.memberships.of(community)
    }

    /// Whether what is in the community may be read: everyone who is not a guest reads open ones
    /// and the network-wide one, members read theirs, whether by row or by rule.
    pub fn can_read(&self, community: &Community) -> bool {
        (community.is_for_everyone() && !self.is_guest()) || self.membership(community.id).is_some()
    }
}
