//! Where people are counted. Who comes, leaves or moves is counted in the new place once ten do the same,
//! so that two weeks never differ by fewer people than may be told of.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Result;
use statistics::privacy::PEOPLE_NEEDED;
use store::Tx;

use super::cell::BoardLevel;
use super::queries::{self, Counting, Move};

/// Weeks before that are looked at when a week is shown.
pub const WEEKS_BEFORE: usize = 2;
/// That are in sight: a week and those before it.
pub const WEEKS: usize = WEEKS_BEFORE + 1;

/// A site and a level by its place from 1. Site 0 is none; [`Place::NOWHERE`] is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub site: i64,
    pub level: i64,
}

impl Place {
    pub const NOWHERE: Place = Place { site: -1, level: 0 };

    pub fn is_counted(self) -> bool {
        self != Place::NOWHERE
    }
}

/// Where somebody stands, newest first: this week and the weeks before.
pub type Places = [Place; WEEKS];

impl Move {
    pub fn from(&self) -> Place {
        Place {
            site: self.from_site,
            level: self.from_level,
        }
    }

    pub fn to(&self) -> Place {
        Place {
            site: self.to_site,
            level: self.to_level,
        }
    }
}

/// So many cells are looked at all together.
const CELLS_TOGETHER: usize = 60;

/// Whether the tables of these sites, with the names of their countries, are looked at in parts
/// ([`super::large`]), which asks that people move seldom and at two sites of a country at the least.
pub fn is_large(sites: &[(i64, String)]) -> bool {
    let countries: BTreeSet<&str> = sites.iter().map(|(_, country)| country.as_str()).collect();
    // The network and its levels are cells too.
    sites.len() + countries.len() + 1 + BoardLevel::ALL.len() > CELLS_TOGETHER
}

/// Weeks between the moves of a large organisation, unless a fifth of its people wait.
const WEEKS_BETWEEN: i64 = 13;
const WAITING: i64 = 5;

/// The moves that are made: each site and each level is changed by ten people or more who do the same.
/// What is left out may make another move too rare, so it is looked at again until nothing changes.
/// `countries`: the country of each site of a large organisation.
pub fn together(mut moves: Vec<Move>, countries: Option<&BTreeMap<i64, i64>>) -> Vec<Move> {
    loop {
        let mut of_sites: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        let mut of_levels: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        let mut changed: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let country = |site: i64| {
            let known = countries.and_then(|countries| countries.get(&site));
            known.copied().unwrap_or(0)
        };
        let ends = |it: &Move| match it.from_site == it.to_site {
            true => Vec::new(),
            false => vec![it.from_site, it.to_site],
        };
        for it in &moves {
            *of_sites.entry((it.from_site, it.to_site)).or_default() += it.people;
            *of_levels.entry((it.from_level, it.to_level)).or_default() += it.people;
            for site in ends(it).into_iter().filter(|site| *site > 0) {
                changed.entry(country(site)).or_default().insert(site);
            }
        }
        let enough = |n: i64| n >= PEOPLE_NEEDED as i64;
        let alone = |site: &i64| {
            let others = changed.get(&country(*site));
            *site > 0 && countries.is_some() && others.is_some_and(|sites| sites.len() == 1)
        };
        let before = moves.len();
        moves.retain(|it| {
            (it.from_site == it.to_site || enough(of_sites[&(it.from_site, it.to_site)]))
                && (it.from_level == it.to_level
                    || enough(of_levels[&(it.from_level, it.to_level)]))
                && !ends(it).iter().any(alone)
        });
        if moves.len() == before {
            return moves;
        }
    }
}

/// Keeps those of the moves that were asked for that are made; their number.
pub fn decide(tx: &Tx, counting: &Counting) -> Result<usize> {
    let asked = queries::moves(tx, queries::MOST_MOVES)?;
    queries::forget_moves(tx)?;
    let sites = queries::site_countries(tx, queries::MOST_SITES)?;
    let is_large = is_large(&sites);
    // Sites without a country are a part of their own, as in the tables.
    let mut names: BTreeMap<String, i64> = [(String::new(), 0)].into();
    let mut countries: BTreeMap<i64, i64> = BTreeMap::new();
    for (site, name) in sites {
        let next = names.len() as i64;
        countries.insert(site, *names.entry(name).or_insert(next));
    }
    let waiting: i64 = asked.iter().map(|it| it.people).sum();
    let network = queries::people_of_network(tx, counting.shown_week)?.unwrap_or(0);
    let soon = counting.first_week - counting.moved_week < WEEKS_BETWEEN;
    if is_large && soon && waiting * WAITING < network {
        return Ok(0);
    }
    let made = together(asked, is_large.then_some(&countries));
    for it in &made {
        queries::add_move(
            tx,
            it.from_site,
            it.from_level,
            it.to_site,
            it.to_level,
            it.people,
        )?;
    }
    Ok(made.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From a site and level to another, so many.
    type Asked = ((i64, i64), (i64, i64), i64);

    fn moves(all: &[Asked]) -> Vec<Move> {
        let one = |((from_site, from_level), (to_site, to_level), people): &(
            (i64, i64),
            (i64, i64),
            i64,
        )| Move {
            from_site: *from_site,
            from_level: *from_level,
            to_site: *to_site,
            to_level: *to_level,
            people: *people,
        };
        all.iter().map(one).collect()
    }

    #[test]
    fn people_move_by_ten() {
        let made = |all: &[Asked]| -> Vec<i64> {
            let made = together(moves(all), None);
            made.iter().map(|it| it.people).collect()
        };
        // Ten newcomers at a site, one of them a manager: only once other sites have nine more.
        assert!(made(&[((-1, 0), (1, 4), 9)]).is_empty());
        assert_eq!(made(&[((-1, 0), (1, 4), 10)]), [10]);
        assert_eq!(made(&[((-1, 0), (1, 4), 10), ((-1, 0), (1, 2), 1)]), [10]);
        let spread = [
            ((-1, 0), (1, 4), 10),
            ((-1, 0), (1, 2), 1),
            ((-1, 0), (2, 4), 11),
            ((-1, 0), (2, 2), 9),
        ];
        assert_eq!(made(&spread), [10, 1, 11, 9]);
        // Without the manager there are too few newcomers at the site.
        assert!(made(&[((-1, 0), (1, 4), 9), ((-1, 0), (1, 2), 1)]).is_empty());
        let alone = moves(&[
            ((-1, 0), (1, 4), 10),
            ((-1, 0), (2, 4), 10),
            ((-1, 0), (3, 4), 10),
        ]);
        let countries = [(1, 7), (2, 7), (3, 8)].into();
        let made_there = together(alone, Some(&countries));
        assert_eq!(
            made_there.iter().map(|it| it.to_site).collect::<Vec<_>>(),
            [1, 2]
        );
        // A promotion changes no site.
        assert_eq!(made(&[((1, 4), (1, 2), 4), ((2, 4), (2, 2), 6)]), [4, 6]);
        assert_eq!(made(&[((1, 4), (2, 4), 10), ((2, 4), (1, 4), 9)]), [10]);
    }
}
