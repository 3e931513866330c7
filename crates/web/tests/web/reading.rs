//! Requests that are not as they should be, and what each is told.

use axum::body::{Body, to_bytes};
use http::{Method, Request};
use kernel::{Id, Random};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;
use web::{Attempt, Form, Guard, Hosts, Json, KeyedForm, KeyedJson, Path, Query, Routes};

#[derive(Serialize, Deserialize)]
struct Draft {
    text: String,
    #[serde(default)]
    people: Vec<Id<()>>,
    #[serde(default)]
    pinned: bool,
    kind: Option<Kind>,
    small: Option<u8>,
    inner: Option<Inner>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Update,
    Question,
}

#[derive(Serialize, Deserialize)]
struct Inner {
    list: Vec<i64>,
}

#[derive(Serialize, Deserialize)]
struct Paging {
    limit: Option<u32>,
}

fn app() -> axum::Router {
    let routes = Routes::new()
        .post("/api/json", |Json(draft): Json<Draft>| async move {
            Json(draft)
        })
        .post(
            "/api/keyed",
            |KeyedJson(_, attempt): KeyedJson<Draft>| async move { told(&attempt) },
        )
        .post("/api/form", |Form(draft): Form<Draft>| async move {
            Json(draft)
        })
        .post(
            "/api/keyed-form",
            |KeyedForm(_, attempt): KeyedForm<Draft>| async move { told(&attempt) },
        )
        .put(
            "/api/bare",
            |attempt: Attempt| async move { told(&attempt) },
        )
        .get("/api/list", |Query(paging): Query<Paging>| async move {
            Json(paging)
        })
        .get("/list", |Query(paging): Query<Paging>| async move {
            Json(paging)
        })
        .get("/api/things/{id}", |Path(id): Path<Id<()>>| async move {
            id.to_string()
        });
    let guard = Guard {
        hosts: Hosts::new(None, 8080).unwrap(),
        random: Random::seeded(1),
        network_name: Arc::new(String::new),
    };
    guard.protect(routes.into_parts().0)
}

fn told(attempt: &Attempt) -> String {
    let key = attempt.key.as_deref().unwrap_or("-");
    format!(
        "{key} {} {} {:02x}",
        attempt.method, attempt.path, attempt.body_hash[0]
    )
}

async fn send(method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app()
        .oneshot(request.body(Body::from(body.to_vec())).unwrap())
        .await
        .unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn refusal(path: &str, kind: &str, body: &[u8]) -> Value {
    let (status, text) = send(Method::POST, path, &[("content-type", kind)], body).await;
    let problem: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status} {text}"));
    let mut short = json!([problem["status"], problem["code"]]);
    for name in ["field", "limit"] {
        if !problem[name].is_null() {
            short.as_array_mut().unwrap().push(problem[name].clone());
        }
    }
    short
}

