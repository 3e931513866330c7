//! Figures of a course: how many of each level completed it, and how many of these want to try it. They
//! are counted once a week and shown for good; what tells of few people is withheld.

use kernel::Time;
use statistics::privacy::{self, PEOPLE_NEEDED, Shown, Week, Why};
use statistics::random::{Generator, SeedableRng};
use store::{Changed, Sole};

use super::course::CourseId;
use crate::rollout::{BoardLevel, ToldOfLevels};

store::text_enum! {
    /// Whom a figure is of.
    pub enum Scope {
        All = "all",
        Leader = "leader",
        Manager = "manager",
        Champion = "champion",
        Staff = "staff",
        /// Those who completed it; counted are those who want to try it.
        Trying = "trying",
    }

    pub enum FigureState {
        Shown = "shown",
        /// Over 90 %: the few who are not would stand out.
        AlmostAll = "almost_all",
        /// It would tell of few people.
        Withheld = "withheld",
    }
}

store::row! {
    pub struct Figure {
        pub scope: Scope,
        /// Exact for levels; of those who completed it, rounded to 5.
        pub people: i64,
        /// Rounded to 5.
        pub value: i64,
        pub state: FigureState,
        /// Never shown: whether it is withheld for its own sake, and not for others.
        pub secret: bool,
    }

    pub struct Counting {
        pub week: i64,
        pub after_id: CourseId,
        pub shown_week: i64,
    }
}

store::statements! {
    pub fn counting() -> Sole<Counting> = "select week, after_id, shown_week from course_counting where id = 1";
    pub fn go_on(week: i64, after: CourseId, shown: i64) -> Changed =
        "update course_counting set week = $1, after_id = $2, shown_week = $3 where id = 1";
    /// Those whom the board counts in a week, by the place of their level.
    pub fn headcounts(week: i64) -> Vec<(i64, i64)> =
        "select k.level, cast(count(*) as bigint) from rollout_places k
        where k.week <= $1 and k.level > 0
            and not exists (select 1 from rollout_places l where l.person_id = k.person_id and l.week > k.week and l.week <= $1)
        group by k.level order by k.level limit 10";
    /// As `headcounts`, those who completed a course.
    pub fn completed(course: CourseId, week: i64, end: Time) -> Vec<(i64, i64)> =
        "select k.level, cast(count(*) as bigint) from course_completions c join rollout_places k on k.person_id = c.person_id
        where c.course_id = $1 and c.at < $3 and k.week <= $2 and k.level > 0
            and not exists (select 1 from rollout_places l where l.person_id = k.person_id and l.week > k.week and l.week <= $2)
        group by k.level order by k.level limit 10";
    /// Of those who completed it, who want to try it.
    pub fn trying(course: CourseId, week: i64, end: Time) -> Sole<i64> =
        "select cast(count(*) as bigint) from course_completions c join rollout_places k on k.person_id = c.person_id
            join course_commitments m on m.course_id = c.course_id and m.person_id = c.person_id
        where c.course_id = $1 and c.at < $3 and m.made_at < $3 and m.kind = 'try' and k.week <= $2 and k.level > 0
            and not exists (select 1 from rollout_places l where l.person_id = k.person_id and l.week > k.week and l.week <= $2)";
    pub fn kept_headcounts() -> Vec<(BoardLevel, i64)> = "select level, people from course_headcounts order by level limit 10";
    pub fn delete_headcounts() -> Changed = "delete from course_headcounts";
    pub fn insert_headcount(level: BoardLevel, people: i64) -> Changed = "insert into course_headcounts (level, people) values ($1, $2)";
    pub fn published_after(after: CourseId, end: Time) -> Option<CourseId> =
        "select id from courses where id > $1 and published_at < $2 order by id limit 1";
    pub fn insert_figure(course: CourseId, week: i64, scope: Scope, people: i64, value: i64, state: FigureState, secret: bool) -> Changed =
        "insert into course_figures (course_id, week, scope, people, value, state, secret) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing";
    /// What was told in a week.
    pub fn known(course: CourseId, week: i64) -> Vec<(Scope, FigureState, bool)> =
        "select scope, state, secret from course_figures where course_id = $1 and week = $2 order by scope limit 10";
    /// Those of the last week that is shown.
    pub fn newest(course: CourseId) -> Vec<Figure> =
        "select f.scope, f.people, f.value, f.state, f.secret from course_figures f
        where f.course_id = $1 and f.week = (select max(l.week) from course_figures l where l.course_id = $1) order by f.scope limit 10";
}

impl Scope {
    fn of(level: BoardLevel) -> Scope {
        match level {
            BoardLevel::Leader => Scope::Leader,
            BoardLevel::Manager => Scope::Manager,
            BoardLevel::Champion => Scope::Champion,
            BoardLevel::Staff => Scope::Staff,
        }
    }
}

