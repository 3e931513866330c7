//! Notifications through the door: one line a thread, only what the reader may still read.

use axum::body::Body;
use http::{Method, header};
use kernel::{Id, Result, Time};
use serde_json::{Value, json};
use store::{Changed, Tx};

use crate::communities::CommunityId;
use crate::notifications::{Notice, Reason, notify};
use crate::people::PersonId;
use crate::testing::{Actor, SLICES, World, each_world};

store::statements! {
    fn insert_post(id: i64, community: Option<CommunityId>, author: PersonId, title: &str) -> Changed =
        "insert into posts (id, community_id, author_id, kind, title, body, html, plain)
        values ($1, $2, $3, 'update', $4, 'Body', '<p>Body</p>', 'Body')";
    fn delete_post(id: i64, at: Time) -> Changed = "update posts set deleted_at = $2 where id = $1";
}

struct Post;

/// A thread of Olive's.
async fn post(world: &World, community: Option<CommunityId>, title: &'static str) -> i64 {
    let olive = world.olive.id;
    world
        .write(move |tx| {
            let id: Id<Post> = tx.id();
            insert_post(tx, id.raw(), community, olive, title)?;
            Ok(id.raw())
        })
        .await
}

async fn tell(
    world: &World,
    post: i64,
    by: &Actor,
    whom: &Actor,
    reason: Reason,
    reply: Option<i64>,
) {
    let (actor, whom) = (by.id, whom.id);
    world
        .write(move |tx: &Tx| -> Result<()> {
            notify(tx, Notice { post, reply, actor }, &[(whom, reason)])
        })
        .await;
    world.wait(Time::MINUTE_US);
}

async fn count(world: &World, who: &Actor) -> i64 {
    world
        .get("/notifications/count", who)
        .await
        .expect(200)
        .json()["count"]
        .as_i64()
        .unwrap()
}

/// The id of the newest notification.
async fn newest(world: &World, who: &Actor) -> i64 {
    let list = world
        .json(Method::GET, "/api/notifications", who, Value::Null)
        .await
        .expect(200)
        .json();
    list["notifications"][0]["id"].as_i64().unwrap()
}

#[test]
fn a_thread_is_one_line_however_many_wrote() {
    each_world(SLICES, async |world| {
        let thread = post(&world, Some(world.returns_desk), "No receipt").await;
        let World {
            ada,
            olive,
            mia,
            otto,
            ..
        } = &world;
        for (by, reply) in [(olive, 11), (otto, 12), (otto, 13), (ada, 14)] {
            tell(&world, thread, by, mia, Reason::Reply, Some(reply)).await;
        }
        let list = world.get("/notifications", mia).await.expect(200);
        let words = list.words();
        assert!(
            words.contains("Ada Adeyemi and others replied to “No receipt”"),
            "{words}"
        );
        assert!(
            words.contains("1 min · Returns desk · because you follow this thread"),
            "{words}"
        );
        assert_eq!(list.body.matches("id=\"notification-").count(), 1);
        assert_eq!(count(&world, mia).await, 1);
        // Nobody is told of what they did.
        tell(&world, thread, mia, mia, Reason::Mention, None).await;
        assert!(!world.get("/notifications", mia).await.has("mentioned you"));

        let id = newest(&world, mia).await;
        let opened = world
            .get(&format!("/notifications/{id}"), mia)
            .await
            .expect(303);
        assert_eq!(
            opened.location(),
            Some(format!("/posts/{thread}#reply-14").as_str())
        );
        assert_eq!(count(&world, mia).await, 1, "opening marks nothing");
        world
            .get(&format!("/notifications/{id}"), otto)
            .await
            .expect(404);
    });
}

#[test]
fn reading_marks_one_line_or_all_of_them() {
    each_world(SLICES, async |world| {
        let World {
            olive, mia, otto, ..
        } = &world;
        for title in ["One", "Two", "Three"] {
            let thread = post(&world, None, title).await;
            tell(&world, thread, olive, mia, Reason::Mention, None).await;
        }
        assert_eq!(count(&world, mia).await, 3);
        assert!(
            world.get("/", mia).await.status == 404
                && world.get("/communities", mia).await.has(">3</span>")
        );
        let id = newest(&world, mia).await;
        world
            .post_form(&format!("/notifications/{id}/read"), otto, &[])
            .await
            .expect(404);
        world
            .post_form(&format!("/notifications/{id}/read"), mia, &[])
            .await
            .expect(303);
        assert_eq!(count(&world, mia).await, 2);
        let unread = world.get("/notifications?show=new", mia).await.expect(200);
        assert!(unread.has("Two") && !unread.has("Three"));

        world
            .post_form("/notifications/read", mia, &[])
            .await
            .expect(303);
        assert_eq!(count(&world, mia).await, 0);
        assert!(
            world
                .get("/notifications?show=new", mia)
                .await
                .words()
                .contains("You are all caught up")
        );
        // Something new in a thread is unread again, and counts from there.
        let thread = post(&world, None, "Four").await;
        for by in [olive, otto] {
            tell(&world, thread, by, mia, Reason::Reply, None).await;
        }
        world
            .post_form("/notifications/read", mia, &[])
            .await
            .expect(303);
        tell(&world, thread, olive, mia, Reason::Reply, None).await;
        assert!(
            world
                .get("/notifications", mia)
                .await
                .words()
                .contains("Olive Okafor replied to “Four”")
        );
    });
}

