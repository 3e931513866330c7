//! A course that is open to champions first: who it exists for, where, and that it opens by itself.

use super::*;

/// Olive's, whom the world has as a champion; Mia becomes one as well. Everybody reads it from 3 May 2027.
async fn early(world: &World) -> (i64, [i64; 2]) {
    let (course, steps) = draft(world).await;
    let (mia, now) = (world.mia.id, world.clock().now());
    let set = move |tx: &store::Tx| {
        people::queries::set_champion(tx, mia, Some(now), None)?;
        tx.log("person", mia.raw(), 0)
    };
    world.write(set).await;
    let path = format!("/courses/{course}/publication");
    for (day, wrong) in [
        ("2026-11-19", "after today"),
        ("2029-01-01", "within a year"),
    ] {
        let form = [("opens_on", day)];
        let refused = world.post_form(&path, &world.olive, &form).await;
        assert!(refused.expect(422).has(wrong), "{day}");
    }
    let form = [("opens_on", "2027-05-03")];
    world
        .post_form(&path, &world.olive, &form)
        .await
        .expect(303);
    (course, steps)
}

/// Whether it is in the list, in that of the API, in the search and its counts, and on its own page.
async fn seen(
    world: &World,
    indexer: &mut network::search::Indexer,
    who: &Actor,
    course: i64,
) -> Vec<bool> {
    world.catch_up(indexer);
    let who = world.sign_in(who).await;
    let path = format!("/courses/{course}");
    let list = world.get("/courses", &who).await.expect(200);
    let api = world.get("/api/courses", &who).await.expect(200).json();
    let found = world
        .get("/api/search?q=counter", &who)
        .await
        .expect(200)
        .json();
    let one = world.get(&path, &who).await.status;
    let status = world.get(&format!("/api{path}"), &who).await.status;
    vec![
        list.has(&path),
        api["courses"].as_array().is_some_and(|all| !all.is_empty()),
        found["items"].as_array().is_some_and(|all| !all.is_empty()),
        found["total"] != 0,
        one == 200,
        status == 200,
    ]
}

#[test]
fn a_course_is_open_to_champions_first_and_opens_by_itself() {
    each_world(FEATURES, async |world| {
        let mut indexer = world.index();
        let (course, [first, _]) = early(&world).await;
        for (who, sees) in [
            (&world.olive, true),
            (&world.mia, true),
            (&world.ada, true),
            (&world.otto, false),
        ] {
            let seen = seen(&world, &mut indexer, who, course).await;
            assert_eq!(seen, [sees; 6], "{}", who.name);
        }
        let path = format!("/courses/{course}");
        let (mia, otto) = (
            world.sign_in(&world.mia).await,
            world.sign_in(&world.otto).await,
        );
        let page = world.get(&path, &mia).await.expect(200);
        assert!(
            page.has("Open to champions first; to everybody from 3 May 2027"),
            "{}",
            page.words()
        );
        assert!(!page.has("Open it to everybody now"));
        for what in ["completions", "edit", &format!("steps/{first}")] {
            world
                .get(&format!("{path}/{what}"), &otto)
                .await
                .expect(404);
        }
        let done = format!("{path}/steps/{first}/done");
        world.post_form(&done, &otto, &[]).await.expect(404);
        let mine = world.get("/champions", &mia).await.expect(200);
        assert!(mine.has("Yours first") && mine.has(&path));
        assert!(
            !world
                .get("/champions", &otto)
                .await
                .expect(200)
                .has("Yours first")
        );
        // On the evening before, and on the day.
        let day = 86_400 * 20_941; // 3 May 2027
        world.wait(day * Time::SECOND_US - world.clock().now().0 - 1);
        assert_eq!(seen(&world, &mut indexer, &otto, course).await, [false; 6]);
        world.wait(1);
        assert_eq!(seen(&world, &mut indexer, &otto, course).await, [true; 6]);
        let page = world.get(&path, &world.sign_in(&world.mia).await).await;
        assert!(!page.expect(200).has("Open to champions first"));
    });
}

#[test]
fn what_champions_do_with_it_tells_nobody_else_of_it() {
    each_world(FEATURES, async |world| {
        let (course, [first, second]) = early(&world).await;
        let mia = world.sign_in(&world.mia).await;
        let step = format!("/courses/{course}/steps/{second}");
        let page = world.get(&step, &mia).await.expect(200);
        assert!(!page.has("value=\"everyone\""), "{}", page.body);
        let say = |audience| [("audience", audience), ("text", "On a trolley")];
        let path = format!("{step}/answer");
        let refused = world.post_form(&path, &mia, &say("everyone")).await;
        assert!(refused.expect(422).has("not posted for everybody"));
        world.post_form(&path, &mia, &say("me")).await.expect(303);
        finish(&world, &mia, course, [first, second]).await;
        let promise = [
            ("kind", "try"),
            ("said", "The counter"),
            ("due", "2027-01-10"),
            ("with", &*world.otto.name),
        ];
        let path = format!("/courses/{course}/commitment");
        world.post_form(&path, &mia, &promise).await.expect(303);
        let list = world.get("/courses", &world.otto).await.expect(200);
        assert!(!list.has("The counter"), "{}", list.words());
        // Who is a champion no longer does not find it either, until its owner opens it to everybody.
        let (id, now) = (world.mia.id, world.clock().now());
        let end = move |tx: &store::Tx| {
            people::queries::set_champion(tx, id, Some(now), Some(now))?;
            tx.log("person", id.raw(), 0)
        };
        world.write(end).await;
        let mia = world.sign_in(&world.mia).await;
        let page = format!("/courses/{course}");
        world.get(&page, &mia).await.expect(404);
        let open = format!("{page}/opening");
        world
            .post_form(&open, &mia, &[("opens_on", "")])
            .await
            .expect(404);
        world
            .post_form(&open, &world.olive, &[("opens_on", "")])
            .await
            .expect(303);
        world.get(&page, &mia).await.expect(200);
        assert!(
            world
                .get("/courses", &world.otto)
                .await
                .expect(200)
                .has("The counter")
        );
        // What everybody has read is not taken from them.
        let again = world
            .post_form(&open, &world.olive, &[("opens_on", "2027-06-01")])
            .await;
        assert!(again.expect(409).has("sees this course already"));
    });
}
