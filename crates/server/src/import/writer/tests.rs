//! Imports into fresh networks, on both engines: what stands in the tables afterwards.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use kernel::{Id, Time};
use network::communities::{self, CommunityKind};
use network::people::{self, Role};
use store::{Sole, Store, testing};

use super::feed::Batch;
use super::item::{Item, Role as ItemRole};
use super::{Options, Writer, batch, ground, write};
use crate::import::queries::Kind;
use crate::import::report::{Added, Report};
use crate::import::testing::{fixture, folder};
use crate::import::{Format, Limits, Progress, Reason, open};

store::row! {
    #[derive(PartialOrd, Ord, Eq)]
    struct Line { place: String, author: String, title: String, plain: String, replies: i64 }

    struct Room { name: String, purpose: String, about: String, kind: CommunityKind, members: i64, arrivals: i64,
        created_at: Time, archived_at: Option<Time>, owner: Option<String> }

    struct Person { name: String, mail: Option<String>, title: String, role: Role, bot: bool, time_zone: String,
        claimed_at: Option<Time>, deactivated_at: Option<Time> }
}

store::statements! {
    fn people_rows() -> Sole<i64> = "select cast(count(*) as bigint) from people";
    fn community_rows() -> Sole<i64> = "select cast(count(*) as bigint) from communities";
    fn member_rows() -> Sole<i64> = "select cast(count(*) as bigint) from memberships";
    fn counted_members() -> Sole<i64> = "select cast(coalesce(sum(members), 0) as bigint) from communities";
    fn post_rows() -> Sole<i64> = "select cast(count(*) as bigint) from posts";
    fn reply_rows() -> Sole<i64> = "select cast(count(*) as bigint) from replies";
    fn counted_replies() -> Sole<i64> = "select cast(coalesce(sum(replies), 0) as bigint) from posts";
    fn reaction_rows() -> Sole<i64> = "select cast(count(*) as bigint) from reactions";
    fn counted_reactions() -> Sole<i64> = "select cast(coalesce(sum(people), 0) as bigint) from reaction_counts";
    fn mention_rows() -> Sole<i64> = "select cast(count(*) as bigint) from mentions";
    fn noted_rows() -> Sole<i64> = "select cast(count(*) as bigint) from imported";
    fn unread() -> Sole<i64> =
        "select cast(count(*) as bigint) from communities c join readings r on r.community_id = c.id where c.arrivals > r.arrivals";
    fn lines() -> Vec<Line> =
        "select c.name as place, a.name as author, p.title, p.plain, p.replies
        from posts p join communities c on c.id = p.community_id join people a on a.id = p.author_id
        union all
        select p.plain as place, a.name as author, '' as title, r.plain, cast(0 as bigint) as replies
        from replies r join posts p on p.id = r.post_id join people a on a.id = r.author_id";
    fn rooms() -> Vec<Room> =
        "select c.name, c.purpose, c.about, c.kind, c.members, c.arrivals, c.created_at, c.archived_at, p.name as owner
        from communities c left join memberships m on m.community_id = c.id and m.role = 'owner'
            left join people p on p.id = m.person_id order by c.name";
    fn everyone() -> Vec<Person> =
        "select name, mail, title, role, bot, time_zone, claimed_at, deactivated_at from people order by name, id";
    fn sources() -> Vec<String> = "select distinct source from imported order by source";
    fn item_times() -> Vec<(String, i64)> =
        "select plain, id from posts union all select plain, id from replies order by 1";
    fn reactions_on(text: &str) -> Vec<String> =
        "select r.name from reactions r join posts p on p.id = r.item_id where p.plain = $1 order by r.name";
}

/// Rows of each table that an import fills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    pub people: i64,
    pub communities: i64,
    pub posts: i64,
    pub replies: i64,
    pub reactions: i64,
    members: i64,
    mentions: i64,
    noted: i64,
}

/// Counts the tables, after a check that counters agree with rows and nothing is unread.
pub fn rows(store: &Store) -> Rows {
    let count =
        |count: fn(&store::Db) -> kernel::Result<Sole<i64>>| store.read_blocking(count).unwrap().0;
    assert_eq!(count(counted_members), count(member_rows));
    assert_eq!(count(counted_replies), count(reply_rows));
    assert_eq!(count(counted_reactions), count(reaction_rows));
    assert_eq!(count(unread), 0);
    Rows {
        people: count(people_rows),
        communities: count(community_rows),
        posts: count(post_rows),
        replies: count(reply_rows),
        reactions: count(reaction_rows),
        members: count(member_rows),
        mentions: count(mention_rows),
        noted: count(noted_rows),
    }
}

pub fn stores() -> Vec<Store> {
    testing::stores(network::MIGRATIONS)
}

pub fn import(store: &Store, format: Format, path: &Path) -> Report {
    import_with(store, format, path, &Options::default()).unwrap()
}

fn import_with(
    store: &Store,
    format: Format,
    path: &Path,
    options: &Options,
) -> anyhow::Result<Report> {
    let reader = open(format, path, &Limits::default()).unwrap();
    write(Some(store), format, reader, options, &mut |_| Ok(()))
}

