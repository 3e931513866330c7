//! Folders written by zulip-archive: `zulip_json/<stream>/<topic>.json` and `stream_index.json`.
//!
//! A stream becomes a community, a topic one post: its first message is the post and has the topic's
//! name as title, the others are replies. A stream that an index leaves out may have been private and
//! is closed; without any index all are open. Lines by Zulip's notification bot are not posts. Everybody
//! who sent anything is a person, known by their full name, and a member of the streams they wrote
//! in; bots are marked. The files are read twice: first for the names of senders, so that a mention
//! of somebody who writes later is known as one, and members come before all messages, stream by stream.
//! Topics come in the order in which they began, over all streams. What is near in a table is written
//! near each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::io::Read;
use std::sync::Arc;

use kernel::{Error, Result, Time};
use serde::Deserialize;
use serde_json::Value;

use super::Progress;
use super::archive::{Archive, join, name, parent};
use super::fields::{number, since_1970, whole};
use super::identity::Identity;
use super::json::{Elements, unwrapped};
use super::reason::Reason;
use super::record::{Membership, Person, Record};

mod html;
mod identity;
mod inline;
mod render;
mod streams;
mod topic;

use topic::Topic;

pub struct Reader {
    archive: Archive,
    tasks: VecDeque<Task>,
    /// The task being worked on, and its file.
    open: Option<(Task, Elements<Box<dyn Read + Send>>)>,
    /// When the first message of each file was written.
    begun: HashMap<usize, Time>,
    /// Files stand in the order of their paths until all were read once.
    sorted: bool,
    names: Names,
    /// Of the streams whose members have not come.
    members: VecDeque<Members>,
    /// Numbers of the messages that have come: a moved message may stand in two files.
    seen: HashSet<i64>,
    out: VecDeque<Record>,
    done_bytes: u64,
}

enum Task {
    /// Who wrote in this file of a stream, by its number among those with members.
    Senders {
        file: usize,
        stream: usize,
    },
    Topic {
        file: usize,
        topic: Topic,
    },
    Other {
        file: usize,
    },
}

/// Who wrote in a stream, by their numbers.
struct Members {
    stream: String,
    people: BTreeSet<usize>,
}

/// Members that come at a time.
const JOINED: usize = 100;

/// Who and what there is, before any message is read.
#[derive(Default)]
pub struct Names {
    /// Full names of all who sent something, numbered in the order in which they were met.
    people: HashMap<Arc<str>, usize>,
    numbered: Vec<Arc<str>>,
    /// Names of the streams that everyone may know, by key.
    streams: HashMap<String, String>,
}

/// What the first reading takes from a message.
#[derive(Deserialize)]
struct Sender {
    #[serde(default)]
    timestamp: Value,
    #[serde(default)]
    sender_full_name: Value,
    #[serde(default)]
    sender_is_bot: Value,
    #[serde(default)]
    is_bot: Value,
    /// Where the element is not a message, but holds them.
    #[serde(default)]
    messages: Value,
}

impl Reader {
    /// 422 `not_a_zulip_archive` when no folder of streams is found.
    pub fn new(archive: Archive) -> Result<Reader> {
        let root = root(&archive)
            .ok_or_else(|| Error::invalid("path", "not_a_zulip_archive"))?
            .to_owned();
        let mut reader = Reader {
            archive,
            tasks: VecDeque::new(),
            open: None,
            begun: HashMap::new(),
            sorted: false,
            names: Names::default(),
            members: VecDeque::new(),
            seen: HashSet::new(),
            out: VecDeque::new(),
            done_bytes: 0,
        };
        reader.plan(&root);
        Ok(reader)
    }

    /// To be asked before the first record is.
    pub fn identity(&self) -> Identity {
        let topics = self.tasks.iter().filter_map(|task| match task {
            Task::Topic { file, .. } => Some(*file),
            _ => None,
        });
        identity::identity(&self.archive, &topics.collect::<Vec<_>>())
    }

