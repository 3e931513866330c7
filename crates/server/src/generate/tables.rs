//! The tables that are filled, and rows on their way to whoever writes them.

use std::sync::mpsc::SyncSender;

use anyhow::{Result, anyhow};
use store::Value;
use store::bulk::{Rows, Table};

pub const SITES: Table = Table {
    name: "sites",
    columns: &["id", "name", "name_fold", "kind", "town", "country"],
};
pub const PEOPLE: Table = Table {
    name: "people",
    columns: &[
        "id",
        "number",
        "name",
        "name_fold",
        "name_sort",
        "mail",
        "mail_fold",
        "employee_number",
        "employee_number_fold",
        "title",
        "department",
        "site_id",
        "manager_id",
        "level",
        "champion_from",
        "champion_until",
        "role",
        "language",
        "time_zone",
        "sponsor_id",
        "guest_until",
        "claimed_at",
        "deactivated_at",
        "created_at",
    ],
};
pub const PERSON_WORDS: Table = Table {
    name: "person_words",
    columns: &["word", "person_id"],
};
pub const COORDINATORS: Table = Table {
    name: "coordinators",
    columns: &["person_id", "site_id", "granted_by", "granted_at"],
};
pub const FOLLOWS: Table = Table {
    name: "follows",
    columns: &["follower_id", "followed_id", "at"],
};
pub const PASSWORDS: Table = Table {
    name: "passwords",
    columns: &["person_id", "hash", "changed_at"],
};
pub const SESSIONS: Table = Table {
    name: "sessions",
    columns: &[
        "id",
        "secret_hash",
        "person_id",
        "device",
        "address",
        "created_at",
        "seen_at",
        "expires_at",
    ],
};
pub const COMMUNITIES: Table = Table {
    name: "communities",
    columns: &[
        "id",
        "name",
        "name_fold",
        "name_key",
        "purpose",
        "purpose_fold",
        "kind",
        "announcement",
        "official",
        "network_wide",
        "arrivals",
        "members",
        "created_by",
        "created_at",
        "rule",
    ],
};
/// Who is covered by a rule, as the job that makes the lists leaves it.
pub const RULE_MEMBERS: Table = Table {
    name: "rule_members",
    columns: &[
        "person_id",
        "community_id",
        "name_sort",
        "since",
        "arrivals",
    ],
};
pub const RULE_LISTS: Table = Table {
    name: "rule_lists",
    columns: &[
        "community_id",
        "revision",
        "after_id",
        "looked",
        "listed",
        "finished_at",
    ],
};
pub const MEMBERSHIPS: Table = Table {
    name: "memberships",
    columns: &["community_id", "person_id", "role", "joined_at"],
};
pub const READINGS: Table = Table {
    name: "readings",
    columns: &["person_id", "community_id", "arrivals"],
};
pub const POSTS: Table = Table {
    name: "posts",
    columns: &[
        "id",
        "community_id",
        "author_id",
        "kind",
        "title",
        "body",
        "html",
        "plain",
        "arrival",
        "pinned_at",
        "pinned_by",
        "replies",
        "last_reply_at",
        "answer_id",
        "first_reply_at",
        "answered_at",
    ],
};
pub const REPLIES: Table = Table {
    name: "replies",
    columns: &[
        "id",
        "post_id",
        "parent_id",
        "top_id",
        "author_id",
        "body",
        "html",
        "plain",
    ],
};
pub const REACTIONS: Table = Table {
    name: "reactions",
    columns: &["item_id", "person_id", "name", "at"],
};
pub const REACTION_COUNTS: Table = Table {
    name: "reaction_counts",
    columns: &["item_id", "name", "people"],
};
pub const MENTIONS: Table = Table {
    name: "mentions",
    columns: &["item_id", "person_id"],
};
pub const PRAISED: Table = Table {
    name: "praised",
    columns: &["post_id", "person_id"],
};
pub const POST_TOPICS: Table = Table {
    name: "post_topics",
    columns: &["topic", "post_id"],
};

/// What goes to the thread that writes.
pub enum Piece {
    Rows(Rows),
    At {
        done: usize,
        total: usize,
        unit: &'static str,
    },
}

/// So many bytes are written at once.
const PIECE_BYTES: usize = 2 * 1024 * 1024;

pub type Sender = SyncSender<Piece>;

/// Collects rows of one table and sends them on when they are many.
pub struct Pen<'a> {
    send: &'a Sender,
    rows: Rows,
}

impl<'a> Pen<'a> {
    pub fn new(send: &'a Sender, table: &'static Table) -> Pen<'a> {
        Pen {
            send,
            rows: Rows::new(table),
        }
    }

    pub fn add<const N: usize>(&mut self, row: [Value<'_>; N]) -> Result<()> {
        self.rows.add(row);
        if self.rows.size_bytes() < PIECE_BYTES {
            return Ok(());
        }
        self.send_on()
    }

    /// Sends what is left.
    pub fn end(mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.send_on()
    }

    fn send_on(&mut self) -> Result<()> {
        let empty = Rows::new(self.rows.table());
        let rows = std::mem::replace(&mut self.rows, empty);
        tell(self.send, Piece::Rows(rows))
    }
}

/// Says how far it is.
pub fn progress(send: &Sender, done: usize, total: usize, unit: &'static str) -> Result<()> {
    tell(send, Piece::At { done, total, unit })
}

fn tell(send: &Sender, piece: Piece) -> Result<()> {
    send.send(piece)
        .map_err(|_| anyhow!("the writing has ended"))
}

/// An id or time that may be missing.
pub fn maybe(value: Option<i64>) -> Value<'static> {
    value.map_or(Value::Null, Value::Int)
}

/// A text that may be missing.
pub fn maybe_text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Null, Value::Text)
}
