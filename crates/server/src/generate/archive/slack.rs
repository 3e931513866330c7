//! A Slack export: lists of users and channels, and a file for each channel and day.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Archive, DAYS, Message, Office, Room, day, progress, save};
use crate::generate::dice::{Dice, Stage};
use crate::work::Say;
use kernel::Time;

const EMOJI: [&str; 5] = ["+1", "heart", "tada", "eyes", "raised_hands"];
const WORKING_HOURS: i64 = 10;
const BEGIN_HOUR: i64 = 8;

pub fn write(office: &Office, archive: &Archive, say: Say<'_>) -> Result<()> {
    save(&archive.path.join("users.json"), &users(office))?;
    save(
        &archive.path.join("channels.json"),
        &channels(office, archive),
    )?;
    let mut done = 0;
    for (number, room) in office.rooms.iter().enumerate() {
        let mut dice = Dice::of(archive.seed, Stage::Archive, (number as u64) << 32);
        let folder = archive.path.join(&room.name);
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        for at in 0..DAYS {
            let count = until_day(room, at + 1) - until_day(room, at);
            if count == 0 {
                continue;
            }
            let begins = day(archive, at).0 + BEGIN_HOUR * Time::HOUR_US;
            let ends = Time(begins + WORKING_HOURS * Time::HOUR_US);
            let said = office.talk(room, Time(begins), ends, count, &mut dice);
            save(
                &folder.join(format!("{}.json", date(day(archive, at)))),
                &file(&said, &mut dice),
            )?;
            done += count;
        }
        progress(done, archive.messages, say)?;
    }
    Ok(())
}

fn until_day(room: &Room, day: usize) -> usize {
    room.messages * day / DAYS
}

fn date(at: Time) -> String {
    let at = jiff::Timestamp::from_second(at.seconds()).unwrap_or_default();
    at.strftime("%Y-%m-%d").to_string()
}

fn user(number: usize) -> String {
    format!("U{:08}", number + 1)
}

fn users(office: &Office) -> Value {
    let user = |(number, person): (usize, &super::Person)| {
        json!({
            "id": user(number),
            "team_id": "T00000001",
            "name": format!("user{}", number + 1),
            "deleted": false,
            "is_bot": false,
            "tz": person.zone,
            "profile": {
                "real_name": person.name,
                "display_name": "",
                "email": person.mail,
                "title": person.title,
            },
        })
    };
    office.people.iter().enumerate().map(user).collect()
}

fn channels(office: &Office, archive: &Archive) -> Value {
    let channel = |(number, room): (usize, &Room)| {
        json!({
            "id": format!("C{:08}", number + 1),
            "name": room.name,
            "created": day(archive, 0).seconds(),
            "creator": user(0),
            "is_archived": false,
            "is_general": number == 0,
            "members": (0..office.people.len().min(50)).map(user).collect::<Vec<_>>(),
            "topic": { "value": "" },
            "purpose": { "value": "Made to measure imports with" },
        })
    };
    office.rooms.iter().enumerate().map(channel).collect()
}

fn file(said: &[Message], dice: &mut Dice) -> Value {
    let mut answered = vec![0; said.len()];
    for message in said {
        if let Some(post) = message.answers {
            answered[post] += 1;
        }
    }
    let ts = |at: usize| format!("{}.{at:06}", said[at].at.seconds());
    let record = |(at, message): (usize, &Message)| {
        let mut record = json!({
            "type": "message",
            "user": user(message.author),
            "text": message.text.plain,
            "ts": ts(at),
        });
        match message.answers {
            Some(post) => record["thread_ts"] = ts(post).into(),
            None if answered[at] > 0 => {
                record["thread_ts"] = ts(at).into();
                record["reply_count"] = answered[at].into();
            }
            None => {}
        }
        if !message.reactions.is_empty() {
            let users: Vec<String> = message.reactions.iter().map(|who| user(*who)).collect();
            let (name, count) = (dice.pick(&EMOJI), users.len());
            record["reactions"] = json!([{ "name": name, "users": users, "count": count }]);
        }
        record
    };
    said.iter().enumerate().map(record).collect()
}
