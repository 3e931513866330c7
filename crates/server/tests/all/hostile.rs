//! Requests that nobody means well with, against the whole program: the table "Errors" of SAFETY.md.
//!
//! None is answered with a 500, none gets its input back raw, none leaves anything behind. What only a
//! socket can do wrong (two lengths, slow heads) is tried in `serve.rs`.

mod doors;

use axum::body::Body;
use features::posts::queries::newest;
use http::{Method, header};
use network::feed::Place;
use network::testing::Answer;
use serde_json::Value;

use crate::whole::{Whole, each_whole};

/// In whatever is sent, to be looked for in whatever comes back.
const MARK: &str = "<script>fjord</script>";

struct Sent<'w> {
    whole: &'w Whole,
    posts: String,
}

impl Sent<'_> {
    /// A body for a new post by Mia.
    async fn json(&self, body: impl Into<Body>) -> Answer {
        let request = self
            .whole
            .request(Method::POST, &self.posts, Some(&self.whole.mia));
        self.whole
            .send(
                request.header(header::CONTENT_TYPE, "application/json"),
                body,
            )
            .await
    }

    async fn form(&self, path: &str, body: &str) -> Answer {
        self.whole
            .ask(Method::POST, path, Some(&self.whole.mia), body)
            .await
    }

    async fn get(&self, path: &str) -> Answer {
        self.whole.page(path, Some(&self.whole.mia)).await
    }
}

