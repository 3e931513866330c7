//! Who is asked, who answers, and what the asking one learns.

use super::*;

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
fn nobody_is_asked_again_and_again_or_for_a_term_that_is_over() {
    each_world(FEATURES, async |world| {
        let [lea, lou, _] = shops(&world).await;
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, 303);
        let (by, now) = (lea.id, world.clock().now());
        let read = world
            .app
            .store
            .read(move |db| queries::asked_by(db, by, now, 9));
        let end = format!("/champions/asked/{}/end", read.await.unwrap()[0].id);
        world.post_form(&end, &lea, &[]).await.expect(303);
        world.post_form(&end, &lea, &[]).await.expect(404);
        assert!(!seen_by_inviter(&world, &lea).await.contains("Lou Long"));
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, 409);
        assert!(invitations(&world, &lou).await.is_empty());
        world.wait(28 * Time::DAY_US);
        let (lea, lou) = (world.sign_in(&lea).await, world.sign_in(&lou).await);
        assert_eq!(invite(&world, &lea, "Lou Long", "advocate").await, 303);

        // For a week from now: who says yes after it would be a champion of the past.
        let week = [
            ("who", "Lou Long"),
            ("role", "champion"),
            ("why", "For the fair."),
            ("until", "2026-12-24"),
        ];
        world
            .post_form("/champions/invitations", &lea, &week)
            .await
            .expect(303);
        let asked = invitations(&world, &lou).await;
        assert_eq!(asked.len(), 2);
        world.wait(8 * Time::DAY_US);
        let lou = world.sign_in(&lou).await;
        assert_eq!(invitations(&world, &lou).await, asked[1..]);
        let late = format!("/champions/invitations/{}/yes", asked[0]);
        world.post_form(&late, &lou, &[]).await.expect(404);
    });
}

#[test]
fn whom_somebody_names_to_follow_them_only_they_see() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let (ends, stays) = (lou.id, yan.id);
        world
            .write(move |tx| {
                let until = Time(tx.now().0 + 30 * Time::DAY_US);
                super::super::actions::begin(tx, ends, Some(until))?;
                super::super::actions::begin(tx, stays, None)
            })
            .await;
        count(&world).await;
        let page = world.get("/champions", &lou).await.expect(200);
        assert!(page.has("Name who could follow you"), "{}", page.words());
        let said = [("who", "Lea Lead"), ("why", "She would be good at it.")];
        for who in [&lou, &yan] {
            let answer = world.post_form("/champions/nominations", who, &said).await;
            answer.expect(303);
        }
        let page = world.get("/champions", &lou).await.expect(200);
        assert!(page.has("You have named somebody"), "{}", page.words());
        for other in [&yan, &lea, &world.ada] {
            let page = world.get("/champions", other).await.expect(200);
            assert!(page.has("Lou Long is a champion until"), "{}", page.words());
            assert!(!page.has("You have named somebody"), "{}", page.words());
        }
        // Who stays names a colleague, not somebody to follow them.
        let by = async |who: &Actor| {
            let (id, now) = (who.id, world.clock().now());
            let read = world
                .app
                .store
                .read(move |db| queries::follow_ons(db, id, now));
            read.await.unwrap().0
        };
        assert_eq!((by(&lou).await, by(&yan).await), (1, 0));
    });
}
