//! What is about few people's work after all goes from everything that was shown of it.

use http::Method;
use kernel::Time;
use network::people::{self, SiteKind};
use network::testing::{World, each_world};
use serde_json::{Value, json};

use super::{LAST, helped, initiative, known, noise, read, scene, start, week};
use crate::FEATURES;
use crate::indicators::Cadence;

/// A kiosk with nine people, in an indicator that is said not to be about people.
async fn kiosk(world: &World, indicator: i64) {
    world
        .write(|tx| {
            let site = people::actions::site(tx, "Kiosk", SiteKind::Frontline, "")?;
            for number in 0..9 {
                let draft = people::Draft {
                    name: format!("Kiosk {number}"),
                    site: Some(site),
                    ..people::Draft::default()
                };
                people::actions::add(tx, None, &draft.check()?)?;
            }
            Ok(())
        })
        .await;
    mark(world, indicator, "true").await;
    let readings: Vec<Value> = (week("2026-W05")..=week(LAST))
        .map(|week| {
            let value = 77.0 + noise(30, week) + helped(0, week);
            json!({ "unit": "Kiosk", "period": Cadence::Week.name(week), "value": value })
        })
        .collect();
    let path = format!("/api/indicators/{indicator}/readings");
    let body = json!({ "readings": readings });
    world
        .json(Method::PUT, &path, &world.olive, body)
        .await
        .expect(200);
}

async fn mark(world: &World, indicator: i64, impersonal: &str) {
    let path = format!("/indicators/{indicator}/impersonal");
    let form: &[(&str, &str)] = &[("impersonal", impersonal)];
    world.post_form(&path, &world.ada, form).await.expect(303);
}

#[test]
fn figures_of_few_people_go_at_once_when_they_are_about_people() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        kiosk(&world, indicator).await;
        let id = initiative(&world, indicator, "Bay board").await;
        let path = format!("/api/initiatives/{id}/starts");
        let body = json!({ "starts": [{ "unit": "Kiosk", "start": "2026-06-15" }] });
        world
            .json(Method::PUT, &path, &world.olive, body)
            .await
            .expect(200);
        start(&world, id, &world.olive, &[0, 1, 2, 3, 4, 5], "2026-06-15")
            .await
            .expect(200);
        read(&world, indicator, "2026-W05", LAST, |at, now| match at {
            0..6 => helped(0, now),
            _ => 0.0,
        })
        .await;
        let shown = async || {
            let mut all = String::new();
            for path in [
                format!("/indicators/{indicator}"),
                format!("/indicators/{indicator}/numbers"),
                format!("/indicators/{indicator}/readings.csv"),
                format!("/api/indicators/{indicator}/readings"),
                format!("/api/indicators/{indicator}"),
                format!("/initiatives/{id}"),
                format!("/api/initiatives/{id}"),
            ] {
                all += &world.get(&path, &world.olive).await.expect(200).body;
            }
            all
        };
        let before = shown().await;
        assert!(before.contains("Kiosk,2026-W46,7"), "{before}");
        let first = known(&world, id).await["verdict"].clone();
        assert_eq!(first["adopting"], 7, "{first}");

        world.wait(Time::HOUR_US);
        mark(&world, indicator, "false").await;
        // Nothing has worked yet.
        let now = known(&world, id).await;
        assert_eq!(
            (&now["verdict"], &now["newest"]),
            (&Value::Null, &Value::Null)
        );
        for text in ["Kiosk,", "\"Kiosk\",\"period", "Likely yes"] {
            assert!(!shown().await.contains(text), "{text}");
        }
        assert!(
            shown()
                .await
                .contains("The readings of one unit are not shown")
        );
        let given = json!({ "readings": [{ "unit": "Kiosk", "period": LAST, "value": 70 }] });
        let path = format!("/api/indicators/{indicator}/readings");
        let refused = world.json(Method::PUT, &path, &world.olive, given).await;
        assert_eq!(refused.expect(422).code(), "few_people");

        world.wait(Time::HOUR_US);
        world.work().await;
        let anew = known(&world, id).await["verdict"].clone();
        assert_eq!(
            (&anew["adopting"], &anew["last"]),
            (&json!(6), &first["last"])
        );

        mark(&world, indicator, "true").await;
        assert!(shown().await.contains("Kiosk,2026-W46,7"));
        world.work().await;
        let after = known(&world, id).await;
        assert_eq!(after["verdict"], anew, "a verdict is kept");
        assert_eq!(after["newest"]["adopting"], 7);
    });
}

/// Who was nine when the reading came stays so, however many are there now.
#[test]
fn readings_that_came_from_few_people_stay_readings_of_few() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        kiosk(&world, indicator).await;
        world
            .write(|tx| {
                let site = people::queries::site_by_name(tx, "kiosk")?;
                let draft = people::Draft {
                    name: "The tenth".into(),
                    site,
                    ..people::Draft::default()
                };
                people::actions::add(tx, None, &draft.check()?).map(|_| ())
            })
            .await;
        let path = format!("/api/indicators/{indicator}/readings");
        let given =
            json!({ "readings": [{ "unit": "Kiosk", "period": "2026-W04", "value": 70.5 }] });
        world
            .json(Method::PUT, &path, &world.olive, given)
            .await
            .expect(200);
        mark(&world, indicator, "false").await;
        let left = world.get(&path, &world.otto).await.expect(200);
        let left: Vec<Value> = left.json()["readings"].as_array().unwrap().clone();
        let of_kiosk: Vec<&Value> = left.iter().filter(|of| of["unit"] == "Kiosk").collect();
        assert_eq!(of_kiosk.len(), 1, "{of_kiosk:?}");
        assert_eq!(of_kiosk[0]["value"], 70.5);
    });
}
