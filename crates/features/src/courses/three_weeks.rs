//! What three weeks together tell of a course: its figures by level as one system of equations over those
//! who were counted at the same levels, looked at by the auditor.

use std::collections::BTreeMap;

use statistics::privacy::{Finding, Sum, Week, audit};
use statistics::random::{Generator, RngExt, SeedableRng};

use super::figure::{Before, FigureState, Scope, by_level, figures};
use crate::rollout::BoardLevel;

const WEEKS: usize = 3;

/// The place of the level of somebody in each week, and in which weeks they had completed the course.
struct Person {
    levels: [i64; WEEKS],
    completed: [bool; WEEKS],
}

/// Few leaders complete it. Who changes levels does so with nine others and is not in here: a course takes
/// a level for the same people in all weeks.
fn company(seed: u64) -> Vec<Person> {
    let mut rng = Generator::seed_from_u64(seed);
    let mut people = Vec::new();
    let mut add = |n: i64, levels: [i64; WEEKS], often: u32| {
        for _ in 0..n {
            let from = rng.random_range(0..200) as f64 / f64::from(often.max(1));
            people.push(Person {
                levels,
                completed: [0.8, 1.0, 1.3].map(|more| from < more),
            });
        }
    };
    let mut sizes = Generator::seed_from_u64(seed + 1_000);
    add(
        sizes.random_range(20..60),
        [1; WEEKS],
        sizes.random_range(10..50),
    );
    add(
        sizes.random_range(40..120),
        [2; WEEKS],
        sizes.random_range(30..120),
    );
    add(
        sizes.random_range(25..60),
        [3; WEEKS],
        sizes.random_range(20..90),
    );
    add(sizes.random_range(200..500), [4; WEEKS], 90);
    people
}

fn count(
    people: &[Person],
    week: usize,
    which: &dyn Fn(&Person) -> bool,
) -> Vec<(BoardLevel, i64)> {
    let mut rows: BTreeMap<i64, i64> = BTreeMap::new();
    for person in people.iter().filter(|person| which(person)) {
        *rows.entry(person.levels[week]).or_default() += 1;
    }
    by_level(&rows.into_iter().collect::<Vec<_>>())
}

/// Shows the weeks one after another, as they are kept.
fn shown(people: &[Person]) -> Before {
    let mut weeks: Before = Vec::new();
    for week in 0..WEEKS {
        let all = count(people, week, &|_| true);
        let completed = count(people, week, &|person| person.completed[week]);
        let before: Before = weeks.iter().rev().cloned().collect();
        let figures = figures(&all, &completed, 0, &before, 1_900 + week as i64);
        let told = figures.iter().map(|it| (it.scope, it.state, it.secret));
        weeks.push(told.collect());
    }
    weeks
}

/// What the auditor works out; `all`: with what was withheld to protect others.
fn findings(people: &[Person], weeks: &Before, all: bool) -> Vec<Finding> {
    let mut groups: BTreeMap<[i64; WEEKS], u32> = BTreeMap::new();
    for person in people {
        *groups.entry(person.levels).or_default() += 1;
    }
    let mut record = Vec::new();
    for (week, told) in weeks.iter().enumerate() {
        let mut of = Week::default();
        for (scope, state, secret) in told {
            let level = match scope {
                Scope::All => None,
                Scope::Leader => Some(1),
                Scope::Manager => Some(2),
                Scope::Champion => Some(3),
                Scope::Staff => Some(4),
                Scope::Trying => continue,
            };
            let is_in = |key: &[i64; WEEKS]| level.is_none_or(|level| key[week] == level);
            let sum: Sum = (0..)
                .zip(groups.keys())
                .filter(|(_, key)| is_in(key))
                .map(|(at, _)| at)
                .collect();
            match state {
                FigureState::Shown => of.published.push(sum),
                _ if *secret => of.secret.push(sum),
                _ if all => of.published.push(sum),
                _ => {}
            }
        }
        record.push(of);
    }
    let sizes: Vec<u32> = groups.into_values().collect();
    audit(&sizes, &record, &mut Generator::seed_from_u64(3)).expect("the record is sound")
}

#[test]
fn three_weeks_of_a_course_tell_of_no_few() {
    let (mut needed, mut cells) = (0, 0);
    let companies = 60;
    for seed in 0..companies {
        let people = company(seed);
        let weeks = shown(&people);
        assert_eq!(findings(&people, &weeks, false), [], "company {seed}");
        let told = weeks.iter().flatten();
        cells += told
            .filter(|(_, state, _)| *state == FigureState::Shown)
            .count();
        needed += usize::from(!findings(&people, &weeks, true).is_empty());
    }
    assert!(
        cells >= companies as usize * 7,
        "{cells} of {} are shown",
        companies * 15
    );
    // Where what is withheld for others is shown too, something follows.
    assert!(needed * 5 >= companies as usize, "{needed} of {companies}");
}
