//! Through the door: what of a person is shown to whom, following, deactivating.

mod api;
mod directory;

use http::Method;
use serde_json::Value;

use super::{Draft, SiteKind, actions, queries};
use crate::testing::{Actor, Answer, SLICES, World, each_world};

fn draft(name: &str) -> Draft {
    Draft {
        name: name.to_owned(),
        ..Draft::default()
    }
}

fn path(actor: &Actor) -> String {
    format!("/people/{}", actor.id)
}

#[test]
fn a_page_shows_a_person_and_the_people_round_them() {
    each_world(SLICES, async |world| {
        let boss = world.add(draft("Bea Boss")).await;
        let under = |name: &str| Draft {
            manager: Some(boss.id),
            title: "Counter".to_owned(),
            ..draft(name)
        };
        let rob = world
            .add(Draft {
                employee_number: Some("0815".to_owned()),
                ..under("Rob Report")
            })
            .await;
        let page = world.get(&path(&boss), &world.mia).await.expect(200);
        assert!(
            page.has("Works with") && page.has("Rob Report"),
            "{}",
            page.words()
        );
        let page = world.get(&path(&rob), &world.mia).await.expect(200);
        assert!(
            page.has("Bea Boss") && !page.has("0815"),
            "the number signs in, so it is not for all"
        );
        assert!(!page.has("Deactivate") && !page.has("access-code"));
        let page = world.get(&path(&rob), &world.ada).await.expect(200);
        assert!(page.has("0815") && page.has("/access-code") && page.has("/deactivate"));
        let own = world.get(&path(&rob), &rob).await.expect(200);
        assert!(own.has("0815") && own.has("/settings/profile") && !own.has("/follow"));
        let german = [
            ("about", "**Hallo** <script>"),
            ("language", "de"),
            ("time_zone", "Europe/Berlin"),
            ("theme", "dark"),
        ];
        world
            .post_form("/settings/profile", &rob, &german)
            .await
            .expect(303);
        let page = world.get(&path(&rob), &rob).await.expect(200);
        assert!(page.has("<html lang=\"de\" data-theme=\"dark\">") && page.has("Arbeitet mit"));
        assert!(page.has("<strong>Hallo</strong>") && !page.has("<script>"));
        world.get("/settings/profile", &rob).await.expect(200);
    });
}

#[test]
fn a_profile_that_cannot_be_is_shown_again() {
    each_world(SLICES, async |world| {
        let long = "x".repeat(2_001);
        let fields = [
            ("about", long.as_str()),
            ("language", "fr"),
            ("time_zone", "Mars"),
            ("theme", "pink"),
        ];
        let page = world
            .post_form("/settings/profile", &world.mia, &fields)
            .await
            .expect(422);
        assert!(
            page.has("longer than 2,000 characters") && page.has("not a time zone"),
            "{}",
            page.words()
        );
        assert!(page.has(&long), "what was typed is kept");
        let kept = world.get("/api/me", &world.mia).await.json();
        assert_eq!(
            (&kept["about"], &kept["language"]),
            (&"".into(), &"en".into())
        );
    });
}

async fn send_photo(world: &World, who: &Actor, bytes: &[u8]) -> Answer {
    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"me.png\"\r\n\
                     content-type: image/png\r\n\r\n"
            .to_vec();
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let kind = "multipart/form-data; boundary=x";
    let request = world
        .request(Method::POST, "/settings/photo", Some(who))
        .header("content-type", kind);
    world.send(request, body.into()).await
}

