//! Making a display and its link, opening the link, taking the display back.

use kernel::text::fold::fold;
use kernel::{Error, Result, Time};
use network::people::{self, SiteId};
use network::sign_in::{self, Secret};
use network::{PersonId, Viewer, audit};
use store::{Db, Tx};

use super::display::{Display, DisplayId, Draft, LASTS_DAYS, State};
use super::queries;

/// Administrators and community managers look after displays; for guests there are none.
pub fn looks_after(viewer: &Viewer) -> Result<()> {
    viewer.not_a_guest()?;
    match viewer.manages_communities() {
        true => Ok(()),
        false => Err(Error::forbidden("not_your_displays")),
    }
}

/// Makes a display at a site. Its secret is told this once.
pub fn create(tx: &Tx, viewer: &Viewer, draft: &Draft) -> Result<(DisplayId, Secret)> {
    looks_after(viewer)?;
    let name = draft.check()?;
    let site = people::queries::site_by_name(tx, &fold(&draft.site))?;
    let site = site.ok_or_else(|| Error::invalid("site", "no_such_site"))?;
    let made = create_for(tx, viewer.id, &name, site)?;
    audit::note(tx, Some(viewer.id), "display", Some(made.0.raw()), "made")?;
    Ok(made)
}

/// As [`create`], for a program.
pub fn create_for(tx: &Tx, by: PersonId, name: &str, site: SiteId) -> Result<(DisplayId, Secret)> {
    let id: DisplayId = tx.id();
    let secret = Secret::make(id, tx.random());
    queries::insert(
        tx,
        id,
        name,
        site,
        &secret.hash,
        by,
        tx.now(),
        ends(tx.now()),
    )?;
    Ok((id, secret))
}

fn ends(now: Time) -> Time {
    now.plus(std::time::Duration::from_secs(
        LASTS_DAYS as u64 * 24 * 60 * 60,
    ))
}

fn owned(db: &Db, viewer: &Viewer, id: DisplayId) -> Result<Display> {
    looks_after(viewer)?;
    queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)
}

/// Gives it a new link for another span. The screen that showed it shows nothing any more.
pub fn renew(tx: &Tx, viewer: &Viewer, id: DisplayId) -> Result<Secret> {
    owned(tx, viewer, id)?;
    let secret = Secret::make(id, tx.random());
    queries::set_link(tx, id, &secret.hash, ends(tx.now()))?;
    audit::note(tx, Some(viewer.id), "display", Some(id.raw()), "renewed")?;
    Ok(secret)
}

/// Takes it back: its link and its screen show nothing any more.
pub fn end(tx: &Tx, viewer: &Viewer, id: DisplayId) -> Result<()> {
    owned(tx, viewer, id)?;
    queries::delete(tx, id)?;
    audit::note(tx, Some(viewer.id), "display", Some(id.raw()), "ended")
}

/// The display of a secret that opens it in this state. That who made it has left does not darken the
/// screen: it is the site's.
pub fn known(db: &Db, secret: &str, state: State, now: Time) -> Result<Option<Display>> {
    let Some((id, random)) = sign_in::split_secret(secret) else {
        return Ok(None);
    };
    let display = queries::by_id(db, DisplayId::from_raw(id))?;
    Ok(display.filter(|it| it.state(now) == state && sign_in::matches(&it.secret_hash, &random)))
}

/// Opens the link: what it says is worth nothing from then on, and the screen gets a secret of its own.
pub fn open(tx: &Tx, link: &str) -> Result<Option<(Display, Secret)>> {
    let Some(display) = known(tx, link, State::Waits, tx.now())? else {
        return Ok(None);
    };
    let secret = Secret::make(display.id, tx.random());
    queries::set_opened(tx, display.id, &secret.hash, tx.now())?;
    Ok(Some((display, secret)))
}
