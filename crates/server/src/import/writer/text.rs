//! A message's text as it is kept: our own addresses in it, files at its end, no longer than ours.

use std::collections::HashSet;

use features::posts::Text;
use kernel::text::markdown::render;
use network::PersonId;

use super::directory::Directory;
use crate::import::markdown;
use crate::import::reason::Reason;
use crate::import::record::{FileLink, decode_key};

/// As for what is written here.
const TEXT_MAX_CHARS: usize = 20_000;
const MENTIONS_MAX: usize = 100;
/// Of a text; the rest is for what was said.
const FILES_MAX_CHARS: usize = 8_000;
const CUT: &str = "\n\n*The rest of this message was too long to be imported.*";
/// A text is cut where a line ends, if one does so close before the limit.
const LINE_CHARS: usize = 2_000;

/// The text, rendered, and what of it was changed.
pub fn compose(body: &str, files: &[FileLink], directory: &Directory) -> (Text, Vec<Reason>) {
    let mut notes = Vec::new();
    let addressed = addressed(body, directory, &mut notes);
    let readable = |c: &char| !c.is_control() || "\n\t".contains(*c);
    let mut body: String = addressed.chars().filter(readable).collect();
    body.truncate(body.trim_end().len());
    let files = file_lines(files, &mut notes);
    let most = TEXT_MAX_CHARS - files.chars().count();
    if body.chars().count() > most {
        body = cut(&body, most - CUT.len());
        notes.push(Reason::TextCut);
    }
    let mut body = body.trim_start_matches('\n').to_owned();
    markdown::push_block(&mut body, &files);
    let mut rendered = render(&body);
    rendered.mentions.truncate(MENTIONS_MAX);
    (Text { body, rendered }, notes)
}

/// Puts the addresses of people and communities where the reader named them. What has no address
/// stays as a plain name.
fn addressed(body: &str, directory: &Directory, notes: &mut Vec<Reason>) -> String {
    const MENTION: &str = "](mention:";
    const CHANNEL: &str = "](channel:";
    let mut out = String::with_capacity(body.len() + 16);
    let mut mentioned: HashSet<PersonId> = HashSet::new();
    let mut rest = body;
    let begins = |text: &str| text.starts_with(MENTION) || text.starts_with(CHANNEL);
    while let Some((at, _)) = rest
        .match_indices("](")
        .find(|(at, _)| begins(&rest[*at..]))
    {
        let (label, target) = rest.split_at(at);
        let is_mention = target.starts_with(MENTION);
        let target = &target[MENTION.len()..];
        out.push_str(label);
        let Some(end) = target.find(')').filter(|_| !ends_escaped(label)) else {
            // Somebody wrote it so.
            out.push_str(if is_mention { MENTION } else { CHANNEL });
            rest = target;
            continue;
        };
        let key = decode_key(&target[..end]);
        let path = if is_mention {
            let person = directory.person(&key);
            let room = |id: &PersonId| mentioned.len() < MENTIONS_MAX || mentioned.contains(id);
            if !person.iter().all(room) && !notes.contains(&Reason::MentionsCut) {
                notes.push(Reason::MentionsCut);
            }
            let person = person.filter(room);
            mentioned.extend(person);
            person.map(|id| format!("/people/{id}"))
        } else {
            directory
                .community(&key)
                .map(|id| format!("/communities/{id}"))
        };
        match path {
            Some(path) => out.extend(["](", &path, ")"]),
            None => unlink(&mut out),
        }
        rest = &target[end + 1..];
    }
    out.push_str(rest);
    out
}

/// Takes away the bracket that begins the label at the end of the text.
fn unlink(out: &mut String) {
    let open = out
        .rmatch_indices('[')
        .map(|(at, _)| at)
        .find(|at| !ends_escaped(&out[..*at]));
    if let Some(at) = open {
        out.remove(at);
    }
}

fn ends_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// One line for each file: a link, or name and address where nobody could follow it.
fn file_lines(files: &[FileLink], notes: &mut Vec<Reason>) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for file in files {
        let label = markdown::escaped(&file.name);
        let mut line = String::new();
        markdown::link(&mut line, &label, &file.url);
        if line == label.trim() && !file.url.is_empty() {
            line = markdown::literal_lines(&format!("{line} ({})", markdown::escaped(&file.url)));
        }
        length += line.chars().count() + 1;
        if length > FILES_MAX_CHARS {
            notes.push(Reason::FilesCut);
            break;
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(&line.replace('\n', " "));
    }
    lines
}