#[test]
fn a_photo_is_shown_to_whom_its_person_is() {
    each_world(SLICES, async |world| {
        let mut picture = std::io::Cursor::new(Vec::new());
        let green = image::RgbImage::from_pixel(300, 200, image::Rgb([0, 200, 0]));
        green
            .write_to(&mut picture, image::ImageFormat::Png)
            .unwrap();
        send_photo(&world, &world.otto, picture.get_ref())
            .await
            .expect(303);
        let page = world.get(&path(&world.otto), &world.mia).await.expect(200);
        let address = format!("{}/photo", path(&world.otto));
        assert!(page.has(&format!("src=\"{address}?v=")), "{}", page.body);
        let photo = world.get(&address, &world.mia).await.expect(200);
        assert_eq!(photo.header("content-type"), Some("image/jpeg"));
        assert_eq!(photo.header("x-content-type-options"), Some("nosniff"));
        assert!(
            photo
                .header("cache-control")
                .unwrap()
                .starts_with("private")
        );
        world.get(&address, &world.gus).await.expect(404);
        world
            .get(&format!("{}/photo", path(&world.mia)), &world.otto)
            .await
            .expect(404);
        let card = world
            .get(&format!("/api{}", path(&world.otto)), &world.mia)
            .await
            .json();
        assert!(card["photo"].as_str().unwrap().starts_with(&address));

        let refused = send_photo(&world, &world.otto, b"<svg></svg>")
            .await
            .expect(422);
        assert!(
            refused.has("not a picture we can read"),
            "{}",
            refused.words()
        );
        send_photo(&world, &world.otto, b"").await.expect(422);
        send_photo(&world, &world.otto, &[0; 10_000_001])
            .await
            .expect(413);
        world.get(&address, &world.mia).await.expect(200);
        world
            .post_form("/settings/photo/remove", &world.otto, &[])
            .await
            .expect(303);
        world.get(&address, &world.mia).await.expect(404);
    });
}

#[test]
fn following_is_for_colleagues() {
    each_world(SLICES, async |world| {
        let follow = format!("{}/follow", path(&world.otto));
        world.post_form(&follow, &world.mia, &[]).await.expect(303);
        world.post_form(&follow, &world.mia, &[]).await.expect(303);
        let page = world.get(&path(&world.otto), &world.mia).await;
        assert!(
            page.has("1 colleague follows") && page.has("/unfollow"),
            "{}",
            page.words()
        );
        world
            .post_form(&format!("{}/unfollow", path(&world.otto)), &world.mia, &[])
            .await
            .expect(303);
        assert!(
            world
                .get(&path(&world.otto), &world.mia)
                .await
                .has("/follow\"")
        );
        world
            .post_form(&format!("{}/follow", path(&world.mia)), &world.mia, &[])
            .await
            .expect(422);
        world
            .post_form(&format!("{}/follow", path(&world.dee)), &world.mia, &[])
            .await
            .expect(404);
    });
}

#[test]
fn deactivating_ends_all_access_at_once() {
    each_world(SLICES, async |world| {
        let token = world
            .by_token(&world.mia, &[crate::access::Scope::Read])
            .await;
        world.get("/people", &world.mia).await.expect(200);
        world.get("/api/me", &token).await.expect(200);
        let deactivate = format!("{}/deactivate", path(&world.mia));
        world
            .post_form(&deactivate, &world.olive, &[])
            .await
            .expect(403);
        world
            .post_form(&deactivate, &world.gus, &[])
            .await
            .expect(403);
        world
            .post_form(&deactivate, &world.ada, &[])
            .await
            .expect(303);
        world.get("/people", &world.mia).await.expect_door();
        world.get("/api/me", &token).await.expect(401);
        world.get(&path(&world.mia), &world.olive).await.expect(404);
        assert!(
            directory::found(&world, "?q=mia", &world.olive)
                .await
                .is_empty()
        );
        let page = world.get(&path(&world.mia), &world.ada).await.expect(200);
        assert!(page.has("This account is deactivated") && !page.has("/access-code"));

        world
            .post_form(
                &format!("{}/reactivate", path(&world.mia)),
                &world.olive,
                &[],
            )
            .await
            .expect(404);
        world
            .post_form(&format!("{}/reactivate", path(&world.mia)), &world.ada, &[])
            .await
            .expect(303);
        world.get("/people", &world.mia).await.expect_door();
        world.get("/api/me", &token).await.expect(401);
        world.get(&path(&world.mia), &world.olive).await.expect(200);
        world.get("/people", &world.dee).await.expect_door();
    });
}

