//! Through the door: making a course, going through it, answering, promising, and who sees what of whom.

mod answers;
mod duty;
mod early;
mod promises;

use http::Method;
use kernel::Time;
use network::people;
use network::testing::{Actor, World, each_world};
use serde_json::{Value, json};

use crate::FEATURES;

const PROMPT: &str = "How could you do this here?";

/// Olive is a champion from now on.
async fn champion(world: &World) {
    let (olive, now) = (world.olive.id, world.clock().now());
    let set = move |tx: &store::Tx| people::queries::set_champion(tx, olive, Some(now), None);
    world.write(set).await;
}

fn last(path: &str) -> i64 {
    let digits = path.rsplit('/').find(|part| part.parse::<i64>().is_ok());
    digits.and_then(|part| part.parse().ok()).unwrap()
}

/// Olive's, with two steps, talked about in the returns desk; a draft. Gives the course and its steps.
async fn draft(world: &World) -> (i64, [i64; 2]) {
    champion(world).await;
    let desk = world.returns_desk.to_string();
    let made = world
        .post_form(
            "/courses",
            &world.olive,
            &[
                ("title", "The counter in 12 minutes"),
                ("purpose", "Nobody waits."),
                ("use_case", ""),
                ("indicator", ""),
                ("community", &desk),
            ],
        )
        .await
        .expect(303);
    let course = last(made.location().unwrap().trim_end_matches("/steps/new"));
    for (title, prompt) in [("Why the wait matters", ""), ("A shelf that talks", PROMPT)] {
        step(world, course, title, prompt).await;
    }
    let seen = world
        .get(&format!("/api/courses/{course}"), &world.olive)
        .await;
    let parts = seen.expect(200).json()["parts"].clone();
    let id = |at: usize| parts[at]["id"].as_i64().unwrap();
    (course, [id(0), id(1)])
}

async fn step(world: &World, course: i64, title: &str, prompt: &str) {
    let path = format!("/courses/{course}/steps");
    let form = [
        ("title", title),
        ("minutes", "3"),
        ("text", "Three **zones**."),
        ("story", ""),
        ("prompt", prompt),
    ];
    world
        .post_form(&path, &world.olive, &form)
        .await
        .expect(303);
}

async fn published(world: &World) -> (i64, [i64; 2]) {
    let (course, steps) = draft(world).await;
    let path = format!("/courses/{course}/publication");
    world.post_form(&path, &world.olive, &[]).await.expect(303);
    (course, steps)
}

async fn finish(world: &World, who: &Actor, course: i64, steps: [i64; 2]) {
    for step in steps {
        let path = format!("/courses/{course}/steps/{step}/done");
        world.post_form(&path, who, &[]).await.expect(303);
    }
}

#[test]
fn who_teaches_makes_a_course_and_it_is_theirs_until_it_is_published() {
    each_world(FEATURES, async |world| {
        let form = [("title", "A course"), ("purpose", "Good.")];
        world
            .post_form("/courses", &world.mia, &form)
            .await
            .expect(403);
        world.get("/courses/new", &world.mia).await.expect(403);
        let page = world.get("/courses", &world.mia).await.expect(200);
        assert!(page.has("There is no course yet") && !page.has("/courses/new"));

        let (course, [first, second]) = draft(&world).await;
        let path = format!("/courses/{course}");
        let page = world.get(&path, &world.olive).await.expect(200);
        assert!(
            page.has("This is a draft") && page.has("2 steps · 6 minutes"),
            "{}",
            page.words()
        );
        for other in [&world.mia, &world.gus] {
            world.get(&path, other).await.expect(404);
            world
                .get(&format!("{path}/steps/{first}"), other)
                .await
                .expect(404);
            world.get(&format!("/api{path}"), other).await.expect(404);
        }
        let early = format!("{path}/steps/{first}/done");
        let refused = world.post_form(&early, &world.olive, &[]).await.expect(409);
        assert!(refused.has("This course is a draft"));

        world
            .post_form(&format!("{path}/steps/{second}/rise"), &world.olive, &[])
            .await
            .expect(303);
        let words = world.get(&path, &world.olive).await.expect(200).words();
        assert!(
            words.contains("1. A shelf that talks") && words.contains("2. Why the wait"),
            "{words}"
        );

        world
            .post_form(&format!("{path}/publication"), &world.mia, &[])
            .await
            .expect(404);
        world
            .post_form(&format!("{path}/publication"), &world.olive, &[])
            .await
            .expect(303);
        world.get(&path, &world.mia).await.expect(200);
        world.get(&path, &world.gus).await.expect(404);
        let list = world.get("/courses", &world.mia).await.expect(200);
        assert!(list.has("The counter in 12 minutes"));
        world.get("/courses", &world.gus).await.expect(404);
        for (who, status) in [(&world.mia, 403), (&world.ada, 200)] {
            world.get(&format!("{path}/edit"), who).await.expect(status);
            world
                .get(&format!("{path}/steps/new"), who)
                .await
                .expect(status);
        }
    });
}

