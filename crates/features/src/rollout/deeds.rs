//! What people did, week by week, as far as the stages ask for it.

use std::collections::{BTreeSet, HashMap};

use kernel::{Result, Time};
use network::{Feature, PersonId};
use store::Db;

use super::queries::{self, Colleague};
use super::week;

/// A contribution counts for so many weeks.
const WINDOW_WEEKS: i64 = 4;

/// By this name another feature says who has completed a course.
pub const TRAINED: &str = "trained";

/// What some people did, by weeks.
#[derive(Default)]
pub struct Deeds {
    /// The week of the first contribution ever.
    first: HashMap<PersonId, i64>,
    trained: HashMap<PersonId, Time>,
    contributed: BTreeSet<(PersonId, i64)>,
    answered: BTreeSet<(PersonId, i64)>,
    led: BTreeSet<(PersonId, i64)>,
}

impl Deeds {
    pub fn read(
        db: &Db,
        features: &[Feature],
        people: &[PersonId],
        first_week: i64,
        last_week: i64,
    ) -> Result<Deeds> {
        let from_week = first_week - WINDOW_WEEKS + 1;
        let (from, before) = (week::begins(from_week), week::begins(last_week + 1));
        let from_id = week::first_id::<()>(from_week).raw();
        let before_id = week::first_id::<()>(last_week + 1).raw();
        let mut deeds = Deeds::default();
        for (person, week) in queries::first_posts(db, people, before_id)?
            .into_iter()
            .chain(queries::first_replies(db, people, before_id)?)
            .chain(queries::first_reactions(db, people, before)?)
        {
            let first = deeds.first.entry(person).or_insert(week);
            *first = week.min(*first);
        }
        deeds.contributed = queries::weeks_with_posts(db, people, from_id, before_id)?
            .into_iter()
            .chain(queries::weeks_with_replies(db, people, from_id, before_id)?)
            .chain(queries::weeks_with_reactions(db, people, from, before)?)
            .collect();
        let answers = queries::weeks_with_answers(db, people, from_id, before_id)?;
        deeds.answered = answers.into_iter().collect();
        let followed = queries::weeks_with_followed_posts(db, people, from_id, before_id)?;
        deeds.led = followed.into_iter().collect();
        let milestones = features.iter().flat_map(|feature| feature.milestones);
        for milestone in milestones.filter(|it| it.name == TRAINED) {
            for (person, at) in (milestone.reached)(db, people, before)? {
                let first = deeds.trained.entry(person).or_insert(at);
                *first = at.min(*first);
            }
        }
        Ok(deeds)
    }

    /// What the person is at the end of a week.
    pub fn of(&self, person: &Colleague, week: i64) -> Is {
        let end = week::begins(week + 1);
        let lately = |of: &BTreeSet<(PersonId, i64)>| {
            let weeks = (person.id, week - WINDOW_WEEKS + 1)..=(person.id, week);
            of.range(weeks).next().is_some()
        };
        let adopted = self.first.get(&person.id).is_some_and(|at| *at <= week);
        Is {
            aware: adopted || person.claimed_at.is_some_and(|at| at < end),
            trained: self.trained.get(&person.id).is_some_and(|at| *at < end),
            active: lately(&self.contributed),
            answering: lately(&self.answered),
            leads: lately(&self.led),
            adopted,
        }
    }
}

pub struct Is {
    aware: bool,
    trained: bool,
    active: bool,
    answering: bool,
    leads: bool,
    adopted: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub people: i64,
    pub aware: i64,
    pub trained: i64,
    pub active: i64,
    pub answering: i64,
    pub leads: i64,
    pub adopted: i64,
}

impl Counts {
    pub fn add(&mut self, is: &Is) {
        self.people += 1;
        self.aware += i64::from(is.aware);
        self.trained += i64::from(is.trained);
        self.active += i64::from(is.active);
        self.answering += i64::from(is.answering);
        self.leads += i64::from(is.leads);
        self.adopted += i64::from(is.adopted);
    }
}
