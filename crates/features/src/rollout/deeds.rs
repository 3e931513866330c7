//! What everybody did, week by week, as far as the stages ask for it, and where they are counted.
//!
//! It is read once for all weeks that are counted, piece by piece, and is kept in memory only: about a
//! hundred bytes a person.

use std::collections::HashMap;

use kernel::{Id, Result, Time};
use network::{App, PersonId};

use super::counting::WEEKS_BACK;
use super::places::{Place, Places};
use super::queries::{self, Counting, Stood};
use super::week;

/// A contribution counts for so many weeks.
const WINDOW_WEEKS: i64 = 4;
const WINDOW: u128 = (1 << WINDOW_WEEKS) - 1;
const _: () = assert!(WEEKS_BACK + WINDOW_WEEKS <= u128::BITS as i64);

/// By this name another feature says who has completed a course.
pub const TRAINED: &str = "trained";

/// Rows of a piece.
const AT_ONCE: i64 = 20_000;
/// People who are asked for at once.
const PEOPLE_AT_ONCE: usize = 1_000;

/// What those did who are counted somewhere.
pub struct Deeds {
    /// From here on weeks are told apart.
    base: i64,
    first_week: i64,
    last_week: i64,
    /// In order.
    ids: Vec<PersonId>,
    /// In the order of `ids`.
    people: Vec<Person>,
    /// Where they stand, in order of people and weeks.
    stood: Vec<Stood>,
    next: Next,
}

/// Weeks are counted from `base`; a set of them has a bit for each.
#[derive(Clone)]
struct Person {
    aware_from: u8,
    trained_from: u8,
    adopted_from: u8,
    active: u128,
    answering: u128,
    leads: u128,
}

const NEVER: u8 = u8::MAX;

/// What is read next, from where on.
enum Next {
    Places(PersonId, i64),
    Claimed(PersonId),
    Trained(usize),
    Posts(PersonId, i64),
    Replies(PersonId, i64),
    Reactions(i64, PersonId, String),
    Answers(i64),
    FollowedPosts(i64),
    Nothing,
}

impl Deeds {
    /// Nothing is read yet.
    pub fn of(counting: &Counting) -> Deeds {
        Deeds {
            base: counting.first_week - WINDOW_WEEKS + 1,
            first_week: counting.first_week,
            last_week: counting.last_week,
            ids: Vec::new(),
            people: Vec::new(),
            stood: Vec::new(),
            next: Next::Places(PersonId::from_raw(0), 0),
        }
    }

    /// Whether it was begun for these weeks.
    pub fn is_of(&self, counting: &Counting) -> bool {
        self.first_week <= counting.first_week && self.last_week == counting.last_week
    }

