//! The lists of an export: one element is one person or one channel.

use std::collections::VecDeque;

use kernel::Time;
use serde_json::Value;

use super::markup;
use super::names::Names;
use crate::import::fields::{first_text, flag, list, number, text};
use crate::import::reason::Reason;
use crate::import::record::{Community, Membership, Person, Record};

pub fn person(value: &Value, place: String, names: &mut Names, out: &mut VecDeque<Record>) {
    names.has_people_list = true;
    let key = text(value, "id");
    if key.is_empty() {
        return out.push_back(Record::skipped(Reason::NotARecord, place));
    }
    let profile = value.get("profile").unwrap_or(&Value::Null);
    let name = first_text(&[
        text(profile, "real_name"),
        text(value, "real_name"),
        text(profile, "display_name"),
        text(value, "name"),
        key,
    ]);
    let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let person = Person {
        key: key.to_owned(),
        name: name.to_owned(),
        mail: optional(first_text(&[text(profile, "email"), text(value, "email")])),
        title: optional(text(profile, "title")),
        tz: optional(text(value, "tz")),
        bot: flag(value, "is_bot") || key == "USLACKBOT",
        guest: flag(value, "is_restricted") || flag(value, "is_ultra_restricted"),
        deactivated: flag(value, "deleted"),
    };
    // The second of two lists (an organisation's and a workspace's) adds only who is new.
    names.add_person(person, out);
}

/// Whether a list of channels names what is none: a conversation of a few people.
pub fn is_direct(value: &Value) -> bool {
    flag(value, "is_im") || flag(value, "is_mpim") || text(value, "name").starts_with("mpdm-")
}

/// Name and key of the channel, for finding its folder.
pub fn channel(
    value: &Value,
    place: String,
    private: bool,
    names: &mut Names,
    out: &mut VecDeque<Record>,
) -> Option<(String, String)> {
    let name = first_text(&[
        text(value, "name"),
        text(value, "name_normalized"),
        text(value, "id"),
    ]);
    let key = first_text(&[text(value, "id"), name]);
    if key.is_empty() {
        out.push_back(Record::skipped(Reason::NotARecord, place));
        return None;
    }
    let said = |part: &str| match value.get(part) {
        Some(Value::String(said)) => markup::plain(said, names),
        Some(part) => markup::plain(text(part, "value"), names),
        None => String::new(),
    };
    let creator = text(value, "creator");
    let community = Community {
        key: key.to_owned(),
        name: name.to_owned(),
        purpose: said("purpose"),
        topic: said("topic"),
        private: private || flag(value, "is_private") || flag(value, "is_group"),
        archived: flag(value, "is_archived"),
        at: number(value, "created")
            .filter(|&at| at > 0)
            .map(Time::from_seconds),
        creator: names.person(creator).map(|_| creator.to_owned()),
    };
    let found = (name.to_owned(), key.to_owned());
    if !names.add_channel(&community) {
        out.push_back(Record::skipped(Reason::ListedTwice, place));
        return Some(found);
    }
    out.push_back(Record::Community(community));
    for person in list(value, "members").iter().filter_map(Value::as_str) {
        if names.has_people_list && names.person(person).is_none() {
            out.push_back(Record::skipped(Reason::UnknownMember, place.as_str()));
            continue;
        }
        names.ensure_person(person, out);
        let membership = Membership {
            community: key.to_owned(),
            person: person.to_owned(),
        };
        out.push_back(Record::Membership(membership));
    }
    Some(found)
}
