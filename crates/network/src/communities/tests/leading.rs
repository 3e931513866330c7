//! Founding, changing, archiving, and who leads.

use http::Method;
use serde_json::json;

use super::{form, role};
use crate::audit;
use crate::communities::{CommunityId, MemberRole, actions};
use crate::testing::{Actor, SLICES, World, each_world};

#[test]
fn owners_name_owners_and_the_last_one_stays() {
    each_world(SLICES, async |world| {
        let id = world.returns_desk;
        let member = |who: &Actor| format!("/communities/{id}/members/{}", who.id);
        world
            .post_form(&member(&world.mia), &world.mia, &[("role", "owner")])
            .await
            .expect(403);
        world
            .post_form(&format!("/communities/{id}/leave"), &world.olive, &[])
            .await
            .expect(409);
        world
            .post_form(&member(&world.olive), &world.olive, &[("role", "member")])
            .await
            .expect(409);
        world
            .post_form(&member(&world.gus), &world.olive, &[("role", "moderator")])
            .await
            .expect(403);
        world
            .post_form(&member(&world.otto), &world.olive, &[("role", "owner")])
            .await
            .expect(404);
        world
            .post_form(&member(&world.mia), &world.olive, &[("role", "moderator")])
            .await
            .expect(303);
        // A moderator takes members out, not owners.
        let remove = |who: &Actor| format!("{}/remove", member(who));
        world
            .post_form(&remove(&world.olive), &world.mia, &[])
            .await
            .expect(403);
        world
            .post_form(&remove(&world.gus), &world.mia, &[])
            .await
            .expect(303);
        world
            .get(&format!("/communities/{id}/about"), &world.gus)
            .await
            .expect(404);

        world
            .post_form(&member(&world.mia), &world.olive, &[("role", "owner")])
            .await
            .expect(303);
        world
            .post_form(&format!("/communities/{id}/leave"), &world.olive, &[])
            .await
            .expect(303);
        assert_eq!(role(&world, id, &world.olive).await, None);
        // An administrator looks after a community nobody else could.
        world
            .post_form(&member(&world.mia), &world.ada, &[("role", "member")])
            .await
            .expect(409);
    });
}

#[test]
fn founding_keeps_what_was_typed_when_something_is_wrong() {
    each_world(SLICES, async |world| {
        world.get("/communities/new", &world.gus).await.expect(403);
        world
            .post_form("/communities", &world.gus, &form("Nights"))
            .await
            .expect(403);
        world.get("/communities/new", &world.mia).await.expect(200);

        let taken = world
            .post_form("/communities", &world.mia, &form("RETURNS  desk"))
            .await
            .expect(409);
        assert!(
            taken.has("A community of this name exists already")
                && taken.has("What goes out at night.")
        );
        let blank = [
            ("name", " "),
            ("purpose", "Kept"),
            ("about", ""),
            ("kind", "secret"),
        ];
        let blank = world
            .post_form("/communities", &world.mia, &blank)
            .await
            .expect(422);
        assert!(blank.has("value=\"Kept\"") && blank.has("value=\"secret\" checked"));
        let official = [form("Nights"), vec![("official", "on")]].concat();
        world
            .post_form("/communities", &world.mia, &official)
            .await
            .expect(403);
        world
            .post_form("/communities", &world.ada, &official)
            .await
            .expect(303);
    });
}

#[test]
fn a_double_press_founds_one_community() {
    each_world(SLICES, async |world| {
        let fields = [form("Nights"), vec![("idempotency_key", "press-1")]].concat();
        let first = world
            .post_form("/communities", &world.mia, &fields)
            .await
            .expect(303);
        let second = world
            .post_form("/communities", &world.mia, &fields)
            .await
            .expect(303);
        assert_eq!(first.location(), second.location());
        let id: CommunityId = first
            .location()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(role(&world, id, &world.mia).await, Some(MemberRole::Owner));
        let other = [form("Days"), vec![("idempotency_key", "press-1")]].concat();
        world
            .post_form("/communities", &world.mia, &other)
            .await
            .expect(422);
    });
}

