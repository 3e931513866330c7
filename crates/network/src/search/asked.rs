//! What somebody typed into the search, taken apart: words, and phrases in quotes. There is no other
//! grammar, so nothing that is typed can be wrong.

use kernel::{Error, Result};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use web::Lang;

use super::language;
use super::schema::Fields;
use super::words::{self, Piece};

pub const MAX_CHARS: usize = 200;
/// Further words are not looked for.
const MAX_UNITS: usize = 20;
/// So many words are also taken for misspelt names.
const MAX_FUZZY: usize = 4;
/// A longer word is no name.
const FUZZY_MAX_CHARS: usize = 24;

/// How much more a word counts where it stands.
const IN_NAME: f32 = 4.0;
const IN_TITLE: f32 = 3.0;
const AS_STEM: f32 = 0.7;

/// A checked question.
#[derive(Clone, Debug)]
pub struct Question {
    pub text: String,
    units: Vec<Unit>,
    lang: Lang,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    Word {
        text: String,
        stems: Vec<String>,
    },
    /// Words in this order, next to each other; also a run of a script without blanks.
    Phrase(Vec<Piece>),
}

impl Question {
    /// 422 `too_long` for more than [`MAX_CHARS`] characters.
    pub fn new(text: &str, lang: Lang) -> Result<Question> {
        if text.chars().count() > MAX_CHARS {
            return Err(Error::invalid("q", "too_long").limit(MAX_CHARS as i64));
        }
        let text = kernel::text::one_line(text);
        let language = language::of(&text);
        let quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
        let mut units = Vec::new();
        // Every second part stands in quotes, but what follows a last one that nothing closes.
        let parts: Vec<&str> = text.split(quote).collect();
        for (at, part) in parts.iter().enumerate() {
            let pieces = words::pieces(part);
            let quoted = at % 2 == 1 && at + 1 < parts.len();
            if quoted && pieces.len() > 1 {
                units.push(Unit::Phrase(pieces.into_iter().take(MAX_UNITS).collect()));
                continue;
            }
            units.extend(pieces.into_iter().map(|piece| match piece {
                Piece::Word(_, word) => Unit::Word {
                    stems: match quoted {
                        true => Vec::new(),
                        false => words::stems(&word, language, lang),
                    },
                    text: word,
                },
                run => Unit::Phrase(vec![run]),
            }));
        }
        units.truncate(MAX_UNITS);
        Ok(Question { text, units, lang })
    }

    /// Each of the words alone, when there are several: the advice where all together find nothing.
    pub fn single_words(&self) -> Vec<&str> {
        let words = self.units.iter().filter_map(|unit| match unit {
            Unit::Word { text, .. } if text.chars().count() > 2 => Some(text.as_str()),
            _ => None,
        });
        let mut words: Vec<&str> = words.collect();
        words.dedup();
        words.truncate(4);
        if self.units.len() < 2 {
            words.clear();
        }
        words
    }

    /// Finds documents that hold every word and phrase in one of their fields.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        if self.units.is_empty() {
            return Box::new(EmptyQuery);
        }
        let units = self.units.iter().enumerate().map(|(at, unit)| match unit {
            Unit::Word { text, stems } => word(fields, text, stems, at < MAX_FUZZY),
            Unit::Phrase(pieces) => either(vec![
                boosted(phrase(fields.title, pieces), IN_TITLE),
                phrase(fields.text, pieces),
            ]),
        });
        Box::new(BooleanQuery::intersection(units.collect()))
    }

    /// The ranges of a text that were asked for, from left to right.
    pub fn marks(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut marks = Vec::new();
        for piece in words::pieces(text) {
            match piece {
                Piece::Word(range, word) if self.asks_for(&word) => marks.push(range),
                Piece::Word(..) => {}
                Piece::Run(run) => self.marks_in_run(&run, &mut marks),
            }
        }
        marks
    }

    fn asks_for(&self, word: &str) -> bool {
        // The stems of a word begin as it does, and few words begin like what was asked for.
        let alike = |asked: &String| asked.chars().next() == word.chars().next();
        let mut own: Option<Vec<String>> = None;
        self.units.iter().any(|unit| match unit {
            Unit::Word { text, stems } => {
                text == word
                    || stems.iter().any(|stem| stem == word)
                    || (alike(text) || stems.iter().any(alike))
                        && own
                            .get_or_insert_with(|| words::stems(word, None, self.lang))
                            .iter()
                            .any(|own| own == text || stems.contains(own))
            }
            Unit::Phrase(pieces) => pieces
                .iter()
                .any(|piece| matches!(piece, Piece::Word(_, asked) if asked == word)),
        })
    }

    fn marks_in_run(
        &self,
        run: &[(std::ops::Range<usize>, String)],
        marks: &mut Vec<std::ops::Range<usize>>,
    ) {
        let phrases = self.units.iter().filter_map(|unit| match unit {
            Unit::Phrase(pieces) => Some(pieces),
            Unit::Word { .. } => None,
        });
        let asked: Vec<Vec<&str>> = phrases
            .flatten()
            .filter_map(|piece| match piece {
                Piece::Run(run) => Some(run.iter().map(|(_, text)| text.as_str()).collect()),
                Piece::Word(..) => None,
            })
            .collect();
        let mut at = 0;
        while at < run.len() {
            let fits = |asked: &&Vec<&str>| {
                let here = run[at..].iter().map(|(_, text)| text.as_str());
                run.len() - at >= asked.len() && here.take(asked.len()).eq(asked.iter().copied())
            };
            match asked.iter().find(fits) {
                Some(asked) => {
                    let last = at + asked.len() - 1;
                    marks.push(run[at].0.start..run[last].0.end);
                    at = last + 1;
                }
                None => at += 1,
            }
        }
    }
}

