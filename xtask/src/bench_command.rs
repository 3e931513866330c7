//! The words of `cargo xtask bench`, and how it gets what it needs.
//!
//! Its driver wants to be optimised and needs crates that nothing else here does, so xtask is built
//! a second time for it, with the feature `bench`, and with it what it measures: built one by one, the
//! crates both are made of would be compiled twice. Whoever only wants to test or to see the demo does
//! not wait for that.

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

pub fn command() -> Command {
    let text =
        |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    Command::new("bench")
        .about("Measure the program: every line of docs/performance.md")
        .after_help(
            "S takes some minutes with everything it needs; L needs 12 GB of disk and an hour. The\n\
             table is printed and written to target/bench/latest.json and latest.html.",
        )
        .arg(
            text("size", "SIZE")
                .value_parser(["S", "M", "L"])
                .default_value("S")
                .help("2,000, 100,000 or 2,100,000 people"),
        )
        .arg(
            text("lines", "NAMES")
                .value_delimiter(',')
                .help("Only these lines, for example home-html,durable-post; `list` names them"),
        )
        .arg(text("database", "URL").help("An empty PostgreSQL database instead of SQLite"))
        .arg(
            text("port", "PORT")
                .value_parser(value_parser!(u16).range(1024..))
                .help("Port of 127.0.0.1 to serve on [default: a free one]"),
        )
        .arg(
            text("program", "FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Measure this folkmoot instead of building one"),
        )
        .arg(
            text("made", "DIR")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Measure the network in DIR/network with the sessions in DIR/sessions.txt"),
        )
        .arg(
            Arg::new("write-docs")
                .long("write-docs")
                .action(ArgAction::SetTrue)
                .conflicts_with("lines")
                .help("Put the table into docs/performance.md"),
        )
}

#[cfg(feature = "bench")]
pub fn run(given: &ArgMatches) -> Result<()> {
    crate::bench::run(given)
}

#[cfg(not(feature = "bench"))]
pub fn run(_: &ArgMatches) -> Result<()> {
    let mut build = crate::project::cargo();
    build
        .args(crate::compile::MEASURED)
        .args(["--bin", "xtask"]);
    eprintln!("Building what measures …");
    crate::process::run(&mut build)?;
    let measuring = crate::project::target().join("release").join("xtask");
    let mut again = std::process::Command::new(measuring);
    crate::process::run(again.args(std::env::args_os().skip(1)))
}
