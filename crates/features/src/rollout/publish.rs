//! Showing a week: which of its figures may be told, and writing these down for good.
//!
//! What is withheld is decided by `statistics::privacy` for each stage over all tables together, with what
//! was told in the two weeks before. The figures are worked out outside of transactions and written stage
//! by stage; a second try writes the same.

use std::collections::{BTreeSet, HashMap};

use kernel::Result;
use statistics::privacy::{self, PEOPLE_NEEDED, Shown, Why};
use statistics::random::{Generator, SeedableRng};
use store::{Store, Tx};

use super::cell::{ALMOST_ALL_PERCENT, CellScope, FigureState, Stage};
use super::places::{self, WEEKS_BEFORE};
use super::queries::{self, Counting, Group, Known, Phase};
use super::sums::{Tables, Unit};
use super::{countries, large};

/// A site has begun when so many of a hundred have.
const BEGUN_PERCENT: i64 = 25;
/// The gap is told from so many sites on.
const SITES_FOR_GAP: usize = 8;

/// Shows the next week of those that were counted.
pub fn week(store: &Store, counted: &Counting) -> Result<()> {
    let week = counted.first_week;
    let (rows, sites) = store.read_blocking(move |db| {
        let rows = queries::groups(db, week, queries::MOST_GROUPS)?;
        Ok((rows, queries::site_countries(db, queries::MOST_SITES)?))
    })?;
    let is_large = places::is_large(&sites);
    let countries =
        store.write_background_blocking(move |tx| countries::of_weeks(tx, &sites, week))?;
    let tables = Tables::of(&rows, &countries, is_large);
    let mut adopted = Vec::new();
    for stage in Stage::ALL {
        let before = store.read_blocking(move |db| before(db, *stage, week))?;
        let figures = figures(&rows, &tables, *stage, &before, week);
        if *stage == Stage::Adopted {
            let of_sites = tables.units.iter().zip(&figures);
            let of_sites = of_sites.filter(|(unit, _)| unit.scope == CellScope::Site);
            adopted = of_sites.map(|(unit, told)| (unit.unit, *told)).collect();
        }
        let units = tables.units.iter().map(|unit| (unit.scope, unit.unit));
        let figures: Vec<_> = units.zip(figures).collect();
        let counted = counted.clone();
        store.write_background_blocking(move |tx| keep(tx, &counted, *stage, &figures))?;
    }
    let counted = counted.clone();
    store.write_background_blocking(move |tx| finish(tx, &counted, &adopted))
}

/// What was told in the weeks before, the newest first.
fn before(db: &store::Db, stage: Stage, week: i64) -> Result<Vec<Vec<Known>>> {
    let one = |back: i64| -> Result<Vec<Known>> {
        let mut all = Vec::new();
        for scope in CellScope::ALL {
            all.extend(queries::known(
                db,
                stage,
                week - back,
                *scope,
                queries::MOST_SITES,
            )?);
        }
        Ok(all)
    };
    (1..=WEEKS_BEFORE as i64).map(one).collect()
}

fn keep(
    tx: &Tx,
    counted: &Counting,
    stage: Stage,
    figures: &[((CellScope, i64), Told)],
) -> Result<()> {
    // Another worker may have been faster.
    if queries::counting(tx)?.0 != *counted {
        return Ok(());
    }
    for ((scope, unit), told) in figures {
        queries::insert_figure(
            tx,
            *scope,
            stage,
            counted.first_week,
            *unit,
            told.people,
            told.value,
            told.state,
            told.secret,
            told.exact,
        )?;
    }
    Ok(())
}

fn finish(tx: &Tx, counted: &Counting, adopted: &[(i64, Told)]) -> Result<()> {
    if queries::counting(tx)?.0 != *counted {
        return Ok(());
    }
    let week = counted.first_week;
    gap(tx, week, adopted)?;
    queries::delete_groups(tx, week)?;
    let next = if week < counted.last_week {
        Phase::Show
    } else {
        Phase::Idle
    };
    queries::week_shown(tx, week, next)?;
    tx.log("rollout", week, 0)
}

pub(super) fn figures(
    rows: &[Group],
    tables: &Tables,
    stage: Stage,
    before: &[Vec<Known>],
    week: i64,
) -> Vec<Told> {
    let groups: Vec<privacy::Group> = rows.iter().map(|row| group(row, stage)).collect();
    let shown = show(tables, &groups, before, week);
    let of = |(unit, shown): (&Unit, Shown)| told(&groups, unit, shown);
    tables.units.iter().zip(shown).map(of).collect()
}

pub(super) fn group(row: &Group, stage: Stage) -> privacy::Group {
    let is_here = row.places()[0].is_counted();
    let contributing = match stage {
        _ if !is_here => 0,
        Stage::Aware => row.aware,
        Stage::Trained => row.trained,
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

/// What is shown of each unit. What cannot be proved safe is not.
fn show(
    tables: &Tables,
    groups: &[privacy::Group],
    before: &[Vec<Known>],
    week: i64,
) -> Vec<Shown> {
    // What is drawn is only in which order the auditor looks.
    let mut rng = Generator::seed_from_u64(week as u64);
    let shown = match tables.is_large {
        true => large::show(tables, groups, before, &mut rng),
        false => {
            let cells = tables.cells();
            let record = tables.record(before);
            privacy::withhold(groups, &cells, &record, &mut rng).map(|(shown, _)| shown)
        }
    };
    shown.unwrap_or_else(|_| vec![Shown::Withheld(Why::Reveals); tables.units.len()])
}

/// "Over 90 %" is said of at least so many people.
const ALMOST_ALL_PEOPLE: i64 = 30;

#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    people: i64,
    value: i64,
    pub(super) state: FigureState,
    /// Withheld for its own sake.
    pub(super) secret: bool,
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
        secret: is_secret(shown),
        exact,
    }
}

/// Whether a cell is withheld for its own sake, and not for others.
fn is_secret(shown: Shown) -> bool {
    !matches!(shown, Shown::Figures { .. } | Shown::Withheld(Why::Reveals))
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
