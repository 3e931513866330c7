//! A step: something done about a measure for some weeks, by one who owns it and others who join. And
//! the plays that are suggested.

use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::{CommunityId, PersonId};

use super::measure::{Column, Element, Measure};

pub type StepId = Id<Step>;

pub const TITLE_MAX_CHARS: usize = 120;
pub const HOW_MAX_CHARS: usize = 1_000;
pub const PLEDGE_MAX_CHARS: usize = 200;
pub const REASON_MAX_CHARS: usize = 500;
pub const WEEKS_MAX: i64 = 26;
/// Steps that are open in one community at the same time, or begun in the network by one person: one works
/// best, more than this none does.
pub const OPEN_MAX: i64 = 10;

store::text_enum! {
    /// What is suggested; title and reason are texts: `health-play-…`.
    pub enum Play {
        AnswerHosts = "answer_hosts",
        AnswerHour = "answer_hour",
        NobodyWaits = "nobody_waits",
        EasyQuestion = "easy_question",
        ReplyToReply = "reply_to_reply",
        PairSites = "pair_sites",
        NewVoices = "new_voices",
        EndWithQuestion = "end_with_question",
        MonthlyRhythm = "monthly_rhythm",
        ThanksAtStart = "thanks_at_start",
        LeadersAnswer = "leaders_answer",
    }

    pub enum Outcome { Kept = "kept", Stopped = "stopped" }
}

store::row! {
    pub struct Step {
        pub id: StepId,
        /// `None`: of the whole network.
        pub community_id: Option<CommunityId>,
        pub measure: Measure,
        /// Empty in a community.
        pub level: String,
        /// Empty for one's own.
        pub play: String,
        pub title: String,
        pub how: String,
        pub weeks: i64,
        pub owner_id: PersonId,
        pub owner: String,
        /// Where it is talked about.
        pub post_id: i64,
        pub before_value: Option<f64>,
        pub created_at: Time,
        pub ended_at: Option<Time>,
        pub outcome: Option<Outcome>,
        pub reason: String,
        pub after_value: Option<f64>,
        /// How many take part, and how many have done theirs.
        pub people: i64,
        pub done: i64,
    }

    /// Somebody takes part.
    pub struct Pledge {
        pub person_id: PersonId,
        pub name: String,
        pub text: String,
        pub at: Time,
        pub done_at: Option<Time>,
    }
}

impl Play {
    /// What it moves.
    pub fn of(measure: Measure) -> Play {
        match measure {
            Measure::AnswerRate => Play::AnswerHosts,
            Measure::FirstReply => Play::AnswerHour,
            Measure::ActiveShare => Play::EasyQuestion,
            Measure::TwoWayShare | Measure::BothWays => Play::ReplyToReply,
            Measure::CrossUnitShare | Measure::OtherUnits => Play::PairSites,
            Measure::KeyPlayerShare => Play::NewVoices,
            Measure::RepliesPerPost => Play::EndWithQuestion,
            Measure::HealthIndex => Play::MonthlyRhythm,
            Measure::Thanked => Play::ThanksAtStart,
            Measure::GivesAnswers => Play::LeadersAnswer,
            _ => Play::NobodyWaits,
        }
    }

    pub fn weeks(self) -> i64 {
        match self {
            Play::AnswerHour | Play::EasyQuestion | Play::ThanksAtStart => 2,
            Play::MonthlyRhythm => 12,
            Play::LeadersAnswer => 6,
            _ => 4,
        }
    }
}

/// What a step is about: a measure of a community, or one of the network at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    pub community: Option<CommunityId>,
    pub measure: Measure,
    pub level: Option<Column>,
}

impl About {
    /// Whether there is such a number.
    pub fn is_sound(&self) -> bool {
        match (self.community, self.level) {
            (Some(_), None) => super::measure::OF_COMMUNITY.contains(&self.measure),
            (None, Some(_)) => Element::ALL.iter().any(|e| e.measure() == self.measure),
            _ => false,
        }
    }

    pub fn level_word(&self) -> &'static str {
        self.level.map_or("", Column::as_str)
    }
}

/// What someone entered as a step, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub about: About,
    pub play: Option<Play>,
    pub title: String,
    pub how: String,
    pub weeks: i64,
    /// Somebody else than who enters it.
    pub owner: Option<PersonId>,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewStep(pub(super) Draft);

impl Draft {
    pub fn check(self) -> Result<NewStep> {
        let mut problems = Problems::default();
        if !self.about.is_sound() {
            problems.add("measure", "unknown_measure");
        }
        text(&mut problems, "title", &self.title, TITLE_MAX_CHARS);
        text(&mut problems, "how", &self.how, HOW_MAX_CHARS);
        if !(1..=WEEKS_MAX).contains(&self.weeks) {
            problems.add_limit("weeks", "weeks", WEEKS_MAX);
        }
        problems.or(NewStep(Draft {
            title: one_line(&self.title),
            how: self.how.trim().to_owned(),
            ..self
        }))
    }
}

/// Neither blank nor too long.
pub fn text(problems: &mut Problems, field: &str, text: &str, most: usize) {
    if text.chars().count() > most {
        problems.add_limit(field, "too_long", most as i64);
    } else if is_blank(text) {
        problems.add(field, "blank");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(about: About) -> Draft {
        Draft {
            about,
            play: None,
            title: " Two hosts\na day ".into(),
            how: "They look in at ten and at four.".into(),
            weeks: 4,
            owner: None,
        }
    }

    #[test]
    fn a_step_is_about_a_number_that_there_is() {
        let of = |community, measure, level| About {
            community,
            measure,
            level,
        };
        let room = Some(CommunityId::from_raw(7));
        let good = draft(of(room, Measure::AnswerRate, None)).check().unwrap();
        assert_eq!(good.0.title, "Two hosts a day");
        let level = Some(Column::Staff);
        assert!(draft(of(None, Measure::Thanked, level)).check().is_ok());
        for wrong in [
            of(room, Measure::Thanked, None),
            of(room, Measure::AnswerRate, level),
            of(None, Measure::AnswerRate, level),
            of(None, Measure::Thanked, None),
        ] {
            let error = draft(wrong).check().unwrap_err();
            assert_eq!(error.code(), "unknown_measure", "{wrong:?}");
        }
        let long = Draft {
            title: "x".repeat(TITLE_MAX_CHARS + 1),
            how: " \u{200b}".into(),
            weeks: 0,
            ..draft(of(room, Measure::AnswerRate, None))
        };
        let codes: Vec<_> = long
            .check()
            .unwrap_err()
            .problems
            .iter()
            .map(|p| p.code)
            .collect();
        assert_eq!(codes, ["too_long", "blank", "weeks"]);
    }
}
