//! Through the door: what the home feed shows, in which order, and why.

use http::Method;
use kernel::Time;
use network::people::Draft;
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

async fn publish(world: &World, who: &Actor, body: Value) -> i64 {
    let path = format!("/api/communities/{}/posts", world.returns_desk);
    let answer = world.json(Method::POST, &path, who, body).await.expect(201);
    answer.json()["id"].as_i64().expect("a post has an id")
}

async fn feed(world: &World, who: &Actor, query: &str) -> Vec<Value> {
    let page = world
        .get(&format!("/api/feed?{query}"), who)
        .await
        .expect(200)
        .json();
    page["items"].as_array().expect("a page has items").clone()
}

#[test]
fn nobody_fills_more_than_a_fifth_of_a_ranked_page() {
    each_world(FEATURES, async |world| {
        for n in 0..20 {
            let draft = Draft {
                name: format!("Quiet Colleague {n}"),
                ..Draft::default()
            };
            let quiet = world.add(draft).await;
            publish(&world, &quiet, json!({ "text": format!("Quiet {n}") })).await;
        }
        for n in 0..30 {
            world.wait(Time::SECOND_US);
            publish(
                &world,
                &world.olive,
                json!({ "text": format!("Noise {n}") }),
            )
            .await;
        }
        let noise = |page: &[Value]| {
            page.iter()
                .filter(|item| item["post"]["author"]["id"] == json!(world.olive.id))
                .count()
        };
        assert_eq!(
            noise(&feed(&world, &world.mia, "order=latest&limit=20").await),
            20
        );
        assert_eq!(
            noise(&feed(&world, &world.mia, "order=ranked&limit=20").await),
            4
        );
    });
}

async fn page(world: &World, query: &str) -> (Vec<Value>, String) {
    let path = format!("/api/feed?{query}");
    let page = world.get(&path, &world.mia).await.expect(200).json();
    let items = page["items"].as_array().expect("a page has items").clone();
    (items, page["next"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_bot_fills_at_most_a_fifth_of_a_page_of_any_length() {
    each_world(FEATURES, async |world| {
        let bot = Draft {
            name: "Till Reports".to_owned(),
            bot: true,
            ..Draft::default()
        };
        let bot = world.add(bot).await;
        for n in 0..20 {
            let draft = Draft {
                name: format!("Quiet Colleague {n}"),
                ..Draft::default()
            };
            let quiet = world.add(draft).await;
            publish(&world, &quiet, json!({ "text": format!("Quiet {n}") })).await;
        }
        // So much newer that the bot would be first.
        world.wait(48 * Time::HOUR_US);
        for n in 0..20 {
            publish(&world, &bot, json!({ "text": format!("Report {n}") })).await;
        }
        let reports = |page: &[Value]| {
            page.iter()
                .filter(|item| item["post"]["author"]["id"] == json!(bot.id))
                .count()
        };
        let (first, next) = page(&world, "order=ranked&limit=10").await;
        let (second, next) = page(&world, &format!("cursor={next}&limit=5")).await;
        let (third, _) = page(&world, &format!("cursor={next}&limit=10")).await;
        assert_eq!(
            [reports(&first), reports(&second), reports(&third)],
            [2, 1, 2]
        );
    });
}

#[test]
fn a_cursor_whose_list_is_gone_shows_nothing_twice() {
    each_world(FEATURES, async |world| {
        let mut posts = Vec::new();
        for n in 0..30 {
            world.wait(Time::MINUTE_US);
            let kind = if n == 12 { "question" } else { "update" };
            let body = json!({ "kind": kind, "text": format!("Number {n}") });
            posts.push(publish(&world, &world.olive, body).await);
        }
        let keys = |page: Vec<Value>| -> Vec<i64> {
            let key = |item: &Value| item["post"]["id"].as_i64();
            page.iter().filter_map(key).collect()
        };
        let (first, cursor) = page(&world, "order=ranked&limit=10").await;
        let first = keys(first);
        assert_eq!(first[0], posts[12]);
        let (second, _) = page(&world, &format!("cursor={cursor}&limit=10")).await;
        assert_eq!(keys(second)[0], posts[20]);

        world.wait(14 * Time::MINUTE_US);
        publish(&world, &world.otto, json!({ "text": "In between" })).await;
        let (second, _) = page(&world, &format!("cursor={cursor}&limit=10")).await;
        assert_eq!(keys(second)[0], posts[20], "the list is still there");
        world.wait(2 * Time::MINUTE_US);
        let (rest, next) = page(&world, &format!("cursor={cursor}&limit=20")).await;
        let older: Vec<i64> = posts[..12].iter().rev().copied().collect();
        assert_eq!((keys(rest), next), (older, String::new()));
    });
}

#[test]
fn an_open_question_is_lifted_and_the_reason_is_said() {
    each_world(FEATURES, async |world| {
        let question = publish(
            &world,
            &world.olive,
            json!({ "kind": "question", "text": "Where is the key?" }),
        )
        .await;
        world.wait(Time::HOUR_US);
        publish(
            &world,
            &world.olive,
            json!({ "text": "The lift works again" }),
        )
        .await;
        let ranked = feed(&world, &world.mia, "order=ranked").await;
        assert_eq!(ranked[0]["post"]["id"], json!(question));
        assert!(
            ranked[0]["why"]
                .as_str()
                .is_some_and(|why| why.contains("open")),
            "{}",
            ranked[0]["why"]
        );
        assert_eq!(
            feed(&world, &world.mia, "order=latest").await[1]["post"]["id"],
            json!(question)
        );
        assert!(world.get("/", &world.mia).await.has("Shown because"));
    });
}

#[test]
fn the_chosen_order_is_remembered() {
    each_world(FEATURES, async |world| {
        let pressed = "value=\"latest\" aria-pressed=\"true\"";
        assert!(!world.get("/", &world.mia).await.has(pressed));
        world
            .post_form("/feed/order", &world.mia, &[("order", "latest")])
            .await
            .expect(303);
        assert!(world.get("/", &world.mia).await.has(pressed));
        world
            .post_form("/feed/order", &world.mia, &[("order", "loudest")])
            .await
            .expect(422);
    });
}

#[test]
fn a_storyline_reaches_followers_but_no_guest() {
    each_world(FEATURES, async |world| {
        world
            .json(
                Method::POST,
                "/api/posts",
                &world.otto,
                json!({ "text": "On my way" }),
            )
            .await
            .expect(201);
        assert!(!world.get("/", &world.mia).await.has("On my way"));
        world
            .post_form(
                &format!("/people/{}/follow", world.otto.id),
                &world.mia,
                &[],
            )
            .await
            .expect(303);
        assert!(world.get("/", &world.mia).await.has("On my way"));
        assert!(!world.get("/", &world.gus).await.has("On my way"));
    });
}

#[test]
fn the_pill_brings_only_what_is_newer() {
    each_world(FEATURES, async |world| {
        let old = publish(&world, &world.olive, json!({ "text": "Old news" })).await;
        world.wait(Time::SECOND_US);
        publish(&world, &world.olive, json!({ "text": "Fresh news" })).await;
        let new = world
            .get(&format!("/feed/new?after={old}"), &world.mia)
            .await
            .expect(200);
        assert!(new.has("Fresh news") && !new.has("Old news"));
    });
}
