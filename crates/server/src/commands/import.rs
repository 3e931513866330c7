//! `folkmoot import …`: conversations from other programs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use store::Source;

use super::carry_out;
use crate::config::{Common, Settings};
use crate::ground;
use crate::import::Format;
use crate::import::writer::{self, Import};
use crate::work::{Console, Work};

/// Bring conversations in from another program
///
/// People, rooms, messages, reactions and links to files come with their original times. People come as
/// members who have yet to claim their accounts; whoever has the mail address of somebody here is that
/// person. Private rooms become closed communities. Direct messages are left out.
///
/// An import can be repeated: what came before stays as it is now, what is new is added. One that was
/// interrupted goes on when it is run again.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Import a Slack export, a folder or a zip file
    ///
    /// Channels become communities, messages posts, threads replies. Lines that Slack itself wrote (who
    /// joined, what the topic became) are left out and counted.
    #[command(after_help = "\
Examples:
  folkmoot import slack export.zip --dry-run
  folkmoot import slack export.zip --report report.json")]
    Slack(Args),
    /// Import a folder written by zulip-archive
    ///
    /// Streams become communities and topics posts: the first message is the post, the others are
    /// replies. Notices of Zulip's notification bot are left out and counted.
    #[command(after_help = "\
Examples:
  folkmoot import zulip archive --dry-run
  folkmoot import zulip archive/zulip_json --report report.json")]
    Zulip(Args),
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it lies on this machine
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Say what would come, what would not, and why; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the same as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub fn run(command: Command, common: &Common) -> Result<()> {
    let (format, args) = match command {
        Command::Slack(args) => (Format::Slack, args),
        Command::Zulip(args) => (Format::Zulip, args),
    };
    let named = || args.path.display().to_string();
    // Whoever has the network open may stand in another folder.
    let path = fs::canonicalize(&args.path).with_context(|| format!("cannot read {}", named()))?;
    let import = Import {
        format,
        path,
        dry_run: args.dry_run,
        alone: false,
    };
    let mut console = Console::new();
    if args.dry_run && !there_is_a_network(common)? {
        ground::install_texts();
        writer::import(None, &import, &mut |said| console.say(said)).with_context(named)?;
    } else {
        carry_out(common, Work::ImportArchive(import), &mut console).with_context(named)?;
    }
    console.write_report(args.report.as_deref())
}

/// A dry run makes none.
fn there_is_a_network(common: &Common) -> Result<bool> {
    Ok(match Settings::gather(common, [])?.source {
        Source::Sqlite(folder) => folder.join("network.db").exists(),
        Source::Postgres(_) => true,
    })
}
