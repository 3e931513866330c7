//! What somebody wants to try: who reads it, and that they are asked once.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::json;

use super::{days, finish, published};
use crate::FEATURES;

async fn commit(world: &World, who: &Actor, course: i64, form: [&str; 4]) -> Answer {
    let [kind, said, due, with] = form;
    let form = [("kind", kind), ("said", said), ("due", due), ("with", with)];
    world
        .post_form(&format!("/courses/{course}/commitment"), who, &form)
        .await
}

async fn went(world: &World, who: &Actor, course: i64, outcome: &str) -> Answer {
    let form = [("outcome", outcome), ("note", "On a trolley")];
    world
        .post_form(&format!("/courses/{course}/outcome"), who, &form)
        .await
}

#[test]
fn a_promise_is_read_by_those_named_and_the_owner_alone() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        finish(&world, &world.mia, course, steps).await;
        let path = format!("/courses/{course}");
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(page.has("I will try it") && page.has("asked once how it went"));
        let wrong = ["try", "Mark the zones", "2026-11-18", "Nobody Known"];
        let refused = commit(&world, &world.mia, course, wrong).await.expect(422);
        assert!(
            refused.has("Choose today or a day to come") && refused.has("value=\"Mark the zones\"")
        );
        let wrong = ["try", "Mark the zones", "2026-11-30", "Nobody Known"];
        let refused = commit(&world, &world.mia, course, wrong).await.expect(422);
        assert!(
            refused.has("We know nobody here by that") && refused.has("value=\"Nobody Known\"")
        );
        // Guests read no courses, so nobody does it with them.
        let guest = ["try", "Mark the zones", "2026-11-30", &world.gus.name];
        commit(&world, &world.mia, course, guest).await.expect(422);

        let right = ["try", "Mark the zones", "2026-11-30", &world.otto.name];
        commit(&world, &world.mia, course, right).await.expect(303);
        let named = world.get("/courses", &world.otto).await.expect(200);
        assert!(
            named.has("Mark the zones") && named.has("30 November 2026"),
            "{}",
            named.words()
        );
        let owner = world
            .get(&format!("{path}/completions"), &world.olive)
            .await
            .expect(200);
        assert!(owner.has("Mark the zones"));
        for page in ["/courses", &path] {
            assert!(
                !world
                    .get(page, &world.ada)
                    .await
                    .expect(200)
                    .has("Mark the zones")
            );
        }
        // Not for her after all: Otto is not told of it any more.
        let not = ["not_for_me", "We have no wall", "", ""];
        commit(&world, &world.mia, course, not).await.expect(303);
        let named = world.get("/courses", &world.otto).await.expect(200);
        assert!(!named.has("Mark the zones") && !named.has("We have no wall"));
        assert!(
            world
                .get(&path, &world.mia)
                .await
                .expect(200)
                .has("We have no wall")
        );
    });
}

#[test]
fn one_is_asked_on_the_day_after_and_never_again() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        finish(&world, &world.mia, course, steps).await;
        let right = ["try", "Mark the zones", "2026-11-20", ""];
        commit(&world, &world.mia, course, right).await.expect(303);
        let asks = async |who: &Actor| {
            let list = world.get("/courses", who).await.expect(200);
            let own = world
                .get(&format!("/people/{}", world.mia.id), who)
                .await
                .expect(200);
            (list.has("Asked once, after"), own.has("Asked once, after"))
        };
        assert_eq!(asks(&world.mia).await, (false, false));
        went(&world, &world.mia, course, "done").await.expect(409);
        days(&world, 2);
        assert_eq!(asks(&world.mia).await, (true, true));
        assert_eq!(asks(&world.olive).await, (false, false));
        let unsaid = went(&world, &world.mia, course, "").await;
        assert_eq!(unsaid.status, 422, "{}", unsaid.words());
        went(&world, &world.mia, course, "partly").await.expect(303);
        assert_eq!(asks(&world.mia).await, (false, false));
        went(&world, &world.mia, course, "done").await.expect(409);
        // What was said stays, also when it is said anew in time.
        let anew = ["try", "Mark the zones", "2026-11-30", ""];
        let again = commit(&world, &world.mia, course, anew).await.expect(409);
        assert!(again.has("You have said how it went"), "{}", again.words());
        let owner = world
            .get(&format!("/courses/{course}/completions"), &world.olive)
            .await;
        assert!(owner.expect(200).has("In part, or in another way"));

        // Nobody who says nothing is asked for ever.
        finish(&world, &world.otto, course, steps).await;
        let right = ["try", "Sort at night", "2026-11-22", ""];
        commit(&world, &world.otto, course, right).await.expect(303);
        days(&world, 2);
        assert!(
            world
                .get("/courses", &world.otto)
                .await
                .expect(200)
                .has("Asked once, after")
        );
        days(&world, 28);
        assert!(
            !world
                .get("/courses", &world.otto)
                .await
                .expect(200)
                .has("Asked once, after")
        );
    });
}

