//! What programs have beside posting and reading feeds.

use http::Method;
use kernel::Time;
use network::testing::{Actor, each_world};
use serde_json::{Value, json};

use super::{publish, reply};
use crate::FEATURES;

#[test]
fn programs_turn_the_pages_of_a_topic_and_of_a_person() {
    each_world(FEATURES, async |world| {
        let mut posts = Vec::new();
        for n in 0..3 {
            world.wait(Time::SECOND_US);
            let body = json!({ "text": format!("Number {n} #Moot") });
            posts.push(publish(&world, &world.mia, body).await);
        }
        publish(&world, &world.olive, json!({ "text": "Something else" })).await;
        posts.reverse();
        let of_mia = format!("/api/people/{}/posts", world.mia.id);
        for list in ["/api/topics/moot", "/api/topics/%23MOOT", &of_mia] {
            let mut seen = Vec::new();
            let mut path = format!("{list}?limit=2");
            loop {
                let page = world.get(&path, &world.otto).await.expect(200).json();
                let items = page["items"].as_array().unwrap();
                seen.extend(
                    items
                        .iter()
                        .map(|item| item["post"]["id"].as_i64().unwrap()),
                );
                let Some(next) = page["next"].as_str() else {
                    break;
                };
                path = format!("{list}?limit=2&cursor={next}");
                // A cursor is its reader's alone.
                world.get(&path, &world.olive).await.expect(400);
            }
            assert_eq!(seen, posts, "{list}");
        }
        let nothing = world.get("/api/topics/nothing", &world.otto).await;
        assert_eq!(nothing.json(), json!({ "items": [], "next": null }));
        let of_otto = format!("/api/people/{}/posts", world.otto.id);
        world.get(&of_otto, &world.mia).await.expect(200);
        world.get(&of_otto, &world.gus).await.expect(404);
    });
}

#[test]
fn programs_read_how_a_reply_was_changed() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "When?" })).await;
        let reply = reply(&world, &world.olive, post, "At eight").await;
        let path = format!("/api/replies/{reply}");
        let history = async |who: &Actor| world.get(&format!("{path}/history"), who).await;
        assert_eq!(history(&world.otto).await.expect(200).json(), json!([]));
        world.wait(Time::HOUR_US);
        world
            .json(
                Method::PATCH,
                &path,
                &world.olive,
                json!({ "text": "At nine" }),
            )
            .await
            .expect(200);
        let earlier = history(&world.otto).await.expect(200).json();
        assert_eq!(
            (&earlier[0]["text"], &earlier[0]["editor"]),
            (&json!("At eight"), &json!("Olive Okafor"))
        );
        world
            .json(
                Method::DELETE,
                &format!("/api/posts/{post}"),
                &world.mia,
                Value::Null,
            )
            .await
            .expect(204);
        history(&world.otto).await.expect(404);
    });
}

#[test]
fn programs_see_how_a_text_will_look() {
    each_world(FEATURES, async |world| {
        let look = async |who: Option<&Actor>, text: &str| {
            let body = json!({ "text": text });
            world.json(Method::POST, "/api/preview", who, body).await
        };
        let html = look(Some(&world.gus), "**Now** <script>")
            .await
            .expect(200)
            .json();
        let html = html["html"].as_str().unwrap();
        assert!(html.contains("<strong>Now</strong>") && !html.contains("<script"));
        let long = look(Some(&world.mia), &"x".repeat(20_001))
            .await
            .expect(422);
        assert_eq!(long.json()["limit"], 20_000);
        look(None, "Hello").await.expect(401);
        // Previews and signs of writing are counted together, for pages and programs alike.
        for _ in 0..299 {
            look(Some(&world.mia), "Hello").await.expect(200);
        }
        look(Some(&world.mia), "Hello").await.expect(429);
        let typing = "/api/posts/1/typing";
        world
            .json(Method::POST, typing, &world.mia, Value::Null)
            .await
            .expect(429);
        look(Some(&world.otto), "Hello").await.expect(200);
    });
}

#[test]
fn programs_say_that_somebody_is_writing() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "When?" })).await;
        let path = format!("/api/posts/{post}/typing");
        let typing = async |who| world.json(Method::POST, &path, who, Value::Null).await;
        typing(&world.otto).await.expect(204);
        world
            .json(
                Method::DELETE,
                &format!("/api/posts/{post}"),
                &world.mia,
                Value::Null,
            )
            .await
            .expect(204);
        typing(&world.otto).await.expect(404);
    });
}
