//! Rules about the source that no compiler knows: size, direction, habits.

use regex::Regex;

use crate::source::{Source, files, rust};

/// Lines at which a file is named, and at which it is refused.
const LONG: usize = 500;
const TOO_LONG: usize = 800;

/// Which feature may use which other, and why. Everything else goes through `network`.
const EDGES: &[(&str, &str, &str)] = &[
    ("champions", "courses", "a champion takes courses along"),
    (
        "champions",
        "indicators",
        "an indicator's page says who can tell how it was moved",
    ),
    (
        "champions",
        "stories",
        "an advocate speaks from a story that is told",
    ),
    (
        "champions",
        "use_cases",
        "a use case's page says who can tell how they did it",
    ),
    (
        "courses",
        "indicators",
        "a course says which indicator it should move",
    ),
    (
        "courses",
        "posts",
        "an answer for everyone is a post, so that it is talked about where people talk",
    ),
    (
        "courses",
        "replications",
        "what somebody wants to try becomes a replication of the use case, and says so; its page names the courses about it",
    ),
    (
        "courses",
        "rollout",
        "who completed a course is counted by the levels and weeks of the board",
    ),
    ("courses", "stories", "a step of a course carries a story"),
    (
        "courses",
        "use_cases",
        "a course teaches how a use case is done",
    ),
    (
        "displays",
        "indicators",
        "a display shows the readings of a story with their unit",
    ),
    (
        "displays",
        "stories",
        "a display shows stories whose people agreed to it",
    ),
    (
        "goals",
        "indicators",
        "a goal asks to move an indicator; indicators that have moved against each other are found from their readings",
    ),
    (
        "health",
        "posts",
        "a step begins with a thread in which it is talked about",
    ),
    (
        "health",
        "rollout",
        "what the board withholds of those who answer is not told beside it",
    ),
    (
        "home",
        "posts",
        "the home page carries the composer of posts",
    ),
    (
        "home",
        "questions",
        "the home page names questions that wait for an answer",
    ),
    (
        "home",
        "stories",
        "the home page shows the story of the week",
    ),
    (
        "initiatives",
        "indicators",
        "an initiative moves an indicator and is judged by its readings",
    ),
    (
        "questions",
        "posts",
        "a question is a kind of post; its list shows the cards of posts",
    ),
    (
        "replications",
        "indicators",
        "what a team had before its first day and has since is said by the readings of its place",
    ),
    (
        "replications",
        "initiatives",
        "a first day goes into the record of starts that the effect is estimated from",
    ),
    (
        "replications",
        "posts",
        "the prepared posts go out one by one, when the leader posts them",
    ),
    (
        "replications",
        "use_cases",
        "a team repeats a use case and begins with what belongs to it",
    ),
    (
        "sponsor",
        "indicators",
        "the sponsor's page shows where each indicator stands",
    ),
    (
        "sponsor",
        "initiatives",
        "the sponsor's page shows the verdicts",
    ),
    (
        "sponsor",
        "replications",
        "the sponsor's page shows what was repeated and kept",
    ),
    (
        "sponsor",
        "stories",
        "the sponsor's page keeps verified and claimed values apart",
    ),
    (
        "sponsor",
        "use_cases",
        "the sponsor's page says what the repetitions took",
    ),
    (
        "stories",
        "indicators",
        "a story stands on the readings of an indicator",
    ),
    (
        "stories",
        "initiatives",
        "the value of a story is verified by the estimate its unit is part of",
    ),
    (
        "stories",
        "posts",
        "a story leads to the thread in which it was talked about",
    ),
    (
        "stories",
        "use_cases",
        "a story tells how somebody did a use case, and shares the library with them",
    ),
    (
        "use_cases",
        "indicators",
        "a use case says which indicator it should move",
    ),
];

#[test]
fn features_use_each_other_only_by_listed_edges() {
    let sources = files(&["crates/features/src"], &["rs"]);
    let feature = |path: &str| {
        Some(
            path.strip_prefix("crates/features/src/")?
                .split_once('/')?
                .0
                .to_owned(),
        )
    };
    let features: Vec<String> = sources
        .iter()
        .filter_map(|source| feature(&source.path))
        .collect();
    let usage = Regex::new(r"\bcrate::(?:([a-z_]+)|\{([^;]*)\})").unwrap();
    let name = Regex::new(r"[a-z_]+").unwrap();
    let mut used = Vec::new();
    for source in &sources {
        let Some(own) = feature(&source.path) else {
            continue;
        };
        let named = usage.captures_iter(&source.text).flat_map(|found| {
            let text = found.get(1).or(found.get(2)).unwrap().as_str();
            name.find_iter(text).map(|name| name.as_str().to_owned())
        });
        for other in named {
            if other != own && features.contains(&other) {
                let listed = EDGES
                    .iter()
                    .any(|(from, to, _)| *from == own && *to == other);
                assert!(
                    listed,
                    "{}: {own} uses {other}; go through network, or list the edge with a reason",
                    source.path
                );
                used.push((own.clone(), other));
            }
        }
    }
    for (from, to, _) in EDGES {
        let needed = used.iter().any(|(own, other)| own == from && other == to);
        assert!(
            needed,
            "the edge from {from} to {to} is listed but not used"
        );
    }
}

#[test]
fn files_are_short() {
    let mut sizes = Vec::new();
    for source in files(
        &["crates", "xtask", "frontend/src"],
        &["rs", "ts", "css", "sql"],
    ) {
        let lines = source.lines();
        assert!(lines <= TOO_LONG, "{} has {lines} lines", source.path);
        if lines > LONG {
            println!(
                "{} has {lines} lines: it wants to be two files",
                source.path
            );
        }
        if source.path.ends_with(".rs") {
            sizes.push(lines);
        }
    }
    sizes.sort_unstable();
    println!(
        "the median of {} Rust files has {} lines",
        sizes.len(),
        sizes[sizes.len() / 2]
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    for source in rust() {
        assert!(
            source.text.starts_with("//! "),
            "{} does not begin with //!",
            source.path
        );
    }
}

#[test]
fn no_test_is_ignored_and_no_lint_is_waved_through() {
    let habits = [
        (concat!("#[", "ignore"), "tests run, or they are deleted"),
        (concat!("#[", "allow("), "use #[expect(…, reason = \"…\")]"),
        (
            concat!("#![", "allow("),
            "use #![expect(…, reason = \"…\")]",
        ),
        (concat!("TO", "DO"), "do it, or write an issue"),
    ];
    // A macro, whose tables are wide or not.
    let excused = |source: &Source| source.path == "crates/store/src/macros.rs";
    for source in rust().iter().filter(|source| !excused(source)) {
        for (habit, instead) in habits {
            assert!(
                !source.text.contains(habit),
                "{}: {habit} — {instead}",
                source.path
            );
        }
    }
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let folders = [
        "crates",
        "xtask",
        "migrations",
        "frontend/src",
        "frontend/e2e",
        ".ci",
    ];
    let endings = [
        "rs", "ts", "mjs", "css", "ftl", "sql", "toml", "json", "md", "run",
    ];
    let machine = Regex::new(concat!("(?:^|[\\s\"'`(=])", "/wo", "rk/")).unwrap();
    for source in files(&folders, &endings) {
        let line = source.text.lines().find(|line| machine.is_match(line));
        assert!(
            line.is_none(),
            "{}: {}",
            source.path,
            line.unwrap_or_default()
        );
    }
}