    /// Bytes count twice, because the files of topics are read twice.
    pub fn progress(&self) -> Progress {
        let open = self
            .open
            .as_ref()
            .map_or(0, |(_, elements)| elements.consumed_bytes());
        let total_bytes = self.archive.total_bytes() * 2;
        Progress {
            done_bytes: (self.done_bytes + open).min(total_bytes),
            total_bytes,
        }
    }

    fn plan(&mut self, root: &str) {
        let files = self.archive.files();
        let index_path = join(root, "stream_index.json");
        let index = files.iter().position(|file| file.path == index_path);
        let mut listed = Vec::new();
        if let Some(index) = index {
            listed = streams::listed(self.archive.read(index), &index_path, &mut self.out);
            self.done_bytes += files[index].size_bytes * 2;
        }
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for file in (0..files.len()).filter(|&file| Some(file) != index) {
            let folder = parent(&files[file].path);
            if folder != root && parent(folder) == root {
                folders.entry(folder).or_default().push(file);
            } else {
                self.tasks.push_back(Task::Other { file });
            }
        }
        for (stream, (folder, files)) in folders.iter().enumerate() {
            let senders = files.iter().map(|&file| Task::Senders { file, stream });
            self.tasks.extend(senders);
            self.members.push_back(Members {
                stream: streams::key(name(folder)),
                people: BTreeSet::new(),
            });
        }
        for (folder, topics) in folders {
            let name = name(folder);
            let key = streams::key(name);
            if !streams::claim(&mut listed, name) {
                let mut stream = streams::from_folder(name);
                // Where streams are listed, what is in no list may have been private.
                stream.private = index.is_some();
                if stream.private {
                    self.out
                        .push_back(Record::skipped(Reason::UnlistedChannel, folder));
                }
                listed.push(stream);
            }
            for file in topics {
                let topic = Topic::new(&files[file].path, &key);
                self.tasks.push_back(Task::Topic { file, topic });
            }
        }
        for stream in listed {
            if !stream.private {
                self.names
                    .streams
                    .insert(stream.key.clone(), stream.name.clone());
            }
            self.out.push_back(Record::Community(stream));
        }
    }

    /// Does a little more; false when everything is done.
    fn step(&mut self) -> bool {
        if self.open.is_some() {
            self.next_element();
            return true;
        }
        let all_are_known = matches!(self.tasks.front(), None | Some(Task::Topic { .. }));
        if all_are_known && self.join_some() {
            return true;
        }
        if !self.sorted && all_are_known {
            self.sorted = true;
            let begun = |task: &Task| self.begun.get(&task.file()).copied();
            self.tasks.make_contiguous().sort_by_key(begun);
        }
        let Some(task) = self.tasks.pop_front() else {
            return false;
        };
        let file = task.file();
        let entry = &self.archive.files()[file];
        if matches!(task, Task::Other { .. }) {
            self.out
                .push_back(Record::skipped(Reason::OtherFile, entry.path.as_str()));
            self.done_bytes += entry.size_bytes * 2;
            return true;
        }
        match self.archive.read(file) {
            Ok(reader) => self.open = Some((task, Elements::new(reader))),
            Err(error) => {
                self.done_bytes += entry.size_bytes;
                if matches!(task, Task::Topic { .. }) {
                    let place = format!("{}: {error}", entry.path);
                    self.out
                        .push_back(Record::skipped(Reason::UnreadableFile, place));
                }
            }
        }
        true
    }

