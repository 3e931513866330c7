//! Whom a replication asks: its leader, and somebody from the origin.

use network::people::{self as colleagues, SiteKind};
use network::testing::{Actor, each_world};
use serde_json::json;

use super::{Shops, begins, begun, kept, made, send, shops, started, waited, with};
use crate::FEATURES;

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
fn an_unanswered_request_keeps_no_place_and_a_late_yes_begins_late() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let path = format!("/use-cases/{}/replications", shops.use_case);
        let form = with(&begins(&shops), "leader", "Lena Lead");
        let one = started(&world, &shops, &shops.otto, &form).await;
        let again = send(&world, &path, &shops.otto, &form).await;
        assert!(again.expect(409).has("have asked this colleague already"));
        // Lars begins in the same place.
        let own = with(&begins(&shops), "room_name", "Lars and the shelf");
        let other = started(&world, &shops, &shops.lars, &own).await;
        let lead = format!("{one}/leader");
        let yes = async |who: &Actor, answer: &str, starts: &str| {
            let form = [
                ("answer", answer),
                ("room_name", "The shelf of Leeds"),
                ("starts", starts),
            ];
            world.post_form(&lead, who, &form).await
        };
        let taken = yes(&shops.lena, "agreed", "").await.expect(409);
        assert!(taken.has("It goes on here already"), "{}", taken.words());
        let why = [("why", "Too few parcels")];
        world
            .post_form(&format!("{other}/stop"), &shops.lars, &why)
            .await
            .expect(303);

        waited(&world, &mut shops, 20).await;
        assert_eq!(yes(&shops.lena, "asked", "").await.status, 422);
        let late = yes(&shops.lena, "agreed", "").await.expect(422);
        assert!(late.has("at most 14 days ago"), "{}", late.words());
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(page.has("value=\"2026-12-14\""), "a Monday is offered");
        yes(&shops.lena, "agreed", "2026-12-10").await.expect(303);
        let api = world.get(&format!("/api{one}"), &shops.yuri).await;
        let api = api.expect(200).json();
        assert_eq!(
            (&api["starts"], &api["stage"]),
            (&json!("2026-12-10"), &json!("planned"))
        );
    });
}

#[test]
fn who_works_elsewhere_since_does_not_lead_it_there() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let form = with(&begins(&shops), "leader", "Lena Lead");
        let one = started(&world, &shops, &shops.otto, &form).await;
        let lena = shops.lena.id;
        world
            .write(move |tx| {
                let york = colleagues::actions::site(tx, "York", SiteKind::Frontline, "")?;
                let draft = colleagues::Draft {
                    name: "Lena Lead".to_owned(),
                    site: Some(york),
                    ..colleagues::Draft::default()
                };
                colleagues::actions::update(tx, lena, &draft.check()?)
            })
            .await;
        let lena = world.sign_in(&shops.lena).await;
        let lead = format!("{one}/leader");
        let yes = [("answer", "agreed"), ("room_name", "The shelf of Leeds")];
        let moved = world.post_form(&lead, &lena, &yes).await.expect(409);
        assert!(moved.has("You work elsewhere now"), "{}", moved.words());
        let no = [("answer", "declined")];
        world.post_form(&lead, &lena, &no).await.expect(303);
    });
}

#[test]
fn another_is_asked_after_a_no_and_nobody_twice() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let hull = begun(&world, &shops, &shops.olive, "Hull", "2026-10-01", None).await;
        let bath = begun(&world, &shops, &shops.otto, "Bath", "2026-10-01", None).await;
        let new = begun(&world, &shops, &shops.lena, "Ayr", "2026-11-01", None).await;
        for id in [hull, bath] {
            kept(&world, id, 30).await;
        }
        let path = format!("/use-cases/{}/replications", shops.use_case);
        let form = with(&begins(&shops), "room_name", "The shelf of York");
        // Whoever has not kept it yet is not offered, and so cannot be named.
        let early = with(&form, "buddy", &format!("r{new}"));
        let refused = send(&world, &path, &shops.yuri, &early).await.expect(422);
        assert!(refused.has("cannot be asked any more"));
        let (first, second) = (format!("r{hull}"), format!("r{bath}"));
        let one = started(&world, &shops, &shops.yuri, &with(&form, "buddy", &first)).await;
        let (answer, ask) = (format!("{one}/buddy"), format!("{one}/buddies"));
        let says = async |who: &Actor, answered: &str| {
            world
                .post_form(&answer, who, &[("answer", answered)])
                .await
                .status
        };
        let asks = async |who: &Actor, whom: &str| {
            world.post_form(&ask, who, &[("buddy", whom)]).await.status
        };
        assert_eq!(
            asks(&shops.yuri, &second).await,
            409,
            "one is asked already"
        );
        assert_eq!(says(&shops.olive, "asked").await, 422);
        assert_eq!(says(&shops.olive, "declined").await, 303);
        let page = world.get(&one, &shops.yuri).await.expect(200);
        assert!(
            page.has("Ask somebody to go with you")
                && page.has("Leads it in Bath.")
                && !page.has("Leads it in Hull."),
            "{}",
            page.words()
        );
        assert!(!world.get(&one, &shops.otto).await.has("Ask somebody"));
        assert_eq!(asks(&shops.lars, &second).await, 403);
        assert_eq!(asks(&shops.yuri, "").await, 422);
        assert_eq!(asks(&shops.yuri, &first).await, 422, "she said no");
        assert_eq!(asks(&shops.yuri, &second).await, 303);
        // Who goes with the team sees what it does; who only was asked does not.
        let sees = async |who: &Actor| world.get(&one, who).await.has("Measure the shelf");
        assert!(!sees(&shops.otto).await);
        assert_eq!(says(&shops.otto, "agreed").await, 303);
        assert!(sees(&shops.otto).await && !sees(&shops.olive).await);
        let why = [("why", "Too few parcels")];
        world
            .post_form(&format!("{one}/stop"), &shops.yuri, &why)
            .await
            .expect(303);
        assert_eq!(says(&shops.otto, "declined").await, 409);
    });
}

