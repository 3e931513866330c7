//! Everything that is said in the company, before any of it is written: by whom, where and when.
//!
//! The plan knows people and communities by their index, and mentions by key (`@{ingrid}`): ids come
//! with the writing.

use features::posts::{Kind, Reaction};
use kernel::Time;

use super::calendar::Calendar;
use super::company::Company;
use super::rooms::Room;
use super::{reactions, rooms, tail, written};

pub struct Plan {
    pub company: Company,
    /// The network-wide community first.
    pub rooms: Vec<Room>,
    /// In order of time.
    pub threads: Vec<Thread>,
    /// Who follows whom.
    pub follows: Vec<(usize, usize)>,
    pub now: Time,
}

#[derive(Clone, Debug)]
pub struct Thread {
    /// None: on the author's storyline.
    pub room: Option<usize>,
    pub author: usize,
    pub kind: Kind,
    pub title: String,
    pub text: String,
    pub praised: Vec<usize>,
    pub at: Time,
    pub edited_at: Option<Time>,
    pub pinned: bool,
    /// How many react, before it is known who.
    pub wanted: usize,
    pub reactions: Vec<Reacted>,
    /// Who saw it; only a rounded number is ever shown of them.
    pub seen: Vec<usize>,
    pub replies: Vec<Reply>,
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub author: usize,
    pub text: String,
    pub at: Time,
    pub accepted: bool,
    /// Index of the earlier reply that this one answers.
    pub to: Option<usize>,
    pub wanted: usize,
    pub reactions: Vec<Reacted>,
}

#[derive(Clone, Copy, Debug)]
pub struct Reacted {
    pub person: usize,
    pub name: Reaction,
    pub at: Time,
}

/// How large the company is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub people: usize,
    /// A few communities and threads: for tests in a browser.
    pub small: bool,
}

const SMALL_WRITTEN: usize = 40;
const SMALL_MESSAGES: usize = 330;
/// Posts and replies of ninety days.
const MESSAGES_PER_PERSON: usize = 3;

impl Size {
    /// Hand-written threads.
    pub fn written(self) -> usize {
        if self.small {
            SMALL_WRITTEN
        } else {
            usize::MAX
        }
    }

    /// Posts and replies altogether.
    pub fn messages(self) -> usize {
        if self.small {
            SMALL_MESSAGES
        } else {
            self.people * MESSAGES_PER_PERSON
        }
    }
}

impl Plan {
    pub fn make(size: Size, seed: u64, now: Time) -> Plan {
        let company = Company::invent(size.people, seed);
        let mut rooms = rooms::found(&company, size.small, seed);
        let calendar = Calendar::new(now);
        let mut threads = written::threads(&company, &mut rooms, &calendar, size, seed);
        let said: usize = threads.iter().map(|thread| 1 + thread.replies.len()).sum();
        let rest = size.messages().saturating_sub(said);
        threads.extend(tail::threads(&company, &mut rooms, &calendar, rest, seed));
        threads.sort_by_key(|thread| thread.at);
        reactions::choose(&company, &rooms, &mut threads, &calendar, seed);
        reactions::see(&company, &rooms, &mut threads, &calendar, seed);
        let follows = reactions::follows(&company, seed);
        Plan {
            company,
            rooms,
            threads,
            follows,
            now,
        }
    }

    pub fn messages(&self) -> usize {
        self.threads
            .iter()
            .map(|thread| 1 + thread.replies.len())
            .sum()
    }
}
