//! The 28 days that are counted, as a number: weeks since 1990, named by the Sunday they end on.

use kernel::id::EPOCH_US;
use kernel::{Id, Time};

const WEEK_US: i64 = 7 * Time::DAY_US;

/// Days that end with the last second of a Sunday, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(pub i64);

impl Week {
    /// The newest that is over. 1990 began on a Monday.
    pub fn last(now: Time) -> Week {
        Week((now.0 - EPOCH_US).div_euclid(WEEK_US) - 1)
    }

    /// The moment after it.
    pub fn end(self) -> Time {
        Time(EPOCH_US + (self.0 + 1) * WEEK_US)
    }

    /// Its Sunday, at noon.
    pub fn sunday(self) -> Time {
        Time(self.end().0 - Time::DAY_US / 2)
    }

    /// So many days before its end.
    pub fn from(self, days: i64) -> Time {
        Time(self.end().0 - days * Time::DAY_US)
    }

    /// Early on the Monday after the next Sunday, so that nobody is kept waiting by the count.
    pub fn next_count(self) -> Time {
        Time(self.end().0 + WEEK_US + 2 * Time::HOUR_US)
    }
}

/// No id made before the time is as large, none made later is smaller.
pub fn first_id(time: Time) -> i64 {
    Id::<()>::first_at(time).raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_a_sunday() {
        // Thursday, 19 November 2026: the last Sunday was the 15th.
        let week = Week::last(Time(1_795_078_800 * Time::SECOND_US));
        let monday = Time::from_seconds(1_794_787_200);
        assert_eq!(week.end(), monday);
        assert_eq!(Week::last(monday), week);
        assert_eq!(Week::last(Time(monday.0 - 1)), Week(week.0 - 1));
        assert_eq!(week.from(7).0, monday.0 - WEEK_US);
        assert!(first_id(monday) > first_id(Time(monday.0 - 10_001)));
    }
}
