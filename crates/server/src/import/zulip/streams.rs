//! Streams: what the index says of them, and what the name of a folder tells without it.

use std::collections::{HashSet, VecDeque};
use std::io::{self, Read};

use serde_json::Value;

use crate::import::fields::{first_text, flag, text};
use crate::import::reason::Reason;
use crate::import::record::{Community, Record, decode_escapes};

/// The streams of the index; none when it cannot be read, which is said.
pub fn listed(
    index: io::Result<Box<dyn Read + Send>>,
    path: &str,
    out: &mut VecDeque<Record>,
) -> Vec<Community> {
    let bytes = index.and_then(|mut file| {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map(|_| bytes)
    });
    let parsed = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        serde_json::from_str::<Value>(text).map_err(|error| error.to_string())
    });
    let index = match parsed {
        Ok(index) => index,
        Err(error) => {
            let place = format!("{path}: {error}");
            out.push_back(Record::skipped(Reason::BrokenFile, place));
            return Vec::new();
        }
    };
    let streams = index.get("streams").or_else(|| index.get("channels"));
    let mut listed: Vec<Community> = match streams {
        Some(Value::Object(streams)) => streams
            .iter()
            .map(|(key, stream)| community(key, stream))
            .collect(),
        Some(Value::Array(streams)) => streams.iter().map(|stream| community("", stream)).collect(),
        _ => Vec::new(),
    };
    // Of a stream that is listed twice the closed one counts.
    listed.sort_by_key(|stream| !stream.private);
    let mut keys = HashSet::new();
    listed.retain(|stream| !stream.key.is_empty() && keys.insert(stream.key.clone()));
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    listed
}

/// `listed` is under what the index has it: its name, or its number in other versions.
fn community(listed: &str, stream: &Value) -> Community {
    let name = first_text(&[text(stream, "name"), listed]);
    let id = ["id", "stream_id"]
        .iter()
        .find_map(|key| match stream.get(key)? {
            Value::Number(id) => Some(id.to_string()),
            Value::String(id) => Some(id.clone()),
            _ => None,
        });
    Community {
        key: id.unwrap_or_else(|| first_text(&[listed, name]).to_owned()),
        name: name.to_owned(),
        purpose: text(stream, "description").to_owned(),
        // Where nothing else is said of a stream, it may be private.
        private: flag(stream, "invite_only") || !stream.is_object(),
        archived: flag(stream, "is_archived"),
        ..Community::default()
    }
}

/// Whether a stream of the index is the one of this folder. One without a number gets the folder's.
pub fn claim(listed: &mut [Community], folder: &str) -> bool {
    let key = key(folder);
    if listed.iter().any(|stream| stream.key == key) {
        return true;
    }
    let joined = |name: &str| name.replace(' ', "-");
    let name = joined(&from_folder(folder).name);
    let mut nameless = listed.iter_mut().filter(|stream| stream.key == stream.name);
    match nameless.find(|stream| joined(&stream.name) == name) {
        Some(stream) => stream.key = key,
        None => return false,
    }
    true
}

/// `20-0.2E1.C2.B0-JRA`: the number is the key, dashes may have been blanks.
pub fn from_folder(folder: &str) -> Community {
    let name = if has_number(folder) {
        folder.split_once('-').map_or(folder, |(_, name)| name)
    } else {
        folder
    };
    Community {
        key: key(folder),
        name: decode_escapes(name, b'.'),
        ..Community::default()
    }
}

pub fn key(folder: &str) -> String {
    let number = folder.split('-').next().unwrap_or_default();
    if has_number(folder) {
        number.to_owned()
    } else {
        decode_escapes(folder, b'.')
    }
}

pub fn has_number(folder: &str) -> bool {
    let (number, name) = folder.split_once('-').unwrap_or_default();
    !number.is_empty() && !name.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}
