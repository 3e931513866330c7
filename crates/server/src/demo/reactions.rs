//! Who reacts to what and who follows whom.

use std::collections::{BTreeSet, HashSet};

use features::posts::{Kind, Reaction};
use kernel::Time;
use network::people::Level;

use super::beginnings;
use super::calendar::Calendar;
use super::company::Company;
use super::dice::Dice;
use super::plan::{Reacted, Thread};
use super::rooms::Room;

/// People who may react to something, and how readily.
struct Crowd {
    people: Vec<usize>,
    /// Sums of readiness up to and with each of them.
    sums: Vec<f64>,
}

/// Reading only does not keep everybody from pressing a button.
const READINESS: f64 = 0.5;
const MOST_READY: f64 = 5.0;
/// Beyond this share of a community others react as well, where they may read it.
const OF_MEMBERS: f64 = 0.45;
const LATEST_US: i64 = 3 * Time::DAY_US;
const SEEN_BY_MOST_US: i64 = 30 * Time::HOUR_US;

pub fn choose(
    company: &Company,
    rooms: &[Room],
    threads: &mut [Thread],
    calendar: &Calendar,
    seed: u64,
) {
    let dice = Dice::new(seed, "reactions");
    let beginnings = beginnings::choose(company, seed);
    let everyone = Crowd::new(company, (0..company.people.len()).collect());
    let crowd = |room: &Room| Crowd::new(company, room.members.keys().copied().collect());
    let crowds: Vec<Crowd> = rooms.iter().map(crowd).collect();
    for thread in threads {
        let crowd = match thread.room {
            Some(room) if !rooms[room].network_wide => &crowds[room],
            _ => &everyone,
        };
        let open = thread.room.is_none_or(|room| rooms[room].is_open());
        let most = |wanted: usize| match open {
            true => wanted,
            false => wanted.min((crowd.people.len() as f64 * OF_MEMBERS) as usize),
        };
        let react = |author: usize, wanted: usize, at: Time, reactions: &[(Reaction, f64)]| {
            let inside = most(wanted).min((crowd.people.len() as f64 * OF_MEMBERS) as usize);
            let days_ago = calendar.now().since_us(at) / Time::DAY_US;
            let begun = |person: usize| beginnings[person].is_some_and(|from| from >= days_ago);
            let mut people = HashSet::from([author]);
            let mut order = crowd.take(inside, &mut people, &begun, &dice);
            order.extend(everyone.take(most(wanted) - inside, &mut people, &begun, &dice));
            let moment = |person: usize| {
                let latest = calendar.now().since_us(at).clamp(0, LATEST_US);
                let name = reactions[dice.weighted(reactions.iter().map(|(_, weight)| *weight))].0;
                Reacted {
                    person,
                    name,
                    at: Time(at.0 + (latest as f64 * dice.unit().powi(3)) as i64),
                }
            };
            order.into_iter().map(moment).collect::<Vec<_>>()
        };
        thread.reactions = react(
            thread.author,
            thread.wanted,
            thread.at,
            fitting(thread.kind),
        );
        for reply in &mut thread.replies {
            reply.reactions = react(reply.author, reply.wanted, reply.at, REPLY);
        }
    }
}

const REPLY: &[(Reaction, f64)] = &[
    (Reaction::Helpful, 60.0),
    (Reaction::Thanks, 27.0),
    (Reaction::Celebrate, 8.0),
    (Reaction::Inspiring, 5.0),
];

fn fitting(kind: Kind) -> &'static [(Reaction, f64)] {
    match kind {
        Kind::Update => &[
            (Reaction::Helpful, 55.0),
            (Reaction::Thanks, 21.0),
            (Reaction::Celebrate, 14.0),
            (Reaction::Inspiring, 10.0),
        ],
        Kind::Question => &[
            (Reaction::SameQuestion, 62.0),
            (Reaction::Helpful, 24.0),
            (Reaction::Thanks, 14.0),
        ],
        Kind::Praise => &[
            (Reaction::Celebrate, 62.0),
            (Reaction::Thanks, 24.0),
            (Reaction::Inspiring, 14.0),
        ],
    }
}