#[test]
fn what_belongs_to_another_indicator_or_use_case_is_refused() {
    each_world(FEATURES, async |world| {
        let shops = shops(&world).await;
        let other = json!({
            "name": "Parcels lost", "unit": "parcels", "direction": "less", "observed": "site", "definition": "By hand.",
            "source": "by hand", "cadence": "week", "baseline": 4, "target": 1, "due": "2027-06-30", "scope": "All shops",
            "quality": "sound",
        });
        let other = made(&world, &shops.olive, "/api/indicators", other).await;
        let elsewhere = json!({ "name": "Labels", "what": "Labels.", "judged_after": 12 });
        let path = format!("/api/indicators/{other}/initiatives");
        let elsewhere = made(&world, &shops.olive, &path, elsewhere).await;
        let way = json!({
            "name": "Labels in two colours", "purpose": "Nobody searches.", "indicator_id": other,
            "roles": ["frontline"], "fits": "frontline", "steps": ["Print them."], "room_kind": "open",
        });
        let way = made(&world, &shops.mia, "/api/use-cases", way).await;
        let theirs = Shops {
            use_case: way,
            lena: world.sign_in(&shops.lena).await,
            lars: world.sign_in(&shops.lars).await,
            yuri: world.sign_in(&shops.yuri).await,
            olive: world.sign_in(&shops.olive).await,
            mia: world.sign_in(&shops.mia).await,
            otto: world.sign_in(&shops.otto).await,
            ..shops
        };
        let hull = begun(&world, &theirs, &theirs.olive, "Hull", "2026-10-01", None).await;
        kept(&world, hull, 30).await;
        let path = format!("/use-cases/{}/replications", shops.use_case);
        let form = begins(&shops);
        let wrong = with(&form, "initiative", &elsewhere.to_string());
        let refused = send(&world, &path, &theirs.lena, &wrong).await.expect(422);
        assert!(
            refused.has("not one of the indicator’s"),
            "{}",
            refused.words()
        );
        let wrong = with(&form, "buddy", &format!("r{hull}"));
        let refused = send(&world, &path, &theirs.lena, &wrong).await.expect(422);
        assert!(refused.has("cannot be asked any more"));
        send(&world, &path, &theirs.lena, &form).await.expect(303);
    });
}

#[test]
fn a_first_day_can_be_moved_until_it_comes() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let planned = with(&begins(&shops), "starts", "2026-11-30");
        let one = started(&world, &shops, &shops.lena, &planned).await;
        let path = format!("{one}/start");
        let to = async |who: &Actor, day: &str| {
            world.post_form(&path, who, &[("starts", day)]).await.status
        };
        assert_eq!(to(&shops.lars, "2026-12-07").await, 403);
        assert_eq!(to(&shops.lena, "2026-11-18").await, 422);
        assert_eq!(to(&shops.lena, "2028-01-01").await, 422);
        assert_eq!(to(&shops.lena, "2026-12-07").await, 303);
        waited(&world, &mut shops, 12).await;
        let stage = async |who: &Actor| world.get(&format!("/api{one}"), who).await.json();
        assert_eq!(stage(&shops.otto).await["stage"], "planned");
        waited(&world, &mut shops, 6).await;
        assert_eq!(stage(&shops.otto).await["stage"], "trying");
        assert_eq!(to(&shops.lena, "2026-12-24").await, 409);
    });
}
