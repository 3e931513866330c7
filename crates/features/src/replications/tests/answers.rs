//! What a team says after 30 and 90 days, and that it stops.

use network::testing::each_world;

use super::{begins, shops, started, waited, with};
use crate::FEATURES;

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
