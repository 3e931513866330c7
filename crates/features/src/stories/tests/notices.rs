//! What the bell tells of stories.

use super::*;

/// What somebody was told, the newest first.
async fn lines(world: &World, who: &Actor) -> Vec<String> {
    let list = world.get("/api/notifications", who).await.expect(200);
    let list = list.json();
    let all = list["notifications"].as_array().unwrap();
    let count = world.get("/notifications/count", who).await.expect(200);
    assert_eq!(count.json()["count"], list["unread"], "{}", who.name);
    let text = |it: &Value| it["text"].as_str().unwrap().to_owned();
    all.iter().map(text).collect()
}

async fn unread(world: &World, who: &Actor) -> i64 {
    let count = world.get("/notifications/count", who).await.expect(200);
    count.json()["count"].as_i64().unwrap()
}

#[test]
fn who_is_to_be_named_or_shown_or_is_praised_is_told_in_one_line_each() {
    each_world(FEATURES, async |world| {
        let World {
            mia, olive, otto, ..
        } = &world;
        let named = json!([{ "person": "Otto Olsen", "part": "built it" }]);
        let body = with(shelf_nowhere(), "people", named);
        let id = begun(&world, mia, body.clone()).await;
        let path = format!("/api/stories/{id}");
        let change = async |body: Value| {
            let changed = world.json(Method::PUT, &path, mia, body).await;
            changed.expect(200);
        };
        let asks = "Mia Marsh wants to name you in “One shelf, three letters”";
        assert_eq!(lines(&world, otto).await, [asks]);
        assert_eq!(lines(&world, mia).await, Vec::<String>::new());
        // Written anew while he has not answered, it is the same line; without him there is none.
        change(with(body.clone(), "why", json!("The line."))).await;
        assert_eq!(lines(&world, otto).await.len(), 1);
        change(with(body.clone(), "people", json!([]))).await;
        assert_eq!(lines(&world, otto).await, Vec::<String>::new());
        change(body.clone()).await;
        world.get(&format!("/stories/{id}"), otto).await.expect(200);
        assert_eq!(unread(&world, otto).await, 0, "he saw it there");
        let agree = async || {
            let path = format!("{path}/answer");
            let answer = json!({ "answer": "agreed" });
            let answer = world.json(Method::PUT, &path, otto, answer).await;
            answer.expect(204);
        };
        agree().await;
        // Who agreed to another text is asked again.
        change(with(body, "why", json!("The long line."))).await;
        assert_eq!(unread(&world, otto).await, 1);

        agree().await;
        tell(&world, mia, id).await.expect(204);
        for _ in 0..2 {
            let show = format!("{path}/display");
            let shown = world.json(Method::PUT, &show, mia, Value::Null).await;
            shown.expect(204);
        }
        let praise = format!("/stories/{id}/praise");
        let otto_id = otto.id.to_string();
        for words in ["Well done", "Very well done"] {
            let fields = [("person", &*otto_id), ("words", words)];
            world.post_form(&praise, olive, &fields).await.expect(303);
        }
        let mut told = lines(&world, otto).await;
        told.sort_unstable();
        assert_eq!(
            told,
            [
                "Mia Marsh wants to name you in “One shelf, three letters”",
                "Mia Marsh wants to show “One shelf, three letters”, with your name, on screens in break rooms",
                "Olive Okafor praised you for “One shelf, three letters”",
            ]
        );
        let panel = world.get("/notifications/panel", otto).await.expect(200);
        assert!(panel.has("praised you for") && web::audit::fragment(&panel.body).is_empty());
        let before = world.app.store.statements();
        world.get("/notifications/count", otto).await.expect(200);
        assert_eq!(world.app.store.statements(), before, "a warm bell");

        let list = world.get("/api/notifications", otto).await.json();
        let line = format!("/notifications/{}/read", list["notifications"][0]["id"]);
        world.post_form(&line, olive, &[]).await.expect(404);
        world.post_form(&line, otto, &[]).await.expect(303);
        assert_eq!(unread(&world, otto).await, 2);

        // With the story all of it goes.
        let withdraw = format!("{path}/publication");
        let withdrawn = world.json(Method::DELETE, &withdraw, mia, Value::Null);
        withdrawn.await.expect(204);
        assert_eq!(lines(&world, otto).await, Vec::<String>::new());
        assert_eq!(unread(&world, otto).await, 0);
    });
}

#[test]
fn threads_and_notices_are_one_list_by_time() {
    each_world(FEATURES, async |world| {
        let World { mia, otto, .. } = &world;
        let named = json!([{ "person": "Otto Olsen", "part": "built it" }]);
        for n in 0..3 {
            world.wait(kernel::Time::SECOND_US);
            let body = with(shelf_nowhere(), "people", named.clone());
            begun(
                &world,
                mia,
                with(body, "title", json!(format!("Shelf {n}"))),
            )
            .await;
            world.wait(kernel::Time::SECOND_US);
            let path = format!("/api/communities/{}/posts", world.returns_desk);
            let text = json!({ "text": format!("Thread {n} [@Otto](/people/{})", otto.id) });
            let posted = world.json(Method::POST, &path, mia, text).await;
            posted.expect(201);
        }
        let mut seen = Vec::new();
        let mut path = "/api/notifications?limit=2".to_owned();
        loop {
            let page = world.get(&path, otto).await.expect(200).json();
            assert_eq!(page["unread"], 6);
            for one in page["notifications"].as_array().unwrap() {
                seen.push(one["post"].is_null());
            }
            let Some(cursor) = page["next"].as_str() else {
                break;
            };
            path = format!("/api/notifications?limit=2&cursor={cursor}");
        }
        assert_eq!(seen, [false, true, false, true, false, true]);
        world
            .json(Method::POST, "/api/notifications/read", otto, Value::Null)
            .await
            .expect(204);
        let rest = world.get("/api/notifications?unread=true", otto).await;
        assert_eq!(
            rest.expect(200).json(),
            json!({ "notifications": [], "unread": 0, "next": null })
        );
    });
}