    /// Reads a piece; whether there was one. The store serves others meanwhile.
    pub fn read_some(&mut self, app: &App) -> Result<bool> {
        let (store, nobody) = (&app.store, PersonId::from_raw(0));
        let from_id = week::first_id::<()>(self.base).raw() - 1;
        self.next = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Places(after, week) => {
                let read = store
                    .read_blocking(move |db| queries::places_after(db, after, week, AT_ONCE))?;
                let last = read.last().map(|last| (last.person_id, last.week));
                read.into_iter().for_each(|stood| self.stands(stood));
                last.map_or(Next::Claimed(nobody), |(id, week)| Next::Places(id, week))
            }
            Next::Claimed(after) => {
                let read =
                    store.read_blocking(move |db| queries::claimed_after(db, after, AT_ONCE))?;
                for (id, at) in &read {
                    let week = self.since(week::of(*at));
                    self.with(*id, |person| person.aware_from = week);
                }
                read.last()
                    .map_or(Next::Trained(0), |(id, _)| Next::Claimed(*id))
            }
            Next::Trained(at) if at < self.ids.len() => {
                let to = (at + PEOPLE_AT_ONCE).min(self.ids.len());
                self.trained(app, at, to)?;
                Next::Trained(to)
            }
            Next::Trained(_) => Next::Posts(nobody, 0),
            Next::Posts(after, id) => {
                let read = store
                    .read_blocking(move |db| queries::posts_by_author(db, after, id, AT_ONCE))?;
                self.contributed(&read);
                read.last()
                    .map_or(Next::Replies(nobody, 0), |last| Next::Posts(last.0, last.1))
            }
            Next::Replies(after, id) => {
                let read = store
                    .read_blocking(move |db| queries::replies_by_author(db, after, id, AT_ONCE))?;
                self.contributed(&read);
                let then = Next::Reactions(0, nobody, String::new());
                read.last()
                    .map_or(then, |last| Next::Replies(last.0, last.1))
            }
            Next::Reactions(item, person, name) => {
                let read = store.read_blocking(move |db| {
                    queries::reactions_after(db, item, person, &name, AT_ONCE)
                })?;
                for it in &read {
                    self.contributed_in(it.person_id, week::of(it.at));
                }
                read.into_iter()
                    .next_back()
                    .map_or(Next::Answers(from_id), |it| {
                        Next::Reactions(it.item_id, it.person_id, it.name)
                    })
            }
            Next::Answers(after) => {
                let read =
                    store.read_blocking(move |db| queries::answers_after(db, after, AT_ONCE))?;
                self.each_week(&read, |person, bit| person.answering |= bit);
                read.last()
                    .map_or(Next::FollowedPosts(from_id), |last| Next::Answers(last.1))
            }
            Next::FollowedPosts(after) => {
                let read = store
                    .read_blocking(move |db| queries::followed_posts_after(db, after, AT_ONCE))?;
                self.each_week(&read, |person, bit| person.leads |= bit);
                read.last()
                    .map_or(Next::Nothing, |last| Next::FollowedPosts(last.1))
            }
            Next::Nothing => return Ok(false),
        };
        Ok(true)
    }

    fn stands(&mut self, stood: Stood) {
        if self.ids.last() != Some(&stood.person_id) {
            self.ids.push(stood.person_id);
            self.people.push(Person {
                aware_from: NEVER,
                trained_from: NEVER,
                adopted_from: NEVER,
                active: 0,
                answering: 0,
                leads: 0,
            });
        }
        self.stood.push(stood);
    }

    fn trained(&mut self, app: &App, from: usize, to: usize) -> Result<()> {
        let (features, ids) = (app.features, self.ids[from..to].to_vec());
        let before = week::begins(self.last_week + 1);
        let reached: Vec<(PersonId, Time)> = app.store.read_blocking(move |db| {
            let mut reached = Vec::new();
            let milestones = features.iter().flat_map(|feature| feature.milestones);
            for milestone in milestones.filter(|it| it.name == TRAINED) {
                reached.extend((milestone.reached)(db, &ids, before)?);
            }
            Ok(reached)
        })?;
        for (id, at) in reached {
            let week = self.since(week::of(at));
            let earlier = |person: &mut Person| person.trained_from = person.trained_from.min(week);
            self.with(id, earlier);
        }
        Ok(())
    }

    fn contributed(&mut self, items: &[(PersonId, i64)]) {
        for (author, id) in items {
            self.contributed_in(*author, week::of(Id::<()>::from_raw(*id).time()));
        }
    }

    fn contributed_in(&mut self, id: PersonId, week: i64) {
        let (from, bit) = (self.since(week), self.bit(week));
        self.with(id, |person| {
            person.adopted_from = person.adopted_from.min(from);
            person.active |= bit;
        });
    }

    fn each_week(&mut self, items: &[(PersonId, i64)], note: fn(&mut Person, u128)) {
        for (author, id) in items {
            let bit = self.bit(week::of(Id::<()>::from_raw(*id).time()));
            self.with(*author, |person| note(person, bit));
        }
    }

    fn with(&mut self, id: PersonId, what: impl FnOnce(&mut Person)) {
        if let Ok(at) = self.ids.binary_search(&id) {
            what(&mut self.people[at]);
        }
    }

    /// From when on something holds that began in a week.
    fn since(&self, week: i64) -> u8 {
        match week > self.last_week {
            true => NEVER,
            false => (week - self.base).max(0) as u8,
        }
    }

    fn bit(&self, week: i64) -> u128 {
        match (self.base..=self.last_week).contains(&week) {
            true => 1 << (week - self.base),
            false => 0,
        }
    }

    /// Those who stand in the same cells in a week and in the weeks before, in the order of these.
    pub fn groups(&self, week: i64) -> Vec<Group> {
        let mut counts: HashMap<Places, Counts> = HashMap::new();
        let now = (week - self.base) as u8;
        let window = WINDOW << (week - self.base - WINDOW_WEEKS + 1);
        let stood = self.stood.chunk_by(|a, b| a.person_id == b.person_id);
        for (person, stood) in self.people.iter().zip(stood) {
            let places = [0, 1, 2].map(|back| at_week(stood, week - back));
            if places.iter().any(|place| place.is_counted()) {
                counts.entry(places).or_default().add(person, now, window);
            }
        }
        let group = |(places, counts)| Group { places, counts };
        let mut groups: Vec<Group> = counts.into_iter().map(group).collect();
        groups.sort_unstable_by_key(|group| group.places);
        groups
    }
}

/// Where somebody was counted in a week, of the rows of one person in order of weeks.
pub fn at_week(stood: &[Stood], week: i64) -> Place {
    let then = stood.iter().rev().find(|row| row.week <= week);
    then.map_or(Place::NOWHERE, |row| Place {
        site: row.site_id,
        level: row.level,
    })
}

/// What was counted of those who stand in the same cells, in a week and in the two before.
#[derive(Clone, Debug)]
pub struct Group {
    pub places: Places,
    pub counts: Counts,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub people: u32,
    pub aware: u32,
    pub trained: u32,
    pub active: u32,
    pub answering: u32,
    pub leads: u32,
    pub adopted: u32,
}

impl Counts {
    fn add(&mut self, person: &Person, now: u8, window: u128) {
        let adopted = person.adopted_from <= now;
        self.people += 1;
        self.aware += u32::from(adopted || person.aware_from <= now);
        self.trained += u32::from(person.trained_from <= now);
        self.active += u32::from(person.active & window != 0);
        self.answering += u32::from(person.answering & window != 0);
        self.leads += u32::from(person.leads & window != 0);
        self.adopted += u32::from(adopted);
    }
}