    fn next_element(&mut self) {
        let Some((task, elements)) = &mut self.open else {
            return;
        };
        let entry = &self.archive.files()[task.file()];
        let Some(raw) = elements.next() else {
            self.done_bytes += entry.size_bytes;
            self.open = None;
            return;
        };
        match task {
            Task::Topic { topic, .. } => {
                let parsed = raw.and_then(|raw| Ok((raw.index, raw.parse::<Value>()?)));
                match parsed {
                    Err(broken) => self.out.push_back(broken.skipped(&entry.path)),
                    Ok((index, value)) => {
                        let place = format!("{}[{index}]", entry.path);
                        for (value, place) in unwrapped(value, place) {
                            if number(&value, "id").is_some_and(|id| !self.seen.insert(id)) {
                                self.out
                                    .push_back(Record::skipped(Reason::Duplicate, place));
                                continue;
                            }
                            topic.take(&value, place, &self.names, &mut self.out);
                        }
                    }
                }
            }
            Task::Other { .. } => {}
            // What is broken is named when the messages are read.
            Task::Senders { file, stream } => {
                let (file, stream) = (*file, *stream);
                if let Ok(sender) = raw.and_then(|raw| raw.parse::<Sender>()) {
                    let within = sender.messages.as_array().map_or(&[][..], Vec::as_slice);
                    let first = within.first().map(|message| &message["timestamp"]);
                    if let Some(at) = whole(first.unwrap_or(&sender.timestamp)) {
                        let begun = self.begun.entry(file);
                        begun.or_insert_with(|| since_1970(at));
                    }
                    for message in within {
                        if let Ok(sender) = Sender::deserialize(message) {
                            self.introduce(&sender, stream);
                        }
                    }
                    self.introduce(&sender, stream);
                }
            }
        }
    }

    fn introduce(&mut self, sender: &Sender, stream: usize) {
        let name = sender.sender_full_name.as_str().unwrap_or_default().trim();
        if name.is_empty() {
            return;
        }
        let known = self.names.people.get(name).copied();
        let number = known.unwrap_or(self.names.numbered.len());
        if name != topic::NOTIFIER {
            self.members[stream].people.insert(number);
        }
        if known.is_some() {
            return;
        }
        let shared: Arc<str> = name.into();
        self.names.people.insert(shared.clone(), number);
        self.names.numbered.push(shared);
        let said = |value: &Value| value == &Value::Bool(true);
        self.out.push_back(Record::Person(Person {
            key: name.to_owned(),
            name: name.to_owned(),
            bot: said(&sender.sender_is_bot) || said(&sender.is_bot) || is_bot_name(name),
            ..Person::default()
        }));
    }

    /// A few more memberships; false when all have come.
    fn join_some(&mut self) -> bool {
        let Some(members) = self.members.front_mut() else {
            return false;
        };
        let some = std::iter::from_fn(|| members.people.pop_first()).take(JOINED);
        self.out.extend(some.map(|number| {
            Record::Membership(Membership {
                community: members.stream.clone(),
                person: self.names.numbered[number].to_string(),
            })
        }));
        if members.people.is_empty() {
            self.members.pop_front();
        }
        true
    }
}

impl Task {
    fn file(&self) -> usize {
        match self {
            Task::Senders { file, .. } | Task::Topic { file, .. } | Task::Other { file } => *file,
        }
    }
}

impl Iterator for Reader {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            if !self.step() {
                return None;
            }
        }
    }
}

/// The archive says only names; Zulip's own bots and many others are called so.
fn is_bot_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["bot", "webhook", "email gateway"].iter().any(|end| {
        name.strip_suffix(end)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    }) || name.ends_with("[bot]")
}

/// The folder of the streams' folders.
fn root(archive: &Archive) -> Option<&str> {
    let paths = || archive.files().iter().map(|file| file.path.as_str());
    let index = paths().filter(|path| name(path) == "stream_index.json");
    let by_index = index.map(parent).min_by_key(|folder| folder.len());
    let begins = |path: &'static str| {
        move |found: &&str| *found == path || found.ends_with(&format!("/{path}"))
    };
    let by_name = || {
        let folders = paths().map(|path| parent(parent(path)));
        folders
            .filter(begins("zulip_json"))
            .min_by_key(|folder| folder.len())
    };
    let by_streams = || {
        let folders = paths().map(parent).filter(|folder| {
            let name = name(folder);
            streams::has_number(name)
        });
        folders.map(parent).min_by_key(|folder| folder.len())
    };
    by_index.or_else(by_name).or_else(by_streams)
}

#[cfg(test)]
mod tests;
