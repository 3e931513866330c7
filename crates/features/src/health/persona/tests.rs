//! Through the door: what somebody is told of how they take part, and that nobody else is.

use http::Method;
use kernel::Time;
use network::CommunityId;
use network::communities::{self, MemberRole};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::queries;
use crate::FEATURES;
use crate::health::tests::members;
use crate::health::week::Week;

async fn post(world: &World, who: &Actor, place: CommunityId, text: &str) -> i64 {
    let path = format!("/api/communities/{place}/posts");
    let body = json!({ "kind": "update", "text": text });
    let made = world.json(Method::POST, &path, who, body).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn reply(world: &World, who: &Actor, post: i64, text: &str) -> i64 {
    let path = format!("/api/posts/{post}/replies");
    let made = world
        .json(Method::POST, &path, who, json!({ "text": text }))
        .await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn react(world: &World, who: &Actor, path: &str) {
    let path = format!("/api/{path}/reactions/helpful");
    let done = world.json(Method::PUT, &path, who, Value::Null).await;
    assert!(done.status < 300, "{}", done.body);
}

async fn told(world: &World, who: &Actor) -> Value {
    let who = world.sign_in(who).await;
    world
        .get("/api/health/persona", &who)
        .await
        .expect(200)
        .json()
}

/// Word, given and received.
fn short(told: &Value) -> (&str, i64, i64) {
    let number = |name: &str| told[name].as_i64().unwrap();
    let word = told["persona"].as_str().unwrap_or("none");
    (word, number("given"), number("received"))
}

#[test]
fn each_is_told_of_themselves_what_the_definition_says() {
    each_world(FEATURES, async |world| {
        let people = members(&world, 6).await;
        let [ann, ben, cem, dora, eva, _] = &people[..] else {
            panic!("six people");
        };
        let desk = world.returns_desk;
        // Ann begins and the others answer; Ben answers most, and turns to himself as well, which is
        // nobody's. Dora posts to others who do not answer.
        let first = post(&world, ann, desk, "Where do returns go?").await;
        let second = post(&world, ann, desk, "And on Sundays?").await;
        let own = post(&world, ben, desk, "To myself").await;
        let own = reply(&world, ben, own, "and to me").await;
        react(&world, ben, &format!("replies/{own}")).await;
        let mut said = Vec::new();
        for id in [first, second] {
            for who in [ben, cem] {
                said.push(reply(&world, who, id, "To the desk").await);
            }
            react(&world, ben, &format!("posts/{id}")).await;
        }
        // An answer to Ben's reply is for Ben, not for Ann.
        let below = json!({ "text": "Which one?", "parent": said[0] });
        let path = format!("/api/posts/{first}/replies");
        let below = world.json(Method::POST, &path, cem, below).await;
        below.expect(201);
        for at in 0..5 {
            let text = format!("Note {at} for [@x](/people/{})", ann.id);
            post(&world, dora, desk, &text).await;
        }
        let gone = reply(&world, ben, first, "Said too much").await;
        let path = format!("/api/replies/{gone}");
        let done = world.json(Method::DELETE, &path, ben, Value::Null).await;
        assert!(done.status < 300, "{}", done.body);
        // The week is not over: nothing of it counts, and in the last she had just come.
        assert_eq!(short(&told(&world, ann).await), ("none", 0, 0));
        world.wait(Time::DAY_US);
        let of = |who| told(&world, who);
        assert_eq!(short(&of(ann).await), ("catalyst", 0, 11));
        assert_eq!(short(&of(ben).await), ("responder", 4, 1));
        assert_eq!(short(&of(cem).await), ("none", 3, 0));
        assert_eq!(short(&of(dora).await), ("broadcaster", 5, 0));
        assert_eq!(short(&of(eva).await), ("observer", 0, 0));
        let ben = of(ben).await;
        let made = [&ben["posts"], &ben["replies"], &ben["reactions"]];
        assert_eq!(made, [&json!(1), &json!(3), &json!(3)]);
        assert_eq!(ben["until"], "2026-11-29");
        assert_eq!(ben["at_least"], false);
        // Five weeks later it is over.
        world.wait(35 * Time::DAY_US);
        assert_eq!(short(&of(ann).await), ("observer", 0, 0));
    });
}

#[test]
fn what_others_did_where_one_does_not_read_is_not_counted() {
    each_world(FEATURES, async |world| {
        let people = members(&world, 3).await;
        let [ann, ben, cem] = &people[..] else {
            panic!("three people");
        };
        let (room, ids) = (world.pay_review, [ann.id, ben.id]);
        let join = world.write(move |tx| {
            let add = |id: network::PersonId| {
                communities::actions::add_member(tx, room, id, MemberRole::Member)
            };
            ids.into_iter().try_for_each(add)
        });
        join.await;
        let (ann, ben) = (&world.sign_in(ann).await, &world.sign_in(ben).await);
        let asked = post(&world, ann, room, "Who comes?").await;
        let wide = post(&world, ann, world.returns_desk, "Who comes?").await;
        for _ in 0..3 {
            reply(&world, ben, asked, "I do").await;
            reply(&world, ben, wide, "I do").await;
        }
        world.wait(Time::DAY_US);
        assert_eq!(short(&told(&world, ann).await), ("catalyst", 0, 6));
        let leave = format!("/communities/{room}/leave");
        world.post_form(&leave, ann, &[]).await.expect(303);
        assert_eq!(short(&told(&world, ann).await), ("none", 0, 3));
        assert_eq!(short(&told(&world, cem).await), ("observer", 0, 0));
    });
}

#[test]
fn only_the_person_has_the_page_and_administrators_the_cut_off() {
    each_world(FEATURES, async |world| {
        let people = members(&world, 2).await;
        let (ann, ada) = (&people[0], world.sign_in(&world.ada).await);
        let page = world.get("/health/persona", ann).await.expect(200);
        assert!(page.has("Only you see this"), "{}", page.body);
        assert!(page.has("Observer") && !page.has("For everybody"));
        let gus = world.sign_in(&world.gus).await;
        for path in ["/health/persona", "/api/health/persona"] {
            world.get(path, &gus).await.expect(404);
            // What is asked for somebody else is answered about oneself.
            let asked = format!("{path}?person={}", ann.id);
            assert_eq!(world.get(&asked, &ada).await.status, 200);
        }
        // The way there stands on one's own page, not on that of others, also for administrators.
        let own = format!("/people/{}", ann.id);
        assert!(
            world
                .get(&own, ann)
                .await
                .expect(200)
                .has("/health/persona")
        );
        assert!(
            !world
                .get(&own, &ada)
                .await
                .expect(200)
                .has("/health/persona")
        );
        let set = "/health/persona/cut-off";
        world
            .post_form(set, ann, &[("percent", "50")])
            .await
            .expect(403);
        let wrong = world.post_form(set, &ada, &[("percent", "4")]).await;
        assert!(wrong.expect(422).has("from 5 to 90"));
        world
            .post_form(set, &ada, &[("percent", "50")])
            .await
            .expect(303);
        assert_eq!(told(&world, ann).await["cut_off"], 50);
        let api = "/api/health/persona/cut-off";
        let body = json!({ "percent": 20 });
        let no = world.json(Method::PUT, api, ann, body.clone()).await;
        no.expect(403);
        world.json(Method::PUT, api, &ada, body).await.expect(204);
        assert_eq!(told(&world, ann).await["cut_off"], 20);
    });
}

#[test]
fn of_very_much_the_newest_is_looked_at_and_the_page_says_so() {
    each_world(FEATURES, async |world| {
        let people = members(&world, 2).await;
        for at in 0..6 {
            let id = post(&world, &people[0], world.returns_desk, "Again").await;
            if at < 4 {
                react(&world, &people[1], &format!("posts/{id}")).await;
            }
        }
        world.wait(Time::DAY_US);
        let (busy, week) = (people[0].id, Week::last(world.clock().now()));
        for (limit, is_cut) in [(6, true), (100, false)] {
            let read = move |db: &store::Db| queries::read(db, busy, week, limit);
            let found = world.app.store.read(read).await.unwrap();
            assert_eq!((found.posts, found.is_cut(limit)), (6, is_cut));
        }
    });
}
