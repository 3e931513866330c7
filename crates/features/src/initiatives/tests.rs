//! Through the door: from a start to a verdict, what is refused before, and what is kept afterwards.

mod panels;
mod silent;
mod verified;
mod withheld;

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;
use crate::indicators::{self, Cadence, IndicatorId};

const SITES: usize = 20;
/// Weeks of readings end before the present one, 2026-W47.
const LAST: &str = "2026-W46";

fn week(name: &str) -> i64 {
    Cadence::Week.parse(name).unwrap()
}

fn site_name(at: usize) -> String {
    format!("Store {at:02}")
}

/// Stores of ten people each.
async fn scene_sites(world: &World) {
    world
        .write(|tx| {
            for at in 0..SITES {
                let name = site_name(at);
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
}

/// The stores, and an indicator of Olive's about them.
async fn scene(world: &World) -> i64 {
    scene_sites(world).await;
    let draft = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site",
        "definition": "As the counter's clock has it.", "source": "by hand", "cadence": "week",
        "baseline": 14, "target": 8, "due": "2027-06-30", "scope": "All shops", "quality": "sound",
    });
    let made = world
        .json(Method::POST, "/api/indicators", &world.olive, draft)
        .await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn initiative(world: &World, indicator: i64, name: &str) -> i64 {
    let path = format!("/api/indicators/{indicator}/initiatives");
    let new = json!({ "name": name, "what": "Each parcel has its bay.",
        "levers": [{ "lever": "technology", "what": "Tablet at the counter", "state": "in_place" }] });
    let made = world.json(Method::POST, &path, &world.olive, new).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

/// Some noise that is always the same.
fn noise(at: usize, week: i64) -> f64 {
    let mixed = (at as u64 * 7_919 + week as u64 * 104_729).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64 - 0.5
}

/// Readings of all stores; `change` is what the store's reading of a week differs by.
async fn read(world: &World, id: i64, from: &str, to: &str, change: impl Fn(usize, i64) -> f64) {
    let readings: Vec<Value> = (0..SITES)
        .flat_map(|at| (week(from)..=week(to)).map(move |week| (at, week)))
        .map(|(at, week)| {
            let level = 12.0 + at as f64 * 0.2 + noise(at, week) + change(at, week);
            json!({ "unit": site_name(at), "period": Cadence::Week.name(week), "value": level })
        })
        .collect();
    let path = format!("/api/indicators/{id}/readings");
    let body = json!({ "readings": readings });
    world
        .json(Method::PUT, &path, &world.olive, body)
        .await
        .expect(200);
    world.work().await;
}

/// These stores start on this day.
async fn start(world: &World, id: i64, who: &Actor, stores: &[usize], day: &str) -> Answer {
    let starts: Vec<Value> = stores
        .iter()
        .map(|at| json!({ "unit": site_name(*at), "start": day }))
        .collect();
    let path = format!("/api/initiatives/{id}/starts");
    let body = json!({ "starts": starts });
    let answer = world.json(Method::PUT, &path, who, body).await;
    world.work().await;
    answer
}

async fn known(world: &World, id: i64) -> Value {
    let path = format!("/api/initiatives/{id}");
    world.get(&path, &world.otto).await.expect(200).json()
}

async fn page(world: &World, id: i64) -> Answer {
    let path = format!("/initiatives/{id}");
    world.get(&path, &world.otto).await.expect(200)
}

/// Three minutes less where the store had started, the first three in week 25 and three more in week 28.
fn helped(at: usize, now: i64) -> f64 {
    let started = match at {
        0..3 => week("2026-W25"),
        3..6 => week("2026-W28"),
        _ => i64::MAX,
    };
    if now >= started { -3.0 } else { 0.0 }
}

#[test]
fn from_a_start_to_a_verdict_that_is_kept() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        assert!(page(&world, id).await.has("Not yet known"));
        start(&world, id, &world.olive, &[0, 1, 2], "2026-06-15")
            .await
            .expect(200);
        start(&world, id, &world.olive, &[3], "2026-07-06")
            .await
            .expect(200);
        read(&world, indicator, "2026-W05", "2026-W34", helped).await;
        let waits = page(&world, id).await;
        assert!(
            waits.has("one more site that started") && waits.has("Not judged yet"),
            "{}",
            waits.body
        );
        assert!(!waits.has("95 % interval"), "no interval before its date");
        assert_eq!(known(&world, id).await["verdict"], Value::Null);

        start(&world, id, &world.olive, &[4, 5], "2026-07-08")
            .await
            .expect(200);
        let waits = page(&world, id).await;
        assert!(
            !waits.has("one more site") && waits.has("2026-W39"),
            "{}",
            waits.body
        );
        read(&world, indicator, "2026-W35", LAST, helped).await;
        let now = known(&world, id).await;
        let (verdict, newest) = (&now["verdict"], &now["newest"]);
        assert_eq!(
            (&verdict["kind"], &verdict["last"]),
            (&json!("effect"), &json!("2026-W39"))
        );
        assert_eq!(
            (&verdict["adopting"], &verdict["others"]),
            (&json!(6), &json!(14))
        );
        let value = |answer: &Value, name: &str| answer[name].as_f64().unwrap();
        assert!((value(verdict, "value") + 3.0).abs() < 0.5, "{verdict}");
        assert!(
            value(verdict, "low") < -3.0 + 0.5 && value(verdict, "high") < 0.0,
            "{verdict}"
        );
        assert_eq!(newest["last"], LAST, "and a later look");
        let judged = page(&world, id).await;
        for said in [
            "Likely yes",
            "min better than the 14 others did over the same time (95 % interval:",
            "Verdict of 2026-W39, kept.",
            "Later look, 2026-W46",
            "2 starts were dated afterwards",
            "chose to",
            "A flat past does not prove a parallel future",
        ] {
            assert!(judged.has(said), "{said}: {}", judged.body);
        }
        let indicator_page = world
            .get(&format!("/indicators/{indicator}"), &world.otto)
            .await
            .expect(200);
        assert!(indicator_page.has("Bay board") && indicator_page.has("Tablet at the counter"));

        // Whatever is put right later, the verdict is that of its date.
        read(&world, indicator, "2026-W05", LAST, |_, _| 0.0).await;
        let after = known(&world, id).await;
        assert_eq!(&after["verdict"], verdict);
        assert!(value(&after["newest"], "value").abs() < 0.7, "{after}");
        let doubts = after["newest"]["doubts"].to_string();
        assert!(
            doubts.contains("readings were changed after they"),
            "{after}"
        );
        assert!(!verdict["doubts"].to_string().contains("were changed"));
    });
}

