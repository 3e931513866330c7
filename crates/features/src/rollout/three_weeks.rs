//! What three weeks together tell, of a network made up here: all tables as one system of equations over
//! those who stood in the same cells, looked at by the auditor.

use std::collections::BTreeMap;

use statistics::privacy::{Finding, Week, audit};
use statistics::random::{Generator, RngExt, SeedableRng};

use super::cell::{FigureState, Stage};
use super::countries::Countries;
use super::deeds::{Counts, Group};
use super::places::{self, Place, WEEKS, together};
use super::publish::{Told, figures};
use super::queries::{Known, Move};
use super::sums::Tables;

/// Somebody with their place in each week, and in which weeks they were active.
struct Person {
    places: [Place; WEEKS],
    active: [bool; WEEKS],
}

struct Network {
    people: Vec<Person>,
    sites: i64,
    /// So many of the sites lie in another country from the second week on.
    going: i64,
}

/// So many sites of two countries and of none. Each week some come, go, move and are promoted; a site in
/// each country has few who are active. `wait`: whether they wait for one another.
fn network(sites: i64, seed: u64, wait: bool) -> Network {
    let mut rng = Generator::seed_from_u64(seed);
    let mut people = Vec::new();
    for site in 0..=sites {
        let staff = if site == 0 {
            30
        } else {
            rng.random_range(24..90)
        };
        let levels = [
            (4, staff),
            (3, rng.random_range(0..3)),
            (2, rng.random_range(0..3)),
            (1, rng.random_range(0..2)),
        ];
        for (level, n) in levels {
            people.extend((0..n).map(|_| Place { site, level }));
        }
    }
    people.extend(std::iter::repeat_n(Place::NOWHERE, people.len() / 8));
    let mut real = people.clone();
    let mut weeks = vec![people];
    let of = countries(sites, 0, 0);
    for _ in 1..WEEKS {
        for place in &mut real {
            let site = rng.random_range(1..=sites);
            *place = match (rng.random_range(0..100), place.is_counted()) {
                (0..=2, true) => Place::NOWHERE,
                (3..=5, true) => Place { site, ..*place },
                (6, true) => Place {
                    level: rng.random_range(1..=4),
                    ..*place
                },
                // Newcomers come to the same few sites.
                (0..=40, false) => Place {
                    site: 1 + site % 6,
                    level: 4,
                },
                _ => *place,
            };
        }
        let last = &weeks[weeks.len() - 1];
        let mut asked: BTreeMap<(Place, Place), i64> = BTreeMap::new();
        for (was, now) in last.iter().zip(&real).filter(|(was, now)| was != now) {
            *asked.entry((*was, *now)).or_default() += 1;
        }
        let moves = asked.into_iter().map(|((from, to), people)| Move {
            from_site: from.site,
            from_level: from.level,
            to_site: to.site,
            to_level: to.level,
            people,
        });
        let made: Vec<(Place, Place)> = together(moves.collect(), is_large(sites).then_some(&of))
            .iter()
            .map(|it| (it.from(), it.to()))
            .collect();
        let next = last.iter().zip(&real).map(|(was, now)| {
            if !wait || made.contains(&(*was, *now)) {
                *now
            } else {
                *was
            }
        });
        weeks.push(next.collect());
    }
    let quiet = |site: i64| (1..=6).contains(&site);
    let people = (0..weeks[0].len())
        .map(|at| {
            let often = if quiet(weeks[0][at].site) { 14 } else { 50 };
            let mut active = rng.random_range(0..100) < often;
            Person {
                places: [0, 1, 2].map(|week| weeks[week][at]),
                active: [0, 1, 2].map(|_| {
                    active ^= rng.random_range(0..100) < 3;
                    active
                }),
            }
        })
        .collect();
    Network {
        people,
        sites,
        going: 0,
    }
}

/// A third of the sites each; so many go to the next in the second week.
fn countries(sites: i64, going: i64, week: usize) -> Countries {
    let third = |site: i64| (site + i64::from(week > 0 && site <= going)) % 3;
    let country = |site: i64| (third(site) < 2).then_some((site, 7 + third(site)));
    (1..=sites).filter_map(country).collect()
}

