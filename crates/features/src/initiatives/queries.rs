//! All SQL about initiatives. Who sees the indicator sees them.

use kernel::{Result, Time};
use network::{CommunityId, PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::adoption::{Adoption, STARTS_MAX};
use super::answer::Look;
use super::initiative::{Initiative, InitiativeId, KeptLever, Lever, LeverState};
use crate::indicators::{self, Indicator, IndicatorId, UnitId};

/// Initiatives of one indicator.
pub const MOST: i64 = 100;

store::statements! {
    fn by_id(id: InitiativeId) -> Option<Initiative> =
        "select i.id, i.indicator_id, i.name, i.what, i.owner_id, p.name as owner, i.judged_after, i.created_at
        from initiatives i join people p on p.id = i.owner_id where i.id = $1";
    /// In the order in which they were begun.
    pub fn of_indicator(indicator: IndicatorId, limit: i64) -> Vec<Initiative> =
        "select i.id, i.indicator_id, i.name, i.what, i.owner_id, p.name as owner, i.judged_after, i.created_at
        from initiatives i join people p on p.id = i.owner_id where i.indicator_id = $1 order by i.id limit $2";
    pub fn count_of(indicator: IndicatorId) -> Sole<i64> =
        "select cast(count(*) as bigint) from initiatives where indicator_id = $1";
    pub fn id_by_name(indicator: IndicatorId, name_key: &str) -> Option<InitiativeId> =
        "select id from initiatives where indicator_id = $1 and name_key = $2";
    pub fn insert(id: InitiativeId, indicator: IndicatorId, name: &str, name_key: &str, what: &str, owner: PersonId, judged_after: i64, at: Time) -> Changed =
        "insert into initiatives (id, indicator_id, name, name_key, what, owner_id, judged_after, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub fn update(id: InitiativeId, name: &str, name_key: &str, what: &str, judged_after: i64) -> Changed =
        "update initiatives set name = $2, name_key = $3, what = $4, judged_after = $5 where id = $1";

    /// Those that were described, of several.
    pub fn levers_of(initiatives: &[InitiativeId]) -> Vec<KeptLever> =
        "select initiative_id, lever, what, state, evidence from initiative_levers where initiative_id in ($1)";
    pub fn delete_levers(initiative: InitiativeId) -> Changed = "delete from initiative_levers where initiative_id = $1";
    pub fn insert_lever(initiative: InitiativeId, lever: Lever, what: &str, state: LeverState, evidence: &str, by: PersonId, at: Time) -> Changed =
        "insert into initiative_levers (initiative_id, lever, what, state, evidence, by_id, at) values ($1, $2, $3, $4, $5, $6, $7)";

    /// The first to start first.
    fn adoptions_up_to(initiative: InitiativeId, limit: i64) -> Vec<Adoption> =
        "select a.unit_id, u.name as unit, a.started, a.afterwards, a.dropped, a.dropped_why, a.by_id, a.at, a.told
        from adoptions a join indicator_units u on u.id = a.unit_id
        where a.initiative_id = $1 order by a.started, u.name_key limit $2";
    pub fn adoption(initiative: InitiativeId, unit: UnitId) -> Option<Adoption> =
        "select a.unit_id, u.name as unit, a.started, a.afterwards, a.dropped, a.dropped_why, a.by_id, a.at, a.told
        from adoptions a join indicator_units u on u.id = a.unit_id where a.initiative_id = $1 and a.unit_id = $2";
    /// How many started, and how many of them go on.
    pub fn counts(initiatives: &[InitiativeId]) -> Vec<(InitiativeId, i64, i64)> =
        "select initiative_id, cast(count(*) as bigint), cast(sum(case when dropped = '' then 1 else 0 end) as bigint)
        from adoptions where initiative_id in ($1) group by initiative_id";
    pub fn put_adoption(initiative: InitiativeId, unit: UnitId, started: &str, afterwards: bool, by: PersonId, at: Time) -> Changed =
        "insert into adoptions (initiative_id, unit_id, started, afterwards, by_id, at) values ($1, $2, $3, $4, $5, $6)
        on conflict (initiative_id, unit_id) do update set started = excluded.started, afterwards = excluded.afterwards,
            by_id = excluded.by_id, told = 0";
    pub fn set_told(initiative: InitiativeId, unit: UnitId) -> Changed =
        "update adoptions set told = 1 where initiative_id = $1 and unit_id = $2";
    pub fn drop_adoption(initiative: InitiativeId, unit: UnitId, dropped: &str, why: &str) -> Changed =
        "update adoptions set dropped = $3, dropped_why = $4 where initiative_id = $1 and unit_id = $2";
    pub fn resume_adoption(initiative: InitiativeId, unit: UnitId) -> Changed =
        "update adoptions set dropped = '', dropped_why = '' where initiative_id = $1 and unit_id = $2";
    pub fn delete_adoption(initiative: InitiativeId, unit: UnitId) -> Changed =
        "delete from adoptions where initiative_id = $1 and unit_id = $2";
    /// The last to join first.
    pub fn contributors(initiative: InitiativeId, limit: i64) -> Vec<PersonId> =
        "select c.person_id from initiative_people c join people p on p.id = c.person_id
        where c.initiative_id = $1 and p.deactivated_at is null order by c.since desc limit $2";
    pub fn count_contributors(initiative: InitiativeId) -> Sole<i64> =
        "select cast(count(*) as bigint) from initiative_people c join people p on p.id = c.person_id
        where c.initiative_id = $1 and p.deactivated_at is null";
    pub fn takes_part(initiative: InitiativeId, person: PersonId) -> Option<Time> =
        "select since from initiative_people where initiative_id = $1 and person_id = $2";
    pub fn join(initiative: InitiativeId, person: PersonId, since: Time) -> Changed =
        "insert into initiative_people (initiative_id, person_id, since) values ($1, $2, $3) on conflict (initiative_id, person_id) do nothing";
    pub fn leave(initiative: InitiativeId, person: PersonId) -> Changed =
        "delete from initiative_people where initiative_id = $1 and person_id = $2";
    pub fn of_person(person: PersonId, limit: i64) -> Vec<InitiativeId> =
        "select initiative_id from initiative_people where person_id = $1 order by since desc limit $2";
    /// What the initiatives should move that somebody owns or takes part in.
    pub fn worked_on_by(person: PersonId, limit: i64) -> Vec<IndicatorId> =
        "select i.indicator_id from initiatives i where i.owner_id = $1
        union select i.indicator_id from initiative_people c join initiatives i on i.id = c.initiative_id where c.person_id = $1
        order by indicator_id limit $2";
    pub fn communities(initiative: InitiativeId, limit: i64) -> Vec<CommunityId> =
        "select community_id from initiative_communities where initiative_id = $1 order by at limit $2";
    pub fn link(initiative: InitiativeId, community: CommunityId, by: PersonId, at: Time) -> Changed =
        "insert into initiative_communities (initiative_id, community_id, by_id, at) values ($1, $2, $3, $4)
        on conflict (initiative_id, community_id) do nothing";
    pub fn unlink(initiative: InitiativeId, community: CommunityId) -> Changed =
        "delete from initiative_communities where initiative_id = $1 and community_id = $2";
    pub fn of_community(community: CommunityId, limit: i64) -> Vec<InitiativeId> =
        "select initiative_id from initiative_communities where community_id = $1 order by at desc limit $2";
    /// Whether the unit has a reading of the period or a later one.
    pub fn is_read_since(indicator: IndicatorId, unit: UnitId, period: i64) -> Option<i64> =
        "select period from indicator_readings where indicator_id = $1 and unit_id = $2 and period >= $3 limit 1";

    /// Not those that were reckoned with readings that are withheld since.
    pub fn answers_of(initiatives: &[InitiativeId]) -> Vec<(InitiativeId, Look, String)> =
        "select a.initiative_id, a.look, a.answer from initiative_answers a
            join initiatives i on i.id = a.initiative_id join indicators n on n.id = i.indicator_id
        where a.initiative_id in ($1) and a.at > coalesce(n.withheld_at, 0)";
    pub fn put_answer(initiative: InitiativeId, look: Look, answer: &str, at: Time) -> Changed =
        "insert into initiative_answers (initiative_id, look, answer, at) values ($1, $2, $3, $4)
        on conflict (initiative_id, look) do update set answer = excluded.answer, at = excluded.at";
    /// Indicators that have initiatives, after one of them.
    pub fn indicators_after(after: IndicatorId, limit: i64) -> Vec<IndicatorId> =
        "select distinct indicator_id from initiatives where indicator_id > $1 order by indicator_id limit $2";
    pub fn has_verdict(initiative: InitiativeId) -> Option<Time> =
        "select at from initiative_answers where initiative_id = $1 and look = 'verdict'";
    /// Unless there is one: a verdict is kept. One that was reckoned with readings that are withheld since
    /// is made anew for the same date without them.
    pub fn keep_verdict(initiative: InitiativeId, answer: &str, at: Time) -> Changed =
        "insert into initiative_answers (initiative_id, look, answer, at) values ($1, 'verdict', $2, $3)
        on conflict (initiative_id, look) do update set answer = excluded.answer, at = excluded.at
        where initiative_answers.at <= (select coalesce(n.withheld_at, 0) from initiatives i join indicators n on n.id = i.indicator_id
            where i.id = excluded.initiative_id)";
    pub fn forget_newest(initiative: InitiativeId) -> Changed =
        "delete from initiative_answers where initiative_id = $1 and look = 'newest'";
}

/// The initiative with its indicator, when they exist for the viewer.
pub fn visible(
    db: &Db,
    viewer: &Viewer,
    id: InitiativeId,
) -> Result<Option<(Initiative, Indicator)>> {
    let Some(initiative) = by_id(db, id)? else {
        return Ok(None);
    };
    let indicator = indicators::queries::visible(db, viewer, initiative.indicator_id)?;
    Ok(indicator.map(|indicator| (initiative, indicator)))
}

/// All that started, the first first.
pub fn adoptions(db: &Db, initiative: InitiativeId) -> Result<Vec<Adoption>> {
    adoptions_up_to(db, initiative, STARTS_MAX as i64)
}
