//! Through the door: who is asked and answers, what the asking one learns, who is on the bench and where.

use http::Method;
use kernel::Time;
use network::people::{self, Level, SiteKind};
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::{counting, queries};
use crate::FEATURES;

/// A colleague at a site.
async fn colleague(world: &World, name: &str, site: &'static str, level: Level) -> Actor {
    let site = world
        .write(move |tx| people::actions::site(tx, site, SiteKind::Frontline, ""))
        .await;
    let draft = people::Draft {
        name: name.to_owned(),
        employee_number: Some(name.to_owned()),
        site: Some(site),
        level: Some(level),
        ..people::Draft::default()
    };
    world.add(draft).await
}

/// Lea leads Leeds, where Lou works; Yan works in York.
async fn shops(world: &World) -> [Actor; 3] {
    [
        colleague(world, "Lea Lead", "Leeds", Level::Manager).await,
        colleague(world, "Lou Long", "Leeds", Level::Staff).await,
        colleague(world, "Yan York", "York", Level::Staff).await,
    ]
}

fn ask<'a>(who: &'a str, role: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("who", who),
        ("role", role),
        ("why", "You answered six shops."),
        ("until", "2027-11-30"),
    ]
}

async fn invite(world: &World, by: &Actor, who: &str, role: &str) -> u16 {
    let fields = ask(who, role);
    world
        .post_form("/champions/invitations", by, &fields)
        .await
        .status
}

/// The invitations that somebody has to answer.
async fn invitations(world: &World, who: &Actor) -> Vec<i64> {
    let own = world
        .get("/api/champions/mine", who)
        .await
        .expect(200)
        .json();
    let all = own["invitations"].as_array().unwrap();
    all.iter().map(|it| it["id"].as_i64().unwrap()).collect()
}

async fn count(world: &World) {
    world.write(counting::first).await;
    world.work().await;
}

#[test]
fn one_is_asked_by_those_who_lead_and_says_yes() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        // Of another site, by a colleague, by a guest, with nothing said.
        assert_eq!(invite(&world, &lea, "Yan York", "champion").await, 422);
        assert_eq!(invite(&world, &yan, "Lou Long", "champion").await, 403);
        assert_eq!(
            invite(&world, &world.gus, "Lou Long", "champion").await,
            403
        );
        let blank = [
            ("who", "Lou Long"),
            ("role", "champion"),
            ("why", "\u{200b}"),
            ("until", "2020-01-01"),
        ];
        let page = world
            .post_form("/champions/invitations", &lea, &blank)
            .await
            .expect(422);
        assert!(
            page.has("This day is over") && page.has("value=\"Lou Long\""),
            "{}",
            page.words()
        );

        assert_eq!(invite(&world, &lea, "Lou Long", "champion").await, 303);
        for path in ["/champions", "/champions/mine"] {
            let page = world.get(path, &lou).await.expect(200);
            assert!(
                page.has("Lea Lead asks whether you would be a champion"),
                "{}",
                page.words()
            );
            assert!(page.has("You answered six shops."));
            assert!(
                !world
                    .get(path, &yan)
                    .await
                    .expect(200)
                    .has("You answered six shops.")
            );
        }
        let own = format!("/people/{}", lou.id);
        assert!(world.get(&own, &lou).await.has("You answered six shops."));
        assert!(!world.get(&own, &lea).await.has("You answered six shops."));

        let id = invitations(&world, &lou).await[0];
        let yes = format!("/champions/invitations/{id}/yes");
        let said = [("topics", "Shelf plans, Polish")];
        world.post_form(&yes, &yan, &said).await.expect(404);
        world.post_form(&yes, &lou, &said).await.expect(303);
        world.post_form(&yes, &lou, &said).await.expect(404);
        let page = world.get(&own, &yan).await.expect(200);
        assert!(
            page.has("Helps with: Shelf plans, Polish") && page.has("until 30 November 2027"),
            "{}",
            page.words()
        );
        let bench = world.get("/champions", &yan).await.expect(200);
        assert!(
            bench.has(&format!("member-{}", lou.id)),
            "{}",
            bench.words()
        );
        world.get("/champions", &world.gus).await.expect(404);
        assert!(!world.get(&own, &world.gus).await.has("Shelf plans"));
        // Who has the role is not asked again; when the term is over one is no champion.
        assert_eq!(
            invite(&world, &world.ada, "Lou Long", "champion").await,
            409
        );
        world.wait(400 * Time::DAY_US);
        let yan = world.sign_in(&yan).await;
        assert!(
            !world
                .get("/champions", &yan)
                .await
                .expect(200)
                .has(&format!("member-{}", lou.id))
        );
    });
}

