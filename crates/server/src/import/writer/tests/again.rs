//! What comes comes once: stopped, repeated, from a later archive, beside what cannot be written.

use std::sync::{Arc, mpsc};

use kernel::{Id, Time};
use network::communities::{self, MemberRole};
use network::people;
use store::Store;

use super::*;
use crate::import::queries::{Kind, known};
use crate::import::testing::{fixture, folder};
use crate::import::writer::feed::Batch;
use crate::import::writer::item::{Item, Message, Role as ItemRole};
use crate::import::writer::{Writer, batch, ground};
use crate::import::{Progress, Reason};

#[test]
fn an_archive_comes_completely_and_once() {
    let report = comes_once(Format::Slack, &fixture("slack-new"));
    assert_eq!(
        [
            report.people,
            report.communities,
            report.posts,
            report.replies
        ],
        [7, 4, 21, 7]
    );
    let report = comes_once(Format::Zulip, &fixture("zulip"));
    assert_eq!(
        [
            report.people,
            report.communities,
            report.posts,
            report.replies
        ],
        [5, 4, 4, 5]
    );
}

#[test]
fn an_import_that_was_stopped_goes_on_without_doubles() {
    for (format, name) in [(Format::Slack, "slack-new"), (Format::Zulip, "zulip")] {
        let path = fixture(name);
        let undisturbed = stores();
        for (whole, store) in undisturbed.iter().zip(stores()) {
            let whole_report = import(whole, format, &path);
            let sorted = |store: &Store| {
                let mut lines = store.read_blocking(lines).unwrap();
                lines.sort();
                lines
            };
            let mut stops = 0;
            for stop_after in 1.. {
                let options = Options {
                    batch_items: 2,
                    stop_after: Some(stop_after),
                    ..Options::default()
                };
                if let Ok(report) = import_with(&store, format, &path, &options) {
                    assert_eq!(report.posts, whole_report.posts);
                    break;
                }
                stops += 1;
                assert!(rows(&store).noted < rows(whole).noted || stops > 3);
            }
            assert!(stops > 3, "{stops}");
            assert_eq!(rows(&store), rows(whole));
            assert_eq!(sorted(&store), sorted(whole));
        }
    }
}

#[test]
fn a_later_export_brings_what_is_new_and_leaves_the_rest_alone() {
    let people = r#"[{"id": "U1", "team_id": "T1", "real_name": "Ada"}, {"id": "U2", "team_id": "T1", "real_name": "Ben"}]"#;
    let day = r#"[{"type": "message", "user": "U1", "text": "Tea?", "ts": "1704100000.000100"}]"#;
    let later = r#"[{"type": "message", "user": "U1", "text": "Tea? Changed since.", "ts": "1704100000.000100"},
        {"type": "message", "user": "U2", "text": "Yes", "ts": "1704100001.000100", "thread_ts": "1704100000.000100"}]"#;
    let more = r#"[{"id": "U1", "real_name": "Ada Renamed"}, {"id": "U2", "real_name": "Ben"}, {"id": "U3", "real_name": "Chi"}]"#;
    let (first, second) = (export(people, day), export(more, later));
    for store in stores() {
        import(&store, Format::Slack, first.path());
        store
            .write_blocking(|tx| {
                let general = communities::queries::id_by_name(tx, "general")?.unwrap();
                let ben = Id::from_raw(known(tx, "slack:T1", &[Kind::Person], &["U2"])?[0].own_id);
                communities::queries::set_member_role(tx, general, ben, MemberRole::Moderator)
            })
            .unwrap();
        // Nothing in it says which workspace it is of, but its people do.
        let report = import(&store, Format::Slack, second.path());
        assert_eq!(store.read_blocking(sources).unwrap(), ["slack:T1"]);
        let expected = Added {
            people: 1,
            replies: 1,
            ..Added::default()
        };
        assert_eq!(report.added, Some(expected));
        let mut lines = store.read_blocking(lines).unwrap();
        lines.sort();
        assert_eq!(lines[0].plain, "Yes");
        assert_eq!(
            (
                lines[1].plain.as_str(),
                lines[1].author.as_str(),
                lines[1].replies
            ),
            ("Tea?", "Ada", 1)
        );
    }
}

