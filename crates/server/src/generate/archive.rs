//! Archives as other programs write them, invented, to measure imports with.
//!
//! One room after the other is made and written, so memory does not grow with the number of messages.

mod slack;
mod zulip;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use kernel::Time;
use serde_json::Value;

use super::dice::{Dice, Stage};
use super::languages::{Language, Languages};
use super::people;
use super::text::{Text, Texts};
use crate::import::Format;
use crate::work::{Said, Say};

/// What archive is wanted.
#[derive(Clone, Debug)]
pub struct Archive {
    pub format: Format,
    /// A folder that is not there yet.
    pub path: PathBuf,
    pub seed: u64,
    pub messages: usize,
    /// Midnight: nothing is later.
    pub until: Time,
}

const DAYS: usize = 365;
const MESSAGES_OF_A_PERSON: usize = 50;
const MESSAGES_OF_A_ROOM: usize = 2_500;
/// The others answer one of them.
const POSTS: f64 = 0.28;
const REACTIONS: f64 = 0.15;

/// Writes the archive.
pub fn write(archive: &Archive, say: Say<'_>) -> Result<()> {
    let path = &archive.path;
    ensure!(!path.exists(), "{} is there already", path.display());
    fs::create_dir_all(path).with_context(|| path.display().to_string())?;
    let office = Office::new(archive);
    match archive.format {
        Format::Slack => slack::write(&office, archive, say)?,
        Format::Zulip => zulip::write(&office, archive, say)?,
    }
    say(Said::Note(format!(
        "{} messages of {} people in {} rooms are in {}.",
        archive.messages,
        office.people.len(),
        office.rooms.len(),
        path.display()
    )))
}

/// Those who wrote in it, and where.
struct Office {
    languages: Languages,
    texts: Texts,
    people: Vec<Person>,
    rooms: Vec<Room>,
}

struct Person {
    name: String,
    mail: String,
    title: String,
    zone: String,
}

struct Room {
    name: String,
    language: usize,
    messages: usize,
}

/// Something said; a thread follows what it begins with.
struct Message {
    author: usize,
    at: Time,
    text: Text,
    /// The message it answers, counted from the first one of the same part.
    answers: Option<usize>,
    reactions: Vec<usize>,
}

impl Office {
    fn new(archive: &Archive) -> Office {
        let languages = Languages::read();
        let count = (archive.messages / MESSAGES_OF_A_PERSON).clamp(5, 20_000);
        let people = (0..count).map(|number| {
            let mut dice = Dice::of(archive.seed, Stage::Archive, number as u64);
            let language = languages.get(languages.pick(&mut dice));
            let name = people::call(language, &mut dice);
            Person {
                mail: people::mail(&name, number),
                name: name.text,
                title: dice.pick(&language.titles).clone(),
                zone: language.zone.clone(),
            }
        });
        Office {
            people: people.collect(),
            rooms: rooms(archive, &languages),
            texts: Texts::new(),
            languages,
        }
    }

    fn language(&self, room: &Room) -> &Language {
        self.languages.get(room.language)
    }

    /// So many messages in a row between two times, each a new post or an answer to one of the latest.
    fn talk(
        &self,
        room: &Room,
        from: Time,
        to: Time,
        count: usize,
        dice: &mut Dice,
    ) -> Vec<Message> {
        let language = self.language(room);
        let mut said: Vec<Message> = Vec::with_capacity(count);
        let mut posts: Vec<usize> = Vec::new();
        for number in 0..count {
            let answers = match posts.len() {
                0 => None,
                _ if dice.chance(POSTS) => None,
                known => Some(posts[known - 1 - dice.below(known.min(3))]),
            };
            if answers.is_none() {
                posts.push(number);
            }
            let span = (to.0 - from.0) / count.max(1) as i64;
            let sentences = dice.tail(1.7, 30.0) as usize;
            let given = match dice.chance(REACTIONS) {
                true => dice.tail(1.3, 12.0) as usize,
                false => 0,
            };
            let mut reactions: Vec<usize> = (0..given).map(|_| self.somebody(dice)).collect();
            reactions.sort_unstable();
            reactions.dedup();
            said.push(Message {
                author: self.somebody(dice),
                at: Time(from.0 + number as i64 * span + (dice.unit() * span as f64) as i64),
                text: self.texts.plain(language, sentences, dice),
                answers,
                reactions,
            });
        }
        said
    }

    /// A few write much.
    fn somebody(&self, dice: &mut Dice) -> usize {
        (dice.unit().powi(3) * self.people.len() as f64) as usize
    }
}

/// As many messages as are wanted, shared by Zipf's law.
fn rooms(archive: &Archive, languages: &Languages) -> Vec<Room> {
    let count = (archive.messages / MESSAGES_OF_A_ROOM).clamp(2, 400);
    let total: f64 = (1..=count).map(|rank| 1.0 / (rank as f64 + 2.0)).sum();
    let (mut sum, mut given) = (0.0, 0);
    let room = |rank: usize| {
        let mut dice = Dice::of(archive.seed, Stage::Archive, !(rank as u64));
        let language = languages.pick(&mut dice);
        // Names of folders are kept short and plain.
        let group = dice.pick(&languages.get(0).groups);
        sum += 1.0 / (rank as f64 + 3.0) / total;
        let until = (archive.messages as f64 * sum).round() as usize;
        let messages = until - given;
        given = until;
        Room {
            name: format!("{}-{}", group.to_lowercase().replace(' ', "-"), rank + 1),
            language,
            messages,
        }
    };
    (0..count).map(room).collect()
}

/// Midnight of one of the days.
fn day(archive: &Archive, number: usize) -> Time {
    Time(archive.until.0 - (DAYS - number) as i64 * Time::DAY_US)
}

fn save(file: &Path, value: &Value) -> Result<()> {
    let named = || format!("cannot write {}", file.display());
    let mut out = BufWriter::new(File::create(file).with_context(named)?);
    serde_json::to_writer(&mut out, value).with_context(named)?;
    out.flush().with_context(named)
}

fn progress(done: usize, total: usize, say: Say<'_>) -> Result<()> {
    say(Said::Progress {
        done: done as u64,
        total: total as u64,
        unit: "messages".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Limits, Record, open};

    #[test]
    fn the_readers_find_every_message_and_skip_nothing() {
        for format in [Format::Slack, Format::Zulip] {
            let folder = tempfile::tempdir().unwrap();
            let archive = Archive {
                format,
                path: folder.path().join("archive"),
                seed: 3,
                messages: 6_000,
                until: Time(1_750_000_000 / 86_400 * Time::DAY_US),
            };
            write(&archive, &mut |_| Ok(())).unwrap();
            let (mut posts, mut replies, mut reactions, mut bodies) = (0, 0, 0, 0);
            for record in open(format, &archive.path, &Limits::default()).unwrap() {
                let message = match record {
                    Record::Post(post) => {
                        posts += 1;
                        post.message
                    }
                    Record::Reply(reply) => {
                        replies += 1;
                        reply.message
                    }
                    Record::Skipped(skipped) => panic!("{format:?}: {skipped:?}"),
                    _ => continue,
                };
                assert!(message.at < archive.until);
                reactions += message.reactions.len();
                bodies += message.body.len();
            }
            assert_eq!(posts + replies, 6_000, "{format:?}");
            assert!(
                posts > 300 && replies > posts && reactions > 300,
                "{format:?}: {posts} {reactions}"
            );
            assert!(bodies > 6_000 * 30);
            assert!(
                write(&archive, &mut |_| Ok(())).is_err(),
                "it is there already"
            );
        }
    }
}
