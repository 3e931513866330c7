//! How sessions end: by themselves, by signing out, by a new password.

use kernel::Time;

use super::super::queries;
use super::{PASSWORD, give_password, sign_in, with_cookie};
use crate::access::Scope;
use crate::testing::{Actor, SLICES, World, each_world};

#[test]
fn a_session_ends_unused_after_30_days_and_used_after_90() {
    each_world(SLICES, async |world| {
        let idle = world.sign_in(&world.mia).await;
        world.wait(30 * Time::DAY_US - 1);
        world.get("/people", &idle).await.expect(200);
        let used = world.sign_in(&world.mia).await;
        world.wait(30 * Time::DAY_US);
        world.get("/people", &world.mia).await.expect_door();
        let kept = world.sign_in(&world.mia).await;
        for _ in 0..8 {
            world.wait(10 * Time::DAY_US);
            world.get("/people", &kept).await.expect(200);
            noted(&world, &kept).await;
        }
        world.wait(10 * Time::DAY_US - 1);
        world.get("/people", &kept).await.expect(200);
        world.wait(1);
        world.get("/people", &kept).await.expect_door();
        world.get("/people", &used).await.expect_door();
    });
}

/// Waits until the use of the session was written down, which happens after the answer.
async fn noted(world: &World, actor: &Actor) {
    let id = actor.id;
    for _ in 0..2_000 {
        let sessions = world
            .app
            .store
            .read(move |db| queries::sessions(db, id))
            .await
            .unwrap();
        if sessions
            .iter()
            .any(|session| session.seen_at == world.clock().now())
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    panic!("the use of a session was not noted");
}

#[test]
fn a_shared_device_is_signed_out_after_five_minutes() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        let fields = [
            ("login", "mia@northgate.example"),
            ("password", PASSWORD),
            ("shared_device", "on"),
        ];
        let answer = world.post_form("/signin", None, &fields).await.expect(303);
        assert!(
            !answer.header("set-cookie").unwrap().contains("Max-Age"),
            "it ends with the window"
        );
        world.wait(5 * Time::MINUTE_US - 1);
        with_cookie(&world, &answer, "/people").await.expect(200);
        noted(&world, &world.mia).await;
        world.wait(5 * Time::MINUTE_US);
        with_cookie(&world, &answer, "/people").await.expect_door();
    });
}

#[test]
fn signing_out_ends_the_session_and_empties_the_device() {
    each_world(SLICES, async |world| {
        let page = world.get("/signout", &world.mia).await.expect(200);
        assert!(page.has("action=\"/signout\" data-turbo=\"false\""));
        let answer = world
            .post_form("/signout", &world.mia, &[])
            .await
            .expect(303);
        assert_eq!(
            answer.header("clear-site-data"),
            Some("\"cache\", \"storage\"")
        );
        assert_eq!(answer.cookie("folkmoot_local").as_deref(), Some(""));
        world.get("/people", &world.mia).await.expect_door();
        // Also when the session had ended already.
        let again = world
            .post_form("/signout", &world.mia, &[])
            .await
            .expect(303);
        assert_eq!(again.cookie("folkmoot_local").as_deref(), Some(""));
        let answer = world.get("/signout", None).await.expect(303);
        assert_eq!(answer.location(), Some("/signin"));
    });
}

#[test]
fn sessions_are_listed_and_ended() {
    each_world(SLICES, async |world| {
        let phone = world.sign_in(&world.mia).await;
        let tablet = world.sign_in(&world.mia).await;
        let (mia, olive) = (world.mia.id, world.olive.id);
        let page = world.get("/settings/sessions", &phone).await.expect(200);
        assert_eq!(page.body.matches("/end\"").count(), 2, "{}", page.words());
        let of_olive = world
            .app
            .store
            .read(move |db| queries::sessions(db, olive))
            .await
            .unwrap();
        let path = |id| format!("/settings/sessions/{id}/end");
        world
            .post_form(&path(of_olive[0].id), &phone, &[])
            .await
            .expect(404);
        let mine = world
            .app
            .store
            .read(move |db| queries::sessions(db, mia))
            .await
            .unwrap();
        let first = mine.iter().map(|session| session.id).min().unwrap();
        world.post_form(&path(first), &phone, &[]).await.expect(303);
        world.get("/people", &world.mia).await.expect_door();
        world
            .post_form("/settings/sessions/end-others", &phone, &[])
            .await
            .expect(303);
        world.get("/people", &tablet).await.expect_door();
        world.get("/people", &phone).await.expect(200);
        world.get("/people", &world.olive).await.expect(200);
    });
}

#[test]
fn a_changed_password_ends_the_other_sessions_and_the_tokens() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        let token = world.by_token(&world.mia, &[Scope::Read]).await;
        world.get("/api/me", &token).await.expect(200);
        let other = world.sign_in(&world.mia).await;
        let change = async |old: &str, new: &str| {
            let fields = [("old_password", old), ("password", new)];
            world
                .post_form("/settings/password", &world.mia, &fields)
                .await
        };
        let answer = change("not this one", "four dry boots").await.expect(422);
        assert!(answer.has("This is not your present password"));
        assert!(!answer.has("four dry boots") && !answer.has("not this one"));
        change(PASSWORD, "short").await.expect(422);
        world.get("/people", &other).await.expect(200);
        change(PASSWORD, "four dry boots").await.expect(303);
        world.get("/people", &other).await.expect_door();
        world.get("/api/me", &token).await.expect(401);
        world.get("/people", &world.mia).await.expect(200);
        sign_in(&world, "mia@northgate.example", PASSWORD)
            .await
            .expect(401);
        sign_in(&world, "mia@northgate.example", "four dry boots")
            .await
            .expect(303);
    });
}

#[test]
fn a_session_opens_with_its_whole_secret_only() {
    each_world(SLICES, async |world| {
        let (id, random) = world.mia.secret().split_once('-').unwrap();
        let (_, of_olive) = world.olive.secret().split_once('-').unwrap();
        let odd = [
            format!("{id}-{of_olive}"),
            format!("{id}-{}", &random[..random.len() - 1]),
            format!("{id}-"),
            id.to_owned(),
            format!("{id}-{random}-"),
            format!("0{id}-{of_olive}"),
        ];
        for secret in odd {
            let request = world
                .request(http::Method::GET, "/people", None)
                .header("cookie", format!("folkmoot_local={secret}"));
            world
                .send(request, axum::body::Body::empty())
                .await
                .expect_door();
        }
        world.get("/people", &world.mia).await.expect(200);
    });
}

#[test]
fn who_signs_in_on_a_device_ends_the_session_that_was_left_there() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        world.get("/people", &world.otto).await.expect(200);
        let fields = [("login", "mia@northgate.example"), ("password", PASSWORD)];
        let answer = world.post_form("/signin", &world.otto, &fields).await;
        with_cookie(&world, &answer.expect(303), "/people")
            .await
            .expect(200);
        world.get("/people", &world.otto).await.expect_door();
    });
}
