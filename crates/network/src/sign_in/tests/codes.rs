//! Access codes: who may issue one, how often and how long it may be tried.

use http::Method;
use kernel::Time;

use super::{PASSWORD, give_password, sign_in, with_cookie};
use crate::people::{self, Role, SiteKind};
use crate::testing::{Actor, Answer, SLICES, World, each_world};

/// Issues a code for the person and reads it from the page.
async fn issue(world: &World, by: &Actor, person: &Actor) -> String {
    let page = world
        .post_form(&format!("/people/{}/access-code", person.id), by, &[])
        .await
        .expect(201);
    let begin = page
        .body
        .find("<p class=\"code\">")
        .expect("the code is shown")
        + 16;
    page.body[begin..begin + 11].to_owned()
}

async fn claim(world: &World, login: &str, code: &str, password: &str) -> Answer {
    world
        .post_form(
            "/claim",
            None,
            &[("login", login), ("code", code), ("password", password)],
        )
        .await
}

#[test]
fn an_access_code_sets_the_first_password_once() {
    each_world(SLICES, async |world| {
        let login = "otto@northgate.example";
        let code = issue(&world, &world.ada, &world.otto).await;
        // A password that cannot be takes no try and keeps what was typed.
        for _ in 0..6 {
            let answer = claim(&world, login, &code, "password1").await.expect(422);
            assert!(
                answer.has("Too many people use this password"),
                "{}",
                answer.words()
            );
            assert!(answer.has(&format!("value=\"{code}\"")) && !answer.has("value=\"password1\""));
            world.wait(Time::MINUTE_US);
        }
        let typed = code.to_lowercase().replace('-', " ");
        let answer = claim(&world, login, &typed, PASSWORD).await.expect(303);
        with_cookie(&world, &answer, "/people").await.expect(200);
        sign_in(&world, login, PASSWORD).await.expect(303);
        let again = claim(&world, login, &code, "four dry boots")
            .await
            .expect(401);
        let unknown = claim(&world, "nobody@northgate.example", &code, "four dry boots")
            .await
            .expect(401);
        assert_eq!(
            again.body,
            unknown.body.replace("nobody@northgate.example", login)
        );
    });
}

#[test]
fn a_code_is_void_after_five_wrong_tries_and_the_issuer_sees_it() {
    each_world(SLICES, async |world| {
        let login = "otto@northgate.example";
        let code = issue(&world, &world.ada, &world.otto).await;
        for _ in 0..5 {
            claim(&world, login, "00000-00000", PASSWORD)
                .await
                .expect(401);
        }
        world.wait(Time::MINUTE_US);
        claim(&world, login, &code, PASSWORD).await.expect(401);
        let page = world
            .get(&format!("/people/{}", world.otto.id), &world.ada)
            .await
            .expect(200);
        assert!(page.has("The last access code is void"), "{}", page.words());
        // The account is not locked: a new code opens it, also with its last try.
        let code = issue(&world, &world.ada, &world.otto).await;
        for _ in 0..4 {
            claim(&world, login, "00000-00000", PASSWORD)
                .await
                .expect(401);
        }
        claim(&world, login, &code, PASSWORD).await.expect(303);
    });
}

#[test]
fn a_code_is_valid_for_three_days_and_a_new_one_voids_it() {
    each_world(SLICES, async |world| {
        let login = "otto@northgate.example";
        let old = issue(&world, &world.ada, &world.otto).await;
        let code = issue(&world, &world.ada, &world.otto).await;
        claim(&world, login, &old, PASSWORD).await.expect(401);
        world.wait(72 * Time::HOUR_US);
        claim(&world, login, &code, PASSWORD).await.expect(401);
        let code = issue(&world, &world.ada, &world.otto).await;
        world.wait(72 * Time::HOUR_US - 1);
        claim(&world, login, &code, PASSWORD).await.expect(303);
    });
}

