//! Through the door: requests in, pages and JSON out, on both engines.

mod programs;
mod rights;

use http::Method;
use kernel::Time;
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

async fn publish(world: &World, who: &Actor, body: Value) -> i64 {
    let path = format!("/api/communities/{}/posts", world.returns_desk);
    publish_at(world, &path, who, body).await
}

async fn publish_at(world: &World, path: &str, who: &Actor, body: Value) -> i64 {
    let answer = world.json(Method::POST, path, who, body).await.expect(201);
    answer.json()["id"].as_i64().expect("a post has an id")
}

async fn reply(world: &World, who: &Actor, post: i64, text: &str) -> i64 {
    let path = format!("/api/posts/{post}/replies");
    let answer = world
        .json(Method::POST, &path, who, json!({ "text": text }))
        .await
        .expect(201);
    answer.json()["id"].as_i64().expect("a reply has an id")
}

/// Every path on which a post could be seen, and whether its words stand there.
async fn seen(world: &World, who: &Actor, community: i64, post: i64, words: &str) -> Vec<bool> {
    let paths = [
        format!("/posts/{post}"),
        format!("/posts/{post}/card"),
        format!("/posts/{post}/history"),
        format!("/api/posts/{post}"),
        format!("/communities/{community}"),
        format!("/api/communities/{community}/posts"),
        "/".to_owned(),
        "/api/feed?order=latest".to_owned(),
        "/api/feed?order=ranked".to_owned(),
        "/questions?which=all".to_owned(),
        "/topics/moot".to_owned(),
        format!("/people/{}/posts", world.mia.id),
    ];
    let mut found = Vec::new();
    for path in paths {
        found.push(world.get(&path, who).await.body.contains(words));
    }
    found
}

#[test]
fn a_post_is_seen_by_those_who_read_its_place_and_by_nobody_else() {
    each_world(FEATURES, async |world| {
        let body = json!({ "kind": "question", "title": "Where is the moot?", "text": "Which #moot room" });
        let path = format!("/api/communities/{}/posts", world.managers);
        let post = publish_at(&world, &path, &world.mia, body).await;
        let place = world.managers.raw();

        assert!(
            seen(&world, &world.mia, place, post, "Where is the moot?")
                .await
                .iter()
                .all(|s| *s)
        );
        for outside in [&world.otto, &world.gus, &world.ada] {
            let seen = seen(&world, outside, place, post, "Where is the moot?").await;
            assert!(seen.iter().all(|s| !s), "{}: {seen:?}", outside.name);
            world
                .get(&format!("/posts/{post}"), outside)
                .await
                .expect(404);
        }
        for nobody in [Some(&world.dee), None] {
            world
                .get(&format!("/api/posts/{post}"), nobody)
                .await
                .expect(401);
            assert!(
                !world
                    .get(&format!("/posts/{post}"), nobody)
                    .await
                    .has("Where is the moot?")
            );
        }
    });
}

#[test]
fn a_deleted_post_is_gone_on_every_path_at_once() {
    each_world(FEATURES, async |world| {
        let post = publish(
            &world,
            &world.mia,
            json!({ "kind": "question", "text": "Where is the moot?\nWhich #moot room" }),
        )
        .await;
        let place = world.returns_desk.raw();
        assert!(
            seen(&world, &world.olive, place, post, "Where is the moot?")
                .await
                .iter()
                .all(|s| *s)
        );

        let path = format!("/api/posts/{post}");
        world
            .json(Method::DELETE, &path, &world.otto, Value::Null)
            .await
            .expect(403);
        world
            .json(Method::DELETE, &path, &world.mia, Value::Null)
            .await
            .expect(204);
        for who in [&world.olive, &world.mia] {
            assert!(
                seen(&world, who, place, post, "Where is the moot?")
                    .await
                    .iter()
                    .all(|s| !s)
            );
        }
        world
            .json(Method::DELETE, &path, &world.mia, Value::Null)
            .await
            .expect(404);
    });
}

#[test]
fn limits_are_named_and_nothing_is_written() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.returns_desk);
        let many: String = (1..=101).map(|n| format!("[@x](/people/{n}) ")).collect();
        for (body, code) in [
            (json!({ "text": "a".repeat(20_001) }), "too_long"),
            (json!({ "text": " \u{200b} " }), "blank"),
            (json!({ "kind": "question" }), "blank"),
            (json!({ "text": many }), "too_many_mentions"),
            (json!({ "text": "x", "kind": "praise" }), "praise_nobody"),
            (json!({ "text": "x", "kind": "poll" }), "choice"),
            (json!({ "text": "x", "pinned": true }), "unknown_field"),
        ] {
            let answer = world
                .json(Method::POST, &path, &world.mia, body)
                .await
                .expect(422);
            assert!(
                [code, "unknown_value"].contains(&answer.code().as_str()),
                "{} is not {code}",
                answer.code()
            );
        }
        let page = world.get(&path, &world.mia).await.expect(200).json();
        assert_eq!(page["items"], json!([]));
        let short = json!({ "kind": "question", "title": "Who has size 6?" });
        world
            .json(Method::POST, &path, &world.mia, short)
            .await
            .expect(201);
        for limit in ["-1", "0", "1000000000"] {
            world
                .get(&format!("{path}?limit={limit}"), &world.mia)
                .await
                .expect(422);
        }
        world
            .get(&format!("{path}?cursor=abc"), &world.mia)
            .await
            .expect(400);
    });
}

