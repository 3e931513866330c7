//! SQL about courses and their steps. A published course exists for everyone but guests, until its day only for
//! champions; a draft for its owner and administrators.

use kernel::{Result, Time};
use network::{CommunityId, PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::course::{self, Course, CourseId, STEPS_MAX, Step, StepId};
use crate::indicators::IndicatorId;
use crate::stories::StoryId;
use crate::use_cases::UseCaseId;

/// Drafts of one person.
pub const MOST: i64 = 100;

store::row! {
    /// What one is found by.
    pub struct Words {
        pub id: CourseId,
        pub title: String,
        pub purpose: String,
        pub owner_id: PersonId,
        pub owner: String,
        pub language: String,
        pub published_at: Option<Time>,
        pub opens_on: Option<String>,
    }
}

/// A course with everything that is said of it in one line.
macro_rules! courses {
    ($rest:literal) => {
        concat!(
            "select c.id, c.owner_id, p.name as owner, p.photo as owner_photo, c.title, c.purpose, c.use_case_id, u.name as use_case,
                c.indicator_id, i.name as indicator, c.community_id, c.published_at, c.opens_on,
                cast((select count(*) from course_steps s where s.course_id = c.id) as bigint) as steps,
                cast((select coalesce(sum(s.minutes), 0) from course_steps s where s.course_id = c.id) as bigint) as minutes
            from courses c join people p on p.id = c.owner_id left join use_cases u on u.id = c.use_case_id
                left join indicators i on i.id = c.indicator_id ",
            $rest
        )
    };
}

store::statements! {
    /// Without regard to who asks.
    pub fn by_id(id: CourseId) -> Option<Course> = courses!("where c.id = $1");
    /// Published ones that open on a day or before, or are somebody's own; the newest first.
    fn published(through: &str, owner: PersonId, before: CourseId, limit: i64) -> Vec<Course> =
        courses!("where c.published_at is not null and (c.opens_on is null or c.opens_on <= $1 or c.owner_id = $2)
            and c.id < $3 order by c.id desc limit $4");
    fn published_of_use_case(use_case: UseCaseId, through: &str, owner: PersonId, before: CourseId, limit: i64) -> Vec<Course> =
        courses!("where c.use_case_id = $1 and c.published_at is not null
            and (c.opens_on is null or c.opens_on <= $2 or c.owner_id = $3) and c.id < $4 order by c.id desc limit $5");
    fn published_of_indicator(indicator: IndicatorId, through: &str, owner: PersonId, before: CourseId, limit: i64) -> Vec<Course> =
        courses!("where c.indicator_id = $1 and c.published_at is not null
            and (c.opens_on is null or c.opens_on <= $2 or c.owner_id = $3) and c.id < $4 order by c.id desc limit $5");
    fn published_of_both(use_case: UseCaseId, indicator: IndicatorId, through: &str, owner: PersonId, before: CourseId,
        limit: i64) -> Vec<Course> =
        courses!("where c.use_case_id = $1 and c.indicator_id = $2 and c.published_at is not null
            and (c.opens_on is null or c.opens_on <= $3 or c.owner_id = $4) and c.id < $5 order by c.id desc limit $6");
    /// Published ones whose day is to come, the next first.
    fn first_to_champions(today: &str, limit: i64) -> Vec<Course> =
        courses!("where c.opens_on > $1 and c.published_at is not null order by c.opens_on, c.id limit $2");
    /// Not published.
    pub fn drafts(owner: PersonId, limit: i64) -> Vec<(CourseId, String)> =
        "select id, title from courses where owner_id = $1 and published_at is null order by id desc limit $2";
    pub fn words(ids: &[CourseId]) -> Vec<Words> =
        "select c.id, c.title, c.purpose, c.owner_id, p.name as owner, p.language, c.published_at, c.opens_on
        from courses c join people p on p.id = c.owner_id where c.id in ($1) and c.published_at is not null";
    pub fn ids_after(after: CourseId, limit: i64) -> Vec<CourseId> =
        "select id from courses where id > $1 order by id limit $2";
    pub fn ids_by_owner(owner: PersonId, after: CourseId, limit: i64) -> Vec<CourseId> =
        "select id from courses where owner_id = $1 and id > $2 order by id limit $3";
    fn steps_of(id: CourseId, limit: i64) -> Vec<Step> =
        "select id, course_id, place, title, minutes, body, html, story_id, prompt from course_steps
        where course_id = $1 order by place, id limit $2";
    /// 1 when somebody has done or answered a step, or wants to try something.
    pub fn is_begun(id: CourseId) -> Sole<i64> =
        "select cast(case when exists (select 1 from course_steps s join course_done d on d.step_id = s.id where s.course_id = $1)
            or exists (select 1 from course_steps s join course_answers a on a.step_id = s.id where s.course_id = $1)
            or exists (select 1 from course_commitments m where m.course_id = $1) then 1 else 0 end as bigint)";

    pub fn insert(id: CourseId, owner: PersonId, title: &str, purpose: &str, use_case: Option<UseCaseId>, indicator: Option<IndicatorId>,
        community: Option<CommunityId>, at: Time) -> Changed =
        "insert into courses (id, owner_id, title, purpose, use_case_id, indicator_id, community_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub fn update(id: CourseId, title: &str, purpose: &str, use_case: Option<UseCaseId>, indicator: Option<IndicatorId>,
        community: Option<CommunityId>) -> Changed =
        "update courses set title = $2, purpose = $3, use_case_id = $4, indicator_id = $5, community_id = $6 where id = $1";
    pub fn set_published(id: CourseId, at: Option<Time>, opens_on: Option<String>) -> Changed =
        "update courses set published_at = $2, opens_on = $3 where id = $1";
    /// Of a course that nobody has begun they say nothing.
    pub fn delete_figures(id: CourseId) -> Changed = "delete from course_figures where course_id = $1";
    pub fn delete(id: CourseId) -> Changed = "delete from courses where id = $1";
    pub fn insert_step(id: StepId, course: CourseId, place: i64, title: &str, minutes: i64, body: &str, html: &str, story: Option<StoryId>,
        prompt: &str) -> Changed =
        "insert into course_steps (id, course_id, place, title, minutes, body, html, story_id, prompt)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub fn update_step(id: StepId, title: &str, minutes: i64, body: &str, html: &str, story: Option<StoryId>, prompt: &str) -> Changed =
        "update course_steps set title = $2, minutes = $3, body = $4, html = $5, story_id = $6, prompt = $7 where id = $1";
    pub fn set_place(id: StepId, place: i64) -> Changed = "update course_steps set place = $2 where id = $1";
    pub fn delete_step(id: StepId) -> Changed = "delete from course_steps where id = $1";
    pub fn delete_steps(course: CourseId) -> Changed = "delete from course_steps where course_id = $1";
}

/// The course, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: CourseId, now: Time) -> Result<Option<Course>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    Ok(by_id(db, id)?.filter(|it| it.exists_for(viewer, now)))
}

/// To a champion: courses that are not open to everybody yet.
pub fn first_to(db: &Db, viewer: &Viewer, now: Time, limit: i64) -> Result<Vec<Course>> {
    match viewer.person.is_champion(now) && !viewer.is_guest() {
        true => first_to_champions(db, &viewer.today(now).to_string(), limit),
        false => Ok(Vec::new()),
    }
}

/// What courses are wanted about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub use_case: Option<UseCaseId>,
    pub indicator: Option<IndicatorId>,
}

/// Published ones that exist for the viewer, the newest first, older than one of them.
pub fn list(
    db: &Db,
    viewer: &Viewer,
    filter: Filter,
    now: Time,
    before: CourseId,
    limit: i64,
) -> Result<Vec<Course>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    let (through, own) = (&course::opened_through(viewer, now), viewer.id);
    match (filter.use_case, filter.indicator) {
        (None, None) => published(db, through, own, before, limit),
        (Some(id), None) => published_of_use_case(db, id, through, own, before, limit),
        (None, Some(id)) => published_of_indicator(db, id, through, own, before, limit),
        (Some(use_case), Some(id)) => {
            published_of_both(db, use_case, id, through, own, before, limit)
        }
    }
}

/// The steps in their order.
pub fn steps(db: &Db, id: CourseId) -> Result<Vec<Step>> {
    steps_of(db, id, STEPS_MAX)
}
