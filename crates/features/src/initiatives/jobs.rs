//! The job that asks the readings: after every new reading and every new start. It makes the verdict of an
//! initiative once, when its date has come, and keeps it; the newest look is replaced.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{Error, Random, Result, Time};
use network::feature::JobKind;
use network::{App, follow_ups};
use statistics::{bundle, judge as dates};
use store::{Db, NewJob, Tx};

use super::actions::STARTS;
use super::adoption::Adoption;
use super::answer::{Answer, Look, Question, answers};
use super::comparison::{Comparison, PERIODS_MAX};
use super::initiative::{Initiative, InitiativeId};
use super::queries;
use crate::indicators::{self, Cadence, Indicator, IndicatorId};

/// Looks at every indicator with initiatives once a day: a date comes also when nobody writes anything.
pub const DAILY: JobKind = JobKind {
    name: "initiatives_daily",
    run: daily,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Indicators that are put into the queue at once.
const AT_ONCE: i64 = 500;

/// Writes the first job; the others write themselves.
pub fn begin(tx: &Tx) -> Result<()> {
    enqueue(tx, tx.now())
}

fn enqueue(tx: &Tx, run_at: Time) -> Result<()> {
    tx.enqueue_once(NewJob {
        kind: DAILY.name,
        payload: String::new(),
        run_at,
    })
}

fn daily(app: &App, _: &str) -> Result<()> {
    // Before the work: a day that fails does not end the days.
    app.store
        .write_background_blocking(|tx| enqueue(tx, tx.now().plus(DAY)))?;
    let mut after = IndicatorId::from_raw(0);
    loop {
        let some = app
            .store
            .read_blocking(move |db| queries::indicators_after(db, after, AT_ONCE))?;
        let Some(last) = some.last() else {
            break;
        };
        after = *last;
        app.store.write_background_blocking(move |tx| {
            some.iter()
                .try_for_each(|indicator| follow_ups::enqueue(tx, STARTS, indicator.raw()))
        })?;
    }
    Ok(())
}

/// Readings of one indicator that are looked at.
const READINGS_MAX: i64 = 2_000_000;

pub fn run(app: &App, indicator: i64) -> Result<()> {
    judge(&app.store, IndicatorId::from_raw(indicator))
}

/// Asks the readings about every initiative of the indicator.
pub fn judge(store: &store::Store, indicator: IndicatorId) -> Result<()> {
    let now = store.clock().now();
    let known = store.read_blocking(move |db| Known::read(db, indicator, now))?;
    let Some(known) = known else {
        return Ok(());
    };
    let answers = known.answers();
    store.write_background_blocking(move |tx| keep(tx, &answers))
}

type Answered = (InitiativeId, Option<(Answer, Option<Answer>)>);

struct Known {
    cadence: Cadence,
    initiatives: Vec<(Initiative, Vec<Adoption>)>,
    comparison: Option<Comparison>,
}

impl Known {
    /// `None` when nothing is to be answered.
    fn read(db: &Db, id: IndicatorId, at: Time) -> Result<Option<Known>> {
        let Some(indicator) = indicators::queries::by_id(db, id)? else {
            return Ok(None);
        };
        let mut initiatives = Vec::new();
        for initiative in queries::of_indicator(db, id, queries::MOST)? {
            let adoptions = queries::adoptions(db, initiative.id)?;
            initiatives.push((initiative, adoptions));
        }
        if initiatives.is_empty() {
            return Ok(None);
        }
        Ok(Some(Known {
            cadence: indicator.cadence,
            comparison: compared(db, &indicator, at)?,
            initiatives,
        }))
    }

    fn answers(&self) -> Vec<Answered> {
        let Some(comparison) = &self.comparison else {
            let nothing = |(initiative, _): &(Initiative, _)| (initiative.id, None);
            return self.initiatives.iter().map(nothing).collect();
        };
        let starts: Vec<Vec<Option<usize>>> = self
            .initiatives
            .iter()
            .map(|(_, adoptions)| self.starts(comparison, adoptions))
            .collect();
        let starts: Vec<&[Option<usize>]> = starts.iter().map(Vec::as_slice).collect();
        bundle::bundles(&starts, comparison.periods)
            .iter()
            .flat_map(|bundle| self.answer(comparison, bundle))
            .collect()
    }

    fn starts(&self, comparison: &Comparison, adoptions: &[Adoption]) -> Vec<Option<usize>> {
        let started = adoptions.iter().filter_map(|adoption| {
            let period = self.cadence.of(adoption.day()?);
            Some((adoption.unit_id, period))
        });
        comparison.starts(started)
    }

    /// One answer for initiatives that cannot be told apart.
    fn answer(&self, comparison: &Comparison, bundle: &[usize]) -> Vec<Answered> {
        let own: Vec<&(Initiative, Vec<Adoption>)> = bundle
            .iter()
            .filter_map(|at| self.initiatives.get(*at))
            .collect();
        let adoptions: Vec<Adoption> = own
            .iter()
            .flat_map(|(_, adoptions)| adoptions.iter().cloned())
            .collect();
        let starts = self.starts(comparison, &adoptions);
        let one = |initiative: &Initiative, adoptions_of_it: &[Adoption]| {
            // Its own starts decide when it is judged: others cannot put it off.
            let after = initiative.judged_after as usize;
            let judged = dates::judged_after(&self.starts(comparison, adoptions_of_it), after)?;
            let others = own.iter().filter(|(other, _)| other.id != initiative.id);
            let question = Question {
                starts: &starts,
                judged,
                together: others.map(|(other, _)| other.name.clone()).collect(),
                afterwards: adoptions
                    .iter()
                    .filter(|adoption| adoption.afterwards)
                    .count(),
                season_periods: self.cadence.in_a_year(),
            };
            // The same readings give the same answer.
            let random = Random::seeded(initiative.id.raw() as u64);
            let mut below = |bound: usize| random.below(bound as u64) as usize;
            Some(answers(comparison, &question, &mut below))
        };
        own.iter()
            .map(|(initiative, adoptions)| (initiative.id, one(initiative, adoptions)))
            .collect()
    }
}

/// The readings since the definition in force began.
fn compared(db: &Db, indicator: &Indicator, at: Time) -> Result<Option<Comparison>> {
    let now = indicator.cadence.at(at);
    let definitions = indicators::queries::definitions(db, indicator.id)?;
    let since = definitions
        .iter()
        .map(|definition| definition.from_period)
        .filter(|from| *from < now)
        .max()
        .unwrap_or(0);
    let from = since.max(now - PERIODS_MAX);
    let readings = indicators::queries::readings(db, indicator.id, from, now, READINGS_MAX)?;
    Ok(Comparison::of(&readings, since, now))
}

fn keep(tx: &Tx, answers: &[Answered]) -> Result<()> {
    let written = |answer: &Answer| {
        serde_json::to_string(answer).map_err(|error| Error::internal(error.to_string()))
    };
    for (initiative, answer) in answers {
        match answer {
            None => {
                queries::forget_newest(tx, *initiative)?;
            }
            Some((newest, verdict)) => {
                let now = tx.now();
                queries::put_answer(tx, *initiative, Look::Newest, &written(newest)?, now)?;
                if let Some(verdict) = verdict {
                    queries::keep_verdict(tx, *initiative, &written(verdict)?, now)?;
                }
            }
        }
        tx.log("initiative", initiative.raw(), 0)?;
    }
    Ok(())
}

/// The answers of several initiatives.
pub fn answers_of(db: &Db, initiatives: &[InitiativeId]) -> Result<BTreeMap<(i64, bool), Answer>> {
    let mut found = BTreeMap::new();
    for (id, look, text) in queries::answers_of(db, initiatives)? {
        let answer = serde_json::from_str(&text)
            .map_err(|error| Error::internal(format!("the answer of {id}: {error}")))?;
        found.insert((id.raw(), look == Look::Verdict), answer);
    }
    Ok(found)
}
