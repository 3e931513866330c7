//! Slack exports, of 2016 and of today, also several in one archive as larger organisations get.
//!
//! What is read: `users.json` and `org_users.json`, `channels.json`, `groups.json` (private
//! channels), and the day files of their folders. Direct messages (`dms.json`, `mpims.json`) are
//! counted and left out; so are canvases, whose text the export does not hold, and logs. System
//! lines (joins, topics, names) are not posts, unless somebody answered one in a thread; `reason`
//! has the whole list.
//!
//! Messages of all channels come day by day. A reply may come before its parent, and days after it;
//! of messages only the times are kept, so memory follows their number by a few bytes each.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::Read;

use kernel::Result;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::archive::{Archive, join, name, parent};
use super::identity::Identity;
use super::json::{Elements, unwrapped};
use super::reason::Reason;
use super::record::Record;
use super::{Progress, record};

mod attachments;
mod blocks;
mod conversation;
mod files;
mod identity;
mod lists;
mod markup;
mod message;
mod names;
mod plan;

use conversation::{Conversation, Waiting};
use names::Names;

pub struct Reader {
    archive: Archive,
    tasks: VecDeque<Task>,
    /// The task being worked on, and the file of it.
    task: Option<Task>,
    file: Option<OpenFile>,
    names: Names,
    listed: Listed,
    folders: Vec<Folder>,
    waiting: Waiting,
    out: VecDeque<Record>,
    done_bytes: u64,
}

struct OpenFile {
    index: usize,
    elements: Elements<Box<dyn Read + Send>>,
}

enum Task {
    People(usize),
    /// `channels.json` or `groups.json`.
    Channels {
        file: usize,
        private: bool,
    },
    /// `dms.json` or `mpims.json`.
    Direct(usize),
    Canvases(usize),
    Other(usize),
    /// One day of one folder.
    Messages {
        folder: usize,
        file: usize,
    },
}

#[derive(Default)]
struct Folder {
    path: String,
    files_left: usize,
    began: bool,
    conversation: Option<Conversation>,
    /// Why the messages of this folder are only counted.
    skipped: Option<Reason>,
}

/// What the lists say about folders, by the path of the folder.
#[derive(Default)]
struct Listed {
    /// `None` where several channels claim a folder and one of them is private: nobody knows then
    /// whose messages they are.
    channels: HashMap<String, Option<Claim>>,
    direct: HashSet<String>,
}

struct Claim {
    key: String,
    private: bool,
}

impl Reader {
    /// 422 `not_a_slack_export` when there is neither a list nor a day of messages.
    pub fn new(archive: Archive) -> Result<Reader> {
        let (tasks, folders) = plan::plan(&archive);
        if !tasks.iter().any(|task| !matches!(task, Task::Other(_))) {
            return Err(kernel::Error::invalid("path", "not_a_slack_export"));
        }
        Ok(Reader {
            archive,
            tasks,
            task: None,
            file: None,
            names: Names::default(),
            listed: Listed::default(),
            folders,
            waiting: Waiting::default(),
            out: VecDeque::new(),
            done_bytes: 0,
        })
    }

    /// Reads the lists once more.
    pub fn identity(&self) -> Identity {
        identity::identity(&self.archive)
    }

    pub fn progress(&self) -> Progress {
        let open = self
            .file
            .as_ref()
            .map_or(0, |file| file.elements.consumed_bytes());
        Progress {
            done_bytes: self.done_bytes + open,
            total_bytes: self.archive.total_bytes(),
        }
    }

    /// Does a little more; false when everything is done.
    fn step(&mut self) -> bool {
        if self.file.is_some() {
            self.next_element();
            return true;
        }
        self.task = self.tasks.pop_front();
        match &mut self.task {
            None => return false,
            Some(Task::Messages { folder, file }) => {
                let (folder, file) = (&mut self.folders[*folder], *file);
                if !std::mem::replace(&mut folder.began, true) {
                    self.listed.begin(folder, &self.waiting);
                }
                self.open(file);
            }
            Some(Task::Other(file)) => {
                let file = *file;
                self.out
                    .push_back(Record::skipped(Reason::OtherFile, self.path(file)));
                self.done_bytes += self.archive.files()[file].size_bytes;
                self.task = None;
            }
            Some(
                Task::People(file)
                | Task::Channels { file, .. }
                | Task::Direct(file)
                | Task::Canvases(file),
            ) => {
                let file = *file;
                self.open(file);
            }
        }
        true
    }

    fn path(&self, file: usize) -> &str {
        &self.archive.files()[file].path
    }

    fn open(&mut self, file: usize) {
        match self.archive.read(file) {
            Ok(reader) => {
                self.file = Some(OpenFile {
                    index: file,
                    elements: Elements::new(reader),
                });
            }
            Err(error) => {
                let place = format!("{}: {error}", self.path(file));
                self.out
                    .push_back(Record::skipped(Reason::UnreadableFile, place));
                self.close(file);
            }
        }
    }