#[test]
fn a_repeated_request_makes_one_post() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.returns_desk);
        let send = |text: &'static str| {
            let request = world
                .request(Method::POST, &path, Some(&world.mia))
                .header("idempotency-key", "press-1")
                .header("content-type", "application/json");
            world.send(request, json!({ "text": text }).to_string().into())
        };
        let first = send("Once").await.expect(201).json();
        assert_eq!(send("Once").await.expect(201).json()["id"], first["id"]);
        assert_eq!(
            send("Twice").await.expect(422).code(),
            "idempotency_mismatch"
        );
        let page = world.get(&path, &world.mia).await.json();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_question_is_answered_and_the_times_are_kept() {
    each_world(FEATURES, async |world| {
        let question = publish(
            &world,
            &world.mia,
            json!({ "kind": "question", "text": "Who has size 6?" }),
        )
        .await;
        world.wait(6 * Time::MINUTE_US);
        let answer = reply(&world, &world.olive, question, "Leeds has two.").await;
        let path = format!("/api/posts/{question}/answer");
        let body = json!({ "reply": answer });
        world
            .json(Method::PUT, &path, &world.otto, body.clone())
            .await
            .expect(403);
        world.wait(3 * Time::MINUTE_US);
        world
            .json(Method::PUT, &path, &world.mia, body)
            .await
            .expect(204);

        let post = world
            .get(&format!("/api/posts/{question}"), &world.otto)
            .await
            .expect(200)
            .json();
        assert_eq!(post["post"]["answer"]["id"], json!(answer));
        let page = world.get(&format!("/posts/{question}"), &world.otto).await;
        assert!(
            page.has("Accepted by Mia Member after 9 min") || page.has("after 9 min"),
            "{}",
            page.words()
        );
        assert!(
            !world
                .get("/questions", &world.mia)
                .await
                .has("Who has size 6?")
        );
        let told = world
            .get("/api/notifications", &world.olive)
            .await
            .expect(200)
            .json();
        assert_eq!(told["notifications"][0]["reason"], json!("accepted"));
        let told = world.get("/api/notifications", &world.mia).await.json();
        assert_eq!(told["notifications"][0]["reason"], json!("answer"));
    });
}

#[test]
fn a_mention_tells_only_those_who_may_read() {
    each_world(FEATURES, async |world| {
        let text = format!(
            "[@Otto](/people/{}) and [@Mia](/people/{})",
            world.otto.id, world.mia.id
        );
        let path = format!("/api/communities/{}/posts", world.managers);
        publish_at(&world, &path, &world.olive, json!({ "text": text })).await;
        let told = "/api/notifications";
        assert_eq!(
            world.get(told, &world.otto).await.json()["notifications"],
            json!([])
        );
        assert_eq!(
            world.get(told, &world.mia).await.json()["notifications"][0]["reason"],
            json!("mention")
        );
    });
}

#[test]
fn reactions_are_set_once_and_taken_back() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "New shelf" })).await;
        let path = format!("/api/posts/{post}/reactions/helpful");
        for _ in 0..2 {
            world
                .json(Method::PUT, &path, &world.otto, Value::Null)
                .await
                .expect(204);
        }
        let thread = world
            .get(&format!("/api/posts/{post}"), &world.otto)
            .await
            .json();
        assert_eq!(
            thread["post"]["reactions"],
            json!([{ "name": "helpful", "people": 1 }])
        );
        assert_eq!(
            thread["my_reactions"],
            json!([{ "item": post, "name": "helpful" }])
        );
        assert!(
            world
                .get(&format!("/posts/{post}"), &world.otto)
                .await
                .has("aria-pressed=\"true\"")
        );
        world
            .json(Method::DELETE, &path, &world.otto, Value::Null)
            .await
            .expect(204);
        let thread = world
            .get(&format!("/api/posts/{post}"), &world.mia)
            .await
            .json();
        assert_eq!(thread["post"]["reactions"], json!([]));
        world
            .json(
                Method::PUT,
                &format!("/api/posts/{post}/reactions/wow"),
                &world.otto,
                Value::Null,
            )
            .await
            .expect(404);
        let same = format!("/api/posts/{post}/reactions/same_question");
        world
            .json(Method::PUT, &same, &world.otto, Value::Null)
            .await
            .expect(422);
    });
}

