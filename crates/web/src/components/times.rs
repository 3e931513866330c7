//! Times as people say them: "34 min", "yesterday", "12 November", with the exact one in the title.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::Time;
use maud::{Markup, PreEscaped, Render};

use crate::lang::Lang;
use crate::t;

/// A time zone, from [`zone`].
pub type Zone = jiff::tz::TimeZone;

const WEEKDAYS: [&str; 7] = [
    "weekday-1",
    "weekday-2",
    "weekday-3",
    "weekday-4",
    "weekday-5",
    "weekday-6",
    "weekday-7",
];

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

/// The zone of an IANA name such as `Europe/Berlin`.
pub fn zone(name: &str) -> Option<Zone> {
    Zone::get(name).ok()
}

/// Whether it is the name of a zone.
pub fn is_time_zone(name: &str) -> bool {
    zone(name).is_some()
}

/// `<time>` with the relative text; the front end keeps it fresh.
pub fn time(at: Time, now: Time, lang: Lang, zone: &Zone) -> Markup {
    let mut html = String::with_capacity(128);
    Times::of(now, lang, zone).push(&mut html, at);
    PreEscaped(html)
}

/// Says many times to one reader. Most of them are of few days, so the day that was said last is kept.
pub struct Times<'a> {
    now: Time,
    lang: Lang,
    zone: &'a Zone,
    today: Date,
    last: Option<Day>,
}

/// A day as it is said with the hour behind it, and alone.
struct Day {
    date: Date,
    long: String,
    short: String,
}

impl<'a> Times<'a> {
    pub fn of(now: Time, lang: Lang, zone: &'a Zone) -> Times<'a> {
        Times {
            now,
            lang,
            zone,
            today: civil(now, zone).date(),
            last: None,
        }
    }

    /// As [`time`], at the end of a text.
    pub fn push(&mut self, html: &mut String, at: Time) {
        let then = civil(at, self.zone);
        html.push_str("<time datetime=\"");
        let _ = write!(html, "{}", stamp(at));
        html.push_str("\" title=\"");
        let recently = self.recently(at, then);
        let day = self.day(then.date());
        day.long.render_to(html);
        html.push_str(", ");
        html.extend(on_the_clock(then));
        html.push_str("\" data-rel>");
        recently.as_ref().unwrap_or(&day.short).render_to(html);
        html.push_str("</time>");
    }

    fn day(&mut self, date: Date) -> &Day {
        let (lang, today) = (self.lang, self.today);
        let last = self.last.take().filter(|last| last.date == date);
        self.last.insert(last.unwrap_or_else(|| Day {
            date,
            long: day(date, None, lang),
            short: day(date, Some(today), lang),
        }))
    }

    /// `None` for what was a week ago, or will be.
    fn recently(&self, at: Time, then: DateTime) -> Option<String> {
        let lang = self.lang;
        let passed_us = self.now.since_us(at);
        if (-Time::MINUTE_US..Time::MINUTE_US).contains(&passed_us) {
            return Some(t!(lang, "time-now"));
        } else if (0..Time::HOUR_US).contains(&passed_us) {
            return Some(t!(lang, "time-minutes", n = passed_us / Time::MINUTE_US));
        }
        let days = days_between(then.date(), self.today);
        if days == 0 && passed_us > 0 {
            Some(t!(lang, "time-hours", n = passed_us / Time::HOUR_US))
        } else if days == 1 {
            Some(t!(lang, "time-yesterday"))
        } else if (2..7).contains(&days) {
            let monday_first = usize::from(then.weekday().to_monday_zero_offset().unsigned_abs());
            Some(t!(lang, WEEKDAYS[monday_first]))
        } else {
            None
        }
    }
}

/// "now", "34 min", "3 h", "yesterday", "Monday", "12 November", "12 November 2024".
pub fn relative(at: Time, now: Time, lang: Lang, zone: &Zone) -> String {
    let (times, then) = (Times::of(now, lang, zone), civil(at, zone));
    times
        .recently(at, then)
        .unwrap_or_else(|| day(then.date(), Some(times.today), lang))
}

/// "12 November 2026".
pub fn date(at: Time, lang: Lang, zone: &Zone) -> String {
    day(civil(at, zone).date(), None, lang)
}

/// A day without an hour: "12 November 2026".
pub fn day_in_words(date: Date, lang: Lang) -> String {
    day(date, None, lang)
}

/// "12 November 2026, 14:05".
pub fn date_time(at: Time, lang: Lang, zone: &Zone) -> String {
    to_the_minute(civil(at, zone), lang)
}

fn to_the_minute(then: DateTime, lang: Lang) -> String {
    let mut said = day(then.date(), None, lang);
    said.push_str(", ");
    said.extend(on_the_clock(then));
    said
}

/// "14:05".
fn on_the_clock(then: DateTime) -> [char; 5] {
    let digit = |number: i8| char::from(b'0' + number.unsigned_abs() % 10);
    let (hour, minute) = (then.hour(), then.minute());
    [
        digit(hour / 10),
        digit(hour),
        ':',
        digit(minute / 10),
        digit(minute),
    ]
}

/// Without the year when it is `today`'s.
fn day(date: Date, today: Option<Date>, lang: Lang) -> String {
    let month = t!(lang, MONTHS[usize::from(date.month().unsigned_abs()) - 1]);
    if today.is_some_and(|today| today.year() == date.year()) {
        t!(
            lang,
            "date-short",
            day = date.day().to_string(),
            month = month
        )
    } else {
        let year = date.year().to_string();
        t!(
            lang,
            "date-long",
            day = date.day().to_string(),
            month = month,
            year = year
        )
    }
}

fn days_between(earlier: Date, later: Date) -> i32 {
    earlier
        .until(later)
        .map_or(i32::MAX, |span| span.get_days())
}

fn civil(at: Time, zone: &Zone) -> DateTime {
    zone.to_datetime(stamp(at))
}

fn stamp(at: Time) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(if at.0 < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time(text.parse::<Timestamp>().unwrap().as_microsecond())
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        let berlin = zone("Europe/Berlin").unwrap();
        let now = at("2026-11-20T09:00:00Z");
        for (then, expected) in [
            ("2026-11-20T08:59:30Z", "now"),
            ("2026-11-20T09:00:30Z", "now"),
            ("2026-11-20T08:26:00Z", "34 min"),
            ("2026-11-20T06:00:00Z", "3 h"),
            ("2026-11-19T22:30:00Z", "yesterday"),
            ("2026-11-19T23:30:00Z", "9 h"),
            ("2026-11-16T09:00:00Z", "Monday"),
            ("2026-11-12T09:00:00Z", "12 November"),
            ("2024-02-29T09:00:00Z", "29 February 2024"),
            ("2026-11-22T09:00:00Z", "22 November"),
        ] {
            assert_eq!(
                relative(at(then), now, Lang::En, &berlin),
                expected,
                "{then}"
            );
        }
        assert_eq!(
            relative(at("2026-11-12T09:00:00Z"), now, Lang::De, &berlin),
            "12. November"
        );
        assert_eq!(date_time(now, Lang::En, &berlin), "20 November 2026, 10:00");
        let markup = time(now, now, Lang::En, &berlin).into_string();
        assert!(
            markup.contains("datetime=\"2026-11-20T09:00:00Z\""),
            "{markup}"
        );
        assert!(zone("Mars/Olympus").is_none());
        relative(Time(i64::MAX), now, Lang::En, &berlin);
    }
}
