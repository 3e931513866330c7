//! Through the door: which questions are listed, and for whom.

use http::Method;
use kernel::Time;
use network::testing::each_world;
use serde_json::json;

use crate::FEATURES;

#[test]
fn questions_wait_until_an_answer_is_accepted() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.managers);
        let body = json!({ "kind": "question", "text": "Who opens on Sunday?" });
        let question = world
            .json(Method::POST, &path, &world.mia, body)
            .await
            .expect(201)
            .json();
        let id = question["id"].as_i64().unwrap();
        world.wait(2 * Time::HOUR_US);

        for (who, open, mine) in [
            (&world.mia, true, true),
            (&world.olive, true, false),
            (&world.otto, false, false),
        ] {
            assert_eq!(
                world
                    .get("/questions", who)
                    .await
                    .has("Who opens on Sunday?"),
                open,
                "{}",
                who.name
            );
            assert_eq!(
                world
                    .get("/questions?which=mine", who)
                    .await
                    .has("Who opens on Sunday?"),
                mine
            );
        }
        assert!(
            world
                .get("/", &world.olive)
                .await
                .has("People you could help")
        );
        assert!(
            !world
                .get("/", &world.mia)
                .await
                .has("People you could help")
        );

        let body = json!({ "text": "Tariq does." });
        let reply = world
            .json(
                Method::POST,
                &format!("/api/posts/{id}/replies"),
                &world.olive,
                body,
            )
            .await;
        let body = json!({ "reply": reply.expect(201).json()["id"] });
        world
            .json(
                Method::PUT,
                &format!("/api/posts/{id}/answer"),
                &world.mia,
                body,
            )
            .await
            .expect(204);
        assert!(
            !world
                .get("/questions", &world.olive)
                .await
                .has("Who opens on Sunday?")
        );
        assert!(
            world
                .get("/questions?which=all", &world.olive)
                .await
                .has("Who opens on Sunday?")
        );

        world
            .json(
                Method::DELETE,
                &format!("/api/posts/{id}/answer"),
                &world.mia,
                json!(null),
            )
            .await
            .expect(204);
        assert!(
            world
                .get("/questions", &world.olive)
                .await
                .has("Who opens on Sunday?")
        );
    });
}
