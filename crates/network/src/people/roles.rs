//! What somebody may do in the whole network, and for which sites they give out access codes.

use axum::extract::State;
use kernel::{Error, Result};
use serde::Deserialize;
use store::Tx;
use web::{Form, Path, flash, see_other, t};

use super::actions::administered;
use super::person::{PersonId, Role, SiteId};
use super::queries;
use crate::access::Viewer;
use crate::{App, audit, sign_in};

#[derive(Deserialize)]
pub struct RoleForm {
    role: Role,
}

#[derive(Deserialize)]
pub struct SiteForm {
    site: SiteId,
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Form(form): Form<RoleForm>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        set_role(tx, viewer, id, form.role)
    })
    .await?;
    Ok(back(&viewer, id))
}

pub async fn coordinate(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
    Form(form): Form<SiteForm>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        add_site(tx, viewer, id, form.site)
    })
    .await?;
    Ok(back(&viewer, id))
}

pub async fn end_coordination(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, site)): Path<(PersonId, SiteId)>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| remove_site(tx, viewer, id, site))
        .await?;
    Ok(back(&viewer, id))
}

fn back(viewer: &Viewer, id: PersonId) -> axum::response::Response {
    let done = t!(viewer.lang, "people-role-changed");
    flash::leave(see_other(&format!("/people/{id}")), &done)
}

/// Gives another role; one signs in again with it. Guests stay guests, because what they may read
/// hangs on it, and so does the last administrator.
pub fn set_role(tx: &Tx, by: &Viewer, id: PersonId, role: Role) -> Result<()> {
    let person = administered(tx, by, id)?;
    if (person.role == Role::Guest) != (role == Role::Guest) {
        return Err(Error::conflict("role_guest"));
    }
    if person.role == role {
        return Ok(());
    }
    if person.role == Role::Administrator && queries::count_administrators(tx)?.0 <= 1 {
        return Err(Error::conflict("last_administrator"));
    }
    queries::set_role(tx, id, role)?;
    sign_in::actions::end_sessions(tx, id, None)?;
    sign_in::actions::void_code(tx, id)?;
    audit::note(tx, Some(by.id), "role", Some(id.raw()), role.as_str())?;
    audit::note(tx, Some(by.id), "sessions", Some(id.raw()), "ended")?;
    tx.log("person", id.raw(), 0)
}

/// Lets somebody give out access codes at a site.
pub fn add_site(tx: &Tx, by: &Viewer, id: PersonId, site: SiteId) -> Result<()> {
    let person = administered(tx, by, id)?;
    if person.role == Role::Guest || person.deactivated_at.is_some() {
        return Err(Error::conflict("role_guest"));
    }
    if queries::site_name(tx, site)?.is_none() {
        return Err(Error::invalid("site", "choice"));
    }
    queries::add_coordinator(tx, id, site, by.id, tx.now())?;
    sign_in::actions::void_code(tx, id)?;
    audit::note(tx, Some(by.id), "coordinator", Some(id.raw()), "added")
}

pub fn remove_site(tx: &Tx, by: &Viewer, id: PersonId, site: SiteId) -> Result<()> {
    administered(tx, by, id)?;
    queries::remove_coordinator(tx, id, site)?;
    audit::note(tx, Some(by.id), "coordinator", Some(id.raw()), "removed")
}
