//! `cargo xtask demo`: from a checkout to a network one can sign in to.
//!
//! Four stages, each skipped when its result is there and its sources are unchanged: bundle the
//! front end, build the program, make the company, serve it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::frontend::{self, Voice};
use crate::progress::{Stage, spoken};
use crate::stamp::{self, Stamp};
use crate::{compile, process, project, server};

/// What the program is made of.
const PROGRAM: [&str; 7] = [
    "crates",
    "migrations",
    "frontend",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "clippy.toml",
];

/// What decides the shape of the company's data; other changes keep the data.
const COMPANY: [&str; 2] = ["migrations", "crates/server/src/demo"];

const STAGES: u32 = 4;

pub struct Options {
    people: Option<u32>,
    port: u16,
    fresh: bool,
}

pub fn command() -> Command {
    let people = Arg::new("people")
        .long("people")
        .value_name("N")
        .value_parser(value_parser!(u32));
    Command::new("demo")
        .about("Build everything, make an invented company and open it on http://127.0.0.1:8080")
        .after_help(
            "The first run takes some minutes and shows its progress. Later runs build only what\n\
             has changed, and keep the company with everything you did in it. Ctrl-C ends it.",
        )
        .arg(people.help("How many people work in the company [default: 2000]"))
        .arg(server::port_argument())
        .arg(
            Arg::new("fresh")
                .long("fresh")
                .action(ArgAction::SetTrue)
                .help("Throw away the company of an earlier run and make a new one"),
        )
}

impl From<&ArgMatches> for Options {
    fn from(given: &ArgMatches) -> Options {
        Options {
            people: given.get_one("people").copied(),
            port: server::port(given),
            fresh: given.get_flag("fresh"),
        }
    }
}

pub fn run(options: &Options) -> Result<()> {
    let begun = Instant::now();
    server::port_is_free(options.port)?;
    let front_end = bundle()?;
    let program = build(&front_end)?;
    let data = company(&program, options)?;

    let stage = Stage::begin(4, STAGES, "Starting");
    stage.hand_over();
    let mut server = server::start(&program, &data, options.port, None)?;
    let people = data.join("people.txt");
    let people = fs::read_to_string(&people)
        .with_context(|| format!("cannot read {}", project::short(&people)))?;
    println!("\n{}\n", people.trim_end());
    if let FrontEnd::Missing(reason) = front_end {
        println!("Without live updates and our fonts, because {reason}.\n");
    }
    println!(
        "Folkmoot is at {} after {}. Ctrl-C ends it.",
        server.url,
        spoken(begun.elapsed())
    );
    let status = server.child.wait()?;
    ensure!(
        status.success(),
        "the server ended by itself ({})",
        process::ended_how(status)
    );
    Ok(())
}

enum FrontEnd {
    Bundled,
    /// Why there is no bundle.
    Missing(String),
}

fn bundle() -> Result<FrontEnd> {
    if frontend::is_bundled()? {
        return Ok(FrontEnd::Bundled);
    }
    let stage = Stage::begin(1, STAGES, "Bundling the front end");
    if !frontend::has_node() {
        stage.finish("left out, because node and npm are not here");
        return Ok(FrontEnd::Missing(
            "node and npm are not on this machine".into(),
        ));
    }
    let built = frontend::install(Voice::Quiet).and_then(|()| frontend::build(Voice::Quiet));
    match built {
        Ok(()) => {
            stage.finish("scripts and fonts");
            Ok(FrontEnd::Bundled)
        }
        Err(error) if process::interrupted() => Err(error),
        Err(error) => {
            stage.finish("failed, going on without it");
            eprintln!("{error:#}");
            Ok(FrontEnd::Missing("bundling them failed (see above)".into()))
        }
    }
}

fn build(front_end: &FrontEnd) -> Result<PathBuf> {
    let stamp = Stamp::named("demo-program")?;
    let bundled = matches!(front_end, FrontEnd::Bundled);
    let fingerprint = format!("{} bundled={bundled}", stamp::of(&PROGRAM)?);
    if let Some(program) = stamp.read(&fingerprint).map(PathBuf::from)
        && program.is_file()
    {
        return Ok(program);
    }
    let stage = Stage::begin(2, STAGES, "Building the program");
    let program = compile::program(&["build", "--profile", "demo", "-p", "server"], &stage)?;
    stamp.write(&fingerprint, &program.display().to_string())?;
    stage.finish(&project::short(&program));
    Ok(program)
}

fn company(program: &Path, options: &Options) -> Result<PathBuf> {
    let data = project::target().join("demo-data");
    let stamp = Stamp::named("demo-company")?;
    let fingerprint = stamp::of(&COMPANY)?;
    let made = stamp.read(&fingerprint);
    let asked = options.people.map(|people| people.to_string());
    let as_asked = |made: &String| asked.as_ref().is_none_or(|people| people == made);
    if !options.fresh && made.as_ref().is_some_and(as_asked) && data.is_dir() {
        eprintln!("The company is as you left it; `--fresh` makes a new one.");
        return Ok(data);
    }
    let stage = Stage::begin(3, STAGES, "Making the company");
    stage.hand_over();
    stamp.remove();
    if data.exists() {
        if !options.fresh {
            eprintln!(
                "The one in {} was made differently and is replaced.",
                project::short(&data)
            );
        }
        fs::remove_dir_all(&data).with_context(|| format!("cannot remove {}", data.display()))?;
    }
    let people = asked.unwrap_or_else(|| "2000".into());
    let mut demo = compile::folkmoot(program);
    process::run(
        demo.args(["demo", "--people", &people, "--data"])
            .arg(&data),
    )?;
    stamp.write(&fingerprint, &people)?;
    stage.finish(&format!("{people} people"));
    Ok(data)
}
