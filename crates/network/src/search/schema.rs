//! The fields of the index. Nothing of a text is kept but its words: what is shown is read from the
//! tables, as it is now.

use frostem::Stemmer;
use jiff::civil::Date;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

use super::entries::{TOKENIZER, entries};
use super::source::{Audience, Document, ResultKind};
use super::words;

/// Another one makes every index anew: raise it when words or fields change.
pub const VERSION: u32 = 2;

/// In the year 4840.
const LAST_DAY: u64 = 1 << 20;

pub const KEY: &str = "key";
pub const THREAD: &str = "thread";
pub const PLACE: &str = "place";
pub const KIND: &str = "kind";

#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub key: Field,
    pub thread: Field,
    /// See [`place_code`].
    pub place: Field,
    pub author: Field,
    /// See [`kind_code`].
    pub kind: Field,
    pub title: Field,
    pub text: Field,
    pub about: Field,
    /// Words of names of people and communities.
    pub name: Field,
    /// The name as it was written, to see that it changed.
    pub called: Field,
}

pub fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |record| {
        let indexing = TextFieldIndexing::default().set_index_option(record);
        TextOptions::default().set_indexing_options(indexing.set_tokenizer(TOKENIZER))
    };
    let placed = IndexRecordOption::WithFreqsAndPositions;
    let fields = Fields {
        key: schema.add_u64_field(KEY, INDEXED | FAST),
        thread: schema.add_u64_field(THREAD, INDEXED | FAST),
        place: schema.add_u64_field(PLACE, INDEXED | FAST),
        author: schema.add_u64_field("author", INDEXED),
        kind: schema.add_u64_field(KIND, FAST),
        title: schema.add_text_field("title", words(placed)),
        text: schema.add_text_field("text", words(placed)),
        about: schema.add_text_field("about", words(IndexRecordOption::Basic)),
        name: schema.add_text_field("name", words(IndexRecordOption::Basic)),
        called: schema.add_text_field("called", STORED),
    };
    (schema.build(), fields)
}

/// Where it stands, as one number: 0 for what everyone but guests finds, the day from which they do, doubled,
/// for what some find first; else the community's, doubled, and one more for the community itself.
pub fn place_code(audience: Audience) -> u64 {
    match audience {
        Audience::Everyone => 0,
        Audience::First(day) => day_number(day) << 1,
        Audience::Readers(community) => community.raw().unsigned_abs() << 1,
        Audience::Finders(community) => community.raw().unsigned_abs() << 1 | 1,
    }
}

/// Days since 1970. No community has so small a number: theirs are made of the time.
pub fn day_number(day: Date) -> u64 {
    let days = day.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
    u64::try_from(days).unwrap_or_default().min(LAST_DAY)
}

/// The number of the community of a place code; 0 for what stands in none.
pub fn community_of(code: u64) -> i64 {
    match code >> 1 {
        ..=LAST_DAY => 0,
        community => community as i64,
    }
}

/// The day from which everyone finds it; 0 where it never was for some first.
pub fn opens_on(code: u64) -> u64 {
    match code >> 1 {
        day @ ..=LAST_DAY => day,
        _ => 0,
    }
}

/// What it is, doubled, and one more for what answers.
pub fn kind_code(kind: ResultKind, answers: bool) -> u64 {
    let at = ResultKind::ALL.iter().position(|known| *known == kind);
    (at.unwrap_or_default() as u64) << 1 | u64::from(answers)
}

pub fn kind_of(code: u64) -> Option<ResultKind> {
    ResultKind::ALL.get((code >> 1) as usize).copied()
}

impl Fields {
    pub fn document(&self, document: &Document) -> TantivyDocument {
        let Document {
            title, text, about, ..
        } = document;
        let stems = match document.named {
            true => None,
            false => words::stemmer(title, text, &document.language),
        };
        let mut fields = TantivyDocument::new();
        fields.add_u64(self.key, document.key.unsigned_abs());
        fields.add_u64(self.thread, document.thread.unsigned_abs());
        fields.add_u64(self.place, place_code(document.audience));
        fields.add_u64(self.kind, kind_code(document.kind, document.answers));
        if let Some(author) = document.author {
            fields.add_u64(self.author, author.raw().unsigned_abs());
        }
        let mut add = |field, text: &str, stems: Option<&Stemmer>| {
            if !text.is_empty() {
                fields.add_text(field, entries(text, stems));
            }
        };
        if document.named {
            add(self.name, title, None);
        }
        add(self.title, title, stems.as_ref());
        add(self.text, text, stems.as_ref());
        add(self.about, about, None);
        if document.kind == ResultKind::Person {
            fields.add_text(self.called, title);
        }
        fields
    }
}
