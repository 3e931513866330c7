//! All SQL about goals, and about what pulls apart. Guests see none of it; a goal of one person is seen
//! by that person, by who set it and by the owner of its indicator.

use kernel::{Result, Time};
use network::people::SiteId;
use network::{PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::conflict::{
    ConflictId, Ground, Manner, Party, Pulled, Reason, Settlement, SettlementId, Side,
};
use super::goal::{Goal, GoalId, Holder};
use crate::indicators::{Direction, IndicatorId};

/// Goals in one list.
pub const MOST: i64 = 500;
/// In the file.
pub const MOST_IN_FILE: i64 = 50_000;
/// Conflicts in one list.
pub const MOST_CONFLICTS: i64 = 500;
/// Goals of the indicators of one list of conflicts.
pub const MOST_OF_SIDES: i64 = 5_000;

/// The goals of now and of days to come that the viewer sees, with whether they are the viewer's.
macro_rules! goals {
    ($rest:literal) => {
        concat!(
            "select g.id, g.indicator_id, i.name as indicator, i.unit, g.direction, g.target, g.from_day, g.to_day, g.weight_percent, g.said,
                g.holder, coalesce(h.name, s.name, g.named) as held_by, g.set_by, b.name as set_by_name, i.owner_id,
                cast(case when (g.holder = 'person' and g.person_id = $1) or (g.holder = 'site' and g.site_id = $2)
                    or (g.holder = 'department' and g.named = $3) or (g.holder = 'role' and g.named = $4) then 1 else 0 end as bigint) as mine
            from goals g join indicators i on i.id = g.indicator_id join people b on b.id = g.set_by
                left join people h on h.id = g.person_id left join sites s on s.id = g.site_id
            where g.ended_at is null and g.to_day >= $5 and i.archived_at is null
                and (g.holder <> 'person' or g.person_id = $1 or g.set_by = $1 or i.owner_id = $1) ",
            $rest
        )
    };
}

store::statements! {
    fn goals(viewer: PersonId, site: Option<SiteId>, department: &str, title: &str, today: &str, limit: i64) -> Vec<Goal> =
        goals!("order by i.name_key, g.direction, held_by, g.id limit $6");
    fn goals_mine(viewer: PersonId, site: Option<SiteId>, department: &str, title: &str, today: &str, limit: i64) -> Vec<Goal> =
        goals!("and ((g.holder = 'person' and g.person_id = $1) or (g.holder = 'site' and g.site_id = $2)
            or (g.holder = 'department' and g.named = $3) or (g.holder = 'role' and g.named = $4))
            order by i.name_key, g.direction, held_by, g.id limit $6");
    fn goals_of(viewer: PersonId, site: Option<SiteId>, department: &str, title: &str, today: &str, indicators: &[IndicatorId], limit: i64) -> Vec<Goal> =
        goals!("and g.indicator_id in ($6) order by i.name_key, g.direction, held_by, g.id limit $7");
    /// How many there are, and how many of them are the viewer's.
    fn count(viewer: PersonId, site: Option<SiteId>, department: &str, title: &str, today: &str) -> Sole<(i64, i64)> =
        "select cast(count(*) as bigint), cast(coalesce(sum(case when (g.holder = 'person' and g.person_id = $1)
            or (g.holder = 'site' and g.site_id = $2) or (g.holder = 'department' and g.named = $3)
            or (g.holder = 'role' and g.named = $4) then 1 else 0 end), 0) as bigint)
        from goals g join indicators i on i.id = g.indicator_id
        where g.ended_at is null and g.to_day >= $5 and i.archived_at is null
            and (g.holder <> 'person' or g.person_id = $1 or g.set_by = $1 or i.owner_id = $1)";
    fn goal(viewer: PersonId, id: GoalId) -> Option<Goal> =
        "select g.id, g.indicator_id, i.name as indicator, i.unit, g.direction, g.target, g.from_day, g.to_day, g.weight_percent, g.said,
            g.holder, coalesce(h.name, s.name, g.named) as held_by, g.set_by, b.name as set_by_name, i.owner_id, cast(0 as bigint) as mine
        from goals g join indicators i on i.id = g.indicator_id join people b on b.id = g.set_by
            left join people h on h.id = g.person_id left join sites s on s.id = g.site_id
        where g.id = $2 and g.ended_at is null and i.archived_at is null
            and (g.holder <> 'person' or g.person_id = $1 or g.set_by = $1 or i.owner_id = $1)";
    pub fn insert(id: GoalId, indicator: IndicatorId, direction: Direction, target: f64, from_day: &str, to_day: &str, weight_percent: i64,
        said: &str, holder: Holder, person: Option<PersonId>, site: Option<SiteId>, named: &str, by: PersonId, at: Time) -> Changed =
        "insert into goals (id, indicator_id, direction, target, from_day, to_day, weight_percent, said, holder, person_id, site_id, named, set_by, set_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    pub fn end(id: GoalId, by: PersonId, at: Time) -> Changed =
        "update goals set ended_by = $2, ended_at = $3 where id = $1 and ended_at is null";
    /// The job title, when somebody has it; a word of it finds them.
    pub fn some_titled(word: &str, title: &str) -> Option<String> =
        "select p.title from people p where p.title = $2 and p.id in (select person_id from person_words where word = $1) limit 1";
    /// Job titles of which this is a word, or of people who are called so.
    pub fn titles_with(word: &str, limit: i64) -> Vec<String> =
        "select distinct p.title from people p where p.id in (select person_id from person_words where word = $1 order by person_id limit 5000)
        order by p.title limit $2";
    pub fn manager(person: PersonId) -> Option<Option<PersonId>> =
        "select manager_id from people where id = $1 and deactivated_at is null";
    /// A goal the other way whose time overlaps.
    pub fn goal_against(indicator: IndicatorId, direction: Direction, from_day: &str, to_day: &str) -> Option<GoalId> =
        "select id from goals where indicator_id = $1 and direction <> $2 and ended_at is null and from_day <= $4 and to_day >= $3 limit 1";
    /// The indicators that a person is asked to move now, and which way.
    fn asked_of(person: PersonId, site: Option<SiteId>, department: &str, title: &str, today: &str) -> Vec<(IndicatorId, Direction)> =
        "select indicator_id, direction from goals where ended_at is null and from_day <= $5 and to_day >= $5
            and ((holder = 'person' and person_id = $1) or (holder = 'site' and site_id = $2)
                or (holder = 'department' and named = $3) or (holder = 'role' and named = $4))
        limit 1000";
    /// How many are asked for both now; a direction only where both are one indicator.
    pub fn count_asked(first: IndicatorId, first_way: Option<Direction>, second: IndicatorId, second_way: Option<Direction>, today: &str) -> Sole<i64> =
        "select cast(count(*) as bigint) from people p
        where p.deactivated_at is null and p.role <> 'guest' and p.bot = 0
            and exists (select 1 from goals g where g.indicator_id = $1 and (cast($2 as text) is null or g.direction = $2)
                and g.ended_at is null and g.from_day <= $5 and g.to_day >= $5
                and ((g.holder = 'person' and g.person_id = p.id) or (g.holder = 'site' and g.site_id = p.site_id)
                    or (g.holder = 'department' and g.named = p.department) or (g.holder = 'role' and g.named = p.title)))
            and exists (select 1 from goals g where g.indicator_id = $3 and (cast($4 as text) is null or g.direction = $4)
                and g.ended_at is null and g.from_day <= $5 and g.to_day >= $5
                and ((g.holder = 'person' and g.person_id = p.id) or (g.holder = 'site' and g.site_id = p.site_id)
                    or (g.holder = 'department' and g.named = p.department) or (g.holder = 'role' and g.named = p.title)))";
    /// From which day on the indicator was asked for by the goals of now.
    pub fn asked_since(indicators: &[IndicatorId], today: &str) -> Vec<(IndicatorId, Direction, String)> =
        "select indicator_id, direction, min(from_day) as since from goals
        where indicator_id in ($1) and ended_at is null and from_day <= $2 and to_day >= $2
        group by indicator_id, direction order by indicator_id, direction limit 1000";

    fn conflicts(limit: i64) -> Vec<Pulled> =
        "select c.id, c.first_id, c.second_id, c.found_at, c.people from goal_conflicts c
        order by case when exists (select 1 from goal_grounds r where r.conflict_id = c.id and r.gone_at is null) then 0 else 1 end,
            c.found_at desc, c.id desc limit $1";
    /// Those after one of them, in order of ids.
    pub fn conflicts_after(after: ConflictId, limit: i64) -> Vec<Pulled> =
        "select id, first_id, second_id, found_at, people from goal_conflicts where id > $1 order by id limit $2";
    fn conflict(id: ConflictId) -> Option<Pulled> =
        "select id, first_id, second_id, found_at, people from goal_conflicts where id = $1";
    /// Those of an indicator.
    pub fn conflicts_of(indicator: IndicatorId) -> Vec<Pulled> =
        "select id, first_id, second_id, found_at, people from goal_conflicts where first_id = $1 or second_id = $1
        order by found_at desc, id desc limit 500";
    pub fn conflict_between(first: IndicatorId, second: IndicatorId) -> Option<ConflictId> =
        "select id from goal_conflicts where first_id = $1 and second_id = $2";
    pub fn insert_conflict(id: ConflictId, first: IndicatorId, second: IndicatorId, at: Time) -> Changed =
        "insert into goal_conflicts (id, first_id, second_id, found_at) values ($1, $2, $3, $4)
        on conflict (first_id, second_id) do nothing";
    pub fn set_people(id: ConflictId, people: i64, at: Time) -> Changed =
        "update goal_conflicts set people = $2, counted_at = $3 where id = $1";
    pub fn parties(ids: &[IndicatorId]) -> Vec<Party> =
        "select i.id, i.name, i.unit, i.direction, i.target, i.owner_id, p.name as owner,
            cast(case when p.deactivated_at is null then 0 else 1 end as bigint) as owner_left,
            case when i.quality = 'ill_measured' then i.flaw else '' end as flaw
        from indicators i join people p on p.id = i.owner_id where i.id in ($1)";
    /// What holds now: nothing at archived indicators, and an opposite only while goals pull both ways.
    pub fn reasons(conflicts: &[ConflictId], today: &str) -> Vec<Reason> =
        "select r.conflict_id, r.ground, r.since, r.said, p.name as by
        from goal_grounds r join goal_conflicts c on c.id = r.conflict_id
            join indicators a on a.id = c.first_id join indicators b on b.id = c.second_id left join people p on p.id = r.by_id
        where r.conflict_id in ($1) and r.gone_at is null and a.archived_at is null and b.archived_at is null and (r.ground <> 'opposite' or exists (
            select 1 from goals up join goals down on down.indicator_id = up.indicator_id
            where up.indicator_id = c.first_id and up.direction = 'more' and down.direction = 'less'
                and up.ended_at is null and down.ended_at is null and up.to_day >= $2 and down.to_day >= $2
                and up.from_day <= down.to_day and down.from_day <= up.to_day))
        order by r.conflict_id, r.ground";
    pub fn put_ground(conflict: ConflictId, ground: Ground, at: Time, said: &str, by: Option<PersonId>) -> Changed =
        "insert into goal_grounds (conflict_id, ground, since, said, by_id) values ($1, $2, $3, $4, $5)
        on conflict (conflict_id, ground) do update set gone_at = null,
            since = case when goal_grounds.gone_at is null then goal_grounds.since else excluded.since end";
    pub fn ground_is_gone(conflict: ConflictId, ground: Ground, at: Time) -> Changed =
        "update goal_grounds set gone_at = $3 where conflict_id = $1 and ground = $2 and gone_at is null";
    pub fn has_ground(conflict: ConflictId, ground: Ground) -> Option<ConflictId> =
        "select conflict_id from goal_grounds where conflict_id = $1 and ground = $2 and gone_at is null";
    /// The newest first.
    pub fn settlements(conflicts: &[ConflictId]) -> Vec<Settlement> =
        "select s.id, s.conflict_id, s.manner, s.winner, s.reason, s.review_on, s.by_id, p.name as by, s.said_for, s.at, a.name as agreed_by, s.agreed_at
        from goal_settlements s join people p on p.id = s.by_id left join people a on a.id = s.agreed_by
        where s.conflict_id in ($1) order by s.conflict_id, s.at desc, s.id desc limit 5000";
    pub fn insert_settlement(id: SettlementId, conflict: ConflictId, manner: Manner, winner: Option<Side>, reason: &str, review_on: &str,
        by: PersonId, said_for: Option<Side>, at: Time) -> Changed =
        "insert into goal_settlements (id, conflict_id, manner, winner, reason, review_on, by_id, said_for, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub fn agree(id: SettlementId, by: PersonId, at: Time) -> Changed =
        "update goal_settlements set agreed_by = $2, agreed_at = $3 where id = $1 and agreed_at is null";
}

