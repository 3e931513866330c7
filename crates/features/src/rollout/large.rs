//! Which figures of a large organisation may be told: looking at hundreds of sites all together would
//! take too long, so it is done in parts that together are as strict.
//!
//! The network, its levels and countries are looked at together. The sites of a country are a partition
//! of it in each week, and people move between them by ten and at two sites of a country at the least
//! ([`super::places`]). A site whose people have changed is not shown until the weeks in which it was
//! shown before are out of sight, so nobody knows what changed at one site. What follows then is, for each
//! week, the sum of those sites that no week shows with the same people: these must be two or more with
//! ten people. What could follow from levels and sites together must weigh one level against another at
//! each site that has both, and so tells of at least as many people as the smaller side has at all sites;
//! where these are fewer than ten, no site is shown. By the tables of the newest week alone, too, two or more
//! sites are left unknown: what an older week has told of a site is no longer true of it. A country that a site has left or joined is not shown, nor
//! are its sites, until the weeks before are out of sight.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use statistics::privacy::{self, Cell, PEOPLE_NEEDED, Refusal, Shown, Sum, Week, Why};
use statistics::random::Generator;

use super::cell::{BoardLevel, CellScope, FigureState};
use super::places::WEEKS;
use super::queries::Known;
use super::sums::Tables;

const PROTECTED: Shown = Shown::Withheld(Why::Reveals);

pub(super) fn show(
    tables: &Tables,
    groups: &[privacy::Group],
    before: &[Vec<Known>],
    rng: &mut Generator,
) -> Result<Vec<Shown>, Refusal> {
    let units = &tables.units;
    let nothing = vec![PROTECTED; units.len()];
    let mut shown = nothing.clone();
    let whole: Vec<usize> = (0..units.len())
        .filter(|at| units[*at].scope != CellScope::Site)
        .collect();
    for (at, of) in whole
        .iter()
        .zip(of_whole(tables, groups, before, &whole, rng)?)
    {
        shown[*at] = of;
    }
    let changed = changed_countries(tables);
    for at in &whole {
        let unit = &units[*at];
        if unit.scope == CellScope::Country && changed.contains(&unit.unit) && is_told(&shown[*at])
        {
            shown[*at] = PROTECTED;
        }
    }
    let told = told(before);
    // Of every week whose tables are still in sight.
    let hidden = (0..WEEKS).all(|back| levels_hide_sites(tables, groups, back));
    if !hidden {
        let sites_told = told
            .iter()
            .flatten()
            .any(|(scope, _)| *scope == CellScope::Site);
        return Ok(if sites_told { nothing } else { shown });
    }
    let mut sites: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        if let (CellScope::Site, Some(parent)) = (unit.scope, unit.cell.parent) {
            sites.entry(parent).or_default().push(at);
        }
    }
    let parts = parts(tables);
    for (parent, sites) in sites {
        // Sites would add up to a whole that is not told.
        if !matches!(shown[parent], Shown::Figures { .. }) {
            continue;
        }
        let country = match units[parent].scope {
            CellScope::Country => units[parent].unit,
            _ => 0,
        };
        if changed.contains(&country) {
            continue;
        }
        let part = Part {
            tables,
            groups,
            country,
            sites: parts.get(&country).map_or(&[], Vec::as_slice),
            told: &told,
        };
        let Some(of_sites) = part.shown(&sites)? else {
            // What was told before would tell of a site that must not be known.
            return Ok(nothing);
        };
        for (site, of) in sites.iter().zip(of_sites) {
            shown[*site] = of;
        }
    }
    Ok(shown)
}

/// The sites that some week has.
fn all_sites(tables: &Tables) -> BTreeSet<i64> {
    let cells = tables.weeks.iter().flat_map(|week| week.keys());
    let sites = cells.filter(|(scope, _)| *scope == CellScope::Site);
    sites.map(|(_, site)| *site).collect()
}

/// The countries, and (0) none, that a site has left or joined in these weeks.
fn changed_countries(tables: &Tables) -> BTreeSet<i64> {
    let mut changed = BTreeSet::new();
    for site in all_sites(tables) {
        let of: BTreeSet<i64> = (0..WEEKS)
            .map(|back| tables.country_of(site, back))
            .collect();
        if of.len() > 1 {
            changed.extend(of);
        }
    }
    changed
}

/// Of each country and (0) of none the sites that some week has.
fn parts(tables: &Tables) -> BTreeMap<i64, Vec<i64>> {
    let mut parts: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for site in all_sites(tables) {
        let country = tables.country_of(site, 0);
        parts.entry(country).or_default().push(site);
    }
    parts
}

