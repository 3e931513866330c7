//! `folkmoot serve` and the commands beside it, over real sockets.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::program::{Answer, PATIENCE, Program, Request, fails, run, succeeds, text};

pub const PASSWORD: &str = "a quiet harbour at dusk";

/// A served network with its first administrator, and their session.
pub fn founded(folder: &tempfile::TempDir) -> (Program, String) {
    let program = Program::start(&folder.path().join("data"), &[]);
    let session = set_up(&program);
    (program, session)
}

pub fn set_up(program: &Program) -> String {
    let secret = program
        .setup_secret()
        .expect("the first start prints the link")
        .to_owned();
    let page = program
        .get(&format!("/setup?secret={secret}"), None)
        .expect(200);
    assert!(page.body.contains("name=\"network_name\""));
    let fields = [
        ("secret", secret.as_str()),
        ("network_name", "Northgate"),
        ("name", "Ada Example"),
        ("mail", "ada@example.org"),
        ("password", PASSWORD),
    ];
    let session = program.post("/setup", None, &fields).expect(303).session();
    program
        .get(&format!("/setup?secret={secret}"), None)
        .expect(404);
    session
}

pub fn found_community(program: &Program, session: &str, name: &str) -> i64 {
    let headers = &[
        ("content-type", "application/json"),
        ("sec-fetch-site", "same-origin"),
    ];
    let body = format!(r#"{{"name":"{name}","purpose":"To try it","kind":"open"}}"#);
    let request = Request {
        method: "POST",
        path: "/api/communities",
        cookie: Some(session),
        headers,
        body: &body,
    };
    let made: serde_json::Value =
        serde_json::from_str(&program.send(&request).expect(201).body).unwrap();
    made["id"].as_i64().unwrap()
}

#[test]
fn a_first_start_leads_to_an_administrator_and_a_kill_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (program, session) = founded(&folder);
    program.get("/communities", Some(&session)).expect(200);
    let community = found_community(&program, &session, "Returns");
    program.kill();

    let program = Program::start(&data, &[]);
    assert_eq!(program.setup_secret(), None);
    let page = program
        .get(&format!("/communities/{community}/about"), Some(&session))
        .expect(200);
    assert!(page.body.contains("Returns"));
    let wrong = [
        ("login", "ada@example.org"),
        ("password", "not the one it is"),
    ];
    assert_ne!(program.post("/signin", None, &wrong).status, 303);
    let right = [("login", "ada@example.org"), ("password", PASSWORD)];
    let again = program.post("/signin", None, &right).expect(303).session();
    assert_ne!(again, session);

    let stream = program.stream(&again, None);
    stream.until("retry:");
    let (said, well) = program.stop();
    assert!(well, "{said}");
    assert_eq!(said.trim(), "stopping");
    assert_eq!(stream.rest(), [""; 0], "a stop is no end of a session");
}

#[test]
fn whoever_is_not_signed_in_is_led_to_the_door_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&folder.path().join("data"), &[]);
    let page = [("accept", "text/html")];
    let ask = |path: &str, headers: &[(&str, &str)]| {
        program.send(&Request {
            method: "GET",
            path,
            headers,
            ..Request::default()
        })
    };
    let answer = ask("/people?q=a%20b", &page).expect(303);
    let next: String = answer.headers["location"]
        .split_once("next=")
        .unwrap()
        .1
        .replace("%3F", "?")
        .replace("%3D", "=");
    assert_eq!(next.replace("%25", "%"), "/people?q=a%20b");
    let answer = ask("/api/me", &page).expect(401);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    ask("/api/stream", &[("accept", "text/event-stream")]).expect(401);
    for path in [
        "/healthz",
        "/readyz",
        "/api",
        "/api/openapi.json",
        "/signin",
        "/offline",
    ] {
        ask(path, &page).expect(200);
    }
}