/// What the page about one's own invitations says, without what changes from one to the next.
async fn seen_by_inviter(world: &World, who: &Actor) -> String {
    let page = world.get("/champions/mine", who).await.expect(200);
    page.words()
}

#[test]
fn whoever_asks_learns_nothing_of_a_no() {
    each_world(FEATURES, async |world| {
        let [lea, lou, _] = shops(&world).await;
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, 303);
        let waiting = seen_by_inviter(&world, &lea).await;
        assert!(waiting.contains("Lou Long"), "{waiting}");
        let again = invite(&world, &lea, "Lou Long", "advocate").await;

        let id = invitations(&world, &lou).await[0];
        let no = format!("/api/champions/invitations/{id}");
        world
            .json(Method::DELETE, &no, &lou, Value::Null)
            .await
            .expect(204);
        assert!(invitations(&world, &lou).await.is_empty());
        world
            .json(Method::DELETE, &no, &lou, Value::Null)
            .await
            .expect(404);
        count(&world).await;
        assert_eq!(seen_by_inviter(&world, &lea).await, waiting);
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, again);
        assert_eq!(again, 409);
        // Not answered looks the same at its end as declined, and one may ask again.
        world.wait(29 * Time::DAY_US);
        let lea = world.sign_in(&lea).await;
        assert!(
            !seen_by_inviter(&world, &lea)
                .await
                .contains("Whom you asked")
        );
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, 303);
        // What is taken back is not asked any more.
        let lou = world.sign_in(&lou).await;
        assert_eq!(invitations(&world, &lou).await.len(), 1);
        let (by, now) = (lea.id, world.clock().now());
        let asked = world
            .app
            .store
            .read(move |db| queries::asked_by(db, by, now, 9))
            .await
            .unwrap();
        let end = format!("/champions/asked/{}/end", asked[0].id);
        world.post_form(&end, &lou, &[]).await.expect(404);
        world.post_form(&end, &lea, &[]).await.expect(303);
        assert!(invitations(&world, &lou).await.is_empty());
    });
}

/// A story of Yan's in which Lou agreed to be named.
async fn story(world: &World, yan: &Actor, lou: &Actor) -> i64 {
    let body = json!({
        "title": "One shelf, three letters", "had": "Running.", "did": ["Moved the shelf."], "changed": "Nobody runs.",
        "role": "frontline", "people": [{ "person": "Lou Long", "part": "built it" }],
    });
    let made = world.json(Method::POST, "/api/stories", yan, body).await;
    let id = made.expect(201).json()["id"].as_i64().unwrap();
    let answer = json!({ "answer": "agreed" });
    world
        .json(
            Method::PUT,
            &format!("/api/stories/{id}/answer"),
            lou,
            answer,
        )
        .await
        .expect(204);
    let tell = format!("/api/stories/{id}/publication");
    world
        .json(Method::PUT, &tell, yan, Value::Null)
        .await
        .expect(204);
    id
}

