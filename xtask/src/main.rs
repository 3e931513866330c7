//! The project's own commands, run as `cargo xtask …`: the demo, the tests, the measuring and what they need.
//!
//! Nothing here is part of the product. It starts other programs (cargo, npm, PostgreSQL, the
//! product itself) and says what they did; a rule about code belongs into a test instead.

#[cfg(feature = "bench")]
mod bench;
mod bench_command;
mod compile;
mod demo;
mod dev;
mod faults;
mod frontend;
mod licenses;
mod needs;
mod postgres;
mod process;
mod progress;
mod project;
mod report;
mod schemathesis;
mod server;
mod stamp;
mod test;

use std::process::ExitCode;

use clap::Command;

/// Without clap's derive: its macros would take longer to build than all the rest of xtask.
fn command_line() -> Command {
    Command::new("xtask")
        .bin_name("cargo xtask")
        .about("The commands of the Folkmoot project")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(demo::command())
        .subcommand(test::command())
        .subcommand(dev::command())
        .subcommand(faults::command())
        .subcommand(bench_command::command())
        .subcommand(
            Command::new("assets")
                .about("Bundle the scripts and fonts of the front end into frontend/dist"),
        )
        .subcommand(
            Command::new("licenses")
                .about("Check every dependency's licence, origin and name against deny.toml"),
        )
}

fn main() -> ExitCode {
    #[cfg(feature = "bench")]
    if let Some(ended) = held_streams() {
        return ended;
    }
    let matches = command_line().get_matches();
    let done = process::end_children_with_us().and_then(|()| match matches.subcommand() {
        Some(("demo", given)) => demo::run(&demo::Options::from(given)),
        Some(("test", given)) => test::run(&test::Options::from(given)),
        Some(("dev", given)) => dev::run(&dev::Options::from(given)),
        Some(("faults", given)) => faults::run(given),
        Some(("bench", given)) => bench_command::run(given),
        Some(("assets", _)) => frontend::assets(),
        _ => licenses::run(),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::interrupted() => {
            eprintln!("Stopped.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What `cargo xtask bench` starts us again for: to hold streams open. It ends with its input.
#[cfg(feature = "bench")]
fn held_streams() -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next()? != bench::child::NAME {
        return None;
    }
    let arguments: Vec<String> = arguments.collect();
    Some(match bench::child::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    })
}
