//! Through the door: what was counted, what is not shown, and steps from choosing to ending.

use http::Method;
use kernel::Time;
use network::communities::{self, MemberRole};
use network::people;
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};
use store::Sole;

use super::{Week, job};
use crate::FEATURES;

store::statements! {
    fn waiting_jobs() -> Sole<i64> =
        "select cast(count(*) as bigint) from jobs where kind = 'health_count' limit 1";
}

/// So many people in the returns desk, who will have been there for a week on a Sunday; the clock then
/// stands on that Sunday, 29 November.
pub(super) async fn members(world: &World, people: usize) -> Vec<Actor> {
    let mut members = Vec::new();
    for number in 0..people {
        let draft = people::Draft {
            name: format!("Member {number}"),
            employee_number: Some(format!("8{number:04}")),
            ..people::Draft::default()
        };
        members.push(world.add(draft).await);
    }
    let (desk, ids) = (
        world.returns_desk,
        members.iter().map(|m| m.id).collect::<Vec<_>>(),
    );
    world
        .write(move |tx| {
            let add = |id: &network::PersonId| {
                communities::actions::add_member(tx, desk, *id, MemberRole::Member)
            };
            ids.iter().try_for_each(|id| add(id).map(|_| ()))
        })
        .await;
    world.wait(10 * Time::DAY_US);
    let mut fresh = Vec::new();
    for member in &members {
        fresh.push(world.sign_in(member).await);
    }
    fresh
}

