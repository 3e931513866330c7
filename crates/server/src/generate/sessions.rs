//! Sessions to measure with: of people of every class, and the file with their cookies.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use kernel::id::{IMPORT_NODE, compose, tick_of};
use kernel::{Id, Random, Time};
use network::sign_in::{ABSOLUTE_DAYS, IDLE_DAYS, Secret};
use store::Value::{Bytes, Int, Text};

use super::staff::{Class, by_class};
use super::tables::{Pen, SESSIONS, Sender};
use super::world::World;

/// Of each class but the typical one there are so many of all sessions, where there are people enough.
const PART: usize = 10;

/// Somebody who is signed in.
pub struct Session {
    pub class: Class,
    pub person: usize,
    pub communities: usize,
    secret: Secret,
}

/// Sessions of so many people, taking turns by class. Secrets come from `random`.
pub fn make(world: &World, count: usize, random: &Random) -> Vec<Session> {
    let mut classes: Vec<(Class, Vec<u32>)> = Class::ALL
        .into_iter()
        .map(|class| (class, by_class(&world.staff, class)))
        .collect();
    let mut left = count;
    for (class, people) in &mut classes {
        people.retain(|person| {
            world
                .staff
                .standing(*person as usize)
                .writes(world.size.until)
        });
        if *class != Class::Typical {
            thin(people, (count / PART).max(1).min(left));
            left -= people.len();
        }
    }
    for (class, people) in &mut classes {
        if *class == Class::Typical {
            thin(people, left);
        }
    }
    let longest = classes.iter().map(|(_, people)| people.len()).max();
    let mut sessions = Vec::with_capacity(count);
    for turn in 0..longest.unwrap_or(0) {
        for (class, people) in &classes {
            if let Some(person) = people.get(turn) {
                sessions.push((*class, *person as usize));
            }
        }
    }
    let session = |(number, (class, person)): (usize, (Class, usize))| Session {
        class,
        person,
        communities: world.belonging.chosen(person).len() + world.belonging.covered(person).count(),
        secret: Secret::make(id(world, number), random),
    };
    sessions.into_iter().enumerate().map(session).collect()
}

/// Keeps so many, evenly.
fn thin(people: &mut Vec<u32>, count: usize) {
    if people.len() > count {
        let of = people.len();
        *people = (0..count).map(|at| people[at * of / count]).collect();
    }
}

fn id(world: &World, number: usize) -> Id<Secret> {
    compose(tick_of(world.size.until) + number as i64, IMPORT_NODE, 0)
}

/// They last as long as any, whether they are used or not.
pub fn write(world: &World, sessions: &[Session], send: &Sender) -> Result<()> {
    let until = world.size.until.0;
    let mut pen = Pen::new(send, &SESSIONS);
    for (number, session) in sessions.iter().enumerate() {
        pen.add([
            Int(id(world, number).raw()),
            Bytes(&session.secret.hash),
            Int(world.size.person_id(session.person)),
            Text("generated"),
            Text(""),
            Int(until),
            Int(until + (ABSOLUTE_DAYS - IDLE_DAYS) * Time::DAY_US),
            Int(until + ABSOLUTE_DAYS * Time::DAY_US),
        ])?;
    }
    pen.end()
}

/// One line for each: class, cookie value, the person's id and how many communities they are in,
/// whether they chose them or not, separated by tabs. For the owner's eyes only.
pub fn save(world: &World, sessions: &[Session], file: &Path) -> Result<()> {
    let named = || format!("cannot write {}", file.display());
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    let mut out = BufWriter::new(options.open(file).with_context(named)?);
    for session in sessions {
        let Session {
            class,
            person,
            communities,
            secret,
        } = session;
        let (class, id) = (class.as_str(), world.size.person_id(*person));
        writeln!(out, "{class}\t{}\t{id}\t{communities}", secret.text).with_context(named)?;
    }
    out.flush().with_context(named)
}
