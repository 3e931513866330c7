//! Adding, changing, deactivating people; following; one's own profile.

use kernel::text::fold;
use kernel::{Error, Kind, Problems, Result};
use store::{Db, Tx};

use super::person::{
    FIELD_MAX_CHARS, Level, NewPerson, Person, PersonId, Role, Site, SiteId, SiteKind, sort_key,
};
use super::{photo, queries};
use crate::access::Viewer;
use crate::audit;
use crate::communities::rules;
use crate::feed::Order;

pub const ABOUT_MAX_CHARS: usize = 2_000;
/// As long as tags of languages are.
const LANGUAGE_MAX_BYTES: usize = 35;

/// 409 when the mail or employee number belongs to somebody else. Without an id: of a person to be
/// added.
pub fn is_free(tx: &Tx, new: &NewPerson, own: Option<PersonId>) -> Result<()> {
    let draft = &new.0;
    if let Some(mail) = draft.mail.as_deref().map(fold::mail)
        && queries::id_by_mail(tx, &mail)?.is_some_and(|owner| Some(owner) != own)
    {
        return Err(Error::conflict("mail_taken").at("mail"));
    }
    if let Some(number) = draft.employee_number.as_deref().map(fold::fold)
        && queries::id_by_employee_number(tx, &number)?.is_some_and(|owner| Some(owner) != own)
    {
        return Err(Error::conflict("employee_number_taken").at("employee_number"));
    }
    Ok(())
}

/// Adds a person. 409 when the mail or employee number belongs to somebody.
pub fn add(tx: &Tx, by: Option<PersonId>, new: &NewPerson) -> Result<PersonId> {
    is_free(tx, new, None)?;
    let draft = &new.0;
    let mail_fold = draft.mail.as_deref().map(fold::mail);
    let number_fold = draft.employee_number.as_deref().map(fold::fold);
    let id: PersonId = tx.id();
    queries::insert(
        tx,
        id,
        queries::next_number(tx)?,
        &draft.name,
        &fold::fold(&draft.name),
        &sort_key(&draft.name),
        draft.mail.as_deref(),
        mail_fold.as_deref(),
        draft.employee_number.as_deref(),
        number_fold.as_deref(),
        &draft.title,
        &draft.department,
        draft.site,
        draft.manager,
        draft.level.unwrap_or(Level::Staff),
        draft.role.unwrap_or(Role::Member),
        draft.bot,
        draft.language.as_deref().unwrap_or("en"),
        draft.time_zone.as_deref().unwrap_or("UTC"),
        tx.now(),
    )?;
    queries::index_name(tx, id, &draft.name)?;
    audit::note(tx, by, "person", Some(id.raw()), "added")?;
    rules::changed(tx, id)?;
    tx.log("person", id.raw(), 0)?;
    Ok(id)
}

/// Brings a person up to date with what the employer's data say. Role and employee number stay.
pub fn update(tx: &Tx, id: PersonId, new: &NewPerson) -> Result<()> {
    is_free(tx, new, Some(id))?;
    let draft = &new.0;
    let mail_fold = draft.mail.as_deref().map(fold::mail);
    let before = queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    if before.mail != draft.mail {
        crate::sign_in::actions::void_code(tx, id)?;
    }
    queries::update(
        tx,
        id,
        &draft.name,
        &fold::fold(&draft.name),
        &sort_key(&draft.name),
        draft.mail.as_deref(),
        mail_fold.as_deref(),
        &draft.title,
        &draft.department,
        draft.site,
        draft.manager,
        draft.level.unwrap_or(Level::Staff),
    )?;
    queries::index_name(tx, id, &draft.name)?;
    rules::changed(tx, id)?;
    tx.log("person", id.raw(), 0)
}

/// The site of this name; made when there is none.
pub fn site(tx: &Tx, name: &str, kind: SiteKind, town: &str) -> Result<SiteId> {
    let folded = fold::fold(name);
    if folded.is_empty() {
        return Err(Error::invalid("site", "blank"));
    }
    if let Some(id) = queries::site_by_name(tx, &folded)? {
        return Ok(id);
    }
    let id: kernel::Id<Site> = tx.id();
    queries::insert_site(tx, id, &kernel::text::one_line(name), &folded, kind, town)?;
    Ok(id)
}

/// The country a site is in, as the employer's data say; rules ask for it.
pub fn set_country(tx: &Tx, site: SiteId, country: &str) -> Result<()> {
    let country = kernel::text::one_line(country);
    if country.chars().count() > FIELD_MAX_CHARS {
        return Err(Error::invalid("site_country", "too_long").limit(FIELD_MAX_CHARS as i64));
    }
    match queries::set_country(tx, site, &country)?.0 {
        0 => Ok(()),
        _ => rules::country_changed(tx),
    }
}

