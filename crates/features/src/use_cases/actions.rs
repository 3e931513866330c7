//! Creating and changing use cases, and noting who tried them.

use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::{PersonId, Viewer};
use store::{Db, Tx};

use super::queries;
use super::use_case::{NewUseCase, UseCase, UseCaseId};
use crate::indicators;

/// Creates a use case that the viewer owns. Everyone but guests may.
pub fn create(tx: &Tx, viewer: &Viewer, new: &NewUseCase) -> Result<UseCaseId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    create_for(tx, viewer.id, new)
}

/// As [`create`], for a program: the person owns it.
pub fn create_for(tx: &Tx, owner: PersonId, new: &NewUseCase) -> Result<UseCaseId> {
    let id: UseCaseId = tx.id();
    is_possible(tx, new, None)?;
    let it = &new.draft;
    queries::insert(
        tx,
        id,
        &it.name,
        &fold(&it.name),
        &it.purpose,
        new.indicator,
        owner,
        it.fits,
        &it.steps,
        it.room_kind,
        &it.room_purpose,
        &it.checklist,
        &it.training,
        it.effort_hours,
        &it.effort,
        tx.now(),
    )?;
    parts(tx, id, new)?;
    tx.log("use_case", id.raw(), 0)?;
    Ok(id)
}

/// Describes it anew. What others repeated before stays as it was with them.
pub fn change(tx: &Tx, viewer: &Viewer, id: UseCaseId, new: &NewUseCase) -> Result<()> {
    owned(tx, viewer, id)?;
    is_possible(tx, new, Some(id))?;
    let it = &new.draft;
    queries::update(
        tx,
        id,
        &it.name,
        &fold(&it.name),
        &it.purpose,
        new.indicator,
        it.fits,
        &it.steps,
        it.room_kind,
        &it.room_purpose,
        &it.checklist,
        &it.training,
        it.effort_hours,
        &it.effort,
        tx.now(),
    )?;
    queries::delete_roles(tx, id)?;
    queries::delete_posts(tx, id)?;
    parts(tx, id, new)?;
    tx.log("use_case", id.raw(), 0)
}

/// 409 `use_case_taken` when another one has the name; 422 when there is no such indicator.
fn is_possible(db: &Db, new: &NewUseCase, own: Option<UseCaseId>) -> Result<()> {
    if indicators::queries::by_id(db, new.indicator)?.is_none() {
        return Err(Error::invalid("indicator", "no_indicator"));
    }
    match queries::id_by_name(db, &fold(&new.draft.name))? {
        Some(other) if Some(other) != own => Err(Error::conflict("use_case_taken").at("name")),
        _ => Ok(()),
    }
}

fn parts(tx: &Tx, id: UseCaseId, new: &NewUseCase) -> Result<()> {
    for role in &new.draft.roles {
        queries::insert_role(tx, id, *role)?;
    }
    for (place, post) in new.draft.posts.iter().enumerate() {
        queries::insert_post(tx, id, place as i64, &post.title, &post.text)?;
    }
    Ok(())
}

/// The use case, for its owner and administrators; 404 for those for whom it does not exist, 403 for others.
pub fn owned(db: &Db, viewer: &Viewer, id: UseCaseId) -> Result<UseCase> {
    let it = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    match it.owner_id == viewer.id || viewer.is_administrator() {
        true => Ok(it),
        false => Err(Error::forbidden("not_owner")),
    }
}

/// What a story says of a use case that somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    Told,
    /// The owner of the indicator confirmed the readings.
    Checked,
    /// The story is not told any more.
    TakenBack,
}

/// Keeps what a story says about it. Rights are the caller's.
pub fn note(tx: &Tx, id: UseCaseId, story: i64, what: Try) -> Result<()> {
    match what {
        Try::Told => queries::put_try(tx, id, story, false)?,
        Try::Checked => queries::put_try(tx, id, story, true)?,
        Try::TakenBack => queries::delete_try(tx, id, story)?,
    };
    tx.log("use_case", id.raw(), 0)
}