#[test]
fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    each_world(FEATURES, async |world| {
        champion(&world).await;
        let secret = world.pay_review.to_string();
        let form = [
            ("title", "Kept as typed"),
            ("purpose", " "),
            ("community", secret.as_str()),
        ];
        let refused = world
            .post_form("/courses", &world.olive, &form)
            .await
            .expect(422);
        assert!(refused.has("value=\"Kept as typed\""));
        let form = [
            ("title", "x"),
            ("purpose", "y"),
            ("community", secret.as_str()),
        ];
        let refused = world
            .post_form("/courses", &world.olive, &form)
            .await
            .expect(422);
        assert!(
            refused.has("Choose an open community"),
            "{}",
            refused.words()
        );
        let (course, _) = draft(&world).await;
        let path = format!("/courses/{course}/steps");
        let form = [
            ("title", "Kept <b>too</b>"),
            ("minutes", "many"),
            ("text", "<script>alert(1)</script>"),
            ("story", "/stories/123"),
            ("prompt", ""),
        ];
        let refused = world
            .post_form(&path, &world.olive, &form)
            .await
            .expect(422);
        assert!(refused.has("Give whole minutes from 1 to 60") && refused.has("Kept &lt;b&gt;too"));
        let mut better = form;
        better[1].1 = "4";
        let refused = world
            .post_form(&path, &world.olive, &better)
            .await
            .expect(422);
        assert!(refused.has("no story at this address") && !refused.has("<script>alert"));
    });
}

#[test]
fn one_goes_through_it_and_only_oneself_sees_how_far() {
    each_world(FEATURES, async |world| {
        let (course, [first, second]) = published(&world).await;
        let (path, api) = (
            format!("/courses/{course}"),
            format!("/api/courses/{course}"),
        );
        let page = world.get(&path, &world.mia).await.expect(200);
        assert!(
            page.has("is seen by Olive") && page.has("Begin"),
            "{}",
            page.words()
        );
        let done = world
            .post_form(&format!("{path}/steps/{first}/done"), &world.mia, &[])
            .await;
        let next = done.expect(303).location().unwrap().to_owned();
        assert_eq!(next, format!("{path}/steps/{second}"));
        let step = world.get(&next, &world.mia).await.expect(200);
        assert!(
            step.has("1 of 2 steps") && step.has("3 min left") && step.has("<strong>zones"),
            "{}",
            step.words()
        );
        let done = |seen: &Value| {
            seen["parts"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|it| it["done"] == true)
                .count()
        };
        let own = world.get(&api, &world.mia).await.expect(200).json();
        assert_eq!((done(&own), &own["completed_at"]), (1, &Value::Null));
        for other in [&world.olive, &world.otto] {
            let theirs = world.get(&api, other).await.expect(200).json();
            assert_eq!(done(&theirs), 0);
        }
        let put = format!("{api}/steps/{second}/done");
        world
            .json(Method::PUT, &put, &world.gus, Value::Null)
            .await
            .expect(404);
        world
            .json(Method::PUT, &put, &world.mia, Value::Null)
            .await
            .expect(204);
        let own = world.get(&api, &world.mia).await.expect(200).json();
        assert!(own["completed_at"].is_string());
        let listed = world
            .get("/api/courses", &world.mia)
            .await
            .expect(200)
            .json();
        assert_eq!(listed["courses"][0]["minutes"], json!(6));

        // What somebody did is not taken away, and the course cannot be deleted with it.
        let gone = world
            .post_form(&format!("{path}/steps/{first}/deletion"), &world.olive, &[])
            .await;
        gone.expect(409);
        world
            .post_form(&format!("{path}/withdrawal"), &world.olive, &[])
            .await
            .expect(303);
        world.get(&path, &world.mia).await.expect(404);
        world
            .post_form(&format!("{path}/deletion"), &world.olive, &[])
            .await
            .expect(409);
    });
}

