//! Whom a replication asks: who leads it, and somebody from the origin who goes with the team. Both may
//! say no, and nobody is told why.

use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::people::{self, Person, Role};
use network::{PersonId, Viewer, communities};
use store::{Db, Tx};

use super::actions::{at_the_room, going_on, is_free, launch, led, room};
use super::replication::{
    Answer, Guide, Origin, Replication, ReplicationId, ReplicationScope, Reply, first_day,
};
use super::{notices, queries};
use crate::indicators::day;
use crate::use_cases::{self, UseCaseId};

/// People from the origin who are offered: leaders, and people named in stories.
const LEADERS: i64 = 4;
const NAMED: i64 = 6;
/// People who said no, of one replication.
const REFUSALS: i64 = 100;

/// Who leads it: oneself, or the one colleague who is called so.
pub fn leader(db: &Db, viewer: &Viewer, typed: &str) -> Result<Person> {
    let unknown = || Error::invalid("leader", "unknown_person");
    let id = match typed {
        "" => viewer.id,
        _ => people::queries::called(db, viewer, typed)?.ok_or_else(unknown)?,
    };
    let person = people::queries::by_id(db, id)?.ok_or_else(unknown)?;
    match person.role != Role::Guest && !person.bot && person.deactivated_at.is_none() {
        true => Ok(person),
        false => Err(unknown()),
    }
}

/// Where somebody works, by the employer's data.
pub fn place(person: &Person, scope: ReplicationScope) -> Option<String> {
    match scope {
        ReplicationScope::Site => person.site.clone(),
        ReplicationScope::Department => {
            Some(person.department.clone()).filter(|name| !name.is_empty())
        }
    }
}

/// Somebody from the origin and where that is, as far as they are offered to who leads it.
pub fn origin(
    db: &Db,
    use_case: UseCaseId,
    leader: PersonId,
    origin: Origin,
) -> Result<(Option<PersonId>, Option<ReplicationId>)> {
    let unknown = || Error::invalid("buddy", "no_such_buddy");
    let (person, from) = match origin {
        Origin::Described => return Ok((None, None)),
        Origin::Named(person) => (queries::is_named(db, use_case, person)?, None),
        Origin::Leader(id) => (queries::leader_to_ask(db, use_case, id)?, Some(id)),
    };
    let person = person.ok_or_else(unknown)?;
    match person == leader {
        true => Err(Error::invalid("buddy", "buddy_leads")),
        false => Ok((Some(person), from)),
    }
}

/// Those who can be asked to go with a team that this person leads.
pub fn guides(db: &Db, use_case: UseCaseId, leader: PersonId) -> Result<Vec<Guide>> {
    let mut guides = queries::leaders_to_ask(db, use_case, leader, LEADERS)?;
    for named in queries::named_to_ask(db, use_case, leader, NAMED)? {
        if guides.iter().all(|it| it.person_id != named.person_id) {
            guides.push(named);
        }
    }
    Ok(guides)
}

/// What the leader says: whether they lead it, how their community is called, and from which day on.
#[derive(Clone, Debug)]
pub struct Led {
    pub reply: Reply,
    pub room_name: String,
    /// As typed; empty for the day they were asked about.
    pub starts: String,
}

/// The leader says whether they lead it; then everything is made, or nothing is. Everything that was
/// found when they were asked is looked at again: they may answer months later.
pub fn lead(tx: &Tx, viewer: &Viewer, id: ReplicationId, said: &Led) -> Result<()> {
    let it = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if it.leader_id != viewer.id {
        return Err(Error::forbidden("not_leader"));
    }
    if it.leader_answer != Answer::Asked {
        return Err(Error::conflict("replication_begun"));
    }
    if said.reply == Reply::Declined {
        queries::set_leader_answer(tx, id, Answer::Declined)?;
        return tx.log("replication", id.raw(), 0);
    }
    let own = place(&viewer.person, it.scope);
    if own.is_none_or(|own| fold(&own) != fold(&it.place)) {
        return Err(Error::conflict("leader_moved"));
    }
    is_free(tx, it.use_case_id, it.scope, &it.place)?;
    let typed = match said.starts.as_str() {
        "" => &it.starts,
        typed => typed,
    };
    let starts = first_day(typed, day(tx.now()))?;
    queries::set_starts(tx, id, &starts.to_string())?;
    let of = use_cases::queries::by_id(tx, it.use_case_id)?.ok_or_else(Error::not_found)?;
    let room = room(&said.room_name, it.room_kind, &of)?;
    let community = communities::actions::found(tx, viewer, &room).map_err(at_the_room)?;
    launch(tx, id, community)?;
    tx.log("use_case", it.use_case_id.raw(), 0)
}

/// Sets another first day while none has come.
pub fn postpone(tx: &Tx, viewer: &Viewer, id: ReplicationId, typed: &str) -> Result<()> {
    let it = led(tx, viewer, id)?;
    let today = day(tx.now());
    if it.last_period.is_some() || it.day(today) >= 1 {
        return Err(Error::conflict("start_came"));
    }
    let starts = first_day(typed, today)?;
    if starts < today {
        return Err(Error::invalid("starts", "start_over"));
    }
    queries::set_starts(tx, id, &starts.to_string())?;
    super::start::note(tx, id)?;
    tx.log("replication", id.raw(), 0)
}

/// Who was asked says whether they go with the team; they may say otherwise while it goes on.
pub fn go_with(tx: &Tx, viewer: &Viewer, id: ReplicationId, reply: Reply) -> Result<()> {
    let it = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if it.buddy_id != Some(viewer.id) {
        return Err(Error::forbidden("not_buddy"));
    }
    going_on(it)?;
    queries::set_buddy_answer(tx, id, reply.answer())?;
    match reply {
        Reply::Agreed => queries::delete_refusal(tx, id, viewer.id)?,
        Reply::Declined => queries::insert_refusal(tx, id, viewer.id)?,
    };
    tx.log("replication", id.raw(), 0)
}

/// Asks somebody to go with the team after another said no, or where nobody was asked. Who said no is not
/// asked again. From where the way comes stays as it was.
pub fn ask(tx: &Tx, viewer: &Viewer, id: ReplicationId, whom: Origin) -> Result<()> {
    let it = led(tx, viewer, id)?;
    if it.buddy_id.is_some() && it.buddy_answer != Answer::Declined {
        return Err(Error::conflict("buddy_asked"));
    }
    let (person, _) = origin(tx, it.use_case_id, it.leader_id, whom)?;
    let person = person.ok_or_else(|| Error::invalid("buddy", "no_such_buddy"))?;
    if queries::refusals(tx, id, REFUSALS)?.contains(&person) {
        return Err(Error::invalid("buddy", "no_such_buddy"));
    }
    queries::set_buddy(tx, id, person)?;
    let asked = Replication {
        buddy_id: Some(person),
        ..it
    };
    notices::buddy(tx, &asked)?;
    tx.log("replication", id.raw(), 0)
}

/// Those who can be asked now; nobody while somebody is asked or goes with them.
pub fn left_to_ask(db: &Db, it: &super::Replication) -> Result<Vec<Guide>> {
    let is_open = it.buddy_id.is_none() || it.buddy_answer == Answer::Declined;
    if !is_open || !it.goes_on() {
        return Ok(Vec::new());
    }
    let refused = queries::refusals(db, it.id, REFUSALS)?;
    let mut guides = guides(db, it.use_case_id, it.leader_id)?;
    guides.retain(|guide| !refused.contains(&guide.person_id));
    Ok(guides)
}
