//! Praise for a story, and where it stands.

use super::*;

#[test]
fn praise_stands_on_a_page_when_its_person_wants_it() {
    each_world(FEATURES, async |world| {
        let named = json!([{ "person": "Otto Olsen", "part": "built it" }, { "person": "Ada Adeyemi", "part": "x" }]);
        let id = begun(&world, &world.mia, with(shelf_nowhere(), "people", named)).await;
        let answer = async |answer: &str| {
            let path = format!("/api/stories/{id}/answer");
            let body = json!({ "answer": answer });
            let answer = world.json(Method::PUT, &path, &world.otto, body).await;
            answer.expect(204);
        };
        answer("agreed").await;
        let path = format!("/stories/{id}/praise");
        let give = async |who: &Actor, to: &Actor, words: &str| {
            let to = to.id.to_string();
            let fields = [("person", &*to), ("words", words)];
            world.post_form(&path, who, &fields).await
        };
        let (olive, otto) = (&world.olive, &world.otto);
        give(olive, otto, "x").await.expect(404);
        tell(&world, &world.mia, id).await.expect(204);
        // Who is only asked, who is not in it, oneself, and too many words.
        for to in [&world.ada, olive] {
            give(olive, to, "x").await.expect(422);
        }
        give(otto, otto, "x").await.expect(422);
        give(&world.gus, otto, "x").await.expect(404);
        let long = "w".repeat(301);
        let refused = give(olive, otto, &long).await.expect(422);
        assert!(refused.has(&long), "what was typed stays");
        give(olive, otto, "You moved it \"in\" one <night>.")
            .await
            .expect(303);

        let words = "You moved it &quot;in&quot; one &lt;night&gt;.";
        let own = format!("/people/{}", otto.id);
        let story = format!("/stories/{id}");
        let reads =
            async |path: &str, who: &Actor| world.get(path, who).await.expect(200).has(words);
        assert!(
            world
                .get("/stories", otto)
                .await
                .has("Olive Okafor praises you for it")
        );
        assert!(reads(&story, otto).await && reads(&story, olive).await);
        assert!(!reads(&story, &world.mia).await);
        assert!(!reads(&own, &world.ada).await && !reads(&own, otto).await);
        let page = world.get(&story, otto).await.body;
        let (_, rest) = page.split_once("/stories/praise/").unwrap();
        let praise = format!("/stories/praise/{}", rest.split('"').next().unwrap());
        let decide =
            async |who: &Actor, deed: &str| world.post_form(&praise, who, &[("deed", deed)]).await;
        for (who, deed) in [
            (olive, "show"),
            (&world.mia, "delete"),
            (&world.ada, "delete"),
        ] {
            decide(who, deed).await.expect(404);
        }
        decide(otto, "show").await.expect(303);
        assert!(reads(&own, &world.ada).await);
        assert!(!world.get("/stories", otto).await.has("praises you for it"));
        assert!(!world.get(&own, &world.gus).await.has(words));
        decide(otto, "keep").await.expect(303);
        assert!(!reads(&own, &world.ada).await && reads(&story, otto).await);
        // Who takes their name out of the story is not praised for it on their page.
        decide(otto, "show").await.expect(303);
        answer("declined").await;
        assert!(!reads(&own, &world.ada).await);
        answer("agreed").await;
        assert!(reads(&own, &world.ada).await);
        // Other words are decided about anew; who wrote them takes them back.
        give(olive, otto, "Well done.").await.expect(303);
        assert!(!world.get(&own, &world.ada).await.has("Well done."));
        decide(olive, "delete").await.expect(303);
        decide(otto, "show").await.expect(404);
    });
}