#[test]
fn a_muted_thread_is_silent_until_it_is_followed_again() {
    each_world(SLICES, async |world| {
        let World { olive, mia, .. } = &world;
        let thread = post(&world, Some(world.returns_desk), "Loud").await;
        tell(&world, thread, olive, mia, Reason::Mention, None).await;
        let id = newest(&world, mia).await;
        let mute = world
            .request(
                Method::POST,
                &format!("/notifications/{id}/mute"),
                Some(mia),
            )
            .header(header::ACCEPT, "text/vnd.turbo-stream.html, text/html");
        let row = world
            .send(mute, axum::body::Body::empty())
            .await
            .expect(200);
        assert!(
            row.has(&format!("action=\"replace\" target=\"notification-{id}\""))
                && row.has("Muted")
        );
        assert!(
            web::audit::fragment(&row.body).is_empty(),
            "{:?}",
            web::audit::fragment(&row.body)
        );
        tell(&world, thread, olive, mia, Reason::Reply, None).await;
        assert_eq!(count(&world, mia).await, 0);
        world
            .post_form(&format!("/notifications/{id}/unmute"), mia, &[])
            .await
            .expect(303);
        tell(&world, thread, olive, mia, Reason::Reply, None).await;
        assert_eq!(count(&world, mia).await, 1);
    });
}

#[test]
fn what_may_no_longer_be_read_is_told_of_no_more() {
    each_world(SLICES, async |world| {
        let World { olive, mia, .. } = &world;
        let closed = world.managers;
        let inside = post(&world, Some(closed), "Inside").await;
        let deleted = post(&world, Some(world.returns_desk), "Deleted").await;
        for thread in [inside, deleted] {
            tell(&world, thread, olive, mia, Reason::Mention, None).await;
        }
        assert_eq!(count(&world, mia).await, 2);
        world
            .write(move |tx| delete_post(tx, deleted, tx.now()))
            .await;
        world
            .post_form(
                &format!("/communities/{closed}/members/{}/remove", mia.id),
                olive,
                &[],
            )
            .await
            .expect(303);
        assert_eq!(count(&world, mia).await, 0);
        for page in [
            "/notifications",
            "/notifications/panel",
            "/api/notifications",
        ] {
            let shown = world.get(page, mia).await.expect(200);
            assert!(!shown.has("Inside") && !shown.has("Deleted"), "{page}");
        }
    });
}

#[test]
fn a_guest_is_told_of_their_own_communities_only() {
    each_world(SLICES, async |world| {
        let World { olive, gus, .. } = &world;
        let thread = post(&world, Some(world.returns_desk), "At the desk").await;
        let wall = post(&world, None, "On the wall").await;
        for thread in [thread, wall] {
            tell(&world, thread, olive, gus, Reason::Mention, None).await;
        }
        let shown = world.get("/notifications", gus).await.expect(200);
        assert!(shown.has("At the desk") && !shown.has("On the wall"));
        assert_eq!(count(&world, gus).await, 1);
        let desk = world.returns_desk;
        let guest = gus.id;
        world
            .post_form(
                &format!("/communities/{desk}/members/{guest}/remove"),
                olive,
                &[],
            )
            .await
            .expect(303);
        assert_eq!(count(&world, gus).await, 0);
    });
}

#[test]
fn the_panel_shows_the_newest_eight_in_its_frame() {
    each_world(SLICES, async |world| {
        let World { olive, mia, .. } = &world;
        let empty = world.get("/notifications/panel", mia).await.expect(200);
        assert!(empty.has("Nothing here yet"));
        for title in ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"] {
            let thread = post(&world, None, title).await;
            tell(&world, thread, olive, mia, Reason::Praise, None).await;
        }
        let panel = world.get("/notifications/panel", mia).await.expect(200);
        assert!(
            panel
                .body
                .starts_with("<turbo-frame id=\"notifications-panel\""),
            "{}",
            panel.body
        );
        assert!(web::audit::fragment(&panel.body).is_empty());
        assert!(panel.has("praised you: “A9”") && !panel.has("A1"));
        world.get("/notifications/panel", None).await.expect(303);

        let read = world
            .request(Method::POST, "/notifications/read", Some(mia))
            .header("turbo-frame", "notifications-panel");
        let read = world.send(read, Body::empty()).await.expect(303);
        assert_eq!(read.location(), Some("/notifications/panel"));
        assert_eq!(count(&world, mia).await, 0);
        let panel = world.get("/notifications/panel", mia).await.expect(200);
        assert!(!panel.has("/notifications/read") && !panel.has("new"));
    });
}

