//! Whether the files fit together, the company is sound, and it can be written on both engines.

use std::collections::{BTreeMap, HashSet};

use features::posts::Kind;
use kernel::{Clock, Random, Time};
use network::people::{Level, Role};
use store::{Options, Store};

use super::calendar::{DAYS, minute};
use super::plan::{Plan, Size, Thread};
use super::templates::{self, STORES, STORYLINE};
use super::threads::{self, kind_of_slot, mentions};
use super::{Make, make, queries, sign_ins};
use crate::work::Said;

/// Thursday, 19 November 2026, 09:00 in London.
const MORNING: Time = Time(1_795_078_800 * Time::SECOND_US);
const FULL: Size = Size {
    people: 2_000,
    small: false,
};
const SMALL: Size = Size {
    people: 60,
    small: true,
};

#[test]
fn every_hand_written_thread_names_people_and_communities_that_exist() {
    let plan = Plan::make(
        Size {
            people: 600,
            small: false,
        },
        1,
        MORNING,
    );
    let threads = threads::all();
    assert!(threads.len() >= 150, "{} threads", threads.len());
    let company = &plan.company;
    let mut seen = HashSet::new();
    for thread in &threads {
        let what = &thread.text;
        assert!(seen.insert(what), "twice: {what}");
        let place = thread.community.as_deref();
        assert!(
            place.is_none_or(|name| plan.rooms.iter().any(|room| room.name == name)),
            "{place:?}"
        );
        assert!(
            minute(&thread.at).is_some() && (0..DAYS).contains(&thread.day),
            "{what}"
        );
        assert_eq!(
            thread.kind == Kind::Praise,
            !thread.people.is_empty(),
            "{what}"
        );
        assert!(
            thread.kind != Kind::Question || !thread.title.is_empty(),
            "{what}"
        );
        let speakers =
            std::iter::once(&thread.by).chain(thread.reply.iter().map(|reply| &reply.by));
        for by in speakers {
            let slot = kind_of_slot(by);
            let (kind, site) = slot
                .split_once('@')
                .map_or((slot, None), |(kind, site)| (kind, Some(site)));
            let is_slot = ["staff", "manager", "leader", "office"].contains(&kind);
            assert!(is_slot || company.find(by).is_some(), "nobody is {by}");
            assert!(
                site.is_none_or(|name| company.sites.iter().any(|site| site.name == name)),
                "{by}"
            );
        }
        let texts = std::iter::once(what).chain(thread.reply.iter().map(|reply| &reply.text));
        let named = texts
            .flat_map(|text| mentions(text))
            .chain(thread.people.iter().map(String::as_str));
        for key in named {
            assert!(company.find(key).is_some(), "nobody is {key}: {what}");
        }
        let accepted = thread.reply.iter().filter(|reply| reply.accepted).count();
        assert!(
            accepted <= usize::from(thread.kind == Kind::Question),
            "{what}"
        );
        assert!(
            thread
                .reply
                .iter()
                .enumerate()
                .all(|(at, reply)| reply.to.is_none_or(|to| to < at)),
            "{what}"
        );
    }
}

#[test]
fn templates_are_many_and_name_places_that_exist() {
    let plan = Plan::make(
        Size {
            people: 600,
            small: false,
        },
        1,
        MORNING,
    );
    let templates = templates::all();
    for kind in [Kind::Update, Kind::Question, Kind::Praise] {
        let count = templates
            .iter()
            .filter(|template| template.kind() == kind)
            .count();
        assert!(count >= 40, "{count} of {kind:?}");
    }
    let texts: HashSet<&str> = templates
        .iter()
        .map(|template| template.text.as_str())
        .collect();
    for template in &templates {
        for place in template
            .places
            .iter()
            .filter(|place| ![STORES, STORYLINE].contains(&place.as_str()))
        {
            assert!(plan.rooms.iter().any(|room| room.name == *place), "{place}");
        }
        assert!(
            template.replies.iter().filter(|reply| reply.best).count()
                <= usize::from(template.kind() == Kind::Question)
        );
    }
    assert!(texts.len() + 10 > templates.len());
}

