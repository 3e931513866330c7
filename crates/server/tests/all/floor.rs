//! The ready-made answers that measuring compares with.

use crate::program::Program;
use crate::serve::founded;

#[test]
fn the_floor_is_there_only_when_asked_for_and_only_for_who_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let (program, session) = founded(&folder);
    program
        .get("/floor/html?bytes=10", Some(&session))
        .expect(404);
    program.kill();

    let program = Program::start(&folder.path().join("data"), &["--floor"]);
    for (path, media_type) in [
        ("/floor/html?bytes=70000", "text/html; charset=utf-8"),
        ("/floor/json?bytes=70000", "application/json"),
    ] {
        let answer = program.get(path, Some(&session)).expect(200);
        assert_eq!(answer.body.len(), 70_000);
        assert_eq!(answer.headers["content-type"], media_type);
        assert_ne!(program.get(path, None).status, 200);
    }
    for refused in ["/floor/html?bytes=300000", "/floor/html"] {
        assert!((400..500).contains(&program.get(refused, Some(&session)).status));
    }
    program.get("/", Some(&session)).expect(200);
}
