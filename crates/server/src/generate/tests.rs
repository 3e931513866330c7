//! A generated organisation, looked at as a whole on both databases.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::mpsc;

use features::FEATURES;
use kernel::{Random, Time};
use live::Hub;
use network::App;
use network::communities::rules;
use network::people::Role;
use sha2::{Digest, Sha256};
use store::testing::{self, Database};
use store::{Db, Options, Source, Store};
use tempfile::TempDir;
use web::SessionCookie;

use super::size::Size;
use super::tables::Piece;
use super::world::World;
use super::{Make, all, make};
use crate::ground;

store::row! {
    struct Employee { id: i64, number: i64, manager_id: Option<i64>, role: Role }
    struct Counted { id: i64, told: i64, found: i64 }
    struct Listed { person_id: i64, community_id: i64, name_sort: String, since: i64, arrivals: i64 }
    struct List { community_id: i64, after_id: i64, looked: i64, listed: i64, members: i64 }
    struct Asked { person_id: i64, community_id: i64, unread: i64, arrived: i64 }
}

store::statements! {
    fn employees() -> Vec<Employee> = "select id, number, manager_id, role from people order by id limit 100000";
    fn dangling() -> Vec<(String, i64)> =
        "select 'memberships', cast(count(*) as bigint) from memberships m
            where not exists (select 1 from people p where p.id = m.person_id) or not exists (select 1 from communities c where c.id = m.community_id)
        union all select 'posts', cast(count(*) as bigint) from posts o
            where not exists (select 1 from people p where p.id = o.author_id)
                or o.community_id is not null and not exists (select 1 from communities c where c.id = o.community_id)
                or o.answer_id is not null and not exists (select 1 from replies r where r.id = o.answer_id and r.post_id = o.id)
        union all select 'replies', cast(count(*) as bigint) from replies r
            where not exists (select 1 from people p where p.id = r.author_id) or not exists (select 1 from posts o where o.id = r.post_id and o.id < r.id)
                or r.parent_id is not null and not exists (select 1 from replies q where q.id = r.parent_id and q.post_id = r.post_id and q.id < r.id)
        union all select 'reactions', cast(count(*) as bigint) from reactions r
            where not exists (select 1 from posts o where o.id = r.item_id) and not exists (select 1 from replies q where q.id = r.item_id)
        union all select 'readings', cast(count(*) as bigint) from readings r join communities c on c.id = r.community_id where r.arrivals > c.arrivals";
    fn replies_told() -> Vec<Counted> =
        "select o.id, o.replies as told, cast((select count(*) from replies r where r.post_id = o.id) as bigint) as found
        from posts o order by o.id limit 100000";
    fn members_told() -> Vec<Counted> =
        "select c.id, c.members as told, cast(case when c.rule is null then (select count(*) from memberships m where m.community_id = c.id)
            else (select count(*) from rule_members r where r.community_id = c.id) end as bigint) as found
        from communities c order by c.id limit 100000";
    fn arrivals_told() -> Vec<Counted> =
        "select c.id, c.arrivals as told, cast((select coalesce(max(o.arrival), 0) from posts o where o.community_id = c.id) as bigint) as found
        from communities c order by c.id limit 100000";
    fn reactions_told() -> Vec<Counted> =
        "select k.item_id as id, k.people as told,
            cast((select count(*) from reactions r where r.item_id = k.item_id and r.name = k.name) as bigint) as found
        from reaction_counts k order by k.item_id, k.name limit 100000";
    fn unread() -> Vec<Asked> =
        "select r.person_id, r.community_id, cast(c.arrivals - r.arrivals as bigint) as unread,
            cast((select count(*) from posts o where o.community_id = c.id and o.arrival > r.arrivals) as bigint) as arrived
        from readings r join communities c on c.id = r.community_id order by r.person_id, r.community_id limit 100000";
    fn outside() -> Vec<i64> =
        "select o.id from posts o join communities c on c.id = o.community_id
        where c.kind <> 'open' and c.rule is null and not exists (select 1 from memberships m where m.community_id = c.id and m.person_id = o.author_id)
        union all select r.id from replies r join posts o on o.id = r.post_id join communities c on c.id = o.community_id
        where c.kind <> 'open' and c.rule is null and not exists (select 1 from memberships m where m.community_id = c.id and m.person_id = r.author_id)
        union all select o.id from posts o join communities c on c.id = o.community_id
        where c.rule is not null and not exists (select 1 from rule_members m where m.community_id = c.id and m.person_id = o.author_id)
        union all select r.id from replies r join posts o on o.id = r.post_id join communities c on c.id = o.community_id
        where c.rule is not null and not exists (select 1 from rule_members m where m.community_id = c.id and m.person_id = r.author_id)
        union all select m.person_id from memberships m join communities c on c.id = m.community_id
        where c.rule is not null and (m.role = 'member' or not exists (select 1 from rule_members r where r.community_id = c.id and r.person_id = m.person_id))";
    fn talk_by_rule() -> Vec<(i64, i64, i64)> =
        "select c.id, cast((select count(*) from memberships m where m.community_id = c.id and m.role = 'owner') as bigint), c.arrivals
        from communities c where c.rule is not null order by c.id limit 100000";
    fn listed() -> Vec<Listed> =
        "select person_id, community_id, name_sort, since, arrivals from rule_members order by person_id, community_id limit 100000";
    fn lists() -> Vec<List> =
        "select l.community_id, l.after_id, l.looked, l.listed, c.members from rule_lists l join communities c on c.id = l.community_id
        order by l.community_id limit 100000";
    fn memberships_of_people() -> Vec<(i64, i64)> =
        "select person_id, cast(count(*) as bigint) from memberships m join communities c on c.id = m.community_id
        where c.rule is null group by person_id order by person_id limit 100000";
    fn covered_people() -> Vec<(i64, i64)> =
        "select person_id, cast(count(*) as bigint) from rule_members group by person_id order by person_id limit 100000";
    fn written_since(person: i64, since: i64) -> Vec<i64> =
        "select o.id from memberships m join posts o on o.community_id = m.community_id where m.person_id = $1 and o.id > $2 limit 10";
    fn times() -> Vec<(i64, i64)> = "select min(id), max(id) from posts union all select min(id), max(id) from replies";
}

