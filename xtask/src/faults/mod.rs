//! `cargo xtask faults`: breaking what the product stands on, and looking at what is left.
//!
//! A process that is killed is a test like others (`kill` in the tests of `store` and `server`). Here
//! is what needs rights over the machine.

mod disk;
mod power_cut;

use anyhow::Result;
use clap::ArgMatches;

pub use power_cut::{Verdict, cut_power};

pub fn command() -> clap::Command {
    clap::Command::new("faults")
        .about("Break what the product stands on, and look at what is left")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(power_cut::command())
}

pub fn run(given: &ArgMatches) -> Result<()> {
    match given.subcommand() {
        Some(("power-cut", given)) => power_cut::run(given),
        _ => unreachable!("clap asks for one of them"),
    }
}
