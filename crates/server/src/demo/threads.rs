//! The conversations that were written by hand, as they stand in the files of `threads/`.

use features::posts::Kind;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// Absent for a post on the author's own storyline.
    pub community: Option<String>,
    /// A key of the cast, or a slot such as `staff@Leeds Briggate.2`: somebody of that kind, the same
    /// person throughout the thread.
    pub by: String,
    pub kind: Kind,
    #[serde(default)]
    pub title: String,
    pub text: String,
    /// Who is praised.
    #[serde(default)]
    pub people: Vec<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    /// Days before today.
    pub day: i64,
    pub at: String,
    /// How many people react, in a company of two thousand.
    #[serde(default)]
    pub reactions: usize,
    /// Noted by who wrote it; the product marks communities official, not posts.
    #[serde(default, rename = "official")]
    _official: bool,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub reply: Vec<Reply>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub by: String,
    /// After the post.
    pub after_minutes: i64,
    pub text: String,
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub reactions: usize,
    /// The earlier reply this one answers.
    pub to: Option<usize>,
}

#[derive(Deserialize)]
struct File {
    thread: Vec<Thread>,
}

const FILES: [&str; 4] = [
    include_str!("threads/company.toml"),
    include_str!("threads/operations.toml"),
    include_str!("threads/stores.toml"),
    include_str!("threads/network.toml"),
];

/// All of them, the newest first.
pub fn all() -> Vec<Thread> {
    let read = |file: &&str| -> File {
        toml::from_str(file).expect("the hand-written threads are well-formed")
    };
    let mut threads: Vec<Thread> = FILES
        .iter()
        .map(read)
        .flat_map(|file| file.thread)
        .collect();
    threads.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| b.at.cmp(&a.at)));
    threads
}

/// The keys in `@{key}` of a text.
pub fn mentions(text: &str) -> impl Iterator<Item = &str> {
    text.split("@{")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(key, _)| key)
}

/// A slot without its number, for those of one kind: `staff@Leeds Briggate.2` is of
/// `staff@Leeds Briggate`.
pub fn kind_of_slot(slot: &str) -> &str {
    match slot.rsplit_once('.') {
        Some((kind, number)) if number.parse::<u32>().is_ok() => kind,
        _ => slot,
    }
}
