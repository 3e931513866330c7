//! People for programs: oneself, whom one follows, what administrators decide.

use http::Method;
use serde_json::{Value, json};

use super::{draft, path};
use crate::access::Scope;
use crate::people::{Draft, Role, SiteKind, actions};
use crate::testing::{Actor, Answer, SLICES, World, each_world};

async fn send(world: &World, method: Method, path: &str, who: &Actor, body: Value) -> Answer {
    world.json(method, &format!("/api{path}"), who, body).await
}

#[test]
fn programs_change_oneself() {
    each_world(SLICES, async |world| {
        let change = async |body| send(&world, Method::PATCH, "/me", &world.mia, body).await;
        let me = change(json!({ "about": " **Hello** ", "feed_order": "latest" }))
            .await
            .expect(200)
            .json();
        let said = ["about", "language", "time_zone", "theme", "feed_order"].map(|key| &me[key]);
        assert_eq!(said, ["**Hello**", "en", "UTC", "auto", "latest"]);
        // What is left out stays.
        let me =
            change(json!({ "language": "de-AT", "time_zone": "Europe/Berlin", "theme": null }))
                .await
                .expect(200)
                .json();
        let said = ["about", "language", "time_zone", "theme", "feed_order"].map(|key| &me[key]);
        assert_eq!(said, ["**Hello**", "de", "Europe/Berlin", "auto", "latest"]);
        assert_eq!(world.get("/api/me", &world.mia).await.json(), me);

        for (body, field) in [
            (json!({ "about": "x".repeat(2_001) }), "/about"),
            (json!({ "language": "fr" }), "/language"),
            (
                json!({ "language": format!("en-{}", "x".repeat(33)) }),
                "/language",
            ),
            (json!({ "time_zone": "Mars/Base" }), "/time_zone"),
            (json!({ "theme": "plaid" }), "/theme"),
            (json!({ "feed_order": "loudest" }), "/feed_order"),
            (json!({ "role": "administrator" }), "/role"),
            (json!({ "about": 1 }), "/about"),
            // Nothing of it is kept when a part is wrong.
            (
                json!({ "feed_order": "ranked", "theme": "plaid" }),
                "/theme",
            ),
        ] {
            let refused = change(body.clone()).await.expect(422).json();
            assert_eq!(refused["field"], field, "{body}");
        }
        assert_eq!(world.get("/api/me", &world.mia).await.json(), me);
    });
}

#[test]
fn programs_show_a_photo() {
    each_world(SLICES, async |world| {
        let put = async |kind: &'static str, bytes: &[u8]| {
            let request = world
                .request(Method::PUT, "/api/me/photo", Some(&world.otto))
                .header("content-type", kind);
            world.send(request, bytes.to_vec().into()).await
        };
        let mut picture = std::io::Cursor::new(Vec::new());
        let green = image::RgbImage::from_pixel(300, 200, image::Rgb([0, 200, 0]));
        green
            .write_to(&mut picture, image::ImageFormat::Png)
            .unwrap();
        put("image/png", picture.get_ref()).await.expect(204);
        let address = format!("{}/photo", path(&world.otto));
        let photo = world.get(&address, &world.mia).await.expect(200);
        assert_eq!(photo.header("content-type"), Some("image/jpeg"));

        for (kind, bytes, status, code) in [
            ("image/svg+xml", &b"<svg></svg>"[..], 415, "content_type"),
            ("image/png", b"<svg></svg>", 422, "type_mismatch"),
            ("image/png", b"", 422, "empty"),
            ("image/jpeg", &[0; 10_000_001], 413, "photo_too_large"),
        ] {
            assert_eq!(put(kind, bytes).await.expect(status).code(), code);
        }
        world.get(&address, &world.mia).await.expect(200);
        send(
            &world,
            Method::DELETE,
            "/me/photo",
            &world.otto,
            Value::Null,
        )
        .await
        .expect(204);
        world.get(&address, &world.mia).await.expect(404);
    });
}

#[test]
fn programs_follow() {
    each_world(SLICES, async |world| {
        let ask = async |method, whom: &Actor, who: &Actor| {
            let path = format!("{}/follow", path(whom));
            send(&world, method, &path, who, Value::Null).await
        };
        let shown = async || world.get(&path(&world.otto), &world.mia).await;
        let of_otto = format!("/api{}", path(&world.otto));
        let followed = async |who| world.get(&of_otto, who).await.json()["followed"].clone();
        for _ in 0..2 {
            ask(Method::PUT, &world.otto, &world.mia).await.expect(204);
            assert!(shown().await.has("1 colleague follows"));
            assert_eq!(followed(&world.mia).await, json!(true));
            assert_eq!(followed(&world.olive).await, json!(false));
        }
        for _ in 0..2 {
            ask(Method::DELETE, &world.otto, &world.mia)
                .await
                .expect(204);
            assert!(!shown().await.has("1 colleague follows"));
            assert_eq!(followed(&world.mia).await, json!(false));
        }
        let own = ask(Method::PUT, &world.mia, &world.mia).await.expect(422);
        assert_eq!(own.code(), "follow_self");
        ask(Method::PUT, &world.dee, &world.mia).await.expect(404);
        ask(Method::PUT, &world.mia, &world.gus).await.expect(403);
        ask(Method::PUT, &world.otto, &world.gus).await.expect(404);
    });
}

