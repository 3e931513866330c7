//! What the tests of the readers share: the invented archives and small ones made on the spot.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Format, Limits, Message, Record, Report, open};

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/import")
        .join(name)
}

pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The records of an archive, after a check that they come in an order that can be written.
pub fn read(format: Format, path: &Path) -> Vec<Record> {
    let mut reader = open(format, path, &Limits::default()).unwrap();
    let records: Vec<Record> = reader.by_ref().collect();
    let progress = reader.progress();
    assert_eq!(progress.done_bytes, progress.total_bytes);
    check_order(&records);
    records
}

pub fn report(records: &[Record]) -> Report {
    let mut report = Report::default();
    records.iter().for_each(|record| report.count(record));
    report
}

/// Reason codes with their counts.
pub fn skipped(records: &[Record]) -> BTreeMap<&'static str, u64> {
    report(records)
        .skipped()
        .map(|line| (line.reason.code(), line.count))
        .collect()
}

pub fn messages(records: &[Record]) -> impl Iterator<Item = &Message> {
    records.iter().filter_map(message_of)
}

pub fn message<'a>(records: &'a [Record], key: &str) -> &'a Message {
    messages(records)
        .find(|message| message.key == key)
        .unwrap_or_else(|| panic!("no {key}"))
}

/// The parent's key of a reply, `None` of a post.
pub fn parent<'a>(records: &'a [Record], key: &str) -> Option<&'a str> {
    let record = records
        .iter()
        .find(|r| message_of(r).is_some_and(|m| m.key == key));
    match record {
        Some(Record::Reply(reply)) => Some(&reply.parent),
        Some(_) => None,
        None => panic!("no {key}"),
    }
}

fn message_of(record: &Record) -> Option<&Message> {
    match record {
        Record::Post(post) => Some(&post.message),
        Record::Reply(reply) => Some(&reply.message),
        _ => None,
    }
}

fn check_order(records: &[Record]) {
    let (mut people, mut communities, mut posts, mut keys) = (vec![], vec![], vec![], vec![]);
    for record in records {
        match record {
            Record::Person(person) => {
                assert!(!people.contains(&&person.key), "{} twice", person.key);
                people.push(&person.key);
            }
            Record::Community(community) => {
                assert!(
                    !communities.contains(&&community.key),
                    "{} twice",
                    community.key
                );
                assert!(
                    community
                        .creator
                        .iter()
                        .all(|person| people.contains(&person))
                );
                communities.push(&community.key);
            }
            Record::Membership(membership) => {
                assert!(people.contains(&&membership.person), "{membership:?}");
                assert!(
                    communities.contains(&&membership.community),
                    "{membership:?}"
                );
            }
            Record::Post(post) => posts.push(&post.message.key),
            Record::Reply(reply) => assert!(posts.contains(&&reply.parent), "{reply:?}"),
            Record::Skipped(skipped) => assert!(!skipped.place.is_empty()),
        }
        if let Some(message) = message_of(record) {
            assert!(people.contains(&&message.author), "{message:?}");
            assert!(communities.contains(&&message.community), "{message:?}");
            let reacted = message
                .reactions
                .iter()
                .flat_map(|reaction| &reaction.people);
            reacted.for_each(|person| assert!(people.contains(&person), "{message:?}"));
            assert!(
                !message.body.is_empty() || !message.files.is_empty(),
                "{message:?}"
            );
            keys.push(&message.key);
        }
    }
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count, "keys are unique");
}
