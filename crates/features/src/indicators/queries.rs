//! All SQL about indicators. Everyone but guests sees them.

use kernel::{Result, Time};
use network::{PersonId, Viewer};
use store::{Changed, Db, Sole};

use super::hook::{Hook, HookId};
use super::indicator::{
    Aim, Definition, Direction, Indicator, IndicatorId, Observed, Quality, Unit, UnitId,
};
use super::measured::{Asked, Measure, Measured};
use super::period::Cadence;
use super::reading::{self, Level, Reading, Way};

/// Indicators in one list. An organisation has dozens.
pub const MOST: i64 = 500;
/// Periods of one indicator: weeks from 1990 to 2077.
pub const MOST_PERIODS: i64 = 5_000;
/// Readings that are given out at once: 10,000 units with two years of weeks.
pub const MOST_READINGS: i64 = 1_000_000;
/// Units in a list.
pub const MOST_UNITS: i64 = 100_000;
/// Periods among which the newest is looked for of which enough is known.
const LATELY: i64 = 26;
/// People that a unit needs.
pub const PEOPLE_MIN: i64 = 10;

store::statements! {
    /// Without regard to who asks.
    pub fn by_id(id: IndicatorId) -> Option<Indicator> =
        "select i.id, i.name, i.unit, i.direction, i.observed, i.cadence, i.source, i.owner_id, p.name as owner, i.baseline, i.target,
            i.due, i.scope, i.quality, i.flaw, i.impersonal, i.created_at, i.archived_at
        from indicators i join people p on p.id = i.owner_id where i.id = $1";
    fn all(limit: i64) -> Vec<Indicator> =
        "select i.id, i.name, i.unit, i.direction, i.observed, i.cadence, i.source, i.owner_id, p.name as owner, i.baseline, i.target,
            i.due, i.scope, i.quality, i.flaw, i.impersonal, i.created_at, i.archived_at
        from indicators i join people p on p.id = i.owner_id order by i.name_key limit $1";
    pub fn id_by_name(name_key: &str) -> Option<IndicatorId> = "select id from indicators where name_key = $1";
    pub fn insert(id: IndicatorId, name: &str, name_key: &str, unit: &str, direction: Direction, observed: Observed, cadence: Cadence,
        source: &str, owner: PersonId, baseline: f64, target: f64, due: &str, scope: &str, quality: Quality, flaw: &str, by: PersonId, at: Time) -> Changed =
        "insert into indicators (id, name, name_key, unit, direction, observed, cadence, source, owner_id, baseline, target, due, scope,
            quality, flaw, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    pub fn change(id: IndicatorId, owner: PersonId, source: &str, target: f64, due: &str, scope: &str) -> Changed =
        "update indicators set owner_id = $2, source = $3, target = $4, due = $5, scope = $6 where id = $1";
    /// Those that are followed.
    pub fn owned_by(owner: PersonId, limit: i64) -> Vec<IndicatorId> =
        "select id from indicators where owner_id = $1 and archived_at is null order by name_key limit $2";
    pub fn set_archived(id: IndicatorId, at: Option<Time>) -> Changed = "update indicators set archived_at = $2 where id = $1";
    /// The newest first.
    pub fn aims(indicator: IndicatorId) -> Vec<Aim> =
        "select a.target, a.due, a.until, p.name as by from indicator_aims a join people p on p.id = a.by_id
        where a.indicator_id = $1 order by a.until desc limit 100";
    pub fn keep_aim(indicator: IndicatorId, target: f64, due: &str, until: Time, by: PersonId) -> Changed =
        "insert into indicator_aims (indicator_id, target, due, until, by_id) values ($1, $2, $3, $4, $5)";
    pub fn hook(id: HookId) -> Option<Hook> =
        "select id, indicator_id, secret_hash, by_id, at, used_at from indicator_hooks where id = $1";
    pub fn hook_of(indicator: IndicatorId) -> Option<Hook> =
        "select id, indicator_id, secret_hash, by_id, at, used_at from indicator_hooks where indicator_id = $1";
    pub fn delete_hook(indicator: IndicatorId) -> Changed = "delete from indicator_hooks where indicator_id = $1";
    pub fn insert_hook(id: HookId, indicator: IndicatorId, secret_hash: &[u8], by: PersonId, at: Time) -> Changed =
        "insert into indicator_hooks (id, indicator_id, secret_hash, by_id, at) values ($1, $2, $3, $4, $5)";
    pub fn note_hook_use(id: HookId, at: Time) -> Changed = "update indicator_hooks set used_at = $2 where id = $1";
    pub fn set_quality(id: IndicatorId, quality: Quality, flaw: &str) -> Changed =
        "update indicators set quality = $2, flaw = $3 where id = $1";
    pub fn set_impersonal(id: IndicatorId, impersonal: bool) -> Changed = "update indicators set impersonal = $2 where id = $1";
    pub fn note_withheld(id: IndicatorId, at: Time) -> Changed = "update indicators set withheld_at = $2 where id = $1";
    /// Takes the readings of these units away from everything that reads them, of the others those that
    /// came when they had few people.
    pub fn withhold(id: IndicatorId, units: &[UnitId]) -> Changed =
        "insert into indicator_withheld (indicator_id, period, unit_id, value, revision, by_id, at, way, few)
        select indicator_id, period, unit_id, value, revision, by_id, at, way, few from indicator_readings
        where indicator_id = $1 and (few = 1 or unit_id in ($2))
        on conflict (indicator_id, period, unit_id) do nothing";
    pub fn delete_withheld_readings(id: IndicatorId) -> Changed =
        "delete from indicator_readings where indicator_id = $1 and exists (select 1 from indicator_withheld w
            where w.indicator_id = indicator_readings.indicator_id and w.period = indicator_readings.period and w.unit_id = indicator_readings.unit_id)";
    /// Brings them back, but for those that came anew.
    pub fn give_back(id: IndicatorId) -> Changed =
        "insert into indicator_readings (indicator_id, period, unit_id, value, revision, by_id, at, way, few)
        select indicator_id, period, unit_id, value, revision, by_id, at, way, few from indicator_withheld where indicator_id = $1
        on conflict (indicator_id, period, unit_id) do nothing";
    pub fn forget_withheld(id: IndicatorId) -> Changed = "delete from indicator_withheld where indicator_id = $1";
    pub fn count_withheld(id: IndicatorId) -> Sole<i64> =
        "select cast(count(distinct unit_id) as bigint) from indicator_withheld where indicator_id = $1";
    pub fn delete_levels(id: IndicatorId) -> Changed = "delete from indicator_levels where indicator_id = $1";
    pub fn make_levels(id: IndicatorId) -> Changed =
        "insert into indicator_levels (indicator_id, period, mean, units)
        select indicator_id, period, cast(avg(value) as double precision), cast(count(*) as bigint)
        from indicator_readings where indicator_id = $1 group by indicator_id, period";

    pub fn definitions(indicator: IndicatorId) -> Vec<Definition> =
        "select d.version, d.text, d.from_period, d.baseline, p.name as by, d.at
        from indicator_definitions d join people p on p.id = d.by_id where d.indicator_id = $1 order by d.version limit 1000";
    /// The first periods of the definitions of several.
    pub fn definitions_of(indicators: &[IndicatorId]) -> Vec<(IndicatorId, i64)> =
        "select indicator_id, from_period from indicator_definitions where indicator_id in ($1)";
    pub fn insert_definition(indicator: IndicatorId, version: i64, text: &str, from_period: i64, baseline: f64, by: PersonId, at: Time) -> Changed =
        "insert into indicator_definitions (indicator_id, version, text, from_period, baseline, by_id, at) values ($1, $2, $3, $4, $5, $6, $7)";
    pub fn set_aim(id: IndicatorId, baseline: f64, target: f64) -> Changed =
        "update indicators set baseline = $2, target = $3 where id = $1";

    pub fn units(indicator: IndicatorId, limit: i64) -> Vec<Unit> =
        "select id, name from indicator_units where indicator_id = $1 order by name_key limit $2";
    pub fn unit_by_name(indicator: IndicatorId, name_key: &str) -> Option<UnitId> =
        "select id from indicator_units where indicator_id = $1 and name_key = $2";
    pub fn insert_unit(id: UnitId, indicator: IndicatorId, name: &str, name_key: &str) -> Changed =
        "insert into indicator_units (id, indicator_id, name, name_key) values ($1, $2, $3, $4)";

    /// In order of units and periods.
    pub fn readings(indicator: IndicatorId, from: i64, to: i64, limit: i64) -> Vec<Reading> =
        "select unit_id, period, value, revision, at from indicator_readings
        where indicator_id = $1 and period >= $2 and period <= $3 order by unit_id, period limit $4";
    /// Those of some units, in order of units and periods.
    pub fn readings_of(indicator: IndicatorId, units: &[UnitId], from: i64, limit: i64) -> Vec<Reading> =
        "select unit_id, period, value, revision, at from indicator_readings
        where indicator_id = $1 and unit_id in ($2) and period >= $3 order by unit_id, period limit $4";
    pub fn count_units(indicator: IndicatorId) -> Sole<i64> =
        "select cast(count(*) as bigint) from indicator_units where indicator_id = $1";
    pub fn reading(indicator: IndicatorId, period: i64, unit: UnitId) -> Option<Reading> =
        "select unit_id, period, value, revision, at from indicator_readings where indicator_id = $1 and period = $2 and unit_id = $3";
    /// In order of periods.
    pub fn levels(indicator: IndicatorId, limit: i64) -> Vec<Level> =
        "select period, mean, units from indicator_levels where indicator_id = $1 order by period limit $2";
    /// The newest of several that are counted by their newest definitions, in order of periods.
    fn newest_levels(indicators: &[IndicatorId], each: i64) -> Vec<(IndicatorId, i64, f64, i64)> =
        "select indicator_id, period, mean, units from (
            select l.indicator_id, l.period, l.mean, l.units, row_number() over (partition by l.indicator_id order by l.period desc) as place
            from indicator_levels l where l.indicator_id in ($1)
                and l.period >= (select max(d.from_period) from indicator_definitions d where d.indicator_id = l.indicator_id)) newest
        where place <= $2 order by indicator_id, period";
    /// The same of several.
    pub fn levels_of(indicators: &[IndicatorId], limit: i64) -> Vec<(IndicatorId, i64, f64, i64)> =
        "select indicator_id, period, mean, units from indicator_levels where indicator_id in ($1)
        order by indicator_id, period limit $2";
    pub fn make_level(indicator: IndicatorId, period: i64) -> Changed =
        "insert into indicator_levels (indicator_id, period, mean, units)
        select indicator_id, period, cast(avg(value) as double precision), cast(count(*) as bigint)
        from indicator_readings where indicator_id = $1 and period = $2 group by indicator_id, period
        on conflict (indicator_id, period) do update set mean = excluded.mean, units = excluded.units";
    pub fn keep_old(indicator: IndicatorId, period: i64, unit: UnitId) -> Changed =
        "insert into indicator_revisions (indicator_id, period, unit_id, revision, value, by_id, at, way)
        select indicator_id, period, unit_id, revision, value, by_id, at, way from indicator_readings
        where indicator_id = $1 and period = $2 and unit_id = $3";
    pub fn put(indicator: IndicatorId, period: i64, unit: UnitId, value: f64, by: PersonId, at: Time, way: Way, few: bool) -> Changed =
        "insert into indicator_readings (indicator_id, period, unit_id, value, revision, by_id, at, way, few)
        values ($1, $2, $3, $4, 1, $5, $6, $7, $8)
        on conflict (indicator_id, period, unit_id) do update set value = excluded.value, revision = indicator_readings.revision + 1,
            by_id = excluded.by_id, at = excluded.at, way = excluded.way, few = excluded.few";

    pub fn measured(limit: i64) -> Vec<Measured> =
        "select indicator_id, measure, computed_to, by_id from indicator_measures order by indicator_id limit $1";
    pub fn measure_of(indicator: IndicatorId) -> Option<Measured> =
        "select indicator_id, measure, computed_to, by_id from indicator_measures where indicator_id = $1";
    pub fn insert_measure(indicator: IndicatorId, measure: Measure, computed_to: i64, by: PersonId, at: Time) -> Changed =
        "insert into indicator_measures (indicator_id, measure, computed_to, by_id, at) values ($1, $2, $3, $4, $5)";
    pub fn delete_measure(indicator: IndicatorId) -> Changed = "delete from indicator_measures where indicator_id = $1";
    pub fn note_computed(indicator: IndicatorId, period: i64) -> Changed =
        "update indicator_measures set computed_to = $2 where indicator_id = $1 and computed_to < $2";
    /// Questions of a stretch of time, by id: those of people at a site.
    pub fn asked_at_sites(from: i64, to: i64, limit: i64) -> Vec<Asked> =
        "select q.id, q.author_id, s.name as unit, q.first_reply_at,
            (select r.author_id from replies r where r.post_id = q.id and r.author_id <> q.author_id order by r.id limit 1) as answered_by
        from posts q
            join people p on p.id = q.author_id join sites s on s.id = p.site_id
        where q.id >= $1 and q.id < $2 and q.kind = 'question' and q.deleted_at is null and p.role <> 'guest' and p.bot = 0
        order by q.id limit $3";
    /// Those of people in a department.
    pub fn asked_in_departments(from: i64, to: i64, limit: i64) -> Vec<Asked> =
        "select q.id, q.author_id, p.department as unit, q.first_reply_at,
            (select r.author_id from replies r where r.post_id = q.id and r.author_id <> q.author_id order by r.id limit 1) as answered_by
        from posts q join people p on p.id = q.author_id
        where q.id >= $1 and q.id < $2 and q.kind = 'question' and q.deleted_at is null and p.role <> 'guest' and p.bot = 0
            and p.department <> ''
        order by q.id limit $3";
    /// Those in a community that is not secret.
    pub fn asked_in_teams(from: i64, to: i64, limit: i64) -> Vec<Asked> =
        "select q.id, q.author_id, c.name as unit, q.first_reply_at,
            (select r.author_id from replies r where r.post_id = q.id and r.author_id <> q.author_id order by r.id limit 1) as answered_by
        from posts q
            join people p on p.id = q.author_id join communities c on c.id = q.community_id
        where q.id >= $1 and q.id < $2 and q.kind = 'question' and q.deleted_at is null and p.role <> 'guest' and p.bot = 0
            and c.kind <> 'secret'
        order by q.id limit $3";

    fn site_name(name_fold: &str) -> Option<(i64, String)> = "select id, name from sites where name_fold = $1";
    fn some_at_site(site: i64, enough: i64) -> Sole<i64> =
        "select cast(count(*) as bigint) from (select 1 as one from people where site_id = $1 and deactivated_at is null and role <> 'guest' and bot = 0 limit $2) counted";
    fn department_name(department: &str) -> Option<String> = "select department from people where department = $1 limit 1";
    fn some_in_department(department: &str, enough: i64) -> Sole<i64> =
        "select cast(count(*) as bigint) from (select 1 as one from people where department = $1 and deactivated_at is null and role <> 'guest' and bot = 0 limit $2) counted";
    fn team_name(name_key: &str) -> Option<(i64, String)> =
        "select id, name from communities where name_key = $1 and archived_at is null and kind <> 'secret'";
    fn some_in_team(community: i64, enough: i64) -> Sole<i64> =
        "select cast(count(*) as bigint) from (
            select 1 as one from memberships m join people p on p.id = m.person_id
            where m.community_id = $1 and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0
                and not exists (select 1 from rule_members r where r.community_id = $1 and r.person_id = p.id)
            union all select 1 from rule_members r join people p on p.id = r.person_id
            where r.community_id = $1 and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0
            union all select 1 from communities c join people p on c.network_wide = 1
            where c.id = $1 and p.deactivated_at is null and p.role <> 'guest' and p.bot = 0
            limit $2) counted";
}

