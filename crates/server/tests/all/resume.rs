//! Streams over real connections that break all the time: nothing is lost, nothing comes twice, and who
//! was removed hears no more.

use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{PATIENCE, Program, Request, succeeds};
use crate::serve::{PASSWORD, found_community, founded};

const POSTS: usize = 60;

fn send(program: &Program, method: &str, session: &str, path: &str, body: &str) -> Value {
    let headers = &[
        ("content-type", "application/json"),
        ("sec-fetch-site", "same-origin"),
    ];
    let request = Request {
        method,
        path,
        cookie: Some(session),
        headers,
        body,
    };
    let answer = program.send(&request);
    assert!(
        answer.status < 300,
        "{method} {path}: {} {}",
        answer.status,
        answer.body
    );
    serde_json::from_str(&answer.body).unwrap_or_default()
}

/// Somebody who signs in with a code that the administrator was given.
fn join(program: &Program, data: &std::path::Path, name: &str, number: &str) -> String {
    let code = succeeds(
        data,
        &["person", "add", "--name", name, "--employee-number", number],
    );
    let claim = [
        ("login", number),
        ("code", code.as_str()),
        ("password", PASSWORD),
    ];
    program.post("/claim", None, &claim).expect(303).session()
}

fn field(frame: &str, name: &str) -> Option<String> {
    frame
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .map(str::to_owned)
}

#[test]
fn a_reader_whose_connection_breaks_all_the_time_misses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (program, ada) = founded(&folder);
    let sam = join(&program, &folder.path().join("data"), "Sam Till", "40117");
    let community = found_community(&program, &ada, "Returns");
    let page = program
        .get(&format!("/communities/{community}"), Some(&sam))
        .expect(200)
        .body;
    let (_, rest) = page
        .split_once("name=\"folkmoot-stream\" content=\"")
        .expect("the page carries its position");
    let mut last = rest.split('"').next().unwrap_or_default().to_owned();

    let (mut heard, mut joins) = (HashMap::<i64, usize>::new(), 0);
    let written = thread::scope(|scope| {
        // Begins to write before anybody listens, and goes on while they come and go.
        let writer = scope.spawn(|| {
            let write = |n| {
                thread::sleep(Duration::from_millis(10));
                let path = format!("/api/communities/{community}/posts");
                send(
                    &program,
                    "POST",
                    &ada,
                    &path,
                    &format!(r#"{{"text":"Post {n}"}}"#),
                )["id"]
                    .as_i64()
                    .unwrap()
            };
            (0..POSTS).map(write).collect::<Vec<i64>>()
        });
        let begun = Instant::now();
        while heard.len() < POSTS && begun.elapsed() < PATIENCE {
            let stream = program.stream(&sam, Some(&last));
            joins += 1;
            for frame in stream.some(7) {
                assert!(!frame.contains("event: resync"), "{frame}");
                if let Some(id) = field(&frame, "id: ") {
                    last = id;
                }
                let data: Value = field(&frame, "data: ")
                    .and_then(|data| serde_json::from_str(&data).ok())
                    .unwrap_or_default();
                if data["kind"] == "post.new" {
                    *heard.entry(data["key"].as_i64().unwrap()).or_default() += 1;
                }
            }
        }
        writer.join().unwrap()
    });
    for id in &written {
        assert_eq!(heard.get(id), Some(&1), "after {joins} joins");
    }
    assert!(joins > 5, "only {joins} joins");
}

#[test]
fn who_was_removed_hears_no_more_while_the_stream_stays_open() {
    let folder = tempfile::tempdir().unwrap();
    let (program, ada) = founded(&folder);
    let sam = join(&program, &folder.path().join("data"), "Sam Till", "40117");
    let me: Value =
        serde_json::from_str(&program.get("/api/me", Some(&sam)).expect(200).body).unwrap();
    let open = found_community(&program, &ada, "Returns");
    let closed = send(
        &program,
        "POST",
        &ada,
        "/api/communities",
        r#"{"name":"Managers","purpose":"To lead","kind":"closed"}"#,
    );
    let closed = closed["id"].as_i64().unwrap();
    let member = format!("/api/communities/{closed}/members/{}", me["id"]);
    send(&program, "PUT", &ada, &member, "{}");
    let say = |place: i64, text: &str| {
        let path = format!("/api/communities/{place}/posts");
        send(
            &program,
            "POST",
            &ada,
            &path,
            &format!(r#"{{"text":"{text}"}}"#),
        )["id"]
            .as_i64()
            .unwrap()
    };

    let stream = program.stream(&sam, None);
    stream.until("retry:");
    let before = say(closed, "Before");
    stream.until(&format!(r#""key":{before}"#));
    send(&program, "DELETE", &ada, &member, "");
    let after = say(closed, "After");
    let elsewhere = say(open, "Elsewhere");
    let told = stream.before(&format!(r#""key":{elsewhere}"#));
    assert!(
        told.iter().all(|frame| !frame.contains(&after.to_string())),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|frame| frame.contains(r#""kind":"membership""#)),
        "{told:?}"
    );
    program
        .get(&format!("/posts/{after}"), Some(&sam))
        .expect(404);
}
