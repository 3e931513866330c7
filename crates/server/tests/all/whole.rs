//! The whole program in one process: the router as it is served, around a world with a named cast.
//!
//! [`Scene`] makes what a request can be about, each time anew, so that no request disturbs another.

mod scene;

use std::ops::Deref;

use axum::Router;
use axum::body::{Body, to_bytes};
use features::FEATURES;
use http::{Method, header};
use network::testing::{Actor, Answer, World, each_world};
use tower::ServiceExt;
use web::Hosts;

pub use scene::Scene;

/// An id of a node that never was: nothing has it.
pub const NEVER: i64 = (115_000_000_000 << 15) | (37 << 9) | 7;

pub struct Whole {
    pub world: World,
    router: Router,
}

impl Deref for Whole {
    type Target = World;
    fn deref(&self) -> &World {
        &self.world
    }
}

/// Runs the test on a program of its own on each engine.
pub fn each_whole(test: impl AsyncFn(Whole)) {
    server::ground::install_texts();
    each_world(FEATURES, async |world| test(Whole::new(world)).await);
}

impl Whole {
    fn new(world: World) -> Whole {
        let hosts = Hosts::new(None, 8080).expect("loopback is always known");
        let guard = server::serve::guard(&world.app, hosts);
        let router = server::serve::router(&world.app, guard, &[]);
        Whole { world, router }
    }

    /// The answer; of one that never ends only its head.
    pub async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request
            .body(body.into())
            .expect("the request is well formed");
        let response = self.router.clone().oneshot(request).await;
        let (head, body) = response.unwrap_or_else(|never| match never {}).into_parts();
        let endless = head
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        let bytes = match endless {
            true => Vec::new(),
            false => to_bytes(body, usize::MAX)
                .await
                .expect("the body can be read")
                .to_vec(),
        };
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
        }
    }

    /// As a browser goes to a page, as its script opens a stream, or as a program asks. `file:name` is
    /// a form with a picture in the field of that name, `picture` is the picture alone.
    pub async fn ask(&self, method: Method, path: &str, who: Option<&Actor>, body: &str) -> Answer {
        let api = path.starts_with("/api/");
        let mut request = self.request(method, path, who);
        if path.starts_with("/stream") {
            request = request.header(header::ACCEPT, "text/event-stream");
        } else if !api {
            request = request.header(header::ACCEPT, "text/html");
        }
        if let Some(field) = body.strip_prefix("file:") {
            let kind = "multipart/form-data; boundary=cut";
            return self
                .send(request.header(header::CONTENT_TYPE, kind), picture(field))
                .await;
        }
        if body == "picture" {
            let request = request.header(header::CONTENT_TYPE, "image/png");
            return self.send(request, &include_bytes!("pixel.png")[..]).await;
        }
        if !body.is_empty() {
            let kind = if api {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            };
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.send(request, body.to_owned()).await
    }

    pub async fn page(&self, path: &str, who: Option<&Actor>) -> Answer {
        self.ask(Method::GET, path, who, "").await
    }
}

/// A form with a picture of one pixel.
fn picture(field: &str) -> Vec<u8> {
    let disposition =
        format!("content-disposition: form-data; name=\"{field}\"; filename=\"a.png\"");
    let mut form =
        format!("--cut\r\n{disposition}\r\ncontent-type: image/png\r\n\r\n").into_bytes();
    form.extend_from_slice(include_bytes!("pixel.png"));
    form.extend_from_slice(b"\r\n--cut--\r\n");
    form
}
