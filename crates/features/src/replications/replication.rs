//! What a replication is, how far it is on a day, and the pure rules about what may be entered of one.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::text::{is_blank, one_line};
use kernel::{Error, Id, Problems, Result, Time};
use network::{CommunityId, PersonId};

use crate::indicators::{IndicatorId, UnitId};
use crate::initiatives::InitiativeId;
use crate::use_cases::{RoomKind, UseCaseId};

pub type ReplicationId = Id<Replication>;

pub const TEXT_MAX_CHARS: usize = 500;
pub const ROOM_MAX_CHARS: usize = 80;
/// A start may have been so long ago when it is said.
pub const DAYS_BACK: i32 = 14;
pub const DAYS_AHEAD: i32 = 365;
/// The days after which a team is asked.
pub const ASKED: [i32; 2] = [30, 90];
/// Readings before the start with which it may be compared.
pub const READINGS_NEEDED: i64 = 3;

store::text_enum! {
    /// What part of the organisation repeats it.
    pub enum ReplicationScope { Site = "site", Department = "department" }

    /// How it stands with somebody who was asked to lead it or to go with a team.
    pub enum Answer { Asked = "asked", Agreed = "agreed", Declined = "declined" }

    /// What they say.
    pub enum Reply { Agreed = "agreed", Declined = "declined" }

    /// What a team chooses when it is asked.
    pub enum Choice { Kept = "kept", Changed = "changed", Stopped = "stopped" }
}

store::row! {
    pub struct Replication {
        pub id: ReplicationId,
        pub use_case_id: UseCaseId,
        pub use_case: String,
        pub indicator_id: IndicatorId,
        pub scope: ReplicationScope,
        pub place: String,
        pub begun_by: PersonId,
        pub leader_id: PersonId,
        pub leader: String,
        pub leader_photo: Option<String>,
        pub leader_answer: Answer,
        pub buddy_id: Option<PersonId>,
        pub buddy: Option<String>,
        pub buddy_photo: Option<String>,
        pub buddy_answer: Answer,
        pub from_id: Option<ReplicationId>,
        pub from_place: Option<String>,
        pub initiative_id: Option<InitiativeId>,
        pub variant: String,
        /// A day, as 2026-11-30.
        pub starts: String,
        pub room_name: String,
        pub room_kind: RoomKind,
        pub community_id: Option<CommunityId>,
        /// The place as a unit of the indicator, once it has readings.
        pub unit_id: Option<UnitId>,
        /// The last period before the start; all of these once the day came.
        pub last_period: Option<i64>,
        pub readings_before: Option<i64>,
        pub mean_before: Option<f64>,
        pub best_before: Option<f64>,
        /// When the record of the initiative took the start, or took it up again.
        pub recorded_at: Option<Time>,
        /// Whether it was kept changed, once the team said that it keeps it.
        pub kept_30: Option<bool>,
        pub kept_90: Option<bool>,
        /// A day.
        pub stopped: Option<String>,
        pub stopped_why: Option<String>,
    }

    /// A post of the template.
    pub struct Prepared {
        pub place: i64,
        pub title: String,
        pub text: String,
        pub post_id: Option<i64>,
    }

    pub struct Point {
        pub place: i64,
        pub text: String,
        pub person_id: Option<PersonId>,
        pub person: Option<String>,
        pub due: String,
        pub done_at: Option<Time>,
    }

    /// Who could go with a team.
    pub struct Guide {
        pub person_id: PersonId,
        pub name: String,
        pub photo: Option<String>,
        /// The story they are named in, or the place they lead.
        pub from: String,
        /// Their replication; null for somebody of a story.
        pub replication_id: Option<ReplicationId>,
    }
}

impl Reply {
    pub fn answer(self) -> Answer {
        match self {
            Reply::Agreed => Answer::Agreed,
            Reply::Declined => Answer::Declined,
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Waits for its leader.
    Asked,
    Declined,
    Planned,
    /// The day of it, from 1.
    Trying(i64),
    Kept30,
    Kept90,
    Stopped,
    /// Stopped before its first day.
    NeverBegan,
}

impl Stage {
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Asked => "asked",
            Stage::Declined => "declined",
            Stage::Planned => "planned",
            Stage::Trying(_) => "trying",
            Stage::Kept30 => "kept-30",
            Stage::Kept90 => "kept-90",
            Stage::Stopped => "stopped",
            Stage::NeverBegan => "never-began",
        }
    }
}

