//! Which figures of a large organisation may be told: looking at thousands of sites all together would
//! take days, so it is done in parts that together are as strict.
//!
//! The network, its levels and countries are looked at together. The sites of a country are a partition
//! of it: what follows from some of them and the country is the sum of the withheld ones, so only the
//! smallest decide, and few cells are handed to `privacy::withhold`. What could follow from levels and
//! sites together must weigh one level against another at each site that has both, and so tells of at
//! least as many people as the smaller side has at all sites; where these are fewer than ten, no site is
//! shown.

use std::collections::BTreeMap;

use statistics::privacy::{self, Cell, PEOPLE_NEEDED, Refusal, Shown, Why};
use statistics::random::Generator;

use super::cell::{BoardLevel, CellScope};
use super::publish::Unit;
use super::queries::Group;

/// Of the shown sites of a country so many of the smallest may give way.
const SMALLEST: usize = 20;
/// Of the withheld ones so many are looked at one by one.
const WITHHELD: usize = 3;

pub(super) fn show(
    rows: &[Group],
    groups: &[privacy::Group],
    units: &[Unit],
    rng: &mut Generator,
) -> Result<Vec<Shown>, Refusal> {
    let mut shown = vec![Shown::Withheld(Why::Reveals); units.len()];
    let whole: Vec<usize> = (0..units.len())
        .filter(|at| units[*at].scope != CellScope::Site)
        .collect();
    let (merged, cells) = merge(rows, groups, units, &whole);
    let (of_whole, _) = privacy::withhold(&merged, &cells, &[], rng)?;
    for (at, of) in whole.iter().zip(of_whole) {
        shown[*at] = of;
    }
    if !levels_hide_sites(rows) {
        return Ok(shown);
    }
    let mut sites: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        if let (CellScope::Site, Some(parent)) = (unit.scope, unit.cell.parent) {
            sites.entry(parent).or_default().push(at);
        }
    }
    for (parent, sites) in sites {
        // Sites would add up to a whole that is not told.
        if !matches!(shown[parent], Shown::Figures { .. }) {
            continue;
        }
        let sums: Vec<privacy::Group> = sites
            .iter()
            .map(|site| sum(groups, &units[*site].cell.groups))
            .collect();
        let beside = match units[parent].scope {
            // Countries are told too: of the network only those without a site stand beside.
            CellScope::Network => nowhere(rows, groups),
            _ => without(sum(groups, &units[parent].cell.groups), &sums),
        };
        for (site, of) in sites.iter().zip(partition(&sums, beside, rng)?) {
            shown[*site] = of;
        }
    }
    Ok(shown)
}

/// The same cells over groups of country and level.
fn merge(
    rows: &[Group],
    groups: &[privacy::Group],
    units: &[Unit],
    wanted: &[usize],
) -> (Vec<privacy::Group>, Vec<Cell>) {
    let mut places: BTreeMap<(&str, i64), u32> = BTreeMap::new();
    let mut merged: Vec<privacy::Group> = Vec::new();
    let mut place_of = Vec::with_capacity(rows.len());
    for (row, group) in rows.iter().zip(groups) {
        let place = *places
            .entry((row.country.as_str(), row.level.unit()))
            .or_insert_with(|| {
                merged.push(privacy::Group::default());
                merged.len() as u32 - 1
            });
        add(&mut merged[place as usize], group);
        place_of.push(place);
    }
    let cell = |at: &usize| {
        let Cell { parent, groups } = &units[*at].cell;
        let mut groups: Vec<u32> = groups.iter().map(|at| place_of[*at as usize]).collect();
        groups.sort_unstable();
        groups.dedup();
        Cell {
            parent: *parent,
            groups,
        }
    };
    (merged, wanted.iter().map(cell).collect())
}

/// Whether weighing some levels against the others, at every site, always tells of enough people.
fn levels_hide_sites(rows: &[Group]) -> bool {
    let mut at_sites: BTreeMap<i64, [i64; BoardLevel::ALL.len()]> = BTreeMap::new();
    for row in rows {
        at_sites.entry(row.site_id).or_default()[row.level.unit() as usize - 1] += row.people;
    }
    let everywhere = |some: u32| -> i64 {
        let of = |levels: &[i64; 4], one_side: bool| -> i64 {
            let on_it = |at: &usize| (some >> at & 1 == 1) == one_side;
            (0..4).filter(on_it).map(|at| levels[at]).sum()
        };
        at_sites
            .values()
            .map(|levels| of(levels, true).min(of(levels, false)))
            .sum()
    };
    let total = |some: u32| -> i64 {
        let levels = (0..4).filter(|at| some >> at & 1 == 1);
        levels
            .map(|at| at_sites.values().map(|of| of[at]).sum::<i64>())
            .sum()
    };
    let all = 0b1111;
    (1..all).all(|some: u32| {
        // Levels without people weigh nothing.
        let both = total(some) > 0 && total(all & !some) > 0;
        !both || everywhere(some) >= PEOPLE_NEEDED as i64
    })
}

