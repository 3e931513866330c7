//! When an initiative is judged: a date that follows from the starts, so that nobody picks it by
//! looking at the readings. Weekly looks find an effect that is not there two to three times as
//! often as one look does.

/// Periods the median adopter has had by then, unless the initiative says otherwise at its start.
pub const PERIODS_AFTER: usize = 12;

/// How an estimate stands to the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Lines without interval or verdict, for so many more periods.
    Waiting { periods: usize },
    /// The verdict, which is kept.
    Verdict,
    /// Another look, to be marked as later than the verdict.
    Later { periods: usize },
}

/// How many periods are complete when the initiative is judged: those before the start of the median
/// adopter and `periods_after` from it on. With an even number of adopters it is the later of the two
/// in the middle, so that at least half of them have had that long. `None` when nobody adopts.
pub fn judged_after(starts: &[Option<usize>], periods_after: usize) -> Option<usize> {
    let mut starts: Vec<usize> = starts.iter().flatten().copied().collect();
    starts.sort_unstable();
    let median = starts.get(starts.len() / 2)?;
    Some(median.saturating_add(periods_after))
}

/// Of an estimate over the first `periods` complete periods.
pub fn standing(judged_after: usize, periods: usize) -> Standing {
    match periods.checked_sub(judged_after) {
        None => Standing::Waiting {
            periods: judged_after - periods,
        },
        Some(0) => Standing::Verdict,
        Some(periods) => Standing::Later { periods },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_judged_twelve_periods_after_the_median_adopter() {
        let judged = |starts: &[Option<usize>]| judged_after(starts, PERIODS_AFTER);
        assert_eq!(judged(&[Some(9), None, Some(7), Some(20)]), Some(21));
        assert_eq!(judged(&[Some(7), Some(9), Some(8), Some(20)]), Some(21));
        assert_eq!(judged(&[None, None]), None);
        assert_eq!(judged(&[]), None);
        assert_eq!(judged(&[Some(usize::MAX)]), Some(usize::MAX));
    }

    #[test]
    fn there_is_one_verdict_and_later_looks_are_marked() {
        assert_eq!(standing(21, 18), Standing::Waiting { periods: 3 });
        assert_eq!(standing(21, 21), Standing::Verdict);
        assert_eq!(standing(21, 22), Standing::Later { periods: 1 });
    }
}
