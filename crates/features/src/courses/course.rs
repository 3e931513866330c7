//! What a course and its steps are, and the pure rules about what may be entered of them.

use jiff::civil::Date;
use kernel::text::{is_blank, one_line};
use kernel::{Error, Id, Problems, Result, Time};
use network::people::Level;
use network::{CommunityId, PersonId, Viewer};

use crate::indicators::IndicatorId;
use crate::posts::Text;
use crate::stories::StoryId;
use crate::use_cases::UseCaseId;

pub type CourseId = Id<Course>;
pub type StepId = Id<Step>;

pub const TITLE_MAX_CHARS: usize = 120;
pub const PURPOSE_MAX_CHARS: usize = 1_000;
pub const PROMPT_MAX_CHARS: usize = 200;
pub const STEPS_MAX: i64 = 20;
/// A step is read in a break, not in an afternoon.
pub const MINUTES_MAX: i64 = 60;

store::row! {
    pub struct Course {
        pub id: CourseId,
        pub owner_id: PersonId,
        pub owner: String,
        pub owner_photo: Option<String>,
        pub title: String,
        pub purpose: String,
        pub use_case_id: Option<UseCaseId>,
        pub use_case: Option<String>,
        pub indicator_id: Option<IndicatorId>,
        pub indicator: Option<String>,
        pub community_id: Option<CommunityId>,
        pub published_at: Option<Time>,
        /// As 2027-05-03: until then only champions see it. `None`: everybody at once.
        pub opens_on: Option<String>,
        /// How many, and their minutes together.
        pub steps: i64,
        pub minutes: i64,
    }

    pub struct Step {
        pub id: StepId,
        pub course_id: CourseId,
        pub place: i64,
        pub title: String,
        pub minutes: i64,
        pub body: String,
        pub html: String,
        pub story_id: Option<StoryId>,
        pub prompt: String,
    }
}

/// Champions, those who lead, and administrators: who teaches answers for it with a role.
pub fn may_make(viewer: &Viewer, now: Time) -> bool {
    let person = &viewer.person;
    let leads = matches!(person.level, Level::Leader | Level::Manager);
    !viewer.is_guest() && (leads || person.is_champion(now) || viewer.is_administrator())
}

impl Course {
    /// Whether it exists for somebody: a draft for its owner and administrators, before its day also for champions.
    pub fn exists_for(&self, viewer: &Viewer, now: Time) -> bool {
        let changes = self.owner_id == viewer.id || viewer.is_administrator();
        let opened = |day: &String| *day <= opened_through(viewer, now);
        changes || (self.published_at.is_some() && self.opens_on.as_ref().is_none_or(opened))
    }

    /// The day from which everybody reads it, while that is to come.
    pub fn first_until(&self, today: Date) -> Option<&str> {
        let day = self.opens_on.as_deref()?;
        (self.published_at.is_some() && day > today.to_string().as_str()).then_some(day)
    }
}

/// Courses that open on a day up to this one exist for somebody: today where they are, and for those who see
/// them early any day.
pub fn opened_through(viewer: &Viewer, now: Time) -> String {
    match viewer.sees_early(now) {
        true => "9999-12-31".to_owned(),
        false => viewer.today(now).to_string(),
    }
}

/// The day from which everybody reads a course: empty is at once, else a day to come within a year.
pub fn opening(typed: &str, today: Date) -> Result<Option<String>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = |code| Error::invalid("opens_on", code);
    let day: Date = typed.parse().map_err(|_| wrong("date"))?;
    let most = today
        .checked_add(jiff::Span::new().years(1))
        .map_err(Error::internal)?;
    match () {
        () if day <= today => Err(wrong("course_opens_past")),
        () if day > most => Err(wrong("course_far")),
        () => Ok(Some(day.to_string())),
    }
}

/// What someone entered of a course, unchecked.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub title: String,
    pub purpose: String,
    pub use_case: Option<UseCaseId>,
    pub indicator: Option<IndicatorId>,
    pub community: Option<CommunityId>,
}

/// Checked as far as that needs no tables.
#[derive(Clone, Debug)]
pub struct NewCourse(pub(super) Draft);

