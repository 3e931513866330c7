//! From what is published of three weeks of a network nobody's figure can be worked out, nor that of a
//! few people; and the auditor that says so finds it when it is there.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;
use statistics::privacy::{
    Cell, Finding, Group, Malformed, Refusal, Shown, Week, Why, audit, determined, rules, withhold,
};
use statistics::random::{Generator, SeedableRng};

const REGIONS: usize = 4;
const SITES: usize = 20;
const DEPARTMENTS: usize = 80;
const LEVELS: usize = 4;
const COMMUNITIES: usize = 16;
const WEEKS: usize = 3;

/// Where a person stands in a week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    department: usize,
    level: usize,
    communities: BTreeSet<usize>,
}

/// A person's places (`None` when not there) and whether they contributed, week by week.
#[derive(Clone, Debug)]
struct Person {
    places: Vec<Option<Place>>,
    contributed: Vec<bool>,
}

impl Place {
    fn draw(rng: &mut Generator) -> Place {
        // Departments of different size: some have five people, some sixty.
        let department = (rng.random::<f64>().powi(2) * DEPARTMENTS as f64) as usize;
        let level = match rng.random_range(0..100) {
            0..2 => 0,
            2..10 => 1,
            10..22 => 2,
            _ => 3,
        };
        let mut communities = BTreeSet::new();
        for _ in 0..rng.random_range(0..3) {
            let popular = rng.random::<f64>().powi(2) * COMMUNITIES as f64;
            communities.insert(popular as usize);
        }
        Place {
            department,
            level,
            communities,
        }
    }
}

/// Two thousand people; each week about one in a hundred leaves, joins or moves.
fn people(rng: &mut Generator) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..2_060 {
        let mut place = (number < 2_000).then(|| Place::draw(rng));
        let mut contributes = rng.random::<f64>() < 0.5;
        let mut person = Person {
            places: Vec::new(),
            contributed: Vec::new(),
        };
        for week in 0..WEEKS {
            if week > 0 {
                // Twenty of the last sixty join each week.
                if number >= 2_000 && (number - 2_000) / 20 + 1 == week {
                    place = Some(Place::draw(rng));
                }
                match rng.random_range(0..1000) {
                    0..8 => place = None,
                    8..18 => {
                        if let Some(place) = &mut place {
                            place.department = Place::draw(rng).department;
                        }
                    }
                    18..24 => {
                        if let Some(place) = &mut place {
                            place.communities = Place::draw(rng).communities;
                        }
                    }
                    _ => {}
                }
                if rng.random::<f64>() < 0.1 {
                    contributes = !contributes;
                }
            }
            person.places.push(place.clone());
            person.contributed.push(contributes);
        }
        people.push(person);
    }
    people
}

/// The atomic groups over all weeks: who is of each.
fn atoms(people: &[Person]) -> Vec<(Vec<Option<Place>>, Vec<&Person>)> {
    let mut atoms: BTreeMap<Vec<Option<Place>>, Vec<&Person>> = BTreeMap::new();
    for person in people {
        atoms.entry(person.places.clone()).or_default().push(person);
    }
    atoms.into_iter().collect()
}

/// The figures and the tables of one week: network, levels, regions, sites, departments, communities.
fn week(atoms: &[(Vec<Option<Place>>, Vec<&Person>)], week: usize) -> (Vec<Group>, Vec<Cell>) {
    let groups = atoms.iter().map(|(places, people)| {
        let here = places[week].is_some();
        let contributing = people
            .iter()
            .filter(|of| here && of.contributed[week])
            .count();
        Group {
            people: people.len() as u32,
            contributing: contributing as u32,
            sum: contributing as u64,
            largest: u64::from(contributing > 0),
        }
    });
    let groups = groups.collect();
    let cell = |parent: Option<usize>, holds: &dyn Fn(&Place) -> bool| {
        let of = atoms.iter().enumerate();
        let inside = of.filter(|(_, (places, _))| places[week].as_ref().is_some_and(holds));
        Cell {
            parent,
            groups: inside.map(|(at, _)| at as u32).collect(),
        }
    };
    let mut cells = vec![cell(None, &|_| true)];
    for level in 0..LEVELS {
        cells.push(cell(Some(0), &|place| place.level == level));
    }
    let first_region = cells.len();
    for region in 0..REGIONS {
        cells.push(cell(Some(0), &|place| place.department % REGIONS == region));
    }
    let first_site = cells.len();
    for site in 0..SITES {
        let region = first_region + site % REGIONS;
        cells.push(cell(Some(region), &|place| {
            place.department % SITES == site
        }));
    }
    for department in 0..DEPARTMENTS {
        let site = first_site + department % SITES;
        cells.push(cell(Some(site), &|place| place.department == department));
    }
    for community in 0..COMMUNITIES {
        let holds = |place: &Place| place.communities.contains(&community);
        cells.push(cell(Some(0), &holds));
    }
    (groups, cells)
}

