//! Sessions, tokens and the password, by programs.

use http::Method;
use kernel::Time;
use serde_json::{Value, json};

use super::{PASSWORD, give_password, sign_in};
use crate::access::Scope;
use crate::testing::{SLICES, each_world};

#[test]
fn programs_list_and_end_sessions() {
    each_world(SLICES, async |world| {
        let ids = async |who| {
            let list = world.get("/api/sessions", who).await.expect(200).json();
            assert_eq!(list["next"], Value::Null);
            let sessions = list["sessions"].as_array().unwrap().clone();
            let of = |current: bool| {
                let these = sessions.iter().filter(|s| s["current"] == current);
                these.map(|s| s["id"].as_i64().unwrap()).collect::<Vec<_>>()
            };
            (of(true), of(false))
        };
        let end =
            async |path: String, who| world.json(Method::DELETE, &path, who, Value::Null).await;
        world.wait(Time::SECOND_US);
        let second = world.sign_in(&world.mia).await;
        let (own, others) = ids(&second).await;
        assert_eq!((own.len(), others.len()), (1, 1));
        let (of_otto, _) = ids(&world.otto).await;
        end(format!("/api/sessions/{}", of_otto[0]), &second)
            .await
            .expect(404);
        world.get("/api/me", &world.otto).await.expect(200);
        end(format!("/api/sessions/{}", others[0]), &second)
            .await
            .expect(204);
        world.get("/api/me", &world.mia).await.expect(401);

        let third = world.sign_in(&world.mia).await;
        end("/api/sessions".to_owned(), &third).await.expect(204);
        world.get("/api/me", &second).await.expect(401);
        let (own, others) = ids(&third).await;
        assert_eq!((own.len(), others.len()), (1, 0));

        // A token sees them as its person does, and ends none.
        let token = world
            .by_token(&world.mia, &[Scope::Read, Scope::Write])
            .await;
        assert_eq!(ids(&token).await, (vec![], own.clone()));
        for path in [
            "/api/sessions".to_owned(),
            format!("/api/sessions/{}", own[0]),
        ] {
            let refused = end(path, &token).await.expect(403);
            assert_eq!(refused.code(), "session_needed");
        }
        end(format!("/api/sessions/{}", own[0]), &third)
            .await
            .expect(204);
        world.get("/api/me", &third).await.expect(401);
    });
}

#[test]
fn programs_that_are_signed_in_make_tokens() {
    each_world(SLICES, async |world| {
        let make = async |who, body| world.json(Method::POST, "/api/tokens", who, body).await;
        let new =
            json!({ "name": " Label printer ", "scope": ["write", "read", "read"], "days": 30 });
        let made = make(&world.mia, new.clone()).await.expect(201).json();
        let said = ["name", "scope", "created_at", "seen_at", "expires_at"].map(|key| &made[key]);
        assert_eq!(
            said,
            [
                &json!("Label printer"),
                &json!(["read", "write"]),
                &json!("2026-11-19T09:00:00Z"),
                &Value::Null,
                &json!("2026-12-19T09:00:00Z"),
            ]
        );
        let secret = made["token"].as_str().unwrap();
        let with = |method, path: &str| {
            world
                .request(method, path, None)
                .header("authorization", format!("Bearer {secret}"))
        };
        let empty = axum::body::Body::empty;
        let list = world.send(with(Method::GET, "/api/tokens"), empty()).await;
        let list = list.expect(200);
        assert!(!list.has(secret), "it is told once");
        assert_eq!(list.json()["tokens"][0]["id"], made["id"]);

        // A token makes no other and ends none, itself included.
        let token = world
            .by_token(&world.ada, &[Scope::Read, Scope::Write, Scope::Admin])
            .await;
        let refused = make(&token, json!({ "name": "x", "scope": ["read"], "days": 1 })).await;
        assert_eq!(refused.expect(403).code(), "session_needed");
        let path = format!("/api/tokens/{}", made["id"]);
        let refused = world.send(with(Method::DELETE, &path), empty()).await;
        assert_eq!(refused.expect(403).code(), "session_needed");

        for (body, field) in [
            (
                json!({ "name": " ", "scope": ["read"], "days": 1 }),
                "/name",
            ),
            (json!({ "name": "x", "scope": [], "days": 1 }), "/scope"),
            (
                json!({ "name": "x", "scope": ["all"], "days": 1 }),
                "/scope/0",
            ),
            (
                json!({ "name": "x", "scope": ["admin"], "days": 1 }),
                "/scope",
            ),
            (
                json!({ "name": "x", "scope": ["read"], "days": 0 }),
                "/days",
            ),
            (
                json!({ "name": "x", "scope": ["read"], "days": 366 }),
                "/days",
            ),
            (json!({ "name": "x", "scope": ["read"] }), "/days"),
        ] {
            let refused = make(&world.mia, body.clone()).await.expect(422).json();
            assert_eq!(refused["field"], field, "{body}");
        }
        let end = async |who| world.json(Method::DELETE, &path, who, Value::Null).await;
        end(&world.otto).await.expect(404);
        end(&world.mia).await.expect(204);
        world
            .send(with(Method::GET, "/api/me"), empty())
            .await
            .expect(401);
    });
}

#[test]
fn programs_change_the_password_with_the_old_one() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        let other = world.sign_in(&world.mia).await;
        let change = async |who, old: &str, new: &str| {
            let body = json!({ "old_password": old, "password": new });
            world
                .json(Method::POST, "/api/me/password", who, body)
                .await
        };
        let wrong = change(&world.mia, "not this one", "four dry boots").await;
        assert_eq!(wrong.expect(422).code(), "old_password");
        let short = change(&world.mia, PASSWORD, "short").await;
        assert_eq!(short.expect(422).code(), "password_short");
        let token = world.by_token(&world.mia, &[Scope::Write]).await;
        let refused = change(&token, PASSWORD, "four dry boots").await;
        assert_eq!(refused.expect(403).code(), "session_needed");
        change(&world.mia, PASSWORD, "four dry boots")
            .await
            .expect(204);
        world.get("/api/me", &world.mia).await.expect(200);
        world.get("/api/me", &other).await.expect(401);
        let mail = "mia@northgate.example";
        assert_eq!(sign_in(&world, mail, PASSWORD).await.status, 401);
        assert_eq!(sign_in(&world, mail, "four dry boots").await.status, 303);
    });
}
