//! Files that hang on a message. The export has links, not contents; tokens in links are dropped.

use std::collections::VecDeque;

use serde_json::Value;

use crate::import::fields::{first_text, list, text};
use crate::import::markdown;
use crate::import::reason::Reason;
use crate::import::record::{FileLink, Message, Record};

pub fn collect(message: &mut Message, record: &Value, place: &str, out: &mut VecDeque<Record>) {
    // A comment on a file brings the comment only; the file came with its own message.
    if text(record, "subtype") == "file_comment" {
        return;
    }
    let one = record
        .get("file")
        .filter(|_| list(record, "files").is_empty());
    for file in list(record, "files")
        .iter()
        .chain(one)
        .filter(|file| file.is_object())
    {
        match link(file) {
            Some(link) => message.files.push(link),
            None => {
                let deleted = text(file, "mode") == "tombstone";
                let reason = if deleted {
                    Reason::DeletedFile
                } else {
                    Reason::FileWithoutLink
                };
                out.push_back(Record::skipped(reason, place));
            }
        }
    }
}

fn link(file: &Value) -> Option<FileLink> {
    let hosted = text(file, "url_private");
    let url = first_text(&[
        // A canvas is a page of Slack's own; its download is of no use to a person.
        if is_canvas(file) {
            text(file, "permalink")
        } else {
            hosted
        },
        hosted,
        text(file, "permalink"),
        text(file, "url_private_download"),
        text(file, "external_url"),
    ]);
    if url.is_empty() || text(file, "mode") == "tombstone" {
        return None;
    }
    let (title, name) = (text(file, "title"), text(file, "name"));
    let named = if is_canvas(file) {
        [title, name]
    } else {
        [name, title]
    };
    Some(FileLink {
        name: first_text(&[named[0], named[1], text(file, "id"), "file"]).to_owned(),
        url: markdown::without_tokens(url),
        size_bytes: file.get("size").and_then(Value::as_u64),
    })
}

fn is_canvas(file: &Value) -> bool {
    matches!(text(file, "mode"), "quip" | "canvas")
        || matches!(text(file, "filetype"), "quip" | "canvas")
}

/// Name and address of a file in one line of markdown.
pub fn line(file: &Value) -> String {
    let mut out = String::new();
    if let Some(file) = link(file) {
        markdown::link(&mut out, &markdown::escaped(&file.name), &file.url);
    }
    out
}
