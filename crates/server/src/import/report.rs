//! What an import would bring or brought, counted while the records pass by.
//!
//! It holds counts and one place per reason, never contents, so its size does not follow the
//! archive's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reason::{Loss, Reason};
use super::record::{Message, Record, Skipped};

#[derive(Clone, Debug, Default)]
pub struct Report {
    pub people: u64,
    pub communities: u64,
    pub posts: u64,
    pub replies: u64,
    /// One for each person who reacted.
    pub reactions: u64,
    pub files: u64,
    /// What was not here before; `None` for a reader alone.
    pub added: Option<Added>,
    skipped: BTreeMap<Reason, (u64, String)>,
}

/// Rows that an import wrote, or would write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Added {
    pub people: u64,
    pub communities: u64,
    pub posts: u64,
    pub replies: u64,
    /// Fewer than the archive holds where reactions were merged.
    pub reactions: u64,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SkippedCount {
    pub reason: Reason,
    pub count: u64,
    /// Where it was met first.
    pub first: String,
}

/// The report as `--report FILE` writes it.
#[derive(Serialize)]
struct Document {
    people: u64,
    communities: u64,
    posts: u64,
    replies: u64,
    reactions: u64,
    files: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Added>,
    skipped: Vec<SkippedCount>,
}

impl Report {
    pub fn count(&mut self, record: &Record) {
        match record {
            Record::Person(_) => self.people += 1,
            Record::Community(_) => self.communities += 1,
            Record::Membership(_) => {}
            Record::Post(post) => {
                self.posts += 1;
                self.count_parts(Parts::of(&post.message));
            }
            Record::Reply(reply) => {
                self.replies += 1;
                self.count_parts(Parts::of(&reply.message));
            }
            Record::Skipped(skipped) => self.skip(skipped),
        }
    }

    pub fn count_parts(&mut self, parts: Parts) {
        self.reactions += parts.reactions;
        self.files += parts.files;
    }

    /// Takes in what was counted apart, which came later.
    pub fn merge(&mut self, other: Report) {
        self.people += other.people;
        self.communities += other.communities;
        self.posts += other.posts;
        self.replies += other.replies;
        self.reactions += other.reactions;
        self.files += other.files;
        if let Some(more) = other.added {
            let added = self.added.get_or_insert_default();
            added.people += more.people;
            added.communities += more.communities;
            added.posts += more.posts;
            added.replies += more.replies;
            added.reactions += more.reactions;
        }
        for (reason, (count, place)) in other.skipped {
            self.skip(&Skipped {
                reason,
                place,
                count,
            });
        }
    }

    /// Also for what the writer itself cannot place.
    pub fn skip(&mut self, skipped: &Skipped) {
        let line = self
            .skipped
            .entry(skipped.reason)
            .or_insert_with(|| (0, skipped.place.clone()));
        line.0 += skipped.count;
    }

    /// In the order of the rule book.
    pub fn skipped(&self) -> impl Iterator<Item = SkippedCount> + '_ {
        self.skipped
            .iter()
            .map(|(&reason, (count, first))| SkippedCount {
                reason,
                count: *count,
                first: first.clone(),
            })
    }

    pub fn skipped_for(&self, reason: Reason) -> u64 {
        self.skipped.get(&reason).map_or(0, |(count, _)| *count)
    }

    /// Posts, replies and what was left out: every message of the archive that could be counted.
    pub fn messages(&self) -> u64 {
        let lost = self
            .skipped
            .iter()
            .filter(|(reason, _)| reason.loss() == Loss::Message);
        self.posts + self.replies + lost.map(|(_, (count, _))| count).sum::<u64>()
    }

    pub fn to_json(&self) -> serde_json::Value {
        let document = Document {
            people: self.people,
            communities: self.communities,
            posts: self.posts,
            replies: self.replies,
            reactions: self.reactions,
            files: self.files,
            added: self.added,
            skipped: self.skipped().collect(),
        };
        serde_json::to_value(&document).expect("counts and texts are always JSON")
    }
}

/// What hangs on a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// One for each person who reacted.
    pub reactions: u64,
    pub files: u64,
}

impl Parts {
    pub fn of(message: &Message) -> Parts {
        let reactions = message.reactions.iter();
        Parts {
            reactions: reactions.map(|r| r.people.len() as u64).sum(),
            files: message.files.len() as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_the_named_fields() {
        let mut report = Report::default();
        report.count(&Record::skipped(
            Reason::Joined,
            "general/2024-01-01.json[3]",
        ));
        report.count(&Record::skipped(
            Reason::Joined,
            "general/2024-01-02.json[0]",
        ));
        report.count(&Record::Person(Default::default()));
        report.count(&Record::Post(Default::default()));
        assert_eq!(
            report.to_json(),
            serde_json::json!({
                "people": 1, "communities": 0, "posts": 1, "replies": 0, "reactions": 0, "files": 0,
                "skipped": [{"reason": "joined", "count": 2, "first": "general/2024-01-01.json[3]"}],
            })
        );
        assert_eq!(report.messages(), 3);
    }
}
