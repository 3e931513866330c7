//! One row becomes one person, new or brought up to date, inside a transaction.

use kernel::text::fold::fold;
use kernel::{Error, Kind, Result};
use network::people::{self, Draft, SiteId, SiteKind};
use store::Tx;

use super::super::queries::{self, Record};
use super::sheet::{Column, Row};
use crate::ground;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Added,
    Changed,
    Unchanged,
    /// In words.
    Refused(String),
}

/// Adds the person, or changes what differs. Only faults of the row refuse it; others end the import.
pub fn person(tx: &Tx, row: &Row) -> Result<Outcome> {
    match written(tx, row) {
        Err(error)
            if matches!(error.kind, Kind::Invalid | Kind::Conflict) && error.code() != "unique" =>
        {
            Ok(Outcome::Refused(ground::sentences(&error)))
        }
        outcome => outcome,
    }
}

fn written(tx: &Tx, row: &Row) -> Result<Outcome> {
    let known = queries::record(tx, &fold(&row.number))?;
    let draft = draft(row, known.as_ref())?;
    // A refused row leaves nothing behind: its site is made when everything else is right.
    let own = known.as_ref().map(|known| known.id);
    people::actions::is_free(tx, &draft.clone().check()?, own)?;
    let site = site(tx, row, known.as_ref())?;
    let draft = Draft { site, ..draft };
    let Some(known) = known else {
        people::actions::add(tx, None, &draft.check()?)?;
        return Ok(Outcome::Added);
    };
    if same(&draft, &known) {
        return Ok(Outcome::Unchanged);
    }
    people::actions::update(tx, known.id, &draft.check()?)?;
    Ok(Outcome::Changed)
}

/// Where the person works; a site of a new name is made.
fn site(tx: &Tx, row: &Row, known: Option<&Record>) -> Result<Option<SiteId>> {
    match row.get(Column::Site) {
        None => Ok(known.and_then(|known| known.site_id)),
        Some("") => Ok(None),
        Some(name) => {
            let kind = word(row, Column::SiteKind, "site_kind")?.unwrap_or(SiteKind::Office);
            let id = people::actions::site(tx, name, kind, "")?;
            if let Some(country) = row.get(Column::SiteCountry).filter(|text| !text.is_empty()) {
                people::actions::set_country(tx, id, country)?;
            }
            Ok(Some(id))
        }
    }
}

/// What the row says, but for the site.
fn draft(row: &Row, known: Option<&Record>) -> Result<Draft> {
    let text = |column, kept: Option<&str>| row.get(column).or(kept).unwrap_or_default().to_owned();
    let mail = row
        .get(Column::Mail)
        .map(str::to_owned)
        .or_else(|| known.and_then(|known| known.mail.clone()));
    let language = row.get(Column::Language).filter(|text| !text.is_empty());
    if language.is_some_and(|code| web::Lang::from_code(code).is_none()) {
        return Err(Error::invalid("language", "unknown_value"));
    }
    Ok(Draft {
        name: text(Column::Name, None),
        mail: mail.filter(|mail| !mail.is_empty()),
        employee_number: Some(row.number.clone()),
        title: text(Column::Title, known.map(|known| known.title.as_str())),
        department: text(
            Column::Department,
            known.map(|known| known.department.as_str()),
        ),
        manager: known
            .and_then(|known| known.manager_id)
            .filter(|_| row.get(Column::Manager) != Some("")),
        level: word(row, Column::Level, "level")?.or(known.map(|known| known.level)),
        role: word(row, Column::Role, "role")?,
        language: language.map(str::to_owned),
        time_zone: row
            .get(Column::TimeZone)
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        ..Draft::default()
    })
}

/// One of our stored words; an empty cell is none.
fn word<T: std::str::FromStr>(row: &Row, column: Column, field: &str) -> Result<Option<T>> {
    match row.get(column).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text
            .to_lowercase()
            .parse()
            .map(Some)
            .map_err(|_| Error::invalid(field, "unknown_value")),
    }
}

fn same(draft: &Draft, known: &Record) -> bool {
    draft.name == known.name
        && draft.mail == known.mail
        && draft.title == known.title
        && draft.department == known.department
        && draft.site == known.site_id
        && draft.manager == known.manager_id
        && draft.level == Some(known.level)
}

/// Sets whom the row's person answers to. True when that changed; the text warns of a number that
/// leads nowhere. `expected`: numbers that a dry run would have added.
pub fn manager(
    tx: &Tx,
    row: &Row,
    expected: &dyn Fn(&str) -> bool,
) -> Result<(bool, Option<String>)> {
    let given = row.get(Column::Manager).unwrap_or_default();
    let number = fold(given);
    if number == fold(&row.number) {
        return Ok((
            false,
            Some(format!(
                "manager_employee_number {given} is their own; it is left out"
            )),
        ));
    }
    let Some(manager) = people::queries::id_by_employee_number(tx, &number)? else {
        let unknown = format!("manager_employee_number {given} belongs to nobody; it is left out");
        return Ok((false, (!expected(&number)).then_some(unknown)));
    };
    let Some(record) = queries::record(tx, &fold(&row.number))? else {
        return Ok((false, None));
    };
    if record.manager_id == Some(manager) {
        return Ok((false, None));
    }
    people::queries::set_manager(tx, record.id, manager)?;
    tx.log("person", record.id.raw(), 0)?;
    Ok((true, None))
}
