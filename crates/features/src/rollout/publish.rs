//! Showing a week: which of its figures may be told, and writing these down for good.
//!
//! What is withheld is decided by `statistics::privacy` for each stage over all tables together, with what
//! was told in the two weeks before. The figures are worked out outside of transactions and written stage
//! by stage; a second try writes the same.

use std::collections::HashSet;

use kernel::Result;
use statistics::privacy::{self, PEOPLE_NEEDED, Shown, Why};
use statistics::random::{Generator, SeedableRng};
use store::{Store, Tx};

use super::cell::{CellScope, Figure, FigureState, Stage};
use super::deeds::Group;
use super::places::{self, WEEKS_BEFORE};
use super::queries::{self, Counting, Known, Phase};
use super::sums::{Tables, Unit};
use super::{countries, large};

/// A site has begun when so many of a hundred have.
const BEGUN_PERCENT: i64 = 25;
/// The gap is told from so many sites on.
const SITES_FOR_GAP: usize = 8;

/// Shows the next week, of which these are the groups.
pub fn week(store: &Store, counted: &Counting, rows: &[Group]) -> Result<()> {
    let week = counted.first_week;
    let sites = store.read_blocking(|db| queries::site_countries(db, queries::MOST_SITES))?;
    let is_large = places::is_large(&sites);
    let countries =
        store.write_background_blocking(move |tx| countries::of_weeks(tx, &sites, week))?;
    let tables = Tables::of(rows, &countries, is_large);
    for stage in Stage::ALL {
        let before = store.read_blocking(move |db| before(db, *stage, week))?;
        let figures = figures(rows, &tables, *stage, &before, week);
        let units = tables.units.iter().map(|unit| (unit.scope, unit.unit));
        let figures: Vec<_> = units.zip(figures).collect();
        let counted = counted.clone();
        store.write_background_blocking(move |tx| keep(tx, &counted, *stage, &figures))?;
    }
    let counted = counted.clone();
    store.write_background_blocking(move |tx| finish(tx, &counted))
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

fn finish(tx: &Tx, counted: &Counting) -> Result<()> {
    if queries::counting(tx)?.0 != *counted {
        return Ok(());
    }
    let week = counted.first_week;
    // As it was told: a week whose showing was interrupted may have been counted twice.
    let (site, adopted) = (CellScope::Site, Stage::Adopted);
    gap(
        tx,
        week,
        &queries::figures(tx, site, adopted, week, queries::MOST_SITES)?,
    )?;
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
    let counts = row.counts;
    let contributing = match stage {
        _ if !row.places[0].is_counted() => 0,
        Stage::Aware => counts.aware,
        Stage::Trained => counts.trained,
        Stage::Active => counts.active,
        Stage::Answering => counts.answering,
        Stage::Leading => counts.leads,
        Stage::Adopted => counts.adopted,
    };
    privacy::Group {
        people: counts.people,
        contributing,
        sum: u64::from(contributing),
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
fn gap(tx: &Tx, week: i64, sites: &[Figure]) -> Result<()> {
    let told: Vec<(&Figure, i64)> = sites
        .iter()
        .filter_map(|site| Some((site, site.at_least()?)))
        .collect();
    for (site, begun) in &told {
        if begun * 100 >= site.people * BEGUN_PERCENT {
            queries::note_early(tx, site.unit, week)?;
        }
    }
    let known: HashSet<i64> = told.iter().map(|(site, _)| site.unit).collect();
    let quarter = told.len().div_ceil(4);
    let early = queries::early(tx, queries::MOST_SITES)?;
    let early = early.into_iter().map(|(site, _)| site);
    let early: HashSet<i64> = early
        .filter(|site| known.contains(site))
        .take(quarter)
        .collect();
    if told.len() < SITES_FOR_GAP || early.len() < quarter {
        return Ok(());
    }
    let mut sums = [(0, 0, 0); 2];
    for (site, begun) in told {
        let sum = &mut sums[usize::from(!early.contains(&site.unit))];
        *sum = (sum.0 + 1, sum.1 + site.people, sum.2 + begun);
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
