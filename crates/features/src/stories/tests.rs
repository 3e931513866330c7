//! Through the door: from a draft to a told story, whose names stand in it, and who sees what.

mod feed;
mod library;
mod notices;
mod praise;
mod readings;
mod weekly;

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

/// Olive's, by sites, with readings of Leeds, York and Hull in four weeks.
async fn indicator(world: &World) -> i64 {
    let draft = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site", "definition": "By the clock.",
        "source": "by hand", "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    });
    let made = world.json(Method::POST, "/api/indicators", &world.olive, draft);
    let id = made.await.expect(201).json()["id"].as_i64().unwrap();
    world
        .write(|tx| {
            ["Leeds", "York", "Hull"]
                .iter()
                .try_for_each(|name| site(tx, name))
        })
        .await;
    let mut readings = Vec::new();
    for (unit, values) in [
        ("Leeds", [10, 12, 6, 4]),
        ("York", [10, 10, 9, 9]),
        ("Hull", [8, 8, 8, 8]),
    ] {
        for (week, value) in values.into_iter().enumerate() {
            let period = format!("2026-W{}", 41 + week);
            readings.push(json!({ "unit": unit, "period": period, "value": value }));
        }
    }
    let path = format!("/api/indicators/{id}/readings");
    let put = world.json(
        Method::PUT,
        &path,
        &world.olive,
        json!({ "readings": readings }),
    );
    put.await.expect(200);
    id
}

fn site(tx: &store::Tx, name: &str) -> kernel::Result<()> {
    let site = people::actions::site(tx, name, SiteKind::Frontline, "")?;
    for number in 0..10 {
        let draft = people::Draft {
            name: format!("Somebody {number}"),
            employee_number: Some(format!("{name} {number}")),
            site: Some(site),
            ..people::Draft::default()
        };
        people::actions::add(tx, None, &draft.check()?)?;
    }
    Ok(())
}

async fn use_case(world: &World, indicator: i64) -> i64 {
    let draft = json!({
        "name": "A shelf by surname", "purpose": "Found in a minute.", "indicator_id": indicator, "roles": ["frontline"],
        "fits": "frontline", "steps": ["Move the shelf"], "room_kind": "open",
    });
    let made = world.json(Method::POST, "/api/use-cases", &world.ada, draft);
    made.await.expect(201).json()["id"].as_i64().unwrap()
}

