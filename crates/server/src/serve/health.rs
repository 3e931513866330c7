//! Whether the process lives, and whether it should be sent requests. Answered to any host.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use kernel::{Error, Result};
use network::App;
use web::{Failure, Routes};

use super::node::Node;

/// A store that takes longer to answer is of no use to anybody.
const STORE_WITHIN: Duration = Duration::from_secs(5);
/// What is read from caches may be older than this when the change log is not followed.
const BEHIND_AT_MOST_S: f64 = 30.0;

pub fn routes() -> Routes<App> {
    Routes::new().get("/healthz", alive).get("/readyz", ready)
}

async fn alive() -> &'static str {
    "alive\n"
}

/// 503 when the storage has failed or does not answer, when what happened elsewhere is not heard of,
/// and when the process is about to end. Before its migrations are done nothing is answered at all.
async fn ready(
    State(app): State<App>,
    node: Option<Extension<Arc<Node>>>,
) -> Result<&'static str, Failure> {
    let serving = node.is_none_or(|Extension(node)| {
        let now = app.store.clock().now();
        let behind_s = node.live.behind_s(app.store.position(), now);
        !node.is_stopping() && behind_s <= BEHIND_AT_MOST_S
    });
    let answer = tokio::time::timeout(STORE_WITHIN, app.store.read(|_| Ok(())));
    if serving && app.store.healthy() && matches!(answer.await, Ok(Ok(()))) {
        Ok("ready\n")
    } else {
        Err(Error::unavailable("unavailable", 5).into())
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use features::FEATURES;
    use http::Method;
    use network::testing::each_world;
    use store::testing::settled;
    use tower::ServiceExt;
    use web::Hosts;

    use super::*;
    use crate::serve::{guard, router};

    #[test]
    fn a_process_that_is_behind_or_stops_leaves_service_and_lives() {
        each_world(FEATURES, async |world| {
            let node = Arc::new(Node::default());
            let guard = guard(&world.app, Hosts::new(None, 8080).unwrap());
            let router = router(&world.app, guard, &[]).layer(Extension(node.clone()));
            let status = async |path: &str| {
                let request = world.request(Method::GET, path, None);
                let request = request.body(Body::empty()).unwrap();
                router
                    .clone()
                    .oneshot(request)
                    .await
                    .unwrap()
                    .status()
                    .as_u16()
            };
            let newest = settled(&world.app.store);
            assert_eq!(status("/readyz").await, 503, "nothing was followed yet");
            node.live.reached(newest);
            assert_eq!(status("/readyz").await, 200);
            node.stop();
            assert_eq!(status("/readyz").await, 503);
            assert_eq!(status("/healthz").await, 200);
        });
    }
}