#[test]
fn what_is_not_there_is_not_shown() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        let adopters = [0, 3, 6, 9, 12, 15];
        start(&world, id, &world.olive, &adopters, "2026-06-15")
            .await
            .expect(200);
        read(&world, indicator, "2026-W05", LAST, |_, _| 0.0).await;
        let now = known(&world, id).await;
        let (low, high) = (
            now["verdict"]["low"].as_f64().unwrap(),
            now["verdict"]["high"].as_f64().unwrap(),
        );
        assert!(low < 0.0 && 0.0 < high, "{now}");
        let page = page(&world, id).await;
        assert!(
            page.has("Not clear") && page.has("it may be nothing"),
            "{}",
            page.body
        );

        // The same for three: lines and a rank, no interval.
        let few = initiative(&world, indicator, "Greeter").await;
        start(&world, few, &world.olive, &[1, 2, 19], "2026-06-15")
            .await
            .expect(200);
        let now = known(&world, few).await;
        assert_eq!(now["newest"]["kind"], "too_few");
        assert_eq!(
            (&now["newest"]["low"], &now["verdict"]),
            (&Value::Null, &Value::Null)
        );
        let sentence = now["newest"]["sentence"].as_str().unwrap();
        assert!(
            sentence.contains("2 more sites") && sentence.contains("Of all 1,140 ways"),
            "{sentence}"
        );
    });
}

#[test]
fn of_three_that_were_judged_chance_is_told() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let path = format!("/indicators/{indicator}");
        let said = "initiatives of this indicator have been judged";
        for (at, name) in ["Bay board", "Greeter", "New till"].iter().enumerate() {
            let id = initiative(&world, indicator, name).await;
            let stores: Vec<usize> = (at..SITES).step_by(3).take(6).collect();
            let day = ["2026-06-15", "2026-06-22", "2026-06-29"][at];
            start(&world, id, &world.olive, &stores, day)
                .await
                .expect(200);
            let judged = world.get(&path, &world.otto).await.expect(200);
            assert!(!judged.has(said), "nothing is judged without readings");
        }
        read(&world, indicator, "2026-W05", LAST, |_, _| 0.0).await;
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(page.has(&format!("3 {said}")), "{}", page.words());
        assert!(page.has("by chance alone"));
    });
}

