//! Through the door: signing in, and what the entrance gives away.

mod codes;
mod programs;
mod sessions;
mod tokens;

use http::Method;
use kernel::Time;

use super::{NewPassword, actions};
use crate::people::{self, Role};
use crate::testing::{Actor, Answer, SLICES, World, each_world};
use crate::{audit, settings};

const PASSWORD: &str = "three wet boots";

async fn give_password(world: &World, actor: &Actor, password: &str) {
    let new = NewPassword::check(password).unwrap();
    let hash = world.app.hashing.hash(new).await.unwrap();
    let id = actor.id;
    world
        .write(move |tx| actions::set_password(tx, id, &hash))
        .await;
}

async fn sign_in(world: &World, login: &str, password: &str) -> Answer {
    world
        .post_form("/signin", None, &[("login", login), ("password", password)])
        .await
}

/// The session an answer began, as a cookie to send.
async fn with_cookie(world: &World, answer: &Answer, path: &str) -> Answer {
    let secret = answer
        .cookie("folkmoot_local")
        .expect("a session was begun");
    let request = world
        .request(Method::GET, path, None)
        .header("cookie", format!("folkmoot_local={secret}"));
    world.send(request, axum::body::Body::empty()).await
}

#[test]
fn a_mail_address_or_employee_number_and_the_password_open_the_door() {
    each_world(SLICES, async |world| {
        let nora = people::Draft {
            name: "Nora Novak".to_owned(),
            mail: Some("Nora@Northgate.example".to_owned()),
            employee_number: Some("0142 8817".to_owned()),
            ..people::Draft::default()
        };
        let nora = world.add(nora).await;
        give_password(&world, &nora, PASSWORD).await;
        for login in [
            "nora@northgate.example",
            " NORA@northgate.EXAMPLE ",
            "0142 8817",
        ] {
            let answer = sign_in(&world, login, PASSWORD).await.expect(303);
            assert_eq!(answer.location(), Some("/"));
            let set = answer.header("set-cookie").unwrap();
            assert!(
                set.contains("HttpOnly; SameSite=Lax; Max-Age=7776000"),
                "{set}"
            );
            with_cookie(&world, &answer, "/settings/sessions")
                .await
                .expect(200);
        }
        let fields = [
            ("login", "0142 8817"),
            ("password", PASSWORD),
            ("next", "/people?q=a"),
        ];
        let answer = world.post_form("/signin", None, &fields).await.expect(303);
        assert_eq!(answer.location(), Some("/people?q=a"));
        let fields = [
            ("login", "0142 8817"),
            ("password", PASSWORD),
            ("next", "//evil.example"),
        ];
        let answer = world.post_form("/signin", None, &fields).await.expect(303);
        assert_eq!(answer.location(), Some("/"));
        // Who is signed in has no business at the door.
        let answer = world.get("/signin?next=/people", &nora).await.expect(303);
        assert_eq!(answer.location(), Some("/people"));
    });
}

#[test]
fn known_and_unknown_accounts_are_refused_alike() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        let without_login = |answer: Answer, login: &str| {
            assert!(
                answer.has(&format!("value=\"{login}\"")),
                "what was typed is kept"
            );
            assert!(!answer.has("wrong wrong"), "the password is not");
            answer.expect(401).body.replace(login, "LOGIN")
        };
        let mut pages = Vec::new();
        // A password that is wrong, no such account, an account nobody uses yet, a deactivated one.
        for login in [
            "mia@northgate.example",
            "nobody@northgate.example",
            "otto@northgate.example",
            "4711",
        ] {
            pages.push(without_login(
                sign_in(&world, login, "wrong wrong").await,
                login,
            ));
        }
        give_password(&world, &world.dee, "wrong wrong").await;
        let login = "dee@northgate.example";
        pages.push(without_login(
            sign_in(&world, login, "wrong wrong").await,
            login,
        ));
        for page in &pages[1..] {
            assert_eq!(page, &pages[0]);
        }
        // Neither does a text too long to be hashed give anything away.
        sign_in(&world, "mia@northgate.example", &"x".repeat(1_025))
            .await
            .expect(401);
        for (person, times) in [(world.mia.id.raw(), 2), (world.dee.id.raw(), 1)] {
            let kept = world.app.store.read(move |db| audit::about(db, person, 20));
            let kept = kept.await.unwrap();
            let refused = kept
                .iter()
                .filter(|(_, action, result)| action == "sign_in" && result == "refused");
            assert_eq!(refused.count(), times, "{kept:?}");
        }
    });
}

