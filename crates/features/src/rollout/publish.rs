//! Showing a week: which of its figures may be told, and writing these down for good.
//!
//! What is withheld is decided by `statistics::privacy` for each stage over all tables together. The
//! people of each week are taken as they stand in that week: what two weeks tell together of those who
//! moved in between is not looked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Error, Result};
use statistics::privacy::{self, PEOPLE_NEEDED, Shown};
use statistics::random::{Generator, SeedableRng};
use store::Tx;

use super::cell::{ALMOST_ALL_PERCENT, BoardLevel, CellScope, FigureState, Stage};
use super::large;
use super::queries::{self, Counting, Group};

/// So many cells are looked at all together; of more, the sites of each country by themselves.
const CELLS_TOGETHER: usize = 250;
/// A site has begun when so many of a hundred have.
const BEGUN_PERCENT: i64 = 25;
/// The gap is told from so many sites on.
const SITES_FOR_GAP: usize = 8;

/// A cell of the tables of a stage, and the groups it is the sum of.
pub(super) struct Unit {
    pub scope: CellScope,
    pub unit: i64,
    pub cell: privacy::Cell,
}

/// Shows the next week of those that were counted.
pub fn week(tx: &Tx, counted: &Counting) -> Result<()> {
    // Another worker may have been faster.
    if queries::counting(tx)?.0 != *counted {
        return Ok(());
    }
    let week = counted.first_week;
    let rows = queries::groups(tx, week, queries::MOST_SITES * 4)?;
    let countries = countries(tx, &rows)?;
    let units = units(&rows, &countries);
    let mut adopted = Vec::new();
    for stage in Stage::ALL {
        let groups: Vec<privacy::Group> = rows.iter().map(|row| group(row, *stage)).collect();
        let shown = show(&rows, &groups, &units, week)?;
        for (unit, shown) in units.iter().zip(shown) {
            let figure = told(&groups, unit, shown);
            queries::insert_figure(
                tx,
                unit.scope,
                *stage,
                week,
                unit.unit,
                figure.people,
                figure.value,
                figure.state,
                figure.exact,
            )?;
            if *stage == Stage::Adopted && unit.scope == CellScope::Site {
                adopted.push((unit.unit, figure));
            }
        }
    }
    gap(tx, week, &adopted)?;
    queries::delete_groups(tx, week)?;
    let next = if week < counted.last_week {
        week + 1
    } else {
        0
    };
    queries::week_shown(tx, week, next)?;
    tx.log("rollout", week, 0)
}

/// The ids of the countries, by name; new ones get theirs.
fn countries(tx: &Tx, rows: &[Group]) -> Result<BTreeMap<String, i64>> {
    let names: BTreeSet<&str> = rows.iter().map(|row| row.country.as_str()).collect();
    let mut ids = BTreeMap::new();
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let id = match queries::country_by_name(tx, name)? {
            Some(id) => id,
            None => {
                let id = tx.id::<Group>().raw();
                queries::insert_country(tx, id, name)?;
                id
            }
        };
        ids.insert(name.to_owned(), id);
    }
    Ok(ids)
}

/// The tables: the network, its levels, its countries, its sites. Each row is one group.
pub(super) fn units(rows: &[Group], countries: &BTreeMap<String, i64>) -> Vec<Unit> {
    let some = |wanted: &dyn Fn(&Group) -> bool| -> Vec<u32> {
        (0..)
            .zip(rows)
            .filter(|(_, row)| wanted(row))
            .map(|(at, _)| at)
            .collect()
    };
    let unit = |scope, unit, parent, groups| Unit {
        scope,
        unit,
        cell: privacy::Cell { parent, groups },
    };
    let mut units = vec![unit(CellScope::Network, 0, None, some(&|_| true))];
    for level in BoardLevel::ALL {
        let groups = some(&|row| row.level == *level);
        units.push(unit(CellScope::Level, level.unit(), Some(0), groups));
    }
    let mut places = HashMap::new();
    for (name, id) in countries {
        places.insert(name.as_str(), units.len());
        units.push(unit(
            CellScope::Country,
            *id,
            Some(0),
            some(&|row| row.country == *name),
        ));
    }
    let mut at = 0;
    while at < rows.len() {
        let row = &rows[at];
        let end = at + rows[at..].partition_point(|other| other.site_id == row.site_id);
        if row.site_id != 0 {
            let parent = places.get(row.country.as_str()).copied().unwrap_or(0);
            let groups = (at as u32..end as u32).collect();
            units.push(unit(CellScope::Site, row.site_id, Some(parent), groups));
        }
        at = end;
    }
    units
}

pub(super) fn group(row: &Group, stage: Stage) -> privacy::Group {
    let contributing = match stage {
        Stage::Aware => row.aware,
        Stage::Active => row.active,
        Stage::Answering => row.answering,
        Stage::Leading => row.leads,
        Stage::Adopted => row.adopted,
    };
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    privacy::Group {
        people: count(row.people),
        contributing: count(contributing),
        sum: contributing.max(0) as u64,
        largest: u64::from(contributing > 0),
    }
}

