//! Which file of an export is what, told by names and folders alone, and in which order to read them.
//!
//! An organisation's archive may hold several exports side by side: every folder with lists in it is
//! one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Folder, Task};
use crate::import::archive::{self, Archive, parent};

const LISTS: [&str; 6] = [
    "users.json",
    "org_users.json",
    "channels.json",
    "groups.json",
    "dms.json",
    "mpims.json",
];

/// Lists of people before lists of channels before messages. Private channels come first: one that
/// stands in both lists, because it was made private, is private. Messages of all channels day by day, so
/// that they come nearly in the order of their times: what is written is then written side by side.
pub fn plan(archive: &Archive) -> (VecDeque<Task>, Vec<Folder>) {
    let files = archive.files();
    let name = |file: usize| archive::name(&files[file].path);
    let mut roots: BTreeSet<&str> = (0..files.len())
        .filter(|&f| LISTS.contains(&name(f)))
        .map(|f| parent(&files[f].path))
        .collect();
    if roots.is_empty() {
        let days = (0..files.len()).filter(|&file| is_day(name(file)));
        roots = days.map(|file| parent(parent(&files[file].path))).collect();
    }
    let mut tasks: [Vec<Task>; 4] = Default::default();
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (file, entry) in files.iter().enumerate() {
        let folder = parent(&entry.path);
        if roots.contains(folder) {
            let (turn, task) = match name(file) {
                "users.json" | "org_users.json" => (0, Task::People(file)),
                "groups.json" => (
                    1,
                    Task::Channels {
                        file,
                        private: true,
                    },
                ),
                "channels.json" => (
                    2,
                    Task::Channels {
                        file,
                        private: false,
                    },
                ),
                "dms.json" | "mpims.json" => (2, Task::Direct(file)),
                "canvases.json" => (3, Task::Canvases(file)),
                _ => (3, Task::Other(file)),
            };
            tasks[turn].push(task);
        } else if !folder.is_empty() && roots.contains(parent(folder)) && is_messages(name(file)) {
            folders.entry(folder).or_default().push(file);
        } else {
            tasks[3].push(Task::Other(file));
        }
    }
    let mut messages: Vec<(&str, Task)> = Vec::new();
    let mut begun = Vec::new();
    for (folder, (path, files)) in folders.into_iter().enumerate() {
        messages.extend(
            files
                .iter()
                .map(|&file| (name(file), Task::Messages { folder, file })),
        );
        begun.push(Folder {
            path: path.to_owned(),
            files_left: files.len(),
            ..Folder::default()
        });
    }
    // Of one day the folders stay in the order of their names.
    messages.sort_by_key(|(day, _)| *day);
    let messages = messages.into_iter().map(|(_, task)| task);
    (tasks.into_iter().flatten().chain(messages).collect(), begun)
}

/// `2016-07-31.json`
fn is_day(name: &str) -> bool {
    let shape: String = name
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00.json"
}

/// Of a channel's folder everything is tried but what is known to be something else.
fn is_messages(name: &str) -> bool {
    is_day(name)
        || !["huddle", "lists", "file_"]
            .iter()
            .any(|other| name.starts_with(other))
}
