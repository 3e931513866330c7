//! What three weeks together tell of communities, in networks made up here: all their tables as one system
//! of equations, looked at by the auditor.
//!
//! What a person does in one community is told nowhere else but in the sum over all places, so the system
//! has an unknown for each community and each group of people who were counted there in the same weeks
//! (the share of members who take part), and one for each place (posts and questions, whose sum is told of
//! the network). The tables by level are looked at in [`super::matrix`], those by unit in [`super::units`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use network::CommunityId;
use network::communities::CommunityKind;
use statistics::privacy::{Finding, Sum, Week as Record, audit};
use statistics::random::{Generator, RngExt, SeedableRng};

use super::community::{Numbers, numbers, of_posts};
use super::measure::{Measure, State};
use super::members::{self, Members};
use super::people::People;
use super::sources::Room;
use super::tally::{STORYLINE, Tally, Wrote};
use super::totals::{self, Held, Things, Told};
use super::week::Week;

const WEEKS: usize = 3;
const ROOMS: u32 = 14;
const PEOPLE: u32 = 500;
const THINGS: [(Things, Measure); 2] = [
    (Things::Posts, Measure::ResponseRate),
    (Things::Questions, Measure::AnswerRate),
];

/// Who belongs to each room and what they write, week by week. The first two rooms are so quiet that little
/// is left beside what is told; one of them is lively from the second week on.
struct Network {
    belong: Vec<Vec<Members>>,
    wrote: Vec<Vec<Wrote>>,
}

fn network(seed: u64) -> Network {
    let mut rng = Generator::seed_from_u64(seed);
    let mut now: Vec<Members> = (0..ROOMS)
        .map(|room| {
            let size = if room < 2 {
                24
            } else {
                rng.random_range(30..160)
            };
            let first = rng.random_range(1..PEOPLE - size);
            (first..first + size).collect()
        })
        .collect();
    let mut network = Network {
        belong: Vec::new(),
        wrote: Vec::new(),
    };
    for week in 0..WEEKS {
        if week > 0 {
            for room in &mut now {
                let (come, go) = (rng.random_range(0..14), rng.random_range(0..5));
                for _ in 0..come {
                    room.insert(rng.random_range(1..PEOPLE));
                }
                for _ in 0..go {
                    let gone = room.select(rng.random_range(0..room.len() as u32));
                    gone.map(|gone| room.remove(gone));
                }
            }
        }
        let mut wrote = Vec::new();
        for (place, room) in (0..).zip(&now) {
            let often = match place {
                0 if week > 0 => 70,
                0..2 => 45,
                _ => 60,
            };
            for number in room {
                if rng.random_range(0..100) < often {
                    let other = rng.random_range(1..PEOPLE);
                    wrote.push(Wrote {
                        place,
                        // Places in the list are one less than numbers.
                        author: number - 1,
                        question: rng.random_range(0..100) < 70,
                        touched_by: (rng.random_range(0..100) < 55).then_some(other),
                    });
                }
            }
        }
        network.belong.push(now.clone());
        network.wrote.push(wrote);
    }
    network
}

/// What is told in a week.
struct Shown {
    members: Vec<Option<Members>>,
    numbers: Vec<Option<Numbers>>,
    sums: BTreeSet<Things>,
    tally: Tally,
    held: Held,
}

impl Shown {
    fn state(&self, room: usize, measure: Measure) -> Option<State> {
        let figures = &self.numbers[room].as_ref()?.figures;
        let found = figures.iter().find(|(of, _)| *of == measure)?;
        Some(found.1.state)
    }
}

/// Whether the rules that the test is about hold.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    Kept,
    Broken,
}

/// Shows the weeks one after another. `freeze`: members wait for one another; `hold`: places and sums are
/// held back for the sake of others.
fn shown(network: &Network, freeze: Rule, hold: Rule) -> Vec<Shown> {
    let mut weeks: Vec<Shown> = Vec::new();
    for week in 0..WEEKS {
        let rooms = (0..ROOMS).map(|room| Room {
            id: CommunityId::from_raw(i64::from(room) + 1),
            kind: CommunityKind::Open,
            network_wide: false,
            by_rule: false,
            archived: false,
            purpose: None,
        });
        let at = Week(1_900 + week as i64);
        let people = People::made_up(PEOPLE);
        let tally = Tally::made_up(at, people, rooms.collect(), &network.wrote[week]);
        let mut all = Shown {
            members: Vec::new(),
            numbers: Vec::new(),
            sums: BTreeSet::new(),
            tally,
            held: Held::default(),
        };
        let mut told = HashMap::new();
        for room in 0..ROOMS as usize {
            let now = network.belong[week][room].clone();
            let before = weeks.iter().rev();
            let before: Vec<Members> = before
                .filter_map(|week| week.members[room].clone())
                .collect();
            let counted = match freeze {
                Rule::Kept => members::counted(now, &before),
                Rule::Broken => Some(now),
            };
            let numbers = counted.as_ref().map(|members| {
                let here: Vec<u32> = members.iter().map(|number| number - 1).collect();
                numbers(&all.tally, at, room as u32, members.len(), &here)
            });
            all.members.push(counted);
            all.numbers.push(numbers);
            for (things, measure) in THINGS {
                if weeks
                    .iter()
                    .any(|week| week.state(room, measure) == Some(State::Shown))
                {
                    told.insert((things, room as u32), Told::Before);
                } else if all.state(room, measure) == Some(State::Shown) {
                    told.insert((things, room as u32), Told::Now);
                }
            }
        }
        let before = weeks
            .iter()
            .flat_map(|week| week.sums.iter().copied())
            .collect();
        if hold == Rule::Kept {
            all.held = totals::hold_back(&all.tally, &told, &before);
        }
        for (room, numbers) in all.numbers.iter_mut().enumerate() {
            for (measure, figure) in numbers.iter_mut().flat_map(|it| &mut it.figures) {
                if figure.state == State::Shown && all.held.place(*measure, room as u32) {
                    figure.state = State::Reveals;
                }
            }
        }
        let whole = of_posts(&all.tally.posts, all.tally.replies(), at);
        for (things, measure) in THINGS {
            let is_told = |(of, figure): &(Measure, super::gate::Figure)| {
                *of == measure && figure.state == State::Shown && !all.held.sum(measure)
            };
            if whole.iter().any(is_told) {
                all.sums.insert(things);
            }
        }
        weeks.push(all);
    }
    weeks
}

