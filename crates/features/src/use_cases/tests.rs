//! Through the door: describing a way of working, finding it, and who may do what.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

async fn indicator(world: &World, name: &str) -> i64 {
    let draft = json!({
        "name": name, "unit": "min", "direction": "less", "observed": "site", "definition": "By the clock.",
        "source": "by hand", "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    });
    let made = world.json(Method::POST, "/api/indicators", &world.olive, draft);
    made.await.expect(201).json()["id"].as_i64().unwrap()
}

fn shelf(indicator: i64) -> Value {
    json!({
        "name": "A shelf by surname", "purpose": "A parcel is found in under a minute.", "indicator_id": indicator,
        "roles": ["frontline", "manager"], "fits": "frontline",
        "steps": ["Move the shelf. One night, four people.", "Three zones"], "room_kind": "open",
        "room_purpose": "Say what is missing.", "posts": [{ "title": "Hello", "text": "What is in your way?" }],
        "checklist": ["Measure the shelf"], "training": "Read this.", "effort_hours": 12.5, "effort": "one night",
    })
}

async fn described(world: &World, who: &Actor, body: Value) -> i64 {
    let made = world.json(Method::POST, "/api/use-cases", who, body).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

/// A form as it is written in an address.
async fn send(world: &World, path: &str, who: &Actor, form: &str) -> network::testing::Answer {
    let pairs: Vec<(&str, String)> = form
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (name, value.replace('+', " ").replace('|', "\n")))
        .collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, &**text)).collect();
    world.post_form(path, who, &pairs).await
}

#[test]
fn a_way_of_working_is_described_and_read_by_colleagues() {
    each_world(FEATURES, async |world| {
        let page = world.get("/use-cases/new", &world.mia).await.expect(200);
        assert!(page.has("First an indicator") && !page.has("name=\"steps\""));
        let page = world.get("/use-cases", &world.mia).await.expect(200);
        assert!(page.has("No way of working is described yet"));

        let wait = indicator(&world, "Minutes a customer waits").await;
        let form = format!(
            "name=A+shelf+by+surname&purpose=Found+in+a+minute&indicator={wait}&roles=frontline&roles=manager&fits=any\
            &steps=Move+the+shelf.+One+night.|Three+zones&room_kind=closed&room_purpose=&post_title=Hello&post_text=In+the+way?\
            &post_title=&post_text=&checklist=Measure&training=&effort_hours=12,5&effort=one+night"
        );
        let bad = form
            .replace("roles=frontline&roles=manager&", "")
            .replace("12,5", "much")
            .replace("post_text=In+the+way?", "post_text=");
        let refused = send(&world, "/use-cases", &world.mia, &bad)
            .await
            .expect(422);
        for said in [
            "Choose at least one role",
            "not a number of hours",
            "value=\"much\"",
            "value=\"Hello\"",
            "Three zones",
        ] {
            assert!(refused.has(said), "{said}: {}", refused.body);
        }
        let page = world.get("/use-cases", &world.mia).await;
        assert!(
            page.has("No way of working is described yet"),
            "nothing was kept"
        );

        let made = send(&world, "/use-cases", &world.mia, &form)
            .await
            .expect(303);
        let path = made.location().unwrap().to_owned();
        let page = world.get(&path, &world.otto).await.expect(200);
        for said in [
            "<b>Move the shelf.</b><p class=\"soft\">One night.</p>",
            "Idea",
            "12.5",
            "Shop floor and other frontline, Managers",
            "Closed community, one prepared post",
            "In the way?",
            "Minutes a customer waits",
        ] {
            assert!(page.has(said), "{said}: {}", page.body);
        }
        let indicator = world.get(&format!("/indicators/{wait}"), &world.otto).await;
        assert!(
            indicator.has("Use cases that should move it") && indicator.has("A shelf by surname")
        );

        let again = send(
            &world,
            "/use-cases",
            &world.otto,
            &form.replace("A+shelf", "a+SHELF"),
        )
        .await
        .expect(409);
        assert!(again.has("There is a use case of this name already"));
        for path in [path.as_str(), "/use-cases", "/use-cases/new"] {
            world.get(path, &world.gus).await.expect(404);
        }
        send(
            &world,
            "/use-cases",
            &world.gus,
            &form.replace("shelf", "rack"),
        )
        .await
        .expect(403);
    });
}