/// Of a week and the two before it.
fn countries_of_weeks(net: &Network, week: usize) -> [Countries; WEEKS] {
    [0, 1, 2].map(|back| countries(net.sites, net.going, week.saturating_sub(back)))
}

fn is_large(sites: i64) -> bool {
    let countries = countries(sites, 0, 0);
    let name = |site: i64| countries.get(&site).map_or(String::new(), i64::to_string);
    let sites: Vec<(i64, String)> = (1..=sites).map(|site| (site, name(site))).collect();
    places::is_large(&sites)
}

/// Those who stood in the same cells in a week and the two before.
fn rows(people: &[Person], week: usize) -> Vec<Group> {
    let at = |person: &Person, back: usize| match week.checked_sub(back) {
        Some(week) => person.places[week],
        None => Place::NOWHERE,
    };
    let mut found: BTreeMap<[Place; WEEKS], Counts> = BTreeMap::new();
    for person in people {
        let places = [0, 1, 2].map(|back| at(person, back));
        if places.iter().any(|place| place.is_counted()) {
            let counts = found.entry(places).or_default();
            counts.people += 1;
            counts.active += u32::from(person.active[week]);
        }
    }
    let row = |(places, counts)| Group { places, counts };
    found.into_iter().map(row).collect()
}

/// Shows the weeks one after another; each unit with what was told of it.
fn shown(net: &Network) -> Vec<Vec<(Known, Told)>> {
    let mut weeks: Vec<Vec<(Known, Told)>> = Vec::new();
    for week in 0..WEEKS {
        let rows = rows(&net.people, week);
        let tables = Tables::of(&rows, &countries_of_weeks(net, week), is_large(net.sites));
        let before = |back: usize| match week.checked_sub(back) {
            Some(week) => weeks[week].iter().map(|(known, _)| known.clone()).collect(),
            None => Vec::new(),
        };
        let told = figures(&rows, &tables, Stage::Active, &[before(1), before(2)], 7);
        let of = tables.units.iter().zip(told).map(|(unit, told)| {
            let known = Known {
                scope: unit.scope,
                unit: unit.unit,
                state: told.state,
                secret: told.secret,
            };
            (known, told)
        });
        weeks.push(of.collect());
    }
    weeks
}

/// What the auditor works out, who knows where everybody was counted. `all`: with what was withheld to
/// protect others.
fn findings(net: &Network, weeks: &[Vec<(Known, Told)>], all: bool) -> Vec<Finding> {
    // The last week's rows hold all three weeks; those who are in none of its cells stood in one before.
    let rows = rows(&net.people, WEEKS - 1);
    let countries = countries_of_weeks(net, WEEKS - 1);
    let tables = Tables::of(&rows, &countries, is_large(net.sites));
    let sizes: Vec<u32> = rows.iter().map(|row| row.counts.people).collect();
    let known = |week: &Vec<(Known, Told)>| -> Vec<Known> {
        let mut known: Vec<Known> = week.iter().map(|(known, _)| known.clone()).collect();
        for it in known.iter_mut().filter(|it| all && !it.secret) {
            it.state = FigureState::Shown;
        }
        known
    };
    let mut record = tables.record(&[known(&weeks[1]), known(&weeks[0])]);
    let mut last = Week::default();
    for (unit, it) in tables.units.iter().zip(known(&weeks[2])) {
        match it.state {
            FigureState::Shown => last.published.push(unit.cell.groups.clone()),
            _ if it.secret && !unit.cell.groups.is_empty() => {
                last.secret.push(unit.cell.groups.clone());
            }
            _ => {}
        }
    }
    record.push(last);
    audit(&sizes, &record, &mut Generator::seed_from_u64(3)).expect("the record is sound")
}

fn sites_shown(weeks: &[Vec<(Known, Told)>]) -> usize {
    let last = weeks[WEEKS - 1].iter();
    last.filter(|(known, _)| {
        known.scope == super::CellScope::Site && known.state == FigureState::Shown
    })
    .count()
}