#[test]
fn owners_change_and_archive_their_community() {
    each_world(SLICES, async |world| {
        let id = world.returns_desk;
        let settings = format!("/communities/{id}/settings");
        world.get(&settings, &world.mia).await.expect(403);
        assert!(
            world
                .get(&settings, &world.olive)
                .await
                .expect(200)
                .has("value=\"Returns desk\"")
        );
        world
            .post_form(&settings, &world.mia, &form("Mine"))
            .await
            .expect(403);
        let managers = world
            .post_form(&settings, &world.olive, &form("Managers"))
            .await
            .expect(409);
        assert!(managers.has("value=\"Managers\"") && managers.has("Settings of Returns desk"));
        let changed = [
            ("name", "Returns"),
            ("purpose", "Back again."),
            ("about", "**Bold**"),
            ("kind", "closed"),
        ];
        world
            .post_form(&settings, &world.olive, &changed)
            .await
            .expect(303);
        assert!(
            world
                .get(&format!("/communities/{id}/about"), &world.mia)
                .await
                .has("<strong>Bold</strong>")
        );
        world
            .get(&format!("/communities/{id}/members"), &world.otto)
            .await
            .expect(403);

        world
            .post_form(&format!("/communities/{id}/archive"), &world.mia, &[])
            .await
            .expect(403);
        world
            .post_form(&format!("/communities/{id}/archive"), &world.olive, &[])
            .await
            .expect(303);
        assert!(
            !world
                .get("/communities?q=returns", &world.mia)
                .await
                .has("Back again.")
        );
        world
            .post_form(&format!("/communities/{id}/join"), &world.otto, &[])
            .await
            .expect(409);
        world
            .post_form(&format!("/communities/{id}/unarchive"), &world.olive, &[])
            .await
            .expect(303);
        assert!(
            world
                .get("/communities?q=returns", &world.mia)
                .await
                .has("Back again.")
        );
    });
}

#[test]
fn the_community_of_everyone_is_there_from_the_start_and_has_the_networks_name() {
    each_world(SLICES, async |world| {
        let everyone = format!("/api/communities/{}", world.everyone);
        let change = json!({"name": "Northgate & Sons"});
        let change = world
            .json(Method::PATCH, &everyone, &world.ada, change)
            .await;
        change.expect(200);
        assert_eq!(world.app.settings.get().network_name, "Northgate & Sons");

        let name = "Folkmoot";
        let store = &world.app.store;
        let again = store.write(move |tx| actions::ensure_network_wide(tx, name));
        assert_eq!(again.await.unwrap(), world.everyone);
    });
}

#[test]
fn a_community_is_found_by_the_words_of_its_purpose_without_accents() {
    each_world(SLICES, async |world| {
        let new = json!({"name": "Desks", "purpose": "Alles über das Büro", "kind": "open"});
        let path = "/api/communities";
        let made = world.json(Method::POST, path, &world.mia, new).await;
        made.expect(201);
        let found = world.get("/api/communities?q=BURO", &world.otto).await;
        assert!(found.expect(200).body.contains("Desks"));
    });
}

#[test]
fn the_name_of_a_secret_community_is_free_for_those_outside() {
    each_world(SLICES, async |world| {
        let path = "/api/communities";
        let new = |kind| json!({"name": "PAY  review", "purpose": "Ours.", "kind": kind});
        let taken = world
            .json(Method::POST, path, &world.mia, new("open"))
            .await;
        assert_eq!(taken.expect(409).code(), "name_taken");
        let made = world
            .json(Method::POST, path, &world.otto, new("secret"))
            .await;
        made.expect(201);
        let made = world
            .json(Method::POST, path, &world.otto, new("open"))
            .await;
        assert_eq!(made.expect(409).code(), "name_taken", "his own");
        let made = world
            .json(Method::POST, path, &world.ada, new("closed"))
            .await;
        made.expect(201);

        // Now the name is known to everybody, and the secret one cannot be opened under it.
        let secret = format!("{path}/{}", world.pay_review);
        let open = json!({"kind": "open"});
        let opened = world.json(Method::PATCH, &secret, &world.olive, open).await;
        assert_eq!(opened.expect(409).code(), "name_taken");
        let open = json!({"kind": "open", "name": "Pay review 2"});
        let opened = world.json(Method::PATCH, &secret, &world.olive, open).await;
        opened.expect(200);
        let new = json!({"name": "pay review 2", "purpose": "Ours.", "kind": "open"});
        let taken = world.json(Method::POST, path, &world.otto, new).await;
        assert_eq!(taken.expect(409).code(), "name_taken");
        // A secret one is not found by its number.
        let digits = format!("{path}?q={}", world.managers);
        let found = world.get(&digits, &world.olive).await.expect(200).json();
        assert_eq!(found["communities"], json!([]));
    });
}

