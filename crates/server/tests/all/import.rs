//! `folkmoot import` as an administrator uses it: alone, beside a running program, killed half way.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::program::{Program, Request, fails, folkmoot, run, succeeds, text};

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    folder.join(name).to_string_lossy().into_owned()
}

fn report(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// A network with a member who reads by a token.
fn with_reader(data: &Path) -> String {
    let add = [
        "person",
        "add",
        "--name",
        "Rae Reader",
        "--mail",
        "rae@northgate.example",
    ];
    succeeds(data, &add);
    let create = [
        "token",
        "create",
        "--person",
        "rae@northgate.example",
        "--scope",
        "read",
    ];
    format!("Bearer {}", succeeds(data, &create))
}

fn get(program: &Program, bearer: &str, path: &str) -> Value {
    let headers = &[("authorization", bearer)];
    let request = Request {
        method: "GET",
        path,
        headers,
        ..Request::default()
    };
    serde_json::from_str(&program.send(&request).expect(200).body).unwrap()
}

fn find(items: &Value, wanted: impl Fn(&Value) -> bool) -> &Value {
    let found = items.as_array().unwrap().iter().find(|item| wanted(item));
    found.unwrap_or_else(|| panic!("not among {items:#}"))
}

#[test]
fn an_archive_is_imported_beside_the_running_program_and_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let bearer = with_reader(&data);
    let file = folder.path().join("report.json");
    let named = file.to_str().unwrap();
    let program = Program::start(&data, &[]);
    let communities = get(&program, &bearer, "/api/communities");
    assert!(!communities.to_string().contains("operations"));

    let slack = fixture("slack-new");
    let output = run(&data, &["import", "slack", &slack, "--report", named]);
    let said = text(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("21 posts, 7 replies"), "{said}");
    assert!(said.contains("somebody joined a channel"), "{said}");
    assert_eq!(
        (&report(&file)["posts"], &report(&file)["replies"]),
        (&21.into(), &7.into())
    );
    assert_eq!(report(&file)["added"]["posts"], 21);

    // The archive's people come after a person who was here before.
    let communities = get(&program, &bearer, "/api/communities");
    let general = find(&communities["communities"], |item| {
        item["name"] == "general"
    });
    let posts = format!("/api/communities/{}/posts?limit=50", general["id"]);
    let posts = get(&program, &bearer, &posts);
    let welcome = find(&posts["items"], |item| {
        item["post"]["text"]
            .as_str()
            .unwrap()
            .starts_with("Welcome")
    });
    let thread = get(
        &program,
        &bearer,
        &format!("/api/posts/{}", welcome["post"]["id"]),
    );
    let post = &thread["post"];
    assert_eq!(post["author"]["name"], "Ada Brook");
    assert_eq!(post["at"], "2024-03-01T08:00:00Z");
    let html = post["html"].as_str().unwrap();
    assert!(
        html.contains("@Ben Hale</a>") && html.contains("<a href=\"/people/"),
        "{html}"
    );
    assert!(html.contains("href=\"/communities/"), "{html}");
    assert_eq!(post["replies"], thread["replies"].as_array().unwrap().len());

    let again = run(&data, &["import", "slack", &slack, "--report", named]);
    assert!(text(&again.stderr).contains("nothing was added"));
    assert_eq!(report(&file)["added"]["posts"], 0);
    assert_eq!(report(&file)["posts"], 21);
    succeeds(&data, &["import", "zulip", &fixture("zulip")]);
    let communities = get(&program, &bearer, "/api/communities");
    find(&communities["communities"], |item| {
        item["name"] == "shop floor"
    });
}

#[test]
fn a_dry_run_and_a_refused_archive_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("report.json");
    let dry = [
        "import",
        "zulip",
        &fixture("zulip"),
        "--dry-run",
        "--report",
        file.to_str().unwrap(),
    ];
    let output = run(&data, &dry);
    let said = text(&output.stderr);
    assert!(
        output.status.success() && said.contains("nothing was written"),
        "{said}"
    );
    assert_eq!(
        (&report(&file)["people"], &report(&file)["added"]["replies"]),
        (&5.into(), &5.into())
    );
    assert!(!data.exists());

    let nothing = folder.path().join("nothing");
    let refused = fails(&data, &["import", "slack", nothing.to_str().unwrap()]);
    assert!(refused.contains("cannot read"), "{refused}");
    let refused = fails(&data, &["import", "slack", &fixture("zulip"), "--dry-run"]);
    assert!(refused.contains("not a Slack export"), "{refused}");
}

