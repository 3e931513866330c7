//! How text becomes the words that are looked for: folded, stemmed by its language, and taken apart
//! where a script has no blanks.
//!
//! Documents, questions and the marks in results go through the same function, so that what is found
//! is also what is marked.

use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use kernel::text::fold::fold;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use web::Lang;

use super::language;

/// What is longer is cut: no word that anybody types is.
const WORD_MAX_CHARS: usize = 60;

/// A part of a text, and where it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Word(Range<usize>, String),
    /// Characters of a script that is written without blanks between words.
    Run(Vec<(Range<usize>, String)>),
}

pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let dense = is_dense(first);
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| goes_on(*next, dense)) {
            end = at + next.len_utf8();
        }
        let part = &text[start..end];
        if dense {
            let folded = |(at, c): (usize, char)| {
                let at = start + at;
                (at..at + c.len_utf8(), folded(&c.to_string()))
            };
            let run = part.char_indices().map(folded);
            let run: Vec<_> = run.filter(|(_, text)| !text.is_empty()).collect();
            if !run.is_empty() {
                pieces.push(Piece::Run(run));
            }
        } else {
            let mut word = folded(part);
            if let Some((longest, _)) = word.char_indices().nth(WORD_MAX_CHARS) {
                word.truncate(longest);
            }
            if !word.is_empty() {
                pieces.push(Piece::Word(start..end, word));
            }
        }
    }
    pieces
}

/// Folded and composed again, so that a syllable of Korean is one character.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        // Most words are; of a word nothing but its case is then folded.
        return text.to_ascii_lowercase();
    }
    // A ligature may stand for several words; here it is one.
    fold(text).nfc().filter(|c| *c != ' ').collect()
}

fn goes_on(c: char, dense: bool) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() && !dense;
    }
    let hidden = is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}');
    hidden || (c.is_alphanumeric() && is_dense(c) == dense)
}

/// Of a script without blanks between words, or whose words carry so much at their ends that pairs of
/// characters find them better.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The stemmer for a text and its title: of its language where that is plain from them, else of the
/// language its author reads pages in.
pub fn stemmer(title: &str, text: &str, author: &str) -> Option<Stemmer> {
    let detected = match title {
        "" => language::of(text),
        title => {
            let (title, text) = (language::beginning(title), language::beginning(text));
            language::of(&format!("{title} {text}"))
        }
    };
    let usual = || Lang::from_code(author).map(of_reader);
    detected.or_else(usual).map(Stemmer::new)
}

/// The stems by which a word may stand in the index: by the reader's language, ours, and that of the
/// question as far as it can be told.
pub fn stems(word: &str, question: Option<Algorithm>, reader: Lang) -> Vec<String> {
    let mut languages = vec![of_reader(reader), Algorithm::English, Algorithm::German];
    languages.extend(question);
    let mut stems: Vec<String> = Vec::new();
    for language in languages {
        let stem = Stemmer::new(language).stem(word).into_owned();
        if stem != word && !stem.is_empty() && !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

fn of_reader(lang: Lang) -> Algorithm {
    match lang {
        Lang::En => Algorithm::English,
        Lang::De => Algorithm::German,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let word = |piece| match piece {
            Piece::Word(_, word) => word,
            Piece::Run(run) => run.into_iter().map(|(_, text)| text).collect(),
        };
        pieces(text).into_iter().map(word).collect()
    }

    #[test]
    fn pieces_say_where_they_stand() {
        let word = |range, text: &str| Piece::Word(range, text.to_owned());
        let run = vec![(4..7, "東".to_owned()), (7..10, "京".to_owned())];
        let all = [word(0..3, "al"), Piece::Run(run), word(10..11, "b")];
        assert_eq!(pieces("Ál 東京B"), all);
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        for text in ["", "***", "👍🏽", "\u{301}\u{200b}", "((("] {
            assert_eq!(pieces(text), [], "{text:?}");
        }
        assert_eq!(words("O’Neil"), ["o", "neil"]);
        assert_eq!(
            words(&"ä".repeat(10_000))[0].chars().count(),
            WORD_MAX_CHARS
        );
    }
}
