//! What communities and the network tell together: posts and replies of the network are the sum of those
//! of all places, so what is told of the sum and of most places must not tell of the few others.
//!
//! The places nothing is told of must be made by enough people together; where it is told how much
//! everybody may read, also those that everybody may read, and those that not, by themselves. A place that was told of in the weeks in sight counts as told, so that the weeks
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
    /// What everybody may read, and the rest.
    Sides,
}

impl Things {
    pub const ALL: [Things; 3] = [Things::Posts, Things::Questions, Things::Sides];

    /// What a measure tells of; `None` for people and ties, which are no sums over places.
    pub fn of(measure: Measure) -> Option<Things> {
        match measure {
            Measure::ResponseRate | Measure::FirstReply | Measure::RepliesPerPost => {
                Some(Things::Posts)
            }
            Measure::PublicShare => Some(Things::Sides),
            Measure::AnswerRate => Some(Things::Questions),
            _ => None,
        }
    }
}

/// One place of so many may be held back for the sum, and in any case so few.
const FEW: usize = 5;
const ALWAYS: usize = 3;

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
        let sides: &[Option<bool>] = match things {
            Things::Sides => &[Some(true), Some(false)],
            _ => &[None],
        };
        // Of a place are told its posts and its questions.
        let of = match things {
            Things::Questions => Things::Questions,
            _ => Things::Posts,
        };
        for public in sides {
            let is_here = |place: &u32| public.is_none_or(|is| tally.is_public(*place) == is);
            let mut rest = Rest::default();
            let mut new = Vec::new();
            for place in all().filter(is_here) {
                match told.get(&(of, place)) {
                    Some(Told::Now) if !held.places.contains(&(of, place)) => new.push(place),
                    Some(Told::Before) => {}
                    _ => rest.add(tally, of, place),
                }
            }
            new.sort_by_key(|place| std::cmp::Reverse(tally.posts_in(*place).len()));
            let most = match (sums.contains(&things), things) {
                (true, _) => new.len(),
                // For this no place is held back that may be told of.
                (false, Things::Sides) => 0,
                (false, _) => (new.len() / FEW).max(ALWAYS),
            };
            let mut back = Vec::new();
            while !rest.is_enough() && back.len() < most {
                let Some(place) = new.pop() else { break };
                rest.add(tally, of, place);
                back.push((of, place));
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
                Things::Questions => (post.question, post.answered),
                _ => (true, post.touched_by.is_some()),
            };
            if counts {
                *all.entry(post.author).or_default() += 1;
                *part.entry(post.author).or_default() += u64::from(has);
            }
        }
        if things != Things::Questions {
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

#[cfg(test)]
mod tests {
    use network::CommunityId;
    use network::communities::CommunityKind;

    use super::*;
    use crate::health::people::People;
    use crate::health::sources::Room;
    use crate::health::tally::Wrote;
    use crate::health::week::Week;

    const PEOPLE: u32 = 200;
    const LIVELY: u32 = 30;

    /// Two open communities and a closed one of which it is told, one beside them, and the storylines.
    const OPEN: u32 = 0;
    const CLOSED: u32 = 2;
    const ASIDE: u32 = 3;

    fn tally(aside: CommunityKind, writers_aside: u32, writers_of_storylines: u32) -> Tally {
        let kinds = [CommunityKind::Open, CommunityKind::Open];
        let kinds = kinds.into_iter().chain([CommunityKind::Closed, aside]);
        let rooms = (1..).zip(kinds).map(|(id, kind)| Room {
            id: CommunityId::from_raw(id),
            kind,
            network_wide: false,
            by_rule: false,
            archived: false,
            purpose: None,
        });
        let writers = [
            (OPEN, LIVELY),
            (1, LIVELY),
            (CLOSED, LIVELY),
            (ASIDE, writers_aside),
            (STORYLINE, writers_of_storylines),
        ];
        let wrote = writers.into_iter().flat_map(|(place, writers)| {
            (0..writers).map(move |author| Wrote {
                place,
                author,
                question: false,
                touched_by: Some((author + 1) % PEOPLE),
            })
        });
        let wrote: Vec<Wrote> = wrote.collect();
        Tally::made_up(
            Week(1_900),
            People::made_up(PEOPLE),
            rooms.collect(),
            &wrote,
        )
    }

    fn held(tally: &Tally, sums: &[Things]) -> Held {
        let told = [OPEN, 1, CLOSED].map(|place| ((Things::Posts, place), Told::Now));
        hold_back(tally, &told.into(), &sums.iter().copied().collect())
    }

    fn held_places(held: &Held) -> usize {
        held.places.len()
    }

    #[test]
    fn the_public_share_tells_of_no_few_who_write_where_not_everybody_reads() {
        let few = held(&tally(CommunityKind::Closed, 3, LIVELY), &[]);
        assert!(few.sum(Measure::PublicShare), "three would be left over");
        assert!(!few.sum(Measure::ResponseRate), "33 are left over of all");
        assert_eq!(held_places(&few), 0, "no place is held back for a share");

        let enough = held(&tally(CommunityKind::Closed, 12, LIVELY), &[]);
        assert!(!enough.sum(Measure::PublicShare));
        let nobody = held(&tally(CommunityKind::Closed, 0, LIVELY), &[]);
        assert!(!nobody.sum(Measure::PublicShare));
    }

    #[test]
    fn nor_of_the_few_who_write_where_everybody_reads() {
        let few = held(&tally(CommunityKind::Open, 3, 0), &[]);
        assert!(few.sum(Measure::PublicShare));
        let with_storylines = held(&tally(CommunityKind::Open, 3, LIVELY), &[]);
        assert!(!with_storylines.sum(Measure::PublicShare));
    }

    #[test]
    fn what_was_told_in_a_week_in_sight_holds_places_back_instead() {
        let few = held(&tally(CommunityKind::Closed, 3, LIVELY), &[Things::Sides]);
        assert!(!few.sum(Measure::PublicShare));
        assert!(few.place(Measure::ResponseRate, CLOSED));
        assert!(
            !few.place(Measure::ResponseRate, OPEN),
            "its side has enough"
        );
    }
}
