//! Lists that people type as lines: steps and points.

use kernel::Problems;
use kernel::text::{is_blank, one_line};

/// The lines that say something.
pub fn lines(text: &str) -> Vec<String> {
    let said = text.lines().filter(|line| !is_blank(line));
    said.map(one_line).collect()
}

/// What to do, and how: the first sentence of a line and the rest of it.
pub fn what_and_how(line: &str) -> (&str, &str) {
    // An initial ends no sentence: "Z. B. am Montag".
    let is_initial = |at: usize| {
        let before = line[..at].rsplit(' ').next().unwrap_or_default();
        before.chars().count() < 2
    };
    let mut ends = line.match_indices(['.', ':', '?', '!']);
    match ends.find(|(at, _)| line[at + 1..].starts_with(' ') && !is_initial(*at)) {
        Some((at, _)) => (&line[..=at], line[at + 1..].trim_start()),
        None => (line, ""),
    }
}

/// Says when there are too many lines or one is too long.
pub fn check(problems: &mut Problems, field: &str, text: &str, most: usize, chars: usize) {
    let lines = lines(text);
    if lines.len() > most {
        problems.add_limit(field, "too_many_lines", most as i64);
    } else if lines.iter().any(|line| line.chars().count() > chars) {
        problems.add_limit(field, "line_too_long", chars as i64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_and_then_how() {
        for (line, what, how) in [
            (
                "Move the shelf. One night, four people.",
                "Move the shelf.",
                "One night, four people.",
            ),
            ("Move the shelf", "Move the shelf", ""),
            ("Z. B. am Montag anfangen", "Z. B. am Montag anfangen", ""),
            (
                "Sort at 18:00 by name. Twice",
                "Sort at 18:00 by name.",
                "Twice",
            ),
            ("Not found? Post it", "Not found?", "Post it"),
        ] {
            assert_eq!(what_and_how(line), (what, how), "{line}");
        }
        assert_eq!(lines(" one \n\u{200b}\n\ntwo\n"), ["one", "two"]);
    }
}