/// Rows of people by the place of their level, with the levels that have nobody.
pub fn by_level(rows: &[(i64, i64)]) -> Vec<(BoardLevel, i64)> {
    let of = |level: &BoardLevel| {
        let here = rows.iter().filter(|(own, _)| *own == level.unit());
        (*level, here.map(|(_, people)| people).sum())
    };
    BoardLevel::ALL.iter().map(of).collect()
}

/// What the weeks before have told, the newest first.
pub type Before = Vec<Vec<(Scope, FigureState, bool)>>;

/// The cells that were told, as sums of levels. Who changed levels did so with nine others, so a level is
/// taken for the same people in all weeks.
fn record(before: &Before, of: &[(Scope, Vec<u32>)]) -> Vec<Week> {
    let one = |told: &Vec<(Scope, FigureState, bool)>| {
        let mut week = Week::default();
        for (scope, state, secret) in told {
            let Some((_, groups)) = of.iter().find(|(known, _)| known == scope) else {
                continue;
            };
            match state {
                FigureState::Shown => week.published.push(groups.clone()),
                _ if *secret => week.secret.push(groups.clone()),
                _ => {}
            }
        }
        week
    };
    before.iter().map(one).collect()
}

/// What is shown of a course in a week: `people` and `completed` by level, in one order.
pub fn figures(
    people: &[(BoardLevel, i64)],
    completed: &[(BoardLevel, i64)],
    trying: i64,
    before: &Before,
    week: i64,
) -> Vec<Figure> {
    let completed_at = |level: BoardLevel| {
        let of = completed.iter().find(|(other, _)| *other == level);
        of.map_or(0, |(_, n)| *n)
    };
    let levels: Vec<privacy::Group> = people
        .iter()
        .map(|(level, n)| group(*n, completed_at(*level)))
        .collect();
    let everybody: Vec<u32> = (0..levels.len() as u32).collect();
    let mut cells = vec![privacy::Cell {
        parent: None,
        groups: everybody.clone(),
    }];
    cells.extend((0..levels.len() as u32).map(|at| privacy::Cell {
        parent: Some(0),
        groups: vec![at],
    }));
    let mut of = vec![(Scope::All, everybody)];
    for (at, (level, _)) in (0..).zip(people) {
        of.push((Scope::of(*level), vec![at]));
    }
    let shown = show(&levels, &cells, &record(before, &of), week);
    let (everyone, all): (i64, i64) = (
        people.iter().map(|(_, n)| n).sum(),
        completed.iter().map(|(_, n)| n).sum(),
    );
    let mut figures = vec![told(Scope::All, everyone, shown[0])];
    for ((level, n), shown) in people.iter().zip(&shown[1..]) {
        figures.push(told(Scope::of(*level), *n, *shown));
    }
    // Of whom it is a share must be told as well.
    if figures[0].state == FigureState::Shown {
        let one = privacy::Cell {
            parent: None,
            groups: vec![0],
        };
        let shown = show(&[group(all, trying)], &[one], &[], week);
        figures.push(told(Scope::Trying, figures[0].value, shown[0]));
    }
    figures
}

/// Tells of no level of which the board does not tell that it is trained: of a network with one course both
/// count the same.
pub fn as_on_board(figures: &mut Vec<Figure>, board: &ToldOfLevels) {
    for level in BoardLevel::ALL.iter().filter(|level| !board.of(**level)) {
        hide(figures, Scope::of(*level));
    }
    if !board.everybody {
        figures.retain(|it| it.scope != Scope::Trying);
        hide(figures, Scope::All);
    }
}

/// Tells of no level while others stand in it than in a week before that told of levels.
pub fn hide_moved(figures: &mut [Figure], before: &Before) {
    let mut told = before.iter().flatten();
    if told.any(|(scope, state, _)| *scope != Scope::All && *state == FigureState::Shown) {
        for level in BoardLevel::ALL {
            hide(figures, Scope::of(*level));
        }
    }
}

fn hide(figures: &mut [Figure], scope: Scope) {
    let told = |it: &&mut Figure| it.scope == scope && it.state != FigureState::Withheld;
    for it in figures.iter_mut().filter(told) {
        it.value = 0;
        it.secret = it.state == FigureState::AlmostAll;
        it.state = FigureState::Withheld;
    }
}

fn group(people: i64, contributing: i64) -> privacy::Group {
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    privacy::Group {
        people: count(people),
        contributing: count(contributing),
        sum: contributing.max(0) as u64,
        largest: u64::from(contributing > 0),
    }
}

/// What cannot be proved safe is not shown.
fn show(
    groups: &[privacy::Group],
    cells: &[privacy::Cell],
    record: &[Week],
    week: i64,
) -> Vec<Shown> {
    // What is drawn is only in which order the auditor looks.
    let mut rng = Generator::seed_from_u64(week as u64);
    privacy::withhold(groups, cells, record, &mut rng).map_or_else(
        |_| vec![Shown::Withheld(Why::Reveals); cells.len()],
        |(shown, _)| shown,
    )
}

