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

/// Lists of people before lists of channels before messages, folders in the order of their names.
pub fn plan(archive: &Archive) -> VecDeque<Task> {
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
    let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
    for (file, entry) in files.iter().enumerate() {
        let folder = parent(&entry.path);
        if roots.contains(folder) {
            let (turn, task) = match name(file) {
                "users.json" | "org_users.json" => (0, Task::People(file)),
                "channels.json" => (
                    1,
                    Task::Channels {
                        file,
                        private: false,
                    },
                ),
                "groups.json" => (
                    2,
                    Task::Channels {
                        file,
                        private: true,
                    },
                ),
                "dms.json" | "mpims.json" => (2, Task::Direct(file)),
                "canvases.json" => (3, Task::Canvases(file)),
                _ => (3, Task::Other(file)),
            };
            tasks[turn].push(task);
        } else if !folder.is_empty() && roots.contains(parent(folder)) && is_messages(name(file)) {
            let new = || Folder {
                path: folder.to_owned(),
                files: VecDeque::new(),
                conversation: None,
                skipped: None,
            };
            folders
                .entry(folder)
                .or_insert_with(new)
                .files
                .push_back(file);
        } else {
            tasks[3].push(Task::Other(file));
        }
    }
    let folders = folders
        .into_values()
        .map(|folder| Task::Folder(Box::new(folder)));
    tasks.into_iter().flatten().chain(folders).collect()
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