#[test]
fn three_weeks_tell_of_no_few_and_of_nobody() {
    for (sites, networks) in [(14, 12), (90, 30)] {
        let mut needed = 0;
        for seed in 0..networks {
            let net = network(sites, seed, true);
            let weeks = shown(&net);
            let found = findings(&net, &weeks, false);
            assert_eq!(found, [], "{sites} sites, network {seed}");
            let shown = sites_shown(&weeks);
            assert!(
                shown * 3 > sites as usize,
                "{shown} of {sites} sites are shown in network {seed}"
            );
            needed += usize::from(!findings(&net, &weeks, true).is_empty());
        }
        // Where what is withheld for others is shown too, something follows in nearly all of them.
        assert!(
            needed * 10 >= networks as usize * 8,
            "{needed} of {networks}"
        );
    }
}

/// Sites grow from few to nearly all: each is secret in some week, for those who are or for the rest.
#[test]
fn who_was_told_of_before_is_not_told_of_now() {
    for sites in [14, 90] {
        let mut all = 0;
        for seed in 0..12 {
            let mut rng = Generator::seed_from_u64(100 + seed);
            let mut net = network(sites, seed, true);
            for person in &mut net.people {
                let shares = match person.places[0].site % 7 {
                    0 => [50, 70, 85],
                    1 => [20, 45, 75],
                    _ => [30, 40, 50],
                };
                let drawn = rng.random_range(0..100);
                person.active = shares.map(|share| drawn < share);
            }
            let weeks = shown(&net);
            let found = findings(&net, &weeks, false);
            assert_eq!(found, [], "{sites} sites, network {seed}");
            all += usize::from(sites_shown(&weeks) > 0);
        }
        assert!(
            all >= 11,
            "of 12 networks {all} show sites at {sites} sites"
        );
    }
}

/// A quiet site is one that is withheld, and the difference between its country with and without it.
#[test]
fn a_site_that_goes_to_another_country_is_not_told_of() {
    for (sites, networks) in [(14, 12), (90, 12)] {
        for seed in 0..networks {
            let net = Network {
                going: 1 + seed as i64 % 3,
                ..network(sites, seed, true)
            };
            let weeks = shown(&net);
            let found = findings(&net, &weeks, false);
            assert_eq!(found, [], "{sites} sites, network {seed}");
        }
    }
}

#[test]
fn who_moves_alone_would_be_told_of() {
    let net = network(14, 1, false);
    let weeks = shown(&net);
    // They are kept safe all the same, and less is shown.
    assert_eq!(findings(&net, &weeks, false), []);
    let waiting = shown(&network(14, 1, true));
    let (hasty, waiting) = (sites_shown(&weeks), sites_shown(&waiting));
    assert!(
        hasty + 3 <= waiting,
        "{hasty} and {waiting} sites are shown"
    );
}

/// Leaders of a headquarters and three of a site, until ten of the staff of other sites are promoted: with
/// the leaders of the first week, what is told of the headquarters would tell of the three.
#[test]
fn levels_of_a_week_before_hide_sites_too() {
    let sites = 90;
    let mut people = Vec::new();
    let mut add = |site: i64, levels: [i64; WEEKS]| {
        let at = people.len();
        people.push(Person {
            places: levels.map(|level| Place { site, level }),
            active: [at % 5 < 3; WEEKS],
        });
    };
    (0..30).for_each(|_| add(1, [1; WEEKS]));
    (0..3).for_each(|_| add(2, [1; WEEKS]));
    for site in 2..=sites {
        (0..40).for_each(|_| add(site, [4; WEEKS]));
        if (10..20).contains(&site) {
            add(site, [4, 1, 1]);
        }
    }
    let net = Network {
        people,
        sites,
        going: 0,
    };
    let weeks = shown(&net);
    assert_eq!(findings(&net, &weeks, false), []);
    let level = weeks[0]
        .iter()
        .find(|(known, _)| known.scope == super::CellScope::Level && known.unit == 1);
    let told = level.map(|(known, _)| known.state);
    assert_eq!(told, Some(FigureState::Shown), "else it shows nothing");
}
