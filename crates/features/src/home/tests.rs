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

/// Statements that a page costs which the same person has seen before: the least of a few times,
/// because now and then the use of a session is written down beside it.
async fn warm(world: &World, path: &str, who: &Actor) -> u64 {
    world.get(path, who).await.expect(200);
    let mut least = u64::MAX;
    for _ in 0..4 {
        let before = world.app.store.statements();
        world.get(path, who).await.expect(200);
        least = least.min(world.app.store.statements() - before);
    }
    least
}

#[test]
fn a_warm_feed_asks_the_database_nothing() {
    each_world(FEATURES, async |world| {
        for n in 0..30 {
            world.wait(2 * Time::HOUR_US);
            let kind = if n % 3 == 0 { "question" } else { "update" };
            publish(
                &world,
                &world.olive,
                json!({ "kind": kind, "text": format!("Number {n}") }),
            )
            .await;
        }
        let posts = feed(&world, &world.mia, "order=latest").await;
        let post = posts[0]["post"]["id"].as_i64().unwrap();
        let reaction = format!("/api/posts/{post}/reactions/helpful");
        world
            .json(Method::PUT, &reaction, &world.mia, Value::Null)
            .await
            .expect(204);
        let desk = format!("/api/communities/{}/posts", world.returns_desk);
        for who in [&world.mia, &world.olive, &world.otto, &world.gus] {
            for path in [
                "/",
                "/api/feed",
                "/api/feed?order=latest&limit=5",
                "/feed/new?after=0",
                "/notifications/count",
                &desk,
            ] {
                let cost = warm(&world, path, who).await;
                assert_eq!(cost, 0, "{path} for {}", who.name);
            }
        }
        // Honest numbers of what is not kept: they may fall, not grow.
        let community = format!("/communities/{}", world.returns_desk);
        assert_eq!(
            warm(&world, &community, &world.mia).await,
            8,
            "the seventh for what it works on, the eighth for what it repeats"
        );
        let thread = format!("/posts/{post}");
        assert_eq!(warm(&world, &thread, &world.mia).await, 7);
        assert_eq!(warm(&world, "/people", &world.mia).await, 3);
    });
}

#[test]
fn what_one_did_oneself_is_seen_at_once() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.olive, json!({ "text": "Who helps?" })).await;
        let mine = async || feed(&world, &world.mia, "").await[0]["my_reactions"].clone();
        assert_eq!(mine().await, json!([]));
        let reaction = format!("/api/posts/{post}/reactions/helpful");
        world
            .json(Method::PUT, &reaction, &world.mia, Value::Null)
            .await
            .expect(204);
        assert_eq!(mine().await, json!(["helpful"]));
        world
            .json(Method::DELETE, &reaction, &world.mia, Value::Null)
            .await
            .expect(204);
        assert_eq!(mine().await, json!([]));

        // Where one wrote last is offered first, and what one has seen is unread no more.
        let chosen = format!("<option value=\"{}\" selected", world.managers);
        let unread = "class=\"comm unread\"";
        let home = world.get("/", &world.mia).await;
        assert!(!home.has(&chosen) && home.has(unread));
        let path = format!("/communities/{}", world.returns_desk);
        world.get(&path, &world.mia).await.expect(200);
        assert!(!world.get("/", &world.mia).await.has(unread));
        let path = format!("/api/communities/{}/posts", world.managers);
        world
            .json(Method::POST, &path, &world.mia, json!({ "text": "Hello" }))
            .await
            .expect(201);
        assert!(world.get("/", &world.mia).await.has(&chosen));
    });
}

#[test]
fn a_list_that_is_kept_shows_nothing_of_a_place_one_has_left() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.managers);
        for n in 0..30 {
            let text = json!({ "text": format!("For managers {n}") });
            world
                .json(Method::POST, &path, &world.olive, text)
                .await
                .expect(201);
        }
        let (first, cursor) = page(&world, "order=ranked&limit=5").await;
        assert_eq!(first.len(), 5);
        let member = format!(
            "/api/communities/{}/members/{}",
            world.managers, world.mia.id
        );
        world
            .json(Method::DELETE, &member, &world.olive, Value::Null)
            .await
            .expect(204);
        for query in ["order=ranked", "order=latest", &format!("cursor={cursor}")] {
            let (items, _) = page(&world, query).await;
            assert_eq!(items, Vec::<Value>::new(), "{query}");
        }
        assert!(!world.get("/", &world.mia).await.has("For managers"));
    });
}
