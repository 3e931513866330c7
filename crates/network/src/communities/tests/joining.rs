//! Joining, asking, inviting, leaving.

use super::{community, role};
use crate::access::{Memberships, Scopes};
use crate::communities::{MemberRole, actions, queries};
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
                let memberships = Memberships(queries::memberships_of(tx, olive)?);
                let owner = Viewer::new(owner.into(), memberships.into(), Scopes::ALL);
                actions::remove(tx, &owner, id, mia)
            })
            .await;
        world.get(&members, &world.mia).await.expect(403);
    });
}
