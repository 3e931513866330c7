//! `folkmoot generate`: an organisation of any size, to measure with.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use kernel::{Clock, Random, Time};
use network::sign_in::{HashPool, NewPassword};
use store::Source;

use crate::config::{Common, Settings};
use crate::generate::archive::{self, Archive};
use crate::generate::{self, FEWEST, MOST, Make, PASSWORD};
use crate::ground;
use crate::import::Format;
use crate::work::{Console, socket};

/// Make an invented organisation of any size to measure the program with
///
/// People at sites in several countries, communities of all sizes and two years of conversation in six
/// languages. Nobody in it is real. The network must be new and nobody may serve it: rows are loaded in
/// bulk, safe only when all is done. The same seed, numbers and day make the same organisation.
///
/// Prints the people one signs in as.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  folkmoot generate --data ./small --people 2000
  folkmoot generate --data ./large --people 2100000 --sessions 100000 --sessions-file cookies.tsv
  folkmoot generate --as slack ./export --posts 500000 && folkmoot import slack ./export")]
pub struct Args {
    /// How many people work there, guests among them
    #[arg(long, value_name = "N", required_unless_present = "form", value_parser = clap::value_parser!(u64).range(FEWEST..=MOST))]
    people: Option<u64>,
    /// Another number makes another organisation
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many communities there are [default: one for 42 people, at least 600, or a
    /// third of the people where they are few]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=1_000_000))]
    communities: Option<u64>,
    /// How many posts and replies there are together [default: 10 million for 2.1 million people, in an
    /// archive 500,000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(10..=50_000_000))]
    posts: Option<u64>,
    /// The day, in UTC, before which all of it was written [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// Sign so many people in, of every kind that is worth measuring
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sessions_file", value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    sessions: u64,
    /// Write their cookies there, a line each: class, cookie, person, communities
    #[arg(long, value_name = "FILE")]
    sessions_file: Option<PathBuf>,
    /// Write an archive of another program instead, to measure imports with
    #[arg(long = "as", value_name = "PROGRAM", requires = "path", conflicts_with_all = ["people", "communities", "sessions"])]
    form: Option<Form>,
    /// The archive's folder, which is made
    #[arg(value_name = "PATH", requires = "form")]
    path: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Form {
    Slack,
    Zulip,
}

const ARCHIVED: u64 = 500_000;

pub fn run(args: &Args, common: &Common) -> Result<()> {
    let mut console = Console::new();
    if let (Some(form), Some(path)) = (args.form, &args.path) {
        let archive = Archive {
            format: match form {
                Form::Slack => Format::Slack,
                Form::Zulip => Format::Zulip,
            },
            path: path.clone(),
            seed: args.seed,
            messages: args.posts.unwrap_or(ARCHIVED) as usize,
            until: until(args.until.as_deref())?,
        };
        return archive::write(&archive, &mut |said| console.say(said));
    }
    let source = Settings::gather(common, [])?.source;
    super::logging("info", "warn");
    ground::install_texts();
    if let Source::Sqlite(folder) = &source
        && socket::reach(folder).is_some()
    {
        bail!(
            "{} is being served; an organisation is generated in a network that nobody uses",
            folder.display()
        );
    }
    let make = Make {
        people: args.people.unwrap_or(FEWEST) as usize,
        seed: args.seed,
        communities: args.communities.map(|count| count as usize),
        messages: args.posts.map(|count| count as usize),
        until: until(args.until.as_deref())?,
        sessions: args.sessions as usize,
        sessions_file: args.sessions_file.clone(),
        password_hash: password_hash()?,
        random: Random::system(),
    };
    generate::make(&source, &make, &mut |said| console.say(said))
}

fn until(day: Option<&str>) -> Result<Time> {
    let today = Clock::system().now();
    let today = Time(today.0 - today.0.rem_euclid(Time::DAY_US));
    let Some(day) = day else {
        return Ok(today);
    };
    let date: jiff::civil::Date = day
        .parse()
        .with_context(|| format!("{day} is no day; write it as 2026-11-01"))?;
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp();
    let midnight = Time(midnight.as_microsecond());
    ensure!(midnight <= today, "{day} has not come yet");
    Ok(midnight)
}

fn password_hash() -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let password = NewPassword::check(PASSWORD)?;
    Ok(runtime.block_on(HashPool::new().hash(password))?)
}
