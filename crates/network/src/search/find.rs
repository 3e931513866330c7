//! Asks the index: which documents, in which order, how many of what.
//!
//! A document counts as much as its words do (BM25, a title thrice, a name four times), doubled while
//! it is fresh, a fifth more in an official community. Of a thread only its best part is shown. What
//! the viewer may not see is passed over before anything is looked at or counted, so no number here
//! knows of it.
//!
//! At most [`COUNTED`] documents are looked at, from the newest pieces of the index on: a word that
//! stands in millions costs what one costs that stands in ten thousand, and its numbers are
//! "more than".

use std::collections::HashMap;

use foldhash::fast::RandomState;
use kernel::{Id, Result, Time};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

use super::asked::Question;
use super::columns::Columns;
use super::index::{Readable, failed};
use super::schema::{community_of, kind_of};
use super::scope::Scope;
use super::source::ResultKind;
use crate::communities::CommunityId;
use crate::people::PersonId;

/// Documents that are looked at for one question.
pub const COUNTED: usize = 4_000;
/// After so many days what was written counts half as fresh.
const FRESH_DAYS: f64 = 30.0;
const OFFICIAL: f32 = 1.2;

store::text_enum! {
    pub enum When { Week = "week", Month = "month", Year = "year" }
}

impl When {
    fn days(self) -> i64 {
        match self {
            When::Week => 7,
            When::Month => 30,
            When::Year => 365,
        }
    }
}

/// What is asked for beside words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<ResultKind>,
    pub place: Option<CommunityId>,
    pub when: Option<When>,
    pub author: Option<PersonId>,
}

/// What was found, best first.
#[derive(Debug, Default)]
pub struct Hits {
    /// Keys of documents; one of each thread, at most as many as wanted.
    pub keys: Vec<i64>,
    pub people: Vec<i64>,
    pub facets: Facets,
    /// All that fits the filter.
    pub total: u64,
    /// There are more than was counted.
    pub more: bool,
}

/// How many there would be with another choice of one filter.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// In the order of [`ResultKind::ALL`].
    pub kinds: [u64; ResultKind::ALL.len()],
    pub places: HashMap<i64, u64, RandomState>,
    /// In the order of [`When::ALL`].
    pub when: [u64; When::ALL.len()],
    /// Of any kind and of any time.
    pub any_kind: u64,
    pub any_time: u64,
}

/// What is known of a thread so far.
struct Thread {
    score: f32,
    key: i64,
    /// The numbers it was counted for, a bit for each; of a thread only the first document counts.
    counted: u32,
}

// The numbers, by their bit.
const TOTAL: usize = 0;
const IN_PLACE: usize = 1;
const ANY_KIND: usize = 2;
const ANY_TIME: usize = 3;
const KINDS: usize = 4;
const SPANS: usize = KINDS + ResultKind::ALL.len();
const NUMBERS: usize = SPANS + When::ALL.len();

pub fn find(
    index: &Readable,
    question: &Question,
    scope: &Scope,
    filter: &Filter,
    now: Time,
    wanted: usize,
) -> Result<Hits> {
    let fields = &index.fields;
    let searcher = index.reader.searcher();
    let pieces = index.opened.of(&searcher).map_err(failed)?;
    let mut parts: Vec<Box<dyn Query>> = vec![question.query(fields)];
    parts.extend(scope.query(fields));
    if let Some(author) = filter.author {
        let term = Term::from_field_u64(fields.author, author.raw().unsigned_abs());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        parts.push(Box::new(tantivy::query::ConstScoreQuery::new(
            Box::new(query),
            0.0,
        )));
    }
    let weight = BooleanQuery::intersection(parts)
        .weight(EnableScoring::enabled_from_searcher(&searcher))
        .map_err(failed)?;
    let mut segments = Vec::new();
    for segment in searcher.segment_readers() {
        let columns = pieces.get(&segment.segment_id());
        segments.extend(columns.map(|columns| (columns, segment)));
    }
    segments.sort_by_key(|(columns, _)| std::cmp::Reverse(columns.key.max_value()));
    let mut gathering = Gathering::new(scope, filter, now);
    for (columns, segment) in segments {
        let mut scorer = weight.scorer(segment, 1.0).map_err(failed)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            let place = columns.place.first(doc);
            if let Some(place) = place.filter(|place| scope.sees(*place))
                && !segment.is_deleted(doc)
            {
                if gathering.looked_at == COUNTED {
                    gathering.more = true;
                    return Ok(gathering.end(wanted));
                }
                let score = scorer.score();
                gathering.take(columns, doc, place, score);
            }
            doc = scorer.advance();
        }
    }
    Ok(gathering.end(wanted))
}

struct Gathering<'a> {
    scope: &'a Scope,
    filter: &'a Filter,
    now: Time,
    /// The beginning of each span of time, in the order of [`When::ALL`].
    since: [Time; When::ALL.len()],
    threads: HashMap<i64, Thread, RandomState>,
    people: Vec<(f32, i64)>,
    places: HashMap<i64, u64, RandomState>,
    numbers: [u64; NUMBERS],
    looked_at: usize,
    more: bool,
}

