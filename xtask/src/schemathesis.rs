//! Requests made up from the API's own description, sent to a running server by schemathesis.
//!
//! It finds answers of 5xx, answers outside the schema, and requests outside the schema that were
//! accepted. What the API should do is for the tests in Rust.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};
use crate::{compile, project, server};

const VERSION: &str = "4.32.5";

/// The same requests in every run.
const SEED: &str = "20260104";

/// The tool's own `--max-time` is no limit: it goes on inventing requests until the time is spent.
const TIME: Duration = Duration::from_secs(4 * 60);

/// That everything the description allows is accepted cannot hold: a position in a list is an opaque
/// text, a text is not blank, an id is of something that is there.
const EXCEPT: &str = "positive_data_acceptance";

/// Makes a small network, serves it and lets the tool loose on it with an administrator's token.
pub fn run(program: &Path) -> Result<()> {
    let tool = install()?;
    let folder = project::work_folder()?.join("api");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let data = folder.join("data");
    let report = folder.join("people.json");
    let mut demo = compile::folkmoot(program);
    demo.args(["demo", "--people", "60", "--small", "--data"])
        .arg(&data);
    process::output(demo.arg("--report").arg(&report))?;
    let token = token(program, &data, &administrator(&report)?)?;
    let server = server::start(
        program,
        &data,
        server::free_port()?,
        Some(&folder.join("log")),
    )?;

    let mut run = Command::new(tool);
    run.current_dir(&folder)
        .arg("run")
        .arg(format!("{}/api/openapi.json", server.url));
    run.args(["--header", &format!("Authorization: Bearer {token}")]);
    run.args(["--seed", SEED, "--generation-database", "none"]);
    run.args(["--checks", "all", "--exclude-checks", EXCEPT]);
    run.args(["--phases", "examples,coverage,fuzzing,stateful"]);
    run.args(["--max-examples", "40", "--workers", "1"]);
    run.args(["--request-timeout", "10", "--no-color"]);
    // An event stream has no end, and no body to compare with a schema.
    run.args(["--exclude-path", "/api/stream"]);
    let mut child = Child::start(&mut run)?;
    let log = project::short(&folder.join("log"));
    match child.wait_at_most(TIME)? {
        Some(status) if status.success() => Ok(()),
        Some(_) => bail!("schemathesis is not content (see above); the server's log is {log}"),
        None => bail!("schemathesis took more than {TIME:?}; the server's log is {log}"),
    }
}

/// What an administrator signs in with, from the demo's report of whom one can sign in as.
fn administrator(report: &Path) -> Result<String> {
    let people: serde_json::Value = serde_json::from_str(&fs::read_to_string(report)?)?;
    let people = people.as_array().into_iter().flatten();
    let login = people
        .filter(|person| person["role"] == "administrator")
        .find_map(|person| person["login"].as_str());
    login
        .map(str::to_owned)
        .context("the demo's report names no administrator")
}

/// An access token of that person, printed alone on its line.
fn token(program: &Path, data: &Path, person: &str) -> Result<String> {
    let mut create = compile::folkmoot(program);
    create.args(["token", "create", "--person", person]);
    create.args(["--scope", "all", "--data"]).arg(data);
    let printed = process::output(&mut create)?;
    let line = printed
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty());
    line.map(str::to_owned)
        .context("`folkmoot token create` printed no token")
}

/// The tool in an environment of its own below the target folder.
fn install() -> Result<PathBuf> {
    let folder = project::work_folder()?.join(format!("schemathesis-{VERSION}"));
    let tool = folder.join("bin/schemathesis");
    if process::succeeds(Command::new(&tool).arg("--version")) {
        return Ok(tool);
    }
    println!(
        "Installing schemathesis {VERSION} into {}",
        project::short(&folder)
    );
    process::output(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]);
    process::output(pip.arg(format!("schemathesis=={VERSION}")))?;
    Ok(tool)
}
