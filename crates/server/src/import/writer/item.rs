//! A message made ready to be written: its people found, its text rendered, its reactions ours.
//!
//! This is most of the work of an import and needs no database, so it happens while others write.

use features::posts::backdated::Entry;
use features::posts::{Kind, headline};
use kernel::text::one_line;
use network::{CommunityId, PersonId};

use super::directory::Directory;
use super::fit::fitted;
use super::ground::{foreign, membership_key};
use super::{reactions, text};
use crate::import::queries;
use crate::import::reason::Reason;
use crate::import::record::{self, Membership, PostKind, Skipped};
use crate::import::report::{Parts, Report};

const TITLE_CHARS: usize = 200;
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are messages, and none is kept"
)]
pub enum Item {
    Member {
        key: String,
        community: CommunityId,
        person: PersonId,
    },
    Message(Message),
}

#[derive(Debug)]
pub struct Message {
    /// As it is remembered.
    pub key: String,
    pub place: String,
    pub community: CommunityId,
    pub role: Role,
    pub entry: Entry,
    /// What the archive counts.
    pub parts: Parts,
}

#[derive(Debug)]
pub enum Role {
    Post {
        kind: Kind,
        title: String,
    },
    /// To the message with this key.
    Reply {
        parent: String,
    },
}

impl Role {
    /// What it is remembered as.
    pub fn noted(&self) -> queries::Kind {
        match self {
            Role::Post { .. } => queries::Kind::Post,
            Role::Reply { .. } => queries::Kind::Reply,
        }
    }
}

impl Item {
    /// `None`, which the report then says, when one of the two did not come.
    pub fn member(
        membership: &Membership,
        directory: &Directory,
        report: &mut Report,
    ) -> Option<Item> {
        let person = directory.person(&membership.person);
        let community = directory.community(&membership.community);
        let (Some(person), Some(community)) = (person, community) else {
            let place = membership.person.clone();
            report.skip(&Skipped {
                reason: Reason::NotAdded,
                place,
                count: 1,
            });
            return None;
        };
        let key = foreign(&membership_key(membership)).into_owned();
        Some(Item::Member {
            key,
            community,
            person,
        })
    }

    pub fn post(post: record::Post, directory: &Directory, report: &mut Report) -> Option<Item> {
        // A question that was settled is no open one, and which answer settled it is not known.
        let asks = post.kind == PostKind::Question && !post.resolved;
        if post.resolved {
            let place = post.message.place.clone();
            report.skip(&Skipped {
                reason: Reason::ResolvedQuestion,
                place,
                count: 1,
            });
        }
        let kind = if asks { Kind::Question } else { Kind::Update };
        let given = one_line(post.title.as_deref().unwrap_or_default());
        let mut message = Message::new(post.message, asks, directory, report)?;
        let mut notes = Vec::new();
        let title = if given.is_empty() && asks {
            let plain = &message.entry.text.rendered.plain;
            headline("", plain.lines().next().unwrap_or_default())
        } else {
            fitted(&given, TITLE_CHARS, &mut notes)
        };
        for reason in notes {
            message.note(reason, 1, report);
        }
        message.role = Role::Post { kind, title };
        Some(Item::Message(message))
    }

    pub fn reply(reply: record::Reply, directory: &Directory, report: &mut Report) -> Option<Item> {
        let mut message = Message::new(reply.message, false, directory, report)?;
        message.role = Role::Reply {
            parent: foreign(&reply.parent).into_owned(),
        };
        Some(Item::Message(message))
    }

    /// About as much memory as it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Item::Member { key, .. } => key.len(),
            Item::Message(message) => {
                let text = &message.entry.text;
                text.body.len() + text.rendered.html.len() + text.rendered.plain.len()
            }
        }
    }
}

impl Message {
    fn new(
        message: record::Message,
        to_question: bool,
        directory: &Directory,
        report: &mut Report,
    ) -> Option<Message> {
        let community = directory.community(&message.community);
        let author = directory.person(&message.author);
        let (Some(community), Some(author)) = (community, author) else {
            report.skip(&Skipped {
                reason: Reason::NotWritten,
                place: message.place,
                count: 1,
            });
            return None;
        };
        let (text, notes) = text::compose(&message.body, &message.files, directory);
        let mapped = reactions::map(&message.reactions, to_question, directory);
        let made = Message {
            key: foreign(&message.key).into_owned(),
            community,
            role: Role::Post {
                kind: Kind::Update,
                title: String::new(),
            },
            parts: Parts::of(&message),
            entry: Entry {
                author,
                mentions: directory.ours_among(&text),
                text,
                at: message.at,
                edited_at: message.edited_at,
                reactions: mapped.given,
            },
            place: message.place,
        };
        for reason in notes {
            made.note(reason, 1, report);
        }
        for (reason, count) in mapped.notes {
            made.note(reason, count, report);
        }
        Some(made)
    }

    fn note(&self, reason: Reason, count: u64, report: &mut Report) {
        report.skip(&Skipped {
            reason,
            place: self.place.clone(),
            count,
        });
    }
}
