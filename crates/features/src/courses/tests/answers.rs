//! Who reads what somebody says to a prompt.

use network::people::{self, SiteKind};
use network::testing::{Actor, Answer, World, each_world};

use super::{PROMPT, published};
use crate::FEATURES;

async fn say(world: &World, who: &Actor, path: &str, audience: &str, text: &str) -> Answer {
    let form = [("audience", audience), ("text", text)];
    world.post_form(&format!("{path}/answer"), who, &form).await
}

/// Mia and Otto work in Leeds, Ada in York.
async fn sites(world: &World) {
    let (mia, otto, ada) = (world.mia.id, world.otto.id, world.ada.id);
    let works = |tx: &store::Tx, id, site| {
        let person = people::queries::by_id(tx, id)?.expect("one of the cast");
        let draft = people::Draft {
            name: person.name,
            mail: person.mail,
            site: Some(site),
            ..people::Draft::default()
        };
        people::actions::update(tx, id, &draft.check()?)
    };
    world
        .write(move |tx| {
            let leeds = people::actions::site(tx, "Leeds", SiteKind::Frontline, "")?;
            let york = people::actions::site(tx, "York", SiteKind::Office, "")?;
            for (person, site) in [(mia, leeds), (otto, leeds), (ada, york)] {
                works(tx, person, site)?;
            }
            Ok(())
        })
        .await;
}

#[test]
fn an_answer_keeps_its_question_and_can_be_taken_back() {
    each_world(FEATURES, async |world| {
        let (course, [_, step]) = published(&world).await;
        sites(&world).await;
        let path = format!("/courses/{course}/steps/{step}");
        say(&world, &world.mia, &path, "site", "On a trolley")
            .await
            .expect(303);
        let form = [
            ("title", "A shelf that talks"),
            ("minutes", "3"),
            ("text", "Zones."),
            ("story", ""),
            ("prompt", "Who would be against it?"),
        ];
        let edit = format!("{path}/edit");
        let changed = world.post_form(&edit, &world.olive, &form).await;
        changed.expect(303);
        for who in [&world.mia, &world.otto] {
            let page = world.get(&path, who).await.expect(200);
            assert!(
                page.has("Who would be against it?")
                    && page.has("On a trolley")
                    && page.has(&format!("The question was then: {PROMPT}")),
                "{}",
                page.words()
            );
        }
        let delete = format!("{path}/answer/deletion");
        world.post_form(&delete, &world.otto, &[]).await.expect(404);
        assert!(world.get(&path, &world.otto).await.has("On a trolley"));
        world.post_form(&delete, &world.mia, &[]).await.expect(303);
        for who in [&world.mia, &world.otto] {
            assert!(!world.get(&path, who).await.has("On a trolley"));
        }
        // A post is deleted where it stands.
        say(&world, &world.mia, &path, "everyone", "On a trolley")
            .await
            .expect(303);
        let refused = world.post_form(&delete, &world.mia, &[]).await;
        refused.expect(409);
    });
}

#[test]
fn an_answer_is_read_by_those_it_is_for() {
    each_world(FEATURES, async |world| {
        let (course, [first, second]) = published(&world).await;
        sites(&world).await;
        let path = format!("/courses/{course}/steps/{second}");
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(
            page.has(PROMPT)
                && page.has("Colleagues at Leeds")
                && page.has("Everyone, as a post in")
        );
        let nothing = format!("/courses/{course}/steps/{first}");
        say(&world, &world.mia, &nothing, "me", "To nothing")
            .await
            .expect(409);
        let long = "x".repeat(4_001);
        let refused = say(&world, &world.mia, &path, "site", &long)
            .await
            .expect(422);
        assert!(refused.has(&long), "what was typed is kept");

        say(&world, &world.mia, &path, "me", "A secret *thought*")
            .await
            .expect(303);
        let own = world.get(&path, &world.mia).await.expect(200);
        assert!(own.has("A secret *thought*") && own.has("Change my answer"));
        for other in [&world.otto, &world.olive, &world.ada] {
            assert!(!world.get(&path, other).await.expect(200).has("A secret"));
        }

        say(&world, &world.mia, &path, "site", "The wall at till *4*")
            .await
            .expect(303);
        let otto = world.get(&path, &world.otto).await.expect(200);
        assert!(
            otto.has("The wall at till <em>4</em>") && !otto.has("A secret"),
            "{}",
            otto.words()
        );
        for other in [&world.olive, &world.ada] {
            assert!(!world.get(&path, other).await.expect(200).has("The wall"));
        }
        // Olive works nowhere, so there is nobody beside her.
        let nowhere = say(&world, &world.olive, &path, "site", "Me too")
            .await
            .expect(422);
        assert!(nowhere.has("You are at no site"));
    });
}

#[test]
fn an_answer_for_everyone_is_a_post_that_others_reply_to() {
    each_world(FEATURES, async |world| {
        let (course, [_, second]) = published(&world).await;
        sites(&world).await;
        let path = format!("/courses/{course}/steps/{second}");
        say(&world, &world.mia, &path, "everyone", "On a trolley")
            .await
            .expect(303);
        let desk = world
            .get(&format!("/communities/{}", world.returns_desk), &world.otto)
            .await;
        let desk = desk.expect(200);
        assert!(
            desk.has("On a trolley") && desk.has(&path),
            "{}",
            desk.words()
        );
        let post = desk.body.split("id=\"post-").nth(1).unwrap();
        let post = post.split('"').next().unwrap().to_owned();

        let reply = [("text", "A variant nobody had")];
        let replies = format!("/posts/{post}/replies");
        world
            .post_form(&replies, &world.otto, &reply)
            .await
            .expect(303);
        let otto = world.get(&path, &world.otto).await.expect(200);
        assert!(otto.has("On a trolley") && otto.has(&format!("/posts/{post}")));
        // Ada works in an office: she sees it only when she asks for all.
        let kind = world.get(&path, &world.ada).await.expect(200);
        assert!(!kind.has("On a trolley") && kind.has("Nobody from a site like yours"));
        assert!(
            world
                .get(&format!("{path}?answers=all"), &world.ada)
                .await
                .expect(200)
                .has("On a trolley")
        );

        // It is one answer: the form is gone while the post stands, and comes back with its end.
        let mine = world.get(&path, &world.mia).await.expect(200);
        assert!(mine.has("You have answered this in a post") && !mine.has("Share my answer"));
        say(&world, &world.mia, &path, "me", "Again")
            .await
            .expect(409);
        world
            .post_form(&format!("/posts/{post}/delete"), &world.mia, &[])
            .await
            .expect(303);
        let otto = world.get(&path, &world.otto).await.expect(200);
        assert!(!otto.has("On a trolley"));
        say(&world, &world.mia, &path, "me", "Again")
            .await
            .expect(303);
    });
}
