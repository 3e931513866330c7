//! Joining, asking, inviting, leaving.

use http::Method;
use serde_json::{Value, json};

use super::{community, role};
use crate::access::{Memberships, Scopes};
use crate::communities::{MemberRole, actions};
use crate::testing::{SLICES, each_world};
use crate::{Viewer, address, people};

#[test]
fn an_open_community_is_joined_and_left() {
    each_world(SLICES, async |world| {
        let id = world.returns_desk;
        let joined = world
            .post_form(&format!("/communities/{id}/join"), &world.otto, &[])
            .await
            .expect(303);
        assert_eq!(
            joined.location(),
            Some(format!("/communities/{id}").as_str())
        );
        assert_eq!(
            role(&world, id, &world.otto).await,
            Some(MemberRole::Member)
        );
        assert_eq!(community(&world, id).await.members, 4);
        // Twice is once.
        world
            .post_form(&format!("/communities/{id}/join"), &world.otto, &[])
            .await
            .expect(303);
        assert_eq!(community(&world, id).await.members, 4);
        assert!(
            world
                .get("/communities", &world.otto)
                .await
                .words()
                .contains("Yours RD Returns desk")
        );

        world
            .post_form(&format!("/communities/{id}/leave"), &world.otto, &[])
            .await
            .expect(303);
        assert_eq!(role(&world, id, &world.otto).await, None);
        assert_eq!(community(&world, id).await.members, 3);
        world
            .post_form(&format!("/communities/{id}/join"), &world.dee, &[])
            .await
            .expect(401);
    });
}

#[test]
fn a_closed_community_is_asked_and_its_leaders_decide() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let long = "x".repeat(301);
        let join = format!("/communities/{id}/join");
        world
            .post_form(&join, &world.otto, &[("note", &long)])
            .await
            .expect(422);
        world
            .post_form(&join, &world.otto, &[("note", "I run the night shift.")])
            .await
            .expect(303);
        assert_eq!(role(&world, id, &world.otto).await, None);
        let about = world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(200);
        assert!(about.words().contains("You asked to join"));

        let members = format!("/communities/{id}/members");
        assert!(
            world
                .get(&members, &world.olive)
                .await
                .words()
                .contains("I run the night shift.")
        );
        assert!(
            !world
                .get(&members, &world.mia)
                .await
                .has("I run the night shift.")
        );
        let decide = format!("/communities/{id}/requests/{}", world.otto.id);
        world
            .post_form(&decide, &world.mia, &[("decision", "admit")])
            .await
            .expect(403);
        world
            .post_form(&decide, &world.olive, &[("decision", "maybe")])
            .await
            .expect(422);
        world
            .post_form(&decide, &world.olive, &[("decision", "admit")])
            .await
            .expect(303);
        assert_eq!(
            role(&world, id, &world.otto).await,
            Some(MemberRole::Member)
        );
        // Nobody is let in who did not ask.
        let other = format!("/communities/{id}/requests/{}", world.ada.id);
        world
            .post_form(&other, &world.olive, &[("decision", "admit")])
            .await
            .expect(404);
    });
}

#[test]
fn a_request_can_be_refused_or_taken_back() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let join = format!("/communities/{id}/join");
        let members = format!("/communities/{id}/members");
        world.post_form(&join, &world.otto, &[]).await.expect(303);
        world
            .post_form(&format!("/communities/{id}/leave"), &world.otto, &[])
            .await
            .expect(303);
        assert!(!world.get(&members, &world.olive).await.has("Otto Olsen"));
        world.post_form(&join, &world.otto, &[]).await.expect(303);
        let decide = format!("/communities/{id}/requests/{}", world.otto.id);
        world
            .post_form(&decide, &world.olive, &[("decision", "refuse")])
            .await
            .expect(303);
        assert!(!world.get(&members, &world.olive).await.has("Otto Olsen"));
        assert_eq!(role(&world, id, &world.otto).await, None);
    });
}

#[test]
fn an_invitation_opens_a_secret_community() {
    each_world(SLICES, async |world| {
        let id = world.pay_review;
        let otto = world.otto.id.to_string();
        let invite = format!("/communities/{id}/invitations");
        // In a closed or secret one its leaders invite.
        world
            .post_form(&invite, &world.mia, &[("person", &otto)])
            .await
            .expect(403);
        world
            .post_form(&invite, &world.olive, &[("person", &otto)])
            .await
            .expect(303);
        let shown = world.get("/communities", &world.otto).await.words();
        assert!(shown.contains("You are invited PR Pay review"), "{shown}");
        world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(404);
        world
            .post_form(&format!("/communities/{id}/join"), &world.otto, &[])
            .await
            .expect(303);
        world
            .get(&format!("/communities/{id}/about"), &world.otto)
            .await
            .expect(200);

        let ada = world.ada.id.to_string();
        world
            .post_form(&invite, &world.olive, &[("person", &ada)])
            .await
            .expect(303);
        world
            .post_form(&format!("/communities/{id}/decline"), &world.ada, &[])
            .await
            .expect(303);
        world
            .post_form(&format!("/communities/{id}/join"), &world.ada, &[])
            .await
            .expect(404);
        let gone = world.dee.id.to_string();
        world
            .post_form(&invite, &world.olive, &[("person", &gone)])
            .await
            .expect(422);
    });
}

