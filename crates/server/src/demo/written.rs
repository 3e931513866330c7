//! The hand-written threads in their places: each once, with somebody for every slot.

use std::collections::HashMap;

use kernel::Time;

use super::calendar::{Calendar, minute};
use super::casting::Casting;
use super::company::Company;
use super::dice::Dice;
use super::plan::{Reply, Size, Thread};
use super::rooms::Room;
use super::threads;

/// How many of the newest ones are said today and yesterday, so that a feed begins with them.
const NEWEST: usize = 34;
/// The days of the others begin so long ago.
const OTHERS_FROM: i64 = 2;
/// Counts of reactions are given for a company of this size.
const SIZE_OF_COUNTS: f64 = 2_000.0;
const EDITED: f64 = 0.06;

pub fn threads(
    company: &Company,
    rooms: &mut Vec<Room>,
    calendar: &Calendar,
    size: Size,
    seed: u64,
) -> Vec<Thread> {
    let dice = Dice::new(seed, "written");
    let exists = |name: &str| rooms.iter().any(|room| room.name == name);
    let mut written = threads::all();
    written.retain(|thread| thread.community.as_deref().is_none_or(exists));
    written.truncate(size.written());
    let newest_day = written.get(NEWEST).map_or(0, |thread| thread.day);
    let mut casting = Casting {
        company,
        rooms,
        dice: &dice,
    };
    let threads = written.into_iter().enumerate().map(|(rank, thread)| {
        let day = match rank {
            rank if rank < NEWEST => (rank * 2 / NEWEST) as i64,
            _ => thread.day - newest_day + OTHERS_FROM,
        };
        place(thread, day, calendar, &mut casting)
    });
    threads.collect()
}

fn place(
    from: threads::Thread,
    day: i64,
    calendar: &Calendar,
    casting: &mut Casting<'_>,
) -> Thread {
    let room = from
        .community
        .as_deref()
        .and_then(|name| casting.rooms.iter().position(|room| room.name == name));
    let mut taken = keys_in(&from, casting.company);
    let author = casting.slot(&from.by, room, &mut taken);
    casting.announces(author, room);
    let span = from
        .reply
        .iter()
        .map(|reply| reply.after_minutes)
        .max()
        .unwrap_or(0);
    let at = calendar.past(day, minute(&from.at).unwrap_or(0), span + 1);
    let seconds = casting.dice.between(0, 59) * Time::SECOND_US;
    let at = Time(at.0 + seconds);
    let replies = from.reply.iter().map(|reply| Reply {
        author: casting.slot(&reply.by, room, &mut taken),
        text: reply.text.clone(),
        at: Time(at.0 + reply.after_minutes * Time::MINUTE_US),
        accepted: reply.accepted,
        to: reply.to,
        wanted: scaled(reply.reactions, casting.company),
        reactions: Vec::new(),
    });
    let replies = replies.collect();
    let topics: String = from
        .topics
        .iter()
        .map(|topic| format!(" #{}", topic.trim_start_matches('#')))
        .collect();
    Thread {
        room,
        author,
        kind: from.kind,
        title: from.title,
        text: if topics.is_empty() {
            from.text
        } else {
            format!("{}\n\n{}", from.text, topics.trim())
        },
        praised: from
            .people
            .iter()
            .map(|key| casting.company.by_key(key))
            .collect(),
        at,
        edited_at: casting
            .dice
            .chance(EDITED)
            .then_some(Time(at.0 + 50 * Time::SECOND_US)),
        pinned: from.pinned,
        wanted: scaled(from.reactions, casting.company),
        reactions: Vec::new(),
        seen: Vec::new(),
        replies,
    }
}

/// Everyone whom the thread names: nobody else plays them.
fn keys_in(thread: &threads::Thread, company: &Company) -> HashMap<String, usize> {
    let texts = std::iter::once(&thread.text).chain(thread.reply.iter().map(|reply| &reply.text));
    let speakers = std::iter::once(&thread.by).chain(thread.reply.iter().map(|reply| &reply.by));
    let named = texts
        .flat_map(|text| threads::mentions(text))
        .chain(speakers.map(String::as_str));
    let named = named.chain(thread.people.iter().map(String::as_str));
    named
        .filter_map(|key| Some((key.to_owned(), company.find(key)?)))
        .collect()
}

/// In a smaller company fewer react, but not in proportion: there everybody knows everybody.
fn scaled(count: usize, company: &Company) -> usize {
    let size = (company.people.len() as f64 / SIZE_OF_COUNTS).min(1.0);
    (count as f64 * size.powf(0.6)).ceil() as usize
}
