//! Weeks, months and quarters as numbers, and as they are written: 2026-W47, 2026-11, 2026-Q4.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use kernel::Time;

/// A Monday.
const FIRST: Date = date(1990, 1, 1);
const LAST_YEAR: i16 = 2077;

store::text_enum! {
    /// How often a number is read.
    pub enum Cadence { Week = "week", Month = "month", Quarter = "quarter" }
}

/// The day of a moment, in UTC.
pub fn day(at: Time) -> Date {
    let stamp = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    stamp.to_zoned(TimeZone::UTC).date()
}

impl Cadence {
    /// The period that holds the moment, in UTC.
    pub fn at(self, now: Time) -> i64 {
        self.of(day(now))
    }

    /// The period that holds the day: how many began since 1990, which is the number 0.
    pub fn of(self, day: Date) -> i64 {
        let months = i64::from(day.year() - FIRST.year()) * 12 + i64::from(day.month()) - 1;
        match self {
            Cadence::Week => {
                let days = day
                    .since(FIRST)
                    .map_or(0, |span| i64::from(span.get_days()));
                days.div_euclid(7)
            }
            Cadence::Month => months,
            Cadence::Quarter => months.div_euclid(3),
        }
    }

    /// How many there are in a year, about.
    pub fn in_a_year(self) -> f64 {
        match self {
            Cadence::Week => 365.25 / 7.0,
            Cadence::Month => 12.0,
            Cadence::Quarter => 4.0,
        }
    }

    /// Its first day.
    pub fn begin(self, period: i64) -> Date {
        let months = |count: i64| {
            let year = i64::from(FIRST.year()) + count.div_euclid(12);
            let month = count.rem_euclid(12) + 1;
            Date::new(year as i16, month as i8, 1).unwrap_or(FIRST)
        };
        match self {
            Cadence::Week => FIRST.checked_add((period * 7).days()).unwrap_or(FIRST),
            Cadence::Month => months(period),
            Cadence::Quarter => months(period * 3),
        }
    }

    /// As it is written and read again.
    pub fn name(self, period: i64) -> String {
        let begin = self.begin(period);
        match self {
            Cadence::Week => {
                let week = begin.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Cadence::Month => format!("{}-{:02}", begin.year(), begin.month()),
            Cadence::Quarter => format!("{}-Q{}", begin.year(), (begin.month() - 1) / 3 + 1),
        }
    }

    /// A period by its name, or by any day in it (2026-11-18); from 1990 to 2077.
    pub fn parse(self, text: &str) -> Option<i64> {
        let text = text.trim().to_ascii_uppercase();
        let day = match text.parse::<Date>() {
            Ok(day) => day,
            Err(_) => self.named(&text)?,
        };
        (day >= FIRST && day.year() <= LAST_YEAR).then(|| self.of(day))
    }

    fn named(self, text: &str) -> Option<Date> {
        let (year, rest) = text.split_once('-')?;
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
        match self {
            Cadence::Week => {
                let week = rest.strip_prefix('W')?.parse().ok()?;
                Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
            }
            Cadence::Month => Date::new(year, rest.parse().ok()?, 1).ok(),
            Cadence::Quarter => {
                let quarter: i8 = rest.strip_prefix('Q')?.parse().ok()?;
                Date::new(
                    year,
                    quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?,
                    1,
                )
                .ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for (cadence, text, begin) in [
            (Cadence::Week, "2026-W47", date(2026, 11, 16)),
            (Cadence::Week, "2020-W53", date(2020, 12, 28)),
            (Cadence::Week, "1990-W01", FIRST),
            (Cadence::Month, "2026-11", date(2026, 11, 1)),
            (Cadence::Month, "1990-01", FIRST),
            (Cadence::Quarter, "2026-Q4", date(2026, 10, 1)),
            (Cadence::Quarter, "2000-Q1", date(2000, 1, 1)),
        ] {
            let period = cadence.parse(text).unwrap();
            assert_eq!(
                (cadence.name(period).as_str(), cadence.begin(period)),
                (text, begin)
            );
            assert_eq!(cadence.parse(&begin.to_string()), Some(period));
            assert_eq!(cadence.of(cadence.begin(period + 1)), period + 1);
        }
        assert_eq!(
            Cadence::Week.parse("2026-11-22"),
            Cadence::Week.parse("2026-w47")
        );
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "2026",
            "2026-W54",
            "2021-W53",
            "2026-13",
            "26-11",
            "2026-Q5",
            "2026-Q0",
            "1989-12-31",
            "2078-01",
            "2026-W-1",
            "2026-11-31",
            "Q4",
            "2026-",
            "9999999-01",
            "2026-Q127",
        ] {
            for cadence in Cadence::ALL {
                assert_eq!(cadence.parse(text), None, "{text}");
            }
        }
    }
}
