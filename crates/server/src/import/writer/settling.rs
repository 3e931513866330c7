//! What a person, a community or a member of an archive becomes, one after the other.
//!
//! Deciding and writing are one, so that a dry run, which has nothing to write to, decides the same.

use std::borrow::Cow;
use std::collections::HashMap;

use kernel::text::{fold, is_blank, one_line};
use kernel::{Id, Result};
use network::communities::{self, CommunityKind, MemberRole};
use network::people::{self, Role};
use network::{CommunityId, PersonId};
use store::{Db, Tx};

use super::directory::Directory;
use super::fit::{fitted, named, shortened};
use super::ground::{foreign, membership_key};
use crate::import::Format;
use crate::import::queries::{self, Kind};
use crate::import::reason::Reason;
use crate::import::record::{Community, Membership, Person, Record};

/// Of the network's own limits.
const PERSON_NAME_CHARS: usize = 120;
const FIELD_CHARS: usize = 200;
const NAME_CHARS: usize = 80;
const PURPOSE_CHARS: usize = 300;
const ABOUT_CHARS: usize = 4_000;

/// What became of one record.
#[derive(Debug)]
pub struct Outcome {
    pub id: i64,
    pub new: bool,
    pub notes: Vec<Reason>,
    /// Folded: what a dry run must remember as taken.
    pub taken: Option<String>,
}

impl Outcome {
    /// It came before.
    fn here(id: i64) -> Outcome {
        Outcome {
            id,
            new: false,
            notes: Vec::new(),
            taken: None,
        }
    }
}

/// One run over some records, inside a transaction, a snapshot or nothing.
pub struct Settling<'a> {
    db: Option<&'a Db>,
    /// Without one nothing is written.
    tx: Option<&'a Tx>,
    source: &'a str,
    format: Format,
    directory: &'a Directory,
    known: HashMap<(Kind, String), i64>,
    /// Of this run; the directory has those before it.
    made: Directory,
}

