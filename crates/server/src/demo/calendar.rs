//! When things were said: days counted back from today, in the company's own time.
//!
//! Nothing is ever said in the future: what would be moves back by whole days, so that it keeps its
//! time of day and the same day always gives the same company.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kernel::Time;

use super::dice::Dice;

pub const TIME_ZONE: &str = "Europe/London";
pub const DAYS: i64 = 90;

pub struct Calendar {
    now: Time,
    today: Date,
    zone: TimeZone,
    /// For each day how much had been said up to and with it, counted back from today.
    volume: Vec<f64>,
}

/// How much is said in each hour of a day, in proportion.
const HOURS: [f64; 24] = [
    0.2, 0.2, 0.2, 0.2, 0.4, 1.2, 3.0, 6.0, 10.0, 10.0, 7.0, 6.5, 9.0, 8.0, 6.0, 6.0, 8.0, 9.0,
    8.0, 5.0, 3.5, 2.5, 1.2, 0.5,
];
/// The newest days belong to the hand-written threads: so little of the rest is said in them.
const QUIET_DAYS: usize = 3;
const QUIET: f64 = 0.1;

impl Calendar {
    pub fn new(now: Time) -> Calendar {
        let zone = TimeZone::get(TIME_ZONE).expect("the time zones are built in");
        let today = timestamp(now).to_zoned(zone.clone()).date();
        let mut calendar = Calendar {
            now,
            today,
            zone,
            volume: Vec::new(),
        };
        let mut sum = 0.0;
        for day in 0..DAYS {
            let week = match calendar.weekday(day) {
                Weekday::Monday | Weekday::Friday => 1.15,
                Weekday::Saturday => 0.9,
                Weekday::Sunday => 0.5,
                _ => 1.0,
            };
            // The network grew while it was new.
            let grown = 1.25 - 0.6 * day as f64 / DAYS as f64;
            sum += week
                * grown
                * if (day as usize) < QUIET_DAYS {
                    QUIET
                } else {
                    1.0
                };
            calendar.volume.push(sum);
        }
        calendar
    }

    pub fn now(&self) -> Time {
        self.now
    }

    pub fn weekday(&self, days_ago: i64) -> Weekday {
        self.date(days_ago).weekday()
    }

    /// The day by which a share of all was said, counted from today.
    pub fn day_at(&self, share: f64) -> i64 {
        let total = self.volume.last().copied().unwrap_or_default();
        self.volume
            .partition_point(|sum| *sum < share * total)
            .min(self.volume.len() - 1) as i64
    }

    /// Minute of a day at which somebody says something.
    pub fn any_minute(dice: &Dice) -> i64 {
        dice.weighted(HOURS.into_iter()) as i64 * 60 + dice.between(0, 59)
    }

    /// A day and a minute of it, at the latest now; `span` minutes go on after it.
    pub fn past(&self, days_ago: i64, minute: i64, span: i64) -> Time {
        let mut days_ago = days_ago;
        loop {
            let at = self.at(days_ago, minute);
            if at.0 + span * Time::MINUTE_US <= self.now.0 {
                return at;
            }
            days_ago += 1;
        }
    }

    fn date(&self, days_ago: i64) -> Date {
        self.today.saturating_sub(jiff::Span::new().days(days_ago))
    }

    fn at(&self, days_ago: i64, minute: i64) -> Time {
        let (hour, minute) = ((minute / 60) as i8, (minute % 60) as i8);
        let local = self.date(days_ago).at(hour, minute, 0, 0);
        let zoned = self
            .zone
            .to_zoned(local)
            .expect("the calendar has room for ninety days");
        Time(zoned.timestamp().as_microsecond())
    }
}

fn timestamp(time: Time) -> Timestamp {
    Timestamp::from_microsecond(time.0).expect("the clock shows a year that people know")
}

/// `09:12` in minutes after midnight.
pub fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thursday, 19 November 2026, 09:00 UTC and London.
    const MORNING: Time = Time(1_795_078_800 * Time::SECOND_US);

    #[test]
    fn what_would_be_in_the_future_moves_back_by_whole_days() {
        let calendar = Calendar::new(MORNING);
        assert_eq!(calendar.weekday(0), Weekday::Thursday);
        let earlier = calendar.past(0, 8 * 60, 0);
        assert_eq!(MORNING.since_us(earlier), Time::HOUR_US);
        let later = calendar.past(0, 10 * 60, 0);
        assert_eq!(MORNING.since_us(later), 23 * Time::HOUR_US);
        let long = calendar.past(0, 8 * 60, 100);
        assert_eq!(MORNING.since_us(long), 25 * Time::HOUR_US);
    }

    #[test]
    fn local_times_keep_their_hour_when_the_clocks_change() {
        let calendar = Calendar::new(MORNING);
        let summer = calendar.past(60, 12 * 60, 0);
        // Noon of summer time is eleven of universal time.
        assert_eq!(MORNING.since_us(summer) % Time::DAY_US, 22 * Time::HOUR_US);
    }

    #[test]
    fn little_of_the_long_tail_is_said_in_the_newest_days() {
        let calendar = Calendar::new(MORNING);
        let days: Vec<i64> = (0..1_000)
            .map(|part| calendar.day_at(part as f64 / 1_000.0))
            .collect();
        let newest = days.iter().filter(|day| **day < 3).count();
        assert!((1..8).contains(&newest), "{newest}");
        assert_eq!(days.iter().max(), Some(&(DAYS - 1)));
    }
}