#[test]
fn the_full_company_is_as_large_and_as_lively_as_it_should_be() {
    let plan = Plan::make(FULL, 1, MORNING);
    let people = &plan.company.people;
    assert_eq!(
        (people.len(), plan.company.sites.len(), plan.rooms.len()),
        (2_000, 60, 80)
    );
    let of_level = |level| people.iter().filter(|person| person.level == level).count();
    assert_eq!(of_level(Level::Leader), 12);
    assert!(
        (150..=210).contains(&of_level(Level::Manager)),
        "{}",
        of_level(Level::Manager)
    );
    let champions = people.iter().filter(|person| person.champion).count();
    assert!((160..=240).contains(&champions), "{champions}");
    assert!(
        (5_600..=6_400).contains(&plan.messages()),
        "{}",
        plan.messages()
    );
    let numbers: HashSet<_> = people.iter().map(|person| &person.number).collect();
    assert_eq!(numbers.len(), 2_000);
    assert!(numbers.iter().all(|number| number.len() == 8));
    let mails: Vec<_> = people
        .iter()
        .filter_map(|person| person.mail.as_ref())
        .collect();
    assert_eq!(mails.iter().collect::<HashSet<_>>().len(), mails.len());
    assert!(
        people
            .iter()
            .all(|person| person.level == Level::Staff || person.mail.is_some())
    );
    let names: HashSet<_> = people.iter().map(|person| &person.name).collect();
    assert!(names.len() > 1_980, "{}", names.len());
}

