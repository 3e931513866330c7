//! Writes markdown that shows exactly what was meant, with as few escapes as that allows.
//!
//! It writes for `kernel::text::markdown`, where a line break is a line break. Inline functions
//! append to a `String`; block functions return one without a line break at its end. Nothing here
//! knows where the text came from.

use super::record::encode_key;

mod emphasis;

pub use emphasis::{finished, styled};

/// Appends text as text: nothing in it becomes markup. Line breaks stay; what only has a meaning
/// at the start of a line is left to [`lines`] and [`literal_lines`].
pub fn escape(out: &mut String, text: &str) {
    // The last is how a character of use inside a program begins.
    let plain = |b| {
        !matches!(
            b,
            b'\0' | b'`' | b'[' | b']' | b'*' | b'\\' | b'_' | b'~' | b'<' | b'&' | 0xEF
        )
    };
    if text.bytes().all(plain) {
        return out.push_str(text);
    }
    let mut before = None;
    let mut before_run = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let special = match c {
            '\0' => continue,
            c if emphasis::is_mark(c) => continue,
            '`' | '[' | ']' => true,
            '*' => !(before == Some(' ') && after == Some(' ')),
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation() || c == '\n'),
            '_' => {
                !before_run.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_whitespace)
            }
            '~' => !before.is_some_and(char::is_whitespace),
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => is_entity(rest.as_str()),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        if c != '_' {
            before_run = Some(c);
        }
        before = Some(c);
    }
}

fn is_entity(after: &str) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || *b == b'#';
    let length = after.bytes().take(33).take_while(plain).count();
    (1..=32).contains(&length) && after[length..].starts_with(';')
}

pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

pub fn code_span(out: &mut String, code: &str) {
    let code = code.replace(['\n', '\0'], " ");
    if code.trim().is_empty() {
        out.push_str(&code);
        return;
    }
    let ticks = "`".repeat(longest_run(&code) + 1);
    let edge = |c: Option<char>| matches!(c, Some('`' | ' '));
    let pad = if edge(code.chars().next()) || edge(code.chars().last()) {
        " "
    } else {
        ""
    };
    out.extend([&ticks, pad, &code, pad, &ticks]);
}

pub fn fence(language: &str, code: &str) -> String {
    let ticks = "`".repeat(longest_run(code).max(2) + 1);
    let plain = |c: char| c.is_alphanumeric() || "+-#._".contains(c);
    let language: String = language.chars().filter(|&c| plain(c)).collect();
    format!(
        "{ticks}{language}\n{}\n{ticks}",
        code.replace('\0', "").trim_matches('\n')
    )
}

fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A link; without an address that is safe to follow only its label. `label` is markdown, blank
/// when the address is to be shown.
pub fn link(out: &mut String, label: &str, url: &str) {
    let label = label.trim();
    let Some(url) = safe_url(&without_tokens(url)) else {
        return out.push_str(label);
    };
    let shown = url.strip_prefix("mailto:").unwrap_or(&url);
    if label.is_empty() || label.replace('\\', "") == shown {
        out.extend(["<", shown, ">"]);
    } else {
        out.extend(["[", &label.replace('\n', " "), "](", &url, ")"]);
    }
}

