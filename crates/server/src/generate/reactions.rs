//! Who reacts to what: to most things nobody, to a few very many.

use anyhow::Result;
use features::posts::{Kind, Reaction};
use kernel::Time;
use store::Value::{Int, Text};

use super::dice::Dice;
use super::size::Size;
use super::tables::{Pen, REACTION_COUNTS, REACTIONS, Sender};
use super::thread::Thread;

/// Nobody reacts to the others.
const OF_POSTS: f64 = 0.4;
const OF_REPLIES: f64 = 0.14;
/// The lower, the more of them a few things have.
const EXPONENT: f64 = 1.3;
const MOST: f64 = 400.0;
const MOST_ON_REPLIES: f64 = 30.0;
/// Within so many days.
const DAYS: f64 = 2.0;

pub struct Reactions<'a> {
    size: Size,
    reactions: Pen<'a>,
    counts: Pen<'a>,
    /// Of the thing at hand.
    given: Vec<(u32, Reaction)>,
    pub total: usize,
}

/// What is reacted to.
#[derive(Clone, Copy, Debug)]
pub struct Thing {
    pub id: i64,
    pub at: Time,
    pub kind: Kind,
    pub is_reply: bool,
    /// How many people see it.
    pub readers: usize,
}

impl<'a> Reactions<'a> {
    pub fn new(size: Size, send: &'a Sender) -> Reactions<'a> {
        Reactions {
            size,
            reactions: Pen::new(send, &REACTIONS),
            counts: Pen::new(send, &REACTION_COUNTS),
            given: Vec::new(),
            total: 0,
        }
    }

    /// `reader` finds somebody who reads it.
    pub fn react(
        &mut self,
        thing: Thing,
        dice: &mut Dice,
        mut reader: impl FnMut(&mut Dice) -> u32,
    ) -> Result<()> {
        let (share, most) = match thing.is_reply {
            true => (OF_REPLIES, MOST_ON_REPLIES),
            false => (OF_POSTS, MOST),
        };
        if !dice.chance(share) {
            return Ok(());
        }
        let count = dice.tail(EXPONENT, most) as usize;
        self.given.clear();
        for _ in 0..count.min(thing.readers.div_ceil(2)) {
            let person = reader(dice);
            self.given
                .push((person, Thread::reaction(thing.kind, dice)));
        }
        self.given
            .sort_by_key(|(person, name)| (*person, name.as_str()));
        self.given.dedup_by_key(|(person, _)| *person);
        self.write(thing, dice)
    }

    fn write(&mut self, thing: Thing, dice: &mut Dice) -> Result<()> {
        let left = (self.size.until.0 - thing.at.0) as f64;
        let span = left.min(DAYS * Time::DAY_US as f64);
        for (person, name) in &self.given {
            let at = thing.at.0 + (dice.unit() * dice.unit() * span) as i64;
            let person = Int(self.size.person_id(*person as usize));
            let name = Text(name.as_str());
            self.reactions.add([Int(thing.id), person, name, Int(at)])?;
        }
        self.total += self.given.len();
        let mut names: Vec<&str> = self.given.iter().map(|(_, name)| name.as_str()).collect();
        names.sort_unstable();
        for same in names.chunk_by(|a, b| a == b) {
            self.counts
                .add([Int(thing.id), Text(same[0]), Int(same.len() as i64)])?;
        }
        Ok(())
    }

    pub fn end(self) -> Result<()> {
        self.reactions.end()?;
        self.counts.end()
    }
}