/// Writes an export with so many messages, a third of them replies.
fn export(folder: &Path, messages: u64) -> PathBuf {
    let path = folder.join("export");
    std::fs::create_dir_all(path.join("general")).unwrap();
    let users = r#"[{"id": "U1", "team_id": "T1", "real_name": "Ada"}]"#;
    std::fs::write(path.join("users.json"), users).unwrap();
    let channels = r#"[{"id": "C1", "name": "general", "members": ["U1"]}]"#;
    std::fs::write(path.join("channels.json"), channels).unwrap();
    let lines: Vec<String> = (0..messages)
        .map(|number| {
            let at = 1_704_100_000 + number;
            let thread = match number % 3 {
                0 => String::new(),
                before => format!(r#", "thread_ts": "{}.000100""#, at - before),
            };
            let reactions = r#"[{"name": "tada", "users": ["U1"], "count": 1}]"#;
            format!(
                r#"{{"type": "message", "user": "U1", "text": "Message {number}", "ts": "{at}.000100"{thread}, "reactions": {reactions}}}"#
            )
        })
        .collect();
    std::fs::write(
        path.join("general/2024-01-01.json"),
        format!("[{}]", lines.join(",")),
    )
    .unwrap();
    path
}

#[test]
fn an_import_that_was_killed_goes_on_without_doubles() {
    const MESSAGES: u64 = 6_000;
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (
        folder.path().join("data"),
        folder.path().join("report.json"),
    );
    let bearer = with_reader(&data);
    let path = export(folder.path(), MESSAGES);
    let arguments = [
        "import",
        "slack",
        path.to_str().unwrap(),
        "--report",
        file.to_str().unwrap(),
    ];
    let import = || -> Command {
        let mut command = folkmoot(&data, &arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let mut interrupted = 0;
    for delay_ms in [250, 400, 600, 900] {
        let mut child = import().spawn().unwrap();
        thread::sleep(Duration::from_millis(delay_ms));
        interrupted += u32::from(child.try_wait().unwrap().is_none());
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert!(interrupted > 0, "it was never killed at work");
    assert!(import().status().unwrap().success());
    let last = report(&file);
    assert_eq!(
        last["posts"].as_u64().unwrap() + last["replies"].as_u64().unwrap(),
        MESSAGES
    );
    println!(
        "the last of {interrupted} interrupted imports added {}",
        last["added"]
    );
    assert!(import().status().unwrap().success());
    let added = &report(&file)["added"];
    assert!(
        added.as_object().unwrap().values().all(|count| *count == 0),
        "{added}"
    );

    let program = Program::start(&data, &[]);
    let communities = get(&program, &bearer, "/api/communities");
    let general = find(&communities["communities"], |item| {
        item["name"] == "general"
    });
    let mut next = Value::Null;
    let mut seen = Vec::new();
    loop {
        let cursor = next
            .as_str()
            .map_or(String::new(), |next| format!("&cursor={next}"));
        let page = format!("/api/communities/{}/posts?limit=50{cursor}", general["id"]);
        let page = get(&program, &bearer, &page);
        for item in page["items"].as_array().unwrap() {
            assert_eq!(item["post"]["replies"], 2, "{item}");
            assert_eq!(item["post"]["reactions"][0]["people"], 1, "{item}");
            seen.push(item["post"]["text"].as_str().unwrap().to_owned());
        }
        next = page["next"].clone();
        if next.is_null() {
            break;
        }
    }
    let begun: Vec<u64> = (0..MESSAGES).step_by(3).collect();
    let posts: Vec<String> = begun
        .iter()
        .rev()
        .map(|number| format!("Message {number}"))
        .collect();
    assert_eq!(seen, posts, "each once, the newest first");
}
