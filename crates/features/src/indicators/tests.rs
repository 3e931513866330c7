//! Through the door: from a wish to a number, readings in and out, and who may do what.

use http::Method;
use network::people::{self, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

fn draft() -> Value {
    json!({
        "name": "Minutes a customer waits", "unit": "min", "direction": "less", "observed": "site",
        "definition": "From greeting to parcel, as the counter's clock has it.", "source": "by hand",
        "cadence": "week", "baseline": 14.2, "target": 8, "due": "2027-06-30", "scope": "All shops",
        "quality": "sound",
    })
}

async fn indicator(world: &World, owner: &Actor) -> i64 {
    let made = world
        .json(Method::POST, "/api/indicators", owner, draft())
        .await;
    made.expect(201).json()["id"].as_i64().unwrap()
}

/// A site with so many people.
async fn site(world: &World, name: &'static str, people: usize) {
    world
        .write(move |tx| {
            let site = people::actions::site(tx, name, SiteKind::Frontline, "")?;
            for number in 0..people {
                let draft = people::Draft {
                    name: format!("Somebody {number}"),
                    employee_number: Some(format!("{name} {number}")),
                    site: Some(site),
                    ..people::Draft::default()
                };
                people::actions::add(tx, None, &draft.check()?)?;
            }
            Ok(())
        })
        .await;
}

/// A form as it is written in an address.
async fn send(world: &World, path: &str, who: &Actor, form: &str) -> network::testing::Answer {
    let pairs: Vec<(&str, String)> = form
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (name, value.replace('+', " ").replace('|', "\n")))
        .collect();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    world.post_form(path, who, &pairs).await
}

async fn put(world: &World, id: i64, who: &Actor, readings: Value) -> network::testing::Answer {
    let path = format!("/api/indicators/{id}/readings");
    world
        .json(Method::PUT, &path, who, json!({ "readings": readings }))
        .await
}

#[test]
fn a_wish_is_answered_with_things_to_count() {
    each_world(FEATURES, async |world| {
        let page = world.get("/indicators", &world.mia).await.expect(200);
        assert!(page.has("Nothing is measured yet"));
        let page = world
            .get("/indicators/new?wish=Sell+better%3Cb%3E", &world.mia)
            .await
            .expect(200);
        assert!(page.has("is a direction, not a number"), "{}", page.body);
        assert!(page.has("Days from first contact to order") && !page.has("<b>”"));
        let idea = "/indicators/new?wish=Sell%20better&idea=conversion";
        let page = world.get(idea, &world.mia).await.expect(200);
        assert!(page.has("value=\"Share of offers that become orders\""));
        let page = world
            .get("/indicators/new?wish=How+long+customers+wait", &world.mia)
            .await;
        assert!(!page.has("is a direction") && page.has("value=\"How long customers wait\""));

        let form = "wish=&name=Sell+better&unit=points&direction=more&observed=site&definition=x&source=x&cadence=week\
            &baseline=1&target=2&due=2027-01-01&scope=x&quality=missing";
        let refused = send(&world, "/indicators", &world.mia, form)
            .await
            .expect(422);
        assert!(
            refused.has("This is a direction, not a number"),
            "{}",
            refused.body
        );
        let form = form
            .replace("Sell+better", "Share+of+offers")
            .replace("baseline=1", "baseline=26,5")
            .replace("target=2", "target=40");
        let made = send(&world, "/indicators", &world.mia, &form)
            .await
            .expect(303);
        let page = world
            .get(made.location().unwrap(), &world.otto)
            .await
            .expect(200);
        assert!(page.has("Share of offers") && page.has("Not measured yet"));
        let board = world.get("/indicators", &world.otto).await.expect(200);
        assert!(board.has("Share of offers") && board.has("target 40"));
        let again = send(&world, "/indicators", &world.otto, &form)
            .await
            .expect(409);
        assert!(again.has("There is an indicator of this name already"));
        world.get("/indicators", &world.gus).await.expect(404);
    });
}

