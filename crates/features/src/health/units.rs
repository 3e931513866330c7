//! Who talks with whom: of the ties of a unit, how many lead to which other; and where the units stand on
//! the map. Units are departments, countries and sites of ten people and more, the largest; all others
//! stand together. Nobody's own ties are in here.
//!
//! All these tables are sums of the same ties and are looked at together. They are told every fourth week
//! only, so that two of them are about other days and none follows from the other.

use std::collections::HashMap;

use statistics::layout::{self, Circle, layout};
use statistics::privacy::{Cell, Shown, Why, protect};
use statistics::random::{Generator, SeedableRng};

use super::gate::{self, Made, percent, rounded, share_of_things};
use super::measure::State;
use super::tally::Tally;

/// Weeks from one telling to the next.
pub const EVERY_WEEKS: i64 = 4;
const PEOPLE_MIN: u64 = 10;

store::text_enum! {
    /// By what people are put together.
    pub enum Cut { Department = "department", Country = "country", Site = "site" }
}

impl Cut {
    /// Units with a row of their own.
    fn most(self) -> usize {
        match self {
            Cut::Department | Cut::Country => 8,
            Cut::Site => 12,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Empty for all others together.
    pub name: String,
    /// Rounded.
    pub people: u64,
    /// On the map, `0..=1`.
    pub at: (f64, f64),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Places in the list of units.
    pub of: usize,
    pub to: usize,
    pub state: State,
    /// In percent of the ties of `of`.
    pub share: f64,
    /// Rounded; 0 unless it is shown.
    pub ties: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub cut: Cut,
    pub units: Vec<Unit>,
    pub ties: Vec<Tie>,
}

/// The unit of each person.
struct Grouping {
    cut: Cut,
    names: Vec<String>,
    people: Vec<u64>,
    of: Vec<u8>,
}

/// `sites`: id, name and country of each, by id. `ties`: pairs of people, each once.
pub fn tables(
    tally: &Tally,
    sites: &[(i64, String, String)],
    ties: &[(u32, u32)],
    seed: u64,
) -> Vec<Table> {
    let groupings: Vec<Grouping> = Cut::ALL
        .iter()
        .map(|cut| grouping(tally, sites, *cut))
        // All others stand last.
        .filter(|grouping| grouping.names.len() > 2)
        .collect();
    let (keys, key_of) = keys(&groupings, tally.people.len());
    let (atoms, people) = atoms(ties, &key_of);
    let mut cells = Vec::new();
    let mut shown = Vec::new();
    let mut rows: Vec<Vec<Row>> = Vec::new();
    for (at, grouping) in groupings.iter().enumerate() {
        let all: Vec<Row> = (0..grouping.names.len())
            .map(|unit| row(grouping, ties, unit as u8))
            .collect();
        let unit_of = |key: u32| usize::from(keys[key as usize][at]);
        let with = |has: &dyn Fn(usize, usize) -> bool| -> Cell {
            let is_in = |(atom, (one, other)): (u32, &(u32, u32))| {
                has(unit_of(*one), unit_of(*other)).then_some(atom)
            };
            Cell {
                parent: None,
                groups: (0..).zip(&atoms).filter_map(is_in).collect(),
            }
        };
        for (unit, row) in all.iter().enumerate() {
            cells.push(with(&|one, other| one == unit || other == unit));
            shown.push(by_itself(match row.all.is_enough() {
                true => State::Shown,
                false => State::Withheld,
            }));
        }
        for (one, other) in pairs(all.len()) {
            cells.push(with(&|a, b| (a.min(b), a.max(b)) == (one, other)));
            let [here, there] = [(one, other), (other, one)].map(|(of, to)| all[of].state(to));
            let state = if here == State::Shown { there } else { here };
            shown.push(by_itself(state));
        }
        rows.push(all);
    }
    let mut rng = Generator::seed_from_u64(seed);
    let Ok((shown, _)) = protect(&people, &cells, shown, &[], &mut rng) else {
        return Vec::new();
    };
    let mut shown = &shown[..];
    let mut tables = Vec::new();
    for (grouping, rows) in groupings.into_iter().zip(rows) {
        let n = rows.len();
        let (own, rest) = shown.split_at(n + n * (n + 1) / 2);
        shown = rest;
        tables.push(table(grouping, &rows, own));
    }
    tables
}

/// Each pair of units, and each with itself.
fn pairs(units: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..units).flat_map(move |one| (one..units).map(move |other| (one, other)))
}

fn by_itself(state: State) -> Shown {
    match state {
        State::Shown => Shown::Figures {
            contributing: 0,
            sum: 0,
        },
        _ => Shown::Withheld(Why::TooFew),
    }
}

fn grouping(tally: &Tally, sites: &[(i64, String, String)], cut: Cut) -> Grouping {
    let people = &tally.people;
    let site = |person: usize| {
        let id = people.sites[person]?;
        let at = sites.binary_search_by_key(&id, |site| site.0).ok()?;
        Some(&sites[at])
    };
    let name = |person: usize| -> &str {
        match cut {
            Cut::Department => &people.names[people.departments[person] as usize],
            Cut::Country => site(person).map_or("", |site| &site.2),
            Cut::Site => site(person).map_or("", |site| &site.1),
        }
    };
    let mut sizes: HashMap<&str, u64> = HashMap::new();
    for person in 0..people.len() {
        *sizes.entry(name(person)).or_default() += 1;
    }
    let is_named = |(name, people): &(&str, u64)| *people >= PEOPLE_MIN && !name.trim().is_empty();
    let mut largest: Vec<(&str, u64)> = sizes.into_iter().filter(is_named).collect();
    largest.sort_by_key(|(name, people)| (std::cmp::Reverse(*people), *name));
    largest.truncate(cut.most());
    largest.sort_unstable();
    let known: HashMap<&str, u8> = largest.iter().map(|(name, _)| *name).zip(0..).collect();
    let others = largest.len() as u8;
    let of: Vec<u8> = (0..people.len())
        .map(|person| known.get(name(person)).copied().unwrap_or(others))
        .collect();
    let in_others = of.iter().filter(|unit| **unit == others).count() as u64;
    let mut names: Vec<String> = largest.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut sizes: Vec<u64> = largest.iter().map(|(_, people)| *people).collect();
    names.push(String::new());
    sizes.push(in_others);
    Grouping {
        cut,
        names,
        people: sizes,
        of,
    }
}

/// The units in which people stand in all tables, each such list once; and which of them each person has.
fn keys(groupings: &[Grouping], people: usize) -> (Vec<Vec<u8>>, Vec<u32>) {
    let mut found: HashMap<Vec<u8>, u32> = HashMap::new();
    let mut keys = Vec::new();
    let key_of = (0..people)
        .map(|person| {
            let key: Vec<u8> = groupings.iter().map(|by| by.of[person]).collect();
            let next = keys.len() as u32;
            *found.entry(key).or_insert_with_key(|key| {
                keys.push(key.clone());
                next
            })
        })
        .collect();
    (keys, key_of)
}

/// The pairs of keys that have ties, and of how many people each is at the least: who has ties in several
/// is a part of a person in each, so that no sum of them is taken to be of more people than it is of.
fn atoms(ties: &[(u32, u32)], key_of: &[u32]) -> (Vec<(u32, u32)>, Vec<u32>) {
    let pair = |(a, b): &(u32, u32)| {
        let (one, other) = (key_of[*a as usize], key_of[*b as usize]);
        (one.min(other), one.max(other))
    };
    let mut atoms: Vec<(u32, u32)> = ties.iter().map(pair).collect();
    atoms.sort_unstable();
    atoms.dedup();
    let at = |tie: &(u32, u32)| atoms.binary_search(&pair(tie)).unwrap_or(0) as u32;
    let ends = ties.iter().flat_map(|tie| {
        let atom = at(tie);
        [(tie.0, atom), (tie.1, atom)]
    });
    let mut ends: Vec<(u32, u32)> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    let mut parts = vec![0.0_f64; atoms.len()];
    for of_one in ends.chunk_by(|a, b| a.0 == b.0) {
        for (_, atom) in of_one {
            parts[*atom as usize] += 1.0 / of_one.len() as f64;
        }
    }
    // A thing of nobody would not be looked at.
    let people = parts.iter().map(|part| (part.floor() as u32).max(1));
    (atoms, people.collect())
}

/// The ties of a unit.
struct Row {
    all: Made,
    /// Those to each unit, and all others.
    to: Vec<(Made, Made)>,
}

impl Row {
    fn state(&self, to: usize) -> State {
        let (part, rest) = &self.to[to];
        match part.is_nothing() {
            true => State::Nothing,
            false => share_of_things(&self.all, &[*part], rest),
        }
    }
}

fn row(grouping: &Grouping, ties: &[(u32, u32)], unit: u8) -> Row {
    let unit_of = |person: u32| grouping.of[person as usize];
    let mut sums = vec![0_u64; grouping.names.len()];
    let mut ends: Vec<(u32, u8)> = Vec::new();
    for (a, b) in ties {
        let to = match (unit_of(*a), unit_of(*b)) {
            (one, other) if one == unit => other,
            (one, other) if other == unit => one,
            _ => continue,
        };
        sums[usize::from(to)] += 1;
        ends.extend([(*a, to), (*b, to)]);
    }
    ends.sort_unstable();
    let of_one = || ends.chunk_by(|a, b| a.0 == b.0);
    let all: u64 = sums.iter().sum();
    let to = |(to, sum): (usize, &u64)| {
        let part = |of: &[(u32, u8)]| of.iter().filter(|end| usize::from(end.1) == to).count();
        let rest = of_one().map(|of| (of.len() - part(of)) as u64);
        (
            Made::of(of_one().map(|of| part(of) as u64), *sum),
            Made::of(rest, all - sum),
        )
    };
    Row {
        all: Made::of(of_one().map(|of| of.len() as u64), all),
        to: sums.iter().enumerate().map(to).collect(),
    }
}

/// `shown`: of the rows, then of the pairs.
fn table(grouping: Grouping, rows: &[Row], shown: &[Shown]) -> Table {
    let (of_rows, of_pairs) = shown.split_at(rows.len());
    let of_pairs: HashMap<(usize, usize), Shown> =
        pairs(rows.len()).zip(of_pairs.iter().copied()).collect();
    let mut ties = Vec::new();
    for (of, row) in rows.iter().enumerate() {
        for (to, (part, _)) in row.to.iter().enumerate() {
            let pair = of_pairs.get(&(of.min(to), of.max(to)));
            let state = match (row.state(to), of_rows[of], pair) {
                (State::Shown, Shown::Figures { .. }, Some(Shown::Figures { .. })) => State::Shown,
                (State::Shown, ..) => State::Reveals,
                (other, ..) => other,
            };
            let is_shown = state == State::Shown;
            let share = percent(
                rounded(part.sum) as f64,
                gate::rounded(row.all.sum).max(1) as f64,
            );
            ties.push(Tie {
                of,
                to,
                state,
                share: if is_shown { share.min(100.0) } else { 0.0 },
                ties: if is_shown { rounded(part.sum) } else { 0 },
            });
        }
    }
    Table {
        cut: grouping.cut,
        units: placed(&grouping, &ties),
        ties,
    }
}

/// The units with their places on the map; all others together have none.
fn placed(grouping: &Grouping, ties: &[Tie]) -> Vec<Unit> {
    let named = grouping.names.len() - 1;
    let most = grouping.people[..named].iter().max().copied().unwrap_or(1);
    let circles: Vec<Circle> = grouping.people[..named]
        .iter()
        .map(|people| Circle {
            radius: radius(*people, most),
        })
        .collect();
    let lines: Vec<layout::Tie> = ties
        .iter()
        .filter(|tie| tie.of < tie.to && tie.to < named && tie.state == State::Shown)
        .map(|tie| layout::Tie {
            one: tie.of,
            other: tie.to,
            weight: tie.ties as f64,
        })
        .collect();
    let mut at = layout(&circles, &lines);
    at.push((0.5, 0.5));
    let units = grouping.names.iter().zip(&grouping.people).zip(at);
    units
        .map(|((name, people), at)| Unit {
            name: name.clone(),
            people: rounded(*people),
            at,
        })
        .collect()
}

/// Of a circle for so many people, of the height of the map; by its area the largest shows the most.
pub fn radius(people: u64, most: u64) -> f64 {
    0.03 + 0.05 * (people as f64 / most.max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use statistics::privacy::{Finding, Week as Record, audit};
    use statistics::random::RngExt;

    use super::super::people::People;
    use super::super::week::Week;
    use super::*;

    /// A site with its name and its country.
    type Site = (i64, String, String);

    /// People of four departments at nine sites of two countries, who turn to each other; three of the
    /// sites are small and turn to few.
    fn company(seed: u64) -> (Tally, Vec<Site>, Vec<(u32, u32)>) {
        let mut rng = Generator::seed_from_u64(seed);
        let sites: Vec<Site> = (1..=9)
            .map(|site| {
                let country = if site < 6 {
                    "United Kingdom"
                } else {
                    "Ireland"
                };
                (site, format!("Site {site}"), country.to_owned())
            })
            .collect();
        let mut people = People::made_up(400);
        people.names = (0..4).map(|at| format!("Department {at}")).collect();
        for person in 0..people.len() {
            let site = if rng.random_range(0..10) < 9 {
                rng.random_range(1..=6)
            } else {
                rng.random_range(7..=9)
            };
            people.sites[person] = Some(site);
            people.departments[person] = rng.random_range(0..4);
        }
        let mut ties = std::collections::BTreeSet::new();
        for _ in 0..1_500 {
            let (a, b) = (rng.random_range(0..400_u32), rng.random_range(0..400_u32));
            let near = people.sites[a as usize] == people.sites[b as usize];
            if a != b && (near || rng.random_range(0..100) < 35) {
                ties.insert((a.min(b), a.max(b)));
            }
        }
        let tally = Tally::made_up(Week(1_900), people, Vec::new(), &[]);
        (tally, sites, ties.into_iter().collect())
    }

    /// What follows from all tables together; `all` with what was withheld for the sake of others.
    fn findings(
        tally: &Tally,
        sites: &[(i64, String, String)],
        ties: &[(u32, u32)],
        tables: &[Table],
        all: bool,
    ) -> Vec<Finding> {
        let groupings: Vec<Grouping> = tables
            .iter()
            .map(|table| grouping(tally, sites, table.cut))
            .collect();
        let (keys, key_of) = keys(&groupings, tally.people.len());
        let (atoms, people) = atoms(ties, &key_of);
        let mut record = Record::default();
        for (at, table) in tables.iter().enumerate() {
            let unit_of = |key: u32| usize::from(keys[key as usize][at]);
            let sum = |has: &dyn Fn(usize, usize) -> bool| -> Vec<u32> {
                let of = (0..).zip(&atoms);
                let is_in = of.filter(|(_, (one, other))| has(unit_of(*one), unit_of(*other)));
                is_in.map(|(atom, _)| atom).collect()
            };
            for of in 0..table.units.len() {
                let shown = |tie: &Tie| tie.of == of && tie.state == State::Shown;
                if table.ties.iter().any(shown) {
                    record.published.push(sum(&|a, b| a == of || b == of));
                }
            }
            for tie in &table.ties {
                let cell =
                    sum(&|a, b| (a.min(b), a.max(b)) == (tie.of.min(tie.to), tie.of.max(tie.to)));
                match tie.state {
                    State::Shown => record.published.push(cell),
                    State::Reveals if all => record.published.push(cell),
                    State::Withheld => record.secret.push(cell),
                    _ => {}
                }
            }
        }
        audit(&people, &[record], &mut Generator::seed_from_u64(5)).expect("the record is sound")
    }

    #[test]
    fn the_tables_of_all_units_together_tell_of_no_few() {
        let (mut needed, mut shown) = (0, 0);
        for seed in 0..8 {
            let (tally, sites, ties) = company(seed);
            let tables = tables(&tally, &sites, &ties, seed);
            assert_eq!(tables.len(), 3, "departments, countries and sites");
            let of = |all| findings(&tally, &sites, &ties, &tables, all);
            assert_eq!(of(false), [], "company {seed}");
            needed += usize::from(!of(true).is_empty());
            let cells = tables.iter().flat_map(|table| &table.ties);
            shown += cells.filter(|tie| tie.state == State::Shown).count();
        }
        assert!(
            needed >= 6,
            "what is withheld for others is needed in {needed} of 8"
        );
        assert!(shown >= 8 * 25, "{shown} cells are shown");
    }

    #[test]
    fn who_has_all_the_ties_of_a_unit_is_not_told_of() {
        let (tally, sites, mut ties) = company(1);
        // One of the first department has most ties to the second.
        let department = |of: u32| tally.people.departments[of as usize];
        let one = (0..400)
            .find(|at| department(*at) == 0)
            .expect("there is one");
        ties.retain(|(a, b)| {
            department(*a).min(department(*b)) != 0 || department(*a).max(department(*b)) != 1
        });
        let between = |tables: &[Table]| {
            tables[0]
                .ties
                .iter()
                .find(|tie| (tie.of, tie.to) == (0, 1))
                .map(|tie| tie.state)
        };
        assert_eq!(
            between(&tables(&tally, &sites, &ties, 1)),
            Some(State::Nothing)
        );
        let others = (0..400).filter(|at| department(*at) == 1).take(40);
        ties.extend(others.map(|other| (one.min(other), one.max(other))));
        ties.sort_unstable();
        assert_eq!(
            between(&tables(&tally, &sites, &ties, 1)),
            Some(State::Withheld)
        );
    }
}
