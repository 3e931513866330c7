//! What work tells whoever asked for it, on the same terminal or at the other end of a socket.

use anyhow::Result;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A line that a script may read: a code, a token, a row of a list.
    Line(String),
    /// A sentence for the person at the terminal.
    Note(String),
    /// How far it is.
    Progress {
        done: u64,
        total: u64,
        /// What is counted, in the plural.
        unit: String,
    },
    /// How far an archive is read, and how many messages of it were dealt with.
    Reading {
        done_bytes: u64,
        total_bytes: u64,
        messages: u64,
    },
    /// The whole result, for a file.
    Report(serde_json::Value),
}

/// An error means that nobody listens any more: the work should end where it can be taken up again.
pub type Say<'a> = &'a mut dyn FnMut(Said) -> Result<()>;
