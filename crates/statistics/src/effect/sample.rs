//! Which units and periods enter the estimate, and whether they are enough.

use super::refusal::{Refusal, Shortfall};
use super::{
    MIN_ADOPTING, MIN_NOT_ADOPTING, MIN_PERIODS_AFTER, MIN_PERIODS_BEFORE, MIN_PRESENT_PERCENT,
};

/// What is compared with what.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub units: Vec<Unit>,
    /// Periods that are looked at, from the first one on.
    pub periods: usize,
    /// Units that say nothing about the effect: adopters without a reading on both sides of their
    /// start, and others with fewer than two readings.
    pub left_out: Vec<usize>,
    /// The start of the last cohort when nobody is left who does not adopt: the others are compared
    /// with it, up to its start, and it has no effect of its own.
    pub last_cohort: Option<usize>,
}

/// A unit that enters.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Which of the panel.
    pub index: usize,
    /// `None` also for one that starts after the periods looked at.
    pub start: Option<usize>,
    /// Periods with a reading, ascending.
    pub present: Vec<usize>,
}

impl Unit {
    pub fn is_treated(&self, period: usize) -> bool {
        self.start.is_some_and(|start| start <= period)
    }

    fn says_something(&self) -> bool {
        match self.start {
            Some(start) => {
                let before = self.present.partition_point(|period| *period < start);
                0 < before && before < self.present.len()
            }
            None => self.present.len() >= 2,
        }
    }
}

impl Sample {
    /// `present[unit * periods + period]` says whether there is a reading.
    pub fn new(
        periods: usize,
        starts: &[Option<usize>],
        present: &[bool],
    ) -> Result<Sample, Refusal> {
        let expected = starts.len().saturating_mul(periods);
        if present.len() != expected {
            let found = present.len();
            return Err(Refusal::Shape { expected, found });
        }
        let window = Window::new(periods, starts)?;
        let mut units = Vec::with_capacity(starts.len());
        let mut left_out = Vec::new();
        let mut readings = 0;
        for (index, start) in starts.iter().enumerate() {
            let own = &present[index * periods..][..window.periods];
            let unit = Unit {
                index,
                start: start.filter(|start| *start < window.periods),
                present: (0..window.periods).filter(|period| own[*period]).collect(),
            };
            readings += unit.present.len();
            if unit.says_something() {
                units.push(unit);
            } else {
                left_out.push(index);
            }
        }
        let sample = Sample {
            units,
            periods: window.periods,
            left_out,
            last_cohort: window.last_cohort,
        };
        let wanted = (starts.len() * sample.periods * MIN_PRESENT_PERCENT).div_ceil(100);
        match sample.shortfall(wanted.saturating_sub(readings)) {
            Some(shortfall) => Err(Refusal::TooFew(shortfall)),
            None => Ok(sample),
        }
    }

    pub fn adopting(&self) -> usize {
        self.units
            .iter()
            .filter(|unit| unit.start.is_some())
            .count()
    }

    pub fn not_adopting(&self) -> usize {
        self.units.len() - self.adopting()
    }

    /// Adopters that share their start with no other.
    pub(super) fn alone(&self) -> usize {
        let starts: Vec<usize> = self.units.iter().filter_map(|unit| unit.start).collect();
        let together = |start: &&usize| starts.iter().filter(|other| other == start).count();
        starts.iter().filter(|start| together(start) == 1).count()
    }

    /// Leaves out readings of periods in which `compared` has no reading in all units: nothing there
    /// tells an effect from the period.
    pub(super) fn comparable(mut self, compared: impl Fn(&Unit, usize) -> bool) -> Sample {
        let mut kept = vec![false; self.periods];
        for unit in &self.units {
            for period in &unit.present {
                kept[*period] |= compared(unit, *period);
            }
        }
        for unit in &mut self.units {
            unit.present.retain(|period| kept[*period]);
        }
        let empty = self.units.extract_if(.., |unit| unit.present.is_empty());
        self.left_out.extend(empty.map(|unit| unit.index));
        self.left_out.sort_unstable();
        self
    }

    /// Enough are [`MIN_ADOPTING`] adopters with so many periods before, and as many with so many
    /// after; single adopters may come earlier or later.
    fn shortfall(&self, readings: usize) -> Option<Shortfall> {
        let mut starts: Vec<usize> = self.units.iter().filter_map(|unit| unit.start).collect();
        starts.sort_unstable();
        let counted = starts.len().min(MIN_ADOPTING);
        let (before, after) = match counted.checked_sub(1) {
            Some(last) => (starts[starts.len() - counted], self.periods - starts[last]),
            None => (MIN_PERIODS_BEFORE, MIN_PERIODS_AFTER),
        };
        let shortfall = Shortfall {
            adopting: MIN_ADOPTING - counted,
            not_adopting: MIN_NOT_ADOPTING.saturating_sub(self.not_adopting()),
            periods_before: MIN_PERIODS_BEFORE.saturating_sub(before),
            periods_after: MIN_PERIODS_AFTER.saturating_sub(after),
            readings,
        };
        (shortfall != Shortfall::default()).then_some(shortfall)
    }
}

/// The periods in which there is somebody to compare with.
struct Window {
    periods: usize,
    last_cohort: Option<usize>,
}

impl Window {
    fn new(periods: usize, starts: &[Option<usize>]) -> Result<Window, Refusal> {
        let adopted = |start: &Option<usize>| start.filter(|start| *start < periods);
        let everyone: Option<Vec<usize>> = starts.iter().map(adopted).collect();
        let everyone = everyone.unwrap_or_default();
        match (everyone.iter().min(), everyone.iter().max()) {
            (Some(first), Some(last)) if first == last => Err(Refusal::AllAtOnce { start: *first }),
            (_, Some(last)) => Ok(Window {
                periods: *last,
                last_cohort: Some(*last),
            }),
            _ => Ok(Window {
                periods,
                last_cohort: None,
            }),
        }
    }
}
