//! A whole run: build, make the network, measure line after line, write down what came out.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Error, Result, ensure};
use clap::ArgMatches;

use super::data::{self, Made, Source};
use super::figure::Figure;
use super::ground::Ground;
use super::lines::Line;
use super::size::Size;
use super::{LINES, docs, machine, page, table};
use crate::frontend::{self, Voice};
use crate::progress::{Stage, spoken};
use crate::{compile, process, project, server};

/// What was measured, and on what.
pub struct Report {
    pub figures: Vec<Figure>,
    pub size: Size,
    pub network: String,
    pub machine: String,
    pub commit: String,
    pub day: String,
}

pub fn run(given: &ArgMatches) -> Result<()> {
    let names: Vec<&String> = given.get_many("lines").into_iter().flatten().collect();
    if names.iter().any(|name| *name == "list") {
        LINES
            .iter()
            .for_each(|line| println!("{:<14} {}", line.name, line.about));
        return Ok(());
    }
    let lines = chosen(&names)?;
    let begun = Instant::now();
    let load = machine::load();
    let size = Size::named(given.get_one::<String>("size").map_or("S", String::as_str));
    let port = match given.get_one("port") {
        Some(port) => *port,
        None => server::free_port()?,
    };
    server::port_is_free(port)?;
    let program = program(given.get_one("program"))?;
    let stage = Stage::begin(2, 3, "Making the network");
    let made = match given.get_one::<PathBuf>("made") {
        Some(folder) => {
            let folder = folder
                .canonicalize()
                .with_context(|| format!("there is no {}", folder.display()))?;
            Made {
                source: Source::Folder(folder.join("network")),
                sessions: folder.join("sessions.txt"),
            }
        }
        None => {
            let database = given.get_one::<String>("database").map(String::as_str);
            let made = data::ready(&program, size, database, &stage)?;
            data::to_write_in(made, size)?
        }
    };
    fs::create_dir_all(data::folder())?;
    let mut ground = Ground::new(program, size, made, port)?;
    stage.finish(&ground.described());
    let (figures, errors) = measure(&mut ground, &lines)?;
    let report = Report {
        figures,
        size,
        network: ground.described(),
        machine: format!("{}, load {load} before", machine::described()),
        commit: machine::commit(),
        day: machine::day(),
    };
    ground.stop();
    print!("{}", table::plain(&report));
    write(&report)?;
    if given.get_flag("write-docs") {
        docs::write(&report)?;
    }
    println!("Measured in {}.", spoken(begun.elapsed()));
    ensure!(
        errors == 0,
        "{errors} lines could not be measured because something failed"
    );
    Ok(())
}

fn chosen(names: &[&String]) -> Result<Vec<&'static Line>> {
    let known: Vec<&str> = LINES.iter().map(|line| line.name).collect();
    for name in names {
        ensure!(
            known.contains(&name.as_str()),
            "there is no line {name}; the lines are {}",
            known.join(", ")
        );
    }
    let wanted = |line: &&Line| names.is_empty() || names.iter().any(|name| *name == line.name);
    Ok(LINES.iter().filter(wanted).collect())
}

/// The program as its users would build it.
fn program(named: Option<&PathBuf>) -> Result<PathBuf> {
    if let Some(program) = named {
        ensure!(program.is_file(), "there is no {}", program.display());
        return program
            .canonicalize()
            .with_context(|| format!("cannot find {}", program.display()));
    }
    if frontend::has_node() && !frontend::is_bundled()? {
        frontend::install(Voice::Quiet)?;
        frontend::build(Voice::Quiet)?;
    }
    let stage = Stage::begin(1, 3, "Building the program (release)");
    let arguments = [&compile::MEASURED[..], &["--bin", "folkmoot"]].concat();
    let program = compile::program(&arguments, &stage)?;
    stage.finish(&project::short(&program));
    Ok(program)
}

/// The figures of all lines, and how many lines failed. One that fails leaves the others.
pub fn measure(ground: &mut Ground, lines: &[&Line]) -> Result<(Vec<Figure>, usize)> {
    let stage = Stage::begin(3, 3, "Measuring");
    stage.set_total(lines.len() as u64);
    let mut figures = Vec::new();
    let mut errors = 0;
    for (done, line) in lines.iter().enumerate() {
        stage.set_done(done as u64, line.name);
        ensure!(!process::interrupted(), "interrupted");
        match (line.measure)(ground) {
            Ok(found) => figures.extend(found),
            Err(error) => {
                errors += 1;
                figures.push(failed(line, &error));
                // Whatever state it left the server in, the next line begins with another one.
                ground.stop();
            }
        }
    }
    stage.finish(&format!("{} figures", figures.len()));
    Ok((figures, errors))
}

fn failed(line: &Line, error: &Error) -> Figure {
    let why = format!("FAILED: {error:#}");
    Figure::absent(line.name, super::goal::Goal::None, why)
}

fn write(report: &Report) -> Result<()> {
    let list: Vec<_> = report.figures.iter().map(Figure::json).collect();
    for (name, text) in [
        ("latest.json", serde_json::to_string_pretty(&list)?),
        ("latest.html", page::html(report)),
    ] {
        let file = data::folder().join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}", project::short(&file));
    }
    Ok(())
}
