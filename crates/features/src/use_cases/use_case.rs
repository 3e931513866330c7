//! What a use case is, and the pure rules about what may be entered of one.

use kernel::text::fold::fold;
use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::PersonId;

use super::role::{SiteFit, WorkRole};
use super::steps;
use crate::indicators::IndicatorId;

pub type UseCaseId = Id<UseCase>;

pub const NAME_MAX_CHARS: usize = 120;
pub const PURPOSE_MAX_CHARS: usize = 300;
pub const TEXT_MAX_CHARS: usize = 4_000;
pub const STEPS_MAX: usize = 12;
pub const STEP_MAX_CHARS: usize = 300;
pub const POINTS_MAX: usize = 30;
pub const POINT_MAX_CHARS: usize = 200;
pub const POSTS_MAX: usize = 10;
/// Beyond it a number is a slip of the finger.
pub const HOURS_MAX: f64 = 100_000.0;

store::text_enum! {
    /// Who reads the community that a team begins with.
    pub enum RoomKind { Open = "open", Closed = "closed" }
}

/// How much is known of it; told by the stories about it, never by its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Idea,
    /// Somebody did it and told of it.
    Tried,
    /// The owner of the indicator stands by the readings of one of them.
    Checked,
}

impl Known {
    pub fn as_str(self) -> &'static str {
        match self {
            Known::Idea => "idea",
            Known::Tried => "tried",
            Known::Checked => "checked",
        }
    }
}

store::row! {
    pub struct UseCase {
        pub id: UseCaseId,
        pub name: String,
        pub purpose: String,
        pub indicator_id: IndicatorId,
        pub indicator: String,
        pub owner_id: PersonId,
        pub owner: String,
        pub owner_photo: Option<String>,
        pub fits: SiteFit,
        /// One a line.
        pub steps: String,
        pub room_kind: RoomKind,
        pub room_purpose: String,
        /// One point a line.
        pub checklist: String,
        pub training: String,
        pub effort_hours: Option<f64>,
        pub effort: String,
        pub created_at: Time,
        pub changed_at: Time,
        /// Published stories about it.
        pub tried: i64,
        /// Those of them whose readings were confirmed.
        pub checked: i64,
    }

    /// A post of the new community's first day.
    pub struct FirstPost {
        pub title: String,
        pub text: String,
    }
}

impl UseCase {
    pub fn known(&self) -> Known {
        match (self.tried, self.checked) {
            (0, _) => Known::Idea,
            (_, 0) => Known::Tried,
            _ => Known::Checked,
        }
    }
}

/// What someone entered of a use case, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub purpose: String,
    pub indicator: Option<IndicatorId>,
    pub roles: Vec<WorkRole>,
    pub fits: SiteFit,
    pub steps: String,
    pub room_kind: RoomKind,
    pub room_purpose: String,
    pub posts: Vec<FirstPost>,
    pub checklist: String,
    pub training: String,
    /// `NaN` for what is no number.
    pub effort_hours: Option<f64>,
    pub effort: String,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewUseCase {
    pub(super) draft: Draft,
    pub(super) indicator: IndicatorId,
}

