//! Tests of the Zulip reader.

use crate::import::testing::{fixture, folder, message, parent, read, report, skipped};
use crate::import::{Format, Limits, Person, Post, PostKind, Record, open};

fn archive() -> Vec<Record> {
    read(Format::Zulip, &fixture("zulip"))
}

fn posts(records: &[Record]) -> Vec<&Post> {
    let mut posts = Vec::new();
    for record in records {
        if let Record::Post(post) = record {
            posts.push(post);
        }
    }
    posts
}

#[test]
fn everything_in_an_archive_is_counted_once() {
    let records = archive();
    let report = report(&records);
    let counts = [
        report.people,
        report.communities,
        report.posts,
        report.replies,
    ];
    assert_eq!(counts, [5, 4, 4, 5]);
    assert_eq!([report.reactions, report.files], [2, 2]);
    let expected = [
        ("empty", 1),
        ("no_author", 1),
        ("no_time", 1),
        ("reaction_without_person", 1),
        ("stream_event", 1),
        ("topic_moved", 1),
        ("topic_resolved", 1),
        ("unlisted_channel", 1),
    ];
    assert_eq!(skipped(&records).into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn senders_are_people_and_members_and_bots_are_marked() {
    let records = archive();
    let people: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Person(Person { name, bot, .. }) => Some((name.as_str(), *bot)),
            _ => None,
        })
        .collect();
    let expected = [
        ("Printer Bot", true),
        ("Zoë Late", false),
        ("Notification Bot", true),
        ("Ada Brook", false),
        ("Ben Hale", false),
    ];
    assert_eq!(people, expected);
    let members = records
        .iter()
        .filter(|record| matches!(record, Record::Membership(_)));
    assert_eq!(members.count(), 5);
}

#[test]
fn streams_are_communities_with_the_names_of_the_index() {
    let records = archive();
    let streams: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Community(c) => Some((
                c.key.as_str(),
                c.name.as_str(),
                c.purpose.as_str(),
                c.private,
            )),
            _ => None,
        })
        .collect();
    assert_eq!(
        streams,
        [
            ("12", "back office/IT", "Screens & cables", false),
            ("13", "board", "", true),
            ("7", "shop floor", "", false),
            ("99", "lost-stream", "", true),
        ]
    );
}

