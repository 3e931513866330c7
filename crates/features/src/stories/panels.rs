//! Stories on the pages of others: of an indicator, of a use case, of somebody who agreed to be named.

use kernel::Result;
use maud::{Markup, html};
use network::{App, PersonId, Viewer};
use store::Db;
use web::{icon_sm, t};

use super::queries;
use super::views;
use crate::indicators::IndicatorId;
use crate::use_cases::UseCaseId;
use crate::use_cases::queries::Filter;

const SHOWN: i64 = 5;

pub fn of_indicator(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let filter = Filter {
        indicator: Some(IndicatorId::from_raw(id)),
        ..Filter::default()
    };
    let about = format!("indicator={id}");
    panel(db, viewer, filter, None, &about, "stories-about-indicator")
}

pub fn of_use_case(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let use_case = Some(UseCaseId::from_raw(id));
    let about = format!("use_case={id}");
    panel(
        db,
        viewer,
        Filter::default(),
        use_case,
        &about,
        "stories-about-use-case",
    )
}

fn panel(
    db: &Db,
    viewer: &Viewer,
    filter: Filter,
    use_case: Option<UseCaseId>,
    about: &str,
    title: &str,
) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let lang = viewer.lang;
    let found = queries::list(db, viewer, filter, use_case, None, SHOWN + 1)?;
    let more = found.len() as i64 > SHOWN;
    let shown = &found[..found.len().min(SHOWN as usize)];
    Ok(Some(html! {
        section class="card stack" id="stories" {
            div class="card-head" {
                h2 { (t!(lang, title)) }
                @if more { a class="small" href={ "/stories/all?" (about) } { (t!(lang, "stories-all")) } }
            }
            @if shown.is_empty() { p class="muted" { (t!(lang, "stories-none-here")) } } @else { (views::rows(shown, lang)) }
            div { a class="btn sm" href={ "/stories/new?" (about) } { (icon_sm("plus")) (t!(lang, "use-cases-tell")) } }
        }
    }))
}

/// By their own choice: they agreed to be named.
pub fn of_person(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let found = queries::with_person(db, PersonId::from_raw(id), SHOWN)?;
    if found.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        section class="card stack" {
            h2 { (t!(viewer.lang, "stories-with-them")) }
            (views::titles(found.iter().map(|(id, title, part)| (*id, title.as_str(), part.clone()))))
        }
    }))
}
