//! Rules: whom they cover, when they hold, who may set them, and the lists made of them.

mod bounds;
mod counting;
mod lists;
mod oracle;

use http::Method;
use serde_json::{Value, json};

use crate::access::Memberships;
use crate::communities::{CommunityId, MemberRole, actions as communities};
use crate::people::{self, Level, PersonId, Role};
use crate::testing::{Actor, SLICES, World, each_world};

/// Whoever works in the bakery and does not lead.
fn bakers() -> Value {
    json!({ "all": [
        { "department": { "in": ["Bakery"] } },
        { "not": { "level": { "in": ["leader"] } } },
    ]})
}

fn works_in(name: &str, department: &str) -> people::Draft {
    people::Draft {
        name: name.to_owned(),
        title: "Colleague".to_owned(),
        department: department.to_owned(),
        ..people::Draft::default()
    }
}

/// The employer's data say something else of somebody.
async fn moves(world: &World, who: &Actor, draft: people::Draft) {
    let id = who.id;
    world
        .write(move |tx| people::actions::update(tx, id, &draft.clone().check()?))
        .await;
}

async fn found(world: &World, kind: &str, rule: Value) -> CommunityId {
    let new = json!({ "name": format!("Bakers, {kind}"), "purpose": "Bread", "kind": kind, "rule": rule });
    let made = world
        .json(Method::POST, "/api/communities", &world.ada, new)
        .await
        .expect(201);
    CommunityId::from_raw(made.json()["id"].as_i64().expect("an id"))
}

async fn readable(world: &World, id: CommunityId, who: &Actor) -> Option<bool> {
    let answer = world.get(&format!("/api/communities/{id}"), who).await;
    (answer.status == 200).then(|| answer.json()["readable"] == true)
}

#[test]
fn a_rule_holds_from_the_next_request_on() {
    each_world(SLICES, async |world| {
        let bea = world.add(works_in("Bea Baker", "Bakery")).await;
        let closed = found(&world, "closed", bakers()).await;
        let secret = found(&world, "secret", bakers()).await;
        assert_eq!(readable(&world, closed, &bea).await, Some(true));
        assert_eq!(readable(&world, secret, &bea).await, Some(true));
        assert_eq!(readable(&world, closed, &world.otto).await, Some(false));
        assert_eq!(readable(&world, secret, &world.otto).await, None);

        moves(&world, &bea, works_in("Bea Baker", "Fish")).await;
        assert_eq!(readable(&world, closed, &bea).await, Some(false));
        assert_eq!(readable(&world, secret, &bea).await, None);
        moves(
            &world,
            &world.otto,
            works_in("Otto Olsen", "bäkery".replace('ä', "a").as_str()),
        )
        .await;
        assert_eq!(readable(&world, secret, &world.otto).await, Some(true));
        let leads = people::Draft {
            level: Some(Level::Leader),
            ..works_in("Otto Olsen", "Bakery")
        };
        moves(&world, &world.otto, leads).await;
        assert_eq!(readable(&world, secret, &world.otto).await, None);

        let path = format!("/api/communities/{secret}");
        let change = json!({ "rule": { "department": { "in": ["Fish"] } } });
        world
            .json(Method::PATCH, &path, &world.ada, change)
            .await
            .expect(200);
        assert_eq!(readable(&world, secret, &bea).await, Some(true));
        let none = json!({ "rule": null });
        let ended = world
            .json(Method::PATCH, &path, &world.ada, none)
            .await
            .expect(200);
        assert_eq!(ended.json()["rule"], Value::Null);
        assert_eq!(readable(&world, secret, &bea).await, None);
    });
}

#[test]
fn guests_and_the_deactivated_are_never_covered() {
    each_world(SLICES, async |world| {
        let open_to_all = json!({ "level": { "in": ["leader", "manager", "staff"] } });
        let id = found(&world, "closed", open_to_all).await;
        assert_eq!(readable(&world, id, &world.mia).await, Some(true));
        assert_eq!(readable(&world, id, &world.gus).await, None);
        let dee = world.dee.id;
        let covered = world
            .app
            .store
            .read(move |db| super::covered_among(db, Some(id), &[dee]));
        assert_eq!(covered.await.unwrap(), [PersonId::from_raw(0)]);
        world.work().await;
        let members = world
            .get(&format!("/api/communities/{id}/members"), &world.mia)
            .await;
        assert!(members.has("Mia") && !members.has("Gus") && !members.has("Dee"));
    });
}

