//! What keys open, and what keeps them open.

use axum::body::Body;
use http::{Method, header};
use kernel::Time;

use super::Scope;
use crate::sign_in::actions::{Origin, start_session};
use crate::testing::{SLICES, each_world};

#[test]
fn a_token_reads_and_writes_only_what_its_scopes_say() {
    each_world(SLICES, async |world| {
        let follow = format!("/people/{}/follow", world.otto.id);
        let writes = world.by_token(&world.mia, &[Scope::Write]).await;
        for path in ["/api/me", "/people", "/signin"] {
            let refused = world.get(path, &writes).await;
            assert_eq!(refused.status, 403, "{path}");
        }
        world.post_form(&follow, &writes, &[]).await.expect(303);
        let reads = world.by_token(&world.mia, &[Scope::Read]).await;
        world.get("/api/me", &reads).await.expect(200);
        world.post_form(&follow, &reads, &[]).await.expect(403);
    });
}

#[test]
fn a_page_that_asks_by_itself_keeps_no_shared_device_signed_in() {
    each_world(SLICES, async |world| {
        let mia = world.mia.id;
        let shared = Origin {
            shared_device: true,
            ..Origin::default()
        };
        let secret = world.write(move |tx| start_session(tx, mia, &shared)).await;
        let cookie = format!("{}={}", world.app.cookie.name(), secret.text);
        let ask = async |name, value| {
            let request = world
                .request(Method::GET, "/notifications/count", None)
                .header(header::COOKIE, &cookie)
                .header(name, value);
            let answer = world.send(request, Body::empty()).await;
            // What is written down of it is written after the answer, in turn.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            world.write(|_| Ok(())).await;
            answer.status
        };
        for _ in 0..2 {
            world.wait(2 * Time::MINUTE_US);
            assert_eq!(ask("folkmoot-unasked", "1").await, 200);
            assert_eq!(ask("accept", "text/event-stream").await, 200);
        }
        world.wait(Time::MINUTE_US);
        assert_ne!(ask("folkmoot-unasked", "1").await, 200);
    });
}
