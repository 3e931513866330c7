//! `cargo xtask test`: every check, in one run, with nothing left behind.
//!
//! A step that fails does not keep the others from running. A step whose tools are missing is a
//! failure of the whole run before it begins, never a step left out.

use std::cell::OnceCell;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches};

use crate::faults::{self, Verdict};
use crate::frontend::{self, Voice};
use crate::needs::{self, Need};
use crate::postgres::Cluster;
use crate::progress::{Stage, spoken};
use crate::report::{self, Line, Outcome};
use crate::{compile, licenses, process, project, schemathesis};

/// More of them: `cargo xtask faults power-cut`.
const POWER_CUTS: u64 = 4;
/// With what `cargo xtask bench` is made of, which is not built otherwise.
const MEASURING: &str = "--features=xtask/bench";

pub struct Options {
    only: Vec<Step>,
    keep_postgres: bool,
    filter: Vec<String>,
}

pub fn command() -> clap::Command {
    let steps = Step::ALL.map(|step| PossibleValue::new(step.name()).help(step.help()));
    clap::Command::new("test")
        .about("Run every check there is, as continuous integration does")
        .after_help(
            "On Debian and Ubuntu, as root, missing tools are installed; elsewhere you are told\n\
             which to install. What the tests make lies below the target folder and is removed.",
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("STEPS")
                .value_delimiter(',')
                .value_parser(steps)
                .help("Run only these steps, separated by commas"),
        )
        .arg(
            Arg::new("keep-postgres")
                .long("keep-postgres")
                .action(ArgAction::SetTrue)
                .help("Leave PostgreSQL running afterwards, and say how to use it"),
        )
        .arg(
            Arg::new("filter")
                .value_name("FILTER")
                .last(true)
                .num_args(1..)
                .help("Run only the Rust tests with these words in their names"),
        )
}

impl From<&ArgMatches> for Options {
    fn from(given: &ArgMatches) -> Options {
        let names: Vec<&String> = given.get_many("only").into_iter().flatten().collect();
        let only = Step::ALL
            .into_iter()
            .filter(|step| names.iter().any(|name| *name == step.name()));
        Options {
            only: only.collect(),
            keep_postgres: given.get_flag("keep-postgres"),
            filter: given
                .get_many("filter")
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
        }
    }
}

/// In the order in which they run: quick ones first, the bundle before the builds that embed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Fmt,
    Licenses,
    Frontend,
    Clippy,
    Rust,
    PowerCut,
    Api,
    Browser,
}

impl Step {
    const ALL: [Step; 8] = [
        Step::Fmt,
        Step::Licenses,
        Step::Frontend,
        Step::Clippy,
        Step::Rust,
        Step::PowerCut,
        Step::Api,
        Step::Browser,
    ];

    fn name(self) -> &'static str {
        match self {
            Step::Fmt => "fmt",
            Step::Licenses => "licenses",
            Step::Frontend => "frontend",
            Step::Clippy => "clippy",
            Step::Rust => "rust",
            Step::PowerCut => "power-cut",
            Step::Api => "api",
            Step::Browser => "browser",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Step::Fmt => "rustfmt would change nothing",
            Step::Licenses => "every dependency is allowed by deny.toml",
            Step::Frontend => "npm ci, the type check, its own tests, the bundle and its size",
            Step::Clippy => "clippy has nothing to say",
            Step::Rust => "every test in Rust, on SQLite and on PostgreSQL",
            Step::PowerCut => {
                "nothing acknowledged is lost, where the machine allows to cut the power"
            }
            Step::Api => "schemathesis against a running server",
            Step::Browser => "Chromium against a running server",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Step::Fmt | Step::Licenses | Step::Clippy | Step::PowerCut => &[],
            Step::Frontend | Step::Browser => &[Need::Node, Need::Chromium],
            Step::Rust => &[Need::Postgres],
            Step::Api => &[Need::Python],
        }
    }
}

pub fn run(options: &Options) -> Result<()> {
    let begun = Instant::now();
    let steps = match (&options.only[..], &options.filter[..]) {
        ([], []) => Step::ALL.to_vec(),
        ([] | [Step::Rust], _) => vec![Step::Rust],
        (only, []) => only.to_vec(),
        _ => bail!(
            "words after `--` choose among the Rust tests; use them alone or with --only rust"
        ),
    };
    let _only_one_run = wait_for_others()?;
    let mut needed: Vec<Need> = Vec::new();
    for need in steps.iter().flat_map(|step| step.needs()) {
        if !needed.contains(need) {
            needed.push(*need);
        }
    }
    needs::satisfy(&needed)?;

    let suite = Suite {
        options,
        program: OnceCell::new(),
    };
    let mut lines = Vec::new();
    for step in steps {
        lines.push(suite.line(step));
    }
    print!("{}", report::table(&lines));
    let failed = lines
        .iter()
        .filter(|line| !matches!(line.outcome, Outcome::Passed | Outcome::NotRun(_)))
        .count();
    ensure!(
        failed == 0,
        "{failed} of {} steps did not pass",
        lines.len()
    );
    let whole = lines
        .iter()
        .all(|line| matches!(line.outcome, Outcome::Passed));
    let what = if whole {
        "Everything"
    } else {
        "What could be run"
    };
    println!("\n{what} passed in {}.", spoken(begun.elapsed()));
    Ok(())
}