/// "Over 90 %" of fewer could only be all of them.
const ALMOST_ALL_PEOPLE: i64 = 3 * PEOPLE_NEEDED as i64;

fn told(scope: Scope, people: i64, shown: Shown) -> Figure {
    let (value, state) = match shown {
        Shown::Figures { contributing, .. } => {
            ((contributing as i64).min(people), FigureState::Shown)
        }
        Shown::AlmostAll if people >= ALMOST_ALL_PEOPLE => (0, FigureState::AlmostAll),
        Shown::AlmostAll | Shown::Withheld(_) => (0, FigureState::Withheld),
    };
    Figure {
        scope,
        people,
        value,
        state,
        secret: !matches!(shown, Shown::Figures { .. } | Shown::Withheld(Why::Reveals)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(completed: [i64; 4], trying: i64) -> Vec<(Scope, Option<i64>)> {
        let before = Before::new();
        let of = |n: [i64; 4]| -> Vec<(BoardLevel, i64)> {
            BoardLevel::ALL.iter().copied().zip(n).collect()
        };
        let people = of([30, 60, 40, 400]);
        let figures = figures(&people, &of(completed), trying, &before, 1_900);
        let told = |it: &Figure| (it.state == FigureState::Shown).then_some(it.value);
        figures.iter().map(|it| (it.scope, told(it))).collect()
    }

    #[test]
    fn no_level_is_told_that_the_board_does_not_tell() {
        let of = |n: [i64; 4]| -> Vec<(BoardLevel, i64)> {
            BoardLevel::ALL.iter().copied().zip(n).collect()
        };
        let (people, completed) = (of([30, 60, 40, 400]), of([14, 23, 18, 201]));
        let on_board = |everybody, levels: &[BoardLevel]| -> Vec<Scope> {
            let mut all = figures(&people, &completed, 86, &Before::new(), 1_900);
            as_on_board(&mut all, &ToldOfLevels::made_up(everybody, levels));
            let shown = all.iter().filter(|it| it.state == FigureState::Shown);
            assert!(
                all.iter()
                    .all(|it| it.state == FigureState::Shown || it.value == 0)
            );
            shown.map(|it| it.scope).collect()
        };
        let told = [BoardLevel::Leader, BoardLevel::Staff];
        assert_eq!(
            on_board(true, &told),
            [Scope::All, Scope::Leader, Scope::Staff, Scope::Trying]
        );
        assert_eq!(on_board(false, &[]), []);
    }

    #[test]
    fn few_people_are_never_told_of_and_cannot_be_worked_out() {
        use Scope::{All, Champion, Leader, Manager, Staff, Trying};
        assert_eq!(
            shown([14, 23, 18, 201], 86),
            [
                (All, Some(255)),
                (Leader, Some(15)),
                (Manager, Some(25)),
                (Champion, Some(20)),
                (Staff, Some(200)),
                (Trying, Some(85))
            ]
        );
        // Three leaders are not told of, and another level goes with them: else the rest would say it.
        let few = shown([3, 23, 18, 201], 8);
        assert_eq!((few[0], few[1]), ((All, Some(245)), (Leader, None)));
        assert!(few[2..5].iter().any(|(_, told)| told.is_none()), "{few:?}");
        assert_eq!(few[5], (Trying, None));
        // What one week keeps back the next does not give away: by size it would be the managers who go
        // with the leaders, but last week it was the champions.
        let of = |n: [i64; 4]| -> Vec<(BoardLevel, i64)> {
            BoardLevel::ALL.iter().copied().zip(n).collect()
        };
        let (people, completed) = (of([30, 35, 40, 400]), of([3, 18, 20, 201]));
        let state = |before: &Before, scope: Scope| {
            let figures = figures(&people, &completed, 0, before, 1_900);
            figures
                .iter()
                .find(|it| it.scope == scope)
                .map(|it| it.state)
        };
        let told = |scope, shown| match shown {
            true => (scope, FigureState::Shown, false),
            false => (scope, FigureState::Withheld, scope == Leader),
        };
        let last = [
            (All, true),
            (Leader, false),
            (Manager, true),
            (Champion, false),
            (Staff, true),
        ];
        let last: Before = vec![last.map(|(scope, shown)| told(scope, shown)).to_vec()];
        assert_eq!(state(&Before::new(), Champion), Some(FigureState::Shown));
        assert_eq!(state(&last, Champion), Some(FigureState::Withheld));
        assert_eq!(state(&last, Manager), Some(FigureState::Shown));
        // Nobody is told of nine.
        assert!(
            shown([0, 0, 0, 9], 9)
                .iter()
                .all(|(_, told)| told.is_none())
        );
    }
}
