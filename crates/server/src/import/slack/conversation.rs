//! One channel's messages, file after file: which are posts, which are replies, which are neither.
//!
//! A reply whose parent has not been seen waits until the channel ends, or until too many wait. If the
//! parent never comes, the first such reply becomes a post and the others of the thread its replies.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kernel::Time;
use kernel::text::is_blank;
use serde_json::Value;

use super::message::{self, Sort};
use super::names::Names;
use crate::import::fields::{list, text};
use crate::import::reason::Reason;
use crate::import::record::{Community, Membership, Message, Post, Record, Reply};

/// So many replies wait for a parent in all channels; then the oldest of a channel stop waiting.
const WAITING: usize = 10_000;
const DELETED: &str = "*This message was deleted.*";
const UNREADABLE: &str = "*This message could not be imported.*";

/// How many replies wait in all channels.
#[derive(Clone, Default)]
pub struct Waiting(Arc<AtomicUsize>);

pub struct Conversation {
    key: String,
    /// By each message's time in microseconds, which is its id within the channel.
    posts: HashMap<i64, Seen>,
    waiting: VecDeque<(String, Value)>,
    all_waiting: Waiting,
    /// Beginnings of threads that have not come, whose first reply became the post.
    awaited: HashSet<i64>,
    /// Messages that came at the time of another, and who said them.
    doubles: HashSet<(i64, u64)>,
    unlisted: Option<Unlisted>,
}

/// What a channel in no list becomes, once something was said in it.
struct Unlisted {
    community: Option<Community>,
    folder: String,
    /// Who has become a member by writing.
    members: HashSet<String>,
}

/// What is known of a message that came.
struct Seen {
    /// The time of the post it belongs to.
    post: i64,
    speaker: u64,
}

/// Whether a record is news.
enum News {
    New,
    /// At the time of somebody else's.
    Double,
    Old(Reason),
}

impl Conversation {
    pub fn listed(key: &str, all_waiting: &Waiting) -> Conversation {
        Conversation {
            key: key.to_owned(),
            posts: HashMap::new(),
            waiting: VecDeque::new(),
            all_waiting: all_waiting.clone(),
            awaited: HashSet::new(),
            doubles: HashSet::new(),
            unlisted: None,
        }
    }

    pub fn unlisted(community: Community, folder: &str, all_waiting: &Waiting) -> Conversation {
        let key = community.key.clone();
        Conversation {
            unlisted: Some(Unlisted {
                community: Some(community),
                folder: folder.to_owned(),
                members: HashSet::new(),
            }),
            ..Conversation::listed(&key, all_waiting)
        }
    }

    pub fn take(
        &mut self,
        record: Value,
        place: String,
        names: &mut Names,
        out: &mut VecDeque<Record>,
    ) {
        let record = match message::unwrapped(record) {
            Ok(record) => record,
            Err(reason) => return out.push_back(Record::skipped(reason, place)),
        };
        let Some(at) = message::time(&record, "ts") else {
            return skip(Reason::NoTime, place, &record, out);
        };
        if let News::Old(reason) = self.news(at, &record) {
            return out.push_back(Record::skipped(reason, place));
        }
        let parent = message::time(&record, "thread_ts").filter(|&parent| parent != at);
        let known = parent.is_none_or(|parent| self.posts.contains_key(&parent.0));
        if known {
            self.place(record, at, parent, place, names, out);
        } else {
            self.waiting.push_back((place, record));
            let all = self.all_waiting.0.fetch_add(1, Ordering::Relaxed) + 1;
            if all > WAITING
                && let Some((place, record)) = self.waiting.pop_front()
            {
                self.all_waiting.0.fetch_sub(1, Ordering::Relaxed);
                self.settle(record, place, names, out);
            }
        }
    }

    /// Places what has waited.
    pub fn finish(&mut self, names: &mut Names, out: &mut VecDeque<Record>) {
        let mut waiting: Vec<_> = self.waiting.drain(..).collect();
        self.all_waiting
            .0
            .fetch_sub(waiting.len(), Ordering::Relaxed);
        waiting.sort_by_key(|(_, record)| message::time(record, "ts"));
        for (place, record) in waiting {
            self.settle(record, place, names, out);
        }
        self.posts = HashMap::new();
        self.awaited = HashSet::new();
        self.doubles = HashSet::new();
    }

    fn settle(
        &mut self,
        record: Value,
        place: String,
        names: &mut Names,
        out: &mut VecDeque<Record>,
    ) {
        let Some(at) = message::time(&record, "ts") else {
            return;
        };
        if let News::Old(reason) = self.news(at, &record) {
            return out.push_back(Record::skipped(reason, place));
        }
        let parent = message::time(&record, "thread_ts");
        self.place(record, at, parent, place, names, out);
    }

