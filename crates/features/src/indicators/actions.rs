//! Creating and changing indicators, defining them anew, and putting in readings.

use kernel::text::fold::fold;
use kernel::{Error, Problems, Result};
use network::people::{self, Role};
use network::{PersonId, Viewer, audit, follow_ups};
use store::{Changed, Db, Tx};

use super::indicator::{
    Change, Indicator, IndicatorId, NewIndicator, Quality, Redefinition, UnitId, check_flaw,
};
use super::measured::{self, Measure};
use super::queries;
use super::reading::{Given, READINGS_MAX, Way};
use super::table::wrong;

/// Follow-ups of this are done when an indicator has new readings, or is counted anew.
pub const READINGS: &str = "readings";

/// Creates an indicator that the viewer owns. Everyone but guests may; the first definition counts for
/// readings of any time.
pub fn create(tx: &Tx, viewer: &Viewer, new: &NewIndicator) -> Result<IndicatorId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    create_for(tx, viewer.id, new)
}

/// As [`create`], for a program: the person owns it. 409 `indicator_taken` when another has the name.
pub fn create_for(tx: &Tx, owner: PersonId, new: &NewIndicator) -> Result<IndicatorId> {
    let new = &new.0;
    if queries::id_by_name(tx, &fold(&new.name))?.is_some() {
        return Err(Error::conflict("indicator_taken").at("name"));
    }
    let id: IndicatorId = tx.id();
    let now = tx.now();
    queries::insert(
        tx,
        id,
        &new.name,
        &fold(&new.name),
        &new.unit,
        new.direction,
        new.observed,
        new.cadence,
        &new.source,
        owner,
        new.baseline,
        new.target,
        &new.due,
        &new.scope,
        new.quality,
        &new.flaw,
        owner,
        now,
    )?;
    queries::insert_definition(tx, id, 1, &new.definition, 0, new.baseline, owner, now)?;
    tx.log("indicator", id.raw(), 0)?;
    Ok(id)
}

/// The indicator, for its owner and administrators as long as it is not archived; 404 for those for whom
/// it does not exist, 403 for others, 409 `indicator_archived`.
pub fn owned(db: &Db, viewer: &Viewer, id: IndicatorId) -> Result<Indicator> {
    let indicator = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if !indicator.may_be_changed_by(viewer) {
        return Err(Error::forbidden("not_owner"));
    }
    match indicator.archived_at {
        None => Ok(indicator),
        Some(_) => Err(Error::conflict("indicator_archived")),
    }
}

/// Changes what can be changed later; another target or due day keeps the one before. The new owner is
/// somebody who sees indicators.
pub fn change(tx: &Tx, viewer: &Viewer, id: IndicatorId, change: &Change) -> Result<()> {
    let it = owned(tx, viewer, id)?;
    let change = change.clone().check(&it)?;
    let owner = change.owner.unwrap_or(it.owner_id);
    let person = people::queries::by_id(tx, owner)?.ok_or_else(Error::not_found)?;
    if owner != it.owner_id && (person.role == Role::Guest || !person.is_active(tx.now())) {
        return Err(Error::invalid("owner", "unknown_person"));
    }
    if change.target != it.target || change.due != it.due {
        queries::keep_aim(tx, id, it.target, &it.due, tx.now(), viewer.id)?;
    }
    queries::change(
        tx,
        id,
        owner,
        &change.source,
        change.target,
        &change.due,
        &change.scope,
    )?;
    tx.log("indicator", id.raw(), 0)
}

/// Puts it aside or takes it up again: it is kept with its readings, and nothing about it changes.
pub fn archive(tx: &Tx, viewer: &Viewer, id: IndicatorId, archived: bool) -> Result<()> {
    let it = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if !it.may_be_changed_by(viewer) {
        return Err(Error::forbidden("not_owner"));
    }
    queries::set_archived(tx, id, archived.then(|| tx.now()))?;
    tx.log("indicator", id.raw(), 0)
}

