//! What commands do to a network, in one place: done here, or by the program that has it open.
//!
//! One process writes a SQLite network. While `serve` runs, a command sends its [`Work`] through the
//! socket in the data folder and is told how it goes; else it opens the network itself. Either way
//! [`run`] does it. Work sees no terminal and no file: what it needs is in it, what it says goes
//! through [`Say`].

mod console;
pub mod index;
pub mod people;
pub mod person;
pub mod queries;
mod said;
pub mod socket;
pub mod token;

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use store::{Source, Store};

pub use console::Console;
pub use said::{Said, Say};

use crate::import::writer;
use crate::{demo, ground};

/// Something that can be asked for on the command line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    AddPerson(person::Add),
    ListPeople,
    DeactivatePerson { person: String },
    IssueCode { person: String },
    CreateToken(token::Create),
    ImportPeople(people::Import),
    ImportArchive(writer::Import),
    InventCompany(demo::Make),
    RebuildIndex { folder: PathBuf },
}

/// How long to wait for another command that has the network open, or for `serve` to begin.
const PATIENCE: Duration = Duration::from_secs(30);

/// Does it. Called on a thread that may block, inside an async runtime.
pub fn run(store: &Store, work: Work, say: Say<'_>) -> Result<()> {
    match work {
        Work::AddPerson(add) => person::add(store, add, say),
        Work::ListPeople => person::list(store, say),
        Work::DeactivatePerson { person } => person::deactivate(store, &person, say),
        Work::IssueCode { person } => person::issue_code(store, &person, say),
        Work::CreateToken(create) => token::create(store, create, say),
        Work::ImportPeople(import) => people::import(store, &import, say),
        Work::ImportArchive(import) => writer::import(Some(store), &import, say),
        Work::InventCompany(make) => demo::make(store, make, say),
        Work::RebuildIndex { folder } => index::rebuild(store, &folder, say),
    }
}

impl Work {
    /// Whether it makes sense in a network that is not there yet.
    fn founds(&self) -> bool {
        matches!(
            self,
            Work::AddPerson(_)
                | Work::ImportPeople(_)
                | Work::ImportArchive(_)
                | Work::InventCompany(_)
        )
    }

    /// Done where nobody else writes: in larger pieces.
    fn alone(mut self) -> Work {
        if let Work::ImportArchive(import) = &mut self {
            import.alone = true;
        }
        self
    }
}

/// Has it done by whoever has the network open, else does it itself. Blocks.
pub fn carry_out(source: &Source, work: Work, say: Say<'_>) -> Result<()> {
    ground::install_texts();
    if let Source::Sqlite(folder) = source
        && !folder.join("network.db").exists()
        && !work.founds()
    {
        bail!(
            "there is no network in {}; --data names another folder",
            folder.display()
        );
    }
    let begun = Instant::now();
    let store = loop {
        if let Source::Sqlite(folder) = source
            && let Some(server) = socket::reach(folder)
        {
            return socket::ask(server, &work, say);
        }
        match ground::open(source) {
            Ok(store) => break store,
            Err(error) if error.code() == "in_use" && begun.elapsed() < PATIENCE => {
                sleep(Duration::from_millis(100))
            }
            Err(error) if error.code() == "in_use" => {
                bail!("another command has this network open; try again when it is done")
            }
            Err(error) => return Err(error.into()),
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let entered = runtime.enter();
    let done = run(&store, work.alone(), say);
    drop(entered);
    store.close();
    done
}
