//! Beginning an initiative, describing it, and recording who started it.

use kernel::text::fold::fold;
use kernel::{Error, Problems, Result};
use network::{CommunityId, PersonId, Viewer, audit, communities, follow_ups};
use store::{Db, Tx};

use super::adoption::{Dropped, STARTS_MAX, Started};
use super::initiative::{Initiative, InitiativeId, NewInitiative};
use super::{contributors, queries};
use crate::indicators::table::wrong;
use crate::indicators::{self, Indicator, IndicatorId, UnitId, day};

/// Follow-ups of this are done when it changed who started an initiative of an indicator.
pub const STARTS: &str = "starts";

/// Begins an initiative that the viewer owns. Everyone but guests may.
pub fn create(
    tx: &Tx,
    viewer: &Viewer,
    indicator: IndicatorId,
    new: &NewInitiative,
) -> Result<InitiativeId> {
    let indicator =
        indicators::queries::visible(tx, viewer, indicator)?.ok_or_else(Error::not_found)?;
    if indicator.archived_at.is_some() {
        return Err(Error::conflict("indicator_archived"));
    }
    create_for(tx, viewer.id, &indicator, new)
}

/// As [`create`], for a program: the person owns it. 409 `initiative_taken` when the indicator has one of
/// this name, `too_many_initiatives` when it has very many.
pub fn create_for(
    tx: &Tx,
    owner: PersonId,
    indicator: &Indicator,
    new: &NewInitiative,
) -> Result<InitiativeId> {
    let key = fold(&new.0.name);
    is_free(tx, indicator.id, &key, None)?;
    if queries::count_of(tx, indicator.id)?.0 >= queries::MOST {
        return Err(Error::conflict("too_many_initiatives").limit(queries::MOST));
    }
    let id: InitiativeId = tx.id();
    let NewInitiative(draft) = new;
    queries::insert(
        tx,
        id,
        indicator.id,
        &draft.name,
        &key,
        &draft.what,
        owner,
        draft.judged_after,
        tx.now(),
    )?;
    put_levers(tx, owner, id, new)?;
    tx.log("initiative", id.raw(), 0)?;
    Ok(id)
}

fn is_free(db: &Db, indicator: IndicatorId, key: &str, own: Option<InitiativeId>) -> Result<()> {
    match queries::id_by_name(db, indicator, key)? {
        Some(other) if Some(other) != own => Err(Error::conflict("initiative_taken").at("name")),
        _ => Ok(()),
    }
}

fn put_levers(tx: &Tx, by: PersonId, id: InitiativeId, new: &NewInitiative) -> Result<()> {
    queries::delete_levers(tx, id)?;
    for pulled in &new.0.levers {
        queries::insert_lever(
            tx,
            id,
            pulled.lever,
            &pulled.what,
            pulled.state,
            &pulled.evidence,
            by,
            tx.now(),
        )?;
    }
    Ok(())
}

/// The initiative with its indicator, for those who may change it; 404 for those for whom it does not
/// exist, 403 for others.
pub fn changeable(db: &Db, viewer: &Viewer, id: InitiativeId) -> Result<(Initiative, Indicator)> {
    let (initiative, indicator) = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if !initiative.may_be_changed_by(viewer, &indicator) {
        return Err(Error::forbidden("not_owner"));
    }
    match indicator.archived_at {
        None => Ok((initiative, indicator)),
        Some(_) => Err(Error::conflict("indicator_archived")),
    }
}

/// Describes it anew. When it is judged cannot be changed once somebody started: who looks at the readings
/// must not choose the date.
pub fn save(tx: &Tx, viewer: &Viewer, id: InitiativeId, new: &NewInitiative) -> Result<()> {
    let (initiative, _) = changeable(tx, viewer, id)?;
    let NewInitiative(draft) = new;
    let key = fold(&draft.name);
    is_free(tx, initiative.indicator_id, &key, Some(id))?;
    let started = !queries::counts(tx, &[id])?.is_empty();
    if started && draft.judged_after != initiative.judged_after {
        return Err(Error::conflict("judged_after_fixed").at("judged_after"));
    }
    // What was judged stays what it says it was.
    let other = draft.name != initiative.name || draft.what != initiative.what;
    if other && queries::has_verdict(tx, id)?.is_some() {
        return Err(Error::conflict("initiative_judged"));
    }
    queries::update(tx, id, &draft.name, &key, &draft.what, draft.judged_after)?;
    put_levers(tx, viewer.id, id, new)?;
    tx.log("initiative", id.raw(), 0)
}

/// What came of starts that were said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    pub new: usize,
    /// The day became another.
    pub changed: usize,
    pub same: usize,
}

/// Records who started and when, all or none. The errors name the places: units that do not exist or have
/// too few people, days to come.
pub fn start(tx: &Tx, viewer: &Viewer, id: InitiativeId, starts: &[Started]) -> Result<Recorded> {
    let (_, indicator) = changeable(tx, viewer, id)?;
    start_for(tx, viewer.id, id, &indicator, starts)
}