/// Says how the number is counted from a period on, as the next version, with the baseline and the target
/// as they are counted then. Earlier readings and the aim until then keep theirs.
pub fn define(tx: &Tx, viewer: &Viewer, id: IndicatorId, new: Redefinition) -> Result<()> {
    let it = owned(tx, viewer, id)?;
    let now = tx.now();
    let new = new.check(&it, it.cadence.at(now))?;
    let known = queries::definitions(tx, id)?;
    let last = known.last().ok_or_else(Error::not_found)?;
    if new.from_period <= last.from_period {
        return Err(Error::invalid("from", "before_definition"));
    }
    queries::keep_aim(tx, id, it.target, &it.due, now, viewer.id)?;
    queries::set_aim(tx, id, new.baseline, new.target)?;
    queries::insert_definition(
        tx,
        id,
        last.version + 1,
        &new.text,
        new.from_period,
        new.baseline,
        viewer.id,
        now,
    )?;
    follow_ups::enqueue(tx, READINGS, id.raw())?;
    tx.log("indicator", id.raw(), 0)
}

/// Says whether the number can be trusted, and if not, why.
pub fn judge(
    tx: &Tx,
    viewer: &Viewer,
    id: IndicatorId,
    quality: Quality,
    flaw: &str,
) -> Result<()> {
    owned(tx, viewer, id)?;
    let mut problems = Problems::default();
    let flaw = check_flaw(quality, flaw, &mut problems);
    let flaw = problems.or(flaw)?;
    queries::set_quality(tx, id, quality, &flaw)?;
    tx.log("indicator", id.raw(), 0)
}

/// Marks what is counted as not being people's work, so that small units may have readings. Without the
/// mark the readings of units with fewer than ten people, and those that came while they had so few, are
/// out of reach of everything that reads, until it is set again. For administrators until there is a
/// council; written down.
pub fn set_impersonal(tx: &Tx, viewer: &Viewer, id: IndicatorId, impersonal: bool) -> Result<()> {
    let it = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if !viewer.is_administrator() {
        return Err(Error::forbidden("not_administrator"));
    }
    if it.impersonal == impersonal {
        return Ok(());
    }
    queries::set_impersonal(tx, id, impersonal)?;
    match impersonal {
        true => {
            queries::give_back(tx, id)?;
            queries::forget_withheld(tx, id)?;
        }
        false => withhold(tx, &it)?,
    }
    queries::delete_levels(tx, id)?;
    queries::make_levels(tx, id)?;
    follow_ups::enqueue(tx, READINGS, id.raw())?;
    let said = if impersonal {
        "impersonal"
    } else {
        "of people"
    };
    audit::note(
        tx,
        Some(viewer.id),
        "indicator.impersonal",
        Some(id.raw()),
        said,
    )?;
    tx.log("indicator", id.raw(), 0)
}

fn withhold(tx: &Tx, it: &Indicator) -> Result<()> {
    // With none of them the list names no unit: an empty one would ask for nothing.
    let mut few = vec![UnitId::from_raw(0)];
    for unit in queries::units(tx, it.id, queries::MOST_UNITS)? {
        let found = queries::find_unit(tx, it.observed, &unit.name)?;
        if !found.is_some_and(|(_, enough)| enough) {
            few.push(unit.id);
        }
    }
    queries::withhold(tx, it.id, &few)?;
    let Changed(taken) = queries::delete_withheld_readings(tx, it.id)?;
    if taken > 0 {
        queries::note_withheld(tx, it.id, tx.now())?;
    }
    Ok(())
}

/// What came of readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

/// Keeps readings, all or none; what stood there before is kept as a revision. The errors name the
/// places: units that do not exist, have too few people, or periods that have not begun.
pub fn put(
    tx: &Tx,
    viewer: &Viewer,
    id: IndicatorId,
    readings: &[Given],
    way: Way,
) -> Result<Taken> {
    let it = owned(tx, viewer, id)?;
    by_hand(tx, id)?;
    put_for(tx, viewer.id, &it, readings, way)
}

