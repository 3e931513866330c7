//! Replications for programs.

use http::Method;
use network::testing::each_world;
use serde_json::{Value, json};

use super::{made, shops};
use crate::FEATURES;

#[test]
fn replications_are_begun_and_answered_by_programs() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let path = format!("/api/use-cases/{}/replications", shops.use_case);
        let body = json!({ "scope": "site", "starts": "2026-11-19", "initiative_id": 0, "room_name": "The shelf", "room_kind": "closed" });
        let refused = world.json(Method::POST, &path, &shops.lena, json!({ "scope": "site", "starts": "2026-11-19", "room_name": "x", "room_kind": "secret" })).await;
        refused.expect(422);
        world
            .json(Method::POST, &path, &world.gus, body.clone())
            .await
            .expect(404);
        let id = made(&world, &shops.lena, &path, body).await;
        let one = format!("/api/replications/{id}");
        let change = json!({ "text": "Labels in two colours" });
        let changes = format!("{one}/changes");
        world
            .json(Method::POST, &changes, &shops.yuri, change.clone())
            .await
            .expect(403);
        let changed = world
            .json(Method::POST, &changes, &shops.lena, change)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&changed["variant"], &changed["initiative_id"]),
            (&json!("Labels in two colours"), &Value::Null)
        );
        // The same request once more writes nothing down.
        let send = |text: &'static str| {
            let request = world
                .request(Method::POST, &changes, Some(&shops.lena))
                .header("idempotency-key", "press-1")
                .header("content-type", "application/json");
            world.send(request, json!({ "text": text }).to_string().into())
        };
        send("Labels in three colours").await.expect(200);
        send("Labels in three colours").await.expect(200);
        assert_eq!(
            send("Labels").await.expect(422).code(),
            "idempotency_mismatch"
        );
        let page = world.get(&format!("/replications/{id}"), &shops.lena).await;
        assert_eq!(page.body.matches("Labels in three colours").count(), 1);
        let stop = json!({ "choice": "stopped", "why": "No room for it" });
        let answer = format!("{one}/answer");
        assert_eq!(
            world
                .json(Method::POST, &answer, &shops.yuri, stop.clone())
                .await
                .expect(403)
                .code(),
            "not_leader"
        );
        let stopped = world
            .json(Method::POST, &answer, &shops.lena, stop.clone())
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&stopped["stage"], &stopped["stopped_why"]),
            (&json!("stopped"), &json!("No room for it"))
        );
        assert_eq!(
            world
                .json(Method::POST, &answer, &shops.lena, stop)
                .await
                .expect(409)
                .code(),
            "replication_over"
        );
        let first = world
            .get(&format!("{path}?limit=1"), &shops.otto)
            .await
            .json();
        assert_eq!(
            (
                first["replications"].as_array().unwrap().len(),
                &first["next"]
            ),
            (1, &Value::Null)
        );
        world
            .get(&format!("{path}?limit=0"), &shops.otto)
            .await
            .expect(422);
    });
}