/// Imports twice into each engine: the tables hold what the report says, and no more the second time.
pub fn comes_once(format: Format, path: &Path) -> Report {
    let mut first = None;
    for store in stores() {
        let dry = import_with(
            &store,
            format,
            path,
            &Options {
                dry_run: true,
                ..Options::default()
            },
        )
        .unwrap();
        assert_eq!(rows(&store).noted, 0, "a dry run writes nothing");
        let report = import(&store, format, path);
        assert_eq!(dry.to_json(), report.to_json());
        let there = rows(&store);
        let merged = report.skipped_for(Reason::ReactionMerged);
        let expected = [
            report.people,
            report.communities,
            report.posts,
            report.replies,
            report.reactions - merged,
        ];
        let found = [
            there.people,
            there.communities,
            there.posts,
            there.replies,
            there.reactions,
        ];
        assert_eq!(
            found.map(|count| count as u64),
            expected,
            "on {:?}",
            store.engine()
        );
        let added = report.added.unwrap();
        let added = [
            added.people,
            added.communities,
            added.posts,
            added.replies,
            added.reactions,
        ];
        assert_eq!(added, expected);

        let again = import(&store, format, path);
        assert_eq!(again.added, Some(Added::default()));
        assert_eq!((again.posts, again.replies), (report.posts, report.replies));
        assert_eq!(rows(&store), there);
        first.get_or_insert(report);
    }
    first.unwrap()
}

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
fn messages_keep_their_times_and_lead_to_the_right_people() {
    for store in stores() {
        import(&store, Format::Slack, &fixture("slack-new"));
        let times: BTreeMap<String, i64> = store
            .read_blocking(item_times)
            .unwrap()
            .into_iter()
            .collect();
        let (text, id) = times
            .iter()
            .find(|(text, _)| text.starts_with("Welcome @Ben Hale"))
            .unwrap();
        let at = Id::<()>::from_raw(*id).time();
        assert_eq!(
            at,
            Time(1_709_280_000 * Time::SECOND_US),
            "{text}: to 10 ms"
        );
        let thread = store.read_blocking(lines).unwrap();
        assert!(
            thread.iter().any(|line| line.place == *text),
            "it has replies"
        );
        assert!(rows(&store).mentions > 0);
    }
}

#[test]
fn people_come_as_the_archive_has_them_and_no_right_comes_with_them() {
    for store in stores() {
        import(&store, Format::Slack, &fixture("slack-new"));
        let people = store.read_blocking(everyone).unwrap();
        let named = |name: &str| people.iter().find(|person| person.name == name).unwrap();
        let ada = named("Ada Brook");
        assert_eq!(ada.mail.as_deref(), Some("ada@northgate.example"));
        assert_eq!(
            (ada.title.as_str(), ada.time_zone.as_str()),
            ("Store manager", "Europe/Berlin")
        );
        assert_eq!(
            (ada.role, ada.bot, ada.claimed_at),
            (Role::Member, false, None)
        );
        assert_eq!(named("Ben Hale").role, Role::Guest);
        assert!(named("Chi Lowe").deactivated_at.is_some() && ada.deactivated_at.is_none());
        assert!(named("Deploy").bot && named("Alarm").bot);
    }
}

#[test]
fn rooms_come_as_communities_with_their_owners() {
    for store in stores() {
        import(&store, Format::Slack, &fixture("slack-new"));
        let rooms = store.read_blocking(rooms).unwrap();
        let named = |name: &str| rooms.iter().find(|room| room.name == name).unwrap();
        let general = named("general");
        assert_eq!(
            (general.kind, general.members, general.arrivals),
            (CommunityKind::Open, 3, 0)
        );
        assert_eq!(
            (general.about.as_str(), general.owner.as_deref()),
            ("Tills & tea", Some("Ada Brook"))
        );
        assert_eq!(general.created_at, Time::from_seconds(1_700_000_000));
        let operations = named("operations");
        // Its creator is a guest, who can be a member and no more.
        assert!(operations.archived_at.is_some() && operations.owner.is_none());
        assert_eq!(operations.purpose, "From Slack.");
        assert_eq!(named("people-team").kind, CommunityKind::Closed);
        assert_eq!(
            named("old-name").kind,
            CommunityKind::Closed,
            "no list says that it was open"
        );
    }
}

/// An export with one channel, `general`, and these people.
fn export(people: &str, day: &str) -> tempfile::TempDir {
    let channels = r#"[{"id": "C1", "name": "general", "members": ["U1", "U2"]}]"#;
    folder(&[
        ("users.json", people),
        ("channels.json", channels),
        ("general/2024-01-01.json", day),
    ])
}