fn shelf() -> Value {
    json!({
        "title": "One shelf, three letters", "had": "Running to the back.", "did": ["Moved the shelf. One night.", "Three zones"],
        "changed": "Nobody runs.", "industry": "Retail", "role": "frontline", "site": "leeds", "team_size": 12,
    })
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn evidence(indicator: i64) -> Value {
    json!({
        "indicator_id": indicator, "unit": "leeds", "before_from": "2026-W41", "before_to": "2026-W42",
        "after_from": "2026-W43", "after_to": "2026-11-01",
    })
}

async fn begun(world: &World, who: &Actor, body: Value) -> i64 {
    let made = world.json(Method::POST, "/api/stories", who, body).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn tell(world: &World, who: &Actor, id: i64) -> Answer {
    let path = format!("/api/stories/{id}/publication");
    world.json(Method::PUT, &path, who, Value::Null).await
}

async fn told(world: &World, who: &Actor, body: Value) -> i64 {
    let id = begun(world, who, body).await;
    tell(world, who, id).await.expect(204);
    id
}

async fn check(world: &World, who: &Actor, id: i64, verdict: &str) -> Answer {
    let body = json!({ "verdict": verdict, "why": "York moved as well." });
    world
        .json(Method::PUT, &format!("/api/stories/{id}/check"), who, body)
        .await
}

#[test]
fn a_draft_is_its_tellers_alone_until_it_is_told() {
    each_world(FEATURES, async |world| {
        let page = world.get("/stories", &world.mia).await.expect(200);
        assert!(page.has("Nobody has told a story yet"));
        let form: Vec<(&str, &str)> = vec![
            ("title", "One shelf"),
            ("use_case", ""),
            ("why", ""),
            ("had", ""),
            ("did", ""),
            ("changed", ""),
            ("role", "frontline"),
            ("industry", ""),
            ("site", "Nowhere"),
            ("team_size", "few"),
            ("thread", ""),
            ("person", "Nobody Known"),
            ("part", "all of it"),
            ("person", ""),
            ("part", ""),
            ("claimed", "much"),
            ("claimed_unit", "£"),
            ("claimed_how", "so"),
        ];
        let refused = world
            .post_form("/stories", &world.mia, &form)
            .await
            .expect(422);
        for said in [
            "not a number of people",
            "This is not a number, or",
            "value=\"Nowhere\"",
            "value=\"all of it\"",
            "value=\"much\"",
        ] {
            assert!(refused.has(said), "{said}: {}", refused.words());
        }
        let mut better = form.clone();
        better[9].1 = "";
        better[15].1 = "1200";
        let refused = world
            .post_form("/stories", &world.mia, &better)
            .await
            .expect(422);
        assert!(
            refused.has("There is no site of this name")
                && refused.has("We know nobody here by that"),
            "{}",
            refused.words()
        );
        better[8].1 = "";
        better[11].1 = "";
        better[12].1 = "";
        let made = world
            .post_form("/stories", &world.mia, &better)
            .await
            .expect(303);
        let path = made.location().unwrap().to_owned();

        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(
            page.has("This is a draft")
                && page.has("What we had before")
                && !page.has("Tell everyone"),
            "{}",
            page.words()
        );
        for other in [&world.otto, &world.ada, &world.gus] {
            world.get(&path, other).await.expect(404);
        }
        let early = world
            .post_form(&format!("{path}/publication"), &world.mia, &[])
            .await;
        early.expect(422);

        let id: i64 = path.rsplit('/').next().unwrap().parse().unwrap();
        world
            .json(
                Method::PUT,
                &format!("/api{path}"),
                &world.otto,
                json!({ "title": "x", "role": "office" }),
            )
            .await
            .expect(404);
        world
            .json(
                Method::PUT,
                &format!("/api{path}"),
                &world.mia,
                with(shelf(), "site", json!("")),
            )
            .await
            .expect(200);
        let page = world.get(&path, &world.mia).await;
        assert!(
            page.has("Tell everyone at Northgate Stores"),
            "{}",
            page.words()
        );
        let told = world
            .post_form(&format!("{path}/publication"), &world.mia, &[])
            .await;
        told.expect(303);
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(
            page.has("<b>Moved the shelf.</b>")
                && page.has("Told, not measured")
                && !page.has("Withdraw it")
        );
        world.get(&path, &world.gus).await.expect(404);
        assert!(
            world
                .get("/stories/all", &world.otto)
                .await
                .has("One shelf, three letters")
        );

        let late = world
            .json(Method::PUT, &format!("/api{path}"), &world.mia, shelf())
            .await;
        assert_eq!(late.expect(409).code(), "story_told");
        let withdraw = async |who| {
            world
                .json(
                    Method::DELETE,
                    &format!("/api/stories/{id}/publication"),
                    who,
                    Value::Null,
                )
                .await
        };
        assert_eq!(withdraw(&world.otto).await.expect(403).code(), "not_teller");
        withdraw(&world.ada).await.expect(204);
        for other in [&world.otto, &world.ada] {
            world.get(&path, other).await.expect(404);
        }
        assert!(
            !world
                .get("/stories/all", &world.otto)
                .await
                .has("One shelf")
        );
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(page.has("You have withdrawn this story"));
        tell(&world, &world.mia, id).await.expect(204);
        world.get(&path, &world.otto).await.expect(200);
    });
}

#[test]
fn a_draft_is_deleted_and_a_told_story_is_not() {
    each_world(FEATURES, async |world| {
        let named = json!([{ "person": "Otto Olsen" }]);
        let draft = begun(&world, &world.mia, with(shelf_nowhere(), "people", named)).await;
        let discard = async |who, id: i64| {
            let path = format!("/stories/{id}/deletion");
            world.post_form(&path, who, &[]).await
        };
        discard(&world.otto, draft).await.expect(403);
        discard(&world.ada, draft).await.expect(404);
        discard(&world.mia, draft).await.expect(303);
        world
            .get(&format!("/stories/{draft}"), &world.mia)
            .await
            .expect(404);
        assert!(
            !world
                .get("/stories", &world.otto)
                .await
                .has("would like to name you")
        );
        let id = told(&world, &world.mia, shelf_nowhere()).await;
        discard(&world.mia, id).await.expect(409);
        world
            .get(&format!("/stories/{id}"), &world.otto)
            .await
            .expect(200);
    });
}

#[test]
fn nobody_is_named_who_has_not_agreed() {
    each_world(FEATURES, async |world| {
        let named = json!([
            { "person": "Otto Olsen", "part": "built the shelf" },
            { "person": "olive@northgate.example", "part": "counted" },
            { "person": "Mia Marsh", "part": "had the idea" },
        ]);
        let body = with(with(shelf(), "site", json!("")), "people", named);
        let guest = with(body.clone(), "people", json!([{ "person": "Gus Grant" }]));
        let refused = world
            .json(Method::POST, "/api/stories", &world.mia, guest)
            .await
            .expect(422)
            .json();
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!("unknown_person"), &json!("/people/0/person"))
        );
        let id = begun(&world, &world.mia, body.clone()).await;
        let path = format!("/stories/{id}");
        let names = async |who| {
            let story = world
                .get(&format!("/api{path}"), who)
                .await
                .expect(200)
                .json();
            let people = story["people"].as_array().unwrap();
            people
                .iter()
                .map(|it| it["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&world.mia).await, ["Mia Marsh"]);
        let waiting = world.get("/stories", &world.otto).await.expect(200);
        assert!(
            waiting.has("Mia Marsh would like to name you in it"),
            "{}",
            waiting.words()
        );
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(
            page.has("May your name stand here?")
                && page.has("built the shelf")
                && !page.has("Olive Okafor"),
            "{}",
            page.words()
        );
        let answer = async |who: &Actor, answer: &str| {
            let body = json!({ "answer": answer });
            world
                .json(Method::PUT, &format!("/api{path}/answer"), who, body)
                .await
        };
        answer(&world.ada, "agreed").await.expect(404);
        answer(&world.otto, "agreed").await.expect(204);
        answer(&world.olive, "declined").await.expect(204);
        world.get(&path, &world.olive).await.expect(404);

        // To another text they did not agree; whoever declined is left alone, also when the teller leaves
        // them out in between.
        let nobody = with(body.clone(), "people", json!([]));
        for other in [nobody, body.clone()] {
            let there = format!("/api{path}");
            let changed = world.json(Method::PUT, &there, &world.mia, other);
            changed.await.expect(200);
            world.get(&path, &world.olive).await.expect(404);
        }
        let other = with(body, "changed", json!("Everything."));
        world
            .json(Method::PUT, &format!("/api{path}"), &world.mia, other)
            .await
            .expect(200);
        assert_eq!(names(&world.mia).await, ["Mia Marsh"]);
        world.get(&path, &world.olive).await.expect(404);
        tell(&world, &world.mia, id).await.expect(204);
        assert_eq!(names(&world.ada).await, ["Mia Marsh"]);
        let page = world.get(&path, &world.ada).await.expect(200);
        assert!(
            !page.has("Otto Olsen") && !page.has("Olive Okafor") && !page.has("would rather not"),
            "{}",
            page.words()
        );
        let page = world.get(&path, &world.mia).await;
        assert!(
            page.has("Otto Olsen") && page.has("One colleague would rather not be named"),
            "{}",
            page.words()
        );
        answer(&world.otto, "agreed").await.expect(204);
        assert_eq!(names(&world.ada).await, ["Otto Olsen", "Mia Marsh"]);
        let own = format!("/people/{}", world.otto.id);
        assert!(
            world
                .get(&own, &world.ada)
                .await
                .has("One shelf, three letters")
        );
        assert_eq!(
            answer(&world.ada, "agreed").await.expect(403).code(),
            "not_named"
        );
        answer(&world.otto, "declined").await.expect(204);
        assert_eq!(names(&world.ada).await, ["Mia Marsh"]);
        assert!(!world.get(&own, &world.ada).await.has("One shelf"));
    });
}

#[test]
fn a_thread_is_shown_to_those_who_may_read_it() {
    each_world(FEATURES, async |world| {
        let path = format!("/api/communities/{}/posts", world.managers);
        let post = world
            .json(
                Method::POST,
                &path,
                &world.mia,
                json!({ "text": "The shelf at last" }),
            )
            .await;
        let post = post.expect(201).json()["id"].as_i64().unwrap();
        let hidden = world.json(
            Method::POST,
            "/api/stories",
            &world.otto,
            with(shelf_nowhere(), "thread", json!(post)),
        );
        assert_eq!(hidden.await.expect(422).code(), "unknown_thread");
        let id = told(
            &world,
            &world.mia,
            with(shelf_nowhere(), "thread", json!(post)),
        )
        .await;
        let page = world
            .get(&format!("/stories/{id}"), &world.olive)
            .await
            .expect(200);
        assert!(page.has("The shelf at last") && page.has(&format!("/posts/{post}")));
        let page = world
            .get(&format!("/stories/{id}"), &world.otto)
            .await
            .expect(200);
        assert!(!page.has("The shelf at last") && !page.has(&format!("/posts/{post}")));
        let it = world
            .get(&format!("/api/stories/{id}"), &world.otto)
            .await
            .json();
        assert_eq!(it["thread"], Value::Null);
    });
}

fn shelf_nowhere() -> Value {
    with(shelf(), "site", json!(""))
}