impl<'a> Gathering<'a> {
    fn new(scope: &'a Scope, filter: &'a Filter, now: Time) -> Gathering<'a> {
        let since = |at: usize| Time(now.0 - When::ALL[at].days() * Time::DAY_US);
        Gathering {
            scope,
            filter,
            now,
            since: std::array::from_fn(since),
            threads: HashMap::default(),
            people: Vec::new(),
            places: HashMap::default(),
            numbers: [0; NUMBERS],
            looked_at: 0,
            more: false,
        }
    }

    fn take(&mut self, columns: &Columns, doc: DocId, place: u64, score: f32) {
        self.looked_at += 1;
        let read = |column: &Column<u64>| column.first(doc).unwrap_or_default();
        let (key, thread) = (read(&columns.key) as i64, read(&columns.thread) as i64);
        let code = read(&columns.kind);
        let Some(kind) = kind_of(code) else { return };
        let answers = code & 1 == 1;
        let place = community_of(place);
        let at = Id::<()>::from_raw(key).time();

        // People and communities are not of a time.
        let timeless = matches!(kind, ResultKind::Person | ResultKind::Community);
        let asked = self.filter;
        let of_place = asked.place.is_none_or(|asked| asked.raw() == place);
        let of_kind = match asked.kind {
            None => kind != ResultKind::Person,
            Some(ResultKind::Answer) => answers,
            Some(asked) => kind == asked,
        };
        let mut spans = 0;
        for (number, since) in self.since.iter().enumerate() {
            spans |= bit(number, !timeless && at >= *since);
        }
        let in_time = asked.when.is_none_or(|when| spans & of_span(when) != 0);
        let fits = of_kind && of_place && in_time;
        let mut kinds = of_kinds(kind);
        if answers {
            kinds |= of_kinds(ResultKind::Answer);
        }
        let listed = kind != ResultKind::Person;
        let mut counts = bit(TOTAL, fits)
            | bit(IN_PLACE, of_kind && in_time && place != 0)
            | bit(ANY_KIND, listed && of_place && in_time)
            | bit(ANY_TIME, of_kind && of_place);
        if of_place && in_time {
            counts |= kinds << KINDS;
        }
        if of_kind && of_place {
            counts |= spans << SPANS;
        }

        let score = score * self.freshness(at, timeless) * self.standing(place);
        let known = self.threads.entry(thread).or_insert(Thread {
            score,
            key,
            counted: 0,
        });
        if fits && (known.counted & bit(TOTAL, true) == 0 || score > known.score) {
            (known.score, known.key) = (score, key);
        }
        let mut new = counts & !known.counted;
        known.counted |= counts;
        if new & bit(IN_PLACE, true) != 0 {
            *self.places.entry(place).or_default() += 1;
        }
        while new != 0 {
            self.numbers[new.trailing_zeros() as usize] += 1;
            new &= new - 1;
        }
        if kind == ResultKind::Person && of_place && in_time {
            self.people.push((score, key));
        }
    }

    /// From 2 for what was written now down to 1.
    fn freshness(&self, at: Time, timeless: bool) -> f32 {
        if timeless {
            return 1.0;
        }
        let days = self.now.since_us(at).max(0) as f64 / Time::DAY_US as f64;
        (1.0 + 1.0 / (1.0 + days / FRESH_DAYS)) as f32
    }

    fn standing(&self, place: i64) -> f32 {
        match self.scope.rooms.is_official(place) {
            true => OFFICIAL,
            false => 1.0,
        }
    }

    fn end(mut self, wanted: usize) -> Hits {
        let found = self.threads.into_values();
        let mut found: Vec<_> = found
            .filter(|thread| thread.counted & bit(TOTAL, true) != 0)
            .collect();
        let best = |a: &Thread, b: &Thread| b.score.total_cmp(&a.score).then(b.key.cmp(&a.key));
        if wanted < found.len() {
            found.select_nth_unstable_by(wanted, best);
            found.truncate(wanted);
        }
        found.sort_unstable_by(best);
        self.people
            .sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let numbers = self.numbers;
        Hits {
            keys: found.into_iter().map(|thread| thread.key).collect(),
            people: self.people.into_iter().map(|(_, key)| key).collect(),
            facets: Facets {
                kinds: std::array::from_fn(|at| numbers[KINDS + at]),
                places: self.places,
                when: std::array::from_fn(|at| numbers[SPANS + at]),
                any_kind: numbers[ANY_KIND],
                any_time: numbers[ANY_TIME],
            },
            total: numbers[TOTAL],
            more: self.more,
        }
    }
}

fn bit(number: usize, holds: bool) -> u32 {
    u32::from(holds) << number
}

/// The bit of a kind, in the order of [`ResultKind::ALL`].
fn of_kinds(kind: ResultKind) -> u32 {
    bits(ResultKind::ALL.iter().map(|of| *of == kind))
}

/// The bit of a span of time, in the order of [`When::ALL`].
fn of_span(when: When) -> u32 {
    bits(When::ALL.iter().map(|of| *of == when))
}

fn bits(hold: impl Iterator<Item = bool>) -> u32 {
    hold.enumerate()
        .fold(0, |bits, (number, holds)| bits | bit(number, holds))
}
