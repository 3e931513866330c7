//! Who and what has been named so far: people and channels by Slack's ids.
//!
//! A person who is in no list is introduced when they first do something; one who is only mentioned
//! stays a word in the text.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use crate::import::fields::{first_text, text};
use crate::import::record::{Community, Person, Record};

#[derive(Default)]
pub struct Names {
    people: HashMap<String, String>,
    channels: HashMap<String, Channel>,
    /// Whether any list of people was found.
    pub has_people_list: bool,
}

struct Channel {
    name: String,
    private: bool,
}

impl Names {
    pub fn person(&self, key: &str) -> Option<&str> {
        self.people.get(key).map(String::as_str)
    }

    /// False when the person is known already.
    pub fn add_person(&mut self, person: Person, out: &mut VecDeque<Record>) -> bool {
        if self.people.contains_key(&person.key) {
            return false;
        }
        self.people.insert(person.key.clone(), person.name.clone());
        out.push_back(Record::Person(person));
        true
    }

    pub fn ensure_person(&mut self, key: &str, out: &mut VecDeque<Record>) {
        if !self.people.contains_key(key) {
            let (name, bot) = if key == "USLACKBOT" {
                ("Slackbot", true)
            } else {
                (key, false)
            };
            let person = Person {
                key: key.to_owned(),
                name: name.to_owned(),
                bot,
                ..Default::default()
            };
            self.add_person(person, out);
        }
    }

    /// The key of who wrote a record, introduced with what the record knows of them.
    pub fn author(&mut self, record: &Value, out: &mut VecDeque<Record>) -> Option<String> {
        let comment = record
            .get("comment")
            .map_or("", |comment| text(comment, "user"));
        let user = first_text(&[text(record, "user"), comment]);
        let profile = record.get("user_profile").unwrap_or(&Value::Null);
        let bot_profile = record.get("bot_profile").unwrap_or(&Value::Null);
        let bot_id = first_text(&[text(record, "bot_id"), text(bot_profile, "id")]);
        let username = text(record, "username").trim();
        let key = match (user, bot_id, username) {
            ("", "", "") => return None,
            ("", "", name) => format!("bot:{name}"),
            ("", bot, _) => bot.to_owned(),
            (user, _, _) => user.to_owned(),
        };
        if self.people.contains_key(&key) {
            return Some(key);
        }
        if key == "USLACKBOT" {
            self.ensure_person(&key, out);
            return Some(key);
        }
        let bot = user.is_empty() || !bot_id.is_empty();
        let names = [
            text(profile, "real_name"),
            text(profile, "display_name"),
            text(bot_profile, "name"),
            username,
            text(profile, "name"),
            &key,
        ];
        let name = first_text(&names).to_owned();
        self.add_person(
            Person {
                key: key.clone(),
                name,
                bot,
                ..Default::default()
            },
            out,
        );
        Some(key)
    }

    /// False when the channel is known already.
    pub fn add_channel(&mut self, community: &Community) -> bool {
        if self.channels.contains_key(&community.key) {
            return false;
        }
        let channel = Channel {
            name: community.name.clone(),
            private: community.private,
        };
        self.channels.insert(community.key.clone(), channel);
        true
    }

    /// Name of a channel, and whether everyone may know the way to it.
    pub fn channel(&self, key: &str) -> Option<(&str, bool)> {
        self.channels
            .get(key)
            .map(|channel| (channel.name.as_str(), !channel.private))
    }
}
