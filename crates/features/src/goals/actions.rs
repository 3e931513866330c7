//! Setting and ending goals, saying that two indicators pull apart, and settling it.

use kernel::text::fold::{fold, words};
use kernel::{Error, Problems, Result, Time};
use network::people::{self, Level, SiteId};
use network::{PersonId, Viewer};
use store::{Db, Tx};

use super::compare::{self, in_order};
use super::conflict::{ConflictId, Ground, NewSettlement, Party, Pulled, SettlementId, Side};
use super::goal::{GoalId, Holder, NewGoal, TEXT_MAX_CHARS, text};
use super::{people as asked, queries};
use crate::indicators::{self, IndicatorId};

/// Departments and job titles among which one is looked for.
const MOST_NAMES: i64 = 2_000;

/// Sets a goal. For oneself everyone but guests may; for others see [`may_ask`].
pub fn set(tx: &Tx, viewer: &Viewer, new: &NewGoal) -> Result<GoalId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    let goal = &new.0;
    let indicator = indicators::queries::visible(tx, viewer, goal.indicator)?
        .filter(|indicator| indicator.archived_at.is_none())
        .ok_or_else(|| Error::invalid("indicator", "goal_indicator"))?;
    let holder = resolve(tx, viewer, goal.holder, &goal.held_by)?;
    if !may_ask(tx, viewer, indicator.owner_id, &holder)? {
        return Err(Error::invalid("holder", "goal_holder"));
    }
    set_for(tx, viewer.id, new, &holder, tx.now())
}

/// As [`set`], for a program that writes what a person did then.
pub fn set_for(tx: &Tx, by: PersonId, new: &NewGoal, holder: &Asked, at: Time) -> Result<GoalId> {
    let goal = &new.0;
    let id: GoalId = tx.id();
    let (person, site, named) = match holder {
        Asked::Person(person) => (Some(*person), None, ""),
        Asked::Site(site) => (None, Some(*site), ""),
        Asked::Named(named) => (None, None, named.as_str()),
    };
    queries::insert(
        tx,
        id,
        goal.indicator,
        goal.direction,
        goal.target,
        &goal.from_day,
        &goal.to_day,
        goal.weight_percent,
        &goal.said,
        goal.holder,
        person,
        site,
        named,
        by,
        at,
    )?;
    let (from, to) = (&goal.from_day, &goal.to_day);
    if queries::goal_against(tx, goal.indicator, goal.direction, from, to)?.is_some() {
        let one = goal.indicator;
        found_by(tx, one, one, Ground::Opposite, "", None, at)?;
    }
    asked::changed(tx, goal.indicator)?;
    tx.log("goal", id.raw(), 0)?;
    Ok(id)
}

/// Who is asked.
#[derive(Clone, Debug)]
pub enum Asked {
    Person(PersonId),
    Site(SiteId),
    /// A job title or department as the employer writes it.
    Named(String),
}

/// Whom the words name; 422 `goal_nobody` when nobody.
pub fn resolve(db: &Db, viewer: &Viewer, holder: Holder, held_by: &str) -> Result<Asked> {
    let found = match holder {
        Holder::Person if held_by.is_empty() => Some(Asked::Person(viewer.id)),
        Holder::Person => people::queries::called(db, viewer, held_by)?.map(Asked::Person),
        Holder::Site => people::queries::site_by_name(db, &fold(held_by))?.map(Asked::Site),
        Holder::Department => {
            let departments = people::queries::departments(db, MOST_NAMES)?;
            called(departments, held_by).map(Asked::Named)
        }
        Holder::Role => {
            let longest = words(held_by).into_iter().max_by_key(String::len);
            let word = longest.unwrap_or_default();
            match queries::some_titled(db, &word, held_by)? {
                Some(title) => Some(Asked::Named(title)),
                None => {
                    let titles = queries::titles_with(db, &word, MOST_NAMES)?;
                    called(titles, held_by).map(Asked::Named)
                }
            }
        }
    };
    found.ok_or_else(|| Error::invalid("held_by", "goal_nobody"))
}