/// The indicator, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: IndicatorId) -> Result<Option<Indicator>> {
    match viewer.is_guest() {
        true => Ok(None),
        false => by_id(db, id),
    }
}

/// All that exist for the viewer, by name.
pub fn list(db: &Db, viewer: &Viewer) -> Result<Vec<Indicator>> {
    match viewer.is_guest() {
        true => Ok(Vec::new()),
        false => all(db, MOST),
    }
}

/// What a form offers: those that are followed, and the one that it names already.
pub fn offered(db: &Db, viewer: &Viewer, named: Option<IndicatorId>) -> Result<Vec<Indicator>> {
    let mut offered = list(db, viewer)?;
    offered.retain(|it| it.archived_at.is_none() || Some(it.id) == named);
    Ok(offered)
}

/// The mean of the newest period of which enough is known, counted by the newest definition.
pub fn newest_mean(db: &Db, indicator: IndicatorId) -> Result<Option<f64>> {
    Ok(newest_means(db, &[indicator])?.pop().map(|(_, mean)| mean))
}

/// The same of several, by their ids.
pub fn newest_means(db: &Db, indicators: &[IndicatorId]) -> Result<Vec<(IndicatorId, f64)>> {
    let mut means = Vec::new();
    let levels = newest_levels(db, indicators, LATELY)?;
    for own in levels.chunk_by(|a, b| a.0 == b.0) {
        let level = |(_, period, mean, units): &(IndicatorId, i64, f64, i64)| Level {
            period: *period,
            mean: *mean,
            units: *units,
        };
        let mut levels: Vec<Level> = own.iter().map(level).collect();
        reading::complete(&mut levels);
        means.extend(levels.last().map(|newest| (own[0].0, newest.mean)));
    }
    Ok(means)
}

/// What a unit of this name is really called, and whether it has as many people as a unit needs. A team
/// is a community that is not secret.
pub fn find_unit(db: &Db, observed: Observed, name: &str) -> Result<Option<(String, bool)>> {
    let folded = kernel::text::fold::fold(name);
    Ok(match observed {
        Observed::Site => match site_name(db, &folded)? {
            Some((site, name)) => {
                let enough = some_at_site(db, site, PEOPLE_MIN)?.0 >= PEOPLE_MIN;
                Some((name, enough))
            }
            None => None,
        },
        Observed::Department => match department_name(db, name)? {
            Some(name) => {
                let enough = some_in_department(db, &name, PEOPLE_MIN)?.0 >= PEOPLE_MIN;
                Some((name, enough))
            }
            None => None,
        },
        Observed::Team => match team_name(db, &folded)? {
            Some((team, name)) => {
                let enough = some_in_team(db, team, PEOPLE_MIN)?.0 >= PEOPLE_MIN;
                Some((name, enough))
            }
            None => None,
        },
    })
}