/// The beginning of a text, code that was begun in it ended, and a line that says so.
fn cut(text: &str, characters: usize) -> String {
    let end = text
        .char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at);
    let earliest = text
        .char_indices()
        .nth(characters.saturating_sub(LINE_CHARS))
        .map_or(0, |(at, _)| at);
    let mut begin = &text[..end];
    if let Some(line_end) = begin.rfind('\n').filter(|at| *at >= earliest) {
        begin = &begin[..line_end];
    } else if let Some(word_end) = begin.rfind(' ').filter(|at| *at >= earliest) {
        begin = &begin[..word_end];
    }
    let mut out = begin.to_owned();
    let mut fence = None;
    for line in begin.lines() {
        let ticks = line
            .trim_start()
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open => fence = None,
            _ => {}
        }
    }
    if let Some(ticks) = fence {
        out.push('\n');
        out.push_str(&"`".repeat(ticks));
    }
    out.push_str(CUT);
    out
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn directory() -> Directory {
        let mut directory = Directory::default();
        directory.add_person("U 1", Id::from_raw(7));
        directory.add_community("C1", Id::from_raw(9));
        directory
    }

    fn body(text: &str) -> String {
        compose(text, &[], &directory()).0.body
    }

    #[test]
    fn names_lead_where_they_lead_here() {
        let (text, _) = compose(
            "Ask [@Ada](mention:U%201) in [#tills](channel:C1).",
            &[],
            &directory(),
        );
        assert_eq!(
            text.body,
            "Ask [@Ada](/people/7) in [#tills](/communities/9)."
        );
        assert_eq!(text.rendered.mentions, [7]);
        assert_eq!(
            body("[@Ben \\[x\\]](mention:U2), [#x](channel:C2)"),
            "@Ben \\[x\\], #x"
        );
        assert_eq!(
            body("\\[@Ada\\](mention:U%201)"),
            "\\[@Ada\\](mention:U%201)"
        );
    }

    #[test]
    fn of_very_many_mentions_a_hundred_are_links() {
        let mut directory = Directory::default();
        let mut text = String::new();
        for number in 0..120 {
            directory.add_person(&format!("U{number}"), Id::from_raw(number + 1));
            text.push_str(&format!("[@P{number}](mention:U{number}) "));
        }
        let (text, notes) = compose(&text, &[], &directory);
        assert_eq!(
            (text.rendered.mentions.len(), notes),
            (100, vec![Reason::MentionsCut])
        );
        assert!(text.body.ends_with("@P118 @P119"), "{}", text.body);
    }

    #[test]
    fn files_stand_at_the_end() {
        let file = |name: &str, url: &str| FileLink {
            name: name.to_owned(),
            url: url.to_owned(),
            size_bytes: None,
        };
        let files = [
            file("plan [1].pdf", "https://files.example/a b.pdf"),
            file("x.png", "/user_uploads/2/x.png"),
        ];
        let (text, notes) = compose("Look:", &files, &directory());
        let links =
            "[plan \\[1\\].pdf](https://files.example/a%20b.pdf)\nx.png (/user_uploads/2/x.png)";
        assert_eq!((text.body, notes), (format!("Look:\n\n{links}"), vec![]));
        let many = vec![file("name", "https://files.example/long"); 400];
        let (text, notes) = compose("", &many, &directory());
        assert!(text.body.starts_with("[name](") && text.body.chars().count() <= FILES_MAX_CHARS);
        assert_eq!(notes, [Reason::FilesCut]);
    }

    #[test]
    fn a_text_that_is_too_long_says_that_it_was_cut() {
        let long = format!(
            "Log:\n\n````text\n{}\n````",
            "a line of the log\n".repeat(2_000)
        );
        let (text, notes) = compose(&long, &[], &directory());
        assert_eq!(notes, [Reason::TextCut]);
        assert!(
            text.body
                .ends_with(&format!("a line of the log\n````{CUT}")),
            "{}",
            &text.body[19_900..]
        );
        let one_word = "ü".repeat(30_000);
        let (text, _) = compose(&one_word, &[], &directory());
        let length = text.body.chars().count();
        assert!((19_900..=TEXT_MAX_CHARS).contains(&length), "{length}");
    }
}
