//! What the team does, and what others see of it.

use network::testing::{Actor, each_world};

use super::{begins, shops, started};
use crate::FEATURES;

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