#[test]
fn a_member_by_rule_is_a_member_like_another_but_neither_joins_nor_leaves() {
    each_world(SLICES, async |world| {
        let bea = world.add(works_in("Bea Baker", "Bakery")).await;
        let id = found(&world, "closed", bakers()).await;
        world.work().await;
        let at = format!("/api/communities/{id}");
        let shown = world.get(&at, &bea).await.expect(200).json();
        assert_eq!(shown["role"], "member");
        assert_eq!(shown["members"], 2);
        assert_eq!(shown["rule"], bakers());
        let outside = world.get(&at, &world.otto).await.expect(200).json();
        assert_eq!(
            (&outside["rule"], &outside["by_rule"]),
            (&Value::Null, &json!(true))
        );
        let own = world.get("/communities", &bea).await.expect(200);
        assert!(own.has("Bakers, closed"));

        let of = |who: &Actor| format!("{at}/members/{}", who.id);
        for (who, whom, method, status) in [
            (&bea, &bea, Method::DELETE, 403),
            (&bea, &bea, Method::PUT, 204),
            (&world.otto, &world.otto, Method::PUT, 403),
            (&world.ada, &world.otto, Method::PUT, 403),
            (&world.ada, &bea, Method::DELETE, 403),
        ] {
            let answer = world
                .json(method.clone(), &of(whom), who, Value::Null)
                .await;
            assert_eq!(
                answer.status, status,
                "{method} {} by {}",
                whom.name, who.name
            );
            assert!(status != 403 || answer.json()["code"] == "by_rule");
        }
        let invite = format!("{at}/invitations/{}", world.otto.id);
        let refused = world
            .json(Method::PUT, &invite, &world.ada, Value::Null)
            .await;
        assert_eq!(refused.expect(403).json()["code"], "by_rule");

        // She leads it, and goes on leading when she bakes no more.
        let leads = json!({ "role": "moderator" });
        world
            .json(Method::PUT, &of(&bea), &world.ada, leads)
            .await
            .expect(204);
        moves(&world, &bea, works_in("Bea Baker", "Fish")).await;
        world.work().await;
        assert_eq!(world.get(&at, &bea).await.expect(200).json()["members"], 2);
        world
            .json(Method::DELETE, &of(&bea), &bea, Value::Null)
            .await
            .expect(204);
        assert_eq!(readable(&world, id, &bea).await, Some(false));
        assert_eq!(
            world.get(&at, &world.ada).await.expect(200).json()["members"],
            1
        );
    });
}

#[test]
fn rules_are_for_those_who_manage_communities_and_lets_none_of_them_in() {
    each_world(SLICES, async |world| {
        let rule = json!({ "rule": { "title": { "in": ["Colleague"] } } });
        let change = async |id: CommunityId, who: &Actor| {
            let path = format!("/api/communities/{id}");
            world
                .json(Method::PATCH, &path, who, rule.clone())
                .await
                .status
        };
        assert_eq!(change(world.returns_desk, &world.olive).await, 403);
        assert_eq!(change(world.managers, &world.ada).await, 403);
        assert_eq!(change(world.pay_review, &world.ada).await, 404);
        assert_eq!(change(world.everyone, &world.ada).await, 403);
        assert_eq!(change(world.returns_desk, &world.ada).await, 200);
        let new =
            json!({ "name": "All of us", "purpose": "Us", "kind": "open", "rule": rule["rule"] });
        world
            .json(Method::POST, "/api/communities", &world.olive, new)
            .await
            .expect(403);
    });
}

#[test]
fn whoever_joined_makes_room_for_the_rule_and_leaders_stay() {
    each_world(SLICES, async |world| {
        let (desk, gus) = (world.returns_desk, &world.gus);
        let at = format!("/api/communities/{desk}");
        world.get(&at, gus).await.expect(200);
        let rule = json!({ "rule": { "department": { "in": ["Nobody's"] } } });
        world
            .json(Method::PATCH, &at, &world.ada, rule)
            .await
            .expect(200);
        world.get(&at, gus).await.expect(404);
        world.work().await;
        let role = async |who: &Actor| world.get(&at, who).await.json()["role"].clone();
        assert_eq!(
            (role(&world.mia).await, role(&world.olive).await),
            (Value::Null, json!("owner"))
        );
        let members = world
            .get(&format!("{at}/members"), &world.mia)
            .await
            .expect(200);
        assert!(members.has("Olive") && !members.has("Mia"));
        // Nor does an import put somebody back.
        let mia = world.mia.id;
        world
            .write(move |tx| communities::add_member(tx, desk, mia, MemberRole::Member))
            .await;
        assert_eq!(role(&world.mia).await, Value::Null);
    });
}

