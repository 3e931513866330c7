//! The readings a story stands on: of one unit, before and after, counted by one definition.
//!
//! It compares means and says what the other units did meanwhile. It estimates nothing.

use kernel::text::fold::fold;
use kernel::{Error, Problems, Result, Time};
use network::Viewer;
use store::Db;

use super::queries;
use super::story::{Check, StoryId, Verdict};
use crate::indicators::{self, Cadence, Indicator, IndicatorId, UnitId};
use crate::initiatives::Initiative;
use crate::initiatives::verified::{self, Verified};

/// Periods on either side.
pub const PERIODS_MAX: i64 = 53;

/// As it was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    pub indicator: Option<IndicatorId>,
    pub unit: String,
    pub before_from: String,
    pub before_to: String,
    pub after_from: String,
    pub after_to: String,
}

store::row! {
    pub struct Evidence {
        pub indicator_id: IndicatorId,
        pub unit_id: UnitId,
        pub before_from: i64,
        pub before_to: i64,
        pub after_from: i64,
        pub after_to: i64,
    }

    /// Of a unit over a span of periods.
    pub struct Mean {
        pub mean: Option<f64>,
        pub readings: i64,
        /// When the last of them was entered or put right.
        pub newest: Option<Time>,
    }

    /// The other units of an indicator over the same periods.
    pub struct Others {
        pub mean: Option<f64>,
        /// How many there were at least.
        pub units: Option<i64>,
    }
}

impl Given {
    /// The evidence, when the indicator, the unit and readings in both spans exist.
    pub fn find(&self, db: &Db, viewer: &Viewer) -> Result<Evidence> {
        let indicator = match self.indicator {
            Some(id) => indicators::queries::visible(db, viewer, id)?,
            None => None,
        };
        let indicator =
            indicator.ok_or_else(|| Error::invalid("indicator", "no_such_indicator"))?;
        let mut problems = Problems::default();
        let unit = indicators::queries::unit_by_name(db, indicator.id, &fold(&self.unit))?;
        if unit.is_none() {
            problems.add("unit", "no_readings_of_unit");
        }
        let mut period = |field: &str, text: &str| {
            let found = indicator.cadence.parse(text);
            if found.is_none() {
                problems.add(field, period_code(indicator.cadence));
            }
            found.unwrap_or_default()
        };
        let (before_from, before_to) = (
            period("before_from", &self.before_from),
            period("before_to", &self.before_to),
        );
        let (after_from, after_to) = (
            period("after_from", &self.after_from),
            period("after_to", &self.after_to),
        );
        let unit_id = problems.or(unit)?.unwrap_or(UnitId::from_raw(0));
        let evidence = Evidence {
            indicator_id: indicator.id,
            unit_id,
            before_from,
            before_to,
            after_from,
            after_to,
        };
        evidence.check(db)?;
        Ok(evidence)
    }
}

fn period_code(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => "period_week",
        Cadence::Month => "period_month",
        Cadence::Quarter => "period_quarter",
    }
}

impl Evidence {
    /// The spans follow each other, both have readings, and nothing in between changed how they are counted.
    pub fn check(&self, db: &Db) -> Result<()> {
        let mut problems = Problems::default();
        let spans = [
            ("before_to", self.before_from, self.before_to),
            ("after_to", self.after_from, self.after_to),
        ];
        for (field, from, to) in spans {
            if to < from {
                problems.add(field, "span_backwards");
            } else if to - from >= PERIODS_MAX {
                problems.add_limit(field, "span_long", PERIODS_MAX);
            }
        }
        problems.or(())?;
        if self.after_from <= self.before_to {
            return Err(Error::invalid("after_from", "after_before"));
        }
        let definitions = indicators::queries::definitions(db, self.indicator_id)?;
        let changes = |from: i64| self.before_from < from && from <= self.after_to;
        if definitions.iter().any(|known| changes(known.from_period)) {
            return Err(Error::invalid("before_from", "two_definitions"));
        }
        let mut problems = Problems::default();
        for (field, from, to) in [
            ("before_from", self.before_from, self.before_to),
            ("after_from", self.after_from, self.after_to),
        ] {
            if self.mean(db, from, to)?.readings == 0 {
                problems.add(field, "no_readings");
            }
        }
        problems.or(())
    }

