//! Text as people write it: folding for search and order, short forms, limits, markdown.

pub mod fold;
pub mod markdown;
pub mod slug;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Whether a person would see nothing: only blanks, controls and zero-width characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        )
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// As a cell of a table: a program for tables does not take it for a formula.
pub fn inert(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// The first `characters` characters as people count them, with an ellipsis where something was
/// cut, preferably after a whole word.
pub fn shorten(text: &str, characters: usize) -> String {
    let mut ends = text
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .skip(characters);
    let Some(end) = ends.next() else {
        return text.to_owned();
    };
    let cut = &text[..end];
    let word_end = cut
        .rfind(char::is_whitespace)
        .filter(|&at| at > end / 2)
        .unwrap_or(end);
    format!("{}…", cut[..word_end].trim_end())
}

/// One line as it is seen: runs of white space and controls become one blank, characters without a
/// look of their own are dropped (an order of writing that is turned round too), the rest is composed
/// (NFC). Inside emoji and scripts that need them, joiners and variation selectors stay.
pub fn one_line(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let drawn = |at: Option<usize>| {
        let near = at.and_then(|at| chars.get(at));
        near.is_some_and(|c| !c.is_ascii() && (!is_invisible(*c) || is_selector(*c)))
    };
    let kept = chars.iter().enumerate().filter(|(at, c)| match **c {
        c if c.is_whitespace() || c.is_control() => true,
        '\u{200c}' | '\u{200d}' => drawn(at.checked_sub(1)) && drawn(Some(at + 1)),
        c if is_selector(c) => drawn(at.checked_sub(1)),
        c => !is_invisible(c),
    });
    let shown: String = kept.map(|(_, c)| *c).nfc().collect();
    let words = shown.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Chooses between forms of the character before.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula() {
        for text in ["=1+1", "+1", "-1", "@sum", "\t=1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        assert_eq!(inert("Leeds = York"), "Leeds = York");
    }

    #[test]
    fn blank_is_what_nobody_sees() {
        for text in ["", "  \n", "\u{200b}\u{feff}", "\u{2800}", "\u{3164}"] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", " . ", "👍"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn a_line_has_only_what_is_seen() {
        for (text, line) in [
            ("Ask\tIT\u{200b}", "Ask IT"),
            ("\u{202e}TI ksA\u{202c}", "TI ksA"),
            ("Ask\u{200d}IT \u{feff} \u{2066}now\u{2069}", "AskIT now"),
            ("Cafe\u{301}", "Caf\u{e9}"),
            (
                "Space \u{1f469}\u{200d}\u{1f680}",
                "Space \u{1f469}\u{200d}\u{1f680}",
            ),
            (
                "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
                "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
            ),
            (
                "\u{645}\u{6cc}\u{200c}\u{62e}",
                "\u{645}\u{6cc}\u{200c}\u{62e}",
            ),
            ("\u{200d}\u{2800}", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
            assert_eq!(one_line(line), line, "twice is once");
        }
    }

    #[test]
    fn shortening_keeps_characters_whole() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("one two three four", 12), "one two…");
        assert_eq!(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
    }
}
