//! All SQL about how indicators have moved.

use kernel::Time;
use network::PersonId;
use store::{Changed, Sole};

use super::Outcome;
use crate::goals::conflict::ConflictId;
use crate::indicators::{Cadence, Direction, IndicatorId, Observed};

store::row! {
    /// An indicator as far as it is compared.
    pub struct Counted {
        pub id: IndicatorId,
        pub direction: Direction,
        pub observed: Observed,
        pub cadence: Cadence,
        /// The first period of the definition by which the newest readings are counted.
        pub from_period: i64,
    }

    /// What came of comparing two indicators.
    pub struct Compared {
        pub first_id: IndicatorId,
        pub second_id: IndicatorId,
        pub outcome: Outcome,
        pub units: i64,
        pub opposed: i64,
        pub changes: i64,
        pub from_period: i64,
        pub to_period: i64,
        pub correlation: Option<f64>,
        pub q: Option<f64>,
        pub cadence: Cadence,
        pub observed: Observed,
    }

    /// A pair among all that were tested.
    pub struct Tested {
        pub first_id: IndicatorId,
        pub second_id: IndicatorId,
        pub correlation: f64,
        pub p: f64,
        pub q: Option<f64>,
    }
}

store::statements! {
    /// Not when it is archived.
    pub fn counted(id: IndicatorId) -> Option<Counted> =
        "select i.id, i.direction, i.observed, i.cadence, max(d.from_period) as from_period
        from indicators i join indicator_definitions d on d.indicator_id = i.id
        where i.id = $1 and i.archived_at is null
            and d.from_period <= coalesce((select max(l.period) from indicator_levels l where l.indicator_id = i.id), 0)
        group by i.id, i.direction, i.observed, i.cadence";
    /// Others that are read of the same kind of unit and equally often, after one of them.
    pub fn peers(id: IndicatorId, observed: Observed, cadence: Cadence, after: IndicatorId, limit: i64) -> Vec<Counted> =
        "select i.id, i.direction, i.observed, i.cadence, max(d.from_period) as from_period
        from indicators i join indicator_definitions d on d.indicator_id = i.id
        where i.id <> $1 and i.archived_at is null and i.observed = $2 and i.cadence = $3 and i.id > $4
            and d.from_period <= coalesce((select max(l.period) from indicator_levels l where l.indicator_id = i.id), 0)
        group by i.id, i.direction, i.observed, i.cadence order by i.id limit $5";
    /// The newest period with readings.
    pub fn newest(id: IndicatorId) -> Option<i64> =
        "select period from indicator_levels where indicator_id = $1 order by period desc limit 1";
    pub fn units(id: IndicatorId, limit: i64) -> Vec<(i64, String)> =
        "select id, name_key from indicator_units where indicator_id = $1 order by name_key limit $2";
    pub fn readings(id: IndicatorId, from: i64, limit: i64) -> Vec<(i64, i64, f64)> =
        "select unit_id, period, value from indicator_readings where indicator_id = $1 and period >= $2 order by period, unit_id limit $3";

    pub fn put(first: IndicatorId, second: IndicatorId, outcome: Outcome, units: i64, opposed: i64, changes: i64,
        from_period: i64, to_period: i64, correlation: Option<f64>, p: Option<f64>, at: Time) -> Changed =
        "insert into goal_comparisons (first_id, second_id, outcome, units, opposed, changes, from_period, to_period, correlation, p, q, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, $11)
        on conflict (first_id, second_id) do update set outcome = excluded.outcome, units = excluded.units, opposed = excluded.opposed,
            changes = excluded.changes, from_period = excluded.from_period, to_period = excluded.to_period,
            correlation = excluded.correlation, p = excluded.p, at = excluded.at";
    pub fn compared(conflicts: &[ConflictId]) -> Vec<Compared> =
        "select c.first_id, c.second_id, c.outcome, c.units, c.opposed, c.changes, c.from_period, c.to_period, c.correlation, c.q,
            i.cadence, i.observed
        from goal_conflicts k join goal_comparisons c on c.first_id = k.first_id and c.second_id = k.second_id
            join indicators i on i.id = c.first_id where k.id in ($1)";
    pub fn tested(limit: i64) -> Vec<Tested> =
        "select c.first_id, c.second_id, c.correlation, c.p, c.q from goal_comparisons c
            join indicators a on a.id = c.first_id join indicators b on b.id = c.second_id
        where c.outcome = 'compared' and c.correlation is not null and c.p is not null and a.archived_at is null and b.archived_at is null
        order by c.first_id, c.second_id limit $1";
    pub fn set_q(first: IndicatorId, second: IndicatorId, q: Option<f64>) -> Changed =
        "update goal_comparisons set q = $3 where first_id = $1 and second_id = $2";
    pub fn forget_untested() -> Changed =
        "update goal_comparisons set q = null where outcome <> 'compared' and q is not null";
    /// Pairs that were found and are not any more.
    pub fn found_before(limit: i64) -> Vec<(IndicatorId, IndicatorId)> =
        "select c.first_id, c.second_id from goal_conflicts c join goal_grounds g on g.conflict_id = c.id
        where g.ground = 'measured' and g.gone_at is null order by c.id limit $1";

    /// For which sides it was said: pairs of the conflict's indicators, and one of them.
    pub fn sides_said(conflicts: &[ConflictId]) -> Vec<(ConflictId, IndicatorId)> =
        "select k.id, s.side_id from goal_conflicts k join goal_same_counts s on s.first_id = k.first_id and s.second_id = k.second_id
        where k.id in ($1) order by k.id, s.side_id limit 1000";
    pub fn count_sides(first: IndicatorId, second: IndicatorId) -> Sole<i64> =
        "select cast(count(*) as bigint) from goal_same_counts where first_id = $1 and second_id = $2";
    pub fn say_same_count(first: IndicatorId, second: IndicatorId, side: IndicatorId, by: PersonId, at: Time) -> Changed =
        "insert into goal_same_counts (first_id, second_id, side_id, by_id, at) values ($1, $2, $3, $4, $5)
        on conflict (first_id, second_id, side_id) do nothing";
}
