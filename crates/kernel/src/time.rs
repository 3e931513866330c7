//! Time as the program keeps it: microseconds since 1970 in UTC, handed in, never looked up.
//!
//! Calendars, zones and words for people are the business of the web tier; here a time is a number.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    pub const SECOND_US: i64 = 1_000_000;
    pub const MINUTE_US: i64 = 60 * Time::SECOND_US;
    pub const HOUR_US: i64 = 60 * Time::MINUTE_US;
    pub const DAY_US: i64 = 24 * Time::HOUR_US;

    pub fn from_seconds(seconds: i64) -> Time {
        Time(seconds.saturating_mul(Time::SECOND_US))
    }

    pub fn seconds(self) -> i64 {
        self.0.div_euclid(Time::SECOND_US)
    }

    pub fn plus(self, span: Duration) -> Time {
        Time(
            self.0
                .saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }

    pub fn minus(self, span: Duration) -> Time {
        Time(
            self.0
                .saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }

    /// Microseconds from `earlier` to `self`; negative when it is the other way round.
    pub fn since_us(self, earlier: Time) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Where the time comes from: the system, or a test's hand.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    pub fn system() -> Clock {
        Clock { fixed: None }
    }

    /// Stands still at `time` until [`Clock::advance`] moves it; clones share it.
    pub fn fixed(time: Time) -> Clock {
        Clock {
            fixed: Some(Arc::new(AtomicI64::new(time.0))),
        }
    }

    pub fn now(&self) -> Time {
        match &self.fixed {
            Some(time) => Time(time.load(Ordering::SeqCst)),
            None => system_now(),
        }
    }

    /// Moves a fixed clock (also backwards, with a negative number). Does nothing to the system's.
    pub fn advance(&self, by_us: i64) {
        if let Some(time) = &self.fixed {
            time.fetch_add(by_us, Ordering::SeqCst);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the wall clock"
)]
fn system_now() -> Time {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Time(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
