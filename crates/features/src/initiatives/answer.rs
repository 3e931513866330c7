//! Whether an initiative worked, as the readings have it, or what is missing to say so.

use serde::{Deserialize, Serialize};
use statistics::effect::{self, MIN_ADOPTING, MIN_NOT_ADOPTING, Refusal};
use statistics::interval::Interval;
use statistics::judge::{self, Standing};
use statistics::placebo::{self, Choices};
use statistics::time_series::{self, Series};

use super::comparison::Comparison;

/// Above so many readings the picture of the time since the start is left out: it takes minutes.
const EVENTS_MAX_READINGS: usize = 20_000;

store::text_enum! {
    /// The verdict of the date that was stated, or what the newest readings say.
    pub enum Look { Verdict = "verdict", Newest = "newest" }
}

/// What is known at one look. Periods are numbers as the indicator's cadence counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub first: i64,
    pub last: i64,
    /// It is judged by the readings up to this period.
    pub judged: i64,
    /// Initiatives that the same units started at the same time, whose effects cannot be told apart.
    pub together: Vec<String>,
    /// Units with readings that started, and that did not.
    pub adopting: usize,
    pub others: usize,
    /// Starts that were dated afterwards.
    pub afterwards: usize,
    /// Readings that were changed after they had been given.
    #[serde(default)]
    pub changed: usize,
    /// The period by which it is judged is over, and too many of its readings are missing.
    #[serde(default)]
    pub late: bool,
    /// Periods in which units started, each once.
    pub starts: Vec<i64>,
    /// Mean of those that started and of the others, from `first` on.
    pub adopters_mean: Vec<Option<f64>>,
    pub others_mean: Vec<Option<f64>>,
    pub said: Said,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Said {
    /// It is not time yet.
    Waiting(Missing),
    /// There is too little to compare.
    TooFew(Missing),
    /// Two to four started: how their change ranks among all other choices of as many units.
    Rank(Rank),
    /// Compared with units that did not start, or not yet.
    Effect(Effect),
    /// Everybody started at once: how the mean moved at that time.
    Moved(Moved),
    /// The readings do not allow it; the reason is a key of its text.
    Cannot { why: String },
}

/// What must come before an estimate is possible; zero where enough is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub adopting: usize,
    pub others: usize,
    pub before: usize,
    pub after: usize,
    pub readings: usize,
}

/// In the indicator's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    pub value: f64,
    /// Ends of the 95 % interval.
    pub low: f64,
    pub high: f64,
    pub degrees_of_freedom: f64,
    pub readings: usize,
    /// Units that say nothing about it: without readings on both sides of their start.
    pub left_out: usize,
    /// Of those that started, units with fewer than four fifths of their readings since.
    #[serde(default)]
    pub silent: usize,
    /// The start of the last to start, when nobody is left who did not: it has no effect of its own.
    pub last_cohort: Option<i64>,
    pub since: Vec<Since>,
}

/// How far those that started were from the others, so many periods since their start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    pub periods: i64,
    pub value: f64,
    pub interval: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub before: usize,
    pub after: usize,
    pub seasonal: bool,
    pub start: i64,
    /// That report steadily: only these are looked at.
    #[serde(default)]
    pub units: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rank {
    pub change: f64,
    /// Choices with a change as high, and as low, the true one among them.
    pub as_high: u64,
    pub as_low: u64,
    pub choices: u64,
    /// The choices are a sample.
    pub sampled: bool,
    pub units: usize,
    pub missing: Missing,
}

impl Answer {
    /// Whether it says what came of it, and not only what is missing.
    pub fn is_statement(&self) -> bool {
        matches!(self.said, Said::Effect(_) | Said::Moved(_))
    }
}

/// What is compared, beside the readings.
pub struct Question<'a> {
    /// By unit of the comparison.
    pub starts: &'a [Option<usize>],
    /// So many periods enter when it is judged.
    pub judged: usize,
    pub together: Vec<String>,
    pub afterwards: usize,
    /// Periods in which a season comes round.
    pub season_periods: f64,
}

/// The answer of the newest look, and the verdict if its date has come: that of the date, or of the first
/// period after it in which enough has started and was read. Whether there is one does not depend on what
/// the readings say. `below(n)` draws a number in 0..n.
pub fn answers(
    all: &Comparison,
    question: &Question<'_>,
    below: &mut dyn FnMut(usize) -> usize,
) -> (Answer, Option<Answer>) {
    let judged = question.judged;
    let newest = answer(all, question, judged, below);
    let verdict = (judged..=all.periods)
        .map(|periods| answer(&all.up_to(periods), question, judged, below))
        .find(Answer::is_statement);
    (newest, verdict)
}