#[test]
fn administrators_give_roles_and_sites() {
    each_world(SLICES, async |world| {
        let leeds = world
            .write(|tx| actions::site(tx, "Leeds", SiteKind::Frontline, ""))
            .await;
        let nell = world
            .add(Draft {
                site: Some(leeds),
                ..draft("Nell New")
            })
            .await;
        let role = format!("{}/role", path(&world.mia));
        world
            .post_form(&role, &world.mia, &[("role", "administrator")])
            .await
            .expect(403);
        world
            .post_form(&role, &world.ada, &[("role", "king")])
            .await
            .expect(422);
        world
            .post_form(&role, &world.ada, &[("role", "guest")])
            .await
            .expect(409);
        world
            .post_form(&role, &world.ada, &[("role", "community_manager")])
            .await
            .expect(303);
        // With another role one signs in again.
        world.get("/people", &world.mia).await.expect_door();
        let mia = world.sign_in(&world.mia).await;
        assert_eq!(
            world.get("/api/me", &mia).await.json()["role"],
            "community_manager"
        );
        let of_gus = format!("{}/role", path(&world.gus));
        world
            .post_form(&of_gus, &world.ada, &[("role", "member")])
            .await
            .expect(409);
        let own = format!("{}/role", path(&world.ada));
        world
            .post_form(&own, &world.ada, &[("role", "member")])
            .await
            .expect(409);

        let sites = format!("{}/sites", path(&world.otto));
        let code = format!("{}/access-code", path(&nell));
        let leeds = leeds.to_string();
        world.post_form(&code, &world.otto, &[]).await.expect(403);
        world
            .post_form(&sites, &world.otto, &[("site", &leeds)])
            .await
            .expect(403);
        world
            .post_form(&sites, &world.ada, &[("site", "12345")])
            .await
            .expect(422);
        world
            .post_form(&sites, &world.ada, &[("site", &leeds)])
            .await
            .expect(303);
        world.post_form(&code, &world.otto, &[]).await.expect(201);
        let end = format!("{sites}/{leeds}/end");
        let page = world.get(&path(&world.otto), &world.ada).await;
        assert!(page.has(&end), "{}", page.words());
        assert!(!world.get(&path(&world.otto), &mia).await.has(&end));
        world.post_form(&end, &world.otto, &[]).await.expect(403);
        world.post_form(&end, &world.ada, &[]).await.expect(303);
        world.post_form(&code, &world.otto, &[]).await.expect(403);
    });
}

#[test]
fn the_last_administrator_stays() {
    each_world(SLICES, async |world| {
        let deactivate = format!("{}/deactivate", path(&world.ada));
        world
            .post_form(&deactivate, &world.ada, &[])
            .await
            .expect(409);
        let ben = Draft {
            role: Some(super::Role::Administrator),
            ..draft("Ben Both")
        };
        let ben = world.add(ben).await;
        world.post_form(&deactivate, &ben, &[]).await.expect(303);
        world
            .post_form(&format!("{}/deactivate", path(&ben)), &ben, &[])
            .await
            .expect(409);
        world.get("/people", &ben).await.expect(200);
    });
}

#[test]
fn programs_read_people() {
    each_world(SLICES, async |world| {
        let me = world.get("/api/me", &world.mia).await.expect(200).json();
        assert_eq!(me["id"], world.mia.id.raw());
        assert_eq!(me["name"], "Mia Marsh");
        assert_eq!(me["role"], "member");
        assert_eq!(me["created_at"], "2026-11-19T09:00:00Z");
        let list = world
            .get("/api/people?limit=2", &world.mia)
            .await
            .expect(200)
            .json();
        assert_eq!(list["people"][0]["name"], "Ada Adeyemi");
        let next = list["next"].as_str().unwrap();
        let rest = world
            .get(&format!("/api/people?limit=100&cursor={next}"), &world.mia)
            .await
            .expect(200);
        assert_eq!(rest.json()["people"].as_array().unwrap().len(), 3);
        assert_eq!(rest.json()["next"], Value::Null);
        for limit in ["0", "-1", "101", "1000000000"] {
            let answer = world
                .get(&format!("/api/people?limit={limit}"), &world.mia)
                .await
                .expect(422);
            assert_eq!(answer.json()["limit"], 100, "{limit}");
        }
        world.get("/api/people/0", &world.mia).await.expect(404);
        world
            .json(Method::GET, "/api/people", None, Value::Null)
            .await
            .expect(401);
        let dee = format!("/api{}", path(&world.dee));
        world.get(&dee, &world.mia).await.expect(404);
        assert_eq!(
            world.get(&dee, &world.ada).await.expect(200).json()["deactivated"],
            true
        );
    });
}

#[test]
fn every_statement_fits_its_row() {
    each_world(SLICES, async |world| {
        let slices = [
            queries::STATEMENTS,
            crate::sign_in::queries::STATEMENTS,
            crate::settings::queries::STATEMENTS,
        ];
        for statement in slices.into_iter().flatten() {
            store::testing::check_statement(&world.app.store, statement)
                .unwrap_or_else(|why| panic!("{why}"));
        }
    });
}