    fn close(&mut self, file: usize) {
        self.done_bytes += self.archive.files()[file].size_bytes;
        self.file = None;
        if let Some(Task::Messages { folder, .. }) = self.task.take() {
            let folder = &mut self.folders[folder];
            folder.files_left -= 1;
            if folder.files_left == 0
                && let Some(mut conversation) = folder.conversation.take()
            {
                conversation.finish(&mut self.names, &mut self.out);
            }
        }
    }

    fn next_element(&mut self) {
        let Some(file) = &mut self.file else { return };
        let path = &self.archive.files()[file.index].path;
        let counted = match &self.task {
            Some(Task::Messages { folder, .. }) => self.folders[*folder].skipped,
            Some(Task::Canvases(_)) => Some(Reason::Canvas),
            _ => None,
        }
        .or_else(|| is_canvas(path).then_some(Reason::Canvas));
        let element = match file.elements.next() {
            None => {
                let index = file.index;
                return self.close(index);
            }
            Some(Ok(raw)) if counted.is_some() => {
                let place = format!("{path}[{}]", raw.index);
                let reason = counted.unwrap_or(Reason::OtherFile);
                return self.out.push_back(Record::skipped(reason, place));
            }
            Some(raw) => raw.and_then(|raw| Ok((raw.index, raw.parse::<Value>()?))),
        };
        match element {
            Err(broken) => self.out.push_back(broken.skipped(path)),
            Ok((index, value)) => {
                let place = format!("{path}[{index}]");
                for (value, place) in unwrapped(value, place) {
                    if value.is_object() {
                        self.take(value, place);
                    } else {
                        self.out
                            .push_back(Record::skipped(Reason::NotARecord, place));
                    }
                }
            }
        }
    }

    fn take(&mut self, value: Value, place: String) {
        match &mut self.task {
            Some(Task::People(_)) => lists::person(&value, place, &mut self.names, &mut self.out),
            Some(Task::Channels { file, .. }) if lists::is_direct(&value) => {
                let folder = parent(&self.archive.files()[*file].path);
                self.listed.add_direct(folder, &value);
            }
            Some(Task::Channels { file, private }) => {
                let folder = parent(&self.archive.files()[*file].path);
                let channel =
                    lists::channel(&value, place, *private, &mut self.names, &mut self.out);
                if let Some((name, key)) = channel {
                    let private = self.names.channel(&key).is_none_or(|(_, open)| !open);
                    for folder_name in [&name, &key] {
                        self.listed.claim(join(folder, folder_name), &key, private);
                    }
                }
            }
            Some(Task::Direct(file)) => {
                let folder = parent(&self.archive.files()[*file].path);
                self.listed.add_direct(folder, &value);
            }
            Some(Task::Messages { folder, .. }) => {
                if let Some(conversation) = &mut self.folders[*folder].conversation {
                    conversation.take(value, place, &mut self.names, &mut self.out);
                }
            }
            _ => {}
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

impl Listed {
    fn begin(&self, folder: &mut Folder, waiting: &Waiting) {
        let name = name(&folder.path);
        if self.direct.contains(&folder.path) {
            folder.skipped = Some(Reason::DirectMessage);
        } else if let Some(Some(claim)) = self.channels.get(&composed(&folder.path)) {
            folder.conversation = Some(Conversation::listed(&claim.key, waiting));
        } else if is_direct(name) {
            folder.skipped = Some(Reason::DirectMessage);
        } else if name.starts_with("FC:") || name.starts_with("FC_") {
            folder.skipped = Some(Reason::FileConversation);
        } else {
            let community = record::Community {
                key: format!("folder:{}", folder.path),
                name: name.to_owned(),
                private: true,
                ..Default::default()
            };
            folder.conversation = Some(Conversation::unlisted(community, &folder.path, waiting));
        }
    }

    fn claim(&mut self, folder: String, key: &str, private: bool) {
        let claim = || Claim {
            key: key.to_owned(),
            private,
        };
        let claimed = self
            .channels
            .entry(composed(&folder))
            .or_insert_with(|| Some(claim()));
        let others = claimed.as_ref().filter(|other| other.key != key);
        if others.is_some_and(|other| other.private || private) {
            *claimed = None;
        }
    }

    fn add_direct(&mut self, folder: &str, conversation: &Value) {
        for key in ["id", "name"] {
            let name = super::fields::text(conversation, key);
            if !name.is_empty() {
                self.direct.insert(join(folder, name));
            }
        }
    }
}

/// Accents as Slack writes them: whoever packs an export again may have taken them apart.
fn composed(path: &str) -> String {
    path.nfc().collect()
}

/// The name of a folder of direct messages: `D024BE91L`, `mpdm-ada--ben--chi-1`.
fn is_direct(name: &str) -> bool {
    let id = name.len() >= 9 && name.starts_with('D');
    name.starts_with("mpdm-")
        || id
            && name
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_canvas(path: &str) -> bool {
    name(path).starts_with("canvas")
}

#[cfg(test)]
mod tests;
