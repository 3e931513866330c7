//! Readers and writer on the real archives, against counts of the raw files made here without them.
//!
//! The archives are not part of the project; `FOLKMOOT_DATA` names their folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use features::FEATURES;
use kernel::Id;
use network::testing::each_world;
use serde_json::Value;

use super::Format;
use super::record::decode_escapes;
use super::testing::{messages, read, report, skipped};
use super::writer::tests::{comes_once, import};

fn data(name: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("FOLKMOOT_DATA")
        .map_or_else(default, PathBuf::from)
        .join(name);
    if !folder.is_dir() {
        println!(
            "{} is absent: the readers are not tried on it",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// All JSON files below a folder, by path.
fn walk(folder: &Path) -> BTreeMap<PathBuf, Value> {
    let mut found = BTreeMap::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.insert(
                path.clone(),
                serde_json::from_slice(&fs::read(&path).unwrap()).unwrap(),
            );
        }
    }
    found
}

fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn a_slack_export_of_2016_comes_completely() {
    let Some(folder) = data("slack-houstondatavis-scrubbed") else {
        return;
    };
    let raw = walk(&folder);
    let list = |name: &str| elements(&raw[&folder.join(name)]).len() as u64;
    let days = raw
        .iter()
        .filter(|(path, _)| path.parent() != Some(&folder));
    let records: Vec<&Value> = days.flat_map(|(_, day)| elements(day)).collect();
    let system = [
        "channel_join",
        "channel_leave",
        "channel_topic",
        "channel_purpose",
        "channel_name",
        "channel_archive",
        "pinned_item",
        "bot_add",
    ];
    let is_system = |record: &&&Value| system.iter().any(|s| record["subtype"] == *s);
    let reactions = |records: &[&Value]| {
        let counts = records
            .iter()
            .flat_map(|record| elements(&record["reactions"]));
        counts
            .map(|reaction| elements(&reaction["users"]).len() as u64)
            .sum::<u64>()
    };
    let lines: Vec<&Value> = records.iter().filter(is_system).copied().collect();
    let edits = records
        .iter()
        .filter(|record| !record["edited"].is_null())
        .count();
    let uploads = records
        .iter()
        .filter(|record| record["subtype"] == "file_share")
        .count();

    let imported = read(Format::Slack, &folder);
    let report = report(&imported);
    println!("{:#}", report.to_json());
    assert_eq!(report.people, list("users.json"));
    assert_eq!(report.communities, list("channels.json"));
    assert_eq!(report.posts, (records.len() - lines.len()) as u64);
    assert_eq!(report.replies, 0);
    assert_eq!(report.messages(), records.len() as u64);
    assert_eq!(report.reactions, reactions(&records) - reactions(&lines));
    assert_eq!(skipped(&imported)["reaction_on_skipped"], reactions(&lines));
    assert_eq!(report.files, uploads as u64);
    assert_eq!(
        messages(&imported)
            .filter(|m| m.edited_at.is_some())
            .count(),
        edits
    );
    assert!(!format!("{imported:?}").contains("xoxe"));
    let written = comes_once(Format::Slack, &folder);
    assert_eq!(
        (written.people, written.communities, written.posts),
        (report.people, report.communities, report.posts)
    );
    assert_eq!(written.reactions, report.reactions);
    assert_eq!(
        (records.len(), report.people, report.communities),
        (1_382, 71, 16)
    );
}

#[test]
fn a_zulip_archive_comes_completely() {
    let Some(folder) = data("zulip-ncar") else {
        return;
    };
    let raw = walk(&folder);
    let is_index = |path: &Path| path.ends_with("stream_index.json");
    let topics: Vec<_> = raw.iter().filter(|(path, _)| !is_index(path)).collect();
    let all: Vec<&Value> = topics
        .iter()
        .flat_map(|(_, topic)| elements(topic))
        .collect();
    let senders: BTreeSet<_> = all
        .iter()
        .map(|m| m["sender_full_name"].as_str().unwrap())
        .collect();
    let streams: BTreeSet<_> = topics
        .iter()
        .map(|(path, _)| path.parent().unwrap())
        .collect();
    // What comes: neither a line of the notification bot nor the one message that shows nothing.
    let comes = |message: &&&Value| {
        message["sender_full_name"] != "Notification Bot"
            && message["content"] != "<p><code> </code></p>"
    };
    let come = all.iter().filter(comes).count() as u64;
    let posts = topics
        .iter()
        .filter(|(_, topic)| elements(topic).iter().any(|m| comes(&&m)))
        .count() as u64;
    let resolved = topics.iter().filter(|(path, topic)| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with(".E2.9C.94") && elements(topic).iter().any(|m| comes(&&m))
    });
    let files: usize = all
        .iter()
        .filter(comes)
        .map(|message| {
            let parts = message["content"]
                .as_str()
                .unwrap()
                .split("href=\"")
                .skip(1);
            let links: BTreeSet<_> = parts
                .map(|part| part.split('"').next().unwrap())
                .filter(|link| link.contains("user_uploads/"))
                .collect();
            links.len()
        })
        .sum();

    let imported = read(Format::Zulip, &folder);
    let report = report(&imported);
    println!("{:#}", report.to_json());
    assert_eq!(report.people, senders.len() as u64);
    assert_eq!(report.communities, streams.len() as u64);
    assert_eq!(report.posts, posts);
    assert_eq!(report.replies, come - posts);
    assert_eq!(report.messages(), all.len() as u64);
    assert_eq!(report.files, files as u64);
    let imported_resolved = imported
        .iter()
        .filter(|record| matches!(record, super::Record::Post(post) if post.resolved));
    assert_eq!(imported_resolved.count(), resolved.count());
    let written = comes_once(Format::Zulip, &folder);
    assert_eq!(
        (written.people, written.communities),
        (report.people, report.communities)
    );
    assert_eq!((written.posts, written.replies), (posts, come - posts));
    assert_eq!(
        (topics.len(), all.len(), report.people, report.communities),
        (831, 6_707, 171, 32)
    );
}