#[track_caller]
fn refused(answer: Answer, status: u16, code: &str) -> Value {
    assert!(
        !answer.has(MARK),
        "the input came back raw: {}",
        answer.body
    );
    let problem = answer.expect(status);
    assert_eq!(
        problem.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(problem.header("cache-control"), Some("private, no-store"));
    let problem = problem.json();
    assert_eq!(problem["code"], code, "{problem}");
    for told in ["title", "detail", "request_id"] {
        assert!(
            problem[told].as_str().is_some_and(|text| !text.is_empty()),
            "no {told} in {problem}"
        );
    }
    problem
}

/// Runs the test, then looks whether anything was left behind.
fn nothing_is_written(test: impl AsyncFn(Sent<'_>)) {
    each_whole(async |whole| {
        let posts = format!("/api/communities/{}/posts", whole.returns_desk);
        test(Sent {
            whole: &whole,
            posts,
        })
        .await;
        let place = Place::Community(whole.returns_desk);
        let left = whole
            .app
            .store
            .read(move |db| newest(db, place, i64::MAX, 1))
            .await
            .expect("the posts can be read");
        assert_eq!(left, [], "something was written");
    });
}

#[test]
fn bodies_that_are_no_json_of_ours() {
    nothing_is_written(async |sent| {
        let kind = async |kind: &str| {
            let request = sent
                .whole
                .request(Method::POST, &sent.posts, Some(&sent.whole.mia));
            sent.whole
                .send(
                    request.header(header::CONTENT_TYPE, kind),
                    r#"{"text":"x"}"#,
                )
                .await
        };
        refused(kind("text/plain").await, 415, "content_type");
        refused(
            kind("application/x-www-form-urlencoded").await,
            415,
            "content_type",
        );
        refused(sent.json("").await, 400, "empty_body");
        refused(sent.json(" \n").await, 400, "empty_body");
        let cut = format!(r#"{{"text":"{MARK}"#);
        let problem = refused(sent.json(cut.clone()).await, 400, "invalid_json");
        assert_eq!(problem["limit"], cut.len());
        refused(
            sent.json(r#"{"text":"x"} {"text":"y"}"#).await,
            400,
            "invalid_json",
        );
        refused(
            sent.json(b"{\"text\":\"\xff\"}".to_vec()).await,
            400,
            "invalid_utf8",
        );
        let deep = format!(r#"{{"text":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        refused(sent.json(deep).await, 400, "too_deep");
        refused(sent.json("[".repeat(100_000)).await, 400, "too_deep");
        let problem = refused(
            sent.json(r#"{"text":"x","text":"y"}"#).await,
            400,
            "duplicate_key",
        );
        assert_eq!(problem["field"], "/text");
        for lone in [
            r#"{"text":"\ud800"}"#,
            r#"{"text":"\udc00x"}"#,
            r#"{"text":"\ud800\ud800"}"#,
        ] {
            assert_eq!(sent.json(lone).await.status, 400, "{lone}");
        }
    });
}

#[test]
fn json_that_is_none_of_ours() {
    nothing_is_written(async |sent| {
        for (body, code, field) in [
            (r#"{"text":"x","pinned":true}"#, "unknown_field", "/pinned"),
            (
                r#"{"text":"x","__proto__":{"role":"administrator"}}"#,
                "unknown_field",
                "/__proto__",
            ),
            (
                r#"{"text":"x","author_id":1}"#,
                "unknown_field",
                "/author_id",
            ),
            (r#"{"text":5}"#, "type", "/text"),
            (r#"{"text":["x"]}"#, "type", "/text"),
            (r#"{"text":null}"#, "type", "/text"),
            (r#"["x"]"#, "type", ""),
            (
                r#"{"text":"x","kind":"praise","praised":["1"]}"#,
                "type",
                "/praised/0",
            ),
            (
                r#"{"text":"x","kind":"praise","praised":[1e400]}"#,
                "out_of_range",
                "/praised/0",
            ),
            (
                r#"{"text":"x","kind":"praise","praised":[9223372036854775808]}"#,
                "out_of_range",
                "/praised/0",
            ),
            (
                r#"{"text":"x","kind":"praise","praised":[9007199254740992]}"#,
                "out_of_range",
                "/praised/0",
            ),
            (
                r#"{"text":"x","kind":"praise","praised":[-1]}"#,
                "out_of_range",
                "/praised/0",
            ),
            (
                r#"{"text":"x","kind":"praise","praised":[1.5]}"#,
                "type",
                "/praised/0",
            ),
            (r#"{"text":"a\u0000b"}"#, "nul", "/text"),
            (r#"{"text":"","title":""}"#, "blank", "/text"),
            (r#"{"text":" \u200b\u2060\ufeff \n"}"#, "blank", "/text"),
        ] {
            let problem = refused(sent.json(body).await, 422, code);
            let field_told = problem["field"].as_str().unwrap_or_default();
            assert_eq!(field_told, field, "{body}: {problem}");
        }
        let missing = refused(sent.json("{}").await, 422, "blank");
        assert_eq!(missing["field"], "/text");
    });
}

#[test]
fn what_is_too_much_is_refused_with_the_limit() {
    nothing_is_written(async |sent| {
        let text = |text: &str| serde_json::json!({ "text": text }).to_string();
        let mentions: String = (1..=101).map(|n| format!("[@x](/people/{n}) ")).collect();
        let links: String = (1..=201)
            .map(|n| format!("[x](https://example.org/{n}) "))
            .collect();
        for (body, code, limit) in [
            (text(&"a".repeat(20_001)), "too_long", 20_000),
            (text(&mentions), "too_many_mentions", 100),
            (text(&links), "too_many_links", 200),
        ] {
            assert_eq!(refused(sent.json(body).await, 422, code)["limit"], limit);
        }
        let praised: Vec<i64> = (1..=21).collect();
        let body =
            serde_json::json!({ "text": "x", "kind": "praise", "praised": praised }).to_string();
        assert_eq!(
            refused(sent.json(body).await, 422, "too_many_people")["limit"],
            20
        );
        let large = text(&"a".repeat(1_000_001));
        assert_eq!(
            refused(sent.json(large).await, 413, "body_too_large")["limit"],
            1_000_000
        );

        // Of a body that says nothing of its length, not more than the limit is read.
        let endless =
            futures::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024]));
        refused(
            sent.json(Body::from_stream(endless)).await,
            413,
            "body_too_large",
        );

        let path = format!("/{}", "a".repeat(17_000));
        assert_eq!(sent.get(&path).await.status, 414);
        let request = sent
            .whole
            .request(Method::GET, "/api/me", None)
            .header("x-large", "a".repeat(70_000));
        refused(sent.whole.send(request, "").await, 431, "headers_too_large");
        let fields: String = (0..1_001).map(|n| format!("f{n}=&")).collect();
        assert_eq!(sent.form("/posts", &fields).await.status, 422);
    });
}

/// 100 KB of brackets, and marks nested ten thousand deep: no more than a moment each.
#[test]
fn texts_made_to_cost_much_cost_little() {
    each_whole(async |whole| {
        let sent = Sent {
            whole: &whole,
            posts: String::new(),
        };
        for text in [
            "[".repeat(19_999),
            "> ".repeat(9_999),
            "*_".repeat(9_999),
            "![](".repeat(4_999),
            "<a>".repeat(6_000),
        ] {
            let body = format!("text={}", network::address::encode(&text));
            let begun = std::time::Instant::now();
            sent.form("/preview", &body).await.expect(200);
            let took = begun.elapsed();
            // SAFETY.md says 100 ms; this is not the release build, and not the only program running.
            assert!(took.as_millis() < 2_000, "{}… took {took:?}", &text[..4]);
        }
    });
}

#[test]
fn a_body_that_was_packed_is_not_unpacked() {
    nothing_is_written(async |sent| {
        let request = sent
            .whole
            .request(Method::POST, &sent.posts, Some(&sent.whole.mia));
        let request = request
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_ENCODING, "gzip");
        refused(
            sent.whole.send(request, r#"{"text":"x"}"#).await,
            415,
            "content_encoding",
        );
    });
}

#[test]
fn methods_and_addresses_that_are_not_there() {
    nothing_is_written(async |sent| {
        let ask = async |method: &str, path: &str| {
            sent.whole
                .send(
                    sent.whole
                        .request(method.parse().unwrap(), path, Some(&sent.whole.mia)),
                    "",
                )
                .await
        };
        for (method, path, allowed) in [
            ("BREW", "/signin", "POST"),
            ("TRACE", "/api/me", "GET"),
            ("PUT", "/posts", "POST"),
        ] {
            let answer = ask(method, path).await.expect(405);
            let allow = answer.header("allow").unwrap_or_default();
            assert!(allow.contains(allowed), "{method} {path}: Allow {allow:?}");
        }
        for path in [
            "/%zz",
            "/posts/%c0%af",
            "/people?q=%ff",
            "/topics/%ed%a0%80",
            "/%00",
        ] {
            assert_eq!(ask("GET", path).await.status, 400, "{path}");
        }
        refused(ask("GET", "/api/people?q=%zz").await, 400, "bad_encoding");
        let odd = [
            "/..%2f",
            "/assets/..%2f..%2fCargo.toml",
            "/assets/../Cargo.toml",
            "//",
            "/posts/",
            "/posts//edit",
            "/POSTS/1",
        ];
        let ids = [
            "abc",
            "-1",
            "0",
            "1.5",
            "1e3",
            "9223372036854775808",
            "%D9%A3",
            "1%20",
            "%27",
            "1;drop",
        ];
        let ids = ids.iter().flat_map(|id| {
            [
                format!("/posts/{id}"),
                format!("/api/posts/{id}"),
                format!("/people/{id}"),
            ]
        });
        for path in odd.into_iter().map(str::to_owned).chain(ids) {
            assert_eq!(ask("GET", &path).await.status, 404, "{path}");
        }
        let unknown = sent
            .get(&format!("/api/people?{}=1", network::address::encode(MARK)))
            .await;
        refused(unknown, 422, "unknown_field");
        for path in [
            "/?utm_source=mail",
            "/people?x%5B%5D=1",
            "/questions?lang=de",
        ] {
            assert_eq!(sent.get(path).await.status, 200, "{path}");
        }
        refused(sent.get("/api/people?q=a&q=b").await, 422, "duplicate_key");
    });
}

#[test]
fn cursors_and_limits_that_were_not_given() {
    each_whole(async |whole| {
        let sent = Sent {
            whole: &whole,
            posts: format!("/api/communities/{}/posts", whole.returns_desk),
        };
        for n in 0..3 {
            whole.wait(kernel::Time::SECOND_US);
            for who in [&whole.mia, &whole.olive] {
                let body =
                    serde_json::json!({ "kind": "question", "text": format!("{n}?\nAbout #moot") });
                whole
                    .json(Method::POST, &sent.posts, who, body)
                    .await
                    .expect(201);
            }
        }
        for (path, paged) in [
            ("/api/feed?order=latest", true),
            ("/api/feed?order=ranked", true),
            ("/api/communities?q=", true),
            ("/api/people?q=", true),
            ("/api/questions?which=all", true),
            ("/api/notifications?unread=false", false),
            ("/api/topics/moot?", true),
            (format!("{}?", sent.posts).as_str(), true),
            (
                format!("/api/people/{}/posts?", whole.olive.id).as_str(),
                true,
            ),
            (
                format!("/api/communities/{}/members?", whole.returns_desk).as_str(),
                true,
            ),
        ] {
            for limit in [
                "-1",
                "0",
                "1000000000",
                "101",
                "x",
                "9223372036854775808",
                "1e2",
            ] {
                let answer = sent.get(&format!("{path}&limit={limit}")).await;
                assert_eq!(answer.status, 422, "{path} {limit}: {}", answer.body);
            }
            refused(sent.get(&format!("{path}&limit=0")).await, 422, "limit");
            refused(
                sent.get(&format!("{path}&cursor=bm90IG9uZQ")).await,
                400,
                "invalid_cursor",
            );
            refused(
                sent.get(&format!("{path}&cursor=")).await,
                400,
                "invalid_cursor",
            );
            if !paged {
                continue;
            }
            let foreign = whole
                .page(&format!("{path}&limit=1"), Some(&whole.olive))
                .await
                .expect(200)
                .json();
            let foreign = foreign["next"]
                .as_str()
                .unwrap_or_else(|| panic!("{path} has more than one: {foreign}"));
            let own = sent
                .get(&format!("{path}&limit=1"))
                .await
                .expect(200)
                .json();
            let own = own["next"].as_str().expect("there are more").to_owned();
            sent.get(&format!("{path}&limit=1&cursor={own}"))
                .await
                .expect(200);
            refused(
                sent.get(&format!("{path}&cursor={foreign}")).await,
                400,
                "invalid_cursor",
            );
            for at in [0, own.len() / 2, own.len() - 2] {
                let other = if own.as_bytes()[at] == b'A' { "B" } else { "A" };
                let mut altered = own.clone();
                altered.replace_range(at..=at, other);
                refused(
                    sent.get(&format!("{path}&cursor={altered}")).await,
                    400,
                    "invalid_cursor",
                );
            }
        }
        // A cursor opens no other list.
        let feed = sent.get("/api/feed?order=latest&limit=1").await.json();
        let feed = feed["next"].as_str().expect("there are more");
        refused(
            sent.get(&format!("/api/questions?cursor={feed}")).await,
            400,
            "invalid_cursor",
        );
    });
}

#[test]
fn words_that_would_be_markup_come_back_as_words() {
    each_whole(async |whole| {
        let encoded = network::address::encode(MARK);
        for path in [
            format!("/people?q={encoded}"),
            format!("/communities?q={encoded}"),
            format!("/topics/{encoded}"),
            format!("/signin?next=/{encoded}"),
            format!("/{encoded}"),
        ] {
            for who in [Some(&whole.mia), None] {
                let answer = whole.page(&path, who).await;
                assert!(!answer.has(MARK), "{path}");
                assert!(answer.status < 500, "{path}");
            }
        }
        let body = serde_json::json!({ "text": MARK, "title": MARK }).to_string();
        let path = format!("/api/communities/{}/posts", whole.returns_desk);
        let made = whole
            .ask(Method::POST, &path, Some(&whole.mia), &body)
            .await
            .expect(201)
            .json();
        for path in [
            format!("/posts/{}", made["id"]),
            "/".to_owned(),
            format!("/communities/{}", whole.returns_desk),
        ] {
            let page = whole.page(&path, Some(&whole.olive)).await.expect(200);
            assert!(!page.has(MARK) && page.has("fjord"), "{path}");
        }
        let wrong = format!("login={encoded}&password={encoded}");
        let again = whole
            .ask(Method::POST, "/signin", None, &wrong)
            .await
            .expect(401);
        assert!(!again.has(MARK) && !again.has("value=\"fjord"));
    });
}