fn wanted(people: usize) -> Make {
    Make {
        people,
        seed: 7,
        communities: None,
        messages: Some(people * 4),
        until: Time(1_750_000_000 / 86_400 * Time::DAY_US),
        sessions: 60,
        sessions_file: None,
        password_hash: "not a hash".to_owned(),
        random: Random::seeded(5),
    }
}

/// Where an organisation was generated; it goes with this.
struct Made {
    source: Source,
    _keep: (Option<TempDir>, Option<Database>),
}

fn generated(make_: &Make) -> Vec<Made> {
    let folder = tempfile::tempdir().unwrap();
    let mut made = vec![Made {
        source: Source::Sqlite(folder.path().join("data")),
        _keep: (Some(folder), None),
    }];
    if testing::postgres_url().is_some() {
        let database = Database::create(network::MIGRATIONS).unwrap();
        made.push(Made {
            source: database.source(),
            _keep: (None, Some(database)),
        });
    }
    for made in &made {
        make(&made.source, make_, &mut |_| Ok(())).unwrap();
    }
    made
}

fn open(source: &Source) -> Store {
    let options = testing::options(network::MIGRATIONS);
    Store::open(source, Options { ..options }).unwrap()
}

fn read<T: Send + 'static>(
    made: &Made,
    f: impl FnOnce(&Db) -> kernel::Result<T> + Send + 'static,
) -> T {
    let store = open(&made.source);
    let read = store.read_blocking(f).unwrap();
    store.close();
    read
}

fn agree(counted: Vec<Counted>) {
    assert!(!counted.is_empty());
    for Counted { id, told, found } in counted {
        assert_eq!(told, found, "of {id}");
    }
}

