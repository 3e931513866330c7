//! Through the door: starting a use case in one's team, what the team does, and what others learn of it.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

/// A company with two shops of twelve people each, an indicator with four weeks of readings, an initiative,
/// and a use case that Mia looks after.
struct Shops {
    /// Of Leeds.
    lena: Actor,
    lars: Actor,
    /// Of York.
    yuri: Actor,
    /// Owns the indicator.
    olive: Actor,
    /// Looks after the use case.
    mia: Actor,
    otto: Actor,
    indicator: i64,
    initiative: i64,
    use_case: i64,
}

async fn shops(world: &World) -> Shops {
    let mut people = Vec::new();
    for (town, names) in [
        ("Leeds", ["Lena Lead", "Lars Lift"]),
        ("York", ["Yuri Yard", "Yan Yell"]),
    ] {
        let site = world
            .write(move |tx| people::actions::site(tx, town, SiteKind::Frontline, ""))
            .await;
        let extras = (0..10).map(|at| format!("{town} Extra{at}"));
        for name in names.iter().map(|name| (*name).to_owned()).chain(extras) {
            let draft = people::Draft {
                employee_number: Some(name.clone()),
                name,
                site: Some(site),
                ..people::Draft::default()
            };
            people.push(world.add(draft).await);
        }
    }
    let indicator = json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site", "definition": "By the clock.",
        "source": "by hand", "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    });
    let indicator = made(world, &world.olive, "/api/indicators", indicator).await;
    let initiative =
        json!({ "name": "Shelves", "what": "A shelf by surname.", "judged_after": 12 });
    let path = format!("/api/indicators/{indicator}/initiatives");
    let initiative = made(world, &world.olive, &path, initiative).await;
    let readings = [
        ("2026-W43", 10.0),
        ("2026-W44", 9.0),
        ("2026-W45", 11.0),
        ("2026-W46", 10.0),
    ];
    give(world, &world.olive, indicator, "Leeds", &readings).await;
    let use_case = json!({
        "name": "A shelf by surname", "purpose": "A parcel is found in under a minute.", "indicator_id": indicator,
        "roles": ["frontline"], "fits": "frontline", "steps": ["Move the shelf."], "room_kind": "open",
        "posts": [{ "title": "Hello", "text": "What is in your way?" }, { "text": "And now?" }],
        "checklist": ["Measure the shelf", "Tell the regulars"], "training": "Read this first.",
    });
    let use_case = made(world, &world.mia, "/api/use-cases", use_case).await;
    let mut people = people.into_iter();
    let (lena, lars) = (people.next().unwrap(), people.next().unwrap());
    Shops {
        lena,
        lars,
        yuri: people.nth(10).unwrap(),
        olive: world.olive.clone(),
        mia: world.mia.clone(),
        otto: world.otto.clone(),
        indicator,
        initiative,
        use_case,
    }
}

async fn made(world: &World, who: &Actor, path: &str, body: Value) -> i64 {
    let made = world.json(Method::POST, path, who, body).await.expect(201);
    made.json()["id"].as_i64().unwrap()
}

async fn give(world: &World, who: &Actor, indicator: i64, unit: &str, readings: &[(&str, f64)]) {
    let readings: Vec<Value> = readings
        .iter()
        .map(|(period, value)| json!({ "unit": unit, "period": period, "value": value }))
        .collect();
    let path = format!("/api/indicators/{indicator}/readings");
    let body = json!({ "readings": readings });
    world.json(Method::PUT, &path, who, body).await.expect(200);
}

/// On Thursday, 19 November 2026.
fn begins(shops: &Shops) -> Vec<(&'static str, String)> {
    vec![
        ("leader", String::new()),
        ("scope", "site".into()),
        ("buddy", String::new()),
        ("starts", "2026-11-19".into()),
        ("variant", "Two zones only".into()),
        ("initiative", shops.initiative.to_string()),
        ("room_name", "The shelf of Leeds".into()),
        ("room_kind", "open".into()),
    ]
}

async fn send(world: &World, path: &str, who: &Actor, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &**text)).collect();
    world.post_form(path, who, &form).await
}

fn with(form: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    let mut form = form.to_vec();
    for (field, text) in &mut form {
        if *field == name {
            value.clone_into(text);
        }
    }
    form
}