#[test]
fn one_offers_to_speak_of_a_story_and_says_oneself_that_one_was_against_it() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let id = story(&world, &yan, &lou).await;
        let offer = |story: Value| json!({ "tells": "why I was against it", "topics": ["Night sorting"], "former_sceptic": true, "story_id": story });
        let put = async |who: &Actor, body: Value| {
            world
                .json(Method::PUT, "/api/champions/mine", who, body)
                .await
        };
        assert_eq!(
            put(&lea, offer(json!(id))).await.expect(422).code(),
            "not_your_story"
        );
        assert_eq!(
            put(&lou, offer(Value::Null)).await.expect(422).code(),
            "story_needed"
        );
        put(&lou, offer(json!(id))).await.expect(204);
        let page = world
            .get("/champions?sceptics=true", &lea)
            .await
            .expect(200);
        assert!(page.has("Tells: why I was against it"), "{}", page.words());
        assert!(page.has("One shelf, three letters"));
        for (asked, is_there) in [("topic=night+SORTING", true), ("topic=Polish", false)] {
            let page = world
                .get(&format!("/champions?{asked}"), &lea)
                .await
                .expect(200);
            assert_eq!(page.has(&format!("member-{}", lou.id)), is_there, "{asked}");
        }
        // Another word of theirs, and the end of it.
        let plain = json!({ "tells": "how it went", "story_id": id });
        put(&lou, plain).await.expect(204);
        let page = world
            .get("/champions?sceptics=true", &lea)
            .await
            .expect(200);
        assert!(!page.has("how it went"), "{}", page.words());
        let end = async |role: &str| {
            let path = format!("/api/champions/mine/{role}");
            world.json(Method::DELETE, &path, &lou, Value::Null).await
        };
        assert_eq!(end("champion").await.expect(409).code(), "not_on_the_bench");
        end("advocate").await.expect(204);
        end("advocate").await.expect(404);
        assert!(
            !world
                .get("/champions", &lea)
                .await
                .has(&format!("member-{}", lou.id))
        );
        // A story that is withdrawn is not shown any more; its advocate is.
        put(&lou, offer(json!(id))).await.expect(204);
        let tell = format!("/api/stories/{id}/publication");
        world
            .json(Method::DELETE, &tell, &yan, Value::Null)
            .await
            .expect(204);
        let page = world.get("/champions", &lea).await;
        assert!(
            page.has("why I was against it") && !page.has("One shelf, three letters"),
            "{}",
            page.words()
        );
    });
}

#[test]
fn a_nomination_is_read_by_those_who_may_invite() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let said = [("who", "Lou Long"), ("why", "Found our stock in a minute.")];
        world
            .post_form("/champions/nominations", &world.gus, &said)
            .await
            .expect(403);
        let own = [("who", "Yan York"), ("why", "Me.")];
        world
            .post_form("/champions/nominations", &yan, &own)
            .await
            .expect(422);
        world
            .post_form("/champions/nominations", &yan, &said)
            .await
            .expect(303);
        for (who, reads) in [
            (&lea, true),
            (&world.ada, true),
            (&lou, false),
            (&yan, false),
            (&world.mia, false),
        ] {
            let page = world.get("/champions", who).await.expect(200);
            assert_eq!(
                page.has("Found our stock in a minute."),
                reads,
                "{}",
                who.name
            );
        }
        let page = world.get("/champions", &lea).await.body;
        let (before, _) = page.split_once("/end\"").expect("it can be laid aside");
        let (_, id) = before.rsplit_once("/champions/nominations/").unwrap();
        let end = format!("/champions/nominations/{id}/end");
        world.post_form(&end, &lou, &[]).await.expect(404);
        world.post_form(&end, &lea, &[]).await.expect(303);
        assert!(
            !world
                .get("/champions", &lea)
                .await
                .has("Found our stock in a minute.")
        );
    });
}

