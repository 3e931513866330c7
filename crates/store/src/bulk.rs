//! Filling an empty database as fast as its disk takes it: for data that can be made again.
//!
//! A [`Load`] is alone with the database. It writes rows, not statements: secondary indexes and
//! references are taken away before and put back after, nothing is logged, and on SQLite nothing is
//! safe before [`Load::finish`]. A process that ends in between leaves a database that is worth nothing,
//! so whoever loads notes that beforehand, by an ordinary write, and takes the note back afterwards.
//!
//! Rows of a table should come in the order of its primary key, or they cost many times as much.

mod postgres;
mod rows;
mod sqlite;

use kernel::Result;

pub use rows::{Rows, Table};

use crate::Source;

/// A database that is being filled.
pub struct Load(Engine);

enum Engine {
    Sqlite(sqlite::Load),
    Postgres(postgres::Load),
}

impl Load {
    /// Takes the database for itself and its indexes away. A [`Store`](crate::Store) of the same program
    /// has opened it before, so that its tables are there, and has been closed. Blocks, and not on a
    /// thread of the async runtime.
    ///
    /// `in_use` (Conflict) when another process has the database open.
    pub fn begin(source: &Source) -> Result<Load> {
        let engine = match source {
            Source::Sqlite(folder) => Engine::Sqlite(sqlite::Load::begin(folder)?),
            Source::Postgres(url) => Engine::Postgres(postgres::Load::begin(url)?),
        };
        Ok(Load(engine))
    }

    /// Writes rows. What is wrong with them may show only at the end.
    pub fn put(&mut self, rows: &Rows) -> Result<()> {
        match &mut self.0 {
            Engine::Sqlite(load) => load.put(rows),
            Engine::Postgres(load) => load.put(rows),
        }
    }

    /// Puts indexes and references back, gathers what the planner wants to know, and waits for the disk.
    /// `done` hears how many of how many steps are taken.
    pub fn finish(self, done: &mut dyn FnMut(usize, usize)) -> Result<()> {
        match self.0 {
            Engine::Sqlite(load) => load.finish(done),
            Engine::Postgres(load) => load.finish(done),
        }
    }
}

/// Runs the steps one after the other and says how far it is.
fn each_step(
    steps: &[String],
    done: &mut dyn FnMut(usize, usize),
    run: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    for (at, step) in steps.iter().enumerate() {
        done(at, steps.len());
        run(step)?;
    }
    done(steps.len(), steps.len());
    Ok(())
}
