//! Making a course and its steps, publishing it and taking it back.

use kernel::{Error, Result, Time};
use network::{PersonId, Viewer, communities};
use store::{Db, Sole, Tx};

use super::course::{self, Course, CourseId, Draft, NewCourse, NewStep, STEPS_MAX, Step, StepId};
use super::queries;
use crate::{indicators, stories, use_cases};

/// Begins a draft that the viewer owns. 403 for those who do not teach.
pub fn create(tx: &Tx, viewer: &Viewer, new: &NewCourse) -> Result<CourseId> {
    maker(viewer, tx.now())?;
    is_possible(tx, viewer, &new.0, None)?;
    create_for(tx, viewer.id, new)
}

/// 403 for those who make no courses.
pub fn maker(viewer: &Viewer, now: Time) -> Result<()> {
    match course::may_make(viewer, now) {
        true => Ok(()),
        false => Err(Error::forbidden("course_maker")),
    }
}

/// As [`create`], for a program: the person owns it.
pub fn create_for(tx: &Tx, owner: PersonId, new: &NewCourse) -> Result<CourseId> {
    let (id, it): (CourseId, _) = (tx.id(), &new.0);
    queries::insert(
        tx,
        id,
        owner,
        &it.title,
        &it.purpose,
        it.use_case,
        it.indicator,
        it.community,
        tx.now(),
    )?;
    tx.log("course", id.raw(), 0)?;
    Ok(id)
}

pub fn change(tx: &Tx, viewer: &Viewer, id: CourseId, new: &NewCourse) -> Result<()> {
    let (known, it) = (owned(tx, viewer, id)?, &new.0);
    is_possible(tx, viewer, it, Some(&known))?;
    queries::update(
        tx,
        id,
        &it.title,
        &it.purpose,
        it.use_case,
        it.indicator,
        it.community,
    )?;
    tx.log("course", id.raw(), 0)
}

/// Names only what the viewer sees. The community is open, so that everyone who goes through the course
/// can read and write there; the one it has stays, whoever changes the rest.
fn is_possible(db: &Db, viewer: &Viewer, it: &Draft, known: Option<&Course>) -> Result<()> {
    if let Some(id) = it.use_case
        && use_cases::queries::visible(db, viewer, id)?.is_none()
    {
        return Err(Error::invalid("use_case", "no_such_use_case"));
    }
    if let Some(id) = it.indicator
        && indicators::queries::by_id(db, id)?.is_none()
    {
        return Err(Error::invalid("indicator", "no_indicator"));
    }
    let Some(id) = it.community else {
        return Ok(());
    };
    if known.is_some_and(|known| known.community_id == Some(id)) {
        return Ok(());
    }
    let community = communities::queries::readable(db, viewer, id)?;
    match community {
        Some(it) if it.is_for_everyone() && !it.announcement && it.archived_at.is_none() => Ok(()),
        _ => Err(Error::invalid("community", "course_community")),
    }
}

/// The course, for its owner and administrators; 404 for those for whom it does not exist, 403 for others.
pub fn owned(tx: &Tx, viewer: &Viewer, id: CourseId) -> Result<Course> {
    owned_at(tx, viewer, id, tx.now())
}

/// As [`owned`], for a page.
pub fn owned_at(db: &Db, viewer: &Viewer, id: CourseId, now: Time) -> Result<Course> {
    let it = queries::visible(db, viewer, id, now)?.ok_or_else(Error::not_found)?;
    match it.owner_id == viewer.id || viewer.is_administrator() {
        true => Ok(it),
        false => Err(Error::forbidden("course_owner")),
    }
}

/// A step of a course that the viewer may change.
pub fn owned_step(tx: &Tx, viewer: &Viewer, course: CourseId, id: StepId) -> Result<Step> {
    owned_step_at(tx, viewer, course, id, tx.now())
}

/// As [`owned_step`], for a page.
pub fn owned_step_at(
    db: &Db,
    viewer: &Viewer,
    course: CourseId,
    id: StepId,
    now: Time,
) -> Result<Step> {
    owned_at(db, viewer, course, now)?;
    let mut steps = queries::steps(db, course)?.into_iter();
    steps
        .find(|step| step.id == id)
        .ok_or_else(Error::not_found)
}

/// Shows it to everyone but guests, or to champions until a day. 409 for one without steps.
pub fn publish(tx: &Tx, viewer: &Viewer, id: CourseId, opens_on: &str) -> Result<()> {
    let it = owned(tx, viewer, id)?;
    let opens_on = course::opening(opens_on, viewer.today(tx.now()))?;
    if it.steps == 0 {
        return Err(Error::conflict("course_empty"));
    }
    if it.published_at.is_none() {
        queries::set_published(tx, id, Some(tx.now()), opens_on)?;
        tx.log("course", id.raw(), 0)?;
    }
    Ok(())
}

