//! `folkmoot index …`: what the search looks in.

use anyhow::Result;

use super::carry_out;
use crate::config::{Common, Settings};
use crate::work::{Console, Work};

/// Look after what the search looks in
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Rebuild(Args),
}

/// Make the index of words anew from what is in the network
///
/// The index is kept by itself and made anew by itself when it is missing or damaged; this is for when
/// you do not trust it. The old one answers until the new one is whole. While `folkmoot serve` runs it
/// does the work, and goes on with it should this command be ended.
///
/// With PostgreSQL each node has an index of its own: end that node first, or remove its folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot index rebuild --data /srv/moot")]
pub struct Args {}

pub fn run(command: &Command, common: &Common) -> Result<()> {
    let Command::Rebuild(Args {}) = command;
    let folder = Settings::gather(common, [])?.index;
    carry_out(common, Work::RebuildIndex { folder }, &mut Console::new())
}
