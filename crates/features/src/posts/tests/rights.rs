//! Who may write where, and what is left to those who may not.

use http::Method;
use network::access::Scope;
use network::testing::{Actor, each_world};
use serde_json::{Value, json};

use super::{publish, publish_at, reply};
use crate::FEATURES;

#[test]
fn a_removed_member_sees_nothing_at_the_next_request() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.managers);
        let post = publish_at(
            &world,
            &path,
            &world.olive,
            json!({ "text": "For managers" }),
        )
        .await;
        world
            .get(&format!("/posts/{post}"), &world.mia)
            .await
            .expect(200);

        let member = format!(
            "/api/communities/{}/members/{}",
            world.managers, world.mia.id
        );
        world
            .json(Method::DELETE, &member, &world.olive, Value::Null)
            .await
            .expect(204);
        world
            .get(&format!("/posts/{post}"), &world.mia)
            .await
            .expect(404);
        assert!(
            !world
                .get("/api/feed?order=latest", &world.mia)
                .await
                .has("For managers")
        );
    });
}

/// Otto reads the open community and is in none, so a guest does not know of him.
#[test]
fn a_guest_praises_and_mentions_only_people_they_may_know() {
    each_world(FEATURES, async |world| {
        let place = world.returns_desk.to_string();
        let praise = async |who: &Actor, people: &str, text: &str| {
            let fields = [
                ("kind", "praise"),
                ("people", people),
                ("text", text),
                ("place", &place),
            ];
            let page = world.post_form("/posts", who, &fields).await;
            let wrong = page.body.split("compose-people-hint\">").nth(1);
            let wrong = wrong.and_then(|rest| rest.split("</").next());
            (page.status, wrong.unwrap_or_default().to_owned())
        };
        let otto = format!("[@Otto](/people/{})", world.otto.id);
        let hidden = ["Otto Olsen", "otto@northgate.example", &otto];
        let never = [
            "Nobody Norris",
            "nobody@northgate.example",
            "[@X](/people/1)",
        ];
        for (hidden, never) in hidden.into_iter().zip(never) {
            for text in ["Well done", &"a".repeat(20_001)] {
                let got = praise(&world.gus, hidden, text).await;
                assert_eq!(got, praise(&world.gus, never, text).await, "{hidden}");
                assert_eq!(got.0, 422);
            }
            assert_eq!(praise(&world.mia, hidden, "Well done").await.0, 303);
        }
        assert_eq!(praise(&world.gus, "Mia Marsh", "Well done").await.0, 303);

        let told = async || {
            let told = world.get("/api/notifications", &world.otto).await.json();
            told["notifications"].as_array().map_or(0, Vec::len)
        };
        let before = told().await;
        publish(&world, &world.gus, json!({ "text": otto })).await;
        assert_eq!(told().await, before);
        publish(&world, &world.mia, json!({ "text": otto })).await;
        assert_eq!(told().await, before + 1);
    });
}

#[test]
fn guests_post_only_where_they_are_members() {
    each_world(FEATURES, async |world| {
        world
            .json(
                Method::POST,
                "/api/posts",
                &world.gus,
                json!({ "text": "Hello" }),
            )
            .await
            .expect(403);
        let path = format!("/api/communities/{}/posts", world.everyone);
        world
            .json(Method::POST, &path, &world.gus, json!({ "text": "Hello" }))
            .await
            .expect(404);
        let post = publish(&world, &world.gus, json!({ "text": "Hello from outside" })).await;
        assert!(
            world
                .get(&format!("/posts/{post}"), &world.otto)
                .await
                .has("Guest")
        );
    });
}

#[test]
fn announcements_are_started_by_those_who_lead_and_answered_by_all() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.everyone);
        world
            .json(Method::POST, &path, &world.otto, json!({ "text": "Hello" }))
            .await
            .expect(403);
        let post = publish_at(&world, &path, &world.ada, json!({ "text": "Welcome, all" })).await;
        reply(&world, &world.otto, post, "Thank you").await;
        assert!(world.get("/", &world.otto).await.has("Welcome, all"));
    });
}

