//! Who is in which community, kept twice: by person and by community.
//!
//! Four bytes each way; at 2.1 million people with twelve memberships each that is 200 MB.

use network::communities::MemberRole;

use super::dice::{Dice, Stage, Weighted, lot};
use super::rooms::Room;
use super::size::Size;
use super::staff::{Class, Staff};

/// Of those who are nobody's measure; the mean is half as much again.
const TYPICAL: f64 = 7.3;
const SPREAD: f64 = 0.9;
const MOST: f64 = 300.0;
/// The noisiest communities are so many.
const NOISY: usize = 40;
/// Throws that may hit the same community again before somebody is in fewer.
const THROWS: usize = 40;

pub struct Belonging {
    seed: u64,
    by_person: Lists,
    by_room: Lists,
    /// So many of the first people are no guests.
    staff: u32,
}

/// Many lists, one after the other.
struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn get(&self, at: usize) -> &[u32] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[from as usize..self.ends[at] as usize]
    }
}

impl Belonging {
    pub fn new(size: Size, staff: &Staff, rooms: &[Room]) -> Belonging {
        let choice = Choice::new(size, rooms);
        let mut by_person = Lists {
            ends: Vec::with_capacity(size.people),
            items: Vec::with_capacity(size.people * 12),
        };
        let mut some = Vec::new();
        for person in 0..size.people {
            choice.of_person(person, staff.class(person), &mut some);
            by_person.items.extend_from_slice(&some);
            by_person.ends.push(by_person.items.len() as u32);
        }
        Belonging {
            seed: size.seed,
            by_room: turned(&by_person, rooms.len()),
            by_person,
            staff: size.staff() as u32,
        }
    }

    /// The communities of a person, in order.
    pub fn rooms(&self, person: usize) -> &[u32] {
        self.by_person.get(person)
    }

    /// The members of a community, in order.
    pub fn members(&self, room: usize) -> &[u32] {
        self.by_room.get(room)
    }

    pub fn count(&self) -> usize {
        self.by_person.items.len()
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

/// Lists of what holds each, from lists of what each holds.
fn turned(lists: &Lists, count: usize) -> Lists {
    let mut ends = vec![0_u32; count];
    for item in &lists.items {
        ends[*item as usize] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum - *end;
    }
    // Each now says where its list begins, and in the end where it ends.
    let mut items = vec![0; lists.items.len()];
    for holder in 0..lists.ends.len() {
        for item in lists.get(holder) {
            let place = &mut ends[*item as usize];
            items[*place as usize] = holder as u32;
            *place += 1;
        }
    }
    Lists { ends, items }
}

/// From what people choose.
struct Choice {
    size: Size,
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
            size,
            all: Weighted::new(rooms.iter().map(|room| room.pull)),
            silent: numbers(&|room| room.is_silent()),
            noisy,
        }
    }

    /// The communities of one person, in order.
    fn of_person(&self, person: usize, class: Class, chosen: &mut Vec<u32>) {
        let mut dice = Dice::of(self.size.seed, Stage::Belonging, person as u64);
        chosen.clear();
        let typical = dice.around(TYPICAL, SPREAD).clamp(1.0, MOST) as usize;
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
        let wanted = wanted.min((self.size.communities - 1) * 9 / 10);
        let mut throws = wanted * THROWS;
        while chosen.len() < wanted && throws > 0 {
            throws -= 1;
            let room = match class {
                Class::Silent if self.silent.is_empty() => break,
                Class::Silent => *dice.pick(&self.silent),
                // Every fifth by chance alone, or four hundred would be hard to find.
                Class::FourHundred if dice.chance(0.2) => {
                    1 + dice.below(self.size.communities - 1) as u32
                }
                _ => self.all.pick(&mut dice).unwrap_or(1) as u32,
            };
            if !chosen.contains(&room) {
                chosen.push(room);
            }
        }
        chosen.sort_unstable();
    }
}
