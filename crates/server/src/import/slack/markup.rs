//! Slack's own markup, in which messages without blocks are written, as markdown.
//!
//! `*bold*`, `_italic_`, `~strike~`, code, quotes and `:emoji:` as Slack shows them; `<…>` holds
//! links, people, channels, groups, broadcasts and dates; `&lt;`, `&gt;` and `&amp;` are the only
//! entities.

use super::names::Names;
use crate::import::{emoji, markdown};

const FENCE: &str = "```";
/// Bold in italic in struck text is as far as it goes.
const STYLES_NESTED: usize = 4;
/// A `<` whose `>` is so far away is a character.
const REFERENCE_BYTES: usize = 16 << 10;

/// A whole text as blocks.
pub fn render(text: &str, names: &Names) -> String {
    let mut out = String::new();
    for (index, part) in split_fences(text).enumerate() {
        if index % 2 == 1 {
            markdown::push_block(&mut out, &markdown::fence("", &verbatim(part)));
        } else {
            paragraphs(&mut out, part, names);
        }
    }
    out
}

/// Text and code in turn, beginning with text. A fence that is not closed is text.
fn split_fences(text: &str) -> impl Iterator<Item = &str> {
    let mut parts: Vec<&str> = text.split(FENCE).collect();
    if parts.len().is_multiple_of(2) {
        parts.pop();
        let open: usize = parts.iter().map(|part| part.len() + FENCE.len()).sum();
        let last = parts.pop().unwrap_or_default();
        parts.push(&text[open - FENCE.len() - last.len()..]);
    }
    parts.into_iter()
}

fn paragraphs(out: &mut String, text: &str, names: &Names) {
    if let Some((before, quoted)) = split_long_quote(text) {
        paragraphs(out, before, names);
        let inner = markdown::lines(&inline(quoted, names));
        return markdown::push_block(out, &markdown::quote(&inner));
    }
    let lines: Vec<&str> = text.split('\n').collect();
    for run in lines.chunk_by(|a, b| quoted(a).is_some() == quoted(b).is_some()) {
        let is_quote = run.first().is_some_and(|line| quoted(line).is_some());
        let run: Vec<_> = run
            .iter()
            .map(|line| inline(quoted(line).unwrap_or(line), names))
            .collect();
        let block = markdown::lines(&run.join("\n"));
        if is_quote {
            markdown::push_block(out, &markdown::quote(&block));
        } else {
            markdown::push_block(out, &block);
        }
    }
}

/// `>>>` at the start of a line quotes all that follows.
fn split_long_quote(text: &str) -> Option<(&str, &str)> {
    for mark in ["&gt;&gt;&gt;", ">>>"] {
        let starts = text.match_indices(mark).map(|(at, _)| at);
        if let Some(at) = starts
            .into_iter()
            .find(|&at| at == 0 || text[..at].ends_with('\n'))
        {
            return Some((&text[..at], &text[at + mark.len()..]));
        }
    }
    None
}

fn quoted(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("&gt;")
        .or_else(|| line.strip_prefix('>'))?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// A line, or several, without looking for blocks.
pub fn inline(text: &str, names: &Names) -> String {
    nested(text, STYLES_NESTED, names)
}

fn nested(text: &str, depth: usize, names: &Names) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    let mut plain = 0;
    // For each mark, up to where nothing ends that it could begin.
    let mut endless = [0; 3];
    let mut reference_end = Some(0);
    let flush = |out: &mut String, from: usize, to: usize| {
        markdown::escape(out, &decoded(&text[from..to]));
    };
    while let Some(found) = text[at..].find(['`', '<', '*', '_', '~', ':']) {
        at += found;
        let rest = &text[at..];
        let mut piece = String::new();
        let length = match rest.as_bytes()[0] {
            b'`' => code(&mut piece, rest),
            b'<' => {
                if reference_end.is_some_and(|end| end <= at) {
                    reference_end = rest.find('>').map(|end| at + end);
                }
                reference_end.and_then(|end| reference(&mut piece, &rest[..=end - at], names))
            }
            b':' => shortcode(&mut piece, rest),
            _ if depth == 0 => None,
            mark => style(char::from(mark), text, at, &mut endless).map(|(marker, styled)| {
                markdown::styled(&mut piece, marker, &nested(styled, depth - 1, names));
                styled.len() + 2
            }),
        };
        match length {
            Some(length) => {
                flush(&mut out, plain, at);
                out.push_str(&piece);
                at += length;
                plain = at;
            }
            None => at += 1,
        }
    }
    flush(&mut out, plain, text.len());
    out
}

pub fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Code shows addresses as they are, without the brackets Slack put around them.
fn verbatim(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find('>') {
            Some(end) => {
                let inside = &rest[1..end];
                out.push_str(inside.split_once('|').map_or(inside, |(_, label)| label));
                rest = &rest[end + 1..];
            }
            None => break,
        }
    }
    out.push_str(rest);
    decoded(&out)
}

