//! What an estimate allows to be booked: the lower end of its interval, never the point.

use kernel::Result;
use store::Db;
use web::Lang;

use super::answer::{Answer, Effect, Said};
use super::initiative::Initiative;
use super::{jobs, queries, words};
use crate::indicators::{Indicator, UnitId};

/// The verdict of an initiative in which a unit takes part.
#[derive(Clone, Debug)]
pub struct Verified {
    pub initiative: Initiative,
    /// Those whose effects cannot be told apart from it.
    pub together: Vec<String>,
    /// Ends of the 95 % interval, in the indicator's unit and as gains: the worse first, negative where it
    /// got worse.
    pub gains: (f64, f64),
    /// What the mean of the estimate is taken over: units that started.
    pub units: usize,
}

impl Verified {
    /// So much is verified for each unit on average, if anything is.
    pub fn value(&self) -> Option<f64> {
        Some(self.gains.0).filter(|low| *low > 0.0)
    }

    /// "2.1 min better".
    pub fn at_least(&self, indicator: &Indicator, lang: Lang) -> String {
        words::amount(indicator, self.gains.0, lang)
    }

    pub fn at_most(&self, indicator: &Indicator, lang: Lang) -> String {
        words::amount(indicator, self.gains.1, lang)
    }
}

/// Initiatives of the indicator that the unit had started by this period.
pub fn started_by(
    db: &Db,
    indicator: &Indicator,
    unit: UnitId,
    period: i64,
) -> Result<Vec<Initiative>> {
    let mut started = Vec::new();
    for initiative in queries::of_indicator(db, indicator.id, queries::MOST)? {
        let adoption = queries::adoption(db, initiative.id, unit)?;
        let day = adoption.and_then(|adoption| adoption.day());
        if day.is_some_and(|day| indicator.cadence.of(day) <= period) {
            started.push(initiative);
        }
    }
    Ok(started)
}

/// The kept verdict, when it is an estimate against others.
pub fn verdict(db: &Db, indicator: &Indicator, initiative: Initiative) -> Result<Option<Verified>> {
    let mut answers = jobs::answers_of(db, &[initiative.id])?;
    let verdict = answers.remove(&(initiative.id.raw(), true));
    Ok(verdict.and_then(|answer| of_answer(indicator, initiative, answer)))
}

fn of_answer(indicator: &Indicator, initiative: Initiative, answer: Answer) -> Option<Verified> {
    let Said::Effect(Effect { low, high, .. }) = answer.said else {
        return None;
    };
    Some(Verified {
        initiative,
        together: answer.together,
        gains: words::gains(indicator, low, high),
        units: answer.adopting,
    })
}