#[test]
fn readings_come_by_form_by_table_and_by_program() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        site(&world, "York", 12).await;
        let id = indicator(&world, &world.olive).await;
        let path = format!("/indicators/{id}/readings");
        let given = send(
            &world,
            &path,
            &world.olive,
            "unit=leeds&period=2026-W45&value=11,5",
        )
        .await;
        given.expect(303);
        let table = "unit;period;value|Leeds;2026-W46;10,5|York;2026-W46;12";
        let csv = format!("/indicators/{id}/readings.csv");
        let given = send(&world, &csv, &world.olive, &format!("readings={table}")).await;
        given.expect(303);
        let body = json!([{ "unit": "York", "period": "2026-11-05", "value": 13 }, { "unit": "Leeds", "period": "2026-W46", "value": 9.5 }]);
        let taken = put(&world, id, &world.olive, body.clone())
            .await
            .expect(200)
            .json();
        assert_eq!(taken, json!({ "new": 1, "changed": 1, "same": 0 }));
        let taken = put(&world, id, &world.olive, body).await.expect(200).json();
        assert_eq!(
            taken,
            json!({ "new": 0, "changed": 0, "same": 2 }),
            "sent twice"
        );

        let all = world
            .get(&format!("/api/indicators/{id}/readings"), &world.otto)
            .await
            .json();
        assert_eq!(
            all["readings"],
            json!([
                { "unit": "Leeds", "period": "2026-W45", "value": 11.5 },
                { "unit": "Leeds", "period": "2026-W46", "value": 9.5 },
                { "unit": "York", "period": "2026-W45", "value": 13.0 },
                { "unit": "York", "period": "2026-W46", "value": 12.0 },
            ])
        );
        let path = format!("/api/indicators/{id}/readings?from=2026-W46&to=2026-11-12");
        let some = world.get(&path, &world.otto).await.json();
        assert_eq!(some["readings"].as_array().unwrap().len(), 2);
        world
            .get(
                &format!("/api/indicators/{id}/readings?from=soon"),
                &world.otto,
            )
            .await
            .expect(422);
        let one = world
            .get(&format!("/api/indicators/{id}"), &world.otto)
            .await
            .json();
        assert_eq!(
            (&one["period"], &one["mean"]),
            (&json!("2026-W46"), &json!(10.75))
        );
        let file = world.get(&csv, &world.otto).await.expect(200);
        assert_eq!(
            file.body,
            "unit,period,value,definition,revision\nLeeds,2026-W45,11.5,1,1\nLeeds,2026-W46,9.5,1,2\nYork,2026-W45,13,1,1\nYork,2026-W46,12,1,1\n"
        );
        let page = world
            .get(&format!("/indicators/{id}"), &world.otto)
            .await
            .expect(200);
        assert!(page.has("<polyline") && page.has("10.75"), "{}", page.body);
        let page = world
            .get(&format!("/indicators/{id}/numbers"), &world.otto)
            .await
            .expect(200);
        assert!(page.has("2026-W46") && page.has("<sup") && !page.has("name=\"readings\""));
    });
}

#[test]
fn the_page_of_numbers_says_what_units_are_called() {
    each_world(FEATURES, async |world| {
        let id = indicator(&world, &world.olive).await;
        let path = format!("/indicators/{id}/numbers");
        let page = world.get(&path, &world.olive).await.expect(200);
        assert!(
            page.has("A site with ten people or more"),
            "{}",
            page.words()
        );
        site(&world, "Aberdeen", 9).await;
        site(&world, "York", 10).await;
        let page = world.get(&path, &world.olive).await.expect(200);
        assert!(page.has("As it is called here: York") && page.has("for example: York, 2026-"));
        assert!(!page.has("Aberdeen"), "its readings would be refused");
    });
}

