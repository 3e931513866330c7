//! Keys, ways on and hosts that are not ours.

use http::{Method, header};

use super::{nothing_is_written, refused};
use crate::whole::each_whole;

#[test]
fn zones_languages_and_themes_that_are_none() {
    nothing_is_written(async |sent| {
        for fields in [
            "about=&language=en&time_zone=%2B99&theme=auto",
            "about=&language=en&time_zone=Mars/Base&theme=auto",
            "about=&language=xx&time_zone=UTC&theme=auto",
            "about=&language=en&time_zone=UTC&theme=plaid",
            "about=&language=en&time_zone=UTC&theme=auto&role=administrator",
            "about=&language=en&time_zone=UTC",
            "about=a&about=b&language=en&time_zone=UTC&theme=auto",
            "about=%00&language=en&time_zone=UTC&theme=auto",
        ] {
            let answer = sent.form("/settings/profile", fields).await;
            assert_eq!(answer.status, 422, "{fields}: {}", answer.words());
        }
        let me = sent.get("/api/me").await.json();
        assert_eq!(
            (me["role"].as_str(), me["theme"].as_str()),
            (Some("member"), Some("auto"))
        );
    });
}

#[test]
fn keys_of_repeated_requests() {
    each_whole(async |whole| {
        let path = format!("/api/communities/{}/posts", whole.returns_desk);
        let send = |key: &str, text: &str| {
            let request = whole.request(Method::POST, &path, Some(&whole.mia));
            let request = request
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", key);
            whole.send(request, serde_json::json!({ "text": text }).to_string())
        };
        let first = send("one", "Hello").await.expect(201).json();
        assert_eq!(
            send("one", "Hello").await.expect(201).json()["id"],
            first["id"]
        );
        refused(send("one", "Other").await, 422, "idempotency_mismatch");
        for bad in ["", "a b", &"k".repeat(129)] {
            refused(send(bad, "Hello").await, 400, "invalid_idempotency_key");
        }
        // The same key is another's own.
        let theirs = whole.request(Method::POST, &path, Some(&whole.olive));
        let theirs = theirs
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "one");
        whole.send(theirs, r#"{"text":"Other"}"#).await.expect(201);
    });
}

#[test]
fn keys_to_the_door_that_fit_no_lock() {
    each_whole(async |whole| {
        let secret = whole.mia.secret().to_owned();
        let (id, random) = secret.split_once('-').expect("a secret has two parts");
        let other = if random.starts_with('A') { "B" } else { "A" };
        let long = "x".repeat(10_000);
        let altered = format!("{id}-{other}{}", &random[1..]);
        for bad in [
            "",
            "-",
            "1",
            "x-y",
            id,
            &altered,
            &long,
            &format!("{id}-"),
            &format!("-{random}"),
            &format!("1-{random}"),
        ] {
            for (name, value) in [
                (header::COOKIE, format!("{}={bad}", whole.app.cookie.name())),
                (header::AUTHORIZATION, format!("Bearer {bad}")),
            ] {
                let request = whole
                    .request(Method::GET, "/api/me", None)
                    .header(name, value);
                assert_eq!(whole.send(request, "").await.status, 401, "{bad}");
            }
        }
        for scheme in ["Basic", "Bearer", ""] {
            let request = whole.request(Method::GET, "/api/me", None);
            let request = request.header(header::AUTHORIZATION, format!("{scheme} eA=="));
            assert_eq!(whole.send(request, "").await.status, 401);
        }
    });
}

#[test]
fn ways_on_after_signing_in_stay_here() {
    each_whole(async |whole| {
        for next in [
            "//e",
            "/%5Ce",
            "/%2509/e",
            "https://e",
            "%09//e",
            "javascript:1",
            "/%0d%0aset-cookie:x",
        ] {
            let answer = whole
                .page(&format!("/signin?next={next}"), Some(&whole.mia))
                .await
                .expect(303);
            assert_eq!(answer.location(), Some("/"), "{next}");
            let page = whole
                .page(&format!("/signin?next={next}"), None)
                .await
                .expect(200);
            assert!(!page.has("name=\"next\" value=\"/"), "{next}");
        }
        let answer = whole
            .page("/signin?next=/people%3Fq%3Da", Some(&whole.mia))
            .await
            .expect(303);
        assert_eq!(answer.location(), Some("/people?q=a"));
    });
}

#[test]
fn other_hosts_and_other_sites() {
    each_whole(async |whole| {
        for host in [
            "evil.example",
            "localhost",
            "localhost:1",
            "localhost:8080.evil.example",
            "",
            "a,localhost:8080",
        ] {
            let request = http::Request::builder()
                .uri("/signin")
                .header(header::HOST, host);
            assert_eq!(whole.send(request, "").await.status, 421, "{host:?}");
            let request = http::Request::builder()
                .uri("/healthz")
                .header(header::HOST, host);
            assert_eq!(whole.send(request, "").await.status, 200, "{host:?}");
        }
        let path = format!("/api/communities/{}/posts", whole.returns_desk);
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let cookie = format!("{}={}", whole.app.cookie.name(), whole.mia.secret());
            let request = http::Request::builder()
                .method(Method::POST)
                .uri(&path)
                .header(header::HOST, "localhost:8080");
            let request = request.header(header::COOKIE, cookie).header(name, value);
            let request = request.header(header::CONTENT_TYPE, "application/json");
            refused(
                whole.send(request, r#"{"text":"x"}"#).await,
                403,
                "cross_origin",
            );
        }
    });
}