async fn ask(world: &World, who: &Actor) -> i64 {
    let path = format!("/api/communities/{}/posts", world.returns_desk);
    let body = json!({ "kind": "question", "text": "Where is it?" });
    let made = world.json(Method::POST, &path, who, body).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn reply(world: &World, who: &Actor, post: i64) -> i64 {
    let path = format!("/api/posts/{post}/replies");
    let made = world
        .json(Method::POST, &path, who, json!({ "text": "There" }))
        .await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

/// Of 60 members 24 ask, 14 reply half an hour later, 12 answers are accepted and 6 thanked; then it is
/// Monday.
pub(super) async fn a_sunday(world: &World, asked: usize) -> Vec<i64> {
    let members = members(world, 60).await;
    let mut questions = Vec::new();
    for who in &members[..asked] {
        questions.push(ask(world, who).await);
    }
    world.wait(30 * Time::MINUTE_US);
    for (at, who) in members[24..38].iter().enumerate().take(asked) {
        let id = reply(world, who, questions[at]).await;
        if at < 12 {
            let path = format!("/api/posts/{}/answer", questions[at]);
            let done = world
                .json(Method::PUT, &path, &members[at], json!({ "reply": id }))
                .await;
            assert!(done.status < 300, "{}", done.body);
        }
        if at < 6 {
            let path = format!("/api/replies/{id}/reactions/thanks");
            let done = world
                .json(Method::PUT, &path, &members[at], Value::Null)
                .await;
            assert!(done.status < 300, "{}", done.body);
        }
    }
    world.wait(Time::DAY_US);
    questions
}

/// Blocks, as it does in its job.
pub(super) fn count(world: &World) {
    job::count(&world.app.store, Week::last(world.clock().now())).unwrap();
}

/// State and value of a community's measure.
pub(super) fn figure(health: &Value, measure: &str) -> (String, Value) {
    let found = health["figures"].as_array().unwrap().iter();
    let figure = found.clone().find(|figure| figure["measure"] == measure);
    let figure = figure.unwrap_or_else(|| panic!("{measure} in {health}"));
    (
        figure["state"].as_str().unwrap().to_owned(),
        figure["value"].clone(),
    )
}

fn shown(value: f64) -> (String, Value) {
    ("shown".to_owned(), json!(value))
}

#[test]
fn a_week_is_counted_as_people_made_it() {
    each_world(FEATURES, async |world| {
        a_sunday(&world, 24).await;
        let (otto, gus) = (
            world.sign_in(&world.otto).await,
            world.sign_in(&world.gus).await,
        );
        let path = format!("/communities/{}/health", world.returns_desk);
        let page = world.get(&path, &otto).await.expect(200);
        assert!(page.has("No numbers yet"), "{}", page.words());
        count(&world);

        let health = world
            .get(&format!("/api{path}"), &otto)
            .await
            .expect(200)
            .json();
        assert_eq!(health["until"], "2026-11-29");
        // 38 of 62 members, rounded to 40 of 60.
        assert_eq!(figure(&health, "active_share"), shown(67.0));
        assert_eq!(figure(&health, "response_rate"), shown(58.0));
        assert_eq!(figure(&health, "answer_rate"), shown(50.0));
        assert_eq!(figure(&health, "replies_per_post"), shown(0.6));
        assert_eq!(figure(&health, "first_reply"), shown(30.0));
        // 6 of 14 pairs; 14 of 62 people hold half of the ends; nobody has a site.
        assert_eq!(figure(&health, "two_way_share"), shown(42.9));
        assert_eq!(figure(&health, "key_player_share"), shown(22.6));
        assert_eq!(figure(&health, "cross_unit_share").0, "withheld");
        assert_eq!(figure(&health, "health_index").0, "almost_all");
        assert_eq!(health["works_as"], "questions");

        let page = world.get(&path, &otto).await.expect(200);
        let words = page.words();
        assert!(
            words.contains("67 %") && words.contains("30 min"),
            "{words}"
        );
        assert!(words.contains("over 90 %") && words.contains("Not measured yet: needs stories"));
        world.get(&path, &gus).await.expect(404);
        let all = world.get("/api/health", &otto).await.expect(200).json();
        let cell = |measure: &str, level: Value| {
            let cells = all["cells"].as_array().unwrap().iter();
            let found = cells
                .clone()
                .find(|c| c["measure"] == measure && c["level"] == level);
            (
                found.unwrap()["state"].clone(),
                found.unwrap()["value"].clone(),
            )
        };
        // 38 of 64 colleagues; 14 of them replied to a question.
        assert_eq!(
            cell("interactive_share", Value::Null),
            (json!("shown"), json!(62.0))
        );
        assert_eq!(
            cell("gives_answers", json!("staff")),
            (json!("shown"), json!(23.0))
        );
        assert_eq!(cell("thanked", json!("staff")).0, "withheld", "six people");
        assert_eq!(cell("gives_answers", json!("leader")).0, "nothing");
        let page = world.get("/health", &otto).await.expect(200);
        assert!(
            page.has("23 %") && page.has("Not shown, it would tell of few people"),
            "{}",
            page.words()
        );
        let table = world.get("/health/numbers.csv", &otto).await.expect(200);
        assert!(
            table.has("2026-11-29,gives_answers,staff,shown,23,65\n"),
            "{}",
            table.body
        );
        assert!(
            table.has("2026-11-29,thanked,staff,withheld,,\n"),
            "{}",
            table.body
        );
    });
}

#[test]
fn nine_people_are_not_shown_and_ten_are() {
    for (asked, state) in [(9, "withheld"), (10, "shown")] {
        each_world(FEATURES, async |world| {
            a_sunday(&world, asked).await;
            count(&world);
            let olive = world.sign_in(&world.olive).await;
            let path = format!("/api/communities/{}/health", world.returns_desk);
            let health = world.get(&path, &olive).await.expect(200).json();
            assert_eq!(figure(&health, "replies_per_post").0, state);
            assert_eq!(figure(&health, "replies_per_post").1.is_null(), asked == 9);
            let closed = format!("/communities/{}/health", world.managers);
            let page = world.get(&closed, &olive).await.expect(200);
            assert!(page.has("No numbers yet"), "two members are never counted");
        });
    }
}

#[test]
fn a_finished_week_is_never_counted_again() {
    each_world(FEATURES, async |world| {
        let questions = a_sunday(&world, 24).await;
        let olive = world.sign_in(&world.olive).await;
        let path = format!("/api/communities/{}/health", world.returns_desk);
        // A count that was interrupted after it had begun.
        let week = Week::last(world.clock().now());
        world
            .write(move |tx| super::queries::begin_week(tx, week.0, tx.now()))
            .await;
        let health = world.get(&path, &olive).await.expect(200).json();
        assert_eq!(health["until"], Value::Null, "half a week is not shown");
        count(&world);
        let first = world.get(&path, &olive).await.expect(200).json();
        for question in &questions[..8] {
            let path = format!("/api/posts/{question}");
            let gone = world.json(Method::DELETE, &path, &olive, Value::Null).await;
            assert!(gone.status < 300, "{}", gone.body);
        }
        count(&world);
        assert_eq!(world.get(&path, &olive).await.json(), first);
        world.wait(7 * Time::DAY_US);
        count(&world);
        let next = world.get(&path, &olive).await.expect(200).json();
        assert_eq!(next["until"], "2026-12-06");
        assert_eq!(
            figure(&next, "response_rate").0,
            "withheld",
            "six of the askers left had a response"
        );
    });
}

#[test]
fn the_count_comes_back_every_week() {
    each_world(FEATURES, async |world| {
        let waiting = async || world.app.store.read(waiting_jobs).await.unwrap().0;
        world.write(job::begin).await;
        world.write(job::begin).await;
        assert_eq!(waiting().await, 1, "begun on two nodes");
        world.work().await;
        assert_eq!(waiting().await, 1, "the board of the roll-out is first");
        world.write(crate::rollout::count_weeks).await;
        world.work().await;
        world.wait(2 * Time::MINUTE_US);
        world.work().await;
        let health = world
            .get("/api/health", &world.otto)
            .await
            .expect(200)
            .json();
        assert_eq!(health["until"], "2026-11-15");
        assert_eq!(waiting().await, 1, "the next week waits");
        world.work().await;
        assert_eq!(waiting().await, 1, "and is not due");
        world.wait(5 * Time::DAY_US);
        world.work().await;
        world.wait(2 * Time::MINUTE_US);
        world.work().await;
        let otto = world.sign_in(&world.otto).await;
        let health = world.get("/api/health", &otto).await.expect(200).json();
        assert_eq!(health["until"], "2026-11-22");
    });
}

#[test]
fn what_is_said_is_compared_with_what_is_done() {
    each_world(FEATURES, async |world| {
        a_sunday(&world, 24).await;
        count(&world);
        let (olive, mia) = (
            world.sign_in(&world.olive).await,
            world.sign_in(&world.mia).await,
        );
        let path = format!("/communities/{}/health", world.returns_desk);
        let say = format!("{path}/purpose");
        world
            .post_form(&say, &mia, &[("purpose", "team")])
            .await
            .expect(403);
        world
            .post_form(&say, &olive, &[("purpose", "fun")])
            .await
            .expect(422);
        world
            .post_form(&say, &olive, &[("purpose", "team")])
            .await
            .expect(303);
        let page = world.get(&path, &mia).await.expect(200);
        assert!(page.has("Said and done differ") && page.has("used for questions and answers"));
        assert!(!page.has("Say so"), "not for those who do not lead");
        world
            .post_form(&say, &olive, &[("purpose", "questions")])
            .await
            .expect(303);
        let page = world.get(&path, &mia).await.expect(200);
        assert!(page.has("Said and done agree"), "{}", page.words());
    });
}

const STEP: [(&str, &str); 5] = [
    ("measure", "answer_rate"),
    ("title", "Two hosts <b>a day"),
    ("how", "They look in at ten."),
    ("weeks", "4"),
    ("level", ""),
];

fn with<'a>(
    fields: &[(&'a str, &'a str)],
    changed: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

#[test]
fn a_step_is_chosen_joined_talked_about_and_ended() {
    each_world(FEATURES, async |world| {
        let desk = world.returns_desk.to_string();
        let step = with(&STEP, &[("community", &desk)]);
        let wrong = with(&step, &[("weeks", "0"), ("title", " ")]);
        let refused = world
            .post_form("/health/steps", &world.otto, &wrong)
            .await
            .expect(422);
        assert!(refused.has("They look in at ten.") && refused.has("lasts 1 to 26 weeks"));
        let made = world
            .post_form("/health/steps", &world.otto, &step)
            .await
            .expect(303);
        let path = made.location().unwrap().to_owned();
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(page.has("Two hosts &lt;b&gt;a day") && !page.has("<b>a day"));
        assert!(page.has("One person takes part") && !page.has("How did it end?"));
        // Its thread stands in the community.
        let feed = world
            .get(&format!("/communities/{desk}"), &world.mia)
            .await
            .expect(200);
        assert!(feed.has("Two hosts &lt;b&gt;a day"));

        let to = |verb: &str| format!("{path}/{verb}");
        let done = [("part", "done")];
        world
            .post_form(&to("done"), &world.mia, &done)
            .await
            .expect(403);
        world
            .post_form(&to("pledge"), &world.mia, &[("text", "I look on Mondays")])
            .await
            .expect(303);
        world
            .post_form(&to("pledge"), &world.mia, &[("text", &"x".repeat(201))])
            .await
            .expect(422);
        world
            .post_form(&to("done"), &world.mia, &done)
            .await
            .expect(303);
        let page = world.get(&path, &world.olive).await.expect(200);
        assert!(page.has("I look on Mondays") && page.has("1 of 2 have done their part"));
        world
            .post_form(&to("leave"), &world.otto, &[])
            .await
            .expect(403);
        world
            .post_form(&to("leave"), &world.mia, &[])
            .await
            .expect(303);

        let end = [("outcome", "stopped"), ("reason", "")];
        world
            .post_form(&to("end"), &world.mia, &end)
            .await
            .expect(403);
        let refused = world
            .post_form(&to("end"), &world.otto, &end)
            .await
            .expect(422);
        assert!(
            refused.has("value=\"stopped\" selected"),
            "{}",
            refused.body
        );
        let end = [("outcome", "stopped"), ("reason", "Nobody came")];
        world
            .post_form(&to("end"), &world.otto, &end)
            .await
            .expect(303);
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(page.has("Nobody came") && page.has("Stopped"));
        world
            .post_form(&to("pledge"), &world.mia, &[("text", "")])
            .await
            .expect(409);
        let page = world
            .get(&format!("/communities/{desk}/health"), &world.mia)
            .await
            .expect(200);
        assert!(page.has("Two hosts &lt;b&gt;a day"));
    });
}

#[test]
fn a_step_is_given_by_those_who_lead_and_hidden_where_its_place_is() {
    each_world(FEATURES, async |world| {
        let managers = world.managers.to_string();
        let step = with(&STEP, &[("community", &managers)]);
        world
            .post_form("/health/steps", &world.otto, &step)
            .await
            .expect(404);
        let given = with(&step, &[("owner", "Mia Marsh")]);
        let refused = with(&step, &[("owner", "Olive Okafor")]);
        world
            .post_form("/health/steps", &world.mia, &refused)
            .await
            .expect(403);
        let outsider = with(&step, &[("owner", "Otto Olsen")]);
        let page = world
            .post_form("/health/steps", &world.olive, &outsider)
            .await
            .expect(422);
        assert!(page.has("We know nobody here by that"));
        let made = world
            .post_form("/health/steps", &world.olive, &given)
            .await
            .expect(303);
        let path = made.location().unwrap();
        let page = world.get(path, &world.olive).await.expect(200);
        assert!(page.has("looked after by Mia Marsh"));
        let told = world.get("/notifications", &world.mia).await.expect(200);
        assert!(told.has("Olive Okafor"), "{}", told.words());
        world.get(path, &world.otto).await.expect(404);
        world.get(path, &world.ada).await.expect(404);
        let pledge = format!("{path}/pledge");
        world
            .post_form(&pledge, &world.otto, &[("text", "I too")])
            .await
            .expect(404);
        let listed = format!("/api/health/steps?community={managers}");
        world.get(&listed, &world.otto).await.expect(404);
        let steps = world.get(&listed, &world.mia).await.expect(200).json();
        assert_eq!(steps["steps"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn steps_of_the_network_are_few_and_about_a_level() {
    each_world(FEATURES, async |world| {
        let body = |level: Value| json!({ "measure": "thanked", "level": level, "title": "Say thanks", "how": "At the start.", "weeks": 2 });
        let make = async |who: &Actor, body: Value| {
            world
                .json(Method::POST, "/api/health/steps", who, body)
                .await
        };
        assert_eq!(
            make(&world.otto, body(Value::Null))
                .await
                .expect(422)
                .code(),
            "unknown_measure"
        );
        make(&world.otto, body(json!("everyone"))).await.expect(422);
        make(&world.gus, body(json!("staff"))).await.expect(404);
        for _ in 0..10 {
            make(&world.otto, body(json!("staff"))).await.expect(201);
        }
        assert_eq!(
            make(&world.otto, body(json!("staff")))
                .await
                .expect(409)
                .code(),
            "open_steps"
        );
        make(&world.olive, body(json!("staff"))).await.expect(201);
        let page = world.get("/health", &world.mia).await.expect(200);
        assert!(
            page.has("The first count is on its way"),
            "{}",
            page.words()
        );
        let page = world.get("/health/formulas", &world.mia).await.expect(200);
        assert!(page.has("nx.overall_reciprocity(G)") && page.has("needs briefings"));
    });
}
