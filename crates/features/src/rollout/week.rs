//! Weeks, Monday to Sunday in UTC, counted from 1 January 1990, which was a Monday and is when ids begin.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use kernel::{Id, Time};

const WEEK_US: i64 = 7 * Time::DAY_US;

/// The week that holds this moment.
pub fn of(time: Time) -> i64 {
    (time.0 - kernel::id::EPOCH_US).div_euclid(WEEK_US)
}

/// The first moment.
pub fn begins(week: i64) -> Time {
    Time(kernel::id::EPOCH_US + week * WEEK_US)
}

/// No id of an earlier week is so large, none of it or a later one smaller.
pub fn first_id<T>(week: i64) -> Id<T> {
    Id::first_at(begins(week))
}

/// Its Monday.
pub fn monday(week: i64) -> Date {
    jiff::civil::date(1990, 1, 1).saturating_add(week.clamp(-100_000, 400_000).weeks())
}

/// Its Sunday, by which it is called.
pub fn sunday(week: i64) -> Date {
    monday(week).saturating_add(6.days())
}

/// The week of a day.
pub fn of_day(day: Date) -> i64 {
    let since = day.since(jiff::civil::date(1990, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()).div_euclid(7))
}

/// The day in UTC.
pub fn day(time: Time) -> Date {
    let stamp = Timestamp::from_microsecond(time.0).unwrap_or(Timestamp::UNIX_EPOCH);
    stamp.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_seven_days_and_its_own_ids() {
        let monday_ = jiff::civil::date(2026, 11, 16);
        let week = of_day(monday_);
        assert_eq!(monday(week), monday_);
        assert_eq!(sunday(week).to_string(), "2026-11-22");
        assert_eq!(of_day(sunday(week)), week);
        assert_eq!(of_day(jiff::civil::date(2026, 11, 15)), week - 1);
        let begin = begins(week);
        assert_eq!(day(begin), monday_);
        assert_eq!((of(begin), of(Time(begin.0 - 1))), (week, week - 1));
        let first: Id<()> = first_id(week);
        let before = Id::<()>::from_raw(first.raw() - 1);
        assert_eq!((of(first.time()), of(before.time())), (week, week - 1));
    }
}
