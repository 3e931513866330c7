//! Writes communities, who is in them, and how far they have read.

use anyhow::Result;
use kernel::text::fold::fold;
use network::communities::rules::Rule;
use network::communities::{CommunityKind, MemberRole};
use network::people::PersonId;
use store::Value::{Int, Text};

use super::dice::{Dice, Stage, lot};
use super::people;
use super::size::Size;
use super::tables::{
    COMMUNITIES, MEMBERSHIPS, Pen, READINGS, RULE_LISTS, RULE_MEMBERS, Sender, maybe, maybe_text,
    progress,
};
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
            Int(founded_at(size, number)),
            maybe_text(room.rule.as_ref().map(Rule::text).as_deref()),
        ])?;
    }
    pen.end()
}

fn founded_at(size: Size, room: usize) -> i64 {
    kernel::Id::<()>::from_raw(size.community_id(room)).time().0
}

/// A row for each who chose it; of those whom a rule covers only those who lead have one.
pub fn memberships(world: &World, send: &Sender) -> Result<()> {
    let size = world.size;
    let mut pen = Pen::new(send, &MEMBERSHIPS);
    let (chosen, covered) = world.belonging.counts();
    let (mut done, total) = (0, chosen + covered);
    for (room, kind) in world.rooms.iter().enumerate() {
        let members = world.belonging.members(room);
        let id = size.community_id(room);
        let roles = world.belonging.roles(room);
        for (place, person) in members.iter().enumerate() {
            let number = (room as u64) << 32 | u64::from(*person);
            let at = size.joined_at(lot(size.seed, Stage::Joining, number));
            let role = roles.of(place);
            if role == MemberRole::Member && kind.rule.is_some() {
                continue;
            }
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

/// The lists of those whom rules cover, made when the communities were founded.
pub fn lists(world: &World, send: &Sender) -> Result<()> {
    let World {
        size, belonging, ..
    } = world;
    let mut members = Pen::new(send, &RULE_MEMBERS);
    for person in 0..size.staff() {
        let mut covered = belonging.covered(person).peekable();
        if covered.peek().is_none() {
            continue;
        }
        let name = people::name(world, person);
        for room in covered {
            members.add([
                Int(size.person_id(person)),
                Int(size.community_id(room as usize)),
                Text(&name.sort),
                Int(founded_at(*size, room as usize)),
                Int(0),
            ])?;
        }
    }
    members.end()?;
    let mut lists = Pen::new(send, &RULE_LISTS);
    for (room, _) in world
        .rooms
        .iter()
        .enumerate()
        .filter(|(_, room)| room.rule.is_some())
    {
        lists.add([
            Int(size.community_id(room)),
            Int(1),
            Int(PersonId::max().raw()),
            Int(size.people as i64),
            Int(belonging.members(room).len() as i64),
            Int(founded_at(*size, room)),
        ])?;
    }
    lists.end()
}

/// A row for each membership by row, as whoever joins gets one, and of those who looked one for the
/// network and each community whose rule covers them.
pub fn readings(world: &World, heard: &Heard, send: &Sender) -> Result<()> {
    let World { size, staff, .. } = world;
    let mut pen = Pen::new(send, &READINGS);
    for person in 0..size.people {
        let mut dice = Dice::of(size.seed, Stage::Reading, person as u64);
        let looks = staff.standing(person).claimed_at.is_some();
        let up_to_date = dice.chance(UP_TO_DATE);
        let everyone = (looks && !staff.is_guest(person)).then_some(0);
        let chosen = world.belonging.chosen(person).iter().copied();
        let covered = world.belonging.covered(person).filter(|_| looks);
        let id = size.person_id(person);
        for room in everyone.into_iter().chain(chosen).chain(covered) {
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