#[test]
fn everybody_has_a_manager_up_to_the_chief_executive() {
    for size in [FULL, SMALL] {
        let plan = Plan::make(size, 1, MORNING);
        let people = &plan.company.people;
        for (at, person) in people.iter().enumerate() {
            let (mut above, mut steps) = (at, 0);
            while let Some(manager) = people[above].manager {
                (above, steps) = (manager, steps + 1);
                assert!(steps < 10, "{} has managers in a circle", person.name);
            }
            assert_eq!(people[above].title, "Chief Executive");
            assert!(
                at == above
                    || people[person.manager.unwrap()].level != Level::Staff
                    || person.department == "Property"
            );
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_company_and_another_another() {
    let newest = |seed| {
        let plan = Plan::make(SMALL, seed, MORNING);
        let texts: Vec<String> = plan
            .threads
            .iter()
            .map(|thread| thread.text.clone())
            .collect();
        (
            plan.messages(),
            texts,
            plan.company
                .people
                .into_iter()
                .map(|person| person.name)
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(newest(1), newest(1));
    assert_ne!(newest(1).2, newest(2).2);
}

#[test]
fn nothing_is_said_in_the_future_or_before_what_it_answers() {
    for now in [
        MORNING,
        Time(MORNING.0 - 6 * Time::HOUR_US),
        Time(MORNING.0 + 14 * Time::HOUR_US),
    ] {
        let plan = Plan::make(SMALL, 1, now);
        for thread in &plan.threads {
            assert!(thread.at <= now);
            for reply in &thread.replies {
                assert!(thread.at < reply.at && reply.at <= now, "{}", reply.text);
                assert!(
                    reply
                        .reactions
                        .iter()
                        .all(|reacted| reply.at <= reacted.at && reacted.at <= now)
                );
            }
            assert!(
                thread
                    .reactions
                    .iter()
                    .all(|reacted| reacted.at <= now && reacted.person != thread.author)
            );
        }
    }
}

#[test]
fn texts_are_filled_and_a_feed_begins_with_what_was_written_by_hand() {
    let plan = Plan::make(FULL, 1, MORNING);
    let written: HashSet<String> = threads::all()
        .into_iter()
        .map(|thread| thread.text)
        .collect();
    let by_hand = |thread: &&Thread| {
        written
            .iter()
            .any(|text| thread.text.starts_with(text.as_str()))
    };
    let since = Time(MORNING.0 - 2 * Time::DAY_US);
    let newest: Vec<&Thread> = plan
        .threads
        .iter()
        .filter(|thread| thread.at >= since)
        .collect();
    let hand = newest.iter().filter(|thread| by_hand(thread)).count();
    assert!(hand * 2 > newest.len(), "{hand} of {}", newest.len());
    let all = plan.threads.iter().filter(by_hand).count();
    assert_eq!(all, written.len(), "each thread is used once");
    for thread in &plan.threads {
        let texts = [&thread.title, &thread.text]
            .into_iter()
            .chain(thread.replies.iter().map(|reply| &reply.text));
        for text in texts {
            let plain = text.replace("@{", "");
            assert!(
                !plain.contains('{') && !plain.contains('|') || by_hand(&thread),
                "{text}"
            );
            assert!(
                mentions(text).all(|key| plan.company.find(key).is_some()),
                "{text}"
            );
        }
    }
}

#[test]
fn nobody_speaks_behind_a_door_that_is_closed_to_them() {
    let plan = Plan::make(FULL, 1, MORNING);
    let mut questions = BTreeMap::from([(true, 0), (false, 0)]);
    for thread in &plan.threads {
        let closed = thread
            .room
            .map(|room| &plan.rooms[room])
            .filter(|room| !room.is_open());
        if let Some(room) = closed {
            let speakers = thread
                .replies
                .iter()
                .map(|reply| reply.author)
                .chain([thread.author]);
            let reacting = thread.reactions.iter().map(|reacted| reacted.person);
            assert!(
                speakers
                    .chain(reacting)
                    .all(|person| room.members.contains_key(&person)),
                "{}",
                thread.text
            );
        }
        if thread.kind == Kind::Question {
            *questions
                .entry(thread.replies.iter().any(|reply| reply.accepted))
                .or_default() += 1;
        }
    }
    let share = f64::from(questions[&true]) / f64::from(questions[&true] + questions[&false]);
    assert!((0.6..0.8).contains(&share), "{share}");
}

#[test]
fn a_small_company_is_written_and_a_second_one_is_refused() {
    let options = || Options {
        clock: Clock::fixed(MORNING),
        random: Random::seeded(7),
        ..store::testing::options(network::MIGRATIONS)
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _entered = runtime.enter();
    for store in store::testing::stores_with(options()) {
        let asked = Make {
            people: 60,
            small: true,
            seed: 1,
        };
        let mut reports = Vec::new();
        make(&store, asked, &mut |said| {
            reports.extend(if let Said::Report(report) = said {
                Some(report)
            } else {
                None
            });
            Ok(())
        })
        .unwrap();
        let sign_ins: Vec<sign_ins::SignIn> = serde_json::from_value(reports.remove(0)).unwrap();
        look_over(&store, &sign_ins);
        let again = make(&store, asked, &mut |_| Ok(())).unwrap_err();
        assert!(again.to_string().contains("has people already"), "{again}");
    }
}

fn look_over(store: &Store, sign_ins: &[sign_ins::SignIn]) {
    let names: Vec<_> = sign_ins
        .iter()
        .map(|one| (one.name.as_str(), one.level.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("Ingrid Solberg", "leader"),
            ("Priya Raman", "manager"),
            ("Sofia Lindqvist", "champion"),
            ("Amara Okafor", "staff"),
            ("Ada Hartley", "administrator"),
        ]
    );
    assert!(sign_ins[3].mail.is_none() && sign_ins[3].login == sign_ins[3].employee_number);
    assert!(sign_ins::table(sign_ins).contains(&sign_ins[3].login));
    let logins: Vec<String> = sign_ins.iter().map(|one| one.login.clone()).collect();
    let read = store.read_blocking(move |db| {
        assert_eq!(queries::people(db)?.0, 60);
        for (at, login) in logins.iter().enumerate() {
            let id = network::sign_in::actions::find(db, login)?.unwrap();
            let person = network::people::queries::by_id(db, id)?.unwrap();
            assert_eq!(person.role == Role::Administrator, at == 4);
            assert!(network::sign_in::queries::password(db, id)?.is_some());
            let by_rule = [network::CommunityId::from_raw(0)];
            let unread = network::notifications::queries::unread(db, id, false, &by_rule)?.0;
            assert!(unread > 0, "{} has nothing to read", person.name);
            let places = network::communities::queries::places(db, id, &by_rule, 50)?;
            assert!(
                places.iter().any(|place| place.unread > 0),
                "{} has read everything",
                person.name
            );
            assert!(
                places
                    .iter()
                    .all(|place| place.unread >= 0 && place.unread < 100)
            );
        }
        Ok(())
    });
    read.unwrap();
}