#[test]
fn programs_page_through_their_notifications() {
    each_world(SLICES, async |world| {
        let World {
            olive, mia, otto, ..
        } = &world;
        for title in ["One", "Two", "Three"] {
            let thread = post(&world, None, title).await;
            tell(&world, thread, olive, mia, Reason::Answer, None).await;
        }
        let mut seen = Vec::new();
        let mut path = "/api/notifications?limit=2".to_owned();
        loop {
            let page = world
                .json(Method::GET, &path, mia, Value::Null)
                .await
                .expect(200)
                .json();
            assert_eq!(page["unread"], 3);
            for one in page["notifications"].as_array().unwrap() {
                assert_eq!(
                    (&one["reason"], &one["actor"]["name"]),
                    (&json!("answer"), &json!("Olive Okafor"))
                );
                seen.push(one["text"].as_str().unwrap().to_owned());
            }
            let Some(cursor) = page["next"].as_str() else {
                break;
            };
            path = format!("/api/notifications?limit=2&cursor={cursor}");
            world
                .json(Method::GET, &path, otto, Value::Null)
                .await
                .expect(400);
            // Not a position in another list of the same reader.
            let other = format!("/api/notifications?unread=true&cursor={cursor}");
            world
                .json(Method::GET, &other, mia, Value::Null)
                .await
                .expect(400);
        }
        assert_eq!(seen.len(), 3);
        assert_eq!(seen[0], "Olive Okafor answered your question “Three”");
        world
            .json(Method::POST, "/api/notifications/read", mia, Value::Null)
            .await
            .expect(204);
        let rest = world
            .json(
                Method::GET,
                "/api/notifications?unread=true",
                mia,
                Value::Null,
            )
            .await
            .expect(200);
        assert_eq!(
            rest.json(),
            json!({"notifications": [], "unread": 0, "next": null})
        );
        world
            .json(Method::GET, "/api/notifications?limit=0", mia, Value::Null)
            .await
            .expect(422);
    });
}

#[test]
fn the_page_speaks_german_to_whoever_chose_it() {
    each_world(SLICES, async |world| {
        let World { olive, mia, .. } = &world;
        let thread = post(&world, None, "Frage").await;
        tell(&world, thread, olive, mia, Reason::Answer, None).await;
        let reader = mia.id;
        world
            .write(move |tx| {
                crate::people::queries::set_profile(tx, reader, "", "de", "Europe/Berlin", "auto")?;
                tx.log("person", reader.raw(), 0)
            })
            .await;
        let words = world.get("/notifications", mia).await.expect(200).words();
        assert!(
            words.contains("Olive Okafor hat deine Frage „Frage“ beantwortet"),
            "{words}"
        );
    });
}

#[test]
fn programs_read_and_mute_one_of_them() {
    each_world(SLICES, async |world| {
        let World {
            olive, mia, otto, ..
        } = &world;
        let thread = post(&world, Some(world.returns_desk), "No receipt").await;
        tell(&world, thread, otto, mia, Reason::Reply, None).await;
        let of_mia = format!("/api/notifications/{}", newest(&world, mia).await);
        let send = async |method, part: &str, who: &Actor| {
            world
                .json(method, &format!("{of_mia}/{part}"), who, Value::Null)
                .await
        };
        for (method, part) in [
            (Method::POST, "read"),
            (Method::PUT, "mute"),
            (Method::DELETE, "mute"),
        ] {
            send(method, part, olive).await.expect(404);
        }
        send(Method::POST, "read", mia).await.expect(204);
        assert_eq!(count(&world, mia).await, 0);
        let muted = async || {
            let list = world.get("/api/notifications", mia).await.expect(200);
            list.json()["notifications"][0]["muted"].clone()
        };
        send(Method::PUT, "mute", mia).await.expect(204);
        assert_eq!(muted().await, json!(true));
        tell(&world, thread, otto, mia, Reason::Reply, None).await;
        assert_eq!(count(&world, mia).await, 0, "no more of this thread");
        send(Method::DELETE, "mute", mia).await.expect(204);
        assert_eq!(muted().await, json!(false));
        tell(&world, thread, otto, mia, Reason::Reply, None).await;
        assert_eq!(count(&world, mia).await, 1);
    });
}