    /// Two messages of one channel never have the same time. Where two people said something at one
    /// time, that time was damaged.
    fn news(&self, at: Time, record: &Value) -> News {
        let speaker = message::speaker(record);
        match self.posts.get(&at.0) {
            _ if self.awaited.contains(&at.0) => News::New,
            None => News::New,
            Some(_) if record.get("was_edit").is_some() => News::Old(Reason::Superseded),
            Some(seen) => {
                if seen.speaker == speaker || self.doubles.contains(&(at.0, speaker)) {
                    News::Old(Reason::Duplicate)
                } else {
                    News::Double
                }
            }
        }
    }

    fn place(
        &mut self,
        record: Value,
        at: Time,
        parent: Option<Time>,
        place: String,
        names: &mut Names,
        out: &mut VecDeque<Record>,
    ) {
        let sort = message::sort(&record);
        let answered = parent.is_none() && message::is_answered(&record);
        let note = match sort {
            Sort::Unknown(reason) => {
                return skip(
                    reason,
                    format!("{place} ({})", text(&record, "subtype")),
                    &record,
                    out,
                );
            }
            Sort::Message => None,
            Sort::System(_) if answered => Some(Reason::SystemRoot),
            Sort::Deleted if answered => Some(Reason::DeletedRoot),
            Sort::System(reason) => return skip(reason, place, &record, out),
            Sort::Deleted => return skip(Reason::Deleted, place, &record, out),
        };
        let Some(author) = names.author(&record, out) else {
            return skip(Reason::NoAuthor, place, &record, out);
        };
        let mut message = Message {
            key: self.message_key(at),
            community: self.key.clone(),
            author,
            at,
            ..Message::default()
        };
        if sort == Sort::Deleted {
            message.body = DELETED.to_owned();
        } else {
            message::fill(&mut message, &record, &place, names, out);
            if is_blank(&message.body) && message.files.is_empty() {
                if !answered {
                    return skip(Reason::Empty, place, &record, out);
                }
                message.body = UNREADABLE.to_owned();
            }
        }
        out.extend(note.map(|note| Record::skipped(note, place.as_str())));
        self.join(&message.author, out);
        message.place = place;
        let speaker = message::speaker(&record);
        let double = matches!(self.news(at, &record), News::Double);
        if double {
            message.key = format!("{}~{speaker:016x}", message.key);
            self.doubles.insert((at.0, speaker));
        }
        // What comes after the first reply to it joins its own thread.
        let thread = if self.awaited.remove(&at.0) {
            Some(at)
        } else {
            parent
        };
        let root = thread.and_then(|thread| self.posts.get(&thread.0).map(|seen| seen.post));
        if !double {
            let post = root.unwrap_or(at.0);
            self.posts.insert(at.0, Seen { post, speaker });
        }
        match (root, parent) {
            (Some(root), _) => {
                let parent = self.message_key(Time(root));
                out.push_back(Record::Reply(Reply { message, parent }));
            }
            (None, Some(parent)) => {
                out.push_back(Record::skipped(Reason::OrphanReply, &message.place));
                let post = at.0;
                self.posts.insert(parent.0, Seen { post, speaker: 0 });
                self.awaited.insert(parent.0);
                out.push_back(Record::Post(Post {
                    message,
                    ..Post::default()
                }));
            }
            (None, None) => out.push_back(Record::Post(Post {
                message,
                ..Post::default()
            })),
        }
    }

    fn message_key(&self, at: Time) -> String {
        let (seconds, micros) = (at.0.div_euclid(1_000_000), at.0.rem_euclid(1_000_000));
        format!("{}/{seconds}.{micros:06}", self.key)
    }

    fn join(&mut self, author: &str, out: &mut VecDeque<Record>) {
        let Some(unlisted) = &mut self.unlisted else {
            return;
        };
        if let Some(community) = unlisted.community.take() {
            let folder = unlisted.folder.as_str();
            out.push_back(Record::skipped(Reason::UnlistedChannel, folder));
            out.push_back(Record::Community(community));
        }
        if unlisted.members.insert(author.to_owned()) {
            let community = self.key.clone();
            out.push_back(Record::Membership(Membership {
                community,
                person: author.to_owned(),
            }));
        }
    }
}

fn skip(reason: Reason, place: String, record: &Value, out: &mut VecDeque<Record>) {
    let reactions = list(record, "reactions")
        .iter()
        .map(|r| list(r, "users").len() as u64)
        .sum();
    out.push_back(Record::skipped(reason, place.as_str()));
    out.extend(Record::skipped_count(
        Reason::ReactionOnSkipped,
        &place,
        reactions,
    ));
}
