//! How much of everything is made, and when: all numbers that follow from the number of people.

use kernel::Time;
use kernel::id::{IMPORT_NODE, TICK_US, compose, tick_of};

/// Of people, communities and messages, as the largest employer's network would have them.
const PEOPLE_OF_A_COMMUNITY: usize = 42;
const MESSAGES_OF_A_PERSON: f64 = 10.0 / 2.1;
/// That people choose: so many, that somebody can be in four hundred of them.
const FEWEST_CHOSEN: usize = 450;
const FEWEST_COMMUNITIES: usize = 600;
/// Of messages, the others are replies.
const POSTS: f64 = 0.28;
const HISTORY_DAYS: i64 = 730;
/// Before the history people come in, then communities are founded and joined.
const ARRIVAL_DAYS: i64 = 30;
const FOUNDING_DAYS: i64 = 30;
const STAFF_OF_A_SITE: usize = 300;
/// A few of a thousand.
const GUESTS: f64 = 0.003;

#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub seed: u64,
    pub people: usize,
    /// The last ones of all people.
    pub guests: usize,
    pub sites: usize,
    /// With the one everyone is in, which is the first.
    pub communities: usize,
    pub posts: usize,
    pub replies: usize,
    /// Midnight: nothing is later.
    pub until: Time,
}

impl Size {
    /// `messages` are posts and replies together.
    pub fn new(
        seed: u64,
        people: usize,
        communities: Option<usize>,
        messages: Option<usize>,
        until: Time,
    ) -> Size {
        let usual = (people / PEOPLE_OF_A_COMMUNITY).max(FEWEST_COMMUNITIES.min(people / 3));
        let messages =
            messages.unwrap_or_else(|| (people as f64 * MESSAGES_OF_A_PERSON).round() as usize);
        let posts = (messages as f64 * POSTS).ceil() as usize;
        Size {
            seed,
            people,
            guests: ((people as f64 * GUESTS) as usize).max(2),
            sites: (people / STAFF_OF_A_SITE).max(6),
            communities: communities.unwrap_or(usual).max(2),
            posts,
            replies: messages - posts,
            until,
        }
    }

    /// The staff, without guests; the first of them leads all others.
    pub fn staff(&self) -> usize {
        self.people - self.guests
    }

    /// So many communities have a rule at most; the others are chosen.
    pub fn most_ruled(&self) -> usize {
        let half = (self.communities / 2).saturating_sub(1);
        match self.communities.checked_sub(FEWEST_CHOSEN) {
            Some(more) => more.min(half),
            None => half,
        }
    }

    pub fn begins(&self) -> Time {
        Time(self.until.0 - HISTORY_DAYS * Time::DAY_US)
    }

    pub fn founding_begins(&self) -> Time {
        Time(self.begins().0 - FOUNDING_DAYS * Time::DAY_US)
    }

    pub fn arrival_begins(&self) -> Time {
        Time(self.founding_begins().0 - ARRIVAL_DAYS * Time::DAY_US)
    }

    pub fn hours(&self) -> usize {
        (HISTORY_DAYS * 24) as usize
    }

    pub fn site_id(&self, site: usize) -> i64 {
        let before = Time(self.arrival_begins().0 - Time::DAY_US);
        id(before, site as i64)
    }

    pub fn person_id(&self, person: usize) -> i64 {
        let step = ARRIVAL_DAYS * Time::DAY_US / TICK_US / self.people as i64;
        id(self.arrival_begins(), person as i64 * step.max(1))
    }

    pub fn community_id(&self, community: usize) -> i64 {
        // In the first half, so that people can join in the second.
        let step = FOUNDING_DAYS * Time::DAY_US / 2 / TICK_US / self.communities as i64;
        id(self.founding_begins(), community as i64 * step.max(1))
    }

    /// When a membership was made: after the founding, before the history.
    pub fn joined_at(&self, lot: f64) -> Time {
        let half = FOUNDING_DAYS * Time::DAY_US / 2;
        Time(self.begins().0 - half + (half as f64 * lot) as i64)
    }
}

/// At the node of imports, so many ticks after a time.
fn id(after: Time, ticks: i64) -> i64 {
    compose::<()>(tick_of(after) + ticks, IMPORT_NODE, 0).raw()
}