#[test]
fn a_name_is_what_is_seen_of_it() {
    each_world(SLICES, async |world| {
        let path = "/api/communities";
        let found = async |name: &str| {
            let new = json!({"name": name, "purpose": "Ours.", "kind": "open"});
            world.json(Method::POST, path, &world.mia, new).await
        };
        let made = found("\u{202e}Ask IT\u{200b}").await.expect(201).json();
        assert_eq!(made["name"], "Ask IT");
        for same in ["Ask\u{2060} IT", "ask it\u{feff}"] {
            assert_eq!(found(same).await.expect(409).code(), "name_taken");
        }
        assert_eq!(found("\u{301}").await.expect(422).code(), "blank");
    });
}

/// What was written down about someone or something, the oldest first.
async fn noted(world: &World, subject: i64) -> Vec<(String, String)> {
    let kept = world
        .app
        .store
        .read(move |db| audit::about(db, subject, 20));
    let kept = kept.await.unwrap().into_iter().rev();
    kept.map(|(_, action, result)| (action, result)).collect()
}

#[test]
fn what_is_done_with_the_rights_of_a_role_is_written_down_once() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let path = format!("/api/communities/{id}");
        let otto = format!("{path}/members/{}", world.otto.id);
        let put = async |by: &Actor, body| world.json(Method::PUT, &otto, by, body).await;
        put(&world.otto, json!({})).await.expect(202);
        let decide = format!("/communities/{id}/requests/{}", world.otto.id);
        let decision = [("decision", "admit")];
        let admitted = world.post_form(&decide, &world.olive, &decision).await;
        admitted.expect(303);
        let moderator = json!({"role": "moderator"});
        put(&world.olive, moderator.clone()).await.expect(204);
        put(&world.olive, moderator).await.expect(204);
        let removed = world.json(Method::DELETE, &otto, &world.olive, json!({}));
        removed.await.expect(204);
        put(&world.olive, json!({})).await.expect(204);
        let left = world.json(Method::DELETE, &otto, &world.otto, json!({}));
        left.await.expect(204);
        let mut about = noted(&world, world.otto.id.raw()).await;
        about.retain(|(action, _)| action == "membership");
        let results: Vec<_> = about.iter().map(|(_, result)| result.as_str()).collect();
        let words = ["admitted", "moderator", "removed", "added"];
        let expected = words.map(|word| format!("{word} {id}"));
        assert_eq!(results, expected);

        for change in [
            json!({"kind": "secret"}),
            json!({"purpose": "Other words", "kind": "secret"}),
            json!({"kind": "open", "archived": true}),
            json!({"archived": true}),
            json!({"archived": false}),
        ] {
            let changed = world.json(Method::PATCH, &path, &world.olive, change).await;
            changed.expect(200);
        }
        for official in [true, true, false] {
            let change = json!({"official": official});
            let changed = world.json(Method::PATCH, &path, &world.ada, change).await;
            changed.expect(200);
        }
        let results: Vec<_> = noted(&world, id.raw()).await;
        let results: Vec<_> = results.iter().map(|(_, result)| result.as_str()).collect();
        assert_eq!(
            results,
            [
                "secret",
                "open",
                "archived",
                "unarchived",
                "official",
                "not_official"
            ]
        );
    });
}
