//! Readings that the network computes from what happens in it: how soon questions are answered, for each
//! unit of observation.
//!
//! A period is computed once, a whole period after it ended, so that its last questions had time. A unit
//! has a reading only when ten people of it asked, none of them asked more than half of the questions, and
//! nobody gave more than half of the first answers: how quick one person is, is nobody's business.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use kernel::{Id, Result, Time};
use network::feature::JobKind;
use network::{App, PersonId};
use store::{NewJob, Store, Tx};

use super::indicator::{Indicator, IndicatorId, Observed};
use super::reading::{Given, Way};
use super::{actions, queries};

pub const COMPUTE: JobKind = JobKind {
    name: "indicators_compute",
    run,
};

/// How often it is looked whether a period ended.
const AGAIN: Duration = Duration::from_secs(6 * 60 * 60);
/// Periods before the choice that are computed too.
const BACK: i64 = 26;
/// Questions read at once.
const PAGE: i64 = 10_000;
const ASKERS_MIN: usize = 10;
const HOUR_US: f64 = 3_600e6;
/// "Within a day".
const DAY_HOURS: f64 = 24.0;

store::text_enum! {
    /// What can be computed.
    pub enum Measure {
        /// Median hours until a question has its first answer.
        AnswerHours = "answer_hours",
        /// Percent of questions that have an answer within a day.
        AnsweredShare = "answered_share",
    }
}

store::row! {
    pub struct Measured {
        pub indicator_id: IndicatorId,
        pub measure: Measure,
        /// The last period that was computed.
        pub computed_to: i64,
        /// Readings are said to be this person's.
        pub by_id: PersonId,
    }

    /// A question, as it counts.
    pub struct Asked {
        pub id: i64,
        pub author_id: PersonId,
        pub unit: String,
        pub first_reply_at: Option<Time>,
        /// Who was the first to answer.
        pub answered_by: Option<PersonId>,
    }
}

/// Writes the first job; the others write themselves.
pub fn begin(tx: &Tx) -> Result<()> {
    enqueue(tx, tx.now())
}

fn enqueue(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: COMPUTE.name,
        payload: String::new(),
        run_at,
    })
}

fn run(app: &App, _: &str) -> Result<()> {
    // Before it: a period that fails does not end the looking.
    app.store
        .write_background_blocking(|tx| enqueue(tx, tx.now().plus(AGAIN)))?;
    compute(&app.store)
}

/// The first period to be computed of an indicator that is computed from now on.
pub fn from(it: &Indicator, now: Time) -> i64 {
    it.cadence.at(now) - BACK
}

/// Computes every period that is over and was not computed.
pub fn compute(store: &Store) -> Result<()> {
    for measured in store.read_blocking(|db| queries::measured(db, queries::MOST))? {
        let id = measured.indicator_id;
        let Some(it) = store.read_blocking(move |db| queries::by_id(db, id))? else {
            continue;
        };
        if it.archived_at.is_some() {
            continue;
        }
        let last = it.cadence.at(store.clock().now()) - 2;
        for period in measured.computed_to + 1..=last {
            one(store, &it, &measured, period)?;
        }
    }
    Ok(())
}

/// One period of one indicator.
fn one(store: &Store, it: &Indicator, measured: &Measured, period: i64) -> Result<()> {
    let mut units: BTreeMap<String, Answers> = BTreeMap::new();
    let (mut after, end) = (first_id(it, period), first_id(it, period + 1));
    loop {
        let observed = it.observed;
        let page = store.read_blocking(move |db| match observed {
            Observed::Site => queries::asked_at_sites(db, after, end, PAGE),
            Observed::Department => queries::asked_in_departments(db, after, end, PAGE),
            Observed::Team => queries::asked_in_teams(db, after, end, PAGE),
        })?;
        let Some(last) = page.last().map(|asked| asked.id) else {
            break;
        };
        for asked in page {
            let answers = units.entry(asked.unit).or_default();
            *answers.askers.entry(asked.author_id.raw()).or_default() += 1;
            let hours = asked.first_reply_at.map(|at| {
                let asked = Id::<()>::from_raw(asked.id).time();
                at.since_us(asked) as f64 / HOUR_US
            });
            answers.hours.push(hours);
            if let Some(by) = asked.answered_by {
                *answers.answerers.entry(by.raw()).or_default() += 1;
            }
        }
        after = last + 1;
    }
    let measure = measured.measure;
    let values = units
        .into_iter()
        .filter_map(|(unit, answers)| Some((unit, answers.value(measure)?)));
    let values: Vec<(String, f64)> = values.collect();
    let (it, by) = (it.clone(), measured.by_id);
    store.write_background_blocking(move |tx| {
        let mut readings = Vec::new();
        for (unit, value) in &values {
            // A unit that was renamed since, or has fewer people now, has no reading.
            let found = queries::find_unit(tx, it.observed, unit)?;
            if found.is_some_and(|(_, enough)| enough) {
                readings.push(Given {
                    at: readings.len() + 1,
                    unit: unit.clone(),
                    period,
                    value: *value,
                });
            }
        }
        queries::note_computed(tx, it.id, period)?;
        actions::put_for(tx, by, &it, &readings, Way::Api)?;
        Ok(())
    })
}

