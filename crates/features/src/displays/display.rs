//! What a display is, and the pure rules about it.

use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::people::{SiteId, SiteKind};

pub type DisplayId = Id<Display>;

pub const NAME_MAX_CHARS: usize = 80;
/// A display ends, and is given a new link, after so many days.
pub const LASTS_DAYS: i64 = 90;
/// A story stands so long.
pub const TURN_S: i64 = 20;

store::row! {
    pub struct Display {
        pub id: DisplayId,
        pub name: String,
        pub site_id: SiteId,
        pub site: String,
        pub site_kind: SiteKind,
        pub secret_hash: Vec<u8>,
        /// When its link was opened.
        pub opened_at: Option<Time>,
        /// The beginning of the day, in UTC, on which the screen asked last.
        pub seen_day: Option<Time>,
        pub ends_at: Time,
        pub made_by: String,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has opened the link.
    Waits,
    Shows,
    Ended,
}

impl Display {
    pub fn state(&self, now: Time) -> State {
        match self.opened_at {
            _ if self.ends_at <= now => State::Ended,
            None => State::Waits,
            Some(_) => State::Shows,
        }
    }
}

/// The beginning of the day in UTC.
pub fn day(now: Time) -> Time {
    Time(now.0 - now.0.rem_euclid(Time::DAY_US))
}

/// Which turn it is, and in how many seconds the next one comes.
pub fn turn(now: Time) -> (i64, i64) {
    let seconds = now.0.div_euclid(Time::SECOND_US);
    (
        seconds.div_euclid(TURN_S),
        TURN_S - seconds.rem_euclid(TURN_S),
    )
}

/// What somebody typed of a display, unchecked; the site by its name.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub name: String,
    pub site: String,
}

impl Draft {
    /// The name, as it is kept.
    pub fn check(&self) -> Result<String> {
        let name = one_line(&self.name);
        let mut problems = Problems::default();
        if is_blank(&name) {
            problems.add("name", "blank");
        } else if name.chars().count() > NAME_MAX_CHARS {
            problems.add_limit("name", "too_long", NAME_MAX_CHARS as i64);
        }
        if is_blank(&self.site) {
            problems.add("site", "blank");
        }
        problems.or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_follow_each_other_and_none_is_left_out() {
        let at = |seconds: i64| turn(Time::from_seconds(seconds));
        assert_eq!(at(40), (2, 20));
        assert_eq!(at(59), (2, 1));
        assert_eq!(at(60), (3, 20));
    }
}