#[test]
fn readings_are_kept_whole_or_not_at_all() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        site(&world, "Kiosk", 9).await;
        let id = indicator(&world, &world.olive).await;
        let bad = json!([
            { "unit": "Leeds", "period": "2026-W46", "value": 1 },
            { "unit": "Kiosk", "period": "2026-W46", "value": 2 },
            { "unit": "Nowhere", "period": "2026-W46", "value": 3 },
            { "unit": "Leeds", "period": "2026-W48", "value": 4 },
        ]);
        let refused = put(&world, id, &world.olive, bad).await.expect(422).json();
        let found: Vec<_> = refused["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| {
                let word = |name: &str| problem[name].as_str().unwrap().to_owned();
                (word("field"), word("code"))
            })
            .collect();
        let wanted = [
            ("/readings/1/unit", "few_people"),
            ("/readings/2/unit", "unknown_unit"),
            ("/readings/3/period", "period_to_come"),
        ];
        assert_eq!(
            found,
            wanted.map(|(field, code)| (field.to_owned(), code.to_owned()))
        );
        let all = world
            .get(&format!("/api/indicators/{id}/readings"), &world.olive)
            .await
            .json();
        assert_eq!(all["readings"], json!([]), "nothing was kept");

        let table = "readings=unit,period,value|Kiosk,2026-W46,2|Leeds,x,1";
        let csv = format!("/indicators/{id}/readings.csv");
        let refused = send(&world, &csv, &world.olive, table).await.expect(422);
        assert!(
            refused.has("Line 3:") && refused.has("Kiosk,2026-W46,2"),
            "{}",
            refused.body
        );
        let form = format!("/indicators/{id}/readings");
        let refused = send(
            &world,
            &form,
            &world.olive,
            "unit=Kiosk&period=2026-W46&value=2",
        )
        .await
        .expect(422);
        assert!(refused.has("fewer than ten people"));

        let impersonal = format!("/indicators/{id}/impersonal");
        send(&world, &impersonal, &world.olive, "impersonal=true")
            .await
            .expect(403);
        send(&world, &impersonal, &world.ada, "impersonal=true")
            .await
            .expect(303);
        send(
            &world,
            &form,
            &world.olive,
            "unit=Kiosk&period=2026-W46&value=2",
        )
        .await
        .expect(303);
    });
}

#[test]
fn only_the_owner_changes_an_indicator() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        let id = indicator(&world, &world.olive).await;
        let body = json!([{ "unit": "Leeds", "period": "2026-W46", "value": 1 }]);
        put(&world, id, &world.mia, body.clone()).await.expect(403);
        put(&world, id, &world.gus, body.clone()).await.expect(404);
        put(&world, id, &world.ada, body).await.expect(200);
        let define = format!("/indicators/{id}/definitions");
        let form = "definition=From+door+to+parcel&from=2026-W47&baseline=20&target=12";
        send(&world, &define, &world.mia, form).await.expect(403);
        send(&world, &define, &world.olive, form).await.expect(303);
        let refused = send(&world, &define, &world.olive, form).await.expect(422);
        assert!(refused.has("must begin after the one before"));
        let quality = format!("/indicators/{id}/quality");
        send(&world, &quality, &world.mia, "quality=sound")
            .await
            .expect(403);
        let long = format!("quality=ill_measured&flaw={}", "x".repeat(2_001));
        let refused = send(&world, &quality, &world.olive, &long)
            .await
            .expect(422);
        assert!(refused.has("xxxx</textarea>"), "what was typed is kept");
        let flaw = "quality=ill_measured&flaw=Withdrawn+ones+are+counted";
        send(&world, &quality, &world.olive, flaw).await.expect(303);
        let page = world
            .get(&format!("/indicators/{id}"), &world.mia)
            .await
            .expect(200);
        assert!(page.has("Withdrawn ones are counted") && page.has("From door to parcel"));
        assert!(!page.has("Count it differently"), "not for others");
    });
}

