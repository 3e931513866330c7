//! The tables of a week as sums of those who stand in the same cells, this week and in the weeks before.

use std::collections::{BTreeSet, HashMap};

use statistics::privacy::{Cell, Sum, Week};

use super::cell::{BoardLevel, CellScope, FigureState};
use super::countries::Countries;
use super::deeds::Group;
use super::places::{Places, WEEKS};
use super::queries::Known;

/// A cell of the tables of a stage, and the groups it is the sum of.
pub struct Unit {
    pub scope: CellScope,
    pub unit: i64,
    pub cell: Cell,
}

pub struct Tables {
    /// The network, its levels, its countries, its sites. Parents stand before their parts.
    pub units: Vec<Unit>,
    /// Where each group stands, and stood.
    pub places: Vec<Places>,
    /// In this week and in the weeks before, as `weeks`.
    countries: [Countries; WEEKS],
    /// They are looked at in parts.
    pub is_large: bool,
    /// The same cells in this week and in the weeks before, the newest first.
    pub weeks: Vec<HashMap<(CellScope, i64), Sum>>,
}

impl Tables {
    pub fn of(rows: &[Group], countries: &[Countries; WEEKS], is_large: bool) -> Tables {
        let places: Vec<Places> = rows.iter().map(|row| row.places).collect();
        let weeks: Vec<HashMap<(CellScope, i64), Sum>> = (0..WEEKS)
            .map(|back| sums(&places, &countries[back], back))
            .collect();
        let mut now = weeks[0].clone();
        let whole = now.remove(&(CellScope::Network, 0)).unwrap_or_default();
        let mut units = vec![unit(CellScope::Network, 0, None, whole)];
        for level in BoardLevel::ALL {
            let groups = now.remove(&(CellScope::Level, level.unit()));
            let groups = groups.unwrap_or_default();
            units.push(unit(CellScope::Level, level.unit(), Some(0), groups));
        }
        let mut at: HashMap<i64, usize> = HashMap::new();
        let all: BTreeSet<i64> = countries[0].values().copied().collect();
        for country in all {
            if let Some(groups) = now.remove(&(CellScope::Country, country)) {
                at.insert(country, units.len());
                units.push(unit(CellScope::Country, country, Some(0), groups));
            }
        }
        let mut sites: Vec<(i64, Sum)> = now
            .into_iter()
            .filter(|((scope, _), _)| *scope == CellScope::Site)
            .map(|((_, site), groups)| (site, groups))
            .collect();
        sites.sort_unstable_by_key(|(site, _)| *site);
        for (site, groups) in sites {
            let country = countries[0].get(&site).and_then(|country| at.get(country));
            let parent = country.copied().unwrap_or(0);
            units.push(unit(CellScope::Site, site, Some(parent), groups));
        }
        Tables {
            units,
            countries: countries.clone(),
            is_large,
            places,
            weeks,
        }
    }

    /// In the week so many weeks before; 0 where there is none.
    pub fn country_of(&self, site: i64, back: usize) -> i64 {
        self.countries[back].get(&site).copied().unwrap_or(0)
    }

    pub fn cells(&self) -> Vec<Cell> {
        self.units.iter().map(|unit| unit.cell.clone()).collect()
    }

    /// What readers know of the weeks before.
    pub fn record(&self, before: &[Vec<Known>]) -> Vec<Week> {
        let of = |(sums, known): (&HashMap<(CellScope, i64), Sum>, &Vec<Known>)| {
            let mut week = Week::default();
            for it in known {
                let Some(groups) = sums.get(&(it.scope, it.unit)) else {
                    continue;
                };
                match it.state {
                    FigureState::Shown => week.published.push(groups.clone()),
                    _ if it.secret => week.secret.push(groups.clone()),
                    _ => {}
                }
            }
            week
        };
        self.weeks[1..].iter().zip(before).map(of).collect()
    }
}

fn unit(scope: CellScope, unit: i64, parent: Option<usize>, groups: Sum) -> Unit {
    Unit {
        scope,
        unit,
        cell: Cell { parent, groups },
    }
}

/// Each cell of the week so many weeks before.
fn sums(places: &[Places], countries: &Countries, back: usize) -> HashMap<(CellScope, i64), Sum> {
    let mut sums: HashMap<(CellScope, i64), Sum> = HashMap::new();
    for (at, places) in (0_u32..).zip(places) {
        let place = places[back];
        if !place.is_counted() {
            continue;
        }
        let country = countries.get(&place.site);
        let cells = [
            Some((CellScope::Network, 0)),
            Some((CellScope::Level, place.level)),
            country.map(|country| (CellScope::Country, *country)),
            (place.site != 0).then_some((CellScope::Site, place.site)),
        ];
        for cell in cells.into_iter().flatten() {
            sums.entry(cell).or_default().push(at);
        }
    }
    sums
}