#[test]
fn whom_to_invite_is_found_by_name_or_mail_and_guests_come_in_by_being_added() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let members = format!("/communities/{id}/members");
        for search in ["otto", "Olsen Ot", "OTTO@northgate.example"] {
            let path = address::with(&members, &[("q", search)]);
            let found = world.get(&path, &world.olive).await.expect(200);
            assert!(found.has("Invite Otto Olsen"), "{search}");
        }
        let nobody = world
            .get(&format!("{members}?q=zz"), &world.olive)
            .await
            .expect(200);
        assert!(nobody.words().contains("Nobody found for “zz”"));
        let deactivated = world
            .get(
                &format!("{members}?q=dee%40northgate.example"),
                &world.olive,
            )
            .await;
        assert!(!deactivated.has("Dee Dunn"));
        // A guest finds only those beside them.
        let desk = format!("/communities/{}/members", world.returns_desk);
        assert!(
            world
                .get(&format!("{desk}?q=mia"), &world.gus)
                .await
                .expect(200)
                .has("Mia Marsh")
        );
        assert!(
            !world
                .get(&format!("{desk}?q=otto"), &world.gus)
                .await
                .expect(200)
                .has("Otto Olsen")
        );

        let gus = world.gus.id.to_string();
        world
            .post_form(&members, &world.mia, &[("person", &gus)])
            .await
            .expect(403);
        world
            .post_form(&members, &world.olive, &[("person", &gus)])
            .await
            .expect(303);
        assert_eq!(role(&world, id, &world.gus).await, Some(MemberRole::Member));
        assert!(
            world
                .get(&members, &world.olive)
                .await
                .words()
                .contains("Gus Grant Colleague Guest")
        );
    });
}

#[test]
fn a_removed_member_is_outside_at_once() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let members = format!("/communities/{id}/members");
        world.get(&members, &world.mia).await.expect(200);
        let mia = world.mia.id;
        let olive = world.olive.id;
        world
            .write(move |tx| {
                let owner = people::queries::by_id(tx, olive)?.unwrap();
                let memberships = Memberships::read(tx, olive, &Default::default())?;
                let owner = Viewer::new(owner.into(), memberships.into(), Scopes::ALL);
                actions::remove(tx, &owner, id, mia)
            })
            .await;
        world.get(&members, &world.mia).await.expect(403);
    });
}

#[test]
fn administrators_do_not_let_themselves_in() {
    each_world(SLICES, async |world| {
        let (id, ada) = (world.managers, world.ada.id);
        let ask = format!("/api/communities/{id}/members/{ada}");
        let asked = world.json(Method::PUT, &ask, &world.ada, Value::Null).await;
        asked.expect(202);
        let decide = format!("/communities/{id}/requests/{ada}");
        for decision in ["admit", "refuse"] {
            let decided = [("decision", decision)];
            let own = world.post_form(&decide, &world.ada, &decided).await;
            own.expect(403);
        }
        let add = format!("/communities/{id}/members");
        let oneself = [("person", &*ada.to_string())];
        world
            .post_form(&add, &world.ada, &oneself)
            .await
            .expect(403);
        let invite = format!("/communities/{id}/invitations");
        let own = world.post_form(&invite, &world.ada, &oneself).await;
        assert_ne!(own.status, 303);
        let path = format!("/api/communities/{id}");
        let open = json!({"kind": "open"});
        let opened = world
            .json(Method::PATCH, &path, &world.ada, open.clone())
            .await;
        opened.expect(403);
        assert_eq!(role(&world, id, &world.ada).await, None);

        // What they need otherwise stays: the mark, the archive, taking somebody out, finding owners.
        let mark = json!({"official": true, "archived": true});
        let marked = world.json(Method::PATCH, &path, &world.ada, mark).await;
        marked.expect(200);
        let back = json!({"archived": false});
        let back = world.json(Method::PATCH, &path, &world.ada, back).await;
        back.expect(200);
        let mia = format!("{path}/members/{}", world.mia.id);
        let owner = json!({"role": "owner"});
        let named = world
            .json(Method::PUT, &mia, &world.ada, owner.clone())
            .await;
        named.expect(204);
        let member = json!({"role": "member"});
        let named = world.json(Method::PUT, &mia, &world.ada, member).await;
        named.expect(204);
        let removed = world
            .json(Method::DELETE, &mia, &world.ada, Value::Null)
            .await;
        removed.expect(204);

        // Another decides; a member may not make themselves an owner, who could open it.
        let decision = [("decision", "admit")];
        let admitted = world.post_form(&decide, &world.olive, &decision).await;
        admitted.expect(303);
        let own = world.json(Method::PUT, &ask, &world.ada, owner).await;
        own.expect(403);
        let opened = world
            .json(Method::PATCH, &path, &world.ada, open.clone())
            .await;
        opened.expect(403);
        let opened = world.json(Method::PATCH, &path, &world.olive, open).await;
        opened.expect(200);
    });
}