#[test]
fn two_organisations_stay_apart_and_a_later_archive_finds_its_own() {
    let topic = |first: i64, time: i64, text: &str, more: &str| {
        let json = format!(
            r#"[{{"id": {first}, "timestamp": {time}, "sender_full_name": "Ada", "content": "<p>{text}</p>"}}{more}]"#
        );
        folder(&[("zulip_json/7-tea/leaves.json", json.as_str())])
    };
    let more = r#", {"id": 900, "timestamp": 1700000900, "sender_full_name": "Ada", "content": "<p>More</p>"}"#;
    let ours = topic(10, 1_700_000_000, "Ours", "");
    let theirs = topic(10, 1_600_000_000, "Theirs", "");
    let later = topic(10, 1_700_000_000, "Ours", more);
    for store in stores() {
        for (path, posts, replies) in [
            (&ours, 1, 0),
            (&theirs, 2, 0),
            (&later, 2, 1),
            (&theirs, 2, 1),
        ] {
            import(&store, Format::Zulip, path.path());
            let there = rows(&store);
            assert_eq!((there.posts, there.replies), (posts, replies));
        }
        let sources = store.read_blocking(sources).unwrap();
        assert_eq!(sources, ["zulip:10@1600000000", "zulip:10@1700000000"]);
    }
}

#[test]
fn one_message_that_cannot_be_written_does_not_stop_the_others() {
    for store in stores() {
        import(&store, Format::Slack, &fixture("slack-new"));
        let before = rows(&store);
        let community = store
            .read_blocking(|db| communities::queries::id_by_name(db, "general"))
            .unwrap()
            .unwrap();
        let author = store
            .read_blocking(|db| people::queries::id_by_mail(db, "ada@northgate.example"))
            .unwrap()
            .unwrap();
        let item = |number: i64, role: ItemRole| {
            let text = features::posts::Text::check("Fine", false).unwrap();
            let at = Time::from_seconds(1_700_000_000 + number);
            let entry = features::posts::backdated::Entry {
                author,
                text,
                at,
                edited_at: None,
                mentions: vec![],
                reactions: vec![],
            };
            Item::Message(Message {
                key: format!("C9/{number}"),
                place: format!("general/day.json[{number}]"),
                community,
                role,
                entry,
                parts: Default::default(),
            })
        };
        let post = || ItemRole::Post {
            kind: features::posts::Kind::Update,
            title: String::new(),
        };
        let orphan = ItemRole::Reply {
            parent: "C9/nothing".to_owned(),
        };
        let items = vec![
            item(1, post()),
            item(2, orphan),
            item(
                3,
                ItemRole::Reply {
                    parent: "C9/1".to_owned(),
                },
            ),
        ];
        let ground = ground::Ground {
            store: Some(store.clone()),
            dry_run: false,
            format: Format::Slack,
            source: "slack:T9".into(),
            directory: Arc::default(),
        };
        let mut writer = Writer {
            ground: &ground,
            ids: Arc::default(),
            report: Report::default(),
            refused: 0,
        };
        let (send, receive) = mpsc::channel();
        send.send(Batch {
            items,
            progress: Progress::default(),
        })
        .unwrap();
        drop(send);
        writer
            .run(receive, &Options::default(), &mut |_| Ok(()))
            .unwrap();
        let lost: Vec<_> = writer
            .report
            .skipped()
            .map(|line| (line.reason, line.first))
            .collect();
        assert_eq!(
            lost,
            [(Reason::NotWritten, "general/day.json[2]".to_owned())]
        );
        let after = rows(&store);
        assert_eq!(
            (after.posts - before.posts, after.replies - before.replies),
            (1, 1)
        );
        assert_eq!(writer.report.messages(), 3);
    }
}

#[test]
fn without_a_network_a_dry_run_says_the_same() {
    let path = fixture("slack-new");
    let options = Options {
        dry_run: true,
        ..Options::default()
    };
    let reader = open(Format::Slack, &path, &Limits::default()).unwrap();
    let alone = write(None, Format::Slack, reader, &options, &mut |_| Ok(())).unwrap();
    for store in stores() {
        assert_eq!(
            alone.to_json(),
            import_with(&store, Format::Slack, &path, &options)
                .unwrap()
                .to_json()
        );
    }
    assert!(batch::added(std::iter::empty()) == Added::default());
}

/// Keys and times are asked for in lists, which end somewhere.
#[test]
fn a_batch_may_hold_more_than_a_list() {
    let many = store::MAX_LIST + 1;
    let items: Arc<[Item]> = (0..many)
        .map(|number| Item::Member {
            key: format!("C9/U{number}"),
            community: Id::from_raw(1),
            person: Id::from_raw(1),
        })
        .collect();
    let times: Vec<Time> = (0..many)
        .map(|number| Time::from_seconds(1_600_000_000 + number as i64))
        .collect();
    for store in stores() {
        let added = store.read_blocking({
            let items = items.clone();
            move |db| batch::plan(db, "slack:T9", &items)
        });
        assert_eq!(added.unwrap(), Added::default());
        let times = times.clone();
        let ids = store
            .write_blocking(move |tx| features::posts::backdated::Ids::default().free(tx, &times));
        assert_eq!(ids.unwrap().len(), many);
    }
}
