//! What an indicator is, and the pure rules about what may be entered of one.

use jiff::civil::Date;
use kernel::text::fold::fold;
use kernel::text::{is_blank, one_line};
use kernel::{Id, Problems, Result, Time};
use network::{PersonId, Viewer};

use super::period::Cadence;
use super::wish;

pub type IndicatorId = Id<Indicator>;
pub type UnitId = Id<Unit>;

pub const NAME_MAX_CHARS: usize = 120;
pub const UNIT_MAX_CHARS: usize = 30;
pub const LINE_MAX_CHARS: usize = 200;
pub const TEXT_MAX_CHARS: usize = 2_000;
/// Beyond it a number is a slip of the finger.
pub const VALUE_MAX: f64 = 1e12;

store::text_enum! {
    /// What is better.
    pub enum Direction { More = "more", Less = "less" }

    /// What a reading is of.
    pub enum Observed { Site = "site", Department = "department", Team = "team" }

    /// Whether the number can be trusted.
    pub enum Quality {
        /// There is no reading yet, or nobody counts.
        Missing = "missing",
        IllMeasured = "ill_measured",
        Sound = "sound",
    }
}

store::row! {
    pub struct Indicator {
        pub id: IndicatorId,
        pub name: String,
        /// As it is said after a number: "days", "%".
        pub unit: String,
        pub direction: Direction,
        pub observed: Observed,
        pub cadence: Cadence,
        pub source: String,
        pub owner_id: PersonId,
        pub owner: String,
        pub baseline: f64,
        pub target: f64,
        /// A day, as 2027-06-30.
        pub due: String,
        pub scope: String,
        pub quality: Quality,
        /// What is wrong with the way it is measured.
        pub flaw: String,
        /// Not about people's work: units with fewer than ten people may have readings.
        pub impersonal: bool,
        pub created_at: Time,
        /// It is kept, and nothing about it changes any more.
        pub archived_at: Option<Time>,
    }

    /// What it was to reach before that changed.
    pub struct Aim {
        pub target: f64,
        pub due: String,
        /// When and by whom it was replaced.
        pub until: Time,
        pub by: String,
    }

    /// How it is counted, from a period on.
    pub struct Definition {
        pub version: i64,
        pub text: String,
        pub from_period: i64,
        /// Where it stood, counted so.
        pub baseline: f64,
        pub by: String,
        pub at: Time,
    }

    /// A site, department or team that has readings.
    pub struct Unit {
        pub id: UnitId,
        pub name: String,
    }
}

/// What someone entered about an indicator, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub unit: String,
    pub direction: Direction,
    pub observed: Observed,
    pub definition: String,
    pub source: String,
    pub cadence: Cadence,
    pub baseline: f64,
    pub target: f64,
    pub due: String,
    pub scope: String,
    pub quality: Quality,
    pub flaw: String,
}

/// Checked: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewIndicator(pub(super) Draft);

impl Draft {
    /// Everything that is wrong with it. A name that says a direction and no number is `wish`.
    pub fn check(self) -> Result<NewIndicator> {
        let mut problems = Problems::default();
        for (field, text, most) in [
            ("name", &self.name, NAME_MAX_CHARS),
            ("unit", &self.unit, UNIT_MAX_CHARS),
            ("definition", &self.definition, TEXT_MAX_CHARS),
            ("source", &self.source, LINE_MAX_CHARS),
            ("scope", &self.scope, LINE_MAX_CHARS),
        ] {
            if text.chars().count() > most {
                problems.add_limit(field, "too_long", most as i64);
            } else if is_blank(text) {
                problems.add(field, "blank");
            }
        }
        let flaw = check_flaw(self.quality, &self.flaw, &mut problems);
        if problems
            .0
            .iter()
            .all(|problem| problem.field.as_deref() != Some("name"))
        {
            let said = format!("{} {}", self.name, self.unit);
            if fold(&self.name).is_empty() {
                problems.add("name", "blank");
            } else if !wish::is_countable(&said) && !wish::names_its_unit(&self.name, &self.unit) {
                problems.add("name", "wish");
            }
        }
        check_aim(self.direction, self.baseline, self.target, &mut problems);
        check_day(&self.due, &mut problems);
        problems.or(NewIndicator(Draft {
            name: one_line(&self.name),
            unit: one_line(&self.unit),
            definition: self.definition.trim().to_owned(),
            source: one_line(&self.source),
            scope: one_line(&self.scope),
            due: self.due.trim().to_owned(),
            flaw,
            ..self
        }))
    }
}

impl Direction {
    /// Whether the target is better than the baseline.
    fn leads(self, baseline: f64, target: f64) -> bool {
        match self {
            Direction::More => target > baseline,
            Direction::Less => target < baseline,
        }
    }
}