/// The name that is written so, but for capital letters and accents.
fn called(names: Vec<String>, text: &str) -> Option<String> {
    let text = fold(text);
    names.into_iter().find(|name| fold(name) == text)
}

/// A person is asked by themselves and by their manager; roles, sites and departments by whoever owns
/// the indicator, by managers and leaders; administrators may for anybody.
fn may_ask(db: &Db, viewer: &Viewer, owner: PersonId, asked: &Asked) -> Result<bool> {
    if viewer.is_administrator() {
        return Ok(true);
    }
    Ok(match asked {
        Asked::Person(person) if *person == viewer.id => true,
        Asked::Person(person) => queries::manager(db, *person)?.flatten() == Some(viewer.id),
        _ => owner == viewer.id || viewer.person.level != Level::Staff,
    })
}

/// Ends a goal: who set it, the owner of its indicator and administrators may.
pub fn end(tx: &Tx, viewer: &Viewer, id: GoalId) -> Result<()> {
    let goal = queries::visible_goal(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if goal.set_by != viewer.id && goal.owner_id != viewer.id && !viewer.is_administrator() {
        return Err(Error::forbidden("goal_not_yours"));
    }
    queries::end(tx, id, viewer.id, tx.now())?;
    asked::changed(tx, goal.indicator_id)?;
    tx.log("goal", id.raw(), 0)
}

/// Keeps that two indicators pull apart, or one both ways, if it is not known yet.
pub fn found(
    tx: &Tx,
    first: IndicatorId,
    second: IndicatorId,
    ground: Ground,
) -> Result<ConflictId> {
    found_by(tx, first, second, ground, "", None, tx.now())
}

fn found_by(
    tx: &Tx,
    first: IndicatorId,
    second: IndicatorId,
    ground: Ground,
    said: &str,
    by: Option<PersonId>,
    at: Time,
) -> Result<ConflictId> {
    queries::insert_conflict(tx, tx.id(), first, second, at)?;
    let id = queries::conflict_between(tx, first, second)?.ok_or_else(Error::not_found)?;
    queries::put_ground(tx, id, ground, at, said, by)?;
    asked::changed(tx, first)?;
    tx.log("goal.conflict", id.raw(), 0)?;
    Ok(id)
}

/// Says in a sentence that two indicators pull apart; shown with the name. Everyone but guests may.
/// 409 `goal_declared` when somebody has said so before.
pub fn declare(
    tx: &Tx,
    viewer: &Viewer,
    one: IndicatorId,
    other: IndicatorId,
    said: &str,
) -> Result<ConflictId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    let mut problems = Problems::default();
    for (field, id) in [("first", one), ("second", other)] {
        let indicator = indicators::queries::visible(tx, viewer, id)?;
        if indicator.is_none_or(|indicator| indicator.archived_at.is_some()) {
            problems.add(field, "goal_indicator");
        }
    }
    if one == other && problems.0.is_empty() {
        problems.add("second", "goal_same_indicator");
    }
    text(&mut problems, "said", said, TEXT_MAX_CHARS);
    problems.or(())?;
    declare_for(tx, viewer.id, one, other, said, tx.now())
}

/// As [`declare`], for a program that writes what a person did then.
pub fn declare_for(
    tx: &Tx,
    by: PersonId,
    one: IndicatorId,
    other: IndicatorId,
    said: &str,
    at: Time,
) -> Result<ConflictId> {
    let (first, second) = in_order(one, other);
    if let Some(known) = queries::conflict_between(tx, first, second)?
        && queries::has_ground(tx, known, Ground::Declared)?.is_some()
    {
        return Err(Error::conflict("goal_declared").at("second"));
    }
    let said = said.trim();
    found_by(tx, first, second, Ground::Declared, said, Some(by), at)
}

/// The conflict and its two sides, for those for whom it exists.
pub fn sides(db: &Db, viewer: &Viewer, id: ConflictId) -> Result<(Pulled, Party, Party)> {
    let pulled = queries::visible_conflict(db, viewer, id)?.ok_or_else(Error::not_found)?;
    let parties = queries::parties(db, &[pulled.first_id, pulled.second_id])?;
    let side = |id: IndicatorId| {
        let found = parties.iter().find(|party| party.id == id);
        found.cloned().ok_or_else(Error::not_found)
    };
    let (first, second) = (side(pulled.first_id)?, side(pulled.second_id)?);
    Ok((pulled, first, second))
}