/// What may be shown of sites that are parts of a whole that is shown, with people beside them.
fn partition(
    sites: &[privacy::Group],
    beside: privacy::Group,
    rng: &mut Generator,
) -> Result<Vec<Shown>, Refusal> {
    let part = |groups: Vec<u32>| Cell {
        parent: Some(0),
        groups,
    };
    // Nobody beside them hides nothing.
    let beside = (beside.people > 0).then_some(beside);
    let all: Vec<privacy::Group> = sites.iter().copied().chain(beside).collect();
    let everything = Cell {
        parent: None,
        groups: (0..all.len() as u32).collect(),
    };
    let cells: Vec<Cell> = std::iter::once(everything)
        .chain((0..sites.len() as u32).map(|at| part(vec![at])))
        .collect();
    let mut shown = privacy::rules(&all, &cells).map_err(Refusal::Malformed)?;
    shown.remove(0);
    let mut by_size: Vec<usize> = (0..sites.len()).collect();
    by_size.sort_by_key(|at| sites[*at].people);
    let is_shown = |at: &usize| matches!(shown[*at], Shown::Figures { .. });
    let (told, withheld): (Vec<usize>, Vec<usize>) = by_size.into_iter().partition(is_shown);
    // The few that decide, each a group; the rest of each sort as one.
    let (few, many) = told.split_at(told.len().min(SMALLEST));
    let (some, others) = withheld.split_at(withheld.len().min(WITHHELD));
    let mut groups: Vec<privacy::Group> = few.iter().chain(some).map(|at| sites[*at]).collect();
    let mut cells: Vec<Cell> = (0..groups.len() as u32).map(|at| part(vec![at])).collect();
    for rest in [many, others] {
        if !rest.is_empty() {
            cells.push(part(vec![groups.len() as u32]));
            groups.push(rest.iter().fold(privacy::Group::default(), |mut sum, at| {
                add(&mut sum, &sites[*at]);
                sum
            }));
        }
    }
    groups.extend(beside);
    cells.insert(
        0,
        Cell {
            parent: None,
            groups: (0..groups.len() as u32).collect(),
        },
    );
    let (of_few, _) = privacy::withhold(&groups, &cells, &[], rng)?;
    for (at, of) in few.iter().zip(&of_few[1..]) {
        shown[*at] = *of;
    }
    Ok(shown)
}

fn add(sum: &mut privacy::Group, group: &privacy::Group) {
    sum.people = sum.people.saturating_add(group.people);
    sum.contributing = sum.contributing.saturating_add(group.contributing);
    sum.sum = sum.sum.saturating_add(group.sum);
    sum.largest = sum.largest.max(group.largest);
}

fn sum(groups: &[privacy::Group], of: &[u32]) -> privacy::Group {
    of.iter().fold(privacy::Group::default(), |mut sum, at| {
        add(&mut sum, &groups[*at as usize]);
        sum
    })
}

/// People without a site.
fn nowhere(rows: &[Group], groups: &[privacy::Group]) -> privacy::Group {
    let without_site = rows.iter().zip(groups).filter(|(row, _)| row.site_id == 0);
    without_site.fold(privacy::Group::default(), |mut sum, (_, group)| {
        add(&mut sum, group);
        sum
    })
}

/// What a whole has beyond its parts.
fn without(whole: privacy::Group, parts: &[privacy::Group]) -> privacy::Group {
    let of = |figure: fn(&privacy::Group) -> u32| -> u32 {
        let parts: u32 = parts.iter().map(figure).sum();
        figure(&whole).saturating_sub(parts)
    };
    let contributing = of(|group| group.contributing);
    privacy::Group {
        people: of(|group| group.people),
        contributing,
        sum: contributing.into(),
        largest: u64::from(contributing > 0),
    }
}

#[cfg(test)]
mod tests {
    use statistics::privacy::{Week, audit};
    use statistics::random::SeedableRng;

