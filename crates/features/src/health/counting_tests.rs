//! Through the door: a count that is interrupted, who is counted from week to week, who talks with whom.

use http::Method;
use kernel::Time;
use network::communities::{self, MemberRole};
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::tests::{a_sunday, count, figure, members};
use super::{Week, job};
use crate::FEATURES;

store::statements! {
    fn payloads() -> Vec<String> = "select payload from jobs where kind = 'health_count' order by run_at limit 10";
    fn take(payload: &str) -> store::Changed = "delete from jobs where kind = 'health_count' and payload = $1";
    fn members_counted(week: i64) -> Vec<i64> =
        "select members from health_communities where week = $1 order by members desc limit 10";
}

async fn health(world: &World) -> Value {
    let olive = world.sign_in(&world.olive).await;
    let path = format!("/api/communities/{}/health", world.returns_desk);
    world.get(&path, &olive).await.expect(200).json()
}

#[test]
fn a_count_that_comes_back_for_each_step_counts_the_same() {
    each_world(FEATURES, async |world| {
        a_sunday(&world, 24).await;
        let week = Week::last(world.clock().now());
        let mut payload = week.0.to_string();
        let mut jobs = 0;
        while health(&world).await["until"].is_null() {
            let (app, asked) = (world.app.clone(), payload.clone());
            let step = move || job::go_on(&app.store, &asked, &|| true);
            std::thread::spawn(step).join().unwrap().unwrap();
            jobs += 1;
            // Somebody who finds it at work leaves it alone, and looks again later.
            let other = world.app.clone();
            let elsewhere = format!("{} 7", week.0);
            let look = move || job::go_on(&other.store, &elsewhere, &|| false);
            std::thread::spawn(look).join().unwrap().unwrap();
            let waiting = world.app.store.read(payloads).await.unwrap();
            let mine = |waiting: &&String| {
                waiting.starts_with(&format!("{} ", week.0)) && !waiting.ends_with(" 7")
            };
            let Some(next) = waiting.iter().find(mine) else {
                break;
            };
            payload.clone_from(next);
            let taken = next.clone();
            world.write(move |tx| take(tx, &taken)).await;
        }
        assert!(jobs > 8, "{jobs} jobs");
        let health = health(&world).await;
        assert_eq!(health["until"], "2026-11-29");
        assert_eq!(figure(&health, "answer_rate").1, json!(50.0));
        assert_eq!(figure(&health, "active_share").1, json!(67.0));
    });
}

#[test]
fn who_joins_alone_is_counted_with_nine_others() {
    each_world(FEATURES, async |world| {
        a_sunday(&world, 24).await;
        count(&world);
        let mut counted = Vec::new();
        for more in [9, 1] {
            let desk = world.returns_desk;
            let join = world.write(move |tx| {
                for _ in 0..more {
                    let draft = people::Draft {
                        name: "A newcomer".to_owned(),
                        ..people::Draft::default()
                    };
                    let id = people::actions::add(tx, None, &draft.check()?)?;
                    communities::actions::add_member(tx, desk, id, MemberRole::Member)?;
                }
                Ok(())
            });
            join.await;
            world.wait(14 * Time::DAY_US);
            count(&world);
            let week = Week::last(world.clock().now()).0;
            let read = world.app.store.read(move |db| members_counted(db, week));
            counted.push(read.await.unwrap());
        }
        // Of the desk, and of everyone.
        assert_eq!(counted, [[65, 60], [75, 70]], "62 and 64, then ten more");
    });
}

/// So many people at a site and in a department, each of whom turns to one of `to`.
async fn at_site(world: &World, name: &'static str, to: &[Actor], people: usize) -> Vec<Actor> {
    let site = world.write(move |tx| people::actions::site(tx, name, SiteKind::Frontline, ""));
    let site = site.await;
    let mut all = Vec::new();
    for number in 0..people {
        let draft = people::Draft {
            name: format!("{name} {number}"),
            site: Some(site),
            department: name.to_owned(),
            ..people::Draft::default()
        };
        all.push(world.add(draft).await);
    }
    world.wait(8 * Time::DAY_US);
    let mut fresh = Vec::new();
    for who in &all {
        fresh.push(world.sign_in(who).await);
    }
    for (at, who) in fresh.iter().enumerate() {
        // Each turns to one of the others, and to the next of their own.
        let mut named = vec![&fresh[(at + 1) % fresh.len()]];
        named.extend(to.get(at));
        for other in named {
            let text = format!("Hello [@x](/people/{})", other.id);
            let body = json!({ "kind": "update", "text": text });
            let path = format!("/api/communities/{}/posts", world.returns_desk);
            world.json(Method::POST, &path, who, body).await.expect(201);
        }
    }
    fresh
}

#[test]
fn who_talks_with_whom_is_told_of_units_and_never_of_few() {
    each_world(FEATURES, async |world| {
        let path = "/health/map";
        let page = world.get(path, &world.otto).await.expect(200);
        assert!(page.has("No map yet"), "{}", page.words());
        let leeds = at_site(&world, "Leeds", &[], 24).await;
        let york = at_site(&world, "York", &leeds[..14], 24).await;
        at_site(&world, "Hull", &york[..4], 9).await;
        world.wait(7 * Time::DAY_US);
        count(&world);
        let otto = world.sign_in(&world.otto).await;
        let told = world
            .get("/api/health/units?by=site", &otto)
            .await
            .expect(200)
            .json();
        let names: Vec<&Value> = told["units"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| &unit["name"])
            .collect();
        assert_eq!(
            names,
            [&json!("Leeds"), &json!("York"), &Value::Null],
            "Hull has nine people"
        );
        let tie = |of: i64, to: i64| -> (Value, Value) {
            let ties = told["ties"].as_array().unwrap().iter();
            let found = ties
                .clone()
                .find(|tie| tie["of"] == of && tie["to"] == to)
                .unwrap();
            (found["state"].clone(), found["ties"].clone())
        };
        assert_eq!(tie(0, 1), (json!("shown"), json!(15)), "14 ties, rounded");
        assert_eq!(tie(1, 2).0, "withheld", "four from York");
        assert_eq!(tie(1, 2).1, Value::Null);
        let page = world.get("/health/map?by=site", &otto).await.expect(200);
        assert!(page.has("data-name=\"Leeds\"") && page.has("Map of the ties between 2 units"));
        assert!(!page.has("Hull"), "{}", page.words());
        world.get("/health/map?by=person", &otto).await.expect(422);
        let page = world.get("/health", &otto).await.expect(200);
        assert!(page.has("Map of the network"), "{}", page.words());
        let gus = world.sign_in(&world.gus).await;
        world.get(path, &gus).await.expect(404);
        // Not anew before the fourth week.
        world.wait(7 * Time::DAY_US);
        count(&world);
        let otto = world.sign_in(&world.otto).await;
        let again = world
            .get("/api/health/units?by=site", &otto)
            .await
            .expect(200)
            .json();
        assert_eq!(again, told);
        let later = members(&world, 12).await;
        assert_eq!(later.len(), 12);
        world.wait(21 * Time::DAY_US);
        count(&world);
        let otto = world.sign_in(&world.otto).await;
        let again = world
            .get("/api/health/units?by=site", &otto)
            .await
            .expect(200)
            .json();
        assert_ne!(again["until"], told["until"]);
    });
}
