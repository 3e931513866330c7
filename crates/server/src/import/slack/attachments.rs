//! What hangs below a message: previews of links, shared messages, what integrations show. All of it
//! becomes a quote.

use serde_json::Value;

use super::names::Names;
use super::{blocks, markup};
use crate::import::fields::{first_text, list, text};
use crate::import::markdown;

pub fn render(attachment: &Value, names: &Names) -> String {
    let mut out = markup::render(text(attachment, "pretext"), names);
    let quoted = quoted(attachment, names);
    if !quoted.is_empty() {
        markdown::push_block(&mut out, &markdown::quote(&quoted));
    }
    out
}

fn quoted(attachment: &Value, names: &Names) -> String {
    let mut out = String::new();
    markdown::push_block(&mut out, &heading(attachment, names));
    let mut unknown = 0;
    let mut body = blocks::render(list(attachment, "blocks"), names, &mut unknown);
    for shared in list(attachment, "message_blocks") {
        let message = shared.get("message").unwrap_or(&Value::Null);
        markdown::push_block(
            &mut body,
            &blocks::render(list(message, "blocks"), names, &mut unknown),
        );
    }
    if body.trim().is_empty() {
        body = markup::render(text(attachment, "text"), names);
    }
    markdown::push_block(&mut out, &body);
    for field in list(attachment, "fields") {
        let mut line = String::new();
        markdown::styled(
            &mut line,
            "**",
            &markup::inline(text(field, "title"), names),
        );
        let value = field
            .get("value")
            .map_or(String::new(), |value| match value {
                Value::String(value) => markup::render(value, names),
                other => markdown::escaped(&other.to_string()),
            });
        let joint = if line.is_empty() || value.is_empty() {
            ""
        } else {
            "\n"
        };
        markdown::push_block(&mut out, &format!("{line}{joint}{value}"));
    }
    for file in list(attachment, "files") {
        markdown::push_block(&mut out, &super::files::line(file));
    }
    if out.is_empty() {
        let image = first_text(&[text(attachment, "image_url"), text(attachment, "from_url")]);
        let mut line = String::new();
        markdown::link(
            &mut line,
            &markup::inline(text(attachment, "fallback"), names),
            image,
        );
        out = line;
    }
    out
}

/// Whose it is and its title, in one line.
fn heading(attachment: &Value, names: &Names) -> String {
    let author = first_text(&[
        text(attachment, "author_name"),
        text(attachment, "author_subname"),
    ]);
    let mut out = String::new();
    markdown::styled(&mut out, "**", &markdown::escaped(author));
    let address = first_text(&[text(attachment, "title_link"), text(attachment, "from_url")]);
    let title = markup::inline(text(attachment, "title"), names);
    if title.is_empty() {
        return out;
    }
    if !out.is_empty() {
        out.push_str(": ");
    }
    // A title that holds links of its own cannot be one.
    let has_link = title.contains("](") || title.contains("<http");
    markdown::link(&mut out, &title, if has_link { "" } else { address });
    out
}
