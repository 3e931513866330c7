//! The first day: what a team gets, and what is written down of it.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::{Shops, begins, give, send, shops, started, waited, with};
use crate::FEATURES;

#[test]
fn a_team_gets_its_community_posts_and_checklist_and_the_start_is_counted() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let path = format!("/use-cases/{}/replications", shops.use_case);
        let page = world
            .get(&format!("{path}/new"), &shops.lena)
            .await
            .expect(200);
        for said in [
            "Leeds: A shelf by surname",
            "2 prepared posts",
            "Checklist, 2 points",
            "10 min",
            "Shelves",
        ] {
            assert!(page.has(said), "{said}: {}", page.body);
        }
        let form = begins(&shops);
        // What was typed is kept, and nothing is made of it.
        let wrong = with(&with(&form, "starts", "2026-11-04"), "initiative", "");
        let refused = send(&world, &path, &shops.lena, &wrong).await.expect(422);
        assert!(
            refused.has("at most 14 days ago") && refused.has("Two zones only"),
            "{}",
            refused.body
        );
        let refused = send(&world, &path, &shops.lena, &with(&form, "initiative", ""))
            .await
            .expect(422);
        assert!(
            refused.has("Choose the initiative, or that it is none of these"),
            "{}",
            refused.body
        );
        let refused = send(&world, &path, &shops.otto, &form).await.expect(422);
        assert!(
            refused.has("names no such place"),
            "nobody claims a start elsewhere"
        );
        assert!(
            world
                .get(&path, &shops.otto)
                .await
                .has("No team has started it yet")
        );
        send(&world, &path, &world.gus, &form).await.expect(404);

        let one = started(&world, &shops, &shops.lena, &form).await;
        let again = send(
            &world,
            &path,
            &shops.lars,
            &with(&form, "room_name", "Another"),
        )
        .await;
        assert!(again.expect(409).has("It goes on here already"));

        let page = world.get(&one, &shops.lena).await.expect(200);
        for said in [
            "Measure the shelf",
            "What is in your way?",
            "Read this first.",
            "Counted since 19 November 2026",
            "10 min before",
        ] {
            assert!(page.has(said), "{said}: {}", page.body);
        }
        let id: i64 = one.rsplit('/').next().unwrap().parse().unwrap();
        let api = world
            .get(&format!("/api/replications/{id}"), &shops.otto)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&api["stage"], &api["mean_before"], &api["variant"]),
            (&json!("trying"), &json!(10.0), &json!("Two zones only"))
        );
        // The readings before it are those of that day, whatever is said of them later.
        give(
            &world,
            &shops.olive,
            shops.indicator,
            "Leeds",
            &[("2026-W46", 90.0)],
        )
        .await;
        let later = world
            .get(&format!("/api/replications/{id}"), &shops.otto)
            .await
            .json();
        assert_eq!(later["mean_before"], json!(10.0));
        let counted = world
            .get(&format!("/initiatives/{}", shops.initiative), &shops.otto)
            .await;
        assert!(counted.has("Leeds"), "{}", counted.words());

        // Others see where it runs, and none of what is the team's.
        let page = world.get(&one, &shops.yuri).await.expect(200);
        assert!(page.has("Different here: Two zones only"));
        for hidden in ["Measure the shelf", "What is in your way?", "Stop it here"] {
            assert!(!page.has(hidden), "{hidden}");
        }
        world.get(&one, &world.gus).await.expect(404);
    });
}

#[test]
fn a_start_to_come_is_counted_on_its_day() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let form = with(&begins(&shops), "starts", "2026-11-30");
        let one = started(&world, &shops, &shops.lena, &form).await;
        let path = format!("/api{one}");
        let stage = async |shops: &Shops| world.get(&path, &shops.otto).await.json();
        assert_eq!(
            (
                &stage(&shops).await["stage"],
                &stage(&shops).await["mean_before"]
            ),
            (&json!("planned"), &Value::Null)
        );
        let initiative = format!("/initiatives/{}", shops.initiative);
        assert!(!world.get(&initiative, &shops.otto).await.has("Leeds"));
        give(
            &world,
            &shops.olive,
            shops.indicator,
            "Leeds",
            &[("2026-W47", 12.0)],
        )
        .await;
        waited(&world, &mut shops, 11).await;
        assert_eq!(
            (
                &stage(&shops).await["stage"],
                &stage(&shops).await["mean_before"]
            ),
            (&json!("trying"), &json!(11.0))
        );
        assert!(world.get(&initiative, &shops.otto).await.has("Leeds"));

        // The first whole week after it that is better than the best of the four before it.
        let readings = [("2026-W49", 11.5), ("2026-W50", 10.5), ("2026-W51", 9.5)];
        waited(&world, &mut shops, 30).await;
        give(&world, &shops.olive, shops.indicator, "Leeds", &readings).await;
        assert_eq!(stage(&shops).await["first_result_days"], json!(21));
        assert_eq!(stage(&shops).await["mean_after"], json!(10.5));
    });
}

