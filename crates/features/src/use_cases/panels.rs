//! The use cases of an indicator, on its page.

use kernel::Result;
use maud::{Markup, html};
use network::{App, Viewer};
use store::Db;
use web::{icon_sm, t};

use super::queries::{self, Filter};
use super::use_case::UseCaseId;
use super::views;
use crate::indicators::IndicatorId;

const SHOWN: i64 = 5;

pub fn of_indicator(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let filter = Filter {
        indicator: Some(IndicatorId::from_raw(id)),
        ..Filter::default()
    };
    let found = queries::list(db, viewer, filter, UseCaseId::max(), SHOWN + 1)?;
    let (lang, more) = (viewer.lang, found.len() as i64 > SHOWN);
    let shown = &found[..found.len().min(SHOWN as usize)];
    Ok(Some(html! {
        section class="card stack" id="use-cases" {
            div class="card-head" {
                h2 { (t!(lang, "use-cases-that-move-it")) }
                @if more { a class="small" href={ "/use-cases?indicator=" (id) } { (t!(lang, "use-cases-all")) } }
            }
            @if shown.is_empty() { p class="muted" { (t!(lang, "use-cases-none-here")) } } @else { (views::rows(shown, lang)) }
            div { a class="btn sm" href={ "/use-cases/new?indicator=" (id) } { (icon_sm("plus")) (t!(lang, "use-cases-new")) } }
        }
    }))
}
