//! Communities for programs.

use http::Method;
use serde_json::{Value, json};

use super::role;
use crate::communities::{CommunityId, MemberRole, queries};
use crate::testing::{Actor, SLICES, each_world};

#[test]
fn programs_found_change_and_list_communities() {
    each_world(SLICES, async |world| {
        let new = json!({"name": "Nights", "purpose": "What goes out at night.", "kind": "secret"});
        let made = world
            .json(Method::POST, "/api/communities", &world.mia, new.clone())
            .await
            .expect(201)
            .json();
        assert_eq!(
            (&made["role"], &made["members"], &made["kind"]),
            (&json!("owner"), &json!(1), &json!("secret"))
        );
        assert_eq!(made["created_at"], "2026-11-19T09:00:00Z");
        let again = world
            .json(Method::POST, "/api/communities", &world.mia, new)
            .await
            .expect(409);
        assert_eq!(
            (again.code(), &again.json()["field"]),
            ("name_taken".to_owned(), &json!("/name"))
        );
        let unknown = json!({"name": "X", "purpose": "Y", "kind": "open", "owner": 1});
        world
            .json(Method::POST, "/api/communities", &world.mia, unknown)
            .await
            .expect(422);

        let path = format!("/api/communities/{}", made["id"]);
        world
            .json(Method::GET, &path, &world.otto, Value::Null)
            .await
            .expect(404);
        let change = json!({"purpose": "Now open.", "kind": "open", "archived": true});
        world
            .json(Method::PATCH, &path, &world.otto, change.clone())
            .await
            .expect(404);
        let changed = world
            .json(Method::PATCH, &path, &world.mia, change)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&changed["archived"], &changed["name"]),
            (&json!(true), &json!("Nights"))
        );
        world
            .json(Method::PATCH, &path, &world.otto, json!({}))
            .await
            .expect(403);
        for limit in ["-1", "0", "1000000000"] {
            let path = format!("/api/communities?limit={limit}");
            assert_eq!(
                world
                    .json(Method::GET, &path, &world.mia, Value::Null)
                    .await
                    .expect(422)
                    .code(),
                "limit"
            );
        }
    });
}

#[test]
fn programs_put_and_delete_members() {
    each_world(SLICES, async |world| {
        let path =
            |id: CommunityId, who: &Actor| format!("/api/communities/{id}/members/{}", who.id);
        let put = async |id, whom: &Actor, by: &Actor, body: Value| {
            world.json(Method::PUT, &path(id, whom), by, body).await
        };
        let (open, closed) = (world.returns_desk, world.managers);
        put(open, &world.otto, &world.otto, Value::Null)
            .await
            .expect(204);
        put(closed, &world.otto, &world.otto, json!({"note": "Please"}))
            .await
            .expect(202);
        put(closed, &world.otto, &world.mia, Value::Null)
            .await
            .expect(403);
        put(
            closed,
            &world.otto,
            &world.olive,
            json!({"role": "moderator"}),
        )
        .await
        .expect(204);
        assert_eq!(
            role(&world, closed, &world.otto).await,
            Some(MemberRole::Moderator)
        );
        put(world.pay_review, &world.otto, &world.otto, Value::Null)
            .await
            .expect(404);
        put(closed, &world.otto, &world.olive, json!({"rank": 1}))
            .await
            .expect(422);

        let list = format!("/api/communities/{closed}/members?limit=2");
        let page = world
            .json(Method::GET, &list, &world.mia, Value::Null)
            .await
            .expect(200)
            .json();
        let names: Vec<_> = page["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Mia Marsh", "Olive Okafor"]);
        let rest = format!("{list}&cursor={}", page["next"].as_str().unwrap());
        let rest = world
            .json(Method::GET, &rest, &world.mia, Value::Null)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&rest["members"][0]["name"], &rest["next"]),
            (&json!("Otto Olsen"), &Value::Null)
        );

        world
            .json(
                Method::DELETE,
                &path(closed, &world.olive),
                &world.otto,
                Value::Null,
            )
            .await
            .expect(403);
        world
            .json(
                Method::DELETE,
                &path(closed, &world.otto),
                &world.olive,
                Value::Null,
            )
            .await
            .expect(204);
        world
            .json(
                Method::DELETE,
                &path(closed, &world.olive),
                &world.olive,
                Value::Null,
            )
            .await
            .expect(409);
        world
            .json(Method::GET, &list, &world.otto, Value::Null)
            .await
            .expect(403);
    });
}

