//! `folkmoot demo`: a company to try the product on.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use store::Source;

use crate::config::{Common, Settings};
use crate::demo::{FEWEST, MOST, Make, sign_ins};
use crate::work::{Console, Work};

const PEOPLE: usize = 2_000;

/// Make an invented company to try things out on
///
/// Northgate Stores: people at sixty stores and offices with an org chart, eighty communities and
/// ninety days of conversation. Nobody in it is real. The network must be empty; the same seed makes
/// the same company on the same day.
///
/// The names and the password with which one signs in are written to people.txt in the data folder;
/// with a database they are printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot demo --data ./northgate && folkmoot serve --data ./northgate
  folkmoot demo --data ./quick --small --report people.json")]
pub struct Args {
    /// How many people work there [default: 2000, with --small 60]
    #[arg(long, value_name = "N", value_parser = people())]
    people: Option<u64>,
    /// Only a dozen communities and some forty threads: made in a moment
    #[arg(long)]
    small: bool,
    /// Another number makes another company
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Write the people one signs in as to a file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn people() -> clap::builder::RangedU64ValueParser {
    clap::value_parser!(u64).range(FEWEST as u64..=MOST as u64)
}

pub fn run(args: &Args, common: &Common) -> Result<()> {
    let usual = if args.small { FEWEST } else { PEOPLE };
    let people = args.people.map_or(usual, |people| people as usize);
    let make = Make {
        people,
        small: args.small,
        seed: args.seed,
    };
    let mut console = Console::new();
    super::carry_out(common, Work::InventCompany(make), &mut console)?;
    console.write_report(args.report.as_deref())?;
    let report = console.report().cloned().unwrap_or_default();
    let table = sign_ins::table(&serde_json::from_value::<Vec<_>>(report)?);
    match Settings::gather(common, [])?.source {
        Source::Sqlite(folder) => {
            let file = folder.join("people.txt");
            fs::write(&file, table).with_context(|| format!("cannot write {}", file.display()))?;
            eprintln!("Who one signs in as stands in {}.", file.display());
        }
        _ => print!("{table}"),
    }
    Ok(())
}
