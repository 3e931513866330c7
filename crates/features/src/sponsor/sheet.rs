//! What the page says, read from the features that know it.

use jiff::civil::Date;
use kernel::Result;
use network::Viewer;
use store::Db;

use crate::indicators::{self, Indicator};
use crate::initiatives::verified::Verified;
use crate::initiatives::{Summary, summaries};
use crate::replications::{Survival, survival};
use crate::stories::{self, Story, Verdict};
use crate::use_cases::queries::Filter;
use crate::use_cases::{self, UseCase, UseCaseId};

/// Of each kind; an organisation has dozens, and a page that is printed ends.
pub const MOST: usize = 100;

pub struct Sheet {
    pub indicators: Vec<Moved>,
    pub stories: Vec<Told>,
    pub use_cases: Vec<Repeated>,
    /// There are more of one kind than the page shows.
    pub cut: bool,
}

/// An indicator with an initiative.
pub struct Moved {
    pub indicator: Indicator,
    /// The mean of the newest period of which enough is known.
    pub now: Option<f64>,
    pub initiatives: Vec<Summary>,
}

pub struct Told {
    pub story: Story,
    pub confirmed: bool,
    /// The estimate that the story stands in, with the indicator it is of.
    pub verified: Option<(Indicator, Verified)>,
}

pub struct Repeated {
    pub use_case: UseCase,
    pub survival: Survival,
}

impl Told {
    /// Whether the lower end of an interval says that something was gained.
    pub fn has_value(&self) -> bool {
        let verified = self.verified.as_ref();
        verified.is_some_and(|(_, verified)| verified.value().is_some())
    }
}

impl Repeated {
    /// Hours of all that began, by what the use case says one takes.
    pub fn hours(&self) -> Option<f64> {
        let hours = self.use_case.effort_hours?;
        Some(hours * self.survival.begun as f64)
    }
}

impl Sheet {
    pub fn read(db: &Db, viewer: &Viewer, today: Date) -> Result<Sheet> {
        let mut indicators = Vec::new();
        for indicator in indicators::queries::list(db, viewer)? {
            let initiatives = summaries(db, indicator.id)?;
            if !initiatives.is_empty() {
                indicators.push(Moved {
                    now: indicators::queries::newest_mean(db, indicator.id)?,
                    indicator,
                    initiatives,
                });
            }
        }
        let most = MOST as i64 + 1;
        let mut stories = Vec::new();
        for story in stories::queries::list(db, viewer, Filter::default(), None, None, most)? {
            stories.push(told(db, story)?);
        }
        let mut use_cases = Vec::new();
        for use_case in
            use_cases::queries::list(db, viewer, Filter::default(), UseCaseId::max(), most)?
        {
            let survival = survival(db, use_case.id, today)?;
            use_cases.push(Repeated { use_case, survival });
        }
        let cut = [indicators.len(), stories.len(), use_cases.len()]
            .iter()
            .any(|n| *n > MOST);
        indicators.truncate(MOST);
        stories.truncate(MOST);
        use_cases.truncate(MOST);
        Ok(Sheet {
            indicators,
            stories,
            use_cases,
            cut,
        })
    }
}

fn told(db: &Db, story: Story) -> Result<Told> {
    let check = stories::queries::check(db, story.id)?;
    let confirmed = check
        .as_ref()
        .is_some_and(|check| check.verdict == Verdict::Confirmed);
    let mut verified = None;
    // Only what was confirmed stands in an estimate.
    if confirmed
        && let Some(evidence) = stories::queries::evidence(db, story.id)?
        && let Some(measured) = evidence.measure(db, story.id)?
        && let Some(of) = measured.verified(db, check.as_ref())?
    {
        verified = Some((measured.indicator, of));
    }
    Ok(Told {
        story,
        confirmed,
        verified,
    })
}