impl Replication {
    pub fn start(&self) -> Date {
        self.starts.parse().unwrap_or(Date::MIN)
    }

    /// The day of it: 1 on its first, 0 and less before.
    pub fn day(&self, today: Date) -> i64 {
        let span = today.since(self.start());
        span.map_or(0, |span| i64::from(span.get_days())) + 1
    }

    pub fn stage(&self, today: Date) -> Stage {
        match (self.leader_answer, &self.stopped) {
            (Answer::Asked, _) => Stage::Asked,
            (Answer::Declined, _) => Stage::Declined,
            (Answer::Agreed, Some(day)) if *day < self.starts => Stage::NeverBegan,
            (Answer::Agreed, Some(_)) => Stage::Stopped,
            _ if self.kept_90.is_some() => Stage::Kept90,
            _ if self.kept_30.is_some() => Stage::Kept30,
            _ if self.day(today) < 1 => Stage::Planned,
            _ => Stage::Trying(self.day(today)),
        }
    }

    /// The mean and the best of the readings before it, where they are enough to compare with.
    pub fn before(&self) -> Option<(f64, f64)> {
        let enough = self.readings_before? >= READINGS_NEEDED;
        self.mean_before.zip(self.best_before).filter(|_| enough)
    }

    pub fn goes_on(&self) -> bool {
        self.leader_answer == Answer::Agreed && self.stopped.is_none()
    }

    /// The day about which the team is to say whether it keeps it: the last that came and has no answer.
    pub fn asks(&self, today: Date) -> Option<i64> {
        let came = |day: i32| self.day(today) > i64::from(day);
        match (self.goes_on(), self.kept_30, self.kept_90) {
            (false, ..) | (_, _, Some(_)) => None,
            _ if came(ASKED[1]) => Some(90),
            (_, None, _) if came(ASKED[0]) => Some(30),
            _ => None,
        }
    }
}

/// The day so many days before: what began on it or earlier has had them.
pub fn days_before(today: Date, days: i32) -> String {
    today.saturating_sub(days.days()).to_string()
}

/// What someone entered to start it in a team, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As typed; empty for oneself.
    pub leader: String,
    pub scope: ReplicationScope,
    /// `r<id>` for the leader of a replication, `p<id>` for somebody named in a story, empty for nobody.
    pub buddy: String,
    pub starts: String,
    pub variant: String,
    /// An initiative, `0` for none, empty when nothing was chosen.
    pub initiative: String,
    pub room_name: String,
    pub room_kind: RoomKind,
}

/// Somebody from the origin, as chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Described,
    Leader(ReplicationId),
    Named(PersonId),
}

/// Checked: only this can be begun.
#[derive(Clone, Debug)]
pub struct NewReplication {
    pub(super) leader: String,
    pub(super) scope: ReplicationScope,
    pub(super) origin: Origin,
    pub(super) starts: Date,
    pub(super) variant: String,
    /// `None` when nothing was chosen; `Some(None)` for none of them.
    pub(super) initiative: Option<Option<InitiativeId>>,
    pub(super) room_name: String,
    pub(super) room_kind: RoomKind,
}

impl Draft {
    /// Everything that is wrong with it on this day.
    pub fn check(self, today: Date) -> Result<NewReplication> {
        let mut problems = Problems::default();
        let starts = day_of_start(&mut problems, &self.starts, today);
        for (field, text, most) in [
            ("variant", &self.variant, TEXT_MAX_CHARS),
            ("room_name", &self.room_name, ROOM_MAX_CHARS),
            ("leader", &self.leader, 200),
        ] {
            if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            }
        }
        if is_blank(&self.room_name) {
            problems.add("room_name", "blank");
        }
        let origin = Origin::parse(&self.buddy);
        if origin.is_none() {
            problems.add("buddy", "no_such_buddy");
        }
        let initiative = match self.initiative.as_str() {
            "" => None,
            "0" => Some(None),
            typed => {
                let id = typed.parse::<InitiativeId>().ok();
                if id.is_none() {
                    problems.add("initiative", "no_such_initiative");
                }
                Some(id)
            }
        };
        problems.or(NewReplication {
            leader: one_line(&self.leader),
            scope: self.scope,
            origin: origin.unwrap_or(Origin::Described),
            starts,
            variant: one_line(&self.variant),
            initiative,
            room_name: one_line(&self.room_name),
            room_kind: self.room_kind,
        })
    }
}

