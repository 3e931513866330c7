//! How long it takes when some still wait: the median time to a first reply, to an answer, until
//! something was read.
//!
//! Leaving out what is still open makes a slow place look quick, since only its quick cases are done.
//! An open case counts as waiting up to now and as unknown from then on (Kaplan and Meier 1958). No
//! intervals, no comparison of groups.

/// One thing that was waited for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Until it was done, or until now; any unit, the same for all.
    pub waited: f64,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Done,
    /// Still waiting.
    Open,
}

/// The share of cases still waiting from `waited` on, until the next step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub waited: f64,
    pub waiting: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Median {
    /// The first time at which no more than half are waiting.
    At(f64),
    /// More than half still wait at the longest wait that is known, which is this one; nothing more
    /// can be said.
    Above(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no case.
    Empty,
    /// A case waited for less than nothing, for ever, or for no number.
    NoTime { case: usize },
}

/// Rounding of the product of shares: what is this near to one half is one half.
const SAME: f64 = 1e-9;

/// The share still waiting, one step for each time at which a case was done, in order of time. A case
/// still open at the time at which another was done waited through it.
/// Equals `lifelines.KaplanMeierFitter().fit(…).survival_function_`.
pub fn still_waiting(cases: &[Case]) -> Result<Vec<Step>, Refusal> {
    if cases.is_empty() {
        return Err(Refusal::Empty);
    }
    let is_time = |case: &Case| case.waited.is_finite() && case.waited >= 0.0;
    if let Some(case) = cases.iter().position(|case| !is_time(case)) {
        return Err(Refusal::NoTime { case });
    }
    let mut cases = cases.to_vec();
    cases.sort_by(|a, b| a.waited.total_cmp(&b.waited));
    let mut steps = Vec::new();
    let mut at_risk = cases.len() as f64;
    let mut waiting = 1.0;
    for same in cases.chunk_by(|a, b| a.waited == b.waited) {
        let done = same.iter().filter(|case| case.state == State::Done).count();
        if done > 0 {
            waiting *= 1.0 - done as f64 / at_risk;
            let waited = same[0].waited;
            steps.push(Step { waited, waiting });
        }
        at_risk -= same.len() as f64;
    }
    Ok(steps)
}

/// The median wait, open cases counted as still waiting.
/// Equals `lifelines.KaplanMeierFitter().fit(…).median_survival_time_`.
pub fn median(cases: &[Case]) -> Result<Median, Refusal> {
    let steps = still_waiting(cases)?;
    let half = steps.iter().find(|step| step.waiting <= 0.5 + SAME);
    let longest = cases.iter().map(|case| case.waited).fold(0.0, f64::max);
    Ok(half.map_or(Median::Above(longest), |step| Median::At(step.waited)))
}
