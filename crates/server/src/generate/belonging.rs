//! Who is in which community, kept twice: by person and by community.
//!
//! Four bytes each way; at 2.1 million people with twelve memberships each, and four by rule, that is
//! 270 MB.

use network::communities::MemberRole;

use super::dice::{Dice, Stage, Weighted, lot};
use super::lists::Lists;
use super::rooms::Room;
use super::size::Size;
use super::staff::{Class, Staff};

/// Of those who are nobody's measure. The mean of what is thrown is half as much again, exp(SPREAD² / 2),
/// and that of all people about twelve.
const TYPICAL: f64 = 7.9;
const SPREAD: f64 = 0.9;
const MOST: f64 = 300.0;
/// The noisiest communities are so many.
const NOISY: usize = 40;
/// Throws that may hit the same community again before somebody is in fewer.
const THROWS: usize = 40;

pub struct Belonging {
    seed: u64,
    /// Communities that people chose.
    by_person: Lists,
    by_room: Lists,
    /// Those whose rule covers them, counted from the first that has one.
    covered: Lists,
    by_rule: Lists,
    first_ruled: usize,
    /// So many of the first people are no guests.
    staff: u32,
}

impl Belonging {
    /// Rooms with a rule are the last ones.
    pub fn new(size: Size, staff: &Staff, rooms: &[Room], covered: Lists) -> Belonging {
        let first_ruled = rooms.partition_point(|room| room.rule.is_none());
        let choice = Choice::new(size, &rooms[..first_ruled]);
        let mut by_person = Lists::with_capacity(size.people, 13);
        let mut some = Vec::new();
        for person in 0..size.people {
            choice.of_person(person, staff.class(person), &mut some);
            by_person.push(some.iter().copied());
        }
        Belonging {
            seed: size.seed,
            by_room: by_person.turned(first_ruled),
            by_person,
            by_rule: covered.turned(rooms.len() - first_ruled),
            covered,
            first_ruled,
            staff: size.staff() as u32,
        }
    }

    /// The communities a person chose, in order.
    pub fn chosen(&self, person: usize) -> &[u32] {
        self.by_person.get(person)
    }

    /// The communities whose rule covers a person, in order. They come after all one can choose.
    pub fn covered(&self, person: usize) -> impl Iterator<Item = u32> {
        let first = self.first_ruled as u32;
        self.covered.get(person).iter().map(move |at| first + at)
    }

    /// The members of a community, in order, whether they chose it or its rule covers them.
    pub fn members(&self, room: usize) -> &[u32] {
        match room.checked_sub(self.first_ruled) {
            None => self.by_room.get(room),
            Some(at) => self.by_rule.get(at),
        }
    }

    /// Memberships that were chosen, and those by rule.
    pub fn counts(&self) -> (usize, usize) {
        (self.by_person.count(), self.covered.count())
    }

    /// Who leads a community: one owns it, a few moderate it. No guest does, but where there is nobody
    /// else.
    pub fn roles(&self, room: usize) -> Roles {
        let members = self.members(room);
        let staff = members
            .partition_point(|member| *member < self.staff)
            .max(1);
        Roles {
            staff,
            owner: (lot(self.seed, Stage::Regulars, room as u64) * staff as f64) as usize,
            moderators: (members.len() / 150).clamp(1, 8),
        }
    }

    pub fn owner(&self, room: usize) -> Option<u32> {
        self.members(room).get(self.roles(room).owner).copied()
    }
}

/// By the place in the list of members.
#[derive(Clone, Copy, Debug)]
pub struct Roles {
    staff: usize,
    owner: usize,
    moderators: usize,
}

impl Roles {
    pub fn of(&self, place: usize) -> MemberRole {
        match (place + self.staff - self.owner) % self.staff {
            _ if place >= self.staff => MemberRole::Member,
            0 => MemberRole::Owner,
            next if next <= self.moderators => MemberRole::Moderator,
            _ => MemberRole::Member,
        }
    }
}

/// From what people choose.
struct Choice {
    seed: u64,
    /// With the one everyone is in, which nobody chooses.
    rooms: usize,
    all: Weighted,
    silent: Vec<u32>,
    noisy: Vec<u32>,
}

impl Choice {
    fn new(size: Size, rooms: &[Room]) -> Choice {
        let numbers = |fits: &dyn Fn(&Room) -> bool| -> Vec<u32> {
            let fitting = rooms.iter().enumerate().skip(1);
            let fitting = fitting.filter(|(_, room)| fits(room));
            fitting.map(|(number, _)| number as u32).collect()
        };
        let mut noisy = numbers(&|room| !room.is_silent() && !room.announcement);
        let said = |number: &u32| {
            let room = &rooms[*number as usize];
            room.pull * room.liveliness
        };
        noisy.sort_by(|a, b| said(b).total_cmp(&said(a)).then(a.cmp(b)));
        noisy.truncate(NOISY);
        Choice {
            seed: size.seed,
            rooms: rooms.len(),
            all: Weighted::new(rooms.iter().map(|room| room.pull)),
            silent: numbers(&|room| room.is_silent()),
            noisy,
        }
    }

    /// The communities of one person, in order.
    fn of_person(&self, person: usize, class: Class, chosen: &mut Vec<u32>) {
        let mut dice = Dice::of(self.seed, Stage::Belonging, person as u64);
        chosen.clear();
        let typical = dice.around(TYPICAL, SPREAD).round().clamp(1.0, MOST) as usize;
        let wanted = match class {
            Class::Typical => typical,
            Class::Five => 5,
            Class::Forty => 40,
            Class::FourHundred => 400,
            Class::Silent => 6 + dice.below(5),
            Class::Guest => 1 + dice.below(4),
            Class::Busiest => self.noisy.len(),
        };
        if class == Class::Busiest {
            chosen.extend_from_slice(&self.noisy);
        }
        let wanted = wanted.min((self.rooms - 1) * 9 / 10);
        let mut throws = wanted * THROWS;
        while chosen.len() < wanted && throws > 0 {
            throws -= 1;
            let room = match class {
                Class::Silent if self.silent.is_empty() => break,
                Class::Silent => *dice.pick(&self.silent),
                // Every fifth by chance alone, or four hundred would be hard to find.
                Class::FourHundred if dice.chance(0.2) => 1 + dice.below(self.rooms - 1) as u32,
                _ => self.all.pick(&mut dice).unwrap_or(1) as u32,
            };
            if !chosen.contains(&room) {
                chosen.push(room);
            }
        }
        chosen.sort_unstable();
    }
}
