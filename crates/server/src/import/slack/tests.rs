//! Tests of the Slack reader.

use std::io::Write;

use crate::import::testing::{fixture, folder, message, messages, parent, read, report, skipped};
use crate::import::{FileLink, Format, Record};

mod damaged;
mod looks;
mod private;

const ROOT: &str = "C01GEN/1709280000.000100";

fn new_export() -> Vec<Record> {
    read(Format::Slack, &fixture("slack-new"))
}

fn body(records: &[Record], key: &str) -> String {
    message(records, &format!("C01GEN/{key}")).body.clone()
}

#[test]
fn everything_in_a_new_export_is_counted_once() {
    let records = new_export();
    let report = report(&records);
    let counts = [
        report.people,
        report.communities,
        report.posts,
        report.replies,
    ];
    assert_eq!(counts, [7, 4, 21, 7]);
    assert_eq!([report.reactions, report.files], [3, 3]);
    let expected = [
        ("broken_file", 1),
        ("broken_record", 1),
        ("canvas", 2),
        ("deleted", 1),
        ("deleted_file", 1),
        ("deleted_root", 1),
        ("direct_message", 3),
        ("duplicate", 1),
        ("empty", 1),
        ("file_without_link", 1),
        ("huddle", 1),
        ("joined", 1),
        ("no_author", 1),
        ("no_time", 1),
        ("not_a_record", 1),
        ("orphan_reply", 1),
        ("other_file", 1),
        ("reaction_on_skipped", 1),
        ("reaction_without_person", 11),
        ("system_root", 1),
        ("unknown_block", 1),
        ("unknown_member", 1),
        ("unknown_subtype", 1),
        ("unknown_type", 1),
        ("unlisted_channel", 1),
    ];
    assert_eq!(skipped(&records).into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn people_have_what_the_list_says() {
    let records = new_export();
    let person = |key: &str| {
        let found = records.iter().find_map(|record| match record {
            Record::Person(person) if person.key == key => Some(person.clone()),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no {key}"))
    };
    let ada = person("U01ADA");
    assert_eq!(ada.name, "Ada Brook");
    assert_eq!(ada.mail.as_deref(), Some("ada@northgate.example"));
    assert_eq!(ada.title.as_deref(), Some("Store manager"));
    assert_eq!(ada.tz.as_deref(), Some("Europe/Berlin"));
    assert!(!ada.bot && !ada.guest && !ada.deactivated);
    assert!(person("U02BEN").guest);
    assert!(person("U03CHI").deactivated);
    assert!(person("U04DEP").bot);
    let alarm = person("B01HOOK");
    assert!(alarm.bot && alarm.name == "Alarm");
    assert_eq!(person("U66EXT").name, "Dan Outside");
}

#[test]
fn channels_become_communities_and_private_ones_stay_private() {
    let records = new_export();
    let communities: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Community(c) => Some((c.key.as_str(), c.name.as_str(), c.private, c.archived)),
            _ => None,
        })
        .collect();
    assert_eq!(
        communities,
        [
            ("G03HR", "people-team", true, false),
            ("C01GEN", "general", false, false),
            ("C02OPS", "operations", false, true),
            ("folder:old-name", "old-name", true, false),
        ]
    );
    let general = records.iter().find_map(|record| match record {
        Record::Community(community) if community.key == "C01GEN" => Some(community),
        _ => None,
    });
    let general = general.unwrap();
    assert_eq!(general.topic, "Tills & tea");
    assert_eq!(general.purpose, "Ask @Ada Brook, see the handbook");
    assert_eq!(general.creator.as_deref(), Some("U01ADA"));
    let members = records
        .iter()
        .filter(|record| matches!(record, Record::Membership(_)));
    assert_eq!(members.count(), 3 + 1 + 1 + 1);
}

#[test]
fn rich_text_blocks_are_preferred_to_the_text() {
    let expected = "\
Welcome [@Ben Hale](mention:U02BEN), please read **carefully** and *slowly* the \
[guide](https://northgate.example/guide?page=2), then ask in [#operations](channel:C02OPS) or \
#people-team. 👋🏽:northgate-parrot:
Gone: ~~old plan~~, run `till --reset` @here

- first
- second
    1. inner @U77NOBODY

> We open at nine.
> Sharp.

```
if x < 1 {
  sell()
}
```";
    assert_eq!(message(&new_export(), ROOT).body, expected);
}

#[test]
fn slack_markup_becomes_markdown() {
    let expected = "\
**Stock** *check* ~~tomorrow~~ at `7:30`:

- tea
- coffee

> quoted **line**

ask [@Ben Hale](mention:U02BEN) or @shift-leads, 1 March, <ada@northgate.example>, a_b_c, 2\\*3\\*4 👍 \
:northgate-parrot:

```
let x = &y; https://x.example
```";
    let records = new_export();
    assert_eq!(body(&records, "1709281000.000100"), expected);
    let edited = message(&records, "C01GEN/1709281000.000100").edited_at;
    assert_eq!(edited.map(|at| at.0), Some(1_709_281_100_000_000));
    assert_eq!(body(&records, "1709284200.000100"), "*is making tea*");
}

#[test]
fn threads_hold_together_across_days_and_in_any_order() {
    let records = new_export();
    let parent_of = |key: &str| parent(&records, &format!("C01GEN/{key}"));
    assert_eq!(parent_of("1709280000.000100"), None);
    for reply in [
        "1709280300.000100",
        "1709280400.000100",
        "1709366400.000200",
    ] {
        assert_eq!(parent_of(reply), Some(ROOT), "{reply}");
    }
    // The broadcast is one reply, not also a post.
    assert_eq!(
        body(&records, "1709280400.000100"),
        "Done: [#general](channel:C01GEN) has a new guide"
    );
    assert_eq!(
        parent_of("1709367100.000100"),
        Some("C01GEN/1709367000.000100")
    );
}

#[test]
fn a_thread_survives_the_loss_of_its_first_message() {
    let records = new_export();
    let parent_of = |key: &str| parent(&records, &format!("C01GEN/{key}"));
    assert_eq!(
        body(&records, "1709282000.000100"),
        "*This message was deleted.*"
    );
    assert_eq!(
        parent_of("1709282100.000100"),
        Some("C01GEN/1709282000.000100")
    );
    assert_eq!(parent_of("1709366500.000100"), None);
    assert_eq!(
        parent_of("1709366600.000100"),
        Some("C01GEN/1709366500.000100")
    );
    // Somebody answered the line that told of a join.
    assert_eq!(
        parent_of("1709366800.000100"),
        Some("C01GEN/1709366700.000100")
    );
}

#[test]
fn files_come_as_links_without_tokens() {
    let records = new_export();
    let files = &message(&records, "C01GEN/1709283000.000100").files;
    let link = |name: &str, url: &str, size_bytes| FileLink {
        name: name.to_owned(),
        url: url.to_owned(),
        size_bytes,
    };
    assert_eq!(
        *files,
        [
            link("plan.pdf", "https://files.example/plan.pdf", Some(2048)),
            link(
                "Rota for March",
                "https://northgate.slack.example/docs/F04",
                None
            ),
        ]
    );
    let only_file = message(&records, "C01GEN/1709283100.000100");
    assert_eq!((only_file.body.as_str(), only_file.files.len()), ("", 1));
    assert!(!format!("{records:?}").contains("xoxe"));
}

#[test]
fn integrations_speak_through_blocks_and_attachments() {
    let records = new_export();
    assert_eq!(body(&records, "1709284000.000100"), "Fridge 3 is **warm**");
    assert_eq!(
        body(&records, "1709284100.000100"),
        "## Release 12 🎉\n\n**Status:** [green](https://ci.example/12)\n\n\
         by [@Ada Brook](mention:U01ADA)\n\n---\n\ntook 3 min all well\n\nunknown kind"
    );
    assert_eq!(
        body(&records, "1709367200.000100"),
        "look: <https://shop.example/tea>\n\n> [Green tea](https://shop.example/tea)\n>\n\
         > Fresh & **loose**\n>\n> **Price**\n> 3.20"
    );
    assert_eq!(
        body(&records, "1709367300.000100"),
        "> **Ben Hale**\n>\n> Thanks, will do!"
    );
    assert_eq!(
        body(&records, "1709367400.000100"),
        "| Day | Till\\|s |\n| --- | --- |\n| **Mon** | 4 |"
    );
}

#[test]
fn a_private_channel_is_named_without_a_way_to_it() {
    let records = new_export();
    let said = &message(&records, "G03HR/1709280000.000100").body;
    assert_eq!(
        said,
        "In confidence, see [#general](channel:C01GEN) and #people-team"
    );
}

#[test]
fn a_record_of_an_edit_brings_the_message_as_it_became() {
    let records = new_export();
    assert_eq!(body(&records, "1709284500.000100"), "now corrected");
    assert!(
        message(&records, "C01GEN/1709284500.000100")
            .edited_at
            .is_some()
    );
}

#[test]
fn broken_json_costs_what_is_broken_and_is_named() {
    let records = new_export();
    assert_eq!(body(&records, "1709452800.000100"), "before the break");
    assert_eq!(body(&records, "1709452802.000100"), "between the breaks");
    let places: Vec<_> = report(&records)
        .skipped()
        .filter(|line| line.reason.code().starts_with("broken"))
        .map(|line| line.first)
        .collect();
    assert_eq!(
        places,
        [
            "general/2024-03-03.json[1], line 3, column 29",
            "general/2024-03-03.json[3], line 5, column 33"
        ]
    );
}

#[test]
fn without_lists_ids_become_people_and_folders_closed_communities() {
    let day = r#"[{"type":"message","user":"U1","text":"hello <@U2> and <@U1>","ts":"1433558319.000002"}]"#;
    let export = folder(&[
        ("cafe/2015-06-06.json", day),
        ("cafe/2015-06-07.json", "[]"),
    ]);
    let records = read(Format::Slack, export.path());
    let report = report(&records);
    assert_eq!([report.people, report.communities, report.posts], [1, 1, 1]);
    let community = records.iter().find_map(|record| match record {
        Record::Community(community) => Some((community.name.as_str(), community.private)),
        _ => None,
    });
    assert_eq!(community, Some(("cafe", true)));
    let said = &messages(&records).next().unwrap().body;
    assert_eq!(said, "hello @U2 and [@U1](mention:U1)");
}

#[test]
fn what_slack_wrote_around_files_in_2016_is_dropped() {
    let day = r#"[
        {"type":"message","subtype":"file_share","user":"U1","upload":true,"ts":"1433558319.000002",
         "text":"<@U1|ada> uploaded a file: <https://x.example/f|plan.png> and commented: have *a* look",
         "file":{"id":"F1","name":"plan.png","size":3,"url_private":"https://x.example/plan.png?t=xoxe-1",
                 "initial_comment":{"comment":"have *a* look","user":"U1"}}},
        {"type":"message","subtype":"file_comment","ts":"1433558320.000002","text":"<@U2> commented on …",
         "file":{"id":"F1","name":"plan.png","url_private":"https://x.example/plan.png?t=xoxe-1"},
         "comment":{"user":"U2","comment":"nice"}}]"#;
    let export = folder(&[
        ("users.json", r#"[{"id":"U1","name":"ada"}]"#),
        ("cafe/2015-06-06.json", day),
    ]);
    let records = read(Format::Slack, export.path());
    let said: Vec<_> = messages(&records)
        .map(|m| (m.author.as_str(), m.body.as_str(), m.files.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("U1", "have **a** look", 1),
            ("U2", "> [plan.png](https://x.example/plan.png)\n\nnice", 0)
        ]
    );
}

#[test]
fn several_exports_in_one_archive_are_all_read() {
    let day = |ts: &str| format!(r#"[{{"type":"message","user":"U1","text":"hi","ts":"{ts}"}}]"#);
    let channel = |id: &str| format!(r#"[{{"id":"{id}","name":"cafe","members":["U1"]}}]"#);
    let export = folder(&[
        ("org_users.json", r#"[{"id":"U1","real_name":"Ada"}]"#),
        ("north/channels.json", &channel("C1")),
        ("north/cafe/2015-06-06.json", &day("1433558319.000002")),
        ("south/channels.json", &channel("C2")),
        ("south/cafe/2015-06-06.json", &day("1433558319.000002")),
        (
            "south/FC:F1:Plan/2015-06-06.json",
            &day("1433558319.000002"),
        ),
        (
            "south/cafe/canvas_in_the_conversation.json",
            r#"[{"id":"F1"}]"#,
        ),
    ]);
    let records = read(Format::Slack, export.path());
    let keys: Vec<_> = messages(&records)
        .map(|message| message.key.as_str())
        .collect();
    assert_eq!(keys, ["C1/1433558319.000002", "C2/1433558319.000002"]);
    assert_eq!(skipped(&records)["file_conversation"], 1);
    assert_eq!(skipped(&records)["canvas"], 1);
}

#[test]
fn a_zip_file_gives_the_same_records_as_the_folder() {
    let root = fixture("slack-new");
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut zip = zip::ZipWriter::new(file.reopen().unwrap());
    let archive = crate::import::Archive::open(&root, &Default::default()).unwrap();
    for (index, entry) in archive.files().iter().enumerate() {
        let method = [
            zip::CompressionMethod::Stored,
            zip::CompressionMethod::Deflated,
        ][index % 2];
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(&*entry.path, options).unwrap();
        zip.write_all(&std::fs::read(root.join(&entry.path)).unwrap())
            .unwrap();
    }
    zip.finish().unwrap();
    assert_eq!(read(Format::Slack, file.path()), new_export());
}

#[test]
fn what_is_no_export_is_refused() {
    let other = folder(&[("notes/readme.json", "{}")]);
    let error = crate::import::open(Format::Slack, other.path(), &Default::default())
        .err()
        .unwrap();
    assert_eq!(error.code(), "not_a_slack_export");
}
