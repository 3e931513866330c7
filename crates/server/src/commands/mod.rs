//! The command line: what may be typed, and where each command goes.
//!
//! A command reads its arguments and files and says what it wants as [`Work`](crate::work::Work);
//! only `serve` stays.

mod demo;
mod generate;
mod import;
mod index;
mod people;
mod person;
mod serve;
mod token;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::config::{Common, Settings};
use crate::ground;
use crate::work::{self, Console, Work};

/// A private social network for one organisation, in one program.
#[derive(Debug, Parser)]
#[command(
    name = "folkmoot",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "\
Examples:
  folkmoot serve                                    the network in ./folkmoot-data, on http://127.0.0.1:8080
  folkmoot serve --data /srv/moot --base-url https://moot.example.org
  folkmoot person add --name \"Ada Example\" --mail ada@example.org --role administrator
  folkmoot people import staff.csv --dry-run
  folkmoot import slack export.zip --dry-run

Settings may also stand in folkmoot.toml (listen = \"127.0.0.1:8080\") or in the environment
(FOLKMOOT_LISTEN). Flags count more than the environment, the environment more than the file.
Commands may be used while `folkmoot serve` runs on the same folder.")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    #[command(subcommand)]
    Person(person::Command),
    #[command(subcommand)]
    People(people::Command),
    #[command(subcommand)]
    Token(token::Command),
    #[command(subcommand)]
    Import(import::Command),
    #[command(subcommand)]
    Index(index::Command),
    Demo(demo::Args),
    Generate(generate::Args),
}

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // Fails only when it was done before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ground::install_texts();
            eprintln!("folkmoot: {}", ground::in_words(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve(args) => serve::run(&args, &cli.common),
        Command::Person(command) => person::run(command, &cli.common),
        Command::People(command) => people::run(&command, &cli.common),
        Command::Token(command) => token::run(command, &cli.common),
        Command::Import(command) => import::run(command, &cli.common),
        Command::Index(command) => index::run(&command, &cli.common),
        Command::Demo(args) => demo::run(&args, &cli.common),
        Command::Generate(args) => generate::run(&args, &cli.common),
    }
}

/// Has the work done in the network that the flags name, and shows how it goes.
pub fn carry_out(common: &Common, work: Work, console: &mut Console) -> Result<()> {
    let settings = Settings::gather(common, [])?;
    logging(&settings.log, "warn");
    work::carry_out(&settings.source, work, &mut |said| console.say(said))
}

/// To the error output. `usual` is what is logged when nothing was asked for.
fn logging(asked: &str, usual: &str) {
    let filter = if asked == "info" { usual } else { asked };
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usual));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .compact()
        .init();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound_and_every_flag_is_explained() {
        let mut cli = Cli::command();
        cli.clone().debug_assert();
        cli.build();
        let mut waiting = vec![cli];
        while let Some(command) = waiting.pop() {
            assert!(
                command.get_about().is_some(),
                "{} has no help",
                command.get_name()
            );
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            waiting.extend(
                command
                    .get_subcommands()
                    .filter(|c| c.get_name() != "help")
                    .cloned(),
            );
        }
    }
}
