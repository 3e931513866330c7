//! The store's own rows about itself: the life of the database, where the log is, who makes ids.

use kernel::{Random, Result, Time};

use crate::db::Db;
use crate::log;
use crate::statement::{Changed, Sole};

crate::row! {
    pub(crate) struct State { pub epoch: i64, pub position: i64, pub system: String }
    pub(crate) struct NodeRow { pub node: i64, pub owner: i64, pub lease_until: Time, pub tick: i64 }
}

crate::statements! {
    pub(crate) fn state() -> Option<State> =
        "select epoch, position, system from log_state where one = 1";
    pub(crate) fn first(epoch: i64, system: &str) -> Changed =
        "insert into log_state (one, epoch, position, system) values (1, $1, 0, $2) on conflict do nothing";
    pub(crate) fn new_life(epoch: i64, system: &str) -> Changed =
        "update log_state set epoch = $1, system = $2 where one = 1";
    pub(crate) fn nodes() -> Vec<NodeRow> =
        "select node, owner, lease_until, tick from nodes order by node limit 64";
    pub(crate) fn node(node: i64) -> Option<NodeRow> =
        "select node, owner, lease_until, tick from nodes where node = $1";
    pub(crate) fn write_node(node: i64, owner: i64, lease_until: Time, tick: i64) -> Changed =
        "insert into nodes (node, owner, lease_until, tick) values ($1, $2, $3, $4)
         on conflict (node) do update set owner = $2, lease_until = $3, tick = $4";
    pub(crate) fn keep_node(node: i64, owner: i64, lease_until: Time, tick: i64) -> Changed =
        "update nodes set lease_until = $3, tick = $4 where node = $1 and owner = $2";
}

/// What a store knows when it opens.
pub(crate) struct Begun {
    pub epoch: u64,
    pub position: i64,
    /// The row says the database lived elsewhere when it was last open.
    pub moved: bool,
}

/// Reads the state, or writes the first.
pub(crate) fn begin(db: &Db, random: &Random, system: &str) -> Result<Begun> {
    first(db, new_epoch(random), system)?;
    let Some(state) = state(db)? else {
        return Err(kernel::Error::internal("the log has no state"));
    };
    let Sole(newest) = log::newest(db)?;
    Ok(Begun {
        epoch: state.epoch.unsigned_abs(),
        position: newest.max(state.position),
        moved: state.system != system,
    })
}

/// 53 bits, so that it can be a JSON number; never 0.
pub(crate) fn new_epoch(random: &Random) -> i64 {
    i64::try_from(random.u64() >> 11).unwrap_or(1).max(1)
}

/// Above which tick a node may make ids.
pub(crate) fn tick(db: &Db, number: u8) -> Result<i64> {
    Ok(node(db, i64::from(number))?.map_or(0, |row| row.tick))
}
