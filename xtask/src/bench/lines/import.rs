//! Archives of other networks into an empty one: messages a second, and memory meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::bench::data::{self, Source};
use crate::bench::drive::Meter;
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal, number};
use crate::bench::ground::Ground;
use crate::compile::folkmoot;
use crate::process::{self, Child};
use crate::stamp;

const FORMS: [(&str, &str); 2] = [("slack", "Slack"), ("zulip", "Zulip")];
const PATIENCE: Duration = Duration::from_secs(900);

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.stop();
    let help = process::output(folkmoot(&ground.program).args(["generate", "--help"]));
    let makes_archives = help.is_ok_and(|help| help.contains("--as"));
    let mut figures = Vec::new();
    for (form, word) in FORMS {
        let names = [format!("Import, {word}"), format!("Import, {word}, memory")];
        if makes_archives {
            figures.extend(import(ground, form, names)?);
        } else {
            let why = "`folkmoot generate` makes no archives yet";
            figures.extend(
                names
                    .into_iter()
                    .zip([speed(), memory()])
                    .map(|(name, goal)| Figure::absent(name, goal, why)),
            );
        }
    }
    Ok(figures)
}

fn speed() -> Goal {
    Goal::Measured(Bound::AtLeast(10_000.0), "messages/s")
}

fn memory() -> Goal {
    Goal::Measured(Bound::AtMost(300.0), "MB")
}

fn import(ground: &Ground, form: &str, names: [String; 2]) -> Result<[Figure; 2]> {
    let messages = ground.size.messages();
    let archive = archive(ground, form, messages)?;
    let folder = data::folder().join("imported");
    remove(&folder)?;
    let mut command = folkmoot(&ground.program);
    command.args(["import", form]).arg(&archive);
    command.arg("--data").arg(&folder);
    let (mut seconds, mut bytes) = watched(&mut command)?;
    let mut index = "without the search index, which the program does not have";
    if data::has_index(&ground.program) {
        let source = Source::Folder(folder.clone());
        let (more, most) = watched(&mut data::rebuild(&ground.program, &source))?;
        (seconds, bytes) = (seconds + more, bytes.max(most));
        index = "with the search index made after it";
    }
    remove(&folder)?;
    let [first, second] = names;
    let fewer = if messages < 500_000 {
        ", not 500,000"
    } else {
        ""
    };
    Ok([
        Figure::new(first, speed(), f64::from(messages) / seconds, "messages/s").note(format!(
            "{} messages{fewer}, {index}",
            number(f64::from(messages))
        )),
        Figure::new(second, memory(), bytes / 1e6, "MB").note("the most it ever had"),
    ])
}

/// Made once, and again when the generator has changed.
fn archive(ground: &Ground, form: &str, messages: u32) -> Result<PathBuf> {
    let fingerprint = stamp::of(&["crates/server/src/generate"])?;
    let folder = data::folder().join("archives");
    fs::create_dir_all(&folder)?;
    let name = format!("{form}-{messages}-{fingerprint}");
    let (archive, complete) = (folder.join(&name), folder.join(format!("{name}.complete")));
    if complete.is_file() && archive.exists() {
        return Ok(archive);
    }
    remove(&archive)?;
    let mut generate = folkmoot(&ground.program);
    generate
        .args(["generate", "--as", form])
        .arg(&archive)
        .args(["--posts", &messages.to_string()]);
    process::run(&mut generate)?;
    fs::write(complete, "")?;
    Ok(archive)
}

fn remove(path: &Path) -> Result<()> {
    let removed = match path {
        folder if folder.is_dir() => fs::remove_dir_all(folder),
        file if file.exists() => fs::remove_file(file),
        _ => Ok(()),
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}

/// How long a command takes, and the most memory it has.
fn watched(command: &mut std::process::Command) -> Result<(f64, f64)> {
    let log = fs::File::create(data::folder().join("import.log"))?;
    command
        .stdout(Stdio::from(log.try_clone()?))
        .stderr(Stdio::from(log));
    let began = Instant::now();
    let mut child = Child::start(command)?;
    let meter = Meter::of(child.id());
    let mut most = 0.0_f64;
    let status = loop {
        // It may end between the two looks.
        most = meter.most_resident().unwrap_or(0.0).max(most);
        if let Some(status) = child.ended()? {
            break status;
        }
        if began.elapsed() > PATIENCE {
            bail!("the import took longer than {PATIENCE:?}");
        }
        sleep(Duration::from_millis(20));
    };
    ensure!(
        status.success(),
        "the import failed; see target/bench/import.log"
    );
    Ok((began.elapsed().as_secs_f64(), most))
}
