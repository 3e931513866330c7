//! Two programs on one PostgreSQL, and a command beside them: what one writes the other tells, and
//! who may no longer hear is cut off by both.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use store::testing::{Database, postgres_url};

use crate::program::{PATIENCE, Program, Request, bare, text};
use crate::serve::{PASSWORD, found_community, set_up};

/// From a removal to its being true on every node, however long another transaction is open.
const REMOVED: Duration = Duration::from_secs(1);
/// As SAFETY.md promises it for all nodes, with room for a busy machine and the start of a command.
const ON_ALL_NODES: Duration = Duration::from_secs(5);

fn command(database: &str, arguments: &[&str]) -> String {
    let output = bare(arguments)
        .args(["--database", database])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// A request of a program that is signed in.
fn at(node: &Program, method: &str, path: &str, session: &str, body: &str, status: u16) {
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
    node.send(&request).expect(status);
}

#[test]
fn what_one_node_writes_the_other_tells_and_nobody_holds_a_revocation_back() {
    let Some(maintenance) = postgres_url() else {
        println!("FOLKMOOT_TEST_POSTGRES is not set: nothing was tried on two nodes");
        return;
    };
    let database = Database::create(network::MIGRATIONS).unwrap();
    let url = database.url();
    let (here, there) = (Program::node(&url), Program::node(&url));
    assert_eq!(here.setup_secret(), there.setup_secret());
    let ada = set_up(&here);
    let hears = there.stream(&ada, None);
    hears.until("retry:");
    let community = found_community(&here, &ada, "Returns");
    let closed = format!("/api/communities/{community}");
    at(&here, "PATCH", &closed, &ada, r#"{"kind":"closed"}"#, 200);
    hears.until(&format!(r#""kind":"community","key":{community}"#));

    let arguments = [
        "person",
        "add",
        "--name",
        "Sam Till",
        "--employee-number",
        "40117",
    ];
    let code = command(&url, &arguments);
    let claim = [
        ("login", "40117"),
        ("code", code.as_str()),
        ("password", PASSWORD),
    ];
    let sam = there.post("/claim", None, &claim).expect(303).session();
    let streams = [here.stream(&sam, None), there.stream(&sam, None)];
    for (node, stream) in [&here, &there].iter().zip(&streams) {
        node.get("/people", Some(&sam)).expect(200);
        stream.until("retry:");
    }

    // A transaction that stays open, in another database of the cluster, keeps changes from getting
    // their positions.
    let mut open = postgres::Client::connect(&maintenance, postgres::NoTls).unwrap();
    open.batch_execute("begin; select pg_current_xact_id()")
        .unwrap();
    let me: Value =
        serde_json::from_str(&there.get("/api/me", Some(&sam)).expect(200).body).unwrap();
    let seat = format!("/api/communities/{community}/members/{}", me["id"]);
    let posts = format!("/api/communities/{community}/posts");
    at(&here, "PUT", &seat, &ada, "{}", 204);
    let deadline = Instant::now() + PATIENCE;
    while there.get(&posts, Some(&sam)).status != 200 {
        assert!(Instant::now() < deadline, "a member reads");
        thread::sleep(Duration::from_millis(20));
    }
    at(&here, "DELETE", &seat, &ada, "", 204);
    let removed = Instant::now();
    while there.get(&posts, Some(&sam)).status == 200 {
        assert!(removed.elapsed() < REMOVED, "who was removed still reads");
        thread::sleep(Duration::from_millis(5));
    }
    command(&url, &["person", "deactivate", "40117"]);
    for (node, stream) in [&here, &there].iter().zip(&streams) {
        stream.within("event: end", ON_ALL_NODES);
        node.get("/people", Some(&sam)).expect(303);
    }
    let second = found_community(&here, &ada, "Stockroom");
    open.batch_execute("commit").unwrap();
    hears.until(&format!(r#""key":{second}"#));
}
