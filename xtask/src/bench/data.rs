//! The networks that are measured: made by `folkmoot generate`, and kept for the next time.
//!
//! They lie under `target/bench/data`, named after their size, their seed and a fingerprint of what
//! decides their content; one of another fingerprint makes room, and so does one whose sessions end
//! soon. Lines write into what they measure, so S and M are copied for each run; L is too large for
//! that and keeps what was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::drive::Meter;
use super::size::Size;
use crate::compile::folkmoot;
use crate::progress::Stage;
use crate::{process, project, server, stamp};

/// What decides what the generator makes.
const SOURCES: [&str; 2] = ["migrations", "crates/server/src/generate"];
const SEED: &str = "1";

/// What decides what the index of words holds beside them; it is made anew alone.
const INDEX: &str = "crates/network/src/search";

/// Sessions last for 90 days.
const KEPT_FOR: Duration = Duration::from_secs(60 * 24 * 3600);

/// A program that has used so little of a core for so long has nothing more to do.
const QUIET_SHARE: f64 = 0.05;
const QUIET_FOR: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Where a network is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Folder(PathBuf),
    Postgres(String),
}

impl Source {
    /// The flags that name it to the program.
    pub fn flags(&self) -> [String; 2] {
        match self {
            Source::Folder(folder) => ["--data".into(), folder.display().to_string()],
            Source::Postgres(url) => ["--database".into(), url.clone()],
        }
    }

    /// The database file, where there is one.
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Source::Folder(folder) => Some(folder.join("network.db")),
            Source::Postgres(_) => None,
        }
    }
}

/// A network and sessions of its people.
pub struct Made {
    pub source: Source,
    pub sessions: PathBuf,
}

pub fn folder() -> PathBuf {
    project::target().join("bench")
}

/// Made now, or by an earlier run.
pub fn ready(program: &Path, size: Size, database: Option<&str>, stage: &Stage) -> Result<Made> {
    let fingerprint = stamp::of(&SOURCES)?;
    let place = place(size, database);
    let home = folder().join("data").join(format!("{place}-{fingerprint}"));
    let sessions = home.join("sessions.txt");
    let source = match database {
        Some(url) => Source::Postgres(url.to_owned()),
        None => Source::Folder(home.join("network")),
    };
    let made = Made { source, sessions };
    let complete = home.join("complete");
    if !is_fresh(&complete) {
        make(program, size, &made, &place, stage)?;
        fs::write(complete, "")?;
    }
    index(program, &made.source, &home, stage)?;
    settle(program, &made.source, &home, stage)?;
    Ok(made)
}

fn make(program: &Path, size: Size, made: &Made, place: &str, stage: &Stage) -> Result<()> {
    remove_older(place)?;
    let home = made.sessions.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(home).with_context(|| format!("cannot make {}", home.display()))?;
    stage.hand_over();
    let mut generate = folkmoot(program);
    generate
        .arg("generate")
        .args(["--people", &size.people().to_string(), "--seed", SEED])
        .args(["--sessions", &size.sessions().to_string()])
        .arg("--sessions-file")
        .arg(&made.sessions)
        .args(made.source.flags());
    process::run(&mut generate)
}

fn is_fresh(complete: &Path) -> bool {
    let written = complete.metadata().and_then(|data| data.modified());
    written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < KEPT_FOR))
}

/// The index of words, so that nothing is measured while it is being made.
fn index(program: &Path, source: &Source, home: &Path, stage: &Stage) -> Result<()> {
    let complete = home.join(format!("indexed-{}", stamp::of(&[INDEX])?));
    if complete.is_file() || !has_index(program) {
        return Ok(());
    }
    stage.hand_over();
    process::run(&mut rebuild(program, source))?;
    fs::write(&complete, "").with_context(|| format!("cannot write {}", complete.display()))
}