#[test]
fn coordinators_give_codes_to_unclaimed_members_of_their_own_sites() {
    each_world(SLICES, async |world| {
        let ada = world.ada.id;
        let (leeds, york) = world
            .write(|tx| {
                let leeds = people::actions::site(tx, "Leeds", SiteKind::Frontline, "Leeds")?;
                Ok((
                    leeds,
                    people::actions::site(tx, "York", SiteKind::Frontline, "York")?,
                ))
            })
            .await;
        let at = |name: &str, site, role| people::Draft {
            name: name.to_owned(),
            employee_number: Some(name.to_owned()),
            site: Some(site),
            role: Some(role),
            ..people::Draft::default()
        };
        let cora = world.add(at("Cora Cole", leeds, Role::Member)).await;
        let cora_id = cora.id;
        world
            .write(move |tx| people::queries::add_coordinator(tx, cora_id, leeds, ada, tx.now()))
            .await;
        let new = world.add(at("Nell New", leeds, Role::Member)).await;
        let away = world.add(at("Yan York", york, Role::Member)).await;
        let guest = world.add(at("Gil Guest", leeds, Role::Guest)).await;
        let manager = world
            .add(at("Cam Manager", leeds, Role::CommunityManager))
            .await;
        let claimed = world.add(at("Cleo Claimed", leeds, Role::Member)).await;
        give_password(&world, &claimed, PASSWORD).await;
        let leader = world.add(at("Lea Leads", leeds, Role::Member)).await;
        let found =
            serde_json::json!({"name": "Fitting rooms", "purpose": "Ours.", "kind": "secret"});
        let found = world.json(Method::POST, "/api/communities", &leader, found);
        found.await.expect(201);

        let code = issue(&world, &cora, &new).await;
        claim(&world, "Nell New", &code, PASSWORD).await.expect(303);
        for person in [&new, &away, &guest, &manager, &claimed, &leader, &world.ada] {
            let path = format!("/people/{}/access-code", person.id);
            world.post_form(&path, &cora, &[]).await.expect(403);
            let page = world
                .get(&format!("/people/{}", person.id), &cora)
                .await
                .expect(200);
            assert!(!page.has("/access-code"), "{} has no button", person.name);
        }
        // Members who coordinate nothing give none, also not for somebody who does not exist to them.
        world
            .post_form(&format!("/people/{}/access-code", away.id), &world.mia, &[])
            .await
            .expect(403);
        world
            .post_form("/people/12345/access-code", &world.mia, &[])
            .await
            .expect(404);
        world
            .post_form(&format!("/people/{}/access-code", away.id), &world.gus, &[])
            .await
            .expect(404);

        // An administrator may for an account in use, whose sessions end with it.
        world.get("/people", &claimed).await.expect(200);
        let code = issue(&world, &world.ada, &claimed).await;
        world.get("/people", &claimed).await.expect_door();
        let between = sign_in(&world, "Cleo Claimed", PASSWORD).await.expect(303);
        claim(&world, "Cleo Claimed", &code, "four dry boots")
            .await
            .expect(303);
        sign_in(&world, "Cleo Claimed", PASSWORD).await.expect(401);
        with_cookie(&world, &between, "/people").await.expect_door();
    });
}

#[test]
fn a_code_opens_nothing_of_what_a_person_has_become() {
    each_world(SLICES, async |world| {
        let login = "otto@northgate.example";
        give_password(&world, &world.otto, PASSWORD).await;
        let code = issue(&world, &world.ada, &world.otto).await;
        let otto = world.sign_in(&world.otto).await;
        let fields = [("old_password", PASSWORD), ("password", "four dry boots")];
        let changed = world.post_form("/settings/password", &otto, &fields);
        changed.await.expect(303);
        claim(&world, login, &code, PASSWORD).await.expect(401);

        let code = issue(&world, &world.ada, &world.otto).await;
        let role = format!("/people/{}/role", world.otto.id);
        let fields = [("role", "administrator")];
        let promoted = world.post_form(&role, &world.ada, &fields);
        promoted.await.expect(303);
        claim(&world, login, &code, PASSWORD).await.expect(401);

        let code = issue(&world, &world.ada, &world.mia).await;
        let seat = format!(
            "/api/communities/{}/members/{}",
            world.returns_desk, world.mia.id
        );
        let lead = serde_json::json!({"role": "moderator"});
        let leads = world.json(Method::PUT, &seat, &world.olive, lead);
        leads.await.expect(204);
        let login = "mia@northgate.example";
        claim(&world, login, &code, PASSWORD).await.expect(401);
    });
}