/// Rights to change something are worked out in the transaction, whatever caches say.
#[test]
fn nothing_is_changed_on_the_word_of_a_cache() {
    each_world(SLICES, async |world| {
        let bea = world.add(works_in("Bea Baker", "Bakery")).await;
        let id = found(&world, "closed", bakers()).await;
        let read = format!("/api/communities/{id}/read");
        world
            .json(Method::POST, &read, &bea, Value::Null)
            .await
            .expect(204);
        let (caches, person) = (&world.app.caches, bea.id);
        let (kept, rules) = (
            caches.memberships.get(&person).expect("it was read"),
            caches.rules.get(&()).expect("they were read"),
        );
        let spoilt = async || {
            let (kept, rules) = (kept.clone(), rules.clone());
            let stale = world
                .app
                .store
                .read(move |db| Memberships::read(db, person, &rules))
                .await;
            let mut stale = stale.expect("it can be read");
            stale.0.clone_from(&kept.0);
            caches
                .memberships
                .finish(caches.memberships.begin(person), stale);
        };
        moves(&world, &bea, works_in("Bea Baker", "Fish")).await;
        spoilt().await;
        world
            .json(Method::POST, &read, &bea, Value::Null)
            .await
            .expect(404);

        moves(&world, &bea, works_in("Bea Baker", "Bakery")).await;
        world
            .json(Method::POST, &read, &bea, Value::Null)
            .await
            .expect(204);
        let fish = json!({ "rule": { "department": { "in": ["Fish"] } } });
        world
            .json(
                Method::PATCH,
                &format!("/api/communities/{id}"),
                &world.ada,
                fish,
            )
            .await
            .expect(200);
        spoilt().await;
        world
            .json(Method::POST, &read, &bea, Value::Null)
            .await
            .expect(404);
    });
}

#[test]
fn the_form_says_what_the_api_says() {
    each_world(SLICES, async |world| {
        let id = found(&world, "open", bakers()).await;
        let (page, at) = (
            format!("/communities/{id}/rule"),
            format!("/api/communities/{id}"),
        );
        let leeds = world
            .write(|tx| people::actions::site(tx, "Leeds", people::SiteKind::Frontline, ""))
            .await;
        let form = world.get(&page, &world.ada).await.expect(200);
        assert!(form.has("Bakery") && form.has("The list of members is being made"));
        let fields = [
            ("joined", "any"),
            ("site", "leeds\n"),
            ("department", "Bakery\nFish"),
            ("not_level", "leader"),
            ("not_level", "manager"),
        ];
        world
            .post_form(&page, &world.ada, &fields)
            .await
            .expect(303);
        let now = world.get(&at, &world.ada).await.expect(200).json();
        assert_eq!(
            now["rule"],
            json!({ "all": [
                { "any": [{ "site": { "in": [leeds.raw()] } }, { "department": { "in": ["Bakery", "Fish"] } }] },
                { "not": { "level": { "in": ["leader", "manager"] } } },
            ]})
        );
        let form = world.get(&page, &world.ada).await.expect(200);
        assert!(form.has("Leeds") && form.has("Bakery\nFish"));
        let refused = world
            .post_form(&page, &world.ada, &[("site", "Atlantis")])
            .await
            .expect(422);
        assert!(refused.has("Atlantis") && refused.has("not known"));
        world.post_form(&page, &world.ada, &[]).await.expect(422);

        // A deeper one is kept as it is.
        let deep =
            r#"{"any":[{"not":{"any":[{"title":{"in":["Baker"]}}]}},{"country":{"in":["NO"]}}]}"#;
        world
            .post_form(&page, &world.ada, &[("text", deep)])
            .await
            .expect(303);
        let now = world.get(&at, &world.ada).await.expect(200).json();
        assert_eq!(now["rule"], serde_json::from_str::<Value>(deep).unwrap());
        let form = world.get(&page, &world.ada).await.expect(200);
        assert!(form.has("name=\"text\"") && !form.has("name=\"not_site\""));
        world
            .get(&format!("{page}?as=text"), &world.ada)
            .await
            .expect(200);
        let about = world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(200);
        assert!(about.has("At least one of") && about.has("Baker"));
        world
            .post_form(&format!("{page}/end"), &world.ada, &[])
            .await
            .expect(303);
        assert_eq!(world.get(&at, &world.ada).await.json()["by_rule"], false);
    });
}