impl Crowd {
    fn new(company: &Company, people: Vec<usize>) -> Crowd {
        let mut sum = 0.0;
        let sums = people.iter().map(|person| {
            sum += (company.people[*person].voice + READINESS).min(MOST_READY);
            sum
        });
        Crowd {
            sums: sums.collect(),
            people,
        }
    }

    /// So many of them who have begun and are not among `taken` yet, fewer when there are no more.
    fn take(
        &self,
        count: usize,
        taken: &mut HashSet<usize>,
        begun: &dyn Fn(usize) -> bool,
        dice: &Dice,
    ) -> Vec<usize> {
        let mut chosen = Vec::with_capacity(count);
        let total = self.sums.last().copied().unwrap_or_default();
        let mut tries = count * 8;
        while chosen.len() < count && tries > 0 && !self.people.is_empty() {
            tries -= 1;
            let mark = dice.unit() * total;
            let at = self
                .sums
                .partition_point(|sum| *sum <= mark)
                .min(self.people.len() - 1);
            let person = self.people[at];
            if begun(person) && taken.insert(person) {
                chosen.push(person);
            }
        }
        chosen
    }
}

/// Who saw a thread: a part of its community, more of it when it is older, and all who took part.
pub fn see(
    company: &Company,
    rooms: &[Room],
    threads: &mut [Thread],
    calendar: &Calendar,
    seed: u64,
) {
    let dice = Dice::new(seed, "seen");
    let everyone: Vec<usize> = (0..company.people.len()).collect();
    let members = |room: &Room| room.members.keys().copied().collect();
    let audiences: Vec<Vec<usize>> = rooms.iter().map(members).collect();
    for thread in threads {
        let (audience, share) = match thread.room {
            Some(room) if !rooms[room].network_wide => {
                (&audiences[room], 0.25 + 0.45 * dice.unit())
            }
            Some(_) => (&everyone, 0.5 + 0.2 * dice.unit()),
            None => (&everyone, 0.05 + 0.1 * dice.unit()),
        };
        let ripe = calendar.now().since_us(thread.at) as f64 / SEEN_BY_MOST_US as f64;
        let share = share * ripe.clamp(0.1, 1.0);
        let mut people: BTreeSet<usize> = audience
            .iter()
            .copied()
            .filter(|_| dice.chance(share))
            .collect();
        people.extend(thread.reactions.iter().map(|reacted| reacted.person));
        people.extend(
            thread
                .replies
                .iter()
                .map(|reply| reply.author)
                .chain([thread.author]),
        );
        thread.seen = people.into_iter().collect();
    }
}

/// Follower and followed: many follow the chief executive, some their manager and other leaders.
pub fn follows(company: &Company, seed: u64) -> Vec<(usize, usize)> {
    let dice = Dice::new(seed, "follows");
    let leaders: Vec<usize> = (1..company.people.len())
        .filter(|person| company.people[*person].level == Level::Leader)
        .collect();
    let champions: Vec<usize> = (1..company.people.len())
        .filter(|person| company.people[*person].champion)
        .collect();
    let mut follows = Vec::new();
    for (at, person) in company.people.iter().enumerate().skip(1) {
        let keen = if company.is_cast(at) { 2.0 } else { 1.0 };
        let mut others = HashSet::new();
        if dice.chance(0.36 * keen) {
            others.insert(0);
        }
        others.extend(leaders.iter().copied().filter(|_| dice.chance(0.05 * keen)));
        others.extend(person.manager.filter(|_| dice.chance(0.25 * keen)));
        others.extend(
            (0..2)
                .map(|_| *dice.pick(&champions))
                .filter(|_| dice.chance(0.12 * keen)),
        );
        others.remove(&at);
        let mut others: Vec<usize> = others.into_iter().collect();
        others.sort_unstable();
        follows.extend(others.into_iter().map(|other| (at, other)));
    }
    follows
}
