//! `folkmoot token …`: keys for programs.

use anyhow::Result;
use clap::ValueEnum;
use network::access::Scope;

use super::carry_out;
use crate::config::Common;
use crate::work::{Console, Work, token};

/// Make personal API tokens
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Create(Create),
}

/// Make a token for a person, and print it alone on its line
///
/// A program that sends it (Authorization: Bearer …) acts as that person. It is shown once and can
/// be ended under Settings, Tokens.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot token create --person ada@example.org --scope read
  folkmoot token create --person 40117 --name \"stock sync\" --scope read --scope write --days 90
  TOKEN=$(folkmoot token create --person ada@example.org --scope all)")]
pub struct Create {
    /// Whose it is: mail address or employee number
    #[arg(long, value_name = "MAIL-OR-NUMBER")]
    person: String,
    /// What it is for, as its owner sees it in the list
    #[arg(long, default_value = "made on the command line")]
    name: String,
    /// What it may be used for; may be given several times
    #[arg(long = "scope", value_name = "SCOPE", required = true, value_enum)]
    scopes: Vec<Asked>,
    /// Days until it ends; without, it does not
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3_650))]
    days: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Asked {
    /// Read what its person may read
    Read,
    /// Post, reply, react, join and change as its person
    Write,
    /// Act with its person's role, if that is more than member
    Admin,
    /// All of it
    All,
}

pub fn run(command: Command, common: &Common) -> Result<()> {
    let Command::Create(create) = command;
    let mut scopes: Vec<Scope> = Vec::new();
    for asked in create.scopes {
        let meant = match asked {
            Asked::Read => &[Scope::Read][..],
            Asked::Write => &[Scope::Write],
            Asked::Admin => &[Scope::Admin],
            Asked::All => Scope::ALL,
        };
        scopes.extend(
            meant
                .iter()
                .filter(|scope| !scopes.contains(scope))
                .copied()
                .collect::<Vec<_>>(),
        );
    }
    let Create {
        person, name, days, ..
    } = create;
    let work = Work::CreateToken(token::Create {
        person,
        name,
        scopes,
        days,
    });
    carry_out(common, work, &mut Console::new())
}
