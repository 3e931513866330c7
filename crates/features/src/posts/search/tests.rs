//! Through the door: who finds what, by which words, and how the index keeps up.

use http::Method;
use kernel::{Clock, Time};
use network::people::{self, Draft};
use network::search::Indexer;
use network::testing::{Actor, MORNING, World, each_world, in_world};
use serde_json::{Value, json};
use store::testing::settled;
use store::{Faults, Options};

use crate::FEATURES;
use crate::posts::backdated::{self, Entry, Ids, OldPost};
use crate::posts::{Kind, Text};

async fn publish(world: &World, who: &Actor, body: Value) -> i64 {
    let path = format!("/api/communities/{}/posts", world.returns_desk);
    let answer = world.json(Method::POST, &path, who, body).await.expect(201);
    answer.json()["id"].as_i64().expect("a post has an id")
}

async fn reply(world: &World, who: &Actor, post: i64, text: &str) -> i64 {
    let path = format!("/api/posts/{post}/replies");
    let answer = world
        .json(Method::POST, &path, who, json!({ "text": text }))
        .await;
    answer.expect(201).json()["id"]
        .as_i64()
        .expect("a reply has an id")
}

async fn search(world: &World, who: &Actor, q: &str) -> Value {
    let path = network::address::with("/api/search", &[("q", q)]);
    world.get(&path, who).await.expect(200).json()
}

/// Titles of what was found, with the text where there is none.
async fn titles(world: &World, who: &Actor, q: &str) -> Vec<String> {
    let found = search(world, who, q).await;
    let items = found["items"]
        .as_array()
        .expect("results have items")
        .iter();
    items
        .map(|item| item["title"].as_str().unwrap_or_default().to_owned())
        .collect()
}

async fn names(world: &World, who: &Actor, q: &str) -> Vec<String> {
    let found = search(world, who, q).await;
    let people = found["people"]
        .as_array()
        .expect("results have people")
        .iter();
    people
        .map(|person| person["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn words_are_found_in_any_form_and_phrases_as_they_stand() {
    each_world(FEATURES, async |world| {
        for text in [
            "The parcels arrive without a code today",
            "A code is needed, not the parcel slip without",
            "Die Häuser in der Straße sind geöffnet und sauber",
            "東京都の小包が届きました",
            "Наши посылки приходят сегодня утром очень поздно",
        ] {
            publish(&world, &world.olive, json!({ "text": text })).await;
        }
        world.index();
        for (q, count) in [
            ("parcel", 2),
            ("parcels code", 2),
            ("\"without a code\"", 1),
            ("\"code without\"", 0),
            ("haus strasse", 1),
            ("HÄUSER", 1),
            ("geoffnet", 1),
            ("京都", 1),
            ("小包", 1),
            ("都", 1),
            ("京東", 0),
            ("посылки", 1),
            ("nowhere parcel", 0),
        ] {
            let found = titles(&world, &world.mia, q).await;
            assert_eq!(found.len(), count, "{q}: {found:?}");
        }
    });
}

#[test]
fn names_forgive_a_slip_and_guests_find_whom_they_may_know() {
    each_world(FEATURES, async |world| {
        for name in ["Katharina Müller", "Katharine Mueller", "Jon Doe"] {
            let draft = Draft {
                name: name.to_owned(),
                ..Draft::default()
            };
            world.add(draft).await;
        }
        world.index();
        let mia = &world.mia;
        assert_eq!(
            names(&world, mia, "katarina muller").await[0],
            "Katharina Müller"
        );
        assert_eq!(names(&world, mia, "Jom").await, [""; 0]);
        assert_eq!(names(&world, mia, "Okafro").await, ["Olive Okafor"]);
        assert_eq!(names(&world, mia, "Dee Dunn").await, [""; 0]);
        assert_eq!(titles(&world, mia, "retruns").await, ["Returns desk"]);

        assert_eq!(names(&world, &world.gus, "okafor").await, ["Olive Okafor"]);
        assert_eq!(names(&world, &world.gus, "Doe").await, [""; 0]);
        let page = world.get("/search?q=doe", &world.gus).await.expect(200);
        assert!(!page.has("Jon Doe"), "{}", page.words());
    });
}

#[test]
fn a_community_is_found_by_those_who_may_know_of_it() {
    each_world(FEATURES, async |world| {
        world.index();
        let of = async |who: &Actor, q: &str| titles(&world, who, q).await;
        for (q, olive, otto, gus) in [
            ("returns", 1, 1, 1),
            ("managers", 1, 1, 0),
            ("\"pay review\"", 1, 0, 0),
        ] {
            let found = [
                of(&world.olive, q).await.len(),
                of(&world.otto, q).await.len(),
                of(&world.gus, q).await.len(),
            ];
            assert_eq!(found, [olive, otto, gus], "{q}");
        }
    });
}

#[test]
fn what_was_edited_or_deleted_is_found_no_more() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.olive, json!({ "text": "A zebra" })).await;
        let answer = reply(&world, &world.mia, post, "No, a giraffe").await;
        let mut index = world.index();
        assert_eq!(titles(&world, &world.otto, "zebra").await.len(), 1);
        let found = search(&world, &world.otto, "giraffe").await;
        assert_eq!(
            found["items"][0]["href"],
            json!(format!("/posts/{post}#reply-{answer}"))
        );
        assert_eq!(found["items"][0]["title"], json!("A zebra"));

        let path = format!("/api/posts/{post}");
        let edit = json!({ "text": "A quagga" });
        world
            .json(Method::PATCH, &path, &world.olive, edit)
            .await
            .expect(200);
        world.catch_up(&mut index);
        assert_eq!(titles(&world, &world.otto, "zebra").await.len(), 0);
        assert_eq!(titles(&world, &world.otto, "quagga").await.len(), 1);

        let reply_path = format!("/api/replies/{answer}");
        world
            .json(Method::DELETE, &reply_path, &world.mia, Value::Null)
            .await
            .expect(204);
        let later = reply(&world, &world.mia, post, "An okapi").await;
        assert!(later > answer);
        world.catch_up(&mut index);
        assert_eq!(
            search(&world, &world.otto, "giraffe").await["total"],
            json!(0)
        );
        assert_eq!(
            search(&world, &world.otto, "okapi").await["total"],
            json!(1)
        );

        world
            .json(Method::DELETE, &path, &world.olive, Value::Null)
            .await
            .expect(204);
        // Shown no more before the index knows, counted no more when it does.
        assert_eq!(titles(&world, &world.otto, "quagga").await.len(), 0);
        world.catch_up(&mut index);
        for q in ["quagga", "okapi"] {
            assert_eq!(
                search(&world, &world.otto, q).await["total"],
                json!(0),
                "{q}"
            );
        }
    });
}

