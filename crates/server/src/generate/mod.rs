//! An invented organisation of any size, to measure the program with: people, communities and two
//! years of conversation, the same for the same seed, numbers and day.
//!
//! Unlike the company one tries the product on (`demo`), nothing here goes through the product's own
//! ways of writing: rows are made by one thread and loaded by another. Not made are notifications,
//! followed threads, photos, earlier texts and what was seen. Nobody in it is real.
//!
//! - `size`, `world`: how much there is, and what is decided before anything is written.
//! - `staff`, `employment`, `rooms`, `ruled`, `belonging`: people, communities, who is where.
//! - `talk`, `thread`, `audience`, `calendar`, `text`: what is said.
//! - `archive`: the same kind of talk as another program's export.
//! - `people`, `places`, `reactions`, `sessions`, `tables`: rows.

pub mod archive;
mod audience;
mod belonging;
mod calendar;
mod dice;
mod employment;
mod languages;
mod lists;
mod people;
mod places;
pub mod queries;
mod reactions;
mod rooms;
mod ruled;
mod sessions;
mod size;
mod staff;
mod tables;
mod talk;
mod text;
mod thread;
mod world;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread as threads;

use anyhow::{Result, anyhow, ensure};
use kernel::{Random, Time};
use network::settings;
use store::bulk::Load;
use store::{Sole, Source, Store};

use crate::ground::{self, UNFINISHED};
use crate::work::{Said, Say};
use sessions::Session;
use size::Size;
use store::Value::{Int, Text};
use tables::{PASSWORDS, Pen, Piece, Sender};
use talk::Heard;
use world::World;

/// Everybody's who signs in; the network is for measuring on one's own machine.
pub const PASSWORD: &str = "fairbridge generated 2026";
/// Fewer make no sound tree.
pub const FEWEST: u64 = 100;
pub const MOST: u64 = 3_000_000;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Make {
    pub people: usize,
    pub seed: u64,
    pub communities: Option<usize>,
    /// Posts and replies together.
    pub messages: Option<usize>,
    /// Midnight: nothing is later.
    pub until: Time,
    pub sessions: usize,
    pub sessions_file: Option<PathBuf>,
    /// Of [`PASSWORD`], as it is kept.
    pub password_hash: String,
    /// Where the secrets of sessions come from.
    pub random: Random,
}

/// Pieces that wait to be written.
const AHEAD: usize = 4;

/// Makes the organisation in an empty network that nobody serves.
pub fn make(source: &Source, make: &Make, say: Say<'_>) -> Result<()> {
    begin(source).map_err(in_words)?;
    let mut load = match Load::begin(source) {
        Ok(load) => load,
        Err(error) => {
            // Nothing was done yet.
            end(source).map_err(in_words)?;
            return Err(in_words(error.into()));
        }
    };
    let (send, receive) = mpsc::sync_channel(AHEAD);
    let made = threads::scope(|scope| -> Result<Made> {
        let making = scope.spawn(move || all(make, &send));
        // Takes the receiver with it, so that the making ends when the writing has failed.
        let written = write(&mut load, receive, say);
        let made = making
            .join()
            .unwrap_or_else(|_| Err(anyhow!("the thread that makes rows panicked")));
        written?;
        made
    })?;
    finish(load, say)?;
    if let Some(file) = &make.sessions_file {
        sessions::save(&made.world, &made.sessions, file)?;
    }
    end(source)?;
    report(&made, say)
}

fn in_words(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<kernel::Error>() {
        Some(refused) if refused.code() == "in_use" => {
            anyhow!("another folkmoot has this network open; end that one first")
        }
        _ => error,
    }
}

/// What was made.
struct Made {
    world: World,
    heard: Heard,
    sessions: Vec<Session>,
}

/// Notes that the network is being filled, which nobody may serve before it is done.
fn begin(source: &Source) -> Result<()> {
    let store = ground::open(source)?;
    let begun = || -> Result<()> {
        let Sole(rows) = store.read_blocking(queries::rows)?;
        ensure!(
            rows == 0,
            "this network is not empty; an organisation is generated only in a new one (--data names another folder)"
        );
        store.write_blocking(|tx| {
            settings::queries::put(tx, UNFINISHED, "generate")?;
            settings::queries::put(tx, settings::NAME, rooms::NETWORK)?;
            Ok(())
        })?;
        Ok(())
    };
    let begun = begun();
    store.close();
    begun
}

/// Takes the note back. Positions that others know of mean nothing any more.
fn end(source: &Source) -> Result<()> {
    let store = ground::open_unfinished(source)?;
    let ended = |store: &Store| -> kernel::Result<()> {
        store.begin_epoch()?;
        store.write_blocking(|tx| {
            settings::queries::remove(tx, UNFINISHED)?;
            tx.log("settings", 0, 0)
        })
    };
    let ended = ended(&store);
    store.close();
    Ok(ended?)
}

/// Makes all rows, in an order in which each knows what it tells of.
fn all(make: &Make, send: &Sender) -> Result<Made> {
    let Make {
        people,
        seed,
        communities,
        messages,
        until,
        ..
    } = *make;
    let size = Size::new(seed, people, communities, messages, until);
    let world = World::new(size);
    people::write(&world, send)?;
    places::memberships(&world, send)?;
    places::lists(&world, send)?;
    let heard = talk::write(&world, send)?;
    places::communities(&world, &heard, send)?;
    places::readings(&world, &heard, send)?;
    let sessions = sessions::make(&world, make.sessions, &make.random);
    sessions::write(&world, &sessions, send)?;
    let mut passwords = Pen::new(send, &PASSWORDS);
    let mut cast = people::cast(&world.staff).map(|(person, _)| size.person_id(person));
    cast.sort_unstable();
    for person in cast {
        passwords.add([Int(person), Text(&make.password_hash), Int(size.begins().0)])?;
    }
    passwords.end()?;
    Ok(Made {
        world,
        heard,
        sessions,
    })
}

fn write(load: &mut Load, pieces: mpsc::Receiver<Piece>, say: Say<'_>) -> Result<()> {
    for piece in pieces {
        match piece {
            Piece::Rows(rows) => load.put(&rows)?,
            Piece::At { done, total, unit } => say(progress(done, total, unit))?,
        }
    }
    Ok(())
}

fn finish(load: Load, say: Say<'_>) -> Result<()> {
    let mut heard = Ok(());
    load.finish(&mut |done, total| {
        if heard.is_ok() {
            heard = say(progress(done, total, "indexes"));
        }
    })?;
    heard
}

fn progress(done: usize, total: usize, unit: &str) -> Said {
    Said::Progress {
        done: done as u64,
        total: total as u64,
        unit: unit.to_owned(),
    }
}

fn report(made: &Made, say: Say<'_>) -> Result<()> {
    let Made {
        world,
        heard,
        sessions,
    } = made;
    let (chosen, covered) = world.belonging.counts();
    say(Said::Note(format!(
        "{} is made: {} people at {} sites, {} communities with {chosen} memberships and {covered} by rule, {} posts, {} replies and {} reactions, {} sessions.",
        rooms::NETWORK,
        world.size.people,
        world.size.sites,
        world.size.communities,
        heard.posts,
        heard.replies,
        heard.reactions,
        sessions.len(),
    )))?;
    say(Said::Line(format!(
        "Sign in as one of these people; the password of all of them is: {PASSWORD}"
    )))?;
    for (person, level) in people::cast(&world.staff) {
        let name = people::name(world, person);
        let number = people::number(person);
        say(Said::Line(format!("{level}\t{number}\t{}", name.text)))?;
    }
    Ok(())
}
