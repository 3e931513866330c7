//! Who is on the bench, and the pure rules about what may be said of it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::text::{fold, is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::people::{Level, Person, SiteId};
use network::{PersonId, Viewer};

use crate::stories::StoryId;

pub type InvitationId = Id<Invitation>;
pub type AskedId = Id<Asked>;
pub type NominationId = Id<Nomination>;

pub const TOPICS_MAX: usize = 8;
pub const TOPIC_MAX_CHARS: usize = 60;
pub const LINE_MAX_CHARS: usize = 300;
pub const WHY_MAX_CHARS: usize = 1_000;
/// An invitation and a nomination are open for so long.
pub const OPEN_DAYS: i64 = 28;
pub const NOMINATED_DAYS: i64 = 90;
/// Of colleagues on the bench where networks last, and half of it, in percent.
pub const GOOD_PERCENT: i64 = 10;
pub const GROWING_PERCENT: i64 = 5;
/// A share is shown of at least so many.
pub const PEOPLE_MIN: i64 = 10;

store::text_enum! {
    pub enum BenchRole { Champion = "champion", Advocate = "advocate" }

    /// From the employer's data, and all of them together.
    pub enum BenchLevel { All = "all", Leader = "leader", Manager = "manager", Staff = "staff" }

    /// How far a part of the organisation is.
    pub enum Coverage { Enough = "enough", Growing = "growing", Gap = "gap" }
}

store::row! {
    /// Somebody on the bench.
    pub struct Member {
        pub person_id: PersonId,
        pub name: String,
        pub title: String,
        pub photo: Option<String>,
        pub site_id: i64,
        pub site: Option<String>,
        pub champion_from: Option<Time>,
        pub champion_until: Option<Time>,
        pub topics: String,
        pub training: String,
        pub early_access: bool,
        pub advocate_since: Option<Time>,
        pub tells: String,
        pub sceptic: bool,
        /// A story that is told.
        pub story_id: Option<StoryId>,
        pub story: Option<String>,
    }

    /// What somebody is asked.
    pub struct Invitation {
        pub id: InvitationId,
        pub role: BenchRole,
        pub by_id: PersonId,
        pub by: String,
        pub why: String,
        pub until: Option<Time>,
        pub ends_at: Time,
    }

    /// Whom somebody has asked. Not what they said.
    pub struct Asked {
        pub id: AskedId,
        pub role: BenchRole,
        pub person_id: PersonId,
        pub name: String,
        pub ends_at: Time,
    }

    pub struct Nomination {
        pub id: NominationId,
        pub person_id: PersonId,
        pub name: String,
        pub site: Option<String>,
        pub by: String,
        pub why: String,
        pub follow_on: bool,
    }

    /// Somebody whose term ends soon.
    pub struct Ending {
        pub id: PersonId,
        pub name: String,
        pub site: Option<String>,
        pub at: Time,
    }

    /// What was counted of a level in a country.
    pub struct Count {
        pub country: String,
        pub level: BenchLevel,
        pub people: i64,
        pub champions: i64,
        pub advocates: i64,
        pub sceptics: i64,
        /// Either of the two.
        pub bench: i64,
        pub sites: i64,
        pub sites_with: i64,
    }
}

impl Member {
    pub fn is_champion(&self, now: Time) -> bool {
        self.champion_from.is_some_and(|from| from <= now)
            && self.champion_until.is_none_or(|until| now < until)
    }

    pub fn topics(&self) -> Vec<&str> {
        self.topics.lines().collect()
    }
}

impl Count {
    pub fn add(&mut self, other: &Count) {
        self.people += other.people;
        self.champions += other.champions;
        self.advocates += other.advocates;
        self.sceptics += other.sceptics;
        self.bench += other.bench;
        self.sites += other.sites;
        self.sites_with += other.sites_with;
    }

    pub fn none(country: &str, level: BenchLevel) -> Count {
        Count {
            country: country.to_owned(),
            level,
            people: 0,
            champions: 0,
            advocates: 0,
            sceptics: 0,
            bench: 0,
            sites: 0,
            sites_with: 0,
        }
    }

    /// Of the colleagues, in percent; `None` of fewer than ten.
    pub fn percent(&self) -> Option<f64> {
        (self.people >= PEOPLE_MIN).then(|| self.bench as f64 * 100.0 / self.people as f64)
    }

    pub fn coverage(&self) -> Option<Coverage> {
        if self.people < PEOPLE_MIN {
            return None;
        }
        Some(if self.bench * 100 >= self.people * GOOD_PERCENT {
            Coverage::Enough
        } else if self.bench * 100 >= self.people * GROWING_PERCENT {
            Coverage::Growing
        } else {
            Coverage::Gap
        })
    }

    /// Of sites that have a champion: all of them, at least half, fewer.
    pub fn site_coverage(&self) -> Coverage {
        match () {
            () if self.sites_with == self.sites => Coverage::Enough,
            () if self.sites_with * 2 >= self.sites => Coverage::Growing,
            () => Coverage::Gap,
        }
    }
}

/// What somebody says of themselves when they are on the bench, unchecked.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// One a line, or between commas.
    pub topics: String,
    pub tells: String,
    pub sceptic: bool,
    pub story: Option<StoryId>,
}

/// Checked as far as that needs no tables.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub(super) topics: Vec<String>,
    pub(super) tells: String,
    pub(super) sceptic: bool,
    pub(super) story: Option<StoryId>,
}

