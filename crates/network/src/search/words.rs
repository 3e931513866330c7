//! How text becomes the words that are looked for: folded, stemmed by its language, and cut into pairs
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
use whatlang::Detector;

/// What is longer is cut: no word that anybody types is.
const WORD_MAX_CHARS: usize = 60;
/// Enough to tell a language by.
const DETECTED_BYTES: usize = 240;

/// A part of a text, and where it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Word(Range<usize>, String),
    /// Characters of a script that is written without blanks between words.
    Run(Vec<(Range<usize>, String)>),
}

/// One entry of the index: a word, its position, several at one where a word has a stem too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub position: usize,
    pub text: String,
}

pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let dense = is_dense(first);
        let mut run = vec![(start, first)];
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| goes_on(*next, dense)) {
            run.push((at, next));
            end = at + next.len_utf8();
        }
        if dense {
            let folded = |(at, c): (usize, char)| (at..at + c.len_utf8(), folded(&c.to_string()));
            let run = run.into_iter().map(folded);
            let run: Vec<_> = run.filter(|(_, text)| !text.is_empty()).collect();
            if !run.is_empty() {
                pieces.push(Piece::Run(run));
            }
        } else {
            let word: String = folded(&text[start..end]);
            let word: String = word.chars().take(WORD_MAX_CHARS).collect();
            if !word.is_empty() {
                pieces.push(Piece::Word(start..end, word));
            }
        }
    }
    pieces
}

/// Folded and composed again, so that a syllable of Korean is one character.
fn folded(text: &str) -> String {
    fold(text).nfc().collect()
}

fn goes_on(c: char, dense: bool) -> bool {
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

/// The entries of a text: each word, its stem where that is another, each dense character, and each
/// pair of them.
pub fn tokens(text: &str, stems: Option<&Stemmer>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut position = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Word(_, word) => {
                let stem = stems.map(|stems| stems.stem(&word).to_string());
                if let Some(stem) = stem.filter(|stem| *stem != word) {
                    tokens.push(Token {
                        position,
                        text: stem,
                    });
                }
                tokens.push(Token {
                    position,
                    text: word,
                });
                position += 1;
            }
            Piece::Run(run) => {
                for at in 0..run.len() {
                    if let Some((_, second)) = run.get(at + 1) {
                        let text = format!("{}{second}", run[at].1);
                        tokens.push(Token { position, text });
                    }
                    tokens.push(Token {
                        position,
                        text: run[at].1.clone(),
                    });
                    position += 1;
                }
            }
        }
    }
    tokens
}

/// The stemmer for a text: of its language where that is plain from the text, else of the language its
/// author reads pages in.
pub fn stemmer(text: &str, author: &str) -> Option<Stemmer> {
    let detected = detect(text);
    let usual = || Lang::from_code(author).map(of_reader);
    detected.or_else(usual).map(Stemmer::new)
}

/// The stems by which a word may stand in the index: by the reader's language, ours, and that of the
/// question as far as it can be told.
pub fn stems(word: &str, question: &str, reader: Lang) -> Vec<String> {
    let mut languages = vec![of_reader(reader), Algorithm::English, Algorithm::German];
    languages.extend(detect(question));
    let mut stems: Vec<String> = Vec::new();
    for language in languages {
        let stem = Stemmer::new(language).stem(word).to_string();
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

fn detect(text: &str) -> Option<Algorithm> {
    let mut end = text.len().min(DETECTED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let known = KNOWN.iter().map(|(language, _)| *language).collect();
    let found = Detector::with_allowlist(known).detect(&text[..end])?;
    let (_, algorithm) = KNOWN.iter().find(|(known, _)| *known == found.lang())?;
    found.is_reliable().then_some(*algorithm)
}

const KNOWN: &[(whatlang::Lang, Algorithm)] = &[
    (whatlang::Lang::Eng, Algorithm::English),
    (whatlang::Lang::Deu, Algorithm::German),
    (whatlang::Lang::Fra, Algorithm::French),
    (whatlang::Lang::Spa, Algorithm::Spanish),
    (whatlang::Lang::Ita, Algorithm::Italian),
    (whatlang::Lang::Por, Algorithm::Portuguese),
    (whatlang::Lang::Nld, Algorithm::Dutch),
    (whatlang::Lang::Dan, Algorithm::Danish),
    (whatlang::Lang::Swe, Algorithm::Swedish),
    (whatlang::Lang::Nob, Algorithm::Norwegian),
    (whatlang::Lang::Fin, Algorithm::Finnish),
    (whatlang::Lang::Hun, Algorithm::Hungarian),
    (whatlang::Lang::Pol, Algorithm::Polish),
    (whatlang::Lang::Ron, Algorithm::Romanian),
    (whatlang::Lang::Rus, Algorithm::Russian),
    (whatlang::Lang::Tur, Algorithm::Turkish),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, language: &str) -> Vec<String> {
        let stems = stemmer(text, language);
        let tokens = tokens(text, stems.as_ref());
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_are_folded_and_stemmed_by_the_language_of_the_text() {
        assert_eq!(texts("Parcels", "en"), ["parcel", "parcels"]);
        assert_eq!(texts("Häuser", "de"), ["haus", "hauser"]);
        let french = "Les colis sont arrivés hier matin et les clients attendent devant la porte";
        assert!(texts(french, "en").contains(&"arriv".to_owned()));
    }

    #[test]
    fn scripts_without_blanks_become_characters_and_pairs() {
        assert_eq!(texts("東京都", "en"), ["東京", "東", "京都", "京", "都"]);
        assert_eq!(texts("학교A", "en"), ["학교", "학", "교", "a"]);
        let token = |position, text: &str| Token {
            position,
            text: text.to_owned(),
        };
        assert_eq!(
            tokens("a 東b", None),
            [token(0, "a"), token(1, "東"), token(2, "b")]
        );
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        for text in ["", "***", "👍🏽", "\u{301}\u{200b}", "((("] {
            assert_eq!(pieces(text), [], "{text:?}");
        }
        assert_eq!(texts("O’Neil", ""), ["o", "neil"]);
        assert_eq!(
            texts(&"a".repeat(10_000), "")[0].chars().count(),
            WORD_MAX_CHARS
        );
    }
}
