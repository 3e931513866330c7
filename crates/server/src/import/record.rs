//! What every archive is turned into: a flat stream of records in an order that is written in one
//! pass.
//!
//! A person comes before anything they did, a community before its members and posts, a post before
//! its replies. Keys are the archive's own names for things, unique per kind within one archive;
//! they never become our ids. Nothing here knows Slack, Zulip or the tables.

use kernel::Time;

use super::reason::Reason;

#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Person(Person),
    Community(Community),
    Membership(Membership),
    Post(Post),
    Reply(Reply),
    Skipped(Skipped),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    pub key: String,
    pub name: String,
    pub mail: Option<String>,
    pub title: Option<String>,
    /// Name of a time zone as the archive has it, such as `Europe/Berlin`.
    pub tz: Option<String>,
    pub bot: bool,
    pub guest: bool,
    pub deactivated: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Community {
    pub key: String,
    pub name: String,
    pub purpose: String,
    pub topic: String,
    /// Readable by its members only.
    pub private: bool,
    pub archived: bool,
    pub at: Option<Time>,
    pub creator: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    pub community: String,
    pub person: String,
}

/// What posts and replies have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Unique in the archive, also between posts and replies.
    pub key: String,
    /// File and index of the record, for whoever looks for it.
    pub place: String,
    pub community: String,
    pub author: String,
    pub at: Time,
    /// Markdown. Mentions are `[@Name](mention:KEY)`, channels `[#name](channel:KEY)` with the
    /// key as [`encode_key`] writes it; the writer puts its own addresses there. Empty only when
    /// there are files. Not cut to any length.
    pub body: String,
    pub edited_at: Option<Time>,
    pub reactions: Vec<Reaction>,
    pub files: Vec<FileLink>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Post {
    pub message: Message,
    pub title: Option<String>,
    pub kind: PostKind,
    /// Only questions are; which answer settled it is not known.
    pub resolved: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PostKind {
    #[default]
    Update,
    Question,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub message: Message,
    /// The key of a post that came before.
    pub parent: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    /// As the archive calls it: `+1`, `tada::skin-tone-3`.
    pub name: String,
    /// Keys of people, each once.
    pub people: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FileLink {
    pub name: String,
    /// Where the file lay, without tokens; an address without a host when the archive has none.
    pub url: String,
    pub size_bytes: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    pub reason: Reason,
    /// File and index of the record, or file, line and column.
    pub place: String,
    pub count: u64,
}

impl Record {
    pub fn skipped(reason: Reason, place: impl Into<String>) -> Record {
        Record::Skipped(Skipped {
            reason,
            place: place.into(),
            count: 1,
        })
    }

    /// Nothing for a count of zero.
    pub fn skipped_count(reason: Reason, place: &str, count: u64) -> Option<Record> {
        let skipped = || {
            Record::Skipped(Skipped {
                reason,
                place: place.to_owned(),
                count,
            })
        };
        (count > 0).then(skipped)
    }
}

/// A key as it stands in the address of a placeholder link.
pub fn encode_key(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The reverse of [`encode_key`]; what is not an escape stays.
pub fn decode_key(text: &str) -> String {
    decode_escapes(text, b'%')
}

/// Replaces `%20`-like escapes, begun by any `mark`, by their bytes; broken UTF-8 is replaced.
pub fn decode_escapes(text: &str, mark: u8) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == mark);
        let byte = escape
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out)
        .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_the_placeholder() {
        for key in ["U061A1R2R", "Zoë (ops) %20 [x]", "a b.c", "😀"] {
            let encoded = encode_key(key);
            assert!(!encoded.contains([' ', '(', ')', '[', ']']), "{encoded}");
            assert_eq!(decode_key(&encoded), key);
        }
        assert_eq!(decode_key("50% off %zz %e4"), "50% off %zz \u{fffd}");
        assert_eq!(decode_escapes("0.2E1.C2.B0-JRA", b'.'), "0.1°-JRA");
    }
}