#[test]
fn a_thread_is_one_result_and_an_accepted_answer_is_an_answer() {
    each_world(FEATURES, async |world| {
        let asked = json!({ "kind": "question", "title": "Which badger?", "text": "" });
        let post = publish(&world, &world.olive, asked).await;
        reply(&world, &world.otto, post, "Some badger").await;
        let best = reply(&world, &world.mia, post, "The badger").await;
        let mut index = world.index();
        let found = search(&world, &world.ada, "badger").await;
        assert_eq!(found["total"], json!(1));
        let kinds = |found: &Value| {
            let kinds = found["facets"]["kinds"].as_array().unwrap().iter();
            kinds
                .map(|kind| kind["count"].as_i64().unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(&found), [0, 1, 0, 0, 0, 0, 0, 0]);

        let accept = format!("/api/posts/{post}/answer");
        let body = json!({ "reply": best });
        world
            .json(Method::PUT, &accept, &world.olive, body)
            .await
            .expect(204);
        world.catch_up(&mut index);
        assert_eq!(
            kinds(&search(&world, &world.ada, "badger").await),
            [1, 1, 0, 0, 0, 0, 0, 0]
        );
        let path = "/api/search?q=badger&kind=answer";
        let answers = world.get(path, &world.ada).await.expect(200).json();
        assert_eq!(answers["total"], json!(1));
        assert_eq!(answers["items"][0]["answered"], json!(true));
    });
}

#[test]
fn filters_narrow_and_pages_neither_repeat_nor_skip() {
    each_world(FEATURES, async |world| {
        for at in 0..45 {
            world.wait(Time::DAY_US / 2);
            let who = if at % 3 == 0 {
                &world.mia
            } else {
                &world.olive
            };
            publish(&world, who, json!({ "text": format!("Otter {at}") })).await;
        }
        world.index();
        let mut seen = Vec::new();
        let mut next = String::new();
        loop {
            let path = network::address::with("/api/search?q=otter&limit=20", &[("cursor", &next)]);
            let page = world.get(&path, &world.otto).await.expect(200).json();
            let items = page["items"].as_array().unwrap().iter();
            seen.extend(items.map(|item| item["id"].as_i64().unwrap()));
            match page["next"].as_str() {
                Some(more) => next = more.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 45);
        assert!(
            seen.is_sorted_by(|a, b| a > b),
            "the newest of equals first: {seen:?}"
        );
        let other = network::address::with("/api/search?q=otters&limit=20", &[("cursor", &next)]);
        assert_eq!(
            world.get(&other, &world.otto).await.expect(400).code(),
            "invalid_cursor"
        );

        let total = async |filter: &str| {
            let path = format!("/api/search?q=otter{filter}");
            world.get(&path, &world.otto).await.expect(200).json()["total"].as_i64()
        };
        let desk = format!("&place={}", world.returns_desk);
        assert_eq!(total("&when=week").await, Some(15));
        assert_eq!(total(&format!("&author={}", world.mia.id)).await, Some(15));
        assert_eq!(total(&desk).await, Some(45));
        assert_eq!(total(&format!("&place={}", world.managers)).await, Some(0));
        assert_eq!(total("&kind=question").await, Some(0));
        let page = world
            .get("/search?q=otter&when=month", &world.otto)
            .await
            .expect(200);
        assert!(page.has("<mark>Otter</mark>"), "{}", page.words());
    });
}

#[test]
fn nothing_that_is_typed_is_a_fault() {
    each_world(FEATURES, async |world| {
        world.index();
        let long = "a".repeat(200);
        let many = "ab ".repeat(66);
        for q in [
            "*",
            "\"",
            "\"\"",
            "(((",
            "a:b",
            "-a +b",
            "[a TO z]",
            "/.*/",
            "\\",
            "^2",
            "~2",
            "👍🏽",
            "\u{202e}cba",
            "מזהה",
            "%00",
            "' or 1=1 --",
            "<script>",
            &long,
            &many,
            "\u{301}",
            "ﷺ",
        ] {
            search(&world, &world.mia, q).await;
            let path = network::address::with("/search", &[("q", q)]);
            let page = world.get(&path, &world.mia).await.expect(200);
            assert!(!page.has("<script>alert"), "{q}");
        }
        let path = network::address::with("/api/search", &[("q", &"a".repeat(2_000))]);
        assert_eq!(
            world.get(&path, &world.mia).await.expect(422).code(),
            "too_long"
        );
        for path in ["/api/search?q=a&kind=nothing", "/api/search?q=a&limit=0"] {
            let answer = world.get(path, &world.mia).await;
            assert!((400..500).contains(&answer.status), "{path}");
        }
    });
}

#[test]
fn without_an_index_the_rest_works_and_the_search_says_so() {
    each_world(FEATURES, async |world| {
        let answer = world.get("/api/search?q=a", &world.mia).await.expect(503);
        assert_eq!(answer.code(), "search_opening");
        let page = world.get("/search?q=a", &world.mia).await.expect(503);
        assert!(
            page.words().contains("The search is not ready"),
            "{}",
            page.words()
        );
        world.get("/search", &world.mia).await.expect(200);
        world.index();
        world.get("/search?q=a", &world.mia).await.expect(200);
    });
}

/// In a folder of its own.
fn indexer(world: &World, folder: &std::path::Path) -> Indexer {
    settled(&world.app.store);
    Indexer::new(&world.app, Some(folder))
}

fn generations(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// A power cut takes back what was not on disk; an index that knew of it would stay wrong.
#[test]
fn an_index_is_not_ahead_of_the_disk() {
    let faults = Faults::default();
    let disk = faults.busy_disk.clone();
    let options = Options {
        clock: Clock::fixed(MORNING),
        faults,
        ..Options::new(network::MIGRATIONS)
    };
    let store = store::testing::sqlite(options).unwrap();
    in_world(&store, FEATURES, async |world| {
        let mut index = world.index();
        publish(&world, &world.olive, json!({ "text": "First heron" })).await;
        let working = disk.lock().unwrap();
        let committing = std::thread::spawn(move || index.catch_up());
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert!(!committing.is_finished());
        drop(working);
        committing.join().unwrap().unwrap();
        let found = world.get("/api/search?q=heron", &world.mia).await;
        assert_eq!(
            found.expect(200).json()["items"].as_array().unwrap().len(),
            1
        );
    });
}

#[test]
fn an_index_goes_on_where_its_last_commit_stood() {
    each_world(FEATURES, async |world| {
        let folder = tempfile::tempdir().unwrap();
        let post = publish(&world, &world.olive, json!({ "text": "First heron" })).await;
        let mut first = indexer(&world, folder.path());
        first.catch_up().unwrap();
        publish(&world, &world.olive, json!({ "text": "Second heron" })).await;
        settled(&world.app.store);
        // Reads the row, and is ended; on a quick machine before it commits.
        first.step().unwrap();
        drop(first);

        let mut second = indexer(&world, folder.path());
        second.catch_up().unwrap();
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(2));
        assert_eq!(generations(folder.path()), ["1"], "it was not made anew");
        // A third knows what it holds: what changes is replaced, and does not stand there twice.
        drop(second);
        let mut third = indexer(&world, folder.path());
        third.catch_up().unwrap();
        let (path, edit) = (format!("/api/posts/{post}"), json!({ "text": "An egret" }));
        world
            .json(Method::PATCH, &path, &world.olive, edit)
            .await
            .expect(200);
        world.catch_up(&mut third);
        assert_eq!(search(&world, &world.mia, "egret").await["total"], json!(1));
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(1));
        // Two cannot write one index.
        assert_eq!(
            indexer(&world, folder.path()).step().unwrap_err().code(),
            "index_in_use"
        );
    });
}

#[test]
fn an_index_that_is_damaged_or_of_another_life_is_made_anew() {
    each_world(FEATURES, async |world| {
        let folder = tempfile::tempdir().unwrap();
        publish(&world, &world.olive, json!({ "text": "A heron" })).await;
        indexer(&world, folder.path()).catch_up().unwrap();
        std::fs::write(folder.path().join("1/meta.json"), "no json").unwrap();
        indexer(&world, folder.path()).catch_up().unwrap();
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(1));

        let store = world.app.store.clone();
        store.begin_epoch().unwrap();
        let before = generations(folder.path());
        let mut index = indexer(&world, folder.path());
        index.catch_up().unwrap();
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(1));
        assert_eq!(before.len(), 1);

        // On wish, while the old one answers.
        world.app.search.wish_new();
        index.step().unwrap();
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(1));
        index.catch_up().unwrap();
        assert_eq!(search(&world, &world.mia, "heron").await["total"], json!(1));
        assert_eq!(generations(folder.path()), ["2"]);
    });
}

