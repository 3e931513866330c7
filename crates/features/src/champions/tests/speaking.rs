//! Who speaks of which story, what they help with, and what they were trained in.

use super::*;

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
            .write(move |tx| super::super::actions::begin(tx, id, None))
            .await;
        world.post_form(&path, &yan, &said).await.expect(403);
        world.post_form(&path, &lou, &said).await.expect(403);
        world.post_form(&path, &lea, &said).await.expect(303);
        let page = world.get(&format!("/people/{id}"), &yan).await.expect(200);
        assert!(
            page.has("Trained in: Champion in two hours") && page.has("Tries new things first"),
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

#[test]
fn topics_are_found_page_by_page_and_together_with_former_sceptics() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let id = story(&world, &yan, &lou).await;
        for (who, sceptic, topics) in [
            (&lou, true, json!(["Night sorting", "Polish"])),
            (&yan, false, json!(["night sorting"])),
        ] {
            let body = json!({ "tells": "how", "topics": topics, "former_sceptic": sceptic, "story_id": id });
            world
                .json(Method::PUT, "/api/champions/mine", who, body)
                .await
                .expect(204);
        }
        let found = async |asked: &str| {
            let path = format!("/api/champions?{asked}");
            let page = world.get(&path, &lea).await.expect(200).json();
            let members = page["members"].as_array().unwrap().clone();
            let names = members
                .iter()
                .map(|it| it["name"].as_str().unwrap().to_owned());
            (names.collect::<Vec<_>>(), page["next"].clone())
        };
        let both = "topic=Night+Sorting";
        let (first, next) = found(&format!("{both}&limit=1")).await;
        let next = next.as_str().expect("there is more").to_owned();
        let (second, end) = found(&format!("{both}&limit=1&cursor={next}")).await;
        assert_eq!((&*first[0], &*second[0]), ("Lou Long", "Yan York"));
        assert_eq!(end, Value::Null);
        let (sceptics, _) = found(&format!("{both}&former_sceptics=true")).await;
        assert_eq!(sceptics, ["Lou Long"]);
        let topics = async || {
            let read = world.app.store.read(|db| queries::topics(db, 9));
            read.await.unwrap()
        };
        assert_eq!(topics().await, ["Night sorting", "Polish"]);
        let path = "/api/champions/mine/advocate";
        world
            .json(Method::DELETE, path, &lou, Value::Null)
            .await
            .expect(204);
        assert_eq!(topics().await, ["Night sorting"]);
        assert_eq!(found(both).await.0, ["Yan York"]);
    });
}

#[test]
fn who_takes_their_name_back_is_not_linked_to_the_story() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let id = story(&world, &yan, &lou).await;
        let body = json!({ "tells": "how it went", "story_id": id });
        world
            .json(Method::PUT, "/api/champions/mine", &lou, body)
            .await
            .expect(204);
        let linked = async || {
            let page = world.get("/champions", &lea).await.expect(200);
            assert!(page.has("how it went"), "{}", page.words());
            page.has("One shelf, three letters")
        };
        assert!(linked().await);
        let path = format!("/api/stories/{id}/answer");
        let declined = json!({ "answer": "declined" });
        world
            .json(Method::PUT, &path, &lou, declined)
            .await
            .expect(204);
        assert!(!linked().await);
    });
}

#[test]
fn the_toolkit_holds_what_the_network_has() {
    each_world(FEATURES, async |world| {
        let [lea, lou, yan] = shops(&world).await;
        let page = world.get("/champions/toolkit", &lea).await.expect(200);
        assert!(
            page.has("There is no story to show yet") && page.has("Ask what annoys them"),
            "{}",
            page.words()
        );
        let id = story(&world, &yan, &lou).await;
        let page = world.get("/champions/toolkit", &lea).await.expect(200);
        assert!(
            page.has(&format!("/stories/{id}")) && page.has("in Northgate Stores last week"),
            "{}",
            page.words()
        );
        world
            .get("/champions/toolkit", &world.gus)
            .await
            .expect(404);
    });
}
