//! Through the door: what opens a screen and what does not, and which stories stand on it.

use axum::body::Body;
use http::{Method, header};
use kernel::Time;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::{Value, json};

use super::display::TURN_S;
use crate::FEATURES;

async fn leeds(world: &World) {
    world
        .write(|tx| people::actions::site(tx, "Leeds", SiteKind::Frontline, "").map(|_| ()))
        .await;
}

/// Ada's, in Leeds: the path of its link.
async fn link(world: &World) -> (i64, String) {
    let body = json!({ "name": "Canteen", "site": "leeds" });
    let made = world.json(Method::POST, "/api/displays", &world.ada, body);
    let made = made.await.expect(201).json();
    let link = made["link"].as_str().unwrap();
    let (_, path) = link.split_once("localhost:8080").expect("a whole address");
    (made["id"].as_i64().unwrap(), path.to_owned())
}

/// A browser with this secret in a cookie of this name, and nobody signed in.
async fn by_cookie(world: &World, path: &str, name: &str, secret: &str) -> Answer {
    let request = world.request(Method::GET, path, None);
    let request = request.header(header::COOKIE, format!("{name}={secret}"));
    world.send(request, Body::empty()).await
}

async fn screen(world: &World, secret: &str) -> Answer {
    by_cookie(world, "/display", "folkmoot_display", secret).await
}

/// The secret of a screen on which the link was opened.
async fn opened(world: &World, link: &str) -> String {
    let answer = world.get(link, None).await.expect(303);
    assert_eq!(answer.location(), Some("/display"));
    answer.cookie("folkmoot_display").expect("a cookie is set")
}

#[test]
fn a_link_opens_one_screen_once_until_it_ends() {
    each_world(FEATURES, async |world| {
        let page = world.get("/displays", &world.ada).await.expect(200);
        assert!(page.has("There is no site yet") && !page.has("Make the link"));
        leeds(&world).await;
        world.get("/displays", &world.mia).await.expect(403);
        world.get("/displays", &world.gus).await.expect(404);
        let typed = [("name", "By the \"door\""), ("site", "Nowhere")];
        let refused = world.post_form("/displays", &world.ada, &typed).await;
        let refused = refused.expect(422);
        assert!(
            refused.has("There is no site of this name")
                && refused.has("value=\"By the &quot;door&quot;\""),
            "{}",
            refused.words()
        );
        let typed = [("name", "By the door"), ("site", "Leeds")];
        let made = world.post_form("/displays", &world.ada, &typed).await;
        let page = made.expect(201);
        assert!(
            page.has("http://localhost:8080/display/") && page.has("Link not opened"),
            "{}",
            page.words()
        );
        let page = world.get("/displays", &world.ada).await.expect(200);
        assert!(
            page.has("By the door") && !page.has("/display/"),
            "shown once"
        );

        let (id, link) = link(&world).await;
        let secret = opened(&world, &link).await;
        let page = screen(&world, &secret).await.expect(200);
        assert_eq!(page.header("refresh"), Some("20"));
        assert!(page.has("No story is shown here yet"), "{}", page.words());
        // The link is worth nothing more, but on the screen that it opened.
        let gone = world.get(&link, None).await.expect(404);
        by_cookie(&world, &link, "folkmoot_display", &secret)
            .await
            .expect(303);
        let in_link = link.rsplit('/').next().unwrap();
        screen(&world, in_link).await.expect(404);
        world
            .get(&format!("/display/{secret}"), None)
            .await
            .expect(404);
        // What never was answers alike, but for the number of the request.
        let never = world.get("/display/1-x", None).await.expect(404);
        let without = |page: &Answer| {
            let (before, _) = page.body.split_once("<code>").expect("a reference");
            before.to_owned()
        };
        assert_eq!(without(&gone), without(&never));
        assert_eq!(without(&gone), without(&screen(&world, "1-x").await));
        assert_eq!(gone.header("refresh"), None);

        // It opens nothing else, neither as what it is nor as what it is not.
        for path in ["/", "/stories", "/displays", "/people"] {
            let names = ["folkmoot_display", world.app.cookie.name()];
            for name in names {
                by_cookie(&world, path, name, &secret).await.expect_door();
            }
        }
        let by_token = world.request(Method::GET, "/api/stories", None);
        let by_token = by_token.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        world.send(by_token, Body::empty()).await.expect(401);

        let page = world.get("/displays", &world.ada).await;
        assert!(
            page.has("last shown on 19 November 2026") && page.has("In use"),
            "{}",
            page.words()
        );
        // A new link darkens the screen; taking it back the next one; and all end by themselves.
        let renewed = world
            .post_form(&format!("/displays/{id}/link"), &world.ada, &[])
            .await
            .expect(201);
        screen(&world, &secret).await.expect(404);
        let (_, path) = renewed.body.split_once("localhost:8080").unwrap();
        let secret = opened(&world, path.split('<').next().unwrap()).await;
        screen(&world, &secret).await.expect(200);
        let end = format!("/api/displays/{id}");
        let take_back =
            async |who: &Actor| world.json(Method::DELETE, &end, who, Value::Null).await;
        take_back(&world.mia).await.expect(403);
        take_back(&world.ada).await.expect(204);
        screen(&world, &secret).await.expect(404);
        let (_, path) = self::link(&world).await;
        let secret = opened(&world, &path).await;
        let (_, unopened) = self::link(&world).await;
        world.wait(90 * Time::DAY_US - 1);
        screen(&world, &secret).await.expect(200);
        world.wait(1);
        screen(&world, &secret).await.expect(404);
        world.get(&unopened, None).await.expect(404);
        let ada = world.sign_in(&world.ada).await;
        assert!(world.get("/displays", &ada).await.has("ended on"));
    });
}