/// The two sides, and which of them the viewer decides for; 403 when for none.
pub fn decided(db: &Db, viewer: &Viewer, id: ConflictId) -> Result<(Pulled, Vec<Party>)> {
    let (pulled, first, second) = sides(db, viewer, id)?;
    let mine: Vec<Party> = [first, second]
        .into_iter()
        .filter(|party| party.is_decided_by(viewer))
        .collect();
    match mine.is_empty() {
        true => Err(Error::forbidden("goal_not_owner")),
        false => Ok((pulled, mine)),
    }
}

/// Says how it is to be settled. It counts when both owners have said so: at once where one person
/// decides for both.
pub fn settle(
    tx: &Tx,
    viewer: &Viewer,
    id: ConflictId,
    new: &NewSettlement,
) -> Result<SettlementId> {
    let (_, first, second) = sides(tx, viewer, id)?;
    let said_for = match (first.is_decided_by(viewer), second.is_decided_by(viewer)) {
        (true, true) => None,
        (true, false) => Some(Side::First),
        (false, true) => Some(Side::Second),
        (false, false) => return Err(Error::forbidden("goal_not_owner")),
    };
    let settlement = settle_for(tx, viewer.id, said_for, id, new, tx.now())?;
    if said_for.is_none() {
        queries::agree(tx, settlement, viewer.id, tx.now())?;
    }
    Ok(settlement)
}

/// As [`settle`], for a program that writes what a person did then, for one side or for both; nobody has
/// agreed yet.
pub fn settle_for(
    tx: &Tx,
    by: PersonId,
    said_for: Option<Side>,
    id: ConflictId,
    new: &NewSettlement,
    at: Time,
) -> Result<SettlementId> {
    let settlement: SettlementId = tx.id();
    let it = &new.0;
    queries::insert_settlement(
        tx,
        settlement,
        id,
        it.manner,
        it.winner,
        &it.reason,
        &it.review_on,
        by,
        said_for,
        at,
    )?;
    tx.log("goal.conflict", id.raw(), 0)?;
    Ok(settlement)
}

/// Agrees to what was said for the other side, whoever said it and whoever decides there now. 409
/// `goal_superseded` when it is not the newest.
pub fn agree(tx: &Tx, viewer: &Viewer, id: ConflictId, settlement: SettlementId) -> Result<()> {
    decided(tx, viewer, id)?;
    let (_, first, second) = sides(tx, viewer, id)?;
    let settlements = queries::settlements(tx, &[id])?;
    let newest = settlements.first().filter(|newest| newest.id == settlement);
    let newest = newest.ok_or_else(|| Error::conflict("goal_superseded"))?;
    let missing = match newest.said_for {
        Some(Side::First) => &second,
        Some(Side::Second) => &first,
        None => return Err(Error::forbidden("goal_not_owner")),
    };
    if !missing.is_decided_by(viewer) {
        return Err(Error::forbidden("goal_not_owner"));
    }
    queries::agree(tx, settlement, viewer.id, tx.now())?;
    tx.log("goal.conflict", id.raw(), 0)
}

/// Says that the two are built from the same count. When the owners of both have, they are not compared
/// any more.
pub fn say_same_count(tx: &Tx, viewer: &Viewer, id: ConflictId) -> Result<()> {
    let (pulled, mine) = decided(tx, viewer, id)?;
    if pulled.first_id == pulled.second_id {
        return Err(Error::invalid("second", "goal_same_indicator"));
    }
    let (a, b, now) = (pulled.first_id, pulled.second_id, tx.now());
    for party in mine {
        compare::queries::say_same_count(tx, a, b, party.id, viewer.id, now)?;
    }
    if compare::queries::count_sides(tx, a, b)?.0 == 2 {
        compare::again(tx, a)?;
    }
    tx.log("goal.conflict", id.raw(), 0)
}
