//! The ranked order: recent things first, lifted by what the viewer can act on.
//!
//! The score is a number of hours by which an item counts as younger than it is; there is no secret
//! weight and no measure of feelings. Each lift is also the reason shown with the item.

use std::collections::HashMap;

use kernel::Time;

use super::home::Why;
use super::{Item, Place};
use crate::people::PersonId;

/// What ranking looks at beside the item itself.
pub struct Interests<'a> {
    pub viewer: PersonId,
    pub now: Time,
    /// Whose items the viewer has answered lately, with how often.
    pub answered: &'a HashMap<PersonId, i64>,
}

const HOUR_US: f64 = Time::HOUR_US as f64;
const OPEN_QUESTION_HOURS: f64 = 12.0;
const ANSWERED_HOURS: f64 = 10.0;
const STORYLINE_HOURS: f64 = 4.0;
const TALKED_ABOUT_HOURS: f64 = 2.0;
const BOT_HOURS: f64 = -12.0;

/// Age in hours after all lifts (lower is better) and the strongest lift.
pub fn score(item: &Item, interests: &Interests) -> (f64, Why) {
    let age = interests.now.since_us(item.at) as f64 / HOUR_US;
    let mut why = match item.place {
        Place::Community(id) => Why::Community(id),
        Place::Storyline(person) if person == interests.viewer => Why::Own,
        Place::Storyline(person) => Why::Followed(person),
    };
    let mut strongest = 0.0;
    let mut lift = 0.0;
    let mut by = |hours: f64, reason: Why| {
        lift += hours;
        if hours > strongest {
            strongest = hours;
            why = reason;
        }
    };
    if item.open_question && item.author != interests.viewer {
        by(OPEN_QUESTION_HOURS, Why::OpenQuestion);
    }
    if let Some(times) = interests.answered.get(&item.author) {
        let often = (1.0 + *times as f64).ln() / 2.0;
        by(ANSWERED_HOURS * often.min(1.0), Why::Answered(item.author));
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

/// Orders so that in every page of `page` items no author has more than a fifth, as long as there
/// are others: what is too much moves to the next page.
pub fn spread<T>(items: Vec<T>, page: usize, author: impl Fn(&T) -> PersonId) -> Vec<T> {
    let most = (page / 5).max(1);
    let mut waiting: std::collections::VecDeque<T> = items.into();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let mut count: HashMap<PersonId, usize> = HashMap::new();
        let mut later = std::collections::VecDeque::new();
        let mut taken = 0;
        while taken < page {
            let Some(item) = waiting.pop_front() else {
                break;
            };
            let of = count.entry(author(&item)).or_default();
            if *of < most {
                *of += 1;
                taken += 1;
                ordered.push(item);
            } else {
                later.push_back(item);
            }
        }
        // Nobody else left: the page is filled with what there is.
        while taken < page && waiting.is_empty() {
            let Some(item) = later.pop_front() else { break };
            taken += 1;
            ordered.push(item);
        }
        later.append(&mut waiting);
        waiting = later;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_author_fills_more_than_a_fifth_of_a_page() {
        let person = |n: i64| PersonId::from_raw(n);
        let noisy = (0..50).map(|_| person(1));
        let quiet = (2..40).map(person);
        let ordered = spread(noisy.chain(quiet).collect(), 20, |p| *p);
        assert_eq!(ordered.len(), 88);
        for page in ordered[..40].chunks(20) {
            assert_eq!(page.iter().filter(|p| **p == person(1)).count(), 4);
        }
    }

    #[test]
    fn an_open_question_is_lifted_and_says_so() {
        let answered = HashMap::new();
        let interests = Interests {
            viewer: PersonId::from_raw(1),
            now: Time(0),
            answered: &answered,
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
        assert_eq!(why, Why::OpenQuestion);
    }
}
