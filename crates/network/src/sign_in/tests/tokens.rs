//! Tokens, and sessions of programs: what they open and what they never do.

use http::Method;
use kernel::Time;
use serde_json::{Value, json};

use super::{PASSWORD, give_password};
use crate::access::Scope;
use crate::testing::{SLICES, each_world};

#[test]
fn a_token_is_shown_once_and_opens_what_its_scopes_say() {
    each_world(SLICES, async |world| {
        let fields = [("name", "Label printer"), ("scope", "read"), ("days", "30")];
        let page = world
            .post_form("/settings/tokens", &world.mia, &fields)
            .await
            .expect(201);
        let begin = page
            .body
            .find("<code class=\"secret\">")
            .expect("it is shown")
            + 21;
        let secret = page.body[begin..].split('<').next().unwrap().to_owned();
        let list = world.get("/settings/tokens", &world.mia).await.expect(200);
        assert!(list.has("Label printer") && !list.has(&secret));

        let with = |method, path: &str| {
            let header = format!("Bearer {secret}");
            world
                .request(method, path, None)
                .header("authorization", header)
        };
        let empty = axum::body::Body::empty;
        world
            .send(with(Method::GET, "/api/me"), empty())
            .await
            .expect(200);
        let refused = world
            .send(with(Method::DELETE, "/api/sessions/current"), empty())
            .await;
        assert_eq!(refused.expect(403).code(), "scope");
        world.wait(30 * Time::DAY_US);
        let ended = world.send(with(Method::GET, "/api/me"), empty()).await;
        assert_eq!(ended.expect(401).code(), "signed_out");

        let mia = world
            .by_token(&world.mia, &[Scope::Read, Scope::Write])
            .await;
        world
            .post_form(&format!("/people/{}/follow", world.otto.id), &mia, &[])
            .await
            .expect(303);
        let id = mia.secret().split('-').next().unwrap().to_owned();
        let path = format!("/settings/tokens/{id}/end");
        let otto = world.sign_in(&world.otto).await;
        world.post_form(&path, &otto, &[]).await.expect(404);
        let signed_in = world.sign_in(&world.mia).await;
        world.post_form(&path, &signed_in, &[]).await.expect(303);
        world.get("/api/me", &mia).await.expect(401);
    });
}

#[test]
fn a_token_opens_no_further_doors() {
    each_world(SLICES, async |world| {
        let ada = world
            .by_token(&world.ada, &[Scope::Read, Scope::Write])
            .await;
        let token = [("name", "More"), ("scope", "admin"), ("days", "30")];
        world
            .post_form("/settings/tokens", &ada, &token)
            .await
            .expect(403);
        let password = [("old_password", PASSWORD), ("password", "four dry boots")];
        world
            .post_form("/settings/password", &ada, &password)
            .await
            .expect(403);
        world
            .post_form("/settings/sessions/end-others", &ada, &[])
            .await
            .expect(403);
        // Without the scope it has no role either.
        let deactivate = format!("/people/{}/deactivate", world.mia.id);
        world.post_form(&deactivate, &ada, &[]).await.expect(403);
        world
            .post_form(&format!("/people/{}/access-code", world.mia.id), &ada, &[])
            .await
            .expect(403);
        let admin = world
            .by_token(&world.ada, &[Scope::Write, Scope::Admin])
            .await;
        world.post_form(&deactivate, &admin, &[]).await.expect(303);

        // What is asked for of a token is checked.
        for (fields, said) in [
            (
                [("name", " "), ("scope", "read"), ("days", "30")],
                "write something",
            ),
            (
                [("name", "x"), ("scope", "admin"), ("days", "30")],
                "You have no role",
            ),
            (
                [("name", "x"), ("scope", "read"), ("days", "366")],
                "1 to 365 days",
            ),
        ] {
            let page = world
                .post_form("/settings/tokens", &world.olive, &fields)
                .await
                .expect(422);
            assert!(page.has(said), "{}", page.words());
        }
        let page = world
            .post_form(
                "/settings/tokens",
                &world.olive,
                &[("name", "x"), ("days", "30")],
            )
            .await;
        assert!(page.expect(422).has("Choose at least one"));
    });
}

#[test]
fn programs_sign_in_and_out() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        let send = async |body: Value| world.json(Method::POST, "/api/sessions", None, body).await;
        let wrong =
            send(json!({"login": "mia@northgate.example", "password": "wrong wrong"})).await;
        assert_eq!(wrong.expect(401).code(), "credentials");
        let odd =
            send(json!({"login": "mia@northgate.example", "password": PASSWORD, "admin": true}))
                .await;
        assert_eq!(odd.expect(422).code(), "unknown_field");
        let made = send(json!({"login": "mia@northgate.example", "password": PASSWORD}))
            .await
            .expect(201);
        let session = made.json();
        assert_eq!(session["person"], world.mia.id.raw());
        assert_eq!(session["expires_at"], "2027-02-17T09:00:00Z");
        let token = session["token"].as_str().unwrap();
        assert_eq!(made.cookie("folkmoot_local").as_deref(), Some(token));
        let with = |method, path| {
            world
                .request(method, path, None)
                .header("authorization", format!("Bearer {token}"))
        };
        let empty = axum::body::Body::empty;
        world
            .send(with(Method::GET, "/api/me"), empty())
            .await
            .expect(200);
        world
            .send(with(Method::DELETE, "/api/sessions/current"), empty())
            .await
            .expect(204);
        world
            .send(with(Method::GET, "/api/me"), empty())
            .await
            .expect(401);
        let token = world
            .by_token(&world.mia, &[Scope::Read, Scope::Write])
            .await;
        let refused = world
            .json(Method::DELETE, "/api/sessions/current", &token, Value::Null)
            .await;
        assert_eq!(refused.expect(403).code(), "session_needed");
    });
}