#[test]
fn nothing_changes_in_an_archived_community_but_what_is_deleted() {
    each_world(FEATURES, async |world| {
        let body = json!({ "kind": "question", "title": "Where?", "text": "Which room" });
        let post = publish(&world, &world.olive, body).await;
        let answer = reply(&world, &world.olive, post, "Room 4").await;
        let doomed = reply(&world, &world.olive, post, "Room 5").await;
        let community = format!("/api/communities/{}", world.returns_desk);
        let acts = [
            (
                Method::POST,
                format!("/api/posts/{post}/replies"),
                json!({"text": "Late"}),
            ),
            (
                Method::PATCH,
                format!("/api/posts/{post}"),
                json!({"text": "Changed"}),
            ),
            (
                Method::PATCH,
                format!("/api/replies/{answer}"),
                json!({"text": "Changed"}),
            ),
            (
                Method::PUT,
                format!("/api/posts/{post}/reactions/helpful"),
                Value::Null,
            ),
            (
                Method::PUT,
                format!("/api/replies/{answer}/reactions/helpful"),
                Value::Null,
            ),
            (Method::PUT, format!("/api/posts/{post}/pin"), Value::Null),
            (
                Method::PUT,
                format!("/api/posts/{post}/answer"),
                json!({"reply": answer}),
            ),
        ];
        for (archived, status) in [(true, 409), (false, 200)] {
            let change = json!({ "archived": archived });
            let set = world
                .json(Method::PATCH, &community, &world.olive, change)
                .await;
            set.expect(200);
            for (method, path, body) in &acts {
                let done = world
                    .json(method.clone(), path, &world.olive, body.clone())
                    .await;
                let done = if done.status < 300 { 200 } else { done.status };
                assert_eq!(done, status, "{method} {path}");
            }
            if archived {
                let path = format!("/api/replies/{doomed}");
                let gone = world
                    .json(Method::DELETE, &path, &world.olive, Value::Null)
                    .await;
                gone.expect(204);
            }
        }
    });
}

#[test]
fn who_deletes_what_others_wrote_is_written_down() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "One" })).await;
        let own = reply(&world, &world.olive, post, "Two").await;
        let other = reply(&world, &world.mia, post, "Three").await;
        for path in [
            format!("/api/replies/{own}"),
            format!("/api/replies/{other}"),
            format!("/api/posts/{post}"),
        ] {
            let gone = world
                .json(Method::DELETE, &path, &world.olive, Value::Null)
                .await;
            gone.expect(204);
        }
        for (subject, times) in [(own, 0), (other, 1), (post, 1)] {
            let kept = world
                .app
                .store
                .read(move |db| network::audit::about(db, subject, 9));
            assert_eq!(kept.await.unwrap().len(), times);
        }
    });
}

#[test]
fn a_token_that_may_only_read_marks_nothing_as_read() {
    each_world(FEATURES, async |world| {
        let post = publish(&world, &world.mia, json!({ "text": "One" })).await;
        reply(&world, &world.olive, post, "Two").await;
        publish(&world, &world.olive, json!({ "text": "Three" })).await;
        let reads = world.by_token(&world.mia, &[Scope::Read]).await;
        let place = format!("/communities/{}", world.returns_desk);
        let mia = world.mia.id;
        let state = async || {
            let told = world.get("/notifications/count", &world.mia).await.body;
            let by_no_rule = [network::CommunityId::from_raw(0)];
            let places = world
                .app
                .store
                .read(move |db| network::communities::queries::places(db, mia, &by_no_rule, 9));
            let unread: i64 = places.await.unwrap().iter().map(|place| place.unread).sum();
            (told, unread)
        };
        let before = state().await;
        assert_eq!(before.1, 1);
        let both = [format!("/posts/{post}"), place];
        for path in &both {
            world.get(path, &reads).await.expect(200);
        }
        assert_eq!(state().await, before);
        for path in &both {
            world.get(path, &world.mia).await.expect(200);
        }
        let after = state().await;
        assert!(after.0 != before.0 && after.1 == 0, "{after:?}");
    });
}
