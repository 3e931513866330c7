//! `folkmoot people …`: many people at once.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::carry_out;
use crate::config::Common;
use crate::work::people::{Import, decode};
use crate::work::{Console, Work};

/// Bring people in from the employer's records
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Import(Args),
}

/// Add and update people from a CSV file
///
/// The first line names the columns, in any order: name and employee_number are needed; mail, title,
/// department, site, site_kind (frontline or office), site_country, manager_employee_number, level
/// (leader, manager or staff), role (administrator, community_manager, member or guest), language (en
/// or de) and time_zone (Europe/London) are read when they are there; others are named and left alone.
///
/// People are known by their employee number: a file may be imported again and again, and changes
/// only what differs. An empty cell empties; a column that is not in the file changes nothing. Role,
/// language and time zone count for new people only. Nobody is removed.
///
/// A row that cannot be read is refused with its line and reason; the others go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot people import staff.csv --dry-run
  folkmoot people import staff.csv --report report.json

The file is UTF-8, with commas, semicolons or tabs:
  employee_number,name,mail,site,manager_employee_number,level
  40117,Sam Till,,Leeds Briggate,40002,staff")]
pub struct Args {
    /// The file
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what happened to each row, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub fn run(command: &Command, common: &Common) -> Result<()> {
    let Command::Import(args) = command;
    let named = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("cannot read {named}"))?;
    let csv = decode(bytes).with_context(|| named.to_string())?;
    let mut console = Console::new();
    let work = Work::ImportPeople(Import {
        csv,
        dry_run: args.dry_run,
    });
    carry_out(common, work, &mut console).with_context(|| named.to_string())?;
    console.write_report(args.report.as_deref())
}