#[tokio::test]
async fn json_that_is_not_as_it_should_be() {
    let deep = format!("{}1{}", "[".repeat(65), "]".repeat(65));
    let deep = format!("{{\"text\":{deep}}}");
    for (body, expected) in [
        ("", json!([400, "empty_body"])),
        (" \n", json!([400, "empty_body"])),
        ("{\"text\":\"a", json!([400, "invalid_json", 10])),
        ("{\"text\":\"a\"} x", json!([400, "invalid_json", 13])),
        ("{\"text\":\n  nope}", json!([400, "invalid_json", 12])),
        (deep.as_str(), json!([400, "too_deep", 64])),
        (
            "{\"text\":\"a\",\"text\":\"b\"}",
            json!([400, "duplicate_key", "/text"]),
        ),
        (
            "{\"text\":\"a\",\"inner\":{\"list\":[],\"list\":[]}}",
            json!([400, "duplicate_key", "/inner/list"]),
        ),
        (
            "{\"text\":\"a\",\"extra\":1}",
            json!([422, "unknown_field", "/extra"]),
        ),
        (
            "{\"text\":\"a\",\"inner\":{\"list\":[],\"x/y\":1}}",
            json!([422, "unknown_field", "/inner/x~1y"]),
        ),
        ("{\"text\":1}", json!([422, "type", "/text"])),
        ("{\"text\":null}", json!([422, "type", "/text"])),
        ("{}", json!([422, "required", "/text"])),
        ("[]", json!([422, "type"])),
        (
            "{\"text\":\"a\",\"inner\":{\"list\":[1,\"2\"]}}",
            json!([422, "type", "/inner/list/1"]),
        ),
        (
            "{\"text\":\"a\",\"inner\":{\"list\":[1,1e400]}}",
            json!([422, "out_of_range", "/inner/list/1"]),
        ),
        (
            "{\"text\":\"a\",\"small\":256}",
            json!([422, "out_of_range", "/small"]),
        ),
        (
            "{\"text\":\"a\",\"small\":-1}",
            json!([422, "out_of_range", "/small"]),
        ),
        (
            "{\"text\":\"a\",\"small\":1.5}",
            json!([422, "type", "/small"]),
        ),
        (
            "{\"text\":\"a\",\"small\":9223372036854775808}",
            json!([422, "out_of_range", "/small"]),
        ),
        (
            "{\"text\":\"a\",\"people\":[9007199254740992]}",
            json!([422, "out_of_range", "/people/0"]),
        ),
        (
            "{\"text\":\"a\",\"people\":[18446744073709551616]}",
            json!([422, "out_of_range", "/people/0"]),
        ),
        (
            "{\"text\":\"a\",\"people\":[1e300]}",
            json!([422, "out_of_range", "/people/0"]),
        ),
        (
            "{\"text\":\"a\",\"kind\":\"poll\"}",
            json!([422, "choice", "/kind"]),
        ),
        ("{\"text\":\"a\\u0000b\"}", json!([422, "nul", "/text"])),
        ("{\"te\\u0000xt\":\"a\"}", json!([422, "nul"])),
    ] {
        assert_eq!(
            refusal("/api/json", "application/json", body.as_bytes()).await,
            expected,
            "{body}"
        );
    }
    for lone in [
        "{\"text\":\"\\ud800\"}",
        "{\"text\":\"\\udc00x\"}",
        "{\"text\":\"\\ud800\\u0041\"}",
    ] {
        let refused = refusal("/api/json", "application/json", lone.as_bytes()).await;
        assert_eq!(refused[0], 400, "{lone}: {refused}");
    }
    let broken = b"{\"text\":\"\xc0\xaf\"}";
    let refused = refusal("/api/json", "application/json", broken).await;
    assert_eq!(refused, json!([400, "invalid_utf8", 9]));
    for kind in ["", "text/plain", "application/x-www-form-urlencoded"] {
        let refused = refusal("/api/json", kind, b"{\"text\":\"a\"}").await;
        assert_eq!(refused, json!([415, "content_type"]), "{kind:?}");
    }
    let large = format!("{{\"text\":\"{}\"}}", "a".repeat(1_000_000));
    let refused = refusal("/api/json", "application/json", large.as_bytes()).await;
    assert_eq!(refused, json!([413, "body_too_large", 1_000_000]));
}