fn sizes(groups: &[Group]) -> Vec<u32> {
    groups.iter().map(|group| group.people).collect()
}

fn has_figures(shown: &Shown) -> bool {
    matches!(shown, Shown::Figures { .. })
}

#[test]
fn three_weeks_of_a_network_tell_of_nobody_and_without_secondary_suppression_they_do() {
    let rng = &mut Generator::seed_from_u64(1);
    let people = people(rng);
    let atoms = atoms(&people);
    let mut record: Vec<Week> = Vec::new();
    let mut by_rules: Vec<Week> = Vec::new();
    for number in 0..WEEKS {
        let (groups, cells) = week(&atoms, number);
        let (shown, published) = withhold(&groups, &cells, &record, rng).unwrap();
        record.push(published);
        let alone = rules(&groups, &cells).unwrap();
        by_rules.push(Week::default());
        for (cell, alone) in cells.iter().zip(&alone) {
            let list = match alone {
                Shown::Figures { .. } => &mut by_rules[number].published,
                _ => &mut by_rules[number].secret,
            };
            list.push(cell.groups.clone());
        }
        let count = |shown: &[Shown], of: std::ops::Range<usize>| {
            shown[of].iter().filter(|shown| has_figures(shown)).count()
        };
        for (table, of) in [
            ("network", 0..1),
            ("levels", 1..5),
            ("regions", 5..9),
            ("sites", 9..29),
            ("departments", 29..109),
            ("communities", 109..125),
        ] {
            let (ours, alone) = (count(&shown, of.clone()), count(&alone, of.clone()));
            println!("week {number}: {ours} of {alone} of {} {table}", of.len());
        }
        // It would be easy to show nothing.
        assert!(has_figures(&shown[0]), "week {number}");
        if number == 0 {
            let figures = shown.iter().filter(|shown| has_figures(shown)).count();
            let allowed = alone.iter().filter(|shown| has_figures(shown)).count();
            assert!(figures * 10 >= allowed * 7, "{figures} of {allowed}");
        }
    }
    let (groups, _) = week(&atoms, 0);
    let sizes = sizes(&groups);
    println!("{} atomic groups", sizes.len());
    let other_orders = &mut Generator::seed_from_u64(99);
    for _ in 0..5 {
        assert_eq!(audit(&sizes, &record, other_orders), Ok(vec![]));
    }
    // The audit looked at each group; the ranks of some say the same.
    let small = (0..sizes.len()).filter(|atom| sizes[*atom] < 10);
    for atom in small.step_by(20) {
        let known = determined(&[atom as u32], &sizes, &record).unwrap();
        assert!(!known, "group {atom} of {}", sizes[atom]);
    }
    let findings = audit(&sizes, &by_rules, other_orders).unwrap();
    println!("without secondary suppression {} findings", findings.len());
    let secret = |of: &Finding| matches!(of, Finding::Secret { .. });
    let person = |of: &Finding| matches!(of, Finding::Few { people: 1, .. });
    assert!(findings.iter().any(secret) && findings.iter().any(person));
}

fn group(people: u32, contributing: u32) -> Group {
    Group {
        people,
        contributing,
        sum: contributing.into(),
        largest: 1,
    }
}

fn cell(parent: Option<usize>, groups: &[u32]) -> Cell {
    Cell {
        parent,
        groups: groups.to_vec(),
    }
}

#[test]
fn a_cell_by_itself_needs_ten_inside_and_outside_and_nobody_with_more_than_half() {
    let of = |groups: &[Group]| -> Shown {
        let cells = [cell(None, &[0, 1]), cell(Some(0), &[0])];
        rules(groups, &cells).unwrap()[1]
    };
    let many = group(100, 50);
    let figures = |contributing, sum| Shown::Figures { contributing, sum };
    assert_eq!(of(&[group(40, 12), many]), figures(10, 10));
    assert_eq!(of(&[group(40, 13), many]), figures(15, 15));
    assert_eq!(of(&[group(40, 10), many]), figures(10, 10));
    assert_eq!(of(&[group(40, 9), many]), Shown::Withheld(Why::TooFew));
    assert_eq!(of(&[group(0, 0), many]), Shown::Withheld(Why::TooFew));
    // 60 of 64, as PRODUCT.md has it; and what is no small share is not shown at all.
    assert_eq!(of(&[group(64, 60), many]), Shown::AlmostAll);
    assert_eq!(of(&[group(64, 64), many]), Shown::AlmostAll);
    assert_eq!(of(&[group(64, 54), many]), figures(55, 55));
    assert_eq!(of(&[group(20, 15), many]), Shown::Withheld(Why::TooFewRest));
    let outside = Shown::Withheld(Why::TooFewOutside);
    assert_eq!(of(&[group(40, 20), group(30, 9)]), outside);
    assert_eq!(of(&[group(40, 20), group(30, 10)]), figures(20, 20));
    // With nobody outside, the cell says what its parent says.
    assert_eq!(of(&[group(40, 20), group(0, 0)]), figures(20, 20));
    let busy = |largest| Group {
        sum: 100,
        largest,
        ..group(40, 20)
    };
    assert_eq!(of(&[busy(50), many]), figures(20, 100));
    assert_eq!(of(&[busy(51), many]), Shown::Withheld(Why::OnePerson));
}