/// Everything as one system of equations, by who really was where.
fn findings(weeks: &[Shown]) -> Vec<Finding> {
    let mut people: Vec<u32> = Vec::new();
    let mut record = vec![Record::default(); WEEKS];
    let mut note = |week: usize, state: Option<State>, sum: Sum| match state {
        Some(State::Shown) => record[week].published.push(sum),
        Some(State::Withheld | State::AlmostAll) => record[week].secret.push(sum),
        _ => {}
    };
    for room in 0..ROOMS as usize {
        let mut groups: BTreeMap<[bool; WEEKS], u32> = BTreeMap::new();
        for number in 1..=PEOPLE {
            let counted = |week: usize| weeks[week].members[room].as_ref();
            let is_in = [0, 1, 2].map(|week| counted(week).is_some_and(|all| all.contains(number)));
            if is_in.contains(&true) {
                *groups.entry(is_in).or_default() += 1;
            }
        }
        let first = people.len() as u32;
        people.extend(groups.values());
        for (week, of) in weeks.iter().enumerate() {
            let is_in = (first..).zip(groups.keys()).filter(|(_, key)| key[week]);
            let sum: Sum = is_in.map(|(group, _)| group).collect();
            note(week, of.state(room, Measure::ActiveShare), sum);
        }
    }
    for (things, measure) in THINGS {
        let first = people.len() as u32;
        let places: Vec<u32> = (0..ROOMS).chain([STORYLINE]).collect();
        for place in &places {
            // Those whose posts had a response: the share tells of them, too.
            let makers = weeks.iter().map(|week| {
                let posts = week.tally.posts_in(*place).iter();
                let posts = posts.filter(|post| post.touched_by.is_some());
                let counts = |question: bool| things == Things::Posts || question;
                let makers = posts
                    .filter(|post| counts(post.question))
                    .map(|post| post.author);
                makers.collect::<BTreeSet<u32>>().len() as u32
            });
            people.push(makers.max().unwrap_or(0));
        }
        for (week, of) in weeks.iter().enumerate() {
            for (group, place) in (first..).zip(0..ROOMS as usize) {
                note(week, of.state(place, measure), vec![group]);
            }
            if of.sums.contains(&things) {
                let all = first..first + places.len() as u32;
                note(week, Some(State::Shown), all.collect());
            }
        }
    }
    audit(&people, &record, &mut Generator::seed_from_u64(3)).expect("the record is sound")
}

#[test]
fn three_weeks_of_communities_tell_of_no_few() {
    let (mut without_freezing, mut without_holding, mut shares, mut sums) = (0, 0, 0, 0);
    let networks = 20;
    for seed in 0..networks {
        let network = network(seed);
        let weeks = shown(&network, Rule::Kept, Rule::Kept);
        assert_eq!(findings(&weeks), [], "network {seed}");
        let is_shown =
            |room: &usize| weeks[2].state(*room, Measure::ActiveShare) == Some(State::Shown);
        shares += (0..ROOMS as usize).filter(is_shown).count();
        sums += weeks.iter().map(|week| week.sums.len()).sum::<usize>();
        let hasty = shown(&network, Rule::Broken, Rule::Kept);
        without_freezing += usize::from(!findings(&hasty).is_empty());
        let open = shown(&network, Rule::Kept, Rule::Broken);
        without_holding += usize::from(!findings(&open).is_empty());
    }
    // Else nothing is shown of which something could follow.
    let networks = networks as usize;
    assert!(shares >= networks * 9, "{shares} shares of members");
    assert!(sums >= networks, "{sums} sums");
    assert!(without_freezing * 10 >= networks * 9, "{without_freezing}");
    assert!(without_holding * 5 >= networks, "{without_holding}");
}