impl Draft {
    /// Everything that is wrong with it. Posts without title and text are left out.
    pub fn check(self) -> Result<NewUseCase> {
        let mut problems = Problems::default();
        for (field, text, most) in [
            ("name", &self.name, NAME_MAX_CHARS),
            ("purpose", &self.purpose, PURPOSE_MAX_CHARS),
            ("room_purpose", &self.room_purpose, PURPOSE_MAX_CHARS),
            ("training", &self.training, TEXT_MAX_CHARS),
            ("effort", &self.effort, NAME_MAX_CHARS),
        ] {
            if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            }
        }
        for (field, text) in [
            ("name", fold(&self.name)),
            ("purpose", one_line(&self.purpose)),
            ("steps", self.steps.clone()),
        ] {
            if is_blank(&text) {
                problems.add(field, "blank");
            }
        }
        if self.indicator.is_none() {
            problems.add("indicator", "no_indicator");
        }
        if self.roles.is_empty() {
            problems.add("roles", "no_role");
        }
        steps::check(
            &mut problems,
            "steps",
            &self.steps,
            STEPS_MAX,
            STEP_MAX_CHARS,
        );
        steps::check(
            &mut problems,
            "checklist",
            &self.checklist,
            POINTS_MAX,
            POINT_MAX_CHARS,
        );
        if let Some(hours) = self.effort_hours
            && !(hours > 0.0 && hours <= HOURS_MAX)
        {
            problems.add("effort_hours", "hours");
        }
        let posts = posts(&mut problems, &self.posts);
        let mut roles = self.roles;
        roles.sort_by_key(|role| role.as_str());
        roles.dedup();
        let indicator = self.indicator.unwrap_or(IndicatorId::from_raw(0));
        problems.or(NewUseCase {
            indicator,
            draft: Draft {
                name: one_line(&self.name),
                purpose: one_line(&self.purpose),
                steps: steps::lines(&self.steps).join("\n"),
                checklist: steps::lines(&self.checklist).join("\n"),
                room_purpose: one_line(&self.room_purpose),
                training: self.training.trim().to_owned(),
                effort: one_line(&self.effort),
                posts,
                roles,
                ..self
            },
        })
    }
}

fn posts(problems: &mut Problems, posts: &[FirstPost]) -> Vec<FirstPost> {
    let mut kept = Vec::new();
    for (at, post) in posts.iter().enumerate() {
        let (title, text) = (one_line(&post.title), post.text.trim().to_owned());
        if is_blank(&title) && is_blank(&text) {
            continue;
        }
        if is_blank(&text) {
            problems.add(&format!("posts/{at}/text"), "blank");
        }
        for (field, text, most) in [
            ("title", &title, NAME_MAX_CHARS),
            ("text", &text, TEXT_MAX_CHARS),
        ] {
            if text.chars().count() > most {
                problems.add_limit(&format!("posts/{at}/{field}"), "too_long", most as i64);
            }
        }
        kept.push(FirstPost { title, text });
    }
    if kept.len() > POSTS_MAX {
        problems.add_limit("posts", "too_many_posts", POSTS_MAX as i64);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            name: "A shelf by surname".into(),
            purpose: "A parcel is found in under a minute.".into(),
            indicator: Some(IndicatorId::from_raw(1)),
            roles: vec![WorkRole::Frontline, WorkRole::Frontline],
            fits: SiteFit::Frontline,
            steps: "Move the shelf.\n\nThree zones.".into(),
            room_kind: RoomKind::Open,
            room_purpose: String::new(),
            posts: vec![FirstPost {
                title: " ".into(),
                text: String::new(),
            }],
            checklist: String::new(),
            training: String::new(),
            effort_hours: None,
            effort: String::new(),
        }
    }

    #[test]
    fn a_draft_is_checked_whole() {
        let new = draft().check().unwrap().draft;
        assert_eq!(
            (
                new.steps.as_str(),
                new.roles.as_slice(),
                new.posts.as_slice()
            ),
            (
                "Move the shelf.\nThree zones.",
                &[WorkRole::Frontline][..],
                &[][..]
            )
        );
        let wrong = Draft {
            name: "\u{200b}".into(),
            purpose: "p".repeat(301),
            indicator: None,
            roles: vec![],
            steps: "step\n".repeat(13),
            checklist: "c".repeat(201),
            effort_hours: Some(f64::NAN),
            posts: vec![FirstPost {
                title: "Welcome".into(),
                text: " ".into(),
            }],
            ..draft()
        };
        let error = wrong.check().unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        assert_eq!(
            found,
            [
                ("purpose", "too_long"),
                ("name", "blank"),
                ("indicator", "no_indicator"),
                ("roles", "no_role"),
                ("steps", "too_many_lines"),
                ("checklist", "line_too_long"),
                ("effort_hours", "hours"),
                ("posts/0/text", "blank"),
            ]
        );
    }
}
