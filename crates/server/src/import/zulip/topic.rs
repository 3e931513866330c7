//! One topic: its first message becomes a post, the others replies to it.
//!
//! A topic is a question when its first message or its name ends with a question mark, or when it
//! was resolved; which answer settled it nobody noted.

use std::collections::VecDeque;

use kernel::text::is_blank;
use serde_json::Value;

use super::Names;
use super::render;
use crate::import::archive::name;
use crate::import::fields::{list, number, since_1970, text};
use crate::import::reason::Reason;
use crate::import::record::{Message, Post, PostKind, Reaction, Record, Reply, decode_escapes};

pub struct Topic {
    community: String,
    path: String,
    title: String,
    resolved: bool,
    /// The key of the post, once there is one.
    post: Option<String>,
}

/// Before the name of a topic that was resolved, with a blank.
const RESOLVED: char = '✔';
/// What it says is no message.
pub const NOTIFIER: &str = "Notification Bot";

impl Topic {
    pub fn new(path: &str, community: &str) -> Topic {
        let file = name(path);
        let name = decode_escapes(file.trim_end_matches(".json"), b'.');
        let title = name.trim_start_matches(|c: char| c == RESOLVED || c.is_whitespace());
        Topic {
            community: community.to_owned(),
            path: path.to_owned(),
            title: if title.is_empty() {
                name.trim()
            } else {
                title.trim()
            }
            .to_owned(),
            resolved: name.starts_with(RESOLVED),
            post: None,
        }
    }

    pub fn take(
        &mut self,
        value: &Value,
        place: String,
        names: &Names,
        out: &mut VecDeque<Record>,
    ) {
        match self.message(value, &place, names, out) {
            Err(reason) => {
                out.push_back(Record::skipped(reason, place.as_str()));
                let lost = list(value, "reactions").len() as u64;
                out.extend(Record::skipped_count(
                    Reason::ReactionOnSkipped,
                    &place,
                    lost,
                ));
            }
            Ok(message) => {
                let record = match &self.post {
                    Some(parent) => Record::Reply(Reply {
                        message,
                        parent: parent.clone(),
                    }),
                    None => {
                        self.post = Some(message.key.clone());
                        Record::Post(self.post(message))
                    }
                };
                out.push_back(record);
            }
        }
    }

    fn post(&self, message: Message) -> Post {
        let asks = |text: &str| {
            text.trim_end_matches(['*', '_', ' ', '\n', ')'])
                .ends_with('?')
        };
        let question = self.resolved || asks(&message.body) || asks(&self.title);
        let nameless = self.title.is_empty() || self.title == "(no topic)";
        Post {
            title: (!nameless).then(|| self.title.clone()),
            kind: if question {
                PostKind::Question
            } else {
                PostKind::Update
            },
            resolved: self.resolved,
            message,
        }
    }

    fn message(
        &self,
        value: &Value,
        place: &str,
        names: &Names,
        out: &mut VecDeque<Record>,
    ) -> Result<Message, Reason> {
        if !value.is_object() {
            return Err(Reason::NotARecord);
        }
        let author = text(value, "sender_full_name").trim();
        let content = text(value, "content");
        if author == NOTIFIER {
            return Err(notice(content));
        }
        if author.is_empty() {
            return Err(Reason::NoAuthor);
        }
        let at = number(value, "timestamp")
            .filter(|&at| at > 0)
            .ok_or(Reason::NoTime)?;
        let rendered = render::markdown(content, names);
        if is_blank(&rendered.body) && rendered.files.is_empty() {
            return Err(Reason::Empty);
        }
        // Without a number of its own a message is known by its place.
        let index = || {
            place
                .rsplit('[')
                .next()
                .unwrap_or_default()
                .trim_end_matches(']')
        };
        let key = match number(value, "id") {
            Some(id) => id.to_string(),
            None => format!("{}#{}", self.path, index()),
        };
        Ok(Message {
            key,
            place: place.to_owned(),
            community: self.community.clone(),
            author: author.to_owned(),
            at: since_1970(at),
            body: rendered.body,
            edited_at: number(value, "last_edit_timestamp").map(since_1970),
            reactions: reactions(value, place, names, out),
            files: rendered.files,
        })
    }
}

/// What the notification bot says, by its English wording; other languages are plain notices.
fn notice(content: &str) -> Reason {
    let says = |words: &[&str]| words.iter().any(|word| content.contains(word));
    if says(&["marked this topic as"]) {
        Reason::TopicResolved
    } else if says(&["was moved", "were moved"]) {
        Reason::TopicMoved
    } else if says(&["created", "renamed", "changed the", "archived"]) {
        Reason::StreamEvent
    } else {
        Reason::Notification
    }
}

/// zulip-archive leaves reactions out; should a version keep them, they have the form of Zulip's API:
/// one element for each person and emoji.
fn reactions(
    value: &Value,
    place: &str,
    names: &Names,
    out: &mut VecDeque<Record>,
) -> Vec<Reaction> {
    let mut found: Vec<Reaction> = Vec::new();
    let mut nameless = 0;
    for reaction in list(value, "reactions") {
        let user = reaction.get("user").unwrap_or(&Value::Null);
        let person = [text(user, "full_name"), text(reaction, "user_full_name")]
            .into_iter()
            .find(|name| names.people.contains_key(*name));
        let name = text(reaction, "emoji_name");
        let (Some(person), false) = (person, name.is_empty()) else {
            nameless += 1;
            continue;
        };
        let at = found
            .iter()
            .position(|known| known.name == name)
            .unwrap_or_else(|| {
                found.push(Reaction {
                    name: name.to_owned(),
                    people: Vec::new(),
                });
                found.len() - 1
            });
        if !found[at].people.iter().any(|known| known == person) {
            found[at].people.push(person.to_owned());
        }
    }
    out.extend(Record::skipped_count(
        Reason::ReactionWithoutPerson,
        place,
        nameless,
    ));
    found
}