/// The units that each week before has shown.
fn told(before: &[Vec<Known>]) -> Vec<HashSet<(CellScope, i64)>> {
    let of = |known: &Vec<Known>| {
        let shown = known.iter().filter(|it| it.state == FigureState::Shown);
        shown.map(|it| (it.scope, it.unit)).collect()
    };
    before.iter().map(of).collect()
}

/// The network, its levels and its countries, over groups of country and level.
fn of_whole(
    tables: &Tables,
    groups: &[privacy::Group],
    before: &[Vec<Known>],
    whole: &[usize],
    rng: &mut Generator,
) -> Result<Vec<Shown>, Refusal> {
    let mut places = BTreeMap::new();
    let mut merged: Vec<privacy::Group> = Vec::new();
    let mut place_of = Vec::with_capacity(groups.len());
    for (at, group) in groups.iter().enumerate() {
        let stood: [(i64, i64); WEEKS] = std::array::from_fn(|back| {
            let place = tables.places[at][back];
            (tables.country_of(place.site, back), place.level)
        });
        let place = *places.entry(stood).or_insert_with(|| {
            merged.push(privacy::Group::default());
            merged.len() as u32 - 1
        });
        add(&mut merged[place as usize], group);
        place_of.push(place);
    }
    let merge = |groups: &[u32]| -> Vec<u32> {
        let mut merged: Vec<u32> = groups.iter().map(|at| place_of[*at as usize]).collect();
        merged.sort_unstable();
        merged.dedup();
        merged
    };
    let cell = |at: &usize| Cell {
        parent: tables.units[*at].cell.parent,
        groups: merge(&tables.units[*at].cell.groups),
    };
    let cells: Vec<Cell> = whole.iter().map(cell).collect();
    let of_whole = |known: &Vec<Known>| -> Vec<Known> {
        let whole = known.iter().filter(|it| it.scope != CellScope::Site);
        whole.cloned().collect()
    };
    let before: Vec<Vec<Known>> = before.iter().map(of_whole).collect();
    let record: Vec<Week> = tables
        .record(&before)
        .iter()
        .map(|week| Week {
            published: week.published.iter().map(|sum| merge(sum)).collect(),
            secret: week.secret.iter().map(|sum| merge(sum)).collect(),
        })
        .collect();
    let (shown, _) = privacy::withhold(&merged, &cells, &record, rng)?;
    Ok(shown)
}