/// As [`start`], for a program that acts for the person.
pub fn start_for(
    tx: &Tx,
    by: PersonId,
    id: InitiativeId,
    indicator: &Indicator,
    starts: &[Started],
) -> Result<Recorded> {
    if starts.len() > STARTS_MAX {
        return Err(Error::invalid("starts", "too_many_readings").limit(STARTS_MAX as i64));
    }
    let today = day(tx.now());
    let mut problems = Vec::new();
    let mut recorded = Recorded::default();
    for start in starts {
        if start.day > today {
            problems.push(wrong(start.at, "start", "day_to_come"));
            continue;
        }
        let unit = match indicators::actions::unit(tx, indicator, &start.unit)? {
            Ok((unit, _)) => unit,
            Err(code) => {
                problems.push(wrong(start.at, "unit", code));
                continue;
            }
        };
        let started = start.day.to_string();
        let known = queries::adoption(tx, id, unit)?;
        match &known {
            Some(known) if known.started == started => {
                recorded.same += 1;
                continue;
            }
            // Who sees the readings must not choose the day.
            Some(known) if !known.may_be_corrected(tx.now()) => {
                problems.push(wrong(start.at, "start", "start_counts"));
                continue;
            }
            Some(known) => {
                let said = format!("{unit}: {} became {started}", known.started);
                audit::note(tx, Some(by), "initiative.start", Some(id.raw()), &said)?;
                recorded.changed += 1;
            }
            None => recorded.new += 1,
        }
        let period = indicator.cadence.of(start.day);
        let read = queries::is_read_since(tx, indicator.id, unit, period)?.is_some();
        let afterwards = read || known.is_some_and(|known| known.afterwards);
        queries::put_adoption(tx, id, unit, &started, afterwards, by, tx.now())?;
    }
    problems.truncate(20);
    Problems(problems).or(())?;
    changed(tx, id, indicator.id)?;
    Ok(recorded)
}

/// Says that a unit no longer does it. It still counts as one that started.
pub fn drop(
    tx: &Tx,
    viewer: &Viewer,
    id: InitiativeId,
    unit: UnitId,
    dropped: &Dropped,
) -> Result<()> {
    let (_, indicator) = changeable(tx, viewer, id)?;
    drop_for(tx, id, indicator.id, unit, dropped)
}

/// As [`drop`], for a program that acts for those who started.
pub fn drop_for(
    tx: &Tx,
    id: InitiativeId,
    indicator: IndicatorId,
    unit: UnitId,
    dropped: &Dropped,
) -> Result<()> {
    let known = queries::adoption(tx, id, unit)?.ok_or_else(Error::not_found)?;
    if dropped.day > day(tx.now()) {
        return Err(Error::invalid("day", "day_to_come"));
    }
    if known.day().is_some_and(|started| dropped.day < started) {
        return Err(Error::invalid("day", "before_start"));
    }
    queries::drop_adoption(tx, id, unit, &dropped.day.to_string(), &dropped.why)?;
    changed(tx, id, indicator)
}

/// For a program that acts for those who started: a unit that had dropped it does it again. It counts
/// since the day that was known first.
pub fn resume_for(tx: &Tx, id: InitiativeId, indicator: IndicatorId, unit: UnitId) -> Result<()> {
    queries::resume_adoption(tx, id, unit)?;
    changed(tx, id, indicator)
}

/// Takes back a start that was recorded by mistake, within a day, or two weeks where the team told it;
/// afterwards it counts for good.
pub fn take_back(tx: &Tx, viewer: &Viewer, id: InitiativeId, unit: UnitId) -> Result<()> {
    let (_, indicator) = changeable(tx, viewer, id)?;
    let known = queries::adoption(tx, id, unit)?.ok_or_else(Error::not_found)?;
    if !known.may_be_corrected(tx.now()) {
        return Err(Error::conflict("start_counts"));
    }
    queries::delete_adoption(tx, id, unit)?;
    let said = format!("{unit}: {} taken back", known.started);
    audit::note(
        tx,
        Some(viewer.id),
        "initiative.start",
        Some(id.raw()),
        &said,
    )?;
    changed(tx, id, indicator.id)
}

/// Says of oneself that one takes part, or no longer does.
pub fn take_part(tx: &Tx, viewer: &Viewer, id: InitiativeId, takes_part: bool) -> Result<()> {
    queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    match takes_part {
        true => queries::join(tx, id, viewer.id, tx.now())?,
        false => queries::leave(tx, id, viewer.id)?,
    };
    tx.log("initiative", id.raw(), 0)
}

/// Names a community that the viewer can read as one where it is talked about, or no longer.
pub fn link(
    tx: &Tx,
    viewer: &Viewer,
    id: InitiativeId,
    community: CommunityId,
    linked: bool,
) -> Result<()> {
    changeable(tx, viewer, id)?;
    communities::queries::readable(tx, viewer, community)?.ok_or_else(Error::not_found)?;
    match linked {
        true => {
            contributors::has_room(tx, id)?;
            queries::link(tx, id, community, viewer.id, tx.now())?
        }
        false => queries::unlink(tx, id, community)?,
    };
    tx.log("initiative", id.raw(), 0)
}

fn changed(tx: &Tx, id: InitiativeId, indicator: IndicatorId) -> Result<()> {
    follow_ups::enqueue(tx, STARTS, indicator.raw())?;
    tx.log("initiative", id.raw(), 0)
}