#[test]
fn a_topic_is_a_post_whose_title_and_kind_say_what_it_was() {
    let records = archive();
    let posts = posts(&records);
    let seen: Vec<_> = posts
        .iter()
        .map(|p| {
            (
                p.message.key.as_str(),
                p.title.as_deref(),
                p.kind,
                p.resolved,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("1002", Some("kettle broken?"), PostKind::Question, true),
            ("1010", Some("rota/shifts"), PostKind::Update, false),
            ("20", None, PostKind::Update, false),
            ("40", Some("hello"), PostKind::Update, false),
        ]
    );
    assert_eq!(parent(&records, "1003"), Some("1002"));
    assert_eq!(
        message(&records, "1003").edited_at.map(|at| at.seconds()),
        Some(1_600_000_250)
    );
    assert_eq!(
        message(&records, "1002").reactions[0].people,
        ["Ben Hale", "Ada Brook"]
    );
}

#[test]
fn mentions_are_of_people_who_ever_wrote() {
    let records = archive();
    assert_eq!(
        message(&records, "1002").body,
        "The kettle on floor 2 is broken. [@Ben Hale](mention:Ben%20Hale), @Nobody Here and @leads: \
         who can help? 🍵"
    );
    assert!(
        message(&records, "40")
            .body
            .ends_with("to [@Zoë Late](mention:Zo%C3%AB%20Late)")
    );
}

#[test]
fn html_becomes_markdown() {
    let records = archive();
    let said = |key: &str| message(&records, key).body.clone();
    assert_eq!(
        said("1003"),
        "[@Ada Brook](mention:Ada%20Brook) said:\n\n> The kettle is broken\n\nLook: kettle.png\n\
         I am on it, see [#back office/IT](channel:12) and #board."
    );
    assert_eq!(
        said("1010"),
        "Rota for **next** *week*, ~~old~~:\n\n- Mon\n  - Ben\n- Tue\n\n3. three\n\n4. four\n\n\
         | Day | Who |\n| --- | --- |\n| Mon | a\\|b |"
    );
    assert_eq!(
        said("1011"),
        "Run `make <all>`:\n\n```python\ndef go():\n    return 1\n```\n\nwith `x^2`\n\n\
         ```math\n\\sum_i x_i\n```"
    );
    assert_eq!(
        said("1012"),
        "**The end**\n\n> We [won](https://shop.example/won) at 2020-09-13 14:00"
    );
    assert_eq!(said("21"), ":parrot: plain & simple, see help");
}

#[test]
fn uploads_are_files_once() {
    let records = archive();
    let files = &message(&records, "1003").files;
    assert_eq!(files.len(), 1);
    assert_eq!(
        (&*files[0].name, &*files[0].url),
        ("kettle.png", "/user_uploads/2/ab/kettle.png")
    );
    let only_file = message(&records, "1013");
    assert_eq!(
        (&*only_file.body, &*only_file.files[0].name),
        ("", "rota v2.xlsx")
    );
}

#[test]
fn a_message_that_stands_in_two_files_comes_once() {
    let json = r#"[{"content": "<p>moved</p>", "id": 5, "sender_full_name": "Ada", "timestamp": 1600000000}]"#;
    let archive = folder(&[
        ("zulip_json/1-a/new.json", json),
        ("zulip_json/1-a/old.json", json),
    ]);
    let records = read(Format::Zulip, archive.path());
    assert_eq!(posts(&records).len(), 1);
    assert_eq!(skipped(&records)["duplicate"], 1);
}

#[test]
fn hostile_html_is_flattened_and_cheap() {
    let deep = format!(
        "{}deep{}",
        "<blockquote>".repeat(10_000),
        "</b>".repeat(10_000)
    );
    let open_tags = "<a href='".repeat(20_000);
    let json = |id: u64, content: &str| {
        let message = serde_json::json!([{
            "content": content, "id": id, "sender_full_name": "Ada", "timestamp": 1_600_000_000
        }]);
        message.to_string()
    };
    let archive = folder(&[
        ("zulip_json/1-a/deep.json", &json(1, &deep)),
        ("zulip_json/1-a/tags.json", &json(2, &open_tags)),
        (
            "zulip_json/1-a/script.json",
            &json(3, "<script>alert(1)</script><p>after &lt;b&gt;</p>"),
        ),
    ]);
    let records = read(Format::Zulip, archive.path());
    let bodies: Vec<_> = posts(&records)
        .iter()
        .map(|post| post.message.body.clone())
        .collect();
    assert_eq!(bodies.len(), 2);
    assert!(bodies[0].ends_with("deep") && bodies[0].len() < 200);
    assert_eq!(bodies[1], "after \\<b>");
}

#[test]
fn the_folder_of_streams_itself_will_do() {
    let inner = read(Format::Zulip, &fixture("zulip/zulip_json"));
    assert_eq!(inner.len(), archive().len());
    let other = folder(&[("notes/readme.json", "{}")]);
    let error = open(Format::Zulip, other.path(), &Limits::default())
        .err()
        .unwrap();
    assert_eq!(error.code(), "not_a_zulip_archive");
}

/// Which streams come from an index with folders `1-board` and `2-shop-floor`, and whether they are
/// private.
fn streams_with(index: &str) -> Vec<(String, bool)> {
    let topic = |id: u8| {
        format!(
            r#"{{"messages":[{{"content":"<p>hi</p>","id":{id},"sender_full_name":"Ada","timestamp":1700000000}}]}}"#
        )
    };
    let archive = folder(&[
        ("zulip_json/stream_index.json", index),
        ("zulip_json/1-board/a.json", &topic(1)),
        ("zulip_json/2-shop-floor/a.json", &topic(2)),
    ]);
    let records = read(Format::Zulip, archive.path());
    assert_eq!(report(&records).posts, 2);
    let streams = records.iter().filter_map(|record| match record {
        Record::Community(stream) => Some((stream.name.clone(), stream.private)),
        _ => None,
    });
    streams.collect()
}

#[test]
fn what_the_index_does_not_say_is_open_is_private() {
    let expect = |index: &str, board: (&str, bool), floor: (&str, bool)| {
        let expected = [board, floor].map(|(name, private)| (name.to_owned(), private));
        assert_eq!(streams_with(index), expected, "{index}");
    };
    let (closed, open) = (("board", true), ("shop floor", false));
    expect(
        r#"{"streams":{"board":{"id":1,"invite_only":"true"},"shop floor":{"id":2}}}"#,
        closed,
        open,
    );
    // Without a number, the name of the folder tells.
    expect(
        r#"{"streams":{"board":{"invite_only":1},"shop floor":{"description":7}}}"#,
        closed,
        open,
    );
    expect(
        r#"{"streams":{"board":null,"shop floor":{"id":2}}}"#,
        closed,
        open,
    );
    expect(
        r#"{"streams":[{"stream_id":1,"name":"board","invite_only":true},{"stream_id":2,"name":"shop floor"}]}"#,
        closed,
        open,
    );
    expect(
        r#"{"channels":{"1":{"name":"board","invite_only":true},"2":{"name":"shop floor"}}}"#,
        closed,
        open,
    );
    expect("{\"streams\":", closed, ("shop-floor", true));
}

#[test]
fn what_somebody_does_is_not_a_command() {
    let archive = folder(&[(
        "zulip_json/1-board/a.json",
        r#"[{"content":"<p>/me makes <strong>tea</strong></p>","id":1,"sender_full_name":"Ada","timestamp":1700000000000}]"#,
    )]);
    let records = read(Format::Zulip, archive.path());
    let said = message(&records, "1");
    assert_eq!(said.body, "*makes **tea***");
    assert_eq!(said.at.seconds(), 1_700_000_000);
}

#[test]
fn topics_come_as_they_began_and_members_once_in_each_stream() {
    let topic = |id: i64, at: &str| {
        format!(
            r#"[{{"id":{id},"timestamp":{at},"sender_full_name":"Ada","content":"<p>Hi</p>"}}]"#
        )
    };
    let [first, second, third] = [
        topic(9, "1600000000000"),
        topic(8, "\"1600000100\""),
        topic(7, "1600000200.5"),
    ];
    let archive = folder(&[
        ("zulip_json/1-board/a.json", third.as_str()),
        ("zulip_json/1-board/z.json", first.as_str()),
        ("zulip_json/2-floor/b.json", second.as_str()),
    ]);
    let records = read(Format::Zulip, archive.path());
    let titles: Vec<&str> = posts(&records)
        .iter()
        .filter_map(|post| post.title.as_deref())
        .collect();
    assert_eq!(titles, ["z", "b", "a"]);
    let members = records.iter().filter_map(|record| match record {
        Record::Membership(member) => Some((member.community.as_str(), member.person.as_str())),
        _ => None,
    });
    let members: Vec<(&str, &str)> = members.collect();
    assert_eq!(members, [("1", "Ada"), ("2", "Ada")]);
    let is_member = |record: &Record| matches!(record, Record::Membership(_));
    let last = records.iter().rposition(is_member);
    let is_post = |record: &Record| matches!(record, Record::Post(_));
    assert!(last < records.iter().position(is_post));
}