#[test]
fn when_everybody_starts_at_once_nothing_is_claimed() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "New till").await;
        let all: Vec<usize> = (0..SITES).collect();
        start(&world, id, &world.olive, &all, "2026-06-15")
            .await
            .expect(200);
        let fell = |_, now| if now >= week("2026-W25") { -3.0 } else { 0.0 };
        read(&world, indicator, "2026-W05", LAST, fell).await;
        let few = known(&world, id).await;
        let sentence = few["newest"]["sentence"].as_str().unwrap();
        assert!(
            sentence.contains("4 more weeks of readings before"),
            "{sentence}"
        );
        read(&world, indicator, "2025-W40", "2026-W04", fell).await;
        let now = known(&world, id).await;
        assert_eq!(now["verdict"]["kind"], "moved", "{now}");
        let page = page(&world, id).await;
        assert!(
            page.has("Moved at that time") && !page.has("Likely yes"),
            "{}",
            page.body
        );
        assert!(page.has("Nothing separates it from whatever else changed then"));
    });
}

#[test]
fn initiatives_that_cannot_be_told_apart_are_one() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let board = initiative(&world, indicator, "Bay board").await;
        let owner = initiative(&world, indicator, "One owner per shelf").await;
        for id in [board, owner] {
            start(&world, id, &world.olive, &[0, 1, 2], "2026-06-15")
                .await
                .expect(200);
            start(&world, id, &world.olive, &[3, 4, 5], "2026-07-06")
                .await
                .expect(200);
        }
        read(&world, indicator, "2026-W05", LAST, helped).await;
        let now = known(&world, owner).await;
        assert_eq!(now["verdict"]["together"], json!(["Bay board"]));
        let page = page(&world, owner).await;
        assert!(
            page.has("Estimated together with Bay board"),
            "{}",
            page.body
        );
    });
}

#[test]
fn readings_counted_differently_do_not_enter() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        start(&world, id, &world.olive, &[0, 1, 2, 3, 4, 5], "2026-06-15")
            .await
            .expect(200);
        read(&world, indicator, "2026-W05", LAST, helped).await;
        let define = format!("/indicators/{indicator}/definitions");
        let form = [
            ("definition", "From the door on"),
            ("from", "2026-W22"),
            ("baseline", "20"),
            ("target", "12"),
        ];
        world
            .post_form(&define, &world.olive, &form)
            .await
            .expect(303);
        world.work().await;
        let now = known(&world, id).await;
        assert_eq!(now["newest"]["first"], "2026-W22");
        let sentence = now["newest"]["sentence"].as_str().unwrap();
        assert!(
            sentence.contains("3 more weeks of readings before the start"),
            "{sentence}"
        );
    });
}