#[test]
fn a_stream_tells_what_happens_and_ends_with_its_session() {
    let folder = tempfile::tempdir().unwrap();
    let (program, session) = founded(&folder);
    let other = program
        .post(
            "/signin",
            None,
            &[("login", "ada@example.org"), ("password", PASSWORD)],
        )
        .expect(303)
        .session();
    let stream = program.stream(&session, None);
    let kept = program.stream(&other, None);
    stream.until("retry:");
    let community = found_community(&program, &session, "Returns");
    let frame = stream.until(r#""kind":"community""#);
    assert!(frame.contains(&format!(r#""key":{community}"#)), "{frame}");
    kept.until(r#""kind":"community""#);

    // Coming back after the first of two events brings the second, and not the first again.
    let id = frame
        .lines()
        .find_map(|line| line.strip_prefix("id: "))
        .unwrap()
        .to_owned();
    let second = found_community(&program, &session, "Stockroom");
    let back = program.stream(&session, Some(&id));
    let frame = back.until(r#""kind":"community""#);
    assert!(frame.contains(&format!(r#""key":{second}"#)), "{frame}");
    assert!(!frame.contains(&format!("id: {id}\n")), "{frame}");
    program
        .stream(&session, Some("bm90IG9uZSBvZiBvdXJz"))
        .until("event: resync");

    program.post("/signout", Some(&session), &[]).expect(303);
    stream.within("event: end", Duration::from_secs(1));
    back.within("event: end", Duration::from_secs(1));
    program.get("/people", Some(&session)).expect(303);
    let third = found_community(&program, &other, "Night shift");
    kept.until(&format!(r#""key":{third}"#));
}

#[test]
fn commands_are_carried_out_by_the_running_program() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let refused = fails(&data, &["person", "list"]);
    assert!(refused.contains("there is no network"), "{refused}");
    let (program, _) = founded(&folder);

    let code = succeeds(
        &data,
        &[
            "person",
            "add",
            "--name",
            "Sam Till",
            "--employee-number",
            "40117",
        ],
    );
    assert_eq!(code.len(), 11, "{code} is alone on its line");
    let claim = [
        ("login", "40117"),
        ("code", code.as_str()),
        ("password", PASSWORD),
    ];
    let sam = program.post("/claim", None, &claim).expect(303).session();
    let list = succeeds(&data, &["person", "list"]);
    assert!(
        list.lines()
            .any(|line| line.ends_with("\tSam Till\t\t40117\tmember\tin use")),
        "{list}"
    );
    let twice = fails(
        &data,
        &[
            "person",
            "add",
            "--name",
            "Sam Till",
            "--employee-number",
            "40117",
        ],
    );
    assert!(twice.contains("employee_number: "), "{twice}");

    let token = succeeds(
        &data,
        &["token", "create", "--person", "40117", "--scope", "read"],
    );
    let bearer = format!("Bearer {token}");
    let ask = |method, path| {
        let headers = [("authorization", bearer.as_str())];
        program.send(&Request {
            method,
            path,
            headers: &headers,
            ..Request::default()
        })
    };
    assert!(ask("GET", "/api/me").expect(200).body.contains("Sam Till"));

    let stream = program.stream(&sam, None);
    stream.until("retry:");
    succeeds(&data, &["person", "deactivate", "40117"]);
    stream.within("event: end", Duration::from_secs(1));
    ask("GET", "/api/me").expect(401);
    program.get("/people", Some(&sam)).expect(303);
    let last = fails(&data, &["person", "deactivate", "ada@example.org"]);
    assert!(last.contains("administrator"), "{last}");

    let (_, well) = program.stop();
    assert!(well);
    assert!(
        succeeds(&data, &["person", "list"]).contains("Sam Till\t\t40117\tmember\tdeactivated")
    );
}

#[test]
fn people_come_from_a_file_while_the_program_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _program = founded(&folder);
    let file = folder.path().join("staff.csv");
    std::fs::write(
        &file,
        "employee_number,name,shoe\n1,One,44\n2,Two,45\n1,Again,46\n",
    )
    .unwrap();
    let report = folder.path().join("report.json");
    let (file, report) = (file.to_str().unwrap(), report.to_str().unwrap());
    let output = run(&data, &["people", "import", file, "--report", report]);
    assert!(output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("the column \"shoe\" is not read"), "{said}");
    assert!(
        said.contains("line 4: refused: employee_number 1 stands already in line 2"),
        "{said}"
    );
    assert!(
        said.ends_with("2 added, 0 changed, 0 unchanged, 1 refused"),
        "{said}"
    );
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(report).unwrap()).unwrap();
    assert_eq!(report["rows"][2]["outcome"], "refused");

    std::fs::write(file, b"employee_number,name\n1,Bj\xf6rn\n").unwrap();
    let refused = fails(&data, &["people", "import", file]);
    assert!(
        refused.contains("Windows-1252") && refused.contains("line 2"),
        "{refused}"
    );
}

#[test]
fn the_network_is_not_offered_in_clear_to_other_machines() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let refused = fails(&data, &["serve", "--listen", "0.0.0.0:0"]);
    assert!(refused.contains("without TLS"), "{refused}");
    let program = Program::start(&data, &[]);
    let second = fails(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(second.contains("is in use by another folkmoot"), "{second}");
    drop(program);
    let unknown = crate::program::folkmoot(&data, &["serve"])
        .env("FOLKMOOT_LISTEM", "x")
        .output()
        .unwrap();
    assert!(
        text(&unknown.stderr).contains("did you mean `listen`?"),
        "{}",
        text(&unknown.stderr)
    );
}

#[test]
fn malformed_requests_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&folder.path().join("data"), &[]);
    let host = program.address.clone();
    let status = |request: String| {
        let mut stream = program.connect(request.into_bytes());
        let mut answer = Vec::new();
        stream
            .read_to_end(&mut answer)
            .expect("the connection closes");
        Answer::read(&mut &answer[..]).status
    };
    let closing = "connection: close\r\n\r\n";
    assert_eq!(
        status(format!(
            "GET /signin HTTP/1.1\r\nhost: evil.example\r\n{closing}"
        )),
        421
    );
    assert_eq!(
        status(format!(
            "GET /healthz HTTP/1.1\r\nhost: evil.example\r\n{closing}"
        )),
        200
    );
    assert_eq!(
        status(format!("GET /%zz HTTP/1.1\r\nhost: {host}\r\n{closing}")),
        400
    );
    assert_eq!(
        status(format!(
            "GET /{} HTTP/1.1\r\nhost: {host}\r\n{closing}",
            "a".repeat(17_000)
        )),
        414
    );
    let large = "x".repeat(70_000);
    assert_eq!(
        status(format!(
            "GET / HTTP/1.1\r\nhost: {host}\r\nx-large: {large}\r\n{closing}"
        )),
        431
    );
    let many = "x: y\r\n".repeat(1_000);
    assert_eq!(
        status(format!("GET / HTTP/1.1\r\nhost: {host}\r\n{many}{closing}")),
        431
    );
    assert_eq!(
        status(format!(
            "BREW /signin HTTP/1.1\r\nhost: {host}\r\n{closing}"
        )),
        405
    );
    let two = "content-length: 5\r\ntransfer-encoding: chunked\r\n";
    assert_eq!(
        status(format!(
            "POST /signin HTTP/1.1\r\nhost: {host}\r\n{two}\r\n0\r\n\r\n"
        )),
        400
    );
    let mut body = format!(
        "POST /signin HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\n"
    );
    body += "content-length: 3000000\r\nconnection: close\r\n\r\n";
    body += &"a".repeat(1_100_000);
    let mut stream = TcpStream::connect(&program.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // The other side may refuse before it has read it all.
    let _ = stream.write_all(body.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert_eq!(Answer::read(&mut &answer[..]).status, 413);
}

#[test]
fn slow_headers_close_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&folder.path().join("data"), &[]);
    let begun = Instant::now();
    let mut stream = program.connect(b"GET / HTTP/1.1\r\nhost: x".to_vec());
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .expect("the connection closes");
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(8) && took < PATIENCE, "{took:?}");
}