/// Lets the program do what it does by itself in a network that is new to it: counting the roll-out of
/// two years, for one. Nothing is measured while it does.
fn settle(program: &Path, source: &Source, home: &Path, stage: &Stage) -> Result<()> {
    let complete = home.join("settled");
    if complete.is_file() {
        return Ok(());
    }
    stage.say("counting what a new network counts");
    let port = server::free_port()?;
    let mut command = folkmoot(program);
    command
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        .args(source.flags());
    let served = server::begin(&mut command, port, Some(&home.join("settle.log")))?;
    let meter = Meter::of(served.child.id());
    let began = Instant::now();
    let (mut quiet, mut before) = (Duration::ZERO, meter.cpu_seconds()?);
    while quiet < QUIET_FOR {
        ensure!(
            began.elapsed() < PATIENCE,
            "the program still works after {PATIENCE:?}"
        );
        ensure!(!process::interrupted(), "interrupted");
        sleep(LOOK_EVERY);
        let now = meter.cpu_seconds()?;
        let is_quiet = now - before < QUIET_SHARE * LOOK_EVERY.as_secs_f64();
        quiet = if is_quiet {
            quiet + LOOK_EVERY
        } else {
            Duration::ZERO
        };
        before = now;
    }
    drop(served);
    fs::write(&complete, "").with_context(|| format!("cannot write {}", complete.display()))
}

pub fn has_index(program: &Path) -> bool {
    process::succeeds(folkmoot(program).args(["index", "--help"]))
}

/// The command that makes the index of words anew.
pub fn rebuild(program: &Path, source: &Source) -> Command {
    let mut command = folkmoot(program);
    command.args(["index", "rebuild"]).args(source.flags());
    command
}

/// What the folder is named after, but for the fingerprint. A database stands for itself.
fn place(size: Size, database: Option<&str>) -> String {
    match database {
        None => format!("{}-{SEED}", size.name()),
        Some(url) => {
            let words = url.rsplit('/').next().unwrap_or_default();
            let plain: String = words
                .chars()
                .filter(|letter| letter.is_ascii_alphanumeric())
                .collect();
            format!("postgres-{plain}-{}-{SEED}", size.name())
        }
    }
}

/// Also what was begun and never completed.
fn remove_older(place: &str) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder().join("data")) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?.path();
        let name = entry
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let same = name.rsplit_once('-').is_some_and(|(kept, _)| kept == place);
        if same {
            fs::remove_dir_all(&entry)
                .with_context(|| format!("cannot remove {}", entry.display()))?;
        }
    }
    Ok(())
}

/// The network that a run may write into.
pub fn to_write_in(made: Made, size: Size) -> Result<Made> {
    let Source::Folder(folder_of) = &made.source else {
        return Ok(made);
    };
    if size == Size::L {
        return Ok(made);
    }
    let copy = folder().join("run").join("network");
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot remove {}", copy.display()))?;
    }
    copy_folder(folder_of, &copy)?;
    Ok(Made {
        source: Source::Folder(copy),
        ..made
    })
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_folder(&source, &target)?;
        } else if kind.is_file() {
            fs::copy(&source, &target)
                .with_context(|| format!("cannot copy {}", source.display()))?;
        }
    }
    Ok(())
}

/// How much of the disk a folder takes, in bytes.
pub fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size_of(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_what_the_folder_holds() {
        let work = project::work_folder().unwrap().join("test-of-copies");
        let (from, to) = (work.join("from"), work.join("to"));
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::write(from.join("deep/file"), "twelve bytes").unwrap();
        copy_folder(&from, &to).unwrap();
        assert_eq!(
            fs::read_to_string(to.join("deep/file")).unwrap(),
            "twelve bytes"
        );
        assert_eq!(size_of(&to), 12);
        fs::remove_dir_all(work).unwrap();
    }

    #[test]
    fn a_database_is_named_without_what_opens_it() {
        let place = place(Size::M, Some("postgres://me:secret@db/moot"));
        assert_eq!(place, "postgres-moot-M-1");
    }
}