#[test]
fn who_and_what_is_here_already_is_not_made_again() {
    let long = "x".repeat(150);
    let people = format!(
        r#"[{{"id": "U1", "team_id": "T1", "real_name": "Ada B.", "profile": {{"email": "ADA@northgate.example"}}}},
            {{"id": "U2", "team_id": "T1", "real_name": "Ben", "profile": {{"email": "ben@northgate.example"}}}},
            {{"id": "U3", "team_id": "T1", "real_name": "Ben old", "profile": {{"email": "ben@northgate.example"}}}},
            {{"id": "U4", "team_id": "T1", "real_name": "{long}", "profile": {{"email": "nobody at all"}}}}]"#
    );
    let day =
        r#"[{"type": "message", "user": "U1", "text": "Hello <@U2>", "ts": "1704100000.000100"}]"#;
    let path = export(&people, day);
    for store in stores() {
        let ada = store.write_blocking(|tx| {
            let draft = communities::Draft {
                name: "General".to_owned(),
                purpose: "For all".to_owned(),
                about: String::new(),
                kind: CommunityKind::Secret,
                announcement: false,
                official: false,
            };
            communities::actions::found_by_program(tx, &draft.check()?)?;
            let draft = people::Draft {
                name: "Ada Brook".to_owned(),
                mail: Some("ada@northgate.example".to_owned()),
                role: Some(Role::Administrator),
                ..people::Draft::default()
            };
            people::actions::add(tx, None, &draft.check()?)
        });
        let report = import(&store, Format::Slack, path.path());
        for reason in [
            Reason::PersonKnown,
            Reason::MailTaken,
            Reason::MailInvalid,
            Reason::FieldCut,
            Reason::CommunityRenamed,
        ] {
            assert_eq!(report.skipped_for(reason), 1, "{reason:?}");
        }
        let there = rows(&store);
        assert_eq!((there.people, there.communities, there.posts), (4, 2, 1));
        assert_eq!((report.people, report.added.unwrap().people), (4, 3));
        let rooms = store.read_blocking(rooms).unwrap();
        assert_eq!(
            rooms
                .iter()
                .map(|room| room.name.as_str())
                .collect::<Vec<_>>(),
            ["General", "general (Slack)"]
        );
        let lines = store.read_blocking(lines).unwrap();
        assert_eq!(
            (lines[0].author.as_str(), lines[0].plain.as_str()),
            ("Ada Brook", "Hello @Ben")
        );
        let people = store.read_blocking(everyone).unwrap();
        let mails: Vec<_> = people
            .iter()
            .map(|person| person.mail.as_deref().unwrap_or("-"))
            .collect();
        assert_eq!(
            mails,
            ["ada@northgate.example", "ben@northgate.example", "-", "-"]
        );
        let kept = store
            .read_blocking(move |db| people::queries::by_id(db, ada?))
            .unwrap()
            .unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.role),
            ("Ada Brook", Role::Administrator)
        );
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
                let ben = Id::from_raw(
                    super::super::queries::known(tx, "slack:T1", &[Kind::Person], &["U2"])?[0]
                        .own_id,
                );
                communities::queries::set_member_role(
                    tx,
                    general,
                    ben,
                    communities::MemberRole::Moderator,
                )
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
fn reactions_become_ours_and_nobody_gives_one_twice() {
    let people = r#"[{"id": "U1", "real_name": "Ada"}, {"id": "U2", "real_name": "Ben"}]"#;
    let day = r#"[{"type": "message", "user": "U1", "text": "Done", "ts": "1704100000.000100", "reactions": [
        {"name": "tada", "users": ["U1", "U2"], "count": 2}, {"name": "clap", "users": ["U2"], "count": 1},
        {"name": "our-logo", "users": ["U1"], "count": 1}, {"name": "heart", "users": ["U2"], "count": 1}]}]"#;
    let path = export(people, day);
    for store in stores() {
        let report = import(&store, Format::Slack, path.path());
        assert_eq!((report.reactions, report.added.unwrap().reactions), (5, 4));
        assert_eq!(report.skipped_for(Reason::ReactionMerged), 1);
        assert_eq!(report.skipped_for(Reason::ReactionMapped), 1);
        let given = store.read_blocking(|db| reactions_on(db, "Done")).unwrap();
        assert_eq!(given, ["celebrate", "celebrate", "helpful", "thanks"]);
        rows(&store);
    }
}

#[test]
fn many_messages_of_one_moment_each_have_an_id() {
    let messages: Vec<String> = (1..=1_300)
        .map(|id| {
            format!(r#"{{"id": {id}, "timestamp": 1600000000, "sender_full_name": "Ada", "content": "<p>{id:04}</p>"}}"#)
        })
        .collect();
    let path = folder(&[(
        "zulip_json/7-tea/leaves.json",
        &format!("[{}]", messages.join(",")),
    )]);
    for store in stores() {
        import(&store, Format::Zulip, path.path());
        let mut found = store.read_blocking(item_times).unwrap();
        found.sort_by_key(|(_, id)| *id);
        assert_eq!(found.len(), 1_300);
        assert!(found.is_sorted(), "they stand in their order");
        let last = Id::<()>::from_raw(found[1_299].1).time();
        assert_eq!(
            last,
            Time(Time::from_seconds(1_600_000_000).0 + 2 * 10_000),
            "512 fit into 10 ms"
        );
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
            let entry = features::posts::archive::Entry {
                author,
                text,
                at,
                edited_at: None,
                reactions: vec![],
            };
            Item::Message(super::item::Message {
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
        let (send, receive) = std::sync::mpsc::channel();
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
