//! How many members of the team's community saw at least one of its first posts. It is told once a week
//! and stays so until the next; no number is given below ten people, nor where fewer than ten are left.
//! Who it was never leaves the bitmaps.

use kernel::{Result, Time};
use network::feed::Audience;
use network::{App, CommunityId};
use store::Db;

use super::queries;
use super::replication::ReplicationId;
use crate::indicators::Cadence;

const FEWEST: u64 = 10;
const ROUNDED_TO: u64 = 5;
/// A team's community is no larger; of others no reach is told.
const MEMBERS_MAX: i64 = 20_000;
/// Replications that are looked at before the next are asked for.
const AT_ONCE: i64 = 50;

store::text_enum! {
    pub enum ReachState {
        About = "about",
        /// Over 90 %.
        Most = "most",
        /// It would tell of few people.
        Withheld = "withheld",
    }
}

store::row! {
    /// As it is told for a week.
    pub struct Told {
        pub week: i64,
        pub state: ReachState,
        pub seen: i64,
        pub members: i64,
    }
}

/// Tells it of all that were not told of this week; what is told is left out next time.
pub fn tell(app: &App, now: Time) -> Result<()> {
    let week = Cadence::Week.at(now);
    let mut after = ReplicationId::from_raw(0);
    loop {
        let some = app
            .store
            .read_blocking(move |db| queries::to_tell(db, week, after, AT_ONCE))?;
        let Some((last, _)) = some.last() else {
            return Ok(());
        };
        after = *last;
        for (id, community) in some {
            let (state, seen, members) = app
                .store
                .read_blocking(move |db| count(db, id, community))?;
            app.store.write_background_blocking(move |tx| {
                queries::put_reach(tx, id, week, state, seen, members)
            })?;
        }
    }
}

fn count(db: &Db, id: ReplicationId, community: CommunityId) -> Result<(ReachState, i64, i64)> {
    let members = queries::members(db, community, MEMBERS_MAX + 1)?;
    let mut audience = Audience::default();
    for post in queries::posts(db, id)?.iter().filter_map(|it| it.post_id) {
        audience.add(db, post - 1, post + 1, 1)?;
    }
    let numbers = members
        .iter()
        .filter_map(|number| u32::try_from(*number).ok());
    Ok(match members.len() as i64 <= MEMBERS_MAX {
        true => told(audience.count_among(numbers), members.len() as u64),
        false => (ReachState::Withheld, 0, 0),
    })
}

fn told(seen: u64, members: u64) -> (ReachState, i64, i64) {
    let rest = members - seen.min(members);
    if seen >= FEWEST && rest >= FEWEST {
        let rounded = seen - seen % ROUNDED_TO;
        return (ReachState::About, rounded as i64, members as i64);
    }
    match seen >= FEWEST && seen * 10 > members * 9 {
        true => (ReachState::Most, 0, 0),
        false => (ReachState::Withheld, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_tells_of_no_group_below_ten() {
        let withheld = (ReachState::Withheld, 0, 0);
        for (seen, members, wanted) in [
            (9, 40, withheld),
            (10, 20, (ReachState::About, 10, 20)),
            (13, 40, (ReachState::About, 10, 40)),
            (15, 18, withheld),
            (60, 64, (ReachState::Most, 0, 0)),
            (0, 0, withheld),
        ] {
            assert_eq!(told(seen, members), wanted, "{seen} of {members}");
        }
    }
}