#[test]
fn after_ten_tries_one_waits_and_others_do_not() {
    each_world(SLICES, async |world| {
        give_password(&world, &world.mia, PASSWORD).await;
        give_password(&world, &world.olive, PASSWORD).await;
        for _ in 0..10 {
            sign_in(&world, "mia@northgate.example", "wrong wrong")
                .await
                .expect(401);
        }
        let answer = sign_in(&world, "MIA@northgate.example", PASSWORD)
            .await
            .expect(429);
        assert_eq!(answer.header("retry-after"), Some("6"));
        assert!(answer.has("value=\"MIA@northgate.example\""));
        sign_in(&world, "olive@northgate.example", PASSWORD)
            .await
            .expect(303);
        world.wait(6 * Time::SECOND_US);
        sign_in(&world, "mia@northgate.example", PASSWORD)
            .await
            .expect(303);
    });
}

#[test]
fn the_setup_link_makes_the_first_administrator_once() {
    each_world(SLICES, async |world| {
        // Until somebody administrates, the link works; the world has an administrator.
        let none = world.write(settings::setup_secret).await;
        assert_eq!(none, None);
        let ada = world.ada.id;
        world
            .write(move |tx| people::queries::set_role(tx, ada, Role::Member))
            .await;
        let secret = world.write(settings::setup_secret).await.unwrap();
        world.get("/setup?secret=no", None).await.expect(404);
        let page = world
            .get(&format!("/setup?secret={secret}"), None)
            .await
            .expect(200);
        assert!(page.has("Start your network"));
        let fill = async |secret: &str, mail: &str, password: &str| {
            let fields = [
                ("secret", secret),
                ("network_name", "Hill Farm"),
                ("name", "Fay First"),
                ("mail", mail),
                ("password", password),
            ];
            world.post_form("/setup", None, &fields).await
        };
        let again = fill(&secret, "no mail", PASSWORD).await.expect(422);
        assert!(again.has("value=\"Fay First\"") && again.has("This is not a mail address"));
        fill(&secret, "fay@hill.example", "1234567")
            .await
            .expect(422);
        fill("no", "fay@hill.example", PASSWORD).await.expect(404);
        // Whoever guesses is not hashed for, and soon not listened to.
        for _ in 0..100 {
            let guess = fill("no", "fay@hill.example", PASSWORD).await;
            assert!([404, 429].contains(&guess.status), "{}", guess.status);
        }
        fill("no", "fay@hill.example", PASSWORD).await.expect(429);
        world.wait(Time::MINUTE_US);
        let answer = fill(&secret, "fay@hill.example", PASSWORD)
            .await
            .expect(303);
        let page = with_cookie(&world, &answer, "/people").await.expect(200);
        assert!(page.has("Hill Farm"), "the network has its name");
        fill(&secret, "eve@hill.example", PASSWORD)
            .await
            .expect(404);
        world
            .get(&format!("/setup?secret={secret}"), None)
            .await
            .expect(404);
    });
}

#[test]
fn the_entrance_speaks_the_language_asked_for() {
    each_world(SLICES, async |world| {
        let page = world
            .get("/signin?lang=de&next=/people", None)
            .await
            .expect(200);
        assert!(
            page.has("<html lang=\"de\"") && page.has("Anmelden"),
            "{}",
            page.words()
        );
        assert!(page.has("/claim?lang=de&amp;next=/people"));
        let fields = [
            ("login", "x"),
            ("password", "y"),
            ("lang", "de"),
            ("next", "/people"),
        ];
        let again = world.post_form("/signin", None, &fields).await.expect(401);
        assert!(again.has("<html lang=\"de\"") && again.has("name=\"next\" value=\"/people\""));
        world.get("/claim", None).await.expect(200);
        let strange = world
            .get("/signin?next=https://evil.example", None)
            .await
            .expect(200);
        assert!(!strange.has("evil"));
    });
}