    use super::super::cell::Stage;
    use super::super::publish::{group, units};
    use super::*;

    const COUNTRIES: [&str; 3] = ["England", "Scotland", ""];

    /// Sites of two countries and of none, with what their people did.
    fn company(seed: u64, sites: i64) -> Vec<Group> {
        let mut state = seed;
        let mut next = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % bound
        };
        let mut rows = Vec::new();
        for site in 1..=sites {
            // In each country, and in none, one site is withheld, and could be worked out.
            let one = site <= COUNTRIES.len() as i64;
            let country = match one {
                true => COUNTRIES[site as usize - 1],
                false => COUNTRIES[next(COUNTRIES.len() as u64) as usize],
            };
            for level in BoardLevel::ALL {
                let people = match level {
                    BoardLevel::Staff => 25 + next(200),
                    BoardLevel::Leader => u64::from(next(4) == 0),
                    _ => next(4),
                } as i64;
                let active = match (one, level) {
                    (true, BoardLevel::Staff) => next(9) as i64,
                    (true, _) => 0,
                    _ => people / 2,
                };
                if people > 0 {
                    rows.push(Group {
                        site_id: site,
                        country: country.to_owned(),
                        level: *level,
                        people,
                        aware: people,
                        active,
                        answering: 0,
                        leads: 0,
                        adopted: people / 2,
                    });
                }
            }
        }
        rows
    }

    /// The shown and the withheld cells, for the auditor.
    fn published(rows: &[Group], stage: Stage) -> (Vec<u32>, Week, usize) {
        let countries = [("England".to_owned(), 7), ("Scotland".to_owned(), 8)].into();
        let units = units(rows, &countries);
        let groups: Vec<privacy::Group> = rows.iter().map(|row| group(row, stage)).collect();
        let mut rng = Generator::seed_from_u64(1);
        let shown = show(rows, &groups, &units, &mut rng).unwrap();
        let mut week = Week::default();
        for (unit, shown) in units.iter().zip(&shown) {
            match shown {
                Shown::Figures { .. } => week.published.push(unit.cell.groups.clone()),
                // Withheld only to protect others.
                Shown::Withheld(Why::Reveals) => {}
                _ if unit.cell.groups.is_empty() => {}
                _ => week.secret.push(unit.cell.groups.clone()),
            }
        }
        let sites = units.iter().zip(&shown).filter(|(unit, shown)| {
            unit.scope == CellScope::Site && matches!(shown, Shown::Figures { .. })
        });
        let people = groups.iter().map(|group| group.people).collect();
        (people, week.clone(), sites.count())
    }

    #[test]
    fn nothing_withheld_follows_from_what_is_shown_of_many_sites() {
        for seed in 0..12 {
            let rows = company(seed, 70);
            let (people, week, sites) = published(&rows, Stage::Active);
            assert!(sites > 40, "{sites} of 70 sites are shown");
            assert!(week.secret.len() >= COUNTRIES.len(), "one in each country");
            let mut rng = Generator::seed_from_u64(2);
            let findings = audit(&people, &[week], &mut rng).unwrap();
            assert!(findings.is_empty(), "{seed}: {findings:?}");
        }
    }

    #[test]
    fn the_one_withheld_site_of_a_country_takes_another_with_it() {
        let site = |site_id, people, active| Group {
            site_id,
            country: "England".into(),
            level: BoardLevel::Staff,
            people,
            aware: people,
            active,
            answering: 0,
            leads: 0,
            adopted: 0,
        };
        let rows = [
            site(1, 60, 4),
            site(2, 40, 20),
            site(3, 80, 40),
            site(4, 50, 25),
        ];
        let countries = [("England".to_owned(), 7)].into();
        let units = units(&rows, &countries);
        let groups: Vec<privacy::Group> =
            rows.iter().map(|row| group(row, Stage::Active)).collect();
        let mut rng = Generator::seed_from_u64(1);
        let shown = show(&rows, &groups, &units, &mut rng).unwrap();
        let of_site = |site: i64| {
            let of = |unit: &Unit| unit.scope == CellScope::Site && unit.unit == site;
            shown[units.iter().position(of).unwrap()]
        };
        assert_eq!(of_site(1), Shown::Withheld(Why::TooFew));
        assert_eq!(
            of_site(2),
            Shown::Withheld(Why::Reveals),
            "the smallest gives way"
        );
        assert!(matches!(of_site(3), Shown::Figures { .. }));
        assert!(matches!(of_site(4), Shown::Figures { .. }));
    }
}