fn word(fields: &Fields, text: &str, stems: &[String], forgiving: bool) -> Box<dyn Query> {
    let mut ways: Vec<Box<dyn Query>> = vec![
        boosted(term(fields.title, text), IN_TITLE),
        term(fields.text, text),
        term(fields.about, text),
        constant(term(fields.name, text), 2.0 * IN_NAME),
    ];
    for stem in stems {
        ways.push(boosted(term(fields.title, stem), IN_TITLE * AS_STEM));
        ways.push(boosted(term(fields.text, stem), AS_STEM));
    }
    let distance = match text.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        8..=FUZZY_MAX_CHARS => 2,
        _ => 0,
    };
    if forgiving && distance > 0 {
        let near = FuzzyTermQuery::new(Term::from_field_text(fields.name, text), distance, true);
        ways.push(constant(Box::new(near), IN_NAME));
    }
    either(ways)
}

/// Pairs of a run are two entries at neighbouring positions, which is what makes them a phrase.
fn phrase(field: Field, pieces: &[Piece]) -> Box<dyn Query> {
    let mut terms = Vec::new();
    let mut position = 0;
    for piece in pieces {
        match piece {
            Piece::Word(_, word) => {
                terms.push((position, Term::from_field_text(field, word)));
                position += 1;
            }
            Piece::Run(run) => {
                let pairs = run.windows(2).enumerate().map(|(at, pair)| {
                    let text = format!("{}{}", pair[0].1, pair[1].1);
                    (position + at, Term::from_field_text(field, &text))
                });
                terms.extend(pairs);
                if let [(_, only)] = &run[..] {
                    terms.push((position, Term::from_field_text(field, only)));
                }
                position += run.len();
            }
        }
    }
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(
            terms.remove(0).1,
            IndexRecordOption::WithFreqs,
        )),
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, by: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}

fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn either(ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let ways = ways.into_iter().map(|way| (Occur::Should, way));
    Box::new(BooleanQuery::new(ways.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(asked: &str, text: &str) -> Vec<String> {
        let question = Question::new(asked, Lang::En).unwrap();
        let marks = question.marks(text);
        marks
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn what_was_asked_for_is_marked_as_it_was_written() {
        assert_eq!(
            marked("parcel", "Two Parcels, one PARCEL."),
            ["Parcels", "PARCEL"]
        );
        assert_eq!(marked("parcels", "a parcel"), ["parcel"]);
        assert_eq!(marked("muller", "Frau Müller"), ["Müller"]);
        assert_eq!(marked("京都", "東京都と京都"), ["京都", "京都"]);
        assert_eq!(marked("\"no code\"", "No code"), ["No", "code"]);
    }

    #[test]
    fn nothing_that_can_be_typed_is_a_fault() {
        for text in [
            "",
            "*",
            "\"",
            "\"\"\"",
            "(((",
            "a:b^2",
            "👍",
            "\u{202e}abc",
            "/.*/",
        ] {
            let question = Question::new(text, Lang::De).unwrap();
            let (_, fields) = super::super::schema::schema();
            question.query(&fields);
        }
        let long = "a".repeat(MAX_CHARS + 1);
        assert_eq!(
            Question::new(&long, Lang::En).unwrap_err().code(),
            "too_long"
        );
        let many = Question::new(&"ab ".repeat(60), Lang::En).unwrap();
        assert_eq!(many.units.len(), MAX_UNITS);
    }
}
