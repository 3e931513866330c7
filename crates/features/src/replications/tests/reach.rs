//! How many saw the first posts: told once a week, to the team, and never of few.

use network::communities::{self, MemberRole};
use network::testing::each_world;
use network::{CommunityId, feed, people};

use super::{begins, shops, started, waited};
use crate::FEATURES;
use crate::replications::queries;

#[test]
fn reach_is_told_to_the_team_once_a_week() {
    each_world(FEATURES, async |world| {
        let mut shops = shops(&world).await;
        let one = started(&world, &shops, &shops.lena, &begins(&shops)).await;
        let api = world.get(&format!("/api{one}"), &shops.lena).await.json();
        let room = CommunityId::from_raw(api["community_id"].as_i64().unwrap());
        let text = [("title", "Hello"), ("text", "What is in your way?")];
        world
            .post_form(&format!("{one}/posts/0"), &shops.lena, &text)
            .await
            .expect(303);
        let id = super::ReplicationId::from_raw(super::id_of(&one));
        world
            .write(move |tx| {
                for number in 0..40 {
                    let draft = people::Draft {
                        name: format!("Reader {number}"),
                        ..people::Draft::default()
                    };
                    let reader = people::actions::add(tx, None, &draft.check()?)?;
                    communities::actions::add_member(tx, room, reader, MemberRole::Member)?;
                }
                Ok(())
            })
            .await;
        let see = async |readers: usize| {
            let seen = move |tx: &store::Tx| {
                let post = queries::posts(tx, id)?[0].post_id.expect("it is out");
                let numbers = queries::members(tx, room, 100)?.into_iter().take(readers);
                feed::keep_seen(tx, post, numbers.map(|number| number as u32))
            };
            world.write(seen).await;
        };
        see(13).await;
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(!page.has("members saw"), "nobody looks while it happens");
        waited(&world, &mut shops, 1).await;
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(page.has("About 10 of 41 members saw"), "{}", page.words());
        for (who, told) in [(&shops.yuri, false), (&shops.mia, false)] {
            let page = world.get(&one, who).await.expect(200);
            assert_eq!(page.has("members saw"), told, "{}", who.name);
        }
        // Friday's is Saturday's; Tuesday's is new.
        see(26).await;
        waited(&world, &mut shops, 1).await;
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(page.has("About 10 of 41"), "{}", page.words());
        waited(&world, &mut shops, 3).await;
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(page.has("About 25 of 41"), "{}", page.words());
        // Of the 41 fewer than ten are left: neither number is told.
        see(35).await;
        waited(&world, &mut shops, 7).await;
        let page = world.get(&one, &shops.lena).await.expect(200);
        assert!(!page.has("members saw"), "{}", page.words());
    });
}
