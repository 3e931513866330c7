//! The words of a text in the form in which the index takes them.
//!
//! They are made where the language is known, written into one line, and only taken apart again by
//! the library: `parcel|parcels arrive` are two positions, the first with a stem. No word contains a
//! blank or a bar. The library could take a list of words, but writes such a list as JSON first.

use frostem::Stemmer;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::words::{Piece, pieces};

/// The name by which the fields of the index know it.
pub const TOKENIZER: &str = "entries";
const NEXT: char = ' ';
const ALSO: char = '|';

/// The entries of a text: each word, its stem where that is another, each character of a dense
/// script, and each pair of them.
pub fn entries(text: &str, stems: Option<&Stemmer>) -> String {
    let mut line = String::with_capacity(text.len() * 2);
    let mut put = |also: Option<[&str; 2]>, word: &str| {
        if !line.is_empty() {
            line.push(NEXT);
        }
        if let Some(also) = also {
            line.extend(also);
            line.push(ALSO);
        }
        line.push_str(word);
    };
    for piece in pieces(text) {
        match piece {
            Piece::Word(_, word) => {
                let stem = stems.map(|stems| stems.stem(&word));
                let stem = stem.filter(|stem| *stem != word && !stem.is_empty());
                put(stem.as_deref().map(|stem| [stem, ""]), &word);
            }
            Piece::Run(run) => {
                for (at, (_, first)) in run.iter().enumerate() {
                    let pair = run.get(at + 1).map(|(_, second)| [first.as_str(), second]);
                    put(pair, first);
                }
            }
        }
    }
    line
}

/// Takes a line of entries apart.
#[derive(Clone, Default)]
pub struct Entries {
    token: Token,
}

pub struct EntriesStream<'a> {
    rest: &'a str,
    /// Where the next entry stands.
    position: usize,
    token: &'a mut Token,
}

impl Tokenizer for Entries {
    type TokenStream<'a> = EntriesStream<'a>;

    fn token_stream<'a>(&'a mut self, line: &'a str) -> EntriesStream<'a> {
        self.token.reset();
        EntriesStream {
            rest: line,
            position: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for EntriesStream<'_> {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        let end = self.rest.find([NEXT, ALSO]).unwrap_or(self.rest.len());
        let (entry, rest) = self.rest.split_at(end);
        self.token.text.clear();
        self.token.text.push_str(entry);
        self.token.position = self.position;
        self.position += usize::from(rest.starts_with(NEXT));
        self.rest = rest.get(1..).unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::stemmer;

    fn of(text: &str, language: &str) -> String {
        entries(text, stemmer("", text, language).as_ref())
    }

    #[test]
    fn words_are_folded_and_stemmed_by_the_language_of_the_text() {
        assert_eq!(of("Parcels", "en"), "parcel|parcels");
        assert_eq!(of("Häuser", "de"), "haus|hauser");
        let french = "Les colis sont arrivés hier matin et les clients attendent devant la porte";
        assert!(of(french, "en").contains(" arriv|arrives "));
    }

    #[test]
    fn scripts_without_blanks_become_characters_and_pairs() {
        // One character that stands for four words, and is one word here.
        assert!(!of("\u{fdfa}", "en").contains(NEXT));
        assert_eq!(of("東京都", "en"), "東京|東 京都|京 都");
        assert_eq!(of("학교A", "en"), "학교|학 교 a");
    }

    #[test]
    fn a_line_of_entries_is_taken_apart_by_position() {
        let mut tokenizer = Entries::default();
        let mut stream = tokenizer.token_stream("parcel|parcels 東京|東 a");
        let mut tokens = Vec::new();
        while stream.advance() {
            tokens.push((stream.token().position, stream.token().text.clone()));
        }
        let expected = [
            (0, "parcel"),
            (0, "parcels"),
            (1, "東京"),
            (1, "東"),
            (2, "a"),
        ];
        assert_eq!(tokens, expected.map(|(at, text)| (at, text.to_owned())));
        assert!(!tokenizer.token_stream("").advance());
    }
}
