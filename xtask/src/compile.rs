//! Building the program with cargo, with a bar that counts crates.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{self, Child};
use crate::progress::Stage;
use crate::project;

/// What is measured and what measures it, with the same features of the crates they share.
pub const MEASURED: [&str; 4] = [
    "build",
    "--release",
    "--workspace",
    "--features=xtask/bench",
];

/// Builds `folkmoot` and returns where it lies. `arguments` are cargo's, for example
/// `["build", "-p", "server"]`.
pub fn program(arguments: &[&str], stage: &Stage) -> Result<PathBuf> {
    stage.set_done(0, "getting the crates");
    stage.set_total(count_crates()?);
    let mut cargo = project::cargo();
    cargo
        .args(arguments)
        .args(["--quiet", "--message-format=json-render-diagnostics"]);
    let mut child = Child::start(cargo.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let stdout = child.take_stdout().context("cargo's output is piped")?;
    let mut stderr = child
        .take_stderr()
        .context("cargo's error output is piped")?;
    let complaints = thread::spawn(move || {
        let mut text = String::new();
        stderr.read_to_string(&mut text).map(|_| text)
    });

    let mut crates = HashSet::new();
    let mut found = None;
    for line in BufReader::new(stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        let name = message["target"]["name"].as_str().unwrap_or_default();
        if crates.insert(
            message["package_id"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        ) {
            stage.set_done(crates.len() as u64, name);
        }
        if let Some(file) = executable(&message) {
            found = Some(PathBuf::from(file));
        }
    }
    let status = child.wait()?;
    let complaints = complaints
        .join()
        .ok()
        .and_then(Result::ok)
        .unwrap_or_default();
    if !status.success() {
        bail!("`{}` failed\n{complaints}", child.name);
    }
    found.context("cargo built no program named folkmoot; is it still crates/server's?")
}

/// The path in an artifact message when it is the program itself and not its unit tests.
fn executable(message: &Value) -> Option<&str> {
    let ours = message["target"]["name"] == "folkmoot" && message["profile"]["test"] == false;
    ours.then(|| message["executable"].as_str()).flatten()
}

/// How many crates the program is made of; downloads those that are not here yet.
fn count_crates() -> Result<u64> {
    let mut tree = project::cargo();
    tree.args([
        "tree",
        "-p",
        "server",
        "-e",
        "normal,build",
        "--prefix",
        "none",
        "-f",
        "{p}",
    ]);
    let lines = process::output(&mut tree)?;
    let names: HashSet<&str> = lines
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty())
        .collect();
    Ok(names.len() as u64)
}

/// A command of the program at work in the project's folder.
pub fn folkmoot(program: &std::path::Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_told_from_its_unit_tests() {
        let message = |test: bool| {
            serde_json::json!({
                "target": { "name": "folkmoot" }, "profile": { "test": test }, "executable": "/bin/f"
            })
        };
        assert_eq!(executable(&message(false)), Some("/bin/f"));
        assert_eq!(executable(&message(true)), None);
    }
}