/// Starts it, and gives the address of the page.
async fn started(
    world: &World,
    shops: &Shops,
    who: &Actor,
    form: &[(&'static str, String)],
) -> String {
    let path = format!("/use-cases/{}/replications", shops.use_case);
    let answer = send(world, &path, who, form).await.expect(303);
    answer.location().unwrap().to_owned()
}

/// Some days later everyone has signed in again, and what was to be done is done.
async fn waited(world: &World, shops: &mut Shops, days: i64) {
    world.wait(days * kernel::Time::DAY_US);
    world.write(super::start::begin).await;
    world.work().await;
    let Shops {
        lena,
        lars,
        yuri,
        olive,
        mia,
        otto,
        ..
    } = shops;
    for actor in [lena, lars, yuri, olive, mia, otto] {
        *actor = world.sign_in(actor).await;
    }
}

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
fn nothing_is_posted_before_the_leader_presses_post() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let id = one.rsplit('/').next().unwrap();
        let api = world
            .get(&format!("/api/replications/{id}"), &shops.lena)
            .await
            .json();
        let room = api["community_id"].as_i64().unwrap();
        let feed = format!("/api/communities/{room}/posts");
        let said = async || world.get(&feed, &shops.lars).await.expect(200).body;
        assert!(!said().await.contains("in your way"), "{}", said().await);

        let post = format!("{one}/posts/0");
        let text = [
            ("title", "Hello Leeds"),
            ("text", "What is in your way here?"),
        ];
        world.post_form(&post, &shops.yuri, &text).await.expect(403);
        let blank = [("title", ""), ("text", " ")];
        world
            .post_form(&post, &shops.lena, &blank)
            .await
            .expect(422);
        assert!(!said().await.contains("in your way"));
        world.post_form(&post, &shops.lena, &text).await.expect(303);
        assert!(
            said().await.contains("What is in your way here?"),
            "{}",
            said().await
        );
        world.post_form(&post, &shops.lena, &text).await.expect(409);
        world
            .post_form(&format!("{one}/posts/7"), &shops.lena, &text)
            .await
            .expect(404);
        let banner = world
            .get(&format!("/communities/{room}"), &shops.lars)
            .await
            .expect(200);
        assert!(banner.has("A shelf by surname: Leeds"));
    });
}

#[test]
fn the_team_takes_the_points_and_others_do_not() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let id = one.rsplit('/').next().unwrap();
        let api = world
            .get(&format!("/api/replications/{id}"), &shops.lena)
            .await
            .json();
        let room = api["community_id"].as_i64().unwrap();
        let point = format!("{one}/points/1");
        let act = async |who: &Actor, act: &str, due: &str| {
            world
                .post_form(&point, who, &[("act", act), ("due", due)])
                .await
        };
        act(&shops.lars, "take", "").await.expect(403);
        world
            .post_form(&format!("/communities/{room}/join"), &shops.lars, &[])
            .await
            .expect(303);
        act(&shops.lars, "take", "").await.expect(303);
        act(&shops.lena, "take", "").await.expect(409);
        act(&shops.lena, "leave", "").await.expect(403);
        act(&shops.lars, "due", "2026-11-27").await.expect(403);
        act(&shops.lena, "due", "soon").await.expect(422);
        act(&shops.lena, "due", "2026-11-27").await.expect(303);
        act(&shops.lars, "done", "").await.expect(303);
        let page = world.get(&one, &shops.lena).await;
        for said in ["1 of 2 done", "Lars Lift", "by 27 November 2026"] {
            assert!(page.has(said), "{said}: {}", page.words());
        }
        let page = world.get(&one, &shops.yuri).await;
        assert!(
            !page.has("Lars Lift"),
            "who took what is told to the team alone"
        );
        assert_eq!(act(&shops.lars, "sell", "").await.status, 422);
    });
}

