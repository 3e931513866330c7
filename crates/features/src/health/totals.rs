//! What communities and the network tell together: posts and replies of the network are the sum of those
//! of all places, so what is told of the sum and of most places must not tell of the few others.
//!
//! The places nothing is told of, those that every colleague may read and those that not, must be made by
//! enough people each. A place that was told of in the weeks in sight counts as told, so that the weeks
//! tell no more together. Where too little is left, the smallest places are held back; where that would be
//! many of them, nothing is told of the sum instead, unless it was told in a week in sight.

use std::collections::{BTreeSet, HashMap};

use super::gate::Made;
use super::measure::Measure;
use super::tally::{STORYLINE, Tally};

/// Measures that tell of the same things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Things {
    Posts,
    Questions,
}

impl Things {
    pub const ALL: [Things; 2] = [Things::Posts, Things::Questions];

    /// What a measure tells of; `None` for people and ties, which are no sums over places.
    pub fn of(measure: Measure) -> Option<Things> {
        match measure {
            Measure::ResponseRate
            | Measure::FirstReply
            | Measure::RepliesPerPost
            | Measure::PublicShare => Some(Things::Posts),
            Measure::AnswerRate => Some(Things::Questions),
            _ => None,
        }
    }
}

/// One place of so many may be held back for the sum.
const FEW: usize = 5;

/// Whether a place is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It may be told of now.
    Now,
    /// It was in the weeks before.
    Before,
}

/// Places that are held back for the sake of others.
#[derive(Default)]
pub struct Held {
    places: BTreeSet<(Things, u32)>,
    /// Nothing is told of the sum.
    sums: BTreeSet<Things>,
}

impl Held {
    pub fn place(&self, measure: Measure, place: u32) -> bool {
        Things::of(measure).is_some_and(|things| self.places.contains(&(things, place)))
    }

    pub fn sum(&self, measure: Measure) -> bool {
        Things::of(measure).is_some_and(|things| self.sums.contains(&things))
    }
}

/// `told` has the places that are told of, `sums` what was told of the network in the weeks before.
pub fn hold_back(
    tally: &Tally,
    told: &HashMap<(Things, u32), Told>,
    sums: &BTreeSet<Things>,
) -> Held {
    let mut held = Held::default();
    let all = || (0..tally.rooms.len() as u32).chain([STORYLINE]);
    for things in Things::ALL {
        for public in [true, false] {
            let mut rest = Rest::default();
            let mut new = Vec::new();
            for place in all().filter(|place| tally.is_public(*place) == public) {
                match told.get(&(things, place)) {
                    None => rest.add(tally, things, place),
                    Some(Told::Now) => new.push(place),
                    Some(Told::Before) => {}
                }
            }
            new.sort_by_key(|place| std::cmp::Reverse(tally.posts_in(*place).len()));
            let most = match sums.contains(&things) {
                true => new.len(),
                false => new.len() / FEW,
            };
            let mut back = Vec::new();
            while !rest.is_enough() && back.len() < most {
                let Some(place) = new.pop() else { break };
                rest.add(tally, things, place);
                back.push((things, place));
            }
            if rest.is_enough() || sums.contains(&things) {
                held.places.extend(back);
            }
            if !rest.is_enough() {
                held.sums.insert(things);
            }
        }
    }
    held
}

/// What was made at the places that are not told of: all of it, and the parts that are told of the sum.
#[derive(Default)]
struct Rest([HashMap<u32, u64>; 3]);

impl Rest {
    fn add(&mut self, tally: &Tally, things: Things, place: u32) {
        let [all, part, replies] = &mut self.0;
        for post in tally.posts_in(place) {
            let (counts, has) = match things {
                Things::Posts => (true, post.touched_by.is_some()),
                Things::Questions => (post.question, post.answered),
            };
            if counts {
                *all.entry(post.author).or_default() += 1;
                *part.entry(post.author).or_default() += u64::from(has);
            }
        }
        if things == Things::Posts {
            for (_, author) in tally.replies_in(place) {
                *replies.entry(*author).or_default() += 1;
            }
        }
    }

    fn is_enough(&self) -> bool {
        self.0.iter().all(|by| {
            let made = Made::of(by.values().copied(), by.values().sum());
            made.is_nothing() || made.is_enough()
        })
    }
}
