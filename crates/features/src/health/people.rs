//! Who is counted: colleagues who are here and have been for a week. Not guests, not bots.
//!
//! People are places in a list here, in the order of their ids; names are not read at all.

use std::collections::HashMap;

use kernel::{Result, Time};
use network::PersonId;
use store::Store;

use super::measure::Column;
use super::sources;
use super::week::Week;

const AT_ONCE: i64 = 10_000;
/// Belonging for so many days counts.
const DAYS_HERE: i64 = 7;

#[derive(Default)]
pub struct People {
    ids: Vec<i64>,
    /// Their dense numbers, which stay with them.
    pub numbers: Vec<u32>,
    /// Site, or department where there is none.
    pub units: Vec<u32>,
    /// By their place in `names`.
    pub departments: Vec<u32>,
    pub columns: Vec<Column>,
    /// Of the departments.
    pub names: Vec<String>,
}

impl People {
    pub fn load(store: &Store, week: Week) -> Result<People> {
        let (since, now) = (week.from(DAYS_HERE), week.end());
        let mut people = People::default();
        let mut units: HashMap<(Option<i64>, u32), u32> = HashMap::new();
        let mut departments: HashMap<String, u32> = HashMap::new();
        let mut after = PersonId::from_raw(0);
        loop {
            let some = store.read_blocking(move |db| sources::people(db, after, since, AT_ONCE))?;
            let Some(last) = some.last() else {
                return Ok(people);
            };
            after = last.id;
            for person in some {
                let next = people.names.len() as u32;
                let department = *departments
                    .entry(person.department)
                    .or_insert_with_key(|name| {
                        people.names.push(name.clone());
                        next
                    });
                let unit = match person.site_id {
                    Some(site) => (Some(site.raw()), 0),
                    None => (None, department),
                };
                let next = units.len() as u32;
                let unit = *units.entry(unit).or_insert(next);
                let champion = person.champion_from.is_some_and(|from| from < now)
                    && person.champion_until.is_none_or(|until| until >= now);
                people.ids.push(person.id.raw());
                people
                    .numbers
                    .push(u32::try_from(person.number).unwrap_or(0));
                people.units.push(unit);
                people.departments.push(department);
                people.columns.push(Column::of(person.level, champion));
            }
        }
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The place of somebody who is counted.
    pub fn place(&self, id: PersonId) -> Option<u32> {
        self.ids.binary_search(&id.raw()).ok().map(|at| at as u32)
    }
}

/// Since when somebody must belong to a community to be counted among its members.
pub fn belonging_since(week: Week) -> Time {
    week.from(DAYS_HERE)
}