#[test]
fn the_bench_is_counted_by_level_and_country_and_follows_who_comes_and_moves() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        for number in 0..20 {
            colleague(&world, &format!("York {number}"), "York", Level::Staff).await;
        }
        let (lou_id, yan_id) = (lou.id, yan.id);
        world
            .write(move |tx| {
                for (site, country) in [("leeds", "England"), ("york", "England")] {
                    let site = people::queries::site_by_name(tx, site)?.unwrap();
                    people::actions::set_country(tx, site, country)?;
                }
                // As the employer's data have it, and not by an invitation.
                people::queries::set_champion(tx, lou_id, Some(tx.now()), None)?;
                Ok(())
            })
            .await;
        count(&world).await;
        let figure = async |level: &str| {
            let all = world
                .get("/api/champions/figures", &lea)
                .await
                .expect(200)
                .json();
            let of = |it: &&Value| it["country"] == "England" && it["level"] == level;
            all["figures"]
                .as_array()
                .unwrap()
                .iter()
                .find(of)
                .unwrap()
                .clone()
        };
        let all = figure("all").await;
        assert_eq!(
            [
                &all["people"],
                &all["champions"],
                &all["bench"],
                &all["sites"],
                &all["sites_with_champion"],
                &all["coverage"]
            ],
            [
                &json!(23),
                &json!(1),
                &json!(1),
                &json!(2),
                &json!(1),
                &json!("gap")
            ]
        );
        assert_eq!(
            (
                &figure("manager").await["people"],
                &figure("manager").await["coverage"]
            ),
            (&Value::Null, &Value::Null)
        );
        let page = world.get("/champions", &lea).await.expect(200);
        assert!(
            page.has("One site has no champion") && page.has("The largest: York"),
            "{}",
            page.words()
        );
        assert!(
            world
                .get("/champions/sites", &lea)
                .await
                .expect(200)
                .has("21 colleagues")
        );
        let york = world
            .get("/champions/sites?country=England", &lea)
            .await
            .expect(200);
        assert!(york.has("York") && !york.has("Leeds"), "{}", york.words());

        // Somebody says yes: their site is counted at once. Somebody moves: within the day.
        assert_eq!(
            invite(&world, &world.ada, "Yan York", "champion").await,
            303
        );
        let id = invitations(&world, &yan).await[0];
        let yes = format!("/api/champions/invitations/{id}");
        world
            .json(Method::PUT, &yes, &yan, json!({}))
            .await
            .expect(204);
        world.work().await;
        assert_eq!(figure("all").await["sites_with_champion"], json!(2));
        world
            .write(move |tx| {
                let site = people::queries::site_by_name(tx, "leeds")?;
                let draft = people::Draft {
                    name: "Yan York".into(),
                    employee_number: Some("Yan York".into()),
                    site,
                    ..people::Draft::default()
                };
                people::actions::update(tx, yan_id, &draft.check()?)
            })
            .await;
        world.wait(2 * Time::DAY_US);
        world.work().await;
        let lea = world.sign_in(&lea).await;
        let all = world
            .get("/api/champions/figures", &lea)
            .await
            .expect(200)
            .json();
        let of = |it: &&Value| it["country"] == "England" && it["level"] == "all";
        let all = all["figures"]
            .as_array()
            .unwrap()
            .iter()
            .find(of)
            .unwrap()
            .clone();
        assert_eq!(
            (&all["champions"], &all["sites_with_champion"]),
            (&json!(2), &json!(1))
        );
        let leeds = world
            .app
            .store
            .read(|db| people::queries::site_by_name(db, "leeds"))
            .await
            .unwrap()
            .unwrap();
        let path = format!("/api/champions?site={leeds}&limit=1");
        let first = world.get(&path, &lea).await.expect(200).json();
        let next = format!("{path}&cursor={}", first["next"].as_str().unwrap());
        let second = world.get(&next, &lea).await.expect(200).json();
        let names = [&first["members"][0]["name"], &second["members"][0]["name"]];
        assert_eq!(names, [&json!("Lou Long"), &json!("Yan York")]);
        assert_eq!(second["next"], Value::Null);
        assert_eq!(
            world
                .get(&next, &world.sign_in(&lou).await)
                .await
                .expect(400)
                .code(),
            "invalid_cursor"
        );
    });
}

#[test]
fn training_is_noted_by_those_who_may_invite() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let id = lou.id;
        let path = format!("/champions/people/{id}");
        let said = [
            ("training", "Champion in two hours"),
            ("early_access", "true"),
        ];
        world.post_form(&path, &lea, &said).await.expect(404);
        world
            .write(move |tx| super::actions::begin(tx, id, None))
            .await;
        world.post_form(&path, &yan, &said).await.expect(403);
        world.post_form(&path, &lou, &said).await.expect(403);
        world.post_form(&path, &lea, &said).await.expect(303);
        let page = world.get(&format!("/people/{id}"), &yan).await.expect(200);
        assert!(
            page.has("Trained in: Champion in two hours") && page.has("Early access"),
            "{}",
            page.words()
        );
        let long = "x".repeat(301);
        let page = world
            .post_form(&path, &lea, &[("training", &*long)])
            .await
            .expect(422);
        assert!(page.has(&long), "what was typed stays");
    });
}
