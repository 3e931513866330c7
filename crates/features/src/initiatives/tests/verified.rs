//! What a story may book of an estimate.

use super::*;

async fn story(world: &World, indicator: i64, unit: &str) -> i64 {
    let evidence = json!({
        "indicator_id": indicator, "unit": unit, "before_from": "2026-W10", "before_to": "2026-W20",
        "after_from": "2026-W30", "after_to": "2026-W40",
    });
    let body = json!({
        "title": "A bay for each parcel", "had": "Running.", "did": ["Numbered them."], "changed": "No running.",
        "industry": "Retail", "role": "frontline", "site": unit, "evidence": evidence,
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
fn a_story_books_the_lower_end_and_only_where_the_unit_had_started() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        let all = [0, 1, 2, 3, 4, 5];
        start(&world, id, &world.olive, &all, "2026-06-15")
            .await
            .expect(200);
        read(&world, indicator, "2026-W05", LAST, helped).await;
        let verdict = known(&world, id).await["verdict"].clone();
        // Less is better, so the careful end is the higher one.
        let low = -verdict["high"].as_f64().unwrap();
        assert!(low > 0.0, "{verdict}");

        let (started, other) = (site_name(1), site_name(9));
        for (unit, value) in [(started, Some(low)), (other, None)] {
            let story = story(&world, indicator, &unit).await;
            let api = format!("/api/stories/{story}");
            let verified = async || {
                let told = world.get(&api, &world.otto).await.expect(200).json();
                told["evidence"]["verified"].as_f64()
            };
            assert_eq!(verified().await, None, "before its owner has looked");
            let check = format!("{api}/check");
            let says = async |estimate: Value| {
                let body = json!({ "verdict": "confirmed", "why": "", "estimate": estimate });
                world.json(Method::PUT, &check, &world.olive, body).await
            };
            says(Value::Null).await.expect(204);
            assert_eq!(
                verified().await,
                None,
                "of another change, for all one knows"
            );
            let form = world.get(&format!("/stories/{story}"), &world.olive).await;
            assert_eq!(
                form.has("Which initiative does it tell of?"),
                value.is_some()
            );
            match value {
                Some(_) => says(json!(id)).await.expect(204),
                None => says(json!(id)).await.expect(422),
            };
            assert_eq!(verified().await, value, "{unit}");
            let page = world.get(&format!("/stories/{story}"), &world.otto).await;
            assert_eq!(
                page.has("the figure in between is not booked"),
                value.is_some()
            );
            assert_eq!(page.has("No value is verified"), value.is_none());
        }
    });
}
