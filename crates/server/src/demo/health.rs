//! The health of Northgate: three weeks that were counted, what some communities say they are for, and
//! steps that were chosen and joined.

use features::health::actions::Part;
use features::health::{About, Column, Draft, Measure, Play, Purpose, StepId, Week, actions, job};
use kernel::{Error, Result};
use network::access::{Memberships, Scopes};
use network::{CommunityId, PersonId, Viewer, people};
use store::{Store, Tx};
use web::{Lang, t};

use super::write::{Written, progress};
use crate::work::Say;

const WEEKS: i64 = 3;

/// What communities say they are for, and by whom it is said; keys of the cast.
const PURPOSES: &[(&str, &str, Purpose)] = &[
    ("Click & Collect", "sofia", Purpose::Practice),
    ("Ask IT", "ravi", Purpose::Questions),
    ("Leeds Briggate", "priya", Purpose::Practice),
];

struct Plan {
    room: Option<&'static str>,
    measure: Measure,
    level: Option<Column>,
    play: Play,
    owner: &'static str,
    /// Who joins, with what they promise.
    with: &'static [(&'static str, &'static str)],
}

const STEPS: &[Plan] = &[
    Plan {
        room: Some("Click & Collect"),
        measure: Measure::AnswerRate,
        level: None,
        play: Play::AnswerHosts,
        owner: "sofia",
        with: &[
            ("priya", "Mondays and Tuesdays, before the doors open."),
            ("yusuf", "I take what is about stock."),
        ],
    },
    Plan {
        room: None,
        measure: Measure::Thanked,
        level: Some(Column::Staff),
        play: Play::ThanksAtStart,
        owner: "grace",
        with: &[
            (
                "priya",
                "Every morning in Leeds, one letter from a customer.",
            ),
            ("ewan", "Same in Edinburgh."),
        ],
    },
];

/// Counts the last weeks and begins the steps. The network's clock decides which weeks.
pub fn write(store: &Store, written: &Written, say: Say<'_>) -> anyhow::Result<()> {
    let known = written.clone();
    store.write_blocking(move |tx| {
        PURPOSES
            .iter()
            .try_for_each(|purpose| declare(tx, &known, purpose))
    })?;
    let last = Week::last(store.clock().now());
    for back in (0..WEEKS).rev() {
        progress(
            say,
            (WEEKS - 1 - back) as usize,
            WEEKS as usize,
            "weeks of health",
        )?;
        job::count(store, Week(last.0 - back))?;
    }
    let known = written.clone();
    store.write_blocking(move |tx| STEPS.iter().try_for_each(|plan| begin(tx, &known, plan)))?;
    progress(say, WEEKS as usize, WEEKS as usize, "weeks of health")
}

/// The room of this name, where there is one: a small company has few.
fn room(written: &Written, name: &str) -> Option<CommunityId> {
    let at = written
        .plan
        .rooms
        .iter()
        .position(|room| room.name == name)?;
    Some(written.rooms[at])
}

fn viewer(tx: &Tx, written: &Written, key: &str) -> Result<Viewer> {
    let id: PersonId = written.people[written.plan.company.by_key(key)];
    let person = people::queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    let memberships = Memberships::read(tx, id, &Default::default())?;
    Ok(Viewer::new(person.into(), memberships.into(), Scopes::ALL))
}

fn declare(tx: &Tx, written: &Written, (name, by, purpose): &(&str, &str, Purpose)) -> Result<()> {
    match room(written, name) {
        Some(id) => actions::declare(tx, &viewer(tx, written, by)?, id, *purpose),
        None => Ok(()),
    }
}

fn begin(tx: &Tx, written: &Written, plan: &Plan) -> Result<()> {
    let community = match plan.room {
        Some(name) => match room(written, name) {
            Some(id) => Some(id),
            None => return Ok(()),
        },
        None => None,
    };
    let draft = Draft {
        about: About {
            community,
            measure: plan.measure,
            level: plan.level,
        },
        play: Some(plan.play),
        title: t!(Lang::En, &format!("health-play-{}", plan.play)),
        how: t!(Lang::En, &format!("health-play-{}-how", plan.play)),
        weeks: plan.play.weeks(),
        owner: None,
    };
    let owner = viewer(tx, written, plan.owner)?;
    let id: StepId = actions::choose(tx, &owner, &draft.check()?)?;
    for (at, (key, words)) in plan.with.iter().enumerate() {
        let joins = viewer(tx, written, key)?;
        actions::pledge(tx, &joins, id, words)?;
        if at == 0 {
            actions::set_done(tx, &joins, id, Part::Done)?;
        }
    }
    Ok(())
}
