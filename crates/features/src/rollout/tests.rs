//! Through the door: what a counted week shows and keeps back, planning, and what comes of a play.

use http::Method;
use kernel::Time;
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};
use store::NewJob;

use super::{CellScope, Stage, counting, queries};
use crate::FEATURES;

/// People at a site of this name.
async fn site(world: &World, name: &'static str, people: usize) -> Vec<Actor> {
    let site = world
        .write(move |tx| people::actions::site(tx, name, SiteKind::Frontline, ""))
        .await;
    let mut actors = Vec::new();
    for number in 0..people {
        let draft = people::Draft {
            name: format!("{name} {number}"),
            employee_number: Some(format!("{name} {number}")),
            site: Some(site),
            ..people::Draft::default()
        };
        actors.push(world.add(draft).await);
    }
    actors
}

async fn post(world: &World, who: &Actor, body: Value) -> i64 {
    let path = format!("/api/communities/{}/posts", world.returns_desk);
    let made = world.json(Method::POST, &path, who, body).await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

async fn reply(world: &World, who: &Actor, post: i64) {
    let path = format!("/api/posts/{post}/replies");
    let body = json!({ "text": "So it is." });
    world.json(Method::POST, &path, who, body).await.expect(201);
}

/// Each of them reacts to something.
async fn react(world: &World, people: &[Actor], post: i64) {
    for who in people {
        // Sessions end before some of these tests do.
        let who = world.sign_in(who).await;
        let path = format!("/api/posts/{post}/reactions/helpful");
        let done = world.json(Method::PUT, &path, &who, Value::Null).await;
        assert!(done.status < 300, "{} {}", done.status, done.body);
    }
}

/// Counts the weeks that are over.
async fn count(world: &World) {
    world
        .write(|tx| {
            tx.enqueue(NewJob {
                kind: counting::COUNT.name,
                payload: String::new(),
                run_at: tx.now(),
            })
        })
        .await;
    world.work().await;
}

async fn site_id(world: &World, name: &'static str) -> i64 {
    let folded = kernel::text::fold::fold(name);
    let read = world
        .app
        .store
        .read(move |db| people::queries::site_by_name(db, &folded));
    read.await.unwrap().unwrap().raw()
}

/// How many were counted, which nobody is shown.
async fn exact(world: &World, stage: Stage) -> i64 {
    let read = world.app.store.read(move |db| {
        let weeks = queries::exact(db, CellScope::Network, 0, stage, 1)?;
        Ok(weeks.last().map_or(-1, |week| week.exact))
    });
    read.await.unwrap()
}

#[test]
fn a_network_without_sites_says_so() {
    each_world(FEATURES, async |world| {
        world.wait(10 * Time::DAY_US);
        count(&world).await;
        let sites = world.get("/rollout/sites", &world.mia).await.expect(200);
        assert!(sites.has("No site is listed yet"), "{}", sites.words());
        let found = world.get("/rollout/sites?q=York", &world.mia).await;
        assert!(found.has("No site is called “York”"));
    });
}

#[test]
fn a_week_is_shown_without_telling_of_few() {
    each_world(FEATURES, async |world| {
        let page = world.get("/rollout", &world.mia).await.expect(200);
        assert!(page.has("The first week is not counted yet"));
        let leeds = site(&world, "Leeds", 40).await;
        let york = site(&world, "York", 40).await;
        let hull = site(&world, "Hull", 30).await;
        site(&world, "Goole", 6).await;
        world.wait(10 * Time::DAY_US);
        let first = post(&world, &world.olive, json!({ "text": "Hello" })).await;
        react(&world, &leeds[..22], first).await;
        react(&world, &york[..16], first).await;
        react(&world, &hull[..4], first).await;
        world.wait(7 * Time::DAY_US);
        count(&world).await;

        let page = world.get("/rollout", &world.mia).await.expect(200);
        // Olive and 42 others of 116 and of Ada, Mia and Otto.
        assert_eq!(exact(&world, Stage::Adopted).await, 43);
        assert!(
            page.has("45 of 120 colleagues") && page.has("38 %"),
            "{}",
            page.words()
        );
        let sites = world.get("/rollout/sites", &world.mia).await.expect(200);
        for said in [
            "20 of 40 colleagues",
            "15 of 40 colleagues",
            "30 colleagues; not shown",
            "fewer than ten people",
        ] {
            assert!(sites.has(said), "{said}\n{}", sites.words());
        }
        let found = world.get("/rollout/sites?q=yor", &world.mia).await;
        assert!(found.has("York") && !found.has("Leeds"));
        let none = world.get("/rollout/sites?q=Atlantis", &world.mia).await;
        assert!(none.has("No site is called “Atlantis”"));

        // The table and the API say the same, and of Hull nothing.
        let table = world
            .get("/rollout/sites.csv", &world.mia)
            .await
            .expect(200);
        assert!(table.has("York,2026-11-29,40,15,shown"), "{}", table.body);
        assert!(table.has("Hull,2026-11-29,30,,withheld"), "{}", table.body);
        assert!(table.has("Goole,2026-11-29,,,small"), "{}", table.body);
        let of_hull = format!(
            "/rollout/cells/site/{}/adopted",
            site_id(&world, "Hull").await
        );
        let page = world.get(&of_hull, &world.mia).await.expect(200);
        assert!(
            page.has("the figure itself is not shown"),
            "{}",
            page.words()
        );
        let api = world.get(&format!("/api{of_hull}"), &world.mia).await;
        let figure = &api.expect(200).json()["figures"][0];
        assert_eq!(figure["state"], "withheld");
        assert_eq!(figure["figure"], Value::Null);

        // A week is counted once, whatever is written afterwards.
        react(&world, &hull[..20], first).await;
        count(&world).await;
        let again = world.get("/rollout/sites", &world.mia).await;
        assert!(again.has("30 colleagues; not shown"));
        world.wait(7 * Time::DAY_US);
        count(&world).await;
        let next = world.get("/rollout/sites", &world.mia).await;
        assert!(next.has("20 of 30 colleagues"), "{}", next.words());

        for path in [
            "/rollout",
            "/rollout/sites",
            "/rollout/plays",
            "/api/rollout/sites",
            &of_hull,
        ] {
            world.get(path, &world.gus).await.expect(404);
        }
        for path in [
            "/rollout/cells/site/77/adopted",
            "/rollout/cells/level/9/active",
            "/rollout/cells/country/1/active",
            "/rollout/cells/planet/1/active",
        ] {
            world.get(path, &world.mia).await.expect(404);
        }
        world
            .get("/rollout/cells/level/4/active", &world.mia)
            .await
            .expect(200);
    });
}

/// Where the only step of a course is said to be done.
async fn lesson(world: &World) -> String {
    let made = [("title", "The counter"), ("purpose", "Nobody waits.")];
    let made = world
        .post_form("/courses", &world.ada, &made)
        .await
        .expect(303);
    let course = made.location().unwrap();
    let course = course.trim_end_matches("/steps/new").to_owned();
    let step = [
        ("title", "Zones"),
        ("minutes", "3"),
        ("text", "Three zones."),
    ];
    let steps = format!("{course}/steps");
    world.post_form(&steps, &world.ada, &step).await.expect(303);
    let publication = format!("{course}/publication");
    world
        .post_form(&publication, &world.ada, &[])
        .await
        .expect(303);
    let seen = world.get(&format!("/api{course}"), &world.ada).await;
    let step = seen.expect(200).json()["parts"][0]["id"].clone();
    format!("{course}/steps/{step}/done")
}

#[test]
fn stages_count_what_they_say() {
    each_world(FEATURES, async |world| {
        let people = site(&world, "Leeds", 6).await;
        world.wait(10 * Time::DAY_US);
        let [a, b, c, d, e, f] = &people[..] else {
            panic!("there are six");
        };
        let question = json!({ "kind": "question", "text": "Who opens on Sunday?" });
        let question = post(&world, a, question).await;
        // To one's own question one gives no answer, and two others are no three.
        reply(&world, a, question).await;
        reply(&world, b, question).await;
        reply(&world, b, question).await;
        reply(&world, c, question).await;
        let followed = post(&world, d, json!({ "text": "It works" })).await;
        for who in [a, b, c] {
            reply(&world, who, followed).await;
        }
        let lesson = lesson(&world).await;
        for who in [b, f] {
            world.post_form(&lesson, who, &[]).await.expect(303);
        }
        world.wait(7 * Time::DAY_US);
        // After the week that is counted.
        world.post_form(&lesson, c, &[]).await.expect(303);
        // She came too late for the week that is counted.
        let late = site(&world, "York", 1).await;
        react(&world, &[late[0].clone(), e.clone()], followed).await;
        count(&world).await;
        assert_eq!(exact(&world, Stage::Adopted).await, 4, "a, b, c and d");
        assert_eq!(exact(&world, Stage::Trained).await, 2, "b and f");
        assert_eq!(exact(&world, Stage::Active).await, 4);
        assert_eq!(exact(&world, Stage::Answering).await, 2, "b and c");
        assert_eq!(exact(&world, Stage::Leading).await, 1, "d");
        // Who has signed in is aware; of the cast nobody has in this world.
        let claimed = f.id;
        world
            .write(move |tx| people::queries::set_claimed(tx, claimed, tx.now()))
            .await;
        world.wait(6 * 7 * Time::DAY_US);
        count(&world).await;
        assert_eq!(exact(&world, Stage::Active).await, 0, "28 days are over");
        // Who came late has reacted too, and waits for nine others to come.
        assert_eq!(exact(&world, Stage::Adopted).await, 5, "begun is begun");
        assert_eq!(exact(&world, Stage::Aware).await, 6);
        assert_eq!(exact(&world, Stage::Trained).await, 3, "c too");
    });
}

#[test]
fn a_cell_is_planned_by_administrators_and_by_who_owns_its_plan() {
    each_world(FEATURES, async |world| {
        let people = site(&world, "Leeds", 40).await;
        world.wait(10 * Time::DAY_US);
        let first = post(&world, &world.olive, json!({ "text": "Hello" })).await;
        react(&world, &people[..20], first).await;
        world.wait(7 * Time::DAY_US);
        count(&world).await;

        let cell = "/rollout/cells/level/4/active";
        let plan = format!("{cell}/plan");
        let form = |owner, target, due| {
            [
                ("owner", owner),
                ("target", target),
                ("due", due),
                ("next_step", "Do the hand-over here"),
            ]
        };
        let good = form("Otto Olsen", "60 %", "2027-03-31");
        world.post_form(&plan, &world.mia, &good).await.expect(403);
        world.post_form(&plan, &world.gus, &good).await.expect(404);
        assert!(!world.get(cell, &world.mia).await.has("Save the plan"));
        let wrong = form("Nobody Known", "160", "2026-01-01");
        let page = world.post_form(&plan, &world.ada, &wrong).await.expect(422);
        for said in [
            "a whole number from 1 to 90:",
            "should be still to come",
            "We know nobody here",
            "Do the hand-over here",
            "Nobody Known",
        ] {
            assert!(page.has(said), "{said}\n{}", page.words());
        }
        let of_guest = form("Gus Grant", "60", "2027-03-31");
        world
            .post_form(&plan, &world.ada, &of_guest)
            .await
            .expect(422);
        world.post_form(&plan, &world.ada, &good).await.expect(303);
        let page = world.get(cell, &world.mia).await.expect(200);
        assert!(page.has("60 % by 31 March 2027"), "{}", page.words());
        assert!(page.has("On track"));
        let board = world.get("/rollout", &world.mia).await.expect(200);
        assert!(board.has("Do the hand-over here") && board.has("due 31 March 2027"));

        // Otto owns it now: he may change it, here and by the API, and nothing else.
        let api = format!("/api{plan}");
        let sent = json!({ "target_percent": 45, "due": "2026-12-31", "owner": "Otto Olsen", "next_step": "Ask" });
        let other = "/api/rollout/cells/level/4/answering/plan";
        world
            .json(Method::PUT, other, &world.otto, sent.clone())
            .await
            .expect(403);
        let changed = world
            .json(Method::PUT, &api, &world.otto, sent)
            .await
            .expect(200);
        let plan = &changed.json()["plan"];
        assert_eq!(plan["target_percent"], 45);
        // 20 of 44: where it began stays.
        assert_eq!(plan["start_percent"], 45);
        let unknown = json!({ "target_percent": 45, "due": "2026-12-31", "owner": "Otto Olsen", "next_step": "Ask", "x": 1 });
        let refused = world.json(Method::PUT, &api, &world.otto, unknown).await;
        assert_eq!(refused.expect(422).code(), "unknown_field");
        assert!(world.get(cell, &world.mia).await.has("Reached"));
    });
}

#[test]
fn a_play_is_told_with_what_it_cannot_show() {
    each_world(FEATURES, async |world| {
        let leeds = site(&world, "Leeds", 60).await;
        let york = site(&world, "York", 60).await;
        world.wait(10 * Time::DAY_US);
        let first = post(&world, &world.olive, json!({ "text": "Hello" })).await;
        react(&world, &leeds[..15], first).await;
        react(&world, &york[..20], first).await;
        let form = |site, begins, ends| {
            [
                ("kind", "shift_handover"),
                ("title", "Hand over the shift here"),
                ("site", site),
                ("stage", "adopted"),
                ("owner", "Otto Olsen"),
                ("begins", begins),
                ("ends", ends),
            ]
        };
        let plays = "/rollout/plays";
        let good = form("Leeds", "2026-11-30", "2026-12-20");
        world.post_form(plays, &world.mia, &good).await.expect(403);
        world
            .get("/rollout/plays/new", &world.mia)
            .await
            .expect(403);
        world
            .get("/rollout/plays/new", &world.ada)
            .await
            .expect(200);
        let wrong = form("Atlantis", "2026-12-07", "2026-12-01");
        let page = world.post_form(plays, &world.ada, &wrong).await.expect(422);
        for said in [
            "We know no site by that name",
            "end after it begins",
            "Atlantis",
        ] {
            assert!(page.has(said), "{said}\n{}", page.words());
        }
        let done = world.post_form(plays, &world.ada, &good).await.expect(303);
        let play = done.location().unwrap().to_owned();
        assert!(
            world
                .get(&play, &world.mia)
                .await
                .has("Nothing to tell yet")
        );
        world.get(&play, &world.gus).await.expect(404);

        world.wait(7 * Time::DAY_US);
        react(&world, &leeds[15..36], first).await;
        world.wait(7 * Time::DAY_US);
        count(&world).await;
        let page = world.get(&play, &world.mia).await.expect(200);
        assert!(
            page.has("From 25 % to 58 % (+33 points)"),
            "{}",
            page.words()
        );
        assert!(page.has("how it stands so far"));
        assert!(page.has("picked because they are low rise by themselves"));
        let told = world.get(&format!("/api{play}"), &world.mia).await.json();
        assert_eq!(told["result"]["like_points"], Value::Null);

        // Its owner may end it earlier, but not say that it began on another day.
        let change = [
            ("title", "Hand over"),
            ("owner", "Otto Olsen"),
            ("ends", "2026-12-06"),
        ];
        world
            .post_form(&play, &world.mia, &change)
            .await
            .expect(403);
        world
            .post_form(&play, &world.otto, &change)
            .await
            .expect(303);
        let page = world.get(&play, &world.otto).await;
        assert!(page.has("6 December 2026") && !page.has("how it stands so far"));
        let backwards = [
            ("title", "Kept words"),
            ("owner", "Otto Olsen"),
            ("ends", "2026-11-30"),
        ];
        let page = world
            .post_form(&play, &world.otto, &backwards)
            .await
            .expect(422);
        assert!(page.has("end after it begins") && page.has("Kept words"));

        // Who owns a plan of a site may start one there, once for a key.
        let york = site_id(&world, "York").await;
        let plan = format!("/rollout/cells/site/{york}/adopted/plan");
        let fields = [
            ("owner", "Otto Olsen"),
            ("target", "60"),
            ("due", "2027-03-31"),
            ("next_step", "Ask"),
        ];
        world
            .post_form(&plan, &world.ada, &fields)
            .await
            .expect(303);
        let sent = json!({ "kind": "invite", "title": "Ask everyone in", "site": "York", "stage": "adopted",
            "owner": "Otto Olsen", "begins": "2026-12-14", "ends": "2027-01-10" });
        let elsewhere = json!({ "kind": "invite", "title": "Ask everyone in", "site": "Leeds", "stage": "adopted",
            "owner": "Otto Olsen", "begins": "2026-12-14", "ends": "2027-01-10" });
        let path = "/api/rollout/plays";
        world
            .json(Method::POST, path, &world.otto, elsewhere)
            .await
            .expect(403);
        world
            .json(Method::POST, path, &world.otto, sent)
            .await
            .expect(201);
        let all = world.get(path, &world.mia).await.expect(200).json();
        assert_eq!(all["plays"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn the_curve_is_told_with_a_forecast_when_there_is_enough() {
    each_world(FEATURES, async |world| {
        let people = site(&world, "Leeds", 120).await;
        world.wait(10 * Time::DAY_US);
        let first = post(&world, &world.olive, json!({ "text": "Hello" })).await;
        let mut begun = 0;
        // In the first week too few have begun, and it is not told.
        for new in [4, 6, 7, 8, 6, 9, 7, 8, 6] {
            react(&world, &people[begun..begun + new], first).await;
            begun += new;
            world.wait(7 * Time::DAY_US);
        }
        count(&world).await;
        let mia = world.sign_in(&world.mia).await;
        let page = world.get("/rollout", &mia).await.expect(200);
        assert!(
            page.has("one more week of figures is needed"),
            "{}",
            page.words()
        );
        react(&world, &people[begun..begun + 4], first).await;
        world.wait(7 * Time::DAY_US);
        count(&world).await;
        let mia = world.sign_in(&world.mia).await;
        let page = world.get("/rollout", &mia).await.expect(200);
        assert!(
            page.has("If it goes on as it has, between"),
            "{}",
            page.words()
        );
        assert!(page.has("class=\"area\""));
        let id = world.otto.id;
        world
            .write(move |tx| {
                people::queries::set_profile(tx, id, "", "de", "UTC", "auto")?;
                tx.log("person", id.raw(), 0)
            })
            .await;
        let page = world
            .get("/rollout", &world.sign_in(&world.otto).await)
            .await
            .expect(200);
        assert!(page.has("Geht es so weiter, haben bis"), "{}", page.words());
        assert!(
            page.has("zwischen") && !page.has("rollout-"),
            "{}",
            page.words()
        );
    });
}
