//! Slack's blocks as markdown: rich text as people write it today, and what integrations build.
//!
//! Buttons and input fields have no meaning outside Slack and are left out silently; a kind of block
//! we do not know is counted.

use serde_json::Value;

use super::markup;
use super::names::Names;
use crate::import::fields::{first_text, flag, list, number, text};
use crate::import::{emoji, markdown};

/// Empty when the blocks say nothing; the message's own text is then the better source.
pub fn render(blocks: &[Value], names: &Names, unknown: &mut u64) -> String {
    let mut out = String::new();
    for block in blocks {
        let rendered = match text(block, "type") {
            "rich_text" => rich_text(list(block, "elements"), names, unknown),
            "section" => section(block, names),
            "header" => heading(block, names),
            "context" => {
                let parts: Vec<_> = list(block, "elements")
                    .iter()
                    .map(|e| said(e, names))
                    .collect();
                parts.join(" ")
            }
            "markdown" => text(block, "text").to_owned(),
            "divider" => {
                if out.is_empty() {
                    String::new()
                } else {
                    "---".to_owned()
                }
            }
            "image" => picture(block, names),
            "video" => linked(block, "title_url", names),
            "table" => table(list(block, "rows"), names, unknown),
            "actions" | "input" | "file" | "call" | "context_actions" => String::new(),
            _ => {
                *unknown += 1;
                let mut found = said(block, names);
                if found.trim().is_empty() {
                    texts_within(block, names, &mut found);
                }
                found
            }
        };
        markdown::push_block(&mut out, &rendered);
    }
    out
}

fn rich_text(elements: &[Value], names: &Names, unknown: &mut u64) -> String {
    let mut out = String::new();
    let mut lists = String::new();
    for element in elements {
        let kind = text(element, "type");
        if kind == "rich_text_list" {
            let items = list_items(element, names, unknown);
            if !lists.is_empty() {
                lists.push('\n');
            }
            lists.push_str(&items);
            continue;
        }
        markdown::push_block(&mut out, &std::mem::take(&mut lists));
        let inner = list(element, "elements");
        let block = match kind {
            "rich_text_section" => markdown::lines(&inline(inner, names, unknown)),
            "rich_text_quote" => {
                let quoted = markdown::lines(&inline(inner, names, unknown));
                if quoted.is_empty() {
                    quoted
                } else {
                    markdown::quote(&quoted)
                }
            }
            "rich_text_preformatted" => markdown::fence(text(element, "language"), &words(inner)),
            _ => {
                *unknown += 1;
                markdown::lines(&inline(inner, names, unknown))
            }
        };
        markdown::push_block(&mut out, &block);
    }
    markdown::push_block(&mut out, &lists);
    out
}

/// Nested lists follow each other in Slack, each with its depth.
fn list_items(element: &Value, names: &Names, unknown: &mut u64) -> String {
    let depth = number(element, "indent").unwrap_or(0).clamp(0, 8) as usize;
    let first = number(element, "offset").unwrap_or(0).max(0) + 1;
    let mut out = String::new();
    for (index, item) in list(element, "elements").iter().enumerate() {
        let marker = match text(element, "style") {
            "ordered" => format!("{}. ", first + index as i64),
            _ => "- ".to_owned(),
        };
        let said = markdown::literal_lines(&inline(list(item, "elements"), names, unknown));
        let indent = "    ".repeat(depth);
        let rest = " ".repeat(indent.len() + marker.len());
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&markdown::prefixed(
            &format!("{indent}{marker}"),
            &rest,
            &said,
        ));
    }
    out
}

fn inline(elements: &[Value], names: &Names, unknown: &mut u64) -> String {
    let mut out = String::new();
    for element in elements {
        let mut piece = String::new();
        let kind = text(element, "type");
        match kind {
            "text" | "raw_text" => {
                if is_styled(element, "code") {
                    markdown::code_span(&mut out, text(element, "text"));
                    continue;
                }
                markdown::escape(&mut piece, text(element, "text"));
            }
            "link" => markup::link(&mut piece, text(element, "url"), text(element, "text")),
            "user" => markup::person(&mut piece, text(element, "user_id"), "", names),
            "channel" => markup::channel(&mut piece, text(element, "channel_id"), "", names),
            "usergroup" => piece.push_str("@group"),
            "broadcast" => markdown::escape(&mut piece, &format!("@{}", text(element, "range"))),
            "emoji" => emoji_text(&mut piece, element),
            "date" => markdown::escape(&mut piece, text(element, "fallback")),
            "color" => markdown::escape(&mut piece, text(element, "value")),
            "team" => markdown::escape(&mut piece, text(element, "team_id")),
            _ if element.get("elements").is_some() => {
                piece = inline(list(element, "elements"), names, unknown);
            }
            _ => {
                *unknown += 1;
                markdown::escape(
                    &mut piece,
                    first_text(&[text(element, "text"), text(element, "fallback")]),
                );
            }
        }
        for (style, marker) in [("bold", "**"), ("italic", "*"), ("strike", "~~")] {
            if is_styled(element, style) {
                let mut styled = String::new();
                markdown::styled(&mut styled, marker, &piece);
                piece = styled;
            }
        }
        out.push_str(&piece);
    }
    out
}

