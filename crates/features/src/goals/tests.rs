//! Through the door: goals, what pulls apart, and who settles it.

mod measured;

use http::Method;
use kernel::Time;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;
use crate::indicators::{self, IndicatorId};

async fn indicator(world: &World, owner: &Actor, name: &str, direction: &str) -> i64 {
    let (baseline, target) = if direction == "less" {
        (14, 8)
    } else {
        (8, 14)
    };
    let draft = json!({
        "name": name, "unit": "min", "direction": direction, "observed": "site", "definition": "As the clock has it.",
        "source": "by hand", "cadence": "week", "baseline": baseline, "target": target, "due": "2027-06-30",
        "scope": "All shops", "quality": "sound",
    });
    let made = world.json(Method::POST, "/api/indicators", owner, draft);
    made.await.expect(201).json()["id"].as_i64().unwrap()
}

/// So many people of a title at a site of their own; the first is returned.
async fn shop(world: &World, site: &'static str, title: &'static str, people: usize) -> Actor {
    let site = world
        .write(move |tx| people::actions::site(tx, site, SiteKind::Frontline, ""))
        .await;
    let mut first = None;
    for number in 0..people {
        let draft = people::Draft {
            name: format!("Somebody {title} {number}"),
            title: title.to_owned(),
            employee_number: Some(format!("{site} {title} {number}")),
            site: Some(site),
            ..people::Draft::default()
        };
        let actor = world.add(draft).await;
        first = first.or(Some(actor));
    }
    first.unwrap()
}

fn goal(indicator: i64, direction: &str, holder: &str, held_by: &str) -> Value {
    json!({
        "indicator_id": indicator, "direction": direction, "target": 8, "from_day": "2026-10-01", "to_day": "2027-03-31",
        "weight_percent": 30, "said": "One host at the counter.", "holder": holder, "held_by": held_by,
    })
}

async fn set(world: &World, who: &Actor, goal: Value) -> Answer {
    world.json(Method::POST, "/api/goals", who, goal).await
}

