//! When things are said: by hour and weekday, a little more from month to month, in UTC.

use kernel::Time;

use super::dice::Dice;
use super::size::Size;

/// From midnight on.
const HOURS: [f64; 24] = [
    0.03, 0.02, 0.02, 0.03, 0.08, 0.2, 0.45, 0.75, 0.95, 1.0, 1.0, 0.95, 0.8, 0.9, 0.95, 0.9, 0.8,
    0.65, 0.5, 0.4, 0.35, 0.25, 0.12, 0.06,
];
/// From Monday on.
const WEEKDAYS: [f64; 7] = [1.0, 1.0, 0.97, 0.95, 0.9, 0.5, 0.3];
/// In the last month against the first.
const GROWTH: f64 = 1.5;
/// Whoever answers late does so after so many hours.
const LATER_HOURS: usize = 5;

pub struct Calendar {
    begins: Time,
    until: Time,
    /// Sums up to each hour of the history.
    sums: Vec<f64>,
}

impl Calendar {
    pub fn new(size: Size) -> Calendar {
        let begins = size.begins();
        let mut sum = 0.0;
        let sums = (0..size.hours()).map(|hour| {
            let at = Time(begins.0 + hour as i64 * Time::HOUR_US);
            sum += liveliness(at) * (1.0 + (GROWTH - 1.0) * hour as f64 / size.hours() as f64);
            sum
        });
        Calendar {
            begins,
            until: size.until,
            sums: sums.collect(),
        }
    }

    /// How many of all posts come up to the end of an hour.
    pub fn until_hour(&self, hour: usize, posts: usize) -> usize {
        let total = self.sums.last().copied().unwrap_or(1.0);
        (posts as f64 * (self.sums[hour] / total)).round() as usize
    }

    /// The time of one of so many posts in an hour.
    pub fn within(&self, hour: usize, number: usize, of: usize, dice: &mut Dice) -> Time {
        let part = (number as f64 + dice.unit()) / of as f64;
        let after = (part * Time::HOUR_US as f64) as i64;
        Time(self.begins.0 + hour as i64 * Time::HOUR_US + after.min(Time::HOUR_US - 1))
    }

    /// The time itself, or a later one when few people are there; before `latest`.
    pub fn awake(&self, at: Time, latest: Time, dice: &mut Dice) -> Time {
        let latest = latest.min(Time(self.until.0 - Time::SECOND_US));
        let mut at = at;
        for _ in 0..12 {
            if at >= latest || dice.chance(liveliness(at)) {
                break;
            }
            let hours = 0.5 + dice.unit() * LATER_HOURS as f64;
            at = Time(at.0 + (hours * Time::HOUR_US as f64) as i64);
        }
        at.min(latest)
    }
}

fn liveliness(at: Time) -> f64 {
    let days = at.0.div_euclid(Time::DAY_US);
    // 1970 began on a Thursday.
    let weekday = (days + 3).rem_euclid(7) as usize;
    let hour = at.0.rem_euclid(Time::DAY_US) / Time::HOUR_US;
    HOURS[hour as usize] * WEEKDAYS[weekday]
}
