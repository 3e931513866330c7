//! The project's own commands, run as `cargo xtask …`: the demo, the tests and what they need.
//!
//! Nothing here is part of the product. It starts other programs (cargo, npm, PostgreSQL, the
//! product itself) and says what they did; a rule about code belongs into a test instead.

mod compile;
mod demo;
mod dev;
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

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    about = "The commands of the Folkmoot project",
    max_term_width = 100
)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything, make an invented company and open it on http://127.0.0.1:8080
    ///
    /// The first run takes some minutes and shows its progress. Later runs build only what has
    /// changed and keep the company with everything you did in it. Ctrl-C ends it.
    Demo(demo::Options),
    /// Run every check there is, as CI does: format, licences, lints, tests on both databases,
    /// front end, API and browser
    ///
    /// On Debian and Ubuntu as root, missing tools are installed; elsewhere you are told which.
    /// Everything the tests make lies below the target folder and is removed afterwards.
    Test(test::Options),
    /// Build without optimisation and serve a data folder of your own (target/dev-data)
    Dev(dev::Options),
    /// Bundle the scripts and fonts of the front end into frontend/dist (needs node)
    Assets,
    /// Check every dependency's licence, origin and name against deny.toml
    Licenses,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = process::end_children_with_us().and_then(|()| match arguments.command {
        Task::Demo(options) => demo::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Dev(options) => dev::run(&options),
        Task::Assets => frontend::assets(),
        Task::Licenses => licenses::run(),
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