#[test]
fn who_guesses_is_slowed_down_and_a_screen_is_not() {
    each_world(FEATURES, async |world| {
        leeds(&world).await;
        let (_, path) = link(&world).await;
        let secret = opened(&world, &path).await;
        for _ in 0..150 {
            screen(&world, &secret).await.expect(200);
        }
        for _ in 0..100 {
            world.get("/display/1-x", None).await.expect(404);
        }
        world.get("/display/1-x", None).await.expect(429);
        // A screen at the same address waits as well, and asks again.
        let slower = screen(&world, &secret).await.expect(429);
        assert_eq!(slower.header("refresh"), Some("60"));
    });
}

/// Mia's story, in which Otto agreed to be named.
async fn story(world: &World, title: &str, thread: Option<i64>) -> i64 {
    let body = json!({
        "title": title, "had": "Running to the back.", "did": ["Moved the shelf."], "changed": "Nobody runs.",
        "role": "frontline", "site": "leeds", "people": [{ "person": "Otto Olsen", "part": "built it" }], "thread": thread,
        "claimed": { "value": 1200, "unit": "hours a year", "how": "By the clock." },
    });
    let made = world.json(Method::POST, "/api/stories", &world.mia, body);
    let id = made.await.expect(201).json()["id"].as_i64().unwrap();
    name(world, id, "agreed").await;
    tell(world, Method::PUT, id).await;
    id
}

async fn name(world: &World, id: i64, answer: &str) {
    let path = format!("/api/stories/{id}/answer");
    let body = json!({ "answer": answer });
    let answer = world.json(Method::PUT, &path, &world.otto, body).await;
    answer.expect(204);
}

async fn tell(world: &World, method: Method, id: i64) {
    let path = format!("/api/stories/{id}/publication");
    let answer = world.json(method, &path, &world.mia, Value::Null).await;
    answer.expect(204);
}

async fn on_displays(world: &World, method: Method, who: &Actor, id: i64) -> Answer {
    let path = format!("/api/stories/{id}/display");
    world.json(method, &path, who, Value::Null).await
}

