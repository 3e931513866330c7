//! The readings a story stands on: that they exist, who looks at them, and whose they are.

use super::*;

#[test]
fn readings_are_looked_at_by_the_owner_of_the_indicator() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let use_case = use_case(&world, wait).await;
        let body = with(
            with(shelf(), "evidence", evidence(wait)),
            "use_case_id",
            json!(use_case),
        );
        let id = told(&world, &world.mia, body).await;
        let known = async || {
            let it = world
                .get(&format!("/api/use-cases/{use_case}"), &world.otto)
                .await
                .json();
            (it["tried"].clone(), it["checked"].clone())
        };
        assert_eq!(known().await, (json!(1), json!(0)));
        let path = format!("/stories/{id}");
        let page = world.get(&path, &world.otto).await.expect(200);
        for said in [
            "11 <small>min</small>",
            "5 <small>min</small>",
            "−6 min",
            "(2 or more) changed by −0.5 min",
            "Readings not looked at yet",
        ] {
            assert!(page.has(said), "{said}: {}", page.body);
        }
        assert!(!page.has("id=\"check\""));
        assert!(
            world
                .get("/stories", &world.olive)
                .await
                .has("Look at its readings")
        );
        assert!(world.get(&path, &world.olive).await.has("id=\"check\""));
        for (who, code) in [
            (&world.otto, "not_owner"),
            (&world.ada, "not_owner"),
            (&world.mia, "not_owner"),
        ] {
            assert_eq!(
                check(&world, who, id, "confirmed").await.expect(403).code(),
                code
            );
        }
        let form = [("verdict", "not_confirmed"), ("why", " ")];
        let refused = world
            .post_form(&format!("{path}/check"), &world.olive, &form)
            .await
            .expect(422);
        assert!(
            refused.has("value=\"not_confirmed\" checked"),
            "{}",
            refused.body
        );
        check(&world, &world.olive, id, "confirmed")
            .await
            .expect(204);
        assert_eq!(known().await, (json!(1), json!(1)));
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(
            page.has("The 2 readings before and the 2 after are those of Leeds"),
            "{}",
            page.words()
        );
        assert!(
            page.has("No value is verified")
                && page.has("York moved as well.")
                && !page.has("put right since then")
        );
        assert!(
            world
                .get(&format!("/use-cases/{use_case}"), &world.otto)
                .await
                .has("One shelf, three letters")
        );

        world.wait(kernel::Time::SECOND_US);
        let again = json!({ "readings": [{ "unit": "Leeds", "period": "2026-W43", "value": 8 }] });
        world
            .json(
                Method::PUT,
                &format!("/api/indicators/{wait}/readings"),
                &world.olive,
                again,
            )
            .await
            .expect(200);
        let page = world.get(&path, &world.otto).await;
        assert!(
            page.has("put right since then") && page.has("6 <small>min</small>"),
            "{}",
            page.words()
        );
        check(&world, &world.olive, id, "not_confirmed")
            .await
            .expect(204);
        assert_eq!(known().await, (json!(1), json!(0)));

        world
            .json(
                Method::DELETE,
                &format!("/api{path}/publication"),
                &world.mia,
                Value::Null,
            )
            .await
            .expect(204);
        assert_eq!(known().await, (json!(0), json!(0)));
        tell(&world, &world.mia, id).await.expect(204);
        let page = world.get(&path, &world.otto).await;
        assert!(
            page.has("Readings not looked at yet"),
            "what was said of it went with the story"
        );
    });
}

#[test]
fn nobody_confirms_a_story_they_are_part_of() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let body = with(shelf(), "evidence", evidence(wait));
        let own = told(&world, &world.olive, body.clone()).await;
        assert_eq!(
            check(&world, &world.olive, own, "confirmed")
                .await
                .expect(403)
                .code(),
            "own_story"
        );
        assert_eq!(
            check(&world, &world.otto, own, "confirmed")
                .await
                .expect(403)
                .code(),
            "not_owner"
        );
        check(&world, &world.ada, own, "not_confirmed")
            .await
            .expect(204);
        // The readings are free again; in this one the owner is to be named.
        let named = with(body, "people", json!([{ "person": "Olive Okafor" }]));
        let id = told(&world, &world.mia, named).await;
        // Naming her keeps her out no longer than she wants to be named.
        let yes = json!({ "answer": "agreed" });
        let answer = format!("/api/stories/{id}/answer");
        let said = world.json(Method::PUT, &answer, &world.olive, yes).await;
        said.expect(204);
        assert_eq!(
            check(&world, &world.olive, id, "confirmed")
                .await
                .expect(403)
                .code(),
            "own_story"
        );
        check(&world, &world.ada, id, "confirmed").await.expect(204);
        let bare = told(&world, &world.mia, shelf()).await;
        assert_eq!(
            check(&world, &world.olive, bare, "confirmed")
                .await
                .expect(409)
                .code(),
            "no_evidence"
        );
    });
}