#[test]
fn an_index_made_anew_is_the_index_that_followed() {
    each_world(FEATURES, async |world| {
        let mut index = world.index();
        let post = publish(
            &world,
            &world.olive,
            json!({ "text": "Wren and robin #birds" }),
        )
        .await;
        reply(&world, &world.mia, post, "Robin, wren").await;
        let gone = publish(&world, &world.mia, json!({ "text": "Wren" })).await;
        let path = format!("/api/posts/{gone}");
        world
            .json(Method::DELETE, &path, &world.mia, Value::Null)
            .await
            .expect(204);
        let olive = world.olive.id;
        // An old post that an import brings, and a new name.
        let desk = world.returns_desk;
        let change = world.write(move |tx| {
            let old = OldPost {
                community: Some(desk),
                kind: Kind::Update,
                title: "",
                praised: &[],
                arrival: 1,
            };
            let entry = Entry {
                author: olive,
                text: Text::check("An old wren", false)?,
                at: tx.now().minus(std::time::Duration::from_secs(86_400 * 400)),
                edited_at: None,
                mentions: vec![],
                reactions: vec![],
            };
            let id = kernel::Id::from_raw(Ids::default().free(tx, &[entry.at])?[0]);
            backdated::put_post(tx, id, &old, &entry)?;
            backdated::done(tx, desk.raw())
        });
        change.await;
        let rename = world.write(move |tx| {
            let row = people::queries::by_id(tx, olive)?.ok_or_else(kernel::Error::not_found)?;
            people::queries::update(
                tx,
                olive,
                "Olive Nightingale",
                "olive nightingale",
                "nightingale olive",
                row.mail.as_deref(),
                row.mail.as_deref(),
                &row.title,
                &row.department,
                row.site_id,
                row.manager_id,
                row.level,
            )?;
            people::queries::index_name(tx, olive, "Olive Nightingale")?;
            tx.log("person", olive.raw(), 0)
        });
        rename.await;
        world.catch_up(&mut index);
        let questions = [
            "wren",
            "robin",
            "birds",
            "nightingale",
            "okafor",
            "old wren",
            "desk",
        ];
        let mut followed = Vec::new();
        for q in questions {
            followed.push(search(&world, &world.otto, q).await);
        }
        assert_eq!(followed[0]["total"], json!(2), "{}", followed[0]);
        assert_eq!(
            followed[3]["total"],
            json!(2),
            "by the new name: {}",
            followed[3]
        );
        assert_eq!(
            followed[4]["total"],
            json!(0),
            "by the old name: {}",
            followed[4]
        );
        drop(index);
        world.index();
        for (q, followed) in questions.iter().zip(followed) {
            assert_eq!(search(&world, &world.otto, q).await, followed, "{q}");
        }
    });
}