#[test]
fn a_promise_keeps_its_course_from_being_deleted() {
    each_world(FEATURES, async |world| {
        let (course, _) = published(&world).await;
        let not = ["not_for_me", "We have no wall", "", ""];
        commit(&world, &world.mia, course, not).await.expect(303);
        let path = format!("/courses/{course}");
        for (what, status) in [("withdrawal", 303), ("deletion", 409)] {
            let path = format!("{path}/{what}");
            world
                .post_form(&path, &world.olive, &[])
                .await
                .expect(status);
        }
        // Another one, that nobody has begun, can go.
        let (course, _) = published(&world).await;
        for what in ["withdrawal", "deletion"] {
            let path = format!("/courses/{course}/{what}");
            world.post_form(&path, &world.olive, &[]).await.expect(303);
        }
        world
            .get(&format!("/courses/{course}"), &world.olive)
            .await
            .expect(404);
    });
}

/// A course about a use case of Mia's, and that use case.
async fn about_a_use_case(world: &World) -> (i64, i64, [i64; 2]) {
    let indicator = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site", "definition": "By the clock.",
        "source": "by hand", "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    });
    let made = world.json(Method::POST, "/api/indicators", &world.olive, indicator);
    let indicator = made.await.expect(201).json()["id"].clone();
    let way = json!({
        "name": "A shelf by surname", "purpose": "Found in a minute.", "indicator_id": indicator,
        "roles": ["frontline"], "fits": "frontline", "steps": ["Move the shelf."], "room_kind": "open",
    });
    let made = world.json(Method::POST, "/api/use-cases", &world.mia, way);
    let way = made.await.expect(201).json()["id"].as_i64().unwrap();
    let (course, steps) = published(world).await;
    let (text, desk) = (way.to_string(), world.returns_desk.to_string());
    let form = [
        ("title", "The counter in 12 minutes"),
        ("purpose", "Nobody waits."),
        ("use_case", text.as_str()),
        ("indicator", ""),
        ("community", desk.as_str()),
    ];
    let edit = format!("/courses/{course}/edit");
    let saved = world.post_form(&edit, &world.olive, &form).await;
    saved.expect(303);
    (course, way, steps)
}

#[test]
fn a_promise_becomes_a_replication_and_says_so() {
    each_world(FEATURES, async |world| {
        let (course, way, steps) = about_a_use_case(&world).await;
        let (mia, otto) = (world.mia.id, world.otto.id);
        world
            .write(move |tx| {
                let leeds = people::actions::site(tx, "Leeds", SiteKind::Frontline, "")?;
                for id in [mia, otto] {
                    let person = people::queries::by_id(tx, id)?.expect("one of the cast");
                    let draft = people::Draft {
                        name: person.name,
                        mail: person.mail,
                        site: Some(leeds),
                        ..people::Draft::default()
                    };
                    people::actions::update(tx, id, &draft.check()?)?;
                }
                Ok(())
            })
            .await;
        let path = format!("/courses/{course}");
        for who in [&world.mia, &world.otto] {
            finish(&world, who, course, steps).await;
            let promise = ["try", "Mark the zones", "2026-11-24", ""];
            commit(&world, who, course, promise).await.expect(303);
        }
        let page = world.get(&path, &world.mia).await.expect(200);
        let new = format!("/use-cases/{way}/replications/new?starts=2026-11-24");
        assert!(page.has(&new), "{}", page.body);
        let form = world.get(&new, &world.mia).await.expect(200);
        assert!(form.has("value=\"2026-11-24\"") && form.has("Leeds: A shelf by surname"));
        let begin = [
            ("scope", "site"),
            ("starts", "2026-11-24"),
            ("room_name", "The shelf of Leeds"),
            ("room_kind", "open"),
        ];
        let replications = format!("/use-cases/{way}/replications");
        let begun = world.post_form(&replications, &world.mia, &begin).await;
        let one = begun.expect(303).location().unwrap().to_owned();
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(page.has("It became a replication") && page.has(&one) && !page.has(&new));
        let other = world.get(&path, &world.otto).await.expect(200);
        assert!(!other.has("It became a replication") && other.has(&new));
        // Where it is repeated one finds the course.
        let page = world.get(&one, &world.otto).await.expect(200);
        assert!(page.has("What one can learn about it") && page.has(&path));
        // It asks by itself; the promise is not asked about as well.
        days(&world, 7);
        for (who, asked) in [(&world.mia, false), (&world.otto, true)] {
            let who = world.sign_in(who).await;
            let list = world.get("/courses", &who).await.expect(200);
            assert_eq!(list.has("Asked once, after"), asked, "{}", who.name);
        }
    });
}
