//! Text as people write it: folding for search and order, short forms, limits, markdown.

pub mod fold;
pub mod markdown;
pub mod slug;

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

/// One line: runs of white space and controls become one blank.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn shortening_keeps_characters_whole() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("one two three four", 12), "one two…");
        assert_eq!(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
    }
}