#[test]
fn what_is_told_of_rows_is_true_and_nothing_dangles() {
    for made in generated(&wanted(400)) {
        for (table, count) in read(&made, dangling) {
            assert_eq!(count, 0, "{table}");
        }
        agree(read(&made, replies_told));
        agree(read(&made, members_told));
        agree(read(&made, arrivals_told));
        agree(read(&made, reactions_told));
        let asked = read(&made, unread);
        assert!(asked.iter().any(|asked| asked.unread > 0));
        for asked in asked {
            assert_eq!(asked.unread, asked.arrived, "{asked:?}");
        }
        assert_eq!(read(&made, outside), Vec::<i64>::new());
        let by_rule = read(&made, talk_by_rule);
        assert!(by_rule.iter().any(|(_, _, arrivals)| *arrivals > 0));
        for (id, owners, _) in by_rule {
            assert_eq!(owners, 1, "of {id}");
        }
        let make_ = wanted(400);
        for (first, last) in read(&made, times) {
            let time = |id| kernel::Id::<()>::from_raw(id).time();
            assert!(time(first) >= Time(make_.until.0 - 731 * Time::DAY_US));
            assert!(time(last) < make_.until);
        }
    }
}

#[test]
fn everybody_is_led_and_nobody_leads_themselves() {
    for made in generated(&wanted(700)) {
        let people = read(&made, employees);
        let by_id: HashMap<i64, &Employee> =
            people.iter().map(|person| (person.id, person)).collect();
        let mut reports: BTreeMap<i64, usize> = BTreeMap::new();
        let mut roots = 0;
        for person in people.iter().filter(|person| person.role != Role::Guest) {
            let Some(manager) = person.manager_id else {
                roots += 1;
                continue;
            };
            *reports.entry(manager).or_default() += 1;
            let (mut above, mut steps) = (person, 0);
            while let Some(manager) = above.manager_id {
                above = by_id[&manager];
                steps += 1;
                assert!(steps < 20, "{} is led in a circle", person.id);
            }
        }
        assert_eq!(roots, 1);
        assert!(
            reports.values().all(|count| (6..=15).contains(count)),
            "{reports:?}"
        );
        let numbers: Vec<i64> = people.iter().map(|person| person.number).collect();
        assert_eq!(numbers, (1..=700).collect::<Vec<_>>());
        let guests = people.iter().filter(|person| person.role == Role::Guest);
        assert!(
            guests.clone().count() >= 2 && guests.clone().all(|guest| guest.manager_id.is_none())
        );
    }
}

#[test]
fn there_is_somebody_of_every_class() {
    let make_ = Make {
        communities: Some(500),
        sessions_file: Some(tempfile::NamedTempFile::new().unwrap().path().to_owned()),
        ..wanted(1_000)
    };
    let made = generated(&make_).remove(0);
    let file = std::fs::read_to_string(make_.sessions_file.as_deref().unwrap()).unwrap();
    let counts: HashMap<i64, i64> = read(&made, memberships_of_people).into_iter().collect();
    let covered: HashMap<i64, i64> = read(&made, covered_people).into_iter().collect();
    let mut classes: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
    for line in file.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [class, cookie, person, communities] = fields[..] else {
            panic!("{line}");
        };
        assert!(network::sign_in::split_secret(cookie).is_some(), "{line}");
        let person: i64 = person.parse().unwrap();
        let count = counts.get(&person).copied().unwrap_or_default();
        let by_rule = covered.get(&person).copied().unwrap_or_default();
        assert_eq!(communities.parse(), Ok(count + by_rule), "{line}");
        // Whoever has silence around them is nowhere by rule, as no guest is.
        let nowhere = ["silent", "guest"].contains(&class);
        assert_eq!(by_rule == 0, nowhere, "{line}");
        classes.entry(class).or_default().push((person, count));
    }
    assert_eq!(file.lines().count(), 60);
    let counts = |class: &str| classes[class].iter().map(|(_, count)| *count);
    assert!(counts("communities_5").all(|count| count == 5));
    assert!(counts("communities_40").all(|count| count == 40));
    assert!(counts("communities_400").all(|count| count == 400));
    assert!(counts("guest").all(|count| count > 0));
    assert!(classes.contains_key("busiest") && classes.contains_key("typical"));
    for (person, count) in classes["silent"].clone() {
        assert!(count > 0);
        // After the first half year nothing was said there.
        let since = make_.until.0 - 540 * Time::DAY_US;
        let since = kernel::id::compose::<()>(kernel::id::tick_of(Time(since)), 0, 0).raw();
        let written = read(&made, move |db| written_since(db, person, since));
        assert_eq!(written, Vec::<i64>::new());
    }
}