#[test]
fn a_story_stands_in_it_only_while_it_is_told() {
    each_world(FEATURES, async |world| {
        let (course, [first, _]) = published(&world).await;
        let body = json!({
            "title": "One shelf, three letters", "had": "Running to the back.", "did": ["Moved the shelf."],
            "changed": "Nobody runs.", "role": "frontline",
        });
        let made = world
            .json(Method::POST, "/api/stories", &world.mia, body)
            .await;
        let story = made.expect(201).json()["id"].as_i64().unwrap();
        let path = format!("/courses/{course}/steps/{first}");
        let address = format!("/stories/{story}");
        let form = [
            ("title", "Why"),
            ("minutes", "2"),
            ("text", "So."),
            ("story", &*address),
            ("prompt", ""),
        ];
        let edit = format!("{path}/edit");
        world
            .post_form(&edit, &world.olive, &form)
            .await
            .expect(422);
        let tell = format!("/api/stories/{story}/publication");
        world
            .json(Method::PUT, &tell, &world.mia, Value::Null)
            .await
            .expect(204);
        world
            .post_form(&edit, &world.olive, &form)
            .await
            .expect(303);
        let page = world.get(&path, &world.otto).await.expect(200);
        assert!(page.has("One shelf, three letters") && page.has(&world.mia.name));
        world
            .json(Method::DELETE, &tell, &world.mia, Value::Null)
            .await
            .expect(204);
        // Not even for those who see the withdrawn story elsewhere.
        for who in [&world.otto, &world.mia, &world.ada] {
            let page = world.get(&path, who).await.expect(200);
            assert!(!page.has("One shelf, three letters"), "{}", page.words());
        }
    });
}

#[test]
fn who_completed_it_has_done_so_also_when_it_gets_a_step() {
    each_world(FEATURES, async |world| {
        let (course, steps) = published(&world).await;
        finish(&world, &world.mia, course, steps).await;
        step(&world, course, "One more", PROMPT).await;
        let first = format!("/courses/{course}/steps/{}/done", steps[0]);
        world.post_form(&first, &world.otto, &[]).await.expect(303);
        let page = world.get("/courses", &world.mia).await.expect(200);
        assert!(
            page.has("Completed") && !page.has("2 of 3 steps done"),
            "{}",
            page.words()
        );
        let page = world.get(&format!("/courses/{course}"), &world.mia).await;
        assert!(page.expect(200).has("it got another step since"));
        let page = world.get("/courses", &world.otto).await.expect(200);
        assert!(page.has("1 of 3 steps done") && !page.has("Completed"));
    });
}

#[test]
fn it_is_found_once_it_is_published() {
    each_world(FEATURES, async |world| {
        let (course, _) = published(&world).await;
        let path = format!("/courses/{course}");
        let mut index = world.index();
        let found = world
            .get("/api/search?q=counter", &world.otto)
            .await
            .expect(200);
        assert!(found.has("The counter in 12 minutes"), "{}", found.body);
        let none = world
            .get("/api/search?q=counter", &world.gus)
            .await
            .expect(200);
        assert!(!none.has("The counter in 12 minutes"));
        world
            .post_form(&format!("{path}/withdrawal"), &world.olive, &[])
            .await
            .expect(303);
        world.catch_up(&mut index);
        let gone = world
            .get("/api/search?q=counter", &world.otto)
            .await
            .expect(200);
        assert!(!gone.has("The counter in 12 minutes"));
    });
}

/// Lets days go by.
fn days(world: &World, days: i64) {
    world.wait(days * Time::DAY_US);
}