#[test]
fn programs_of_administrators_decide_about_people() {
    each_world(SLICES, async |world| {
        let change = async |whom: &Actor, who: &Actor, body| {
            send(&world, Method::PATCH, &path(whom), who, body).await
        };
        for body in [
            json!({}),
            json!({ "active": false }),
            json!({ "role": "member" }),
        ] {
            change(&world.mia, &world.olive, body.clone())
                .await
                .expect(403);
            change(&world.dee, &world.olive, body).await.expect(404);
        }
        // An administrator's token has the role only when it was given it.
        let writes = world.by_token(&world.ada, &[Scope::Write]).await;
        change(&world.mia, &writes, json!({ "active": false }))
            .await
            .expect(403);

        let body = json!({ "role": "community_manager", "active": false });
        let changed = change(&world.mia, &world.ada, body)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&changed["role"], &changed["deactivated"]),
            (&json!("community_manager"), &json!(true))
        );
        world.get("/api/me", &world.mia).await.expect(401);
        change(&world.mia, &world.ada, json!({ "active": true }))
            .await
            .expect(200);
        let mia = world.sign_in(&world.mia).await;
        let me = world.get("/api/me", &mia).await.expect(200).json();
        assert_eq!(me["role"], "community_manager");

        for (whom, body, code) in [
            (&world.gus, json!({ "role": "member" }), "role_guest"),
            (
                &world.ada,
                json!({ "role": "member" }),
                "last_administrator",
            ),
            (&world.ada, json!({ "active": false }), "last_administrator"),
        ] {
            let refused = change(whom, &world.ada, body).await.expect(409);
            assert_eq!(refused.code(), code);
        }
        change(&world.otto, &world.ada, json!({ "name": "Otto" }))
            .await
            .expect(422);
        // Nothing of it is kept when a part is refused.
        let ben = Draft {
            role: Some(Role::Administrator),
            ..draft("Ben Both")
        };
        let ben = world.add(ben).await;
        let body = json!({ "role": "guest", "active": false });
        change(&ben, &world.ada, body).await.expect(409);
        world.get("/api/me", &ben).await.expect(200);
    });
}

#[test]
fn programs_say_who_gives_out_codes_where() {
    each_world(SLICES, async |world| {
        let leeds = world
            .write(|tx| actions::site(tx, "Leeds", SiteKind::Frontline, ""))
            .await;
        let nell = world
            .add(Draft {
                site: Some(leeds),
                ..draft("Nell New")
            })
            .await;
        let code = async |who| {
            let path = format!("{}/access-code", path(&nell));
            send(&world, Method::POST, &path, who, Value::Null).await
        };
        let sites = format!("{}/sites", path(&world.otto));
        let set = async |method, site: i64, who| {
            send(&world, method, &format!("{sites}/{site}"), who, Value::Null).await
        };
        let known = world.get("/api/sites", &world.mia).await.expect(200).json();
        assert_eq!(
            known["sites"],
            json!([{ "id": leeds, "name": "Leeds", "kind": "frontline", "town": "" }])
        );
        let told = world.get("/api/sites", &world.gus).await.expect(200).json();
        assert_eq!(told, json!({ "sites": [], "next": null }));

        code(&world.otto).await.expect(403);
        set(Method::PUT, leeds.raw(), &world.otto).await.expect(403);
        set(Method::PUT, 12_345, &world.ada).await.expect(422);
        for _ in 0..2 {
            set(Method::PUT, leeds.raw(), &world.ada).await.expect(204);
        }
        let issued = code(&world.otto).await.expect(201).json();
        assert_eq!(issued["code"].as_str().unwrap().len(), 11);
        assert_eq!(issued["expires_at"], "2026-11-22T09:00:00Z");
        let of_otto = format!("/api{sites}");
        world.get(&of_otto, &world.mia).await.expect(403);
        let listed = world.get(&of_otto, &world.ada).await.expect(200).json();
        assert_eq!(listed["sites"][0]["name"], "Leeds");
        set(Method::DELETE, leeds.raw(), &world.otto)
            .await
            .expect(403);
        set(Method::DELETE, leeds.raw(), &world.ada)
            .await
            .expect(204);
        code(&world.otto).await.expect(403);
    });
}
