//! How many members of the team's community saw at least one of its first posts. No number is given below
//! ten people, nor where fewer than ten are left; who it was never leaves the bitmaps.

use kernel::Result;
use network::feed::Audience;
use store::Db;

use super::queries;
use super::replication::{Prepared, Replication};

const FEWEST: u64 = 10;
const ROUNDED_TO: u64 = 5;
/// A team's community is no larger; of others no reach is told.
const MEMBERS_MAX: i64 = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    About { seen: u64, members: u64 },
    Over90Percent,
}

/// `None` when it is not to be told.
pub fn read(db: &Db, it: &Replication, posts: &[Prepared]) -> Result<Option<Reach>> {
    let Some(community) = it.community_id else {
        return Ok(None);
    };
    let posted: Vec<i64> = posts.iter().filter_map(|post| post.post_id).collect();
    let members = queries::members(db, community, MEMBERS_MAX + 1)?;
    if posted.is_empty() || members.len() as i64 > MEMBERS_MAX {
        return Ok(None);
    }
    let mut audience = Audience::default();
    for post in posted {
        audience.add(db, post - 1, post + 1, 1)?;
    }
    let numbers = members
        .iter()
        .filter_map(|number| u32::try_from(*number).ok());
    Ok(told(audience.count_among(numbers), members.len() as u64))
}

fn told(seen: u64, members: u64) -> Option<Reach> {
    let rest = members - seen.min(members);
    match seen {
        _ if seen < FEWEST => None,
        _ if rest >= FEWEST => Some(Reach::About {
            seen: seen - seen % ROUNDED_TO,
            members,
        }),
        _ if seen * 10 > members * 9 => Some(Reach::Over90Percent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_tells_of_no_group_below_ten() {
        for (seen, members, wanted) in [
            (9, 40, None),
            (
                10,
                20,
                Some(Reach::About {
                    seen: 10,
                    members: 20,
                }),
            ),
            (
                13,
                40,
                Some(Reach::About {
                    seen: 10,
                    members: 40,
                }),
            ),
            (15, 18, None),
            (60, 64, Some(Reach::Over90Percent)),
            (0, 0, None),
        ] {
            assert_eq!(told(seen, members), wanted, "{seen} of {members}");
        }
    }
}
