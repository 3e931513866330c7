//! The story of the week on the home page.

use kernel::Time;

use super::*;

async fn at(world: &World, site: &'static str) -> Actor {
    let folded = kernel::text::fold::fold(site);
    let read = world
        .app
        .store
        .read(move |db| people::queries::site_by_name(db, &folded));
    let draft = people::Draft {
        name: format!("Newcomer at {site}"),
        site: read.await.unwrap(),
        ..people::Draft::default()
    };
    world.add(draft).await
}

async fn choose(world: &World) {
    world.write(super::super::weekly::begin).await;
    world.work().await;
}

#[test]
fn each_site_has_a_story_of_the_week_from_elsewhere() {
    each_world(FEATURES, async |world| {
        indicator(&world).await;
        let (leeds, york) = (at(&world, "Leeds").await, at(&world, "York").await);
        let first = told(&world, &world.mia, shelf()).await;
        let other = with(
            with(shelf(), "title", json!("Two shelves")),
            "site",
            json!("York"),
        );
        told(&world, &world.otto, other).await;
        // It comes into a frame of the home page, for those who have a site.
        assert!(world.get("/", &york).await.has("/stories/week"));
        assert!(!world.get("/", &world.gus).await.has("/stories/week"));
        let home = async |who: &Actor| {
            let who = world.sign_in(who).await;
            world.get("/stories/week", &who).await.expect(200)
        };
        assert!(!home(&york).await.has("Story of the week"));
        choose(&world).await;
        // Each the one of the other: nobody gets their own.
        let page = home(&york).await;
        assert!(page.has("Story of the week") && page.has("One shelf, three letters"));
        assert!(!page.has("Two shelves"));
        assert!(home(&leeds).await.has("Two shelves"));
        world.get("/stories/week", &world.gus).await.expect(404);

        // It stays for the week, and goes with the story.
        choose(&world).await;
        assert!(home(&york).await.has("One shelf, three letters"));
        let path = format!("/api/stories/{first}/publication");
        let gone = world
            .json(Method::DELETE, &path, &world.mia, Value::Null)
            .await;
        gone.expect(204);
        assert!(!home(&york).await.has("One shelf"));
        // Another one the next day.
        let third = with(
            with(shelf(), "title", json!("Three shelves")),
            "site",
            json!("Hull"),
        );
        let third = told(&world, &world.otto, third).await;
        world.wait(Time::DAY_US);
        choose(&world).await;
        assert!(home(&york).await.has("Three shelves"));
        assert!(
            home(&leeds).await.has("Two shelves"),
            "who has one keeps it"
        );
        let path = format!("/api/stories/{third}/publication");
        let otto = world.sign_in(&world.otto).await;
        let gone = world.json(Method::DELETE, &path, &otto, Value::Null).await;
        gone.expect(204);
        world.wait(7 * Time::DAY_US);
        choose(&world).await;
        assert!(
            !home(&york).await.has("Story of the week"),
            "none but their own"
        );
        assert!(home(&leeds).await.has("Two shelves"), "there is no other");
    });
}