    /// As it was typed, or would be.
    pub fn given(&self, db: &Db) -> Result<Given> {
        let Some(indicator) = indicators::queries::by_id(db, self.indicator_id)? else {
            return Ok(Given::default());
        };
        let name = |period: i64| indicator.cadence.name(period);
        Ok(Given {
            indicator: Some(self.indicator_id),
            unit: queries::unit_name(db, self.unit_id)?.unwrap_or_default(),
            before_from: name(self.before_from),
            before_to: name(self.before_to),
            after_from: name(self.after_from),
            after_to: name(self.after_to),
        })
    }

    fn mean(&self, db: &Db, from: i64, to: i64) -> Result<Mean> {
        let periods: Vec<i64> = (from..=to).collect();
        Ok(queries::mean(db, self.indicator_id, self.unit_id, &periods)?.0)
    }

    fn others(&self, db: &Db, from: i64, to: i64) -> Result<Others> {
        let periods: Vec<i64> = (from..=to).collect();
        Ok(queries::others(db, self.indicator_id, self.unit_id, &periods)?.0)
    }

    /// What the readings say now; `None` when they are gone.
    pub fn measure(&self, db: &Db, story: StoryId) -> Result<Option<Measured>> {
        let Some(indicator) = indicators::queries::by_id(db, self.indicator_id)? else {
            return Ok(None);
        };
        let before = self.mean(db, self.before_from, self.before_to)?;
        let after = self.mean(db, self.after_from, self.after_to)?;
        let (Some(before_mean), Some(after_mean)) = (before.mean, after.mean) else {
            return Ok(None);
        };
        let others_before = self.others(db, self.before_from, self.before_to)?;
        let others_after = self.others(db, self.after_from, self.after_to)?;
        let units = others_before.units.min(others_after.units);
        let change = others_before.mean.zip(others_after.mean);
        Ok(Some(Measured {
            unit: queries::unit_name(db, self.unit_id)?.unwrap_or_default(),
            before: before_mean,
            after: after_mean,
            readings: (before.readings, after.readings),
            newest: before.newest.max(after.newest),
            others: units.zip(change.map(|(before, after)| after - before)),
            credited: queries::credited(db, story)?.0,
            evidence: self.clone(),
            indicator,
        }))
    }
}

/// What the readings say now.
pub struct Measured {
    pub indicator: Indicator,
    pub evidence: Evidence,
    pub unit: String,
    pub before: f64,
    pub after: f64,
    /// How many there are before and after.
    pub readings: (i64, i64),
    pub newest: Option<Time>,
    /// How many other units there were at least, and how their mean changed in the same periods.
    pub others: Option<(i64, f64)>,
    /// Readings that are this story's alone.
    pub credited: i64,
}

impl Measured {
    /// Initiatives that the unit had started when the readings after it began: one of them may be what the
    /// story tells of.
    pub fn initiatives(&self, db: &Db) -> Result<Vec<Initiative>> {
        let Evidence {
            unit_id,
            after_from,
            ..
        } = self.evidence;
        verified::started_by(db, &self.indicator, unit_id, after_from)
    }

    /// The estimate that speaks for the story, as the owner of the indicator said when they confirmed its
    /// readings.
    pub fn verified(&self, db: &Db, check: Option<&Check>) -> Result<Option<Verified>> {
        let said = check.filter(|check| check.verdict == Verdict::Confirmed);
        let Some(chosen) = said.and_then(|check| check.initiative_id) else {
            return Ok(None);
        };
        let mut started = self.initiatives(db)?.into_iter();
        match started.find(|initiative| initiative.id == chosen) {
            Some(initiative) => verified::verdict(db, &self.indicator, initiative),
            None => Ok(None),
        }
    }

    /// Of the means as they are shown, so that the three numbers fit together.
    pub fn change(&self) -> f64 {
        let shown = |mean: f64| (mean * 100.0).round() / 100.0;
        shown(self.after) - shown(self.before)
    }
}
