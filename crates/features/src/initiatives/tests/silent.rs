//! Stores that stop reporting: what is then missing is said, and why there is no verdict yet.

use http::Method;
use network::testing::{World, each_world};
use serde_json::{Value, json};

use super::{LAST, SITES, initiative, known, noise, page, scene, site_name, start, week};
use crate::FEATURES;
use crate::indicators::Cadence;

/// Readings of all stores; those in `silent` have none from a week on.
async fn read(world: &World, indicator: i64, silent: std::ops::Range<usize>, from: &str) {
    let readings: Vec<Value> = (0..SITES)
        .flat_map(|at| (week("2026-W10")..=week(LAST)).map(move |week| (at, week)))
        .filter(|(at, now)| !silent.contains(at) || *now < week(from))
        .map(|(at, now)| {
            json!({ "unit": site_name(at), "period": Cadence::Week.name(now), "value": 12.0 + noise(at, now) })
        })
        .collect();
    let path = format!("/api/indicators/{indicator}/readings");
    let body = json!({ "readings": readings });
    let put = world.json(Method::PUT, &path, &world.olive, body).await;
    put.expect(200);
    world.work().await;
}

/// An initiative that six of the sites started in June.
async fn six_started(world: &World) -> (i64, i64) {
    let indicator = scene(world).await;
    let id = initiative(world, indicator, "Bay board").await;
    let six = [0, 1, 2, 3, 4, 5];
    start(world, id, &world.olive, &six, "2026-06-22")
        .await
        .expect(200);
    (indicator, id)
}

#[test]
fn who_started_and_reports_no_longer_is_spoken_of() {
    const SAID: &str = "of those that started: more than a fifth of the readings since are missing";
    each_world(FEATURES, async |world| {
        let (indicator, id) = six_started(&world).await;
        read(&world, indicator, 3..6, "2026-W28").await;
        let verdict = known(&world, id).await["verdict"].clone();
        assert_eq!(verdict["kind"], "effect", "{verdict}");
        let page = page(&world, id).await;
        assert!(page.has(&format!("3 sites {SAID}")), "{}", page.words());
    });
    each_world(FEATURES, async |world| {
        let (indicator, id) = six_started(&world).await;
        read(&world, indicator, 0..0, LAST).await;
        let page = page(&world, id).await;
        assert!(page.has("it may be nothing") && !page.has(SAID));
    });
}

#[test]
fn a_verdict_that_waits_for_readings_says_so() {
    each_world(FEATURES, async |world| {
        let (indicator, id) = six_started(&world).await;
        read(&world, indicator, 0..6, "2026-W28").await;
        let late = page(&world, id).await;
        let said = "after 2026-W27 more than a fifth of the readings are missing";
        assert!(
            late.has("up to 2026-W37") && late.has(said),
            "{}",
            late.words()
        );
        assert!(!late.has("Until then there are lines"));

        let other = initiative(&world, indicator, "Bay numbers").await;
        start(&world, other, &world.olive, &[7, 8], "2026-11-02")
            .await
            .expect(200);
        read(&world, indicator, 0..0, LAST).await;
        let waits = page(&world, other).await;
        assert!(waits.has("Until then there are lines"), "{}", waits.words());
        assert!(!page(&world, id).await.has("That time is over"));
    });
}