fn check_day(due: &str, problems: &mut Problems) {
    if due.trim().parse::<Date>().is_err() {
        problems.add("due", "date");
    }
}

/// What can be changed of an indicator later, unchecked. How it is counted begins a version of the
/// definition instead.
#[derive(Clone, Debug)]
pub struct Change {
    pub owner: Option<PersonId>,
    pub source: String,
    pub target: f64,
    pub due: String,
    pub scope: String,
}

impl Change {
    /// Everything that is wrong with it, for this indicator. An owner that nobody is called is
    /// `unknown_person`.
    pub fn check(self, it: &Indicator) -> Result<Change> {
        let mut problems = Problems::default();
        if self.owner.is_none() {
            problems.add("owner", "unknown_person");
        }
        for (field, text) in [("source", &self.source), ("scope", &self.scope)] {
            if text.chars().count() > LINE_MAX_CHARS {
                problems.add_limit(field, "too_long", LINE_MAX_CHARS as i64);
            } else if is_blank(text) {
                problems.add(field, "blank");
            }
        }
        if !self.target.is_finite() || self.target.abs() > VALUE_MAX {
            problems.add("target", "number");
        } else if !it.direction.leads(it.baseline, self.target) {
            problems.add("target", "wrong_way");
        }
        check_day(&self.due, &mut problems);
        problems.or(Change {
            owner: self.owner,
            source: one_line(&self.source),
            target: self.target,
            due: self.due.trim().to_owned(),
            scope: one_line(&self.scope),
        })
    }
}

/// The next version of the definition, unchecked. What was to be reached is another number when it is
/// counted in another way, so baseline and target are said anew.
#[derive(Clone, Debug)]
pub struct Redefinition {
    pub text: String,
    /// The first period counted by it, by its name.
    pub from: String,
    pub baseline: f64,
    pub target: f64,
}

/// Checked: only this can be kept.
#[derive(Clone, Debug)]
pub struct NewDefinition {
    pub text: String,
    pub from_period: i64,
    pub baseline: f64,
    pub target: f64,
}

impl Redefinition {
    /// Everything that is wrong with it, for this indicator. `today` is the present period: what is not
    /// yet counted so has no readings to compare, and the old numbers would have no target.
    pub fn check(self, it: &Indicator, today: i64) -> Result<NewDefinition> {
        let mut problems = Problems::default();
        if self.text.chars().count() > TEXT_MAX_CHARS {
            problems.add_limit("definition", "too_long", TEXT_MAX_CHARS as i64);
        } else if is_blank(&self.text) {
            problems.add("definition", "blank");
        }
        let from = it.cadence.parse(&self.from);
        match from {
            None => problems.add("from", super::reading::period_code(it.cadence)),
            Some(from) if from > today => problems.add("from", "period_to_come"),
            Some(_) => {}
        }
        check_aim(it.direction, self.baseline, self.target, &mut problems);
        problems.or(NewDefinition {
            text: self.text.trim().to_owned(),
            from_period: from.unwrap_or_default(),
            baseline: self.baseline,
            target: self.target,
        })
    }
}

/// Both are numbers, and the target is better than the baseline.
fn check_aim(direction: Direction, baseline: f64, target: f64, problems: &mut Problems) {
    let known = problems.0.len();
    for (field, value) in [("baseline", baseline), ("target", target)] {
        if !value.is_finite() || value.abs() > VALUE_MAX {
            problems.add(field, "number");
        }
    }
    if problems.0.len() == known && !direction.leads(baseline, target) {
        problems.add("target", "wrong_way");
    }
}

/// What is wrong with the way it is measured, as it is kept: said only of what is ill measured, and then
/// needed.
pub fn check_flaw(quality: Quality, flaw: &str, problems: &mut Problems) -> String {
    if quality != Quality::IllMeasured {
        return String::new();
    }
    if flaw.chars().count() > TEXT_MAX_CHARS {
        problems.add_limit("flaw", "too_long", TEXT_MAX_CHARS as i64);
    } else if is_blank(flaw) {
        problems.add("flaw", "blank");
    }
    flaw.trim().to_owned()
}

/// A number as people write it: "22.5", "22,5", "−3"; a separator every three digits only where the
/// other one stands for the point. "1,234" is nothing: it could be read as two numbers.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\''))
        .map(|letter| if letter == '−' { '-' } else { letter })
        .collect();
    if plain.is_empty()
        || !plain
            .chars()
            .all(|letter| letter.is_ascii_digit() || ".,-".contains(letter))
    {
        return None;
    }
    let (points, commas) = (plain.matches('.').count(), plain.matches(',').count());
    let plain = match (points, commas, plain.rfind('.') > plain.rfind(',')) {
        (_, 0, _) if points <= 1 => plain,
        (0, 1, _) if could_be_thousands(&plain) => return None,
        (0, 1, _) => plain.replace(',', "."),
        (1, 1.., true) => plain.replace(',', ""),
        (1.., 1, false) => plain.replace('.', "").replace(',', "."),
        _ => return None,
    };
    plain
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite() && value.abs() <= VALUE_MAX)
}

