//! Reads what other programs exported and hands it on as one flat stream of records.
//!
//! A reader never holds a whole archive and never stops on a bad record: what cannot be mapped
//! comes out as a [`Skipped`] with its reason and place. Readers touch no database, make no ids and
//! decide no rights; that is the part of [`writer`], which writes what they read.

use std::path::Path;

use kernel::Result;
use serde::{Deserialize, Serialize};

pub mod archive;
mod emoji;
mod fields;
pub mod identity;
mod json;
mod markdown;
pub mod queries;
pub mod reason;
pub mod record;
pub mod report;
mod slack;
pub mod writer;
mod zulip;

pub use archive::{Archive, Limits};
pub use identity::Identity;
pub use reason::{Loss, Reason};
pub use record::{
    Community, FileLink, Membership, Message, Person, Post, PostKind, Reaction, Record, Reply,
    Skipped,
};
pub use report::Report;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Slack,
    Zulip,
}

impl Format {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Slack => "Slack",
            Format::Zulip => "Zulip",
        }
    }
}

/// The records of one archive.
pub enum Reader {
    Slack(slack::Reader),
    Zulip(zulip::Reader),
}

/// How far a reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done_bytes: u64,
    pub total_bytes: u64,
}

/// 422 when there is no such archive, it is not of this format, or it is not safe to read.
pub fn open(format: Format, path: &Path, limits: &Limits) -> Result<Reader> {
    let archive = Archive::open(path, limits)?;
    Ok(match format {
        Format::Slack => Reader::Slack(slack::Reader::new(archive)?),
        Format::Zulip => Reader::Zulip(zulip::Reader::new(archive)?),
    })
}

impl Reader {
    /// Whose archive it is; to be asked before the first record is.
    pub fn identity(&self) -> Identity {
        match self {
            Reader::Slack(reader) => reader.identity(),
            Reader::Zulip(reader) => reader.identity(),
        }
    }

    pub fn progress(&self) -> Progress {
        match self {
            Reader::Slack(reader) => reader.progress(),
            Reader::Zulip(reader) => reader.progress(),
        }
    }
}

impl Iterator for Reader {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match self {
            Reader::Slack(reader) => reader.next(),
            Reader::Zulip(reader) => reader.next(),
        }
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
