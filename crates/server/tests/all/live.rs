//! Who hears what on the stream, on both engines: every kind of place and every kind of reader.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, BodyDataStream};
use features::FEATURES;
use futures::StreamExt;
use http::{Method, StatusCode};
use kernel::Time;
use live::KEEP_ALIVE;
use network::people;
use network::testing::{Actor, World, each_world};
use server::serve::{Follower, guard, router};
use store::testing::settled;
use tower::ServiceExt;
use web::Hosts;

/// Long enough for what is ready; what does not come in it does not come.
const MOMENT: Duration = Duration::from_millis(100);

/// A program of one process, told by hand what was committed.
pub struct Live<'w> {
    world: &'w World,
    router: Router,
    follower: Follower,
}

impl<'w> Live<'w> {
    pub async fn new(world: &'w World) -> Live<'w> {
        let guard = guard(&world.app, Hosts::new(None, 8080).unwrap());
        let router = router(&world.app, guard, &[]);
        let position = settled(&world.app.store);
        Live {
            world,
            router,
            follower: Follower::at(world.app.clone(), position),
        }
    }

    pub async fn open(&self, path: &str, actor: &Actor) -> (StatusCode, Body) {
        let request = self
            .world
            .request(Method::GET, path, Some(actor))
            .body(Body::empty())
            .unwrap();
        let (head, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        (head.status, body)
    }

    pub async fn join(&self, actor: &Actor, after: Option<&str>) -> Ear {
        let path = after.map_or("/stream".to_owned(), |after| {
            format!("/stream?after={after}")
        });
        let (status, body) = self.open(&path, actor).await;
        assert_eq!(status, 200, "{}", actor.name);
        Ear(body.into_data_stream())
    }

    /// Tells what was committed so far.
    pub async fn follow(&mut self) {
        settled(&self.world.app.store);
        while self.follower.step().await.unwrap() {}
    }

    /// Something happened somewhere; the follower looks at no post, so none is needed.
    async fn happens(&mut self, kind: &'static str, key: i64, place: i64) {
        self.world.write(move |tx| tx.log(kind, key, place)).await;
        self.follow().await;
    }
}

pub struct Ear(BodyDataStream);

impl Ear {
    /// What is there to be heard, without the comments that keep a silent connection open.
    pub async fn text(&mut self) -> String {
        let mut text = String::new();
        while let Ok(Some(part)) = tokio::time::timeout(MOMENT, self.0.next()).await {
            text += std::str::from_utf8(&part.unwrap()).unwrap();
        }
        text.replace(KEEP_ALIVE, "")
    }

    /// The keys of the changes that came.
    pub async fn keys(&mut self) -> Vec<i64> {
        let text = self.text().await;
        let frames = text.lines().filter_map(|line| line.strip_prefix("data: "));
        let frames = frames.filter_map(|data| serde_json::from_str::<serde_json::Value>(data).ok());
        frames.filter_map(|data| data["key"].as_i64()).collect()
    }
}

#[test]
fn every_reader_hears_of_the_places_they_may_read_and_of_no_other() {
    each_world(FEATURES, async |world| {
        let mut live = Live::new(&world).await;
        let cast = [
            &world.ada,
            &world.olive,
            &world.mia,
            &world.otto,
            &world.gus,
        ];
        let mut ears = Vec::new();
        for actor in cast {
            ears.push(live.join(actor, None).await);
        }
        let (mia, otto) = (world.mia.id.raw(), world.otto.id.raw());
        live.happens("post.new", 1, world.returns_desk.raw()).await;
        live.happens("reply.new", 2, world.managers.raw()).await;
        live.happens("reaction", 3, world.pay_review.raw()).await;
        live.happens("post.change", 4, world.everyone.raw()).await;
        live.happens("post.new", 5, world.olive.id.raw()).await;
        live.happens("notification", 6, mia).await;
        live.happens("membership", otto, world.pay_review.raw())
            .await;
        live.happens("community", 8, world.managers.raw()).await;
        live.happens("post.new", 9, 0).await;
        let expected: [&[i64]; 5] = [
            &[1, 4, 5],
            &[1, 2, 3, 4, 5, otto, 8],
            &[1, 2, 3, 4, 5, 6, otto, 8],
            &[1, 4, 5, otto],
            &[1],
        ];
        for ((actor, ear), expected) in cast.iter().zip(&mut ears).zip(expected) {
            assert_eq!(ear.keys().await, expected, "{}", actor.name);
        }
    });
}

#[test]
fn a_member_who_was_removed_hears_nothing_more_not_even_what_was_waiting() {
    each_world(FEATURES, async |world| {
        let mut live = Live::new(&world).await;
        let mut mia = live.join(&world.mia, None).await;
        let mut olive = live.join(&world.olive, None).await;
        let managers = world.managers;
        live.happens("post.new", 1, managers.raw()).await;
        assert_eq!(mia.keys().await, [1]);

        // This one is waiting to be sent when Mia is removed.
        live.happens("post.new", 2, managers.raw()).await;
        let path = format!("/api/communities/{managers}/members/{}", world.mia.id);
        world
            .json(Method::DELETE, &path, &world.olive, serde_json::Value::Null)
            .await
            .expect(204);
        live.follow().await;
        live.happens("post.new", 3, managers.raw()).await;
        live.happens("post.new", 4, world.returns_desk.raw()).await;
        let heard = mia.keys().await;
        assert!(!heard.contains(&2) && !heard.contains(&3), "{heard:?}");
        assert!(heard.contains(&4), "{heard:?}");
        let heard = olive.keys().await;
        assert!(
            [1, 2, 3, 4].iter().all(|key| heard.contains(key)),
            "{heard:?}"
        );
    });
}

#[test]
fn streams_end_with_their_session_their_token_and_their_person() {
    each_world(FEATURES, async |world| {
        let mut live = Live::new(&world).await;
        let second = world.sign_in(&world.mia).await;
        let token = world
            .by_token(&world.mia, &[network::access::Scope::Read])
            .await;
        live.follow().await;
        let mut ears = Vec::new();
        for actor in [&world.mia, &second, &token, &world.otto] {
            let mut ear = live.join(actor, None).await;
            assert!(ear.text().await.contains("retry:"));
            ears.push(ear);
        }
        let [first, other, by_token, otto] = &mut ears[..] else {
            unreachable!()
        };

        world
            .post_form("/signout", &world.mia, &[])
            .await
            .expect(303);
        live.follow().await;
        assert!(first.text().await.contains("event: end"));
        assert_eq!(live.open("/api/stream", &world.mia).await.0, 401);
        assert_eq!(other.text().await, "");

        let id = world.mia.id;
        world
            .write(move |tx| people::actions::deactivate(tx, None, id))
            .await;
        live.follow().await;
        assert!(other.text().await.contains("event: end"));
        assert!(by_token.text().await.contains("event: end"));
        assert_eq!(otto.text().await, "");
    });
}

#[test]
fn a_stream_ends_when_time_ends_its_session() {
    each_world(FEATURES, async |world| {
        let live = Live::new(&world).await;
        let mut otto = live.join(&world.otto, None).await;
        otto.text().await;
        world.wait(29 * Time::DAY_US);
        live.follower.sweep();
        assert_eq!(otto.text().await, "");
        world.wait(2 * Time::DAY_US);
        live.follower.sweep();
        assert!(otto.text().await.contains("event: end"));
    });
}

#[test]
fn what_happens_between_a_page_and_its_stream_is_not_lost() {
    each_world(FEATURES, async |world| {
        let mut live = Live::new(&world).await;
        live.happens("post.new", 1, world.returns_desk.raw()).await;
        let (status, body) = live.open("/communities", &world.mia).await;
        assert_eq!(status, 200);
        let page = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        let (_, rest) = page
            .split_once("name=\"folkmoot-stream\" content=\"")
            .expect("the page carries its position");
        let position = rest.split('"').next().unwrap();

        live.happens("post.new", 2, world.returns_desk.raw()).await;
        assert_eq!(
            live.join(&world.mia, Some(position)).await.keys().await,
            [2]
        );
        let foreign = live.join(&world.olive, Some(position)).await.text().await;
        assert!(foreign.contains("event: resync"), "{foreign}");
    });
}

#[test]
fn a_session_has_so_many_streams_and_no_more() {
    each_world(FEATURES, async |world| {
        let live = Live::new(&world).await;
        let mut open = Vec::new();
        let refused = loop {
            let (status, body) = live.open("/stream", &world.otto).await;
            if status != 200 {
                break status;
            }
            open.push(body);
        };
        assert_eq!((refused, open.len()), (StatusCode::SERVICE_UNAVAILABLE, 32));
        open.pop();
        assert_eq!(live.open("/stream", &world.otto).await.0, 200);
        assert_eq!(
            live.open("/api/stream?after=x&more=y", &world.mia).await.0,
            422
        );
    });
}