/// A network of one region with three sites, and a level.
fn small() -> (Vec<Group>, Vec<Cell>) {
    let groups = vec![group(30, 6), group(40, 20), group(50, 25), group(60, 30)];
    let cells = vec![
        cell(None, &[0, 1, 2, 3]),
        cell(Some(0), &[0]),
        cell(Some(0), &[1]),
        cell(Some(0), &[2]),
        cell(Some(0), &[3]),
    ];
    (groups, cells)
}

#[test]
fn one_site_alone_is_not_withheld_beside_its_sisters() {
    let (groups, cells) = small();
    let rng = &mut Generator::seed_from_u64(2);
    let (shown, mut week) = withhold(&groups, &cells, &[], rng).unwrap();
    let figures: Vec<bool> = shown.iter().map(has_figures).collect();
    assert_eq!(figures, [true, false, false, true, true]);
    assert_eq!(shown[1], Shown::Withheld(Why::TooFew));
    // The smallest of its sisters gives way.
    assert_eq!(shown[2], Shown::Withheld(Why::Reveals));
    let sizes = sizes(&groups);
    assert_eq!(audit(&sizes, &[week.clone()], rng), Ok(vec![]));
    let alone = rules(&groups, &cells).unwrap();
    assert!(has_figures(&alone[2]));
    week.published.push(vec![1]);
    let found = audit(&sizes, &[week.clone()], rng).unwrap();
    assert_eq!(found, [Finding::Secret { week: 0, at: 0 }]);
    assert_eq!(determined(&[0], &sizes, &[week]), Ok(true));
}

#[test]
fn who_comes_or_goes_alone_is_not_told_by_the_difference_of_two_weeks() {
    let rng = &mut Generator::seed_from_u64(3);
    // 60 who stay, one who joins in the second week, and 100 elsewhere.
    let groups = vec![group(60, 30), group(1, 1), group(100, 40)];
    let first = vec![cell(None, &[0, 2]), cell(Some(0), &[0])];
    let second = vec![cell(None, &[0, 1, 2]), cell(Some(0), &[0, 1])];
    let (shown, week) = withhold(&groups, &first, &[], rng).unwrap();
    assert!(shown.iter().all(has_figures));
    let (shown, next) = withhold(&groups, &second, std::slice::from_ref(&week), rng).unwrap();
    assert_eq!(shown, [Shown::Withheld(Why::Reveals); 2]);
    let sizes = sizes(&groups);
    assert_eq!(audit(&sizes, &[week.clone(), next], rng), Ok(vec![]));
    let next = Week {
        published: vec![vec![0, 1]],
        secret: vec![],
    };
    let person = Finding::Few {
        people: 1,
        sum: vec![(1, 1)],
    };
    assert_eq!(audit(&sizes, &[week.clone(), next], rng), Ok(vec![person]));
    // When ten come together it is nobody's own.
    let groups = vec![group(60, 30), group(10, 5), group(100, 40)];
    let (shown, _) = withhold(&groups, &second, &[week], rng).unwrap();
    assert!(shown.iter().all(has_figures));
}

#[test]
fn a_cell_may_be_shown_in_one_week_and_withheld_in_another_but_not_follow_in_that_one() {
    let rng = &mut Generator::seed_from_u64(5);
    let (mut groups, cells) = small();
    for enough in [10, 6, 10] {
        groups[0] = group(30, 10);
        let (shown, first) = withhold(&groups, &cells, &[], rng).unwrap();
        assert!(shown.iter().all(has_figures), "{shown:?}");
        groups[0] = group(30, enough);
        let (shown, second) = withhold(&groups, &cells, &[first], rng).unwrap();
        let figures: Vec<bool> = shown.iter().map(has_figures).collect();
        assert_eq!(figures, [true, enough >= 10, enough >= 10, true, true]);
        // And when they are enough again they are shown again.
        groups[0] = group(30, 10);
        let (shown, _) = withhold(&groups, &cells, &[second], rng).unwrap();
        assert!(shown.iter().all(has_figures), "{shown:?}");
    }
}

