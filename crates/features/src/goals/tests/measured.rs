//! Readings that move against each other are found, and nothing else is.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};
use store::Sole;

use super::{indicator, the_conflict};
use crate::FEATURES;
use crate::goals::compare;

store::statements! {
    fn count_pairs() -> Sole<i64> = "select cast(count(*) as bigint) from goal_comparisons";
}

/// Something that differs from shop to shop and week to week.
fn shake(shop: usize, week: usize, seed: usize) -> f64 {
    let mixed = (shop * 7919 + week * 104_729 + seed * 1_299_709) % 10_007;
    (mixed * mixed % 9973) as f64 / 1_000.0
}

const SHOPS: [&str; 16] = [
    "Ayr", "Bath", "Bolton", "Chester", "Derby", "Durham", "Exeter", "Hull", "Leeds", "Lincoln",
    "Oxford", "Perth", "Ripon", "Truro", "Wells", "York",
];

/// Twelve weeks of readings at all shops.
async fn readings(world: &World, id: i64, who: &Actor, value: impl Fn(usize, usize) -> f64) {
    let mut readings = Vec::new();
    for (shop, name) in SHOPS.iter().enumerate() {
        for week in 0..12 {
            let period = format!("2026-W{}", 35 + week);
            readings.push(json!({ "unit": name, "period": period, "value": value(shop, week) }));
        }
    }
    let path = format!("/api/indicators/{id}/readings");
    let put = world.json(Method::PUT, &path, who, json!({ "readings": readings }));
    put.await.expect(200);
}

async fn impersonal(world: &World, owner: &Actor, name: &str, direction: &str) -> i64 {
    let id = indicator(world, owner, name, direction).await;
    let path = format!("/indicators/{id}/impersonal");
    world
        .post_form(&path, &world.ada, &[("impersonal", "true")])
        .await
        .expect(303);
    id
}

#[test]
fn numbers_that_moved_against_each_other_are_found_and_not_called_a_conflict() {
    each_world(FEATURES, async |world| {
        world
            .write(|tx| {
                for name in SHOPS {
                    people::actions::site(tx, name, SiteKind::Frontline, "")?;
                }
                Ok(())
            })
            .await;
        let queue = impersonal(&world, &world.olive, "Minutes at the till", "less").await;
        let advice = impersonal(&world, &world.mia, "Customers advised", "more").await;
        let other = impersonal(&world, &world.mia, "Power used", "less").await;
        // Where more are advised, the till takes longer; nothing has to do with the power.
        readings(&world, queue, &world.olive, |shop, week| {
            10.0 + shake(shop, week, 1)
        })
        .await;
        readings(&world, advice, &world.mia, |shop, week| {
            30.0 + 2.0 * shake(shop, week, 1) + 0.3 * shake(shop, week, 2)
        })
        .await;
        readings(&world, other, &world.mia, |shop, week| {
            50.0 + shake(shop, week, 3)
        })
        .await;
        world.work().await;
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(found["grounds"][0]["ground"], "measured");
        let measured = &found["measured"];
        assert_eq!(
            (&measured["units"], &measured["opposed"]),
            (&json!(16), &json!(16))
        );
        assert_eq!(measured["changes"], json!(16 * 11));
        assert!(
            measured["correlation"].as_f64().unwrap() < -0.9,
            "{measured}"
        );
        assert_eq!(
            (&measured["from_period"], &measured["to_period"]),
            (&json!("2026-W35"), &json!("2026-W46"))
        );

        let there = format!("/conflicts/{}", found["id"]);
        let banner = async |id: i64| {
            world
                .get(&format!("/indicators/{id}"), &world.otto)
                .await
                .expect(200)
        };
        let page = banner(queue).await;
        assert!(
            page.has("This number and Customers advised have moved against each other"),
            "{}",
            page.body
        );
        assert!(!banner(other).await.has("have moved against each other"));
        let page = world.get(&there, &world.otto).await.expect(200);
        assert!(page.has("In 16 of 16 sites, weeks in which one of the two got better"));
        let said = page
            .body
            .to_lowercase()
            .replace("/conflicts", "")
            .replace("goals and conflicts", "");
        assert!(
            !said.contains("conflict"),
            "nobody has called it one: {said}"
        );
        assert!(!page.has("built from the same count?"), "not for others");

        // Only the owners know whether both are made of the same count.
        let same = format!("{there}/same-count");
        world.post_form(&same, &world.otto, &[]).await.expect(403);
        world.post_form(&same, &world.olive, &[]).await.expect(303);
        world.work().await;
        assert_eq!(
            the_conflict(&world, &world.otto).await["state"],
            "open",
            "one of two has said so"
        );
        world.post_form(&same, &world.mia, &[]).await.expect(303);
        world.work().await;
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(
            (&found["state"], &found["measured"]),
            (&json!("gone"), &Value::Null)
        );
        assert!(!banner(queue).await.has("have moved against each other"));
    });
}

#[test]
fn readings_from_before_the_definition_in_force_do_not_count() {
    each_world(FEATURES, async |world| {
        world
            .write(|tx| {
                for name in SHOPS {
                    people::actions::site(tx, name, SiteKind::Frontline, "")?;
                }
                Ok(())
            })
            .await;
        let queue = impersonal(&world, &world.olive, "Minutes at the till", "less").await;
        let advice = impersonal(&world, &world.olive, "Customers advised", "more").await;
        let value = |shop, week| 10.0 + shake(shop, week, 1);
        readings(&world, queue, &world.olive, value).await;
        readings(&world, advice, &world.olive, value).await;
        world.work().await;
        assert_eq!(the_conflict(&world, &world.otto).await["state"], "open");
        // One that begins in spring cannot be in force.
        for (id, from, status, state) in [
            (advice, "2027-W10", 422, "open"),
            (queue, "2026-W40", 303, "gone"),
        ] {
            let define = format!("/indicators/{id}/definitions");
            let form = [
                ("definition", "Another way"),
                ("from", from),
                ("baseline", "20"),
                ("target", "12"),
            ];
            let defined = world.post_form(&define, &world.olive, &form).await;
            defined.expect(status);
            world.work().await;
            assert_eq!(the_conflict(&world, &world.otto).await["state"], state);
        }
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(
            (&found["state"], &found["measured"]),
            (&json!("gone"), &Value::Null),
            "seven weeks are too few"
        );
    });
}

#[test]
fn an_indicator_is_compared_with_all_others_a_few_at_a_time() {
    each_world(FEATURES, async |world| {
        world
            .write(|tx| people::actions::site(tx, "Ayr", SiteKind::Frontline, ""))
            .await;
        for number in 0..46 {
            let name = format!("Minutes at counter {number}");
            indicator(&world, &world.olive, &name, "less").await;
        }
        let one = impersonal(&world, &world.olive, "Minutes at the till", "less").await;
        let path = format!("/api/indicators/{one}/readings");
        let readings = json!({ "readings": [{ "unit": "Ayr", "period": "2026-W46", "value": 3 }] });
        let put = world.json(Method::PUT, &path, &world.olive, readings);
        put.await.expect(200);
        world.work().await;
        let pairs = async || {
            let read = world.app.store.read(count_pairs);
            read.await.unwrap().0
        };
        assert_eq!(pairs().await, 46);
        // Interrupted and begun anew, it goes on without doubles.
        let id = kernel::Id::from_raw(one);
        world.write(move |tx| compare::again(tx, id)).await;
        world.work().await;
        assert_eq!(pairs().await, 46);
    });
}
