//! Cells of the board: whom they are of, which stage, and what of them may be shown.

use kernel::{Id, Result, Time};
use network::people::Level;

store::text_enum! {
    /// Whom a figure is of.
    pub enum CellScope { Network = "network", Level = "level", Country = "country", Site = "site" }

    /// How far somebody is. What each means stands on the board, by the texts `rollout-means-…`.
    pub enum Stage {
        Aware = "aware",
        /// Completed a course, at any time.
        Trained = "trained",
        /// Ever posted, replied or reacted: what the curve of adoption is made of.
        Adopted = "adopted",
        /// At least one post, reply or reaction in the 28 days up to the Sunday.
        Active = "active",
        /// Replied to a question of somebody else in these 28 days.
        Answering = "answering",
        /// Wrote something in these 28 days to which three others replied.
        Leading = "leading",
    }

    /// On the board a person counts once: leader, else manager, else champion, else staff.
    pub enum BoardLevel { Leader = "leader", Manager = "manager", Champion = "champion", Staff = "staff" }

    /// What is shown of a figure.
    pub enum FigureState {
        Shown = "shown",
        /// Over 90 %: the few who are not would stand out.
        AlmostAll = "almost_all",
        /// There are fewer than ten people.
        Small = "small",
        /// It would tell of few people. Why is not said: that would tell of them too.
        Withheld = "withheld",
    }
}

impl Stage {
    /// Those that have a column on the board.
    pub const BOARD: [Stage; 5] = [
        Stage::Aware,
        Stage::Trained,
        Stage::Active,
        Stage::Answering,
        Stage::Leading,
    ];

    pub const fn icon(self) -> &'static str {
        match self {
            Stage::Aware => "eye",
            Stage::Trained => "graduation-cap",
            Stage::Active => "message-circle",
            Stage::Answering => "lightbulb",
            Stage::Leading => "flag",
            Stage::Adopted => "sprout",
        }
    }
}

impl BoardLevel {
    pub fn of(level: Level, is_champion: bool) -> BoardLevel {
        match (level, is_champion) {
            (Level::Leader, _) => BoardLevel::Leader,
            (Level::Manager, _) => BoardLevel::Manager,
            (Level::Staff, true) => BoardLevel::Champion,
            (Level::Staff, false) => BoardLevel::Staff,
        }
    }

    /// Its place, from 1: the unit of its figures.
    pub fn unit(self) -> i64 {
        BoardLevel::ALL
            .iter()
            .position(|level| *level == self)
            .map_or(0, |at| at as i64 + 1)
    }

    pub fn by_unit(unit: i64) -> Option<BoardLevel> {
        let at = usize::try_from(unit).ok()?.checked_sub(1)?;
        BoardLevel::ALL.get(at).copied()
    }

    pub const fn icon(self) -> &'static str {
        match self {
            BoardLevel::Leader => "crown",
            BoardLevel::Manager => "megaphone",
            BoardLevel::Champion => "sparkles",
            BoardLevel::Staff => "store",
        }
    }
}

/// One figure by its name: whom it is of, and which stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    pub scope: CellScope,
    pub unit: i64,
    pub stage: Stage,
}

impl Cell {
    pub const NETWORK: Cell = Cell {
        scope: CellScope::Network,
        unit: 0,
        stage: Stage::Adopted,
    };

    pub fn with(self, stage: Stage) -> Cell {
        Cell { stage, ..self }
    }

    pub fn href(self) -> String {
        format!("/rollout/cells/{}/{}/{}", self.scope, self.unit, self.stage)
    }
}

store::row! {
    /// What is shown of a cell in a week.
    pub struct Figure {
        pub unit: i64,
        pub week: i64,
        pub people: i64,
        pub value: i64,
        pub state: FigureState,
    }

    /// What is planned for a cell.
    pub struct Plan {
        pub scope: CellScope,
        pub unit: i64,
        pub stage: Stage,
        pub owner_id: network::PersonId,
        pub owner: String,
        pub next_step: String,
        pub start_week: i64,
        pub start_percent: i64,
        pub target_percent: i64,
        pub due: String,
    }
}

/// "Over 90 %" counts as so much where it is compared with something.
pub const ALMOST_ALL_PERCENT: i64 = 90;

impl Figure {
    /// Of a hundred people, where it may be said.
    pub fn percent(&self) -> Option<i64> {
        match self.state {
            FigureState::Shown => Some((self.value * 100 + self.people / 2) / self.people.max(1)),
            FigureState::AlmostAll => Some(ALMOST_ALL_PERCENT),
            _ => None,
        }
    }

    /// How many are, as far as it is told: of "over 90 %" these.
    pub fn at_least(&self) -> Option<i64> {
        match self.state {
            FigureState::Shown => Some(self.value),
            FigureState::AlmostAll => Some(self.people * ALMOST_ALL_PERCENT / 100),
            _ => None,
        }
    }
}

impl Plan {
    pub fn cell(&self) -> Cell {
        let Plan {
            scope, unit, stage, ..
        } = *self;
        Cell { scope, unit, stage }
    }