impl Draft {
    pub fn check(self) -> Result<NewCourse> {
        let mut problems = Problems::default();
        for (field, text, most) in [
            ("title", &self.title, TITLE_MAX_CHARS),
            ("purpose", &self.purpose, PURPOSE_MAX_CHARS),
        ] {
            if is_blank(text) {
                problems.add(field, "blank");
            } else if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            }
        }
        problems.or(NewCourse(Draft {
            title: one_line(&self.title),
            purpose: self.purpose.trim().to_owned(),
            ..self
        }))
    }
}

/// What someone entered of a step, unchecked.
#[derive(Clone, Debug, Default)]
pub struct StepDraft {
    pub title: String,
    /// −1 for what is no number.
    pub minutes: i64,
    pub text: String,
    /// The address of a story, or its number.
    pub story: String,
    pub prompt: String,
}

/// Checked and rendered; whether there is such a story is not known yet.
#[derive(Clone, Debug)]
pub struct NewStep {
    pub(super) title: String,
    pub(super) minutes: i64,
    pub(super) text: Text,
    pub(super) story: Option<StoryId>,
    pub(super) prompt: String,
}

impl StepDraft {
    pub fn check(self) -> Result<NewStep> {
        let mut problems = Problems::default();
        if is_blank(&self.title) {
            problems.add("title", "blank");
        } else if self.title.chars().count() > TITLE_MAX_CHARS {
            problems.add_limit("title", "too_long", TITLE_MAX_CHARS as i64);
        }
        if !(1..=MINUTES_MAX).contains(&self.minutes) {
            problems.add_limit("minutes", "course_minutes", MINUTES_MAX);
        }
        if self.prompt.chars().count() > PROMPT_MAX_CHARS {
            problems.add_limit("prompt", "too_long", PROMPT_MAX_CHARS as i64);
        }
        let typed = self.story.trim();
        let story = story_of(typed);
        if story.is_none() && !typed.is_empty() {
            problems.add("story", "course_story");
        }
        match Text::check(&self.text, false) {
            Ok(text) => problems.or(NewStep {
                title: one_line(&self.title),
                minutes: self.minutes,
                prompt: one_line(&self.prompt),
                text,
                story,
            }),
            Err(error) => {
                problems.0.extend(error.problems);
                Err(problems.into())
            }
        }
    }
}

/// The story of an address such as https://moot.example/stories/1234, or of its number.
fn story_of(typed: &str) -> Option<StoryId> {
    let number = typed
        .rsplit_once("/stories/")
        .map_or(typed, |(_, rest)| rest);
    number.split(['#', '?', '/']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<T>(checked: Result<T>) -> Vec<(String, &'static str)> {
        let problems = checked.err().map_or(Vec::new(), |error| error.problems);
        let named = problems.into_iter();
        named
            .map(|it| (it.field.unwrap_or_default(), it.code))
            .collect()
    }

    #[test]
    fn a_step_is_checked_whole() {
        let step = StepDraft {
            title: "A shelf that talks".into(),
            minutes: 3,
            text: "Three *zones*.".into(),
            story: "https://moot.example/stories/77?a=b".into(),
            prompt: "How could you do this here?".into(),
        };
        let new = step.clone().check().unwrap();
        assert_eq!(new.story.map(|id| id.raw()), Some(77));
        assert!(new.text.rendered.html.contains("<em>zones</em>"));
        let wrong = StepDraft {
            title: " ".into(),
            minutes: 61,
            text: "\u{200b}".into(),
            story: "the one about shelves".into(),
            prompt: "p".repeat(201),
        };
        let found = codes(wrong.check());
        let found: Vec<_> = found
            .iter()
            .map(|(field, code)| (&**field, *code))
            .collect();
        assert_eq!(
            found,
            [
                ("title", "blank"),
                ("minutes", "course_minutes"),
                ("prompt", "too_long"),
                ("story", "course_story"),
                ("text", "blank"),
            ]
        );
    }

    #[test]
    fn a_course_says_what_it_is_for() {
        assert_eq!(codes(Draft::default().check()).len(), 2);
        let draft = Draft {
            title: "The counter\nin 12 minutes".into(),
            purpose: " Nobody waits. ".into(),
            ..Draft::default()
        };
        let NewCourse(checked) = draft.check().unwrap();
        assert_eq!(checked.title, "The counter in 12 minutes");
        assert_eq!(checked.purpose, "Nobody waits.");
    }
}