/// Ends all access of a person; what they wrote stays. The last administrator cannot be.
pub fn deactivate(tx: &Tx, by: Option<&Viewer>, id: PersonId) -> Result<()> {
    let person = match by {
        Some(viewer) => administered(tx, viewer, id)?,
        None => queries::by_id(tx, id)?.ok_or_else(Error::not_found)?,
    };
    if person.role == Role::Administrator && queries::count_administrators(tx)?.0 <= 1 {
        return Err(Error::conflict("last_administrator"));
    }
    if person.deactivated_at.is_none() {
        queries::set_deactivated(tx, id, Some(tx.now()))?;
        crate::sign_in::actions::end_sessions(tx, id, None)?;
        crate::sign_in::actions::end_tokens(tx, id)?;
        crate::sign_in::actions::void_code(tx, id)?;
        let by = by.map(|viewer| viewer.id);
        for (action, result) in [
            ("person", "deactivated"),
            ("sessions", "ended"),
            ("tokens", "ended"),
        ] {
            audit::note(tx, by, action, Some(id.raw()), result)?;
        }
    }
    rules::changed(tx, id)?;
    tx.log("person", id.raw(), 0)
}

pub fn reactivate(tx: &Tx, by: &Viewer, id: PersonId) -> Result<()> {
    administered(tx, by, id)?;
    queries::set_deactivated(tx, id, None)?;
    audit::note(tx, Some(by.id), "person", Some(id.raw()), "reactivated")?;
    rules::changed(tx, id)?;
    tx.log("person", id.raw(), 0)
}

/// The person, when the viewer may know of them and decides about people: administrators alone.
pub(super) fn administered(db: &Db, viewer: &Viewer, id: PersonId) -> Result<Person> {
    let person = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if viewer.is_administrator() {
        Ok(person)
    } else {
        Err(Error::forbidden("administrator"))
    }
}

/// Follows a storyline. Following oneself is refused; guests have no storylines to read.
pub fn follow(tx: &Tx, viewer: &Viewer, id: PersonId) -> Result<()> {
    queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if id == viewer.id {
        return Err(Error::new(Kind::Invalid, "follow_self"));
    }
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    queries::follow(tx, viewer.id, id, tx.now())?;
    tx.log("follow", viewer.id.raw(), 0)
}

pub fn unfollow(tx: &Tx, viewer: &Viewer, id: PersonId) -> Result<()> {
    queries::unfollow(tx, viewer.id, id)?;
    tx.log("follow", viewer.id.raw(), 0)
}

/// What people say of themselves; it never decides a right.
#[derive(Clone, Debug)]
pub struct Profile {
    pub about: String,
    pub language: String,
    pub time_zone: String,
    pub theme: String,
}

impl Profile {
    pub fn of(person: &Person) -> Profile {
        Profile {
            about: person.about.clone(),
            language: person.language.clone(),
            time_zone: person.time_zone.clone(),
            theme: person.theme.clone(),
        }
    }
}

/// Shows another photo of the viewer, or none; earlier ones are not kept.
pub fn set_photo(tx: &Tx, viewer: &Viewer, picture: Option<&[u8]>) -> Result<()> {
    queries::delete_photos(tx, viewer.id)?;
    let key = picture.map(|_| photo::key(tx.random()));
    if let (Some(key), Some(picture)) = (&key, picture) {
        queries::insert_photo(tx, key, viewer.id, photo::MEDIA_TYPE, picture, tx.now())?;
    }
    queries::set_photo(tx, viewer.id, key.as_deref())?;
    tx.log("person", viewer.id.raw(), 0)
}

/// The order in which the viewer's home feed begins. Told as a matter of their own: no card shows it.
pub fn set_feed_order(tx: &Tx, viewer: &Viewer, order: Order) -> Result<()> {
    queries::set_feed_order(tx, viewer.id, order.as_str())?;
    tx.log("person", viewer.id.raw(), viewer.id.raw())
}

pub fn save_profile(tx: &Tx, viewer: &Viewer, profile: &Profile) -> Result<()> {
    let mut problems = Problems::default();
    if profile.about.chars().count() > ABOUT_MAX_CHARS {
        problems.add_limit("about", "too_long", ABOUT_MAX_CHARS as i64);
    }
    // A language with a region is that language.
    let lang = web::Lang::from_code(&profile.language);
    if lang.is_none() || profile.language.len() > LANGUAGE_MAX_BYTES {
        problems.add("language", "unknown_value");
    }
    if !web::is_time_zone(&profile.time_zone) {
        problems.add("time_zone", "time_zone");
    }
    if !matches!(profile.theme.as_str(), "auto" | "light" | "dark") {
        problems.add("theme", "unknown_value");
    }
    problems.or(())?;
    let (about, time_zone, theme) = (profile.about.trim(), &profile.time_zone, &profile.theme);
    let language = lang.unwrap_or(viewer.lang).code();
    queries::set_profile(tx, viewer.id, about, language, time_zone, theme)?;
    tx.log("person", viewer.id.raw(), 0)
}
