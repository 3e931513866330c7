//! What every request passes through, tried on a small router.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::routing::get;
use http::{Method, Request, Response, StatusCode};
use kernel::{Error, Random};
use maud::html;
use serde_json::Value;
use tower::ServiceExt;
use web::{Assets, Failure, Flash, Guard, Hosts, Lang, Routes, audit, errors, flash, see_other};

fn app(base_url: Option<&str>) -> axum::Router {
    let routes = Routes::new()
        .get("/", || async {
            html! { h1 { "Home" } p { (words(400)) } }
        })
        .get("/healthz", || async { "fine" })
        .get("/panic", || async {
            if true {
                panic!("oh")
            }
        })
        .get("/hidden", || async {
            Err::<(), _>(Failure(Error::not_found()))
        })
        .get("/german", || async {
            (
                axum::Extension(Lang::De),
                Failure(Error::forbidden("forbidden")),
            )
        })
        .get("/late", || async {
            Err::<(), _>(Failure(Error::unavailable("unavailable", 7)))
        })
        .get("/flash", |flash: Flash| async move {
            html! { p { (flash.0.unwrap_or_default()) } }
        })
        .post("/act", || async {
            flash::leave(see_other("/flash"), "Done ✓")
        })
        .get("/api/things", || async {
            axum::Json(serde_json::json!({ "text": words(400) }))
        })
        .merge(Assets::routes())
        .map(|router| {
            let event_stream = [("content-type", "text/event-stream")];
            router.route(
                "/stream",
                get(move || async move { (event_stream, words(400)) }),
            )
        });
    let guard = Guard {
        hosts: Hosts::new(base_url, 8080).unwrap(),
        random: Random::seeded(1),
        network_name: Arc::new(|| "Northgate Stores".to_owned()),
    };
    guard.protect(routes.into_parts().0)
}

fn words(count: usize) -> String {
    "word ".repeat(count)
}

async fn send(request: http::request::Builder) -> Response<Body> {
    app(None)
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

fn ask(method: Method, path: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:8080")
}

async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn header<'r>(response: &'r Response<Body>, name: &str) -> &'r str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_has_the_headers() {
    for path in ["/", "/nowhere", "/panic", "/api/things"] {
        let response = send(ask(Method::GET, path)).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(header(&response, "referrer-policy"), "same-origin");
        assert_eq!(header(&response, "cache-control"), "private, no-store");
        assert_eq!(header(&response, "x-request-id").len(), 12);
        assert_eq!(header(&response, "strict-transport-security"), "");
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-")
        );
    }
    let request = ask(Method::GET, "/").body(Body::empty()).unwrap();
    let response = app(Some("https://moot.example.org"))
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(
        header(&response, "strict-transport-security"),
        "max-age=31536000"
    );
}

#[tokio::test]
async fn errors_are_pages_for_people_and_problems_for_programs() {
    for (path, status, words) in [
        ("/nowhere", 404, "This page is not here"),
        ("/hidden", 404, "This page is not here"),
        ("/german", 403, "Das darfst du hier nicht"),
        ("/panic", 500, "Something broke on our side"),
        ("/late", 503, "Not right now"),
    ] {
        let response = send(ask(Method::GET, path).header("accept", "text/html")).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(
            header(&response, "retry-after"),
            if status == 503 { "7" } else { "" }
        );
        let reference = header(&response, "x-request-id").to_owned();
        let page = text(response).await;
        assert!(
            page.contains(words) && page.contains(&reference),
            "{path}: {page}"
        );
        assert!(!page.contains("oh"), "the panic's words are for the log");
        assert_eq!(audit::page(&page), [""; 0], "{path}");

        let accept = "application/json";
        let response = send(ask(Method::GET, path).header("accept", accept)).await;
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        let problem: Value = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(problem["status"], status);
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|detail| detail.len() > 10)
        );
        assert_eq!(problem["request_id"].as_str().map(str::len), Some(12));
    }
}

#[tokio::test]
async fn nowhere_and_hidden_answer_the_same() {
    let accept = |path| ask(Method::GET, path).header("accept", "application/json");
    let strip = |text: String| {
        let mut problem: Value = serde_json::from_str(&text).unwrap();
        problem["request_id"] = Value::Null;
        problem
    };
    let nowhere = strip(text(send(accept("/nowhere")).await).await);
    assert_eq!(strip(text(send(accept("/hidden")).await).await), nowhere);
    assert_eq!(nowhere["code"], "not_found");
}

#[tokio::test]
async fn a_method_that_is_not_there_is_405_with_allow() {
    let response = send(ask(Method::DELETE, "/act")).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&response, "allow"), "POST");
    assert!(text(response).await.contains("<h1"));
}