#[tokio::test]
async fn json_that_is_as_it_should_be() {
    let body = "{\"text\":\"\\ud83d\\ude00\",\"people\":[1,2],\"pinned\":true,\"kind\":\"question\",\"small\":null}";
    let kind = [("content-type", "application/json; charset=utf-8")];
    let (status, text) = send(Method::POST, "/api/json", &kind, body.as_bytes()).await;
    assert_eq!(status, 200, "{text}");
    assert!(
        text.contains(r#""people":[1,2],"pinned":true,"kind":"question","small":null"#),
        "{text}"
    );
}

#[tokio::test]
async fn forms_that_are_not_as_they_should_be() {
    for (body, expected) in [
        ("", json!([422, "required", "/text"])),
        ("text=a&text=b", json!([422, "duplicate_key", "/text"])),
        ("text=a&extra=1", json!([422, "unknown_field", "/extra"])),
        ("text=a%00", json!([422, "nul", "/text"])),
        ("text=%zz", json!([400, "bad_encoding"])),
        ("text=%c0%af", json!([400, "bad_encoding"])),
        ("text=a&small=x", json!([422, "type", "/small"])),
        ("text=a&small=256", json!([422, "out_of_range", "/small"])),
        (
            "text=a&small=99999999999999999999",
            json!([422, "out_of_range", "/small"]),
        ),
        ("text=a&kind=poll", json!([422, "choice", "/kind"])),
        ("text=a&people=0", json!([422, "type", "/people/0"])),
        ("text=a&pinned=maybe", json!([422, "type", "/pinned"])),
    ] {
        let kind = "application/x-www-form-urlencoded";
        assert_eq!(
            refusal("/api/form", kind, body.as_bytes()).await,
            expected,
            "{body}"
        );
    }
    let refused = refusal("/api/form", "application/json", b"{}").await;
    assert_eq!(refused, json!([415, "content_type"]));
}

#[tokio::test]
async fn forms_that_are_as_they_should_be() {
    let body = b"text=a+b%0D%0A%C3%A9&people=1&people=2&pinned=on&kind=&small=&idempotency_key=k";
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let (status, text) = send(Method::POST, "/api/form", &kind, body).await;
    assert_eq!(status, 200, "{text}");
    let expected =
        "\"text\":\"a b\\n\u{e9}\",\"people\":[1,2],\"pinned\":true,\"kind\":null,\"small\":null";
    assert!(text.contains(expected), "{text}");
}

#[tokio::test]
async fn a_try_is_known_by_header_or_field() {
    let kind = ("content-type", "application/json");
    let body = b"{\"text\":\"a\"}";
    let (_, text) = send(
        Method::POST,
        "/api/keyed",
        &[kind, ("idempotency-key", "k1")],
        body,
    )
    .await;
    assert!(text.starts_with("k1 POST /api/keyed "), "{text}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let fields = b"text=a&idempotency_key=k2";
    let (_, text) = send(Method::POST, "/api/keyed-form", &[form], fields).await;
    assert!(text.starts_with("k2 POST /api/keyed-form "), "{text}");
    let (_, text) = send(Method::PUT, "/api/bare", &[], b"").await;
    assert!(text.starts_with("- PUT /api/bare e3"), "{text}");
    for bad in ["", "two words", &"k".repeat(129)] {
        let (status, text) = send(Method::PUT, "/api/bare", &[("idempotency-key", bad)], b"").await;
        assert_eq!(status, 400, "{text}");
        assert!(text.contains("invalid_idempotency_key"));
    }
}

#[tokio::test]
async fn queries_and_paths() {
    for (path, status, expected) in [
        ("/api/list?limit=20", 200, "\"limit\":20"),
        ("/list?limit=", 200, "\"limit\":null"),
        ("/api/list?limit=", 422, "\"type\""),
        ("/api/list", 200, "\"limit\":null"),
        ("/api/list?limit=-1", 422, "out_of_range"),
        ("/api/list?limit=1e9", 422, "\"type\""),
        ("/api/list?limit=1&limit=2", 422, "duplicate_key"),
        ("/api/list?page=2", 422, "unknown_field"),
        ("/api/things/42", 200, "42"),
        ("/api/things/0", 404, "not_found"),
        ("/api/things/abc", 404, "not_found"),
        ("/api/things/9007199254740992", 404, "not_found"),
        ("/api/things/%ff", 400, "bad_encoding"),
    ] {
        let (given, text) = send(Method::GET, path, &[], b"").await;
        assert_eq!(given, status, "{path}: {text}");
        assert!(text.contains(expected), "{path}: {text}");
    }
}