/// The goals of now and of days to come that the viewer may see.
pub fn visible_goals(db: &Db, viewer: &Viewer, today: &str, limit: i64) -> Result<Vec<Goal>> {
    let (site, department, title) = of(viewer);
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => goals(db, viewer.id, site, department, title, today, limit),
    }
}

/// Those that are asked of the viewer.
pub fn goals_of_viewer(db: &Db, viewer: &Viewer, today: &str, limit: i64) -> Result<Vec<Goal>> {
    let (site, department, title) = of(viewer);
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => goals_mine(db, viewer.id, site, department, title, today, limit),
    }
}

/// Those of some indicators.
pub fn visible_goals_of(
    db: &Db,
    viewer: &Viewer,
    indicators: &[IndicatorId],
    today: &str,
    limit: i64,
) -> Result<Vec<Goal>> {
    let (site, department, title) = of(viewer);
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => goals_of(
            db, viewer.id, site, department, title, today, indicators, limit,
        ),
    }
}

/// How many the viewer may see, and how many of them are asked of the viewer.
pub fn count_visible(db: &Db, viewer: &Viewer, today: &str) -> Result<(i64, i64)> {
    let (site, department, title) = of(viewer);
    match viewer.is_guest() {
        true => Ok((0, 0)),
        false => Ok(count(db, viewer.id, site, department, title, today)?.0),
    }
}