#[test]
fn readings_of_two_definitions_are_not_joined() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        let id = indicator(&world, &world.olive).await;
        let readings: Vec<Value> = (40..=46)
            .map(|week| json!({ "unit": "Leeds", "period": format!("2026-W{week}"), "value": 14 - week % 3 }))
            .collect();
        put(&world, id, &world.olive, json!(readings))
            .await
            .expect(200);
        let page = async || {
            world
                .get(&format!("/indicators/{id}"), &world.mia)
                .await
                .expect(200)
        };
        assert_eq!(
            page().await.body.matches("<polyline class=\"s1\"").count(),
            1
        );
        let points_on_board = async || {
            let board = world.get("/indicators", &world.mia).await.expect(200);
            let spark = board.body.split_once("<svg class=\"spark").unwrap().1;
            let points = spark.split("points=\"").nth(1).unwrap();
            points.split('"').next().unwrap().split_whitespace().count()
        };
        assert_eq!(points_on_board().await, 7);
        world.wait(3_600_000_000);
        let define = format!("/indicators/{id}/definitions");
        let again = async |form: &str| send(&world, &define, &world.olive, form).await;
        let form = "definition=Another+way&from=2026-W44&baseline=&target=90";
        let refused = again(form).await.expect(422);
        for kept in [
            "Another way</textarea>",
            "value=\"90\"",
            "As it was counted until now: 8 min",
        ] {
            assert!(refused.has(kept), "{kept}: {}", refused.body);
        }
        let later = form
            .replace("W44", "W48")
            .replace("baseline=", "baseline=200");
        let refused = again(&later).await.expect(422);
        assert!(refused.has("has not begun"), "{}", refused.body);
        again(&form.replace("baseline=", "baseline=200"))
            .await
            .expect(303);
        let two = page().await;
        assert_eq!(two.body.matches("<polyline class=\"s1\"").count(), 2);
        assert_eq!(points_on_board().await, 3, "only those counted alike");
        assert!(two.has("evdot") && two.has("Version 2, from 2026-W44"));
        for said in [
            "Baseline and target are counted by version 2",
            "It was counted by version 1",
            "Baseline, counted so: 14.2 min",
            "Baseline, counted so: 200 min",
            "since the baseline (200)",
        ] {
            assert!(two.has(said), "{said}: {}", two.body);
        }
        let target = two
            .body
            .split_once("<line class=\"target\" x1=\"")
            .unwrap()
            .1;
        let x: f64 = target.split('"').next().unwrap().parse().unwrap();
        assert!(x > 300.0, "not beside what was counted otherwise: {x}");

        world.wait(3_600_000_000);
        // Nothing is read by the newest yet: what was read before says nothing about its aim.
        again("definition=A+third+way&from=2026-W47&baseline=3&target=1")
            .await
            .expect(303);
        let three = page().await;
        assert!(three.has("no reading by it yet"), "{}", three.body);
        assert!(!three.has("<line class=\"target\""), "{}", three.body);
        let one = world
            .get(&format!("/api/indicators/{id}"), &world.mia)
            .await
            .json();
        assert_eq!(
            (&one["period"], &one["baseline"]),
            (&Value::Null, &json!(3.0))
        );
    });
}

#[test]
fn an_aim_that_changes_is_kept_beside_the_new_one() {
    each_world(FEATURES, async |world| {
        let id = indicator(&world, &world.olive).await;
        let path = format!("/indicators/{id}/settings");
        let form = "owner=mia%MEMBER&source=till&target=9&due=2027-09-30&scope=All+shops";
        let name = |who: &Actor| who.name.replace(' ', "+");
        let form = form.replace("mia%MEMBER", &name(&world.mia));
        world.get(&path, &world.mia).await.expect(403);
        send(&world, &path, &world.mia, &form).await.expect(403);
        for (wrong, said) in [
            ("owner=Nobody+Known", "We know nobody here by that"),
            (
                &*format!("owner={}", name(&world.gus)),
                "We know nobody here by that",
            ),
            ("target=15", "wrong side of the baseline"),
            ("due=soon", "This is not a day"),
        ] {
            let (field, _) = wrong.split_once('=').unwrap();
            let changed: Vec<&str> = form
                .split('&')
                .map(|pair| if pair.starts_with(field) { wrong } else { pair })
                .collect();
            let refused = send(&world, &path, &world.olive, &changed.join("&"))
                .await
                .expect(422);
            assert!(
                refused.has(said) && refused.has("value=\"till\""),
                "{}",
                refused.body
            );
        }
        send(&world, &path, &world.olive, &form).await.expect(303);
        let page = world
            .get(&format!("/indicators/{id}"), &world.otto)
            .await
            .expect(200);
        assert!(
            page.has("the target was 8 min by 30 June 2027"),
            "{}",
            page.body
        );
        let now = world
            .get(&format!("/api/indicators/{id}"), &world.otto)
            .await
            .json();
        assert_eq!(
            (&now["target"], &now["owner_id"]),
            (&json!(9.0), &json!(world.mia.id.raw()))
        );
        send(&world, &path, &world.olive, &form).await.expect(403);
        send(&world, &path, &world.mia, &form).await.expect(303);
    });
}

