//! What people are told of replications: what became of what they began, that they are asked to lead one or
//! to go with a team, that their answer is due.
//!
//! Those of the origin are told of a team and not of its people: their names are for the team.

use kernel::Result;
use network::feed::ByKey;
use network::follow_ups::FollowUp;
use network::notifications::notices::{self, About, Kind};
use network::{App, PersonId, Viewer};
use store::{Db, Tx};

use super::queries;
use super::replication::{Answer, Replication, ReplicationId, days_before};
use super::result;
use crate::indicators::{self, IndicatorId, day};

pub const KINDS: &[Kind] = &[CAME_OF, RESULT, LEAD, BUDDY, QUESTION_30, QUESTION_90];

/// Readings may hold the first result of somebody.
pub const READINGS_CAME: FollowUp = FollowUp {
    of: indicators::actions::READINGS,
    run: results,
};

/// One line for each team that repeats it: it says how far they are.
const CAME_OF: Kind = Kind {
    name: "replication",
    icon: "repeat",
    about: |db, viewer, ids| about(db, viewer, ids, came_of),
};

const RESULT: Kind = Kind {
    name: "replication-result",
    icon: "chart-bar",
    about: |db, viewer, ids| about(db, viewer, ids, |_| "replications-notice-result"),
};

const LEAD: Kind = Kind {
    name: "replication-lead",
    icon: "hand",
    about: |db, viewer, ids| about(db, viewer, ids, |_| "replications-notice-lead"),
};

const BUDDY: Kind = Kind {
    name: "replication-buddy",
    icon: "hand-heart",
    about: |db, viewer, ids| about(db, viewer, ids, |_| "replications-notice-buddy"),
};

const QUESTION_30: Kind = Kind {
    name: "replication-question-30",
    icon: "hourglass",
    about: |db, viewer, ids| about(db, viewer, ids, |_| "replications-notice-question-30"),
};

const QUESTION_90: Kind = Kind {
    name: "replication-question-90",
    icon: "hourglass",
    about: |db, viewer, ids| about(db, viewer, ids, |_| "replications-notice-question-90"),
};

/// Of one replication.
const ORIGIN_MAX: i64 = 200;
/// In one transaction, or looked at together.
const AT_ONCE: i64 = 200;
/// A first result comes within half a year, and its reading a little later.
const RESULT_DAYS: i32 = 240;

fn about(
    db: &Db,
    viewer: &Viewer,
    ids: &[i64],
    text: fn(&Replication) -> &'static str,
) -> Result<ByKey<About>> {
    let ids: Vec<ReplicationId> = ids.iter().map(|id| ReplicationId::from_raw(*id)).collect();
    let mut found = queries::by_ids(db, &ids)?;
    found.retain(|it| queries::sees(viewer, it));
    let about = |it: Replication| {
        let about = About {
            text: text(&it),
            href: format!("/replications/{}", it.id),
            title: it.use_case,
            place: it.place,
        };
        (it.id.raw(), about)
    };
    Ok(found.into_iter().map(about).collect())
}

fn came_of(it: &Replication) -> &'static str {
    match (&it.stopped, it.kept_90, it.kept_30) {
        (Some(_), ..) => "replications-notice-stopped",
        (None, Some(_), _) => "replications-notice-kept-90",
        (None, None, Some(_)) => "replications-notice-kept-30",
        (None, None, None) => "replications-notice-begun",
    }
}

/// Its leader agreed: those of the origin hear of it, and the colleague who is asked to go with the team.
pub fn begun(tx: &Tx, id: ReplicationId) -> Result<()> {
    moved(tx, id)?;
    match queries::by_id(tx, id)? {
        Some(it) if it.buddy_answer == Answer::Asked => buddy(tx, &it),
        _ => Ok(()),
    }
}

/// It is another than it was: begun, kept or stopped.
pub fn moved(tx: &Tx, id: ReplicationId) -> Result<()> {
    let people = queries::origin_people(tx, id, ORIGIN_MAX)?;
    notices::tell(tx, &CAME_OF, id.raw(), None, &people)
}

pub fn buddy(tx: &Tx, it: &Replication) -> Result<()> {
    let leader = Some(it.leader_id);
    notices::tell(
        tx,
        &BUDDY,
        it.id.raw(),
        leader,
        &Vec::from_iter(it.buddy_id),
    )
}

pub fn lead(tx: &Tx, id: ReplicationId, leader: PersonId, by: PersonId) -> Result<()> {
    notices::tell(tx, &LEAD, id.raw(), Some(by), &[leader])
}

/// Nobody waits for an answer any more.
pub fn answered(tx: &Tx, it: &Replication) -> Result<()> {
    for question in [&QUESTION_30, &QUESTION_90] {
        notices::take_back(tx, question, it.id.raw(), it.leader_id)?;
    }
    moved(tx, it.id)
}

/// Tells leaders whose answer is due, each once for each of the two days.
pub fn ask(app: &App) -> Result<()> {
    let today = day(app.store.clock().now());
    let mut after = ReplicationId::from_raw(0);
    loop {
        let (by_30, by_90) = (days_before(today, 30), days_before(today, 90));
        let due = app
            .store
            .read_blocking(move |db| queries::to_ask(db, &by_30, &by_90, after, AT_ONCE))?;
        let Some((last, ..)) = due.last() else {
            return Ok(());
        };
        after = *last;
        let by_90 = days_before(today, 90);
        app.store.write_background_blocking(move |tx| {
            for (id, leader, starts) in &due {
                let question = match *starts <= by_90 {
                    true => {
                        notices::take_back(tx, &QUESTION_30, id.raw(), *leader)?;
                        &QUESTION_90
                    }
                    false => &QUESTION_30,
                };
                notices::tell_once(tx, question, id.raw(), None, &[*leader])?;
            }
            Ok(())
        })?;
    }
}

/// Tells of the first result of those that have one now.
fn results(app: &App, indicator: i64) -> Result<()> {
    let since = days_before(day(app.store.clock().now()), RESULT_DAYS);
    let found = app.store.read_blocking(move |db| {
        let id = IndicatorId::from_raw(indicator);
        let Some(indicator) = indicators::queries::by_id(db, id)? else {
            return Ok(Vec::new());
        };
        let mut some = queries::without_result(db, id, RESULT.name, &since, AT_ONCE)?;
        let after = result::after(db, &indicator, &some)?;
        some.retain(|it| {
            let after = after.get(&it.id.raw());
            after.is_some_and(|after| after.first_result_days.is_some())
        });
        Ok(some)
    })?;
    if found.is_empty() {
        return Ok(());
    }
    app.store.write_background_blocking(move |tx| {
        for it in &found {
            let mut people = queries::origin_people(tx, it.id, ORIGIN_MAX)?;
            people.push(it.leader_id);
            notices::tell_once(tx, &RESULT, it.id.raw(), None, &people)?;
        }
        Ok(())
    })
}