/// 409 `indicator_computed` when the network computes its readings.
pub fn by_hand(db: &Db, id: IndicatorId) -> Result<()> {
    match queries::measure_of(db, id)? {
        None => Ok(()),
        Some(_) => Err(Error::conflict("indicator_computed")),
    }
}

/// Lets the network compute the readings from now on, or no longer. It begins half a year back, where
/// nothing was computed yet.
pub fn set_measure(
    tx: &Tx,
    viewer: &Viewer,
    id: IndicatorId,
    measure: Option<Measure>,
) -> Result<()> {
    let it = owned(tx, viewer, id)?;
    let known = queries::measure_of(tx, id)?;
    if known.as_ref().map(|known| known.measure) == measure {
        return Ok(());
    }
    // What was given and what is computed are not the same number, and nothing is computed twice.
    if measure.is_some() && queries::count_units(tx, id)?.0 > 0 {
        return Err(Error::conflict("indicator_has_readings"));
    }
    queries::delete_measure(tx, id)?;
    if let Some(measure) = measure {
        let from = measured::from(&it, tx.now());
        queries::insert_measure(tx, id, measure, from, viewer.id, tx.now())?;
        measured::begin(tx)?;
    }
    tx.log("indicator", id.raw(), 0)
}

/// As [`put`], for a program that acts for the person.
pub fn put_for(
    tx: &Tx,
    by: PersonId,
    indicator: &Indicator,
    readings: &[Given],
    way: Way,
) -> Result<Taken> {
    let id = indicator.id;
    if readings.len() > READINGS_MAX {
        return Err(Error::invalid("readings", "too_many_readings").limit(READINGS_MAX as i64));
    }
    let today = indicator.cadence.at(tx.now());
    let mut problems = Vec::new();
    let mut taken = Taken::default();
    let mut units = std::collections::HashMap::new();
    let mut touched = std::collections::BTreeSet::new();
    for given in readings {
        let key = fold(&given.unit);
        let unit = match units.get(&key) {
            Some(known) => *known,
            None => {
                let found = unit(tx, indicator, &given.unit)?;
                units.insert(key, found);
                found
            }
        };
        let (unit, few) = match unit {
            Ok(unit) => unit,
            Err(code) => {
                problems.push(wrong(given.at, "unit", code));
                continue;
            }
        };
        if given.period > today {
            problems.push(wrong(given.at, "period", "period_to_come"));
            continue;
        }
        let (period, value) = (given.period, given.value);
        match queries::reading(tx, id, period, unit)? {
            Some(known) if known.value == value => taken.same += 1,
            Some(_) => {
                queries::keep_old(tx, id, period, unit)?;
                queries::put(tx, id, period, unit, value, by, tx.now(), way, few)?;
                taken.changed += 1;
                touched.insert(period);
            }
            None => {
                queries::put(tx, id, period, unit, value, by, tx.now(), way, few)?;
                taken.new += 1;
                touched.insert(period);
            }
        }
    }
    problems.truncate(super::reading::PROBLEMS_MAX);
    Problems(problems).or(())?;
    for period in touched {
        queries::make_level(tx, id, period)?;
    }
    follow_ups::enqueue(tx, READINGS, id.raw())?;
    tx.log("indicator", id.raw(), 0)?;
    Ok(taken)
}

/// The unit of this name, made when it has no reading yet, and whether it has few people; else the code of
/// what is wrong with it.
pub fn unit(
    tx: &Tx,
    indicator: &Indicator,
    name: &str,
) -> Result<Result<(UnitId, bool), &'static str>> {
    let Some((name, enough)) = queries::find_unit(tx, indicator.observed, name)? else {
        return Ok(Err("unknown_unit"));
    };
    if !enough && !indicator.impersonal {
        return Ok(Err("few_people"));
    }
    let key = fold(&name);
    if let Some(unit) = queries::unit_by_name(tx, indicator.id, &key)? {
        return Ok(Ok((unit, !enough)));
    }
    let unit = tx.id();
    queries::insert_unit(tx, unit, indicator.id, &name, &key)?;
    Ok(Ok((unit, !enough)))
}