/// Whether weighing some levels against the others, at every site of a week, always tells of enough people.
fn levels_hide_sites(tables: &Tables, groups: &[privacy::Group], back: usize) -> bool {
    let mut at_sites: BTreeMap<i64, [i64; BoardLevel::ALL.len()]> = BTreeMap::new();
    for (places, group) in tables.places.iter().zip(groups) {
        let place = places[back];
        if place.is_counted() {
            at_sites.entry(place.site).or_default()[place.level as usize - 1] +=
                i64::from(group.people);
        }
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

/// The sites of a country, or (0) those without one, through the weeks.
struct Part<'a> {
    tables: &'a Tables,
    groups: &'a [privacy::Group],
    country: i64,
    /// That some week has.
    sites: &'a [i64],
    /// What each week before has shown.
    told: &'a [HashSet<(CellScope, i64)>],
}

impl Part<'_> {
    /// What may be shown of its sites; the whole is. `None` when something follows whatever is withheld.
    fn shown(&self, sites: &[usize]) -> Result<Option<Vec<Shown>>, Refusal> {
        let mut shown = self.by_rules(sites)?;
        let ids: Vec<i64> = sites.iter().map(|at| self.tables.units[*at].unit).collect();
        for (of, site) in shown.iter_mut().zip(&ids) {
            if is_told(of) && self.has_changed(*site) {
                *of = PROTECTED;
            }
        }
        // The smallest give way.
        let mut by_size: Vec<usize> = (0..sites.len()).collect();
        by_size.sort_by_key(|at| self.people(0, ids[*at]));
        let mut now: HashSet<i64> = ids
            .iter()
            .zip(&shown)
            .filter(|(_, shown)| is_told(shown))
            .map(|(site, _)| *site)
            .collect();
        // By the tables of this week alone, whatever other weeks have told of the same people.
        let mut alone = Unknown::none(&self.beside(0));
        for site in ids.iter().filter(|site| !now.contains(site)) {
            alone.add(self.people(0, *site));
        }
        for at in &by_size {
            if !alone.is_enough() && now.remove(&ids[*at]) {
                shown[*at] = PROTECTED;
                alone.add(self.people(0, ids[*at]));
            }
        }
        for back in 0..WEEKS {
            if back > 0 && !self.whole_was_told(back) {
                continue;
            }
            let mut unknown = self.unknown(back, &now);
            for at in &by_size {
                if unknown.is_enough() {
                    break;
                }
                let site = ids[*at];
                // Or it is known anyway.
                if now.contains(&site) && self.is_unknown(back, site, false) {
                    now.remove(&site);
                    shown[*at] = PROTECTED;
                    unknown.add(self.people(back, site));
                }
            }
            if !unknown.is_enough() {
                return Ok(None);
            }
        }
        Ok(Some(shown))
    }

    /// Each site by itself.
    fn by_rules(&self, sites: &[usize]) -> Result<Vec<Shown>, Refusal> {
        let of_site = |at: &usize| sum(self.groups, &self.tables.units[*at].cell.groups);
        let beside = Some(self.beside(0)).filter(|beside| beside.people > 0);
        let all: Vec<privacy::Group> = sites.iter().map(of_site).chain(beside).collect();
        let part = |at: u32| Cell {
            parent: Some(0),
            groups: vec![at],
        };
        let everything = Cell {
            parent: None,
            groups: (0..all.len() as u32).collect(),
        };
        let parts = (0..sites.len() as u32).map(part);
        let cells: Vec<Cell> = std::iter::once(everything).chain(parts).collect();
        let mut shown = privacy::rules(&all, &cells).map_err(Refusal::Malformed)?;
        shown.remove(0);
        Ok(shown)
    }

    fn of_site(&self, back: usize, site: i64) -> Option<&Sum> {
        self.tables.weeks[back].get(&(CellScope::Site, site))
    }

    fn people(&self, back: usize, site: i64) -> u64 {
        let of = self.of_site(back, site).map_or(&[][..], Vec::as_slice);
        of.iter()
            .map(|at| u64::from(self.groups[*at as usize].people))
            .sum()
    }

    /// Whether a week before has shown it, with other people.
    fn has_changed(&self, site: i64) -> bool {
        let now = self.of_site(0, site);
        let other = |back: usize| self.was_told(back, site) && self.of_site(back, site) != now;
        (1..WEEKS).any(other)
    }

    fn was_told(&self, back: usize, site: i64) -> bool {
        self.told[back - 1].contains(&(CellScope::Site, site))
    }

    fn whole_was_told(&self, back: usize) -> bool {
        let whole = match self.country {
            0 => (CellScope::Network, 0),
            country => (CellScope::Country, country),
        };
        self.told[back - 1].contains(&whole)
    }

    /// Of the sites of a week those that no week shows with the same people; `now` are those of this week.
    fn unknown(&self, back: usize, now: &HashSet<i64>) -> Unknown {
        let mut unknown = Unknown::none(&self.beside(back));
        for site in self.sites {
            if self.is_unknown(back, *site, now.contains(site)) {
                unknown.add(self.people(back, *site));
            }
        }
        unknown
    }

    /// Whether a site has people in a week whom no week shows together.
    fn is_unknown(&self, back: usize, site: i64, is_told_now: bool) -> bool {
        let Some(people) = self.of_site(back, site) else {
            return false;
        };
        let same = |week: usize| self.of_site(week, site) == Some(people);
        let told = |week: usize| match week {
            0 => is_told_now,
            _ => self.was_told(week, site),
        };
        !(0..WEEKS).any(|week| told(week) && same(week))
    }

    /// People of the whole who are at none of the sites: those without a site. Countries are told too.
    fn beside(&self, back: usize) -> privacy::Group {
        let mut beside = privacy::Group::default();
        if self.country == 0 {
            let all = self.tables.places.iter().zip(self.groups);
            all.filter(|(places, _)| places[back].site == 0)
                .for_each(|(_, group)| add(&mut beside, group));
        }
        beside
    }
}

fn is_told(shown: &Shown) -> bool {
    matches!(shown, Shown::Figures { .. })
}

/// Of whom only the sum is known.
#[derive(Clone, Copy)]
struct Unknown {
    sites: usize,
    /// And those who are at no site: they are in no table.
    beside: bool,
    people: u64,
}

impl Unknown {
    /// No site yet.
    fn none(beside: &privacy::Group) -> Unknown {
        Unknown {
            sites: 0,
            beside: beside.people > 0,
            people: beside.people.into(),
        }
    }

    fn add(&mut self, people: u64) {
        self.sites += 1;
        self.people += people;
    }

    fn is_enough(self) -> bool {
        match self.sites + usize::from(self.beside) {
            0 => true,
            1 => self.sites == 0 && self.people >= PEOPLE_NEEDED,
            _ => self.people >= PEOPLE_NEEDED,
        }
    }
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