/// A first day as it was typed, within the same bounds whoever says it and whenever.
pub fn first_day(typed: &str, today: Date) -> Result<Date> {
    let mut problems = Problems::default();
    let day = day_of_start(&mut problems, typed, today);
    problems.or(day)
}

fn day_of_start(problems: &mut Problems, typed: &str, today: Date) -> Date {
    let Ok(day) = typed.trim().parse::<Date>() else {
        problems.add("starts", "date");
        return today;
    };
    if day < today.saturating_sub(DAYS_BACK.days()) {
        problems.add_limit("starts", "start_too_early", i64::from(DAYS_BACK));
    } else if day > today.saturating_add(DAYS_AHEAD.days()) {
        problems.add_limit("starts", "start_too_late", i64::from(DAYS_AHEAD));
    }
    day
}

impl Origin {
    /// As a form says it.
    pub fn parse(typed: &str) -> Option<Origin> {
        if typed.is_empty() {
            return Some(Origin::Described);
        }
        let (kind, id) = typed.split_at_checked(1)?;
        match kind {
            "r" => Some(Origin::Leader(id.parse().ok()?)),
            "p" => Some(Origin::Named(id.parse().ok()?)),
            _ => None,
        }
    }
}

/// What a team says when it is asked, or at any time that it stops.
#[derive(Clone, Debug)]
pub struct Said {
    pub(super) choice: Choice,
    pub(super) why: String,
}

impl Said {
    /// Whoever changes or stops it says what or why: that is what helps the next team.
    pub fn check(choice: Choice, why: &str) -> Result<Said> {
        let why = text("why", why, choice != Choice::Kept)?;
        Ok(Said { choice, why })
    }
}

/// A few sentences.
pub fn text(field: &str, typed: &str, needed: bool) -> Result<String> {
    if typed.chars().count() > TEXT_MAX_CHARS {
        return Err(Error::invalid(field, "too_long").limit(TEXT_MAX_CHARS as i64));
    }
    match needed && is_blank(typed) {
        true => Err(Error::invalid(field, "blank")),
        false => Ok(one_line(typed)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 19);

    fn draft() -> Draft {
        Draft {
            leader: String::new(),
            scope: ReplicationScope::Site,
            buddy: String::new(),
            starts: "2026-11-30".into(),
            variant: " Two  zones ".into(),
            initiative: "0".into(),
            room_name: "Leeds shelf".into(),
            room_kind: RoomKind::Open,
        }
    }

    #[test]
    fn a_draft_is_checked_whole() {
        let new = draft().check(TODAY).unwrap();
        assert_eq!(
            (new.variant.as_str(), new.initiative),
            ("Two zones", Some(None))
        );
        let wrong = Draft {
            buddy: "x7".into(),
            starts: "2026-11-31".into(),
            variant: "v".repeat(501),
            initiative: "many".into(),
            room_name: "\u{200b}".into(),
            ..draft()
        };
        let error = wrong.check(TODAY).unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        let wanted = [
            ("starts", "date"),
            ("variant", "too_long"),
            ("room_name", "blank"),
            ("buddy", "no_such_buddy"),
            ("initiative", "no_such_initiative"),
        ];
        assert_eq!(found, wanted);
        for (day, code) in [
            ("2026-11-05", None),
            ("2026-11-04", Some("start_too_early")),
            ("2027-11-19", None),
            ("2027-11-20", Some("start_too_late")),
            ("9999-12-31", Some("start_too_late")),
        ] {
            let draft = Draft {
                starts: day.into(),
                ..draft()
            };
            let found = draft.check(TODAY).err().map(|error| error.code());
            assert_eq!(found, code, "{day}");
        }
    }

    #[test]
    fn whoever_changes_or_stops_it_says_why() {
        assert!(Said::check(Choice::Kept, "").is_ok());
        for choice in [Choice::Changed, Choice::Stopped] {
            assert_eq!(
                Said::check(choice, " \u{200b}").unwrap_err().code(),
                "blank"
            );
            assert!(Said::check(choice, "Too few parcels").is_ok());
        }
    }
}