/// Two runs would stop each other's PostgreSQL. The lock ends with the returned file.
fn wait_for_others() -> Result<File> {
    let file = File::create(project::work_folder()?.join("test.lock"))?;
    let mut told = false;
    while file.try_lock().is_err() {
        ensure!(!process::interrupted(), "interrupted");
        if !told {
            println!("Another `cargo xtask test` is at work in this checkout; waiting for it.");
            told = true;
        }
        sleep(Duration::from_millis(200));
    }
    Ok(file)
}

struct Suite<'a> {
    options: &'a Options,
    /// The program as the Rust tests built it, once a step has asked for it.
    program: OnceCell<PathBuf>,
}

impl Suite<'_> {
    fn line(&self, step: Step) -> Line {
        let began = Instant::now();
        let outcome = if process::interrupted() {
            Outcome::Stopped
        } else {
            println!("\n━━ {}", step.name());
            match self.step(step) {
                Ok(None) => Outcome::Passed,
                Ok(Some(reason)) => Outcome::NotRun(reason),
                Err(_) if process::interrupted() => Outcome::Stopped,
                Err(error) => Outcome::Failed(error),
            }
        };
        Line {
            step: step.name(),
            outcome,
            took: began.elapsed(),
        }
    }

    /// Answers why it was not run, if the machine does not allow it.
    fn step(&self, step: Step) -> Result<Option<String>> {
        match step {
            Step::Fmt => process::run(project::cargo().args(["fmt", "--all", "--check"]))?,
            Step::Licenses => licenses::run()?,
            Step::Clippy => process::run(project::cargo().args([
                "clippy",
                "--workspace",
                MEASURING,
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]))?,
            Step::Rust => self.rust()?,
            Step::PowerCut => {
                return Ok(match faults::cut_power(POWER_CUTS)? {
                    Verdict::Held => None,
                    Verdict::NotRun(reason) => Some(reason),
                });
            }
            Step::Frontend => {
                frontend::install(Voice::Aloud)?;
                frontend::check()?;
                frontend::build(Voice::Aloud)?;
                frontend::check_budgets()?;
            }
            Step::Api => schemathesis::run(self.program()?)?,
            Step::Browser => self.browser()?,
        }
        Ok(None)
    }

    fn rust(&self) -> Result<()> {
        let cluster = Cluster::start(self.options.keep_postgres)?;
        println!("PostgreSQL: {} ({})", cluster.url, cluster.bin.display());
        let mut tests = project::cargo();
        tests
            .args(["test", "--workspace", MEASURING, "--no-fail-fast", "--"])
            .args(&self.options.filter);
        tests.env("FOLKMOOT_TEST_POSTGRES", &cluster.url);
        tests.env("FOLKMOOT_TEST_PG_BIN", &cluster.bin);
        give_data(&mut tests)?;
        process::run(&mut tests)
    }

    fn browser(&self) -> Result<()> {
        frontend::install(Voice::Aloud)?;
        if !frontend::is_bundled()? {
            frontend::build(Voice::Aloud)?;
        }
        let mut tests = frontend::npm_command(&["run", "e2e"]);
        tests.env("FOLKMOOT_BIN", self.program()?);
        process::run(&mut tests)
    }

    /// The program in the very build that `cargo test` makes, so that nothing is compiled twice.
    fn program(&self) -> Result<&Path> {
        if let Some(program) = self.program.get() {
            return Ok(program);
        }
        let stage = Stage::begin(1, 1, "Building the program");
        let built = compile::program(&["test", "--workspace", MEASURING, "--no-run"], &stage)?;
        stage.finish(&project::short(&built));
        Ok(self.program.get_or_init(|| built))
    }
}

/// Real archives for the import tests, when they lie beside the checkout.
fn give_data(tests: &mut Command) -> Result<()> {
    if let Some(named) = std::env::var_os("FOLKMOOT_DATA") {
        println!("FOLKMOOT_DATA: {}", Path::new(&named).display());
        return Ok(());
    }
    let beside = project::root().join("../shared/data");
    if beside.is_dir() {
        let beside = beside.canonicalize()?;
        println!("FOLKMOOT_DATA: {}", beside.display());
        tests.env("FOLKMOOT_DATA", beside);
    } else {
        println!("FOLKMOOT_DATA: not there; imports are tried on the invented archives only");
    }
    Ok(())
}