fn could_be_thousands(plain: &str) -> bool {
    let (whole, rest) = plain.split_once(',').unwrap_or_default();
    let whole = whole.trim_start_matches('-');
    rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

impl Indicator {
    /// How much of the way from the baseline to the target a value is: 1 is there, negative is the
    /// wrong way.
    pub fn progress(&self, value: f64) -> f64 {
        (value - self.baseline) / (self.target - self.baseline)
    }

    /// The owner and administrators change it.
    pub fn may_be_changed_by(&self, viewer: &Viewer) -> bool {
        self.owner_id == viewer.id || viewer.is_administrator()
    }

    /// Whether a change is for the better.
    pub fn is_better(&self, change: f64) -> bool {
        match self.direction {
            Direction::More => change > 0.0,
            Direction::Less => change < 0.0,
        }
    }
}

/// How an indicator does, beside the time that went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    NotMeasured,
    Reached,
    OnTrack,
    Slow,
    WrongWay,
}

/// What may be missing of the way that time has gone and still be called on track.
const SLACK: f64 = 0.1;

impl State {
    /// `elapsed` is the share of the time from creation to the due day that went by, 0 to 1.
    pub fn of(progress: Option<f64>, elapsed: f64) -> State {
        match progress {
            None => State::NotMeasured,
            Some(progress) if progress >= 1.0 => State::Reached,
            Some(progress) if progress < -SLACK => State::WrongWay,
            Some(progress) if progress + SLACK >= elapsed => State::OnTrack,
            Some(_) => State::Slow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            name: "Hours to the first offer".into(),
            unit: "hours".into(),
            direction: Direction::Less,
            observed: Observed::Team,
            definition: "Median working hours from enquiry to offer.".into(),
            source: "by hand".into(),
            cadence: Cadence::Week,
            baseline: 22.0,
            target: 8.0,
            due: "2027-06-30".into(),
            scope: "Trade teams".into(),
            quality: Quality::Missing,
            flaw: String::new(),
        }
    }

    fn problems(draft: Draft) -> Vec<(String, &'static str)> {
        let error = draft.check().unwrap_err();
        let named = |problem: &kernel::Problem| (problem.field.clone().unwrap(), problem.code);
        error.problems.iter().map(named).collect()
    }

    #[test]
    fn a_draft_is_checked_whole() {
        assert!(draft().check().is_ok());
        let wrong = Draft {
            name: "Sell better".into(),
            unit: "points".into(),
            definition: "As the manager sees it".into(),
            source: " ".into(),
            due: "soon".into(),
            baseline: f64::NAN,
            ..draft()
        };
        assert_eq!(
            problems(wrong),
            [
                ("source".to_owned(), "blank"),
                ("name".to_owned(), "wish"),
                ("baseline".to_owned(), "number"),
                ("due".to_owned(), "date"),
            ]
        );
        let backwards = Draft {
            target: 30.0,
            ..draft()
        };
        assert_eq!(problems(backwards), [("target".to_owned(), "wrong_way")]);
        let unexplained = Draft {
            quality: Quality::IllMeasured,
            ..draft()
        };
        assert_eq!(problems(unexplained), [("flaw".to_owned(), "blank")]);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("22", Some(22.0)),
            ("22.5", Some(22.5)),
            ("22,5", Some(22.5)),
            (" −3 ", Some(-3.0)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("1 234,5", Some(1234.5)),
            ("1.234.567,8", Some(1_234_567.8)),
            ("9,123", None),
            ("-1,234", None),
            ("0,123", Some(0.123)),
            ("1234,567", Some(1_234.567)),
            ("", None),
            ("-", None),
            ("1e5", None),
            ("NaN", None),
            ("inf", None),
            ("1.2.3", None),
            ("1,2,3", None),
            ("12 days", None),
            ("99999999999999", None),
        ] {
            assert_eq!(number(text), value, "{text:?}");
        }
    }

    #[test]
    fn a_state_compares_the_way_with_the_time() {
        assert_eq!(State::of(None, 0.5), State::NotMeasured);
        assert_eq!(State::of(Some(1.0), 0.1), State::Reached);
        assert_eq!(State::of(Some(0.45), 0.5), State::OnTrack);
        assert_eq!(State::of(Some(0.3), 0.5), State::Slow);
        assert_eq!(State::of(Some(-0.05), 0.05), State::OnTrack);
        assert_eq!(State::of(Some(-0.2), 0.05), State::WrongWay);
    }
}