    pub fn due_week(&self) -> i64 {
        self.due
            .parse()
            .map_or(self.start_week, super::week::of_day)
    }

    /// What it wants by the end of a week, in percent: straight from its beginning to its end.
    pub fn wants(&self, week: i64) -> f64 {
        let weeks = (self.due_week() - self.start_week).max(1) as f64;
        let way = ((week - self.start_week) as f64 / weeks).clamp(0.0, 1.0);
        self.start_percent as f64 + (self.target_percent - self.start_percent) as f64 * way
    }

    pub fn progress(&self, figure: Option<&Figure>, today: jiff::civil::Date) -> Progress {
        let Some((percent, week)) = figure.and_then(|it| Some((it.percent()?, it.week))) else {
            return Progress::Unknown;
        };
        let over = self
            .due
            .parse()
            .is_ok_and(|due: jiff::civil::Date| due < today);
        // Of an older plan for more it cannot be told.
        if percent >= self.target_percent.min(ALMOST_ALL_PERCENT) {
            Progress::Reached
        } else if over {
            Progress::Overdue
        } else if percent as f64 + SLACK_PERCENT >= self.wants(week) {
            Progress::OnTrack
        } else {
            Progress::Behind
        }
    }
}

/// What may be missing of the way and still be called on track.
const SLACK_PERCENT: f64 = 3.0;

/// How a plan does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Reached,
    OnTrack,
    Behind,
    Overdue,
    /// The figure is not shown.
    Unknown,
}

pub type PlayId = Id<Play>;

store::text_enum! {
    /// Plays that are known to work; how they go stands in the texts `rollout-play-…`.
    pub enum PlayKind {
        Invite = "invite",
        FirstQuestion = "first_question",
        LeaderAnswers = "leader_answers",
        ShiftHandover = "shift_handover",
        Other = "other",
    }
}

store::row! {
    pub struct Play {
        pub id: PlayId,
        pub kind: PlayKind,
        pub title: String,
        pub site_id: i64,
        pub site: String,
        pub stage: Stage,
        pub owner_id: network::PersonId,
        pub owner: String,
        pub begins: String,
        pub ends: String,
        pub created_at: Time,
    }
}

impl Play {
    /// The last whole week before it begins, and the week in which it ends.
    pub fn weeks(&self) -> (i64, i64) {
        let week = |day: &str| day.parse().map_or(0, super::week::of_day);
        (week(&self.begins) - 1, week(&self.ends))
    }

    pub fn cell(&self) -> Cell {
        Cell {
            scope: CellScope::Site,
            unit: self.site_id,
            stage: self.stage,
        }
    }
}

/// A day as `2027-06-30`, not further away than a century.
pub fn day(text: &str) -> Result<jiff::civil::Date, &'static str> {
    let day: jiff::civil::Date = text.trim().parse().map_err(|_| "date")?;
    match (2000..=2076).contains(&day.year()) {
        true => Ok(day),
        false => Err("date"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_goes_straight_to_its_target() {
        let plan = Plan {
            scope: CellScope::Network,
            unit: 0,
            stage: Stage::Active,
            owner_id: Id::from_raw(1),
            owner: "Ada".into(),
            next_step: String::new(),
            start_week: super::super::week::of_day(jiff::civil::date(2026, 11, 9)),
            start_percent: 20,
            target_percent: 60,
            due: "2027-01-17".into(),
        };
        let figure = |percent: i64, weeks: i64| Figure {
            unit: 0,
            week: plan.start_week + weeks,
            people: 100,
            value: percent,
            state: FigureState::Shown,
        };
        assert_eq!(plan.due_week() - plan.start_week, 9);
        assert_eq!(plan.wants(plan.start_week), 20.0);
        assert_eq!(plan.wants(plan.due_week() + 3), 60.0);
        let today = jiff::civil::date(2026, 12, 1);
        let says = |percent, weeks| plan.progress(Some(&figure(percent, weeks)), today);
        assert_eq!(says(60, 1), Progress::Reached);
        assert_eq!(says(32, 3), Progress::OnTrack);
        assert_eq!(says(22, 3), Progress::Behind);
        assert_eq!(plan.progress(None, today), Progress::Unknown);
        let late = jiff::civil::date(2027, 1, 18);
        assert_eq!(plan.progress(Some(&figure(59, 9)), late), Progress::Overdue);
    }

    #[test]
    fn a_person_counts_once() {
        assert_eq!(BoardLevel::of(Level::Leader, true), BoardLevel::Leader);
        assert_eq!(BoardLevel::of(Level::Manager, true), BoardLevel::Manager);
        assert_eq!(BoardLevel::of(Level::Staff, true), BoardLevel::Champion);
        assert_eq!(BoardLevel::of(Level::Staff, false), BoardLevel::Staff);
        for level in BoardLevel::ALL {
            assert_eq!(BoardLevel::by_unit(level.unit()), Some(*level));
        }
        assert_eq!(BoardLevel::by_unit(0), None);
    }
}
