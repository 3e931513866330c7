//! Stories in the ranked feed.

use kernel::Time;

use super::*;

/// The story that stands in somebody's feed, and why.
async fn shown(world: &World, who: &Actor) -> Option<(i64, String)> {
    let page = world.get("/api/feed?order=ranked", who).await.expect(200);
    let story = page.json()["story"].clone();
    let home = world.get("/", who).await.expect(200);
    let Some(id) = story["id"].as_i64() else {
        assert!(
            !home.has("class=\"story-card\""),
            "{} has none by the API",
            who.name
        );
        return None;
    };
    let why = story["why"].as_str().unwrap().to_owned();
    assert!(home.has(&format!("id=\"story-{id}\"")) && home.words().contains(&why));
    assert!(web::audit::page(&home.body).is_empty());
    Some((id, why))
}

/// Nobody's indicator is in it, and of Leeds.
async fn leeds(world: &World, name: &str) -> i64 {
    told(world, &world.mia, with(shelf(), "title", json!(name))).await
}

async fn colleague(world: &World, name: &'static str, site: &'static str) -> Actor {
    let site = world
        .write(move |tx| people::actions::site(tx, site, SiteKind::Frontline, ""))
        .await;
    let draft = people::Draft {
        name: name.to_owned(),
        employee_number: Some(name.to_owned()),
        site: Some(site),
        level: Some(people::Level::Manager),
        ..people::Draft::default()
    };
    world.add(draft).await
}

#[test]
fn a_story_stands_in_the_ranked_feed_of_those_who_can_act_on_it_until_it_is_withdrawn() {
    each_world(FEATURES, async |world| {
        let World {
            mia,
            olive,
            otto,
            gus,
            ..
        } = &world;
        let wait = indicator(&world).await;
        for n in 0..4 {
            let path = format!("/api/communities/{}/posts", world.returns_desk);
            let text = json!({ "text": format!("Number {n}") });
            let post = world.json(Method::POST, &path, &world.otto, text);
            post.await.expect(201);
        }
        let (lea, yan) = (
            colleague(&world, "Lea Leeds", "Leeds").await,
            colleague(&world, "Yan York", "York").await,
        );
        let id = begun(&world, mia, with(shelf(), "evidence", evidence(wait))).await;
        assert_eq!(shown(&world, olive).await, None, "a draft");
        tell(&world, mia, id).await.expect(204);
        for (who, reason) in [
            (olive, "Shown because you own “Minutes a customer waits”."),
            (&lea, "Shown because it happened where you work, in Leeds."),
        ] {
            assert_eq!(shown(&world, who).await, Some((id, reason.to_owned())));
        }
        // Whose site is only like it, who has nothing in common, who tells it, and a guest.
        for other in [&yan, otto, mia, gus] {
            assert_eq!(shown(&world, other).await, None, "{}", other.name);
        }
        let home = world.get("/", olive).await.body;
        let at = |text: &str| home.find(text).unwrap();
        assert!(
            at("Number 1") < at("class=\"story-card\"")
                && at("class=\"story-card\"") < at("Number 0")
        );

        // Otto joins who works on it.
        let path = format!("/api/indicators/{wait}/initiatives");
        let new = json!({ "name": "Bays", "what": "Each parcel has its bay.", "levers": [] });
        let made = world.json(Method::POST, &path, olive, new).await;
        let initiative = made.expect(201).json()["id"].as_i64().unwrap();
        let join = format!("/initiatives/{initiative}/people");
        world
            .post_form(&join, otto, &[("takes_part", "true")])
            .await
            .expect(303);
        world.wait(Time::DAY_US);
        assert_eq!(
            shown(&world, otto).await.map(|(_, why)| why).as_deref(),
            Some("Shown because you take part in moving “Minutes a customer waits”.")
        );

        let latest = world.get("/api/feed?order=latest", olive).await.json();
        assert_eq!(latest["story"], Value::Null);
        world
            .post_form("/feed/order", olive, &[("order", "latest")])
            .await
            .expect(303);
        assert!(!world.get("/", olive).await.has("class=\"story-card\""));
        world
            .post_form("/feed/order", olive, &[("order", "ranked")])
            .await
            .expect(303);
        assert!(shown(&world, olive).await.is_some());
        let before = world.app.store.statements();
        world.get("/", olive).await.expect(200);
        assert_eq!(world.app.store.statements(), before, "a warm page");

        let path = format!("/api/stories/{id}/publication");
        let withdraw = world.json(Method::DELETE, &path, mia, Value::Null);
        withdraw.await.expect(204);
        for who in [olive, &lea, otto] {
            assert_eq!(shown(&world, who).await, None);
        }
    });
}

#[test]
fn who_read_or_closed_a_story_is_not_shown_it_again() {
    each_world(FEATURES, async |world| {
        indicator(&world).await;
        let (lea, leo) = (
            colleague(&world, "Lea Leeds", "Leeds").await,
            colleague(&world, "Leo Leeds", "Leeds").await,
        );
        let which = async |who: &Actor| shown(&world, who).await.map(|(id, _)| id);
        let first = leeds(&world, "First shelf").await;
        assert_eq!(
            (which(&lea).await, which(&leo).await),
            (Some(first), Some(first))
        );
        world
            .get(&format!("/stories/{first}"), &lea)
            .await
            .expect(200);
        assert_eq!((which(&lea).await, which(&leo).await), (None, Some(first)));

        let second = leeds(&world, "Second shelf").await;
        assert_eq!(which(&lea).await, Some(second));
        let page = format!("/stories/{second}/dismissal");
        world.post_form(&page, &world.gus, &[]).await.expect(404);
        let closed = world.post_form(&page, &lea, &[]).await.expect(303);
        assert_eq!(closed.location(), Some("/"));
        assert_eq!(which(&lea).await, None);

        // Those that fit as well take turns by days.
        let mut days = Vec::new();
        for _ in 0..4 {
            days.push(which(&leo).await.unwrap());
            world.wait(Time::DAY_US);
        }
        assert_eq!(days[..2], days[2..]);
        assert_ne!(days[0], days[1]);
        let path = format!("/api/stories/{}/dismissal", days[0]);
        let dismiss = async |who: &Actor| world.json(Method::PUT, &path, who, Value::Null).await;
        dismiss(&world.gus).await.expect(404);
        dismiss(&leo).await.expect(204);
        assert_eq!(which(&leo).await, Some(days[1]));
        world.wait(30 * Time::DAY_US);
        let leo = world.sign_in(&leo).await;
        assert_eq!(which(&leo).await, None, "it is not new any more");
    });
}
