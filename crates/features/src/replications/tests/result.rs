//! What the readings say before and after a start.

use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::{Shops, begins, give, shops, started, waited, with};
use crate::FEATURES;
use crate::indicators::{self, Cadence, IndicatorId};

async fn told(world: &World, one: &str, who: &Actor) -> [Value; 3] {
    let it = world.get(&format!("/api{one}"), who).await.expect(200);
    let it = it.json();
    ["mean_before", "mean_after", "first_result_days"].map(|name| it[name].clone())
}

async fn in_york(world: &World, shops: &Shops) -> String {
    let form = with(&begins(shops), "room_name", "The shelf of York");
    started(world, shops, &shops.yuri, &form).await
}

async fn readings(world: &World, shops: &Shops, unit: &str, readings: &[(&str, f64)]) {
    give(world, &shops.olive, shops.indicator, unit, readings).await;
}

#[test]
fn a_first_result_is_a_whole_period_better_than_all_before_and_not_late() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let before = [
            ("2026-W43", 20.0),
            ("2026-W44", 18.0),
            ("2026-W45", 19.0),
            ("2026-W46", 21.0),
        ];
        readings(&world, &shops, "York", &before).await;
        let late = in_york(&world, &shops).await;
        waited(&world, &mut shops, 250).await;
        // The week of the start is not whole, and the next one is not better than 9.
        let after = [
            ("2026-W47", 5.0),
            ("2026-W48", 9.5),
            ("2026-W49", 8.0),
            ("2026-W50", 9.0),
            ("2026-W51", 10.0),
            ("2026-W52", 11.0),
        ];
        readings(&world, &shops, "Leeds", &after).await;
        // The newest four: 8, 9, 10, 11.
        assert_eq!(
            told(&world, &one, &shops.otto).await,
            [json!(10.0), json!(9.5), json!(18)]
        );
        // After 26 weeks something is better in the end, whatever is done.
        readings(&world, &shops, "York", &[("2027-W20", 4.0)]).await;
        assert_eq!(told(&world, &late, &shops.otto).await[2], Value::Null);
        readings(&world, &shops, "York", &[("2027-W19", 4.0)]).await;
        assert_eq!(told(&world, &late, &shops.otto).await[2], json!(179));
    });
}

#[test]
fn fewer_than_three_readings_are_compared_with_nothing() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let two = [("2026-W45", 19.0), ("2026-W46", 21.0)];
        readings(&world, &shops, "York", &two).await;
        let one = in_york(&world, &shops).await;
        waited(&world, &mut shops, 20).await;
        readings(&world, &shops, "York", &[("2026-W48", 4.0)]).await;
        assert_eq!(
            told(&world, &one, &shops.otto).await,
            [Value::Null, json!(4.0), Value::Null]
        );
        let page = world.get(&one, &shops.otto).await.expect(200);
        assert!(
            page.has("There were 2 readings of this place") && !page.has("19 min"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn what_came_after_a_stop_is_no_result_of_it() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        // On Wednesday of the 50th week.
        waited(&world, &mut shops, 20).await;
        let stop = [("why", "Too few parcels")];
        world
            .post_form(&format!("{one}/stop"), &shops.lena, &stop)
            .await
            .expect(303);
        waited(&world, &mut shops, 20).await;
        let after = [
            ("2026-W48", 12.0),
            ("2026-W49", 10.0),
            ("2026-W50", 1.0),
            ("2026-W51", 1.0),
        ];
        readings(&world, &shops, "Leeds", &after).await;
        assert_eq!(
            told(&world, &one, &shops.otto).await,
            [json!(10.0), json!(11.0), Value::Null]
        );
        let page = world.get(&one, &shops.otto).await.expect(200);
        assert!(page.has("11 min until it was stopped"), "{}", page.words());
    });
}

#[test]
fn readings_of_two_definitions_are_not_compared() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let (indicator, olive) = (IndicatorId::from_raw(shops.indicator), shops.olive.id);
        let week = |day: &str| Cadence::Week.of(day.parse().unwrap());
        let defined = async |version: i64, from: i64| {
            world
                .write(move |tx| {
                    let at = tx.now();
                    indicators::queries::insert_definition(
                        tx, indicator, version, "Anew", from, 14.2, olive, at,
                    )
                })
                .await;
        };
        // The first week is of another definition: 9, 11, 10 are left.
        defined(2, week("2026-10-26")).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        assert_eq!(told(&world, &one, &shops.otto).await[0], json!(10.0));
        readings(
            &world,
            &shops,
            "York",
            &[
                ("2026-W43", 90.0),
                ("2026-W44", 9.0),
                ("2026-W45", 11.0),
                ("2026-W46", 13.0),
            ],
        )
        .await;
        let york = in_york(&world, &shops).await;
        assert_eq!(told(&world, &york, &shops.otto).await[0], json!(11.0));
        // And from the 50th week on it is another one again.
        waited(&world, &mut shops, 40).await;
        defined(3, week("2026-12-07")).await;
        let after = [("2026-W49", 10.0), ("2026-W50", 1.0), ("2026-W51", 1.0)];
        readings(&world, &shops, "Leeds", &after).await;
        assert_eq!(
            told(&world, &one, &shops.otto).await,
            [json!(10.0), json!(10.0), Value::Null]
        );
    });
}