#[test]
fn a_team_is_praised_at_once_and_each_of_them_decides() {
    each_world(FEATURES, async |world| {
        let named = json!([{ "person": "Otto Olsen", "part": "built it" }, { "person": "Ada Adeyemi", "part": "x" }]);
        let id = begun(&world, &world.mia, with(shelf_nowhere(), "people", named)).await;
        let answer = format!("/api/stories/{id}/answer");
        let agreed = json!({ "answer": "agreed" });
        let (otto, olive) = (&world.otto, &world.olive);
        let answer = world.json(Method::PUT, &answer, otto, agreed).await;
        answer.expect(204);
        let path = format!("/stories/{id}/praise");
        let give = async |who: &Actor, words: &str| {
            let fields = [("person", "all"), ("words", words)];
            world.post_form(&path, who, &fields).await
        };
        give(olive, "x").await.expect(404);
        tell(&world, &world.mia, id).await.expect(204);
        let story = format!("/stories/{id}");
        assert!(
            world
                .get(&story, olive)
                .await
                .has("Everybody who did it (2)")
        );
        // Of two whom she can praise one is herself.
        assert!(!world.get(&story, &world.mia).await.has("Everybody who did"));
        let refused = give(olive, " ").await.expect(422);
        assert!(refused.has("value=\"all\" selected"), "the choice stays");
        give(&world.gus, "x").await.expect(404);
        give(olive, "All of you.").await.expect(303);
        let all = async |who: &Actor| {
            let path = format!("/api/stories/{id}/praise");
            let praise = world.get(&path, who).await.expect(200).json()["praise"].clone();
            praise.as_array().unwrap().clone()
        };
        // Who was only asked is not praised.
        assert!(all(&world.ada).await.is_empty());
        assert_eq!(all(olive).await.len(), 2);
        let of_otto = &all(otto).await[0]["id"];
        let show = json!({ "state": "shown" });
        let path = format!("/api/stories/praise/{of_otto}");
        world.json(Method::PUT, &path, otto, show).await.expect(204);
        let page = async |of: &Actor| world.get(&format!("/people/{}", of.id), olive).await;
        assert!(page(otto).await.has("All of you."));
        assert!(!page(&world.mia).await.has("All of you."));
    });
}

#[test]
fn a_program_praises_once_and_its_person_decides() {
    each_world(FEATURES, async |world| {
        let id = begun(&world, &world.mia, shelf_nowhere()).await;
        tell(&world, &world.mia, id).await.expect(204);
        let path = format!("/api/stories/{id}/praise");
        let body = json!({ "person_id": world.mia.id.raw(), "words": "Well done." });
        let (olive, mia) = (&world.olive, &world.mia);
        let give = async |who: &Actor, key: &str| {
            let request = world
                .request(Method::POST, &path, Some(who))
                .header("idempotency-key", key)
                .header("content-type", "application/json");
            world.send(request, body.to_string().into()).await
        };
        let first = give(olive, "praise-1").await.expect(201).json();
        assert_eq!(
            (&first["words"], &first["state"]),
            (&json!("Well done."), &json!("new"))
        );
        let praise = format!("/api/stories/praise/{}", first["id"]);
        let all =
            async |who: &Actor| world.get(&path, who).await.expect(200).json()["praise"].clone();
        assert_eq!(all(mia).await, json!([first]));
        assert_eq!(all(&world.otto).await, json!([]));
        give(&world.gus, "praise-2").await.expect(404);
        // Nobody praises themselves.
        give(mia, "praise-3").await.expect(422);
        let decide = async |who: &Actor, state: &str| {
            world
                .json(Method::PUT, &praise, who, json!({ "state": state }))
                .await
        };
        decide(olive, "shown").await.expect(404);
        decide(mia, "new").await.expect(422);
        decide(mia, "shown").await.expect(204);
        // The same request again is the same praise, and what was decided about it stays.
        let again = give(olive, "praise-1").await.expect(201).json();
        assert_eq!(
            (&again["id"], &again["state"]),
            (&first["id"], &json!("shown"))
        );
        // Other words are decided about anew, and stay the same praise.
        let other = json!({ "person_id": mia.id.raw(), "words": "Very well done." });
        let other = world.json(Method::POST, &path, olive, other).await;
        let other = other.expect(201).json();
        assert_eq!(
            (&other["id"], &other["state"]),
            (&first["id"], &json!("new"))
        );
        decide(mia, "shown").await.expect(204);
        let page = world.get(&format!("/people/{}", mia.id), &world.ada).await;
        assert!(page.expect(200).has("Very well done."));
        let remove =
            async |who: &Actor| world.json(Method::DELETE, &praise, who, Value::Null).await;
        remove(&world.ada).await.expect(404);
        remove(olive).await.expect(204);
        remove(mia).await.expect(404);
        assert_eq!(all(mia).await, json!([]));
    });
}
