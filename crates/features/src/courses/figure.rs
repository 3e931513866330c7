//! Figures of a course: how many of each level completed it, and how many of these want to try it. They
//! are counted once a week and shown for good; what tells of few people is withheld.

use kernel::{Error, Result, Time};
use statistics::privacy::{self, PEOPLE_NEEDED, Shown};
use statistics::random::{Generator, SeedableRng};
use store::{Changed, Sole};

use super::course::CourseId;
use crate::rollout::BoardLevel;

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
    /// Everyone but guests who was here for a week, by level; the second column is 1 for champions.
    pub fn headcounts(end: Time, joined: Time) -> Vec<(PersonLevel, i64, i64)> =
        "select p.level, cast(case when p.champion_from < $1 and (p.champion_until is null or p.champion_until >= $1) then 1 else 0 end as bigint)
            as champion, cast(count(*) as bigint) as people
        from people p where p.role <> 'guest' and p.bot = 0 and p.created_at <= $2 and (p.deactivated_at is null or p.deactivated_at >= $1)
        group by 1, 2 order by 1, 2 limit 10";
    /// As `headcounts`, those who completed a course.
    pub fn completed(course: CourseId, end: Time, joined: Time) -> Vec<(PersonLevel, i64, i64)> =
        "select p.level, cast(case when p.champion_from < $2 and (p.champion_until is null or p.champion_until >= $2) then 1 else 0 end as bigint)
            as champion, cast(count(*) as bigint) as people
        from course_completions c join people p on p.id = c.person_id
        where c.course_id = $1 and c.at < $2 and p.role <> 'guest' and p.bot = 0 and p.created_at <= $3
            and (p.deactivated_at is null or p.deactivated_at >= $2)
        group by 1, 2 order by 1, 2 limit 10";
    /// Of those who completed it, who want to try it.
    pub fn trying(course: CourseId, end: Time, joined: Time) -> Sole<i64> =
        "select cast(count(*) as bigint) from course_completions c join people p on p.id = c.person_id
            join course_commitments m on m.course_id = c.course_id and m.person_id = c.person_id
        where c.course_id = $1 and c.at < $2 and m.made_at < $2 and m.kind = 'try' and p.role <> 'guest' and p.bot = 0
            and p.created_at <= $3 and (p.deactivated_at is null or p.deactivated_at >= $2)";
    pub fn kept_headcounts() -> Vec<(BoardLevel, i64)> = "select level, people from course_headcounts order by level limit 10";
    pub fn delete_headcounts() -> Changed = "delete from course_headcounts";
    pub fn insert_headcount(level: BoardLevel, people: i64) -> Changed = "insert into course_headcounts (level, people) values ($1, $2)";
    pub fn published_after(after: CourseId, end: Time) -> Option<CourseId> =
        "select id from courses where id > $1 and published_at < $2 order by id limit 1";
    pub fn insert_figure(course: CourseId, week: i64, scope: Scope, people: i64, value: i64, state: FigureState) -> Changed =
        "insert into course_figures (course_id, week, scope, people, value, state) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    /// Those of the last week that is shown.
    pub fn newest(course: CourseId) -> Vec<Figure> =
        "select f.scope, f.people, f.value, f.state from course_figures f
        where f.course_id = $1 and f.week = (select max(l.week) from course_figures l where l.course_id = $1) order by f.scope limit 10";
}

/// The level of people's accounts.
pub type PersonLevel = network::people::Level;

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

/// Sums rows of people by the level at which they count.
pub fn by_level(rows: &[(PersonLevel, i64, i64)]) -> Vec<(BoardLevel, i64)> {
    let of = |level: BoardLevel| {
        let here = rows
            .iter()
            .filter(|(own, champion, _)| BoardLevel::of(*own, *champion == 1) == level);
        here.map(|(_, _, people)| people).sum()
    };
    BoardLevel::ALL
        .iter()
        .map(|level| (*level, of(*level)))
        .collect()
}

/// What is shown of a course in a week: `people` and `completed` by level, in one order.
pub fn figures(
    people: &[(BoardLevel, i64)],
    completed: &[(BoardLevel, i64)],
    trying: i64,
    week: i64,
) -> Result<Vec<Figure>> {
    let completed_at = |level: BoardLevel| {
        let of = completed.iter().find(|(other, _)| *other == level);
        of.map_or(0, |(_, n)| *n)
    };
    let levels: Vec<privacy::Group> = people
        .iter()
        .map(|(level, n)| group(*n, completed_at(*level)))
        .collect();
    let mut cells = vec![privacy::Cell {
        parent: None,
        groups: (0..levels.len() as u32).collect(),
    }];
    cells.extend((0..levels.len() as u32).map(|at| privacy::Cell {
        parent: Some(0),
        groups: vec![at],
    }));
    let shown = show(&levels, &cells, week)?;
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
        let shown = show(&[group(all, trying)], &[one], week)?;
        figures.push(told(Scope::Trying, figures[0].value, shown[0]));
    }
    Ok(figures)
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

fn show(groups: &[privacy::Group], cells: &[privacy::Cell], week: i64) -> Result<Vec<Shown>> {
    // What is drawn is only in which order the auditor looks.
    let mut rng = Generator::seed_from_u64(week as u64);
    let refused = |refusal| Error::internal(format!("no figures may be shown: {refusal:?}"));
    let (shown, _) = privacy::withhold(groups, cells, &[], &mut rng).map_err(refused)?;
    Ok(shown)
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(completed: [i64; 4], trying: i64) -> Vec<(Scope, Option<i64>)> {
        let of = |n: [i64; 4]| -> Vec<(BoardLevel, i64)> {
            BoardLevel::ALL.iter().copied().zip(n).collect()
        };
        let figures = figures(&of([30, 60, 40, 400]), &of(completed), trying, 1_900).unwrap();
        let told = |it: &Figure| (it.state == FigureState::Shown).then_some(it.value);
        figures.iter().map(|it| (it.scope, told(it))).collect()
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
        // Nobody is told of nine.
        assert!(
            shown([0, 0, 0, 9], 9)
                .iter()
                .all(|(_, told)| told.is_none())
        );
    }
}
