//! The ranked order: recent things first, lifted by what the viewer can act on.
//!
//! The score is a number of hours by which an item counts as younger than it is; there is no secret
//! weight and no measure of feelings. Each lift is also the reason shown with the item.

use std::collections::{BTreeMap, HashMap, VecDeque};

use kernel::Time;

use super::home::Why;
use super::{Item, Place};
use crate::people::PersonId;

/// What ranking looks at beside the item itself.
pub struct Interests<'a> {
    pub viewer: PersonId,
    pub now: Time,
    /// Whose items the viewer has answered lately, with how often; in order of people.
    pub answered: &'a [(PersonId, i64)],
}

const HOUR_US: f64 = Time::HOUR_US as f64;
const OPEN_QUESTION_HOURS: f64 = 12.0;
const ANSWERED_HOURS: f64 = 10.0;
const STORYLINE_HOURS: f64 = 4.0;
const TALKED_ABOUT_HOURS: f64 = 2.0;
const BOT_HOURS: f64 = -12.0;

/// The reason for what stands on somebody else's storyline.
pub fn follows(place: Place, viewer: PersonId) -> Option<Why> {
    match place {
        Place::Storyline(person) if person != viewer => Some(Why::Followed),
        Place::Storyline(_) | Place::Community(_) => None,
    }
}

/// Age in hours after all lifts (lower is better) and the strongest lift.
pub fn score(item: &Item, interests: &Interests) -> (f64, Option<Why>) {
    let age = interests.now.since_us(item.at) as f64 / HOUR_US;
    let mut why = follows(item.place, interests.viewer);
    let mut strongest = 0.0;
    let mut lift = 0.0;
    let mut by = |hours: f64, reason: Why| {
        lift += hours;
        if hours > strongest {
            strongest = hours;
            why = Some(reason);
        }
    };
    if item.open_question && item.author != interests.viewer {
        by(OPEN_QUESTION_HOURS, Why::OpenQuestion);
    }
    let answered = interests.answered;
    if let Ok(at) = answered.binary_search_by_key(&item.author, |(author, _)| *author) {
        let often = (1.0 + answered[at].1 as f64).ln() / 2.0;
        by(ANSWERED_HOURS * often.min(1.0), Why::Answered);
    }
    if matches!(item.place, Place::Storyline(_)) {
        lift += STORYLINE_HOURS;
    }
    lift += TALKED_ABOUT_HOURS * (1.0 + item.replies as f64).ln();
    if item.bot {
        lift += BOT_HOURS;
    }
    (age - lift, why)
}

/// Orders so that among any five in a row no author stands twice, as long as there are others: then
/// nobody fills more than a fifth of a page, wherever it begins and however long it is. Where there
/// are fewer authors they take turns.
pub fn spread<T>(items: Vec<T>, author: impl Fn(&T) -> PersonId) -> Vec<T> {
    const APART: usize = 5;
    let count = items.len();
    let mut by_author: HashMap<PersonId, VecDeque<(usize, T)>> = HashMap::new();
    for (rank, item) in items.into_iter().enumerate() {
        let own = by_author.entry(author(&item)).or_default();
        own.push_back((rank, item));
    }
    // Whose turn it may be, by the rank of their best; and who had theirs, the latest at the end.
    let mut ready: BTreeMap<usize, PersonId> = by_author
        .iter()
        .filter_map(|(who, own)| Some((own.front()?.0, *who)))
        .collect();
    let mut resting: VecDeque<(usize, PersonId)> = VecDeque::new();
    let mut ordered = Vec::with_capacity(count);
    while ordered.len() < count {
        while let Some((at, who)) = resting.front().copied()
            && (ordered.len() - at >= APART || ready.is_empty())
        {
            resting.pop_front();
            ready.extend(by_author[&who].front().map(|(rank, _)| (*rank, who)));
        }
        let (_, who) = ready
            .pop_first()
            .expect("who has items left is ready or rests");
        resting.push_back((ordered.len(), who));
        let own = by_author.get_mut(&who).and_then(VecDeque::pop_front);
        ordered.extend(own.map(|(_, item)| item));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_author_fills_more_than_a_fifth_of_a_page_wherever_it_begins() {
        let person = |n: i64| PersonId::from_raw(n);
        let noisy = (0..50).map(|_| person(1));
        let quiet = (2..40).map(person);
        let ordered = spread(noisy.chain(quiet).collect(), |p| *p);
        assert_eq!(ordered.len(), 88);
        // As long as there are others: the last of them is quiet number 38.
        let last = ordered.iter().rposition(|p| *p != person(1)).unwrap();
        assert!(last > 40);
        for page in [5, 10, 20] {
            for shown in ordered[..=last].windows(page) {
                let noise = shown.iter().filter(|p| **p == person(1)).count();
                assert!(noise <= page / 5, "{noise} of {page}");
            }
        }
    }

    #[test]
    fn few_authors_take_turns() {
        let person = |n: i64| PersonId::from_raw(n);
        let of = [1, 1, 1, 1, 2, 2, 2, 3].map(person);
        let ordered = spread(of.to_vec(), |p| *p);
        assert_eq!(ordered, [1, 2, 3, 1, 2, 1, 2, 1].map(person));
    }

    #[test]
    fn an_open_question_is_lifted_and_says_so() {
        let interests = Interests {
            viewer: PersonId::from_raw(1),
            now: Time(0),
            answered: &[],
        };
        let item = Item {
            key: 1,
            place: Place::Community(crate::CommunityId::from_raw(5)),
            author: PersonId::from_raw(2),
            at: Time(0),
            replies: 0,
            open_question: true,
            bot: false,
        };
        let (open, why) = score(&item, &interests);
        let (closed, _) = score(
            &Item {
                open_question: false,
                ..item
            },
            &interests,
        );
        assert!(open < closed);
        assert_eq!(why, Some(Why::OpenQuestion));
    }
}