fn answer(
    comparison: &Comparison,
    question: &Question<'_>,
    judged: usize,
    below: &mut dyn FnMut(usize) -> usize,
) -> Answer {
    let within = |start: &Option<usize>| start.filter(|start| *start < comparison.periods);
    let starts: Vec<Option<usize>> = question.starts.iter().map(within).collect();
    let adopting = starts.iter().flatten().count();
    let mut begun: Vec<i64> = starts
        .iter()
        .flatten()
        .map(|start| comparison.first + *start as i64)
        .collect();
    begun.sort_unstable();
    begun.dedup();
    let mut compared = (adopting, starts.len() - adopting);
    let said = match judge::standing(judged, comparison.periods) {
        Standing::Waiting { .. } => Said::Waiting(missing(&starts)),
        _ => {
            let season = question.season_periods;
            said(comparison, &starts, season, &mut compared, below)
        }
    };
    Answer {
        first: comparison.first,
        last: comparison.last(),
        judged: comparison.first + judged as i64 - 1,
        together: question.together.clone(),
        adopting: compared.0,
        others: compared.1,
        afterwards: question.afterwards,
        changed: comparison.changed.iter().sum(),
        late: matches!(said, Said::Waiting(_))
            && comparison.first + (judged as i64) <= comparison.now,
        starts: begun,
        adopters_mean: comparison.means(|unit| starts[unit].is_some()),
        others_mean: comparison.means(|unit| starts[unit].is_none()),
        said,
    }
}

/// Units that are missing, whatever the readings.
fn missing(starts: &[Option<usize>]) -> Missing {
    let adopting = starts.iter().flatten().count();
    let others = starts.len() - adopting;
    let staggered = others == 0 && starts.iter().flatten().min() != starts.iter().flatten().max();
    Missing {
        adopting: MIN_ADOPTING.saturating_sub(adopting),
        // Whoever starts later is compared with until then.
        others: match staggered {
            true => 0,
            false => MIN_NOT_ADOPTING.saturating_sub(others),
        },
        ..Missing::default()
    }
}

fn said(
    comparison: &Comparison,
    starts: &[Option<usize>],
    season_periods: f64,
    compared: &mut (usize, usize),
    below: &mut dyn FnMut(usize) -> usize,
) -> Said {
    let panel = comparison.panel(starts);
    match effect::estimate(&panel) {
        Ok(effect) => {
            // When all started in the end, the last to start are those the others are compared with.
            *compared = (effect.sample.adopting(), effect.sample.not_adopting());
            Said::Effect(Effect {
                value: effect.value,
                low: effect.interval.low,
                high: effect.interval.high,
                degrees_of_freedom: effect.degrees_of_freedom,
                readings: effect.readings,
                left_out: effect.sample.left_out.len(),
                silent: comparison.silent(starts, &effect.sample.left_out),
                last_cohort: effect
                    .sample
                    .last_cohort
                    .map(|start| comparison.first + start as i64),
                since: since(comparison, starts),
            })
        }
        Err(Refusal::AllAtOnce { start }) => moved(comparison, start, season_periods),
        Err(Refusal::TooFew(shortfall)) => {
            let missing = Missing {
                adopting: shortfall.adopting,
                others: shortfall.not_adopting,
                before: shortfall.periods_before,
                after: shortfall.periods_after,
                readings: shortfall.readings,
            };
            rank(comparison, starts, missing, below).unwrap_or(Said::TooFew(missing))
        }
        Err(refusal) => cannot(match refusal {
            Refusal::NotIdentified => "not-identified",
            Refusal::NoVariation => "no-variation",
            Refusal::TooLittleSeen { .. } => "alone",
            Refusal::TooFewDegreesOfFreedom { .. } => "degrees",
            _ => "numbers",
        }),
    }
}

fn cannot(why: &str) -> Said {
    Said::Cannot {
        why: why.to_owned(),
    }
}

fn since(comparison: &Comparison, starts: &[Option<usize>]) -> Vec<Since> {
    if comparison.readings.len() > EVENTS_MAX_READINGS {
        return Vec::new();
    }
    let of = |event: effect::Since| Since {
        periods: event.periods,
        value: event.value,
        interval: event.interval.map(|Interval { low, high }| (low, high)),
    };
    let events = effect::event_study(&comparison.panel(starts)).unwrap_or_default();
    events.into_iter().map(of).collect()
}

fn moved(comparison: &Comparison, start: usize, season_periods: f64) -> Said {
    let (movement, units) = comparison.movement();
    let series = Series {
        readings: &movement,
        start,
        season_periods,
    };
    match time_series::moved(&series) {
        Ok(moved) => Said::Moved(Moved {
            value: moved.value,
            low: moved.interval.low,
            high: moved.interval.high,
            before: moved.before,
            after: moved.after,
            seasonal: moved.seasonal,
            start: comparison.first + start as i64,
            units,
        }),
        Err(time_series::Refusal::TooFew { before, after }) => Said::TooFew(Missing {
            before,
            after,
            ..Missing::default()
        }),
        Err(time_series::Refusal::NoVariation) => cannot("no-variation"),
        Err(time_series::Refusal::NotIdentified) => cannot("not-identified"),
        Err(time_series::Refusal::NotFinite) => cannot("numbers"),
    }
}

/// Only where too few started, and nothing else is missing but others to compare with.
fn rank(
    comparison: &Comparison,
    starts: &[Option<usize>],
    missing: Missing,
    below: &mut dyn FnMut(usize) -> usize,
) -> Option<Said> {
    let placebo = placebo::placebo(&comparison.panel(starts), below).ok()?;
    let (choices, sampled) = match placebo.choices {
        Choices::All(choices) => (choices, false),
        Choices::Sample(choices) => (choices, true),
    };
    Some(Said::Rank(Rank {
        change: placebo.change,
        as_high: placebo.as_high,
        as_low: placebo.as_low,
        choices,
        sampled,
        units: placebo.units,
        missing,
    }))
}
