//! Who is counted: colleagues who are here and have been for a week. Not guests, not bots.
//!
//! Who comes, leaves or changes level is counted so once ten do the same, so that no week differs from
//! another by fewer people than may be told of. People are places in a list here, in the order of their
//! ids; names are not read at all.

use std::collections::{BTreeMap, HashMap};

use kernel::{Result, Time};
use network::PersonId;
use statistics::privacy::PEOPLE_NEEDED;
use store::Store;

use super::measure::Column;
use super::sources;
use super::week::Week;

const AT_ONCE: i64 = 10_000;
/// Belonging for so many days counts.
const DAYS_HERE: i64 = 7;
/// No place in the list.
const NOBODY: u32 = u32::MAX;

/// By number of a person: 0 for nobody who is counted, else one more than the column.
pub type Levels = Vec<u8>;

#[derive(Default)]
pub struct People {
    ids: Vec<i64>,
    /// Their dense numbers, which stay with them.
    pub numbers: Vec<u32>,
    /// Places by number.
    places: Vec<u32>,
    /// Site, or department where there is none.
    pub units: Vec<u32>,
    pub sites: Vec<Option<i64>>,
    /// By their place in `names`.
    pub departments: Vec<u32>,
    pub columns: Vec<Column>,
    /// Of the departments.
    pub names: Vec<String>,
}

/// Somebody who is counted now, or was last week.
struct Known {
    id: i64,
    number: u32,
    site: Option<i64>,
    department: u32,
}

impl People {
    /// `before`: the levels of the weeks before, the newest first; none when no week was counted.
    pub fn load(store: &Store, week: Week, before: &[&[u8]]) -> Result<(People, Levels)> {
        let (since, now) = (week.from(DAYS_HERE), week.end());
        let (mut known, mut levels): (Vec<Known>, Levels) = Default::default();
        let mut names: Vec<String> = Vec::new();
        let mut departments: HashMap<String, u32> = HashMap::new();
        let mut after = PersonId::from_raw(0);
        loop {
            let some = store.read_blocking(move |db| sources::people(db, after, since, AT_ONCE))?;
            let Some(last) = some.last() else {
                break;
            };
            after = last.id;
            for person in some {
                let next = names.len() as u32;
                let department = *departments
                    .entry(person.department)
                    .or_insert_with_key(|name| {
                        names.push(name.clone());
                        next
                    });
                let champion = person.champion_from.is_some_and(|from| from < now)
                    && person.champion_until.is_none_or(|until| until >= now);
                let number = u32::try_from(person.number).unwrap_or(0);
                if levels.len() <= number as usize {
                    levels.resize(number as usize + 1, 0);
                }
                if person.here {
                    levels[number as usize] = Column::of(person.level, champion) as u8 + 1;
                }
                known.push(Known {
                    id: person.id.raw(),
                    number,
                    site: person.site_id.map(|site| site.raw()),
                    department,
                });
            }
        }
        let levels = moved_together(levels, before);
        known.retain(|person| levels[person.number as usize] != 0);
        Ok((People::of(known, names, &levels), levels))
    }

    fn of(known: Vec<Known>, names: Vec<String>, levels: &[u8]) -> People {
        let mut units: HashMap<(Option<i64>, u32), u32> = HashMap::new();
        let mut people = People {
            names,
            places: vec![NOBODY; levels.len()],
            ..People::default()
        };
        for person in known {
            let unit = match person.site {
                Some(_) => (person.site, 0),
                None => (None, person.department),
            };
            let next = units.len() as u32;
            people.units.push(*units.entry(unit).or_insert(next));
            people.places[person.number as usize] = people.ids.len() as u32;
            people.ids.push(person.id);
            people.numbers.push(person.number);
            people.sites.push(person.site);
            people.departments.push(person.department);
            let column = usize::from(levels[person.number as usize]) - 1;
            people.columns.push(Column::ALL[column]);
        }
        people
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The place of somebody who is counted.
    pub fn place(&self, id: PersonId) -> Option<u32> {
        self.ids.binary_search(&id.raw()).ok().map(|at| at as u32)
    }

    /// As [`People::place`], by number.
    pub fn place_of(&self, number: u32) -> Option<u32> {
        let place = self.places.get(number as usize).copied();
        place.filter(|place| *place != NOBODY)
    }
}

/// Since when somebody must belong to a community to be counted among its members.
pub fn belonging_since(week: Week) -> Time {
    week.from(DAYS_HERE)
}

/// Levels as they would be, with those moves left out that fewer than ten make; and all of them, when too
/// few would have come or gone since the week before the last.
pub fn moved_together(mut levels: Levels, before: &[&[u8]]) -> Levels {
    let Some(last) = before.first() else {
        return levels;
    };
    levels.resize(levels.len().max(last.len()), 0);
    let was = |week: &[u8], number: usize| week.get(number).copied().unwrap_or(0);
    let mut moves: BTreeMap<(u8, u8), u64> = BTreeMap::new();
    for (number, level) in levels.iter().enumerate() {
        *moves.entry((was(last, number), *level)).or_default() += 1;
    }
    for (number, level) in levels.iter_mut().enumerate() {
        if moves[&(was(last, number), *level)] < PEOPLE_NEEDED {
            *level = was(last, number);
        }
    }
    let too_few = |week: &&[u8]| {
        let numbers = 0..levels.len().max(week.len());
        let changed =
            numbers.filter(|number| (was(&levels, *number) == 0) != (was(week, *number) == 0));
        (1..PEOPLE_NEEDED).contains(&(changed.count() as u64))
    };
    if before.iter().any(too_few) {
        let mut unchanged = last.to_vec();
        unchanged.resize(levels.len(), 0);
        return unchanged;
    }
    levels
}

#[cfg(test)]
impl People {
    /// So many of the staff without a site, with the numbers from 1.
    pub fn made_up(people: u32) -> People {
        let known = (1..=people).map(|number| Known {
            id: i64::from(number),
            number,
            site: None,
            department: 0,
        });
        let levels = vec![Column::Staff as u8 + 1; people as usize + 1];
        People::of(known.collect(), vec![String::new()], &levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_is_counted_with_nine_others() {
        let first = vec![4; 30];
        let with = |more: usize| [vec![4; 30], vec![4; more]].concat();
        let counted = |levels: &[u8]| levels.iter().filter(|level| **level != 0).count();
        assert_eq!(counted(&moved_together(with(9), &[&first])), 30);
        let second = moved_together(with(10), &[&first]);
        assert_eq!(counted(&second), 40);
        // Nine of the ten go again, and one of the others: the first week and the third would differ by
        // two people.
        let mut third = second.clone();
        third[30..39].fill(0);
        third[3] = 0;
        assert_eq!(counted(&moved_together(third.clone(), &[&second])), 30);
        assert_eq!(moved_together(third, &[&second, &first]), second);
    }
}