/// The rank of a matrix of whole numbers, without fractions (Bareiss 1968).
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let (mut rank, mut last) = (0, 1);
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(rank, pivot);
        let (above, below) = rows.split_at_mut(rank + 1);
        let top = &above[rank];
        for row in below {
            let factor = row[column];
            for (value, top_value) in row.iter_mut().zip(top) {
                *value = (*value * top[column] - factor * top_value) / last;
            }
        }
        last = rows[rank][column];
        rank += 1;
    }
    rank
}

#[test]
fn the_auditor_finds_all_that_a_search_over_all_groups_finds() {
    // A sum over few people follows exactly if leaving these people out lowers the rank.
    let (mut leaking, mut safe) = (0, 0);
    for seed in 0..4_000 {
        let rng = &mut Generator::seed_from_u64(seed);
        let count = rng.random_range(8..=14);
        let people: Vec<u32> = (0..count).map(|_| rng.random_range(1..=5)).collect();
        let sums = rng.random_range(2..=7);
        let published: Vec<Vec<u32>> = (0..sums)
            .map(|_| (0..count as u32).filter(|_| rng.random()).collect())
            .collect();
        let matrix = |keep: &dyn Fn(usize) -> bool| -> Vec<Vec<i128>> {
            let entry = |sum: &Vec<u32>, group: usize| i128::from(sum.contains(&(group as u32)));
            let kept = || (0..count).filter(|group| keep(*group));
            published
                .iter()
                .map(|sum| kept().map(|group| entry(sum, group)).collect())
                .collect()
        };
        let full = rank(matrix(&|_| true));
        let told = (1u32..1 << count).any(|set| {
            let within = |group: usize| set >> group & 1 == 1;
            let size: u32 = (0..count)
                .filter(|group| within(*group))
                .map(|at| people[at])
                .sum();
            size < 10 && full > rank(matrix(&|group| !within(group)))
        });
        let week = Week {
            published: published.clone(),
            secret: vec![],
        };
        let found = audit(&people, &[week], rng).unwrap();
        assert_eq!(
            !found.is_empty(),
            told,
            "seed {seed}: {people:?} {published:?}"
        );
        for finding in found {
            let Finding::Few { people: size, sum } = finding else {
                panic!("there are no secrets");
            };
            assert!(size < 10);
            let mut rows = matrix(&|_| true);
            rows.push(vec![0; count]);
            for (group, factor) in sum {
                *rows.last_mut().unwrap().get_mut(group as usize).unwrap() = factor.into();
            }
            assert_eq!(rank(rows), full, "seed {seed}: it does not follow");
        }
        leaking += u32::from(told);
        safe += u32::from(!told);
    }
    println!("{leaking} systems leak, {safe} do not");
    assert!(leaking > 500 && safe > 500);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_published_after_a_leak() {
    let (groups, mut cells) = small();
    let rng = &mut Generator::seed_from_u64(4);
    let nothing = Ok((vec![], Week::default()));
    assert_eq!(withhold(&[], &[], &[], rng), nothing);
    assert_eq!(audit(&[], &[], rng), Ok(vec![]));
    // Of a cell that was withheld, and of five people who are not in any cell of this week.
    let with_few = [&groups[..], &[group(5, 3)]].concat();
    for (published, secret) in [
        (vec![vec![0, 1], vec![1]], vec![vec![0]]),
        (vec![vec![4]], vec![]),
    ] {
        let leak = Week { published, secret };
        let (shown, week) = withhold(&with_few, &cells, &[leak], rng).unwrap();
        assert!(!shown.iter().any(has_figures), "{shown:?}");
        assert!(week.published.is_empty());
    }
    for broken in [
        cell(Some(9), &[0]),
        cell(Some(0), &[7]),
        cell(Some(0), &[1, 0]),
        cell(Some(1), &[2]),
    ] {
        cells[4] = broken;
        let malformed = Malformed { cell: 4 };
        assert_eq!(rules(&groups, &cells), Err(malformed));
        let refused = withhold(&groups, &cells, &[], rng);
        assert_eq!(refused, Err(Refusal::Malformed(malformed)));
    }
    let beyond = Week {
        published: vec![vec![9]],
        secret: vec![],
    };
    // A group named twice counts once.
    let twice = Week {
        published: vec![vec![0, 0]],
        secret: vec![],
    };
    let few = Finding::Few {
        people: 5,
        sum: vec![(0, 1)],
    };
    assert_eq!(audit(&[5, 20], &[twice], rng), Ok(vec![few]));
    let refusal = Refusal::NoSuchGroup { group: 9 };
    let refused = withhold(&groups, &[], std::slice::from_ref(&beyond), rng);
    assert_eq!(refused, Err(refusal));
    assert_eq!(audit(&[1, 2], &[beyond], rng), Err(refusal));
    assert_eq!(determined(&[9], &[1], &[]), Err(refusal));
}
