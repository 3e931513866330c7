//! What the bell tells of replications.

use http::Method;
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use super::{begins, give, send, shops, started, waited, with};
use crate::FEATURES;

/// What somebody was told of replications, the newest first, each with whether it is read.
async fn told(world: &World, who: &Actor) -> Vec<(String, bool)> {
    let list = world.get("/api/notifications", who).await.expect(200);
    let list = list.json();
    let all = list["notifications"].as_array().unwrap().iter();
    let unread = all.clone().filter(|it| it["read"] == json!(false)).count();
    assert_eq!(list["unread"], json!(unread), "{}", who.name);
    let of = |it: &Value| {
        assert_eq!((&it["post"], &it["reason"]), (&Value::Null, &Value::Null));
        let read = it["read"].as_bool().unwrap();
        (it["text"].as_str().unwrap().to_owned(), read)
    };
    all.map(of).collect()
}

fn new(text: &str) -> (String, bool) {
    (text.to_owned(), false)
}

#[test]
fn those_of_the_origin_are_told_what_became_of_it_in_one_line() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let begun = new("A team in Leeds repeats “A shelf by surname”");
        assert_eq!(told(&world, &shops.mia).await, [begun]);
        // Neither who leads it nor who has no part in it.
        for who in [&shops.lena, &shops.otto, &shops.olive] {
            assert_eq!(told(&world, who).await, [], "{}", who.name);
        }
        let list = world.get("/api/notifications", &shops.mia).await.json();
        let first = &list["notifications"][0];
        assert_eq!(
            (&first["actor"], &first["about"]["path"]),
            (&Value::Null, &json!(one))
        );
        let line = format!("/notifications/{}", first["id"]);
        world.get(&line, &shops.otto).await.expect(404);
        world
            .json(
                Method::PUT,
                &format!("/api{line}/mute"),
                &shops.mia,
                Value::Null,
            )
            .await
            .expect(404);
        let opened = world.get(&line, &shops.mia).await.expect(303);
        assert_eq!(opened.location(), Some(&*one));
        world.get(&one, &shops.mia).await.expect(200);
        assert!(told(&world, &shops.mia).await[0].1, "seen there, read here");

        waited(&world, &mut shops, 30).await;
        let question = new("30 days of “A shelf by surname” in Leeds: do you keep it?");
        assert_eq!(told(&world, &shops.lena).await, [question]);
        waited(&world, &mut shops, 1).await;
        assert_eq!(told(&world, &shops.lena).await.len(), 1, "asked once");
        let answer = format!("{one}/answer");
        let keep = [("choice", "kept"), ("why", "")];
        let kept = world.post_form(&answer, &shops.lena, &keep).await;
        kept.expect(303);
        assert_eq!(told(&world, &shops.lena).await, []);
        let kept = new("The team in Leeds keeps “A shelf by surname” after 30 days");
        assert_eq!(told(&world, &shops.mia).await, [kept]);

        // The week of the start is not whole; the next but one is better than the best before.
        let readings = [("2026-W48", 9.5), ("2026-W49", 8.0)];
        give(&world, &shops.olive, shops.indicator, "Leeds", &readings).await;
        world.work().await;
        let result = "First result in Leeds with “A shelf by surname”: a reading that is better than all before";
        for who in [&shops.lena, &shops.mia] {
            assert_eq!(told(&world, who).await[0], new(result), "{}", who.name);
        }
        give(
            &world,
            &shops.olive,
            shops.indicator,
            "Leeds",
            &[("2026-W50", 7.0)],
        )
        .await;
        world.work().await;
        assert_eq!(told(&world, &shops.mia).await.len(), 2, "the first is one");

        waited(&world, &mut shops, 60).await;
        let question = new("90 days of “A shelf by surname” in Leeds: do you keep it?");
        assert_eq!(told(&world, &shops.lena).await[0], question);
        let why = [("choice", "stopped"), ("why", "Too few parcels")];
        world
            .post_form(&answer, &shops.lena, &why)
            .await
            .expect(303);
        assert_eq!(
            told(&world, &shops.mia).await[0],
            new("The team in Leeds stopped “A shelf by surname” and says why")
        );
        let page = world.get("/notifications", &shops.mia).await.expect(200);
        assert!(page.words().contains("because it came from you"));
        assert!(web::audit::page(&page.body).is_empty());
    });
}

#[test]
fn who_is_asked_to_lead_or_to_go_with_a_team_is_told() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let first = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let id = super::ReplicationId::from_raw(super::id_of(&first));
        world.wait(31 * kernel::Time::DAY_US);
        super::kept(&world, id, 30).await;
        let yuri = world.sign_in(&shops.yuri).await;
        let olive = world.sign_in(&shops.olive).await;
        let lena = world.sign_in(&shops.lena).await;
        let mut form = with(&begins(&shops), "leader", "Yuri Yard");
        for (field, text) in [
            ("room_name", "The shelf of York"),
            ("starts", "2026-12-28"),
            ("buddy", &*format!("r{}", id.raw())),
        ] {
            form = with(&form, field, text);
        }
        let path = format!("/use-cases/{}/replications", shops.use_case);
        let asked = send(&world, &path, &olive, &form).await.expect(303);
        let second = asked.location().unwrap().to_owned();
        let lead = new("Olive Okafor asks you to lead “A shelf by surname” in York");
        assert_eq!(told(&world, &yuri).await, [lead]);
        assert_eq!(told(&world, &lena).await, [], "nobody leads it yet");

        let yes = [
            ("answer", "agreed"),
            ("room_name", "The shelf of York"),
            ("starts", "2026-12-28"),
        ];
        world
            .post_form(&format!("{second}/leader"), &yuri, &yes)
            .await
            .expect(303);
        let told = told(&world, &lena).await;
        let texts: Vec<&str> = told.iter().map(|(text, _)| &**text).collect();
        assert!(
            texts.contains(
                &"Yuri Yard asks you to go with the team in York that repeats “A shelf by surname”"
            ) && texts.contains(&"A team in York repeats “A shelf by surname”"),
            "{texts:?}"
        );
    });
}
