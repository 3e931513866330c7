//! What those who watch over the program ask it: whether it lives, whether it serves, its figures.

use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Program, Request, succeeds};
use crate::serve::founded;

/// Asked over a real connection from this machine.
fn metrics(program: &Program, headers: &[(&str, &str)]) -> crate::program::Answer {
    program.send(&Request {
        method: "GET",
        path: "/metrics",
        headers,
        ..Request::default()
    })
}

fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in\n{text}"));
    line.trim().parse().expect("a figure is a number")
}

#[test]
fn the_figures_are_for_those_who_run_it() {
    let folder = tempfile::tempdir().unwrap();
    let (program, session) = founded(&folder);
    let stream = program.stream(&session, None);
    stream.until("retry:");
    program.get("/nothing", Some(&session)).expect(404);
    let text = metrics(&program, &[]).expect(200).body;
    assert_eq!(figure(&text, "folkmoot_streams_open "), 1.0);
    assert!(figure(&text, "folkmoot_connections_open ") >= 2.0);
    assert!(figure(&text, "process_resident_memory_bytes ") > 1e6);
    assert!(figure(&text, "process_open_fds ") < figure(&text, "process_max_fds "));
    assert_eq!(
        figure(&text, "folkmoot_follower_lag_seconds{follower=\"live\"} "),
        0.0
    );
    // The index is looked at twice a second, and shown in 0.7 s at the latest.
    let lag = "folkmoot_follower_lag_positions{follower=\"index\"} ";
    let began = Instant::now();
    while figure(&metrics(&program, &[]).expect(200).body, lag) > 0.0 {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "it never follows"
        );
        thread::sleep(Duration::from_millis(20));
    }
    let setup = "folkmoot_http_requests_total{route=\"/setup\",method=\"POST\",class=\"3xx\"} ";
    assert_eq!(figure(&text, setup), 1.0);
    let other = "folkmoot_http_requests_total{route=\"other\",method=\"GET\",class=\"4xx\"} ";
    assert_eq!(figure(&text, other), 1.0);
    let times = "folkmoot_http_request_seconds_count{route=\"/setup\",method=\"POST\"} ";
    assert_eq!(figure(&text, times), 1.0);
    for named in ["Ada", "ada@example.org", session.as_str()] {
        assert!(!text.contains(named), "{named}");
    }

    for sign in [
        "x-forwarded-for",
        "forwarded",
        "via",
        "x-real-ip",
        "x-forwarded-proto",
    ] {
        metrics(&program, &[(sign, "127.0.0.1")]).expect(404);
    }
    metrics(&program, &[("host", "evil.example")]).expect(421);
}

#[test]
fn behind_a_proxy_the_figures_need_an_administrators_token() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let program = Program::start(&data, &["--base-url", "https://moot.example.org"]);
    metrics(&program, &[]).expect(404);
    program.get("/healthz", None).expect(200);
    // It listens a moment before it has heard of what happened elsewhere.
    let ready = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        program.get("/readyz", None).status == 200
    });
    assert!(ready);
    let token = |mail: &str, role: &str, scopes: &[&str]| {
        let person = [
            "person",
            "add",
            "--name",
            "Some Body",
            "--mail",
            mail,
            "--role",
            role,
        ];
        succeeds(&data, &person);
        let scopes = scopes.iter().flat_map(|scope| ["--scope", scope]);
        let words = ["token", "create", "--person", mail]
            .into_iter()
            .chain(scopes);
        succeeds(&data, &words.collect::<Vec<_>>())
    };
    let asked_with = |token: String| {
        let line = token.lines().last().unwrap_or_default().to_owned();
        metrics(&program, &[("authorization", &format!("Bearer {line}"))]).status
    };
    let administrator = "administrator";
    assert_eq!(
        asked_with(token("a@example.org", administrator, &["read", "admin"])),
        200
    );
    assert_eq!(
        asked_with(token("b@example.org", administrator, &["read"])),
        404
    );
    assert_eq!(
        asked_with(token("c@example.org", "member", &["read", "admin"])),
        404
    );
    assert_eq!(asked_with("1-not-a-token".to_owned()), 404);
}