/// Opens a published course to everybody before its day, or on another day to come.
pub fn open_on(tx: &Tx, viewer: &Viewer, id: CourseId, opens_on: &str) -> Result<()> {
    let (it, today) = (owned(tx, viewer, id)?, viewer.today(tx.now()));
    // What everybody has read is not taken from them again.
    if it.first_until(today).is_none() {
        return Err(Error::conflict("course_opened"));
    }
    let opens_on = course::opening(opens_on, today)?;
    queries::set_published(tx, id, it.published_at, opens_on)?;
    tx.log("course", id.raw(), 0)
}

/// Makes it a draft again. Who completed it has done so, and what they said stays.
pub fn withdraw(tx: &Tx, viewer: &Viewer, id: CourseId) -> Result<()> {
    owned(tx, viewer, id)?;
    queries::set_published(tx, id, None, None)?;
    tx.log("course", id.raw(), 0)
}

/// Deletes a draft in which nobody has done anything.
pub fn discard(tx: &Tx, viewer: &Viewer, id: CourseId) -> Result<()> {
    let it = owned(tx, viewer, id)?;
    if it.published_at.is_some() {
        return Err(Error::conflict("course_published"));
    }
    untouched(tx, id)?;
    queries::delete_figures(tx, id)?;
    queries::delete_steps(tx, id)?;
    queries::delete(tx, id)?;
    tx.log("course", id.raw(), 0)
}

/// 409 for a course that somebody has begun: what they did and said would be gone.
fn untouched(db: &Db, id: CourseId) -> Result<()> {
    let Sole(begun) = queries::is_begun(db, id)?;
    match begun {
        0 => Ok(()),
        _ => Err(Error::conflict("course_step_used")),
    }
}

/// Puts a step at the end.
pub fn add_step(tx: &Tx, viewer: &Viewer, id: CourseId, new: &NewStep) -> Result<StepId> {
    owned(tx, viewer, id)?;
    is_told(tx, viewer, new, None)?;
    add_step_for(tx, id, new)
}

/// As [`add_step`], for a program.
pub fn add_step_for(tx: &Tx, course: CourseId, new: &NewStep) -> Result<StepId> {
    let known = queries::steps(tx, course)?;
    if known.len() as i64 >= STEPS_MAX {
        return Err(Error::invalid("title", "course_steps").limit(STEPS_MAX));
    }
    let place = known.last().map_or(1, |step| step.place + 1);
    let id: StepId = tx.id();
    queries::insert_step(
        tx,
        id,
        course,
        place,
        &new.title,
        new.minutes,
        &new.text.body,
        &new.text.rendered.html,
        new.story,
        &new.prompt,
    )?;
    Ok(id)
}

pub fn change_step(
    tx: &Tx,
    viewer: &Viewer,
    course: CourseId,
    id: StepId,
    new: &NewStep,
) -> Result<()> {
    let known = owned_step(tx, viewer, course, id)?;
    is_told(tx, viewer, new, Some(&known))?;
    queries::update_step(
        tx,
        id,
        &new.title,
        new.minutes,
        &new.text.body,
        &new.text.rendered.html,
        new.story,
        &new.prompt,
    )?;
    Ok(())
}

/// Only a story that everyone can read stands in a course: its teller agreed to that by telling it. One
/// that stood there before may have been withdrawn; then it is not shown, and no fault of a change.
fn is_told(db: &Db, viewer: &Viewer, new: &NewStep, known: Option<&Step>) -> Result<()> {
    let Some(id) = new
        .story
        .filter(|id| known.and_then(|it| it.story_id) != Some(*id))
    else {
        return Ok(());
    };
    let story = stories::queries::visible(db, viewer, id)?;
    let is_told = |it: stories::Story| it.published_at.is_some() && it.withdrawn_at.is_none();
    match story.is_some_and(is_told) {
        true => Ok(()),
        false => Err(Error::invalid("story", "course_story")),
    }
}

/// Moves a step before the one above it.
pub fn rise(tx: &Tx, viewer: &Viewer, course: CourseId, id: StepId) -> Result<()> {
    let step = owned_step(tx, viewer, course, id)?;
    let steps = queries::steps(tx, course)?;
    let above = steps.iter().rev().find(|other| other.place < step.place);
    if let Some(above) = above {
        queries::set_place(tx, above.id, step.place)?;
        queries::set_place(tx, id, above.place)?;
    }
    Ok(())
}

/// Takes a step out of a course that nobody has begun. A published one keeps at least one.
pub fn remove_step(tx: &Tx, viewer: &Viewer, course: CourseId, id: StepId) -> Result<()> {
    owned_step(tx, viewer, course, id)?;
    untouched(tx, course)?;
    let it = owned(tx, viewer, course)?;
    if it.published_at.is_some() && it.steps == 1 {
        return Err(Error::conflict("course_empty"));
    }
    queries::delete_step(tx, id)?;
    Ok(())
}
