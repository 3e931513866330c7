//! The power fails while sixty-four writers share commits: nothing acknowledged may be lost.
//!
//! The writers (the example `ledger` of `store`) work on a file system of their own. What they are
//! answered comes through a pipe and so lies outside of it. The control does not wait for the disk
//! and must lose; if it loses nothing, the cut cut nothing, and the run proves nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::{Arg, ArgMatches, value_parser};
use serde_json::Value;

use super::disk::Disk;
use crate::process::{self, Child};
use crate::project;

/// Longer would let the file system write out by itself what the control did not wait for.
const CONTROL_TIME: Duration = Duration::from_millis(700);
const CONTROL_ROUNDS: u64 = 3;

pub fn command() -> clap::Command {
    clap::Command::new("power-cut")
        .about("Cut the power of a file system under 64 writers; nothing acknowledged may be lost")
        .after_help(
            "Needs root, loop devices, mkfs.ext4 and perl. Where the machine does not allow it, the\n\
             reason is printed and the exit code is 2.",
        )
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .value_name("N")
                .default_value("10")
                .value_parser(value_parser!(u64).range(1..=1000))
                .help("How often the power is cut"),
        )
}

pub fn run(given: &ArgMatches) -> Result<()> {
    match cut_power(*given.get_one("rounds").expect("it has a default"))? {
        Verdict::Held => Ok(()),
        Verdict::NotRun(reason) => {
            println!("NOT RUN: {reason}");
            std::process::exit(2);
        }
    }
}

/// What came of it; what was lost is an error.
pub enum Verdict {
    Held,
    /// The machine does not allow it.
    NotRun(String),
}

/// Cuts the power so many times, and that of the control until it loses something.
pub fn cut_power(rounds: u64) -> Result<Verdict> {
    let folder = project::work_folder()?.join("power-cut");
    let mut disk = match Disk::make(&folder) {
        Ok(disk) => disk,
        Err(_) if process::interrupted() => bail!("interrupted"),
        Err(reason) => return Ok(Verdict::NotRun(format!("{reason:#}"))),
    };
    let ledger = build()?;

    let mut told = String::new();
    for round in 1..=rounds {
        // Sometimes in the first moments, sometimes under full load.
        let time = Duration::from_millis(150 + 350 * (round % 6));
        told += &write_until_cut(&ledger, &mut disk, "synced", round, time)?;
        let found = check(&ledger, &disk, "synced", &told)?;
        println!(
            "cut {round} of {rounds}, synced before each answer: {}",
            found.figures
        );
        ensure!(
            found.wrong.is_empty(),
            "after a power cut:\n{}",
            found.wrong
        );
    }
    for round in 1..=CONTROL_ROUNDS {
        let told = write_until_cut(&ledger, &mut disk, "volatile", round, CONTROL_TIME)?;
        match check(&ledger, &disk, "volatile", &told) {
            Ok(found) => {
                println!("control, never synced: {}", found.figures);
                if found.wrong.contains("lost: ") {
                    return Ok(Verdict::Held);
                }
            }
            // Whoever does not wait for the disk may lose the whole file.
            Err(error) => {
                let acknowledged = told.lines().filter(|l| l.starts_with("done ")).count();
                println!(
                    "control, never synced: {acknowledged} acknowledged, all lost ({error:#})"
                );
                ensure!(acknowledged > 0, "the control acknowledged nothing");
                return Ok(Verdict::Held);
            }
        }
    }
    bail!("the control, which does not wait for the disk, lost nothing: the cut proves nothing")
}

fn build() -> Result<PathBuf> {
    let mut cargo = project::cargo();
    cargo.args(["build", "-p", "store", "--example", "ledger"]);
    cargo.arg("--message-format=json-render-diagnostics");
    let messages = process::output(&mut cargo)?;
    let built = messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let ours = message["target"]["name"] == "ledger";
        Some(PathBuf::from(
            message["executable"].as_str().filter(|_| ours)?,
        ))
    });
    built.context("cargo built no example named ledger; is it still that of crates/store?")
}

/// What the writers told until the power failed.
fn write_until_cut(
    ledger: &Path,
    disk: &mut Disk,
    name: &str,
    round: u64,
    time: Duration,
) -> Result<String> {
    let mut command = Command::new(ledger);
    command.arg("write").arg(disk.root.join(name));
    command.arg(format!("{name}-{round}"));
    if name == "volatile" {
        command.arg("volatile");
    }
    let mut child = Child::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let output = child.take_stdout().context("its output is piped")?;
    let (switch, dark) = (disk.switch()?, Arc::new(AtomicBool::new(false)));
    let hears = {
        let dark = dark.clone();
        thread::spawn(move || heard(output, &dark))
    };
    sleep(time);
    dark.store(true, Ordering::SeqCst);
    switch.cut()?;
    // It finds out by itself, and then leaves service.
    if child.wait_at_most(Duration::from_secs(5))?.is_none() {
        println!("the writers had not noticed after 5 s");
    }
    drop(child);
    disk.restore_power()?;
    let told = hears.join();
    told.unwrap_or_else(|_| Ok(String::new()))
        .context("what the writers tell is text")
}

/// What was told while there was power. An answer that comes later never left the machine: whoever
/// waits for it does not know. (The kernel may let an fsync succeed that began before the cut.)
fn heard(output: impl Read, dark: &AtomicBool) -> std::io::Result<String> {
    let mut told = String::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        if line.starts_with("sent ") || !dark.load(Ordering::SeqCst) {
            told.push_str(&line);
            told.push('\n');
        }
    }
    Ok(told)
}

struct Found {
    figures: String,
    wrong: String,
}

fn check(ledger: &Path, disk: &Disk, name: &str, told: &str) -> Result<Found> {
    let mut command = Command::new(ledger);
    command.arg("check").arg(disk.root.join(name));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().context("its input is piped")?;
    input.write_all(told.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}", error.trim_end());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let (figures, wrong) = said.split_once('\n').unwrap_or((&said, ""));
    let wrong: Vec<&str> = wrong.lines().take(20).collect();
    Ok(Found {
        figures: figures.to_owned(),
        wrong: wrong.join("\n"),
    })
}