#[test]
fn what_is_archived_is_kept_and_takes_nothing_more() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        let id = indicator(&world, &world.olive).await;
        let body = json!([{ "unit": "Leeds", "period": "2026-W46", "value": 1 }]);
        let archive = format!("/indicators/{id}/archive");
        send(&world, &archive, &world.mia, "archived=true")
            .await
            .expect(403);
        send(&world, &archive, &world.olive, "archived=true")
            .await
            .expect(303);
        put(&world, id, &world.olive, body.clone())
            .await
            .expect(409);
        let board = async |which: &str| {
            let path = format!("/indicators?which={which}");
            world.get(&path, &world.mia).await.expect(200)
        };
        let name = "Minutes a customer waits";
        assert!(!board("all").await.has(name) && board("archived").await.has(name));
        send(&world, &archive, &world.olive, "archived=false")
            .await
            .expect(303);
        put(&world, id, &world.olive, body).await.expect(200);
        assert!(board("all").await.has(name));
    });
}

#[test]
fn a_machine_sends_readings_to_its_address() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        let id = indicator(&world, &world.olive).await;
        let hook = format!("/indicators/{id}/hook");
        world.post_form(&hook, &world.mia, &[]).await.expect(403);
        let made = world.post_form(&hook, &world.olive, &[]).await.expect(200);
        let address = made.body.split_once("POST ").unwrap().1;
        let address = address.split('<').next().unwrap().to_owned();
        let send_to = async |address: &str, unit: &str| {
            let readings = json!([{ "unit": unit, "period": "2026-W46", "value": 9.5 }]);
            let body = json!({ "readings": readings });
            world.json(Method::POST, address, None, body).await
        };
        let taken = send_to(&address, "Leeds").await.expect(200).json();
        assert_eq!(taken, json!({ "new": 1, "changed": 0, "same": 0 }));
        let taken = send_to(&address, "Leeds").await.expect(200).json();
        assert_eq!(taken["same"], 1, "sent twice");
        let refused = send_to(&address, "Nowhere").await.expect(422).json();
        assert_eq!(refused["problems"][0]["field"], "/readings/0/unit");
        let mut wrong = address.clone();
        let last = wrong.pop().unwrap();
        wrong.push(if last == 'A' { 'E' } else { 'A' });
        for unknown in [&*wrong, "/api/hooks/readings/1-x", "/api/hooks/readings/x"] {
            send_to(unknown, "Leeds").await.expect(404);
        }
        world.post_form(&hook, &world.olive, &[]).await.expect(200);
        send_to(&address, "Leeds").await.expect(404);
    });
}

