//! A cache that is filled while what it reads changes: without the guard of a fill, a member removed in
//! that moment would stay one for ever.

use std::sync::mpsc;

use http::Method;
use network::access::Memberships;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::whole::{Whole, each_whole};

/// The query of a fill that has its answer and does not bring it yet.
struct Paused {
    go_on: mpsc::Sender<()>,
    answer: JoinHandle<kernel::Result<Memberships>>,
}

impl Paused {
    async fn query(whole: &Whole) -> Paused {
        let (go_on, told) = mpsc::channel();
        let (has_read, read) = tokio::sync::oneshot::channel();
        let (store, mia) = (whole.app.store.clone(), whole.mia.id);
        let rules = Default::default();
        let query = move |db: &store::Db| {
            let found = Memberships::read(db, mia, &rules)?;
            let _ = has_read.send(());
            let _ = told.recv();
            Ok(found)
        };
        let answer = tokio::spawn(async move { store.read(query).await });
        read.await.expect("the query runs");
        Paused { go_on, answer }
    }

    async fn answer(self) -> Memberships {
        self.go_on.send(()).expect("the query waits");
        self.answer
            .await
            .expect("the query does not panic")
            .expect("the store answers")
    }
}

async fn post_for_managers(whole: &Whole) -> String {
    let path = format!("/api/communities/{}/posts", whole.managers);
    let made = whole
        .json(
            Method::POST,
            &path,
            &whole.olive,
            json!({ "text": "For managers" }),
        )
        .await
        .expect(201);
    format!("/api/posts/{}", made.json()["id"])
}

async fn remove_mia(whole: &Whole) {
    let path = format!(
        "/api/communities/{}/members/{}",
        whole.managers, whole.mia.id
    );
    whole
        .json(Method::DELETE, &path, &whole.olive, Value::Null)
        .await
        .expect(204);
}

async fn feed_of_mia(whole: &Whole) -> bool {
    whole
        .get("/api/feed?order=latest", &whole.mia)
        .await
        .expect(200)
        .has("For managers")
}

#[test]
fn a_member_who_is_removed_during_a_fill_is_none_after_it() {
    each_whole(async |whole| {
        post_for_managers(&whole).await;
        let (cache, mia) = (&whole.app.caches.memberships, whole.mia.id);
        cache.invalidate(&mia);

        let fill = cache.begin(mia);
        let paused = Paused::query(&whole).await;
        remove_mia(&whole).await;
        let before = paused.answer().await;
        assert!(
            before.of(whole.managers).is_some(),
            "the query was older than the removal"
        );
        cache.finish(fill, before);

        assert!(
            cache
                .get(&mia)
                .is_none_or(|now| now.of(whole.managers).is_none())
        );
        assert!(!feed_of_mia(&whole).await);
        let kept = cache.get(&mia).expect("it was filled again by the request");
        assert!(kept.of(whole.managers).is_none());
    });
}

/// The control: a cache that keeps whatever a fill brings. A fill that begins only now has nothing to
/// notice, so keeping the old answer by it is what a cache without the guard would do.
#[test]
fn without_the_guard_the_removed_member_goes_on_reading() {
    each_whole(async |whole| {
        post_for_managers(&whole).await;
        let (cache, mia) = (&whole.app.caches.memberships, whole.mia.id);
        cache.invalidate(&mia);

        let paused = Paused::query(&whole).await;
        remove_mia(&whole).await;
        let before = paused.answer().await;
        cache.finish(cache.begin(mia), before);

        assert!(
            feed_of_mia(&whole).await,
            "the control must leak, or the test above proves nothing"
        );
    });
}

/// Rights to change something are read in the transaction, whatever a cache says.
#[test]
fn nothing_is_changed_on_the_word_of_a_cache() {
    each_whole(async |whole| {
        let post = post_for_managers(&whole).await;
        let (cache, mia) = (&whole.app.caches.memberships, whole.mia.id);
        let paused = Paused::query(&whole).await;
        remove_mia(&whole).await;
        let before = paused.answer().await;
        cache.finish(cache.begin(mia), before);

        let reply = json!({ "text": "Still here" });
        whole
            .json(Method::POST, &format!("{post}/replies"), &whole.mia, reply)
            .await
            .expect(404);
        whole
            .json(
                Method::PUT,
                &format!("{post}/reactions/helpful"),
                &whole.mia,
                Value::Null,
            )
            .await
            .expect(404);
        whole.get(&post, &whole.mia).await.expect(404);
    });
}