/// The name of a topic, its messages' senders and times, but for lines of the notification bot.
type Topic = (String, Vec<(String, i64)>);

fn longest_topic(folder: &Path) -> Topic {
    let topic = |(path, topic): (PathBuf, Value)| -> Topic {
        let name = path.file_name().unwrap().to_str().unwrap();
        let come = elements(&topic).iter().filter(|m| {
            m["sender_full_name"] != "Notification Bot" && m["content"] != "<p><code> </code></p>"
        });
        let said = come.map(|m| {
            let name = m["sender_full_name"].as_str().unwrap().trim();
            (name.to_owned(), m["timestamp"].as_i64().unwrap())
        });
        let name = decode_escapes(name.trim_end_matches(".json"), b'.');
        (
            name.trim_start_matches(['\u{2714}', ' ']).to_owned(),
            said.collect(),
        )
    };
    let topics = walk(folder).into_iter().map(topic);
    topics.max_by_key(|(_, said)| said.len()).unwrap()
}

#[test]
fn the_longest_thread_of_an_archive_is_read_as_it_was_written() {
    let Some(folder) = data("zulip-ncar") else {
        return;
    };
    let (title, said) = longest_topic(&folder);
    each_world(FEATURES, async |world| {
        import(&world.app.store, Format::Zulip, &folder);
        let read = async |path: &str| world.get(path, &world.mia).await.expect(200).json();
        let communities = read("/api/communities?limit=100").await;
        let mut found = None;
        for community in elements(&communities["communities"]) {
            let mut cursor = String::new();
            loop {
                let id = &community["id"];
                let page = read(&format!("/api/communities/{id}/posts?limit=50{cursor}")).await;
                let posts = elements(&page["items"]).iter().map(|item| &item["post"]);
                let same = posts.clone().find(|post| post["title"] == title.as_str());
                found = found.or(same.cloned());
                match page["next"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
        }
        let post = found.expect("the topic is a post");
        assert_eq!(post["replies"], said.len() - 1);
        let mut items = vec![post.clone()];
        let mut path = format!("/api/posts/{}", post["id"]);
        loop {
            let thread = read(&path).await;
            items.extend(elements(&thread["replies"]).iter().cloned());
            match &thread["more_after"] {
                Value::Null => break,
                after => path = format!("/api/posts/{}?after={after}", post["id"]),
            }
        }
        let times = |item: &Value| Id::<()>::from_raw(item["id"].as_i64().unwrap()).time();
        let read: Vec<(String, i64)> = items
            .iter()
            .map(|item| {
                (
                    item["author"]["name"].as_str().unwrap().to_owned(),
                    times(item).seconds(),
                )
            })
            .collect();
        let mut said = said.clone();
        said.sort_by_key(|(_, at)| *at);
        assert_eq!(read, said);
    });
}