#[test]
fn an_invitation_ends_when_fewer_people_may_come_in() {
    each_world(SLICES, async |world| {
        let id = world.returns_desk;
        let invite = format!("/communities/{id}/invitations");
        let otto = [("person", &*world.otto.id.to_string())];
        let path = format!("/api/communities/{id}");
        for kind in ["closed", "secret"] {
            let open = json!({"kind": "open"});
            let opened = world.json(Method::PATCH, &path, &world.olive, open).await;
            opened.expect(200);
            let invited = world.post_form(&invite, &world.mia, &otto).await;
            invited.expect(303);
            let shown = world.get("/communities", &world.otto).await.words();
            assert!(shown.contains("You are invited"), "{shown}");
            let narrowed = json!({"kind": kind});
            let narrowed = world.json(Method::PATCH, &path, &world.olive, narrowed);
            narrowed.await.expect(200);
            let shown = world.get("/communities", &world.otto).await.words();
            assert!(!shown.contains("You are invited"), "{shown}");
        }
        let join = format!("/communities/{id}/join");
        world.post_form(&join, &world.otto, &[]).await.expect(404);
        assert_eq!(role(&world, id, &world.otto).await, None);
    });
}

#[test]
fn guests_neither_invite_nor_come_in_by_members() {
    each_world(SLICES, async |world| {
        let guest = crate::people::Draft {
            name: "Gil Garner".to_owned(),
            role: Some(crate::people::Role::Guest),
            ..Default::default()
        };
        let gil = world.add(guest).await;
        let id = world.returns_desk;
        let invite = format!("/communities/{id}/invitations");
        let whom = |id: crate::people::PersonId| id.to_string();
        let (gil, mia) = (whom(gil.id), whom(world.mia.id));
        for (by, person) in [(&world.gus, &mia), (&world.mia, &gil)] {
            let invited = world.post_form(&invite, by, &[("person", person)]).await;
            invited.expect(403);
        }
        let found = format!("/communities/{id}/members?q=gil");
        let found = world.get(&found, &world.mia).await.expect(200);
        assert!(found.has("Gil Garner") && !found.has("Invite Gil Garner"));
        let invited = [("person", gil.as_str())];
        let invited = world.post_form(&invite, &world.olive, &invited).await;
        invited.expect(303);
    });
}

#[test]
fn nobody_comes_into_an_archived_community() {
    each_world(SLICES, async |world| {
        let id = world.managers;
        let path = format!("/api/communities/{id}");
        let otto = format!("{path}/members/{}", world.otto.id);
        let asked = world
            .json(Method::PUT, &otto, &world.otto, Value::Null)
            .await;
        asked.expect(202);
        let set = async |archived| {
            let change = json!({"archived": archived});
            let changed = world.json(Method::PATCH, &path, &world.olive, change).await;
            changed.expect(200);
        };
        set(true).await;
        let admit = format!("/communities/{id}/requests/{}", world.otto.id);
        let admit = async || {
            let decision = [("decision", "admit")];
            world.post_form(&admit, &world.olive, &decision).await
        };
        admit().await.expect(409);
        let added = world
            .json(Method::PUT, &otto, &world.olive, Value::Null)
            .await;
        assert_eq!(added.expect(409).code(), "archived");
        let person = [("person", &*world.ada.id.to_string())];
        let invite = format!("/communities/{id}/invitations");
        let invited = world.post_form(&invite, &world.olive, &person).await;
        invited.expect(409);
        set(false).await;
        admit().await.expect(303);
        let invited = world.post_form(&invite, &world.olive, &person).await;
        invited.expect(303);
    });
}

#[test]
fn a_number_or_mail_finds_people_only_for_those_who_look_after_members() {
    each_world(SLICES, async |world| {
        let draft = people::Draft {
            name: "Nora Nash".to_owned(),
            employee_number: Some("20014606".to_owned()),
            ..people::Draft::default()
        };
        world.add(draft).await;
        let members = format!("/communities/{}/members", world.returns_desk);
        for search in ["20014606", "otto@northgate.example"] {
            let path = address::with(&members, &[("q", search)]);
            for (who, finds) in [
                (&world.olive, true),
                (&world.ada, true),
                (&world.mia, false),
            ] {
                let found = world.get(&path, who).await.expect(200);
                let found = found.has("Nora Nash") || found.has("Otto Olsen");
                assert_eq!(found, finds, "{search} by {}", who.name);
            }
        }
        let named = world.get(&format!("{members}?q=nora"), &world.mia).await;
        assert!(named.expect(200).has("Invite Nora Nash"));
    });
}