#[tokio::test]
async fn other_hosts_are_not_ours_but_health_answers_any() {
    let other = |path: &str| {
        Request::builder()
            .uri(path.to_owned())
            .header("host", "evil.org")
    };
    assert_eq!(
        send(other("/")).await.status(),
        StatusCode::MISDIRECTED_REQUEST
    );
    assert_eq!(send(other("/healthz")).await.status(), StatusCode::OK);
    let none = Request::builder().uri("/");
    assert_eq!(send(none).await.status(), StatusCode::MISDIRECTED_REQUEST);
    let twice = ask(Method::GET, "/").header("host", "127.0.0.1:8080");
    assert_eq!(send(twice).await.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn unsafe_requests_from_elsewhere_are_refused() {
    let ours = ask(Method::POST, "/act").header("sec-fetch-site", "same-origin");
    assert_eq!(send(ours).await.status(), StatusCode::SEE_OTHER);
    let cross = ask(Method::POST, "/act").header("sec-fetch-site", "cross-site");
    assert_eq!(send(cross).await.status(), StatusCode::FORBIDDEN);
    let silent = ask(Method::POST, "/act").header("cookie", "folkmoot_local=x");
    assert_eq!(send(silent).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn addresses_and_headers_are_bounded_and_well_encoded() {
    let long = format!("/?{}", "a".repeat(17_000));
    assert_eq!(
        send(ask(Method::GET, &long)).await.status(),
        StatusCode::URI_TOO_LONG
    );
    let large = ask(Method::GET, "/").header("x-large", "a".repeat(70_000));
    let response = send(large).await;
    assert_eq!(
        response.status(),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
    );
    for (path, status) in [
        ("/%zz", 400),
        ("/%c0%af", 400),
        ("/?q=%", 400),
        ("/..%2f", 404),
    ] {
        assert_eq!(
            send(ask(Method::GET, path)).await.status(),
            status,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_message_is_shown_once_and_survives_prefetches() {
    let response = send(ask(Method::POST, "/act")).await;
    assert_eq!(header(&response, "location"), "/flash");
    let cookie = header(&response, "set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = || ask(Method::GET, "/flash").header("cookie", &cookie);
    let prefetched = send(page().header("x-sec-purpose", "prefetch")).await;
    assert_eq!(header(&prefetched, "set-cookie"), "");
    let shown = send(page()).await;
    assert!(header(&shown, "set-cookie").contains("Max-Age=0"));
    assert!(text(shown).await.contains("Done ✓"));
}

#[tokio::test]
async fn pages_are_compressed_and_streams_are_not() {
    let packed = |path| ask(Method::GET, path).header("accept-encoding", "gzip");
    for path in ["/", "/api/things"] {
        assert_eq!(
            header(&send(packed(path)).await, "content-encoding"),
            "gzip",
            "{path}"
        );
    }
    for path in ["/stream", "/flash", "/favicon.svg"] {
        let encoding = header(&send(packed(path)).await, "content-encoding").to_owned();
        assert_eq!(
            encoding,
            if path == "/favicon.svg" { "gzip" } else { "" },
            "{path}"
        );
    }
}

#[tokio::test]
async fn assets_are_kept_by_name_and_revalidated_without() {
    let style = web::assets::current().style();
    let response = send(ask(Method::GET, style)).await;
    assert_eq!(
        header(&response, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(header(&response, "content-type"), "text/css; charset=utf-8");
    assert_eq!(
        send(ask(Method::GET, "/assets/other.css")).await.status(),
        StatusCode::NOT_FOUND
    );
    let icon = send(ask(Method::GET, "/icon-192.png")).await;
    assert_eq!(header(&icon, "cache-control"), "no-cache");
    let again = ask(Method::GET, "/icon-192.png").header("if-none-match", header(&icon, "etag"));
    assert_eq!(send(again).await.status(), StatusCode::NOT_MODIFIED);
    let bytes = to_bytes(icon.into_body(), 100_000).await.unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    let offline = send(ask(Method::GET, "/offline").header("accept-language", "de")).await;
    assert!(text(offline).await.contains("Keine Verbindung"));
}

#[utoipa::path(get, path = "/api/x/{id}", responses((status = 404, body = errors::ProblemDocument)))]
async fn described() {}

#[utoipa::path(put, path = "/api/x/{id}", responses((status = 204)))]
async fn described_too() {}

#[utoipa::path(get, path = "/api/y", responses((status = 204)))]
async fn described_elsewhere() {}

#[test]
#[should_panic(expected = "described handlers of one path")]
fn handlers_of_two_paths_do_not_answer_for_each_other() {
    let _ = Routes::<()>::new().api(utoipa_axum::routes!(described_too, described_elsewhere));
}

#[test]
fn the_table_names_every_route() {
    let routes = Routes::<()>::new()
        .get("/a", || async {})
        .post("/a", || async {})
        .merge(Routes::new().delete("/b/{id}", || async {}))
        .api(utoipa_axum::routes!(described, described_too));
    let table: Vec<String> = routes
        .table()
        .iter()
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let expected = [
        "GET /a",
        "POST /a",
        "DELETE /b/{id}",
        "GET /api/x/{id}",
        "PUT /api/x/{id}",
    ];
    assert_eq!(table, expected);
    let (_, api, _) = routes.into_parts();
    assert!(api.paths.paths.contains_key("/api/x/{id}"));
    let components = api.components.unwrap();
    assert!(
        components.schemas.contains_key("Problem"),
        "{:?}",
        components.schemas.keys()
    );
}