impl Draft {
    /// An advocate says what they tell; a champion need not.
    pub fn check(&self, role: BenchRole) -> Result<NewEntry> {
        let mut problems = Problems::default();
        let mut topics: Vec<String> = Vec::new();
        for topic in self.topics.split(['\n', ',']).map(one_line) {
            let key = fold::fold(&topic);
            if !key.is_empty() && !topics.iter().any(|known| fold::fold(known) == key) {
                topics.push(topic);
            }
        }
        if topics.len() > TOPICS_MAX {
            problems.add_limit("topics", "too_many_topics", TOPICS_MAX as i64);
        }
        if topics.iter().any(|it| it.chars().count() > TOPIC_MAX_CHARS) {
            problems.add_limit("topics", "line_too_long", TOPIC_MAX_CHARS as i64);
        }
        let tells = one_line(&self.tells);
        if tells.chars().count() > LINE_MAX_CHARS {
            problems.add_limit("tells", "too_long", LINE_MAX_CHARS as i64);
        }
        if role == BenchRole::Advocate && is_blank(&tells) {
            problems.add("tells", "blank");
        }
        problems.or(NewEntry {
            topics,
            tells,
            sceptic: self.sceptic,
            story: self.story,
        })
    }
}

/// A text that somebody else will read, in the words of who wrote it.
pub fn check_why(problems: &mut Problems, why: &str) {
    if is_blank(why) {
        problems.add("why", "blank");
    } else if why.chars().count() > WHY_MAX_CHARS {
        problems.add_limit("why", "too_long", WHY_MAX_CHARS as i64);
    }
}

/// The end of a day in UTC, as 2027-06-30; `Ok(None)` for an empty field.
pub fn until(text: &str, now: Time) -> Result<Option<Time>, &'static str> {
    if is_blank(text) {
        return Ok(None);
    }
    let day: Date = text.trim().parse().map_err(|_| "date")?;
    let end = day.tomorrow().and_then(|day| day.to_zoned(TimeZone::UTC));
    let end = end.map_err(|_| "date")?.timestamp().as_microsecond();
    match end > now.0 {
        true => Ok(Some(Time(end))),
        false => Err("day_past"),
    }
}

/// Whether they may ask this person. Administrators and leaders ask anybody, managers those of their site and
/// their reports; champions ask colleagues of their site to speak of a success.
pub fn may_invite(viewer: &Viewer, person: &Person, role: BenchRole, now: Time) -> bool {
    let own = &viewer.person;
    let same_site = own.site_id.is_some() && own.site_id == person.site_id;
    if viewer.is_administrator() || own.level == Level::Leader {
        return true;
    }
    let near = same_site || person.manager_id == Some(viewer.id);
    let asks = own.level == Level::Manager || (role == BenchRole::Advocate && own.is_champion(now));
    asks && near
}

/// A term that ends within so many days is told, and whom its champion names then is to follow them.
pub const ENDS_DAYS: i64 = 60;

/// Whether somebody's term as a champion ends soon.
pub fn ends_soon(person: &Person, now: Time) -> bool {
    let soon = Time(now.0 + ENDS_DAYS * Time::DAY_US);
    person.is_champion(now) && person.champion_until.is_some_and(|until| until <= soon)
}

/// Whether there is anybody they may ask.
pub fn invites(viewer: &Viewer, now: Time) -> bool {
    viewer.is_administrator()
        || viewer.person.level != Level::Staff
        || viewer.person.is_champion(now)
}

/// Without a site one is listed after all sites.
pub fn site_key(name_fold: Option<&str>) -> String {
    name_fold.unwrap_or("\u{10fffd}").to_owned()
}

/// The site of a raw number in a list.
pub fn site_id(raw: i64) -> Option<SiteId> {
    (raw > 0).then(|| SiteId::from_raw(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_oneself_is_checked_whole() {
        let draft = Draft {
            topics: "Shelf plans, shelf  PLANS\n night sorting\n\n".into(),
            tells: " why I was against the shelf ".into(),
            ..Draft::default()
        };
        let entry = draft.check(BenchRole::Advocate).unwrap();
        assert_eq!(entry.topics, ["Shelf plans", "night sorting"]);
        assert_eq!(entry.tells, "why I was against the shelf");
        let wrong = Draft {
            topics: (0..9)
                .map(|n| format!("topic {n} {}\n", "x".repeat(60)))
                .collect(),
            tells: "\u{200b}".into(),
            ..draft
        };
        let codes = |role| {
            let error = wrong.check(role).unwrap_err();
            error.problems.iter().map(|it| it.code).collect::<Vec<_>>()
        };
        assert_eq!(
            codes(BenchRole::Advocate),
            ["too_many_topics", "line_too_long", "blank"]
        );
        assert_eq!(
            codes(BenchRole::Champion),
            ["too_many_topics", "line_too_long"]
        );
    }

    #[test]
    fn enough_is_one_in_ten_and_of_fewer_than_ten_nothing_is_said() {
        let of = |people, bench| Count {
            people,
            bench,
            ..Count::none("", BenchLevel::All)
        };
        for (people, bench, expected) in [
            (100, 10, Some(Coverage::Enough)),
            (100, 9, Some(Coverage::Growing)),
            (101, 5, Some(Coverage::Gap)),
            (9, 1, None),
        ] {
            assert_eq!(
                of(people, bench).coverage(),
                expected,
                "{bench} of {people}"
            );
        }
        assert_eq!(of(9, 1).percent(), None);
    }

    #[test]
    fn a_term_ends_with_its_day() {
        let now = Time::from_seconds(1_794_000_000); // 6 November 2026
        let end = until("2026-11-06", now).unwrap().unwrap();
        assert_eq!(end, Time::from_seconds(1_794_009_600));
        assert_eq!(until("2026-11-05", now), Err("day_past"));
        assert_eq!(until("soon", now), Err("date"));
        assert_eq!(until(" ", now), Ok(None));
    }
}
