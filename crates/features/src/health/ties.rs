//! Who talks with whom: of a hundred ties of a department, how many lead to another.

use std::collections::BTreeMap;

use statistics::privacy::{Cell, Group, Shown, withhold};
use statistics::random::{Generator, SeedableRng};

use super::gate::percent;
use super::measure::State;
use super::tally::Tally;

/// Departments with a row of their own, the largest; the others stand together.
const UNITS: usize = 8;
const PEOPLE_MIN: usize = 10;
/// Who has no tie is not told by the number of ties; so many more make sure that the rules for shares of
/// people are not asked.
const ASIDE: u32 = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Names of departments; empty for all others together.
    pub of: String,
    pub to: String,
    pub state: State,
    /// In percent of the ties of `of`.
    pub share: f64,
}

#[derive(Default)]
struct Pair {
    ties: u64,
    /// The two ends of each tie.
    ends: Vec<u32>,
}

/// `ties`: pairs of people, each once.
pub fn matrix(tally: &Tally, ties: &[(u32, u32)], seed: u64) -> Vec<Tie> {
    let (units, names) = units(tally);
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for (a, b) in ties {
        let (one, other) = (units[*a as usize], units[*b as usize]);
        let pair = pairs.entry((one.min(other), one.max(other))).or_default();
        pair.ties += 1;
        pair.ends.extend([*a, *b]);
    }
    let (keys, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let groups: Vec<Group> = pairs.into_iter().map(group).collect();
    // Everything, then each unit, then each pair as a part of its first unit.
    let parts = |unit: usize| -> Vec<u32> {
        let has = |at: &usize| keys[*at].0 == unit || keys[*at].1 == unit;
        (0..keys.len()).filter(has).map(|at| at as u32).collect()
    };
    let mut cells = vec![Cell {
        parent: None,
        groups: (0..keys.len() as u32).collect(),
    }];
    cells.extend((0..names.len()).map(|unit| Cell {
        parent: None,
        groups: parts(unit),
    }));
    cells.extend(keys.iter().enumerate().map(|(at, pair)| Cell {
        parent: Some(1 + pair.0),
        groups: vec![at as u32],
    }));
    let mut rng = Generator::seed_from_u64(seed);
    let Ok((shown, _)) = withhold(&groups, &cells, &[], &mut rng) else {
        return Vec::new();
    };
    let sum = |shown: Shown| match shown {
        Shown::Figures { sum, .. } => Ok(sum),
        Shown::AlmostAll => Err(State::AlmostAll),
        Shown::Withheld(privacy_why) => Err(match privacy_why {
            statistics::privacy::Why::Reveals => State::Reveals,
            _ => State::Withheld,
        }),
    };
    let mut told = Vec::new();
    for (unit, name) in names.iter().enumerate() {
        let whole = sum(shown[1 + unit]);
        for (other, to) in names.iter().enumerate() {
            let key = (unit.min(other), unit.max(other));
            let (state, share) = match keys.binary_search(&key) {
                Err(_) => (State::Nothing, 0.0),
                Ok(at) => match (whole, sum(shown[1 + names.len() + at])) {
                    (Ok(whole), Ok(part)) => (State::Shown, percent(part as f64, whole as f64)),
                    (Err(state), _) | (_, Err(state)) => (state, 0.0),
                },
            };
            told.push(Tie {
                of: name.clone(),
                to: to.clone(),
                state,
                share,
            });
        }
    }
    told
}

fn group(pair: Pair) -> Group {
    let Pair { ties, mut ends } = pair;
    ends.sort_unstable();
    let mut group = Group {
        sum: ties,
        ..Group::default()
    };
    for ties in ends.chunk_by(|a, b| a == b) {
        group.contributing += 1;
        group.largest = group.largest.max(ties.len() as u64);
    }
    group.people = group.contributing + ASIDE;
    group
}

/// The row of each person, and the names of the rows.
fn units(tally: &Tally) -> (Vec<usize>, Vec<String>) {
    let people = &tally.people;
    let mut sizes = vec![0_usize; people.names.len()];
    for department in &people.departments {
        sizes[*department as usize] += 1;
    }
    let is_named = |at: &usize| sizes[*at] >= PEOPLE_MIN && !people.names[*at].trim().is_empty();
    let mut largest: Vec<usize> = (0..sizes.len()).filter(is_named).collect();
    largest.sort_by_key(|at| std::cmp::Reverse(sizes[*at]));
    largest.truncate(UNITS);
    largest.sort_by(|a, b| people.names[*a].cmp(&people.names[*b]));
    let row_of = |department: usize| {
        let known = largest.iter().position(|at| *at == department);
        known.unwrap_or(largest.len())
    };
    let rows: Vec<usize> = (0..sizes.len()).map(row_of).collect();
    let units = people
        .departments
        .iter()
        .map(|at| rows[*at as usize])
        .collect();
    let mut names: Vec<String> = largest.iter().map(|at| people.names[*at].clone()).collect();
    names.push(String::new());
    (units, names)
}
