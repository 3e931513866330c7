//! One record of a channel: what sort it is, and what of it becomes a message.

use std::collections::VecDeque;

use kernel::Time;
use serde_json::Value;

use super::names::Names;
use super::{attachments, blocks, files, markup};
use crate::import::fields::{first_text, list, number, since_1970, text};
use crate::import::markdown;
use crate::import::reason::Reason;
use crate::import::record::{Message, Reaction, Record};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Message,
    /// Written by Slack about the channel.
    System(Reason),
    Deleted,
    Unknown(Reason),
}

pub fn sort(record: &Value) -> Sort {
    if !matches!(text(record, "type"), "message" | "") {
        return Sort::Unknown(Reason::UnknownType);
    }
    let subtype = text(record, "subtype");
    let name = subtype
        .strip_prefix("group_")
        .or(subtype.strip_prefix("channel_"));
    if let Some(name) = name {
        return Sort::System(match name {
            "join" => Reason::Joined,
            "leave" => Reason::Left,
            "topic" => Reason::TopicChanged,
            "purpose" => Reason::PurposeChanged,
            "name" => Reason::Renamed,
            "archive" | "unarchive" => Reason::Archived,
            _ => Reason::ChannelSetting,
        });
    }
    match subtype {
        ""
        | "bot_message"
        | "me_message"
        | "file_share"
        | "file_comment"
        | "file_mention"
        | "reply_broadcast"
        | "thread_broadcast"
        | "slackbot_response"
        | "assistant_app_thread"
        | "document_mention"
        | "file_reaction" => Sort::Message,
        "bot_add"
        | "bot_remove"
        | "bot_enable"
        | "bot_disable"
        | "app_conversation_join"
        | "app_conversation_leave"
        | "bot_message_disabled" => Sort::System(Reason::Integration),
        "pinned_item" | "unpinned_item" => Sort::System(Reason::Pinned),
        "huddle_thread" | "sh_room_created" | "sh_room_shared" => Sort::System(Reason::Huddle),
        "reminder_add" | "reminder_delete" => Sort::System(Reason::Reminder),
        "joiner_notification" | "joiner_notification_for_inviter" => Sort::System(Reason::Joined),
        "ekm_access_denied" | "tabbed_canvas_updated" | "convert_to_private_channel" => {
            Sort::System(Reason::ChannelSetting)
        }
        "message_replied" => Sort::System(Reason::ThreadMarker),
        "tombstone" | "message_deleted" => Sort::Deleted,
        _ => Sort::Unknown(Reason::UnknownSubtype),
    }
}

/// A record of an edit holds the message as it became; that message is then the record.
pub fn unwrapped(mut record: Value) -> Result<Value, Reason> {
    if text(&record, "subtype") != "message_changed" {
        return Ok(record);
    }
    match record.get_mut("message").map(Value::take) {
        Some(Value::Object(mut message)) => {
            message.insert("was_edit".to_owned(), Value::Bool(true));
            Ok(Value::Object(message))
        }
        _ => Err(Reason::Superseded),
    }
}

/// A time as Slack writes it: seconds, a dot, six digits that make it unique.
pub fn time(record: &Value, key: &str) -> Option<Time> {
    let written = match record.get(key)? {
        Value::String(written) => written.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (seconds, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let seconds: i64 = seconds.parse().ok()?;
    let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    (seconds > 0).then(|| Time(since_1970(seconds).0.saturating_add(micros)))
}

/// Who said it, for telling two records of one time apart. It becomes part of a key, so it has to be
/// the same tomorrow: this is FNV-1a.
pub fn speaker(record: &Value) -> u64 {
    let parts = ["user", "bot_id", "username"].map(|key| text(record, key));
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Whether a thread hangs on the record.
pub fn is_answered(record: &Value) -> bool {
    number(record, "reply_count").is_some_and(|count| count > 0)
        || !list(record, "replies").is_empty()
        || record
            .get("thread_ts")
            .is_some_and(|thread| Some(thread) == record.get("ts"))
}

/// Text, files, reactions and the time of the last edit.
pub fn fill(
    message: &mut Message,
    record: &Value,
    place: &str,
    names: &mut Names,
    out: &mut VecDeque<Record>,
) {
    message.edited_at = record.get("edited").and_then(|edited| time(edited, "ts"));
    message.body = body(record, place, names, out);
    files::collect(message, record, place, out);
    reactions(message, record, place, names, out);
}

fn body(record: &Value, place: &str, names: &Names, out: &mut VecDeque<Record>) -> String {
    let mut unknown_blocks = 0;
    let mut body = blocks::render(list(record, "blocks"), names, &mut unknown_blocks);
    if body.trim().is_empty() {
        body = match (text(record, "subtype"), record.get("file")) {
            // Slack of before 2018 wrote "uploaded a file: …" around what the person said.
            ("file_share", Some(file)) => {
                let comment = file.get("initial_comment").unwrap_or(&Value::Null);
                markup::render(text(comment, "comment"), names)
            }
            ("file_comment", file) => {
                let comment = record.get("comment").unwrap_or(&Value::Null);
                let mut body = markdown::quote(&files::line(file.unwrap_or(&Value::Null)));
                markdown::push_block(&mut body, &markup::render(text(comment, "comment"), names));
                body
            }
            _ => markup::render(
                first_text(&[text(record, "text"), text(record, "plain_text")]),
                names,
            ),
        };
    }
    out.extend(Record::skipped_count(
        Reason::UnknownBlock,
        place,
        unknown_blocks,
    ));
    if text(record, "subtype") == "me_message" && !body.contains('\n') {
        let mut action = String::new();
        markdown::styled(&mut action, "*", &body);
        body = action;
    }
    for attachment in list(record, "attachments") {
        markdown::push_block(&mut body, &attachments::render(attachment, names));
    }
    markdown::finished(&markdown::without_tokens_in(&body))
}

fn reactions(
    message: &mut Message,
    record: &Value,
    place: &str,
    names: &mut Names,
    out: &mut VecDeque<Record>,
) {
    for value in list(record, "reactions") {
        let mut people: Vec<String> = Vec::new();
        for person in list(value, "users").iter().filter_map(Value::as_str) {
            if !people.iter().any(|known| known == person) {
                names.ensure_person(person, out);
                people.push(person.to_owned());
            }
        }
        let counted = number(value, "count").and_then(|count| u64::try_from(count).ok());
        let missing = counted.unwrap_or(0).saturating_sub(people.len() as u64);
        out.extend(Record::skipped_count(
            Reason::ReactionWithoutPerson,
            place,
            missing,
        ));
        let name = text(value, "name");
        if !people.is_empty() && !name.is_empty() {
            message.reactions.push(Reaction {
                name: name.to_owned(),
                people,
            });
        }
    }
}