#[test]
fn after_thirty_days_the_leader_is_asked_and_a_stop_needs_a_reason() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let answer = format!("{one}/answer");
        let keep = [
            ("choice", "changed"),
            ("why", "Tall parcels stand on the floor"),
        ];
        let early = world
            .post_form(&answer, &shops.lena, &keep)
            .await
            .expect(409);
        assert!(early.has("You are asked after 30"), "{}", early.body);
        waited(&world, &mut shops, 30).await;
        let use_case = format!("/use-cases/{}", shops.use_case);
        for (path, who, asked) in [
            (one.as_str(), &shops.lena, true),
            (one.as_str(), &shops.yuri, false),
            (use_case.as_str(), &shops.lena, true),
            (use_case.as_str(), &shops.yuri, false),
            ("/replications", &shops.lena, true),
            ("/replications", &shops.yuri, false),
        ] {
            let page = world.get(path, who).await.expect(200);
            assert_eq!(
                page.has("30 days: keep it, change it or stop it?"),
                asked,
                "{path} {}",
                who.name
            );
        }
        // Who looks after the use case sees who is to answer; others do not.
        for (who, listed) in [(&shops.mia, true), (&shops.otto, false)] {
            let page = world.get(&use_case, who).await;
            assert_eq!(
                page.has("Lena Lead, since 19 November 2026"),
                listed,
                "{}",
                who.name
            );
        }
        let silent = [("choice", "stopped"), ("why", " ")];
        let refused = world
            .post_form(&answer, &shops.lena, &silent)
            .await
            .expect(422);
        assert!(refused.has("30 days: keep it, change it or stop it?"));
        world
            .post_form(&answer, &shops.yuri, &keep)
            .await
            .expect(403);
        world
            .post_form(&answer, &shops.lena, &keep)
            .await
            .expect(303);
        world
            .post_form(&answer, &shops.lena, &keep)
            .await
            .expect(409);
        let page = world.get(&one, &shops.otto).await;
        assert!(
            page.has("Kept after 30 days, changed") && page.has("Tall parcels stand on the floor")
        );

        waited(&world, &mut shops, 60).await;
        let why = [("choice", "stopped"), ("why", "Too few parcels")];
        world
            .post_form(&answer, &shops.lena, &why)
            .await
            .expect(303);
        let page = world.get(&one, &shops.otto).await;
        assert!(
            page.has("Stopped: Too few parcels") && !page.has("Lena Lead"),
            "{}",
            page.words()
        );
        let list = world
            .get(
                &format!("/api/use-cases/{}/replications", shops.use_case),
                &shops.otto,
            )
            .await
            .json();
        let told = [
            "begun",
            "after_30_days",
            "kept_30_days",
            "after_90_days",
            "kept_90_days",
            "stopped_90_days",
        ]
        .map(|name| list[name].as_i64().unwrap());
        assert_eq!(told, [1, 1, 1, 1, 0, 1], "{list}");
        // The start counts for good; the record says that they no longer do it, and why.
        let counted = world
            .get(&format!("/initiatives/{}", shops.initiative), &shops.otto)
            .await;
        assert!(
            counted.has("Leeds") && counted.has("Too few parcels"),
            "{}",
            counted.words()
        );
        let again = with(&begins(&shops), "room_name", "The second try");
        started(
            &world,
            &shops,
            &shops.lars,
            &with(&again, "starts", "2027-02-22"),
        )
        .await;
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

#[test]
fn somebody_from_the_origin_is_asked_and_may_say_no() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let first = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let origin = format!("r{}", first.rsplit('/').next().unwrap());
        let new = format!("/use-cases/{}/replications/new", shops.use_case);
        assert!(
            !world.get(&new, &shops.yuri).await.has("Lena Lead"),
            "not kept yet"
        );
        waited(&world, &mut shops, 31).await;
        world
            .post_form(
                &format!("{first}/answer"),
                &shops.lena,
                &[("choice", "kept"), ("why", "")],
            )
            .await
            .expect(303);
        assert!(world.get(&new, &shops.yuri).await.has("Leads it in Leeds."));

        let form = with(
            &with(&begins(&shops), "room_name", "The shelf of York"),
            "starts",
            "2026-12-21",
        );
        let path = format!("/use-cases/{}/replications", shops.use_case);
        for nobody in ["r77", "p77", "x1"] {
            let refused = send(&world, &path, &shops.yuri, &with(&form, "buddy", nobody)).await;
            assert!(
                refused.expect(422).has("cannot be asked any more"),
                "{nobody}"
            );
        }
        let second = started(&world, &shops, &shops.yuri, &with(&form, "buddy", &origin)).await;
        assert!(
            world
                .get("/replications", &shops.lena)
                .await
                .has("You are asked whether you go with this team.")
        );
        let go = format!("{second}/buddy");
        world
            .post_form(&go, &shops.lars, &[("answer", "agreed")])
            .await
            .expect(403);
        world
            .post_form(&go, &shops.lena, &[("answer", "declined")])
            .await
            .expect(303);
        assert!(
            world
                .get(&second, &shops.yuri)
                .await
                .has("cannot go with you")
        );
        assert!(
            !world
                .get("/replications", &shops.lena)
                .await
                .has("You are asked whether you go with this team.")
        );

        // The lineage says from where to where, and the origin's people what became of it.
        let page = world.get(&first, &shops.otto).await;
        assert!(page.has("One team took it from here") && page.has("A shelf by surname: York"));
        assert!(
            world
                .get("/replications", &shops.lena)
                .await
                .has("What became of it")
        );
        let tree = world.get(&path, &shops.otto).await.expect(200);
        let (leeds, york) = (tree.body.find(">Leeds<"), tree.body.find(">York<"));
        assert!(leeds < york && tree.has("1 of 1"), "{}", tree.words());
    });
}

