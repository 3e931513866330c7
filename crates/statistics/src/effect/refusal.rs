//! Why no effect is stated, with exactly what is missing.

/// The panel is refused; nothing was estimated, or what was estimated may not be stated.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// `readings` must hold one value or gap for each unit (`starts`) and period.
    Shape { expected: usize, found: usize },
    /// A reading is infinite, not a number, or too large to be computed with.
    NotFinite,
    /// Every unit adopts in the same period, and nobody is left to compare with. A segmented
    /// regression of the mean ([`crate::time_series`]) may still be possible.
    AllAtOnce { start: usize },
    /// Less than the minimums named in this module.
    TooFew(Shortfall),
    /// The gaps lie so that some coefficient cannot be told from the units' and periods' own levels.
    NotIdentified,
    /// The readings do not vary beyond what the regression explains, so there is no error to state.
    NoVariation,
    /// Less than [`super::MIN_SEEN`]: a few readings, or single adopters, decide the fit and leave no
    /// residuals. `alone` adopters share their start with no other: longer periods, or more who start
    /// together, help; with none it is the gaps.
    TooLittleSeen { alone: usize },
    /// "Too few": below [`super::MIN_DEGREES_OF_FREEDOM`] an interval says nothing.
    TooFewDegreesOfFreedom { found: f64 },
}

/// What must come before an estimate is possible; zero where enough is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Units that adopt, with readings before and after their start.
    pub adopting: usize,
    /// Units that do not adopt, with at least two readings.
    pub not_adopting: usize,
    /// Periods before the start of the adopters that are needed.
    pub periods_before: usize,
    /// Periods from the start of the adopters that are needed.
    pub periods_after: usize,
    /// Readings that are gaps now.
    pub readings: usize,
}