#[test]
fn readings_are_credited_to_one_story() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let body = with(shelf(), "evidence", evidence(wait));
        let first = told(&world, &world.mia, body.clone()).await;
        let mut later = evidence(wait);
        later["after_from"] = json!("2026-W44");
        let second = begun(
            &world,
            &world.otto,
            with(shelf(), "evidence", later.clone()),
        )
        .await;
        let refused = tell(&world, &world.otto, second).await.expect(409).json();
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!("readings_taken"), &json!("/after_from"))
        );
        later["unit"] = json!("York");
        told(&world, &world.ada, with(shelf(), "evidence", later)).await;
        world
            .json(
                Method::DELETE,
                &format!("/api/stories/{first}/publication"),
                &world.mia,
                Value::Null,
            )
            .await
            .expect(204);
        tell(&world, &world.otto, second).await.expect(204);
        assert_eq!(
            tell(&world, &world.mia, first).await.expect(409).code(),
            "readings_taken"
        );
    });
}

#[test]
fn a_reading_that_comes_later_is_credited_already() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let span = |from: &str, to: &str| {
            let mut of = evidence(wait);
            of["after_from"] = json!(from);
            of["after_to"] = json!(to);
            with(shelf(), "evidence", of)
        };
        let id = begun(&world, &world.mia, span("2026-W43", "2026-W49")).await;
        let early = tell(&world, &world.mia, id).await.expect(422);
        assert_eq!(early.code(), "period_to_come");
        told(&world, &world.mia, span("2026-W43", "2026-W46")).await;
        let path = format!("/api/indicators/{wait}/readings");
        let reading = json!({ "unit": "Leeds", "period": "2026-W45", "value": 3 });
        let more = json!({ "readings": [reading] });
        let put = world.json(Method::PUT, &path, &world.olive, more).await;
        put.expect(200);
        let id = begun(&world, &world.otto, span("2026-W45", "2026-W46")).await;
        let taken = tell(&world, &world.otto, id).await.expect(409);
        assert_eq!(taken.code(), "readings_taken");
    });
}

#[test]
fn readings_of_another_indicator_say_nothing_of_a_use_case() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        let other = json!({
            "name": "Parcels lost", "unit": "parcels", "direction": "less", "observed": "site", "definition": "By hand.",
            "source": "by hand", "cadence": "week", "baseline": 9, "target": 2, "due": "2027-06-30", "scope": "All shops",
            "quality": "sound",
        });
        let made = world.json(Method::POST, "/api/indicators", &world.olive, other);
        let lost = made.await.expect(201).json()["id"].as_i64().unwrap();
        let shelf_of = use_case(&world, lost).await;
        let body = with(shelf(), "evidence", evidence(wait));
        let id = told(
            &world,
            &world.mia,
            with(body, "use_case_id", json!(shelf_of)),
        )
        .await;
        check(&world, &world.olive, id, "confirmed")
            .await
            .expect(204);
        let path = format!("/api/use-cases/{shelf_of}");
        let it = world.get(&path, &world.otto).await.expect(200).json();
        assert_eq!(
            (&it["tried"], &it["checked"]),
            (&json!(1), &json!(0)),
            "{it}"
        );
    });
}

#[test]
fn evidence_is_what_exists_and_is_counted_alike() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world).await;
        for (field, value, wrong, code) in [
            ("indicator_id", json!(1), "indicator", "no_such_indicator"),
            ("unit", json!("Bath"), "unit", "no_readings_of_unit"),
            ("before_from", json!("soon"), "before_from", "period_week"),
            (
                "before_to",
                json!("2026-W40"),
                "before_to",
                "span_backwards",
            ),
            ("before_to", json!("2026-W43"), "after_from", "after_before"),
            ("after_to", json!("2028-W01"), "after_to", "span_long"),
            (
                "before_from",
                json!("2026-W43"),
                "before_to",
                "span_backwards",
            ),
        ] {
            let evidence = with(evidence(wait), field, value);
            let refused = world.json(
                Method::POST,
                "/api/stories",
                &world.mia,
                with(shelf(), "evidence", evidence),
            );
            let refused = refused.await.expect(422).json();
            assert_eq!(
                (&refused["code"], &refused["field"]),
                (&json!(code), &json!(format!("/{wrong}"))),
                "{field}"
            );
        }
        let none = json!({
            "indicator_id": wait, "unit": "Leeds", "before_from": "2026-W31", "before_to": "2026-W32",
            "after_from": "2026-W43", "after_to": "2026-W44",
        });
        let refused = world.json(
            Method::POST,
            "/api/stories",
            &world.mia,
            with(shelf(), "evidence", none),
        );
        assert_eq!(refused.await.expect(422).code(), "no_readings");
        let id = begun(
            &world,
            &world.mia,
            with(shelf(), "evidence", evidence(wait)),
        )
        .await;
        let form = [
            ("definition", "By the camera."),
            ("from", "2026-W43"),
            ("baseline", "20"),
            ("target", "12"),
        ];
        world
            .post_form(
                &format!("/indicators/{wait}/definitions"),
                &world.olive,
                &form,
            )
            .await
            .expect(303);
        assert_eq!(
            tell(&world, &world.mia, id).await.expect(422).code(),
            "two_definitions"
        );
    });
}