#[test]
fn who_started_counts_for_good() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        start(&world, id, &world.mia, &[0], "2026-06-15")
            .await
            .expect(403);
        start(&world, id, &world.gus, &[0], "2026-06-15")
            .await
            .expect(404);
        start(&world, id, &world.ada, &[0, 1], "2026-06-15")
            .await
            .expect(200);
        let refused = start(&world, id, &world.olive, &[2], "2026-12-01")
            .await
            .expect(422);
        assert_eq!(refused.json()["problems"][0]["field"], "/starts/0/start");
        let table = format!("/initiatives/{id}/starts.csv");
        let lines = "unit,start\nStore 02,2026-06-15\nNowhere,2026-06-15";
        let refused = world
            .post_form(&table, &world.olive, &[("starts", lines)])
            .await
            .expect(422);
        assert!(
            refused.has("Line 3:") && refused.has("Store 02,2026-06-15"),
            "{}",
            refused.body
        );
        assert_eq!(known(&world, id).await["started"], 2, "all of them or none");

        // The date when it is judged stays.
        let edit = format!("/initiatives/{id}/edit");
        let form = [
            ("name", "Bay board"),
            ("what", "Bays"),
            ("judged_after", "4"),
        ];
        let refused = world
            .post_form(&edit, &world.olive, &form)
            .await
            .expect(409);
        assert!(
            refused.has("stays as it is") && refused.has("value=\"4\""),
            "{}",
            refused.body
        );
        let form = [
            ("name", "Bay board"),
            ("what", "Bays at last"),
            ("judged_after", "12"),
        ];
        world.post_form(&edit, &world.mia, &form).await.expect(403);
        world
            .post_form(&edit, &world.olive, &form)
            .await
            .expect(303);
        assert!(page(&world, id).await.has("Bays at last"));

        // Dropping it does not leave the count; a mistake can be taken back for a day.
        let indicator = IndicatorId::from_raw(indicator);
        let units = world
            .write(move |tx| indicators::queries::units(tx, indicator, 10))
            .await;
        let unit = |at: usize| units[at].id.to_string();
        let drops = format!("/initiatives/{id}/drops");
        let before = [
            ("unit", unit(0)),
            ("day", "2026-06-01".into()),
            ("why", "No tablet".into()),
        ];
        let before: Vec<(&str, &str)> = before.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let refused = world
            .post_form(&drops, &world.olive, &before)
            .await
            .expect(422);
        assert!(
            refused.has("before it started") && refused.has("value=\"No tablet\""),
            "{}",
            refused.body
        );
        let dropped = [
            ("unit", unit(0)),
            ("day", "2026-09-01".into()),
            ("why", "No tablet".into()),
        ];
        let dropped: Vec<(&str, &str)> = dropped.iter().map(|(n, v)| (*n, v.as_str())).collect();
        world
            .post_form(&drops, &world.olive, &dropped)
            .await
            .expect(303);
        let now = known(&world, id).await;
        assert_eq!((&now["started"], &now["go_on"]), (&json!(2), &json!(1)));
        let mistakes = format!("/initiatives/{id}/mistakes");
        world
            .post_form(&mistakes, &world.olive, &[("unit", &unit(1))])
            .await
            .expect(303);
        assert_eq!(known(&world, id).await["started"], 1);
        world.wait(25 * 3600 * 1_000_000);
        world
            .post_form(&mistakes, &world.olive, &[("unit", &unit(0))])
            .await
            .expect(409);
    });
}

#[test]
fn people_take_part_by_their_own_choice_and_closed_places_stay_hidden() {
    each_world(FEATURES, async |world| {
        let indicator = scene(&world).await;
        let id = initiative(&world, indicator, "Bay board").await;
        let people = format!("/initiatives/{id}/people");
        world
            .post_form(&people, &world.mia, &[("takes_part", "true")])
            .await
            .expect(303);
        world
            .post_form(&people, &world.gus, &[("takes_part", "true")])
            .await
            .expect(404);
        let mine = format!("/people/{}", world.mia.id);
        assert!(page(&world, id).await.has(&world.mia.name));
        let of_mia = world.get(&mine, &world.otto).await.expect(200);
        assert!(of_mia.has("Takes part in") && of_mia.has("Bay board"));
        assert!(!world.get(&mine, &world.gus).await.has("Bay board"));
        world
            .post_form(&people, &world.mia, &[("takes_part", "false")])
            .await
            .expect(303);
        assert!(!world.get(&mine, &world.otto).await.has("Bay board"));

        let places = format!("/initiatives/{id}/communities");
        let desk = world.returns_desk.to_string();
        let secret = world.pay_review.to_string();
        let add = |community: &str| {
            [
                ("community", community.to_owned()),
                ("linked", "true".to_owned()),
            ]
        };
        for (community, who, wanted) in [
            (&desk, &world.mia, 403),
            (&desk, &world.olive, 303),
            (&secret, &world.ada, 404),
            (&secret, &world.olive, 303),
        ] {
            let form = add(community);
            let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
            world.post_form(&places, who, &form).await.expect(wanted);
        }
        let (seen, hidden) = (
            world.get(&format!("/initiatives/{id}"), &world.mia).await,
            page(&world, id).await,
        );
        assert!(seen.has("Pay review") && hidden.has("Returns desk"));
        assert!(
            !hidden.has("Pay review"),
            "a secret community is not named to others"
        );
        let desk_page = world
            .get(&format!("/communities/{desk}"), &world.otto)
            .await
            .expect(200);
        assert!(desk_page.has("What it works on") && desk_page.has("Bay board"));
    });
}
