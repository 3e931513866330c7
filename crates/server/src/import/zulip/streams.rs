//! Streams: what the index says of them, and what the name of a folder tells without it.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read};

use serde::Deserialize;
use serde_json::Value;

use crate::import::reason::Reason;
use crate::import::record::{Community, Record, decode_escapes};

#[derive(Deserialize)]
struct Index {
    #[serde(default, alias = "channels")]
    streams: BTreeMap<String, Listed>,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    description: Value,
    #[serde(default)]
    invite_only: Value,
    #[serde(default)]
    is_archived: Value,
}

/// The streams of the index; none when it cannot be read, which is said.
pub fn listed(
    index: io::Result<Box<dyn Read + Send>>,
    path: &str,
    out: &mut VecDeque<Record>,
) -> Vec<Community> {
    let parsed = index.map_err(|error| error.to_string()).and_then(|file| {
        let file = io::BufReader::new(file);
        serde_json::from_reader::<_, Index>(file).map_err(|error| error.to_string())
    });
    match parsed {
        Ok(index) => index
            .streams
            .into_iter()
            .map(|(name, stream)| community(name, &stream))
            .collect(),
        Err(error) => {
            out.push_back(Record::skipped(
                Reason::BrokenFile,
                format!("{path}: {error}"),
            ));
            Vec::new()
        }
    }
}

fn community(name: String, stream: &Listed) -> Community {
    let key = match &stream.id {
        Value::Number(id) => id.to_string(),
        Value::String(id) => id.clone(),
        _ => name.clone(),
    };
    Community {
        key,
        name,
        purpose: stream.description.as_str().unwrap_or_default().to_owned(),
        private: stream.invite_only == true,
        archived: stream.is_archived == true,
        ..Community::default()
    }
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
