//! Communities through the door: what exists for whom.

mod api;
mod joining;
mod leading;

use http::Method;
use serde_json::{Value, json};

use super::{Community, CommunityId, MemberRole, queries};
use crate::testing::{Actor, Answer, SLICES, World, each_world};

async fn community(world: &World, id: CommunityId) -> Community {
    let found = world
        .app
        .store
        .read(move |db| queries::by_id(db, id))
        .await
        .unwrap();
    found.unwrap()
}

async fn role(world: &World, id: CommunityId, who: &Actor) -> Option<MemberRole> {
    let person = who.id;
    world
        .app
        .store
        .read(move |db| queries::membership(db, id, person))
        .await
        .unwrap()
}

fn form(name: &str) -> Vec<(&str, &str)> {
    vec![
        ("name", name),
        ("purpose", "What goes out at night."),
        ("about", ""),
        ("kind", "open"),
    ]
}

#[test]
fn the_directory_shows_what_exists_for_the_viewer() {
    each_world(SLICES, async |world| {
        let shown = world.get("/communities", &world.otto).await.expect(200);
        assert!(
            shown.has("Returns desk") && shown.has("Managers") && shown.has("Northgate Stores")
        );
        assert!(!shown.has("Pay review"));
        // What is in a closed one is not counted for those outside.
        let words = shown.words();
        assert!(words.contains("Returns desk 3 members"), "{words}");
        assert!(!words.contains("Managers 2 members"), "{words}");
        assert!(
            world
                .get("/communities", &world.mia)
                .await
                .has("Pay review")
        );

        let guest = world.get("/communities", &world.gus).await.expect(200);
        assert!(
            guest.has("Returns desk") && !guest.has("Managers") && !guest.has("/communities/new")
        );

        for nobody in [None, Some(&world.dee)] {
            let led = world.get("/communities", nobody).await.expect(303);
            assert_eq!(led.location(), Some("/signin?next=/communities"));
        }
    });
}

#[test]
fn the_directory_is_searched_and_says_when_nothing_is_found() {
    each_world(SLICES, async |world| {
        let found = world
            .get("/communities?q=RETURNS", &world.otto)
            .await
            .expect(200)
            .words();
        assert!(
            found.contains("Found for “RETURNS” RD Returns desk"),
            "{found}"
        );
        let nothing = world
            .get("/communities?q=pay%20review", &world.otto)
            .await
            .expect(200)
            .words();
        assert!(
            nothing.contains("Nothing found for “pay review”"),
            "{nothing}"
        );
        let long = format!("/communities?q={}", "x".repeat(201));
        world.get(&long, &world.otto).await.expect(422);
        world
            .get("/communities?cursor=AAAA", &world.otto)
            .await
            .expect(400);
    });
}

#[test]
fn pages_of_the_directory_neither_repeat_nor_skip() {
    each_world(SLICES, async |world| {
        let mut names = Vec::new();
        let mut path = "/api/communities?limit=1".to_owned();
        loop {
            let page = world
                .json(Method::GET, &path, &world.mia, Value::Null)
                .await
                .expect(200)
                .json();
            names.push(page["communities"][0]["name"].as_str().unwrap().to_owned());
            let Some(next) = page["next"].as_str() else {
                break;
            };
            path = format!("/api/communities?limit=1&cursor={next}");
            // A cursor is its reader's alone.
            let stolen = world
                .json(Method::GET, &path, &world.otto, Value::Null)
                .await
                .expect(400);
            assert_eq!(stolen.code(), "invalid_cursor");
        }
        assert_eq!(
            names,
            ["Managers", "Northgate Stores", "Pay review", "Returns desk"]
        );
    });
}

#[test]
fn what_one_may_not_see_answers_like_what_never_was() {
    each_world(SLICES, async |world| {
        let secret = world.pay_review;
        for page in ["about", "members", "settings"] {
            let path = format!("/communities/{secret}/{page}");
            let hidden = world.get(&path, &world.otto).await.expect(404);
            let missing = world
                .get(&format!("/communities/77/{page}"), &world.otto)
                .await
                .expect(404);
            let words =
                |answer: &Answer| answer.words().split("Reference").next().map(str::to_owned);
            assert_eq!(words(&hidden), words(&missing));
            // Also for an administrator who is no member.
            world.get(&path, &world.ada).await.expect(404);
            world.get(&path, &world.olive).await.expect(200);
        }
        for page in ["join", "leave", "archive", "decline"] {
            let path = format!("/communities/{secret}/{page}");
            world.post_form(&path, &world.otto, &[]).await.expect(404);
        }
        world
            .get(
                &format!("/communities/{}/about", world.returns_desk),
                &world.gus,
            )
            .await
            .expect(200);
        world
            .get(
                &format!("/communities/{}/about", world.managers),
                &world.gus,
            )
            .await
            .expect(404);
    });
}

#[test]
fn a_closed_community_shows_who_decides_and_nothing_that_is_in_it() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let door = world
            .get(&format!("/communities/{id}/members"), &world.otto)
            .await
            .expect(403);
        let words = door.words();
        assert!(
            words.contains("Managers is closed") && words.contains("Olive Okafor"),
            "{words}"
        );
        assert!(!words.contains("Mia Marsh"), "{words}");
        let about = world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(200);
        assert!(about.has("action=\"/communities/") && !about.has("Mia Marsh"));
        world
            .get(&format!("/communities/{id}/members"), &world.mia)
            .await
            .expect(200);

        let path = format!("/api/communities/{id}");
        let seen = world
            .json(Method::GET, &path, &world.otto, Value::Null)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&seen["about"], &seen["members"], &seen["readable"]),
            (&Value::Null, &Value::Null, &json!(false))
        );
        let members = format!("{path}/members");
        let refused = world
            .json(Method::GET, &members, &world.otto, Value::Null)
            .await
            .expect(403);
        assert_eq!(refused.code(), "members_only");
    });
}

#[test]
fn the_network_wide_community_is_everyones() {
    each_world(SLICES, async |world| {
        let id = world.everyone;
        world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(200);
        let members = world
            .get(&format!("/communities/{id}/members"), &world.otto)
            .await
            .expect(303);
        assert_eq!(members.location(), Some("/people"));
        world
            .post_form(&format!("/communities/{id}/leave"), &world.otto, &[])
            .await
            .expect(403);
        world
            .post_form(&format!("/communities/{id}/archive"), &world.ada, &[])
            .await
            .expect(403);
        let secret = [
            ("name", "Northgate"),
            ("purpose", "All"),
            ("about", ""),
            ("kind", "secret"),
            ("official", "on"),
        ];
        let refused = world
            .post_form(&format!("/communities/{id}/settings"), &world.ada, &secret)
            .await
            .expect(422);
        assert!(refused.has("always open"));
        world
            .get(&format!("/communities/{id}/about"), &world.gus)
            .await
            .expect(404);
    });
}