/// Which indicators the viewer is asked to move, and which way.
pub fn asked_of_viewer(
    db: &Db,
    viewer: &Viewer,
    today: &str,
) -> Result<Vec<(IndicatorId, Direction)>> {
    let (site, department, title) = of(viewer);
    asked_of(db, viewer.id, site, department, title, today)
}

/// What decides whether a goal is the viewer's.
fn of(viewer: &Viewer) -> (Option<SiteId>, &str, &str) {
    let person = &viewer.person;
    (person.site_id, &person.department, &person.title)
}

/// The goal, when it exists for the viewer and was not ended.
pub fn visible_goal(db: &Db, viewer: &Viewer, id: GoalId) -> Result<Option<Goal>> {
    match viewer.is_guest() {
        true => Ok(None),
        false => goal(db, viewer.id, id),
    }
}

/// What was ever found for the viewer: what still holds first, of that the newest.
pub fn visible_conflicts(db: &Db, viewer: &Viewer) -> Result<Vec<Pulled>> {
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => conflicts(db, MOST_CONFLICTS),
    }
}

pub fn visible_conflict(db: &Db, viewer: &Viewer, id: ConflictId) -> Result<Option<Pulled>> {
    match viewer.is_guest() {
        true => Ok(None),
        false => conflict(db, id),
    }
}
