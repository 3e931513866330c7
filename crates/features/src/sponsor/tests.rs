//! Through the door: what a sponsor reads, from nothing to a verified value.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

/// An initiative of Olive's at twelve sites, of which six started and got better by three minutes; the
/// numbers of the indicator and of the initiative.
async fn programme(world: &World) -> (i64, i64) {
    world
        .write(|tx| {
            for at in 0..12 {
                let name = format!("Store {at:02}");
                let site = people::actions::site(tx, &name, SiteKind::Frontline, "")?;
                for number in 0..10 {
                    let draft = people::Draft {
                        name: format!("Somebody {at} {number}"),
                        site: Some(site),
                        ..people::Draft::default()
                    };
                    people::actions::add(tx, None, &draft.check()?)?;
                }
            }
            Ok(())
        })
        .await;
    let draft = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site",
        "definition": "By the clock.", "source": "by hand", "cadence": "week", "baseline": 14, "target": 8,
        "due": "2027-06-30", "scope": "All shops", "quality": "sound",
    });
    let olive = &world.olive;
    let made = world
        .json(Method::POST, "/api/indicators", olive, draft)
        .await;
    let indicator = made.expect(201).json()["id"].as_i64().unwrap();
    let new = json!({ "name": "Bay board", "what": "A bay each.", "levers": [] });
    let path = format!("/api/indicators/{indicator}/initiatives");
    let made = world.json(Method::POST, &path, olive, new).await;
    let initiative = made.expect(201).json()["id"].as_i64().unwrap();
    let starts: Vec<Value> = (0..6)
        .map(|at| json!({ "unit": format!("Store {at:02}"), "start": "2026-06-15" }))
        .collect();
    let path = format!("/api/initiatives/{initiative}/starts");
    let put = world.json(Method::PUT, &path, olive, json!({ "starts": starts }));
    put.await.expect(200);
    let mut readings = Vec::new();
    for at in 0..12_i64 {
        for week in 5..=46_i64 {
            let noise = ((at * 31 + week * 17) % 11) as f64 / 11.0;
            let better = if at < 6 && week >= 25 { 3.0 } else { 0.0 };
            readings.push(json!({
                "unit": format!("Store {at:02}"), "period": format!("2026-W{week:02}"), "value": 12.0 + noise - better,
            }));
        }
    }
    let path = format!("/api/indicators/{indicator}/readings");
    let put = world.json(Method::PUT, &path, olive, json!({ "readings": readings }));
    put.await.expect(200);
    world.work().await;
    (indicator, initiative)
}

async fn story(world: &World, indicator: i64, unit: &str, claim: Value) -> i64 {
    let evidence = json!({
        "indicator_id": indicator, "unit": unit, "before_from": "2026-W10", "before_to": "2026-W20",
        "after_from": "2026-W30", "after_to": "2026-W40",
    });
    let body = json!({
        "title": format!("A bay at {unit}"), "had": "Running.", "did": ["Numbered them."], "changed": "No running.",
        "industry": "Retail", "role": "frontline", "site": unit, "evidence": evidence, "claimed": claim,
    });
    let made = world
        .json(Method::POST, "/api/stories", &world.mia, body)
        .await;
    let id = made.expect(201).json()["id"].as_i64().unwrap();
    let path = format!("/api/stories/{id}/publication");
    let told = world
        .json(Method::PUT, &path, &world.mia, Value::Null)
        .await;
    told.expect(204);
    id
}

#[test]
fn what_is_verified_and_what_is_claimed_stay_apart() {
    each_world(FEATURES, async |world| {
        world.get("/sponsor", &world.gus).await.expect(404);
        let empty = world.get("/sponsor", &world.otto).await.expect(200);
        assert!(empty.has("Nothing has come of it yet"));

        let (indicator, initiative) = programme(&world).await;
        let claim = json!({ "value": 900, "unit": "£ a week", "how": "By feeling." });
        let started = story(&world, indicator, "Store 01", claim.clone()).await;
        story(&world, indicator, "Store 09", claim).await;
        let page = world.get("/sponsor", &world.otto).await.expect(200);
        let words = page.words();
        assert!(words.contains("0 stories with a verified value"), "{words}");
        assert!(
            words.contains("2 stories whose value is only claimed"),
            "{words}"
        );
        assert!(!words.contains("at least"), "{words}");

        let body = json!({ "verdict": "confirmed", "why": "", "estimate": initiative });
        let path = format!("/api/stories/{started}/check");
        let checked = world.json(Method::PUT, &path, &world.olive, body).await;
        checked.expect(204);
        let page = world.get("/sponsor", &world.otto).await.expect(200);
        let words = page.words();
        for said in [
            "1 story with a verified value",
            "1 story whose value is only claimed",
            "Bay board",
            "Likely yes",
            "min better",
            "900 £ a week",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(words.contains("at least 2."), "{words}");
        assert!(!words.contains("1,800"), "nothing is added up");
    });
}