/// The starts in the record of the initiative: place, day, and whether it goes on.
async fn record(world: &World, shops: &Shops) -> Vec<(String, String, bool)> {
    let path = format!("/api/initiatives/{}", shops.initiative);
    let known = world.get(&path, &shops.otto).await.expect(200).json();
    let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    let starts = known["starts"].as_array().unwrap().iter();
    starts
        .map(|it| (text(it, "unit"), text(it, "start"), it["dropped"].is_null()))
        .collect()
}

fn start(place: &str, day: &str, goes_on: bool) -> (String, String, bool) {
    (place.to_owned(), day.to_owned(), goes_on)
}

async fn stop(world: &World, one: &str, who: &Actor) {
    let why = [("why", "Too few parcels")];
    let path = format!("{one}/stop");
    world.post_form(&path, who, &why).await.expect(303);
}

async fn says(world: &World, shops: &Shops, unit: &str, day: &str) {
    let path = format!("/api/initiatives/{}/starts", shops.initiative);
    let body = json!({ "starts": [{ "unit": unit, "start": day }] });
    let said = world.json(Method::PUT, &path, &shops.olive, body).await;
    said.expect(200);
}

#[test]
fn a_place_that_stopped_is_taken_up_again_since_its_first_day() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-19", true)]
        );
        waited(&world, &mut shops, 10).await;
        stop(&world, &one, &shops.lena).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-19", false)]
        );
        let again = with(&begins(&shops), "room_name", "The second try");
        let again = with(&again, "starts", "2026-11-29");
        let two = started(&world, &shops, &shops.lars, &again).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-19", true)]
        );
        stop(&world, &two, &shops.lars).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-19", false)]
        );
    });
}

#[test]
fn a_stop_leaves_alone_what_others_recorded() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        says(&world, &shops, "Leeds", "2026-11-19").await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        stop(&world, &one, &shops.lena).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-19", true)]
        );
    });
}

#[test]
fn who_answers_for_the_initiative_corrects_what_a_team_told() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        waited(&world, &mut shops, 5).await;
        says(&world, &shops, "Leeds", "2026-11-16").await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-16", true)]
        );
        // It is still the team's: their stop is noted there.
        stop(&world, &one, &shops.lena).await;
        assert_eq!(
            record(&world, &shops).await,
            [start("Leeds", "2026-11-16", false)]
        );

        let york = with(&begins(&shops), "room_name", "The shelf of York");
        let two = started(
            &world,
            &shops,
            &shops.yuri,
            &with(&york, "starts", "2026-11-24"),
        )
        .await;
        let indicator = crate::indicators::IndicatorId::from_raw(shops.indicator);
        let unit = world
            .app
            .store
            .read(move |db| crate::indicators::queries::unit_by_name(db, indicator, "york"));
        let unit = unit.await.unwrap().unwrap().to_string();
        let mistakes = format!("/initiatives/{}/mistakes", shops.initiative);
        let back = async |who: &Actor| {
            let form = [("unit", unit.as_str())];
            world.post_form(&mistakes, who, &form).await.status
        };
        waited(&world, &mut shops, 13).await;
        assert_eq!(back(&shops.yuri).await, 403);
        let initiative = format!("/initiatives/{}", shops.initiative);
        let page = world.get(&initiative, &shops.olive).await.expect(200);
        assert!(page.has("did not start?"));
        assert_eq!(back(&shops.olive).await, 303);
        let page = world.get(&two, &shops.yuri).await.expect(200);
        assert!(
            page.has("took the start out of its record"),
            "{}",
            page.words()
        );
        waited(&world, &mut shops, 2).await;
        assert_eq!(record(&world, &shops).await.len(), 1, "it is not put back");
    });
}

#[test]
fn a_place_of_few_people_begins_and_is_not_counted() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let site =
            world.write(move |tx| people::actions::site(tx, "Skye", SiteKind::Frontline, ""));
        let draft = people::Draft {
            name: "Sky Alone".to_owned(),
            site: Some(site.await),
            ..people::Draft::default()
        };
        let alone = world.add(draft).await;
        let form = with(&begins(&shops), "room_name", "The shelf of Skye");
        let one = started(&world, &shops, &alone, &form).await;
        let page = world.get(&one, &alone).await.expect(200);
        assert!(page.has("could not take this start"), "{}", page.words());
        assert!(record(&world, &shops).await.is_empty());
    });
}

#[test]
fn the_days_follow_one_another_by_themselves() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let first = with(&begins(&shops), "starts", "2026-11-20");
        started(&world, &shops, &shops.lena, &first).await;
        let form = with(&begins(&shops), "starts", "2026-11-22");
        let form = with(&form, "room_name", "The shelf of York");
        started(&world, &shops, &shops.yuri, &form).await;
        world.write(crate::replications::start::begin).await;
        world.work().await;
        assert!(record(&world, &shops).await.is_empty());
        for places in [1, 1, 2] {
            world.wait(kernel::Time::DAY_US);
            world.work().await;
            shops.otto = world.sign_in(&shops.otto).await;
            assert_eq!(record(&world, &shops).await.len(), places);
        }
    });
}