#[test]
fn only_the_author_edits_and_the_earlier_text_is_kept() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "Open until 8" })).await;
        let path = format!("/api/posts/{post}");
        world
            .json(Method::PATCH, &path, &world.olive, json!({ "text": "No" }))
            .await
            .expect(403);
        world.wait(Time::MINUTE_US);
        let changed = world
            .json(
                Method::PATCH,
                &path,
                &world.mia,
                json!({ "text": "Open until 9" }),
            )
            .await;
        assert!(changed.expect(200).json()["edited_at"].is_string());
        let history = world
            .get(&format!("{path}/history"), &world.otto)
            .await
            .json();
        assert_eq!(history[0]["text"], json!("Open until 8"));
        let page = world.get("/", &world.mia).await;
        assert!(page.has("Open until 9") && !page.has("Open until 8"));
    });
}

#[test]
fn a_form_shows_what_was_wrong_and_keeps_what_was_typed() {
    each_world(FEATURES, async |world| {
        let place = world.returns_desk.to_string();
        let fields = [
            ("kind", "praise"),
            ("text", "Great work on parcels"),
            ("place", &place),
        ];
        let page = world
            .post_form("/posts", &world.mia, &fields)
            .await
            .expect(422);
        assert!(page.has("Great work on parcels") && page.has("Say who the praise is for."));

        let fields = [
            ("kind", "praise"),
            ("text", "Great work"),
            ("place", &place),
            ("people", &world.otto.name),
        ];
        world
            .post_form("/posts", &world.mia, &fields)
            .await
            .expect(303);
        assert!(world.get("/", &world.mia).await.has("praised"));
        let told = world.get("/api/notifications", &world.otto).await.json();
        assert_eq!(told["notifications"][0]["reason"], json!("praise"));
    });
}

#[test]
fn the_feed_pages_without_repeating_or_skipping() {
    each_world(FEATURES, async |world| {
        for n in 0..53 {
            world.wait(Time::MINUTE_US);
            let who = if n % 2 == 0 { &world.mia } else { &world.olive };
            publish(&world, who, json!({ "text": format!("Post number {n}") })).await;
        }
        for order in ["latest", "ranked"] {
            let mut ids = Vec::new();
            let mut path = format!("/api/feed?order={order}&limit=10");
            loop {
                let page = world.get(&path, &world.mia).await.expect(200).json();
                ids.extend(
                    page["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|item| item["post"]["id"].as_i64().unwrap()),
                );
                let Some(next) = page["next"].as_str() else {
                    break;
                };
                path = format!("/api/feed?order={order}&limit=10&cursor={next}");
            }
            let mut distinct = ids.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!((ids.len(), distinct.len()), (53, 53), "{order}");
        }
        let foreign = world.get("/api/feed?limit=10", &world.olive).await.json();
        let cursor = foreign["next"].as_str().unwrap();
        world
            .get(&format!("/api/feed?cursor={cursor}"), &world.mia)
            .await
            .expect(400);
    });
}

#[test]
fn replies_to_replies_are_kept_and_shown_one_level_deep() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "New labels" })).await;
        let top = reply(&world, &world.olive, post, "Which colour?").await;
        let path = format!("/api/posts/{post}/replies");
        let nested = world
            .json(
                Method::POST,
                &path,
                &world.mia,
                json!({ "text": "Blue.", "parent": top }),
            )
            .await;
        let nested = nested.expect(201).json()["id"].as_i64().unwrap();
        let deep = json!({ "text": "Dark or light?", "parent": nested });
        let deep = world
            .json(Method::POST, &path, &world.otto, deep)
            .await
            .expect(201)
            .json();
        assert_eq!(deep["parent"], json!(nested));
        let page = world.get(&format!("/posts/{post}"), &world.otto).await;
        let under = page
            .body
            .split(&format!("id=\"replies-of-{top}\""))
            .nth(1)
            .expect("the list under the reply");
        assert!(under.contains("Blue.") && under.contains("Dark or light?"));
        let elsewhere = publish(&world, &world.mia, json!({ "text": "Another" })).await;
        let wrong = json!({ "text": "x", "parent": top });
        world
            .json(
                Method::POST,
                &format!("/api/posts/{elsewhere}/replies"),
                &world.otto,
                wrong,
            )
            .await
            .expect(422);
    });
}

#[test]
fn a_renamed_community_has_its_new_name_on_cards() {
    each_world(FEATURES, async |world| {
        publish(&world, &world.mia, json!({ "text": "One" })).await;
        let feed = "/";
        assert!(world.get(feed, &world.mia).await.expect(200).has("One"));
        let community = format!("/api/communities/{}", world.returns_desk);
        let change = json!({ "name": "Where things come back" });
        let changed = world
            .json(Method::PATCH, &community, &world.olive, change)
            .await;
        changed.expect(200);
        let shown = world.get(feed, &world.mia).await.expect(200).body;
        let card = shown.split("<article").nth(1).expect("a card");
        assert!(card.contains("Where things come back"), "{card}");
    });
}