#[test]
fn lists_of_whom_rules_cover_are_as_the_job_leaves_them() {
    for made in generated(&wanted(400)) {
        let store = open(&made.source);
        let floor = store.position();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let inside = runtime.enter();
        let hub = Hub::new(live::Limits::default(), store.clock().clone(), floor);
        drop(inside);
        let app = App::new(store, hub, FEATURES, SessionCookie { https: false }).unwrap();
        let state = || app.store.read_blocking(|db| Ok((listed(db)?, lists(db)?)));
        let before = state().unwrap();
        let all = |db: &Db| rules::queries::all(db, 1_000);
        let all = app.store.read_blocking(all).unwrap();
        assert_eq!(all.len(), before.1.len());
        let joined = all.iter().filter(|ruled| ruled.rule.term().all.is_some());
        assert!(joined.count() > 0 && !before.0.is_empty());
        for (ruled, list) in all.iter().zip(&before.1) {
            let (id, rule) = (ruled.community_id, ruled.rule.clone());
            let counted = runtime.block_on(rules::count(&app, &rule));
            assert_eq!(counted.unwrap(), list.listed, "{}", rule.text());
            let again = move |tx: &store::Tx| rules::actions::set_by_program(tx, id, &rule);
            app.store.write_blocking(again).unwrap();
            (rules::REFRESH.run)(&app, &format!("{id} 2")).unwrap();
        }
        assert_eq!(state().unwrap(), before);
        app.store.clone().close();
    }
}

#[test]
fn people_chose_twelve_communities_each_and_rules_put_them_into_some_more() {
    let world = World::new(Size::new(7, 20_000, Some(1_000), None, wanted(0).until));
    let (chosen, covered) = world.belonging.counts();
    let (chosen, covered) = (chosen as f64 / 20_000.0, covered as f64 / 20_000.0);
    assert!((11.5..12.5).contains(&chosen), "{chosen}");
    assert!((3.0..5.0).contains(&covered), "{covered}");
    let ruled = world.rooms.iter().filter(|room| room.rule.is_some());
    let names: Vec<&str> = ruled.map(|room| room.name.as_str()).collect();
    for name in [
        "Everyone at ",
        "Everyone in ",
        "All of ",
        "Team Leaders in ",
        "Bakery in ",
        "Managers in ",
        "Security outside ",
        "Fresh food in ",
    ] {
        let found = names.iter().find(|found| found.starts_with(name));
        assert!(found.is_some(), "{name}: {names:?}");
    }
    let sites = names.iter().filter(|name| name.starts_with("Everyone at "));
    assert_eq!(sites.count(), world.size.sites);
}

#[test]
fn the_same_wish_makes_the_same_rows_and_another_seed_others() {
    let digest = |make_: Make| {
        let (send, receive) = mpsc::sync_channel(1);
        let making = std::thread::spawn(move || all(&make_, &send).map(drop));
        let mut digest = Sha256::new();
        let mut tables = BTreeSet::new();
        for piece in receive {
            if let Piece::Rows(rows) = piece {
                digest.update(format!("{rows:?}"));
                tables.insert(rows.table().name);
            }
        }
        making.join().unwrap().unwrap();
        assert_eq!(tables.len(), 19, "{tables:?}");
        digest.finalize().to_vec()
    };
    let again = || Make {
        random: Random::seeded(5),
        ..wanted(300)
    };
    let first = digest(again());
    assert_eq!(first, digest(again()));
    let other = Make { seed: 8, ..again() };
    assert_ne!(first, digest(other));
}

#[test]
fn only_a_new_network_is_filled_and_half_of_one_is_not_opened() {
    let make_ = wanted(200);
    for made in generated(&make_) {
        let again = make(&made.source, &make_, &mut |_| Ok(())).unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
        let store = open(&made.source);
        let half =
            |tx: &store::Tx| network::settings::queries::put(tx, ground::UNFINISHED, "generate");
        store.write_blocking(half).unwrap();
        store.close();
        let refused = ground::open(&made.source).err().unwrap();
        assert_eq!(refused.code(), "half_made");
    }
}