impl<'a> Settling<'a> {
    pub fn new(
        db: Option<&'a Db>,
        tx: Option<&'a Tx>,
        source: &'a str,
        format: Format,
        directory: &'a Directory,
        records: &[Record],
    ) -> Result<Settling<'a>> {
        let member_keys: Vec<String> = records
            .iter()
            .filter_map(|record| match record {
                Record::Membership(membership) => Some(membership_key(membership)),
                _ => None,
            })
            .collect();
        let keys = records.iter().map(|record| foreign(key(record)));
        let keys: Vec<Cow<'_, str>> = keys
            .chain(member_keys.iter().map(|key| foreign(key)))
            .collect();
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        let kinds = [Kind::Person, Kind::Community, Kind::Member];
        let known = match db {
            Some(db) => queries::known(db, source, &kinds, &keys)?,
            None => Vec::new(),
        };
        let known = known
            .into_iter()
            .map(|known| ((known.kind, known.foreign_key), known.own_id))
            .collect();
        Ok(Settling {
            db,
            tx,
            source,
            format,
            directory,
            known,
            made: Directory::default(),
        })
    }

    pub fn record(&mut self, record: &Record) -> Result<Outcome> {
        match record {
            Record::Person(person) => self.person(person),
            Record::Community(community) => self.community(community),
            Record::Membership(membership) => self.member(membership),
            _ => Ok(Outcome::here(0)),
        }
    }

    fn known(&self, kind: Kind, key: &str) -> Option<i64> {
        self.known.get(&(kind, foreign(key).into_owned())).copied()
    }

    fn remember(&self, kind: Kind, key: &str, id: i64) -> Result<()> {
        if let Some(tx) = self.tx {
            queries::remember(tx, self.source, kind, &foreign(key), id)?;
        }
        Ok(())
    }

    fn person(&mut self, person: &Person) -> Result<Outcome> {
        let key = person.key.as_str();
        if let Some(id) = self.known(Kind::Person, key) {
            self.made.add_person(key, Id::from_raw(id));
            return Ok(Outcome::here(id));
        }
        let mut notes = Vec::new();
        let mut mail = person
            .mail
            .as_deref()
            .map(str::trim)
            .filter(|mail| !mail.is_empty());
        if mail.is_some_and(|mail| !is_mail(mail)) {
            notes.push(Reason::MailInvalid);
            mail = None;
        }
        if let Some(owner) = mail
            .map(|mail| self.mail_owner(mail))
            .transpose()?
            .flatten()
        {
            if !person.bot && !self.directory.is_ours(owner) && !self.made.is_ours(owner) {
                notes.push(Reason::PersonKnown);
                self.made.add_person(key, owner);
                self.remember(Kind::Person, key, owner.raw())?;
                return Ok(Outcome {
                    notes,
                    ..Outcome::here(owner.raw())
                });
            }
            notes.push(Reason::MailTaken);
            mail = None;
        }
        let draft = people::Draft {
            name: fitted(&named(&person.name, key), PERSON_NAME_CHARS, &mut notes),
            mail: mail.map(str::to_owned),
            title: fitted(
                person.title.as_deref().unwrap_or_default(),
                FIELD_CHARS,
                &mut notes,
            ),
            role: person.guest.then_some(Role::Guest),
            bot: person.bot,
            time_zone: person.tz.clone().filter(|zone| web::is_time_zone(zone)),
            ..people::Draft::default()
        };
        let new = draft.check()?;
        let id = match self.tx {
            Some(tx) => people::actions::add(tx, None, &new)?,
            None => self.planned_id(),
        };
        if let Some(tx) = self.tx
            && person.deactivated
        {
            people::actions::deactivate(tx, None, id)?;
        }
        self.made.add_person(key, id);
        self.remember(Kind::Person, key, id.raw())?;
        let taken = mail.map(fold::mail);
        if let Some(mail) = &taken {
            self.made.planned_mails.insert(mail.clone(), id);
        }
        Ok(Outcome {
            id: id.raw(),
            new: true,
            notes,
            taken,
        })
    }

    fn community(&mut self, community: &Community) -> Result<Outcome> {
        if let Some(id) = self.known(Kind::Community, &community.key) {
            self.made.add_community(&community.key, Id::from_raw(id));
            return Ok(Outcome::here(id));
        }
        let mut notes = Vec::new();
        let name = self.free_name(&named(&community.name, &community.key), &mut notes)?;
        let (purpose, topic) = (one_line(&community.purpose), one_line(&community.topic));
        let mut about: Vec<&str> = Vec::new();
        if purpose.chars().count() > PURPOSE_CHARS {
            about.push(&purpose);
        }
        if !is_blank(&topic) && !is_blank(&purpose) {
            about.push(&topic);
        }
        let said = [&purpose, &topic]
            .into_iter()
            .find(|text| !is_blank(text))
            .cloned();
        let said = said.unwrap_or_else(|| format!("From {}.", self.format.name()));
        let draft = communities::Draft {
            // What is cut off stands in the longer text.
            purpose: fitted(&said, PURPOSE_CHARS, &mut Vec::new()),
            about: shortened(&about.join("\n\n"), ABOUT_CHARS, &mut notes),
            kind: if community.private {
                CommunityKind::Closed
            } else {
                CommunityKind::Open
            },
            announcement: false,
            official: false,
            name: name.clone(),
        };
        let new = draft.check()?;
        let id: CommunityId = match self.tx {
            Some(tx) => {
                let id = communities::actions::found_by_program(tx, &new)?;
                self.begin(tx, id, community)?;
                id
            }
            None => self.planned_id(),
        };
        self.made.add_community(&community.key, id);
        self.remember(Kind::Community, &community.key, id.raw())?;
        let taken = fold::fold(&name);
        self.made.planned_names.insert(taken.clone());
        Ok(Outcome {
            id: id.raw(),
            new: true,
            notes,
            taken: Some(taken),
        })
    }

    /// When it began, who began it, and whether it is over.
    fn begin(&self, tx: &Tx, id: CommunityId, community: &Community) -> Result<()> {
        let creator = community
            .creator
            .as_deref()
            .and_then(|key| self.person_id(key));
        queries::date_community(
            tx,
            id,
            community.at.unwrap_or(tx.now()).min(tx.now()),
            creator,
        )?;
        if let Some(creator) = creator
            && let Some(person) = people::queries::by_id(tx, creator)?
            && person.is_active(tx.now())
            && person.role != Role::Guest
        {
            communities::actions::add_member(tx, id, creator, MemberRole::Owner)?;
        }
        if community.archived {
            communities::queries::set_archived(tx, id, Some(tx.now()))?;
        }
        Ok(())
    }

    fn member(&mut self, membership: &Membership) -> Result<Outcome> {
        let key = membership_key(membership);
        let person = self.person_id(&membership.person);
        let community = self.community_id(&membership.community);
        let notes = match (person, community) {
            (Some(person), Some(community)) => {
                if let Some(tx) = self.tx
                    && self.known(Kind::Member, &key).is_none()
                {
                    communities::actions::add_member(tx, community, person, MemberRole::Member)?;
                    self.remember(Kind::Member, &key, person.raw())?;
                }
                Vec::new()
            }
            _ => vec![Reason::NotAdded],
        };
        Ok(Outcome {
            notes,
            ..Outcome::here(0)
        })
    }

    fn person_id(&self, key: &str) -> Option<PersonId> {
        self.made.person(key).or_else(|| self.directory.person(key))
    }

    fn community_id(&self, key: &str) -> Option<CommunityId> {
        self.made
            .community(key)
            .or_else(|| self.directory.community(key))
    }

    /// Whose mail address it is, also in a dry run's mind.
    fn mail_owner(&self, mail: &str) -> Result<Option<PersonId>> {
        let folded = fold::mail(mail);
        let planned = [&self.made, self.directory]
            .into_iter()
            .find_map(|known| known.planned_mails.get(&folded));
        match (planned, self.db) {
            (Some(owner), _) => Ok(Some(*owner)),
            (None, Some(db)) => people::queries::id_by_mail(db, &folded),
            (None, None) => Ok(None),
        }
    }

    /// For somebody or something that a dry run would have added.
    fn planned_id<T>(&self) -> Id<T> {
        const FIRST: i64 = 1 << 52;
        Id::from_raw(FIRST + (self.directory.len() + self.made.len()) as i64)
    }

    /// The name, with an addition where somebody else has it.
    fn free_name(&self, name: &str, notes: &mut Vec<Reason>) -> Result<String> {
        let fitting = fitted(name, NAME_CHARS, notes);
        if !self.is_taken(&fitting)? {
            return Ok(fitting);
        }
        notes.push(Reason::CommunityRenamed);
        let format = self.format.name();
        let mut addition = format!(" ({format})");
        let mut number = 1;
        loop {
            let room = NAME_CHARS - addition.chars().count();
            let candidate = fitted(name, room, &mut Vec::new()) + &addition;
            if !self.is_taken(&candidate)? {
                return Ok(candidate);
            }
            number += 1;
            addition = format!(" ({format} {number})");
        }
    }

    fn is_taken(&self, name: &str) -> Result<bool> {
        let folded = fold::fold(name);
        let planned = self.directory.planned_names.contains(&folded)
            || self.made.planned_names.contains(&folded);
        match self.db {
            Some(db) if !planned => Ok(communities::queries::id_by_name(db, &folded)?.is_some()),
            _ => Ok(planned),
        }
    }
}

/// By what a record is known and named.
pub fn key(record: &Record) -> &str {
    match record {
        Record::Person(person) => &person.key,
        Record::Community(community) => &community.key,
        Record::Membership(membership) => &membership.person,
        _ => "",
    }
}

fn is_mail(text: &str) -> bool {
    let draft = people::Draft {
        name: "Somebody".to_owned(),
        mail: Some(text.to_owned()),
        ..Default::default()
    };
    draft.check().is_ok()
}