async fn the_conflict(world: &World, who: &Actor) -> Value {
    let all = world.get("/api/conflicts", who).await.expect(200).json();
    let found = all["conflicts"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{all}");
    found[0].clone()
}

#[test]
fn a_goal_of_one_person_is_seen_by_few() {
    each_world(FEATURES, async |world| {
        let page = world.get("/goals", &world.otto).await.expect(200);
        assert!(page.has("Nobody is asked for anything yet"));
        for path in ["/goals/new", "/conflicts/new"] {
            let page = world.get(path, &world.otto).await.expect(200);
            assert!(page.has("First an indicator") && !page.has("<select"));
        }
        let id = indicator(&world, &world.olive, "Minutes of waiting", "less").await;
        let page = world.get("/goals/new", &world.otto).await;
        assert!(page.has("Minutes of waiting"));
        let page = world.get("/conflicts/new", &world.otto).await;
        assert!(page.has("there are not two yet"), "{}", page.words());
        let clerk = shop(&world, "Leeds", "Counter Clerk", 2).await;
        let own = set(&world, &world.mia, goal(id, "less", "person", "")).await;
        own.expect(201);
        let role = set(
            &world,
            &world.olive,
            goal(id, "less", "role", "Counter Clerk"),
        )
        .await;
        role.expect(201);
        for (who, count) in [(&world.mia, 2), (&world.olive, 2), (&world.otto, 1)] {
            let all = world.get("/api/goals", who).await.expect(200).json();
            assert_eq!(
                all["goals"].as_array().unwrap().len(),
                count,
                "{}",
                who.name
            );
        }
        let page = world.get("/goals?which=mine", &clerk).await.expect(200);
        assert!(page.has("Counter Clerk") && page.has("One host at the counter."));
        assert!(!page.has(&world.mia.name), "{}", page.body);
        let page = world
            .get("/goals?which=mine", &world.otto)
            .await
            .expect(200);
        assert!(page.has("None of these goals is asked of you"));
        let file = world.get("/goals.csv", &world.otto).await.expect(200);
        assert!(
            file.has("Counter Clerk") && !file.has("person"),
            "{}",
            file.body
        );
        for path in ["/goals", "/goals.csv", "/goals/new", "/api/goals"] {
            world.get(path, &world.gus).await.expect(404);
        }
    });
}

#[test]
fn goals_are_set_by_those_who_may_and_ended() {
    each_world(FEATURES, async |world| {
        let id = indicator(&world, &world.olive, "Minutes of waiting", "less").await;
        shop(&world, "Leeds", "Counter Clerk", 1).await;
        let refused = set(&world, &world.otto, goal(id, "less", "site", "leeds")).await;
        assert_eq!(refused.expect(422).code(), "goal_holder");
        let refused = set(
            &world,
            &world.olive,
            goal(id, "less", "person", "Mia Member"),
        )
        .await;
        assert_eq!(
            refused.status, 422,
            "the owner of a number asks no single person"
        );
        let refused = set(&world, &world.olive, goal(id, "less", "role", "Astronaut")).await;
        assert_eq!(refused.expect(422).code(), "goal_nobody");
        let mut form = vec![
            ("indicator", id.to_string()),
            ("direction", "less".into()),
            ("target", "8,5".into()),
            ("from_day", "2026-11-01".into()),
            ("to_day", "2026-10-01".into()),
            ("weight_percent", "30 %".into()),
            ("said", "A host at <the> counter".into()),
            ("holder", "site".into()),
            ("held_by", "leeds".into()),
        ];
        let send = async |form: &[(&str, String)]| {
            let pairs: Vec<_> = form.iter().map(|(a, b)| (*a, b.as_str())).collect();
            world.post_form("/goals", &world.olive, &pairs).await
        };
        let again = send(&form).await.expect(422);
        assert!(
            again.has("This day lies before the first")
                && again.has("A host at &lt;the&gt; counter")
        );
        form[4].1 = "2026-12-31".into();
        let made = send(&form).await.expect(303);
        let page = world
            .get(made.location().unwrap(), &world.otto)
            .await
            .expect(200);
        assert!(
            page.has("down to 8.5 min") && page.has("Leeds"),
            "{}",
            page.body
        );
        let all = world.get("/api/goals", &world.olive).await.json();
        let end = format!("/goals/{}/end", all["goals"][0]["id"]);
        world.post_form(&end, &world.otto, &[]).await.expect(403);
        world.post_form(&end, &world.gus, &[]).await.expect(404);
        world.post_form(&end, &world.olive, &[]).await.expect(303);
        world.post_form(&end, &world.olive, &[]).await.expect(404);
        let all = world.get("/api/goals", &world.olive).await.json();
        assert_eq!(all["goals"], json!([]));
    });
}

#[test]
fn one_number_asked_both_ways_is_found_and_few_people_are_not_counted_out() {
    each_world(FEATURES, async |world| {
        let id = indicator(&world, &world.olive, "Hours at the hub", "less").await;
        shop(&world, "Hull", "Hub Planner", 9).await;
        set(
            &world,
            &world.olive,
            goal(id, "less", "role", "Hub Planner"),
        )
        .await
        .expect(201);
        world.get("/conflicts", &world.otto).await.expect(200);
        let mut apart = goal(id, "more", "site", "Hull");
        apart["from_day"] = json!("2027-04-01");
        apart["to_day"] = json!("2027-04-30");
        set(&world, &world.olive, apart).await.expect(201);
        let none = world.get("/api/conflicts", &world.otto).await.json();
        assert_eq!(
            none["conflicts"],
            json!([]),
            "at another time it is no contradiction"
        );
        set(&world, &world.olive, goal(id, "more", "site", "Hull"))
            .await
            .expect(201);
        world.work().await;
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(
            (&found["state"], &found["grounds"][0]["ground"]),
            (&json!("open"), &json!("opposite"))
        );
        assert_eq!(
            (&found["people"], &found["fewer_than_ten"]),
            (&Value::Null, &json!(true))
        );
        let banner = async || {
            world
                .get(&format!("/indicators/{id}"), &world.otto)
                .await
                .expect(200)
        };
        let page = banner().await;
        assert!(
            page.has("up and down at once") && page.has("Fewer than ten people are asked for both")
        );
        assert!(!page.has("9 people"));
        let draft = people::Draft {
            name: "Somebody new".into(),
            title: "Hub Planner".into(),
            site: Some(
                world
                    .write(|tx| people::actions::site(tx, "Hull", SiteKind::Frontline, ""))
                    .await,
            ),
            ..people::Draft::default()
        };
        let another = people::Draft {
            name: "Somebody newer".into(),
            ..draft.clone()
        };
        let tenth = world.add(draft).await;
        world.work().await;
        assert_eq!(
            the_conflict(&world, &world.otto).await["people"],
            Value::Null
        );
        // Nobody changed a goal: it is counted again as days pass.
        world.write(super::people::begin).await;
        world.work().await;
        assert_eq!(the_conflict(&world, &world.otto).await["people"], json!(10));
        world.add(another).await;
        world.wait(Time::DAY_US);
        world.work().await;
        assert_eq!(the_conflict(&world, &world.otto).await["people"], json!(11));
        let page = world.get("/conflicts", &tenth).await.expect(200);
        assert!(page.has("11 people are asked for both") && page.has("You are one of them"));
        assert!(
            !world
                .get("/conflicts", &world.otto)
                .await
                .has("You are one of them")
        );

        let goals = world.get("/api/goals", &world.olive).await.json();
        for goal in goals["goals"].as_array().unwrap() {
            if goal["direction"] == "more" {
                let end = format!("/goals/{}/end", goal["id"]);
                world.post_form(&end, &world.olive, &[]).await.expect(303);
            }
        }
        assert_eq!(the_conflict(&world, &world.otto).await["state"], "gone");
        assert!(!banner().await.has("up and down at once"));
    });
}

#[test]
fn both_owners_settle_what_a_colleague_declared_until_its_review() {
    each_world(FEATURES, async |world| {
        let speed = indicator(&world, &world.olive, "Days to an order", "less").await;
        let margin = indicator(&world, &world.mia, "Margin per order", "more").await;
        let said = "Every discount waits for a second signature.";
        let form = [
            ("first", margin.to_string()),
            ("second", speed.to_string()),
            ("said", said.into()),
        ];
        let pairs = form
            .each_ref()
            .map(|(a, b): &(&str, String)| (*a, b.as_str()));
        world
            .post_form("/conflicts", &world.gus, &pairs)
            .await
            .expect(403);
        let made = world
            .post_form("/conflicts", &world.otto, &pairs)
            .await
            .expect(303);
        let there = made.location().unwrap().to_owned();
        let twice = world
            .post_form("/conflicts", &world.ada, &pairs)
            .await
            .expect(409);
        assert!(twice.has("reported these two already") && twice.has(said));
        for id in [speed, margin] {
            let page = world
                .get(&format!("/indicators/{id}"), &world.otto)
                .await
                .expect(200);
            assert!(page.has("This number pulls against"), "{}", page.body);
        }
        let page = world.get(&there, &world.otto).await.expect(200);
        assert!(page.has(said) && page.has(&world.otto.name) && !page.has("How do you settle it?"));

        let settle = format!("{there}/settlements");
        let short = [
            ("manner", "prioritise"),
            ("reason", "A lost week costs more"),
            ("review_on", "2026-11-29"),
        ];
        let full = [&short[..], &[("winner", "first")]].concat();
        world
            .post_form(&settle, &world.otto, &full)
            .await
            .expect(403);
        world
            .post_form(&settle, &world.otto, &short)
            .await
            .expect(403);
        world
            .post_form(&settle, &world.gus, &full)
            .await
            .expect(404);
        let again = world
            .post_form(&settle, &world.olive, &short)
            .await
            .expect(422);
        assert!(again.has("Say which one goes first") && again.has("A lost week costs more"));
        world
            .post_form(&settle, &world.olive, &full)
            .await
            .expect(303);
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(
            (&found["state"], &found["settlement"]),
            (&json!("proposed"), &Value::Null)
        );
        let proposed = found["proposed"]["id"].to_string();
        let agree = format!("{there}/agreements");
        let yes = [("settlement", proposed.as_str())];
        world
            .post_form(&agree, &world.olive, &yes)
            .await
            .expect(403);
        world.post_form(&agree, &world.ada, &yes).await.expect(403);
        // It was said for one side: whoever comes to own that side does not say yes for the other.
        for heir in [world.otto.id, world.olive.id] {
            world
                .write(move |tx| {
                    let id = IndicatorId::from_raw(speed);
                    indicators::queries::change(tx, id, heir, "by hand", 8.0, "2027-06-30", "All")
                })
                .await;
            let refused = world.post_form(&agree, &world.otto, &yes).await;
            refused.expect(403);
            let page = world.get(&there, &world.otto).await.expect(200);
            assert!(!page.has("I agree"), "{}", page.body);
        }
        let page = world.get(&there, &world.mia).await.expect(200);
        assert!(page.has("I agree"), "{}", page.body);
        let older = json!({ "settlement_id": 1 });
        let api = format!("/api{agree}");
        let refused = world.json(Method::POST, &api, &world.mia, older).await;
        assert_eq!(refused.expect(409).code(), "goal_superseded");
        world.post_form(&agree, &world.mia, &yes).await.expect(303);
        let found = the_conflict(&world, &world.otto).await;
        assert_eq!(
            (&found["state"], &found["settlement"]["winner"]),
            (&json!("settled"), &json!("first"))
        );
        assert!(
            !world
                .get(&format!("/indicators/{speed}"), &world.otto)
                .await
                .has("pulls against")
        );

        world.wait(11 * Time::DAY_US);
        let (olive, otto) = (
            world.sign_in(&world.olive).await,
            world.sign_in(&world.otto).await,
        );
        assert_eq!(the_conflict(&world, &otto).await["state"], "due");
        assert!(
            world
                .get(&format!("/indicators/{speed}"), &otto)
                .await
                .has("pulls against")
        );
        let page = world.get(&there, &olive).await.expect(200);
        assert!(
            page.has("Its review has come")
                && page.has("What was said before")
                && page.has("A lost week costs more")
        );
        let archive = format!("/indicators/{margin}/archive");
        let mia = world.sign_in(&world.mia).await;
        let form = [("archived", "true")];
        world.post_form(&archive, &mia, &form).await.expect(303);
        assert_eq!(the_conflict(&world, &otto).await["state"], "gone");
        let again = goal(margin, "more", "person", "");
        let refused = set(&world, &mia, again).await;
        assert_eq!(refused.expect(422).code(), "goal_indicator");
    });
}
