//! A folder as zulip-archive writes it: an index of streams, and a file for each topic.

use std::fs;

use anyhow::{Context, Result};
use kernel::Time;
use serde_json::{Value, json};

use super::{Archive, DAYS, Message, Office, Room, day, progress, save};
use crate::generate::dice::{Dice, Stage};
use crate::work::Say;

const EMOJI: [&str; 4] = ["+1", "heart", "tada", "octopus"];
/// Topics have a few messages, some many.
const FEWEST: f64 = 3.0;
const MOST: f64 = 80.0;

pub fn write(office: &Office, archive: &Archive, say: Say<'_>) -> Result<()> {
    let root = archive.path.join("zulip_json");
    fs::create_dir(&root).with_context(|| root.display().to_string())?;
    save(&root.join("stream_index.json"), &index(office))?;
    let mut done = 0;
    for (number, room) in office.rooms.iter().enumerate() {
        let mut dice = Dice::of(archive.seed, Stage::Archive, (number as u64) << 32);
        let folder = root.join(format!("{}-{}", number + 1, room.name));
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        let (mut left, mut topic) = (room.messages, 0);
        while left > 0 {
            let count = ((dice.tail(1.3, MOST) * FEWEST) as usize).min(left);
            let begins = day(archive, dice.below(DAYS - 2)).0 + 9 * Time::HOUR_US;
            let ends = Time(begins + Time::DAY_US);
            let said = office.talk(room, Time(begins), ends, count, &mut dice);
            topic += 1;
            let file = folder.join(format!("topic.20{topic}.json"));
            save(&file, &messages(office, &said, done, &mut dice))?;
            left -= count;
            done += count;
        }
        progress(done, archive.messages, say)?;
    }
    Ok(())
}

fn index(office: &Office) -> Value {
    let stream = |(number, room): (usize, &Room)| {
        let stream = json!({ "id": number + 1, "topic_data": {}, "description": "Made to measure imports with" });
        (room.name.clone(), stream)
    };
    let streams: serde_json::Map<String, Value> =
        office.rooms.iter().enumerate().map(stream).collect();
    json!({ "streams": streams, "time": 0 })
}

fn messages(office: &Office, said: &[Message], before: usize, dice: &mut Dice) -> Value {
    let name = |person: usize| office.people[person].name.as_str();
    let record = |(at, message): (usize, &Message)| {
        let reactions = message.reactions.iter().map(
            |who| json!({ "emoji_name": dice.pick(&EMOJI), "user": { "full_name": name(*who) } }),
        );
        let reactions: Vec<Value> = reactions.collect();
        let mut record = json!({
            "id": before + at + 1,
            "sender_full_name": name(message.author),
            "timestamp": message.at.seconds(),
            "content": message.text.html.trim_end(),
        });
        if !reactions.is_empty() {
            record["reactions"] = reactions.into();
        }
        record
    };
    said.iter().enumerate().map(record).collect()
}