#[test]
fn an_address_is_worth_what_its_maker_may() {
    each_world(FEATURES, async |world| {
        site(&world, "Leeds", 10).await;
        let id = indicator(&world, &world.olive).await;
        let made = world
            .post_form(&format!("/indicators/{id}/hook"), &world.olive, &[])
            .await;
        let address = made
            .expect(200)
            .body
            .split_once("POST ")
            .unwrap()
            .1
            .to_owned();
        let address = address.split('<').next().unwrap().to_owned();
        let form = format!(
            "owner={}&source=till&target=9&due=2027-09-30&scope=All",
            world.mia.name.replace(' ', "+")
        );
        let settings = format!("/indicators/{id}/settings");
        send(&world, &settings, &world.olive, &form)
            .await
            .expect(303);
        let readings = json!([{ "unit": "Leeds", "period": "2026-W46", "value": 9.5 }]);
        let body = json!({ "readings": readings });
        world
            .json(Method::POST, &address, None, body)
            .await
            .expect(404);
    });
}

#[test]
fn the_network_computes_how_soon_questions_are_answered() {
    each_world(FEATURES, async |world| {
        let leeds = world
            .write(|tx| people::actions::site(tx, "Leeds", SiteKind::Frontline, ""))
            .await;
        let york = world
            .write(|tx| people::actions::site(tx, "York", SiteKind::Frontline, ""))
            .await;
        let id = indicator(&world, &world.olive).await;
        let path = format!("/indicators/{id}/measure");
        let form = [("measure", "answer_hours")];
        world.post_form(&path, &world.mia, &form).await.expect(403);
        world
            .post_form(&path, &world.olive, &form)
            .await
            .expect(303);
        let by_hand = json!([{ "unit": "Leeds", "period": "2026-W46", "value": 1 }]);
        let refused = put(&world, id, &world.olive, by_hand).await.expect(409);
        assert_eq!(refused.json()["code"], "indicator_computed");

        // Eleven of each site ask, but of York's questions the half is one person's, and Otto alone answers
        // Hull's.
        let hull = world
            .write(|tx| people::actions::site(tx, "Hull", SiteKind::Frontline, ""))
            .await;
        let place = format!("/api/communities/{}/posts", world.returns_desk);
        let mut asked = Vec::new();
        for (site, people) in [(leeds, 11), (york, 11), (hull, 11)] {
            for number in 0..people {
                let draft = people::Draft {
                    name: format!("Asker {number} of {site}"),
                    site: Some(site),
                    ..people::Draft::default()
                };
                let who = world.add(draft).await;
                let many = if site == york && number == 0 { 12 } else { 1 };
                for question in 0..many {
                    let body = json!({ "kind": "question",
                        "text": format!("Where is the stock list {question} of {number}?") });
                    let made = world.json(Method::POST, &place, &who, body).await;
                    asked.push(made.expect(201).json()["id"].as_i64().unwrap());
                    world.wait(3_000_000);
                }
            }
        }
        world.wait(2 * 3600 * 1_000_000);
        let helpers = [&world.otto, &world.mia, &world.olive];
        let of_hull = asked[33..].iter().map(|post| (post, &world.otto));
        let of_leeds = asked[..11].iter().zip(helpers.into_iter().cycle());
        for (post, who) in of_leeds.chain(of_hull) {
            let path = format!("/api/posts/{post}/replies");
            let body = json!({ "text": "In the office." });
            world.json(Method::POST, &path, who, body).await.expect(201);
        }
        world.wait(14 * 24 * 3600 * 1_000_000);
        world.work().await;
        let found = world
            .write(move |tx| {
                let id = super::IndicatorId::from_raw(id);
                let units = super::queries::units(tx, id, 10)?;
                let readings = super::queries::readings(tx, id, 0, i64::MAX, 10)?;
                Ok((units, readings))
            })
            .await;
        let (units, readings) = found;
        assert_eq!(units.len(), 1, "{units:?}");
        assert_eq!((units[0].name.as_str(), readings.len()), ("Leeds", 1));
        assert_eq!(readings[0].value, 2.0);
        // Computed once: nothing new comes of looking again.
        world.wait(7 * 3600 * 1_000_000);
        world.work().await;
        let again = world
            .write(move |tx| {
                let id = super::IndicatorId::from_raw(id);
                super::queries::readings(tx, id, 0, i64::MAX, 10)
            })
            .await;
        assert_eq!(again, readings);
    });
}