/// The address when it is absolute and of a harmless scheme, escaped so that it can stand anywhere.
fn safe_url(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split(':').next()?.to_ascii_lowercase();
    let harmless = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
    if !harmless || url.len() == scheme.len() + 1 {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_whitespace() || c.is_control() || "()<>\\`\"*[]{}|^".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// Takes the parts out of an address that let anyone who has it in.
pub fn without_tokens(url: &str) -> String {
    let Some((base, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let (query, fragment) = match query.split_once('#') {
        Some((query, fragment)) => (query, Some(fragment)),
        None => (query, None),
    };
    let secret = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = name.to_ascii_lowercase();
        name.contains("token")
            || ["pub_secret", "signature", "sig", "x-amz-signature"].contains(&name.as_str())
            || value.starts_with("xox")
    };
    let kept: Vec<_> = query.split('&').filter(|pair| !secret(pair)).collect();
    let mut out = base.to_owned();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// The same for all addresses that stand in a text, as text or in code. There only what is a token
/// for certain goes: an example may have a `token=` of its own.
pub fn without_tokens_in(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || "<>\"'`()[]|\\".contains(c) || emphasis::is_mark(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let secret =
            |at: &usize| rest[at + 1..].starts_with("xox") || rest[..*at].ends_with("pub_secret");
        let mut values = rest.match_indices('=').map(|(at, _)| at);
        let Some(at) = values.find(secret) else { break };
        let before = rest[..at].trim_end_matches(|c| !ends(c)).len();
        let end = rest[at..]
            .find(ends)
            .map_or(rest.len(), |length| at + length);
        out.push_str(&rest[..before]);
        out.push_str(&without_tokens(&rest[before..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A person, for the writer to put the right address in.
pub fn mention(out: &mut String, name: &str, key: &str) {
    out.push_str("[@");
    escape(out, name);
    out.extend(["](mention:", &encode_key(key), ")"]);
}

/// A community, for the writer to put the right address in.
pub fn channel(out: &mut String, label: &str, key: &str) {
    out.push_str("[#");
    escape(out, label);
    out.extend(["](channel:", &encode_key(key), ")"]);
}

pub fn quote(text: &str) -> String {
    prefixed("> ", "> ", text)
}

/// The first line begins with `first`, the others with `other`.
pub fn prefixed(first: &str, other: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (index, line) in text.split('\n').enumerate() {
        let prefix = if index == 0 { first } else { other };
        if index > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() {
            prefix.trim_end()
        } else {
            prefix
        });
        out.push_str(line);
    }
    out
}

/// Rows of cells in markdown; the first row is the head.
pub fn table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        for column in 0..width {
            let cell = row.get(column).map_or("", String::as_str);
            out.extend(["| ", &cell.replace('|', "\\|").replace('\n', " "), " "]);
        }
        out.push('|');
        if index == 0 {
            out.push('\n');
            out.push_str(&"| --- ".repeat(width));
            out.push('|');
        }
        if index + 1 < rows.len() {
            out.push('\n');
        }
    }
    out
}

/// Appends a block after a blank line.
pub fn push_block(out: &mut String, block: &str) {
    let block = block.trim_matches('\n');
    if block.trim().is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(block);
}

/// Lines of inline markdown as paragraphs and, where people drew them with dashes, bullets or
/// numbers, lists.
pub fn lines(text: &str) -> String {
    assemble(text, list_item)
}

/// Lines of inline markdown as paragraphs only.
pub fn literal_lines(text: &str) -> String {
    assemble(text, |_| None)
}

#[derive(Clone, Copy, PartialEq)]
enum Line {
    None,
    Text,
    Item { depth: usize },
}

fn assemble(text: &str, item: fn(&str) -> Option<(usize, String)>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut last = Line::None;
    let mut blank = false;
    for line in text.split('\n') {
        let trimmed = line.trim_matches([' ', '\t', '\r']);
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let (now, line) = match item(line) {
            Some((depth, line)) => {
                let most = if let Line::Item { depth } = last {
                    depth + 1
                } else {
                    0
                };
                let depth = depth.min(most);
                (
                    Line::Item { depth },
                    format!("{}{line}", "    ".repeat(depth)),
                )
            }
            None => (Line::Text, line_start_escaped(trimmed)),
        };
        let same = matches!(
            (last, now),
            (Line::Text, Line::Text) | (Line::Item { .. }, Line::Item { .. })
        );
        out.push_str(match last {
            Line::None => "",
            _ if same && !blank => "\n",
            _ => "\n\n",
        });
        out.push_str(&line);
        last = now;
        blank = false;
    }
    out
}

/// Depth and the item in markdown, if the line is one.
fn list_item(line: &str) -> Option<(usize, String)> {
    let text = line.trim_start_matches([' ', '\t']);
    let depth = (line.len() - text.len()) / 4;
    if let Some(rest) = ["- ", "• ", "◦ ", "▪ ", "▪︎ ", "‣ "]
        .iter()
        .find_map(|b| text.strip_prefix(b))
    {
        return Some((depth, format!("- {}", rest.trim())));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits)
        && (text[digits..].starts_with(". ") || text[digits..].starts_with(") "));
    numbered.then(|| (depth, text.trim_end().to_owned()))
}

fn line_start_escaped(line: &str) -> String {
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    let heading =
        (1..=6).contains(&hashes) && matches!(line.as_bytes().get(hashes), None | Some(b' '));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && [". ", ") "].iter().any(|m| line[digits..].starts_with(m)) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let rule = line.bytes().all(|b| b" -:|=+".contains(&b)) && !line.starts_with(' ');
    let list = line.starts_with("- ") || line.starts_with("+ ");
    let quote = line.starts_with('>');
    if heading || rule || list || quote || line.starts_with("~~~") {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests;