#[test]
fn only_who_looks_after_it_changes_it() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world, "Minutes a customer waits").await;
        let id = described(&world, &world.mia, shelf(wait)).await;
        let edit = format!("/use-cases/{id}/edit");
        world.get(&edit, &world.otto).await.expect(403);
        let page = world.get(&edit, &world.mia).await.expect(200);
        assert!(page.has("value=\"A shelf by surname\"") && page.has("value=\"12.5\""));
        assert!(page.has("What is in your way?"), "{}", page.body);

        let changed = json!({
            "name": "A shelf by surname", "purpose": "Found at once.", "indicator_id": wait, "roles": ["office"], "fits": "office",
            "steps": ["Move it"], "room_kind": "closed",
        });
        let path = format!("/api/use-cases/{id}");
        let put = |who| world.json(Method::PUT, &path, who, changed.clone());
        assert_eq!(put(&world.otto).await.expect(403).code(), "not_owner");
        put(&world.gus).await.expect(404);
        let before = world.get(&path, &world.otto).await.json();
        assert_eq!(
            (
                &before["roles"],
                &before["posts"][0]["title"],
                &before["effort_hours"]
            ),
            (
                &json!(["frontline", "manager"]),
                &json!("Hello"),
                &json!(12.5)
            )
        );
        let after = put(&world.mia).await.expect(200).json();
        assert_eq!(
            (
                &after["roles"],
                &after["posts"],
                &after["effort_hours"],
                &after["steps"]
            ),
            (
                &json!(["office"]),
                &json!([]),
                &Value::Null,
                &json!(["Move it"])
            )
        );
        put(&world.ada).await.expect(200);
    });
}

#[test]
fn the_library_shows_what_fits_a_role_a_site_and_an_indicator() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world, "Minutes a customer waits").await;
        let lost = indicator(&world, "Share of parcels not found").await;
        described(&world, &world.mia, shelf(wait)).await;
        let mut badge = shelf(lost);
        badge["name"] = json!("Steps on the badge");
        badge["fits"] = json!("any");
        badge["roles"] = json!(["office"]);
        described(&world, &world.otto, badge).await;
        for (asked, shelf, badge) in [
            ("".to_owned(), true, true),
            ("?role=manager".to_owned(), true, false),
            ("?role=office".to_owned(), false, true),
            ("?site=frontline".to_owned(), true, true),
            ("?site=office".to_owned(), false, true),
            (format!("?indicator={wait}"), true, false),
            (format!("?indicator={lost}&role=manager"), false, false),
        ] {
            let page = world
                .get(&format!("/use-cases{asked}"), &world.olive)
                .await
                .expect(200);
            assert_eq!(
                (
                    page.has("A shelf by surname"),
                    page.has("Steps on the badge")
                ),
                (shelf, badge),
                "{asked}"
            );
            assert_eq!(page.has("No use case fits these filters"), !shelf && !badge);
        }
        let first = world
            .get("/api/use-cases?limit=1", &world.olive)
            .await
            .json();
        assert_eq!(first["use_cases"][0]["name"], "Steps on the badge");
        let cursor = first["next"].as_str().unwrap();
        let path = format!("/api/use-cases?limit=1&cursor={cursor}");
        let second = world.get(&path, &world.olive).await.json();
        assert_eq!(second["use_cases"][0]["name"], "A shelf by surname");
        assert_eq!(second["next"], Value::Null);
        assert_eq!(
            world.get(&path, &world.otto).await.expect(400).code(),
            "invalid_cursor"
        );
        let wrong = world.get("/api/use-cases?role=king", &world.olive).await;
        wrong.expect(422);
    });
}

#[test]
fn a_use_case_is_found_by_its_words_and_by_no_guest() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world, "Minutes a customer waits").await;
        let id = described(&world, &world.mia, shelf(wait)).await;
        let _index = world.index();
        let found = world
            .get("/api/search?q=surname", &world.otto)
            .await
            .expect(200)
            .json();
        let results = found["items"].as_array().unwrap();
        assert_eq!(results.len(), 1, "{found}");
        assert_eq!(
            (&results[0]["kind"], &results[0]["id"]),
            (&json!("use_case"), &json!(id)),
            "{found}"
        );
        let page = world
            .get("/search?q=surname", &world.otto)
            .await
            .expect(200);
        assert!(page.has(&format!("/use-cases/{id}")));
        let found = world.get("/api/search?q=surname", &world.gus).await.json();
        assert_eq!(found["items"], json!([]));
    });
}

#[test]
fn somebody_on_a_shop_floor_reads_whether_it_would_work_there() {
    each_world(FEATURES, async |world| {
        let wait = indicator(&world, "Minutes a customer waits").await;
        let id = described(&world, &world.mia, shelf(wait)).await;
        let site = world
            .write(|tx| people::actions::site(tx, "Leeds", SiteKind::Frontline, ""))
            .await;
        let office = world
            .write(|tx| people::actions::site(tx, "Head office", SiteKind::Office, ""))
            .await;
        let someone = |name: &str, site| people::Draft {
            name: name.to_owned(),
            employee_number: Some(name.to_owned()),
            site: Some(site),
            ..people::Draft::default()
        };
        let (floor, desk) = (
            world.add(someone("Fran Floor", site)).await,
            world.add(someone("Dora Desk", office)).await,
        );
        let path = format!("/use-cases/{id}");
        let page = world.get(&path, &floor).await.expect(200);
        assert_eq!(page.body.matches("like you").count(), 2, "{}", page.words());
        assert!(!page.has("not like you"));
        let page = world.get(&path, &desk).await.expect(200);
        assert_eq!(
            page.body.matches("not like you").count(),
            2,
            "{}",
            page.words()
        );
    });
}