#[test]
fn a_colleague_leads_it_only_when_they_agree() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let form = with(&begins(&shops), "leader", "Lena Lead");
        let nobody = with(&form, "leader", "Nobody Known");
        let path = format!("/use-cases/{}/replications", shops.use_case);
        send(&world, &path, &shops.otto, &nobody).await.expect(422);
        let one = started(&world, &shops, &shops.otto, &form).await;
        // Until then it exists for the two alone.
        world.get(&one, &shops.yuri).await.expect(404);
        assert!(
            world
                .get(&one, &shops.otto)
                .await
                .expect(200)
                .has("Lena Lead is asked whether they lead it")
        );
        assert!(!world.get(&path, &shops.otto).await.has(">Leeds<"));
        assert!(
            world
                .get("/replications", &shops.lena)
                .await
                .has("You are asked whether you lead it.")
        );
        let lead = format!("{one}/leader");
        let leeds = ("room_name", "The shelf of Leeds");
        world
            .post_form(&lead, &shops.otto, &[("answer", "agreed"), leeds])
            .await
            .expect(403);
        let taken = [("answer", "agreed"), ("room_name", "Returns desk")];
        let again = world.post_form(&lead, &shops.lena, &taken).await;
        assert!(
            again.expect(409).has("value=\"Returns desk\""),
            "the name is typed anew"
        );
        world
            .post_form(&lead, &shops.lena, &[("answer", "agreed"), leeds])
            .await
            .expect(303);
        world
            .post_form(&lead, &shops.lena, &[("answer", "declined")])
            .await
            .expect(409);
        let page = world.get(&one, &shops.yuri).await.expect(200);
        assert!(page.has("A shelf by surname: Leeds"));

        let other = with(
            &with(&form, "leader", "Yuri Yard"),
            "room_name",
            "The shelf of York",
        );
        let two = started(&world, &shops, &shops.otto, &other).await;
        world
            .post_form(
                &format!("{two}/leader"),
                &shops.yuri,
                &[("answer", "declined")],
            )
            .await
            .expect(303);
        world.get(&two, &shops.yuri).await.expect(404);
        assert!(
            world
                .get(&two, &shops.otto)
                .await
                .expect(200)
                .has("Nobody leads it")
        );
        let rooms = world.get("/communities", &shops.otto).await;
        assert!(rooms.has("The shelf of Leeds") && !rooms.has("The shelf of York"));
    });
}

#[test]
fn replications_are_begun_and_answered_by_programs() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let path = format!("/api/use-cases/{}/replications", shops.use_case);
        let body = json!({ "scope": "site", "starts": "2026-11-19", "initiative_id": 0, "room_name": "The shelf", "room_kind": "closed" });
        let refused = world.json(Method::POST, &path, &shops.lena, json!({ "scope": "site", "starts": "2026-11-19", "room_name": "x", "room_kind": "secret" })).await;
        refused.expect(422);
        world
            .json(Method::POST, &path, &world.gus, body.clone())
            .await
            .expect(404);
        let id = made(&world, &shops.lena, &path, body).await;
        let one = format!("/api/replications/{id}");
        let change = json!({ "text": "Labels in two colours" });
        let changes = format!("{one}/changes");
        world
            .json(Method::POST, &changes, &shops.yuri, change.clone())
            .await
            .expect(403);
        let changed = world
            .json(Method::POST, &changes, &shops.lena, change)
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&changed["variant"], &changed["initiative_id"]),
            (&json!("Labels in two colours"), &Value::Null)
        );
        let stop = json!({ "choice": "stopped", "why": "No room for it" });
        let answer = format!("{one}/answer");
        assert_eq!(
            world
                .json(Method::POST, &answer, &shops.yuri, stop.clone())
                .await
                .expect(403)
                .code(),
            "not_leader"
        );
        let stopped = world
            .json(Method::POST, &answer, &shops.lena, stop.clone())
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&stopped["stage"], &stopped["stopped_why"]),
            (&json!("stopped"), &json!("No room for it"))
        );
        assert_eq!(
            world
                .json(Method::POST, &answer, &shops.lena, stop)
                .await
                .expect(409)
                .code(),
            "replication_over"
        );
        let first = world
            .get(&format!("{path}?limit=1"), &shops.otto)
            .await
            .json();
        assert_eq!(
            (
                first["replications"].as_array().unwrap().len(),
                &first["next"]
            ),
            (1, &Value::Null)
        );
        world
            .get(&format!("{path}?limit=0"), &shops.otto)
            .await
            .expect(422);
    });
}