/// A text shown without markup, such as the purpose of a channel.
pub fn plain(text: &str, names: &Names) -> String {
    let mut named = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<@") {
        let (key, after) = after.split_once('>').unwrap_or((after, ""));
        let key = key.split('|').next().unwrap_or_default();
        named.extend([before, "@", names.person(key).unwrap_or(key)]);
        rest = after;
    }
    named.push_str(rest);
    markdown::without_tokens_in(&verbatim(&named))
}

fn code(out: &mut String, rest: &str) -> Option<usize> {
    let end = rest[1..].find(['`', '\n']).filter(|&end| end > 0)? + 1;
    if rest.as_bytes()[end] != b'`' {
        return None;
    }
    markdown::code_span(out, &verbatim(&rest[1..end]));
    Some(end + 1)
}

fn shortcode(out: &mut String, rest: &str) -> Option<usize> {
    let name = |c: char| c.is_ascii_alphanumeric() || "_+-'".contains(c);
    let end = rest[1..].find(|c| !name(c)).filter(|&end| end > 0)? + 1;
    if rest.as_bytes()[end] != b':' {
        return None;
    }
    let tone = rest[end..]
        .strip_prefix("::skin-tone-")
        .and_then(|tone| tone.find(':'));
    let whole = tone.map_or(end, |tone| end + "::skin-tone-".len() + tone);
    out.push_str(&emoji::by_name(&rest[1..whole])?);
    Some(whole + 1)
}

/// `*bold*`: the marks touch the text inside and no word outside, in one line. The marker that
/// stands for it in markdown, and what is inside.
fn style<'a>(
    mark: char,
    text: &'a str,
    at: usize,
    endless: &mut [usize; 3],
) -> Option<(&'static str, &'a str)> {
    let (kind, marker) = match mark {
        '*' => (0, "**"),
        '_' => (1, "*"),
        _ => (2, "~~"),
    };
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != mark);
    let rest = &text[at + 1..];
    let begins = free(text[..at].chars().next_back()) && !rest.starts_with(char::is_whitespace);
    if !begins || at < endless[kind] {
        return None;
    }
    let (mut before, mut in_reference) = (None, false);
    let mut line = rest.char_indices().take_while(|(_, c)| *c != '\n');
    let end = line.find_map(|(end, c)| {
        match c {
            '<' => in_reference = true,
            '>' => in_reference = false,
            _ => {}
        }
        let inside = before.replace(c);
        let ends = c == mark
            && !in_reference
            && inside.is_some_and(|c: char| !c.is_whitespace())
            && free(rest[end + 1..].chars().next());
        ends.then_some(end)
    });
    if end.is_none() {
        endless[kind] = at + 1 + rest.find('\n').unwrap_or(rest.len());
    }
    Some((marker, &rest[..end?]))
}

/// What stands between `<` and `>`, where `rest` ends.
fn reference(out: &mut String, rest: &str, names: &Names) -> Option<usize> {
    let end = rest.len() - 1;
    if end > REFERENCE_BYTES {
        return None;
    }
    let inside = &rest[1..end];
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target, decoded(label)),
        None => (inside, String::new()),
    };
    let label = label.trim();
    match target.as_bytes().first()? {
        b'@' => person(out, &target[1..], label, names),
        b'#' => channel(out, &target[1..], label, names),
        b'!' => command(out, &target[1..], label),
        _ if target.contains(char::is_whitespace) || target.contains('<') => return None,
        _ if label.is_empty() && !target.contains(':') => return None,
        _ => link(out, &decoded(target), label),
    }
    Some(end + 1)
}

pub fn person(out: &mut String, key: &str, label: &str, names: &Names) {
    match names.person(key) {
        Some(name) => markdown::mention(out, name, key),
        None => {
            let name = if label.is_empty() { key } else { label };
            markdown::escape(out, &format!("@{}", name.trim_start_matches('@')));
        }
    }
}

/// A link for channels everyone may find, only the name for others.
pub fn channel(out: &mut String, key: &str, label: &str, names: &Names) {
    match names.channel(key) {
        Some((name, true)) => markdown::channel(out, name, key),
        known => {
            let name = known.map_or(if label.is_empty() { key } else { label }, |(name, _)| name);
            markdown::escape(out, &format!("#{}", name.trim_start_matches('#')));
        }
    }
}

/// `<!here>`, `<!subteam^S123|@group>`, `<!date^1392734382^{date}|fallback>`
fn command(out: &mut String, command: &str, label: &str) {
    let name = command.split('^').next().unwrap_or_default();
    let shown = match (name, label) {
        ("here" | "channel" | "everyone" | "group", _) => format!("@{name}"),
        ("subteam", "") => "@group".to_owned(),
        ("subteam", label) => format!("@{}", label.trim_start_matches('@')),
        (name, "") => name.to_owned(),
        (_, label) => label.to_owned(),
    };
    markdown::escape(out, &shown);
}

pub fn link(out: &mut String, url: &str, label: &str) {
    let label = if label == url {
        String::new()
    } else {
        markdown::escaped(label)
    };
    let before = out.len();
    markdown::link(out, &label, url);
    if out.len() == before {
        // An address nobody can follow is shown as what it is.
        markdown::escape(out, url);
    }
}
