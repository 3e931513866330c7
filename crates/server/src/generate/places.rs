//! Writes communities, who is in them, and how far they have read.

use anyhow::Result;
use kernel::text::fold::fold;
use network::communities::CommunityKind;
use store::Value::{Int, Text};

use super::dice::{Dice, Stage, lot};
use super::tables::{COMMUNITIES, MEMBERSHIPS, Pen, READINGS, Sender, maybe, progress};
use super::talk::Heard;
use super::world::World;

/// Of all people: have read everything.
const UP_TO_DATE: f64 = 0.35;
const OFTEN: usize = 20_000;

pub fn communities(world: &World, heard: &Heard, send: &Sender) -> Result<()> {
    let size = world.size;
    let mut pen = Pen::new(send, &COMMUNITIES);
    for (number, room) in world.rooms.iter().enumerate() {
        let id = size.community_id(number);
        let name = fold(&room.name);
        let key = match room.kind {
            CommunityKind::Secret => format!("{name}  {id}"),
            _ => name.clone(),
        };
        let owner = world.belonging.owner(number);
        pen.add([
            Int(id),
            Text(&room.name),
            Text(&name),
            Text(&key),
            Text(&room.purpose),
            Text(&fold(&room.purpose)),
            Text(room.kind.as_str()),
            Int(i64::from(room.announcement)),
            Int(i64::from(room.official)),
            Int(i64::from(number == 0)),
            Int(i64::from(heard.arrivals[number])),
            Int(world.belonging.members(number).len() as i64),
            maybe(owner.map(|owner| size.person_id(owner as usize))),
            Int(kernel::Id::<()>::from_raw(id).time().0),
        ])?;
    }
    pen.end()
}

pub fn memberships(world: &World, send: &Sender) -> Result<()> {
    let size = world.size;
    let mut pen = Pen::new(send, &MEMBERSHIPS);
    let (mut done, total) = (0, world.belonging.count());
    for room in 0..world.rooms.len() {
        let members = world.belonging.members(room);
        let id = size.community_id(room);
        let roles = world.belonging.roles(room);
        for (place, person) in members.iter().enumerate() {
            let number = (room as u64) << 32 | u64::from(*person);
            let at = size.joined_at(lot(size.seed, Stage::Joining, number));
            let role = roles.of(place);
            let person = size.person_id(*person as usize);
            pen.add([Int(id), Int(person), Text(role.as_str()), Int(at.0)])?;
        }
        done += members.len();
        if room % 64 == 0 {
            progress(send, done, total, "memberships")?;
        }
    }
    pen.end()?;
    progress(send, total, total, "memberships")
}

/// A row for each membership, as whoever joins gets one, and one for the network of those who looked.
pub fn readings(world: &World, heard: &Heard, send: &Sender) -> Result<()> {
    let World { size, staff, .. } = world;
    let mut pen = Pen::new(send, &READINGS);
    for person in 0..size.people {
        let mut dice = Dice::of(size.seed, Stage::Reading, person as u64);
        let looks = staff.standing(person).claimed_at.is_some();
        let up_to_date = dice.chance(UP_TO_DATE);
        let everyone = (looks && !staff.is_guest(person)).then_some(0);
        let id = size.person_id(person);
        for room in everyone
            .into_iter()
            .chain(world.belonging.rooms(person).iter().copied())
        {
            let arrived = heard.arrivals[room as usize];
            let read = match (looks, up_to_date) {
                (false, _) => 0,
                (true, true) => arrived,
                (true, false) => {
                    let unread = dice.tail(0.7, 1_000.0) as u32 - 1;
                    let own = heard.own.get(&(person as u32, room)).copied();
                    arrived.saturating_sub(unread).max(own.unwrap_or(0))
                }
            };
            let room = size.community_id(room as usize);
            pen.add([Int(id), Int(room), Int(i64::from(read))])?;
        }
        if person % OFTEN == 0 {
            progress(send, person, size.people, "readers")?;
        }
    }
    pen.end()?;
    progress(send, size.people, size.people, "readers")
}