fn is_styled(element: &Value, style: &str) -> bool {
    element
        .get("style")
        .is_some_and(|styles| flag(styles, style))
}

fn emoji_text(out: &mut String, element: &Value) {
    let name = text(element, "name");
    let found = emoji::by_code(text(element, "unicode")).or_else(|| emoji::by_name(name));
    match found {
        Some(character) => out.push_str(&character),
        None => markdown::escape(out, &format!(":{name}:")),
    }
}

/// The bare text of elements, for code.
fn words(elements: &[Value]) -> String {
    let word = |element: &Value| {
        let url = text(element, "url");
        let said = text(element, "text");
        if said.is_empty() {
            url.to_owned()
        } else {
            said.to_owned()
        }
    };
    elements.iter().map(word).collect()
}

fn section(block: &Value, names: &Names) -> String {
    let mut out = block
        .get("text")
        .map_or(String::new(), |text| said(text, names));
    for field in list(block, "fields") {
        markdown::push_block(&mut out, &said(field, names));
    }
    if let Some(accessory) = block
        .get("accessory")
        .filter(|a| text(a, "type") == "image")
    {
        markdown::push_block(&mut out, &picture(accessory, names));
    }
    out
}

fn heading(block: &Value, names: &Names) -> String {
    let said = block
        .get("text")
        .map_or(String::new(), |text| said(text, names));
    if said.is_empty() {
        said
    } else {
        format!("## {}", said.replace('\n', " "))
    }
}

/// A text object in markdown: `{"type": "mrkdwn" | "plain_text", "text": …}`, or what else has a
/// text.
fn said(object: &Value, names: &Names) -> String {
    match (object, text(object, "type")) {
        (Value::String(plain), _) => markdown::lines(&markdown::escaped(plain)),
        (_, "mrkdwn") => markup::render(text(object, "text"), names),
        (_, "image") => picture(object, names),
        _ => match object.get("text") {
            Some(Value::String(plain)) => markdown::lines(&markup::inline(plain, names)),
            Some(inner) => markup::render(text(inner, "text"), names),
            None => String::new(),
        },
    }
}

/// All texts in something of which only the parts are known.
fn texts_within(value: &Value, names: &Names, out: &mut String) {
    match (value, text(value, "type")) {
        (_, "button") => {}
        (_, "mrkdwn" | "plain_text") => markdown::push_block(out, &said(value, names)),
        (_, "rich_text") => {
            let rendered = rich_text(list(value, "elements"), names, &mut 0);
            markdown::push_block(out, &rendered);
        }
        (Value::Object(parts), _) => parts.values().for_each(|v| texts_within(v, names, out)),
        (Value::Array(parts), _) => parts.iter().for_each(|v| texts_within(v, names, out)),
        _ => {}
    }
}

fn picture(block: &Value, names: &Names) -> String {
    let linked = linked(block, "image_url", names);
    let hidden = linked.is_empty() && text(block, "image_url").is_empty();
    if hidden {
        markdown::escaped(text(block, "alt_text"))
    } else {
        linked
    }
}

fn linked(block: &Value, address: &str, names: &Names) -> String {
    let title = block
        .get("title")
        .map_or(String::new(), |title| said(title, names));
    let label = if title.is_empty() {
        markdown::escaped(text(block, "alt_text"))
    } else {
        title
    };
    let mut out = String::new();
    markdown::link(&mut out, &label, text(block, address));
    out
}

/// Rows of cells; the first row is the head.
fn table(rows: &[Value], names: &Names, unknown: &mut u64) -> String {
    let cell = |cell: &Value, unknown: &mut u64| match text(cell, "type") {
        "rich_text" => rich_text(list(cell, "elements"), names, unknown),
        _ => markdown::escaped(text(cell, "text")),
    };
    let rows: Vec<Vec<String>> = rows
        .iter()
        .filter_map(Value::as_array)
        .map(|cells| cells.iter().map(|value| cell(value, unknown)).collect())
        .collect();
    markdown::table(&rows)
}
