//! Where it runs: from where to where, how many kept it, and every team, page by page.

use network::testing::each_world;
use serde_json::{Value, json};

use super::{begins, begun, kept, shops, started, stopped, with};
use crate::FEATURES;

#[test]
fn every_team_is_counted_also_those_that_are_not_drawn() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let places = [
            "Ayr", "Bath", "Cork", "Deal", "Ely", "Fife", "Goole", "Hull", "Ilford",
        ];
        let mut ids = Vec::new();
        for place in places {
            let made = begun(&world, &shops, &shops.olive, place, "2026-11-01", None).await;
            ids.push(made.raw());
        }
        let below = begun(
            &world,
            &shops,
            &shops.olive,
            "Jarrow",
            "2026-11-02",
            Some(ids[0]),
        );
        let below = below.await.raw();
        // One that only waits for its leader is not among them.
        let asked = with(&begins(&shops), "leader", "Lena Lead");
        started(&world, &shops, &shops.otto, &asked).await;

        let path = format!("/use-cases/{}/replications", shops.use_case);
        let page = world.get(&path, &shops.otto).await.expect(200);
        let tree = &page.body[..page.body.find("<table").unwrap()];
        assert!(tree.contains(">Fife<") && !tree.contains(">Goole<"));
        assert!(tree.contains("and 3 more teams"), "{}", page.words());
        let (ayr, jarrow, bath) = (
            tree.find(">Ayr<"),
            tree.find(">Jarrow<"),
            tree.find(">Bath<"),
        );
        assert!(ayr < jarrow && jarrow < bath, "Jarrow has it from Ayr");
        assert!(!page.has(">Leeds<"));
        let origin = format!("/replications/{}", ids[0]);
        let page = world.get(&origin, &shops.otto).await.expect(200);
        assert!(page.has("One team took it from here"));

        // Page by page, the newest first, each once.
        let mut seen = Vec::new();
        let mut next = String::new();
        loop {
            let page = world
                .get(&format!("/api{path}?limit=4{next}"), &shops.otto)
                .await;
            let page = page.expect(200).json();
            let rows = page["replications"].as_array().unwrap().clone();
            seen.extend(rows.iter().map(|it| it["id"].as_i64().unwrap()));
            match &page["next"] {
                Value::String(cursor) => next = format!("&cursor={cursor}"),
                _ => break,
            }
        }
        let mut wanted = vec![below];
        wanted.extend(ids.iter().rev());
        assert_eq!(seen, wanted);
    });
}

#[test]
fn how_many_keep_it_is_told_of_those_that_had_the_days() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let began = async |place: &'static str, starts: &'static str| {
            begun(&world, &shops, &shops.olive, place, starts, None).await
        };
        let (long, left) = (
            began("Ayr", "2026-08-01").await,
            began("Bath", "2026-08-02").await,
        );
        let (early, keeps) = (
            began("Cork", "2026-10-01").await,
            began("Deal", "2026-10-02").await,
        );
        began("Ely", "2026-10-03").await;
        let never = began("Fife", "2026-10-04").await;
        began("Goole", "2026-12-01").await;
        for id in [long, left, keeps] {
            kept(&world, id, 30).await;
        }
        kept(&world, long, 90).await;
        stopped(&world, left, "2026-09-20").await;
        stopped(&world, early, "2026-10-09").await;
        // Before its first day.
        stopped(&world, never, "2026-10-03").await;
        let path = format!("/api/use-cases/{}/replications", shops.use_case);
        let told = world.get(&path, &shops.otto).await.expect(200).json();
        let told = [
            "begun",
            "after_30_days",
            "kept_30_days",
            "stopped_30_days",
            "after_90_days",
            "kept_90_days",
            "stopped_90_days",
        ]
        .map(|name| told[name].clone());
        assert_eq!(told, [5, 5, 3, 1, 2, 1, 1].map(|n| json!(n)));
    });
}
