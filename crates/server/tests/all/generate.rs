//! What `folkmoot generate` makes is served like any other network.

use crate::program::{Program, fails, succeeds};

const ALL: [&str; 7] = [
    "typical",
    "communities_5",
    "communities_40",
    "communities_400",
    "silent",
    "guest",
    "busiest",
];

#[test]
fn a_generated_network_is_served_to_people_of_every_class() {
    let folder = tempfile::tempdir().unwrap();
    let (data, cookies) = (
        folder.path().join("data"),
        folder.path().join("cookies.tsv"),
    );
    let cookies_text = cookies.to_str().unwrap();
    let wanted = ["generate", "--people", "300", "--posts", "900"];
    let mut arguments = wanted.to_vec();
    arguments.extend(["--sessions", "30", "--sessions-file", cookies_text]);
    let printed = succeeds(&data, &arguments);
    assert!(printed.contains("administrator\tE0000"), "{printed}");

    let program = Program::start(&data, &[]);
    let file = std::fs::read_to_string(&cookies).unwrap();
    for class in ALL {
        let line = file.lines().find(|line| line.starts_with(class));
        let line = line.unwrap_or_else(|| panic!("nobody is {class}: {file}"));
        let cookie = line.split('\t').nth(1).unwrap();
        let home = program.get("/", Some(cookie)).expect(200);
        // Others may be where nothing was ever said.
        let lively = ["typical", "busiest"].contains(&class);
        assert!(
            !lively || home.body.contains("/posts/"),
            "{class}: {}",
            home.body
        );
    }
    program.get("/", Some("1-none")).expect(303);
    let refused = fails(&data, &wanted);
    assert!(refused.contains("is being served"), "{refused}");
    program.stop();
    let refused = fails(&data, &wanted);
    assert!(refused.contains("not empty"), "{refused}");
}