#[test]
fn a_story_is_shown_while_everybody_in_it_agrees() {
    each_world(FEATURES, async |world| {
        leeds(&world).await;
        let id = story(&world, "One shelf", None).await;
        let secret = opened(&world, &link(&world).await.1).await;
        let shown = async || screen(&world, &secret).await.expect(200).has("One shelf");
        assert!(!shown().await, "nobody has agreed");
        for (who, status) in [(&world.ada, 403), (&world.gus, 404), (&world.mia, 204)] {
            on_displays(&world, Method::PUT, who, id)
                .await
                .expect(status);
        }
        assert!(!shown().await, "Otto has not agreed");
        let page = world.get(&format!("/stories/{id}"), &world.mia).await;
        assert!(page.has("It is shown when all have"), "{}", page.words());
        let page = world.get(&format!("/stories/{id}"), &world.ada).await;
        assert!(!page.has("On screens in break rooms"), "{}", page.words());
        let wish = [("wish", "show")];
        let path = format!("/stories/{id}/display");
        world.post_form(&path, &world.otto, &wish).await.expect(303);
        let page = screen(&world, &secret).await.expect(200);
        for said in [
            "One shelf",
            "Told by Mia Marsh",
            "with Otto Olsen",
            "Leeds",
            "Nobody runs.",
            "Told, not measured",
            "Claimed: 1,200 hours a year",
        ] {
            assert!(page.has(said), "{said}: {}", page.words());
        }
        assert!(!page.has("href=\"/stories"), "nothing leads on");

        // One of them thinks otherwise; is not named any more, and is again; leaves.
        let otto = &world.otto;
        on_displays(&world, Method::DELETE, otto, id)
            .await
            .expect(204);
        assert!(!shown().await);
        on_displays(&world, Method::PUT, otto, id).await.expect(204);
        assert!(shown().await);
        name(&world, id, "declined").await;
        on_displays(&world, Method::PUT, otto, id).await.expect(403);
        let page = screen(&world, &secret).await;
        assert!(
            page.has("One shelf") && !page.has("Otto"),
            "{}",
            page.words()
        );
        name(&world, id, "agreed").await;
        assert!(
            !shown().await,
            "they agreed to their name, not to the screen"
        );
        on_displays(&world, Method::PUT, otto, id).await.expect(204);
        // Another text is agreed to anew; what is withdrawn is shown nowhere.
        tell(&world, Method::DELETE, id).await;
        assert!(!shown().await);
        tell(&world, Method::PUT, id).await;
        assert!(shown().await);
        tell(&world, Method::DELETE, id).await;
        let body = json!({ "title": "One shelf", "had": "x", "did": ["x"], "changed": "Another.", "role": "frontline" });
        let path = format!("/api/stories/{id}");
        let changed = world.json(Method::PUT, &path, &world.mia, body);
        changed.await.expect(200);
        tell(&world, Method::PUT, id).await;
        assert!(!shown().await);
        on_displays(&world, Method::PUT, &world.mia, id)
            .await
            .expect(204);
        assert!(shown().await);
        let mia = world.mia.id;
        world
            .write(move |tx| people::actions::deactivate(tx, None, mia))
            .await;
        assert!(!shown().await, "who has left cannot take it back");
    });
}

#[test]
fn stories_take_turns_and_say_nothing_of_their_threads() {
    each_world(FEATURES, async |world| {
        leeds(&world).await;
        let path = format!("/api/communities/{}/posts", world.pay_review);
        let post = json!({ "text": "Nobody outside may know" });
        let post = world.json(Method::POST, &path, &world.mia, post).await;
        let thread = post.expect(201).json()["id"].as_i64().unwrap();
        for (title, thread) in [("One shelf", None), ("Two shelves", Some(thread))] {
            let id = story(&world, title, thread).await;
            for who in [&world.mia, &world.otto] {
                on_displays(&world, Method::PUT, who, id).await.expect(204);
            }
        }
        let secret = opened(&world, &link(&world).await.1).await;
        let mut seen = Vec::new();
        for _ in 0..3 {
            let page = screen(&world, &secret).await.expect(200);
            assert!(
                !page.has("Nobody outside") && !page.has("Pay review"),
                "{}",
                page.words()
            );
            assert!(page.has("1 of 2") || page.has("2 of 2"));
            seen.push(page.has("One shelf"));
            assert_ne!(page.has("One shelf"), page.has("Two shelves"));
            world.wait(TURN_S * Time::SECOND_US);
        }
        assert!(seen[0] != seen[1] && seen[0] == seen[2], "{seen:?}");
    });
}
