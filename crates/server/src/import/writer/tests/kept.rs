//! What people, rooms, messages and reactions are here.

use std::collections::BTreeMap;

use kernel::{Id, Time};
use network::communities::{self, CommunityKind};
use network::people::{self, Role};

use super::*;
use crate::import::testing::{fixture, folder};
use crate::import::{Format, Reason};

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
                kind: CommunityKind::Closed,
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
