//! What is put before whom, lists and search.

use super::*;

#[test]
fn a_story_is_put_before_those_who_have_something_in_common_with_it() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let id = told(
            &world,
            &world.mia,
            with(shelf(), "evidence", evidence(wait)),
        )
        .await;
        let someone = async |name: &'static str, site: Option<&'static str>, level| {
            let site = world
                .write(move |tx| match site {
                    Some(site) => {
                        people::actions::site(tx, site, SiteKind::Frontline, "").map(Some)
                    }
                    None => Ok(None),
                })
                .await;
            let draft = people::Draft {
                name: name.to_owned(),
                employee_number: Some(name.to_owned()),
                site,
                level: Some(level),
                ..people::Draft::default()
            };
            world.add(draft).await
        };
        let (staff, manager) = (people::Level::Staff, people::Level::Manager);
        for (who, reason) in [
            (
                world.olive.clone(),
                "because you own “Minutes a customer waits”",
            ),
            (
                someone("Lea Leeds", Some("Leeds"), staff).await,
                "because it happened where you work, in Leeds",
            ),
            (
                someone("Yan York", Some("York"), staff).await,
                "because you work on the shop floor too and yours is a shop",
            ),
            (
                someone("Max Manager", Some("York"), manager).await,
                "because yours is a shop, depot",
            ),
        ] {
            let page = world.get("/stories", &who).await.expect(200);
            assert!(
                page.has(reason) && page.has(&format!("/stories/{id}")),
                "{}: {}",
                who.name,
                page.words()
            );
        }
        for other in [&world.otto, &world.mia] {
            let page = world.get("/stories", other).await.expect(200);
            assert!(
                page.has("Nothing here has much in common"),
                "{}",
                page.words()
            );
        }
        for (asked, is_there) in [
            ("?role=office", false),
            ("?role=frontline&site=frontline", true),
            ("?site=office", false),
        ] {
            let page = world
                .get(&format!("/stories/all{asked}"), &world.otto)
                .await
                .expect(200);
            assert_eq!(page.has("One shelf"), is_there, "{asked}");
        }
    });
}

#[test]
fn told_stories_are_listed_page_by_page_and_found_by_their_words() {
    each_world(FEATURES, async |world| {
        for title in ["First shelf", "Second shelf", "Third shelf"] {
            world.wait(kernel::Time::SECOND_US);
            told(
                &world,
                &world.mia,
                with(shelf_nowhere(), "title", json!(title)),
            )
            .await;
        }
        let draft = begun(
            &world,
            &world.mia,
            with(shelf_nowhere(), "title", json!("Fourth shelf")),
        )
        .await;
        let titles = |page: &Value| {
            let stories = page["stories"].as_array().unwrap();
            stories
                .iter()
                .map(|it| it["title"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let first = world.get("/api/stories?limit=2", &world.otto).await.json();
        assert_eq!(titles(&first), ["Third shelf", "Second shelf"]);
        let path = format!(
            "/api/stories?limit=2&cursor={}",
            first["next"].as_str().unwrap()
        );
        let second = world.get(&path, &world.otto).await.json();
        assert_eq!(
            (titles(&second), &second["next"]),
            (vec!["First shelf".to_owned()], &Value::Null)
        );
        assert_eq!(
            world.get(&path, &world.mia).await.expect(400).code(),
            "invalid_cursor"
        );

        let mut index = world.index();
        let found = async |who| {
            let found = world
                .get("/api/search?q=shelf&kind=story", who)
                .await
                .expect(200)
                .json();
            found["items"].as_array().unwrap().len()
        };
        assert_eq!((found(&world.otto).await, found(&world.gus).await), (3, 0));
        tell(&world, &world.mia, draft).await.expect(204);
        world.catch_up(&mut index);
        assert_eq!(found(&world.otto).await, 4);
        world
            .json(
                Method::DELETE,
                &format!("/api/stories/{draft}/publication"),
                &world.mia,
                Value::Null,
            )
            .await
            .expect(204);
        world.catch_up(&mut index);
        assert_eq!(found(&world.otto).await, 3);
        assert!(
            world
                .get("/stories/mine", &world.mia)
                .await
                .has("Withdrawn")
        );
    });
}

#[test]
fn the_sixth_story_of_a_use_case_is_reached_from_its_page() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let (own, other) = (use_case(&world, wait).await, json!(null));
        for number in 1..=6 {
            let body = with(shelf_nowhere(), "title", json!(format!("Shelf {number}")));
            world.wait(kernel::Time::SECOND_US);
            told(&world, &world.mia, with(body, "use_case_id", json!(own))).await;
        }
        let body = with(shelf_nowhere(), "title", json!("Something else"));
        told(&world, &world.mia, with(body, "use_case_id", other)).await;
        let page = world.get(&format!("/use-cases/{own}"), &world.otto).await;
        let path = format!("/stories/all?use_case={own}");
        assert!(page.has(&path) && !page.has("Shelf 1"), "{}", page.words());
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(
            page.has("Shelf 1") && page.has("Shelf 6") && page.has("These stories tell of"),
            "{}",
            page.words()
        );
        assert!(!page.has("Something else"), "{}", page.words());
    });
}

#[test]
fn an_archived_indicator_is_offered_only_where_it_was_chosen() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let name = "Minutes a customer waits";
        let own = begun(
            &world,
            &world.mia,
            with(shelf(), "evidence", evidence(wait)),
        )
        .await;
        let offered = async |path: &str| world.get(path, &world.mia).await.expect(200).has(name);
        assert!(offered("/stories/new").await);
        let archive = format!("/indicators/{wait}/archive");
        world
            .post_form(&archive, &world.olive, &[("archived", "true")])
            .await
            .expect(303);
        assert!(!offered("/stories/new").await);
        assert!(offered(&format!("/stories/{own}/edit")).await);
    });
}
