//! `folkmoot person …`: one person at a time.

use anyhow::Result;
use network::people::{Level, Role, SiteKind};

use super::carry_out;
use crate::config::Common;
use crate::work::{Console, Work, person};

/// Add, list and deactivate people, and issue access codes
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Add(Add),
    /// List everyone, one a line, separated by tabs
    ///
    /// Columns: id, name, mail, employee number, role, and whether the account is in use, open (nobody
    /// has signed in yet) or deactivated.
    List,
    /// End all access of a person; what they wrote stays
    Deactivate(Who),
    /// Issue a new access code, and print it alone on its line
    ///
    /// With it, and the mail address or employee number, the person sets a password. The code is good
    /// for 72 hours and five tries. If the account is in use its sessions end now.
    Code(Who),
}

/// Add a person, and print the access code for their first sign-in alone on its line
///
/// The code is good for 72 hours and five tries: with it, and the mail address or employee number,
/// the person sets a password at /claim.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot person add --name \"Ada Example\" --mail ada@example.org --role administrator
  folkmoot person add --name \"Sam Till\" --employee-number 40117 --site \"Leeds Briggate\"")]
pub struct Add {
    /// As it is shown, for example Ada Example
    #[arg(long)]
    name: String,
    /// Mail address; needed if there is no employee number
    #[arg(long, required_unless_present = "employee_number")]
    mail: Option<String>,
    /// Employee number; people without a mail address sign in with it
    #[arg(long, value_name = "NUMBER")]
    employee_number: Option<String>,
    /// What they may do: administrator, community_manager, member or guest
    #[arg(long, default_value = "member", value_parser = one_of::<Role>(Role::ALL))]
    role: Role,
    /// Job title
    #[arg(long, default_value = "", hide_default_value = true)]
    title: String,
    /// Department
    #[arg(long, default_value = "", hide_default_value = true)]
    department: String,
    /// Name of the place of work; made if it is new
    #[arg(long)]
    site: Option<String>,
    /// Kind of a new site: frontline or office
    #[arg(long, default_value = "office", value_parser = one_of::<SiteKind>(SiteKind::ALL))]
    site_kind: SiteKind,
    /// leader, manager or staff
    #[arg(long, default_value = "staff", value_parser = one_of::<Level>(Level::ALL))]
    level: Level,
}

#[derive(Debug, clap::Args)]
pub struct Who {
    /// Mail address or employee number
    #[arg(value_name = "MAIL-OR-NUMBER")]
    person: String,
}

pub fn run(command: Command, common: &Common) -> Result<()> {
    let work = match command {
        Command::Add(add) => Work::AddPerson(person::Add {
            name: add.name,
            mail: add.mail,
            employee_number: add.employee_number,
            role: add.role,
            title: add.title,
            department: add.department,
            site: add.site,
            site_kind: add.site_kind,
            level: add.level,
        }),
        Command::List => Work::ListPeople,
        Command::Deactivate(who) => Work::DeactivatePerson { person: who.person },
        Command::Code(who) => Work::IssueCode { person: who.person },
    };
    carry_out(common, work, &mut Console::new())
}

/// A parser of one of our stored words, which names them all when it refuses.
fn one_of<T>(all: &'static [T]) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: std::str::FromStr + std::fmt::Display,
{
    move |text| {
        text.parse().map_err(|_| {
            let words: Vec<_> = all.iter().map(T::to_string).collect();
            format!("it is one of {}", words.join(", "))
        })
    }
}
