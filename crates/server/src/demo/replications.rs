//! Stores that repeat the collection shelf by surname, each at another stage: kept, stopped, asked, trying.

use features::indicators::{self, day};
use features::initiatives::{self, InitiativeId};
use features::replications::{
    Begun, Choice, ReplicationId, ReplicationScope, Said, actions, place, queries,
};
use features::use_cases::{self, RoomKind, UseCaseId};
use jiff::ToSpan;
use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::PersonId;
use network::people::queries::by_id;
use store::{Store, Tx};

use super::write::Written;

const WAY: &str = "Collection shelf by surname, three zones";

struct Team {
    /// Keys of the cast; the buddy said yes.
    leader: &'static str,
    buddy: &'static str,
    /// The team whose way it repeats, by its leader.
    from: Option<&'static str>,
    days_ago: i32,
    variant: &'static str,
    /// What it said when it was asked.
    said: &'static [(i64, Choice, &'static str)],
    /// After so many days, and why.
    stopped: Option<(i32, &'static str)>,
    /// Who took which point, in order; the first of them are done.
    points: &'static [&'static str],
    done: usize,
    changes: &'static [&'static str],
}

const TEAMS: &[Team] = &[
    Team {
        leader: "sofia",
        buddy: "grace",
        from: None,
        days_ago: 104,
        variant: "",
        said: &[
            (30, Choice::Kept, "Nobody wants the old shelf back."),
            (
                90,
                Choice::Changed,
                "Tall parcels stand on the floor beside the third zone.",
            ),
        ],
        stopped: None,
        points: &["sofia", "sofia", "sofia", "sofia", "sofia", "sofia"],
        done: 6,
        changes: &[],
    },
    Team {
        leader: "callum",
        buddy: "sofia",
        from: Some("sofia"),
        days_ago: 71,
        variant: "",
        said: &[],
        stopped: Some((
            24,
            "Below twenty parcels a day everyone finds them anyway. Sorting at night took longer than it saved.",
        )),
        points: &["callum", "isla", "callum"],
        done: 3,
        changes: &[],
    },
    Team {
        leader: "lucia",
        buddy: "tariq",
        from: None,
        days_ago: 33,
        variant: "A fourth zone for shoes",
        said: &[],
        stopped: None,
        points: &["lucia", "jonas", "jonas", "rukmini"],
        done: 4,
        changes: &[],
    },
    Team {
        leader: "priya",
        buddy: "sofia",
        from: Some("sofia"),
        days_ago: 12,
        variant: "Two zones only",
        said: &[],
        stopped: None,
        points: &["marek", "amara", "marek", "chloe"],
        done: 3,
        changes: &["A–K and L–Z, because the shelf is only three metres long."],
    },
];

pub fn write(store: &Store, written: &Written) -> anyhow::Result<()> {
    let written = written.clone();
    store.write_blocking(move |tx| all(tx, &written))?;
    Ok(())
}

fn person(written: &Written, key: &str) -> PersonId {
    written.people[written.plan.company.by_key(key)]
}

fn all(tx: &Tx, written: &Written) -> Result<()> {
    let way = use_cases::queries::id_by_name(tx, &fold(WAY))?.ok_or_else(Error::not_found)?;
    let initiative = initiative(tx, written, way)?;
    let mut begun: Vec<(&str, ReplicationId)> = Vec::new();
    for team in TEAMS {
        let from = begun.iter().find(|(leader, _)| Some(*leader) == team.from);
        let from = from.map(|(_, id)| *id);
        if let Some(id) = begin(tx, written, team, way, initiative, from)? {
            begun.push((team.leader, id));
        }
    }
    Ok(())
}

/// In whose record their starts are counted; told after the readings, and marked so.
fn initiative(tx: &Tx, written: &Written, way: UseCaseId) -> Result<InitiativeId> {
    let way = use_cases::queries::by_id(tx, way)?.ok_or_else(Error::not_found)?;
    let indicator = indicators::queries::by_id(tx, way.indicator_id)?;
    let indicator = indicator.ok_or_else(Error::not_found)?;
    let draft = initiatives::Draft {
        name: "Shelves by surname".to_owned(),
        what: "Stores move the collection shelf next to the tills and sort it by surname."
            .to_owned(),
        judged_after: 12,
        levers: Vec::new(),
    };
    let owner = person(written, "priya");
    initiatives::actions::create_for(tx, owner, &indicator, &draft.check()?)
}

/// `None` in a company too small to have the store.
fn begin(
    tx: &Tx,
    written: &Written,
    team: &Team,
    way: UseCaseId,
    initiative: InitiativeId,
    from: Option<ReplicationId>,
) -> Result<Option<ReplicationId>> {
    let leader = person(written, team.leader);
    let about = by_id(tx, leader)?.ok_or_else(Error::not_found)?;
    let Some(place) = place(&about, ReplicationScope::Site) else {
        return Ok(None);
    };
    let start = day(tx.now()).saturating_sub(team.days_ago.days());
    let begun = Begun {
        use_case: way,
        begun_by: leader,
        leader,
        scope: ReplicationScope::Site,
        room_name: format!("{place}: collection shelf"),
        place,
        buddy: Some(person(written, team.buddy)),
        from,
        initiative: Some(initiative),
        variant: team.variant.to_owned(),
        starts: start.to_string(),
        room_kind: RoomKind::Open,
    };
    let id = actions::begin_for(tx, &begun)?;
    queries::set_buddy_answer(tx, id, features::replications::Answer::Agreed)?;
    for (place, key) in (0..).zip(team.points) {
        queries::set_person(tx, id, place, Some(person(written, key)))?;
        if place < team.done as i64 {
            queries::set_done(tx, id, place, Some(tx.now()))?;
        }
    }
    for change in team.changes {
        actions::note_change(tx, leader, id, change)?;
    }
    let it = queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    for (asked, choice, why) in team.said {
        actions::keep_for(tx, leader, &it, *asked, &Said::check(*choice, why)?)?;
    }
    if let Some((days, why)) = team.stopped {
        let day = start.saturating_add(days.days()).to_string();
        actions::stop_for(tx, leader, &it, &day, why)?;
    }
    Ok(Some(id))
}