/// No item of an earlier period has a higher id.
fn first_id(it: &Indicator, period: i64) -> i64 {
    let midnight = it.cadence.begin(period).to_zoned(jiff::tz::TimeZone::UTC);
    let micros = midnight.map_or(0, |midnight| midnight.timestamp().as_microsecond());
    Id::<()>::first_at(Time(micros)).raw()
}

#[derive(Default)]
struct Answers {
    /// How many questions each person asked.
    askers: HashMap<i64, usize>,
    /// How many questions each person was the first to answer.
    answerers: HashMap<i64, usize>,
    /// Until the first answer; `None` where there is none.
    hours: Vec<Option<f64>>,
}

impl Answers {
    /// To half an hour, or to a whole percent; `None` where few people asked, one person stands behind
    /// most of it, or most questions wait.
    fn value(mut self, measure: Measure) -> Option<f64> {
        let most_of = |people: &HashMap<i64, usize>| people.values().max().copied().unwrap_or(0);
        let answered = self.answerers.values().sum::<usize>();
        if self.askers.len() < ASKERS_MIN
            || most_of(&self.askers) * 2 > self.hours.len()
            || most_of(&self.answerers) * 2 > answered
        {
            return None;
        }
        match measure {
            Measure::AnswerHours => {
                let waits = |hours: &Option<f64>| hours.unwrap_or(f64::INFINITY);
                self.hours.sort_by(|a, b| waits(a).total_cmp(&waits(b)));
                let median = self.hours[self.hours.len() / 2]?;
                Some((median * 2.0).round() / 2.0)
            }
            Measure::AnsweredShare => {
                let soon = |hours: &&Option<f64>| hours.is_some_and(|hours| hours <= DAY_HOURS);
                let soon = self.hours.iter().filter(soon).count();
                Some((100.0 * soon as f64 / self.hours.len() as f64).round())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(people: i64, hours: &[Option<f64>]) -> Answers {
        let mut answers = Answers::default();
        for (at, hours) in hours.iter().enumerate() {
            *answers.askers.entry(at as i64 % people).or_default() += 1;
            answers.hours.push(*hours);
        }
        answers
    }

    #[test]
    fn a_reading_needs_ten_people_and_none_who_asks_most() {
        let hours = [Some(1.0); 20];
        assert_eq!(answers(10, &hours).value(Measure::AnswerHours), Some(1.0));
        assert_eq!(answers(9, &hours).value(Measure::AnswerHours), None);
        let mut one = answers(10, &hours);
        one.hours.extend([Some(1.0); 30]);
        *one.askers.entry(3).or_default() += 30;
        assert_eq!(one.value(Measure::AnswerHours), None);
        let by = |answered: &[usize]| {
            let mut by = answers(10, &hours);
            by.answerers = (0..).zip(answered.iter().copied()).collect();
            by.value(Measure::AnswerHours)
        };
        assert_eq!(by(&[10, 5, 5]), Some(1.0));
        assert_eq!(by(&[11, 9]), None, "how quick one of them is");
    }

    #[test]
    fn what_waits_counts_as_long() {
        let mut hours = vec![Some(2.2); 6];
        hours.extend([None; 5]);
        assert_eq!(answers(11, &hours).value(Measure::AnswerHours), Some(2.0));
        assert_eq!(
            answers(11, &hours).value(Measure::AnsweredShare),
            Some(55.0)
        );
        hours.extend([None; 2]);
        assert_eq!(answers(13, &hours).value(Measure::AnswerHours), None);
    }
}
