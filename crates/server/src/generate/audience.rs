//! Who says something where, and who reads it.

use kernel::Time;

use super::dice::{Dice, Stage, Weighted, lot};
use super::rooms::Talk;
use super::world::World;

/// On the storyline of whoever says it.
const STORYLINE: f64 = 0.04;
/// Posts for everyone: so many of all, and not more.
const FOR_EVERYONE: f64 = 0.02;
const MOST_FOR_EVERYONE: f64 = 3_000.0;
/// What is over was said in so many days.
const OVER_DAYS: i64 = 180;
/// Of so many people thrown for, the one who writes most is taken.
const THROWN: usize = 6;
/// Until somebody is found who is there.
const TRIES: usize = 24;

pub struct Audience<'a> {
    world: &'a World,
    early: Weighted,
    late: Weighted,
    over_after: Time,
    for_everyone: f64,
}

impl<'a> Audience<'a> {
    pub fn new(world: &'a World) -> Audience<'a> {
        let weigh = |number: usize, early: bool| {
            let room = &world.rooms[number];
            let members = world.belonging.members(number).len();
            let speaks = match room.talk {
                Talk::Lively => true,
                Talk::Over => early,
                Talk::Never => false,
            };
            match speaks && number > 0 && members >= 2 {
                true if room.announcement => 0.1 * (members as f64).sqrt(),
                true => (members as f64).powf(0.8) * room.liveliness,
                false => 0.0,
            }
        };
        let weights = |early: bool| {
            Weighted::new((0..world.rooms.len()).map(move |number| weigh(number, early)))
        };
        let posts = world.size.posts as f64;
        Audience {
            early: weights(true),
            late: weights(false),
            over_after: Time(world.size.begins().0 + OVER_DAYS * Time::DAY_US),
            for_everyone: (posts * FOR_EVERYONE).min(MOST_FOR_EVERYONE) / posts.max(1.0),
            world,
        }
    }

    /// Where something is said; `None` for a storyline.
    pub fn room(&self, at: Time, dice: &mut Dice) -> Option<usize> {
        let lot = dice.unit();
        if lot < self.for_everyone {
            return Some(0);
        }
        if lot < self.for_everyone + STORYLINE {
            return None;
        }
        match at < self.over_after {
            true => self.early.pick(dice),
            false => self.late.pick(dice),
        }
    }

    /// Who begins something there: those who lead where only they may.
    pub fn author(&self, room: Option<usize>, at: Time, dice: &mut Dice) -> u32 {
        match room {
            None => self.leading(at, dice),
            // The administrator, and who looks after communities.
            Some(0) => self.world.staff.cast(dice.below(2)) as u32,
            Some(room) if self.world.rooms[room].announcement => {
                self.world.belonging.owner(room).unwrap_or(0)
            }
            Some(room) => self.member(room, at, dice),
        }
    }

    pub fn replier(&self, room: Option<usize>, at: Time, dice: &mut Dice) -> u32 {
        match room {
            None | Some(0) => self.anyone(at, dice),
            Some(room) => self.member(room, at, dice),
        }
    }

    /// How many people read there.
    pub fn readers(&self, room: Option<usize>) -> usize {
        match room {
            None | Some(0) => self.world.size.staff(),
            Some(room) => self.world.belonging.members(room).len(),
        }
    }

    /// Somebody who reads there.
    pub fn reader(&self, room: Option<usize>, dice: &mut Dice) -> u32 {
        match room {
            None | Some(0) => dice.below(self.world.size.staff()) as u32,
            Some(room) => *dice.pick(self.world.belonging.members(room)),
        }
    }

    /// Somebody else who reads there, if there is anybody.
    pub fn other(&self, room: Option<usize>, but: u32, dice: &mut Dice) -> u32 {
        let mut found = but;
        for _ in 0..TRIES {
            found = self.reader(room, dice);
            let gone = self.world.staff.standing(found as usize).deactivated_at;
            if found != but && gone.is_none() {
                break;
            }
        }
        found
    }

    /// In what is written: as the community does, on storylines as at the author's site.
    pub fn language(&self, room: Option<usize>, author: u32) -> usize {
        match room {
            Some(room) => self.world.rooms[room].language,
            None => {
                let site = self.world.staff.site(author as usize);
                site.map_or(0, |site| self.world.staff.sites[site].language)
            }
        }
    }

    /// Half of what is said comes from a few regulars, the rest from whoever writes more than others.
    fn member(&self, room: usize, at: Time, dice: &mut Dice) -> u32 {
        let members = self.world.belonging.members(room);
        self.there(at, dice, |dice| {
            if dice.chance(0.5) {
                let regulars = 3 + members.len() / 40;
                let rank = (dice.unit().powi(3) * regulars as f64) as u64;
                let number = room as u64 * 100_003 + rank;
                let place = lot(self.world.size.seed, Stage::Regulars, number);
                members[(place * members.len() as f64) as usize]
            } else {
                self.busiest(dice, |dice| *dice.pick(members))
            }
        })
    }

    fn anyone(&self, at: Time, dice: &mut Dice) -> u32 {
        let staff = self.world.size.staff();
        self.there(at, dice, |dice| {
            self.busiest(dice, |dice| dice.below(staff) as u32)
        })
    }

    /// The higher somebody stands, the more often.
    fn leading(&self, at: Time, dice: &mut Dice) -> u32 {
        let leading = self.world.staff.leading as f64;
        self.there(at, dice, |dice| (dice.unit().powi(2) * leading) as u32)
    }

    fn busiest(&self, dice: &mut Dice, mut throw: impl FnMut(&mut Dice) -> u32) -> u32 {
        let activity = |person: u32| self.world.staff.activity(person as usize);
        let mut best = throw(dice);
        for _ in 1..THROWN {
            let other = throw(dice);
            if activity(other) > activity(best) {
                best = other;
            }
        }
        best
    }

    fn there(&self, at: Time, dice: &mut Dice, mut throw: impl FnMut(&mut Dice) -> u32) -> u32 {
        let mut found = throw(dice);
        for _ in 0..TRIES {
            if self.world.staff.standing(found as usize).writes(at) {
                break;
            }
            found = throw(dice);
        }
        found
    }
}