#[test]
fn programs_invite_and_decide_on_requests() {
    each_world(SLICES, async |world| {
        let (open, closed) = (world.returns_desk, world.managers);
        let send = async |method, path: String, by: &Actor, body| {
            world.json(method, &path, by, body).await
        };
        let member =
            |id: CommunityId, who: &Actor| format!("/api/communities/{id}/members/{}", who.id);
        let invitation =
            |id: CommunityId, who: &Actor| format!("/api/communities/{id}/invitations/{}", who.id);

        // Invited, declined; invited again, accepted.
        let secret = invitation(world.pay_review, &world.otto);
        send(Method::PUT, secret.clone(), &world.mia, Value::Null)
            .await
            .expect(403);
        for _ in 0..2 {
            send(Method::PUT, secret.clone(), &world.olive, Value::Null)
                .await
                .expect(204);
        }
        let invited = world
            .get("/api/invitations", &world.otto)
            .await
            .expect(200)
            .json();
        let [invited] = &invited["communities"].as_array().unwrap()[..] else {
            panic!("{invited}");
        };
        assert_eq!(
            (&invited["name"], &invited["readable"], &invited["members"]),
            (&json!("Pay review"), &json!(false), &Value::Null)
        );
        // Nobody declines for others, not even who invited.
        send(Method::DELETE, secret.clone(), &world.olive, Value::Null)
            .await
            .expect(404);
        send(Method::DELETE, secret.clone(), &world.otto, Value::Null)
            .await
            .expect(204);
        let accept = member(world.pay_review, &world.otto);
        send(Method::PUT, accept.clone(), &world.otto, Value::Null)
            .await
            .expect(404);
        send(Method::PUT, secret, &world.olive, Value::Null)
            .await
            .expect(204);
        send(Method::PUT, accept, &world.otto, Value::Null)
            .await
            .expect(204);
        assert_eq!(
            role(&world, world.pay_review, &world.otto).await,
            Some(MemberRole::Member)
        );
        let refused = send(
            Method::PUT,
            invitation(open, &world.dee),
            &world.mia,
            Value::Null,
        );
        assert_eq!(refused.await.expect(422).code(), "unknown_person");

        // Two ask; one is let in, the other is not.
        for (who, note) in [(&world.otto, "I run the night shift."), (&world.ada, "")] {
            send(
                Method::PUT,
                member(closed, who),
                who,
                json!({ "note": note }),
            )
            .await
            .expect(202);
            world.wait(kernel::Time::SECOND_US);
        }
        let list = format!("/api/communities/{closed}/requests");
        world.get(&list, &world.mia).await.expect(403);
        let page = world
            .get(&format!("{list}?limit=1"), &world.olive)
            .await
            .expect(200)
            .json();
        let first = &page["requests"][0];
        assert_eq!(
            (
                &first["person"]["name"],
                &first["note"],
                &first["at"],
                page["requests"].as_array().unwrap().len()
            ),
            (
                &json!("Otto Olsen"),
                &json!("I run the night shift."),
                &json!("2026-11-19T09:00:00Z"),
                1
            )
        );
        let next = page["next"].as_str().unwrap();
        let rest = format!("{list}?limit=1&cursor={next}");
        world.get(&rest, &world.ada).await.expect(400);
        let rest = world.get(&rest, &world.olive).await.expect(200).json();
        assert_eq!(
            (&rest["requests"][0]["person"]["name"], &rest["next"]),
            (&json!("Ada Adeyemi"), &Value::Null)
        );
        let of_ada = format!("{list}/{}", world.ada.id);
        send(Method::DELETE, of_ada.clone(), &world.mia, Value::Null)
            .await
            .expect(403);
        send(Method::DELETE, of_ada, &world.olive, Value::Null)
            .await
            .expect(204);
        send(
            Method::PUT,
            member(closed, &world.otto),
            &world.olive,
            Value::Null,
        )
        .await
        .expect(204);
        assert_eq!(
            role(&world, closed, &world.otto).await,
            Some(MemberRole::Member)
        );
        assert_eq!(role(&world, closed, &world.ada).await, None);
        let empty = world.get(&list, &world.olive).await.expect(200);
        assert_eq!(empty.json(), json!({ "requests": [], "next": null }));
    });
}

#[test]
fn programs_see_what_is_unread_and_say_that_it_was_read() {
    each_world(SLICES, async |world| {
        let (open, closed) = (world.returns_desk, world.managers);
        let unread = async |id: CommunityId, who: &Actor| {
            let of = format!("/api/communities/{id}");
            world.get(&of, who).await.expect(200).json()["unread"].clone()
        };
        assert_eq!(unread(open, &world.mia).await, json!(0));
        world
            .write(move |tx| {
                queries::arrive(tx, open, 2)?;
                queries::arrive(tx, closed, 1)
            })
            .await;
        assert_eq!(unread(open, &world.mia).await, json!(2));
        assert_eq!(unread(world.everyone, &world.otto).await, json!(0));
        for id in [open, closed] {
            assert_eq!(unread(id, &world.otto).await, Value::Null, "not a member");
        }
        let list = world.get("/api/communities", &world.mia).await.expect(200);
        let list = list.json();
        let all: Vec<_> = list["communities"].as_array().unwrap().iter().collect();
        let of = |name: &str| &all.iter().find(|c| c["name"] == name).unwrap()["unread"];
        assert_eq!((of("Returns desk"), of("Managers")), (&json!(2), &json!(1)));

        let read = |id: CommunityId| format!("/api/communities/{id}/read");
        let send = async |path: String, who: &Actor| {
            world.json(Method::POST, &path, who, Value::Null).await
        };
        send(read(open), &world.mia).await.expect(204);
        assert_eq!(unread(open, &world.mia).await, json!(0));
        assert_eq!(unread(closed, &world.mia).await, json!(1));
        assert_eq!(unread(open, &world.olive).await, json!(2));
        send(read(closed), &world.otto).await.expect(404);
    });
}
