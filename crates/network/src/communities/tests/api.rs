//! Communities for programs.

use http::Method;
use serde_json::{Value, json};

use super::role;
use crate::communities::{CommunityId, MemberRole};
use crate::testing::{Actor, SLICES, each_world};

#[test]
fn programs_found_change_and_list_communities() {
    each_world(SLICES, async |world| {
        let new = json!({"name": "Nights", "purpose": "What goes out at night.", "kind": "secret"});
        let made = world
            .json(Method::POST, "/api/communities", &world.mia, new.clone())
            .await
            .expect(201)
            .json();
        assert_eq!(
            (&made["role"], &made["members"], &made["kind"]),
            (&json!("owner"), &json!(1), &json!("secret"))
        );
        assert_eq!(made["created_at"], "2026-11-19T09:00:00Z");
        let again = world
            .json(Method::POST, "/api/communities", &world.mia, new)
            .await
            .expect(409);
        assert_eq!(
            (again.code(), &again.json()["field"]),
            ("name_taken".to_owned(), &json!("/name"))
        );
        let unknown = json!({"name": "X", "purpose": "Y", "kind": "open", "owner": 1});
        world
            .json(Method::POST, "/api/communities", &world.mia, unknown)
            .await
            .expect(422);

        let path = format!("/api/communities/{}", made["id"]);
        world
            .json(Method::GET, &path, &world.otto, Value::Null)
            .await
            .expect(404);
        let change = json!({"purpose": "Now open.", "kind": "open", "archived": true});
        world
            .json(Method::PATCH, &path, &world.otto, change.clone())
            .await
            .expect(404);
        let changed = world
            .json(Method::PATCH, &path, &world.mia, change)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&changed["archived"], &changed["name"]),
            (&json!(true), &json!("Nights"))
        );
        world
            .json(Method::PATCH, &path, &world.otto, json!({}))
            .await
            .expect(403);
        for limit in ["-1", "0", "1000000000"] {
            let path = format!("/api/communities?limit={limit}");
            assert_eq!(
                world
                    .json(Method::GET, &path, &world.mia, Value::Null)
                    .await
                    .expect(422)
                    .code(),
                "limit"
            );
        }
    });
}

#[test]
fn programs_put_and_delete_members() {
    each_world(SLICES, async |world| {
        let path =
            |id: CommunityId, who: &Actor| format!("/api/communities/{id}/members/{}", who.id);
        let put = async |id, whom: &Actor, by: &Actor, body: Value| {
            world.json(Method::PUT, &path(id, whom), by, body).await
        };
        let (open, closed) = (world.returns_desk, world.managers);
        put(open, &world.otto, &world.otto, Value::Null)
            .await
            .expect(204);
        put(closed, &world.otto, &world.otto, json!({"note": "Please"}))
            .await
            .expect(202);
        put(closed, &world.otto, &world.mia, Value::Null)
            .await
            .expect(403);
        put(
            closed,
            &world.otto,
            &world.olive,
            json!({"role": "moderator"}),
        )
        .await
        .expect(204);
        assert_eq!(
            role(&world, closed, &world.otto).await,
            Some(MemberRole::Moderator)
        );
        put(world.pay_review, &world.otto, &world.otto, Value::Null)
            .await
            .expect(404);
        put(closed, &world.otto, &world.olive, json!({"rank": 1}))
            .await
            .expect(422);

        let list = format!("/api/communities/{closed}/members?limit=2");
        let page = world
            .json(Method::GET, &list, &world.mia, Value::Null)
            .await
            .expect(200)
            .json();
        let names: Vec<_> = page["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Mia Marsh", "Olive Okafor"]);
        let rest = format!("{list}&cursor={}", page["next"].as_str().unwrap());
        let rest = world
            .json(Method::GET, &rest, &world.mia, Value::Null)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&rest["members"][0]["name"], &rest["next"]),
            (&json!("Otto Olsen"), &Value::Null)
        );

        world
            .json(
                Method::DELETE,
                &path(closed, &world.olive),
                &world.otto,
                Value::Null,
            )
            .await
            .expect(403);
        world
            .json(
                Method::DELETE,
                &path(closed, &world.otto),
                &world.olive,
                Value::Null,
            )
            .await
            .expect(204);
        world
            .json(
                Method::DELETE,
                &path(closed, &world.olive),
                &world.olive,
                Value::Null,
            )
            .await
            .expect(409);
        world
            .json(Method::GET, &list, &world.otto, Value::Null)
            .await
            .expect(403);
    });
}