fn show(
    rows: &[Group],
    groups: &[privacy::Group],
    units: &[Unit],
    week: i64,
) -> Result<Vec<Shown>> {
    // What is drawn is only in which order the auditor looks.
    let mut rng = Generator::seed_from_u64(week as u64);
    let refused = |refusal| Error::internal(format!("no figures may be shown: {refusal:?}"));
    if units.len() > CELLS_TOGETHER {
        return large::show(rows, groups, units, &mut rng).map_err(refused);
    }
    let cells: Vec<privacy::Cell> = units.iter().map(|unit| unit.cell.clone()).collect();
    let (shown, _) = privacy::withhold(groups, &cells, &[], &mut rng).map_err(refused)?;
    Ok(shown)
}

/// "Over 90 %" is said of at least so many people.
const ALMOST_ALL_PEOPLE: i64 = 30;

#[derive(Clone, Copy, Debug)]
struct Told {
    people: i64,
    value: i64,
    state: FigureState,
    exact: i64,
}

impl Told {
    /// How many are, as far as it is told: of "over 90 %" these.
    fn at_least(&self) -> Option<i64> {
        match self.state {
            FigureState::Shown => Some(self.value),
            FigureState::AlmostAll => Some(self.people * ALMOST_ALL_PERCENT / 100),
            _ => None,
        }
    }
}

fn told(groups: &[privacy::Group], unit: &Unit, shown: Shown) -> Told {
    let of = |figure: fn(&privacy::Group) -> u32| -> i64 {
        let groups = unit.cell.groups.iter().map(|at| &groups[*at as usize]);
        groups.map(|group| i64::from(figure(group))).sum()
    };
    let (people, exact) = (of(|group| group.people), of(|group| group.contributing));
    let (value, state) = match shown {
        Shown::Figures { contributing, .. } => {
            ((contributing as i64).min(people), FigureState::Shown)
        }
        // Of fewer it could only be all of them.
        Shown::AlmostAll if people >= ALMOST_ALL_PEOPLE => (0, FigureState::AlmostAll),
        Shown::AlmostAll => (0, FigureState::Withheld),
        Shown::Withheld(_) if people < PEOPLE_NEEDED as i64 => (0, FigureState::Small),
        Shown::Withheld(_) => (0, FigureState::Withheld),
    };
    Told {
        people,
        value,
        state,
        exact,
    }
}

/// Compares the quarter of the sites that began first with the others, by what is shown of them.
fn gap(tx: &Tx, week: i64, sites: &[(i64, Told)]) -> Result<()> {
    let shown = |told: &Told| told.at_least().is_some();
    for (site, told) in sites.iter().filter(|(_, told)| shown(told)) {
        if told.at_least().unwrap_or(0) * 100 >= told.people * BEGUN_PERCENT {
            queries::note_early(tx, *site, week)?;
        }
    }
    let told: HashMap<i64, &Told> = sites.iter().map(|(site, told)| (*site, told)).collect();
    let known = told.values().filter(|told| shown(told)).count();
    let quarter = known.div_ceil(4);
    let begun = queries::early(tx, queries::MOST_SITES)?;
    let begun = begun
        .iter()
        .filter(|(site, _)| told.get(site).is_some_and(|told| shown(told)));
    let early: BTreeSet<i64> = begun.take(quarter).map(|(site, _)| *site).collect();
    if known < SITES_FOR_GAP || early.len() < quarter {
        return Ok(());
    }
    let mut sums = [(0, 0, 0); 2];
    for (site, told) in sites.iter().filter(|(_, told)| shown(told)) {
        let sum = &mut sums[usize::from(!early.contains(site))];
        let begun = told.at_least().unwrap_or(0);
        *sum = (sum.0 + 1, sum.1 + told.people, sum.2 + begun);
    }
    let [early, other] = sums;
    queries::insert_gap(
        tx, week, early.0, early.1, early.2, other.0, other.1, other.2,
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use statistics::privacy::Why;

    use super::*;
    use crate::rollout::cell::CellScope;

    #[test]
    fn why_a_figure_is_withheld_is_not_told() {
        let state = |people, shown| {
            let groups = [privacy::Group {
                people,
                contributing: people,
                sum: u64::from(people),
                largest: 1,
            }];
            let unit = Unit {
                scope: CellScope::Site,
                unit: 1,
                cell: privacy::Cell {
                    groups: vec![0],
                    parent: None,
                },
            };
            told(&groups, &unit, shown).state
        };
        for why in [
            Why::TooFew,
            Why::TooFewRest,
            Why::TooFewOutside,
            Why::Reveals,
        ] {
            let told = state(20, Shown::Withheld(why));
            assert_eq!(told, FigureState::Withheld);
        }
        // Over 90 % of twelve could be two numbers, of ten one.
        assert_eq!(state(12, Shown::AlmostAll), FigureState::Withheld);
        assert_eq!(state(30, Shown::AlmostAll), FigureState::AlmostAll);
    }
}
