//! A post whose thread goes on: what is written of it when the last reply has come.

use features::posts::{Kind, Reaction};
use kernel::Time;

use super::dice::Dice;
use super::text::Text;

/// The latest replies, of which the next one may answer one.
const RECENT: usize = 4;

/// A post that may still be answered.
pub struct Thread {
    pub id: i64,
    /// `None` on a storyline.
    pub room: Option<usize>,
    pub author: u32,
    pub kind: Kind,
    pub title: String,
    pub text: Text,
    pub arrival: i64,
    pub pinned_by: Option<u32>,
    pub praised: Option<u32>,
    pub replies: usize,
    /// Replies that are still to come, the last of them before `ends`.
    pub left: usize,
    pub ends: Time,
    pub last_reply_at: Option<i64>,
    pub first_reply_at: Option<i64>,
    pub answer: Option<(i64, i64)>,
    recent: Vec<Said>,
}

/// A reply that may be answered.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub id: i64,
    pub top: Option<i64>,
    pub author: u32,
}

pub struct Started {
    pub id: i64,
    pub room: Option<usize>,
    pub author: u32,
    pub kind: Kind,
    pub arrival: i64,
}

impl Thread {
    pub fn new(started: Started, title: String, text: Text, left: usize, ends: Time) -> Thread {
        let Started {
            id,
            room,
            author,
            kind,
            arrival,
        } = started;
        Thread {
            id,
            room,
            author,
            kind,
            title,
            text,
            arrival,
            pinned_by: None,
            praised: None,
            replies: 0,
            left,
            ends,
            last_reply_at: None,
            first_reply_at: None,
            answer: None,
            recent: Vec::new(),
        }
    }

    /// Counts a reply in, and takes it for the best answer now and then.
    pub fn answered(&mut self, said: Said, at: Time, dice: &mut Dice) {
        self.replies += 1;
        self.left -= 1;
        self.last_reply_at = Some(at.0);
        if said.author != self.author {
            self.first_reply_at.get_or_insert(at.0);
            if self.kind == Kind::Question && self.answer.is_none() && dice.chance(0.4) {
                self.answer = Some((said.id, at.0));
            }
        }
        if self.recent.len() == RECENT {
            self.recent.remove(0);
        }
        self.recent.push(said);
    }

    /// What the next reply answers: mostly the post itself.
    pub fn parent(&self, dice: &mut Dice) -> Option<Said> {
        (!self.recent.is_empty() && dice.chance(0.25)).then(|| *dice.pick(&self.recent))
    }

    /// Whoever was there before writes again, now and then.
    pub fn again(&self, dice: &mut Dice) -> Option<u32> {
        if !dice.chance(0.35) {
            return None;
        }
        match dice.below(self.recent.len() + 1) {
            0 => Some(self.author),
            before => Some(self.recent[before - 1].author),
        }
    }

    /// A reaction that fits: mostly the one that is offered first.
    pub fn reaction(kind: Kind, dice: &mut Dice) -> Reaction {
        let offered = Reaction::offered(kind);
        match dice.chance(0.6) {
            true => offered[0],
            false => *dice.pick(offered),
        }
    }
}
